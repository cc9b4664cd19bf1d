//! From messages to what we were told.
//!
//! Each message becomes one line or more, or is rejected; each piece of what came is one of the two. What is odd is
//! remarked. Nothing is looked up in what was told before, but who is who: what a cancellation takes back, and whether a
//! movement can be, is settled later (`hospital::settle`).

mod facts;
mod lines;
mod merges;

use hospital::{SourceId, Told};
use quantity::Instant;

use crate::batch::{Part, check_counts, split};
use crate::charset::narrow;
use crate::event::{Event, Trigger, trigger_of, why_not_read};
use crate::mapping::Mapping;
use crate::message::{Message, Reading};
use crate::registry::Registry;
use crate::rejected::{Code, Rejected};
use crate::remark::{Remark, RemarkKind};
use crate::time::Times;

/// Reads the messages of one source.
#[derive(Clone, Debug)]
pub struct Feed {
    /// From their names to ours.
    pub mapping: Mapping,
    /// From their times to ours.
    pub times: Times,
    /// Who is who.
    pub registry: Registry,
    /// Who sends them.
    pub source: SourceId,
    /// The most bytes that a message may have.
    pub most_bytes: usize,
}

/// What came of some bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// What we were told, in order.
    pub told: Vec<Told>,
    /// What was not understood.
    pub rejected: Vec<Rejected>,
    /// What is odd, with MSH-10 of the message.
    pub remarks: Vec<(Option<String>, Remark)>,
    /// How many messages came, those that were rejected included.
    pub messages: usize,
}

impl Feed {
    /// A feed that takes messages of up to a mebibyte.
    pub fn new(mapping: Mapping, times: Times, registry: Registry, source: SourceId) -> Self {
        Self { mapping, times, registry, source, most_bytes: Reading::default().most_bytes }
    }

    /// Reads whatever came: a message, several, or batches of them. Takes time in proportion to the number of bytes.
    pub fn read(&mut self, bytes: &[u8], told_at: Instant) -> Read {
        let mut read = Read::default();
        let narrowed = match narrow(bytes) {
            Ok(narrowed) => narrowed,
            Err(rejected) => return Read { rejected: vec![rejected], messages: 1, ..read },
        };
        let bytes = narrowed.as_deref().unwrap_or(bytes);
        let parts = split(bytes);
        for part in &parts {
            match part {
                Part::Message(range) => self.add(&bytes[range.clone()], told_at, &mut read),
                Part::Envelope(_) => {}
                Part::Stray(range) => read.rejected.extend(stray(&bytes[range.clone()])),
            }
        }
        read.rejected.extend(check_counts(bytes, &parts));
        read
    }

    fn add(&mut self, bytes: &[u8], told_at: Instant, read: &mut Read) {
        read.messages += 1;
        let reading = Reading { fallback: self.mapping.fallback, most_bytes: self.most_bytes };
        let told = Message::parse(bytes, reading).and_then(|message| {
            let (told, remarks) = self.read_message(&message, told_at)?;
            let control_id = message.control_id();
            read.remarks.extend(remarks.into_iter().map(|remark| (control_id.clone(), remark)));
            Ok(told)
        });
        match told {
            Ok(told) => read.told.extend(told),
            Err(rejected) => read.rejected.push(rejected),
        }
    }

    /// What one message says, and what is odd about it: its own oddities included.
    ///
    /// # Errors
    /// It is not understood.
    ///
    /// # Panics
    /// Never: that a message which is understood says something is asserted.
    pub fn read_message(&mut self, message: &Message, told_at: Instant) -> Result<(Vec<Told>, Vec<Remark>)> {
        let mut reader = Reader { feed: self, message, told_at, remarks: message.remarks().to_vec() };
        let told = reader.read().map_err(|rejected| message.reject(rejected))?;
        assert!(!told.is_empty(), "a message that is understood says something");
        Ok((told, reader.remarks))
    }
}

/// Lines that belong to no message; marks of framing and empty lines are nothing.
fn stray(bytes: &[u8]) -> Option<Rejected> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_matches(crate::message::is_noise);
    let found: String = text.chars().take(40).collect();
    let instead = "a message begins with `MSH|^~\\&|`";
    (!text.is_empty()).then(|| Rejected::at(Code::NotHl7, "message", found, instead).with(bytes, None))
}

/// A message while it is read.
struct Reader<'a> {
    feed: &'a mut Feed,
    message: &'a Message,
    told_at: Instant,
    remarks: Vec<Remark>,
}

type Result<T> = std::result::Result<T, Rejected>;

impl Reader<'_> {
    fn read(&mut self) -> Result<Vec<Told>> {
        self.check_header()?;
        let trigger = self.trigger()?;
        match trigger.event {
            Event::Swap => self.swap(),
            Event::BedStatus => self.bed_status(),
            Event::SamePatient => self.same_patient(),
            Event::SameVisit => self.same_visit(),
            Event::OtherPatient => self.other_patient(),
            Event::UpdatesPerson => self.person(),
            Event::Arrives
            | Event::Moves
            | Event::ChangesClass
            | Event::Leaves
            | Event::GoesAway
            | Event::Returns
            | Event::Plans(_)
            | Event::Updates
            | Event::Cancels(_)
            | Event::PutsBack(_)
            | Event::Deletes
            | Event::Corrects => self.one_visit(trigger.event),
        }
    }

    fn check_header(&mut self) -> Result<()> {
        let header = |number| self.message.field("MSH", number);
        let version = header(12).component(1).trimmed();
        if version.is_empty() {
            self.remark(RemarkKind::VersionMissing, "MSH-12", "");
        } else if !version.starts_with("2.") {
            return Err(Rejected::at(Code::Version, "MSH-12", version, "send version 2.1 to 2.8"));
        }
        let continued = self.message.segments().any(|it| it.name() == "DSC" && !it.field(1).is_empty());
        if continued || !header(14).is_empty() {
            let instead = "send the message in one piece, without DSC-1 and MSH-14";
            return Err(Rejected::at(Code::Fragment, "MSH-14", header(14).trimmed(), instead));
        }
        Ok(())
    }

    /// MSH-9 decides; EVN-1 only where MSH-9 says no more than ADT, as before version 2.2.
    fn trigger(&mut self) -> Result<Trigger> {
        let kind = self.message.field("MSH", 9);
        let (sort, mut code) = (kind.component(1).trimmed(), kind.component(2).trimmed());
        if sort != "ADT" {
            let instead = "only ADT says where patients are";
            return Err(Rejected::at(Code::NotAdt, "MSH-9", kind.trimmed(), instead));
        }
        let mut place = "MSH-9.2";
        if code.is_empty() {
            (code, place) = (self.message.field("EVN", 1).trimmed(), "EVN-1");
            self.remark(RemarkKind::EventFromEvn, "MSH-9", kind.trimmed());
        }
        let not_read = || Rejected::at(Code::EventNotRead, place, code.clone(), why_not_read(&code));
        trigger_of(&code).copied().ok_or_else(not_read)
    }

    fn remark(&mut self, kind: RemarkKind, place: &str, found: impl Into<String>) {
        self.remarks.push(Remark::new(kind, place, found));
    }
}

#[cfg(test)]
mod tests;
