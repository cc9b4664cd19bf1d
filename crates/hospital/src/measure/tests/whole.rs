//! Warm-up, costs, profiles, adding up, starting again, and agreement with the census.

use quantity::{Duration, Instant};

use super::fixture::{check, check_in, hospital, resource};
use crate::{
    Capacity, Census, Class, ExitId, Hospital, HospitalMeasure, Measure, Measures, Movement, MovementKind,
    PayerId, PlaceId, Roster, Sink as _, Subject, Traits, definition,
};

#[test]
fn the_warm_up_is_not_counted_but_who_is_there_stays() {
    check(
        "-10:00 v1 arrives walk_in high
         -10:00 v1 begins ed.assess in ed/0
         -08:00 v1 waits ed.admit for ward
         -04:00 v2 arrives walk_in high
         -04:00 v2 begins ed.assess in ed/1
         -02:00 v2 left home
         -01:00 v3 arrives walk_in low
         -01:00 v3 waits ed.assess for ed
         06:00 v1 begins ed.admit in ward/0
         12:00 v3 left fed_up
         24:00 finish
         => arrivals = 0
         => four_hour_share = 0
         => time_in_emergency = 14.5
         => boarding_time = 14
         => boarding_count = 0.25
         => ed occupied_spaces = 0.25
         => ed occupancy = 0.125
         => ed queue_length = 0.5
         => ed length_of_stay = 16
         => ed throughput = 0
         => ed waiting_to_move = 0.25
         => ward occupancy = 0.375
         => ed.assess activity_time = nan
         => ed.assess waiting_time = 13
         => ed.assess queue_length = 0.5
         => ed.admit queue_length = 0.25
         => ed.admit waiting_time = 14
         => ed.admit in_activity = 0.75
         => present = 1.5",
    );
}

#[test]
fn costs_are_of_spaces_staff_activities_and_options() {
    let mut hospital = hospital();
    (hospital.places[1].cost_per_day, hospital.places[1].cost_per_open_day) = (100.0, 10.0);
    hospital.places[6].cost_per_open_day = 8.0;
    hospital.activities[1].cost = 5.0;
    hospital.payments.options = vec![(PayerId::TRUST, 1000.0)];
    let weekly = vec![(Duration::ZERO, 0), (Duration::DAY, 3), (Duration::from_hours(36.0), 1)];
    hospital.resources = vec![resource(Roster::Weekly(weekly), 2.0)];
    let hours = |hours| Instant::from_millis(Duration::from_hours(hours).millis());
    hospital.resources.push(resource(Roster::Dated(vec![(hours(0.0), 1), (hours(40.0), 0)]), 3.0));
    let story = "00:00 v1 arrives booked low
         00:00 v1 begins ed.admit in ward/0
         24:00 v1 begins clinic.see in clinic/0
         48:00 finish
         => ward cost = 70
         => clinic cost = 4";
    // 74 of places, a mean of one doctor on duty at £2 an hour and of 40 in 48 hours one at £3, half an activity a day.
    let cost = 74.0 + 2.0 * 24.0 + 3.0 * 24.0 * 40.0 / 48.0 + 2.5 + 1000.0;
    check_in(&hospital, Measures::new(&hospital), &format!("{story}\n=> cost = {cost}"));
}

#[test]
fn a_weekly_roster_costs_its_mean_over_whole_weeks_and_the_rest_by_the_hour() {
    let mut hospital = hospital();
    hospital.clock.start_of_week = Duration::DAY;
    let weekly = vec![(Duration::ZERO, 7), (Duration::DAY, 0)];
    hospital.resources = vec![resource(Roster::Weekly(weekly), 1.0)];
    // Tuesday to the Tuesday after the next one has two Mondays in fourteen days; a day more has none.
    check_in(&hospital, Measures::new(&hospital), "336:00 finish\n=> cost = 24");
    check_in(&hospital, Measures::new(&hospital), "360:00 finish\n=> cost = 22.4");
}

