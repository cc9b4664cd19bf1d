//! A start: what each visit that is present is taken to be doing, as far as it does not depend on chance.
//!
//! Nobody is lost: whoever does what the hospital has no way of doing is put where it comes nearest, and that is said in a
//! [`Remark`].

use hospital::{ActivityId, Movement, PlaceId, Space, Traits, VisitId};
use quantity::{Duration, Instant};

use crate::remark::Remark;

/// Where a run starts that does not start from an empty hospital.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    /// When it is by the log, in milliseconds: a part of the key of all chance.
    pub moment: i64,
    /// What is told of those present, before the run: how they came there.
    pub past: Vec<Movement>,
    /// Those present, by slot.
    pub people: Vec<Person>,
    /// Their slots in the order in which they asked for what they wait for.
    pub in_order: Vec<u32>,
    /// By place: how long it has been closed, where it is and the file does not date it.
    pub closed_for: Vec<Option<Duration>>,
    /// Spaces that may still be made ready.
    pub emptied: Vec<Emptied>,
    /// Units used of pools whose units can be used once only, since their roster gave them.
    pub used: Vec<(u32, u32)>,
    /// By source of the plan.
    pub sources: Vec<SourceStart>,
    pub remarks: Vec<Remark>,
}

/// A visit that is present.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub id: VisitId,
    pub traits: Traits,
    pub class: u16,
    pub space: Option<Space>,
    pub entered_by: ActivityId,
    pub need: NeedNow,
    pub is_fit: bool,
    /// How many activities it has begun.
    pub begun: u16,
    /// How often it came back to an earlier activity.
    pub loops: u8,
    /// The stay that goes on in its activity, if one does.
    pub stay: Option<Stay>,
    pub doing: DoingNow,
}

/// A stay that goes on in another activity than that in which it began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stay {
    /// The activity in which it began: how long it lasts is drawn by that.
    pub of: ActivityId,
    /// How much of it was over when its present activity began, or, if that has not begun, was asked for.
    pub before: Duration,
}

/// What a visit that is present is taken to do. Times lie before the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum DoingNow {
    /// In an activity that began or went on at a time, after so much of it had been done.
    In { activity: ActivityId, since: Instant, worked: Duration },
    /// In an activity that rests since a roster took a unit of this pool away.
    Rests { activity: ActivityId, pool: u32, worked: Duration },
    /// Standing in queues for a space, first in that of a place; who was interrupted has done so much.
    Queues { activity: ActivityId, place: PlaceId, asked: Instant, worked: Option<Duration> },
    /// Held outside a place.
    Parked { activity: ActivityId, place: PlaceId, asked: Instant },
    /// Waiting for resources; who was interrupted has done so much.
    NeedsResources { activity: ActivityId, asked: Instant, worked: Option<Duration> },
    /// Done with an activity, and still there: either kept for a while, or waiting for the hours in which it may leave;
    /// who was kept before does the latter.
    Kept { activity: ActivityId, since: Instant, was_kept: WasKept },
    /// About to ask for an activity.
    Asks { activity: ActivityId },
}

impl DoingNow {
    pub fn activity(&self) -> ActivityId {
        match *self {
            Self::In { activity, .. }
            | Self::Rests { activity, .. }
            | Self::Queues { activity, .. }
            | Self::Parked { activity, .. }
            | Self::NeedsResources { activity, .. }
            | Self::Kept { activity, .. }
            | Self::Asks { activity } => activity,
        }
    }
}

/// How much of its place's capacity a visit takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NeedNow {
    /// So many care visits a day, or one space.
    Is(u16),
    /// What falls to it by how much of its activity is over.
    ByTime,
}

/// Whether a visit that stays after an activity was kept for a while already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WasKept {
    Yes,
    No,
}

/// A space that is empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Emptied {
    pub place: PlaceId,
    pub number: u32,
    pub ago: Duration,
    /// Whether someone waits for the place, which would take the space were it ready.
    pub is_wanted: bool,
}

/// How far a source of arrivals is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SourceStart {
    /// The number of its next visit, counted from the source's first.
    pub number: u64,
    /// How long ago its stream's last visit came.
    pub since_last: Option<Duration>,
}
