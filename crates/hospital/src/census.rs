//! The census: who is where at a moment. The fold of movements and openings.
//!
//! [`Census`] trusts what it is told and is cheap; [`CheckedCensus`] believes nothing and says what cannot be.

mod checked;
#[cfg(test)]
mod tests;

pub use checked::{CheckedCensus, Fault, Inconsistency};

use quantity::Instant;

use crate::Hospital;
use crate::attribute::Traits;
use crate::ids::{ActivityId, PlaceId};
use crate::movement::{Movement, MovementKind, Opening, Sink, Space, Visit};

/// What a visit is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// It came in and has not yet asked for anything.
    Arrived,
    /// It has asked for an activity that cannot begin yet.
    Waiting {
        /// The activity.
        activity: ActivityId,
        /// The place for which it waits; `None` when it waits for resources only.
        place: Option<PlaceId>,
    },
    /// It is held outside a place.
    Parked {
        /// The activity it has asked for.
        activity: ActivityId,
        /// The place.
        place: PlaceId,
    },
    /// It has its space and waits there for resources.
    Moved {
        /// The activity it waits for.
        activity: ActivityId,
    },
    /// It is where it is, and nothing is known of what it does.
    Placed,
    /// The activity is under way.
    In {
        /// The activity.
        activity: ActivityId,
    },
    /// The activity is interrupted.
    Paused {
        /// The activity.
        activity: ActivityId,
        /// The place whose space it lost and waits for again.
        place: Option<PlaceId>,
    },
    /// The activity has ended and the visit stays where it is for a while.
    Kept {
        /// The activity that ended.
        activity: ActivityId,
    },
}

impl Situation {
    /// The activity that it waits for, is in, or was in last.
    pub fn activity(self) -> Option<ActivityId> {
        match self {
            Self::Arrived | Self::Placed => None,
            Self::Waiting { activity, .. }
            | Self::Parked { activity, .. }
            | Self::Moved { activity }
            | Self::In { activity }
            | Self::Paused { activity, .. }
            | Self::Kept { activity } => Some(activity),
        }
    }

    /// The situation after a movement other than leaving, of a visit that was in this one with that space.
    fn after(self, kind: MovementKind, had: Option<Space>, has: Option<Space>) -> Self {
        match kind {
            MovementKind::Arrived { .. } => Self::Arrived,
            MovementKind::Waits { activity, place } => Self::Waiting { activity, place },
            MovementKind::Parked { activity, place } => Self::Parked { activity, place },
            MovementKind::Moved { activity } => Self::Moved { activity },
            MovementKind::Placed => Self::Placed,
            MovementKind::Begins { activity } => Self::In { activity },
            MovementKind::Paused { activity } => {
                let lost = had.filter(|_| has.is_none());
                Self::Paused { activity, place: lost.map(|space| space.place) }
            }
            MovementKind::Ended { activity } => Self::Kept { activity },
            MovementKind::FitToLeave | MovementKind::NeedsFewer { .. } | MovementKind::Left { .. } => self,
        }
    }
}

/// A visit under way and its situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub visit: Visit,
    /// Its attributes.
    pub traits: Traits,
    /// When it arrived.
    pub arrived: Instant,
    /// The space it has.
    pub space: Option<Space>,
    /// How many care visits a day it needs there, in a place of care rounds; elsewhere one.
    pub care_visits: u16,
    /// What it is doing.
    pub doing: Situation,
    /// Since when it does that.
    pub since: Instant,
    /// Since when it is fit to leave.
    pub fit_since: Option<Instant>,
}

impl Present {
    fn new(at: Instant, visit: Visit, traits: Traits, space: Option<Space>) -> Self {
        Self {
            visit,
            traits,
            arrived: at,
            space,
            care_visits: 1,
            doing: Situation::Arrived,
            since: at,
            fit_since: None,
        }
    }

    /// The place in whose queue it stands: it waits for it and has no space anywhere.
    pub fn queues_for(&self) -> Option<PlaceId> {
        match self.doing {
            Situation::Waiting { place, .. } | Situation::Paused { place, .. } if self.space.is_none() => {
                place
            }
            Situation::Waiting { .. }
            | Situation::Paused { .. }
            | Situation::Arrived
            | Situation::Parked { .. }
            | Situation::Moved { .. }
            | Situation::Placed
            | Situation::In { .. }
            | Situation::Kept { .. } => None,
        }
    }

    /// The place outside which it is held.
    pub fn parked_at(&self) -> Option<PlaceId> {
        if let Situation::Parked { place, .. } = self.doing { Some(place) } else { None }
    }

