//! What we were told: the lines that a source, such as a hospital's messages, adds to the log.
//!
//! A source speaks of places, not of waits; it is late, it corrects itself, and it takes back what it said. None of that
//! changes a line that is there: a correction is a new line. [`settle`](crate::settle()) makes movements of the lines.

use quantity::Instant;

use crate::attribute::Traits;
use crate::ids::{ExitId, PlaceId};
use crate::movement::{Space, VisitId};

/// A line of what we were told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// When it happened; of what is expected, when that is to be.
    pub at: Instant,
    /// When we were told.
    pub told_at: Instant,
    /// By whom.
    pub source: SourceId,
    /// Whose; nobody's where a space was spoken of.
    pub visit: Option<VisitId>,
    /// The person, as far as we may know.
    pub patient: Option<Pseudonym>,
    /// The attributes that the source gives.
    pub traits: Traits,
    /// How the source calls this movement.
    pub name: Option<MovementName>,
    /// What it takes back.
    pub cancels: Option<Cancels>,
    /// What it says.
    pub said: Said,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// The visit came in, or was admitted. Where no place is known, it is there all the same.
    Arrived(Option<Spot>),
    /// It is now there, or nowhere that is known.
    Placed(Option<Spot>),
    /// After what was taken back it is there. No movement of its own: it cannot be taken back.
    PutBack(Option<Spot>),
    /// It left.
    Left(ExitId),
    /// It was spoken of as being there, in a message that moves nobody.
    Seen(Option<Spot>),
    /// It went on leave; its space is kept.
    Away,
    /// It came back from leave.
    Returned,
    /// Something is planned, in or for a place.
    Expected(Expected, Option<Spot>),
    /// The person who was known as `old` is the line's patient.
    SamePatient {
        /// Who it was thought to be.
        old: Pseudonym,
    },
    /// The visit that was known as `old` is the line's visit.
    SameVisit {
        /// Which it was thought to be.
        old: VisitId,
    },
    /// The visit is the line's patient's, whoever it was thought to be before.
    Belongs,
    /// A space, or all of a place, is in this state.
    Space(Spot, SpaceStatus),
    /// Nothing of where anybody is.
    Nothing,
}

/// A place, and which of its spaces if that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The place.
    pub place: PlaceId,
    /// Which of its spaces, from zero.
    pub number: Option<u32>,
}

impl From<Space> for Spot {
    fn from(space: Space) -> Self {
        Self { place: space.place, number: Some(space.number) }
    }
}

/// What a line takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancels {
    /// The last thing of a kind that its visit was said to do and that still holds.
    Last(SaidKind),
    /// What the source calls by this name.
    Named(MovementName),
    /// Everything that was said of its visit.
    Everything,
}

/// What can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SaidKind {
    /// [`Said::Arrived`].
    Arrived,
    /// [`Said::Placed`].
    Placed,
    /// [`Said::Left`].
    Left,
    /// [`Said::Away`].
    Away,
    /// [`Said::Returned`].
    Returned,
    /// [`Said::Expected`].
    Expected(Expected),
}

impl Said {
    /// As what it can be taken back.
    pub const fn kind(self) -> Option<SaidKind> {
        match self {
            Self::Arrived(_) => Some(SaidKind::Arrived),
            Self::Placed(_) => Some(SaidKind::Placed),
            Self::Left(_) => Some(SaidKind::Left),
            Self::Away => Some(SaidKind::Away),
            Self::Returned => Some(SaidKind::Returned),
            Self::Expected(what, _) => Some(SaidKind::Expected(what)),
            Self::PutBack(_)
            | Self::Seen(_)
            | Self::SamePatient { .. }
            | Self::SameVisit { .. }
            | Self::Belongs
            | Self::Space(..)
            | Self::Nothing => None,
        }
    }
}

/// What is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// Coming in.
    Admission,
    /// Going to another place.
    Transfer,
    /// Leaving.
    Discharge,
}

/// The state of a space (HL7 table 0116).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpaceStatus {
    /// It may be used.
    Free,
    /// Somebody has it.
    Occupied,
    /// It may not be used.
    Closed,
    /// It must be cleaned of something that infects.
    Contaminated,
    /// It is being made ready.
    Housekeeping,
    /// Who has it is kept apart.
    Isolated,
}

/// Who told us, by number; whoever keeps the lines knows the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(pub u16);

/// How a source calls a movement: a keyed hash of its name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MovementName(pub u128);

/// A person or a visit without its identity: a keyed hash of an identifier. Only who has the key can make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pseudonym(pub u128);
