//! Stays in several parts: on a ward once they are too long for an assessment unit, and with critical care between.

mod support;

use std::collections::BTreeMap;

use flow::{Plan, Settings, record};
use hospital::{Hospital, Log, MovementKind, VisitId};
use quantity::{Duration, Instant};
use support::{PLAIN, With, path, read};

/// The activities of a visit, each with its days.
type Parts = Vec<(String, f64)>;

/// Of each visit, how long it was in each of its activities, in days, in order; only of visits that have left.
fn parts(hospital: &Hospital, days: i64) -> BTreeMap<VisitId, Parts> {
    let settings = Settings { seed: 1, warm_up: Duration::ZERO, collect: Duration::DAY * days };
    let (log, _) = record(&Plan::new(hospital.clone()), settings, 0, Log::default());
    let mut under_way: BTreeMap<VisitId, (Parts, Option<(String, Instant)>)> = BTreeMap::new();
    let mut done = BTreeMap::new();
    for movement in log.movements() {
        let (parts, now) = under_way.entry(movement.visit.id).or_default();
        if let Some((name, since)) = now.take() {
            parts.push((name, (movement.at - since).hours() / 24.0));
        }
        if let MovementKind::Begins { activity } = movement.kind {
            *now = Some((hospital.activities[activity.index()].name.clone(), movement.at));
        } else if let MovementKind::Left { .. } = movement.kind {
            done.insert(movement.visit.id, std::mem::take(parts));
        }
    }
    done
}

/// Days in activities of these names.
fn days_in(parts: &[(String, f64)], names: &[&str]) -> f64 {
    parts.iter().filter(|(name, _)| names.contains(&name.as_str())).map(|(_, days)| days).sum()
}

#[test]
fn the_rest_of_a_stay_on_the_ward_is_the_same_with_critical_care_and_without() {
    let file = path("teaching/step_up.toml");
    let plain = parts(&read(&file, PLAIN), 400);
    let early = parts(&read(&file, With { options: &["seen_early"], ..PLAIN }), 400);
    let of = |parts: &[(String, f64)]| days_in(parts, &["still_on_ward"]);
    let is_up = |parts: &[(String, f64)]| parts.iter().any(|(name, _)| name == "critical");
    let mut spared = 0;
    for (id, with) in &plain {
        let Some(without) = early.get(id) else { continue };
        if of(with) > 0.0 && of(without) > 0.0 {
            assert_eq!(of(with).to_bits(), of(without).to_bits(), "{id:?}");
            spared += u32::from(is_up(with) && !is_up(without));
        }
    }
    assert!(spared > 50, "only {spared} go up in one option and not in the other");
}

#[test]
fn both_parts_together_have_the_law_of_the_whole_stay() {
    // Gamma of shape 1.4 and scale 4 days: mean 5.6 days, variance 22.4. Four standard errors; the seed is fixed.
    let parts = parts(&read(&path("teaching/step_up.toml"), PLAIN), 1000);
    for goes_up in [true, false] {
        let is_up = |parts: &&Parts| {
            parts.iter().any(|(name, _)| name == "critical") == goes_up
                && days_in(parts, &["still_on_ward"]) > 0.0
        };
        let days: Vec<f64> =
            parts.values().filter(is_up).map(|it| days_in(it, &["on_ward", "still_on_ward"])).collect();
        let number = days.len() as f64;
        let mean = days.iter().sum::<f64>() / number;
        let error = (22.4 / number).sqrt();
        assert!(
            number > 300.0 && (mean - 5.6).abs() < 4.0 * error,
            "{mean} days, {number} stays, up: {goes_up}"
        );
    }
}

/// Of each visit that has left, the time since its first activity began, and whether it came to the ward.
fn stays(hospital: &Hospital, days: i64) -> BTreeMap<VisitId, (Duration, bool)> {
    let settings = Settings { seed: 1, warm_up: Duration::ZERO, collect: Duration::DAY * days };
    let (log, _) = record(&Plan::new(hospital.clone()), settings, 0, Log::default());
    let ward = hospital.place_ids().find(|place| hospital.places[place.index()].name == "ward");
    let mut begun: BTreeMap<VisitId, (Instant, bool)> = BTreeMap::new();
    let mut left = BTreeMap::new();
    for movement in log.movements() {
        let id = movement.visit.id;
        if let MovementKind::Begins { .. } = movement.kind {
            let (_, moved) = begun.entry(id).or_insert((movement.at, false));
            *moved |= movement.space.map(|space| space.place) == ward;
        } else if let (MovementKind::Left { .. }, Some(&(since, moved))) = (movement.kind, begun.get(&id)) {
            left.insert(id, (movement.at - since, moved));
        }
    }
    left
}

#[test]
fn another_limit_and_more_beds_change_where_a_stay_is_and_not_how_long() {
    let file = path("teaching/assessment_unit.toml");
    let with = |options: &[&str]| stays(&read(&file, With { options, ..PLAIN }), 300);
    let plain = with(&[]);
    for option in ["two_days", "four_more_beds"] {
        let other = with(&[option]);
        let mut elsewhere = 0;
        for (id, &(stay, on_ward)) in &plain {
            let Some(&(stay_then, on_ward_then)) = other.get(id) else { continue };
            assert_eq!(stay, stay_then, "{id:?} with {option}");
            elsewhere += u32::from(on_ward != on_ward_then);
        }
        assert!(elsewhere > 20, "{option} moves only {elsewhere}");
    }
}
