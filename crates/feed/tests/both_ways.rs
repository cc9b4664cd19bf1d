//! Both ways: a message printed is the message, and a simulated day said in messages gives the same census by place.

mod common;

use std::collections::BTreeMap;

use common::mutate::SEEDS;
use common::{TEACHING, hospital, plain_feed, times};
use feed::{Mapping, Message, Reading, Speaker, census_bundle};
use flow::{Plan, Settings, record};
use hospital::{Census, Log, Movement, MovementKind, Sink as _, settle};
use proptest::prelude::*;
use quantity::{Duration, Instant};

proptest! {
    #[test]
    fn what_is_taken_apart_and_put_together_is_as_it_came(
        lead in "[\u{feff}\u{b} ]{0,2}",
        ends in proptest::collection::vec("\r|\n|\r\n|\r\r|\n\n", 0..12),
        lines in proptest::collection::vec("(PID|PV1|ZZ|ZBED|\\*)[|^~\\\\&a-zäöü0-9\"# ]{0,40}", 0..12),
    ) {
        let mut text = format!("{lead}MSH|^~\\&|a|b");
        for (line, end) in lines.iter().zip(&ends) {
            text.push_str(end);
            text.push_str(line);
        }
        if let Ok(message) = Message::parse(text.as_bytes(), Reading::default()) {
            prop_assert_eq!(message.print(), text.clone());
            prop_assert_eq!(message.bytes(), text.as_bytes());
            let kept = message.segments().count();
            prop_assert_eq!(kept, 1 + lines.iter().zip(&ends).filter(|(line, _)| !line.trim().is_empty()).count());
        }
    }

    #[test]
    fn any_bytes_are_a_message_or_refused_with_themselves(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let bytes = [b"MSH|^~\\&|".as_slice(), &bytes].concat();
        match Message::parse(&bytes, Reading::default()) {
            Ok(message) => prop_assert_eq!(message.bytes(), bytes),
            Err(rejected) => prop_assert_eq!(rejected.bytes, bytes),
        }
    }
}

#[test]
fn each_message_to_begin_with_is_understood() {
    let hospital = hospital(TEACHING);
    for seed in SEEDS {
        let read = plain_feed(&hospital).read(seed.as_bytes(), Instant::START);
        assert_eq!((read.messages, read.rejected), (1, vec![]), "{seed}");
    }
}

/// Who is where after each moment at which something happened: for each place, which spaces are taken.
fn by_place<'m>(
    hospital: &hospital::Hospital,
    movements: impl Iterator<Item = &'m Movement>,
) -> BTreeMap<Instant, Vec<Vec<u32>>> {
    let mut census = Census::new(hospital);
    let mut found = BTreeMap::new();
    for movement in movements {
        census.movement(movement);
        let taken = hospital.place_ids().map(|place| {
            let mut numbers: Vec<u32> =
                census.who_is_in(place).filter_map(|it| it.space).map(|it| it.number).collect();
            numbers.sort_unstable();
            numbers
        });
        found.insert(movement.at, taken.collect());
    }
    found
}

/// The teaching hospital for three weeks, its spaces filled as in the file: every census after every moment is the same.
#[test]
fn a_simulated_hospital_said_in_messages_has_the_same_census_by_place() {
    let hospital = hospital(TEACHING);
    let plan = Plan::new(hospital.clone());
    let settings = Settings { seed: 5, warm_up: Duration::DAY * 7, collect: Duration::DAY * 14 };
    let (log, _) = record(&plan, settings, 0, Log::default());
    let mapping = Mapping::plain(&hospital).expect("it has arrivals and ways out");
    let mut speaker = Speaker::new(&hospital, mapping.clone(), times(&hospital), "ONWARD");
    for movement in log.movements() {
        speaker.movement(movement);
    }
    let said = speaker.take();
    assert_eq!(speaker.unsaid(), 0);
    let kinds: BTreeMap<&str, usize> = said.iter().fold(BTreeMap::new(), |mut kinds, saying| {
        *kinds.entry(saying.text.split('|').nth(8).unwrap_or_default()).or_default() += 1;
        kinds
    });
    assert!(kinds.len() == 4 && kinds.values().all(|&number| number > 100), "{kinds:?}");

    let mut feed = plain_feed(&hospital);
    let text: String = said.iter().map(|saying| saying.text.as_str()).collect();
    let read = feed.read(text.as_bytes(), Instant::START);
    assert_eq!((read.messages, read.rejected.len(), read.remarks.len()), (said.len(), 0, 0));
    let settled = settle(&read.told);
    assert_eq!(settled.surprises, []);
    let (simulated, heard) =
        (by_place(&hospital, log.movements()), by_place(&hospital, settled.movements.iter()));
    for (at, heard) in &heard {
        assert_eq!(simulated.get(at), Some(heard), "at {at}");
    }
    // What is not said changes no space.
    let mut last = None;
    for (at, now) in &simulated {
        let heard = heard.get(at).or(last);
        assert_eq!(heard, Some(now), "at {at}");
        last = heard;
    }
    let left = |movements: &mut dyn Iterator<Item = &Movement>| {
        movements.filter(|it| matches!(it.kind, MovementKind::Left { .. })).count()
    };
    assert_eq!(left(&mut log.movements()), left(&mut settled.movements.iter()));
    check_bundle(&hospital, &settled.movements, &feed, &mapping);
}

fn check_bundle(hospital: &hospital::Hospital, movements: &[Movement], feed: &feed::Feed, mapping: &Mapping) {
    let mut census = Census::new(hospital);
    for movement in movements {
        census.movement(movement);
    }
    let bundle = census_bundle(
        &census,
        hospital,
        mapping,
        &feed.registry,
        &feed.times,
        &std::collections::BTreeSet::new(),
    );
    let entries = bundle["entry"].as_array().expect("a bundle has entries");
    let count = |kind: &str| entries.iter().filter(|entry| entry["resource"]["resourceType"] == kind).count();
    let in_spaces = census.visits().filter(|present| present.space.is_some()).count();
    assert_eq!(count("Encounter"), census.visits().count());
    assert_eq!(count("Location"), hospital.places.len() + in_spaces);
    assert!(in_spaces > 20, "the hospital is not empty");
    let ids: Vec<String> = entries.iter().map(|it| it["fullUrl"].to_string()).collect();
    for entry in entries.iter().filter(|entry| entry["resource"]["resourceType"] == "Encounter") {
        let encounter = &entry["resource"];
        assert!(encounter["identifier"][0]["value"].as_str().is_some_and(|it| it.len() == 32));
        for location in encounter["location"].as_array().into_iter().flatten() {
            let reference = location["location"]["reference"].as_str().expect("a reference");
            assert!(ids.contains(&format!("\"urn:onward:{reference}\"")), "{reference} is in the bundle");
        }
    }
}
