//! Who is where as FHIR R4: visits as Encounters, places and spaces as Locations, in a Bundle.
//!
//! Classes are those of HL7 v3 `ActCode`, by the class of the visit (HL7 table 0004, as the v2-to-FHIR guide maps it), or, where
//! that says nothing, by the place in which the visit is.

use std::collections::{BTreeMap, BTreeSet};

use hospital::{Movement, MovementKind, PlaceId, PlaceKind, Space, SpaceStatus, Spot, VisitId};
use quantity::Instant;
use serde_json::{Map, Value, json};

use crate::speaker::{CannotSay, Speaker};

/// A visit: when it came, when it left, and where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encounter {
    /// Which.
    pub visit: VisitId,
    /// When it came.
    pub arrived: Instant,
    /// When it left.
    pub left: Option<Instant>,
    /// Where it was, in order.
    pub stays: Vec<Stay>,
}

/// A time in one space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The space.
    pub space: Space,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Option<Instant>,
}

/// The visits of a log, in order of arriving. The census is those that have not left.
pub fn encounters<'m>(movements: impl IntoIterator<Item = &'m Movement>) -> Vec<Encounter> {
    let mut all: Vec<Encounter> = Vec::new();
    let mut numbers: BTreeMap<VisitId, usize> = BTreeMap::new();
    for movement in movements {
        let (at, visit) = (movement.at, movement.visit.id);
        if matches!(movement.kind, MovementKind::Arrived { .. }) {
            numbers.insert(visit, all.len());
            all.push(Encounter { visit, arrived: at, left: None, stays: Vec::new() });
        }
        let Some(it) = numbers.get(&visit).map(|&number| &mut all[number]) else { continue };
        let has_left = matches!(movement.kind, MovementKind::Left { .. });
        it.left = has_left.then_some(at);
        let now = movement.space.filter(|_| !has_left);
        let open = it.stays.last_mut().filter(|stay| stay.until.is_none());
        if open.as_ref().map(|stay| stay.space) == now {
            continue;
        }
        if let Some(stay) = open {
            stay.until = Some(at);
        }
        it.stays.extend(now.map(|space| Stay { space, from: at, until: None }));
    }
    all
}

/// What is known beside movements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Visits on leave.
    pub away: BTreeSet<VisitId>,
    /// What was said of spaces.
    pub spaces: BTreeMap<Spot, SpaceStatus>,
}

const PHYSICAL_TYPE: &str = "http://terminology.hl7.org/CodeSystem/location-physical-type";
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const BED_STATUS: &str = "http://terminology.hl7.org/CodeSystem/v2-0116";

/// A Bundle of every place, of every space that is spoken of, and of the visits.
///
/// # Errors
/// There is no word for something in it.
pub fn bundle(speaker: Speaker<'_>, encounters: &[Encounter], beside: &Beside) -> Result<Value, CannotSay> {
    let mut spots: BTreeSet<Spot> = beside.spaces.keys().copied().collect();
    spots.extend(encounters.iter().flat_map(|it| it.stays.iter().map(|stay| Spot::from(stay.space))));
    spots.extend(speaker.hospital.place_ids().map(|place| Spot { place, number: None }));
    let mut entries = Vec::new();
    for spot in spots {
        entries.push(json!({ "resource": location(speaker, spot, beside)? }));
    }
    for it in encounters {
        entries.push(json!({ "resource": encounter(speaker, it, beside)? }));
    }
    Ok(json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }))
}

fn id(spot: Spot) -> String {
    let place = spot.place.index();
    spot.number.map_or(format!("place-{place}"), |number| format!("place-{place}-space-{number}"))
}

fn location(speaker: Speaker<'_>, spot: Spot, beside: &Beside) -> Result<Value, CannotSay> {
    let place = &speaker.hospital.places[spot.place.index()];
    let mut it = Map::new();
    it.insert("resourceType".to_owned(), json!("Location"));
    it.insert("id".to_owned(), json!(id(spot)));
    it.insert("mode".to_owned(), json!("instance"));
    it.insert("status".to_owned(), json!("active"));
    let code = match spot.number {
        None => {
            it.insert("name".to_owned(), json!(place.name));
            physical_type(place.kind)
        }
        Some(number) => {
            let space = Space { place: spot.place, number };
            let named = speaker.mapping.location(space).ok_or(CannotSay::Place(spot.place))?;
            it.insert("name".to_owned(), json!(named.bed));
            it.insert("description".to_owned(), json!(named.to_string()));
            it.insert("partOf".to_owned(), reference(Spot { number: None, ..spot }));
            "bd"
        }
    };
    it.insert("physicalType".to_owned(), json!({ "coding": [{ "system": PHYSICAL_TYPE, "code": code }] }));
    if let Some(status) = beside.spaces.get(&spot) {
        it.insert(
            "operationalStatus".to_owned(),
            json!({ "system": BED_STATUS, "code": status_code(*status) }),
        );
    }
    Ok(Value::Object(it))
}

