//! A simulated hospital speaks, and is heard: the same people are in the same spaces at every moment.

mod common;

use std::collections::BTreeMap;

use common::{described, feed_of, times};
use feed::{Beside, Mapping, Saying, Speaker, bundle, encounters};
use flow::{Plan, Settings, record};
use hospital::{
    Census, CheckedCensus, Hospital, Log, Movement, MovementKind, Sink as _, Space, VisitId, settle,
};
use quantity::Instant;

/// The teaching hospital in little: a fortnight of it.
const TEACHING: &str = include_str!("../../../hospitals/teaching/ed_and_ward.toml");

fn teaching() -> Hospital {
    let text = TEACHING.replace("\"60 days\"", "\"2 days\"").replace("\"365 days\"", "\"12 days\"");
    let text =
        text.replace("[place.ed]", "[patient.acuity]\nshares = { high = 0.2, low = 0.8 }\n\n[place.ed]");
    described("ed_and_ward.toml", &text)
}

/// Spaces in use by place, at the end of each moment at which they changed.
fn tape(hospital: &Hospital, movements: &[Movement]) -> Vec<(Instant, Vec<u32>)> {
    let mut census = Census::new(hospital);
    let mut tape: Vec<(Instant, Vec<u32>)> = Vec::new();
    for at_once in movements.chunk_by(|one, next| one.at == next.at) {
        for movement in at_once {
            census.movement(movement);
        }
        let occupied: Vec<u32> = census.places().iter().map(|place| place.occupied).collect();
        if tape.last().is_none_or(|(_, last)| *last != occupied) {
            tape.push((at_once[0].at, occupied));
        }
    }
    tape
}

/// Who is in which space at the end.
fn ends(hospital: &Hospital, movements: &[Movement]) -> BTreeMap<VisitId, Option<Space>> {
    let mut census = Census::new(hospital);
    for movement in movements {
        census.movement(movement);
    }
    census.visits().map(|present| (present.visit.id, present.space)).collect()
}

#[test]
fn what_a_simulated_hospital_says_is_what_happened() {
    let hospital = teaching();
    let (log, _) = record(&Plan::new(hospital.clone()), Settings::of(&hospital), 0, Log::default());
    let movements: Vec<Movement> = log.movements().copied().collect();
    let mapping = Mapping::plain(&hospital).expect("it has streams and ways out");
    let times = times(&hospital);
    let mut saying = Saying::new(Speaker { hospital: &hospital, mapping: &mapping, times: &times });
    let said: Vec<String> =
        movements.iter().filter_map(|it| saying.say(it).expect("there is a word for everything")).collect();

    let mut feed = feed_of(mapping.clone(), &hospital);
    let read = feed.read(said.concat().as_bytes(), Instant::START);
    assert_eq!((read.rejected.len(), read.remarks.len(), read.messages), (0, 0, said.len()));
    let settled = settle(&read.told);
    assert_eq!(settled.surprises, []);
    assert!(said.len() > 2000, "{} messages", said.len());

    let tapes = (tape(&hospital, &movements), tape(&hospital, &settled.movements));
    assert!(tapes.0 == tapes.1, "the census by place is another");
    let mut checked = CheckedCensus::new(&hospital);
    for movement in &settled.movements {
        checked.movement(movement);
    }
    assert_eq!(checked.found(), []);

    // The registry numbers visits as they come: the nth to arrive is the nth.
    let arrived = |movement: &&Movement| matches!(movement.kind, MovementKind::Arrived { .. });
    let numbers: BTreeMap<VisitId, u64> = movements
        .iter()
        .filter(arrived)
        .zip(0..)
        .map(|(movement, number)| (movement.visit.id, number))
        .collect();
    let expected: BTreeMap<VisitId, Option<Space>> = ends(&hospital, &movements)
        .into_iter()
        .map(|(visit, space)| (VisitId::new(visit.arrivals(), numbers[&visit]), space))
        .collect();
    assert_eq!(ends(&hospital, &settled.movements), expected);
    let traits = |movements: &[Movement]| -> Vec<MovementKind> {
        movements.iter().filter(arrived).map(|movement| movement.kind).collect()
    };
    assert_eq!(traits(&movements), traits(&settled.movements));
}

#[test]
fn the_census_in_fhir_has_everybody_once() {
    let hospital = teaching();
    let (log, _) = record(&Plan::new(hospital.clone()), Settings::of(&hospital), 0, Log::default());
    let movements: Vec<Movement> = log.movements().copied().collect();
    let present: Vec<_> = encounters(&movements).into_iter().filter(|it| it.left.is_none()).collect();
    let expected = ends(&hospital, &movements);
    assert_eq!(present.len(), expected.len());
    for it in &present {
        let space = it.stays.last().filter(|stay| stay.until.is_none()).map(|stay| stay.space);
        assert_eq!(space, expected[&it.visit]);
    }
    let mapping = Mapping::plain(&hospital).expect("it has streams and ways out");
    let times = times(&hospital);
    let speaker = Speaker { hospital: &hospital, mapping: &mapping, times: &times };
    let bundle = bundle(speaker, &present, &Beside::default()).expect("there is a word for everything");
    let entries = bundle["entry"].as_array().expect("a list");
    let ids: Vec<String> = entries
        .iter()
        .map(|it| format!("{}/{}", it["resource"]["resourceType"], it["resource"]["id"]).replace('"', ""))
        .collect();
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "ids are unique");
    for it in entries.iter().filter(|it| it["resource"]["resourceType"] == "Encounter") {
        assert_eq!(it["resource"]["status"], "in-progress");
        for stay in it["resource"]["location"].as_array().into_iter().flatten() {
            let reference = stay["location"]["reference"].as_str().expect("a reference");
            assert!(unique.binary_search(&reference.to_owned()).is_ok(), "{reference} is in the bundle");
        }
    }
}
