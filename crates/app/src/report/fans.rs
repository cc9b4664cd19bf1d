//! How the weeks went: the middle of the runs and how far they lie apart.

use hospital::{Course, HospitalMeasure, Measure, Series};
use quantity::Duration;

use super::{Material, shown};
use crate::view::{Shown, Unit};

/// How the weeks went.
#[derive(Clone, Debug, PartialEq)]
pub struct Fans {
    /// How long a step is, in words: `week`.
    pub step: &'static str,
    /// How many runs there are.
    pub runs: usize,
    /// Whether the outer band is the whole range of the runs, because they are too few for quantiles.
    pub outer_is_range: bool,
    /// Where the axis has marks, in steps, and what they say.
    pub marks: Vec<(f64, String)>,
    /// One for each series that has something to say.
    pub list: Vec<Fan>,
}

/// One series.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// What it is.
    pub title: &'static str,
    /// What is counted, in a sentence.
    pub words: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Over the whole counted time, where it is a measure.
    pub mean: Option<Shown>,
    /// For each step the quantiles 5, 25, 50, 75 and 95 % of the runs, in the unit; `None` where nothing was seen.
    pub quantiles: Vec<Option<[f64; 5]>>,
    /// The first run alone: one year that could have been.
    pub one_run: Vec<Option<f64>>,
}

/// Of fewer runs, the outer quantiles would say nothing.
const ENOUGH_FOR_QUANTILES: usize = 20;

type Wanted = (Series, Option<HospitalMeasure>, Unit, &'static str, &'static str);

const HOSPITAL: [Wanted; 7] = [
    (
        Series::FourHourShare,
        Some(HospitalMeasure::FourHourShare),
        Unit::Percent,
        "Within four hours",
        "Emergency attendances that ended within four hours of arrival, of those that ended then.",
    ),
    (
        Series::BoardingCount,
        Some(HospitalMeasure::BoardingCount),
        Unit::Number,
        "Waiting in emergency for a bed",
        "Patients decided to admit who are still in the emergency department: mean number.",
    ),
    (
        Series::EmergencyQueue,
        None,
        Unit::Number,
        "Queue of the emergency department",
        "Patients waiting for a space of the emergency department or held outside it: mean number.",
    ),
    (
        Series::Occupancy,
        Some(HospitalMeasure::Occupancy),
        Unit::Percent,
        "General and acute beds in use",
        "Occupied of open beds in wards and assessment units.",
    ),
    (
        Series::FitToLeaveCount,
        Some(HospitalMeasure::FitToLeaveCount),
        Unit::Number,
        "Fit to leave and still here",
        "Patients with no medical reason to stay who have not left: mean number.",
    ),
    (
        Series::Arrivals,
        Some(HospitalMeasure::Arrivals),
        Unit::PerDay,
        "Arrivals",
        "Visits that arrived, a day.",
    ),
    (
        Series::Discharges,
        Some(HospitalMeasure::Discharges),
        Unit::PerDay,
        "Discharges from a bed",
        "Stays in hospital beds that ended, a day.",
    ),
];

const QUEUE: [Wanted; 3] = [
    (
        Series::Waiting,
        None,
        Unit::Number,
        "Waiting",
        "Visits that wait for an activity to begin, wherever they are: mean number.",
    ),
    (
        Series::Present,
        Some(HospitalMeasure::Present),
        Unit::Number,
        "Under way",
        "Visits that have arrived and not left: mean number.",
    ),
    (
        Series::Arrivals,
        Some(HospitalMeasure::Arrivals),
        Unit::PerDay,
        "Arrivals",
        "Visits that arrived, a day.",
    ),
];

pub(super) fn fans(material: &Material<'_>) -> Fans {
    let places = &material.hospital.places;
    let has_emergency = places.iter().any(|it| it.kind == hospital::PlaceKind::Emergency);
    let has_beds = places.iter().any(|it| it.kind.has_beds());
    let wanted: Vec<&Wanted> = match (has_emergency, has_beds) {
        (true, true) => HOSPITAL.iter().collect(),
        (false, true) => QUEUE[..1].iter().chain(&HOSPITAL).collect(),
        (true, false) => HOSPITAL[..1].iter().chain(&QUEUE).collect(),
        (false, false) => QUEUE.iter().collect(),
    };
    let steps = material.simulated.collect.millis() / material.step.millis();
    let list: Vec<Fan> = match steps {
        0 | 1 => Vec::new(),
        _ => wanted.into_iter().filter_map(|it| fan(material, it)).collect(),
    };
    Fans {
        step: step_in_words(material.step),
        runs: material.courses.len(),
        outer_is_range: material.courses.len() < ENOUGH_FOR_QUANTILES,
        marks: marks(material, steps),
        list,
    }
}

