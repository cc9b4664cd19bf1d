//! How staff are entered in the sums, and what becomes of the sums.

use super::definitions::TeamMeasure;
use super::place::PlaceTally;
use super::plan::spot;
use super::record::{Millis, NOWHERE, Spot};
use super::tally::Level;
use super::values::{DAY, HOUR, Values, ratio};
use crate::Hospital;
use crate::ids::{PayerId, PlaceId, TeamId};
use crate::team::{Shift, Staffing, StaffingKind, Team, Works};

/// What was seen of staff.
#[derive(Clone, Debug, Default)]
pub(super) struct StaffTally {
    /// By team.
    pub(super) teams: Vec<TeamTally>,
    /// By place: spaces that are not open for want of staff. Empty where there are no teams.
    closed: Vec<Level>,
}

/// What was seen of a team.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TeamTally {
    /// Where its patients are.
    spot: Spot,
    planned: Level,
    absent: Level,
    covered: Level,
    /// Shifts that began, and those of them with fewer than planned.
    shifts: u32,
    short: u32,
    /// Patients × milliseconds while staff were planned, until `entered` of those of the place.
    patients: i64,
    entered: i64,
}

impl TeamTally {
    fn is_now(&mut self, shift: Shift, at: Millis, patients: i64) {
        self.patients += self.patients_since(patients);
        self.entered = patients;
        self.planned.set(shift.planned, at);
        self.absent.set(shift.absent, at);
        self.covered.set(shift.covered, at);
    }

    /// Patients × milliseconds while staff were planned that are not entered yet.
    fn patients_since(&self, patients: i64) -> i64 {
        if self.planned.number > 0 { patients - self.entered } else { 0 }
    }

    /// Number present × milliseconds.
    fn present(&self, at: Millis) -> i64 {
        self.planned.area(at) - self.absent.area(at) + self.covered.area(at)
    }
}

impl StaffTally {
    pub(super) fn new(hospital: &Hospital) -> Self {
        let team = |it: &Team| TeamTally { spot: spot(it.place()), ..TeamTally::default() };
        let places = if hospital.teams.is_empty() { 0 } else { hospital.places.len() };
        Self { teams: hospital.teams.iter().map(team).collect(), closed: vec![Level::default(); places] }
    }

    /// Nobody is there.
    pub(super) fn clear(&mut self) {
        for team in &mut self.teams {
            *team = TeamTally { spot: team.spot, ..TeamTally::default() };
        }
        self.closed.fill(Level::default());
    }

    /// Counting starts: who is there stays, nothing has been seen.
    pub(super) fn start(&mut self) {
        for team in &mut self.teams {
            for level in [&mut team.planned, &mut team.absent, &mut team.covered] {
                level.start();
            }
            (team.shifts, team.short, team.patients, team.entered) = (0, 0, 0, 0);
        }
        self.closed.iter_mut().for_each(Level::start);
    }

    #[cold]
    pub(super) fn hears(&mut self, told: &Staffing, places: &[PlaceTally]) {
        let at = told.at.millis();
        match told.kind {
            StaffingKind::ShiftBegins(team, shift) => {
                let it = &mut self.teams[team.index()];
                it.is_now(shift, at, patients(places, it.spot, at));
                it.shifts += u32::from(shift.planned > 0);
                it.short += u32::from(shift.present() < shift.planned);
            }
            StaffingKind::ShiftIs(team, shift) => {
                let it = &mut self.teams[team.index()];
                it.is_now(shift, at, patients(places, it.spot, at));
            }
            StaffingKind::Closed(place, spaces) => self.closed[place.index()].set(spaces, at),
        }
    }
}

/// Patients × milliseconds of a place.
fn patients(places: &[PlaceTally], spot: Spot, at: Millis) -> i64 {
    if spot == NOWHERE { 0 } else { places[spot as usize].occupied.area(at) }
}

