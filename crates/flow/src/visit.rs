//! What the flow knows of a visit that is under way.

use std::num::NonZeroU32;

use hospital::{ActivityId, Next, PlaceId, Space, Traits, Visit, VisitId};
use quantity::{Duration, Instant};

use crate::arrive::Ready;
use crate::chance::Who;
use crate::world::LeftSpace;

/// A visit that is under way.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of a visit, each asked for by itself")]
pub(crate) struct VisitState {
    pub id: VisitId,
    pub traits: Traits,
    /// Work left of the present activity. While it is under way, from `begun_at`.
    pub left: Duration,
    /// When the present activity began or went on.
    pub begun_at: Instant,
    pub space: Option<Space>,
    /// What follows the present activity.
    pub next: Next,
    /// Counts what happened to the visit; events and tickets that carry an older number are void.
    pub stamp: u32,
    pub activity: ActivityId,
    /// Its row in the plan's tables.
    pub class: u16,
    /// The activity with which it came into its place: limits count by it.
    pub entered_by: ActivityId,
    /// Which line of a list it is, from one.
    pub listed: Option<NonZeroU32>,
    /// How much of its place's capacity it takes: care visits a day in care rounds, one anywhere else.
    pub need: u16,
    /// How many times of that line have been used.
    pub times_used: u16,
    pub doing: Doing,
    pub joined: Joined,
    pub fit: Fit,
    /// How often it came back to an earlier activity: each time draws other numbers.
    pub loops: u8,
    /// How often the present activity was drawn anew.
    pub attempt: u8,
    pub promotions: u8,
    /// How often in a row it was turned away.
    pub refusals: u8,
    /// Whether the present activity has not begun yet since its length was drawn: a list may know better.
    pub is_fresh: bool,
    /// Whether its patience for the present activity is already running.
    pub patience_runs: bool,
    /// Whether leaving hours have been waited for.
    pub may_go: bool,
    /// Whether the time after which it accepts its next preference is written into the calendar.
    pub falls_back: bool,
}

/// What a visit is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Its slot is free.
    Nothing,
    /// Waiting for a space.
    WaitingForSpace,
    /// Held outside a place.
    Parked,
    /// Waiting for resources, in its space if it has one.
    WaitingForResources,
    /// In its activity.
    Busy,
    /// In its activity, which rests because a roster took the server away.
    Suspended,
    /// Done, and staying a while.
    Kept,
}

/// Which queues for a space it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joined {
    None,
    /// The queue of one place.
    One(PlaceId),
    /// The queues of the first so many tiers of its choice that let it wait.
    Tiers(u8),
}

/// Whether a visit is fit to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    NotYet,
    /// It is, and that has not been said: who leaves at once is never delayed.
    Unsaid,
    Said,
}

impl VisitState {
    /// Nobody yet.
    pub fn new(id: VisitId, first: ActivityId, exit: hospital::ExitId) -> Self {
        Self {
            id,
            traits: Traits::default(),
            left: Duration::ZERO,
            begun_at: Instant::START,
            space: None,
            next: Next::Exit(exit),
            stamp: 0,
            activity: first,
            class: 0,
            entered_by: first,
            listed: None,
            need: 1,
            times_used: 0,
            doing: Doing::Nothing,
            joined: Joined::None,
            fit: Fit::NotYet,
            loops: 0,
            attempt: 0,
            promotions: 0,
            refusals: 0,
            is_fresh: true,
            patience_runs: false,
            may_go: false,
            falls_back: false,
        }
    }

    /// Makes it a visit that has just come in and asks for its first activity. The stamp goes on, so that tickets of who
    /// had the slot before stay void.
    #[inline]
    pub fn set(&mut self, ready: &Ready) {
        *self = Self {
            id: ready.id,
            traits: ready.traits,
            left: ready.left,
            begun_at: ready.at,
            space: None,
            next: ready.next,
            stamp: self.stamp + 1,
            activity: ready.first,
            class: ready.class,
            entered_by: ready.first,
            listed: ready.listed,
            need: 1,
            times_used: 0,
            doing: Doing::Kept,
            joined: Joined::None,
            fit: Fit::NotYet,
            loops: 0,
            attempt: 0,
            promotions: 0,
            refusals: 0,
            is_fresh: true,
            patience_runs: false,
            may_go: false,
            falls_back: false,
        };
    }

    /// Gives one that has just come in a space in which its first activity begins.
    #[inline]
    pub fn begins_at_once(&mut self, space: Space) {
        self.space = Some(space);
        self.is_fresh = false;
        self.doing = Doing::Busy;
        self.stamp += 1;
    }

    /// Sets it to ask for an activity. Coming back to an earlier one draws other numbers than before.
    #[inline]
    pub fn begin_asking(&mut self, activity: ActivityId) {
        self.loops = self.loops.wrapping_add(u8::from(activity <= self.activity));
        self.activity = activity;
        self.stamp += 1;
        self.attempt = 0;
        self.promotions = 0;
        self.is_fresh = true;
        self.patience_runs = false;
        self.may_go = false;
        self.falls_back = false;
        self.joined = Joined::None;
    }

    /// Gives it a space for its present activity; returns the one that it leaves.
    #[inline]
    pub fn change_space(&mut self, space: Space) -> Option<LeftSpace> {
        let left = self.leave_space();
        self.space = Some(space);
        self.entered_by = self.activity;
        left
    }

    /// Takes its space from it.
    #[inline]
    pub fn leave_space(&mut self) -> Option<LeftSpace> {
        let entered_by = self.entered_by;
        let need = std::mem::replace(&mut self.need, 1);
        self.space.take().map(|space| LeftSpace { space, entered_by, need })
    }

    /// Whose chance its next draw is.
    #[inline]
    pub fn who(&self) -> Who {
        Who { id: self.id, traits: self.traits, class: self.class, loops: self.loops, attempt: self.attempt }
    }

    /// How movements name it.
    #[inline]
    pub fn named(&self, slot: u32) -> Visit {
        Visit { id: self.id, slot }
    }
}