fn step_in_words(step: Duration) -> &'static str {
    match step {
        Duration::HOUR => "hour",
        Duration::DAY => "day",
        Duration::WEEK => "week",
        step if step == Duration::WEEK * 4 => "four weeks",
        _ => "52 weeks",
    }
}

fn fan(material: &Material<'_>, &(series, measure, unit, title, words): &Wanted) -> Option<Fan> {
    let times = if unit == Unit::Percent { 100.0 } else { 1.0 };
    let seen = |value: f64| value.is_finite().then_some(value * times);
    let runs: Vec<Vec<Option<f64>>> = material
        .courses
        .iter()
        .map(|course| Course::values(course, series).into_iter().map(seen).collect())
        .collect();
    let steps = runs.first().map_or(0, Vec::len);
    let ends = if runs.len() < ENOUGH_FOR_QUANTILES { [0.0, 1.0] } else { [0.05, 0.95] };
    let quantiles = (0..steps).map(|step| {
        let mut values: Vec<f64> = runs.iter().filter_map(|run| run[step]).collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| quantile(&values, share);
        (!values.is_empty()).then(|| [at(ends[0]), at(0.25), at(0.5), at(0.75), at(ends[1])])
    });
    let quantiles: Vec<Option<[f64; 5]>> = quantiles.collect();
    let something = runs.iter().flatten().flatten().any(|&value| value > 0.0);
    let id = measure.and_then(|it| hospital::definition(Measure::Hospital(it))).map(|it| it.definition().id);
    something.then(|| Fan {
        title,
        words,
        unit,
        mean: id.and_then(|id| shown(material.simulated, id)),
        quantiles,
        one_run: runs.into_iter().next().unwrap_or_default(),
    })
}

/// The value below which a share of some sorted values lies, straight between them (Hyndman and Fan's seventh definition).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (low, part) = (at.floor(), at - at.floor());
    let (low, high) = (sorted[low as usize], sorted[(low as usize + 1).min(sorted.len() - 1)]);
    low + (high - low) * part
}

const MONTHS: [(&str, usize); 12] = [
    ("Jan", 31),
    ("Feb", 28),
    ("Mar", 31),
    ("Apr", 30),
    ("May", 31),
    ("Jun", 30),
    ("Jul", 31),
    ("Aug", 31),
    ("Sep", 30),
    ("Oct", 31),
    ("Nov", 30),
    ("Dec", 31),
];
/// Beyond so many months only the years are marked, and beyond so many years not all of them.
const MOST_MARKS: usize = 14;

/// Marks of the axis: months by the hospital's calendar (of 365 days), or days from the start.
fn marks(material: &Material<'_>, steps: i64) -> Vec<(f64, String)> {
    let days = (material.step * steps).days();
    let in_steps = |days: f64| days / material.step.days();
    if material.step < Duration::WEEK {
        let apart =
            [1.0, 2.0, 7.0, 14.0, 28.0].into_iter().find(|apart| days / apart <= 12.0).unwrap_or(28.0);
        let number = (days / apart).floor() as usize;
        return (0..=number)
            .map(|it| (in_steps(it as f64 * apart), format!("day {}", it as f64 * apart)))
            .collect();
    }
    let mut year: u32 = material.simulated.start.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
    let mut months = Vec::new();
    let (mut day, mut month) = (-f64::from(material.hospital.clock.start_day_of_year), 0);
    while day <= days {
        if day >= 0.0 {
            months.push((in_steps(day), month, year));
        }
        day += MONTHS[month].1 as f64;
        month = (month + 1) % MONTHS.len();
        year += u32::from(month == 0);
    }
    if months.len() <= MOST_MARKS {
        let name = |&(at, month, year): &(f64, usize, u32)| {
            let name = MONTHS[month].0;
            (at, if month == 0 && year > 0 { format!("{name} {year}") } else { name.to_owned() })
        };
        return months.iter().map(name).collect();
    }
    let years: Vec<(f64, String)> = months
        .iter()
        .filter(|&&(_, month, _)| month == 0)
        .map(|&(at, _, year)| (at, year.to_string()))
        .collect();
    let apart = years.len().div_ceil(MOST_MARKS).max(1);
    years.into_iter().step_by(apart).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_straight_between_values() {
        let values = [1.0, 2.0, 4.0];
        assert_eq!(
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&values, share)),
            [1.0, 1.5, 2.0, 3.0, 4.0]
        );
        assert_eq!(quantile(&[7.0], 0.95), 7.0);
    }
}
