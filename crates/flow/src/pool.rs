//! A pool: spaces of a place, or units of a resource, and the visits that wait for them.

use std::collections::VecDeque;

use hospital::Space;
use quantity::Duration;

/// What is seized, how much of it is in use, and who waits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool {
    /// Spaces or units by the roster; the largest number is unlimited.
    pub open: u32,
    /// Units that are away ill; they are not among those open.
    pub away: u32,
    pub in_use: u32,
    /// What visits in a place of care rounds need beyond one each.
    pub beyond: u32,
    /// Spaces that are being made ready again.
    pub cleaning: u32,
    /// Reasons for being closed, each counted.
    pub closures: u32,
    /// Whether newcomers are let in at this hour.
    pub doors_open: bool,
    /// How often the roster was exchanged: its changes written into the calendar before are void. The same of the doors.
    pub rosters: u32,
    pub doors: u32,
    /// Visits that wait here, with or without a space elsewhere.
    pub waiting: u32,
    /// Those of them without a space.
    pub queueing: u32,
    /// Those of them that keep a space only because the queue is full.
    pub kept_out: u32,
    /// By rank, in order. Tickets of visits that no longer wait here are void and passed over.
    pub ranks: Vec<VecDeque<Ticket>>,
    pub parked: VecDeque<Ticket>,
    pub parked_count: u32,
    /// Visits whose activity rests until the roster gives their server back, in order.
    pub suspended: VecDeque<Ticket>,
    pub suspended_units: u32,
    /// Numbers of spaces that are free and have been used before.
    pub free_numbers: Vec<u32>,
    pub next_number: u32,
    /// Spaces that wait for a unit of this resource to be made ready, in order.
    pub dirty: VecDeque<DirtySpace>,
    /// For each limit of the place, how many count against it.
    pub limited: Vec<u32>,
    /// Whether it is on the list of pools to look at.
    pub changed: bool,
}

/// A space that waits to be made ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DirtySpace {
    pub space: Space,
    /// How much of its place's capacity it is.
    pub need: u16,
    /// How long that will take.
    pub lasts: Duration,
}

/// A visit's claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub slot: u32,
    pub stamp: u32,
}

impl Pool {
    /// Empty again, with its memory kept.
    pub fn clear(&mut self, ranks: usize, limits: usize) {
        let mut queues = std::mem::take(&mut self.ranks);
        queues.resize_with(ranks, VecDeque::new);
        queues.iter_mut().for_each(VecDeque::clear);
        let mut parked = std::mem::take(&mut self.parked);
        let mut suspended = std::mem::take(&mut self.suspended);
        let mut free_numbers = std::mem::take(&mut self.free_numbers);
        let mut limited = std::mem::take(&mut self.limited);
        let mut dirty = std::mem::take(&mut self.dirty);
        dirty.clear();
        parked.clear();
        suspended.clear();
        free_numbers.clear();
        limited.clear();
        limited.resize(limits, 0);
        *self = Self {
            doors_open: true,
            ranks: queues,
            parked,
            suspended,
            free_numbers,
            limited,
            dirty,
            ..Self::default()
        };
    }

    #[inline]
    pub fn accepts(&self) -> bool {
        self.closures == 0 && self.doors_open
    }

    #[inline]
    pub fn has_free(&self) -> bool {
        self.in_use + self.cleaning < self.open && self.accepts()
    }

    /// Whether somebody who needs so much of it may come in.
    #[inline]
    pub fn has_room_for(&self, units: u32) -> bool {
        self.in_use + self.beyond + self.cleaning + units <= self.open && self.accepts()
    }

    #[inline]
    pub fn free_units(&self) -> u32 {
        self.open.saturating_sub(self.in_use)
    }

    /// Visits in spaces or queueing for one.
    #[inline]
    pub fn present(&self) -> u32 {
        self.in_use + self.queueing
    }

    /// Takes a free space; says its number.
    #[inline]
    pub fn take(&mut self) -> u32 {
        self.in_use += 1;
        self.take_number()
    }

    #[inline]
    pub fn take_number(&mut self) -> u32 {
        self.free_numbers.pop().unwrap_or_else(|| {
            self.next_number += 1;
            self.next_number - 1
        })
    }

    /// Drops void tickets when they outnumber the others, so that a queue that never moves does not grow for ever.
    pub fn tidy(&mut self, rank: usize, is_valid: impl Fn(Ticket) -> bool) {
        if self.ranks[rank].len() > 2 * self.waiting as usize + 64 {
            self.ranks[rank].retain(|&ticket| is_valid(ticket));
        }
    }
}
