//! A census that believes nothing: it says which movements cannot be.

use std::fmt;

use quantity::Instant;

use super::Census;
use crate::Hospital;
use crate::ids::PlaceId;
use crate::movement::{Movement, MovementKind, Opening, Sink, Space, Visit, VisitId};

/// Something that cannot be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inconsistency {
    /// When it was said to happen.
    pub at: Instant,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// Time went back; it was later before.
    Earlier(Instant),
    /// A visit's slot is held by another that is under way.
    SlotInUse {
        /// Whose movement it is.
        visit: Visit,
        /// Who has the slot.
        holder: VisitId,
    },
    /// A movement of a visit that never came or has left.
    NotThere(Visit),
    /// A visit arrived twice.
    ArrivedAgain(Visit),
    /// A space was taken that another visit has.
    SpaceInUse {
        /// Who took it.
        visit: Visit,
        /// The space.
        space: Space,
        /// Who has it.
        holder: VisitId,
    },
    /// A space has a number that its place never has.
    NoSuchSpace {
        /// Who took it.
        visit: Visit,
        /// The space.
        space: Space,
    },
    /// A visit left and still has a space.
    LeftWithSpace {
        /// Who.
        visit: Visit,
        /// The space.
        space: Space,
    },
    /// A visit changed from one space to another and no activity, wait or transfer was said.
    SpaceLostSilently(Visit),
    /// The counts of a place are not those of its visits.
    Miscounted(PlaceId),
}

impl fmt::Display for Inconsistency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {:?}", self.at, self.fault)
    }
}

/// A census that reports what cannot be, and goes on.
///
/// More spaces in use than are open is not a fault: a roster may go down and a place may close while visits stay.
#[derive(Clone, Debug)]
pub struct CheckedCensus {
    census: Census,
    /// For each place the largest number of spaces it ever has; `None` is unlimited.
    most: Vec<Option<u32>>,
    /// For each place the holder of each space.
    holders: Vec<Vec<Option<Visit>>>,
    found: Vec<Inconsistency>,
}

impl CheckedCensus {
    /// Nobody anywhere.
    pub fn new(hospital: &Hospital) -> Self {
        let census = Census::new(hospital);
        let most = hospital.place_ids().map(|place| hospital.most_spaces(place)).collect();
        Self { census, most, holders: vec![Vec::new(); hospital.places.len()], found: Vec::new() }
    }

    /// Who is where, as far as what was said can be.
    pub fn census(&self) -> &Census {
        &self.census
    }

    /// What cannot be, in order.
    pub fn found(&self) -> &[Inconsistency] {
        &self.found
    }

    /// The census, or everything that cannot be.
    ///
    /// # Errors
    /// What was found, in order.
    pub fn result(self) -> Result<Census, Vec<Inconsistency>> {
        if self.found.is_empty() { Ok(self.census) } else { Err(self.found) }
    }

    /// Follows a movement, unless its visit is not one that can make it. Says whether it did.
    pub(crate) fn takes(&mut self, movement: &Movement) -> bool {
        self.check_time(movement.at);
        let can_be = self.check_visit(movement);
        if can_be {
            self.change_space(movement);
            self.census.movement(movement);
        }
        can_be
    }

    fn report(&mut self, at: Instant, fault: Fault) {
        self.found.push(Inconsistency { at, fault });
    }

    fn check_time(&mut self, at: Instant) {
        if at < self.census.at {
            self.report(at, Fault::Earlier(self.census.at));
        }
    }

    /// Whether the visit of a movement is one that can make it.
    fn check_visit(&mut self, movement: &Movement) -> bool {
        let visit = movement.visit;
        let arrives = matches!(movement.kind, MovementKind::Arrived { .. });
        let fault = match self.census.visit(visit.slot).map(|present| present.visit.id) {
            Some(holder) if holder != visit.id => Fault::SlotInUse { visit, holder },
            Some(_) if arrives => Fault::ArrivedAgain(visit),
            None if !arrives => Fault::NotThere(visit),
            Some(_) | None => return true,
        };
        self.report(movement.at, fault);
        false
    }

    fn change_space(&mut self, movement: &Movement) {
        let visit = movement.visit;
        let had = self.census.visit(visit.slot).and_then(|present| present.space);
        if had == movement.space {
            if let (MovementKind::Left { .. }, Some(space)) = (movement.kind, had) {
                self.report(movement.at, Fault::LeftWithSpace { visit, space });
            }
            return;
        }
        if matches!(
            movement.kind,
            MovementKind::FitToLeave | MovementKind::NeedsFewer { .. } | MovementKind::Ended { .. }
        ) {
            self.report(movement.at, Fault::SpaceLostSilently(visit));
        }
        if let Some(space) = had
            && let Some(holder) = self.holder(space)
            && *holder == Some(visit)
        {
            *holder = None;
        }
        if let Some(space) = movement.space {
            self.take_space(movement, space);
        }
    }

    fn take_space(&mut self, movement: &Movement, space: Space) {
        let visit = movement.visit;
        let Some(holder) = self.holder(space) else {
            return self.report(movement.at, Fault::NoSuchSpace { visit, space });
        };
        let before = holder.replace(visit);
        if let Some(other) = before {
            self.report(movement.at, Fault::SpaceInUse { visit, space, holder: other.id });
        }
        if matches!(movement.kind, MovementKind::Left { .. }) {
            self.report(movement.at, Fault::LeftWithSpace { visit, space });
        }
    }

    fn holder(&mut self, space: Space) -> Option<&mut Option<Visit>> {
        if self.most[space.place.index()].is_some_and(|most| space.number >= most) {
            return None;
        }
        let holders = &mut self.holders[space.place.index()];
        let number = space.number as usize;
        if number >= holders.len() {
            holders.resize(number + 1, None);
        }
        Some(&mut holders[number])
    }

    fn check_counts(&mut self, at: Instant) {
        let count = |number: usize, of: &dyn Fn(&super::Present) -> Option<PlaceId>| {
            self.census.visits().filter(|present| of(present) == Some(PlaceId::new(number))).count() as u32
        };
        let wrong = (0..self.most.len()).filter(|&number| {
            let place = self.census.places[number];
            let care_visits = self.census.who_is_in(PlaceId::new(number));
            place.occupied != count(number, &|present| present.space.map(|space| space.place))
                || place.care_visits != care_visits.map(|it| u32::from(it.care_visits)).sum::<u32>()
                || place.queue != count(number, &super::Present::queues_for)
                || place.parked != count(number, &super::Present::parked_at)
        });
        for number in wrong.collect::<Vec<_>>() {
            self.report(at, Fault::Miscounted(PlaceId::new(number)));
        }
    }
}

impl Sink for CheckedCensus {
    fn movement(&mut self, movement: &Movement) {
        self.takes(movement);
    }

    fn opening(&mut self, opening: &Opening) {
        self.check_time(opening.at);
        let most = &mut self.most[opening.place.index()];
        *most = most.zip(opening.spaces).map(|(most, now)| most.max(now));
        self.census.opening(opening);
    }

    fn finish(&mut self, at: Instant) {
        self.check_time(at);
        self.check_counts(at);
        self.census.finish(at);
    }
}
