//! Care at home in visits a day: worked out by hand, by Little's law, and by a recursion of its own.

mod support;

use std::collections::BTreeMap;

use flow::{Plan, Settings, record};
use hospital::{Capacity, Hospital, Log, Measures, MovementKind, PlaceId, Roster, Subject};
use quantity::{Duration, Instant};
use support::{Checks, PLAIN, With, hours, path, read, simulate};

const BY_HAND: &str = "cases/care-rounds.toml";
const TEACHING: &str = "teaching/home_care.toml";

/// The movements of a file's first replication.
fn log(hospital: &Hospital) -> Log {
    let plan = Plan::new(hospital.clone());
    record(&plan, Settings::of(hospital), 0, Log::default()).0
}

/// When each visit first began an activity, and the ends of the steps at which it needed fewer visits, in hours.
fn begun_and_eased(log: &Log) -> Vec<(f64, Vec<(f64, u16)>)> {
    let mut all: BTreeMap<u64, (f64, Vec<(f64, u16)>)> = BTreeMap::new();
    for movement in log.movements() {
        let at = hours(movement.at - Instant::START);
        let key = movement.visit.id.key();
        if let MovementKind::Begins { .. } = movement.kind {
            all.insert(key, (at, Vec::new()));
        } else if let MovementKind::NeedsFewer { care_visits } = movement.kind {
            all.get_mut(&key).expect("it has begun").1.push((at, care_visits));
        }
    }
    all.into_values().collect()
}

#[test]
fn who_needs_less_lets_the_next_one_in() {
    let day = 24.0;
    let steps = |from: f64| vec![((from + 2.0) * day, 3), ((from + 4.0) * day, 2), ((from + 6.0) * day, 1)];
    let expected: Vec<_> = [0.0, 0.0, 4.0, 8.0].map(|from| (from * day, steps(from))).into();
    assert_eq!(begun_and_eased(&log(&read(&path(BY_HAND), PLAIN))), expected);
}

#[test]
fn figures_worked_out_by_hand() {
    let hospital = read(&path(BY_HAND), PLAIN);
    let plan = Plan::new(hospital.clone());
    let (measures, _) = record(&plan, Settings::of(&hospital), 0, Measures::new(&hospital));
    let figures = measures.figures(&hospital);
    let place = |id| figures.value(Subject::Place(PlaceId::new(0)), id).expect("a measure of places");
    // Four people at 4 + 3 + 2 + 1 visits a day, two days each, in twenty days.
    let load = 4.0 * 2.0 * 10.0 / 20.0;
    for (id, expected) in [
        ("care_load", load),
        ("occupancy", load / 8.0),
        ("occupied_spaces", 4.0 * 8.0 / 20.0),
        // Fewer than four visits are left until day 10.
        ("full_share", 10.0 / 20.0),
        ("throughput", 4.0 / 20.0),
        ("length_of_stay", 8.0 * 24.0),
        // The third waits three days, the fourth six and a half.
        ("queue_length", (3.0 + 6.5) / 20.0),
        ("cost", load * 20.0 + 8.0 * 5.0),
    ] {
        assert!((place(id) - expected).abs() < 1e-12, "{id}: {} and not {expected}", place(id));
    }
}

#[test]
fn while_it_is_closed_nobody_comes_in_and_need_still_falls() {
    // Closed from day 3 until day 5: on day 4 there would be room. It opens to four visits a day free.
    let closed = [("place.home_care.closed", "[[\"3 days\", \"5 days\"]]")];
    let hospital = read(&path(BY_HAND), With { settings: &closed, ..PLAIN });
    let begun: Vec<f64> = begun_and_eased(&log(&hospital)).into_iter().map(|(at, _)| at / 24.0).collect();
    assert_eq!(begun, [0.0, 0.0, 5.0, 8.0]);
    let plan = Plan::new(hospital.clone());
    let (measures, _) = record(&plan, Settings::of(&hospital), 0, Measures::new(&hospital));
    let shut = measures.figures(&hospital).value(Subject::Place(PlaceId::new(0)), "closed_spaces");
    // On day 3 two of eight visits are not made, on day 4 four.
    assert!((shut.expect("a measure of places") - (2.0 + 4.0) / 20.0).abs() < 1e-12, "{shut:?}");
}

#[test]
fn a_person_who_always_needs_one_visit_is_a_space() {
    let rounds = [("place.home_care.spaces", "40 visits / day"), ("place.home_care.each", "1 visit / day")];
    let mut hospital = read(&path(TEACHING), With { settings: &rounds, ..PLAIN });
    let with = log(&hospital);
    hospital.places[1].each = None;
    assert_eq!(with.lines.len(), log(&hospital).lines.len());
    assert!(with == log(&hospital), "the same bits");
}

#[test]
fn two_visits_each_of_twice_as_many_are_spaces() {
    let rounds = [
        ("place.home_care.spaces", "{ \"mon-fri\" = 68, \"sat-sun\" = 60 }"),
        ("place.home_care.each", "2 visits / day"),
    ];
    let spaces = [
        ("place.home_care.spaces", "{ \"mon-fri\" = 34, \"sat-sun\" = 30 }"),
        ("place.home_care.each", "1 visit / day"),
    ];
    let movements = |settings| {
        let log = log(&read(&path(TEACHING), With { settings, ..PLAIN }));
        log.movements().copied().collect::<Vec<_>>()
    };
    let (rounds, spaces) = (movements(&rounds), movements(&spaces));
    assert!(
        rounds.iter().any(|movement| matches!(movement.kind, MovementKind::Waits { .. })),
        "it is full at times"
    );
    assert!(rounds == spaces, "the same bits");
}

