//! From the names of messages to ours: locations to places and spaces, classes to streams of arrivals, codes to ways out
//! and attributes.
//!
//! A mapping is data. It can be read from a file ([`Mapping::read`]), and one that needs no file says everything as the
//! hospital does ([`Mapping::plain`]): that is how a simulated hospital speaks.

mod problem;
mod text;

use std::collections::BTreeMap;

use hospital::{ArrivalsId, AttributeId, Capacity, ExitId, Hospital, Place, PlaceId, Space, Spot, Traits};

pub use problem::Problem;

use crate::charset::Fallback;
use crate::location::Location;
use crate::message::Message;
use crate::remark::{Remark, RemarkKind};

/// The segment in which a simulated hospital says the attributes of a visit.
pub(crate) const OWN_SEGMENT: &str = "ZVI";

/// The beds that are told apart in a place that has as many as it needs.
const MOST_UNLIMITED: u32 = 100_000;

/// From the names of messages to ours.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// Which locations are ours. The first that fits and says most decides.
    pub places: Vec<PlaceMapping>,
    /// The stream of arrivals, by class (PV1-2).
    pub arrivals: Codes<ArrivalsId>,
    /// The way out, by discharge disposition (PV1-36).
    pub exits: Codes<ExitId>,
    /// The other attributes.
    pub attributes: Vec<AttributeMapping>,
    /// What to make of a location in a message that moves nobody, such as A08.
    pub updates: Updates,
    /// Which of several identifiers of a patient counts: its type or who gave it. Otherwise the first.
    pub patient: Option<String>,
    /// The characters of messages that do not say theirs, or not truly.
    pub fallback: Fallback,
}

/// The locations of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMapping {
    /// The place.
    pub place: PlaceId,
    /// What locations of it look like.
    pub patterns: Vec<Pattern>,
    /// Its beds.
    pub beds: Beds,
}

/// What a location looks like; what is not said may be anything.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Pattern {
    /// PL.1.
    pub point_of_care: Option<String>,
    /// PL.2.
    pub room: Option<String>,
    /// PL.3.
    pub bed: Option<String>,
    /// PL.4.
    pub facility: Option<String>,
}

/// Which of a place's spaces a bed is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beds {
    /// Beds are not told apart: a visit has the first free space.
    Any,
    /// Beds are numbers from one to this.
    Numbered(u32),
    /// The beds in the order of the spaces, each with its room; an empty room is any.
    Listed(Vec<(String, String)>),
}

/// What codes mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Codes<T> {
    /// By code.
    pub by_code: BTreeMap<String, T>,
    /// For all others, and where there is none.
    pub other: T,
}

/// From where in a message an attribute comes.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeMapping {
    /// The attribute.
    pub attribute: AttributeId,
    /// Segment, field and component; none where messages do not tell it.
    pub field: Option<(String, usize, usize)>,
    /// Values by code.
    pub values: Codes<u8>,
}

/// What to make of a location in a message that moves nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Updates {
    /// It is compared with where the visit is, and a difference is shown.
    #[default]
    Compare,
    /// It moves the visit, for senders who send no transfers.
    Move,
}

impl Updates {
    /// Every way, as mappings write it.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Compare, "compare"), (Self::Move, "move")];
}

