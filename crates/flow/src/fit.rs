//! Fitting a visit into a space: where it matters which space of a place it gets.

use std::cell::Cell;

use engine::Phase;
use hospital::{Guest, Penalty, PlaceId, Sink, Space, SpaceHolds, SpaceRules, SpacesNow};
use quantity::{Duration, Instant};

use crate::plan::Plan;
use crate::pool::DirtySpace;
use crate::visit::VisitState;
use crate::world::{Event, Events, LeftSpace, World};

/// A place whose spaces have rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct House {
    now: SpacesNow,
    /// What was chosen last, for whom, since `now` has changed.
    chosen: Cell<Option<Chosen>>,
    /// By number: the slot of whoever is in the space, where somebody is.
    pub slots: Vec<u32>,
    /// Whether patients come from other beds at this hour.
    pub takes_transfers: bool,
}

/// Which space somebody would get, and its points.
#[derive(Clone, Copy, Debug)]
struct Chosen {
    guest: Guest,
    is_outlier: bool,
    spaces: u32,
    best: Option<(u32, u32)>,
}

impl House {
    /// How its spaces are used.
    pub fn now(&self) -> &SpacesNow {
        &self.now
    }

    /// The same, to be changed.
    pub fn now_mut(&mut self) -> &mut SpacesNow {
        self.rules_change();
        &mut self.now
    }

    /// Other rules may hold from now on.
    pub fn rules_change(&mut self) {
        self.chosen.set(None);
    }

    /// Which space somebody gets. A visit asks whether one suits it before it takes it: the second time it is known.
    fn choose(&self, rules: &SpaceRules, spaces: u32, guest: Guest, is_outlier: bool) -> Option<(u32, u32)> {
        if let Some(it) = self.chosen.get()
            && (it.guest, it.is_outlier, it.spaces) == (guest, is_outlier, spaces)
        {
            return it.best;
        }
        let best = rules.choose(&self.now, spaces, guest, is_outlier);
        self.chosen.set(Some(Chosen { guest, is_outlier, spaces, best }));
        best
    }
}

/// Rules that say nothing: of a place that has others while some switch is on.
static NO_RULES: SpaceRules = SpaceRules {
    bays: Vec::new(),
    side_rooms: 0,
    keep_apart: Vec::new(),
    isolate: None,
    near_station: 0,
    needs_near: None,
    outliers: Penalty::Points(0),
    outlier_time: None,
    transfers: None,
    cleaned_by: None,
    deep_clean: None,
};

/// The rules of a place's spaces, if it ever has any.
pub(crate) fn rules(plan: &Plan, place: PlaceId) -> Option<&SpaceRules> {
    let its = plan.hospital.places[place.index()].space_rules.as_deref();
    plan.place(place).has_space_rules.then(|| its.unwrap_or(&NO_RULES))
}

/// How long a visit's activity takes where it is.
#[inline(never)]
pub(crate) fn lasts_here(plan: &Plan, visit: &VisitState) -> Duration {
    longer_by(plan, visit).map_or(visit.left, |factor| scaled(visit.left, factor))
}

/// The factor by which a visit's activity lasts longer where it is an outlier.
pub(crate) fn longer_by(plan: &Plan, visit: &VisitState) -> Option<f64> {
    let place = &plan.hospital.places[visit.space?.place.index()];
    let factor = place.space_rules.as_ref()?.outlier_time?;
    let is_outlier = !place.belongs(visit.traits) && plan.activity(visit.activity).places.is_some();
    is_outlier.then_some(factor)
}

/// A length times a factor, to the nearest millisecond.
pub(crate) fn scaled(length: Duration, factor: f64) -> Duration {
    Duration::from_millis((length.millis() as f64 * factor).round() as i64)
}