    fn moves(&mut self, movement: &Movement) {
        let doing = self.doing.after(movement.kind, self.space, movement.space);
        match movement.kind {
            MovementKind::FitToLeave => self.fit_since = Some(movement.at),
            MovementKind::NeedsFewer { care_visits } => self.care_visits = care_visits,
            MovementKind::Arrived { .. }
            | MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::Left { .. } => self.since = movement.at,
        }
        (self.doing, self.space) = (doing, movement.space);
    }
}

/// How full a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Holding {
    /// Spaces in use.
    pub occupied: u32,
    /// Care visits a day in use, in a place of care rounds; elsewhere as many as spaces in use.
    pub care_visits: u32,
    /// Visits that wait for the place without a space anywhere.
    pub queue: u32,
    /// Visits held outside.
    pub parked: u32,
    /// Spaces by its roster; `None` is unlimited.
    pub spaces: Option<u32>,
    /// Whether it is closed to newcomers.
    pub closed: bool,
}

/// Who is where.
#[derive(Clone, Debug, PartialEq)]
pub struct Census {
    at: Instant,
    visits: Vec<Option<Present>>,
    places: Vec<Holding>,
    /// For each place, the care visits a day that a newcomer needs.
    first_need: Vec<u16>,
}

impl Census {
    /// Nobody anywhere.
    pub fn new(hospital: &Hospital) -> Self {
        let places = hospital.places.iter().map(|place| Holding {
            spaces: place.capacity.at(Instant::START, hospital.clock),
            ..Holding::default()
        });
        let first_need = hospital.places.iter().map(|place| place.each.map_or(1, |each| each.first));
        Self {
            at: Instant::from_millis(i64::MIN),
            visits: Vec::new(),
            places: places.collect(),
            first_need: first_need.collect(),
        }
    }

    /// When the last thing happened of which it knows.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The visits under way, in order of slot.
    pub fn visits(&self) -> impl Iterator<Item = &Present> {
        self.visits.iter().flatten()
    }

    /// The visit that has this slot.
    pub fn visit(&self, slot: u32) -> Option<&Present> {
        self.visits.get(slot as usize)?.as_ref()
    }

    /// The visits that have a space in a place.
    pub fn who_is_in(&self, place: PlaceId) -> impl Iterator<Item = &Present> {
        self.visits().filter(move |present| present.space.is_some_and(|space| space.place == place))
    }

    /// How full a place is.
    pub fn place(&self, place: PlaceId) -> &Holding {
        &self.places[place.index()]
    }

    /// How full each place is, in their order.
    pub fn places(&self) -> &[Holding] {
        &self.places
    }

    fn count(&mut self, present: &Present, change: impl Fn(&mut u32, u32)) {
        if let Some(space) = present.space {
            let place = &mut self.places[space.place.index()];
            change(&mut place.occupied, 1);
            change(&mut place.care_visits, u32::from(present.care_visits));
        }
        if let Some(place) = present.queues_for() {
            change(&mut self.places[place.index()].queue, 1);
        }
        if let Some(place) = present.parked_at() {
            change(&mut self.places[place.index()].parked, 1);
        }
    }

    fn take(&mut self, slot: usize) -> Option<Present> {
        let present = self.visits.get_mut(slot)?.take()?;
        self.count(&present, |number, by| *number -= by);
        Some(present)
    }

    fn put(&mut self, present: Present) {
        self.count(&present, |number, by| *number += by);
        let slot = present.visit.slot as usize;
        if slot >= self.visits.len() {
            self.visits.resize(slot + 1, None);
        }
        self.visits[slot] = Some(present);
    }
}

/// A movement of a visit that is not there is passed over; [`CheckedCensus`] would report it.
impl Sink for Census {
    fn movement(&mut self, movement: &Movement) {
        self.at = movement.at;
        let before = self.take(movement.visit.slot as usize);
        debug_assert_eq!(
            before.is_none(),
            matches!(movement.kind, MovementKind::Arrived { .. }),
            "{movement:?}"
        );
        if let MovementKind::Arrived { traits } = movement.kind {
            let mut present = Present::new(movement.at, movement.visit, traits, movement.space);
            let place = movement.space.map(|space| space.place);
            present.care_visits = place.map_or(1, |place| self.first_need[place.index()]);
            self.put(present);
        } else if let Some(mut present) = before
            && !matches!(movement.kind, MovementKind::Left { .. })
        {
            let had = present.space.map(|space| space.place);
            present.moves(movement);
            let has = present.space.map(|space| space.place);
            if has != had {
                present.care_visits = has.map_or(1, |place| self.first_need[place.index()]);
            }
            self.put(present);
        }
    }

    fn opening(&mut self, opening: &Opening) {
        self.at = opening.at;
        let place = &mut self.places[opening.place.index()];
        (place.spaces, place.closed) = (opening.spaces, opening.closed);
    }

    fn finish(&mut self, at: Instant) {
        self.at = at;
    }
}