impl Values<'_> {
    fn staff(&self) -> &StaffTally {
        &self.measures.books.staff
    }

    pub(super) fn team(&self, measure: TeamMeasure, team: TeamId) -> f64 {
        let it = &self.staff().teams[team.index()];
        let end = self.end;
        match measure {
            TeamMeasure::Planned => self.over_time(it.planned.area(end)),
            TeamMeasure::Present => self.over_time(it.present(end)),
            TeamMeasure::PatientsEach | TeamMeasure::Cost if it.spot == NOWHERE => f64::NAN,
            TeamMeasure::PatientsEach => {
                let since = it.patients_since(patients(&self.measures.books.places, it.spot, end));
                ratio(it.patients + since, it.present(end))
            }
            TeamMeasure::AbsenceShare => ratio(it.absent.area(end), it.planned.area(end)),
            TeamMeasure::ShortShare => ratio(it.short, it.shifts),
            TeamMeasure::CoveredShare | TeamMeasure::AgencyHours | TeamMeasure::AgencyCost
                if self.hospital.teams[team.index()].cover.is_none() =>
            {
                f64::NAN
            }
            TeamMeasure::CoveredShare => ratio(it.covered.area(end), it.absent.area(end)),
            TeamMeasure::AgencyHours => self.hours_a_day(it.covered.area(end)),
            TeamMeasure::AgencyCost => self.agency_team_cost(team),
            TeamMeasure::Cost => self.team_cost(team),
        }
    }

    /// Number × milliseconds of all teams together as one; not a number where there are none.
    pub(super) fn of_teams(&self, part: impl Fn(&Teams) -> f64) -> f64 {
        if self.hospital.teams.is_empty() {
            return f64::NAN;
        }
        let mut all = Teams::default();
        for it in &self.staff().teams {
            all.planned += it.planned.area(self.end);
            all.absent += it.absent.area(self.end);
            all.covered += it.covered.area(self.end);
            all.shifts += it.shifts;
            all.short += it.short;
        }
        part(&all)
    }

    /// Spaces that are not open for want of staff; not a number where staff open none.
    pub(super) fn closed_for_staff(&self, place: Option<PlaceId>) -> f64 {
        let opens = |team: &Team| match &team.works {
            Works::At { place: at, spaces_each: Some(_), .. } => place.is_none_or(|place| place == *at),
            Works::At { .. } | Works::As(_) => false,
        };
        if !self.hospital.teams.iter().any(opens) {
            return f64::NAN;
        }
        let closed = self.staff().closed.iter().enumerate();
        let wanted = closed.filter(|(nth, _)| place.is_none_or(|place| place.index() == *nth));
        self.over_time(wanted.map(|(_, level)| level.area(self.end)).sum())
    }

    /// What agency staff cost a day who come instead of those away of a team.
    fn agency_team_cost(&self, team: TeamId) -> f64 {
        let price = self.hospital.teams[team.index()].cover.map_or(0.0, |cover| cover.cost_per_hour);
        self.hours_a_day(self.staff().teams[team.index()].covered.area(self.end)) * price
    }

    /// The same of all teams.
    pub(super) fn agency_teams_cost(&self) -> f64 {
        self.hospital.team_ids().map(|team| self.agency_team_cost(team)).sum()
    }

    /// What a team costs a day.
    fn team_cost(&self, team: TeamId) -> f64 {
        let planned = self.hours_a_day(self.staff().teams[team.index()].planned.area(self.end));
        planned * self.hospital.teams[team.index()].cost_per_hour + self.agency_team_cost(team)
    }

    /// What all teams of a payer cost; `None` is all of them together.
    pub(super) fn teams_cost(&self, whose: Option<PayerId>) -> f64 {
        let teams = self.hospital.team_ids().zip(&self.hospital.teams);
        let paid = teams.filter(|(_, it)| whose.is_none_or(|whose| whose == self.hospital.pays_for(it)));
        paid.map(|(id, _)| self.team_cost(id)).sum()
    }

    pub(super) fn hours_a_day(&self, area: i64) -> f64 {
        area as f64 / HOUR * DAY / self.end as f64
    }
}

/// All teams together: number × milliseconds, and shifts.
#[derive(Default)]
pub(super) struct Teams {
    pub(super) planned: i64,
    pub(super) absent: i64,
    pub(super) covered: i64,
    pub(super) shifts: u32,
    pub(super) short: u32,
}

impl Hospital {
    /// Who pays for a team: who pays for its place or resource.
    fn pays_for(&self, team: &Team) -> PayerId {
        match team.works {
            Works::At { place, .. } => self.places[place.index()].paid_by,
            Works::As(resource) => self.resources[resource.index()].paid_by,
        }
    }
}
