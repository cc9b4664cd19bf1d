//! Distributions that can be added up: time spent at each number, and how often each length of time was seen.
//!
//! Both hold whole numbers only, so that merging them in any order gives the same bits.

/// Numbers below this are told apart one by one; beyond it 128 steps an octave are (under 1 % of the number).
const EXACT: usize = 4096;
/// 2 to this power is [`EXACT`].
const EXACT_OCTAVE: u32 = EXACT.trailing_zeros();
/// Steps an octave beyond [`EXACT`], as a power of 2.
const COARSE_BITS: u32 = 7;

/// How long a number (of occupied spaces, of people waiting) was held, in milliseconds by number.
#[derive(Clone, Debug, Default)]
pub struct TimeHistogram {
    /// Of numbers below [`EXACT`], as far as there were any.
    times: Vec<u64>,
    /// Of those from there on.
    beyond: Vec<u64>,
}

impl TimeHistogram {
    /// An empty one that needs no memory more while the number stays at or below `most`.
    pub fn up_to(most: u32) -> Self {
        let mut empty = Self::default();
        empty.make_room(most);
        empty
    }

    /// The number was held for so many milliseconds.
    pub fn add(&mut self, number: u32, millis: u64) {
        let position = position(number);
        if position >= self.times.len() {
            self.make_room(number);
        }
        let time = match self.times.get_mut(position) {
            Some(time) => time,
            None => &mut self.beyond[position - EXACT],
        };
        *time = time.wrapping_add(millis);
    }

    fn make_room(&mut self, number: u32) {
        let wanted = position(number) + 1;
        if wanted <= EXACT {
            let room = if self.times.is_empty() { wanted } else { wanted.next_power_of_two() };
            self.times.resize(room.max(self.times.len()), 0);
        } else {
            self.times.resize(EXACT, 0);
            self.beyond.resize((wanted - EXACT).max(self.beyond.len()), 0);
        }
    }

    /// Adds what another has seen.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in [(&mut self.times, &other.times), (&mut self.beyond, &other.beyond)] {
            mine.resize(mine.len().max(theirs.len()), 0);
            for (time, more) in mine.iter_mut().zip(theirs) {
                *time += more;
            }
        }
        if !self.beyond.is_empty() {
            self.times.resize(EXACT, 0);
        }
    }

    /// The time of each position that was held.
    fn held(&self) -> impl Iterator<Item = (usize, u64)> {
        let beyond = self.beyond.iter().enumerate().map(|(position, &millis)| (EXACT + position, millis));
        let exact = self.times.iter().copied().enumerate();
        exact.chain(beyond).filter(|&(_, millis)| millis > 0)
    }

    /// Milliseconds seen in all.
    pub fn total(&self) -> u64 {
        self.times.iter().chain(&self.beyond).sum()
    }

    /// The smallest number at or below which it was for this share of the time; `NaN` when no time was seen.
    pub fn quantile(&self, share: f64) -> f64 {
        let total = self.total();
        let wanted = share * total as f64;
        let mut seen = 0;
        for (position, millis) in self.held() {
            seen += millis;
            if seen as f64 >= wanted {
                return number(position);
            }
        }
        f64::NAN
    }

    /// Each number that was held, and the share of the time for which it was.
    pub fn shares(&self) -> Vec<(f64, f64)> {
        let total = self.total() as f64;
        self.held().map(|(position, millis)| (number(position), millis as f64 / total)).collect()
    }
}

/// Equal when they have seen the same; room for more does not count.
impl PartialEq for TimeHistogram {
    fn eq(&self, other: &Self) -> bool {
        self.held().eq(other.held())
    }
}

impl Eq for TimeHistogram {}

#[inline]
fn position(number: u32) -> usize {
    if (number as usize) < EXACT {
        return number as usize;
    }
    let octave = number.ilog2();
    let step = (number >> (octave - COARSE_BITS)) & ((1 << COARSE_BITS) - 1);
    EXACT + (((octave - EXACT_OCTAVE) << COARSE_BITS) | step) as usize
}

/// The smallest number at a position.
fn number(position: usize) -> f64 {
    if position < EXACT {
        return position as f64;
    }
    let beyond = position - EXACT;
    let octave = (beyond >> COARSE_BITS) as u32 + EXACT_OCTAVE;
    let step = (beyond & ((1 << COARSE_BITS) - 1)) as u64;
    (((1 << COARSE_BITS) | step) << (octave - COARSE_BITS)) as f64
}

/// Steps an octave for lengths of time, as a power of 2: 32 steps, each at most 3.1 % wide.
const STEP_BITS: u32 = 5;
/// Lengths from 2 to this power of milliseconds (1,115 years) on are seen as one.
const LONGEST_OCTAVE: u32 = 45;
const BUCKETS: usize = ((LONGEST_OCTAVE - STEP_BITS + 1) << STEP_BITS) as usize;

/// How often each length of time was seen, to about 3 %: exact below 64 milliseconds, then 32 steps an octave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LengthHistogram {
    counts: Box<[u32; BUCKETS]>,
}

impl Default for LengthHistogram {
    fn default() -> Self {
        Self { counts: Box::new([0; BUCKETS]) }
    }
}

