//! How long a number was at each value.

use super::record::Millis;
use crate::histogram::TimeHistogram;

/// A number's steps, from each `n` to `n + 1`: the sum of the times of all steps up less that of all steps down.
///
/// The time above `n` until `at` is `at` (if the number is above `n` now) less that sum, for a stay above begins with a
/// step up and ends with a step down. So a change costs one addition, and nothing need be known of the change before.
/// It takes eight bytes for each visit that was ever counted in it at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Ladder {
    steps: Vec<i64>,
}

impl Ladder {
    /// One that needs no memory more while the number stays at or below `most`, and before it goes beyond it.
    pub(super) fn up_to(most: u32) -> Self {
        Self { steps: vec![0; most as usize + 1] }
    }

    /// Counting starts at time zero: the number stays, nothing has been seen.
    pub(super) fn start(&mut self) {
        self.steps.fill(0);
    }

    /// Whether the number was above `low` before.
    #[inline(always)]
    pub(super) fn reaches(&self, low: u32) -> bool {
        (low as usize) < self.steps.len()
    }

    /// The number goes from `low` to the next one.
    #[inline(always)]
    pub(super) fn up(&mut self, low: u32, at: Millis) {
        match self.steps.get_mut(low as usize) {
            Some(step) => *step += at,
            None => self.reach(low, at),
        }
    }

    #[cold]
    fn reach(&mut self, low: u32, at: Millis) {
        let low = low as usize;
        self.steps.resize((low + 1).next_power_of_two(), 0);
        self.steps[low] = at;
    }

    /// The number goes to `low` from the next one.
    #[inline(always)]
    pub(super) fn down(&mut self, low: u32, at: Millis) {
        // There is such a step, for it went up before it goes down.
        if let Some(step) = self.steps.get_mut(low as usize) {
            *step -= at;
        }
    }

    /// For how long a number that is `now` was above `low`.
    pub(super) fn above(&self, low: u32, now: u32, at: Millis) -> i64 {
        let until_now = if now > low { at } else { 0 };
        until_now - self.steps.get(low as usize).unwrap_or(&0)
    }

    /// The largest number that it was told of, or somewhat more.
    pub(super) fn most(&self) -> u32 {
        self.steps.len() as u32
    }

    /// How long the number, which is `now`, was at each value.
    pub(super) fn times(&self, now: u32, at: Millis) -> TimeHistogram {
        let mut times = TimeHistogram::up_to(self.most());
        let mut before = at;
        for low in 0..=self.most() {
            let above = self.above(low, now, at);
            times.add(low, (before - above) as u64);
            before = above;
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_knows_how_long_a_number_was_at_each_value() {
        let mut ladder = Ladder::up_to(1);
        // 0 until 10, 1 until 30, 2 until 35, 1 until 60, 0 until 70, 1 until 100.
        ladder.up(0, 10);
        ladder.up(1, 30);
        ladder.down(1, 35);
        ladder.down(0, 60);
        ladder.up(0, 70);
        assert_eq!([0, 1, 2].map(|low| ladder.above(low, 1, 100)), [80, 5, 0]);
        assert_eq!(ladder.times(1, 100).shares(), [(0.0, 0.2), (1.0, 0.75), (2.0, 0.05)]);
    }
}
