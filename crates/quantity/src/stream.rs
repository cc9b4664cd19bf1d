//! Random words that are a pure function of who asks and what for.
//!
//! A stream has no state that moves on: the same seed, replication, arrivals, visit and block always give the same four
//! words, whatever else was drawn before. So the same patients come in every option, in any order and on any thread.
//!
//! The function is Philox4x32-7 of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as
//! easy as 1, 2, 3", SC11 (2011), a keyed bijection of 128-bit counters. The key is the seed, low word first. The
//! counter's four words are laid out as follows:
//!
//! | word | a visit's draws | a place's draws | a day's draws | a shift's draws |
//! |---|---|---|---|---|
//! | 0 | block | block | block | block |
//! | 1 | visit, bits 0–31 | nth, bits 0–31 | day, bits 0–31 | shift, bits 0–31 |
//! | 2, bits 0–15 | visit, bits 32–47 | place | arrivals | team |
//! | 2, bits 16–31 | arrivals, below `0xFF00` | `0xFF00` | `0xFF01` | `0xFF02` |
//! | 3 | replication | replication | replication | replication |
//!
//! The high half of word 2 tells the four domains apart, so no two streams of different domains share a counter. Within
//! a domain every argument has its own bits; so two streams are the same only if all their arguments are.

/// The seed of an experiment: everything random in it follows from this number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Seed(pub u64);

/// The streams of one replication.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Streams {
    key: [u32; 2],
    replication: u32,
}

/// The random words that belong to one visit, to one occasion at a place, to one day, or to one shift.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stream {
    key: [u32; 2],
    c1: u32,
    c2: u32,
    c3: u32,
}

/// Numbers of arrivals from here up mark the other domains; arrivals are numbered below it.
pub const FIRST_RESERVED_ARRIVALS: u16 = 0xFF00;

const PLACE_DOMAIN: u32 = 0xFF00;
const DAY_DOMAIN: u32 = 0xFF01;
const SHIFT_DOMAIN: u32 = 0xFF02;
const VISIT_BITS: u32 = 48;

impl Seed {
    /// The seed of what comes after a moment, so many milliseconds after the start: other chance than that of any run
    /// which led to it, and the same for every option that is tried from there.
    #[must_use]
    pub fn from_moment(self, millis: i64) -> Self {
        const PURPOSE: u32 = 0x4E4F_575F;
        let counter = [millis as u32, (millis as u64 >> 32) as u32, 0, PURPOSE];
        let words = philox4x32::<10>(counter, [self.0 as u32, (self.0 >> 32) as u32]);
        Self((u64::from(words[1]) << 32) | u64::from(words[0]))
    }
}

impl Streams {
    /// The streams of one replication of the experiment with this seed.
    #[inline]
    pub const fn new(seed: Seed, replication: u32) -> Self {
        Self { key: [seed.0 as u32, (seed.0 >> 32) as u32], replication }
    }

    /// The stream of the visit with this number among these arrivals.
    ///
    /// `arrivals` is below [`FIRST_RESERVED_ARRIVALS`] and `visit` below 2⁴⁸; both are asserted in debug builds.
    #[inline]
    pub fn of(self, arrivals: u16, visit: u64) -> Stream {
        debug_assert!(arrivals < FIRST_RESERVED_ARRIVALS, "reserved for other domains");
        debug_assert!(visit >> VISIT_BITS == 0, "visit numbers have 48 bits");
        self.of_key((u64::from(arrivals) << VISIT_BITS) | visit)
    }

    /// The stream of a visit whose arrivals (upper 16 bits) and number (lower 48) are one number already.
    #[inline]
    pub fn of_key(self, key: u64) -> Stream {
        self.stream(key as u32, (key >> 32) as u32)
    }

    /// The stream of the nth occasion at a place, such as its nth closure. The low 32 bits of `nth` count.
    #[inline]
    pub fn of_place(self, place: u16, nth: u64) -> Stream {
        self.stream(nth as u32, u32::from(place) | (PLACE_DOMAIN << 16))
    }

    /// The stream of what these arrivals have in common on one day. The low 32 bits of `day` count, so that a negative
    /// day of the warm-up, cast to `u64`, has draws of its own.
    #[inline]
    pub fn of_day(self, arrivals: u16, day: u64) -> Stream {
        self.stream(day as u32, u32::from(arrivals) | (DAY_DOMAIN << 16))
    }

