//! A small hospital, a log of it, and random logs.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::collections::BTreeMap;

use hospital::{
    Activity, ActivityId, Arrivals, ArrivalsId, AtGap, Attribute, AttributeId, By, Capacity, Clock, Closures,
    Exit, ExitId, ExitKind, Hospital, Leaving, Line, Log, Movement, MovementKind, Next, OnDeadlock, Opening,
    Pathway, PathwayId, PayerId, Payments, Place, PlaceId, PlaceKind, Process, Queue, Run, Sink as _, Space,
    Traits, Visit, VisitId, WhenFull, Where, WhileWaiting,
};
use proptest::prelude::*;
use quantity::{Distribution, Duration, Instant};

fn place(name: &str) -> Place {
    Place {
        name: name.to_owned(),
        kind: PlaceKind::Ward,
        capacity: Capacity::Always(3),
        each: None,
        at_gap: AtGap::Finish,
        queue: Queue::default(),
        parking: None,
        when_full: WhenFull::Wait,
        accepts: Vec::new(),
        limits: Vec::new(),
        turnaround: None,
        closures: Closures::default(),
        leaving: Leaving::AnyTime,
        enter_hours: None,
        space_rules: None,
        cost_per_day: 0.0,
        cost_per_open_day: 0.0,
        paid_by: PayerId::TRUST,
    }
}

fn attribute(name: &str, values: &[&str]) -> Attribute {
    let shares = By::Always(vec![1.0 / values.len() as f64; values.len()]);
    Attribute {
        name: name.to_owned(),
        values: values.iter().map(|&value| value.to_owned()).collect(),
        shares,
    }
}

/// Two places, two streams, three activities, and names that need care: commas, quotes, `-`, and a column's own name.
pub fn hospital() -> Hospital {
    let hour = Distribution::deterministic(3_600_000.0).expect("an hour is a length of time");
    let activity = |name: &str| Activity {
        name: name.to_owned(),
        pathway: PathwayId::new(0),
        place: Where::Here,
        while_waiting: WhileWaiting::Hold,
        uses: Vec::new(),
        time: By::Always(hour.clone()),
        patience: None,
        next: By::Always(vec![(Next::Exit(ExitId::new(0)), 1.0)]),
        when_refused: Next::Exit(ExitId::new(1)),
        when_impatient: Next::Exit(ExitId::new(1)),
        move_on: None,
        keep_after: Vec::new(),
        fit_to_leave: false,
        delay_reason: None,
        cancels: false,
        cost: 0.0,
        paid_by: PayerId::TRUST,
        income: None,
    };
    let arrivals = |name: &str| Arrivals {
        name: name.to_owned(),
        process: Process::Every(hour.clone()),
        first: ActivityId::new(0),
        shares: Vec::new(),
    };
    Hospital {
        name: "Small".to_owned(),
        time_zone: "Europe/London".to_owned(),
        clock: Clock { start_of_week: Duration::HOUR * 6, start_day_of_year: 4 },
        run: Run {
            start: "2026-01-05 06:00".to_owned(),
            warm_up: Duration::DAY,
            collect: Duration::DAY,
            runs: 1,
            seed: 1,
            on_deadlock: OnDeadlock::Swap,
        },
        attributes: vec![
            attribute("arrivals", &["walk-in", "ambulance"]),
            attribute("acuity", &["high", "low"]),
            attribute("place", &["\"here\"", "there, or not"]),
        ],
        places: vec![place("ed"), place("ward_3")],
        resources: Vec::new(),
        arrivals: vec![arrivals("walk-in"), arrivals("ambulance")],
        pathways: vec![Pathway {
            name: "emergency".to_owned(),
            activities: (0..3).map(ActivityId::new).collect(),
        }],
        activities: vec![activity("assess"), activity("admit"), activity("package")],
        exits: vec![
            Exit { name: "home".to_owned(), kind: ExitKind::Discharged },
            Exit { name: "gave up".to_owned(), kind: ExitKind::LeftBeforeSeen },
        ],
        infections: Vec::new(),
        teams: Vec::new(),
        payments: Payments::default(),
        switches: hospital::Switches::default(),
    }
}

