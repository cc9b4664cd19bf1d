//! A moment of a hospital: who is where, and how each of them came there. What a run can start from.
//!
//! A fold like the census, and little larger: it remembers the movements of those who are present and forgets them when they
//! leave, since when each space is empty, since when places are closed, and how far each stream of arrivals is.

use std::collections::BTreeMap;

use quantity::Instant;

use crate::Hospital;
use crate::census::{Census, CheckedCensus, Inconsistency, Situation};
use crate::ids::{ActivityId, ArrivalsId, PlaceId};
use crate::movement::{Line, Movement, MovementKind, Opening, Sink, Visit, VisitId};
use crate::pathway::Activity;

/// A moment of a hospital.
#[derive(Clone, Debug)]
pub struct Moment {
    census: CheckedCensus,
    /// By slot: the movements of who has it, each with its number among all.
    past: Vec<Vec<(u64, Movement)>>,
    movements: u64,
    /// By place: since when spaces are empty that have been in use.
    emptied: Vec<BTreeMap<u32, Instant>>,
    /// By place: since when it is closed.
    closed_since: Vec<Option<Instant>>,
    /// By stream: when its last visit came, and the numbers that come next in the base and beyond it.
    streams: Vec<Seen>,
    /// By activity: whether it uses units that can be used once only.
    uses_up: Vec<bool>,
    /// When such activities began.
    begun: Vec<(Instant, ActivityId)>,
    /// Whether it was told of anybody that they need fewer care visits than before.
    tells_of_need: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    last: Option<Instant>,
    next_in_base: u64,
    next_beyond: u64,
}

impl Moment {
    /// Nobody has come yet.
    pub fn new(hospital: &Hospital) -> Self {
        Self {
            census: CheckedCensus::new(hospital),
            past: Vec::new(),
            movements: 0,
            emptied: vec![BTreeMap::new(); hospital.places.len()],
            closed_since: vec![None; hospital.places.len()],
            streams: vec![Seen::default(); hospital.arrivals.len()],
            uses_up: hospital.activities.iter().map(|activity| uses_up(hospital, activity)).collect(),
            begun: Vec::new(),
            tells_of_need: false,
        }
    }

    /// What a log says up to a time, or up to its end.
    pub fn of<'l>(
        hospital: &Hospital,
        lines: impl IntoIterator<Item = &'l Line>,
        until: Option<Instant>,
    ) -> Self {
        let mut moment = Self::new(hospital);
        for line in lines {
            let at = match line {
                Line::Movement(movement) => movement.at,
                Line::Opening(opening) => opening.at,
            };
            if until.is_some_and(|until| at > until) {
                continue;
            }
            match line {
                Line::Movement(movement) => moment.movement(movement),
                Line::Opening(opening) => moment.opening(opening),
            }
        }
        let end = until.or((moment.movements > 0).then(|| moment.at()));
        moment.finish(end.unwrap_or(Instant::START));
        moment
    }

    /// When it is.
    pub fn at(&self) -> Instant {
        self.census().at()
    }

    /// Who is where.
    pub fn census(&self) -> &Census {
        self.census.census()
    }

    /// What was said on the way and cannot be, in order.
    pub fn found(&self) -> &[Inconsistency] {
        self.census.found()
    }

    /// The movements of a visit that is present, in order, each with its number among those of all visits.
    pub fn past(&self, visit: Visit) -> &[(u64, Movement)] {
        self.past.get(visit.slot as usize).map_or(&[], Vec::as_slice)
    }

    /// The spaces of a place that have been in use and are empty, and since when.
    pub fn emptied(&self, place: PlaceId) -> impl Iterator<Item = (u32, Instant)> + '_ {
        self.emptied[place.index()].iter().map(|(&number, &at)| (number, at))
    }

    /// Since when a place is closed.
    pub fn closed_since(&self, place: PlaceId) -> Option<Instant> {
        self.closed_since[place.index()]
    }

    /// When the last visit of a stream came.
    pub fn last_arrival(&self, arrivals: ArrivalsId) -> Option<Instant> {
        self.streams[arrivals.index()].last
    }

    /// The lowest number from `from` on, which is 0 or [`VisitId::BEYOND_BASE`], that no visit of a stream has had.
    pub fn next_number(&self, arrivals: ArrivalsId, from: u64) -> u64 {
        let seen = self.streams[arrivals.index()];
        if from < VisitId::BEYOND_BASE { seen.next_in_base } else { seen.next_beyond.max(from) }
    }

    /// When activities began that use units which can be used once only, and which they were, in order.
    pub fn begun(&self) -> &[(Instant, ActivityId)] {
        &self.begun
    }

    /// Whether what was told says how many care visits those need who have been cared for a while.
    pub fn tells_of_need(&self) -> bool {
        self.tells_of_need
    }

    fn arrives(&mut self, movement: &Movement) {
        let Some(seen) = self.streams.get_mut(movement.visit.id.arrivals().index()) else { return };
        seen.last = Some(movement.at);
        let number = movement.visit.id.number();
        if number < VisitId::BEYOND_BASE {
            seen.next_in_base = seen.next_in_base.max(number + 1);
        } else {
            seen.next_beyond = seen.next_beyond.max(number + 1);
        }
    }
}

fn uses_up(hospital: &Hospital, activity: &Activity) -> bool {
    activity.uses.iter().any(|(resource, _)| hospital.resources[resource.index()].used_up)
}

impl Sink for Moment {
    fn movement(&mut self, movement: &Movement) {
        let slot = movement.visit.slot as usize;
        let before = self.census().visit(movement.visit.slot).copied();
        let had = before.and_then(|present| present.space);
        if !self.census.takes(movement) {
            return;
        }
        if had != movement.space {
            if let Some(space) = had {
                self.emptied[space.place.index()].insert(space.number, movement.at);
            }
            if let Some(space) = movement.space {
                self.emptied[space.place.index()].remove(&space.number);
            }
        }
        self.movements += 1;
        if slot >= self.past.len() {
            self.past.resize(slot + 1, Vec::new());
        }
        if let MovementKind::Begins { activity } = movement.kind
            && self.uses_up.get(activity.index()).copied().unwrap_or(false)
            && !matches!(before.map(|it| it.doing), Some(Situation::Paused { activity: paused, .. }) if paused == activity)
        {
            self.begun.push((movement.at, activity));
        }
        match movement.kind {
            MovementKind::Arrived { .. } => {
                self.past[slot].clear();
                self.arrives(movement);
            }
            MovementKind::Left { .. } => return self.past[slot].clear(),
            MovementKind::NeedsFewer { .. } => self.tells_of_need = true,
            MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave => {}
        }
        self.past[slot].push((self.movements, *movement));
    }

    fn opening(&mut self, opening: &Opening) {
        self.census.opening(opening);
        let since = &mut self.closed_since[opening.place.index()];
        *since = if opening.closed { since.or(Some(opening.at)) } else { None };
    }

    fn finish(&mut self, at: Instant) {
        self.census.finish(at);
    }
}

#[cfg(test)]
mod tests;
