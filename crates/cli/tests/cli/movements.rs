//! Movements written beside the figures; the same bytes from two processes and for one and two threads.

use std::collections::BTreeSet;

use crate::files::{SMALL, directory, file, run};

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let at = directory("same_bytes");
    file(&at, "small.toml", SMALL);
    for kind in ["csv", "parquet"] {
        let simulate = |name: &str, threads: &str| {
            let movements = format!("{name}.{kind}");
            let arguments = ["simulate", "small.toml", "--format", "json", "--threads", threads];
            let ran =
                run(&at, &[&arguments[..], &["--movements", &movements, "--movements-of", "2"]].concat());
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            assert!(
                ran.err.contains(&format!("movements written to {movements}: the first 2 runs")),
                "{}",
                ran.err
            );
            (ran.out, std::fs::read(at.join(movements)).expect("it was written"))
        };
        let first = simulate("first", "1");
        assert!(first.0.len() > 1000 && first.1.len() > 1000);
        assert!(simulate("again", "1") == first, "another process");
        assert!(simulate("other", "2") == first, "two threads");
    }
}

#[test]
fn they_are_of_the_first_run_unless_more_are_asked_for() {
    let at = directory("movements_of");
    file(&at, "small.toml", SMALL);
    let replications = |more: &[&str]| {
        let arguments = ["simulate", "small.toml", "--runs", "3", "--movements", "m.csv"];
        let ran = run(&at, &[&arguments[..], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let text = std::fs::read_to_string(at.join("m.csv")).expect("it was written");
        let column =
            text.lines().next().and_then(|names| names.split(',').position(|name| name == "replication"));
        let column = column.expect("there is a column for the run");
        let of_row = |row: &str| row.split(',').nth(column).map(str::to_owned);
        let found: BTreeSet<String> = text.lines().skip(1).filter_map(of_row).collect();
        assert!(text.lines().nth(1).is_some_and(|row| row.contains(",-864000000,")), "the warm-up is there");
        (found.into_iter().collect::<Vec<_>>(), ran.err)
    };
    let (first, said) = replications(&[]);
    assert_eq!(first, ["0"]);
    assert!(said.contains("the first run only; --movements-of all writes all"), "{said}");
    assert_eq!(replications(&["--movements-of", "2"]).0, ["0", "1"]);
    assert_eq!(replications(&["--movements-of", "all"]).0, ["0", "1", "2"]);
}

#[test]
fn a_longer_file_of_before_is_replaced() {
    let at = directory("movements_again");
    file(&at, "small.toml", SMALL);
    let simulate = |time: &str| {
        let ran = run(&at, &["simulate", "small.toml", "--runs", "1", "--for", time, "--movements", "m.csv"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        std::fs::read(at.join("m.csv")).expect("it was written")
    };
    let short = simulate("2 days");
    let long = simulate("9 days");
    assert!(long.len() > short.len() && long.starts_with(&short[..short.len() / 2]));
    assert!(simulate("2 days") == short);
}

#[test]
fn a_file_of_before_outlives_a_wrong_question() {
    let at = directory("movements_kept");
    file(&at, "small.toml", SMALL);
    file(&at, "m.csv", "kept");
    let ran = run(&at, &["simulate", "small.toml", "--set", "place.no=1", "--movements", "m.csv"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(std::fs::read(at.join("m.csv")).ok(), Some(b"kept".to_vec()));
}

#[test]
fn they_are_those_of_the_figures() {
    let at = directory("movements_figures");
    file(&at, "small.toml", SMALL);
    let ran =
        run(&at, &["simulate", "small.toml", "--runs", "1", "--format", "json", "--movements", "m.csv"]);
    let found: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
    let text = std::fs::read_to_string(at.join("m.csv")).expect("it was written");
    let names: Vec<&str> = text.lines().next().map(|names| names.split(',').collect()).unwrap_or_default();
    let column = |name: &str| names.iter().position(|&it| it == name).expect("there is such a column");
    let (millis, kind) = (column("at_ms"), column("kind"));
    let counted = |row: &&str| {
        let cells: Vec<&str> = row.split(',').collect();
        cells[kind] == "arrived" && cells[millis].parse::<i64>().is_ok_and(|at| at >= 0)
    };
    let arrived = text.lines().skip(1).filter(counted).count();
    assert!(arrived > 500, "28 a day for 30 days");
    assert_eq!(found["measures"]["arrivals"]["mean"].as_f64(), Some(arrived as f64 / 30.0));
}
