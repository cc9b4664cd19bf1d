//! The calendar: what is due, in order of `(time, phase, sequence)`.
//!
//! It is a hierarchy of two hashed timing wheels (Varghese and Lauck, "Hashed and hierarchical timing wheels", SOSP 1987).
//! Time is cut into buckets of a power of two of milliseconds, so narrow that most hold one event or none. The near wheel
//! has a slot for each of the next thousand buckets; what is later lies in the far wheel, whose buckets are 64 times as
//! wide, and is poured into the near one when its time draws near. The width of a bucket follows the load, so that the
//! same calendar serves a clinic and a region: it is looked at after every so many buckets, from counts of the run alone,
//! so equal runs stay equal.

#![expect(
    clippy::inline_always,
    reason = "in one piece with its caller, an event goes from registers into its place; through a call it would go by the stack"
)]

mod wheel;

use quantity::Instant;

use self::wheel::{NONE, SLOTS, Wheel, slot_of};

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

/// Log2 of the near buckets in a far one.
const FAR: u32 = 6;
/// Far buckets that are always poured, the one under the hand included: they fill the near wheel.
const POURED: i64 = SLOTS as i64 >> FAR;
/// Buckets passed between two looks at the width.
const LOOK_AFTER: i64 = 4096;
const WIDEST: u32 = 40;
/// 2^16 ms, about a minute: right for a few hundred arrivals a day.
const FIRST_WIDTH: u32 = 16;

/// What is due, in order.
#[derive(Clone, Debug)]
pub struct Calendar<E> {
    /// The next one, once it has been looked for; it is in no list.
    first: u32,
    /// While it has not been found: nothing is due before this.
    not_before: i64,
    /// The near bucket under the hand: nothing in the wheels is due before it.
    hand: i64,
    /// The first far bucket that has not been poured.
    unpoured: i64,
    /// Log2 of a near bucket's milliseconds.
    width: u32,
    near: Wheel,
    far: Wheel,
    nodes: Vec<Node<E>>,
    free: u32,
    sequence: u64,
    /// Where the hand was at the last look at the width, and events found since.
    looked_at: i64,
    found: i64,
}

