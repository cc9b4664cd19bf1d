//! From movements to messages: how we would say it (HL7 v2, 3.3: A04, A02 and A03 of version 2.5).
//!
//! Messages speak of places. A movement that changes nothing of where its visit is has no message.

use std::collections::BTreeMap;
use std::fmt;

use hospital::{ArrivalsId, ExitId, Hospital, Movement, MovementKind, PlaceId, Space, Traits, VisitId};
use quantity::Instant;

use crate::escape::escaped;
use crate::mapping::{Mapping, OWN_SEGMENT};
use crate::time::Times;

/// By which names and which clock we speak.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    /// What is spoken of.
    pub hospital: &'a Hospital,
    /// Our names to theirs.
    pub mapping: &'a Mapping,
    /// Our times to theirs.
    pub times: &'a Times,
}

/// Something for which there is no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotSay {
    /// A time beyond the years 0 to 9999.
    Time(Instant),
    /// A place that the mapping does not have.
    Place(PlaceId),
    /// A stream of arrivals that no class means.
    Class(ArrivalsId),
    /// A way out that no disposition means.
    Exit(ExitId),
}

impl fmt::Display for CannotSay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(at) => {
                write!(f, "{at} lies beyond the years 0 to 9999: begin the run later or earlier")
            }
            Self::Place(place) => write!(f, "no location is mapped to place {}: add one", place.index()),
            Self::Class(arrivals) => {
                write!(f, "no class is mapped to stream of arrivals {}: add one", arrivals.index())
            }
            Self::Exit(exit) => write!(f, "no disposition is mapped to way out {}: add one", exit.index()),
        }
    }
}

impl std::error::Error for CannotSay {}

/// Says movements as messages, in their order.
#[derive(Clone, Debug)]
pub struct Saying<'a> {
    speaker: Speaker<'a>,
    present: BTreeMap<VisitId, Present>,
    said: u64,
}

#[derive(Clone, Copy, Debug)]
struct Present {
    arrived: Instant,
    traits: Traits,
    space: Option<Space>,
}

/// What a message says.
struct Words {
    code: &'static str,
    structure: &'static str,
    location: String,
    disposition: String,
    left: String,
}

impl<'a> Saying<'a> {
    /// Nothing said yet.
    pub fn new(speaker: Speaker<'a>) -> Self {
        Self { speaker, present: BTreeMap::new(), said: 0 }
    }

    /// The message that says a movement; `None` if it changes nothing of where the visit is, or speaks of a visit that never
    /// arrived.
    ///
    /// # Errors
    /// There is no word for something in it.
    pub fn say(&mut self, movement: &Movement) -> Result<Option<String>, CannotSay> {
        let Movement { at, visit, kind, space } = *movement;
        if let MovementKind::Arrived { traits } = kind {
            self.present.insert(visit.id, Present { arrived: at, traits, space });
        }
        let Some(before) = self.present.get(&visit.id).copied() else { return Ok(None) };
        let location = || space.map_or(Ok(None), |space| self.location(space).map(Some));
        let nothing = String::new;
        let saying = match kind {
            MovementKind::Arrived { .. } => Words {
                code: "A04",
                structure: "ADT_A01",
                location: location()?.unwrap_or_default(),
                disposition: nothing(),
                left: nothing(),
            },
            MovementKind::Left { exit } => Words {
                code: "A03",
                structure: "ADT_A03",
                location: before.space.map_or(Ok(String::new()), |space| self.location(space))?,
                disposition: self.code_of_exit(exit)?,
                left: self.time(at)?,
            },
            MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave
            | MovementKind::NeedsFewer { .. } => {
                if space == before.space {
                    return Ok(None);
                }
                let location = location()?.unwrap_or_else(|| "\"\"".to_owned());
                Words { code: "A02", structure: "ADT_A02", location, disposition: nothing(), left: nothing() }
            }
        };
        let message = self.message(at, visit.id, &before, &saying)?;
        self.said += 1;
        if matches!(kind, MovementKind::Left { .. }) {
            self.present.remove(&visit.id);
        } else {
            self.present.insert(visit.id, Present { space, ..before });
        }
        Ok(Some(message))
    }

    fn message(&self, at: Instant, visit: VisitId, who: &Present, it: &Words) -> Result<String, CannotSay> {
        let (at, arrived) = (self.time(at)?, self.time(who.arrived)?);
        let name = format!("{}-{}", visit.arrivals().index(), visit.number());
        let class = self.speaker.mapping.arrivals.code_of(visit.arrivals());
        let class = class.map(escaped).ok_or(CannotSay::Class(visit.arrivals()))?;
        let mut pv1 = vec![String::new(); 46];
        "PV1".clone_into(&mut pv1[0]);
        pv1[2] = class;
        pv1[3].clone_from(&it.location);
        pv1[19] = format!("{name}^^^ONWARD^VN");
        pv1[36].clone_from(&it.disposition);
        pv1[44] = arrived;
        pv1[45].clone_from(&it.left);
        let lines = [
            // MSH-11 is T: what is simulated must never be taken for what is.
            format!(
                "MSH|^~\\&|ONWARD||||{at}||ADT^{}^{}|{}|T|2.5||||||UNICODE UTF-8",
                it.code,
                it.structure,
                self.said + 1
            ),
            format!("EVN|{}|{at}||||{at}", it.code),
            format!("PID|||{name}^^^ONWARD^PI"),
            pv1.join("|").trim_end_matches('|').to_owned(),
            self.own_segment(who.traits),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        Ok(lines.join("\r") + "\r")
    }

    /// The attributes for which HL7 has no field, in a segment of our own.
    fn own_segment(&self, traits: Traits) -> String {
        let mut fields = vec![OWN_SEGMENT.to_owned()];
        for mapping in &self.speaker.mapping.attributes {
            let Some((segment, number, 1)) = &mapping.field else { continue };
            let value = traits.value(mapping.attribute) as u8;
            if segment == OWN_SEGMENT {
                fields.resize(fields.len().max(number + 1), String::new());
                fields[*number] = mapping.values.code_of(value).map(escaped).unwrap_or_default();
            }
        }
        if fields.len() == 1 { String::new() } else { fields.join("|") }
    }

    fn time(&self, at: Instant) -> Result<String, CannotSay> {
        self.speaker.times.written(at).ok_or(CannotSay::Time(at))
    }

    fn location(&self, space: Space) -> Result<String, CannotSay> {
        let location = self.speaker.mapping.location(space).ok_or(CannotSay::Place(space.place))?;
        let parts = [location.point_of_care, location.room, location.bed, location.facility];
        Ok(parts.map(|part| escaped(&part)).join("^").trim_end_matches('^').to_owned())
    }

    fn code_of_exit(&self, exit: ExitId) -> Result<String, CannotSay> {
        self.speaker.mapping.exits.code_of(exit).map(escaped).ok_or(CannotSay::Exit(exit))
    }
}