impl Mapping {
    /// Reads a mapping from TOML.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(text: &str, hospital: &Hospital) -> Result<Self, Vec<Problem>> {
        text::read(text, hospital)
    }

    /// A hospital's own names: a location is the place and the number of the space from one; a class is a stream of
    /// arrivals, a disposition a way out. `None` when the hospital has no stream or no way out.
    pub fn plain(hospital: &Hospital) -> Option<Self> {
        let place = |place: PlaceId| {
            let name = hospital.places[place.index()].name.clone();
            let patterns = vec![Pattern { point_of_care: Some(name), ..Pattern::default() }];
            PlaceMapping { place, patterns, beds: Beds::numbered(&hospital.places[place.index()]) }
        };
        let attribute = |number: usize| AttributeMapping {
            attribute: AttributeId::new(number),
            field: Some((OWN_SEGMENT.to_owned(), number, 1)),
            values: Codes {
                by_code: by_name(hospital.attributes[number].values.iter(), |value| value as u8),
                other: 0,
            },
        };
        Some(Self {
            places: hospital.place_ids().map(place).collect(),
            arrivals: Codes {
                by_code: by_name(hospital.arrivals.iter().map(|it| &it.name), ArrivalsId::new),
                other: hospital.arrivals.first().map(|_| ArrivalsId::new(0))?,
            },
            exits: Codes {
                by_code: by_name(hospital.exits.iter().map(|it| &it.name), ExitId::new),
                other: hospital.exits.first().map(|_| ExitId::new(0))?,
            },
            attributes: (1..hospital.attributes.len()).map(attribute).collect(),
            updates: Updates::default(),
            patient: None,
            fallback: Fallback::default(),
        })
    }

    /// The spot of a location, and what is odd about it. `None` where no place is mapped to it.
    pub(crate) fn spot(&self, location: &Location, field: &str) -> (Option<Spot>, Option<Remark>) {
        let all = self.places.iter().flat_map(|it| it.patterns.iter().map(move |pattern| (it, pattern)));
        let fitting = all.filter(|(_, pattern)| pattern.fits(location));
        // The first of those that say most: `max_by_key` would give the last.
        let best = fitting.reduce(|best, it| if it.1.says() > best.1.says() { it } else { best });
        let Some((found, _)) = best else {
            let remark = Remark::new(RemarkKind::UnknownLocation, field, location.to_string());
            return (None, Some(remark));
        };
        let number = found.beds.number(location);
        let is_known = number.is_some() || location.bed.is_empty() || found.beds == Beds::Any;
        let remark = (!is_known).then(|| Remark::new(RemarkKind::UnknownBed, field, location.to_string()));
        (Some(Spot { place: found.place, number }), remark)
    }

    /// The location of a space.
    pub(crate) fn location(&self, space: Space) -> Option<Location> {
        let found = self.places.iter().find(|it| it.place == space.place)?;
        let pattern = found.patterns.first()?;
        let (room, bed) = match &found.beds {
            Beds::Listed(beds) => beds.get(space.number as usize).cloned().unwrap_or_default(),
            Beds::Any | Beds::Numbered(_) => (String::new(), (u64::from(space.number) + 1).to_string()),
        };
        let or = |said: &Option<String>, other: String| said.clone().unwrap_or(other);
        Some(Location {
            point_of_care: or(&pattern.point_of_care, String::new()),
            room: or(&pattern.room, room),
            bed: or(&pattern.bed, bed),
            facility: or(&pattern.facility, String::new()),
            ..Location::default()
        })
    }

    /// The attributes of a visit, as far as a message tells them, and what is odd.
    pub(crate) fn traits(&self, message: &Message, arrivals: ArrivalsId) -> (Traits, Vec<Remark>) {
        let mut traits = Traits::default().with(AttributeId::ARRIVALS, arrivals.index());
        let mut remarks = Vec::new();
        for mapping in &self.attributes {
            let mut value = mapping.values.other;
            if let Some((segment, field, component)) = &mapping.field {
                let code = message.field(segment, *field).component(*component).trimmed();
                let (found, remark) = mapping.values.of(&code, &format!("{segment}-{field}"));
                value = found;
                remarks.extend(remark);
            }
            traits = traits.with(mapping.attribute, usize::from(value));
        }
        (traits, remarks)
    }
}

fn by_name<'a, T>(names: impl Iterator<Item = &'a String>, id: impl Fn(usize) -> T) -> BTreeMap<String, T> {
    names.enumerate().map(|(number, name)| (name.clone(), id(number))).collect()
}

impl<T: Copy> Codes<T> {
    /// What a code means; with a remark if it is one that the mapping does not have.
    pub(crate) fn of(&self, code: &str, field: &str) -> (T, Option<Remark>) {
        match self.by_code.get(code) {
            Some(&meaning) => (meaning, None),
            None if code.is_empty() => (self.other, None),
            None => (self.other, Some(Remark::new(RemarkKind::OtherCode, field, code))),
        }
    }

    /// The first code that means this.
    pub(crate) fn code_of(&self, meaning: T) -> Option<&str>
    where
        T: PartialEq,
    {
        self.by_code.iter().find(|it| *it.1 == meaning).map(|it| it.0.as_str())
    }
}

impl Pattern {
    fn fits(&self, location: &Location) -> bool {
        let fits = |said: &Option<String>, found: &str| said.as_ref().is_none_or(|said| said == found);
        !location.is_nowhere()
            && fits(&self.point_of_care, &location.point_of_care)
            && fits(&self.room, &location.room)
            && fits(&self.bed, &location.bed)
            && fits(&self.facility, &location.facility)
    }

    /// How many parts it says.
    fn says(&self) -> usize {
        [&self.point_of_care, &self.room, &self.bed, &self.facility].into_iter().flatten().count()
    }
}

impl Beds {
    /// As many as the place ever has: a number far beyond would be no bed, and cost memory.
    fn numbered(place: &Place) -> Self {
        Self::Numbered(match &place.capacity {
            Capacity::Always(spaces) => *spaces,
            Capacity::Rostered(roster) => roster.most(),
            Capacity::Unlimited => MOST_UNLIMITED,
        })
    }

    fn number(&self, location: &Location) -> Option<u32> {
        match self {
            Self::Any => None,
            Self::Numbered(most) => {
                location.bed.parse::<u32>().ok()?.checked_sub(1).filter(|number| number < most)
            }
            Self::Listed(beds) => {
                let is_it = |(room, bed): &(String, String)| {
                    *bed == location.bed && (room.is_empty() || *room == location.room)
                };
                beds.iter().position(is_it).map(|number| number as u32)
            }
        }
    }
}

#[cfg(test)]
mod tests;
