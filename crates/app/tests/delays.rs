//! Why people who are fit to leave are still here, deaths and readmissions: known visits, worked out by hand.

mod support;

use flow::{Plan, Settings, record};
use hospital::{Figures, Measures, OTHER_REASON, ReasonId, Subject};
use support::{With, read_text, simulate};

/// Four days, one care package and one transport crew.
///
/// A: in bed 0–24, transport 24–28, care 28–76. B: in bed 0–24, waits for the crew until 28, transport 28–32, waits for
/// care until 76, care 76–end. C: in bed 0–36, then kept for six hours and dies.
const WARD: &str = r#"
onward = 1
name = "Reasons"

[run]
start = "2026-03-02"
collect = "4 days"
runs = 1

[place.ward]
kind = "ward"
spaces = "4 beds"

[place.home_care]
kind = "care rounds"
spaces = "1 package"

[resource.crew]
units = "1 crew"

[arrivals.known]
visits = [
    { at = "0 h", times = ["24 h", "4 h", "48 h"] },
    { at = "0 h", times = ["24 h", "4 h", "48 h"] },
]
pathway = "stay"

[arrivals.dying]
visits = [{ at = "0 h", times = ["36 h", "6 h"] }]
pathway = "stay.dying"

[pathway.stay.in_bed]
at = "ward"
time = "1 day"
fit_to_leave = true
next = "transport"

[pathway.stay.transport]
uses = { crew = 1 }
time = "1 h"
delay_reason = "transport"
next = "care"

[pathway.stay.care]
at = "home_care"
time = "1 day"
delay_reason = "home care"
next = "gone"

[pathway.stay.dying]
at = "ward"
time = "1 day"
fit_to_leave = true
next = "last_hours"

[pathway.stay.last_hours]
time = "1 h"
next = "died"
"#;

fn figures(text: &str) -> (Figures, Vec<String>) {
    let hospital = read_text(text, With::default());
    let plan = Plan::new(hospital.clone());
    let (measures, _) = record(&plan, Settings::of(&hospital), 0, Measures::new(&hospital));
    let reasons = hospital.delay_reasons().into_iter().map(str::to_owned).collect();
    (measures.figures(&hospital), reasons)
}

#[track_caller]
fn near(found: Option<f64>, wanted: f64) {
    let found = found.expect("there is such a figure");
    assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found}, not {wanted}");
}

#[test]
fn time_after_fit_to_leave_belongs_to_what_is_waited_for() {
    let (figures, reasons) = figures(WARD);
    assert_eq!(reasons, ["transport", "home care", OTHER_REASON]);
    let of = |nth: usize, id: &str| figures.value(Subject::Delay(ReasonId::new(nth)), id);
    // Transport: A from 24 to 28, B from 24 to 32. Home care: B from 32 to 76. Without a reason: C from 36 to 42.
    let hours = [4.0 + 8.0, 44.0, 6.0];
    let delays = [2.0, 1.0, 1.0];
    for nth in 0..3 {
        near(of(nth, "delayed_count"), hours[nth] / 96.0);
        near(of(nth, "delayed_share"), hours[nth] / 62.0);
        near(of(nth, "delay_time"), hours[nth] / delays[nth] / 24.0);
        near(of(nth, "delays"), delays[nth] / 4.0);
    }
    near(figures.value(Subject::Hospital, "fit_to_leave_count"), 62.0 / 96.0);
    near(figures.value(Subject::Hospital, "deaths"), 0.25);
    near(figures.value(Subject::Hospital, "deaths_while_delayed"), 0.25);
    // A and C have left.
    near(figures.value(Subject::Hospital, "died_share"), 0.5);
}

#[test]
fn a_hospital_that_names_no_reason_has_no_figures_of_reasons() {
    let plain: Vec<&str> = WARD.lines().filter(|line| !line.starts_with("delay_reason")).collect();
    let (plain, reasons) = figures(&plain.join("\n"));
    assert!(reasons.is_empty());
    assert_eq!(plain.value(Subject::Delay(ReasonId::new(0)), "delayed_count"), None);
    near(plain.value(Subject::Hospital, "fit_to_leave_count"), 62.0 / 96.0);
}

#[test]
fn who_comes_back_from_outside_is_readmitted_and_stays_again() {
    // A stays a day, is at home for a day, is back for a day and a half, and at home to the end.
    let text = r#"
onward = 1
name = "Back"

[run]
collect = "4 days"
runs = 1

[place.ward]
kind = "ward"
spaces = "2 beds"

[place.at_home]
kind = "elsewhere"
spaces = "unlimited"

[arrivals.known]
visits = [{ at = "0 h", times = ["24 h", "24 h", "36 h", "48 h"] }]
pathway = "stay"

[pathway.stay.in_bed]
at = "ward"
time = "1 day"
next = "at_home"

[pathway.stay.at_home]
at = "at_home"
time = "1 day"
next = "in_bed_again"

[pathway.stay.in_bed_again]
at = "ward"
time = "1 day"
next = "at_home_again"

[pathway.stay.at_home_again]
at = "at_home"
time = "1 day"
next = "gone"
"#;
    let (figures, _) = figures(text);
    near(figures.value(Subject::Hospital, "admissions"), 2.0 / 4.0);
    near(figures.value(Subject::Hospital, "readmissions"), 1.0 / 4.0);
    near(figures.value(Subject::Hospital, "readmitted_share"), 0.5);
    near(figures.value(Subject::Hospital, "discharges"), 2.0 / 4.0);
    // One day, and one and a half.
    near(figures.value(Subject::Hospital, "length_of_stay"), 1.25);
    // Nobody can die here, so nothing is said of deaths.
    assert!(figures.value(Subject::Hospital, "deaths").is_some_and(f64::is_nan));
}

#[test]
fn each_option_of_the_teaching_hospital_shortens_its_own_delay() {
    let settings = &[("run.runs", "6"), ("run.collect", "182 days")];
    let run = |options| simulate("teaching/still_here.toml", With { options, settings });
    let count = |found: &support::Found, reason: &str| {
        let it = found.0.delays.iter().find(|it| it.name == reason).expect("it is named");
        it.measures.iter().find(|it| it.definition.id == "delayed_count").expect("it is counted").mean
    };
    let [plain, therapists, care] = [run(&[][..]), run(&["more_therapists"]), run(&["more_home_care"])];
    assert!(count(&therapists, "therapy decision") < 0.8 * count(&plain, "therapy decision"));
    assert!(count(&care, "home care") < 0.8 * count(&plain, "home care"));
    let reasons: f64 = plain.0.delays.iter().map(|it| count(&plain, &it.name)).sum();
    assert!((reasons - plain.whole("fit_to_leave_count").mean).abs() < 1e-9);
    assert!(plain.whole("readmissions").mean > 0.0);
}
