//! Teams of staff: how many are planned for each shift, who stays away, and who comes instead.
//!
//! A shift lasts from one beginning of hours in the roster to the next. Each member of a shift stays away with a chance that is
//! the team's absence; where absence has spells, who was away at the last shift of the same time of day is more likely to be away
//! again: a two-state Markov chain in time with mean spell m and share p, whose states at two times t apart have the correlation
//! e^(−t / (m (1 − p))).

use quantity::{Duration, Instant, maths};

use crate::hours::{Capacity, Clock, Roster};
use crate::ids::{PlaceId, ResourceId, TeamId};

/// A team of staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// The name that files write; with that of the place where several places have such a team.
    pub name: String,
    /// With whom it works.
    pub works: Works,
    /// Who stays away.
    pub absence: Absence,
    /// Who comes instead.
    pub cover: Option<Cover>,
    /// Pounds for each hour planned; those absent are paid as well. Units of a resource cost what it says.
    pub cost_per_hour: f64,
    /// How overload makes for more absence later; `None` is not at all.
    pub strain: Option<Strain>,
}

/// With whom a team works.
#[derive(Clone, Debug, PartialEq)]
pub enum Works {
    /// With the patients of a place.
    At {
        /// The place.
        place: PlaceId,
        /// How many are planned, and when.
        roster: Roster,
        /// How many spaces are open for each who is present, by the beginning of the shift; `None` opens and closes none.
        spaces_each: Option<Capacity>,
    },
    /// As the units of a resource, whose roster is theirs.
    As(ResourceId),
}

/// Who stays away.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Absence {
    /// The share of those planned, 0 to 1.
    pub share: f64,
    /// The mean length of an absence; `None` where each shift is as if there had been none before.
    pub spell: Option<Duration>,
}

impl Absence {
    /// The chance that somebody is away, who was away or not so long ago.
    ///
    /// With `share` p, `spell` m and ρ = e^(−t / (m (1 − p))): p (1 − ρ), and ρ more for who was away. Over a long time the share is p.
    pub fn chance(&self, was_away: bool, ago: Duration) -> f64 {
        let Some(spell) = self.spell else { return self.share };
        let mean = spell.millis() as f64 * (1.0 - self.share);
        let stays = if mean > 0.0 { maths::exp(-ago.millis() as f64 / mean) } else { 0.0 };
        self.share * (1.0 - stays) + if was_away { stays } else { 0.0 }
    }
}

/// Who comes instead of those who are away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cover {
    /// The share of missing shifts that an agency fills, 0 to 1.
    pub share: f64,
    /// Pounds for each hour of them.
    pub cost_per_hour: f64,
}

/// Overload that makes for more absence later.
///
/// The absence of a period is the team's own × e^(slope · overload), where the overload is by how many percent there were more
/// patients for each member of staff present in the period before than `optimum`, none below it, and `most` at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strain {
    /// Patients for each member of staff at which there is no overload.
    pub optimum: f64,
    /// What a percent of overload adds to the logarithm of absence.
    pub slope: f64,
    /// Overload counts up to this, in percent.
    pub most: f64,
    /// How long a period is.
    pub over: Duration,
}

impl Strain {
    /// The slope that the evidence gives: at 30 % and beyond there were 1.44 times as many absences, ln 1.44 / 30.
    pub const SLOPE: f64 = 0.0122;
    /// The overload up to which there is evidence, in percent.
    pub const MOST: f64 = 30.0;

    /// By how many percent there were too many patients, where sums of patients and of staff present were these; 0 to `most`.
    pub fn overload(&self, patients: u64, staff: u64) -> f64 {
        if patients == 0 {
            return 0.0;
        }
        let each = patients as f64 / staff as f64;
        ((each / self.optimum - 1.0) * 100.0).clamp(0.0, self.most)
    }

    /// The absence after such a period, of a team whose own is `share`.
    pub fn absence(&self, share: f64, patients: u64, staff: u64) -> f64 {
        (share * maths::exp(self.slope * self.overload(patients, staff))).min(1.0)
    }
}

impl Team {
    /// The place with whose patients it works.
    pub fn place(&self) -> Option<PlaceId> {
        match self.works {
            Works::At { place, .. } => Some(place),
            Works::As(_) => None,
        }
    }

    /// The resource whose units they are.
    pub fn resource(&self) -> Option<ResourceId> {
        match self.works {
            Works::At { .. } => None,
            Works::As(resource) => Some(resource),
        }
    }
}

impl Roster {
    /// When the shift of a time began. Before the first change of a dated roster it is that time itself.
    pub fn shift_began(&self, at: Instant, clock: Clock) -> Instant {
        let began = self.last_change(at, clock).unwrap_or(at);
        if self.begins_a_shift(began, clock) {
            return began;
        }
        self.last_change(began - Duration::MILLISECOND, clock).unwrap_or(began)
    }

    /// When the next shift begins, if one comes.
    pub fn next_shift(&self, after: Instant, clock: Clock) -> Option<Instant> {
        let next = self.next_change(after, clock)?;
        if self.begins_a_shift(next, clock) { Some(next) } else { self.next_change(next, clock) }
    }

