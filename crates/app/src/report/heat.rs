//! The week by the hour.

use hospital::{Capacity, Clock, HOURS_OF_WEEK, PlaceKind, Roster};
use quantity::{Duration, Instant};

use super::Material;

/// The week by the hour, from Monday 00:00.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// A row for each place whose spaces are limited.
    pub rows: Vec<HeatRow>,
    /// The hospital as a whole.
    pub hours: Vec<Hours>,
}

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// For each hour of the week how much of the roster's spaces is in use, in %, at most 100; `None` where the hour was not
    /// seen or the roster has no space.
    pub percents: Vec<Option<f64>>,
    /// The least of them and the greatest, each with its hour: `Tue 14:00`.
    pub ends: Option<[(f64, String); 2]>,
}

/// A number by hour of the week.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// What it is.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// By hour; `None` where the hour was not seen.
    pub values: Vec<Option<f64>>,
}

pub(super) fn heat(material: &Material<'_>) -> Heat {
    let (hospital, seen) = (material.hospital, &material.results.profiles);
    let row = |place: hospital::PlaceId| {
        let it = &hospital.places[place.index()];
        // Of care visits a day it is not kept how they change over the week.
        if it.each.is_some() {
            return None;
        }
        let spaces = spaces_by_hour(&it.capacity, hospital.clock)?;
        let percents = seen.occupied_spaces(place).into_iter().zip(spaces).map(|(occupied, spaces)| {
            (occupied.is_finite() && spaces > 0.0).then(|| (100.0 * occupied / spaces).min(100.0))
        });
        let percents: Vec<Option<f64>> = percents.collect();
        Some(HeatRow { name: it.name.clone(), kind: it.kind, ends: ends(&percents), percents })
    };
    let rows = hospital.place_ids().filter_map(row).filter(|row| row.ends.is_some()).collect();
    Heat { rows, hours: hours(material) }
}

fn ends(percents: &[Option<f64>]) -> Option<[(f64, String); 2]> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let seen = || percents.iter().enumerate().filter_map(|(hour, &percent)| Some((hour, percent?)));
    let order = |one: &(usize, f64), other: &(usize, f64)| one.1.total_cmp(&other.1);
    let end = |(hour, percent): (usize, f64)| (percent, format!("{} {:02}:00", DAYS[hour / 24], hour % 24));
    Some([end(seen().min_by(order)?), end(seen().max_by(order)?)])
}

fn hours(material: &Material<'_>) -> Vec<Hours> {
    let seen = &material.results.profiles;
    let hours = |title, unit, values: [f64; HOURS_OF_WEEK]| Hours {
        title,
        unit,
        values: values.into_iter().map(|value| value.is_finite().then_some(value)).collect(),
    };
    let mut queues = [0.0; HOURS_OF_WEEK];
    for place in material.hospital.place_ids() {
        for (sum, queue) in queues.iter_mut().zip(seen.queue_length(place)) {
            *sum += queue;
        }
    }
    let all = [
        hours("Arrivals", "an hour", seen.arrivals()),
        hours("Discharges from a bed", "an hour", seen.discharges()),
        hours("Waiting in emergency for a bed", "patients", seen.boarding_count()),
        hours("In queues without a space", "patients", queues),
    ];
    all.into_iter().filter(|it| it.values.iter().flatten().any(|&value| value > 0.0)).collect()
}

/// The mean number of spaces in each hour of the week; `None` where they are unlimited or change by date.
fn spaces_by_hour(capacity: &Capacity, clock: Clock) -> Option<Vec<f64>> {
    match capacity {
        Capacity::Unlimited | Capacity::Rostered(Roster::Dated(_)) => None,
        Capacity::Always(number) => Some(vec![f64::from(*number); HOURS_OF_WEEK]),
        Capacity::Rostered(roster @ Roster::Weekly(_)) => {
            let monday = Instant::START - clock.start_of_week;
            let quarters = |hour: i64| {
                let at = |quarter: i64| monday + Duration::HOUR * hour + Duration::MINUTE * (15 * quarter);
                (0..4).map(|quarter| f64::from(roster.at(at(quarter), clock))).sum::<f64>() / 4.0
            };
            Some((0..HOURS_OF_WEEK as i64).map(quarters).collect())
        }
    }
}
