//! What the tests share: a small hospital whose wards are those of the messages, and a feed of it.

#![allow(dead_code, reason = "each test uses a part of it")]

use description::{Request, read};
use feed::{Feed, Key, Mapping, Registry, Times};
use hospital::{Hospital, SourceId};
use jiff::tz::TimeZone;

const HOSPITAL: &str = r#"
onward = 1
name = "Of the messages"
[run]
start = "2015-02-01 00:00"
[place.ed]
kind = "emergency"
spaces = "40 cubicles"
[place.omu]
kind = "assessment"
spaces = "40 beds"
[place.preop]
kind = "ward"
spaces = "40 beds"
[place.ward]
kind = "ward"
spaces = "400 beds"
[arrivals.emergency]
rate = "40 / day"
pathway = "all"
[arrivals.inpatient]
rate = "4 / day"
pathway = "all"
[arrivals.outpatient]
rate = "4 / day"
pathway = "all"
[arrivals.planned]
rate = "4 / day"
pathway = "all"
[pathway.all.treat]
at = "ed"
time = "2 h"
next = { home = 0.8, stay = 0.2 }
[pathway.all.stay]
at = "ward"
time = "2 days"
next = { home = 0.9, died = 0.1 }
"#;

const MAPPING: &str = r#"
[place.ed]
locations = ["ED"]
[place.omu]
locations = ["HUH AE OMU"]
beds = ["Bed 03", "Bed 04"]
[place.preop]
locations = ["PREOP"]
[place.ward]
locations = ["2000", "Renal", "W3"]
[arrivals]
E = "emergency"
I = "inpatient"
O = "outpatient"
P = "planned"
other = "outpatient"
[exit]
20 = "died"
other = "home"
"#;

pub fn described(file: &str, text: &str) -> Hospital {
    let request = Request { file, text, settings: &[], options: &[] };
    match read(&request, &mut |name| Err(format!("there is no {name}"))) {
        Ok(described) => described.hospital,
        Err(problems) => panic!("{problems:#?}"),
    }
}

pub fn hospital() -> Hospital {
    described("messages.toml", HOSPITAL)
}

pub fn times(hospital: &Hospital) -> Times {
    Times::of(hospital, TimeZone::UTC).expect("a start")
}

pub fn feed_of(mapping: Mapping, hospital: &Hospital) -> Feed {
    Feed::new(mapping, times(hospital), Registry::new(Key([7; 32])), SourceId(0))
}

pub fn feed(hospital: &Hospital) -> Feed {
    let mapping = Mapping::read(MAPPING, hospital).unwrap_or_else(|problems| panic!("{problems:#?}"));
    feed_of(mapping, hospital)
}