/// A log that has every kind of line once: one visit beyond the base, and the place for which it waits.
pub fn every_kind() -> Log {
    let visit = Visit { id: VisitId::new(ArrivalsId::new(0), (1 << 47) + 7), slot: 0 };
    let traits = Traits::default().with(AttributeId::new(1), 1).with(AttributeId::new(2), 1);
    let (activity, place) = (ActivityId::new(1), PlaceId::new(1));
    let space = Some(Space { place: PlaceId::new(0), number: u32::MAX });
    let kinds = [
        (MovementKind::Arrived { traits }, None),
        (MovementKind::Parked { activity, place }, None),
        (MovementKind::Waits { activity, place: None }, None),
        (MovementKind::Waits { activity, place: Some(place) }, space),
        (MovementKind::Moved { activity }, space),
        (MovementKind::Begins { activity }, space),
        (MovementKind::Paused { activity }, None),
        (MovementKind::Ended { activity }, space),
        (MovementKind::FitToLeave, space),
        (MovementKind::NeedsFewer { care_visits: 3 }, space),
        (MovementKind::Left { exit: ExitId::new(1) }, None),
        (MovementKind::Placed, space),
    ];
    let mut log = Log::default();
    let at = Instant::from_millis(-86_400_000);
    log.opening(&Opening { at, place, spaces: Some(3), closed: true });
    log.opening(&Opening { at, place, spaces: None, closed: false });
    for (step, (kind, space)) in kinds.into_iter().enumerate() {
        let at = at + Duration::from_millis(step as i64 * 12_345_678);
        log.movement(&Movement { at, visit, kind, space });
    }
    log
}

/// The log with slots as a reader gives them.
pub fn with_new_slots(log: &Log) -> Log {
    let mut under_way: BTreeMap<VisitId, u32> = BTreeMap::new();
    let mut free: Vec<u32> = Vec::new();
    let mut given = 0;
    let line = |line: &Line| {
        let Line::Movement(mut movement) = *line else { return *line };
        movement.visit.slot = *under_way.entry(movement.visit.id).or_insert_with(|| {
            free.pop().unwrap_or_else(|| {
                given += 1;
                given - 1
            })
        });
        if let MovementKind::Left { .. } = movement.kind {
            under_way.remove(&movement.visit.id);
            free.push(movement.visit.slot);
        }
        Line::Movement(movement)
    };
    Log { lines: log.lines.iter().map(line).collect() }
}

/// Any log at all; its visits need not make sense.
pub fn any_log() -> impl Strategy<Value = Log> {
    proptest::collection::vec(any_line(), 0..60).prop_map(|lines| Log { lines })
}

fn any_line() -> impl Strategy<Value = Line> {
    let at = (-100_000_000_000_i64..100_000_000_000).prop_map(Instant::from_millis);
    let place = || (0..2_usize).prop_map(PlaceId::new);
    let opening = (at.clone(), place(), any::<Option<u32>>(), any::<bool>())
        .prop_map(|(at, place, spaces, closed)| Line::Opening(Opening { at, place, spaces, closed }));
    let visit = (0..2_usize, prop_oneof![0..20_u64, (1 << 47)..(1_u64 << 48)])
        .prop_map(|(arrivals, number)| VisitId::new(ArrivalsId::new(arrivals), number));
    let activity = || (0..3_usize).prop_map(ActivityId::new);
    let kind = prop_oneof![
        (0..2_usize, 0..2_usize).prop_map(|(acuity, other)| MovementKind::Arrived {
            traits: Traits::default().with(AttributeId::new(1), acuity).with(AttributeId::new(2), other)
        }),
        (activity(), proptest::option::of(place()))
            .prop_map(|(activity, place)| MovementKind::Waits { activity, place }),
        (activity(), place()).prop_map(|(activity, place)| MovementKind::Parked { activity, place }),
        activity().prop_map(|activity| MovementKind::Moved { activity }),
        Just(MovementKind::Placed),
        activity().prop_map(|activity| MovementKind::Begins { activity }),
        activity().prop_map(|activity| MovementKind::Paused { activity }),
        activity().prop_map(|activity| MovementKind::Ended { activity }),
        Just(MovementKind::FitToLeave),
        any::<u16>().prop_map(|care_visits| MovementKind::NeedsFewer { care_visits }),
        (0..2_usize).prop_map(|exit| MovementKind::Left { exit: ExitId::new(exit) }),
    ];
    let space =
        proptest::option::of((place(), any::<u32>()).prop_map(|(place, number)| Space { place, number }));
    let movement = (at, visit, kind, space).prop_map(|(at, id, mut kind, space)| {
        if let MovementKind::Arrived { traits } = &mut kind {
            *traits = traits.with(AttributeId::ARRIVALS, id.arrivals().index());
        }
        Line::Movement(Movement { at, visit: Visit { id, slot: 0 }, kind, space })
    });
    prop_oneof![1 => opening, 6 => movement]
}
