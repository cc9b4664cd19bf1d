//! From sums to values: one formula a measure.

use quantity::Duration;

use super::cost::spent;
use super::definitions::{ActivityMeasure, HospitalMeasure, PathwayMeasure, PlaceMeasure};
use super::place::{PlaceDistributions, PlaceTally};
use super::plan::{BEDS, LIST};
use super::record::Millis;
use super::tally::{ActivityTally, Sum, VisitTally};
use super::{Class, Measures};
use crate::Hospital;
use crate::hours::Capacity;
use crate::ids::{ActivityId, PathwayId, PlaceId};
use crate::pathway::ExitKind;

pub(super) const HOUR: f64 = Duration::HOUR.millis() as f64;
pub(super) const DAY: f64 = Duration::DAY.millis() as f64;
const YEAR: f64 = 365.25 * DAY;

pub(super) struct Values<'a> {
    pub(super) measures: &'a Measures,
    pub(super) hospital: &'a Hospital,
    pub(super) end: Millis,
    all_visits: VisitTally,
    /// Pounds × milliseconds a day that each place cost, where prices changed.
    spent: Option<Vec<f64>>,
}

/// A place's sums.
pub(super) struct OfPlace<'a> {
    tally: &'a PlaceTally,
    spread: PlaceDistributions,
    limited: bool,
    /// Spaces of closed bays that nobody was in: number × milliseconds.
    empty_in_rooms: i64,
    /// Spaces that are not open for want of staff.
    closed_for_staff: f64,
    costs: [f64; 2],
    spent: Option<f64>,
    end: Millis,
}

impl<'a> Values<'a> {
    pub(super) fn new(measures: &'a Measures, hospital: &'a Hospital) -> Self {
        let all_visits = visits(measures, |_| true);
        Self {
            measures,
            hospital,
            end: measures.end.unwrap_or(0),
            all_visits,
            spent: spent(measures, hospital),
        }
    }

