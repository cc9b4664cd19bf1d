//! Staffing: who comes to work for a shift, and how many spaces of a place are open for that.
//!
//! Each member of a shift has words of chance of its own, keyed by the team and the beginning of the shift, so the same people are
//! away in every option. Whether somebody was away before is known by the time of day at which shifts begin: those who work
//! days and those who work nights are different people.

use engine::Phase;
use hospital::{Capacity, PlaceId, Roster, Shift, Sink, Staffing, StaffingKind, Team, TeamId, Works};
use quantity::{Duration, Instant, unit_open};

use crate::chance;
use crate::world::{Event, Events, World};

/// Staff at work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Staff {
    /// By team; empty where there are none.
    pub teams: Vec<AtWork>,
    /// By place: spaces that are not open for want of staff, as was told last.
    closed: Vec<u32>,
}

/// A team at work.
#[derive(Clone, Debug)]
pub(crate) struct AtWork {
    /// When the shift under way began.
    began: Instant,
    pub shift: Shift,
    /// How many spaces are open for each who is present in it.
    spaces_each: Option<u32>,
    /// Who worked when, by the time of day at which shifts begin.
    rotas: Vec<Rota>,
    /// The share that stays away in this period.
    pub absence: f64,
    /// Sums of patients and of staff present, looked at every hour, since the period began.
    pub patients: u64,
    pub present: u64,
}

/// Those whose shifts begin at a time of day.
#[derive(Clone, Debug)]
struct Rota {
    of_day: Duration,
    members: Vec<Member>,
}

/// Somebody in a shift.
#[derive(Clone, Copy, Debug)]
struct Member {
    /// Which shift was the last.
    last: Instant,
    is_absent: bool,
    /// Whether the agency fills its shift, should it be absent.
    may_be_covered: bool,
}