#[test]
fn the_profile_goes_round_the_week() {
    let mut hospital = hospital();
    // Sunday 22:30.
    hospital.clock.start_of_week = Duration::from_hours(166.5);
    let story = "00:00 v1 arrives walk_in high
                 00:00 v1 begins ed.assess in ed/0
                 01:00 v2 arrives walk_in high
                 01:00 v2 waits ed.assess for ed
                 01:45 v2 begins ed.assess in ed/1
                 02:00 v1 begins ed.admit in ward/0
                 02:15 v1 left home
                 169:30 finish";
    let measures = check_in(&hospital, Measures::new(&hospital), story);
    let mut profiles = measures.profiles().clone();
    let ed = PlaceId::new(0);
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
    // Sunday 22:30 to 23:00, and the same hour a week later: one of 1.5 hours with v1 alone, the rest with v2 alone.
    near(profiles.occupied_spaces(ed)[166], 1.0);
    // Sunday 23:00 to 24:00, twice: v1 all the first hour, v2 from 00:15 on, and v2 alone in the second.
    near(profiles.occupied_spaces(ed)[167], 1.0);
    near(profiles.queue_length(ed)[167], 0.25);
    // Monday 00:00 to 01:00: twice too; v2 gets its space at 00:15, v1 leaves the place at 00:30.
    near(profiles.occupied_spaces(ed)[0], (0.25 + 2.0 * 0.25 + 0.5) / 1.0);
    near(profiles.queue_length(ed)[0], 0.25);
    near(profiles.occupied_spaces(PlaceId::new(1))[0], 0.25);
    near(profiles.occupied_spaces(ed)[100], 1.0);
    near(profiles.arrivals()[166], 2.0 / 3.0);
    near(profiles.discharges()[0], 1.0);
    let once = profiles.clone();
    profiles.merge(&once);
    assert_eq!(profiles.occupied_spaces(ed), once.occupied_spaces(ed));
    assert_eq!(profiles.arrivals(), once.arrivals());
}

const STORY: &str = "-05:00 v1 arrives walk_in high
     -05:00 v1 begins ed.assess in ed/0
     00:10 v2 arrives ambulance low
     00:10 v2 parked ed.assess at ed
     01:00 v2 waits ed.assess for ed
     02:00 v1 waits ed.admit for ward
     03:00 ward closes 2
     04:00 v2 begins ed.assess in ed/1
     05:00 ward opens 2
     05:00 v1 begins ed.admit in ward/1
     05:30 v3 arrives booked surgical
     05:30 v3 begins ed.admit in ward/0
     06:00 v3 fit
     07:00 v3 ended ed.admit
     09:00 v3 left home
     30:00 finish";

#[test]
fn measures_that_begin_again_are_as_new() {
    let hospital = hospital();
    let new = check_in(&hospital, Measures::new(&hospital), STORY);
    let mut used = check_in(&hospital, Measures::new(&hospital), "00:00 surgery closes 1\n10:00 finish");
    used = check_in(
        &hospital,
        {
            used.reset();
            used
        },
        STORY,
    );
    used = check_in(
        &hospital,
        {
            used.reset();
            used
        },
        STORY,
    );
    let text = |measures: &Measures| format!("{:?}", measures.figures(&hospital));
    assert_eq!(text(&new), text(&used));
    assert_eq!(new.distributions(), used.distributions());
    assert_eq!(new.profiles(), used.profiles());
}

#[test]
fn merging_twice_the_same_doubles_what_was_seen() {
    let hospital = hospital();
    let one = check_in(&hospital, Measures::new(&hospital), STORY).distributions();
    let mut two = one.clone();
    two.merge(&one);
    assert_eq!(two.waiting_time[0].total(), 2 * one.waiting_time[0].total());
    assert_eq!(one.waiting_time[1].total(), 2);
    for (both, single) in two.places.iter().zip(&one.places) {
        assert_eq!(both.present.total(), 2 * single.present.total());
        assert_eq!(single.parked.total(), 30 * 3_600_000);
        assert_eq!(both.occupied_spaces.shares(), single.occupied_spaces.shares());
    }
    assert_eq!(one.places[0].parked.shares(), [(0.0, 1.0 - 5.0 / 180.0), (1.0, 5.0 / 180.0)]);
}

