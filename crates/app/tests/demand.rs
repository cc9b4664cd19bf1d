//! Demand that changes in the course of a run: who comes anyway stays the same person to the millisecond, more is an
//! additional stream of other people, less takes some away by their mark, and a rate of another shape is followed exactly.

mod support;

use std::collections::BTreeMap;

use flow::{Plan, Settings, record};
use hospital::{Hospital, Log, MovementKind, VisitId};
use quantity::{Duration, Instant};
use support::{With, read_text};

/// Nobody waits for anybody, so that what happens to a visit is its own affair.
const CLINIC: &str = r#"
onward = 1
name = "Clinic"

[run]
start = "2026-01-05"
collect = "200 days"
runs = 1

[patient.acuity]
shares = { high = 0.2, low = 0.8 }

[place.clinic]
spaces = "unlimited"

[arrivals.rare]
rate = "1 / week"
pathway = "care"

[arrivals.walk_in]
rate = "40 / day"
by_hour = [1, 2, 3, 2]
dispersion = 1.4
pathway = "care"

[pathway.care.see]
at = "clinic"
time = { by = "acuity", high = { exponential = "9 h" }, low = { exponential = "2 h" } }
next = { home = 0.7, again = 0.3 }

[pathway.care.again]
time = { exponential = "5 h" }
next = "home"
"#;

/// Visits beyond the base are numbered from here.
const BEYOND: u64 = 1 << 47;

fn day(number: i64) -> Instant {
    Instant::START + Duration::DAY * number
}

fn log(hospital: &Hospital) -> Log {
    record(&Plan::new(hospital.clone()), Settings::of(hospital), 3, Log::default()).0
}

/// Everything that happens to each visit, as text without the slots, which depend on who else is there.
fn lives(text: &str) -> BTreeMap<VisitId, Vec<(Instant, String)>> {
    let mut lives: BTreeMap<VisitId, Vec<(Instant, String)>> = BTreeMap::new();
    for movement in log(&read_text(text, With::default())).movements() {
        let kind = match movement.kind {
            MovementKind::Arrived { traits } => format!("arrives {traits:?}"),
            other @ (MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave
            | MovementKind::NeedsFewer { .. }
            | MovementKind::Left { .. }) => format!("{other:?}"),
        };
        lives.entry(movement.visit.id).or_default().push((movement.at, kind));
    }
    lives
}

fn arrivals(lives: &BTreeMap<VisitId, Vec<(Instant, String)>>, stream: usize) -> Vec<(u64, Instant)> {
    let of_stream = lives.iter().filter(|(id, _)| id.arrivals().index() == stream);
    let mut all: Vec<(u64, Instant)> = of_stream.map(|(id, life)| (id.number(), life[0].0)).collect();
    all.sort_by_key(|&(_, at)| at);
    all
}

fn shock(changes: &str, from: &str, until: &str) -> String {
    format!("{CLINIC}\n[shock.demand]\nfrom = \"{from}\"\nuntil = \"{until}\"\nchanges = [{changes}]\n")
}

/// Four standard deviations of a count whose variance over mean is the stream's.
#[track_caller]
fn expected(found: usize, mean: f64, dispersion: f64) {
    let allowed = 4.0 * (mean * dispersion).sqrt();
    assert!((found as f64 - mean).abs() < allowed, "{found}, not {mean} ± {allowed}");
}

#[test]
fn more_demand_from_a_date_is_an_additional_stream_and_everybody_else_stays_who_they_were() {
    let base = lives(CLINIC);
    let more = lives(&shock("{ set = \"arrivals.walk_in.rate\", to = \"44 / day\" }", "60 days", "160 days"));
    let (beyond, own): (Vec<_>, Vec<_>) = more.into_iter().partition(|(id, _)| id.number() >= BEYOND);
    assert!(own.into_iter().eq(base), "a visit of the base is another");
    assert!(beyond.iter().all(|(_, life)| day(60) <= life[0].0 && life[0].0 < day(160)));
    expected(beyond.len(), 4.0 * 100.0, 1.4);
}

#[test]
fn less_demand_from_a_date_takes_some_away_and_everybody_else_stays_who_they_were() {
    let base = lives(CLINIC);
    let less = lives(&shock("{ set = \"arrivals.walk_in.rate\", to = \"36 / day\" }", "60 days", "160 days"));
    let is_same = less.iter().all(|(id, life)| base.get(id) == Some(life));
    assert!(is_same, "a visit that stayed is another");
    let gone: Vec<Instant> =
        base.iter().filter(|(id, _)| !less.contains_key(id)).map(|(_, life)| life[0].0).collect();
    assert!(gone.iter().all(|&at| day(60) <= at && at < day(160)));
    let came = arrivals(&base, 1).iter().filter(|(_, at)| (day(60)..day(160)).contains(at)).count();
    expected(gone.len(), 0.1 * came as f64, 0.9);
}

#[test]
fn a_stream_that_stops_for_a_time_comes_back_as_it_would_have_been() {
    let base = lives(CLINIC);
    let stopped = shock(
        "{ set = \"arrivals.walk_in.rate\", to = \"0 / day\" }, { set = \"arrivals.rare.rate\", to = \"0 / day\" }",
        "60 days",
        "160 days",
    );
    let kept = base.into_iter().filter(|(_, life)| !(day(60)..day(160)).contains(&life[0].0));
    assert!(lives(&stopped).into_iter().eq(kept));
}

