//! Starting from a moment, against exact answers: queues by uniformisation, wards by conditional survival.
//!
//! Seeds are fixed; each comparison allows 4 standard errors, a false alarm once in 16,000.

mod common;

use common::plain::{self, HOME};
use flow::{Plan, Settings, record};
use hospital::{
    ActivityId, ArrivalsId, By, Census, Hospital, Line, Moment, Movement, MovementKind, Next, PathwayId,
    PlaceId, PlaceKind, Space, Traits, Visit, VisitId,
};
use quantity::{Distribution, Duration, Instant};

const RUNS: u32 = 20_000;
const STAY: ActivityId = ActivityId::new(0);
const WARD: PlaceId = PlaceId::new(0);

fn ward(spaces: u32, stay: Distribution, per_day: f64) -> Hospital {
    let mut activity = plain::activity("stay", PathwayId::new(0));
    activity.place = plain::into(&[0]);
    activity.time = By::Always(stay);
    activity.next = By::Always(vec![(Next::Exit(HOME), 1.0)]);
    let arrivals = plain::rate("all", per_day, STAY);
    plain::hospital(vec![plain::place("ward", PlaceKind::Ward, spaces)], vec![activity], vec![arrivals])
}

/// A log in which visits came so many days before its end, the first `in_bed` of them into beds.
fn came(days_ago: &[f64], in_bed: usize) -> Vec<Line> {
    let end = Instant::START + Duration::DAY * 100;
    let mut lines: Vec<Movement> = Vec::new();
    for (number, &days) in days_ago.iter().enumerate() {
        let visit = Visit { id: VisitId::new(ArrivalsId::new(0), number as u64), slot: number as u32 };
        let at = end - Duration::from_millis((days * Duration::DAY.millis() as f64) as i64);
        let arrived = MovementKind::Arrived { traits: Traits::default() };
        lines.push(Movement { at, visit, kind: arrived, space: None });
        let (kind, space) = if number < in_bed {
            (MovementKind::Begins { activity: STAY }, Some(Space { place: WARD, number: number as u32 }))
        } else {
            (MovementKind::Waits { activity: STAY, place: Some(WARD) }, None)
        };
        lines.push(Movement { at, visit, kind, space });
    }
    lines.sort_by_key(|movement| movement.at);
    lines.into_iter().map(Line::Movement).collect()
}

fn start(hospital: &Hospital, lines: &[Line]) -> Plan {
    let end = Instant::START + Duration::DAY * 100;
    let moment = Moment::of(hospital, lines, Some(end));
    assert_eq!(moment.found(), []);
    let plan = Plan::from_moment(hospital.clone().starting_at(end, "then".to_owned()), &moment);
    assert_eq!(plan.remarks(), []);
    plan
}

/// The numbers present after so many days, replication by replication.
fn present_after(plan: &Plan, days: f64) -> Vec<usize> {
    let collect = Duration::from_hours(24.0 * days);
    let settings = Settings { seed: 11, warm_up: Duration::ZERO, collect };
    let count = |replication| {
        let (census, _) = record(plan, settings, replication, Census::new(plan.hospital()));
        census.visits().count()
    };
    (0..RUNS).map(count).collect()
}