    pub(super) fn hospital(&self, measure: HospitalMeasure) -> f64 {
        let books = &self.measures.books;
        let it = &books.hospital;
        let lengths = &books.lengths;
        let visits = &self.all_visits;
        let attended = || lengths.attendance.total() as i64;
        match measure {
            HospitalMeasure::FourHourShare => 1.0 - ratio(it.beyond_four_hours, attended()),
            HospitalMeasure::TwelveHoursFromArrivalShare => ratio(it.beyond_twelve_hours, attended()),
            HospitalMeasure::TwelveHoursFromDecisionToAdmit => self.a_day(it.boarded_beyond_twelve_hours),
            HospitalMeasure::TimeInEmergency => ratio(it.attended, attended()) / HOUR,
            HospitalMeasure::BoardingCount => self.over_time(it.boarding.area(self.end)),
            HospitalMeasure::BoardingTime => mean(it.boarded) / HOUR,
            HospitalMeasure::Occupancy => self.occupancy(),
            HospitalMeasure::OccupiedSpaces => self.beds().map(|place| place.occupied()).sum(),
            HospitalMeasure::LengthOfStay => mean(it.stays) / DAY,
            HospitalMeasure::LengthOfStayMedian => lengths.stay.quantile(0.5) / DAY,
            HospitalMeasure::LengthOfStayP95 => lengths.stay.quantile(0.95) / DAY,
            HospitalMeasure::LongStaysOver7 => self.over_time(it.stays_beyond[0]),
            HospitalMeasure::LongStaysOver14 => self.over_time(it.stays_beyond[1]),
            HospitalMeasure::LongStaysOver21 => self.over_time(it.stays_beyond[2]),
            HospitalMeasure::FitToLeaveCount => self.over_time(it.fit.area(self.end)),
            HospitalMeasure::DelayTime => mean(it.delays) / DAY,
            HospitalMeasure::OutlierBedDays => self.over_time(it.outliers.area(self.end)),
            HospitalMeasure::LeftBeforeSeenShare => ratio(visits.before_seen, visits.left),
            HospitalMeasure::TurnedAwayShare => ratio(visits.turned_away, visits.left),
            HospitalMeasure::Arrivals => self.a_day(visits.arrived),
            HospitalMeasure::Admissions => self.a_day(it.admissions),
            HospitalMeasure::Transfers => self.a_day(it.transfers),
            HospitalMeasure::Discharges => self.a_day(it.stays.number),
            HospitalMeasure::Throughput => self.a_day(served(visits)),
            HospitalMeasure::VisitTime => visit_time(visits),
            HospitalMeasure::Present => self.over_time(visits.all_time + books.more_time),
            HospitalMeasure::HandoverTime => mean(it.handovers) / HOUR,
            HospitalMeasure::HandoversOver15 => self.a_day(it.handovers_over[0]),
            HospitalMeasure::HandoversOver30 => self.a_day(it.handovers_over[1]),
            HospitalMeasure::HandoversOver45 => self.a_day(it.handovers_over[2]),
            HospitalMeasure::HandoversOver60 => self.a_day(it.handovers_over[3]),
            HospitalMeasure::CrewHoursLost => self.over_time(it.crew_time_lost) * DAY / HOUR,
            HospitalMeasure::ElectivesCancelled => self.cancelled(),
            HospitalMeasure::WaitingList if self.has_lists() => self.over_time(it.listed.area(self.end)),
            HospitalMeasure::WaitingListWithin18WeeksShare => {
                1.0 - ratio(it.listed_beyond[0], it.listed.area(self.end))
            }
            HospitalMeasure::WaitingListOver52Weeks if self.has_lists() => {
                self.over_time(it.listed_beyond[1])
            }
            HospitalMeasure::BedMoves if self.has_several_wards() => self.a_day(it.bed_moves),
            HospitalMeasure::BedMovesAtNight if self.has_several_wards() => self.a_day(it.bed_moves_at_night),
            HospitalMeasure::WaitingList
            | HospitalMeasure::WaitingListOver52Weeks
            | HospitalMeasure::BedMoves
            | HospitalMeasure::BedMovesAtNight => f64::NAN,
            HospitalMeasure::WaitingListTime => mean(it.unlisted) / DAY,
            HospitalMeasure::TreatedWithin18WeeksShare => ratio(it.unlisted_in_time, it.unlisted.number),
            HospitalMeasure::ClosedSpaces => {
                self.places().filter(|place| place.limited).map(|place| place.shut()).sum()
            }
            HospitalMeasure::Outbreaks => self.of_bugs(self.a_day(books.sickness.over) * YEAR / DAY),
            HospitalMeasure::OutbreakPatients => ratio(books.sickness.patients, books.sickness.over),
            HospitalMeasure::OutbreakStaff => ratio(books.sickness.staff, books.sickness.over),
            HospitalMeasure::OutbreakClosureDays => ratio(books.sickness.closed, books.sickness.over) / DAY,
            HospitalMeasure::OutbreakBedDays => ratio(books.sickness.empty, books.sickness.over) / DAY,
            HospitalMeasure::ClosedByInfection => {
                self.of_bugs(self.over_time(books.sickness.spaces(self.end)))
            }
            HospitalMeasure::ClosedByInfectionEmpty => {
                self.of_bugs(self.over_time(books.sickness.empty(self.end)))
            }
            HospitalMeasure::StaffOffSick => self.of_bugs(self.over_time(books.sickness.away(self.end))),
            HospitalMeasure::ClosedForStaff => self.closed_for_staff(None),
            HospitalMeasure::AbsenceShare => self.of_teams(|it| ratio(it.absent, it.planned)),
            HospitalMeasure::ShortShare => self.of_teams(|it| ratio(it.short, it.shifts)),
            HospitalMeasure::StaffHours => {
                self.of_teams(|it| self.hours_a_day(it.planned - it.absent + it.covered))
            }
            HospitalMeasure::AgencyHours => self.of_teams(|it| self.hours_a_day(it.covered)),
            HospitalMeasure::Cost => self.cost(None),
            HospitalMeasure::AgencyCost => self.agency_cost(),
            HospitalMeasure::Readmissions => self.where_people_return(self.a_day(it.readmissions)),
            HospitalMeasure::ReadmittedShare => {
                self.where_people_return(ratio(it.readmissions, it.admissions))
            }
            HospitalMeasure::Deaths => self.where_people_die(self.a_day(visits.died)),
            HospitalMeasure::DiedShare => self.where_people_die(ratio(visits.died, served(visits))),
            HospitalMeasure::DeathsWhileDelayed => self.where_people_die(self.a_day(it.died_delayed)),
        }
    }

