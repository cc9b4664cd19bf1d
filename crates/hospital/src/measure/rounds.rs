//! What a place of care rounds has seen: care visits a day, where other places have spaces.

use super::record::Millis;

/// Care visits a day, in use and possible.
#[derive(Clone, Debug, Default)]
pub(super) struct Rounds {
    /// How many a newcomer needs.
    first: i64,
    /// How many are in use.
    pub(super) in_use: u32,
    /// How many can be made by the roster; `None` is no limit.
    rostered: Option<i64>,
    closed: bool,
    /// Until when the sums below are made up.
    since: Millis,
    /// Number × milliseconds: in use; in use beyond those that can be made; neither made nor to be had while closed.
    pub(super) used: i64,
    pub(super) beyond: i64,
    pub(super) shut: i64,
    /// Time without room for a newcomer.
    pub(super) full: i64,
}

impl Rounds {
    pub(super) fn new(first: u16) -> Self {
        Self { first: i64::from(first), ..Self::default() }
    }

    /// Counting starts, at time zero.
    pub(super) fn start(&mut self) {
        self.since = 0;
        (self.used, self.beyond, self.shut, self.full) = (0, 0, 0, 0);
    }

    /// Nobody is cared for any more.
    pub(super) fn empty(&mut self) {
        self.in_use = 0;
    }

    pub(super) fn opens(&mut self, at: Millis, spaces: Option<u32>, closed: bool) {
        self.holds_until(at);
        (self.rostered, self.closed) = (spaces.map(i64::from), closed);
    }

    pub(super) fn needs(&mut self, more: i32, at: Millis) {
        self.holds_until(at);
        self.in_use = self.in_use.wrapping_add_signed(more);
    }

    /// Adds what was so until now.
    pub(super) fn holds_until(&mut self, at: Millis) {
        let time = at - self.since;
        self.since = at;
        let possible = if self.closed { Some(0) } else { self.rostered };
        let in_use = i64::from(self.in_use);
        self.used += in_use * time;
        self.beyond += possible.map_or(0, |possible| (in_use - possible).max(0)) * time;
        if self.closed {
            self.shut += self.rostered.map_or(0, |rostered| (rostered - in_use).max(0)) * time;
        }
        if possible.is_some_and(|possible| in_use + self.first > possible) {
            self.full += time;
        }
    }
}
