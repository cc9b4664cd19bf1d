//! Dates, shocks and rules with known times: what happens when is compared to the millisecond; there is no chance in it.

mod support;

use std::fmt::Write as _;

use flow::{Plan, Settings, record};
use hospital::{Figures, Hospital, Line, Log, Measures, MovementKind, Subject};
use quantity::{Duration, Instant};
use support::{With, read_text};

/// One desk of a station, and visits of an hour each; more keys follow in the test.
const DESK: &str = r#"
onward = 1
name = "Desk"

[run]
start = "2026-03-02"
collect = "2 days"
runs = 1

[place.desk]
spaces = "1 desk"

[pathway.care.serve]
at = "desk"
time = "60 min"
next = "home"
"#;

fn hospital(text: &str) -> Hospital {
    read_text(text, With::default())
}

/// When visits began and left, in minutes from the start, as `A 0-60`; and what places said of their spaces.
fn story(hospital: &Hospital) -> Vec<String> {
    let (log, _) = record(&Plan::new(hospital.clone()), Settings::of(hospital), 0, Log::default());
    let mut stories: Vec<(u64, String)> = Vec::new();
    let minutes = |at: Instant| (at - Instant::START).millis() / Duration::MINUTE.millis();
    for movement in log.movements() {
        let number = movement.visit.id.number();
        let at = minutes(movement.at);
        match movement.kind {
            MovementKind::Begins { .. } => {
                let place = movement
                    .space
                    .map_or("nowhere", |space| hospital.places[space.place.index()].name.as_str());
                let letter = char::from(b'A' + number as u8);
                if !stories.iter().any(|(of, _)| *of == number) {
                    stories.push((number, format!("{letter}")));
                }
                let story = stories.iter_mut().find(|(of, _)| *of == number).expect("it was put there");
                write!(story.1, " {place} {at}").expect("a text can grow");
            }
            MovementKind::Left { .. } => {
                let story = stories.iter_mut().find(|(of, _)| *of == number).expect("it began");
                write!(story.1, "-{at}").expect("a text can grow");
            }
            MovementKind::Waits { .. }
            | MovementKind::Arrived { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave
            | MovementKind::NeedsFewer { .. } => {}
        }
    }
    stories.sort();
    stories.into_iter().map(|(_, story)| story).collect()
}

/// Spaces of the first place, from which minute on.
fn openings(hospital: &Hospital) -> Vec<(i64, u32)> {
    let (log, _) = record(&Plan::new(hospital.clone()), Settings::of(hospital), 0, Log::default());
    let told = log.lines.iter().filter_map(|line| match line {
        Line::Opening(opening) if opening.place.index() == 0 => Some(opening),
        Line::Opening(_) | Line::Movement(_) => None,
    });
    let minutes = |at: Instant| (at - Instant::START).millis() / Duration::MINUTE.millis();
    told.map(|it| (minutes(it.at), it.spaces.expect("it has a bound"))).collect()
}

fn figures(hospital: &Hospital) -> Figures {
    let (measures, _) =
        record(&Plan::new(hospital.clone()), Settings::of(hospital), 0, Measures::new(hospital));
    measures.figures(hospital)
}

fn of_rule(hospital: &Hospital, name: &str, id: &str) -> f64 {
    let list = &hospital.switches.list;
    let rule = hospital.switches.rules().find(|(rule, _)| list[rule.index()].name == name);
    let (rule, _) = rule.expect("there is such a rule");
    figures(hospital).value(Subject::Rule(rule), id).expect("a rule has it")
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found}, not {wanted}");
}

const THREE: &str = r#"
[arrivals.known]
visits = [{ at = "0 min" }, { at = "10 min" }, { at = "20 min" }]
pathway = "care"
"#;

