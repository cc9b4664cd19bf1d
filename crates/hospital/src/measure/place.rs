//! What a place has seen.

use super::record::{Millis, Record};
use super::tally::Level;
use crate::histogram::TimeHistogram;

/// What a place has seen.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceTally {
    /// Until when the histograms are filled.
    last: Millis,
    pub(super) occupied: Level,
    /// Below so many occupied spaces there is room and nobody waits or is parked: nothing much to note.
    calm_below: u32,
    /// Below so many occupied spaces a newcomer finds room: none while closed, no end when unlimited.
    limit: u32,
    closed: bool,
    /// What the place is.
    pub(super) bits: u8,
    /// Visits that left a space.
    pub(super) left: u32,
    /// Spaces occupied at the start, and the sum of when those there at the end took theirs, less the same for the start.
    at_start: u32,
    entered: i64,
    pub(super) queue: Level,
    pub(super) parked: Level,
    pub(super) to_move: Level,
    pub(super) kept: Level,
    /// Spaces by the roster.
    rostered: Level,
    /// Spaces that could be used: none of a closed place.
    pub(super) open: Level,
    /// Time without room.
    pub(super) full: i64,
    /// Occupied spaces beyond those open, and closed ones that nobody has: number × milliseconds.
    pub(super) beyond: i64,
    pub(super) shut: i64,
    /// Occupied spaces while nobody waits, and while somebody does.
    quiet: TimeHistogram,
    busy: TimeHistogram,
    /// The others only while somebody waits or is parked.
    waiting: TimeHistogram,
    present: TimeHistogram,
    parking: TimeHistogram,
}

/// How a place's time was spent, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceDistributions {
    /// Occupied spaces.
    pub occupied_spaces: TimeHistogram,
    /// Visits waiting for the place without a space.
    pub queue_length: TimeHistogram,
    /// Visits in its spaces and in its queue.
    pub present: TimeHistogram,
    /// Visits held outside.
    pub parked: TimeHistogram,
}

impl PlaceDistributions {
    /// Adds what another replication has seen.
    pub fn merge(&mut self, other: &Self) {
        self.occupied_spaces.merge(&other.occupied_spaces);
        self.queue_length.merge(&other.queue_length);
        self.present.merge(&other.present);
        self.parked.merge(&other.parked);
    }
}

impl PlaceTally {
    pub(super) fn new(most: u32, bits: u8) -> Self {
        let room = TimeHistogram::up_to(most);
        Self { limit: u32::MAX, bits, quiet: room.clone(), busy: room, ..Self::default() }
    }

    /// Counting starts: who is there stays, nothing has been seen.
    pub(super) fn start(&mut self) {
        self.last = 0;
        for level in
            [&mut self.occupied, &mut self.queue, &mut self.parked, &mut self.to_move, &mut self.kept]
        {
            level.start();
        }
        self.rostered.start();
        self.open.start();
        (self.full, self.beyond, self.shut) = (0, 0, 0);
        (self.left, self.at_start, self.entered) = (0, self.occupied.number as u32, 0);
        let quiet = [&mut self.quiet, &mut self.busy];
        for times in quiet.into_iter().chain([&mut self.waiting, &mut self.present, &mut self.parking]) {
            times.clear();
        }
    }

    /// A visit has a space here when counting starts (`times` is 1) or ends (-1).
    pub(super) fn has(&mut self, record: &Record, times: i64) {
        self.entered -= times * record.entered;
    }

    /// Everybody is gone.
    pub(super) fn empty(&mut self) {
        for level in
            [&mut self.occupied, &mut self.queue, &mut self.parked, &mut self.to_move, &mut self.kept]
        {
            *level = Level::default();
        }
    }

    /// Fills the histograms until `at`, before a number changes.
    #[inline(always)]
    pub(super) fn settle(&mut self, at: Millis) {
        let elapsed = at - self.last;
        self.last = at;
        let occupied = self.occupied.number as u32;
        if occupied < self.calm_below {
            self.quiet.add(occupied, elapsed as u64);
        } else {
            self.settle_more(elapsed);
        }
    }

    #[inline(never)]
    fn settle_more(&mut self, elapsed: i64) {
        let (time, occupied, queue) = (elapsed as u64, self.occupied.number, self.queue.number as u32);
        if self.queue.number | self.parked.number == 0 {
            self.quiet.add(occupied as u32, time);
        } else {
            self.busy.add(occupied as u32, time);
            self.waiting.add(queue, time);
            self.present.add(occupied as u32 + queue, time);
            self.parking.add(self.parked.number as u32, time);
        }
        let limit = i64::from(self.limit);
        if occupied >= limit {
            self.full += elapsed;
            self.beyond += (occupied - limit) * elapsed;
            if self.closed {
                self.shut += (self.rostered.number - occupied).max(0) * elapsed;
            }
        }
    }

    /// Somebody joins or leaves the queue or the parking.
    pub(super) fn waits(&mut self, change: impl Fn(&mut Self), at: Millis) {
        self.settle(at);
        change(self);
        self.find_calm();
    }

    fn find_calm(&mut self) {
        self.calm_below = if self.queue.number | self.parked.number == 0 { self.limit } else { 0 };
    }

    pub(super) fn opens(&mut self, at: Millis, spaces: Option<u32>, closed: bool) {
        self.settle(at);
        self.limit = if closed { 0 } else { spaces.unwrap_or(u32::MAX) };
        self.closed = closed;
        self.rostered.set(spaces.map_or(0, i64::from), at);
        let open = if closed { 0 } else { self.rostered.number };
        self.open.set(open, at);
        self.find_calm();
    }

    /// Visits that took a space.
    pub(super) fn taken(&self) -> u32 {
        self.left + self.occupied.number as u32 - self.at_start
    }

    /// For how long together those that left had their space.
    pub(super) fn stayed(&self) -> i64 {
        self.occupied.moment() + self.entered
    }

    /// The histograms, after the last settling.
    pub(super) fn distributions(&self) -> PlaceDistributions {
        let quiet_time = self.quiet.total();
        let together = |quiet: &TimeHistogram, busy: &TimeHistogram| {
            let mut both = quiet.clone();
            both.merge(busy);
            both
        };
        let mut nobody = TimeHistogram::up_to(0);
        nobody.add(0, quiet_time);
        PlaceDistributions {
            occupied_spaces: together(&self.quiet, &self.busy),
            queue_length: together(&nobody, &self.waiting),
            present: together(&self.quiet, &self.present),
            parked: together(&nobody, &self.parking),
        }
    }
}