    pub(super) fn places(&self) -> impl Iterator<Item = OfPlace<'_>> {
        self.hospital.place_ids().map(|place| self.sums_of_place(place))
    }

    /// General and acute places with a limit.
    fn beds(&self) -> impl Iterator<Item = OfPlace<'_>> {
        let places = self.hospital.place_ids();
        let beds = places.filter(|place| self.hospital.places[place.index()].kind.is_general_and_acute());
        beds.map(|place| self.sums_of_place(place))
    }

    fn occupancy(&self) -> f64 {
        let limited = || self.beds().filter(|place| place.limited);
        limited().map(|place| place.occupied()).sum::<f64>()
            / limited().map(|place| place.open()).sum::<f64>()
    }

    /// Whether there are beds in several places.
    fn has_several_wards(&self) -> bool {
        self.measures.books.plan.bits.iter().filter(|&bits| bits & BEDS != 0).count() > 1
    }

    fn has_lists(&self) -> bool {
        self.measures.books.plan.bits.iter().any(|bits| bits & LIST != 0)
    }

    /// Electives cancelled on the day, a day; not a number where nothing of the sort can happen.
    fn cancelled(&self) -> f64 {
        let activities = self.hospital.activity_ids();
        let cancelling = activities.filter(|it| self.hospital.activities[it.index()].cancels);
        let begun: Vec<u32> = cancelling.map(|it| self.of_activity(it, None).begun()).collect();
        let leaves = self.measures.books.plan.exits.contains(&ExitKind::Cancelled);
        if begun.is_empty() && !leaves {
            return f64::NAN;
        }
        self.a_day(begun.iter().sum::<u32>() + self.all_visits.cancelled)
    }

    /// Not a number where there are no sickness bugs.
    fn of_bugs(&self, value: f64) -> f64 {
        if self.hospital.infections.is_empty() { f64::NAN } else { value }
    }

    fn sums_of_place(&self, place: PlaceId) -> OfPlace<'_> {
        let tally = &self.measures.books.places[place.index() + 1];
        let it = &self.hospital.places[place.index()];
        OfPlace {
            tally,
            empty_in_rooms: self.measures.books.sickness.empty_in_rooms(place.index(), self.end),
            closed_for_staff: self.closed_for_staff(Some(place)),
            spread: PlaceDistributions::default(),
            limited: it.capacity != Capacity::Unlimited,
            costs: [it.cost_per_day, it.cost_per_open_day],
            spent: self.spent.as_ref().map(|spent| spent[place.index()]),
            end: self.end,
        }
    }

    pub(super) fn of_place(&self, place: PlaceId) -> OfPlace<'_> {
        let sums = self.sums_of_place(place);
        OfPlace { spread: sums.tally.distributions(self.end), ..sums }
    }

    /// The sums of an activity, of one class or all.
    pub(super) fn of_activity(&self, activity: ActivityId, class: Option<&Class>) -> ActivityTally {
        let classes = &self.measures.books.plan.classes;
        let first = activity.index() * classes.joint;
        let mut sum = ActivityTally::default();
        for joint in (0..classes.joint).filter(|&joint| class.is_none_or(|class| classes.has(joint, class))) {
            sum.merge(&self.measures.books.activities[first + joint]);
        }
        sum
    }

    pub(super) fn activity(&self, measure: ActivityMeasure, activity: ActivityId, it: &ActivityTally) -> f64 {
        let asked = it.asked();
        let waits = || self.measures.waits(activity);
        match measure {
            ActivityMeasure::WaitingTime => ratio(it.wait + it.lost_wait, asked) / HOUR,
            ActivityMeasure::WaitingTimeMedian => waits().quantile(0.5) / HOUR,
            ActivityMeasure::WaitingTimeP95 => waits().quantile(0.95) / HOUR,
            ActivityMeasure::WaitedShare => ratio(it.waited, asked),
            ActivityMeasure::ActivityTime => ratio(it.active, it.ended) / HOUR,
            ActivityMeasure::TotalTime => ratio(it.total(), it.ended) / HOUR,
            ActivityMeasure::Begun => self.a_day(it.begun()),
            ActivityMeasure::Throughput => self.a_day(it.ended),
            ActivityMeasure::LeftBeforeSeenShare => ratio(it.gave_up, asked),
            ActivityMeasure::QueueLength => self.over_time(it.waiting_area()),
            ActivityMeasure::InActivity => self.over_time(it.active_area()),
        }
    }

    /// The sums of visits that begin on a pathway, of one class or all.
    pub(super) fn of_pathway(&self, pathway: PathwayId, class: Option<&Class>) -> VisitTally {
        let classes = &self.measures.books.plan.classes;
        let begins_on = |joint| {
            let arrivals = self.hospital.arrivals.get(classes.arrivals(joint).index());
            arrivals.is_some_and(|it| self.hospital.activities[it.first.index()].pathway == pathway)
        };
        visits(self.measures, |joint| begins_on(joint) && class.is_none_or(|class| classes.has(joint, class)))
    }

    pub(super) fn pathway(&self, measure: PathwayMeasure, it: &VisitTally) -> f64 {
        match measure {
            PathwayMeasure::Arrivals => self.a_day(it.arrived),
            PathwayMeasure::Throughput => self.a_day(served(it)),
            PathwayMeasure::VisitTime => visit_time(it),
            PathwayMeasure::LeftBeforeSeenShare => ratio(it.before_seen, it.left),
            PathwayMeasure::TurnedAwayShare => ratio(it.turned_away, it.left),
        }
    }

    pub(super) fn a_day(&self, number: u32) -> f64 {
        f64::from(number) * DAY / self.end as f64
    }

    pub(super) fn over_time(&self, area: i64) -> f64 {
        area as f64 / self.end as f64
    }
}

