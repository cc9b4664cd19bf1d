//! A fold that watches over one run: what it is told must be possible, and nobody may wait for what is free.
//!
//! Where the census counts as it goes, this counts anew from what each visit said last.

use std::collections::BTreeMap;

use hospital::{
    ActivityId, Capacity, CheckedCensus, ExitKind, Hospital, Leaving, Log, Movement, MovementKind, On,
    Opening, Part, Place, PlaceId, Present, Sickness, Sink, Space, Staffing, Turned, Variant, VisitId,
    WhenFull,
};
use quantity::{Duration, Instant};

use super::sick::Sick;
use super::staffed::Staffed;
use super::waiting::{may_queue, resources, waits_for};

/// Movements, beyond which a run does not come to an end: for each visit, and besides.
const MOST_FOR_A_VISIT: usize = 5_000;
const MOST: usize = 50_000;

/// What a visit has and how it got it.
#[derive(Clone, Copy)]
struct Held {
    space: Option<Space>,
    entered_by: Option<ActivityId>,
}

pub struct Watch<'h> {
    hospital: &'h Hospital,
    census: CheckedCensus,
    held: BTreeMap<VisitId, Held>,
    spaces: BTreeMap<(usize, u32), VisitId>,
    pub log: Log,
    arrived: usize,
    left: usize,
    movements: usize,
    /// Whether circles of waiting may be resolved: then visits change places whatever the doors say.
    pub may_swap: bool,
    /// The hospital with the switches that are on.
    hospital_now: Hospital,
    on: On,
    /// Who had which space at the start, or when a switch was turned: whatever the rules say, they may stay there.
    settled: BTreeMap<VisitId, Space>,
    has_started: bool,
    /// What is told of before this time is a part only of what happened: nothing is concluded from what is not there.
    pub from: Instant,
    pub faults: Vec<String>,
    sick: Sick,
    staffed: Staffed,
    now: Instant,
}

impl<'h> Watch<'h> {
    pub fn new(hospital: &'h Hospital) -> Self {
        Self {
            hospital,
            census: CheckedCensus::new(hospital),
            held: BTreeMap::new(),
            spaces: BTreeMap::new(),
            log: Log::default(),
            arrived: 0,
            left: 0,
            movements: 0,
            may_swap: false,
            hospital_now: hospital.clone(),
            on: On::NONE,
            settled: BTreeMap::new(),
            has_started: false,
            from: Instant::from_millis(i64::MIN),
            faults: Vec::new(),
            sick: Sick::default(),
            staffed: Staffed::default(),
            now: Instant::from_millis(i64::MIN),
        }
    }

    fn fault(&mut self, what: &str) {
        if self.faults.len() < 5 {
            self.faults.push(format!("at {}: {what}", self.now.millis()));
        }
    }

    /// Everything that cannot be, in words.
    pub fn verdict(mut self, was_stopped: bool) -> (Log, Vec<String>) {
        let under_way = self.census.census().visits().count();
        if self.arrived != self.left + under_way || under_way != self.held.len() {
            self.fault(&format!("{} arrived, {} left, {under_way} are under way", self.arrived, self.left));
        }
        if !was_stopped {
            self.moment();
        }
        let found = self.census.found().iter().take(5).map(ToString::to_string);
        (self.log, found.chain(self.faults).collect())
    }

