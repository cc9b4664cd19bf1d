//! `onward why`, and what options change.

use crate::files::{Ran, SMALL, directory, file, run};

fn why(at: &std::path::Path, more: &[&str]) -> Ran {
    run(at, &[&["why", "small.toml", "--runs", "3", "--for", "20 days"][..], more].concat())
}

#[test]
fn any_number_of_threads_gives_the_same_answer() {
    let at = directory("why_threads");
    file(&at, "small.toml", SMALL);
    let ran = why(&at, &["--format", "json", "--threads", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(why(&at, &["--format", "json", "--threads", "2"]).out, ran.out);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
    assert_eq!((&json["measure"], &json["better"]), (&"boarding_time".into(), &"lower".into()));
    let effects = json["effects"].as_array().expect("there are effects");
    let of: Vec<&str> = effects.iter().filter_map(|effect| effect["what"].as_str()).collect();
    for what in [
        "1 more space in ed",
        "1 more bed in ward",
        "1 more place in care_home",
        "1 more doctor from 08:00 to 22:00",
        "1 more doctor from 22:00 to 08:00",
        "leaving ward from one hour earlier",
    ] {
        assert!(of.contains(&what), "{what} is not among {of:?}");
    }
    let changes: Vec<f64> = effects.iter().filter_map(|effect| effect["change"]["mean"].as_f64()).collect();
    assert!(changes.is_sorted(), "the best first: {changes:?}");
    assert_eq!(json["worst_day"]["chain"][0]["place"], "ed");
}

#[test]
fn the_text_has_all_three_parts() {
    let at = directory("why_text");
    file(&at, "small.toml", SMALL);
    let ran = why(&at, &["--measure", "four_hour_share"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for part in [
        "more is better",
        "What a little more would change, the best first",
        "Where the time goes, of emergency attendances, until they end",
        "The worst day",
        "There it ends",
    ] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
}

#[test]
fn a_measure_that_is_none_is_refused() {
    let at = directory("why_measure");
    file(&at, "small.toml", SMALL);
    let ran = why(&at, &["--measure", "happiness"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("`happiness` is not a measure of the hospital"), "{}", ran.err);
}

#[test]
fn it_can_be_asked_of_now() {
    let at = directory("why_now");
    file(&at, "small.toml", SMALL);
    let ran = run(&at, &["simulate", "small.toml", "--runs", "1", "--movements", "m.csv"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let ran = run(&at, &["why", "small.toml", "--runs", "2", "--from", "m.csv", "--for", "3 days"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.contains("3 days from 2026-02-0") && ran.out.contains("who were there then"),
        "{}",
        ran.out
    );
}

/// With the option less without it, run by run: the mean of differences is the difference of means, and its interval is
/// narrower than those of the means.
#[test]
fn options_are_compared_with_the_file_without_them() {
    let at = directory("with_option");
    file(&at, "small.toml", SMALL);
    let simulate = |more: &[&str]| {
        let ran =
            run(&at, &[&["simulate", "small.toml", "--format", "json", "--runs", "6"][..], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        serde_json::from_str::<serde_json::Value>(&ran.out).expect("it is JSON")
    };
    let (without, with) = (simulate(&[]), simulate(&["--with", "more_care"]));
    assert!(without.get("differences").is_none());
    let number = |json: &serde_json::Value, key: &str| json[key].as_f64().expect("a number");
    let id = "fit_to_leave_count";
    let (before, after, difference) =
        (&without["measures"][id], &with["measures"][id], &with["differences"][id]);
    let mean = number(after, "mean") - number(before, "mean");
    assert!((number(difference, "mean") - mean).abs() < 1e-9, "{difference} and not {mean}");
    let width = |json: &serde_json::Value| number(json, "high") - number(json, "low");
    assert!(width(difference) < width(before).max(width(after)) * 2.0, "{difference}");
    assert_eq!(number(difference, "more"), 0.0, "more care: fewer wait for it in every run");
    let text = run(&at, &["simulate", "small.toml", "--runs", "3", "--with", "more_care"]).out;
    assert!(text.contains("What the options change"), "{text}");
}

#[test]
fn an_option_that_comes_too_late_changes_nothing() {
    let at = directory("why_too_late");
    let change = r#"changes = [{ set = "place.ward.spaces", to = "30 beds", from = "2027-06-01" }]"#;
    file(&at, "small.toml", format!("{SMALL}\n[option.too_late]\nowner = \"medicine\"\n{change}\n"));
    let ran = run(&at, &["simulate", "small.toml", "--runs", "3", "--with", "too_late"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Nothing: each run is the same with and without them."), "{}", ran.out);
}