#[test]
fn other_attributes_and_times_from_a_date_hold_for_who_comes_from_then_on() {
    let base = lives(CLINIC);
    let sicker = lives(&shock(
        "{ set = \"patient.acuity.shares\", to = { high = 1, low = 0 } }",
        "60 days",
        "160 days",
    ));
    assert_eq!(base.len(), sicker.len());
    for (id, life) in &sicker {
        let (at, arrived) = &life[0];
        assert_eq!(*at, base[id][0].0, "{id:?} comes at another time");
        if (day(60)..day(160)).contains(at) {
            assert!(arrived.contains("0, 0, 0") || arrived.contains(", 0, "), "{arrived}");
        } else {
            assert_eq!(life, &base[id]);
        }
    }
    let slower =
        lives(&shock("{ set = \"pathway.care.see.time.low\", to = \"1 min\" }", "60 days", "160 days"));
    let minute = |life: &[(Instant, String)]| life[2].0 - life[1].0 == Duration::MINUTE;
    for (id, life) in slower.iter().filter(|(_, life)| life.len() > 2) {
        let is_low = life[0].1 != base[id][0].1 || base[id].len() > 2 && life[2].0 != base[id][2].0;
        let during = (day(60)..day(160)).contains(&life[0].0);
        assert!(!is_low || (during && minute(life)), "{id:?}: {life:?}");
    }
    let minutes = slower.values().filter(|life| life.len() > 2 && minute(life)).count();
    expected(minutes, 0.8 * 40.1 * 100.0, 1.4);
}

#[test]
fn a_rate_of_another_shape_is_followed_from_its_date() {
    // All in the third quarter of the day, from day 60 at noon on: nobody comes at another hour, and as many in all.
    let change = "{ set = \"arrivals.walk_in.by_hour\", to = [0, 0, 1, 0] }";
    let base = arrivals(&lives(CLINIC), 1);
    let changed = arrivals(&lives(&shock(change, "60 days 12 h", "160 days")), 1);
    let noon = day(60) + Duration::HOUR * 12;
    let before =
        |all: &[(u64, Instant)]| all.iter().filter(|(_, at)| *at < noon).copied().collect::<Vec<_>>();
    assert_eq!(before(&base), before(&changed));
    let during: Vec<Instant> =
        changed.iter().map(|&(_, at)| at).filter(|&at| noon <= at && at < day(160)).collect();
    let of_day =
        |at: Instant| (at - Instant::START).millis() % Duration::DAY.millis() / Duration::HOUR.millis();
    assert!(during.iter().all(|&at| (12..18).contains(&of_day(at))));
    expected(during.len(), 40.0 * 100.0, 1.4);
    // Afterwards they come at all hours again, at the rate of the file.
    let after: Vec<Instant> = changed.iter().map(|&(_, at)| at).filter(|&at| at >= day(160)).collect();
    expected(after.len(), 40.0 * 40.0, 1.4);
    expected(after.iter().filter(|&&at| of_day(at) < 6).count(), 40.0 * 40.0 / 8.0, 1.4);
    // They are numbered as they come, without a gap.
    assert!(changed.iter().enumerate().all(|(nth, &(number, _))| number == nth as u64));
}

#[test]
fn a_gap_across_the_change_of_a_rate_is_as_long_as_the_areas_say() {
    // The rare stream, once a week: at twice the rate from a date on, with the same shape of area, what is left of a gap
    // halves. Nothing else is drawn, so this is exact but for the millisecond.
    let text = CLINIC.replace("dispersion = 1.4\n", "");
    let base = arrivals(&lives(&text), 0);
    let shape = "\n[shock.demand]\nfrom = \"60 days\"\nchanges = [{ set = \"arrivals.rare.by_weekday\", to = [2, 2, 2, 2, 2, 2, 2] }]\n";
    // Weights are over their mean, so even ones of any size are the same rate.
    assert_eq!(base, arrivals(&lives(&format!("{text}{shape}")), 0));
    let half = "\n[shock.demand]\nfrom = \"60 days\"\nchanges = [{ set = \"arrivals.rare.by_weekday\", to = [7, 0, 0, 0, 0, 0, 0] }]\n";
    // All of a week's area lies on its Monday now, so the time since 60 days counts only on Mondays, seven times. Day 63
    // is the first Monday after day 60 (day 0 is one).
    let changed = arrivals(&lives(&format!("{text}{half}")), 0);
    for (&(number, at), &(same, then)) in base.iter().zip(&changed) {
        assert_eq!(number, same);
        if at < day(60) {
            assert_eq!(at, then);
            continue;
        }
        let weeks = (at - day(60)).millis() as f64 / Duration::WEEK.millis() as f64;
        let wanted = day(63)
            + Duration::WEEK * weeks.floor() as i64
            + Duration::from_millis_f64(weeks.fract() * Duration::DAY.millis() as f64);
        assert!((then - wanted).millis().abs() <= 2 + weeks as i64, "{number}: {then:?}, not {wanted:?}");
    }
}

#[test]
fn what_lies_beyond_the_end_changes_nothing() {
    let base = log(&read_text(CLINIC, With::default()));
    let later = shock("{ set = \"arrivals.walk_in.rate\", to = \"80 / day\" }", "300 days", "400 days");
    assert!(base == log(&read_text(&later, With::default())));
}
