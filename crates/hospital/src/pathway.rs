//! Pathways: the order of activities that a visit takes.

use quantity::{Distribution, Duration};

use crate::attribute::By;
use crate::ids::{ActivityId, ExitId, PathwayId, PayerId, PlaceId, ResourceId};
use crate::payment::Income;

/// An order of activities. The first in the file is where arrivals begin.
#[derive(Clone, Debug, PartialEq)]
pub struct Pathway {
    /// The name that files write.
    pub name: String,
    /// Its activities, in the order of the file.
    pub activities: Vec<ActivityId>,
}

/// One step of a pathway: it takes a space or keeps the present one, seizes resources, lasts, and says what is next.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// The name within its pathway.
    pub name: String,
    /// The pathway it belongs to.
    pub pathway: PathwayId,
    /// Where it takes place.
    pub place: Where,
    /// What a visit that must wait does with the space it has.
    pub while_waiting: WhileWaiting,
    /// Resources seized together once the visit has its space, and freed when the activity ends.
    pub uses: Vec<(ResourceId, u32)>,
    /// How long it lasts, in milliseconds.
    pub time: By<Distribution>,
    /// How long a visit waits for it to begin before it gives up; `None` is for ever.
    pub patience: Option<By<Distribution>>,
    /// What is next, with shares that sum to one.
    pub next: By<Vec<(Next, f64)>>,
    /// What is next for a visit that is turned away.
    pub when_refused: Next,
    /// What is next for a visit whose patience ends.
    pub when_impatient: Next,
    /// After how long a visit whose stay is not over goes on with it elsewhere.
    pub move_on: Option<MoveOn>,
    /// How long the space is kept after the activity's end, before the visit goes on to that next.
    pub keep_after: Vec<(Next, By<Distribution>)>,
    /// Whether the visit is fit to leave when the activity ends: delays are counted from then.
    pub fit_to_leave: bool,
    /// Why a visit that is fit to leave and waits for this activity, or is in it, is still in hospital.
    pub delay_reason: Option<String>,
    /// Whether each time it begins counts as an elective operation cancelled on the day.
    pub cancels: bool,
    /// Pounds each time it begins.
    pub cost: f64,
    /// Who pays them, and has what it brings.
    pub paid_by: PayerId,
    /// What it brings each time it begins.
    pub income: Option<Income>,
}

/// A stay that goes on elsewhere when it has lasted for long enough: from an assessment unit to a ward.
///
/// The visit asks for another step. Until it has a space for that it keeps its own and is treated there: what is left of its stay
/// runs on. If it is over first, the step begins and ends where the visit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveOn {
    /// How long after the activity has begun, work that rests not counted.
    pub after: Duration,
    /// The step in which what is left of the stay is spent.
    pub to: ActivityId,
}

/// Where an activity takes place.
#[derive(Clone, Debug, PartialEq)]
pub enum Where {
    /// Where the visit is.
    Here,
    /// In one of these places. A visit that already has a space in one of them keeps it.
    Into(By<Choice>),
}

/// Places in order of preference.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Choice {
    /// Tiers: the visit takes the first free space, going through the tiers in order and each tier in order.
    pub tiers: Vec<Vec<PlaceId>>,
    /// How long a visit waits for the tiers so far before it accepts the next one too; `None` accepts all at once.
    pub fall_back_after: Option<Duration>,
}

/// What a visit that must wait for a space does with the one it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum WhileWaiting {
    /// It keeps it until it has the next one.
    #[default]
    Hold,
    /// It gives it up and waits without one.
    Queue,
    /// It does not wait: it is turned away.
    Leave,
}

/// What follows an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// Another activity, or the same one again.
    Activity(ActivityId),
    /// Out of the hospital.
    Exit(ExitId),
}

/// A way out of the hospital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// The name that files write.
    pub name: String,
    /// What it counts as.
    pub kind: ExitKind,
}

/// What a way out counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExitKind {
    /// Alive and done.
    Discharged,
    /// Died.
    Died,
    /// To another hospital or service.
    Elsewhere,
    /// Gave up waiting.
    LeftBeforeSeen,
    /// Found no room.
    TurnedAway,
    /// Its operation was cancelled, and will not be here.
    Cancelled,
}

impl ExitKind {
    /// Every kind, as files write it.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Discharged, "discharged"),
        (Self::Died, "died"),
        (Self::Elsewhere, "elsewhere"),
        (Self::LeftBeforeSeen, "left before seen"),
        (Self::TurnedAway, "turned away"),
        (Self::Cancelled, "cancelled"),
    ];
}
