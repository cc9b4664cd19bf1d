//! What one message says of a visit, as FHIR: an Encounter and its Locations.
//!
//! After the mappings of HL7's guide "V2 to FHIR" (STU 1): class from PV1-2, period from PV1-44 and PV1-45, status from the
//! kind of message. The locations are where the visit is (PV1-3), was, will be, or is for a time.

use hospital::{Expected, SaidKind};
use serde_json::{Map, Value, json};

use super::{AMBULATORY, EMERGENCY, INPATIENT, PRE_ADMISSION, bundle, class, date_time, physical_type};
use crate::event::{Event, trigger_of};
use crate::location::Location;
use crate::message::Message;
use crate::time::{TimeStamp, Times};

/// Locations beside PV1-3: where they stand, and whether the visit was or will be there.
const OTHERS: [(&str, usize, &str); 6] = [
    ("PV1", 6, "completed"),
    ("PV1", 11, "planned"),
    ("PV1", 42, "planned"),
    ("PV1", 43, "completed"),
    ("PV2", 1, "planned"),
    ("PDA", 2, "completed"),
];

/// A Bundle with one Encounter and its Locations; `None` when the message has no PV1 or is of a kind that is not read.
pub fn message_bundle(message: &Message, times: &Times) -> Option<Value> {
    let pv1 = message.segment("PV1")?;
    let event = trigger_of(&message.field("MSH", 9).component(2).trimmed())?.event;
    let class_code = pv1.field(2).component(1).trimmed();
    let has_left = !pv1.field(45).is_empty();
    let status = status(event, &class_code, has_left);
    let mut encounter = Map::new();
    encounter.insert("resourceType".to_owned(), json!("Encounter"));
    encounter.insert("id".to_owned(), json!("visit"));
    encounter.insert("status".to_owned(), json!(status));
    encounter.insert("class".to_owned(), class_of(&class_code));
    if let Some(period) = period(message, event, status, times) {
        encounter.insert("period".to_owned(), period);
    }
    let mut resources = Vec::new();
    let mut places = Vec::new();
    let here = status_here(event, &class_code, has_left);
    let all = std::iter::once(("PV1", 3, here))
        .chain(OTHERS.map(|(segment, field, status)| (segment, field, Some(status))));
    for (segment, field, status) in all {
        let location = Location::of(message.field(segment, field));
        let name = format!("{}-{field}", segment.to_ascii_lowercase());
        places.extend(locations(&location, &name, status, &mut resources));
    }
    if !places.is_empty() {
        encounter.insert("location".to_owned(), json!(places));
    }
    resources.push(Value::Object(encounter));
    Some(bundle(resources))
}

fn class_of(code: &str) -> Value {
    match code {
        "E" => class(EMERGENCY),
        "I" => class(INPATIENT),
        "O" | "R" => class(AMBULATORY),
        "P" => class(PRE_ADMISSION),
        "" => json!({ "system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "UNK" }),
        other => json!({ "system": "http://terminology.hl7.org/CodeSystem/v2-0004", "code": other }),
    }
}

fn status(event: Event, class: &str, has_left: bool) -> &'static str {
    match event {
        Event::Arrives
        | Event::Moves
        | Event::ChangesClass
        | Event::Returns
        | Event::PutsBack(_)
        | Event::Swap => "in-progress",
        Event::Leaves => "finished",
        Event::GoesAway => "onleave",
        Event::Plans(Expected::Admission) => "planned",
        Event::Cancels(SaidKind::Arrived | SaidKind::Expected(Expected::Admission)) => "cancelled",
        Event::Deletes => "entered-in-error",
        Event::Plans(Expected::Transfer | Expected::Discharge)
        | Event::Cancels(_)
        | Event::Updates
        | Event::UpdatesPerson
        | Event::BedStatus
        | Event::SamePatient
        | Event::SameVisit
        | Event::OtherPatient
        | Event::Corrects => match class {
            _ if has_left => "finished",
            "P" => "planned",
            _ => "in-progress",
        },
    }
}

/// Whether the visit is in the place of PV1-3, was or will be; of one that never was, nothing is said.
fn status_here(event: Event, class: &str, has_left: bool) -> Option<&'static str> {
    match event {
        Event::Arrives
        | Event::Moves
        | Event::ChangesClass
        | Event::Returns
        | Event::PutsBack(_)
        | Event::Swap
        | Event::GoesAway => Some("active"),
        Event::Leaves => Some("completed"),
        Event::Cancels(SaidKind::Arrived) | Event::Deletes => None,
        Event::Plans(_)
        | Event::Cancels(_)
        | Event::Updates
        | Event::UpdatesPerson
        | Event::BedStatus
        | Event::SamePatient
        | Event::SameVisit
        | Event::OtherPatient
        | Event::Corrects => Some(match class {
            "P" => "planned",
            _ if has_left => "completed",
            _ => "active",
        }),
    }
}

/// PV1-44 to PV1-45. Where a visit is planned or was cancelled, what was expected (PV2-8, PV2-9) stands for what is not
/// told. A discharge that is taken back is no end.
fn period(message: &Message, event: Event, status: &str, times: &Times) -> Option<Value> {
    let time = |segment: &str, field: usize| {
        let time = TimeStamp::parse(&message.field(segment, field).component(1).trimmed())?;
        Some(date_time(time, &times.zone))
    };
    let is_expected = matches!(status, "planned" | "cancelled");
    let expected = |field| if is_expected { time("PV2", field) } else { None };
    let start = time("PV1", 44).or_else(|| expected(8));
    let end = time("PV1", 45).or_else(|| expected(9)).filter(|_| event != Event::PutsBack(SaidKind::Left));
    let parts = [("start", start), ("end", end)].into_iter();
    let parts: Map<String, Value> =
        parts.filter_map(|(key, time)| Some((key.to_owned(), json!(time?)))).collect();
    (!parts.is_empty()).then_some(Value::Object(parts))
}

/// A location as Locations, each in the one that holds it: site, building, floor, ward, room, bed. The encounter is in the
/// ward, or in the room if no ward is told, and in the bed.
fn locations(
    location: &Location,
    name: &str,
    status: Option<&str>,
    resources: &mut Vec<Value>,
) -> Vec<Value> {
    let levels = [
        (&location.facility, "si", ""),
        (&location.building, "bu", ""),
        (&location.floor, "lvl", ""),
        (&location.point_of_care, "wa", "ward"),
        (&location.room, "ro", "room"),
        (&location.bed, "bd", "bed"),
    ];
    let mut within: Option<String> = None;
    let mut entries = Vec::new();
    for (title, kind, part) in levels.into_iter().filter(|(title, ..)| !title.is_empty()) {
        let id = format!("{name}-{kind}");
        let mut resource = json!({
            "resourceType": "Location",
            "id": id,
            "name": title,
            "mode": "instance",
            "physicalType": physical_type(kind),
        });
        if let Some(within) = within.replace(id.clone()) {
            resource["partOf"] = json!({ "reference": format!("Location/{within}") });
        }
        resources.push(resource);
        let is_it = match part {
            "" => false,
            "room" => location.point_of_care.is_empty(),
            _ => true,
        };
        if is_it {
            let mut entry = json!({
                "location": { "reference": format!("Location/{id}"), "display": title },
                "physicalType": physical_type(kind),
            });
            if let Some(status) = status {
                entry["status"] = json!(status);
            }
            entries.push(entry);
        }
    }
    entries
}
