//! An outbreak: staff who fall ill, what is closed and opened, who may not leave, and when it is over.

use engine::Phase;
use hospital::{Closes, InfectionId, MovementKind, PlaceId, SicknessKind, Sink, SpaceHolds};
use quantity::{Instant, unit_open};

use crate::chance;
use crate::health::{Health, Stage, goes_on};
use crate::plan::ONE;
use crate::pool::Ticket;
use crate::spread::Patient;
use crate::visit::Doing;
use crate::world::{Events, World};

/// A bug in a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ward {
    /// How many outbreaks there were before.
    pub nth: u32,
    /// Whether somebody has it, or something is closed because of it.
    pub under_way: bool,
    pub first_ill: Option<Instant>,
    pub staff: Vec<Member>,
    /// What is closed by itself: the whole place, or each room.
    pub units: Vec<Unit>,
    /// Visits that would have left, and stay until the doors open.
    pub kept_in: Vec<Ticket>,
}

/// A member of staff.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub health: Health,
    /// Until when it stays away, once it is ill.
    pub off_until: Option<Instant>,
}

/// A place or a room that is closed by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unit {
    pub cases: u32,
    pub last_ill: Option<Instant>,
    pub is_closed: bool,
    /// When its cleaning is done.
    pub clean_at: Option<Instant>,
}

impl Ward {
    /// Somebody has fallen ill in a unit.
    pub fn falls_ill(&mut self, now: Instant, unit: usize) {
        self.first_ill.get_or_insert(now);
        if unit >= self.units.len() {
            self.units.resize(unit + 1, Unit::default());
        }
        let unit = &mut self.units[unit];
        unit.cases += 1;
        unit.last_ill = Some(now);
        unit.clean_at = None;
    }

    /// What of a whole staff at work passes it on.
    pub fn staff_load(&self, shedding_load: f64) -> f64 {
        let sheds = |it: &&Member| it.health.stage == Stage::Sheds && it.off_until.is_none();
        self.staff.iter().filter(sheds).count() as f64 * shedding_load / (self.staff.len() as f64).max(1.0)
    }
}

