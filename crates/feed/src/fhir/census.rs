//! The census as FHIR: an Encounter for each visit, a Location for each place and each space in use.

use std::collections::{BTreeMap, BTreeSet};

use hospital::{Census, Hospital, PlaceKind, Present, Pseudonym, Space, VisitId};
use serde_json::{Value, json};

use super::{AMBULATORY, EMERGENCY, INPATIENT, bed_status, bundle, class, physical_type, with_offset};
use crate::mapping::Mapping;
use crate::registry::Registry;
use crate::time::Times;

/// Who is where, as a Bundle of FHIR R4. Visits are known by their pseudonyms; `away` are those on leave. Spaces have the
/// names that the mapping has for them.
pub fn census_bundle(
    census: &Census,
    hospital: &Hospital,
    mapping: &Mapping,
    registry: &Registry,
    times: &Times,
    away: &BTreeSet<VisitId>,
) -> Value {
    let mut pseudonyms: BTreeMap<VisitId, Pseudonym> = BTreeMap::new();
    for it in registry.visits() {
        pseudonyms.entry(it.visit).or_insert(it.pseudonym);
    }
    let places = hospital.place_ids().map(|place| {
        let it = &hospital.places[place.index()];
        let status = if census.place(place).closed { "suspended" } else { "active" };
        json!({
            "resourceType": "Location",
            "id": format!("place-{}", place.index()),
            "status": status,
            "name": it.name,
            "mode": "instance",
            "physicalType": physical_type(if it.kind.is_outside() { "si" } else { "wa" }),
        })
    });
    let spaces = census.visits().filter_map(|present| present.space).map(|space| space_of(space, mapping));
    let encounters = census.visits().map(|present| {
        let visit = present.visit.id;
        let status = if away.contains(&visit) { "onleave" } else { "in-progress" };
        encounter(present, hospital, times, status, pseudonyms.get(&visit).copied())
    });
    bundle(places.chain(spaces).chain(encounters).collect())
}

fn space_id(space: Space) -> String {
    format!("space-{}-{}", space.place.index(), space.number)
}

fn space_of(space: Space, mapping: &Mapping) -> Value {
    let location = mapping.location(space);
    let name = location.map(|it| it.bed).filter(|bed| !bed.is_empty());
    json!({
        "resourceType": "Location",
        "id": space_id(space),
        "status": "active",
        "operationalStatus": bed_status("O"),
        "name": name.unwrap_or_else(|| (u64::from(space.number) + 1).to_string()),
        "mode": "instance",
        "physicalType": physical_type("bd"),
        "partOf": { "reference": format!("Location/place-{}", space.place.index()) },
    })
}

fn encounter(
    present: &Present,
    hospital: &Hospital,
    times: &Times,
    status: &str,
    pseudonym: Option<Pseudonym>,
) -> Value {
    let kind = present.space.map(|space| hospital.places[space.place.index()].kind);
    let visit = present.visit.id;
    let time = |at| times.civil_at(at).map(|civil| with_offset(civil, None, &times.zone));
    let mut encounter = json!({
        "resourceType": "Encounter",
        "id": format!("visit-{}-{}", visit.arrivals().index(), visit.number()),
        "status": status,
        "class": class(class_of(kind)),
    });
    if let Some(Pseudonym(pseudonym)) = pseudonym {
        let value = format!("{pseudonym:032x}");
        encounter["identifier"] = json!([{ "system": "urn:onward:visit", "value": value }]);
    }
    if let Some(start) = time(present.arrived) {
        encounter["period"] = json!({ "start": start });
    }
    if let Some(space) = present.space {
        let mut location = json!({ "location": { "reference": format!("Location/{}", space_id(space)) }, "status": "active" });
        if let Some(start) = time(present.since) {
            location["period"] = json!({ "start": start });
        }
        encounter["location"] = json!([location]);
    }
    encounter
}

/// By where the visit is; who is nowhere waits in the emergency department's charge.
fn class_of(kind: Option<PlaceKind>) -> (&'static str, &'static str) {
    match kind {
        None | Some(PlaceKind::Emergency | PlaceKind::Corridor) => EMERGENCY,
        Some(PlaceKind::SameDay | PlaceKind::Station) => AMBULATORY,
        Some(
            PlaceKind::Assessment
            | PlaceKind::Ward
            | PlaceKind::Critical
            | PlaceKind::Theatre
            | PlaceKind::Lounge
            | PlaceKind::Rehabilitation
            | PlaceKind::CareHome
            | PlaceKind::CareRounds
            | PlaceKind::Elsewhere,
        ) => INPATIENT,
    }
}