fn reference(spot: Spot) -> Value {
    json!({ "reference": format!("Location/{}", id(spot)) })
}

fn encounter(speaker: Speaker<'_>, it: &Encounter, beside: &Beside) -> Result<Value, CannotSay> {
    let period = |from: Instant, until: Option<Instant>| {
        let mut period = Map::new();
        period.insert("start".to_owned(), json!(date_time(speaker, from)?));
        if let Some(until) = until {
            period.insert("end".to_owned(), json!(date_time(speaker, until)?));
        }
        Ok(Value::Object(period))
    };
    let mut locations = Vec::new();
    for stay in &it.stays {
        locations.push(json!({
            "location": reference(stay.space.into()),
            "status": if stay.until.is_none() { "active" } else { "completed" },
            "period": period(stay.from, stay.until)?,
        }));
    }
    let status = match it.left {
        Some(_) => "finished",
        None if beside.away.contains(&it.visit) => "onleave",
        None => "in-progress",
    };
    let (code, display) = class(speaker, it);
    let mut encounter = json!({
        "resourceType": "Encounter",
        "id": format!("visit-{}-{}", it.visit.arrivals().index(), it.visit.number()),
        "status": status,
        "class": { "system": ACT_CODE, "code": code, "display": display },
        "period": period(it.arrived, it.left)?,
    });
    // FHIR has no empty lists.
    if !locations.is_empty() {
        encounter["location"] = Value::Array(locations);
    }
    Ok(encounter)
}

/// With offset, as FHIR has it.
fn date_time(speaker: Speaker<'_>, at: Instant) -> Result<String, CannotSay> {
    let civil = speaker.times.civil_at(at).ok_or(CannotSay::Time(at))?;
    let zoned = speaker.times.zone.to_zoned_datetime(civil).map_err(|_| CannotSay::Time(at))?;
    Ok(zoned.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string())
}

const AMBULATORY: (&str, &str) = ("AMB", "ambulatory");
const EMERGENCY: (&str, &str) = ("EMER", "emergency");
const INPATIENT: (&str, &str) = ("IMP", "inpatient encounter");

fn class(speaker: Speaker<'_>, it: &Encounter) -> (&'static str, &'static str) {
    match speaker.mapping.arrivals.code_of(it.visit.arrivals()) {
        Some("E") => EMERGENCY,
        Some("I" | "B") => INPATIENT,
        Some("O" | "R") => AMBULATORY,
        Some("P") => ("PRENC", "pre-admission"),
        Some(_) | None => {
            it.stays.last().map_or(AMBULATORY, |stay| class_of_place(speaker, stay.space.place))
        }
    }
}

fn class_of_place(speaker: Speaker<'_>, place: PlaceId) -> (&'static str, &'static str) {
    match speaker.hospital.places[place.index()].kind {
        PlaceKind::Emergency => EMERGENCY,
        PlaceKind::Assessment
        | PlaceKind::Ward
        | PlaceKind::Critical
        | PlaceKind::Theatre
        | PlaceKind::Lounge
        | PlaceKind::Corridor
        | PlaceKind::Rehabilitation => INPATIENT,
        PlaceKind::SameDay
        | PlaceKind::CareHome
        | PlaceKind::CareRounds
        | PlaceKind::WaitingList
        | PlaceKind::Elsewhere
        | PlaceKind::Station => AMBULATORY,
    }
}

fn physical_type(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Corridor => "co",
        PlaceKind::CareHome | PlaceKind::Elsewhere => "si",
        PlaceKind::CareRounds | PlaceKind::WaitingList => "area",
        PlaceKind::Emergency
        | PlaceKind::SameDay
        | PlaceKind::Assessment
        | PlaceKind::Ward
        | PlaceKind::Critical
        | PlaceKind::Theatre
        | PlaceKind::Lounge
        | PlaceKind::Rehabilitation
        | PlaceKind::Station => "wa",
    }
}

fn status_code(status: SpaceStatus) -> &'static str {
    match status {
        SpaceStatus::Free => "U",
        SpaceStatus::Occupied => "O",
        SpaceStatus::Closed => "C",
        SpaceStatus::Contaminated => "K",
        SpaceStatus::Housekeeping => "H",
        SpaceStatus::Isolated => "I",
    }
}
