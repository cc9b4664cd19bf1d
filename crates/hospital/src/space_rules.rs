//! Space rules: the rooms of a place, and who gets which of its spaces.
//!
//! A rule that may not be broken forbids a space; any other costs points, its *penalty*. A visit gets the space with the fewest
//! points of those that are free and not forbidden. The same rules place patients in a simulated hospital and explain, for a
//! real one, why a bed is the best or cannot be had.

mod choose;
#[cfg(test)]
mod tests;

use quantity::Distribution;

use crate::attribute::Traits;
use crate::hours::Hours;
use crate::ids::{AttributeId, ResourceId};

/// What is to be said of a place's spaces beside how many there are.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SpaceRules {
    /// The spaces of each bay. The first bay has the spaces from zero on, the next those after it.
    pub bays: Vec<u32>,
    /// How many side rooms of one space there are, after the bays. Spaces beyond them are one more bay.
    pub side_rooms: u32,
    /// Attributes of which a bay holds one value only, and what it costs to mix them.
    pub keep_apart: Vec<(AttributeId, Penalty)>,
    /// Who needs a side room, and what it costs to be in a bay or in a bay with them.
    pub isolate: Option<Need>,
    /// The first so many spaces are near the nurses' station.
    pub near_station: u32,
    /// Who needs such a space, and what it costs to have another.
    pub needs_near: Option<Need>,
    /// What it costs to be here as an outlier, in a place that belongs to others.
    pub outliers: Penalty,
    /// How many times as long activities take here that an outlier begins here.
    pub outlier_time: Option<f64>,
    /// When visits come here from a bed elsewhere in the hospital; `None` is always.
    pub transfers: Option<TransferHours>,
    /// The team that cleans: a space that was left waits for one of its units, and keeps it for the turnaround.
    pub cleaned_by: Option<ResourceId>,
    /// The turnaround of a space that was left by a visit which `isolate` names.
    pub deep_clean: Option<Distribution>,
}

/// Whoever has one of these values of one of these attributes.
pub type Whom = Vec<(AttributeId, Vec<u8>)>;

/// When visits come to a place from a bed elsewhere in the hospital.
#[derive(Clone, Debug, PartialEq)]
pub struct TransferHours {
    /// The hours.
    pub hours: Hours,
    /// Who comes at any hour.
    pub but: Whom,
}

/// What breaking a rule costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Penalty {
    /// So many points.
    Points(u32),
    /// It may not be broken.
    Never,
}

impl Default for Penalty {
    fn default() -> Self {
        Self::Points(0)
    }
}

impl Penalty {
    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Points(one), Self::Points(other)) => Self::Points(one.saturating_add(other)),
            (Self::Never, _) | (_, Self::Never) => Self::Never,
        }
    }
}

/// Whose need, and what it costs not to meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Whoever has one of these values of one of these attributes.
    pub whom: Whom,
    /// What it costs.
    pub penalty: Penalty,
}

impl Need {
    /// Whether somebody with these traits has it.
    pub fn is_of(&self, traits: Traits) -> bool {
        has_any(&self.whom, traits)
    }
}

/// Whether somebody has one of these values.
fn has_any(whom: &Whom, traits: Traits) -> bool {
    whom.iter().any(|(attribute, values)| values.contains(&(traits.value(*attribute) as u8)))
}

/// Who is, or would be, in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Guest {
    /// Their attributes.
    pub traits: Traits,
    /// Whether they are known to be ill with a sickness bug: then they need a side room where anybody does.
    pub is_sick: bool,
}

/// What a space holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SpaceHolds {
    /// Nobody: it may be taken.
    #[default]
    Nobody,
    /// Nobody, and it is not ready.
    NotReady,
    /// Somebody.
    Guest(Guest),
}

/// How a place's spaces are used at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SpacesNow {
    /// By number; those beyond are free.
    pub spaces: Vec<SpaceHolds>,
    /// By room: whether it is closed to newcomers; those beyond are not.
    pub closed_rooms: Vec<bool>,
}

/// Spaces in one room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Which room of the place, from zero.
    pub number: u32,
    /// Its first space.
    pub from: u32,
    /// The first space beyond it.
    pub until: u32,
    /// Whether it is a side room: one space, apart.
    pub is_side_room: bool,
}

/// Why a space is not as it should be for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Somebody is in it.
    Taken,
    /// It is being made ready, or waits for that.
    NotReady,
    /// Its room is closed.
    Closed,
    /// Somebody in the room has another value of this attribute.
    Mixed(AttributeId),
    /// They need a side room, and this is none.
    NotASideRoom,
    /// Somebody in the room needs a side room.
    BesideIsolated,
    /// They should be near the nurses' station.
    FarFromStation,
    /// The place belongs to others.
    Outlier,
}

/// A space as it would be for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// Which space of the place, from zero.
    pub number: u32,
    /// What is not as it should be, each with its penalty.
    pub reasons: Vec<(Reason, Penalty)>,
    /// All penalties together.
    pub penalty: Penalty,
}

/// Which space somebody gets in a place, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Every space, by number.
    pub spaces: Vec<Considered>,
    /// The one they get: the first of the fewest points that is not forbidden.
    pub chosen: Option<u32>,
}
