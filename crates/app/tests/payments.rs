//! Who pays: a hospital with known times, whose bill is worked out by hand; and the teaching hospital with two budgets.

mod support;

use flow::{Plan, Settings, record};
use hospital::{Figures, Hospital, Measures, PayerId, Subject};
use support::{Found, With, read_text, simulate};

/// Four days. Both visits are in bed for a day; then both need the one package, the first for two days, the second for
/// twelve hours. So the second is fit to leave from 24:00 to 72:00, in bed.
const WARD: &str = r#"
onward = 1
name = "Bills"

[run]
start = "2026-03-02"
collect = "4 days"
runs = 1

[payer.council]
[payer.icb]

[money]
delayed_day = { charge = "£150 / day", paid_by = "council" }

[place.ward]
kind = "ward"
spaces = "2 beds"
cost = "£100 / day"
cost_open = "£10 / day"

[place.home_care]
kind = "care rounds"
spaces = "1 package"
cost_open = "£48 / day"
paid_by = "council"

[place.spare]
spaces = "1 bed"

[resource.nurse]
units = "2 nurses"
cost = "£10 / h"
agency = { share = 0.25, cost = "£30 / h" }

[arrivals.known]
visits = [{ at = "0 h", times = ["24 h", "48 h"] }, { at = "0 h", times = ["24 h", "12 h"] }]
pathway = "stay"

[pathway.stay.in_bed]
at = "ward"
time = "1 day"
next = "care"
fit_to_leave = true
cost = "£20"
income = "£1,000"
income_from = "icb"

[pathway.stay.care]
at = "home_care"
time = "1 day"
next = "gone"
cost = "£8"
paid_by = "council"

[option.helpline]
cost = "£40 / day"
paid_by = "council"
changes = [{ set = "place.ward.spaces", to = "2 beds" }]

[rule.transport]
when = { measure = "place.ward.waiting_to_move", above = 0.5 }
until = { below = 0.5, for = "60 min" }
do = [
    { set = "place.spare.spaces", to = "2 beds", cost = "£96 / day", cost_once = "£12", paid_by = "icb" },
    { set = "place.spare.cost", to = "£0 / day", cost = "£24 / day" },
]
"#;

fn figures(hospital: &Hospital) -> Figures {
    let plan = Plan::new(hospital.clone());
    let (measures, _) = record(&plan, Settings::of(hospital), 0, Measures::new(hospital));
    measures.figures(hospital)
}

#[track_caller]
fn near(found: Option<f64>, wanted: f64) {
    let found = found.expect("there is such a figure");
    assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found}, not {wanted}");
}

#[test]
fn the_bill_is_that_of_the_hand() {
    let figures = figures(&read_text(WARD, With { options: &["helpline"], settings: &[] }));
    // Beds are in use for 24 and 72 of 96 hours: one at any time. Two are open.
    let beds = 100.0 + 2.0 * 10.0;
    // Two nurses all day, a quarter of their hours bought.
    let [own, agency] = [2.0 * 24.0 * 0.75 * 10.0, 2.0 * 24.0 * 0.25 * 30.0];
    // Somebody fit to leave is there for 48 hours of 96. The rule is on from 24:00 until an hour after 72:00.
    let [delayed, on] = [0.5, 49.0 / 96.0];
    let trust = beds + own + agency + 2.0 * 20.0 / 4.0 + on * 24.0;
    let council = 48.0 + 2.0 * 8.0 / 4.0 + 40.0;
    let icb = on * 96.0 + 12.0 / 4.0;
    let [charge, income] = [delayed * 150.0, 2.0 * 1000.0 / 4.0];
    let of = |payer: usize, id: &str| figures.value(Subject::Payer(PayerId::new(payer)), id);
    near(of(0, "cost"), trust);
    near(of(0, "income"), income + charge);
    near(of(0, "net_cost"), trust - income - charge);
    near(of(1, "cost"), council + charge);
    near(of(1, "income"), 0.0);
    near(of(1, "net_cost"), council + charge);
    near(of(2, "cost"), icb + income);
    near(of(2, "net_cost"), icb + income);
    near(figures.value(Subject::Hospital, "cost"), trust + council + icb);
    near(figures.value(Subject::Hospital, "agency_cost"), agency);
    near(figures.value(Subject::Hospital, "fit_to_leave_count"), delayed);
    let hospital = read_text(WARD, With { options: &["helpline"], settings: &[] });
    let (rule, _) = hospital.switches.rules().next().expect("there is a rule");
    near(figures.value(Subject::Rule(rule), "rule_cost"), on * 120.0 + 3.0);
}

#[test]
fn the_trust_alone_has_no_table_and_the_same_cost() {
    let alone = WARD.replace("[payer.council]\n[payer.icb]\n", "");
    let gone = |line: &str| !line.starts_with("paid_by") && !line.starts_with("income");
    let lines = alone.lines().filter(|line| gone(line) && !line.contains("delayed_day"));
    let alone: Vec<&str> = lines.collect();
    let alone = read_text(&alone.join("\n").replace(", paid_by = \"icb\"", ""), With::default());
    let several = figures(&read_text(WARD, With::default()));
    let alone = figures(&alone);
    assert_eq!(alone.value(Subject::Payer(PayerId::TRUST), "cost"), None);
    near(
        alone.value(Subject::Hospital, "cost"),
        several.value(Subject::Hospital, "cost").unwrap_or(f64::NAN),
    );
}

#[test]
fn agency_hours_follow_a_roster_that_a_switch_changes() {
    // For the second half of the time there is one nurse, and a bought one costs twice as much.
    let shock = r#"
[shock.short]
from = "2 days"
changes = [{ set = "resource.nurse.units", to = "1 nurse" }, { set = "resource.nurse.agency.cost", to = "£60 / h" }]
"#;
    let figures = figures(&read_text(&format!("{WARD}{shock}"), With::default()));
    let agency = 24.0 * 0.25 * (2.0 * 30.0 + 60.0) / 2.0;
    near(figures.value(Subject::Hospital, "agency_cost"), agency);
}

fn net(found: &Found, payer: &str) -> f64 {
    let it = found.0.payers.iter().find(|it| it.name == payer).expect("there is such a payer");
    it.measures.iter().find(|it| it.definition.id == "net_cost").expect("it has a net cost").mean
}

#[test]
fn more_care_costs_the_council_what_saves_the_trust_until_delays_have_a_price() {
    let file = "teaching/who_pays.toml";
    let settings = &[("run.runs", "8")];
    let with = |options| simulate(file, With { options, settings });
    let [now, more] = [with(&[][..]), with(&["five_more_packages"])];
    let [charge, both] = [with(&["charge_for_delays"]), with(&["charge_for_delays", "five_more_packages"])];
    // The five packages are there all the time, at £125 a day each.
    near(Some(net(&more, "council") - net(&now, "council")), 5.0 * 125.0);
    // The same patients come, so the care board pays the same; the trust saves more than the council spends.
    assert!(net(&more, "trust") < net(&now, "trust") - 2.0 * 625.0);
    assert!(more.whole("cost").mean < now.whole("cost").mean);
    // With a charge the council gains too, and nothing is different for patients.
    assert!(net(&both, "council") < net(&charge, "council"));
    let fit = |found: &Found| found.whole("fit_to_leave_count").mean;
    assert_eq!(fit(&charge), fit(&now));
    near(Some(net(&charge, "council") - net(&now, "council")), 150.0 * fit(&now));
    assert_eq!(charge.whole("cost").mean, now.whole("cost").mean);
}
