//! Harm that is associated with waits: numbers of patients by hand, no change of any figure, and nothing unless asked.

use std::path::PathBuf;

use app::{Associated, Control, SimulateRequest, Simulated, json, prepare};

/// From eight in the evening, one bed. The four come at once and are assessed for an hour. The first has the bed at 21:00, for six
/// hours; the second at 3:00, seven hours after it came, for four; the third at 7:00, after eleven, for three; the fourth at 10:00, after
/// fourteen hours, of which 0:00 to 8:00 is a night. The third came into its bed before eight.
const ONE_BED: &str = r#"
onward = 1
name = "One bed"

[run]
start = "2026-03-02 20:00"
collect = "1 day"
runs = 2

[patient.age]
shares = { 75_and_over = 0.5, younger = 0.5 }

[place.ed]
kind = "emergency"
spaces = "9 cubicles"

[place.ward]
kind = "ward"
spaces = "1 bed"

[arrivals.known]
visits = [
    { at = "0 h", age = "75_and_over", times = ["1 h", "6 h"] },
    { at = "0 h", age = "younger", times = ["1 h", "4 h"] },
    { at = "0 h", age = "75_and_over", times = ["1 h", "3 h"] },
    { at = "0 h", age = "75_and_over", times = ["1 h", "3 h"] },
]
pathway = "emergency"

[pathway.emergency.assess]
at = "ed"
time = "1 h"
next = "admit"

[pathway.emergency.admit]
into = ["ward"]
time = "1 day"
next = "home"
"#;

fn simulated(name: &str, text: &str, associated: bool) -> Simulated {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    #[allow(clippy::disallowed_methods, reason = "what is read is written here")]
    std::fs::write(&file, text.trim_start()).expect("the folder of the tests can be written to");
    let request = SimulateRequest {
        file,
        collect: None,
        warm_up: None,
        from: None,
        runs: None,
        seed: None,
        settings: Vec::new(),
        options: Vec::new(),
        threads: 1,
        precision: None,
        movements: None,
        report: None,
        associated,
    };
    let simulation = prepare(request).unwrap_or_else(|fault| panic!("{fault:?}"));
    simulation.run(&Control::default()).expect("nobody asks it to stop")
}

#[test]
fn patients_are_counted_by_hand_and_deaths_are_one_for_so_many() {
    let found = simulated("one_bed.toml", ONE_BED, true).associated.expect("it was asked for");
    let of = |id: &str| found.iter().find(|it| it.id == id).expect("it is among them");
    // One in a day is 365.25 in a year.
    let near = |found: f64, wanted: f64| (found - wanted).abs() < 1e-9 * wanted;
    for (id, deaths) in [
        ("admitted_after_6_to_8_hours", Some(365.25 / 82.0)),
        ("admitted_after_8_to_12_hours", Some(365.25 / 72.0)),
        ("admitted_after_over_12_hours", None),
        ("aged_75_for_a_night", None),
    ] {
        let it: &Associated = of(id);
        assert!(near(it.patients.mean, 365.25), "{id}: {:?}", it.patients);
        assert_eq!(
            it.deaths.as_ref().map(|(_, it)| near(it.mean, deaths.unwrap_or(0.0))),
            deaths.map(|_| true)
        );
    }
    assert_eq!(found.len(), 4);
}

#[test]
fn of_patients_without_ages_there_is_no_night() {
    let text = ONE_BED.replace("75_and_over", "older");
    let found = simulated("no_ages.toml", &text, true).associated.expect("it was asked for");
    assert!(found.len() == 3 && found.iter().all(|it| it.id != "aged_75_for_a_night"));
}

#[test]
fn it_is_said_to_who_asks_only_and_changes_nothing() {
    let [with, without] = [true, false]
        .map(|associated| json(&simulated(&format!("asked_{associated}.toml"), ONE_BED, associated)));
    assert!(!without.contains("associated") && with.contains("\"associated\": {"));
    let before: Vec<&str> =
        with.lines().filter(|line| !line.contains("associated") && !line.contains("\"note\"")).collect();
    let lines: Vec<&str> = without.lines().collect();
    // But for its own lines, and a comma where they begin, it is the same text.
    for line in &lines {
        let line = line.trim_end_matches(',');
        assert!(before.iter().any(|it| it.trim_end_matches(',') == line), "{line}");
    }
}