    /// Everything at a time has happened: the census must be right, and nobody waits for what is free.
    fn moment(&mut self) {
        if self.now < self.from {
            return;
        }
        let mut faults = Vec::new();
        let census = self.census.census();
        faults.extend(self.staffed.faults(&self.hospital_now, census, self.now));
        for place in self.hospital.place_ids() {
            let plan = &self.hospital.places[place.index()];
            let occupied = self.spaces.keys().filter(|(of, _)| *of == place.index()).count() as u32;
            let recounted =
                self.held.values().filter(|held| held.space.is_some_and(|it| it.place == place)).count();
            let holding = census.place(place);
            if holding.occupied != occupied || recounted != occupied as usize {
                faults.push(format!(
                    "{}: the census counts {}, {occupied} are there",
                    plan.name, holding.occupied
                ));
            }
            let in_use = holding.care_visits;
            // Who changes places in a circle of waiting comes in with all that it needs.
            let may_be_more = self.may_swap && plan.each.is_some();
            let versions = self.versions(place);
            if let Capacity::Always(spaces) = plan.capacity
                && versions.len() == 1
                && in_use > spaces
                && !may_be_more
            {
                faults.push(format!("{}: {in_use} in {spaces} spaces", plan.name));
            }
            let waits = |it: &&Present| waits_for(it, place);
            let is_free = {
                let need = plan.each.map_or(1, |each| u32::from(each.first));
                holding.spaces.is_none_or(|spaces| in_use + need <= spaces) && !holding.closed
            };
            let has_rules = versions.iter().any(|it| {
                !it.limits.is_empty()
                    || it.turnaround.is_some()
                    || it.enter_hours.is_some()
                    || it.space_rules.is_some()
                    || diverts(it)
            });
            if is_free
                && !has_rules
                && let Some(waiting) = census.visits().find(waits)
            {
                faults.push(format!("{}: waits beside a free space: {waiting:?}", plan.name));
            }
            if versions.len() == 1 {
                faults.extend(self.over_limits(place, plan));
            }
            if !self.may_swap {
                let now = &self.hospital_now.places[place.index()];
                let is_settled = |it: &Present| {
                    it.space.is_some_and(|space| self.settled.get(&it.visit.id) == Some(&space))
                };
                faults.extend(super::rooms::faults(
                    (now, &versions, &self.hospital.infections),
                    census,
                    place,
                    (self.now, &is_settled),
                ));
            }
        }
        faults.extend(resources(self.hospital, self.census.census()));
        for fault in faults {
            self.fault(&fault);
        }
    }

    /// A place as it is, and as switches make it.
    fn versions(&self, place: PlaceId) -> Vec<&'h Place> {
        let altered = self.hospital.switches.variants.iter().filter_map(|variant| match &variant.part {
            Part::Place(id, it) if *id == place => Some(it),
            Part::Place(..)
            | Part::Resource(..)
            | Part::Arrivals(..)
            | Part::Activity(..)
            | Part::Attribute(..) => None,
        });
        std::iter::once(&self.hospital.places[place.index()]).chain(altered).collect()
    }

    fn over_limits(&self, place: PlaceId, plan: &Place) -> Vec<String> {
        let mut faults = Vec::new();
        let census = self.census.census();
        let holding = census.place(place);
        for &(activity, most) in &plan.limits {
            let is_limited = |held: &&Held| {
                held.entered_by == Some(activity) && held.space.is_some_and(|space| space.place == place)
            };
            let number = self.held.values().filter(is_limited).count();
            if number > most as usize {
                faults.push(format!("{}: {number} for activity {} of {most}", plan.name, activity.index()));
            }
        }
        // Who waits and has other preferences from now on joins queues whatever their limits.
        let chooses = |it: &Variant| matches!(it.part, Part::Activity(..));
        if let Some(limit) = plan.queue.limit
            && !self.hospital.switches.variants.iter().any(chooses)
            && plan.parking.is_none()
            && plan.queue.preempt.is_none()
            && !diverts(plan)
            && holding.queue > limit
        {
            faults.push(format!("{}: {} queue, {limit} may", plan.name, holding.queue));
        }
        if let Some(parking) = &plan.parking {
            if parking.limit.is_some_and(|limit| holding.parked > limit) {
                faults.push(format!("{}: {} are parked", plan.name, holding.parked));
            }
            // Who queues in several places is counted in the first only, so this counts whoever may queue here.
            let queue = census.visits().filter(|it| may_queue(&self.hospital_now, it, place)).count();
            if holding.parked > 0 && holding.occupied as usize + queue < parking.when_present as usize {
                faults.push(format!("{}: {} are parked and need not be", plan.name, holding.parked));
            }
        }
        faults
    }

    /// Whoever has a space may stay there.
    fn settle(&mut self) {
        let held = self.held.iter();
        self.settled = held.filter_map(|(&id, held)| Some((id, held.space?))).collect();
    }

    /// What was found when counting began need not be as the rules say.
    fn starts_at(&mut self, at: Instant) {
        if !self.has_started && at >= self.from {
            self.has_started = true;
            self.settle();
        }
    }

    fn changes_space(&mut self, movement: &Movement) {
        let id = movement.visit.id;
        let before = self.held.get(&id).copied().unwrap_or(Held { space: None, entered_by: None });
        if before.space == movement.space {
            return;
        }
        self.settled.remove(&id);
        if let Some(space) = before.space {
            self.spaces.remove(&(space.place.index(), space.number));
        }
        if let Some(space) = movement.space {
            if let Some(other) = self.spaces.insert((space.place.index(), space.number), id) {
                self.fault(&format!("{space:?} of {other:?} is taken by {id:?}"));
            }
            self.check_entry(space.place);
        }
        let entered_by = match movement.kind {
            MovementKind::Waits { activity, .. }
            | MovementKind::Moved { activity }
            | MovementKind::Begins { activity } => Some(activity),
            MovementKind::Arrived { .. }
            | MovementKind::Placed
            | MovementKind::Parked { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave
            | MovementKind::NeedsFewer { .. }
            | MovementKind::Left { .. } => None,
        };
        self.held.insert(id, Held { space: movement.space, entered_by });
    }

    fn check_entry(&mut self, place: PlaceId) {
        let plan = &self.hospital.places[place.index()];
        if self.may_swap || self.now < self.from {
            return;
        }
        if self.census.census().place(place).closed {
            self.fault(&format!("{} is closed and someone comes in", plan.name));
        }
        if let Some(hours) = &plan.enter_hours
            && self.versions(place).len() == 1
            // What is due in the very moment in which the doors close may come before they do.
            && ![Duration::ZERO, Duration::MILLISECOND].iter().any(|&ago| {
                hours.hold_at(self.hospital.clock.of_week(self.now - ago))
            })
        {
            self.fault(&format!("{} is shut at this hour and someone comes in", plan.name));
        }
    }

    fn check_leaving(&mut self, movement: &Movement) {
        let MovementKind::Left { exit } = movement.kind else { return };
        let kind = self.hospital.exits[exit.index()].kind;
        let had = self.held.get(&movement.visit.id).and_then(|held| held.space);
        if let Some(space) = had
            && matches!(kind, ExitKind::Discharged | ExitKind::Elsewhere)
            && self.versions(space.place).len() == 1
            && let Leaving::Within(hours) = &self.hospital.places[space.place.index()].leaving
            && !hours.hold_at(self.hospital.clock.of_week(movement.at))
        {
            self.fault(&format!("{:?} goes home at an hour at which nobody does", movement.visit));
        }
    }
}

