//! The calendar: what is due, in order of `(time, phase, sequence)`.
//!
//! It is a hashed timing wheel (Varghese and Lauck, "Hashed and hierarchical timing wheels", SOSP 1987). Time is cut into
//! buckets of a power of two of milliseconds; bucket `b` is linked into slot `b mod SLOTS`, together with those whole turns
//! later. When the wheel comes to a slot, the entries of the present turn are taken out and sorted; popping them costs
//! nothing more. The width of a bucket follows the load, so that the same calendar serves a clinic and a region: it is
//! looked at after every so many buckets, from counts of the run alone, so equal runs stay equal.

use std::cmp::Reverse;

use quantity::Instant;

/// The order of events at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Something becomes free.
    Release,
    /// Something is wanted.
    Seize,
    /// Someone has waited long enough.
    Late,
}

const SLOTS: usize = 1024;
const WORDS: usize = SLOTS / 64;
/// The absent index of a list; no calendar holds so many events.
const NONE: u32 = u32::MAX;
/// Buckets opened between two looks at the width.
const LOOK_AFTER: u32 = 1024;
const WIDEST: u32 = 40;
/// 2^19 ms: nine minutes, right for a few hundred arrivals a day.
const FIRST_WIDTH: u32 = 19;
/// Above this, sorting a bucket by insertion loses to the library.
const FEW: usize = 24;

/// What is due, in order.
#[derive(Clone, Debug)]
pub struct Calendar<E> {
    /// Entries of the bucket under the hand, the next one last.
    due: Vec<Due<E>>,
    /// The bucket under the hand.
    bucket: i64,
    /// Log2 of a bucket's milliseconds.
    width: u32,
    heads: Box<[u32; SLOTS]>,
    filled: [u64; WORDS],
    nodes: Vec<Node<E>>,
    free: u32,
    waiting: usize,
    sequence: u64,
    opened: u32,
    taken: u32,
    passed_over: u32,
}

#[derive(Clone, Copy, Debug)]
struct Due<E> {
    at: i64,
    order: u64,
    event: E,
}

impl<E> Due<E> {
    fn key(&self) -> (i64, u64) {
        (self.at, self.order)
    }
}

#[derive(Clone, Copy, Debug)]
struct Node<E> {
    due: Due<E>,
    next: u32,
}

impl<E: Copy> Default for Calendar<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Copy> Calendar<E> {
    /// An empty calendar.
    pub fn new() -> Self {
        Self {
            due: Vec::with_capacity(64),
            bucket: i64::MIN >> FIRST_WIDTH,
            width: FIRST_WIDTH,
            heads: Box::new([NONE; SLOTS]),
            filled: [0; WORDS],
            nodes: Vec::new(),
            free: NONE,
            waiting: 0,
            sequence: 0,
            opened: 0,
            taken: 0,
            passed_over: 0,
        }
    }

    /// Forgets everything, and keeps its memory for the next run.
    pub fn clear(&mut self) {
        self.due.clear();
        self.heads.fill(NONE);
        self.filled = [0; WORDS];
        self.nodes.clear();
        self.free = NONE;
        self.waiting = 0;
        self.width = FIRST_WIDTH;
        self.bucket = i64::MIN >> FIRST_WIDTH;
        self.sequence = 0;
        self.opened = 0;
        self.taken = 0;
        self.passed_over = 0;
    }

    /// How many events are still to come.
    pub fn len(&self) -> usize {
        self.due.len() + self.waiting
    }

    /// Whether nothing is to come.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes an event into the calendar.
    ///
    /// An event scheduled for a time that has already been popped is due at once.
    #[inline]
    pub fn schedule(&mut self, at: Instant, phase: Phase, event: E) {
        let order = ((phase as u64) << 60) | self.sequence;
        self.sequence += 1;
        let due = Due { at: at.millis(), order, event };
        let bucket = due.at >> self.width;
        if bucket <= self.bucket {
            self.insert_due(due);
        } else {
            self.link(bucket, due);
        }
    }

    /// Takes the next event out if it is due before `(at, phase)` and not after `end`.
    #[inline]
    pub fn pop_before(&mut self, at: Instant, phase: Phase, end: Instant) -> Option<(Instant, E)> {
        if self.due.is_empty() && !self.turn() {
            return None;
        }
        let next = self.due.last()?;
        let is_before = next.at < at.millis() || next.at == at.millis() && next.order >> 60 < phase as u64;
        if is_before && next.at <= end.millis() { self.pop() } else { None }
    }