#[test]
fn classes_are_named_alone_where_that_is_clear() {
    let names = |hospital: &Hospital| -> Vec<String> {
        Measures::new(hospital).classes().iter().map(|class: &Class| class.name.clone()).collect()
    };
    let mut hospital = hospital();
    assert_eq!(names(&hospital), ["walk_in", "ambulance", "booked", "high", "low", "medicine", "surgical"]);
    hospital.attributes[2].values[1] = "high".to_owned();
    assert_eq!(names(&hospital)[3..], ["acuity.high", "low", "medicine", "specialty.high"]);
    hospital.attributes[2].values = (0..200).map(|number| format!("s{number}")).collect();
    hospital.places[0].queue.order = Some(crate::AttributeId::new(1));
    assert_eq!(names(&hospital), ["walk_in", "ambulance", "booked", "high", "low"]);
}

/// A hospital's week by chance: whatever happens, the measures and the census count the same.
#[test]
fn measures_agree_with_the_census() {
    let mut hospital = hospital();
    for place in &mut hospital.places {
        place.capacity = Capacity::Always(1000);
    }
    let (mut census, mut measures) = (Census::new(&hospital), Measures::new(&hospital));
    let mut seed = 7_u64;
    let mut roll = |sides: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % sides
    };
    let (mut occupied, mut queued, mut last) = ([0_i64; 7], [0_i64; 7], 0);
    for step in 0..20_000 {
        let at = step * 30_000;
        for (number, place) in census.places().iter().enumerate() {
            occupied[number] += i64::from(place.occupied) * (at - last);
            queued[number] += i64::from(place.queue) * (at - last);
        }
        last = at;
        let slot = roll(300) as u32;
        let id = crate::VisitId::new(crate::ArrivalsId::new(0), step as u64);
        let visit = census.visit(slot).map_or(crate::Visit { id, slot }, |present| present.visit);
        let space = crate::Space { place: PlaceId::new(roll(7) as usize), number: slot };
        let activity = crate::ActivityId::new(roll(8) as usize);
        let had = census.visit(slot).map(|present| present.space);
        let (kind, space) = match (had, roll(6)) {
            (None, _) => (MovementKind::Arrived { traits: Traits::default() }, None),
            (Some(had), 0) => (MovementKind::Waits { activity, place: Some(space.place) }, had),
            (Some(_), 1) => (MovementKind::Waits { activity, place: Some(space.place) }, None),
            (Some(_), 2) => (MovementKind::Paused { activity }, None),
            (Some(_), 3) => (MovementKind::Left { exit: ExitId::new(0) }, None),
            (Some(_), _) => (MovementKind::Begins { activity }, Some(space)),
        };
        let movement = Movement { at: Instant::from_millis(at), visit, kind, space };
        census.movement(&movement);
        measures.movement(&movement);
    }
    measures.finish(Instant::from_millis(last));
    let figures = measures.figures(&hospital);
    for place in hospital.place_ids() {
        let value = |id| figures.value(Subject::Place(place), id).expect("a measure") * last as f64;
        assert!((value("occupied_spaces") - occupied[place.index()] as f64).abs() < 1.0);
        assert!((value("queue_length") - queued[place.index()] as f64).abs() < 1.0);
        let spread = &measures.distributions().places[place.index()];
        assert_eq!(spread.present.total(), last as u64);
        let mean: f64 = spread.present.shares().iter().map(|(number, share)| number * share).sum();
        assert!((mean * last as f64 - value("present")).abs() < 10.0);
    }
    assert!(definition(Measure::Hospital(HospitalMeasure::Present)).is_some());
}