/// Need falls linearly in whole steps, so somebody needs half of first and last together on average.
#[test]
fn the_load_is_arrivals_times_time_times_need() {
    let unlimited = [("place.home_care.spaces", "unlimited"), ("place.ward.spaces", "unlimited")];
    let found = simulate(
        TEACHING,
        With {
            settings: &[unlimited[0], unlimited[1], ("run.collect", "8 years"), ("run.runs", "50")],
            ..PLAIN
        },
    );
    let people = 4.0 * 0.3 * 18.0;
    let mut checks = Checks::new("home care without limit");
    checks.exact("people cared for", found.place("home_care", "occupied_spaces"), people);
    checks.exact("care visits a day", found.place("home_care", "care_load"), people * (4.0 + 1.0) / 2.0);
    checks.judge();
}

/// The hours at which one who comes in needs fewer, and the end: as the reference page says it.
fn steps(came: i64, lasts: i64, first: u32, last: u32) -> Vec<(i64, u32)> {
    let (mut at, mut left) = (came, lasts);
    let mut steps = vec![(came, first)];
    for need in (last..first).rev() {
        let length = left / i64::from(need + 1 - last + 1);
        at += length;
        left -= length;
        steps.push((at, need));
    }
    steps.push((came + lasts, 0));
    steps
}

/// First come, first served: a visit comes in at the first moment, not before the one ahead of it, when what those ahead of
/// it need leaves enough.
fn recursion(
    people: &[(i64, i64)],
    first: u32,
    last: u32,
    capacity: &dyn Fn(i64) -> u32,
    changes: &[i64],
) -> Vec<i64> {
    let mut came: Vec<i64> = Vec::new();
    let mut all: Vec<Vec<(i64, u32)>> = Vec::new();
    for &(asked, lasts) in people {
        let earliest = came.last().map_or(asked, |&before| before.max(asked));
        let need_at = |steps: &Vec<(i64, u32)>, at| {
            steps.iter().rev().find(|step| step.0 <= at).map_or(0, |step| step.1)
        };
        let fits =
            |&at: &i64| all.iter().map(|steps| need_at(steps, at)).sum::<u32>() + first <= capacity(at);
        let mut moments: Vec<i64> =
            all.iter().flatten().map(|step| step.0).chain(changes.iter().copied()).collect();
        moments.retain(|&at| at > earliest);
        moments.push(earliest);
        moments.sort_unstable();
        let at = moments.into_iter().find(fits).expect("in the end all are gone");
        came.push(at);
        all.push(steps(at, lasts, first, last));
    }
    came
}

#[test]
fn a_recursion_of_its_own_finds_the_same_times() {
    let settings = [
        ("run.warm_up", "0 days"),
        ("run.collect", "200 days"),
        ("place.ward.spaces", "unlimited"),
        ("place.home_care.spaces", "{ \"mon-fri\" = 54, \"sat-sun\" = 42 }"),
    ];
    let hospital = read(&path(TEACHING), With { settings: &settings, ..PLAIN });
    let Capacity::Rostered(roster @ Roster::Weekly(_)) = &hospital.places[1].capacity else {
        panic!("a roster")
    };
    let (mut asked, mut began, mut ended) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (nth, movement) in log(&hospital).movements().enumerate() {
        let (id, at) = (movement.visit.id, movement.at.millis());
        let in_care = movement.space.is_some_and(|space| space.place == PlaceId::new(1));
        match movement.kind {
            MovementKind::Waits { place: Some(_), .. } => _ = asked.entry(id).or_insert((at, nth)),
            MovementKind::Begins { .. } if in_care => {
                asked.entry(id).or_insert((at, nth));
                began.insert(id, at);
            }
            MovementKind::Left { .. } => _ = ended.insert(id, at),
            MovementKind::Arrived { .. }
            | MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave
            | MovementKind::NeedsFewer { .. } => {}
        }
    }
    let mut order: Vec<_> = asked.iter().map(|(id, &(at, nth))| (at, nth, *id)).collect();
    order.sort_unstable();
    // Those who came in and have left: their lengths are known. Nobody after the first who has not is looked at.
    let known: Vec<_> = order.iter().map_while(|(at, _, id)| Some((*at, *began.get(id)?, *id))).collect();
    let end = Duration::DAY.millis() * 200;
    let lasts =
        |(asked, began, id): &(i64, i64, _)| (*asked, ended.get(id).map_or(2 * end, |ended| ended - began));
    let known: Vec<_> = known.into_iter().take_while(|(_, _, id)| ended.contains_key(id)).collect();
    let people: Vec<(i64, i64)> = known.iter().map(lasts).collect();
    let waited = known.iter().filter(|(asked, began, _)| began > asked).count();
    assert!(people.len() > 40 && waited > 10, "{} came in, {waited} waited", people.len());
    let capacity = |at| roster.at(Instant::from_millis(at), hospital.clock);
    let changes: Vec<i64> = (0..60).map(|week| week * Duration::WEEK.millis()).collect();
    let found = recursion(&people, 4, 1, &capacity, &changes);
    assert_eq!(found, known.iter().map(|&(_, began, _)| began).collect::<Vec<_>>());
}
