//! Stays that go on in a ward once they have lasted for long enough in an assessment unit, counted by hand.

mod common;

use std::collections::BTreeMap;

use common::plain;
use flow::{Plan, Settings, record};
use hospital::{
    ActivityId, AtGap, By, Capacity, Figures, Hospital, ListedVisit, Log, Measures, Moment, MoveOn,
    MovementKind, Next, PathwayId, PlaceId, PlaceKind, Process, Roster, Subject, VisitId,
};
use quantity::{Distribution, Duration, Instant};

const UNIT: ActivityId = ActivityId::new(0);
const ON_WARD: ActivityId = ActivityId::new(1);
const AMU: PlaceId = PlaceId::new(0);
const WARD: PlaceId = PlaceId::new(1);

/// A unit and a ward. Who has been in the unit for 72 hours goes on with the stay on the ward.
fn unit_and_ward(in_unit: u32, on_ward: u32, stay: Distribution) -> Hospital {
    let mut unit = plain::activity("unit", PathwayId::new(0));
    unit.place = plain::into(&[0]);
    unit.time = By::Always(stay);
    unit.move_on = Some(MoveOn { after: Duration::HOUR * 72, to: ON_WARD });
    let mut ward = plain::activity("ward", PathwayId::new(0));
    ward.place = plain::into(&[1]);
    let places = vec![
        plain::place("amu", PlaceKind::Assessment, in_unit),
        plain::place("ward", PlaceKind::Ward, on_ward),
    ];
    plain::hospital(places, vec![unit, ward], vec![plain::rate("all", 1.0, UNIT)])
}

fn hours(hours: f64) -> Distribution {
    Distribution::deterministic(hours * Duration::HOUR.millis() as f64).expect("a length of time")
}

/// With these visits: when each comes, and how long it stays.
fn with(mut hospital: Hospital, visits: &[(i64, i64)]) -> Hospital {
    let visit = |&(at, stay): &(i64, i64)| ListedVisit {
        at: Instant::START + Duration::HOUR * at,
        traits: Vec::new(),
        times: vec![Duration::HOUR * stay],
    };
    hospital.arrivals[0].process = Process::Listed(visits.iter().map(visit).collect());
    hospital
}

fn settings(days: i64) -> Settings {
    Settings { seed: 1, warm_up: Duration::ZERO, collect: Duration::DAY * days }
}

/// When each visit left, in hours, and from which place.
fn left(log: &Log) -> BTreeMap<VisitId, (f64, Option<PlaceId>)> {
    let mut places = BTreeMap::new();
    let mut left = BTreeMap::new();
    for movement in log.movements() {
        let id = movement.visit.id;
        if matches!(movement.kind, MovementKind::Left { .. }) {
            let place = places.get(&id).copied().flatten();
            left.insert(id, ((movement.at - Instant::START).hours(), place));
        }
        places.insert(id, movement.space.map(|space| space.place));
    }
    left
}

fn left_in_order(log: &Log) -> Vec<(f64, Option<PlaceId>)> {
    left(log).into_values().collect()
}

fn figures(hospital: &Hospital, days: i64) -> Figures {
    let (measures, _) = record(&Plan::new(hospital.clone()), settings(days), 0, Measures::new(hospital));
    measures.figures(hospital)
}

#[test]
fn five_visits_two_beds_and_one() {
    // The first goes to the ward at 72, for 28 hours. The second asks for it at 73 and is well at 91. The third stays for a
    // day. The fourth comes into the bed of the second, and goes to the ward at 163 for 48 hours. The fifth has the bed of
    // the third from 104 on, asks for the ward at 176, has it when the fourth leaves at 211, and stays there for 93 hours.
    let visits = [(0, 100), (1, 90), (80, 24), (85, 120), (95, 200)];
    let hospital = with(unit_and_ward(2, 1, hours(1.0)), &visits);
    let (log, _) = record(&Plan::new(hospital.clone()), settings(20), 0, Log::default());
    let [amu, ward] = [Some(AMU), Some(WARD)];
    let expected = [(100.0, ward), (91.0, amu), (104.0, amu), (211.0, ward), (304.0, ward)];
    assert_eq!(left_in_order(&log), expected);

    let figures = figures(&hospital, 20);
    let of = |subject, id: &str| figures.value(subject, id).expect("a measure");
    let near = |what: &str, found: f64, expected: f64| {
        assert!((found - expected).abs() < 1e-9, "{what}: {found}, expected {expected}");
    };
    let (unit, on_ward) = (Subject::Activity(UNIT), Subject::Activity(ON_WARD));
    near("how long they wait to move on", of(on_ward, "waiting_time"), (18.0 + 35.0) / 4.0);
    near("how many of them wait", of(on_ward, "waited_share"), 0.5);
    near("how many ask, a day", of(on_ward, "begun"), 4.0 / 20.0);
    near("how long they stay on", of(on_ward, "activity_time"), (28.0 + 0.0 + 48.0 + 93.0) / 4.0);
    near("how long they are in the unit's care", of(unit, "activity_time"), (4.0 * 72.0 + 24.0) / 5.0);
    near("overstaying", of(Subject::Place(AMU), "waiting_to_move"), 53.0 / 480.0);
    near(
        "time in the unit",
        of(Subject::Place(AMU), "length_of_stay"),
        (72.0 + 90.0 + 24.0 + 72.0 + 107.0) / 5.0,
    );
    near("who comes to the ward", of(Subject::Place(WARD), "throughput"), 3.0 / 20.0);
    near(
        "stays",
        of(Subject::Hospital, "length_of_stay"),
        (100.0 + 90.0 + 24.0 + 120.0 + 200.0) / 5.0 / 24.0,
    );
}

