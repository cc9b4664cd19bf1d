//! Northbridge General and the teaching hospitals: they run, the district general is as full and as slow as it should be,
//! and it answers to a change outside it.
//!
//! The district general runs with 6 replications of 120 days after 182 of warm-up, seed 1, so a test gives the same
//! figures on every machine. Its means keep at least four standard errors from the ends of the bands for the four-hour
//! share and occupancy, and more for the others: with 5 degrees of freedom, one seed in a hundred would raise a false
//! alarm. The paired comparison takes the same patients in both runs, and asks only for the sign of differences that were
//! three or more times their standard error: again one seed in a hundred.

mod support;

use std::fs;

use app::{Control, Estimate, Setting, SimulateRequest, Simulated, check, prepare};
use quantity::Duration;
use support::path;

const DISTRICT_GENERAL: &str = "district-general.toml";

fn run(file: &str, options: &[&str], short: Option<(i64, i64, u32)>) -> Simulated {
    let days = |days: i64| Duration::DAY * days;
    let request = SimulateRequest {
        file: path(file),
        collect: short.map(|(_, collect, _)| days(collect)),
        warm_up: short.map(|(warm_up, _, _)| days(warm_up)),
        from: None,
        runs: Some(short.map_or(2, |(_, _, runs)| runs)),
        seed: Some(1),
        settings: Vec::<Setting>::new(),
        options: options.iter().map(|&name| name.to_owned()).collect(),
        threads: 2,
        precision: None,
        movements: None,
        report: None,
        associated: false,
    };
    let simulation = prepare(request).unwrap_or_else(|fault| panic!("{file}: {fault:?}"));
    simulation.run(&Control::default()).expect("nobody asks it to stop")
}

fn mean(measures: &[Estimate], id: &str) -> f64 {
    let found = measures.iter().find(|estimate| estimate.definition.id == id);
    found.unwrap_or_else(|| panic!("nothing was seen of {id}")).mean
}

/// The hospital with few and short runs, as it is or with options.
fn district_general(options: &[&str]) -> Simulated {
    run(DISTRICT_GENERAL, options, Some((182, 120, 6)))
}

#[test]
fn the_district_general_is_as_full_and_as_slow_as_it_should_be() {
    let found = district_general(&[]);
    let bands = [
        ("four_hour_share", 0.50, 0.68),
        ("occupancy", 0.88, 0.96),
        // 285 attendances and 31 others a day, less the quieter months of the year.
        ("arrivals", 300.0, 325.0),
        // Nobody is lost: 280 attendances of which 27 % are admitted, others sent straight in, and operations.
        ("admissions", 68.0, 84.0),
        // Fit to leave and still here: a seventh to a quarter of 500 patients.
        ("fit_to_leave_count", 70.0, 135.0),
        ("length_of_stay", 5.8, 7.8),
        ("twelve_hours_from_decision_to_admit", 0.5, 12.0),
        ("left_before_seen_share", 0.005, 0.05),
    ];
    for (id, low, high) in bands {
        let it = mean(&found.measures, id);
        assert!((low..=high).contains(&it), "{id} is {it}, outside {low} to {high}");
    }
    // Who comes in goes out: no queue grows without end.
    let (admissions, discharges) = (mean(&found.measures, "admissions"), mean(&found.measures, "discharges"));
    assert!(
        (admissions - discharges).abs() < 1.5,
        "{admissions} admissions and {discharges} discharges a day"
    );
    assert_eq!(found.deadlocks.stopped, None);
}

#[test]
fn it_has_540_general_and_acute_beds_and_12_of_critical_care() {
    let checked = check(&path(DISTRICT_GENERAL), &[], &[]).expect("it has no problems");
    assert_eq!(checked.beds, 552);
}

#[test]
fn care_outside_lowers_delays_and_boarding_inside() {
    let plain = district_general(&[]);
    let more = district_general(&["more_care", "more_places_outside"]);
    for id in ["fit_to_leave_count", "delay_time", "occupancy", "boarding_count", "outlier_bed_days"] {
        let (before, after) = (mean(&plain.measures, id), mean(&more.measures, id));
        assert!(after < before, "{id} went from {before} to {after}");
    }
    let arrivals = |found: &Simulated| mean(&found.measures, "arrivals").to_bits();
    assert_eq!(arrivals(&plain), arrivals(&more), "the same patients come");
}

#[test]
fn every_option_of_the_district_general_works() {
    let checked = check(&path(DISTRICT_GENERAL), &[], &[]).expect("it has no problems");
    let names: Vec<_> = checked.options.iter().map(|option| option.name.as_str()).collect();
    let expected = [
        "more_care",
        "more_places_outside",
        "more_doctors",
        "ten_beds",
        "weekend_discharge",
        "earlier_discharge",
        "faster_cleaning",
    ];
    assert_eq!(names, expected);
    for name in expected {
        let found = run(DISTRICT_GENERAL, &[name], Some((14, 14, 1)));
        assert!(mean(&found.measures, "discharges") > 0.0, "{name}");
    }
}

#[test]
fn every_teaching_hospital_runs_as_it_is_and_with_each_of_its_options() {
    let expected = [
        "assessment_unit",
        "bays",
        "care_home_delay",
        "ed_and_ward",
        "electives",
        "home_care",
        "mm1",
        "norovirus",
        "one_ward",
        "short_staffed",
        "step_up",
        "still_here",
        "surge",
        "triage_clinic",
        "two_desks",
        "who_pays",
    ];
    let mut names: Vec<String> = fs::read_dir(path("teaching"))
        .expect("the directory is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|file| file.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    assert_eq!(names, expected);
    for name in expected {
        let file = format!("teaching/{name}.toml");
        let checked = check(&path(&file), &[], &[]).unwrap_or_else(|fault| panic!("{file}: {fault:?}"));
        let options = checked.options.iter().map(|option| option.name.as_str());
        for options in std::iter::once(vec![]).chain(options.map(|option| vec![option])) {
            let found = run(&file, &options, Some((30, 60, 2)));
            assert!(mean(&found.measures, "throughput") > 0.0, "{file} {options:?}");
        }
    }
}