    /// Takes the next event out.
    #[inline]
    pub fn pop(&mut self) -> Option<(Instant, E)> {
        if self.due.is_empty() && !self.turn() {
            return None;
        }
        self.due.pop().map(|due| (Instant::from_millis(due.at), due.event))
    }

    fn insert_due(&mut self, due: Due<E>) {
        let key = due.key();
        let later = self.due.iter().rposition(|other| other.key() > key);
        self.due.insert(later.map_or(0, |index| index + 1), due);
    }

    #[inline]
    fn link(&mut self, bucket: i64, due: Due<E>) {
        let slot = bucket as usize & (SLOTS - 1);
        let node = Node { due, next: self.heads[slot] };
        let index = if self.free == NONE {
            self.nodes.push(node);
            (self.nodes.len() - 1) as u32
        } else {
            let index = self.free;
            self.free = self.nodes[index as usize].next;
            self.nodes[index as usize] = node;
            index
        };
        self.heads[slot] = index;
        self.filled[slot / 64] |= 1 << (slot % 64);
        self.waiting += 1;
    }

    /// Turns the wheel to the next bucket that has something due. False when there is none.
    fn turn(&mut self) -> bool {
        if self.waiting == 0 {
            return false;
        }
        if self.opened >= LOOK_AFTER {
            self.look_at_width();
        }
        let mut steps = 0;
        while self.due.is_empty() {
            let from = (self.bucket as usize).wrapping_add(1) & (SLOTS - 1);
            let ahead = self.slots_to_next_filled(from);
            steps += ahead + 1;
            if steps > SLOTS {
                // A whole turn without anything due: jump to where the earliest entry lies.
                self.bucket = self.earliest_bucket() - 1;
                steps = 0;
                continue;
            }
            self.bucket += (ahead + 1) as i64;
            self.open((from + ahead) & (SLOTS - 1));
        }
        self.sort_due();
        true
    }

    /// How many slots after `from` the next filled one lies, `from` itself being zero. At least one slot is filled.
    fn slots_to_next_filled(&self, from: usize) -> usize {
        let mut word = from / 64;
        let mut bits = self.filled[word] & (u64::MAX << (from % 64));
        let mut passed = 0;
        while bits == 0 {
            word = (word + 1) % WORDS;
            passed += 1;
            debug_assert!(passed <= WORDS, "a waiting entry is in some slot");
            bits = self.filled[word];
        }
        (word * 64 + bits.trailing_zeros() as usize + SLOTS - from) % SLOTS
    }

    /// Takes what is due in this turn out of a slot.
    fn open(&mut self, slot: usize) {
        let mut index = std::mem::replace(&mut self.heads[slot], NONE);
        let mut kept = NONE;
        while index != NONE {
            let node = &mut self.nodes[index as usize];
            let next = node.next;
            if node.due.at >> self.width <= self.bucket {
                self.due.push(node.due);
                node.next = self.free;
                self.free = index;
                self.waiting -= 1;
                self.taken += 1;
            } else {
                node.next = kept;
                kept = index;
                self.passed_over += 1;
            }
            index = next;
        }
        self.heads[slot] = kept;
        if kept == NONE {
            self.filled[slot / 64] &= !(1 << (slot % 64));
        }
        self.opened += 1;
    }

    fn sort_due(&mut self) {
        if self.due.len() > FEW {
            self.due.sort_unstable_by_key(|due| Reverse(due.key()));
            return;
        }
        for index in 1..self.due.len() {
            let due = self.due[index];
            let key = due.key();
            let mut hole = index;
            while hole > 0 && self.due[hole - 1].key() < key {
                self.due[hole] = self.due[hole - 1];
                hole -= 1;
            }
            self.due[hole] = due;
        }
    }

    fn earliest_bucket(&self) -> i64 {
        let entries = self.heads.iter().flat_map(|&head| {
            std::iter::successors((head != NONE).then_some(head), |&index| {
                let next = self.nodes[index as usize].next;
                (next != NONE).then_some(next)
            })
        });
        entries
            .map(|index| self.nodes[index as usize].due.at >> self.width)
            .min()
            .expect("something is waiting")
    }

    /// Narrows the buckets when they fill up, widens them when most of what a slot holds is for a later turn.
    fn look_at_width(&mut self) {
        let (opened, taken, passed_over) = (self.opened, self.taken, self.passed_over);
        (self.opened, self.taken, self.passed_over) = (0, 0, 0);
        if taken > 12 * opened && self.width > 0 {
            self.set_width(self.width - 1);
        } else if taken < 3 * opened && passed_over > 2 * taken && self.width < WIDEST {
            self.set_width(self.width + 1);
        }
    }

