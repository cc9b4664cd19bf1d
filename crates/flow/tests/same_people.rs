//! The same people come in every option: other beds, more demand or less change no arrival, no attribute and no length of
//! an activity of any visit that comes in both.

mod common;

use std::collections::BTreeMap;

use common::plain::{self, HOME};
use flow::{Plan, Settings, record};
use hospital::{
    Absence, ActivityId, AttributeId, By, Capacity, Hospital, Log, MovementKind, Next, PathwayId, PlaceId,
    PlaceKind, Process, Roster, Team, Traits, VisitId, Works,
};
use quantity::{Distribution, Duration, Instant};

/// What is known of a visit: when it came, who it is, and how long its activities took, each the first time.
#[derive(Debug, PartialEq)]
struct Person {
    arrived: Instant,
    traits: Traits,
    lengths: BTreeMap<ActivityId, Duration>,
}

fn hours(mean: f64, cv: f64) -> Distribution {
    Distribution::lognormal_mean_cv(mean * Duration::HOUR.millis() as f64, cv)
        .expect("a mean and a cv above zero")
}

/// An emergency department, two wards and a walk-in clinic, whose visits wait for each other.
fn hospital() -> Hospital {
    let acuity = AttributeId::new(1);
    let pathway = PathwayId::new(0);
    let to = |activity: usize| Next::Activity(ActivityId::new(activity));
    let by_acuity = |means: [f64; 3]| By::Of {
        attribute: acuity,
        cases: means.iter().map(|&mean| By::Always(hours(mean, 0.8))).collect(),
    };
    let mut assess = plain::activity("assess", pathway);
    assess.place = plain::into(&[0]);
    assess.time = by_acuity([3.0, 2.0, 1.0]);
    assess.next = By::Always(vec![(to(1), 0.4), (Next::Exit(HOME), 0.6)]);
    let mut admit = plain::activity("admit", pathway);
    admit.place = plain::into(&[1, 2]);
    admit.time = By::Always(hours(60.0, 1.3));
    admit.next = By::Always(vec![(to(2), 0.3), (to(1), 0.1), (Next::Exit(HOME), 0.6)]);
    let mut recover = plain::activity("recover", pathway);
    recover.time = By::Always(hours(20.0, 1.0));
    recover.patience = Some(By::Always(hours(30.0, 1.0)));
    let mut clinic = plain::activity("clinic", PathwayId::new(1));
    clinic.place = plain::into(&[3]);
    let places = vec![
        plain::place("ed", PlaceKind::Emergency, 9),
        plain::place("ward 1", PlaceKind::Ward, 40),
        plain::place("ward 2", PlaceKind::Ward, 25),
        plain::place("clinic", PlaceKind::SameDay, 3),
    ];
    let arrivals = vec![
        plain::rate("ambulance", 60.0, ActivityId::new(0)),
        plain::rate("walk-in", 30.0, ActivityId::new(3)),
    ];
    let mut it = plain::hospital(places, vec![assess, admit, recover, clinic], arrivals);
    it.places[0].queue.order = Some(acuity);
    it.attributes.push(plain::attribute("acuity", 3, By::Always(vec![0.2, 0.3, 0.5])));
    it.attributes.push(plain::attribute("specialty", 2, By::Always(vec![0.6, 0.4])));
    it.attributes.push(plain::attribute("age", 4, By::Always(vec![0.25; 4])));
    if let Process::Rate(rate) = &mut it.arrivals[0].process {
        rate.dispersion = 1.4;
        rate.by_hour = vec![0.5, 1.2, 1.4, 0.9];
    }
    it.run.warm_up = Duration::DAY * 3;
    it.run.collect = Duration::DAY * 25;
    it
}

fn log_of(hospital: &Hospital, replication: u32) -> Log {
    record(&Plan::new(hospital.clone()), Settings::of(hospital), replication, Log::default()).0
}

/// The people of a run. An activity counts once it has ended, and the first time only.
fn people(hospital: &Hospital, replication: u32) -> BTreeMap<VisitId, Person> {
    let mut people: BTreeMap<VisitId, Person> = BTreeMap::new();
    let mut under_way: BTreeMap<VisitId, (ActivityId, Instant)> = BTreeMap::new();
    for movement in log_of(hospital, replication).movements() {
        let id = movement.visit.id;
        match movement.kind {
            MovementKind::Arrived { traits } => {
                people.insert(id, Person { arrived: movement.at, traits, lengths: BTreeMap::new() });
                continue;
            }
            MovementKind::FitToLeave | MovementKind::NeedsFewer { .. } => continue,
            MovementKind::Paused { .. } => panic!("nothing interrupts an activity here"),
            MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Begins { .. }
            | MovementKind::Placed
            | MovementKind::Ended { .. }
            | MovementKind::Left { .. } => {}
        }
        let person = people.get_mut(&id).expect("a visit arrives before anything else");
        if let Some((activity, began)) = under_way.remove(&id) {
            person.lengths.entry(activity).or_insert(movement.at - began);
        }
        if let MovementKind::Begins { activity } = movement.kind {
            under_way.insert(id, (activity, movement.at));
        }
    }
    people
}