impl OfPlace<'_> {
    pub(super) fn value(&self, measure: PlaceMeasure) -> f64 {
        let it = self.tally;
        let occupied = &self.spread.occupied_spaces;
        match measure {
            PlaceMeasure::Occupancy if self.limited => self.used() / self.open(),
            PlaceMeasure::OccupiedSpaces => self.occupied(),
            PlaceMeasure::OccupiedSpacesP05 => occupied.quantile(0.05),
            PlaceMeasure::OccupiedSpacesMedian => occupied.quantile(0.5),
            PlaceMeasure::OccupiedSpacesP95 => occupied.quantile(0.95),
            PlaceMeasure::CareLoad => it.rounds.as_ref().map_or(f64::NAN, |_| self.used()),
            PlaceMeasure::FullShare => {
                self.over_time(it.rounds.as_ref().map_or(it.full, |rounds| rounds.full))
            }
            PlaceMeasure::QueueLength => self.over_time(it.queue.area(self.end)),
            PlaceMeasure::Parked => self.over_time(it.parked.area(self.end)),
            PlaceMeasure::WaitingToMove => self.over_time(it.to_move.area(self.end)),
            PlaceMeasure::KeptAfter => self.over_time(it.kept.area(self.end)),
            PlaceMeasure::Present => self.over_time(it.occupied.area(self.end) + it.queue.area(self.end)),
            PlaceMeasure::ClosedSpaces if self.limited => self.shut(),
            PlaceMeasure::Occupancy | PlaceMeasure::ClosedSpaces => f64::NAN,
            PlaceMeasure::ClosedForStaff => self.closed_for_staff,
            PlaceMeasure::Throughput => f64::from(it.taken()) * DAY / self.end as f64,
            PlaceMeasure::LengthOfStay => ratio(it.stayed(), it.left) / HOUR,
            PlaceMeasure::Cost => self.cost(),
        }
    }

    fn occupied(&self) -> f64 {
        self.over_time(self.tally.occupied.area(self.end))
    }

    /// Spaces in use: occupied ones, or care visits a day.
    fn used(&self) -> f64 {
        self.tally.rounds.as_ref().map_or_else(|| self.occupied(), |rounds| self.over_time(rounds.used))
    }

    fn open(&self) -> f64 {
        if self.limited {
            let beyond = self.tally.rounds.as_ref().map_or(self.tally.beyond, |rounds| rounds.beyond);
            self.over_time(self.tally.open.area(self.end) + beyond - self.empty_in_rooms)
        } else {
            self.used()
        }
    }

    fn shut(&self) -> f64 {
        let shut = self.tally.rounds.as_ref().map_or(self.tally.shut, |rounds| rounds.shut);
        self.over_time(shut + self.empty_in_rooms)
    }

    pub(super) fn cost(&self) -> f64 {
        if let Some(spent) = self.spent {
            return spent / self.end as f64;
        }
        self.used() * self.costs[0] + self.open() * self.costs[1]
    }

    fn over_time(&self, area: i64) -> f64 {
        area as f64 / self.end as f64
    }
}

/// Sums over the joint classes wanted.
fn visits(measures: &Measures, wanted: impl Fn(usize) -> bool) -> VisitTally {
    let books = &measures.books;
    let mut sum = VisitTally::default();
    for joint in (0..books.plan.classes.joint).filter(|&joint| wanted(joint)) {
        for (&kind, left) in books.plan.exits.iter().zip(books.left.chunks(books.plan.classes.joint)) {
            sum.add(kind, left[joint]);
        }
        sum.arrived = sum.arrived.wrapping_add_signed(books.more[joint]);
    }
    sum.arrived = sum.arrived.wrapping_add(sum.left);
    sum
}

pub(super) fn ratio(part: impl Number, whole: impl Number) -> f64 {
    part.value() / whole.value()
}

pub(super) fn mean(sum: Sum) -> f64 {
    ratio(sum.time, sum.number)
}

fn served(visits: &VisitTally) -> u32 {
    visits.left - visits.turned_away - visits.before_seen - visits.cancelled
}

fn visit_time(visits: &VisitTally) -> f64 {
    ratio(visits.time, visits.left - visits.turned_away) / HOUR
}

/// A whole number that becomes a value.
pub(super) trait Number {
    fn value(self) -> f64;
}

impl Number for u32 {
    fn value(self) -> f64 {
        f64::from(self)
    }
}

impl Number for i64 {
    fn value(self) -> f64 {
        self as f64
    }
}
