//! What a place has seen.

use super::ladder::Ladder;
use super::plan::ROUNDS;
use super::record::{Millis, Record};
use super::rounds::Rounds;
use super::tally::Level;
use crate::histogram::TimeHistogram;

/// What a place has seen.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceTally {
    pub(super) occupied: Level,
    pub(super) queue: Level,
    /// Visits that left a space.
    pub(super) left: u32,
    /// What the place is.
    pub(super) bits: u8,
    closed: bool,
    /// Spaces occupied at the start, and the sum of when those there at the end took theirs, less the same for the start.
    at_start: u32,
    entered: i64,
    pub(super) parked: Level,
    pub(super) to_move: Level,
    pub(super) kept: Level,
    /// Below so many occupied spaces a newcomer finds room: none while closed, no end when unlimited.
    limit: u32,
    /// Whether its number of spaces has a bound.
    pub(super) limited: bool,
    /// Spaces by the roster; of them, those that could be used: none of a closed place.
    rostered: u32,
    pub(super) open: Level,
    /// Time without room.
    pub(super) full: i64,
    /// Occupied spaces beyond those open, and closed ones that nobody has: number × milliseconds.
    pub(super) beyond: i64,
    pub(super) shut: i64,
    occupied_steps: Ladder,
    queue_steps: Ladder,
    /// Of occupied spaces and queue together.
    present_steps: Ladder,
    parked_steps: Ladder,
    /// Care visits a day, where those are counted.
    pub(super) rounds: Option<Box<Rounds>>,
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
    pub(super) fn new(most: u32, bits: u8, first_need: u16) -> Self {
        let room = Ladder::up_to(most);
        let rounds = (bits & ROUNDS != 0).then(|| Box::new(Rounds::new(first_need)));
        Self { bits, occupied_steps: room.clone(), present_steps: room, rounds, ..Self::default() }
    }

    /// Counting starts: who is there stays, nothing has been seen.
    pub(super) fn start(&mut self) {
        for level in self.levels() {
            level.start();
        }
        self.open.start();
        (self.full, self.beyond, self.shut) = (0, 0, 0);
        (self.left, self.at_start, self.entered) = (0, self.occupied.number, 0);
        for steps in
            [&mut self.occupied_steps, &mut self.queue_steps, &mut self.present_steps, &mut self.parked_steps]
        {
            steps.start();
        }
        self.rounds.iter_mut().for_each(|rounds| rounds.start());
    }

    /// Everybody is gone, and the place has so many spaces.
    pub(super) fn empty(&mut self, spaces: Option<u32>) {
        for level in self.levels() {
            *level = Level::default();
        }
        self.rounds.iter_mut().for_each(|rounds| rounds.empty());
        self.opens(0, spaces, false);
    }

    fn levels(&mut self) -> [&mut Level; 5] {
        [&mut self.occupied, &mut self.queue, &mut self.parked, &mut self.to_move, &mut self.kept]
    }

    /// A visit has a space here when counting starts (`times` is 1) or ends (-1).
    pub(super) fn has(&mut self, record: &Record, times: i64) {
        self.entered -= times * record.entered;
    }

    /// A visit takes a space.
    #[inline(always)]
    pub(super) fn is_entered(&mut self, at: Millis) {
        self.occupied_steps.up(self.occupied.number, at);
        self.present_steps.up(self.occupied.number + self.queue.number, at);
        self.occupied.up(at);
    }

    /// A visit gives up a space.
    #[inline(always)]
    pub(super) fn is_left(&mut self, at: Millis) {
        self.occupied.down(at);
        self.occupied_steps.down(self.occupied.number, at);
        self.present_steps.down(self.occupied.number + self.queue.number, at);
        self.left += 1;
    }

    /// A visit joins the queue.
    #[inline(always)]
    pub(super) fn is_queued_for(&mut self, at: Millis) {
        self.queue_steps.up(self.queue.number, at);
        self.present_steps.up(self.occupied.number + self.queue.number, at);
        self.queue.up(at);
    }

    /// A visit goes from the queue into a space: the number present stays.
    #[inline(always)]
    pub(super) fn is_entered_from_queue(&mut self, at: Millis) {
        self.queue.down(at);
        self.queue_steps.down(self.queue.number, at);
        self.occupied_steps.up(self.occupied.number, at);
        self.occupied.up(at);
    }

    /// A visit goes from the queue.
    #[inline(always)]
    pub(super) fn is_queued_for_no_more(&mut self, at: Millis) {
        self.queue.down(at);
        self.queue_steps.down(self.queue.number, at);
        self.present_steps.down(self.occupied.number + self.queue.number, at);
    }

    /// Whether one more visit in the spaces needs no memory.
    #[inline(always)]
    pub(super) fn has_room_in_spaces(&self) -> bool {
        self.occupied_steps.reaches(self.occupied.number) && self.has_room()
    }

    /// Whether one more visit in the queue needs no memory.
    #[inline(always)]
    pub(super) fn has_room_in_queue(&self) -> bool {
        self.queue_steps.reaches(self.queue.number) && self.has_room()
    }

    /// Whether one more visit needs no memory, be it in the spaces or in the queue.
    #[inline(always)]
    fn has_room(&self) -> bool {
        self.present_steps.reaches(self.occupied.number + self.queue.number)
    }

    /// A visit is held outside.
    pub(super) fn parks(&mut self, at: Millis) {
        self.parked_steps.up(self.parked.number, at);
        self.parked.up(at);
    }

    /// A visit is held outside no longer.
    pub(super) fn drives_on(&mut self, at: Millis) {
        self.parked.down(at);
        self.parked_steps.down(self.parked.number, at);
    }

    pub(super) fn opens(&mut self, at: Millis, spaces: Option<u32>, closed: bool) {
        self.spaces_hold(at, 1);
        self.closed = closed;
        self.limited = spaces.is_some();
        self.rostered = spaces.unwrap_or(0);
        self.limit = if closed { 0 } else { spaces.unwrap_or(u32::MAX) };
        self.open.set(if closed { 0 } else { self.rostered }, at);
        self.spaces_hold(at, -1);
        if let Some(rounds) = &mut self.rounds {
            rounds.opens(at, spaces, closed);
        }
    }

    /// Spaces in use and open ones, or care visits a day; number × milliseconds.
    pub(super) fn used_and_open(&self, at: Millis) -> [i64; 2] {
        let (used, beyond) = match &self.rounds {
            Some(rounds) => (rounds.used, rounds.beyond),
            None => (self.occupied.area(at), self.beyond),
        };
        [used, self.open.area(at) + beyond]
    }

    /// So many more care visits a day are needed than before.
    pub(super) fn needs(&mut self, more: i32, at: Millis) {
        if let Some(rounds) = &mut self.rounds {
            rounds.needs(more, at);
        }
    }

    /// The books are closed.
    pub(super) fn finish(&mut self, at: Millis) {
        self.spaces_hold(at, 1);
    }

    /// The number of spaces holds until now (`times` is 1) or from now on (-1).
    pub(super) fn spaces_hold(&mut self, at: Millis, times: i64) {
        let now = self.occupied.number;
        let above = |low| times * self.occupied_steps.above(low, now, at);
        self.full += self.limit.checked_sub(1).map_or(times * at, above);
        self.beyond += (self.limit..self.occupied_steps.most()).map(above).sum::<i64>();
        if self.closed {
            self.shut += (0..self.rostered).map(|low| times * at - above(low)).sum::<i64>();
        }
        if let Some(rounds) = &mut self.rounds {
            rounds.holds_until(at);
        }
    }

    /// Spaces in use, or care visits a day.
    pub(super) fn used_now(&self) -> u32 {
        self.rounds.as_ref().map_or(self.occupied.number, |rounds| rounds.in_use)
    }

    /// Spaces that are open, or in use beyond those; or care visits a day.
    pub(super) fn open_now(&self) -> u32 {
        self.open.number.max(self.used_now())
    }

    /// Spaces of a closed place that nobody has; or care visits a day.
    pub(super) fn shut_now(&self) -> u32 {
        if self.closed { self.rostered.saturating_sub(self.used_now()) } else { 0 }
    }

    /// Visits that took a space.
    pub(super) fn taken(&self) -> u32 {
        self.left + self.occupied.number - self.at_start
    }

    /// For how long together those that left had their space.
    pub(super) fn stayed(&self) -> i64 {
        self.occupied.moment() + self.entered
    }

    /// How the time until the end was spent.
    pub(super) fn distributions(&self, end: Millis) -> PlaceDistributions {
        let (occupied, queue) = (self.occupied.number, self.queue.number);
        PlaceDistributions {
            occupied_spaces: self.occupied_steps.times(occupied, end),
            queue_length: self.queue_steps.times(queue, end),
            present: self.present_steps.times(occupied + queue, end),
            parked: self.parked_steps.times(self.parked.number, end),
        }
    }
}