/// The distribution of the number present in M/M/c after a time, by uniformisation (Jensen, 1953): with all rates brought to
/// one, the state after so many steps of a chain, their number being Poisson.
fn queue_after(arrivals: f64, service: f64, servers: usize, from: usize, time: f64) -> Vec<f64> {
    const MOST: usize = 120;
    let uniform = arrivals + service * servers as f64;
    let mut state = vec![0.0; MOST + 1];
    state[from] = 1.0;
    let mut after = vec![0.0; MOST + 1];
    let mut weight = quantity::maths::exp(-uniform * time);
    for step in 0..2000 {
        if step > 0 {
            weight *= uniform * time / f64::from(step);
            let mut next = vec![0.0; MOST + 1];
            for (number, &share) in state.iter().enumerate() {
                let up = if number < MOST { arrivals / uniform } else { 0.0 };
                let down = service * number.min(servers) as f64 / uniform;
                next[number] += share * (1.0 - up - down);
                if number < MOST {
                    next[number + 1] += share * up;
                }
                if number > 0 {
                    next[number - 1] += share * down;
                }
            }
            state = next;
        }
        after.iter_mut().zip(&state).for_each(|(after, share)| *after += weight * share);
    }
    assert!((after.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    after
}

fn assert_queue(servers: usize, days_ago: &[f64], per_day: f64, mean_days: f64, after: f64) {
    let stay = Distribution::exponential(mean_days * Duration::DAY.millis() as f64).expect("above zero");
    let hospital = ward(servers as u32, stay, per_day);
    let plan = start(&hospital, &came(days_ago, servers.min(days_ago.len())));
    let right = queue_after(per_day, 1.0 / mean_days, servers, days_ago.len(), after);
    let seen = present_after(&plan, after);
    for (number, &share) in right.iter().enumerate() {
        let found = seen.iter().filter(|&&it| it == number).count() as f64 / f64::from(RUNS);
        let error = (share * (1.0 - share) / f64::from(RUNS)).sqrt();
        assert!(
            (found - share).abs() <= 4.0 * error + 1e-4,
            "{servers} servers, {number} after {after} days: {found} and not {share}"
        );
    }
}

#[test]
fn one_server_from_any_number() {
    assert_queue(1, &[], 0.8, 1.0, 1.5);
    assert_queue(1, &[2.0, 1.9, 1.5, 0.2], 0.8, 1.0, 1.5);
    assert_queue(1, &[0.3], 0.8, 1.0, 6.0);
}

#[test]
fn many_servers_from_too_many_and_from_few() {
    assert_queue(5, &[9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0], 4.0, 1.0, 0.7);
    assert_queue(5, &[0.1, 0.05], 4.0, 1.0, 2.0);
}

/// How many of those present are still there: each by survival given its age, whatever the law of stays.
#[test]
fn a_ward_empties_by_conditional_survival() {
    let day = Duration::DAY.millis() as f64;
    let lognormal = Distribution::lognormal_mean_cv(6.0 * day, 1.3).expect("proper");
    let short = Distribution::uniform(0.1 * day, 2.0 * day).expect("proper");
    let weights = [1.0, 2.0, 4.0, 7.0, 15.0, 40.0].map(|days| (days * day, 1.0)).to_vec();
    let laws = [
        lognormal.clone(),
        Distribution::mixture(vec![(0.6, short), (0.4, lognormal)]).expect("shares of one"),
        Distribution::empirical_weighted(weights).expect("six values"),
        Distribution::deterministic(9.0 * day).expect("proper"),
        Distribution::gamma_shape_scale(0.6, 8.0 * day).expect("proper"),
        Distribution::weibull_shape_scale(1.7, 6.0 * day).expect("proper"),
    ];
    let ages = [0.2, 0.5, 1.1, 2.3, 3.3, 4.8, 6.5, 8.9];
    for law in laws {
        let plan = start(&ward(100, law.clone(), 0.0), &came(&ages, ages.len()));
        for after in [0.3, 1.3, 5.0] {
            let still = |age: &f64| law.share_above((age + after) * day) / law.share_above(age * day);
            let shares: Vec<f64> = ages.iter().map(still).collect();
            let right: f64 = shares.iter().sum();
            let variance: f64 = shares.iter().map(|share| share * (1.0 - share)).sum();
            let seen = present_after(&plan, after);
            let found = seen.iter().sum::<usize>() as f64 / f64::from(RUNS);
            assert!(
                (found - right).abs() <= 4.0 * (variance / f64::from(RUNS)).sqrt() + 1e-4,
                "{law:?} after {after} days: {found} and not {right}"
            );
        }
    }
}

/// With beds for all, those who are there and those who still come are independent: the mean is the sum of both.
#[test]
fn newcomers_are_added_to_who_is_there() {
    let day = Duration::DAY.millis() as f64;
    let law = Distribution::lognormal_mean_cv(3.0 * day, 0.9).expect("proper");
    let ages = [0.5, 2.0, 4.0];
    let (per_day, after) = (2.0, 2.5);
    let plan = start(&ward(500, law.clone(), per_day), &came(&ages, ages.len()));
    let still: f64 =
        ages.iter().map(|age| law.share_above((age + after) * day) / law.share_above(age * day)).sum();
    // M/G/∞: λ ∫ S(t) dt, by the midpoint rule.
    let step = after / 10_000.0;
    let came: f64 =
        (0..10_000).map(|n| per_day * step * law.share_above((f64::from(n) + 0.5) * step * day)).sum();
    let seen = present_after(&plan, after);
    let found = seen.iter().sum::<usize>() as f64 / f64::from(RUNS);
    // The variance of a sum of Bernoullis is below, that of a Poisson is its mean.
    let error = ((still + came) / f64::from(RUNS)).sqrt();
    assert!((found - still - came).abs() <= 4.0 * error, "{found} and not {still} + {came}");
}
