//! The census, and what a message says of one visit, as FHIR R4 (4.0.1): Encounter and Location.

mod census;
mod message;

pub use census::census_bundle;
pub use message::message_bundle;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};

use crate::time::{Precision, TimeStamp};

const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const PHYSICAL_TYPE: &str = "http://terminology.hl7.org/CodeSystem/location-physical-type";
const BED_STATUS: &str = "http://terminology.hl7.org/CodeSystem/v2-0116";

/// Classes of encounters: code of v3-ActCode, and what it is called.
const EMERGENCY: (&str, &str) = ("EMER", "emergency");
const INPATIENT: (&str, &str) = ("IMP", "inpatient encounter");
const AMBULATORY: (&str, &str) = ("AMB", "ambulatory");
const PRE_ADMISSION: (&str, &str) = ("PRENC", "pre-admission");

fn class((code, display): (&str, &str)) -> Value {
    json!({ "system": ACT_CODE, "code": code, "display": display })
}

fn physical_type(code: &str) -> Value {
    json!({ "coding": [{ "system": PHYSICAL_TYPE, "code": code }] })
}

fn bed_status(code: &str) -> Value {
    json!({ "system": BED_STATUS, "code": code })
}

fn bundle(resources: Vec<Value>) -> Value {
    let entries: Vec<Value> = resources
        .into_iter()
        .map(|resource| {
            let part = |key: &str| resource[key].as_str().unwrap_or_default().to_owned();
            let url = format!("urn:onward:{}/{}", part("resourceType"), part("id"));
            json!({ "fullUrl": url, "resource": resource })
        })
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

/// A time of a message as FHIR writes it: as precise as it was told, with an offset where it has hours.
fn date_time(time: TimeStamp, zone: &TimeZone) -> String {
    let civil = time.civil;
    match time.precision {
        Precision::Year => format!("{:04}", civil.year()),
        Precision::Month => format!("{:04}-{:02}", civil.year(), civil.month()),
        Precision::Day => civil.date().to_string(),
        Precision::Hour | Precision::Minute | Precision::Second | Precision::Fraction => {
            with_offset(civil, time.offset, zone)
        }
    }
}

/// Civil time with its offset, by the rules of the zone where none is told.
fn with_offset(civil: DateTime, offset: Option<Offset>, zone: &TimeZone) -> String {
    let by_rules = || zone.to_ambiguous_zoned_datetime(civil).compatible().ok().map(|zoned| zoned.offset());
    let seconds = offset.or_else(by_rules).unwrap_or(Offset::UTC).seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{civil}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
