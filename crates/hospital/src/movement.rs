//! Movements: the one language of the system.
//!
//! A movement is any change in where a visit is, or in what it waits for. Each states the whole situation after it, so a
//! reader needs no table of which change is allowed after which.

use quantity::Instant;

use crate::attribute::Traits;
use crate::ids::{ActivityId, ArrivalsId, ExitId, PlaceId};
use crate::infection::Sickness;
use crate::switch::Turned;
use crate::team::Staffing;

/// Who: the number of a visit within its stream of arrivals. The same person in every option and on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VisitId(u64);

impl VisitId {
    /// Visits beyond the base of a stream are numbered from here, far above any that the base can reach.
    pub const BEYOND_BASE: u64 = 1 << 47;

    /// The `number`th visit (from zero, below 2^48) of a stream.
    #[inline]
    pub const fn new(arrivals: ArrivalsId, number: u64) -> Self {
        Self(((arrivals.index() as u64) << 48) | number)
    }

    /// Stream and number in one: the stream in the upper 16 bits, the number in the lower 48.
    #[inline]
    pub const fn key(self) -> u64 {
        self.0
    }

    /// The stream it came with.
    #[inline]
    pub const fn arrivals(self) -> ArrivalsId {
        ArrivalsId::new((self.0 >> 48) as usize)
    }

    /// Its number within the stream, from zero.
    #[inline]
    pub const fn number(self) -> u64 {
        self.0 & ((1 << 48) - 1)
    }
}

/// A visit that is under way: who it is, and a small number that no other visit under way has.
///
/// The slot is what lets a fold keep its records in an array; it is used again after the visit has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Who it is.
    pub id: VisitId,
    /// Its place in arrays of visits under way.
    pub slot: u32,
}

/// One change of a visit's situation, and the situation after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Movement {
    /// When.
    pub at: Instant,
    /// Whose.
    pub visit: Visit,
    /// What changed.
    pub kind: MovementKind,
    /// The space it has now.
    pub space: Option<Space>,
}

/// One space of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Space {
    /// The place.
    pub place: PlaceId,
    /// Which of its spaces, from zero.
    pub number: u32,
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MovementKind {
    /// It came in.
    Arrived {
        /// Its attributes.
        traits: Traits,
    },
    /// It asked for an activity that cannot begin yet. Giving up a space to wait is the same movement.
    Waits {
        /// The activity.
        activity: ActivityId,
        /// The place whose queue it joined first; `None` when it waits only for resources.
        place: Option<PlaceId>,
    },
    /// It is held outside a place, for an activity there.
    Parked {
        /// The activity.
        activity: ActivityId,
        /// The place.
        place: PlaceId,
    },
    /// It has taken the space but still waits there for the activity to begin.
    Moved {
        /// The activity.
        activity: ActivityId,
    },
    /// It is now where its space is, or nowhere, and nothing is known of what it does there or waits for: the movement of
    /// whoever speaks of places only, as a hospital's messages do.
    Placed,
    /// The activity begins (or goes on after a pause), in the space it has now, perhaps newly taken.
    Begins {
        /// The activity.
        activity: ActivityId,
    },
    /// The activity is interrupted; if it has lost its space, it waits for one again.
    Paused {
        /// The activity.
        activity: ActivityId,
    },
    /// The activity ended and the visit stays a while where it is, before what is next.
    Ended {
        /// The activity.
        activity: ActivityId,
    },
    /// From now on it need not be in hospital, and is still there.
    FitToLeave,
    /// From now on it needs so many care visits a day where it is, a place of care rounds: one fewer than before.
    NeedsFewer {
        /// How many.
        care_visits: u16,
    },
    /// It left.
    Left {
        /// By which way.
        exit: ExitId,
    },
}

/// How many spaces of a place may be used from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// When.
    pub at: Instant,
    /// The place.
    pub place: PlaceId,
    /// Spaces by its roster; `None` is unlimited.
    pub spaces: Option<u32>,
    /// Whether it is closed to newcomers.
    pub closed: bool,
}

/// Someone who listens to what happens.
pub trait Sink {
    /// A visit's situation changed.
    fn movement(&mut self, movement: &Movement);
    /// A visit arrives and at once begins its first activity: two movements, so often told together that a listener may
    /// have a shorter way to take them.
    #[inline]
    fn arrives_and_begins(&mut self, arrives: &Movement, begins: &Movement) {
        self.movement(arrives);
        self.movement(begins);
    }
    /// A place's spaces changed. Said once for every place at the start.
    fn opening(&mut self, opening: &Opening);
    /// Something happened with a sickness bug. Who does not count outbreaks need not listen.
    fn sickness(&mut self, _sickness: &Sickness) {}
    /// Something is new with staff. Who does not count them need not listen.
    fn staffing(&mut self, _staffing: &Staffing) {}
    /// A switch was turned. Most listeners need not know: they are told of what comes of it.
    fn turned(&mut self, _turned: &Turned) {}
    /// Nothing more comes before or at this time; folds close their books.
    fn finish(&mut self, at: Instant);
}

/// Nobody listens.
impl Sink for () {
    fn movement(&mut self, _movement: &Movement) {}
    fn opening(&mut self, _opening: &Opening) {}
    fn finish(&mut self, _at: Instant) {}
}

/// Two listen.
impl<A: Sink, B: Sink> Sink for (A, B) {
    #[inline]
    fn movement(&mut self, movement: &Movement) {
        self.0.movement(movement);
        self.1.movement(movement);
    }
    #[inline]
    fn arrives_and_begins(&mut self, arrives: &Movement, begins: &Movement) {
        self.0.arrives_and_begins(arrives, begins);
        self.1.arrives_and_begins(arrives, begins);
    }
    fn opening(&mut self, opening: &Opening) {
        self.0.opening(opening);
        self.1.opening(opening);
    }
    fn sickness(&mut self, sickness: &Sickness) {
        self.0.sickness(sickness);
        self.1.sickness(sickness);
    }
    fn staffing(&mut self, staffing: &Staffing) {
        self.0.staffing(staffing);
        self.1.staffing(staffing);
    }
    fn turned(&mut self, turned: &Turned) {
        self.0.turned(turned);
        self.1.turned(turned);
    }
    fn finish(&mut self, at: Instant) {
        self.0.finish(at);
        self.1.finish(at);
    }
}

/// Everything is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// What happened, in order: movements and openings.
    pub lines: Vec<Line>,
}

/// A line of a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Line {
    /// A visit's situation changed.
    Movement(Movement),
    /// A place's spaces changed.
    Opening(Opening),
}

impl Log {
    /// The movements alone, in order.
    pub fn movements(&self) -> impl Iterator<Item = &Movement> {
        self.lines.iter().filter_map(|line| match line {
            Line::Movement(movement) => Some(movement),
            Line::Opening(_) => None,
        })
    }
}

impl Sink for Log {
    fn movement(&mut self, movement: &Movement) {
        self.lines.push(Line::Movement(*movement));
    }
    fn opening(&mut self, opening: &Opening) {
        self.lines.push(Line::Opening(*opening));
    }
    fn finish(&mut self, _at: Instant) {}
}
