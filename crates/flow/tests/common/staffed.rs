//! What may not be with staff: who comes to which shift is counted anew from the rosters, and so is what is open for it.

use hospital::{Capacity, Census, Hospital, PlaceId, Shift, Staffing, StaffingKind, Works};
use quantity::Instant;

#[derive(Default)]
pub struct Staffed {
    shifts: Vec<Shift>,
    closed: Vec<u32>,
}

impl Staffed {
    /// What is wrong with a piece of news.
    pub fn hears(&mut self, told: &Staffing, hospital: &Hospital) -> Option<String> {
        self.shifts.resize(hospital.teams.len(), Shift::default());
        self.closed.resize(hospital.places.len(), 0);
        let (team, shift) = match told.kind {
            StaffingKind::ShiftBegins(team, shift) | StaffingKind::ShiftIs(team, shift) => (team, shift),
            StaffingKind::Closed(place, spaces) => {
                self.closed[place.index()] = spaces;
                return None;
            }
        };
        self.shifts[team.index()] = shift;
        let it = &hospital.teams[team.index()];
        let planned = match &it.works {
            Works::At { roster, .. } => Some(roster.at(told.at, hospital.clock)),
            // It may be told in the middle of a turn.
            Works::As(_) => None,
        };
        let odd = shift.absent > shift.planned
            || shift.covered > shift.absent
            || planned.is_some_and(|planned| planned != shift.planned)
            || (it.absence.share == 0.0 && shift.absent > 0)
            || (it.cover.is_none() && shift.covered > 0);
        odd.then(|| format!("{}: {shift:?}, and {planned:?} are planned", it.name))
    }

    /// What is wrong with how many spaces are open.
    pub fn faults(&self, hospital: &Hospital, census: &Census, now: Instant) -> Vec<String> {
        let mut faults = Vec::new();
        for place in hospital.place_ids() {
            let Some(spaces) = hospital.places[place.index()].capacity.at(now, hospital.clock) else {
                continue;
            };
            let open = self.open(hospital, place, spaces);
            let (told, closed) = (census.place(place).spaces, self.closed.get(place.index()).copied());
            if told != Some(open) || closed.unwrap_or(0) != spaces - open {
                let name = &hospital.places[place.index()].name;
                faults.push(format!("{name}: {told:?} of {spaces} are open, not {open}; {closed:?} closed"));
            }
        }
        faults
    }

    fn open(&self, hospital: &Hospital, place: PlaceId, spaces: u32) -> u32 {
        let of_team = |(team, shift): (&hospital::Team, &Shift)| match &team.works {
            Works::At { place: at, spaces_each: Some(Capacity::Always(each)), .. } if *at == place => {
                Some((shift.planned - shift.absent + shift.covered) * each)
            }
            Works::At { .. } | Works::As(_) => None,
        };
        hospital.teams.iter().zip(&self.shifts).filter_map(of_team).fold(spaces, u32::min)
    }
}
