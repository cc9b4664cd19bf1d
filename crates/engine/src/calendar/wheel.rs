//! One wheel: lists of events by slot.

pub(super) const SLOTS: usize = 1024;
const WORDS: usize = SLOTS / 64;
/// The absent index of a list; no calendar holds so many events.
pub(super) const NONE: u32 = u32::MAX;

/// Lists of nodes by slot.
#[derive(Clone, Debug)]
pub(super) struct Wheel {
    heads: Box<[u32; SLOTS]>,
    filled: [u64; WORDS],
}

impl Wheel {
    pub(super) fn new() -> Self {
        Self { heads: Box::new([NONE; SLOTS]), filled: [0; WORDS] }
    }

    pub(super) fn clear(&mut self) {
        self.heads.fill(NONE);
        self.filled = [0; WORDS];
    }

    /// The first of each list, if there is any.
    pub(super) fn heads(&self) -> impl Iterator<Item = u32> {
        self.heads.iter().copied()
    }

    #[inline]
    pub(super) fn head(&self, slot: usize) -> u32 {
        self.heads[slot]
    }

    /// Puts another first in its list; says which was.
    #[inline(always)]
    pub(super) fn put_first(&mut self, slot: usize, index: u32) -> u32 {
        self.filled[slot / 64] |= 1 << (slot % 64);
        std::mem::replace(&mut self.heads[slot], index)
    }

    /// How many slots from `from` on the first filled one lies, if it is in the same word of 64.
    #[inline(always)]
    pub(super) fn slots_to_filled_nearby(&self, from: usize) -> Option<u32> {
        let here = self.filled[from / 64] >> (from % 64);
        (here != 0).then(|| here.trailing_zeros())
    }

    /// How many slots from `from` on, round the wheel, the first filled one lies.
    #[inline]
    pub(super) fn slots_to_filled(&self, from: usize) -> Option<usize> {
        let (word, bit) = (from / 64, from % 64);
        let here = self.filled[word] >> bit;
        if here != 0 {
            return Some(here.trailing_zeros() as usize);
        }
        // The last word looked at is the first again: its lower bits lie a whole turn ahead.
        (1..=WORDS).find_map(|passed| {
            let bits = self.filled[(word + passed) % WORDS];
            (bits != 0).then(|| passed * 64 + bits.trailing_zeros() as usize - bit)
        })
    }

    /// Takes the list of a slot out.
    #[inline]
    pub(super) fn empty(&mut self, slot: usize) -> u32 {
        self.filled[slot / 64] &= !(1 << (slot % 64));
        std::mem::replace(&mut self.heads[slot], NONE)
    }
}

#[inline]
pub(super) fn slot_of(bucket: i64) -> usize {
    bucket as usize & (SLOTS - 1)
}