#[derive(Clone, Copy, Debug)]
struct Node<E> {
    at: i64,
    order: u64,
    event: E,
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
        let hand = i64::MIN >> FIRST_WIDTH;
        Self {
            first: NONE,
            not_before: i64::MIN,
            hand,
            unpoured: hand >> FAR,
            width: FIRST_WIDTH,
            near: Wheel::new(),
            far: Wheel::new(),
            nodes: Vec::new(),
            free: NONE,
            sequence: 0,
            looked_at: hand,
            found: 0,
        }
    }

    /// Forgets everything, and keeps its memory for the next run.
    pub fn clear(&mut self) {
        self.empty_wheels();
        self.nodes.clear();
        self.free = NONE;
        self.first = NONE;
        self.not_before = i64::MIN;
        self.sequence = 0;
        self.width = FIRST_WIDTH;
        self.hand = i64::MIN >> FIRST_WIDTH;
        self.unpoured = self.hand >> FAR;
        self.looked_at = self.hand;
        self.found = 0;
    }

    /// How many events are still to come.
    pub fn len(&self) -> usize {
        let next_free = |&free: &u32| self.nodes.get(free as usize).map(|node| node.next);
        let free = std::iter::successors(Some(self.free), next_free).filter(|&free| free != NONE).count();
        self.nodes.len() - free
    }

    /// Whether nothing is to come.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes an event into the calendar.
    ///
    /// An event scheduled for a time that has already been popped is due at once.
    #[inline(always)]
    pub fn schedule(&mut self, at: Instant, phase: Phase, event: E) {
        let mut at = at.millis();
        let order = ((phase as u64) << 60) | self.sequence;
        self.sequence += 1;
        if self.free == NONE {
            self.free = self.nodes.len() as u32;
            self.nodes.push(Node { at: 0, order: 0, event, next: NONE });
        }
        let mut index = self.free;
        // Field by field: what goes through the stack in parts and comes back whole waits for the parts.
        let node = &mut self.nodes[index as usize];
        self.free = node.next;
        node.at = at;
        node.order = order;
        node.event = event;
        if let Some(first) = self.nodes.get(self.first as usize) {
            if (at, order) < (first.at, first.order) {
                at = first.at;
                std::mem::swap(&mut self.first, &mut index);
            }
        } else {
            self.not_before = self.not_before.min(at);
        }
        self.link(index, at);
    }

    /// Takes the next event out if it is due before `(at, phase)`.
    #[inline]
    pub fn pop_before(&mut self, at: Instant, phase: Phase) -> Option<(Instant, E)> {
        if self.first == NONE {
            if at.millis() < self.not_before {
                return None;
            }
            self.find(at.millis());
        }
        let first = self.nodes.get_mut(self.first as usize)?;
        if (first.at, first.order) >= (at.millis(), (phase as u64) << 60) {
            return None;
        }
        let due = (Instant::from_millis(first.at), first.event);
        first.next = self.free;
        self.free = self.first;
        self.first = NONE;
        Some(due)
    }

    /// Takes the next event out.
    pub fn pop(&mut self) -> Option<(Instant, E)> {
        if self.first == NONE {
            self.find(i64::MAX);
        }
        let first = self.nodes.get_mut(self.first as usize)?;
        let due = (Instant::from_millis(first.at), first.event);
        first.next = self.free;
        self.free = self.first;
        self.first = NONE;
        Some(due)
    }

    /// Links a node into the wheel in which its time lies.
    #[inline(always)]
    fn link(&mut self, index: u32, at: i64) {
        let bucket = (at >> self.width).max(self.hand);
        let far_bucket = bucket >> FAR;
        let (wheel, slot) = if far_bucket < self.unpoured {
            (&mut self.near, slot_of(bucket))
        } else {
            (&mut self.far, slot_of(far_bucket))
        };
        self.nodes[index as usize].next = wheel.put_first(slot, index);
    }

    /// Looks for the next event, unless the bucket that it is in begins after a time.
    #[inline]
    fn find(&mut self, until: i64) {
        let Some(ahead) = self.near.slots_to_filled_nearby(slot_of(self.hand)) else {
            return self.find_further(until);
        };
        let bucket = self.hand + i64::from(ahead);
        if self.unpoured < (bucket >> FAR) + POURED {
            return self.find_further(until);
        }
        let start = bucket << self.width;
        if start > until {
            self.not_before = start;
            return;
        }
        self.hand = bucket;
        self.take_first_of(slot_of(bucket));
    }

    /// Looks for the next event, unless the bucket that it is in begins after a time.
    #[inline(never)]
    fn find_further(&mut self, until: i64) {
        loop {
            let from = slot_of(self.hand);
            let Some(ahead) = self.near.slots_to_filled(from) else {
                if self.jump(until) {
                    self.look_at_width();
                    continue;
                }
                return;
            };
            let bucket = self.hand + ahead as i64;
            let start = bucket << self.width;
            if start > until {
                self.not_before = start;
                return;
            }
            self.hand = bucket;
            if self.unpoured < (bucket >> FAR) + POURED {
                self.pour();
                if self.look_at_width() {
                    continue;
                }
            }
            return self.take_first_of(slot_of(bucket));
        }
    }

    /// Takes the earliest out of a slot of the near wheel.
    #[inline]
    fn take_first_of(&mut self, slot: usize) {
        let head = self.near.head(slot);
        if self.nodes[head as usize].next == NONE {
            self.near.empty(slot);
            self.first = head;
        } else {
            self.take_first_of_some(slot);
        }
        self.found += 1;
        self.not_before = i64::MIN;
    }

    #[inline(never)]
    fn take_first_of_some(&mut self, slot: usize) {
        let (mut first, mut before_first) = (self.near.head(slot), NONE);
        let mut key = self.nodes[first as usize].key();
        let (mut before, mut index) = (first, self.nodes[first as usize].next);
        while index != NONE {
            let node = &self.nodes[index as usize];
            if node.key() < key {
                (key, first, before_first) = (node.key(), index, before);
            }
            (before, index) = (index, node.next);
        }
        let next = self.nodes[first as usize].next;
        match self.nodes.get_mut(before_first as usize) {
            Some(before) => before.next = next,
            None => _ = self.near.put_first(slot, next),
        }
        self.first = first;
    }

    /// Pours what draws near from the far wheel into the near one.
    #[inline(never)]
    fn pour(&mut self) {
        while self.unpoured < (self.hand >> FAR) + POURED {
            let bucket = self.unpoured;
            self.unpoured += 1;
            let slot = slot_of(bucket);
            let mut index = self.far.empty(slot);
            while index != NONE {
                let node = &mut self.nodes[index as usize];
                let next = node.next;
                let near_bucket = node.at >> self.width;
                // What is due whole turns later stays.
                let (wheel, slot) = if near_bucket >> FAR <= bucket {
                    (&mut self.near, slot_of(near_bucket.max(self.hand)))
                } else {
                    (&mut self.far, slot)
                };
                node.next = wheel.put_first(slot, index);
                index = next;
            }
        }
    }

    /// With nothing near, sets the hand to the first bucket in the far wheel, unless that begins after a time or does not
    /// exist.
    #[cold]
    fn jump(&mut self, until: i64) -> bool {
        let entries = self.far.heads().flat_map(|head| {
            std::iter::successors((head != NONE).then_some(head), |&index| {
                let next = self.nodes[index as usize].next;
                (next != NONE).then_some(next)
            })
        });
        let Some(earliest) = entries.map(|index| self.nodes[index as usize].at).min() else { return false };
        if earliest > until {
            return false;
        }
        self.hand = earliest >> self.width;
        self.unpoured = self.hand >> FAR;
        if self.found == 0 {
            self.looked_at = self.hand;
        }
        self.pour();
        true
    }

    /// Narrows the buckets when they fill up, widens them when most are empty; says whether it did.
    fn look_at_width(&mut self) -> bool {
        let passed = self.hand - self.looked_at;
        if passed < LOOK_AFTER {
            return false;
        }
        let narrower = self.found > passed && self.width > 0;
        let wider = self.found * 8 < passed && self.width < WIDEST;
        self.looked_at = self.hand;
        self.found = 0;
        if narrower {
            self.set_width(self.width - 1);
        } else if wider {
            self.set_width(self.width + 1);
        }
        narrower || wider
    }

    fn set_width(&mut self, width: u32) {
        let mut entries = Vec::with_capacity(self.nodes.len());
        for head in self.near.heads().chain(self.far.heads()) {
            let mut index = head;
            while index != NONE {
                let node = &self.nodes[index as usize];
                entries.push((index, node.at));
                index = node.next;
            }
        }
        self.empty_wheels();
        self.hand = (self.hand << self.width) >> width;
        self.looked_at = self.hand;
        self.unpoured = self.hand >> FAR;
        self.width = width;
        for (index, at) in entries {
            self.link(index, at);
        }
        self.pour();
    }

    fn empty_wheels(&mut self) {
        for wheel in [&mut self.near, &mut self.far] {
            wheel.clear();
        }
    }
}

impl<E> Node<E> {
    fn key(&self) -> (i64, u64) {
        (self.at, self.order)
    }
}

#[cfg(test)]
mod tests;
