//! What the tests of the feed and its fuzzing share: a hospital, its feed, and inputs that are changed at random.

#![allow(dead_code, reason = "each test file uses some of it")]

pub mod mutate;

use description::{Request, read};
use feed::{Feed, Key, Mapping, Registry, Times};
use hospital::{Hospital, SourceId};
use jiff::tz::TimeZone;

/// A hospital of a description.
pub fn hospital(text: &str) -> Hospital {
    let request = Request { file: "test.toml", text, settings: &[], options: &[] };
    match read(&request, &mut |name| Err(format!("there is no {name}"))) {
        Ok(described) => described.hospital,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// An emergency department in front of a ward.
pub const TEACHING: &str = include_str!("../../../../hospitals/teaching/ed_and_ward.toml");

/// The rules of London's clocks.
pub fn london() -> TimeZone {
    TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").expect("these are rules")
}

pub fn times(hospital: &Hospital) -> Times {
    Times::of(hospital, london()).expect("a hospital has a start")
}

/// A feed that speaks as the hospital itself does.
pub fn plain_feed(hospital: &Hospital) -> Feed {
    let mapping = Mapping::plain(hospital).expect("a hospital has arrivals and ways out");
    Feed::new(mapping, times(hospital), Registry::new(Key([42; 32])), SourceId(0))
}
