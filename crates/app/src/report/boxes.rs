//! Which places are drawn together: a large hospital has more wards than a picture has room for.

use hospital::{Hospital, PlaceId, PlaceKind};

/// Places that are drawn as one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Boxed {
    pub(super) name: String,
    pub(super) places: Vec<PlaceId>,
}

/// Up to so many places, each is drawn alone.
const FEW: usize = 14;

/// The boxes, in the order of their first places.
pub(super) fn boxes(hospital: &Hospital) -> Vec<Boxed> {
    let mut boxes: Vec<Boxed> = Vec::new();
    for id in hospital.place_ids() {
        let place = &hospital.places[id.index()];
        let alike = |it: &&mut Boxed| {
            let first = &hospital.places[it.places[0].index()];
            first.kind == place.kind && first.accepts == place.accepts
        };
        let together = hospital.places.len() > FEW && may_be_together(place.kind);
        match boxes.iter_mut().find(alike).filter(|_| together) {
            Some(it) => it.places.push(id),
            None => boxes.push(Boxed { name: place.name.clone(), places: vec![id] }),
        }
    }
    for it in boxes.iter_mut().filter(|it| it.places.len() > 1) {
        it.name = name(hospital, &it.places);
    }
    boxes
}

fn may_be_together(kind: PlaceKind) -> bool {
    match kind {
        PlaceKind::Ward
        | PlaceKind::Rehabilitation
        | PlaceKind::CareHome
        | PlaceKind::CareRounds
        | PlaceKind::WaitingList
        | PlaceKind::Elsewhere
        | PlaceKind::Station => true,
        PlaceKind::Emergency
        | PlaceKind::SameDay
        | PlaceKind::Assessment
        | PlaceKind::Critical
        | PlaceKind::Theatre
        | PlaceKind::Lounge
        | PlaceKind::Corridor => false,
    }
}

/// `12 wards (medicine)`.
fn name(hospital: &Hospital, places: &[PlaceId]) -> String {
    let first = &hospital.places[places[0].index()];
    let kind = match first.kind {
        PlaceKind::Ward => "wards",
        PlaceKind::Rehabilitation => "units for rehabilitation",
        PlaceKind::CareHome => "places of care homes",
        PlaceKind::CareRounds => "rounds of home care",
        PlaceKind::WaitingList => "waiting lists",
        PlaceKind::Elsewhere => "places elsewhere",
        PlaceKind::Station => "stations",
        PlaceKind::Emergency => "places of emergency",
        PlaceKind::SameDay => "same-day units",
        PlaceKind::Assessment => "assessment units",
        PlaceKind::Critical => "critical care units",
        PlaceKind::Theatre => "theatres",
        PlaceKind::Lounge => "lounges",
        PlaceKind::Corridor => "corridors",
    };
    let accepts = first.accepts.iter().flat_map(|(attribute, values)| {
        let names = &hospital.attributes[attribute.index()].values;
        values.iter().filter_map(move |&value| names.get(value as usize).cloned())
    });
    let accepts: Vec<String> = accepts.collect();
    match accepts.len() {
        0 => format!("{} {kind}", places.len()),
        _ => format!("{} {kind} ({})", places.len(), accepts.join(", ")),
    }
}

/// The box of a place.
pub(super) fn box_of(boxes: &[Boxed], place: PlaceId) -> usize {
    boxes.iter().position(|it| it.places.contains(&place)).expect("every place is in a box")
}
