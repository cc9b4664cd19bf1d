//! Text for people.

use crate::files::{CIRCLE, QUEUE, SMALL, directory, file, run};

/// An emergency department and a ward whose every length is known, so that the page is the same whatever chance does.
const KNOWN: &str = r#"
onward = 1
name = "Known General"

[run]
start = "2026-01-05 06:00"
collect = "10 days"
runs = 2

[place.ed]
kind = "emergency"
spaces = "2 cubicles"

[place.ward]
kind = "ward"
spaces = "2 beds"
cost_open = "£200 / day"

[arrivals.known]
visits = [
  { at = "1 h", times = ["3 h", "4 days"] },
  { at = "2 h", times = ["3 h", "3 days"] },
  { at = "3 h", times = ["2 h", "30 h"] },
  { at = "30 h", times = ["1 h", "30 h"] },
]
pathway = "emergency"

[pathway.emergency.assess]
at = "ed"
next = "stay"

[pathway.emergency.stay]
at = "ward"
next = "home"
"#;

fn page(test: &str, text: &str, arguments: &[&str]) -> String {
    let at = directory(test);
    file(&at, "hospital.toml", text);
    let ran = run(&at, &[&["simulate", "hospital.toml"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for line in ran.out.lines() {
        assert!(line.chars().count() <= 100, "this line is wide:\n{line}");
    }
    ran.out
}

#[test]
fn a_known_hospital_has_a_known_page() {
    insta::assert_snapshot!(page("text_known", KNOWN, &[]));
}

#[test]
fn what_a_file_holds_has_a_known_page() {
    let at = directory("text_check");
    file(&at, "small.toml", SMALL);
    let ran = run(&at, &["check", "small.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_hospital_has_its_areas_with_intervals() {
    let arguments = ["--with", "more_care", "--set", "place.ward.spaces=26 beds"];
    let page = page("text_small", SMALL, &arguments);
    for says in [
        "Small General\n30 days from 2026-01-05 06:00, after 10 days of warm-up; 4 runs, seed 1\n",
        "Options: more_care\nSet: place.ward.spaces = 26 beds\n",
        "Seen, admitted or gone within 4 hours of arrival",
        "\nEmergency\n",
        "\nBeds\n",
        "\nOutside the hospital\n",
        "\nWaits\n",
        "\n    high ",
        "\nLeaving and delay\n",
        "\n  walk_in ",
        "\nMoney\n",
        " ± ",
        " – ",
    ] {
        assert!(page.contains(says), "{says:?} is not in\n{page}");
    }
    assert!(!page.contains("NaN") && !page.contains("inf"), "{page}");
    let words = |line: &str| line.starts_with("Cost of everything") && line.contains("£ a day");
    assert!(page.lines().any(words) || page.contains("\nCost "), "{page}");
}

#[test]
fn a_textbook_queue_prints_what_a_textbook_asks() {
    let page = page("text_queue", QUEUE, &[]);
    for says in [
        "Wait for queue.serve",
        "Had to wait for queue.serve",
        "server in use",
        "Queue for server",
        "\nPlaces\n",
    ] {
        assert!(page.contains(says), "{says:?} is not in\n{page}");
    }
    for area in ["\nEmergency\n", "\nBeds\n", "\nMoney\n", "\nOutside the hospital\n"] {
        assert!(!page.contains(area), "{area:?} says nothing of a queue:\n{page}");
    }
}

#[test]
fn one_run_has_no_intervals_and_says_so() {
    let page = page("text_one", QUEUE, &["--runs", "1"]);
    assert!(page.contains("; 1 run, seed 5\nOne run: there are no intervals"), "{page}");
    assert!(!page.contains('±') && !page.contains(" – "), "{page}");
}

#[test]
fn circles_of_waiting_are_noted() {
    let swapped = page("text_circle", CIRCLE, &[]);
    assert!(swapped.contains("Note: visits waited for each other's spaces in a circle"), "{swapped}");
    assert!(swapped.contains("a → b → a") || swapped.contains("b → a → b"), "{swapped}");
    let stopped = page("text_circle_stop", CIRCLE, &["--set", "run.on_deadlock=stop"]);
    assert!(stopped.contains("No run was finished: there are no figures."), "{stopped}");
}
