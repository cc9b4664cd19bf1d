//! Rooms, who may share them, outliers and cleaners, against theory and counted by hand.

#![allow(clippy::wildcard_enum_match_arm, reason = "each test looks at a few kinds of movement only")]

mod common;

use common::plain;
use flow::{Control, Plan, Runs, Settings, Wanted, record, simulate};
use hospital::{
    Activity, ActivityId, AttributeId, By, Capacity, Cause, Choice, Dates, Hospital, ListedVisit, Log,
    MovementKind, Need, On, Part, PathwayId, Penalty, Place, PlaceId, PlaceKind, Process, Resource,
    ResourceId, SpaceRules, Switch, SwitchId, Variant, Where, WhileWaiting,
};
use quantity::{Distribution, Duration, Instant};

const SEX: AttributeId = AttributeId::new(1);

fn exponential(hours: f64) -> Distribution {
    Distribution::exponential(hours * Duration::HOUR.millis() as f64).expect("a mean above zero")
}

fn ward(name: &str, spaces: u32, rules: SpaceRules) -> Place {
    Place { space_rules: Some(Box::new(rules)), ..plain::place(name, PlaceKind::Ward, spaces) }
}

/// Visits of two sexes, who come to wards of which the first is preferred, stay a day on average, and go elsewhere when
/// there is no space.
fn lossy(wards: Vec<Place>, per_day: f64) -> Hospital {
    let mut stay = plain::activity("stay", PathwayId::new(0));
    stay.place = plain::into(&(0..wards.len()).collect::<Vec<_>>());
    stay.while_waiting = WhileWaiting::Leave;
    stay.time = By::Always(exponential(24.0));
    let mut it = plain::hospital(wards, vec![stay], vec![plain::rate("all", per_day, ActivityId::new(0))]);
    it.attributes.push(plain::attribute("sex", 2, By::Always(vec![0.5, 0.5])));
    it.run.warm_up = Duration::DAY * 20;
    it.run.collect = Duration::DAY * 4000;
    it
}

/// The share of visits that were turned away, and how many came.
fn turned_away(hospital: &Hospital) -> (f64, u32) {
    let (log, _) = record(&Plan::new(hospital.clone()), Settings::of(hospital), 0, Log::default());
    let (mut came, mut refused) = (0, 0);
    for movement in log.movements().filter(|it| it.at >= Instant::START) {
        match movement.kind {
            MovementKind::Arrived { .. } => came += 1,
            MovementKind::Left { exit } if exit == plain::TURNED_AWAY => refused += 1,
            _ => {}
        }
    }
    (f64::from(refused) / f64::from(came), came)
}

/// The distribution over states in the long run, of a chain given by the rates out of each state.
fn long_run<const N: usize>(
    states: &[[i32; N]],
    rates: impl Fn([i32; N]) -> Vec<([i32; N], f64)>,
) -> Vec<f64> {
    let find = |state: [i32; N]| states.iter().position(|&it| it == state).expect("the states are closed");
    let fastest =
        states.iter().map(|&it| rates(it).iter().map(|&(_, rate)| rate).sum::<f64>()).fold(0.0, f64::max);
    let mut share = vec![1.0 / states.len() as f64; states.len()];
    for _ in 0..20_000 {
        let mut next = share.clone();
        for (from, &state) in states.iter().enumerate() {
            for (to, rate) in rates(state) {
                let moved = share[from] * rate / (fastest * 1.1);
                next[from] -= moved;
                next[find(to)] += moved;
            }
        }
        share = next;
    }
    share
}

