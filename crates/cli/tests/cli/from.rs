//! Starting from who is there by a file of movements.

use crate::files::{SMALL, directory, file, run};

fn simulate(at: &std::path::Path, more: &[&str]) -> crate::files::Ran {
    run(at, &[&["simulate", "small.toml", "--runs", "3"][..], more].concat())
}

#[test]
fn what_was_written_can_be_started_from_in_both_formats() {
    let at = directory("from_written");
    file(&at, "small.toml", SMALL);
    let mut outputs = Vec::new();
    for kind in ["csv", "parquet"] {
        let name = format!("m.{kind}");
        let ran = simulate(&at, &["--movements", &name]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let from = ["--from", &name, "--at", "2026-01-20 08:00", "--for", "2 days", "--format", "json"];
        for threads in ["1", "2"] {
            let ran = simulate(&at, &[&from[..], &["--threads", threads]].concat());
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            outputs.push(ran.out);
        }
    }
    assert!(outputs.iter().all(|output| *output == outputs[0]), "formats and threads change nothing");
    let json: serde_json::Value = serde_json::from_str(&outputs[0]).expect("it is JSON");
    assert_eq!(json["from"]["at"], "2026-01-20 08:00");
    assert!(json["from"]["present"].as_u64().is_some_and(|present| present > 10), "{}", json["from"]);
    assert_eq!(json["from"]["remarks"], serde_json::json!([]));
}

#[test]
fn a_run_that_started_from_a_file_can_be_started_from() {
    let at = directory("from_again");
    file(&at, "small.toml", SMALL);
    assert_eq!(simulate(&at, &["--movements", "a.csv"]).code, Some(0));
    let from_a = ["--from", "a.csv", "--at", "2026-01-20 08:00", "--for", "3 days", "--movements", "b.csv"];
    let ran = simulate(&at, &from_a);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("3 days from 2026-01-20 08:00, with the "), "{}", ran.out);
    // The times of the second file count from its own start; its dates are right by any clock.
    let ran = simulate(&at, &["--from", "b.csv", "--set", "run.start=2026-01-20 08:00", "--for", "1 day"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("1 day from 2026-01-2"), "{}", ran.out);
}

#[test]
fn places_alone_are_enough_and_what_is_made_of_them_is_said() {
    let at = directory("from_places");
    file(&at, "small.toml", SMALL);
    let rows = "at,visit,kind,place,space,acuity\n\
        2026-01-12 07:00,walk_in-1,arrived,,,low\n\
        2026-01-12 07:01,walk_in-1,placed,ed,0,\n\
        2026-01-12 07:30,ambulance-4,arrived,,,high\n\
        2026-01-12 07:30,ambulance-4,placed,ward,3,\n\
        2026-01-12 07:45,ambulance-5,arrived,,,high\n\
        2026-01-12 07:45,ambulance-5,placed,ward,3,\n";
    file(&at, "told.csv", rows);
    let ran = simulate(&at, &["--from", "told.csv", "--for", "1 day"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in [
        "1 day from 2026-01-12 07:45, with the 3 visits who were there then",
        "3 visits are known by their place only",
        "1 visit is said to be in a space that another has",
        "1 movement of told.csv up to then is at odds with others, the first at 2026-01-12 07:45",
    ] {
        assert!(ran.out.replace('\n', " ").replace("  ", " ").contains(said), "{said}\n{}", ran.out);
    }
}

#[test]
fn what_cannot_be_started_from_is_said() {
    let at = directory("from_faults");
    file(&at, "small.toml", SMALL);
    file(&at, "empty.csv", "at,visit,kind\n");
    file(&at, "odd.csv", "at,visit,kind\n2026-01-12 07:00,nobody-1,arrived\n");
    file(&at, "one.csv", "at,visit,kind,acuity\n2026-01-12 07:00,walk_in-1,arrived,low\n");
    for (arguments, said) in [
        (&["--from", "none.csv"][..], "none.csv: No such file"),
        (&["--from", "small.toml"], "ends neither in .csv nor in .parquet"),
        (&["--from", "empty.csv"], "empty.csv has no movements: there is nothing to start from"),
        (&["--from", "odd.csv"], "`nobody-1` is not a visit of this hospital"),
        (&["--from", "one.csv", "--at", "noon"], "`noon` is no date and time"),
        (&["--from", "one.csv", "--at", "2026-01-12 06:59"], "one.csv begins at 2026-01-12 07:00"),
    ] {
        let ran = simulate(&at, arguments);
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(simulate(&at, &["--at", "2026-01-12 07:00"]).code, Some(2));
    assert_eq!(simulate(&at, &["--from", "one.csv", "--warm-up", "1 day"]).code, Some(2));
}
