//! What the measures need to know of the hospital, laid out for quick looking up.

use quantity::Instant;

use super::class::Classes;
use super::record::{NOWHERE, Spot};
use crate::Hospital;
use crate::attribute::{By, Traits};
use crate::hours::{Capacity, Clock};
use crate::ids::{AttributeId, PlaceId};
use crate::pathway::{Activity, ExitKind, Where};
use crate::place::{Place, PlaceKind};

/// What a place is, one bit each.
pub(super) const EMERGENCY: u8 = 1;
/// In the department: an emergency attendance goes on there.
pub(super) const DEPARTMENT: u8 = 2;
pub(super) const BEDS: u8 = 4;
pub(super) const OUTSIDE: u8 = 8;
/// Beds that belong to some visits only.
pub(super) const CHOOSY: u8 = 16;
/// A waiting list.
pub(super) const LIST: u8 = 32;
/// Care at home, counted in care visits a day.
pub(super) const ROUNDS: u8 = 64;

/// For whom asking for an activity is a decision to admit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admits {
    Nobody,
    Some,
    Everybody,
}

impl Admits {
    fn of(by: &By<bool>) -> Self {
        let any = |wanted| by.leaves().into_iter().any(|&admits| admits == wanted);
        match (any(true), any(false)) {
            (true, true) => Self::Some,
            (true, false) => Self::Everybody,
            (false, _) => Self::Nobody,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) classes: Classes,
    pub(super) clock: Clock,
    /// What each place is, by spot.
    pub(super) bits: Vec<u8>,
    /// Whether its spaces are general and acute beds, by spot.
    pub(super) general: Vec<bool>,
    /// The attribute values that belong in a place, by spot.
    accepts: Vec<Vec<(AttributeId, Vec<u8>)>>,
    /// By activity: whether asking for it is a decision to admit, and for whom.
    admits: Vec<Admits>,
    /// The same by the attributes of the visit.
    admits_whom: Vec<By<bool>>,
    pub(super) exits: Vec<ExitKind>,
    /// Whether visits of a joint class may be parked, and whether any may.
    parked: Vec<bool>,
    pub(super) parks: bool,
    /// The largest number of spaces of each place; none where it is unlimited.
    pub(super) most: Vec<u32>,
    /// The spaces of each place at the start of counting.
    pub(super) at_start: Vec<Option<u32>>,
    /// How many care visits a day a newcomer needs, by spot.
    pub(super) first_need: Vec<u16>,
}

impl Plan {
    pub(super) fn new(hospital: &Hospital) -> Self {
        let classes = Classes::new(hospital);
        let places = &hospital.places;
        let parks = |joint: usize| {
            let arrivals = classes.arrivals(joint);
            places.iter().filter_map(|place| place.parking.as_ref()).any(|it| it.arrivals.contains(&arrivals))
        };
        let admits_whom: Vec<_> = hospital.activities.iter().map(|it| admits(hospital, it)).collect();
        Self {
            bits: std::iter::once(0).chain(places.iter().map(bits)).collect(),
            general: std::iter::once(false)
                .chain(places.iter().map(|it| it.kind.is_general_and_acute()))
                .collect(),
            accepts: std::iter::once(Vec::new()).chain(places.iter().map(|it| it.accepts.clone())).collect(),
            admits: admits_whom.iter().map(Admits::of).collect(),
            admits_whom,
            exits: hospital.exits.iter().map(|exit| exit.kind).collect(),
            parked: (0..classes.joint).map(parks).collect(),
            parks: (0..classes.joint).any(parks),
            most: places.iter().map(most).collect(),
            at_start: places.iter().map(|it| it.capacity.at(Instant::START, hospital.clock)).collect(),
            first_need: std::iter::once(1).chain(places.iter().map(first_need)).collect(),
            classes,
            clock: hospital.clock,
        }
    }

    /// Whether a visit with these traits belongs in the place at a spot.
    pub(super) fn belongs(&self, spot: Spot, traits: Traits) -> bool {
        let accepts = &self.accepts[spot as usize];
        accepts.iter().all(|(attribute, values)| values.contains(&(traits.value(*attribute) as u8)))
    }

    /// For whom asking for the activity is a decision to admit.
    #[inline]
    pub(super) fn admits(&self, activity: u16) -> Option<Admits> {
        self.admits.get(activity as usize).copied()
    }

    /// Whether a visit with these traits that asks for the activity is to be admitted.
    #[inline(never)]
    pub(super) fn admits_such(&self, activity: u16, traits: Traits) -> bool {
        *self.admits_whom[activity as usize].of(traits)
    }

    #[inline]
    pub(super) fn may_be_parked(&self, class: u16) -> bool {
        self.parked[class as usize]
    }
}

/// The spot of a place.
#[inline]
pub(super) fn spot(place: Option<PlaceId>) -> Spot {
    place.map_or(NOWHERE, |place| place.index() as Spot + 1)
}

fn bits(place: &Place) -> u8 {
    let kind = place.kind;
    let emergency = if kind == PlaceKind::Emergency { EMERGENCY } else { 0 };
    let department = if matches!(kind, PlaceKind::Emergency | PlaceKind::Corridor) { DEPARTMENT } else { 0 };
    let beds = if kind.has_beds() { BEDS } else { 0 };
    let outside = if kind.is_outside() { OUTSIDE } else { 0 };
    let choosy = if kind.has_beds() && !place.accepts.is_empty() { CHOOSY } else { 0 };
    let list = if kind == PlaceKind::WaitingList { LIST } else { 0 };
    let rounds = if place.each.is_some() { ROUNDS } else { 0 };
    emergency | department | beds | outside | choosy | list | rounds
}

fn first_need(place: &Place) -> u16 {
    place.each.map_or(1, |each| each.first)
}

fn admits(hospital: &Hospital, activity: &Activity) -> By<bool> {
    let has_beds = |place: &PlaceId| hospital.places[place.index()].kind.has_beds();
    match &activity.place {
        Where::Here => By::Always(false),
        Where::Into(choices) => choices.map(&mut |choice| choice.tiers.iter().flatten().any(has_beds)),
    }
}

fn most(place: &Place) -> u32 {
    match &place.capacity {
        Capacity::Always(spaces) => *spaces,
        Capacity::Rostered(roster) => roster.most(),
        Capacity::Unlimited => 0,
    }
}