    /// The stream of one shift of a team of staff. The low 32 bits of `shift` count.
    #[inline]
    pub fn of_shift(self, team: u16, shift: u64) -> Stream {
        self.stream(shift as u32, u32::from(team) | (SHIFT_DOMAIN << 16))
    }

    /// The same block of as many visits as are drawn together: those with the key of [`of_key`](Self::of_key) from `first`
    /// on, one after the other. Each costs less than half of what it costs alone.
    #[inline(never)]
    pub fn blocks(self, first: u64, purpose: u32) -> Blocks {
        let keys: [u64; TOGETHER] = std::array::from_fn(|nth| first + nth as u64);
        let mut words = [
            [u64::from(purpose); TOGETHER],
            keys.map(|key| key & LOW),
            keys.map(|key| key >> 32),
            [u64::from(self.replication); TOGETHER],
        ];
        let steps = key_steps::<ROUNDS>(self.key);
        let [w0, w1, w2, w3] = &mut words;
        // Lane by lane, and all rounds of a lane at once: so it becomes two 32 × 32-bit products an instruction.
        for nth in 0..TOGETHER {
            let (mut c0, mut c1, mut c2, mut c3) = (w0[nth], w1[nth], w2[nth], w3[nth]);
            for [k0, k1] in steps {
                let low_product = u64::from(MULTIPLIERS[0]) * (c0 & LOW);
                let high_product = u64::from(MULTIPLIERS[1]) * (c2 & LOW);
                // What is in the upper halves is of no account, and need not be cleared.
                (c0, c1, c2, c3) = (
                    (high_product >> 32) ^ c1 ^ u64::from(k0),
                    high_product,
                    (low_product >> 32) ^ c3 ^ u64::from(k1),
                    low_product,
                );
            }
            (w0[nth], w1[nth], w2[nth], w3[nth]) = (c0, c1, c2, c3);
        }
        Blocks { words: words.map(|lanes| lanes.map(|lane| lane as u32)) }
    }

    #[inline]
    fn stream(self, c1: u32, c2: u32) -> Stream {
        Stream { key: self.key, c1, c2, c3: self.replication }
    }
}

/// The paper finds seven the fewest that pass all of `TestU01`'s `BigCrush`; ten are a margin that costs about a twentieth
/// of the instructions of a simulated year.
const ROUNDS: usize = 7;
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

impl Stream {
    /// The four words of a block. What is drawn for another purpose takes another block.
    #[inline]
    pub fn block(self, purpose: u32) -> [u32; 4] {
        philox4x32::<ROUNDS>([purpose, self.c1, self.c2, self.c3], self.key)
    }
}

/// How many visits are drawn together.
pub const TOGETHER: usize = 32;
const LOW: u64 = 0xFFFF_FFFF;

/// The same block of some visits in a row: its four words, each for all of them.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// By word, then visit.
    pub words: [[u32; TOGETHER]; 4],
}

/// The key of every round.
#[inline]
fn key_steps<const ROUNDS: usize>([mut k0, mut k1]: [u32; 2]) -> [[u32; 2]; ROUNDS] {
    std::array::from_fn(|_| {
        let key = [k0, k1];
        (k0, k1) = (k0.wrapping_add(KEY_STEPS[0]), k1.wrapping_add(KEY_STEPS[1]));
        key
    })
}

/// Philox4x32 of so many rounds: two 32 × 32-bit products each, mixed crosswise with the key, which moves on by fixed steps.
/// Constants are those of the paper, section 4.
#[inline]
pub fn philox4x32<const ROUNDS: usize>(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut k0, mut k1] = key;
    for _ in 0..ROUNDS {
        let low_product = u64::from(MULTIPLIERS[0]) * u64::from(c0);
        let high_product = u64::from(MULTIPLIERS[1]) * u64::from(c2);
        (c0, c1, c2, c3) = (
            (high_product >> 32) as u32 ^ c1 ^ k0,
            high_product as u32,
            (low_product >> 32) as u32 ^ c3 ^ k1,
            low_product as u32,
        );
        k0 = k0.wrapping_add(KEY_STEPS[0]);
        k1 = k1.wrapping_add(KEY_STEPS[1]);
    }
    [c0, c1, c2, c3]
}