#[test]
fn a_rule_comes_on_and_goes_off_to_the_minute_and_costs_what_it_says() {
    let rule = r#"
[rule.second_desk]
when = { measure = "place.desk.queue_length", above = 1, for = "30 min" }
until = { below = 1, for = "20 min" }
do = [{ set = "place.desk.spaces", to = "2 desks", cost = "£240 / day", cost_once = "£10" }]
"#;
    // Two wait from 20 on, so it comes on at 50 and B begins; C begins when A leaves at 60, and nobody waits from then on:
    // it goes off at 80. B and C finish.
    let it = hospital(&format!("{DESK}{THREE}{rule}"));
    assert_eq!(story(&it), ["A desk 0-60", "B desk 50-110", "C desk 60-120"]);
    assert_eq!(openings(&it), [(0, 1), (50, 2), (80, 1)]);
    near(of_rule(&it, "second_desk", "rule_on_share"), 30.0 / 2880.0);
    near(of_rule(&it, "second_desk", "rule_times"), 0.5);
    near(of_rule(&it, "second_desk", "rule_on_time"), 0.5);
    // Two days: half an hour at £10 an hour, and £10.
    near(of_rule(&it, "second_desk", "rule_cost"), 7.5);
    near(figures(&it).value(Subject::Hospital, "cost").expect("it has a cost"), 7.5);
}

#[test]
fn a_rule_with_a_delay_takes_effect_later() {
    let rule = r#"
[rule.second_desk]
when = { measure = "place.desk.queue_length", above = 1, for = "30 min" }
until = { below = 1, for = "20 min" }
do = [{ set = "place.desk.spaces", to = "2 desks" }]
delay = "1 h"
"#;
    // Decided at 50, in effect at 110, when one waits: C, while B has been served since 60.
    let it = hospital(&format!("{DESK}{THREE}{rule}"));
    assert_eq!(story(&it), ["A desk 0-60", "B desk 60-120", "C desk 110-170"]);
    assert_eq!(openings(&it), [(0, 1), (110, 2), (130, 1)]);
}

#[test]
fn a_rule_does_not_go_on_and_off_while_its_measure_swings_between_the_bounds() {
    let text = r#"
onward = 1
name = "Swing"

[run]
collect = "1 day"
runs = 1

[place.desk]
spaces = "2 desks"

[place.other]
spaces = "1 desk"

[arrivals.known]
visits = [{ at = "0 min", times = ["3 h"] }, { at = "30 min", times = ["5 min"] }, { at = "60 min", times = ["5 min"] },
    { at = "90 min", times = ["5 min"] }, { at = "120 min", times = ["5 min"] }]
pathway = "care"

[pathway.care.serve]
at = "desk"
time = "1 min"
next = "home"

[rule.extra]
when = { measure = "place.desk.present", above = 1.5 }
until = { below = BOUND, for = "1 min" }
do = [{ set = "place.other.spaces", to = "2 desks" }]
"#;
    let with = |bound: &str| hospital(&text.replace("BOUND", bound));
    // The first is there for three hours, so with a lower bound the rule stays on from 30 until 181, when nobody has been
    // there for a minute.
    let apart = with("1");
    near(of_rule(&apart, "extra", "rule_times"), 1.0);
    near(of_rule(&apart, "extra", "rule_on_time"), 151.0 / 60.0);
    // Without a gap it goes off a minute after each of the four short ones has left: on for six minutes, four times.
    let close = with("1.5");
    near(of_rule(&close, "extra", "rule_times"), 4.0);
    near(of_rule(&close, "extra", "rule_on_time"), 0.1);
}

