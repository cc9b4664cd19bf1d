//! The other way: movements as a hospital's system would send them (HL7 v2.5, chapter 3).
//!
//! A change of place becomes a message; what a visit does or waits for does not, for HL7 has no words for it. A visit that
//! gives up its space and is still there is transferred to `""`, nowhere. What comes out can be read again with the mapping
//! it was said with, and gives the same census by place.

use std::collections::BTreeMap;

use hospital::{Hospital, Movement, MovementKind, Sink, Space, VisitId};
use quantity::Instant;

use crate::delimiters::Delimiters;
use crate::escape::escaped;
use crate::mapping::Mapping;
use crate::time::Times;

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// When it happened.
    pub at: Instant,
    /// The message: ASCII where names are, otherwise UTF-8; segments end with CR.
    pub text: String,
}

/// A listener that says movements as messages.
#[derive(Clone, Debug)]
pub struct Speaker<'h> {
    hospital: &'h Hospital,
    mapping: Mapping,
    times: Times,
    sender: String,
    /// Who is here, and where.
    present: BTreeMap<VisitId, Option<Space>>,
    said: Vec<Saying>,
    number: u64,
    unsaid: u64,
}

impl<'h> Speaker<'h> {
    /// Nothing said yet. The sender is MSH-3; MSH-4 is the hospital.
    pub fn new(hospital: &'h Hospital, mapping: Mapping, times: Times, sender: &str) -> Self {
        Self {
            hospital,
            mapping,
            times,
            sender: sender.to_owned(),
            present: BTreeMap::new(),
            said: Vec::new(),
            number: 0,
            unsaid: 0,
        }
    }

    /// What was said since this was last asked, in order.
    pub fn take(&mut self) -> Vec<Saying> {
        std::mem::take(&mut self.said)
    }

    /// How many movements could not be said, for they lie beyond the year 9999.
    pub fn unsaid(&self) -> u64 {
        self.unsaid
    }

    /// A visit came in: registered, or admitted where it is in a bed at once.
    fn arrives(&mut self, movement: &Movement) {
        let kind = if self.is_bed(movement.space) { "A01" } else { "A04" };
        self.present.insert(movement.visit.id, movement.space);
        self.say(kind, movement, &self.location(movement.space, ""), "");
    }

    fn moves(&mut self, movement: &Movement) {
        let Some(had) = self.present.insert(movement.visit.id, movement.space) else {
            return self.arrives(movement);
        };
        if had == movement.space {
            return;
        }
        let is_admitted = self.is_bed(movement.space) && !self.is_bed(had);
        let kind = if is_admitted { "A01" } else { "A02" };
        self.say(kind, movement, &self.location(movement.space, "\"\""), &self.location(had, ""));
    }

    fn leaves(&mut self, movement: &Movement) {
        let had = self.present.remove(&movement.visit.id).flatten();
        self.say("A03", movement, &self.location(had, ""), "");
    }

    fn is_bed(&self, space: Option<Space>) -> bool {
        space.is_some_and(|space| self.hospital.places[space.place.index()].kind.has_beds())
    }

    fn location(&self, space: Option<Space>, nowhere: &str) -> String {
        let Some(space) = space else { return nowhere.to_owned() };
        let location = self.mapping.location(space).unwrap_or_default();
        let parts = [location.point_of_care, location.room, location.bed, location.facility];
        parts.map(|part| escaped(&part)).join("^").trim_end_matches('^').to_owned()
    }

    /// A visit's own number is both visit and patient: nobody is known to come twice.
    fn say(&mut self, kind: &str, movement: &Movement, location: &str, before: &str) {
        let Some(at) = self.times.written(movement.at) else {
            self.unsaid += 1;
            return;
        };
        self.number += 1;
        let arrivals = &self.hospital.arrivals[movement.visit.id.arrivals().index()].name;
        let visit = escaped(&format!("{arrivals}-{}", movement.visit.id.number()));
        let class = self.mapping.arrivals.code_of(movement.visit.id.arrivals()).unwrap_or_default();
        let (sender, facility) = (escaped(&self.sender), escaped(&self.hospital.name));
        let structure = if kind == "A04" { "A01" } else { kind };
        let mut admitted = String::new();
        let mut left = String::new();
        let mut disposition = String::new();
        if let MovementKind::Left { exit } = movement.kind {
            left.clone_from(&at);
            disposition = escaped(self.mapping.exits.code_of(exit).unwrap_or_default());
        } else if kind != "A02" {
            admitted.clone_from(&at);
        }
        let pv1: [(usize, &str); 7] = [
            (1, "1"),
            (2, &escaped(class)),
            (3, location),
            (6, before),
            (19, &visit),
            (36, &disposition),
            (44, &admitted),
        ];
        let text = [
            format!(
                "MSH|{}|{sender}|{facility}|||{at}||ADT^{kind}^ADT_{structure}|{}|P|2.5||||||UNICODE UTF-8",
                Delimiters::USUAL.encoding_characters(),
                self.number
            ),
            format!("EVN|{kind}|{at}||||{at}"),
            format!("PID|1||{visit}"),
            segment("PV1", pv1.into_iter().chain([(45, left.as_str())])),
        ];
        self.said.push(Saying { at: movement.at, text: text.join("\r") + "\r" });
    }
}

/// A segment with these fields, in order of their numbers.
fn segment<'f>(name: &str, fields: impl Iterator<Item = (usize, &'f str)>) -> String {
    let mut text = name.to_owned();
    let mut at = 0;
    for (number, field) in fields.filter(|(_, field)| !field.is_empty()) {
        text.extend(std::iter::repeat_n('|', number - at));
        text.push_str(field);
        at = number;
    }
    text
}

impl Sink for Speaker<'_> {
    fn movement(&mut self, movement: &Movement) {
        match movement.kind {
            MovementKind::Arrived { .. } => self.arrives(movement),
            MovementKind::Left { .. } => self.leaves(movement),
            MovementKind::Waits { .. }
            | MovementKind::Parked { .. }
            | MovementKind::Moved { .. }
            | MovementKind::Placed
            | MovementKind::Begins { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::FitToLeave => self.moves(movement),
        }
    }
    fn opening(&mut self, _opening: &hospital::Opening) {}
    fn finish(&mut self, _at: Instant) {}
}