#[test]
fn a_stay_is_as_long_however_full_the_wards_are() {
    let stay = Distribution::lognormal_mean_cv(4.0 * Duration::DAY.millis() as f64, 1.2).expect("a law");
    let stays = |on_ward: u32, moves: bool| {
        let mut hospital = unit_and_ward(500, on_ward, stay.clone());
        hospital.activities[0].move_on = hospital.activities[0].move_on.filter(|_| moves);
        hospital.arrivals[0] = plain::rate("all", 6.0, UNIT);
        let (log, _) = record(&Plan::new(hospital), settings(200), 0, Log::default());
        left(&log)
    };
    let (all_stay, some_move, all_move) = (stays(0, false), stays(4, true), stays(500, true));
    let times = |left: &BTreeMap<VisitId, (f64, Option<PlaceId>)>| -> Vec<(VisitId, f64)> {
        left.iter().map(|(&id, &(at, _))| (id, at)).collect()
    };
    assert!(all_stay.len() > 1000);
    assert_eq!(times(&all_stay), times(&some_move));
    assert_eq!(times(&all_stay), times(&all_move));
    let from_ward = |left: &BTreeMap<_, (f64, Option<PlaceId>)>| {
        left.values().filter(|(_, place)| *place == Some(WARD)).count()
    };
    let [none, some, all] = [&all_stay, &some_move, &all_move].map(from_ward);
    assert!(none == 0 && some > 50 && all > 2 * some, "{none}, {some}, {all} from the ward");
}

#[test]
fn the_ward_has_what_is_beyond_the_limit() {
    // Without waits anywhere, with stays of mean m, beyond 72 hours of which e^(−72 h / m) are: by Little's law. A seed that is
    // fixed; means over 3000 days have a standard error below 0.35, and four of these are allowed.
    let mean = 4.0 * Duration::DAY.millis() as f64;
    let mut hospital = unit_and_ward(1000, 1000, Distribution::exponential(mean).expect("a mean"));
    hospital.arrivals[0] = plain::rate("all", 30.0, UNIT);
    let measures = Measures::new(&hospital);
    let settings = Settings { seed: 3, warm_up: Duration::DAY * 50, collect: Duration::DAY * 3000 };
    let (measures, _) = record(&Plan::new(hospital.clone()), settings, 0, measures);
    let figures = measures.figures(&hospital);
    let beyond = quantity::maths::exp(-0.75);
    for (place, expected) in [(AMU, 120.0 * (1.0 - beyond)), (WARD, 120.0 * beyond)] {
        let found = figures.value(Subject::Place(place), "occupied_spaces").expect("a measure");
        assert!((found - expected).abs() < 1.4, "{found}, expected {expected}");
    }
}

#[test]
fn time_in_which_the_stay_rests_does_not_count() {
    // No bed of the unit is worked on from 20 to 50: what would have been 72 is 102. The ward has 28 hours of it.
    let mut hospital = with(unit_and_ward(1, 1, hours(1.0)), &[(0, 100)]);
    let at = |hour| Instant::START + Duration::HOUR * hour;
    hospital.places[0].capacity =
        Capacity::Rostered(Roster::Dated(vec![(at(0), 1), (at(20), 0), (at(50), 1)]));
    hospital.places[0].at_gap = AtGap::Resume;
    let (log, _) = record(&Plan::new(hospital), settings(10), 0, Log::default());
    assert_eq!(left_in_order(&log), [(130.0, Some(WARD))]);
}

#[test]
fn what_follows_is_what_follows_the_ward() {
    // Who is in the unit to the end goes home; who moves on, even if there is no bed, goes on to a third activity of 10 hours.
    let mut hospital = with(unit_and_ward(9, 1, hours(1.0)), &[(0, 30), (1, 200), (2, 90)]);
    let mut rest = plain::activity("rest", PathwayId::new(0));
    rest.time = By::Always(hours(10.0));
    hospital.activities.push(rest);
    hospital.pathways[0].activities.push(ActivityId::new(2));
    hospital.activities[1].next = By::Always(vec![(Next::Activity(ActivityId::new(2)), 1.0)]);
    let (log, _) = record(&Plan::new(hospital), settings(20), 0, Log::default());
    assert_eq!(left_in_order(&log), [(30.0, Some(AMU)), (211.0, Some(WARD)), (102.0, Some(AMU))]);
}

#[test]
fn a_stay_goes_on_from_any_moment() {
    // All stays are of 100 hours. At 90, the first is on the ward, the second waits for it since 75, and the third is in the unit.
    let mut hospital = unit_and_ward(9, 1, hours(100.0));
    let visit = |at: i64| ListedVisit {
        at: Instant::START + Duration::HOUR * at,
        traits: Vec::new(),
        times: Vec::new(),
    };
    for listed in [true, false] {
        hospital.arrivals[0].process = Process::Listed([0, 3, 40].map(visit).into());
        let (log, _) = record(&Plan::new(hospital.clone()), settings(30), 0, Log::default());
        assert_eq!(left_in_order(&log), [(100.0, Some(WARD)), (103.0, Some(WARD)), (140.0, Some(WARD))]);
        let now = Instant::START + Duration::HOUR * 90;
        let moment = Moment::of(&hospital, &log.lines, Some(now));
        assert_eq!(moment.found(), []);
        let mut then = hospital.clone().starting_at(now, "then".to_owned());
        if !listed {
            then.arrivals[0] = plain::rate("all", 0.0, UNIT);
        }
        let plan = Plan::from_moment(then, &moment);
        assert_eq!(plan.remarks(), []);
        let (log, _) = record(&plan, settings(10), 0, Log::default());
        assert_eq!(left_in_order(&log), [(10.0, Some(WARD)), (13.0, Some(WARD)), (50.0, Some(WARD))]);
    }
}