impl<S: Sink> World<'_, S> {
    /// Somebody has it: if nobody had, its staff are as the chance of this outbreak has it.
    pub fn outbreak_begins(&mut self, now: Instant, bug: InfectionId, ward: usize) {
        if self.bugs.wards[bug.index()][ward].under_way {
            return;
        }
        let infection = &self.plan.hospital.infections[bug.index()];
        let place = infection.places[ward];
        let nth = self.bugs.wards[bug.index()][ward].nth;
        let number = infection.staff.as_ref().map_or(0, |staff| staff.number);
        let member = |member| {
            let words = chance::staff_health(&self.streams, place, bug, nth, member);
            let resistance = self.plan.unit_gaps.draw(words[0]).millis() as f64 / ONE;
            Member { health: Health { resistance, words, ..Health::NOBODY }, off_until: None }
        };
        let staff = (0..number).map(member).collect();
        self.bugs.wards[bug.index()][ward] = Ward { nth: nth + 1, under_way: true, staff, ..Ward::default() };
        self.tell_sickness(now, bug, place, SicknessKind::Comes);
    }

    pub fn staff_go_through_stages(
        &mut self,
        now: Instant,
        bug: InfectionId,
        ward: usize,
        calendar: &mut Events,
    ) {
        let infection = &self.plan.hospital.infections[bug.index()];
        let Some(staff) = &infection.staff else { return };
        let place = infection.places[ward];
        for index in 0..self.bugs.wards[bug.index()][ward].staff.len() {
            let plan = &self.plan.bugs[bug.index()];
            let it = &mut self.bugs.wards[bug.index()][ward];
            let member = &mut it.staff[index];
            let mut fell_ill = false;
            while member.health.has_it() && member.health.until <= now {
                fell_ill |= member.health.stage == Stage::Incubates;
                goes_on(&mut member.health, plan);
                if member.health.stage == Stage::Ill {
                    member.off_until = Some(member.health.until + staff.off_after);
                }
            }
            let is_back = member.off_until.is_some_and(|until| until <= now);
            if is_back {
                member.off_until = None;
            }
            if fell_ill {
                it.first_ill.get_or_insert(now);
                if self.closes_whole(bug) {
                    self.bugs.wards[bug.index()][ward].falls_ill(now, 0);
                }
                self.tell_sickness(now, bug, place, SicknessKind::StaffFallsIll);
                self.staff_change(now, staff.resource, 1, calendar);
            }
            if is_back {
                self.tell_sickness(now, bug, place, SicknessKind::StaffIsBack);
                self.staff_change(now, staff.resource, -1, calendar);
            }
        }
    }

    /// So many more units of a resource are away.
    fn staff_change(
        &mut self,
        now: Instant,
        resource: Option<hospital::ResourceId>,
        more: i32,
        calendar: &mut Events,
    ) {
        let Some(resource) = resource else { return };
        let pool = self.plan.hospital.places.len() + resource.index();
        self.pools[pool].away = self.pools[pool].away.saturating_add_signed(more);
        let open = self.rostered(now, pool);
        self.set_capacity(now, pool, open, calendar);
    }

    pub fn staff_are_exposed(&mut self, now: Instant, bug: InfectionId, ward: usize, exposure: f64) {
        let plan = &self.plan.bugs[bug.index()];
        for member in &mut self.bugs.wards[bug.index()][ward].staff {
            if member.health.stage == Stage::Well && member.off_until.is_none() {
                member.health.resistance -= exposure;
                if member.health.resistance <= 0.0 {
                    member.health.stage = Stage::Incubates;
                    member.health.until = now + plan.incubation.draw(member.health.words[1]);
                }
            }
        }
    }

    /// Closes what is to be closed, and opens what is clear and clean.
    pub fn closes_and_opens(
        &mut self,
        now: Instant,
        bug: InfectionId,
        ward: usize,
        patients: &[Patient],
        calendar: &mut Events,
    ) {
        let infection = &self.plan.hospital.infections[bug.index()];
        let Some(closing) = &infection.closing else { return };
        let place = infection.places[ward];
        let whole = self.closes_whole(bug);
        let mut opened = false;
        for index in 0..self.bugs.wards[bug.index()][ward].units.len() {
            let is_ill = |it: &&Patient| {
                self.bugs.health[bug.index()][it.slot as usize].stage == Stage::Ill
                    && (whole || it.room as usize == index)
            };
            let ill = patients.iter().any(|it| is_ill(&it));
            let it = &self.bugs.wards[bug.index()][ward];
            let mut unit = it.units[index];
            let is_time = it.first_ill.is_some_and(|first| now >= first + closing.not_before);
            let is_clear = !ill && unit.last_ill.is_none_or(|last| now >= last + closing.clear);
            if !unit.is_closed && unit.cases >= closing.cases && is_time && !is_clear {
                unit.is_closed = true;
                self.shut(now, place, index, whole);
            } else if unit.is_closed && is_clear {
                let clean_at = *unit.clean_at.get_or_insert(now + closing.cleaning);
                if clean_at <= now {
                    (unit.is_closed, unit.cases, unit.clean_at) = (false, 0, None);
                    opened = true;
                    self.unshut(now, bug, place, index);
                }
            } else {
                unit.clean_at = None;
            }
            self.bugs.wards[bug.index()][ward].units[index] = unit;
        }
        self.tell_closed(now, bug, ward);
        if opened {
            self.lets_go(now, bug, ward, calendar);
        }
    }

    fn shut(&mut self, now: Instant, place: PlaceId, unit: usize, whole: bool) {
        if whole {
            return self.closes(now, place);
        }
        let rooms = &mut self.houses[place.index()].now_mut().closed_rooms;
        if unit >= rooms.len() {
            rooms.resize(unit + 1, false);
        }
        rooms[unit] = true;
    }

    fn unshut(&mut self, now: Instant, bug: InfectionId, place: PlaceId, unit: usize) {
        if self.closes_whole(bug) {
            return self.opens(now, place);
        }
        let others = self.plan.hospital.infections.iter().zip(&self.bugs.wards).enumerate();
        let mut others = others.filter(|&(other, _)| other != bug.index()).map(|(_, it)| it);
        let keeps_closed = others.any(|(infection, wards)| {
            let closes_rooms = infection.closing.as_ref().is_some_and(|it| it.what == Closes::Room);
            let ward = infection.places.iter().position(|&it| it == place);
            let unit = ward.and_then(|ward| wards[ward].units.get(unit));
            closes_rooms && unit.is_some_and(|unit| unit.is_closed)
        });
        self.houses[place.index()].now_mut().closed_rooms[unit] = keeps_closed;
        self.mark(place.index());
    }

    /// Tells how many spaces are closed because of a bug and stand empty.
    pub fn tell_closed(&mut self, now: Instant, bug: InfectionId, ward: usize) {
        let place = self.plan.hospital.infections[bug.index()].places[ward];
        let whole = self.closes_whole(bug);
        let it = &self.bugs.wards[bug.index()][ward];
        let any = it.units.iter().any(|unit| unit.is_closed);
        let pool = &self.pools[place.index()];
        let [spaces, empty] = if !any {
            [0, 0]
        } else if whole {
            [pool.open, pool.open.saturating_sub(pool.in_use)]
        } else {
            self.in_closed_rooms(place, &it.units)
        };
        let kind = SicknessKind::Closed { spaces, empty, whole: any && whole };
        self.tell_sickness(now, bug, place, kind);
    }

    /// Spaces in closed rooms, and those of them that nobody is in.
    fn in_closed_rooms(&self, place: PlaceId, units: &[Unit]) -> [u32; 2] {
        let rules = crate::fit::rules(self.plan, place).expect("places with bugs have rules");
        let holds = self.houses[place.index()].now();
        let closed = rules
            .rooms(self.pools[place.index()].open.max(rules.spaces_in_rooms()))
            .filter(|room| units.get(room.number as usize).is_some_and(|unit| unit.is_closed));
        let is_empty = |number: &u32| !matches!(holds.holds(*number), SpaceHolds::Guest(_));
        closed.fold([0, 0], |[spaces, empty], room| {
            let its_empty = (room.from..room.until).filter(is_empty).count() as u32;
            [spaces + room.until - room.from, empty + its_empty]
        })
    }

    /// A visit has left a space of a place: more may stand empty.
    pub fn closed_space_is_left(&mut self, now: Instant, place: PlaceId) {
        for (index, plan) in self.plan.bugs.iter().enumerate() {
            let Some(ward) = plan.ward(place) else { continue };
            if self.bugs.wards[index][ward].units.iter().any(|unit| unit.is_closed) {
                self.tell_closed(now, InfectionId::new(index), ward);
            }
        }
    }

    /// Whether a visit that would leave the hospital stays: until it is well again, or until its doors open.
    pub fn is_kept_in(&mut self, now: Instant, slot: u32, calendar: &mut Events) -> bool {
        let Some(space) = self.visits[slot as usize].space else { return false };
        if let Some(until) = self.stays_ill_until(now, slot) {
            self.visits[slot as usize].may_go = false;
            self.keep(now, slot, until, calendar);
            return true;
        }
        let Some((bug, ward)) = self.is_behind_closed_doors(space) else { return false };
        let closing = self.plan.hospital.infections[bug.index()].closing.as_ref();
        let leaving = closing.map_or(1.0, |closing| closing.leaving);
        let word = chance::carrying(&self.streams, self.visits[slot as usize].id, bug)[1];
        if unit_open(word) < leaving {
            return false;
        }
        let visit = &mut self.visits[slot as usize];
        // Afterwards it leaves in the hours in which people do.
        (visit.doing, visit.may_go) = (Doing::Kept, false);
        visit.stamp += 1;
        let activity = visit.activity;
        let ticket = self.ticket(slot);
        self.bugs.wards[bug.index()][ward].kept_in.push(ticket);
        self.tell(now, slot, MovementKind::Ended { activity });
        true
    }

    /// Until when a visit stays because it is ill, if it is.
    fn stays_ill_until(&self, now: Instant, slot: u32) -> Option<Instant> {
        let id = self.visits[slot as usize].id;
        let infections = self.plan.hospital.infections.iter().enumerate();
        let ill = infections.filter_map(|(index, infection)| {
            let health = self.bugs.health[index].get(slot as usize)?;
            let is_ill = health.who == Some(id) && health.stage == Stage::Ill && health.until > now;
            let word = || chance::carrying(&self.streams, id, InfectionId::new(index))[2];
            (is_ill && unit_open(word()) >= infection.ill_leave).then_some(health.until)
        });
        ill.max()
    }

    /// Those who waited for the doors to open go.
    fn lets_go(&mut self, now: Instant, bug: InfectionId, ward: usize, calendar: &mut Events) {
        let kept = std::mem::take(&mut self.bugs.wards[bug.index()][ward].kept_in);
        for ticket in kept {
            let space = self.visits[ticket.slot as usize].space;
            if !self.still(ticket, Doing::Kept) {
            } else if space.is_some_and(|space| self.is_behind_closed_doors(space).is_some()) {
                self.bugs.wards[bug.index()][ward].kept_in.push(ticket);
            } else {
                // On an event of its own: the places are not looked at while somebody still goes through them.
                let event = crate::world::Event::KeepEnds(ticket);
                calendar.schedule(now, Phase::Release, event);
            }
        }
    }

    /// It is over when nobody has it and nothing is closed.
    pub fn may_be_over(&mut self, now: Instant, bug: InfectionId, ward: usize, patients: &[Patient]) {
        let place = self.plan.hospital.infections[bug.index()].places[ward];
        let health = &self.bugs.health[bug.index()];
        let it = &self.bugs.wards[bug.index()][ward];
        let anybody = patients.iter().any(|it| health[it.slot as usize].has_it())
            || it.staff.iter().any(|member| member.health.has_it() || member.off_until.is_some())
            || it.units.iter().any(|unit| unit.is_closed);
        if it.under_way && !anybody {
            self.bugs.wards[bug.index()][ward].under_way = false;
            self.tell_sickness(now, bug, place, SicknessKind::IsOver);
        }
    }
}
