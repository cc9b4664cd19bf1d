//! Two hundred thousand broken messages, the same every time, and messages of a size that nobody sends: no panic, nothing
//! lost, and no time that grows faster than what is read. `cargo run --release -p feed --example mutate -- 10000000` reads
//! more.

mod common;
#[path = "common/mutate.rs"]
mod mutate;

use common::{feed, hospital};
use feed::{Code, Feed, Mapping};
use hospital::{Fault, settle};
use mutate::{Chance, HUGE, SEEDS, Tally, check, huge, mutated};
use quantity::Instant;

const MANY: usize = 200_000;

#[test]
fn broken_messages_are_read_or_refused() {
    let hospital = hospital();
    let mut feed = feed(&hospital);
    let mut chance = Chance(20_260_105);
    let mut tally = Tally::default();
    for number in 0..MANY {
        // A registry that grew through all of them would hide nothing and cost time.
        if number % 1000 == 0 {
            feed = common::feed(&hospital);
        }
        check(&mut feed, &mutated(&mut chance), &mut tally);
    }
    // Both happen often: a test that only refused, or refused nothing, would test nothing.
    assert!(tally.told > MANY / 4 && tally.rejected > MANY / 4, "{tally:?}");
}

#[test]
fn what_broken_messages_say_can_be_settled() {
    let hospital = hospital();
    let mut feed = feed(&hospital);
    let mut chance = Chance(20_260_106);
    let mut told = Vec::new();
    for _ in 0..20_000 {
        told.extend(feed.read(&mutated(&mut chance), Instant::START).told);
    }
    let settled = settle(&told);
    let mut census = hospital::CheckedCensus::new(&hospital);
    for movement in &settled.movements {
        hospital::Sink::movement(&mut census, movement);
    }
    // Twenty thousand patients are more than the beds; that is no fault of who tells it.
    let is_full = |fault: &Fault| matches!(fault, Fault::NoSuchSpace { .. });
    let faults: Vec<_> = census.found().iter().filter(|it| !is_full(&it.fault)).collect();
    assert!(faults.is_empty(), "{:#?}", &faults[..faults.len().min(5)]);
}

#[test]
fn good_messages_are_all_understood() {
    let hospital = hospital();
    for seed in SEEDS {
        let read = feed(&hospital).read(seed.as_bytes(), Instant::START);
        assert_eq!(read.rejected, [], "{seed}");
        assert!(!read.told.is_empty(), "{seed}");
    }
}

/// A mebibyte of one thing each: what takes time in proportion to the square of it takes minutes each.
#[test]
fn messages_of_a_size_that_nobody_sends_take_time_in_proportion() {
    const SIZE: usize = 1 << 20;
    let hospital = hospital();
    for piece in HUGE {
        for text in huge(piece, SIZE) {
            let mut feed: Feed = feed(&hospital);
            feed.most_bytes = 2 * SIZE;
            let read = feed.read(text.as_bytes(), Instant::START);
            assert!(read.told.len() + read.rejected.len() >= read.messages);
        }
    }
}

#[test]
fn a_message_that_is_too_long_is_refused_and_the_next_one_read() {
    let hospital = hospital();
    let long = format!("{}NTE|{}\r", SEEDS[0], "x".repeat(1 << 20));
    let read = feed(&hospital).read((long + SEEDS[2]).as_bytes(), Instant::START);
    let codes: Vec<Code> = read.rejected.iter().map(|it| it.code).collect();
    assert_eq!((codes, read.told.len(), read.messages), (vec![Code::TooLong], 1, 2));
    let many = format!("{}{}{}", SEEDS[0], "NTE|1\r".repeat(10_000), SEEDS[2]);
    let read = feed(&hospital).read(many.as_bytes(), Instant::START);
    let reasons: Vec<String> = read.rejected.iter().map(ToString::to_string).collect();
    let reason =
        "message: it is longer than a message may be (`10004 lines`); a message has at most 10000 lines";
    assert_eq!((reasons.as_slice(), read.told.len()), (&[reason.to_owned()][..], 1));
}

#[test]
fn mappings_that_are_broken_are_refused_and_nothing_panics() {
    let hospital = hospital();
    let good = "[place.ed]\nlocations = [\"ED\"]\nbeds = { A = [\"1\"] }\n[arrivals]\nI = \"inpatient\"\nother = \"inpatient\"\n[exit]\nother = \"home\"\n[messages]\nupdates = \"move\"\n";
    assert!(Mapping::read(good, &hospital).is_ok());
    for start in 0..good.len() {
        for until in start..good.len() {
            let text = format!("{}{}", &good[..start], &good[until..]);
            if let Err(problems) = Mapping::read(&text, &hospital) {
                assert!(!problems.is_empty(), "refused without a reason: {text}");
            }
        }
    }
}