/// The middle of the word's slice of the unit interval, (word + ½) / 2³²: never 0, never 1.
#[inline]
pub fn unit_open(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// A number strictly between 0 and 1 with 53 significant bits, from the upper 52 of the words' 64 bits and a half.
#[inline]
pub fn unit_from_two(high: u32, low: u32) -> f64 {
    // 52 bits and not 53: with 53 the half would be rounded away at the top, and 1 could come out.
    let bits = ((u64::from(high) << 32) | u64::from(low)) >> 12;
    (bits as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_published_answers() {
        let ones = u32::MAX;
        let pi = [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344];
        let pi_key = [0xA409_3822, 0x299F_31D0];
        for (counter, key, seven, ten) in [
            (
                [0; 4],
                [0; 2],
                [0x5F6F_B709, 0x0D89_3F64, 0x4F12_1F81, 0x4F73_0A48],
                [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8],
            ),
            (
                [ones; 4],
                [ones; 2],
                [0x5207_DDC2, 0x4516_5E59, 0x4D8E_E751, 0x8C52_F662],
                [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD],
            ),
            (
                pi,
                pi_key,
                [0x4DFC_CABA, 0x190A_87F0, 0xC473_62BA, 0xB6B5_242A],
                [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1],
            ),
        ] {
            assert_eq!(philox4x32::<7>(counter, key), seven);
            assert_eq!(philox4x32::<10>(counter, key), ten);
        }
    }

    #[test]
    fn the_counter_is_laid_out_as_documented() {
        let streams = Streams::new(Seed(0x299F_31D0_A409_3822), 0x0370_7344);
        let words = streams.of(0x1319, 0x8A2E_85A3_08D3).block(0x243F_6A88);
        assert_eq!(words, [0x4DFC_CABA, 0x190A_87F0, 0xC473_62BA, 0xB6B5_242A]);
        let place = streams.of_place(0x1234, 7).block(5);
        assert_eq!(place, philox4x32::<ROUNDS>([5, 7, 0xFF00_1234, 0x0370_7344], streams.key));
        let day = streams.of_day(0x1234, -1_i64 as u64).block(5);
        assert_eq!(day, philox4x32::<ROUNDS>([5, u32::MAX, 0xFF01_1234, 0x0370_7344], streams.key));
        let shift = streams.of_shift(0x1234, 9).block(5);
        assert_eq!(shift, philox4x32::<ROUNDS>([5, 9, 0xFF02_1234, 0x0370_7344], streams.key));
    }

    #[test]
    fn drawn_together_is_drawn_one_by_one() {
        let streams = Streams::new(Seed(0x299F_31D0_A409_3822), 0x0370_7344);
        // The second start crosses into the upper half of the key.
        for first in [0, 0x1319_FFFF_FFF0] {
            let blocks = streams.blocks(first, 0xFFFF_0007);
            for nth in 0..TOGETHER {
                let alone = streams.of_key(first + nth as u64).block(0xFFFF_0007);
                assert_eq!(blocks.words.map(|word| word[nth]), alone, "{first} + {nth}");
            }
        }
    }

    #[test]
    fn visits_places_days_and_shifts_never_share_a_stream() {
        let streams = Streams::new(Seed(1), 0);
        let mut seen = Vec::new();
        for number in [0_u64, 1, 0xFF00, 0xFF01, u64::from(u32::MAX)] {
            for who in [0_u16, 1, 0xFEFF] {
                seen.push(streams.of(who, number));
                seen.push(streams.of(who, number | 0xFF00_0000_0000));
                seen.push(streams.of_place(who, number));
                seen.push(streams.of_day(who, number));
                seen.push(streams.of_shift(who, number));
            }
        }
        for (at, stream) in seen.iter().enumerate() {
            assert!(!seen[..at].contains(stream), "{stream:?} came twice");
        }
    }

    #[test]
    fn units_are_strictly_between_none_and_all() {
        assert_eq!(unit_open(0), 1.0 / 8_589_934_592.0);
        assert_eq!(unit_open(u32::MAX), 1.0 - 1.0 / 8_589_934_592.0);
        assert!(unit_from_two(0, 0) > 0.0);
        assert!(unit_from_two(u32::MAX, u32::MAX) < 1.0);
        assert_eq!(unit_from_two(0x8000_0000, 0), 0.5 + unit_from_two(0, 0));
    }
}
