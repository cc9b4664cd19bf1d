//! Known times only: case 14. What happens when is compared to the millisecond; there is no chance in it.

mod support;

use std::fmt::Write as _;

use flow::{Plan, Settings, record};
use hospital::{Hospital, Log, MovementKind};
use quantity::Instant;
use support::{PLAIN, With, hours, path, read};

/// What one visit did, as text: `standard 2 came 6, began 21`. Streams are numbered from one, hours from the start.
fn story(file: &str, options: &[&str]) -> Vec<String> {
    let hospital = read(&path(file), With { options, ..PLAIN });
    let settings = Settings::of(&hospital);
    let plan = Plan::new(hospital);
    let (log, _) = record(&plan, settings, 0, Log::default());
    let mut stories: Vec<(u64, String)> = Vec::new();
    for movement in log.movements() {
        let at = hours(movement.at - Instant::START);
        let key = movement.visit.id.key();
        if matches!(movement.kind, MovementKind::Arrived { .. }) {
            let stream = movement.visit.id.arrivals().index();
            let name = &plan.hospital().arrivals[stream].name;
            stories.push((key, format!("{name} {}: came {at}", movement.visit.id.number() + 1)));
        }
        if let Some(word) = word(plan.hospital(), movement.kind) {
            let story = stories.iter_mut().find(|(visit, _)| *visit == key).expect("it has arrived");
            write!(story.1, ", {word} {at}").expect("a text can grow");
        }
    }
    stories.sort();
    stories.into_iter().map(|(_, text)| text).collect()
}

fn word(hospital: &Hospital, kind: MovementKind) -> Option<String> {
    match kind {
        MovementKind::Begins { .. } => Some("began".to_owned()),
        MovementKind::Paused { .. } => Some("stopped".to_owned()),
        MovementKind::Left { exit } => Some(format!("{} at", hospital.exits[exit.index()].name)),
        MovementKind::Waits { .. }
        | MovementKind::Arrived { .. }
        | MovementKind::Parked { .. }
        | MovementKind::Moved { .. }
        | MovementKind::Placed
        | MovementKind::Ended { .. }
        | MovementKind::NeedsFewer { .. }
        | MovementKind::FitToLeave => None,
    }
}

#[test]
fn patience_ends_by_the_clock() {
    let expected = [
        "all 1: came 7, began 7, home at 18",
        "all 2: came 14, left_before_seen at 17",
        "all 3: came 21, began 21",
        "all 4: came 28, left_before_seen at 31",
    ];
    assert_eq!(story("cases/trace-reneging.toml", &[]), expected);
}

#[test]
fn the_high_one_waits_its_turn() {
    let expected = [
        "known 1: came 1.5, began 1.5, home at 6.5",
        "known 2: came 5, began 6.5, home at 11.5",
        "known 3: came 7.5, began 11.5, home at 15.5",
    ];
    assert_eq!(story("cases/trace-preemption.toml", &[]), expected);
}

#[test]
fn the_high_one_interrupts() {
    let expected = [
        "known 1: came 1.5, began 1.5, home at 6.5",
        "known 2: came 5, began 6.5, stopped 7.5, began 11.5, home at 16.5",
        "known 3: came 7.5, began 7.5, home at 11.5",
    ];
    assert_eq!(story("cases/trace-preemption.toml", &["preemptive"]), expected);
}

#[test]
fn a_gap_in_the_roster_stops_the_work() {
    let begun = "known 1: came 1, began 1, stopped 5, began 9";
    for (options, end) in [(&[][..], 15), (&["restart"], 19), (&["resample"], 29)] {
        assert_eq!(story("cases/trace-roster-gap.toml", options), [format!("{begun}, home at {end}")]);
    }
}

#[test]
fn waiting_long_makes_urgent() {
    let began = |text: &String| text.contains("began");
    let mut begun: Vec<String> = story("cases/trace-ageing.toml", &[]).into_iter().filter(began).collect();
    begun.sort();
    let expected = [
        "standard 1: came 3, began 3, home at 7.5",
        "standard 2: came 6, began 21, home at 25.5",
        "urgent 1: came 4, began 7.5, home at 12",
        "urgent 2: came 8, began 12, home at 16.5",
        "urgent 3: came 12, began 16.5, home at 21",
        // At 16 h both this one comes and the third standard one is promoted: arrivals come first.
        "urgent 4: came 16, began 25.5",
    ];
    assert_eq!(begun, expected);
}
