//! In what way a visit waits, and for what.

use crate::census::{Present, Situation};
use crate::ids::{ActivityId, PlaceId};

/// In what way a visit waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// Held outside a place.
    Outside,
    /// For a space, and has none.
    Queue,
    /// For a space elsewhere, in the space it has.
    ToMove,
    /// For resources, in the space where the activity will be, or without one where there is no place for it.
    Staff,
    /// Interrupted.
    Paused,
    /// The activity is over, and it has not asked for another.
    Kept,
}

/// Where, in what way and for which activity a visit waits; of [`Wait::Kept`] it is the activity that is over. The place is
/// the one it is in, or before whose door it waits.
pub type WaitsAt = (Option<PlaceId>, Wait, ActivityId);

/// Where and in what way a visit waits now, if it does.
pub(super) fn waits_at(present: &Present) -> Option<WaitsAt> {
    let held = present.space.map(|space| space.place);
    match present.doing {
        Situation::Arrived | Situation::Placed | Situation::In { .. } => None,
        Situation::Parked { activity, place } => Some((Some(place), Wait::Outside, activity)),
        Situation::Moved { activity } => Some((held, Wait::Staff, activity)),
        Situation::Kept { activity } => Some((held, Wait::Kept, activity)),
        Situation::Waiting { activity, place } => Some(match place {
            Some(place) if held.is_none() => (Some(place), Wait::Queue, activity),
            Some(place) if held != Some(place) => (held, Wait::ToMove, activity),
            Some(_) | None => (held, Wait::Staff, activity),
        }),
        Situation::Paused { activity, place } => match place {
            Some(place) if held.is_none() => Some((Some(place), Wait::Queue, activity)),
            Some(_) | None => Some((held, Wait::Paused, activity)),
        },
    }
}