/// Two bays of two for one sex each, arrivals 2 a day of either sex, stays of a day: a chain of 25 states (for each bay the
/// number in it, negative for the other sex). A bay that has been begun is filled first.
#[test]
fn single_sex_bays_turn_away_as_the_chain_says() {
    let rules =
        SpaceRules { bays: vec![2, 2], keep_apart: vec![(SEX, Penalty::Never)], ..SpaceRules::default() };
    let hospital = lossy(vec![ward("ward", 4, rules)], 4.0);
    let states: Vec<[i32; 2]> = (-2..=2).flat_map(|a| (-2..=2).map(move |b| [a, b])).collect();
    let place = |state: [i32; 2], sex: i32| -> Option<[i32; 2]> {
        let begun = (0..2).find(|&bay: &usize| state[bay] * sex == 1);
        let bay = begun.or_else(|| (0..2).find(|&bay| state[bay] == 0))?;
        let mut next = state;
        next[bay] += sex;
        Some(next)
    };
    let rates = |state: [i32; 2]| {
        let mut out: Vec<_> = [-1, 1].iter().filter_map(|&sex| Some((place(state, sex)?, 2.0))).collect();
        for bay in 0..2 {
            let mut next = state;
            next[bay] -= state[bay].signum();
            out.push((next, f64::from(state[bay].abs())));
        }
        out
    };
    let share = long_run(&states, rates);
    let lost: f64 = states
        .iter()
        .zip(&share)
        .map(|(&state, share)| {
            share * [-1, 1].iter().filter(|&&sex| place(state, sex).is_none()).count() as f64 / 2.0
        })
        .sum();
    let (found, came) = turned_away(&hospital);
    // 16,000 visits whose fates depend on each other for about a day, that is on four others: four standard errors.
    let error = 4.0 * (lost * (1.0 - lost) * 4.0 / f64::from(came)).sqrt();
    assert!(
        (found - lost).abs() < error,
        "{found} of the visits are lost, {lost} are expected, within {error}"
    );
    let mixed = lossy(vec![ward("ward", 4, SpaceRules::default())], 4.0);
    let erlang = 0.310_679_611_650_485_4; // Erlang's loss formula for 4 servers and a load of 4: 32/103.
    let (found, came) = turned_away(&mixed);
    let error = 4.0 * (erlang * (1.0 - erlang) * 4.0 / f64::from(came)).sqrt();
    assert!(
        (found - erlang).abs() < error,
        "{found}, where any bed does; {erlang} are expected, within {error}"
    );
    assert!(lost > erlang + 0.05, "it costs something to keep them apart: {lost}");
}

/// Six beds, one cleaner who needs 4 hours on average a bed: a chain in occupied and dirty beds.
#[test]
fn beds_wait_for_the_cleaner_as_the_chain_says() {
    let rules = SpaceRules { cleaned_by: Some(ResourceId::new(0)), ..SpaceRules::default() };
    let mut place = ward("ward", 6, rules);
    place.turnaround = Some(exponential(4.0));
    let with_cleaners = |cleaners: u32| {
        let mut hospital = lossy(vec![place.clone()], 5.0);
        hospital.resources.push(Resource {
            name: "cleaners".to_owned(),
            capacity: Capacity::Always(cleaners),
            at_gap: hospital::AtGap::Finish,
            queue: hospital::Queue::default(),
            cost_per_hour: 0.0,
            used_up: false,
            agency: None,
            paid_by: hospital::PayerId::TRUST,
        });
        hospital
    };
    let mut losses = Vec::new();
    for cleaners in [1, 2] {
        let states: Vec<[i32; 2]> = (0..=6).flat_map(|a| (0..=6 - a).map(move |b| [a, b])).collect();
        let rates = |[occupied, dirty]: [i32; 2]| {
            let mut out = vec![];
            if occupied + dirty < 6 {
                out.push(([occupied + 1, dirty], 5.0));
            }
            if occupied > 0 {
                out.push(([occupied - 1, dirty + 1], f64::from(occupied)));
            }
            if dirty > 0 {
                out.push(([occupied, dirty - 1], f64::from(dirty.min(cleaners)) * 6.0));
            }
            out
        };
        let share = long_run(&states, rates);
        let lost: f64 =
            states.iter().zip(&share).filter(|([a, b], _)| a + b == 6).map(|(_, share)| share).sum();
        let (found, came) = turned_away(&with_cleaners(cleaners as u32));
        let error = 4.0 * (lost * (1.0 - lost) * 5.0 / f64::from(came)).sqrt();
        assert!((found - lost).abs() < error, "{cleaners}: {found} lost, {lost} expected, within {error}");
        losses.push(lost);
    }
    assert!(losses[0] > losses[1] + 0.02, "a second cleaner helps: {losses:?}");
}

/// Half of the visits are outliers; their stays take half as long again, so they are 0.6 of those present.
#[test]
fn outliers_stay_longer() {
    let rules = SpaceRules { outlier_time: Some(1.5), ..SpaceRules::default() };
    let mut place = ward("ward", 200, rules);
    place.accepts = vec![(SEX, vec![0])];
    let hospital = lossy(vec![place], 40.0);
    let (log, _) = record(&Plan::new(hospital.clone()), Settings::of(&hospital), 0, Log::default());
    let mut began = std::collections::BTreeMap::new();
    let mut traits = std::collections::BTreeMap::new();
    let mut times = [(0.0, 0.0); 2];
    for movement in log.movements() {
        match movement.kind {
            MovementKind::Arrived { traits: its } => drop(traits.insert(movement.visit.id, its)),
            MovementKind::Begins { .. } => drop(began.insert(movement.visit.id, movement.at)),
            MovementKind::Left { .. } => {
                let sum = &mut times[traits[&movement.visit.id].value(SEX)];
                sum.0 += (movement.at - began[&movement.visit.id]).hours();
                sum.1 += 1.0;
            }
            _ => {}
        }
    }
    // 80,000 exponential times each: four standard errors are 1.4 %.
    for ((sum, number), expected) in times.into_iter().zip([24.0, 36.0]) {
        let mean: f64 = sum / number;
        assert!((mean / expected - 1.0).abs() < 0.015, "{mean} h, {expected} h expected");
    }
}

