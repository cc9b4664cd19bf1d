//! A run that is stopped and started again from its own moment goes on as it would have: where both are now has the same
//! distribution, whatever is under way. Compared over many stopped runs, pair by pair.
//!
//! Seeds are fixed; each comparison allows 4 standard errors, a false alarm once in 16,000.

mod common;

use common::plain::{self, DIED, HOME};
use flow::{Plan, Settings, record};
use hospital::{
    ActivityId, AtGap, AttributeId, By, Capacity, Census, Choice, Closures, Hospital, Hours, Leaving, Log,
    Moment, Next, PathwayId, PlaceId, PlaceKind, Queue, Resource, ResourceId, Roster, Where,
};
use quantity::{Distribution, Duration, Instant};

const PAIRS: u32 = 1500;
const HOUR: f64 = Duration::HOUR.millis() as f64;
const DAY: f64 = Duration::DAY.millis() as f64;

fn lognormal(mean: f64, cv: f64) -> Distribution {
    Distribution::lognormal_mean_cv(mean, cv).expect("proper")
}

/// An emergency department with doctors by roster and patience, an assessment unit, two wards that close, clean and let go
/// in hours, and care at home: everything that a moment does not say and a start must draw.
fn hospital() -> Hospital {
    let pathway = PathwayId::new(0);
    let to = |activity: usize| Next::Activity(ActivityId::new(activity));
    let acuity = AttributeId::new(1);
    let mut assess = plain::activity("assess", pathway);
    assess.place = plain::into(&[0]);
    assess.uses = vec![(ResourceId::new(0), 1)];
    let cases = vec![By::Always(lognormal(3.0 * HOUR, 0.7)), By::Always(lognormal(1.5 * HOUR, 0.9))];
    assess.time = By::Of { attribute: acuity, cases };
    assess.patience = Some(By::Always(lognormal(5.0 * HOUR, 0.6)));
    assess.next = By::Always(vec![(to(1), 0.45), (Next::Exit(HOME), 0.55)]);
    let mut unit = plain::activity("unit", pathway);
    unit.place = plain::into(&[1]);
    unit.time = By::Always(lognormal(14.0 * HOUR, 0.8));
    unit.next = By::Always(vec![(to(2), 0.6), (Next::Exit(HOME), 0.4)]);
    unit.keep_after = vec![(Next::Exit(HOME), By::Always(lognormal(5.0 * HOUR, 0.5)))];
    let mut stay = plain::activity("stay", pathway);
    let tiers = vec![vec![PlaceId::new(2)], vec![PlaceId::new(3)]];
    stay.place = Where::Into(By::Always(Choice { tiers, fall_back_after: Some(Duration::HOUR * 6) }));
    let long = lognormal(9.0 * DAY, 0.8);
    let short = Distribution::uniform(0.5 * DAY, 2.0 * DAY).expect("proper");
    stay.time = By::Always(Distribution::mixture(vec![(0.5, short), (0.5, long)]).expect("shares of one"));
    stay.next = By::Always(vec![(to(3), 0.3), (Next::Exit(HOME), 0.6), (Next::Exit(DIED), 0.1)]);
    stay.fit_to_leave = true;
    stay.keep_after = vec![(to(3), By::Always(Distribution::exponential(30.0 * HOUR).expect("proper")))];
    let mut care = plain::activity("care", pathway);
    care.place = plain::into(&[4]);
    care.time = By::Always(Distribution::gamma_shape_scale(2.0, 4.0 * DAY).expect("proper"));
    let mut places = vec![
        plain::place("ed", PlaceKind::Emergency, 12),
        plain::place("unit", PlaceKind::Assessment, 10),
        plain::place("ward 1", PlaceKind::Ward, 36),
        plain::place("ward 2", PlaceKind::Ward, 22),
        plain::place("care", PlaceKind::CareRounds, 40),
    ];
    places[0].queue =
        Queue { order: Some(acuity), promote_after: Some(Duration::HOUR * 3), ..Queue::default() };
    let (every, lasts) = (Distribution::exponential(12.0 * DAY), Distribution::uniform(1.0 * DAY, 5.0 * DAY));
    places[2].closures =
        Closures { random: Some((every.expect("proper"), lasts.expect("proper"))), dated: Vec::new() };
    places[2].turnaround = Some(lognormal(3.0 * HOUR, 0.5));
    let mut by_hour = vec![0.0; 24];
    by_hour[10..20].fill(1.0);
    places[2].leaving = Leaving::Drawn { by_hour, by_weekday: [0.9, 0.9, 0.8, 0.9, 0.9, 0.4, 0.4] };
    let hours = (0..7).map(|day| (Duration::HOUR * (24 * day + 9), Duration::HOUR * (24 * day + 18)));
    places[3].leaving = Leaving::Within(Hours { spans: hours.collect() });
    let mut arrivals = plain::rate("all", 34.0, ActivityId::new(0));
    if let hospital::Process::Rate(rate) = &mut arrivals.process {
        rate.by_hour = vec![0.5, 1.4, 1.1];
    }
    let activities = vec![assess, unit, stay, care];
    let mut it = plain::hospital(places, activities, vec![arrivals]);
    it.attributes.push(plain::attribute("acuity", 2, By::Always(vec![0.3, 0.7])));
    let day = |day: i64| [(Duration::HOUR * (24 * day + 8), 6), (Duration::HOUR * (24 * day + 20), 4)];
    let changes = [(Duration::ZERO, 4)].into_iter().chain((0..7).flat_map(day)).collect();
    it.resources = vec![Resource {
        name: "doctor".to_owned(),
        capacity: Capacity::Rostered(Roster::Weekly(changes)),
        at_gap: AtGap::Resume,
        queue: Queue { order: Some(acuity), ..Queue::default() },
        used_up: false,
        agency: None,
        paid_by: hospital::PayerId::TRUST,
        cost_per_hour: 0.0,
    }];
    it
}