/// Compares who came in both; returns how many, and how many of their activities were compared.
fn compare(one: &BTreeMap<VisitId, Person>, other: &BTreeMap<VisitId, Person>) -> (usize, usize) {
    let (mut visits, mut activities) = (0, 0);
    for (id, person) in one {
        let Some(same) = other.get(id) else { continue };
        assert_eq!(person.arrived, same.arrived, "{id:?}");
        assert_eq!(person.traits, same.traits, "{id:?}");
        for (activity, length) in &person.lengths {
            if let Some(same) = same.lengths.get(activity) {
                assert_eq!(length, same, "{id:?}, activity {}", activity.index());
                activities += 1;
            }
        }
        visits += 1;
    }
    (visits, activities)
}

fn set_scale(hospital: &mut Hospital, scale: f64) {
    match &mut hospital.arrivals[0].process {
        Process::Rate(rate) => rate.scale = scale,
        Process::Every(_) | Process::Listed(_) => panic!("these arrivals come at a rate"),
    }
}

#[test]
fn other_beds_change_nobody() {
    let base = hospital();
    let mut changed = base.clone();
    changed.places[1].capacity = Capacity::Always(22);
    for replication in 0..3 {
        let (one, other) = (people(&base, replication), people(&changed, replication));
        assert!(one.keys().eq(other.keys()), "the same visits come");
        let (visits, activities) = compare(&one, &other);
        assert!(
            visits > 2000 && activities > 2000,
            "{visits} visits and {activities} activities were compared"
        );
        assert_ne!(log_of(&base, replication), log_of(&changed, replication), "beds matter to someone");
    }
}

#[test]
fn absent_staff_change_nobody() {
    let base = hospital();
    let mut short = base.clone();
    let day = |day: i64| [(Duration::HOUR * (24 * day + 7), 6), (Duration::HOUR * (24 * day + 19), 4)];
    let shifts = [(Duration::ZERO, 4)].into_iter().chain((0..7).flat_map(day)).collect();
    short.teams.push(Team {
        name: "nurses".to_owned(),
        works: Works::At {
            place: PlaceId::new(1),
            roster: Roster::Weekly(shifts),
            spaces_each: Some(Capacity::Always(7)),
        },
        absence: Absence { share: 0.1, spell: Some(Duration::DAY * 3) },
        cover: None,
        cost_per_hour: 0.0,
        strain: None,
    });
    for replication in 0..3 {
        let (one, other) = (people(&base, replication), people(&short, replication));
        assert!(one.keys().eq(other.keys()), "the same visits come");
        let (visits, activities) = compare(&one, &other);
        assert!(
            visits > 2000 && activities > 2000,
            "{visits} visits and {activities} activities were compared"
        );
        assert_ne!(log_of(&base, replication), log_of(&short, replication), "staff matter to someone");
    }
}

#[test]
fn more_demand_leaves_the_others_as_they_were() {
    let base = hospital();
    let mut more = base.clone();
    set_scale(&mut more, 1.2);
    let (one, other) = (people(&base, 0), people(&more, 0));
    assert!(one.keys().all(|id| other.contains_key(id)), "everyone of the base comes");
    let (visits, activities) = compare(&one, &other);
    assert!(
        visits == one.len() && activities > 2000,
        "{visits} visits and {activities} activities were compared"
    );
    // 336 are expected (12 a day, of variance 12.96 by the dispersion: sd 19). Five standard deviations either way would be
    // a false alarm of one seed in a million.
    let extra = other.len() - one.len();
    assert!((241..=431).contains(&extra), "{extra} more visits");
    assert!(other.keys().filter(|id| !one.contains_key(id)).all(|id| id.number() >= 1 << 47));
}

#[test]
fn less_demand_takes_some_away_and_leaves_the_others_as_they_were() {
    let base = hospital();
    let mut less = base.clone();
    set_scale(&mut less, 0.8);
    let (one, other) = (people(&base, 0), people(&less, 0));
    assert!(other.keys().all(|id| one.contains_key(id)), "nobody new comes");
    let (visits, activities) = compare(&one, &other);
    assert!(
        visits == other.len() && activities > 2000,
        "{visits} visits and {activities} activities were compared"
    );
    // Of 1680 each stays away with 0.2: 336, again of sd 19.
    let away = one.len() - other.len();
    assert!((241..=431).contains(&away), "{away} visits stay away");
    let kept: Vec<_> = other.keys().filter(|id| id.arrivals().index() == 0).collect();
    let half: BTreeMap<VisitId, Person> = {
        let mut half = base.clone();
        set_scale(&mut half, 0.5);
        people(&half, 0)
    };
    assert!(
        half.keys().filter(|id| id.arrivals().index() == 0).all(|id| kept.contains(&id)),
        "who stays away at 0.8 stays away at 0.5"
    );
}

#[test]
fn another_seed_or_replication_brings_other_people() {
    let base = hospital();
    let mut other = base.clone();
    other.run.seed += 1;
    let arrived =
        |people: &BTreeMap<VisitId, Person>| people.values().map(|it| it.arrived).collect::<Vec<_>>();
    assert_ne!(arrived(&people(&base, 0)), arrived(&people(&other, 0)));
    assert_ne!(arrived(&people(&base, 0)), arrived(&people(&base, 1)));
}