/// Whether it keeps spaces free and sends visits elsewhere.
fn diverts(place: &Place) -> bool {
    matches!(place.when_full, WhenFull::Divert { .. })
}

impl Sink for Watch<'_> {
    fn movement(&mut self, movement: &Movement) {
        if movement.at > self.now && self.movements > 0 {
            self.moment();
        }
        self.now = movement.at;
        self.starts_at(movement.at);
        self.movements += 1;
        self.arrived += usize::from(matches!(movement.kind, MovementKind::Arrived { .. }));
        assert!(self.movements <= MOST + MOST_FOR_A_VISIT * self.arrived, "the run does not come to an end");
        self.check_leaving(movement);
        self.changes_space(movement);
        if matches!(movement.kind, MovementKind::Arrived { .. }) {
            self.held.insert(movement.visit.id, Held { space: movement.space, entered_by: None });
        }
        if matches!(movement.kind, MovementKind::Left { .. }) {
            self.left += 1;
            self.held.remove(&movement.visit.id);
        }
        self.census.movement(movement);
        self.log.movement(movement);
    }

    fn sickness(&mut self, told: &Sickness) {
        let place_of = |visit| self.held.get(&visit).and_then(|held| held.space).map(|space| space.place);
        if let Some(fault) = self.sick.hears(told, place_of) {
            self.fault(&fault);
        }
    }

    fn staffing(&mut self, told: &Staffing) {
        if told.at > self.now && self.movements > 0 {
            self.moment();
        }
        self.now = told.at;
        if let Some(fault) = self.staffed.hears(told, self.hospital) {
            self.fault(&fault);
        }
    }

    fn opening(&mut self, opening: &Opening) {
        if opening.at > self.now && self.movements > 0 {
            self.moment();
        }
        self.now = opening.at;
        self.starts_at(opening.at);
        self.census.opening(opening);
        self.log.opening(opening);
    }

    fn turned(&mut self, turned: &Turned) {
        if turned.at > self.now && self.movements > 0 {
            self.moment();
        }
        self.now = turned.at;
        self.on = self.on.set(turned.switch, turned.on);
        self.hospital_now = self.hospital.with(self.on);
        self.settle();
    }

    fn finish(&mut self, at: Instant) {
        self.census.finish(at);
    }
}