    fn set_width(&mut self, width: u32) {
        debug_assert!(self.due.is_empty(), "the width changes between buckets");
        let mut entries = Vec::with_capacity(self.waiting);
        for head in &mut *self.heads {
            let mut index = std::mem::replace(head, NONE);
            while index != NONE {
                entries.push(self.nodes[index as usize].due);
                index = self.nodes[index as usize].next;
            }
        }
        // The hand stays at the end of the bucket that it has finished.
        let done_until = (self.bucket + 1) << self.width;
        self.width = width;
        self.bucket = (done_until >> width) - 1;
        self.filled = [0; WORDS];
        self.nodes.clear();
        self.free = NONE;
        self.waiting = 0;
        for due in entries {
            let bucket = due.at >> width;
            // A wider bucket may already lie under the hand: one bucket back, and it is opened again.
            self.bucket = self.bucket.min(bucket - 1);
            self.link(bucket, due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same for ever (Weyl sequence, Knuth's multiplier).
    fn scattered(count: u64, span: u64) -> impl Iterator<Item = i64> {
        (1..=count).map(move |n| ((n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) % span) as i64)
    }

    #[test]
    fn events_come_by_time_then_phase_then_sequence() {
        let mut calendar = Calendar::new();
        for (at, phase, name) in [
            (5, Phase::Late, "late at 5"),
            (5, Phase::Seize, "first wanted at 5"),
            (-7, Phase::Seize, "before the start"),
            (5, Phase::Seize, "second wanted at 5"),
            (5, Phase::Release, "free at 5"),
        ] {
            calendar.schedule(Instant::from_millis(at), phase, name);
        }
        let order: Vec<_> = std::iter::from_fn(|| calendar.pop()).map(|(_, name)| name).collect();
        assert_eq!(
            order,
            ["before the start", "free at 5", "first wanted at 5", "second wanted at 5", "late at 5"]
        );
    }

    #[test]
    fn any_spread_comes_out_sorted() {
        for span in [1, 1_000, 3_600_000, 40_000_000_000, 4_000_000_000_000] {
            let mut calendar = Calendar::new();
            for at in scattered(5_000, span) {
                calendar.schedule(Instant::from_millis(at - span as i64 / 2), Phase::Seize, ());
            }
            let times: Vec<_> = std::iter::from_fn(|| calendar.pop()).map(|(at, ())| at).collect();
            assert_eq!(times.len(), 5_000);
            assert!(times.is_sorted(), "span {span}");
        }
    }

    #[test]
    fn a_long_hold_model_agrees_with_a_binary_heap() {
        // Pop one, schedule one later: the pattern of every simulation. Ten thousand steps cross several widths.
        for (pending, span) in [(3_u64, 50_u64), (700, 600_000_000), (20_000, 10_000_000)] {
            let mut calendar = Calendar::new();
            let mut heap = std::collections::BinaryHeap::new();
            for (n, at) in scattered(pending, span).enumerate() {
                calendar.schedule(Instant::from_millis(at), Phase::Seize, n as u64);
                heap.push(Reverse((at, n as u64)));
            }
            for (n, delay) in (pending..).zip(scattered(60_000, span)) {
                let (at, event) = calendar.pop().expect("one is scheduled for each popped");
                assert_eq!(heap.pop(), Some(Reverse((at.millis(), event))));
                calendar.schedule(at + quantity::Duration::from_millis(delay), Phase::Seize, n);
                heap.push(Reverse((at.millis() + delay, n)));
            }
            assert_eq!(calendar.len(), heap.len());
        }
    }

    #[test]
    fn what_is_scheduled_for_now_comes_before_what_is_later() {
        let mut calendar = Calendar::new();
        calendar.schedule(Instant::from_millis(10), Phase::Seize, "ten");
        calendar.schedule(Instant::from_millis(11), Phase::Seize, "eleven");
        assert_eq!(calendar.pop().map(|(_, name)| name), Some("ten"));
        calendar.schedule(Instant::from_millis(10), Phase::Release, "ten again");
        assert_eq!(calendar.pop().map(|(_, name)| name), Some("ten again"));
        assert_eq!(calendar.pop().map(|(_, name)| name), Some("eleven"));
        assert!(calendar.is_empty());
    }
}
