//! Waiting lists, theatre lists and operations cancelled on the day, against hand calculation and a recursion of its own.

mod support;

use flow::{Plan, Settings, record, simulate};
use hospital::{Figures, Hospital, Log, Measures, MovementKind, Subject};
use quantity::Instant;
use support::{With, hours, path, read};

fn hospital(text: &str) -> Hospital {
    let request = description::Request { file: "test.toml", text, settings: &[], options: &[] };
    match description::read(&request, &mut |name| Err(format!("there is no {name}"))) {
        Ok(described) => described.hospital,
        Err(problems) => panic!("{problems:#?}"),
    }
}

fn figures(hospital: Hospital) -> Figures {
    let settings = Settings::of(&hospital);
    let plan = Plan::new(hospital);
    let measures = Measures::new(plan.hospital());
    record(&plan, settings, 0, measures).0.figures(plan.hospital())
}

/// When visits begin an activity, in hours from the start.
fn begins(hospital: Hospital, activity: &str) -> Vec<(u64, f64)> {
    let settings = Settings::of(&hospital);
    let plan = Plan::new(hospital);
    let (log, _) = record(&plan, settings, 0, Log::default());
    let begun = log.movements().filter_map(|movement| {
        let MovementKind::Begins { activity: it } = movement.kind else { return None };
        let is_it = plan.hospital().activities[it.index()].name == activity;
        is_it.then(|| (movement.visit.id.number(), hours(movement.at - Instant::START)))
    });
    begun.collect()
}