/// A visit in a bed moves to another ward only by day, unless it is urgent; one without a bed comes at any hour.
#[test]
fn transfers_keep_their_hours() {
    let hours = hospital::Hours {
        spans: (0..7)
            .map(|day| (Duration::HOUR * (24 * day + 8), Duration::HOUR * (24 * day + 20)))
            .collect(),
    };
    let rules = SpaceRules {
        transfers: Some(hospital::TransferHours { hours: hours.clone(), but: vec![(SEX, vec![0])] }),
        ..SpaceRules::default()
    };
    let places = vec![plain::place("unit", PlaceKind::Assessment, 50), ward("ward", 300, rules)];
    let mut assess = plain::activity("assess", PathwayId::new(0));
    assess.place = plain::into(&[0]);
    assess.time = By::Always(exponential(20.0));
    assess.next = By::Always(vec![(hospital::Next::Activity(ActivityId::new(1)), 1.0)]);
    let mut stay = plain::activity("stay", PathwayId::new(0));
    stay.place = plain::into(&[1]);
    stay.time = By::Always(exponential(24.0));
    let arrivals =
        vec![plain::rate("all", 30.0, ActivityId::new(0)), plain::rate("direct", 10.0, ActivityId::new(1))];
    let mut it = plain::hospital(places, vec![assess, stay], arrivals);
    it.attributes.push(plain::attribute("urgency", 2, By::Always(vec![0.5, 0.5])));
    it.run.collect = Duration::DAY * 100;
    let (log, _) = record(&Plan::new(it.clone()), Settings::of(&it), 0, Log::default());
    let mut traits = std::collections::BTreeMap::new();
    let (mut by_night, mut by_day, mut waited) = ([0, 0, 0], 0, 0);
    for movement in log.movements() {
        match movement.kind {
            MovementKind::Arrived { traits: its } => drop(traits.insert(movement.visit.id, its)),
            MovementKind::Waits { .. } => waited += 1,
            MovementKind::Begins { activity } if activity == ActivityId::new(1) => {
                let is_direct = movement.visit.id.arrivals().index() == 1;
                let who = if is_direct { 2 } else { traits[&movement.visit.id].value(SEX) };
                if hours.hold_at(it.clock.of_week(movement.at)) {
                    by_day += 1;
                } else {
                    by_night[who] += 1;
                }
            }
            _ => {}
        }
    }
    assert_eq!(by_night[1], 0, "nobody moves by night who need not");
    assert!(
        by_night[0] > 300 && by_night[2] > 300 && by_day > 1500 && waited > 300,
        "{by_night:?} {by_day} {waited}"
    );
}

/// Of two wards that are equally good, a visit goes where it costs fewest points, though the other is named first.
#[test]
fn of_equal_places_the_one_with_fewest_points_is_taken() {
    let rules = |penalty| SpaceRules { outliers: Penalty::Points(penalty), ..SpaceRules::default() };
    let mut first = ward("first", 100, rules(2));
    first.accepts = vec![(SEX, vec![0])];
    let mut second = ward("second", 100, rules(1));
    second.accepts = vec![(SEX, vec![1])];
    let mut hospital = lossy(vec![first, second], 20.0);
    hospital.run.collect = Duration::DAY * 50;
    let tiers = |tiers: Vec<Vec<usize>>| {
        let tiers = tiers.into_iter().map(|tier| tier.into_iter().map(PlaceId::new).collect()).collect();
        Where::Into(By::Always(Choice { tiers, fall_back_after: None }))
    };
    let wards_of = |place: Where| {
        let mut hospital = hospital.clone();
        hospital.activities[0].place = place;
        let (log, _) = record(&Plan::new(hospital.clone()), Settings::of(&hospital), 0, Log::default());
        let mut traits = std::collections::BTreeMap::new();
        let mut found = [[0; 2]; 2];
        for movement in log.movements() {
            if let MovementKind::Arrived { traits: its } = movement.kind {
                traits.insert(movement.visit.id, its);
            }
            if let (MovementKind::Begins { .. }, Some(space)) = (movement.kind, movement.space) {
                found[traits[&movement.visit.id].value(SEX)][space.place.index()] += 1;
            }
        }
        found
    };
    let equal = wards_of(tiers(vec![vec![0, 1]]));
    assert!(equal[0][0] > 300 && equal[1][1] > 300 && equal[0][1] == 0 && equal[1][0] == 0, "{equal:?}");
    let first_preferred = wards_of(tiers(vec![vec![0], vec![1]]));
    assert!(first_preferred[1][0] > 300 && first_preferred[1][1] == 0, "{first_preferred:?}");
}

