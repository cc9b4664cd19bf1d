//! The worst day of a run, and the chain behind its worst moment.

use flow::{Plan, Settings, record};
use hospital::{Census, Course, Hospital, Movement, Opening, PlaceId, PlaceKind, Series, Sink};
use quantity::{Duration, Instant};

use super::Better;
use super::chain::{End, Link, chain, wants};

/// The worst day of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct WorstDay {
    /// Of which run, from one: the first in which anybody waits.
    pub run: u32,
    /// Which day, from one.
    pub day: usize,
    /// What is compared from day to day.
    pub series: &'static str,
    /// Its value on that day; a number of visits, or a share.
    pub value: f64,
    /// Civil date and time of the day's worst moment.
    pub at: String,
    /// How many of those by whom moments are compared there were: see `counted`.
    pub number: u32,
    /// Whom that counts.
    pub counted: &'static str,
    /// From the place where it hurts to the one where it comes from.
    pub chain: Vec<Link>,
    /// Why it ends there.
    pub end: End,
}

/// Whom moments of a day are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    /// Those in emergency departments and corridors who wait for a place elsewhere.
    Boarding,
    /// Those fit to leave and in hospital.
    Fit,
    /// Those who wait for a space, wherever they are.
    Waiting,
}

/// The worst day of the first of so many replications in which anybody waits on it. `None` when there is none, or no whole
/// day is counted.
pub(super) fn worst_day(
    plan: &Plan,
    settings: Settings,
    (id, better): (&str, Better),
    runs: u32,
) -> Option<WorstDay> {
    (0..runs).find_map(|replication| worst_day_of(plan, settings, (id, better), replication))
}

fn worst_day_of(
    plan: &Plan,
    settings: Settings,
    (id, better): (&str, Better),
    replication: u32,
) -> Option<WorstDay> {
    let hospital = plan.hospital();
    let (series, name, counted) = series_of(id);
    // Days begin when counting does.
    let course = Course::new(hospital, settings.collect, Duration::DAY);
    let (course, _) = record(plan, settings, replication, course);
    let (day, value) = worst(&course.values(series), series, better)?;
    let from = Instant::START + Duration::DAY * day as i64;
    let peak = Peak {
        hospital,
        counted,
        from,
        until: from + Duration::DAY,
        census: Census::new(hospital),
        most: 0,
        at_most: None,
    };
    let until_then = Settings { collect: Duration::DAY * (day as i64 + 1), ..settings };
    let (peak, _) = record(plan, until_then, replication, peak);
    let (at, census) = peak.at_most?;
    let (chain, end) = chain(hospital, &census, where_it_hurts(hospital, &census, counted)?);
    Some(WorstDay {
        run: replication + 1,
        day: day + 1,
        series: name,
        value,
        at: tables::civil_time(hospital, at).unwrap_or_default(),
        number: peak.most,
        counted: match counted {
            Counted::Boarding => "wait in the emergency department for a place elsewhere",
            Counted::Fit => "are fit to leave and still there",
            Counted::Waiting => "wait for a space",
        },
        chain,
        end,
    })
}

/// What is compared from day to day for a measure, and whom moments of a day are compared by.
fn series_of(id: &str) -> (Series, &'static str, Counted) {
    match id {
        "boarding_time" | "boarding_count" | "twelve_hours_from_decision_to_admit" => {
            (Series::BoardingCount, "boarding_count", Counted::Boarding)
        }
        "four_hour_share" | "time_in_emergency" | "twelve_hours_from_arrival_share" => {
            (Series::FourHourShare, "four_hour_share", Counted::Waiting)
        }
        "occupancy" => (Series::Occupancy, "occupancy", Counted::Waiting),
        "fit_to_leave_count" | "delay_time" => (Series::FitToLeaveCount, "fit_to_leave_count", Counted::Fit),
        _ => (Series::Waiting, "waiting", Counted::Waiting),
    }
}

fn worst(values: &[f64], series: Series, better: Better) -> Option<(usize, f64)> {
    let lower_is_worse = match series {
        Series::FourHourShare => true,
        Series::BoardingCount | Series::Occupancy | Series::FitToLeaveCount | Series::Waiting => false,
        Series::EmergencyQueue | Series::Arrivals | Series::Discharges | Series::Present => {
            better == Better::Higher
        }
    };
    let badness = |value: f64| if lower_is_worse { -value } else { value };
    let mut worst: Option<(usize, f64)> = None;
    for (day, &value) in values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
        if worst.is_none_or(|(_, before)| badness(value) > badness(before)) {
            worst = Some((day, value));
        }
    }
    worst
}

/// Keeps the census of the moment at which most count.
struct Peak<'h> {
    hospital: &'h Hospital,
    counted: Counted,
    from: Instant,
    until: Instant,
    census: Census,
    most: u32,
    at_most: Option<(Instant, Census)>,
}

impl Peak<'_> {
    /// What lies before a time is over: is it the worst moment so far?
    fn look(&mut self, now: Instant) {
        let at = self.census.at().max(self.from);
        if now <= at || now <= self.from || at >= self.until {
            return;
        }
        let number = self.census.visits().filter(|it| counts(self.hospital, it, self.counted)).count() as u32;
        if number > self.most {
            self.most = number;
            self.at_most = Some((at, self.census.clone()));
        }
    }
}

impl Sink for Peak<'_> {
    fn movement(&mut self, movement: &Movement) {
        self.look(movement.at);
        self.census.movement(movement);
    }

    fn opening(&mut self, opening: &Opening) {
        self.look(opening.at);
        self.census.opening(opening);
    }

    fn finish(&mut self, at: Instant) {
        self.look(at);
    }
}

fn counts(hospital: &Hospital, present: &hospital::Present, counted: Counted) -> bool {
    let held = present.space.map(|space| hospital.places[space.place.index()].kind);
    match counted {
        Counted::Boarding => {
            let in_department = matches!(held, Some(PlaceKind::Emergency | PlaceKind::Corridor));
            in_department && wants(present).is_some_and(|it| hospital.places[it.index()].kind.has_beds())
        }
        Counted::Fit => present.fit_since.is_some() && held.is_some_and(|kind| !kind.is_outside()),
        Counted::Waiting => wants(present).is_some(),
    }
}

/// The place with most of those who count: in it, or waiting for it.
fn where_it_hurts(hospital: &Hospital, census: &Census, counted: Counted) -> Option<PlaceId> {
    let mut numbers = vec![0_u32; hospital.places.len()];
    for present in census.visits().filter(|it| counts(hospital, it, counted)) {
        let place = match counted {
            Counted::Boarding | Counted::Fit => present.space.map(|space| space.place),
            Counted::Waiting => wants(present),
        };
        if let Some(place) = place {
            numbers[place.index()] += 1;
        }
    }
    let mut most = None;
    for (place, &number) in hospital.place_ids().zip(&numbers) {
        if number > 0 && most.is_none_or(|(_, before)| number > before) {
            most = Some((place, number));
        }
    }
    most.map(|(place, _)| place)
}