/// What is looked at when both runs have come to the same time.
fn seen(census: &Census) -> Vec<f64> {
    let places = census.places().iter();
    let mut all: Vec<f64> = places.flat_map(|it| [f64::from(it.occupied), f64::from(it.queue)]).collect();
    all.push(census.visits().filter(|present| present.fit_since.is_some()).count() as f64);
    all.push(census.visits().filter(|present| present.space.is_none()).count() as f64);
    all.push(census.places().iter().filter(|it| it.closed).count() as f64);
    let longest = census.visits().map(|present| (census.at() - present.arrived).hours());
    all.push(longest.sum::<f64>() / 24.0);
    all
}

/// Of one run stopped at `stop` and looked at so long after, and of another that starts there.
fn pair(plan: &Plan, run: u32, stop: Instant, after: Duration) -> [Vec<f64>; 2] {
    let hospital = plan.hospital();
    let end = stop + after;
    let settings = Settings { seed: 5, warm_up: Duration::DAY * 40, collect: end - Instant::START };
    let ((census, log), _) = record(plan, settings, run, (Census::new(hospital), Log::default()));
    let moment = Moment::of(hospital, &log.lines, Some(stop));
    let again = Plan::from_moment(hospital.clone().starting_at(stop, "then".to_owned()), &moment);
    assert_eq!(again.remarks(), []);
    let settings = Settings { collect: after, ..settings };
    let (other, _) = record(&again, settings, run, Census::new(again.hospital()));
    [seen(&census), seen(&other)]
}

fn assert_goes_on(hour_of_stop: i64, after: Duration) {
    let plan = Plan::new(hospital());
    let stop = Instant::START + Duration::DAY + Duration::HOUR * hour_of_stop;
    let pairs: Vec<_> = (0..PAIRS).map(|run| pair(&plan, run, stop, after)).collect();
    for at in 0..pairs[0][0].len() {
        let differences: Vec<f64> = pairs.iter().map(|[run, other]| other[at] - run[at]).collect();
        let n = f64::from(PAIRS);
        let mean = differences.iter().sum::<f64>() / n;
        let variance = differences.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / (n - 1.0);
        let error = (variance / n).sqrt();
        assert!(mean.abs() <= 4.0 * error, "{at}: {mean} more, ± {error}");
    }
}

#[test]
fn some_hours_after_a_stop_in_the_afternoon() {
    assert_goes_on(14, Duration::HOUR * 5);
}

#[test]
fn some_days_after_a_stop_at_night() {
    assert_goes_on(22, Duration::HOUR * 60);
}