impl<S: Sink> World<'_, S> {
    /// Sets all teams to what they are at a time, before the places open, and writes their next shifts into the calendar.
    pub fn open_teams(&mut self, now: Instant, calendar: &mut Events) {
        let plan = self.plan;
        let team = |it: &Team| AtWork {
            began: Instant::MAX,
            shift: Shift::default(),
            spaces_each: None,
            rotas: Vec::new(),
            absence: it.absence.share,
            patients: 0,
            present: 0,
        };
        self.staff.teams = plan.hospital.teams.iter().map(team).collect();
        self.staff.closed = vec![0; plan.hospital.places.len()];
        for id in plan.hospital.team_ids() {
            self.comes_to_work(now, id);
            self.schedule_shift(now, id, calendar);
            self.schedule_look(now, id, calendar);
        }
    }

    /// The next shift of those who work in a place; units of a resource change with its roster.
    fn schedule_shift(&mut self, now: Instant, team: TeamId, calendar: &mut Events) {
        if let Works::At { roster, .. } = &self.plan.hospital.teams[team.index()].works
            && let Some(at) = roster.next_shift(now, self.plan.hospital.clock)
        {
            calendar.schedule(at, Phase::Release, Event::ShiftBegins { team });
        }
    }

    /// A shift of those who work in a place begins.
    pub fn shift_begins(&mut self, now: Instant, team: TeamId, calendar: &mut Events) {
        self.comes_to_work(now, team);
        self.schedule_shift(now, team, calendar);
        if let Some(place) = self.plan.hospital.teams[team.index()].place() {
            self.open_as_staffed(now, place, calendar);
        }
    }

    /// Whoever is to work in a pool at this time has come, or is away.
    pub fn staff_come_to(&mut self, now: Instant, pool: usize) {
        for team in self.plan.hospital.team_ids() {
            if self.pool_of(team) == pool {
                self.comes_to_work(now, team);
            }
        }
    }

    fn pool_of(&self, team: TeamId) -> usize {
        match self.plan.hospital.teams[team.index()].works {
            Works::At { place, .. } => place.index(),
            Works::As(resource) => self.plan.hospital.places.len() + resource.index(),
        }
    }

    /// Sees who of a team comes to the shift of this time, if that is not known yet.
    fn comes_to_work(&mut self, now: Instant, team: TeamId) {
        let hospital = &self.plan.hospital;
        let it = &hospital.teams[team.index()];
        let (roster, spaces_each) = match &it.works {
            Works::At { roster, spaces_each, .. } => (Some(roster), spaces_each.as_ref()),
            Works::As(_) => match &self.plan.pools[self.pool_of(team)].capacity {
                Capacity::Rostered(roster) => (Some(roster), None),
                Capacity::Always(_) | Capacity::Unlimited => (None, None),
            },
        };
        let before = self.staff.teams[team.index()].began;
        let known = before.min(now);
        // Units without a roster have one shift without end.
        let began = roster.map_or(known, |roster: &Roster| roster.shift_began(now, hospital.clock));
        let capacity = || self.plan.pools[self.pool_of(team)].capacity.at(now, hospital.clock);
        let planned = match (&it.works, roster) {
            (Works::At { .. }, Some(roster)) => roster.at(now, hospital.clock),
            (Works::At { .. } | Works::As(_), _) => capacity().unwrap_or(0),
        };
        let shift = self.shift_of(team, began, planned);
        let at_work = &mut self.staff.teams[team.index()];
        at_work.spaces_each = spaces_each.and_then(|each| each.at(began, hospital.clock));
        if (began, shift) != (before, at_work.shift) {
            (at_work.began, at_work.shift) = (began, shift);
            let begins = began == now && before != now;
            let kind = if begins { StaffingKind::ShiftBegins } else { StaffingKind::ShiftIs };
            self.sink.staffing(&Staffing { at: now, kind: kind(team, shift) });
        }
    }

    /// Who comes to a shift and who does not.
    fn shift_of(&mut self, team: TeamId, began: Instant, planned: u32) -> Shift {
        let it = &self.plan.hospital.teams[team.index()];
        let of_day = self.plan.hospital.clock.of_day(began);
        let at_work = &mut self.staff.teams[team.index()];
        let absence = hospital::Absence { share: at_work.absence, ..it.absence };
        let known = at_work.rotas.iter().position(|rota| rota.of_day == of_day);
        let rota = known.unwrap_or_else(|| {
            at_work.rotas.push(Rota { of_day, members: Vec::new() });
            at_work.rotas.len() - 1
        });
        let members = &mut at_work.rotas[rota].members;
        let covered_share = it.cover.map_or(0.0, |cover| cover.share);
        let mut shift = Shift { planned, ..Shift::default() };
        for number in 0..planned {
            let before = members.get(number as usize).copied();
            let member = before.filter(|member| member.last == began).unwrap_or_else(|| {
                let words = chance::shift(&self.streams, team, began, number);
                let chance = match before {
                    Some(before) => {
                        absence.chance(before.is_absent, (began - before.last).max(Duration::ZERO))
                    }
                    None => absence.share,
                };
                Member {
                    last: began,
                    is_absent: unit_open(words[0]) < chance,
                    may_be_covered: unit_open(words[1]) < covered_share,
                }
            });
            match members.get_mut(number as usize) {
                Some(known) => *known = member,
                None => members.push(member),
            }
            shift.absent += u32::from(member.is_absent);
            shift.covered += u32::from(member.is_absent && member.may_be_covered);
        }
        shift
    }

    /// How many of a pool's spaces or units there are, if by its roster there were so many: staff who are away are missing, and spaces are
    /// open as far as staff are there to look after them.
    pub fn as_staffed(&self, pool: usize, number: u32) -> u32 {
        let mut open = number;
        for (id, at_work) in self.plan.hospital.team_ids().zip(&self.staff.teams) {
            if self.pool_of(id) != pool {
                continue;
            }
            let present = at_work.shift.present();
            open = match (&self.plan.hospital.teams[id.index()].works, at_work.spaces_each) {
                (Works::At { .. }, Some(each)) => open.min(present.saturating_mul(each)),
                (Works::At { .. }, None) => open,
                (Works::As(_), _) => open.saturating_sub(at_work.shift.planned - present),
            };
        }
        open
    }

    /// Opens as many spaces of a place as there are staff for.
    fn open_as_staffed(&mut self, now: Instant, place: PlaceId, calendar: &mut Events) {
        let open = self.rostered(now, place.index());
        if open != self.pools[place.index()].open {
            self.pools[place.index()].open = open;
            self.tell_opening(now, place);
            self.set_capacity(now, place.index(), open, calendar);
        }
        self.tell_unstaffed(now, place);
    }

    /// Tells how many spaces of a place are not open for want of staff, if that is another number than before.
    pub fn tell_unstaffed(&mut self, now: Instant, place: PlaceId) {
        if self.staff.teams.is_empty() {
            return;
        }
        let pool = place.index();
        let Some(spaces) = self.plan.pools[pool].capacity.at(now, self.plan.hospital.clock) else { return };
        let closed = spaces - self.as_staffed(pool, spaces);
        if self.staff.closed[pool] != closed {
            self.staff.closed[pool] = closed;
            self.sink.staffing(&Staffing { at: now, kind: StaffingKind::Closed(place, closed) });
        }
    }
}
