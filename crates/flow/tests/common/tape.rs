//! A tape of numbers from which a random thing is read. Zeros read as the plainest thing and an exhausted tape goes on
//! with zeros, so a failing case shrinks to a plain one, whatever the thing is.

use std::slice::Iter;

use hospital::{AttributeId, By};
use quantity::{Distribution, Duration};

pub struct Tape<'a>(Iter<'a, u32>);

impl<'a> Tape<'a> {
    pub fn new(words: &'a [u32]) -> Self {
        Self(words.iter())
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0.next().map_or(0, |&word| word as usize % limit)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    pub fn one_of<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Something once in `times`.
    pub fn maybe<T>(&mut self, times: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.once_in(times) { Some(make(self)) } else { None }
    }

    /// From 10 minutes to about a day, in doublings; some are the same every time, so that things happen at once.
    pub fn time(&mut self) -> Distribution {
        const MINUTES: [f64; 8] = [60.0, 30.0, 10.0, 120.0, 240.0, 480.0, 960.0, 1920.0];
        let mean = self.one_of(&MINUTES) * 60_000.0;
        let time = match self.below(4) {
            0 => Distribution::deterministic(mean),
            1 => Distribution::exponential(mean),
            2 => Distribution::uniform(mean * 0.5, mean * 1.5),
            _ => Distribution::lognormal_mean_cv(mean, 1.3),
        };
        time.expect("these parameters make distributions")
    }

    /// The same for all, or a case for each of the values of an attribute.
    pub fn by<T>(&mut self, values: &[usize], mut make: impl FnMut(&mut Self) -> T) -> By<T> {
        if self.once_in(3) && !values.is_empty() {
            let attribute = self.below(values.len());
            let cases = (0..values[attribute]).map(|_| By::Always(make(self))).collect();
            By::Of { attribute: AttributeId::new(attribute), cases }
        } else {
            By::Always(make(self))
        }
    }

    /// Half an hour, or a whole number of half hours up to `most`.
    pub fn half_hours(&mut self, most: usize) -> Duration {
        Duration::MINUTE * 30 * (self.below(most) as i64 + 1)
    }
}
