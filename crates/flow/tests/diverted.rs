//! Who is sent to another place while the one it wants is full, and is there already.

mod common;

use common::plain;
use flow::{Plan, Settings, record};
use hospital::{
    ActivityId, By, Hospital, ListedVisit, Log, MovementKind, Next, PathwayId, PlaceId, PlaceKind, Process,
    Space, WhenFull,
};
use quantity::{Distribution, Duration, Instant};

/// A unit of one bed that sends whoever finds it full to a ward of one bed. Each of two activities, one after the other, wants
/// the unit, for two hours.
fn sends_away() -> Hospital {
    let activity = |name: &str| {
        let mut it = plain::activity(name, PathwayId::new(0));
        it.place = plain::into(&[0]);
        let two_hours = Distribution::deterministic((Duration::HOUR * 2).millis() as f64);
        it.time = By::Always(two_hours.expect("two hours are a time"));
        it
    };
    let mut first = activity("first");
    first.next = By::Always(vec![(Next::Activity(ActivityId::new(1)), 1.0)]);
    let mut unit = plain::place("unit", PlaceKind::Assessment, 1);
    unit.when_full = WhenFull::Divert { to: PlaceId::new(1), above: 1.0 };
    let places = vec![unit, plain::place("ward", PlaceKind::Ward, 1)];
    let mut all = plain::rate("all", 1.0, ActivityId::new(0));
    let visit = |hour: i64| ListedVisit {
        at: Instant::START + Duration::HOUR * hour,
        traits: Vec::new(),
        times: Vec::new(),
    };
    all.process = Process::Listed(vec![visit(0), visit(1)]);
    plain::hospital(places, vec![first, activity("second")], vec![all])
}

#[test]
fn who_is_sent_to_where_it_is_stays_there_and_goes_on() {
    let hospital = sends_away();
    let settings = Settings { seed: 1, warm_up: Duration::ZERO, collect: Duration::DAY };
    let (log, _) = record(&Plan::new(hospital), settings, 0, Log::default());
    let of_second = log.movements().filter(|it| it.visit.id.number() == 1);
    let told: Vec<(f64, Option<Space>, bool)> = of_second
        .map(|it| {
            let begins = matches!(it.kind, MovementKind::Begins { .. });
            ((it.at - Instant::START).hours(), it.space, begins)
        })
        .collect();
    // It comes at one o'clock, when the unit is full until four; at three it wants the unit again and is sent to its own bed.
    let bed = Some(Space { place: PlaceId::new(1), number: 0 });
    assert_eq!(told, [(1.0, None, false), (1.0, bed, true), (3.0, bed, true), (5.0, None, false)]);
}