/// Three people, one called in a day, one bed, thirty hours in it.
fn three(returning: &str) -> String {
    format!(
        "onward = 1
name = \"three\"
[run]
collect = \"10 days\"
runs = 1
[place.list]
kind = \"waiting list\"
spaces = \"unlimited\"
[place.ward]
kind = \"ward\"
spaces = \"1 bed\"
[resource.slot]
roster = {{ \"daily 07-08\" = 1 }}
used_up = true
queue = {{ returning = \"{returning}\" }}
[arrivals.referral]
visits = [{{ at = \"1 h\" }}, {{ at = \"2 h\" }}, {{ at = \"3 h\" }}]
pathway = \"planned\"
[pathway.planned.wait]
at = \"list\"
uses = {{ slot = 1 }}
next = \"come_in\"
[pathway.planned.come_in]
at = \"ward\"
while_waiting = \"leave\"
when_refused = \"cancelled\"
time = \"30 h\"
next = \"home\"
[pathway.planned.cancelled]
at = \"list\"
time = \"12 h\"
cancels = true
next = \"wait\"
"
    )
}

#[test]
fn whose_operation_was_cancelled_comes_first_or_last_as_the_file_says() {
    let first = begins(hospital(&three("first")), "come_in");
    assert_eq!(first, [(0, 7.0), (1, 55.0), (2, 103.0)]);
    // The second is called at 31 h and finds no bed, the third at 55 h does; the second again at 79 h, in vain, and at 103 h.
    let last = begins(hospital(&three("last")), "come_in");
    assert_eq!(last, [(0, 7.0), (2, 55.0), (1, 103.0)]);
}

#[test]
fn cancellations_and_time_on_the_list_are_counted() {
    let figures = figures(hospital(&three("first")));
    let value = |id: &str| figures.value(Subject::Hospital, id).expect("it is measured");
    let close = |id: &str, expected: f64| {
        assert!((value(id) - expected).abs() < 1e-12, "{id} is {}, not {expected}", value(id));
    };
    close("electives_cancelled", 2.0 / 10.0);
    close("waiting_list_time", (6.0 + 53.0 + 100.0) / 3.0 / 24.0);
    close("waiting_list", (6.0 + 53.0 + 100.0) / 240.0);
    close("waiting_list_within_18_weeks_share", 1.0);
    close("treated_within_18_weeks_share", 1.0);
    close("waiting_list_over_52_weeks", 0.0);
    close("admissions", 3.0 / 10.0);
    close("present", (6.0 + 53.0 + 100.0 + 90.0) / 240.0);
}

/// One comes at the start of the warm-up and is treated on day 330 of the counted time; one comes on day 50 and never is.
#[test]
fn long_waits_are_counted_from_joining_the_list_within_the_counted_time() {
    let text = "onward = 1
name = \"long\"
[run]
warm_up = \"1050 days\"
collect = \"400 days\"
runs = 1
[place.list]
kind = \"waiting list\"
spaces = \"unlimited\"
[resource.slot]
roster = { dates = [[\"0 days\", 0], [\"330 days\", 1], [\"331 days\", 0]] }
used_up = true
[arrivals.early]
every = \"1000 days\"
pathway = \"planned\"
[arrivals.late]
visits = [{ at = \"50 days\" }]
pathway = \"planned\"
[pathway.planned.wait]
at = \"list\"
uses = { slot = 1 }
next = \"home\"
";
    let figures = figures(hospital(text));
    let value = |id: &str| figures.value(Subject::Hospital, id).expect("it is measured");
    // Beyond 126 days: from day 76 until 330, and from day 176 until the end. Beyond 364: from day 314 until 330.
    let (listed, beyond) = (330.0 + 350.0, (330.0 - 76.0) + (400.0 - 176.0));
    for (id, expected) in [
        ("waiting_list", listed / 400.0),
        ("waiting_list_within_18_weeks_share", 1.0 - beyond / listed),
        ("waiting_list_over_52_weeks", (330.0 - 314.0) / 400.0),
        ("waiting_list_time", 380.0),
        ("treated_within_18_weeks_share", 0.0),
    ] {
        assert!((value(id) - expected).abs() < 1e-12, "{id} is {}, not {expected}", value(id));
    }
}

/// A list that is called in by the clock is a queue with service at fixed times: who comes nth is taken at a time that
/// depends only on when the nth came and when the one before was taken.
#[test]
fn a_list_called_in_by_the_clock_is_its_recursion() {
    let comes: Vec<f64> = (0..200).map(|nth| f64::from((nth * nth * 37 + nth * 11) % 2_000) / 10.0).collect();
    let mut sorted = comes.clone();
    sorted.sort_by(f64::total_cmp);
    let visits: Vec<String> = sorted.iter().map(|at| format!("{{ at = \"{at} h\" }}")).collect();
    let text = format!(
        "onward = 1
name = \"called\"
[run]
collect = \"100 days\"
runs = 1
[place.list]
kind = \"waiting list\"
spaces = \"unlimited\"
[resource.slot]
roster = {{ \"mon-fri 07-09\" = 3, \"mon-fri 09-10\" = 3, \"sat 12-18\" = 2 }}
used_up = true
[arrivals.referral]
visits = [{}]
pathway = \"planned\"
[pathway.planned.wait]
at = \"list\"
uses = {{ slot = 1 }}
next = \"home\"
",
        visits.join(", ")
    );
    let mut expected = Vec::new();
    let mut left = sorted.iter().copied().peekable();
    for day in 0..100 {
        let sessions: &[(f64, f64, u32)] = match day % 7 {
            0..=4 => &[(7.0, 9.0, 3), (9.0, 10.0, 3)],
            5 => &[(12.0, 18.0, 2)],
            _ => &[],
        };
        for &(from, until, number) in sessions {
            let (from, until) = (f64::from(day) * 24.0 + from, f64::from(day) * 24.0 + until);
            for _ in 0..number {
                if let Some(came) = left.next_if(|&came| came < until) {
                    expected.push(came.max(from));
                }
            }
        }
    }
    assert_eq!(expected.len(), 200);
    let found: Vec<f64> = begins(hospital(&text), "wait").into_iter().map(|(_, at)| at).collect();
    assert_eq!(found.len(), 200);
    for (nth, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert!((found - expected).abs() < 1e-6, "visit {nth} is taken at {found}, not at {expected}");
    }
}

/// A figure of each run with an option less the same without.
fn paired(option: &str, id: &str) -> Vec<f64> {
    let values = |options: &[&str]| {
        let settings = [("run.warm_up", "364 days"), ("run.runs", "8")];
        let hospital = read(&path("teaching/electives.toml"), With { options, settings: &settings });
        let settings = Settings::of(&hospital);
        let plan = Plan::new(hospital);
        let wanted =
            flow::Wanted { runs: flow::Runs { at_least: 8, at_most: 8 }, threads: 1, precision: None };
        let results = simulate(&plan, settings, &wanted, &app::Control::default()).expect("nobody stops it");
        let value = |it: &Figures| it.value(Subject::Hospital, id).expect("it is measured");
        results.figures.iter().map(value).collect::<Vec<f64>>()
    };
    values(&[option]).into_iter().zip(values(&[])).map(|(with, without)| with - without).collect()
}

#[test]
fn a_ring_fence_protects_operations_and_makes_emergencies_wait() {
    let cancelled = paired("ring_fence", "electives_cancelled");
    assert!(cancelled.iter().all(|difference| *difference < 0.0), "{cancelled:?}");
    let boarding = paired("ring_fence", "boarding_time");
    assert!(boarding.iter().all(|difference| *difference > 0.0), "{boarding:?}");
}

#[test]
fn more_beds_cancel_fewer_and_shorten_the_list() {
    for id in ["electives_cancelled", "waiting_list", "boarding_time"] {
        let differences = paired("four_more_beds", id);
        assert!(differences.iter().all(|difference| *difference < 0.0), "{id}: {differences:?}");
    }
}