#[test]
fn a_day_without_pictures_makes_a_queue_that_drains() {
    let text = r#"
onward = 1
name = "Cyber"

[run]
collect = "2 days"
runs = 1

[place.room]
spaces = "unlimited"

[resource.scanner]
units = "1 scanner"

[arrivals.known]
visits = [VISITS]
pathway = "care"

[pathway.care.scan]
at = "room"
uses = { scanner = 1 }
time = "30 min"
next = "home"

[shock.cyber]
from = "10 h"
until = "20 h"
changes = [{ set = "resource.scanner.units", to = "0 scanners" }]
"#;
    let visits: Vec<String> = (0..40).map(|hour| format!("{{ at = \"{hour} h\" }}")).collect();
    let it = hospital(&text.replace("VISITS", &visits.join(", ")));
    let (log, _) = record(&Plan::new(it.clone()), Settings::of(&it), 0, Log::default());
    let begun = log.movements().filter(|movement| matches!(movement.kind, MovementKind::Begins { .. }));
    let begun: Vec<(u64, i64)> = begun
        .map(|it| (it.visit.id.number(), (it.at - Instant::START).millis() / Duration::MINUTE.millis()))
        .collect();
    // From 20 h on one begins every half hour, and one comes every hour: number n waits until it is n h.
    let expected = |n: i64| if (10..30).contains(&n) { 20 * 60 + (n - 10) * 30 } else { n * 60 };
    let wanted: Vec<(u64, i64)> = (0..40).map(|n| (n as u64, expected(n))).collect();
    assert_eq!(begun, wanted);
}

#[test]
fn on_a_bank_holiday_nobody_goes_home() {
    let text = r#"
onward = 1
name = "Holiday"

[run]
start = "2026-04-02"
collect = "8 days"
runs = 1

[place.ward]
kind = "ward"
spaces = "10 beds"
leave_hours = "08-20"

[arrivals.known]
visits = [
    { at = "0 h", times = ["10 h"] },
    { at = "1 h", times = ["21 h"] },
    { at = "2 h", times = ["32 h"] },
    { at = "3 h", times = ["100 h"] },
]
pathway = "care"

[pathway.care.stay]
at = "ward"
time = "1 h"
next = "home"

[shock.holidays]
dates = ["2026-04-03", "2026-04-06"]
changes = [{ set = "place.ward.leave_hours", to = "never" }]
"#;
    let left = |text: &str| -> Vec<i64> {
        let it = hospital(text);
        let (log, _) = record(&Plan::new(it.clone()), Settings::of(&it), 0, Log::default());
        let left = log.movements().filter(|it| matches!(it.kind, MovementKind::Left { .. }));
        left.map(|it| (it.at - Instant::START).millis() / Duration::HOUR.millis()).collect()
    };
    // Ready at 10, 22, 34 and 103 hours. The second day (24-48) and the fifth (96-120) are holidays: who was ready on the
    // evening before, and would have gone at 32, waits until 56 as well.
    assert_eq!(left(text), [10, 56, 56, 128]);
    let (before, after) = text.split_once("dates = ").expect("it has dates");
    let (_, after) = after.split_once('\n').expect("the line ends");
    let weekly = format!("{before}from = \"2026-04-03\"\nlasts = \"1 day\"\nevery = \"3 days\"\n{after}");
    // Holidays on days 2, 5, 8: the same hours here.
    assert_eq!(left(&weekly), [10, 56, 56, 128]);
    let without = text.replace("[shock.holidays]", "[shock.holidays]\nactive = false");
    assert_eq!(left(&without), [10, 32, 34, 104]);
}

#[test]
fn a_change_that_ends_restores_what_was() {
    let option = r#"
[option.more]
cost = "£48 / day"
changes = [{ set = "place.desk.spaces", to = "3 desks", from = "2026-03-02 00:30", until = "2026-03-02 02:00" }]
"#;
    let text = format!("{DESK}{THREE}{option}");
    let it = read_text(&text, With { options: &["more"], settings: &[] });
    assert_eq!(openings(&it), [(0, 1), (30, 3), (120, 1)]);
    assert_eq!(story(&it), ["A desk 0-60", "B desk 30-90", "C desk 30-90"]);
    // An hour and a half of two days.
    near(figures(&it).value(Subject::Hospital, "cost").expect("it has a cost"), 48.0 * 1.5 / 48.0);
    // Not chosen, it changes nothing.
    assert_eq!(story(&hospital(&text)), ["A desk 0-60", "B desk 60-120", "C desk 120-180"]);
}