fn busy() -> Hospital {
    let rules = SpaceRules {
        bays: vec![4, 4],
        side_rooms: 1,
        keep_apart: vec![(SEX, Penalty::Never)],
        isolate: Some(Need { whom: vec![(AttributeId::new(2), vec![0])], penalty: Penalty::Never }),
        ..SpaceRules::default()
    };
    let mut hospital = lossy(vec![ward("ward", 9, rules)], 8.0);
    let waits: &mut Activity = &mut hospital.activities[0];
    waits.while_waiting = WhileWaiting::Hold;
    hospital.attributes.push(plain::attribute("infection", 2, By::Always(vec![0.05, 0.95])));
    hospital.run.collect = Duration::DAY * 200;
    hospital
}

#[test]
fn threads_do_not_matter() {
    let hospital = busy();
    let plan = Plan::new(hospital.clone());
    let run = |threads| {
        let wanted = Wanted { runs: Runs { at_least: 6, at_most: 6 }, threads, precision: None };
        let results = simulate(&plan, Settings::of(&hospital), &wanted, &Control::default());
        format!("{:?}", results.expect("nobody stops it").figures)
    };
    assert_eq!(run(1), run(2));
}

/// The same visits, with fewer spaces: nobody waits less on average, replication by replication.
#[test]
fn fewer_beds_never_shorten_waits() {
    let mean_wait = |hospital: &Hospital, replication| {
        let (log, _) =
            record(&Plan::new(hospital.clone()), Settings::of(hospital), replication, Log::default());
        let mut arrived = std::collections::BTreeMap::new();
        let (mut sum, mut number) = (0.0, 0.0);
        for movement in log.movements() {
            match movement.kind {
                MovementKind::Arrived { .. } => drop(arrived.insert(movement.visit.id, movement.at)),
                MovementKind::Begins { .. } => {
                    sum += (movement.at - arrived[&movement.visit.id]).hours();
                    number += 1.0;
                }
                _ => {}
            }
        }
        sum / number
    };
    let open = busy();
    let mut fewer = open.clone();
    // A bay of four becomes one of three.
    fewer.places[0].capacity = Capacity::Always(8);
    fewer.places[0].space_rules.as_mut().expect("it has rules").bays = vec![4, 3];
    let Process::Rate(_) = &open.arrivals[0].process else { panic!("these come at a rate") };
    for replication in 0..5 {
        let (one, other) = (mean_wait(&open, replication), mean_wait(&fewer, replication));
        assert!(other > one && one > 0.0, "{one} h with nine beds, {other} h with eight");
    }
}

/// One bay of three, in which the sexes are kept apart but from 02:00 to 03:00. Everybody stays for ten hours.
fn bay_with_an_hour_without_rules() -> Hospital {
    let apart = SpaceRules { keep_apart: vec![(SEX, Penalty::Never)], ..SpaceRules::default() };
    let mut it = lossy(vec![ward("ward", 3, apart)], 1.0);
    it.run.warm_up = Duration::ZERO;
    it.activities[0].while_waiting = WhileWaiting::Hold;
    let ten_hours = Distribution::deterministic((Duration::HOUR * 10).millis() as f64);
    it.activities[0].time = By::Always(ten_hours.expect("ten hours are a time"));
    let hour = |hour: i64| Instant::START + Duration::HOUR * hour;
    let visit = |at, sex| ListedVisit { at: hour(at), traits: vec![(SEX, sex)], times: Vec::new() };
    it.arrivals[0].process = Process::Listed(vec![visit(0, 0), visit(1, 1), visit(4, 0)]);
    it.switches.list = vec![Switch {
        name: "mixed for an hour".to_owned(),
        cause: Cause::Option(Dates { spans: vec![(hour(2), Some(hour(3)))], every: None }),
        bills: Vec::new(),
    }];
    let on = On::only(SwitchId::new(0));
    let part = Part::Place(PlaceId::new(0), Place { space_rules: None, ..it.places[0].clone() });
    it.switches.variants = vec![Variant { altered_by: on, on, part }];
    it
}

#[test]
fn a_rule_that_is_lifted_lets_in_and_once_back_moves_nobody_and_keeps_out() {
    let hospital = bay_with_an_hour_without_rules();
    let settings = Settings { collect: Duration::DAY * 2, ..Settings::of(&hospital) };
    let (log, _) = record(&Plan::new(hospital), settings, 0, Log::default());
    let begins = log.movements().filter(|it| matches!(it.kind, MovementKind::Begins { .. }));
    let found: Vec<(u64, f64)> =
        begins.map(|it| (it.visit.id.number(), (it.at - Instant::START).hours())).collect();
    // The man waits beside free beds until two o'clock; the woman who comes at four may not come into a mixed bay, nor into one
    // with a man only: she waits until he goes at twelve.
    assert_eq!(found, [(0, 0.0), (1, 2.0), (2, 12.0)]);
}
