//! The course of a replication says the same as its measures, though each folds the movements in its own way.

use std::collections::BTreeMap;

use description::Request;
use flow::{Control, Plan, Runs, Settings, Wanted, simulate_beside};
use hospital::{CameFrom, Course, Figures, Hospital, Series, Subject, Wait, WentTo};
use quantity::Duration;

/// Files with boarding, parking, closures, priorities with interruption, patience, and care outside.
const FILES: [&str; 7] = [
    "district-general.toml",
    "w2.toml",
    "teaching/care_home_delay.toml",
    "cases/closing-ward.toml",
    "cases/parking-c.toml",
    "cases/priorities.toml",
    "cases/leaving-before-seen.toml",
];
const COLLECT: Duration = Duration::from_millis(42 * Duration::DAY.millis());

/// One replication in one step, with its figures.
fn run(file: &str, step: Duration) -> (Hospital, Figures, Course) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../hospitals").join(file);
    let text = std::fs::read_to_string(&path).expect("the file is there");
    let request = Request { file, text: &text, settings: &[], options: &[] };
    let described = description::read(&request, &mut |_| Err("no tables are needed".to_owned()));
    let hospital = described.expect("the file is sound").hospital;
    let settings = Settings { seed: 3, warm_up: Duration::DAY * 30, collect: COLLECT };
    let wanted = Wanted { runs: Runs { at_least: 1, at_most: 1 }, threads: 1, precision: None };
    let plan = Plan::new(hospital.clone());
    let course = || Course::new(&hospital, COLLECT, step);
    let (results, mut courses) =
        simulate_beside(&plan, settings, &wanted, &Control::default(), course).expect("nobody stops it");
    let figures = results.figures.into_iter().next().expect("one replication");
    (hospital, figures, courses.remove(0))
}

fn same(file: &str, what: &str, found: f64, measured: f64) {
    let near = (found - measured).abs() <= 1e-9 * measured.abs().max(1.0);
    assert!(near || found.is_nan() && measured.is_nan(), "{file}, {what}: {found} is not {measured}");
}

#[test]
fn series_over_one_step_are_the_measures() {
    for file in FILES {
        let (_, figures, course) = run(file, COLLECT);
        for (series, id) in [
            (Series::FourHourShare, "four_hour_share"),
            (Series::BoardingCount, "boarding_count"),
            (Series::Occupancy, "occupancy"),
            (Series::FitToLeaveCount, "fit_to_leave_count"),
            (Series::Arrivals, "arrivals"),
            (Series::Discharges, "discharges"),
            (Series::Present, "present"),
        ] {
            let measured = figures.value(Subject::Hospital, id).expect("the hospital has it");
            same(file, id, course.values(series)[0], measured);
        }
    }
}

#[test]
fn weeks_have_the_mean_of_the_whole() {
    let (_, figures, course) = run("w2.toml", Duration::WEEK);
    for (series, id) in [(Series::BoardingCount, "boarding_count"), (Series::Arrivals, "arrivals")] {
        let weeks = course.values(series);
        assert_eq!(weeks.len(), 6);
        let measured = figures.value(Subject::Hospital, id).expect("the hospital has it");
        same("w2.toml", id, weeks.iter().sum::<f64>() / 6.0, measured);
    }
}

#[test]
fn waits_of_a_place_are_its_measures() {
    for file in FILES {
        let (hospital, figures, course) = run(file, COLLECT);
        let mut sums: BTreeMap<(usize, &str), f64> = BTreeMap::new();
        for ((place, wait, _), number) in course.waits() {
            let id = match wait {
                Wait::Outside => "parked",
                Wait::Queue => "queue_length",
                Wait::ToMove => "waiting_to_move",
                Wait::Kept => "kept_after",
                Wait::Staff | Wait::Paused => continue,
            };
            *sums.entry((place.expect("it is a place's").index(), id)).or_default() += number;
        }
        for place in hospital.place_ids() {
            for id in ["parked", "queue_length", "waiting_to_move", "kept_after"] {
                let found = sums.get(&(place.index(), id)).copied().unwrap_or(0.0);
                let measured = figures.value(Subject::Place(place), id).expect("the place has it");
                same(file, &format!("{id} of {}", hospital.places[place.index()].name), found, measured);
            }
        }
    }
}

#[test]
fn ways_into_a_place_are_its_throughput() {
    for file in FILES {
        let (hospital, figures, course) = run(file, COLLECT);
        for place in hospital.place_ids() {
            let into = |&(from, to, _): &(CameFrom, WentTo, f64)| {
                to == WentTo::Place(place) && from != CameFrom::Place(place)
            };
            let found: f64 = course.ways().filter(into).map(|(_, _, per_day)| per_day).sum();
            let measured = figures.value(Subject::Place(place), "throughput").expect("the place has it");
            // One who gives up a space to wait for the same place again comes in anew, but not from elsewhere.
            assert!(found <= measured + 1e-9, "{file}: {found} is more than {measured}");
            if !file.contains("priorities") {
                same(file, &hospital.places[place.index()].name, found, measured);
            }
        }
        let out: f64 = course.ways().filter(|it| matches!(it.1, WentTo::Exit(_))).map(|it| it.2).sum();
        let of = |id: &str| figures.value(Subject::Hospital, id).expect("the hospital has it");
        let not_served = of("left_before_seen_share") + of("turned_away_share");
        if not_served < 1.0 {
            same(file, "all who left", out * (1.0 - not_served), of("throughput"));
        }
    }
}