#[test]
fn who_waits_takes_up_a_new_preference_at_once_and_gives_up_one_that_is_taken_away() {
    let more = r#"
[place.corridor]
kind = "corridor"
spaces = "1 trolley"

[shock.board]
from = "25 min"
until = "3 h"
changes = [{ set = "pathway.care.serve.into", to = ["desk", "corridor"] }]
"#;
    let into = |text: &str| text.replace("at = \"desk\"", "into = [\"desk\"]");
    let it = hospital(&into(&format!("{DESK}{THREE}{more}")));
    assert_eq!(story(&it), ["A desk 0-60", "B corridor 25-85", "C desk 60-120"]);
    // The other way round: two wait for both, and from 25 on only for the desk.
    let away = more.replace("to = [\"desk\", \"corridor\"]", "to = [\"desk\"]");
    let both = |text: &str| text.replace("at = \"desk\"", "into = [\"desk\", \"corridor\"]");
    let text = both(&format!("{DESK}{THREE}{away}"))
        .replace("{ at = \"20 min\" }", "{ at = \"20 min\" }, { at = \"21 min\" }");
    assert_eq!(
        story(&hospital(&text)),
        ["A desk 0-60", "B corridor 10-70", "C desk 60-120", "D desk 120-180"]
    );
}

#[test]
fn a_rule_holds_over_a_shock_and_a_shock_over_an_option() {
    let all = r#"
[option.a]
changes = [{ set = "place.desk.spaces", to = "2 desks", from = "10 h", until = "40 h" }]

[shock.b]
from = "20 h"
until = "30 h"
changes = [{ set = "place.desk.spaces", to = "3 desks" }]

[rule.c]
when = { measure = "place.desk.present", above = 0, for = "1 min" }
until = { below = 1, for = "1 min" }
do = [{ set = "place.desk.spaces", to = "4 desks" }, { set = "place.desk.queue.limit", to = 9 }]

[arrivals.known]
visits = [{ at = "15 h" }, { at = "25 h" }, { at = "35 h" }]
pathway = "care"
"#;
    let it = read_text(&format!("{DESK}{all}"), With { options: &["a"], settings: &[] });
    let hour = 60;
    let expected = [
        (0, 1),
        (10 * hour, 2),
        (15 * hour + 1, 4),
        (16 * hour + 1, 2),
        (20 * hour, 3),
        (25 * hour + 1, 4),
        (26 * hour + 1, 3),
        (30 * hour, 2),
        (35 * hour + 1, 4),
        (36 * hour + 1, 2),
        (40 * hour, 1),
    ];
    assert_eq!(openings(&it), expected);
}

#[test]
fn prices_and_rosters_that_change_count_as_long_as_they_hold() {
    let text = r#"
[resource.nurse]
units = "2 nurses"
cost = "£10 / h"

[shock.dear]
from = "12 h"
until = "24 h"
changes = [
    { set = "place.desk.cost", to = "£480 / day" },
    { set = "resource.nurse.units", to = "5 nurses" },
    { set = "resource.nurse.cost", to = "£20 / h" },
]

[arrivals.known]
visits = [{ at = "11 h", times = ["2 h"] }]
pathway = "care"
"#;
    let it = hospital(
        &format!("{DESK}{text}").replace("spaces = \"1 desk\"", "spaces = \"1 desk\"\ncost = \"£240 / day\""),
    );
    // An hour at £10 and one at £20; 36 hours of two nurses at £10 and 12 of five at £20. Over two days.
    let cost = figures(&it).value(Subject::Hospital, "cost").expect("it has a cost");
    near(cost, (10.0 + 20.0 + 36.0 * 2.0 * 10.0 + 12.0 * 5.0 * 20.0) / 2.0);
    let desk = figures(&it).value(Subject::Place(hospital::PlaceId::new(0)), "cost").expect("it has a cost");
    near(desk, 15.0);
}