impl LengthHistogram {
    /// A length of so many milliseconds, not negative, was seen.
    #[inline]
    pub fn add(&mut self, millis: i64) {
        // A branch that is hardly ever taken costs less than a minimum that is always looked for.
        match self.counts.get_mut(step(millis as u64)) {
            Some(count) => *count += 1,
            None => self.counts[bucket(millis as u64)] += 1,
        }
    }

    /// So many lengths of no time at all were seen.
    pub fn add_none(&mut self, times: u32) {
        self.counts[0] += times;
    }

    /// Forgets everything and keeps the memory.
    pub fn clear(&mut self) {
        self.counts.fill(0);
    }

    /// Adds what another has seen.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts.iter()) {
            *mine += theirs;
        }
    }

    /// How many lengths were seen.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|&count| u64::from(count)).sum()
    }

    /// The length in milliseconds at or below which this share of those seen lies, evenly spread within a step;
    /// `NaN` when none was seen.
    pub fn quantile(&self, share: f64) -> f64 {
        let wanted = share * self.total() as f64;
        let mut before = 0_u64;
        for (bucket, &count) in self.counts.iter().enumerate() {
            let seen = before + u64::from(count);
            if count > 0 && seen as f64 >= wanted {
                let (from, width) = span(bucket);
                let within = (wanted - before as f64) / f64::from(count);
                return from + (width - 1.0) * within;
            }
            before = seen;
        }
        f64::NAN
    }

    /// The middle of each step that was seen, in milliseconds, and the share of lengths in it.
    pub fn shares(&self) -> Vec<(f64, f64)> {
        let total = self.total() as f64;
        let seen = self.counts.iter().enumerate().filter(|&(_, &count)| count > 0);
        seen.map(|(bucket, &count)| {
            let (from, width) = span(bucket);
            (from + (width - 1.0) / 2.0, f64::from(count) / total)
        })
        .collect()
    }
}

/// The bucket of a length.
fn bucket(millis: u64) -> usize {
    step(millis).min(BUCKETS - 1)
}

/// Which step a length is in, were there no longest.
#[inline]
fn step(millis: u64) -> usize {
    // With the bit for 32 set, lengths below 32 need no case of their own: their octave is the first one.
    let octave = (millis | (1 << STEP_BITS)).ilog2();
    let step = millis >> (octave - STEP_BITS);
    (((octave - STEP_BITS) as usize) << STEP_BITS) + step as usize
}

/// The shortest length of a bucket, and how many milliseconds it is wide.
fn span(bucket: usize) -> (f64, f64) {
    let row = bucket >> STEP_BITS;
    let step = (bucket & ((1 << STEP_BITS) - 1)) as u64;
    if row == 0 {
        return (step as f64, 1.0);
    }
    let scale = row as u32 - 1;
    ((((1 << STEP_BITS) | step) << scale) as f64, (1_u64 << scale) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_begins_where_the_one_before_ends() {
        for position_of in [0, 31, 4095, 4096, 4097, 5000, 6000] {
            assert_eq!(position(number(position_of) as u32), position_of);
        }
        assert!(position(u32::MAX) < 8192);
    }

    #[test]
    fn every_bucket_begins_where_the_one_before_ends() {
        let mut next = 0.0;
        for bucket_of in 0..BUCKETS {
            let (from, width) = span(bucket_of);
            assert_eq!(from, next);
            assert_eq!(bucket(from as u64), bucket_of);
            assert_eq!(bucket((from + width) as u64 - 1), bucket_of);
            assert!(width == 1.0 || width / from <= 1.0 / 32.0);
            next = from + width;
        }
        assert_eq!(bucket(u64::MAX), BUCKETS - 1);
    }

    #[test]
    fn quantiles_of_lengths_are_within_a_step() {
        let mut seen = LengthHistogram::default();
        for minute in 1..=1000 {
            seen.add(minute * 60_000);
        }
        for (share, minutes) in [(0.05, 50.0), (0.5, 500.0), (0.95, 950.0)] {
            let found = seen.quantile(share) / 60_000.0;
            assert!((found / minutes - 1.0_f64).abs() < 0.01, "{share}: {found}");
        }
        assert!(LengthHistogram::default().quantile(0.5).is_nan());
    }

    #[test]
    fn quantiles_of_numbers_are_shares_of_time() {
        let mut held = TimeHistogram::up_to(3);
        held.add(0, 10);
        held.add(2, 60);
        held.add(5, 30);
        assert_eq!([0.05, 0.1, 0.5, 0.7, 0.95].map(|share| held.quantile(share)), [0.0, 0.0, 2.0, 2.0, 5.0]);
        assert_eq!(held.shares(), [(0.0, 0.1), (2.0, 0.6), (5.0, 0.3)]);
        assert!(TimeHistogram::default().quantile(0.5).is_nan());
    }

    #[test]
    fn merging_is_seeing_both() {
        let (mut first, mut second, mut both) =
            (TimeHistogram::up_to(2), TimeHistogram::default(), TimeHistogram::up_to(2));
        for (number, millis) in [(1, 7), (5000, 3)] {
            second.add(number, millis);
            both.add(number, millis);
        }
        first.add(1, 4);
        both.add(1, 4);
        first.merge(&second);
        assert_eq!(first.shares(), both.shares());
    }
}
