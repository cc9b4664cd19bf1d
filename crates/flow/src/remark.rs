//! What is odd about a moment from which a run starts, and what was made of it.

use hospital::{ActivityId, PlaceId, VisitId};

/// Something odd about a moment; nobody is lost over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The space of a visit is another's too, or one that the place never has: it has another in the same place.
    OtherSpace(VisitId, PlaceId),
    /// More are in a place than it has spaces now: they stay, and nobody comes in until there is room.
    Overfull {
        /// The place.
        place: PlaceId,
        /// Visits in it; in a place of care rounds, the care visits a day that they need.
        inside: u32,
        /// Its spaces by the roster.
        spaces: u32,
    },
    /// A place is closed, and nothing in the hospital says when it opens: it stays closed.
    StaysClosed(PlaceId),
    /// Only the place of a visit is known: it is taken to be in the activity in which visits like it are there most of the
    /// time, since it came there.
    Guessed(VisitId, PlaceId, ActivityId),
    /// A visit is in a place where nothing happens for anybody: it asks for its stream's first activity.
    NothingHappensThere(VisitId, PlaceId),
    /// A visit is said to do what the hospital has no name for: it is taken as one of which only the place is known.
    NoSuchActivity(VisitId),
    /// A visit waits for a place where its activity does not take place: it asks for the activity anew.
    WaitsElsewhere(VisitId, PlaceId),
    /// A visit has been in its activity for longer than that can last: it ends at once.
    Overstays(VisitId, ActivityId),
    /// Nothing is told of how many care visits a visit needs by now: it needs what falls to it by how much of its activity is
    /// over.
    NeedByTime(VisitId),
}