impl<S: Sink> World<'_, S> {
    /// Empties all spaces that have rules.
    pub fn open_houses(&mut self, now: Instant, calendar: &mut Events) {
        self.houses.clear();
        if self.plan.has_space_rules {
            self.houses.resize(self.plan.places.len(), House::default());
            for place in self.plan.hospital.place_ids() {
                self.transfers_change(now, place, calendar);
            }
        }
    }

    /// Hours in which a place takes transfers begin or end.
    pub fn transfers_change(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let rules = rules(self.plan, place);
        let Some(transfers) = rules.and_then(|rules| rules.transfers.as_ref()) else {
            self.houses[place.index()].takes_transfers = true;
            return;
        };
        let of_week = self.plan.hospital.clock.of_week(now);
        self.houses[place.index()].takes_transfers = transfers.hours.hold_at(of_week);
        if let Some(wait) = transfers.hours.until_they_change(of_week) {
            calendar.schedule(now + wait, Phase::Release, Event::TransfersChange { place });
        }
        self.mark(place.index());
    }

    fn guest(&self, slot: u32) -> Guest {
        Guest { traits: self.visits[slot as usize].traits, is_sick: self.is_sick(slot) }
    }

    /// Whether a visit may have some free space of a place, which has one.
    #[inline]
    pub fn suits(&self, place: PlaceId, slot: u32) -> bool {
        !self.plan.place(place).has_space_rules || self.best_space(place, slot).is_some()
    }

    /// What the best free space of a place costs a visit; nothing where there are no rules.
    pub fn points(&self, place: PlaceId, slot: u32) -> u32 {
        if !self.plan.place(place).has_space_rules {
            return 0;
        }
        self.best_space(place, slot).map_or(u32::MAX, |(_, points)| points)
    }

    #[inline(never)]
    fn best_space(&self, place: PlaceId, slot: u32) -> Option<(u32, u32)> {
        let rules = rules(self.plan, place)?;
        if !self.may_come_now(rules, place, slot) {
            return None;
        }
        let (open, is_outlier) = (self.pools[place.index()].open, self.is_outlier(place, slot));
        self.houses[place.index()].choose(rules, open, self.guest(slot), is_outlier)
    }

    /// Whether it is an hour at which the visit may come: a transfer is not for the night.
    fn may_come_now(&self, rules: &SpaceRules, place: PlaceId, slot: u32) -> bool {
        if self.houses[place.index()].takes_transfers {
            return true;
        }
        let visit = &self.visits[slot as usize];
        let has_bed = visit.space.is_some_and(|space| {
            space.place != place && self.plan.hospital.places[space.place.index()].kind.has_beds()
        });
        !has_bed || rules.comes_at_any_hour(visit.traits)
    }

    fn is_outlier(&self, place: PlaceId, slot: u32) -> bool {
        !self.plan.hospital.places[place.index()].belongs(self.visits[slot as usize].traits)
    }

    /// Whether a visit may have a space that somebody would leave for it.
    pub fn may_take(&self, space: Space, slot: u32) -> bool {
        let Some(rules) = rules(self.plan, space.place) else { return true };
        let mut now = self.houses[space.place.index()].now.clone();
        now.set(space.number, SpaceHolds::Nobody);
        let is_outlier = self.is_outlier(space.place, slot);
        let penalty = rules.penalty(&now, space.number, self.guest(slot), is_outlier);
        penalty != Penalty::Never && self.may_come_now(rules, space.place, slot)
    }

    /// Takes the best free space of a place for a visit; says its number.
    pub fn take_by_rules(&mut self, place: PlaceId, slot: u32) -> u32 {
        let (number, _) = self.best_space(place, slot).expect("it was asked whether a space suits");
        self.is_taken_by_rules(Space { place, number }, slot);
        number
    }

    /// A visit has a space now.
    pub fn is_taken_by_rules(&mut self, space: Space, slot: u32) {
        if self.plan.place(space.place).has_space_rules {
            let guest = self.guest(slot);
            let house = &mut self.houses[space.place.index()];
            house.now_mut().set(space.number, SpaceHolds::Guest(guest));
            if house.slots.len() <= space.number as usize {
                house.slots.resize(space.number as usize + 1, 0);
            }
            house.slots[space.number as usize] = slot;
            self.is_to_be_looked_at(space.place, slot);
        }
    }

    /// A visit has left a space, which is made ready again.
    #[inline(never)]
    pub fn is_left_by_rules(&mut self, now: Instant, slot: u32, left: LeftSpace, calendar: &mut Events) {
        let LeftSpace { space, entered_by, need } = left;
        let place = self.plan.place(space.place);
        let rules = rules(self.plan, space.place).expect("this is asked only of places with rules");
        let needs_more = rules.must_be_alone(self.guest(slot));
        let deep = place.deep_clean.as_ref().filter(|_| needs_more);
        let index = space.place.index();
        if let Some(turnaround) = deep.or(place.turnaround.as_ref()) {
            let word = crate::chance::keeping(&self.streams, &self.visits[slot as usize], entered_by)[1];
            self.houses[index].now_mut().set(space.number, SpaceHolds::NotReady);
            self.pools[index].cleaning += u32::from(need);
            self.is_dirty(now, DirtySpace { space, need, lasts: turnaround.draw(word) }, calendar);
        } else {
            self.houses[index].now_mut().set(space.number, SpaceHolds::Nobody);
        }
        self.closed_space_is_left(now, space.place);
        self.mark(index);
    }

    /// A space is not ready as the run starts.
    pub fn is_emptied_by_rules(&mut self, space: Space) {
        if self.plan.place(space.place).has_space_rules {
            self.houses[space.place.index()].now_mut().set(space.number, SpaceHolds::NotReady);
        }
    }

    /// A space is ready again.
    pub fn is_ready_by_rules(&mut self, space: Space) {
        self.houses[space.place.index()].now_mut().set(space.number, SpaceHolds::Nobody);
        self.is_cleaned(space);
    }
}
