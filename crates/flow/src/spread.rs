//! Spreading: who catches a sickness bug, who falls ill, and who is well again.
//!
//! Every visit has a resistance that is drawn once, of mean one. It catches the bug when the rate at which it might, added up
//! over the time it was exposed, has reached its resistance (Sellke, "On the asymptotic distribution of the size of a
//! stochastic epidemic", 1983): who is unlucky in one option is unlucky in all, and the chances are those of the rate.

use engine::Phase;
use hospital::{
    Closes, Guest, Infection, InfectionId, PlaceId, Sickness, SicknessKind, Sink, Space, SpaceHolds,
};
use quantity::{Duration, Instant, unit_open};

use crate::chance;
use crate::health::{Health, Stage, Watched, goes_on};
use crate::outbreak::Ward;
use crate::plan::ONE;
use crate::world::{Event, Events, World};

/// Somebody in a space.
#[derive(Clone, Copy)]
pub(crate) struct Patient {
    pub slot: u32,
    pub number: u32,
    /// Which bay or side room.
    pub room: u32,
    /// How many spaces that has.
    pub room_spaces: u32,
}

impl<S: Sink> World<'_, S> {
    /// Nobody has anything, and everybody may catch it.
    pub fn open_bugs(&mut self, now: Instant, calendar: &mut Events) {
        let infections = &self.plan.hospital.infections;
        self.bugs.health.resize(infections.len(), Vec::new());
        self.bugs.health.iter_mut().for_each(Vec::clear);
        self.bugs.wards =
            infections.iter().map(|it| it.places.iter().map(|_| Ward::default()).collect()).collect();
        self.bugs.watched =
            infections.iter().map(|it| it.places.iter().map(|_| Watched::default()).collect()).collect();
        for (index, infection) in infections.iter().enumerate() {
            let bug = InfectionId::new(index);
            calendar.schedule(now, Phase::Late, Event::BugSpreads { bug });
            for ward in 0..infection.places.len() {
                self.schedule_coming(now, bug, ward as u16, 0, calendar);
                for &at in infection.comes.at.iter().filter(|&&at| at >= now) {
                    let event = Event::BugComes { bug, ward: ward as u16, nth: u32::MAX };
                    calendar.schedule(at, Phase::Late, event);
                }
            }
        }
    }

    fn schedule_coming(
        &mut self,
        now: Instant,
        bug: InfectionId,
        ward: u16,
        nth: u32,
        calendar: &mut Events,
    ) {
        let infection = &self.plan.hospital.infections[bug.index()];
        let most = infection.comes.by_month.iter().copied().fold(1.0, f64::max);
        let per_milli = infection.comes.per_day * most / Duration::DAY.millis() as f64;
        if per_milli > 0.0 {
            let word = chance::bug_comes(&self.streams, infection.places[ward as usize], bug, nth)[0];
            let gap = self.plan.unit_gaps.draw(word).millis() as f64 / ONE / per_milli;
            let at = now + Duration::from_millis(gap as i64);
            calendar.schedule(at, Phase::Late, Event::BugComes { bug, ward, nth });
        }
    }

    /// A bug comes into a place from outside: one of the patients there catches it, if one is there who can.
    pub fn bug_comes(&mut self, now: Instant, bug: InfectionId, ward: u16, nth: u32, calendar: &mut Events) {
        let infection = &self.plan.hospital.infections[bug.index()];
        let place = infection.places[ward as usize];
        let words = chance::bug_comes(&self.streams, place, bug, nth);
        if nth != u32::MAX {
            self.schedule_coming(now, bug, ward, nth.wrapping_add(1), calendar);
            let most = infection.comes.by_month.iter().copied().fold(1.0, f64::max);
            if unit_open(words[1]) * most >= self.season(now, infection) {
                return;
            }
        }
        let patients = self.patients(place);
        for it in &patients {
            self.is_seen(now, bug, it.slot);
        }
        let mut well: Vec<u32> = patients.iter().map(|it| it.slot).collect();
        well.retain(|&slot| self.bugs.health[bug.index()][slot as usize].stage == Stage::Well);
        well.sort_by_key(|&slot| self.visits[slot as usize].id);
        if !well.is_empty() {
            let slot = well[((u64::from(words[2]) * well.len() as u64) >> 32) as usize];
            self.catches(now, bug, ward as usize, slot);
        }
    }

    /// The weight of the month.
    fn season(&self, now: Instant, infection: &Infection) -> f64 {
        const LAST_DAYS: [usize; 12] = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
        let day = self.plan.hospital.clock.day_of_year(now);
        let month = LAST_DAYS.iter().position(|&last| day < last).unwrap_or(11);
        infection.comes.by_month.get(month).copied().unwrap_or(1.0)
    }

    /// Who is in a place, by the numbers of their spaces.
    pub fn patients(&self, place: PlaceId) -> Vec<Patient> {
        let house = &self.houses[place.index()];
        let rules = crate::fit::rules(self.plan, place).expect("places with bugs have rules");
        let spaces = self.pools[place.index()].open.max(house.now().spaces.len() as u32);
        let mut patients = Vec::new();
        for room in rules.rooms(spaces.max(rules.spaces_in_rooms())) {
            for number in room.from..room.until {
                if let SpaceHolds::Guest(_) = house.now().holds(number) {
                    let room_spaces = room.until - room.from;
                    let slot = house.slots[number as usize];
                    patients.push(Patient { slot, number, room: room.number, room_spaces });
                }
            }
        }
        patients
    }

    /// A visit is looked at for the first time: how resistant it is, and whether it brought the bug with it.
    fn is_seen(&mut self, now: Instant, bug: InfectionId, slot: u32) {
        let health = &mut self.bugs.health[bug.index()];
        if slot as usize >= health.len() {
            health.resize(slot as usize + 1, Health::NOBODY);
        }
        let id = self.visits[slot as usize].id;
        if health[slot as usize].who == Some(id) {
            return;
        }
        let words = chance::health(&self.streams, id, bug);
        let infection = &self.plan.hospital.infections[bug.index()];
        let carried = infection.comes.carried * self.season(now, infection);
        let brings = carried > 0.0 && unit_open(chance::carrying(&self.streams, id, bug)[0]) < carried;
        let resistance = self.plan.unit_gaps.draw(words[0]).millis() as f64 / ONE;
        // Whoever carries it has no resistance left: it falls at the first look.
        let resistance = if brings { 0.0 } else { resistance };
        self.bugs.health[bug.index()][slot as usize] =
            Health { who: Some(id), resistance, words, ..Health::NOBODY };
    }

    /// A patient catches it.
    fn catches(&mut self, now: Instant, bug: InfectionId, ward: usize, slot: u32) {
        let place = self.plan.hospital.infections[bug.index()].places[ward];
        self.outbreak_begins(now, bug, ward);
        let plan = &self.plan.bugs[bug.index()];
        let health = &mut self.bugs.health[bug.index()][slot as usize];
        health.stage = Stage::Incubates;
        health.until = now + plan.incubation.draw(health.words[1]);
        let visit = self.visits[slot as usize].named(slot);
        self.tell_sickness(now, bug, place, SicknessKind::PatientCatches(visit));
    }

    pub fn tell_sickness(&mut self, at: Instant, infection: InfectionId, place: PlaceId, kind: SicknessKind) {
        self.sink.sickness(&Sickness { at, place, infection, kind });
    }

    /// Works out, for all places of a bug, who is in which stage and who catches it until the next time.
    pub fn bug_spreads(&mut self, now: Instant, bug: InfectionId, calendar: &mut Events) {
        let infection = &self.plan.hospital.infections[bug.index()];
        calendar.schedule(now + infection.step, Phase::Late, Event::BugSpreads { bug });
        for (ward, &place) in infection.places.iter().enumerate() {
            let came = self.newcomers_have_it(now, bug, ward);
            let had = std::mem::take(&mut self.bugs.watched[bug.index()][ward].has_it);
            if came || had || self.bugs.wards[bug.index()][ward].under_way {
                let patients = self.patients(place);
                let any = patients.iter().any(|it| self.may_fall_ill(bug, it.slot));
                self.bugs.watched[bug.index()][ward].has_it = any;
                if any || self.bugs.wards[bug.index()][ward].under_way {
                    self.spreads_in(now, bug, ward, &patients, calendar);
                }
            }
        }
    }

    /// Whether a visit has a bug, or is about to catch it.
    fn may_fall_ill(&self, bug: InfectionId, slot: u32) -> bool {
        let health = &self.bugs.health[bug.index()][slot as usize];
        health.has_it() || (health.stage == Stage::Well && health.resistance <= 0.0)
    }

    /// Looks at those who have come into a place since the last time.
    fn newcomers_have_it(&mut self, now: Instant, bug: InfectionId, ward: usize) -> bool {
        let place = self.plan.hospital.infections[bug.index()].places[ward];
        let mut came = std::mem::take(&mut self.bugs.watched[bug.index()][ward].came);
        let mut any = false;
        for slot in came.drain(..) {
            if self.is_in(slot, place) {
                self.is_seen(now, bug, slot);
                any |= self.may_fall_ill(bug, slot);
            }
        }
        self.bugs.watched[bug.index()][ward].came = came;
        any
    }

    /// A visit has come into a place: the bugs of that place look at it next time.
    #[inline]
    pub fn is_to_be_looked_at(&mut self, place: PlaceId, slot: u32) {
        for (bug, watched) in self.plan.bugs.iter().zip(&mut self.bugs.watched) {
            if let Some(ward) = bug.ward(place) {
                watched[ward].came.push(slot);
            }
        }
    }

    fn spreads_in(
        &mut self,
        now: Instant,
        bug: InfectionId,
        ward: usize,
        patients: &[Patient],
        calendar: &mut Events,
    ) {
        let infection = &self.plan.hospital.infections[bug.index()];
        let place = infection.places[ward];
        for patient in patients {
            self.goes_through_stages(now, bug, ward, *patient);
        }
        self.staff_go_through_stages(now, bug, ward, calendar);
        let load_of = |health: &Health| match health.stage {
            Stage::Ill => 1.0,
            Stage::Sheds => infection.shedding_load,
            Stage::Well | Stage::Incubates | Stage::Immune => 0.0,
        };
        let loads: Vec<f64> =
            patients.iter().map(|it| load_of(&self.bugs.health[bug.index()][it.slot as usize])).collect();
        let all: f64 = loads.iter().sum();
        let rules = crate::fit::rules(self.plan, place).expect("places with bugs have rules");
        let spaces = self.pools[place.index()].open.max(rules.spaces_in_rooms()).max(1);
        let in_place = all / f64::from(spaces);
        let it = &self.bugs.wards[bug.index()][ward];
        let hygiene = match (infection.hygiene, it.first_ill) {
            (Some((after, left)), Some(first)) if now >= first + after => left,
            (Some(_) | None, _) => 1.0,
        };
        let days = infection.step.millis() as f64 / Duration::DAY.millis() as f64;
        let from_staff = it.staff_load(infection.shedding_load)
            * infection.staff.as_ref().map_or(0.0, |it| it.spread_per_day);
        for (index, patient) in patients.iter().enumerate() {
            let of_room = patients.iter().zip(&loads).filter(|(other, _)| other.room == patient.room);
            let in_room = of_room.map(|(_, load)| load).sum::<f64>() / f64::from(patient.room_spaces);
            let rate =
                infection.spread_per_day * (infection.in_bay * in_room + (1.0 - infection.in_bay) * in_place);
            let exposure = hygiene * (rate + from_staff) * days;
            let health = &mut self.bugs.health[bug.index()][patients[index].slot as usize];
            if health.stage == Stage::Well {
                health.resistance -= exposure;
                if health.resistance <= 0.0 {
                    self.catches(now, bug, ward, patient.slot);
                }
            }
        }
        if let Some(staff) = &infection.staff {
            let exposure = hygiene * staff.spread_per_day * in_place * days;
            self.staff_are_exposed(now, bug, ward, exposure);
        }
        self.closes_and_opens(now, bug, ward, patients, calendar);
        self.may_be_over(now, bug, ward, patients);
    }

    /// Whoever is due goes on to the next stage, or several.
    fn goes_through_stages(&mut self, now: Instant, bug: InfectionId, ward: usize, patient: Patient) {
        let place = self.plan.hospital.infections[bug.index()].places[ward];
        loop {
            let plan = &self.plan.bugs[bug.index()];
            let health = &mut self.bugs.health[bug.index()][patient.slot as usize];
            if !health.has_it() || health.until > now {
                return;
            }
            let fell_ill = health.stage == Stage::Incubates;
            goes_on(health, plan);
            if fell_ill {
                self.outbreak_begins(now, bug, ward);
                let whole = self.closes_whole(bug);
                let it = &mut self.bugs.wards[bug.index()][ward];
                it.falls_ill(now, if whole { 0 } else { patient.room as usize });
                let visit = self.visits[patient.slot as usize].named(patient.slot);
                self.tell_sickness(now, bug, place, SicknessKind::PatientFallsIll(visit));
                let traits = self.visits[patient.slot as usize].traits;
                let holds = SpaceHolds::Guest(Guest { traits, is_sick: true });
                self.houses[place.index()].now_mut().set(patient.number, holds);
            }
        }
    }

    pub fn closes_whole(&self, bug: InfectionId) -> bool {
        let closing = &self.plan.hospital.infections[bug.index()].closing;
        closing.as_ref().is_none_or(|closing| closing.what == Closes::Place)
    }

    /// Whether a visit is known to be ill with anything.
    pub fn is_sick(&self, slot: u32) -> bool {
        let id = self.visits[slot as usize].id;
        self.bugs
            .health
            .iter()
            .filter_map(|health| health.get(slot as usize))
            .any(|health| health.who == Some(id) && matches!(health.stage, Stage::Ill | Stage::Sheds))
    }

    /// Whether the space of a visit is closed because of a bug.
    pub fn is_behind_closed_doors(&self, space: Space) -> Option<(InfectionId, usize)> {
        for (index, plan) in self.plan.bugs.iter().enumerate() {
            let bug = InfectionId::new(index);
            let Some(ward) = plan.ward(space.place) else { continue };
            if self.bugs.wards[index][ward].units.iter().all(|unit| !unit.is_closed) {
                continue;
            }
            let unit = self.unit_of(bug, space);
            if self.bugs.wards[index][ward].units.get(unit).is_some_and(|unit| unit.is_closed) {
                return Some((bug, ward));
            }
        }
        None
    }

    pub fn unit_of(&self, bug: InfectionId, space: Space) -> usize {
        if self.closes_whole(bug) {
            return 0;
        }
        crate::fit::rules(self.plan, space.place).map_or(0, |rules| {
            rules.room_of(self.houses[space.place.index()].now(), space.number).number as usize
        })
    }
}