    /// Whether a change is a new shift. A week's list begins at its first midnight, which a night shift passes without a change:
    /// it is none, unless the number changes there or shifts of other days begin at midnight too.
    fn begins_a_shift(&self, at: Instant, clock: Clock) -> bool {
        let Self::Weekly(changes) = self else { return true };
        let [(first, number), .., (_, last)] = changes[..] else { return true };
        let at_midnight = |of_week: Duration| of_week.millis() % Duration::DAY.millis() == 0;
        clock.of_week(at) != first
            || number != last
            || changes.iter().skip(1).any(|&(of_week, _)| at_midnight(of_week))
    }
}

/// How a shift is staffed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Shift {
    /// Staff by the roster.
    pub planned: u32,
    /// Those of them who are away.
    pub absent: u32,
    /// Those of these whose shift the agency fills.
    pub covered: u32,
}

impl Shift {
    /// Who is there.
    pub fn present(self) -> u32 {
        self.planned - self.absent + self.covered
    }
}

/// News of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staffing {
    /// When.
    pub at: Instant,
    /// What.
    pub kind: StaffingKind,
}

/// What is new with staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffingKind {
    /// A shift begins.
    ShiftBegins(TeamId, Shift),
    /// A shift under way is staffed like this from now on. Said once for every team at the start.
    ShiftIs(TeamId, Shift),
    /// So many spaces of a place's roster are not open for want of staff from now on.
    Closed(PlaceId, u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(number: i64) -> Duration {
        Duration::HOUR * number
    }

    fn daily(starts: &[(i64, u32)]) -> Roster {
        let of_day = |day: i64| starts.iter().map(move |&(hour, number)| (hours(24 * day + hour), number));
        let mut changes: Vec<_> = (0..7).flat_map(of_day).collect();
        if changes[0].0 > Duration::ZERO {
            let last = changes[changes.len() - 1].1;
            changes.insert(0, (Duration::ZERO, last));
        }
        Roster::Weekly(changes)
    }

    #[test]
    fn a_night_shift_passes_the_end_of_the_week() {
        let clock = Clock { start_of_week: Duration::ZERO, start_day_of_year: 0 };
        let (monday, sunday_evening) = (Instant::START, Instant::START - hours(5));
        let nights = daily(&[(7, 6), (19, 4)]);
        assert_eq!(nights.shift_began(monday + hours(3), clock), sunday_evening);
        assert_eq!(nights.shift_began(monday, clock), sunday_evening);
        assert_eq!(nights.shift_began(monday + hours(7), clock), monday + hours(7));
        assert_eq!(nights.next_shift(sunday_evening, clock), Some(monday + hours(7)));
        let of_midnight = daily(&[(0, 4), (12, 4)]);
        assert_eq!(of_midnight.shift_began(monday + hours(3), clock), monday);
        assert_eq!(of_midnight.next_shift(monday - hours(2), clock), Some(monday));
    }

    #[test]
    fn who_was_away_is_away_again_by_how_long_ago_that_was() {
        let once = Absence { share: 0.1, spell: None };
        assert_eq!(once.chance(true, hours(24)), 0.1);
        let absence = Absence { share: 0.2, spell: Some(Duration::DAY * 5) };
        // After four days, which is m (1 − p), the correlation is 1 / e.
        let rest = 1.0 / std::f64::consts::E;
        assert!((absence.chance(true, Duration::DAY * 4) - (0.2 + 0.8 * rest)).abs() < 1e-12);
        assert!((absence.chance(false, Duration::DAY * 4) - 0.2 * (1.0 - rest)).abs() < 1e-12);
        // Shares stay: p = p · chance(away) + (1 − p) · chance(not).
        let again = |ago| 0.2 * absence.chance(true, ago) + 0.8 * absence.chance(false, ago);
        assert!((again(hours(12)) - 0.2).abs() < 1e-12);
        let all = Absence { share: 1.0, spell: Some(Duration::DAY) };
        assert_eq!(all.chance(false, hours(1)), 1.0);
    }

    #[test]
    fn absence_rises_with_overload_and_not_for_ever() {
        let strain =
            Strain { optimum: 5.0, slope: Strain::SLOPE, most: Strain::MOST, over: Duration::DAY * 28 };
        // 600 patients and 100 present are six each, a fifth too many: e^(0.0122 · 20) = 1.27635 by hand.
        assert!((strain.absence(0.05, 600, 100) - 0.05 * 1.276_35).abs() < 1e-6);
        // From three tenths on it is the same: e^0.366 = 1.44196.
        for patients in [650, 651, 5000] {
            assert!((strain.absence(0.05, patients, 100) - 0.05 * 1.441_96).abs() < 1e-6, "{patients}");
        }
        assert_eq!(strain.absence(0.05, 400, 100), 0.05);
        assert_eq!(strain.absence(0.9, 650, 100), 1.0);
        assert_eq!(strain.absence(0.05, 0, 0), 0.05);
        assert_eq!(strain.overload(1, 0), 30.0);
    }
}
