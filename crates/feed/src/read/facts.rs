//! The facts of a message: which segments, whose, when, where.

use hospital::{ArrivalsId, Pseudonym, Spot, VisitId};
use quantity::Instant;

use super::{Reader, Result};
use crate::location::Location;
use crate::message::{Segment, Value};
use crate::registry::{Identifier, Sort};
use crate::rejected::{Code, Rejected};
use crate::remark::{Remark, RemarkKind};
use crate::time::{Precision, RIGHT, TimeStamp};

/// A field by segment and number.
pub(super) type Path = (&'static str, usize);

/// A location as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whereto {
    /// Nothing is said.
    Unsaid,
    /// `""`: nowhere any more.
    Nowhere,
    /// A location that no place is mapped to.
    Unknown,
    /// A place.
    In(Spot),
}

impl Whereto {
    /// The spot, if it is one.
    pub fn spot(self) -> Option<Spot> {
        match self {
            Self::In(spot) => Some(spot),
            Self::Unsaid | Self::Nowhere | Self::Unknown => None,
        }
    }
}

/// A patient and what belongs to them: PID, with the MRG and PV1 that follow it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'m> {
    pub pid: Option<Segment<'m>>,
    pub mrg: Option<Segment<'m>>,
    pub pv1: Option<Segment<'m>>,
}

impl<'m> Group<'m> {
    pub fn pid(&self, number: usize) -> Option<Value<'m>> {
        self.pid.map(|segment| segment.field(number))
    }

    pub fn pv1(&self, number: usize) -> Option<Value<'m>> {
        self.pv1.map(|segment| segment.field(number))
    }

    pub fn mrg(&self, number: usize) -> Option<Value<'m>> {
        self.mrg.map(|segment| segment.field(number))
    }
}

impl<'a> Reader<'a> {
    /// The only segment of a name.
    pub(super) fn only(&self, name: &str) -> Result<Option<Segment<'a>>> {
        let mut found = self.message.segments().filter(|segment| segment.name() == name);
        let first = found.next();
        match found.next() {
            None => Ok(first),
            Some(second) => {
                let instead = "a message of this kind has one; send another message for the other";
                Err(Rejected::at(Code::RepeatedSegment, name, second.text(), instead))
            }
        }
    }

    pub(super) fn needed(&self, name: &str) -> Result<Segment<'a>> {
        self.only(name)?.ok_or_else(|| self.missing(name))
    }

    pub(super) fn missing(&self, name: &str) -> Rejected {
        let kind = self.message.field("MSH", 9).trimmed();
        Rejected::at(Code::MissingSegment, name, "", format!("a message {kind} has a segment {name}"))
    }

    /// The patients of a message, in order. An MRG after another begins a group of the same patient.
    pub(super) fn groups(&self) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        for segment in self.message.segments() {
            match (segment.name(), groups.last_mut()) {
                ("PID", _) => groups.push(Group { pid: Some(segment), mrg: None, pv1: None }),
                ("MRG", Some(group)) if group.mrg.is_none() => group.mrg = Some(segment),
                ("MRG", last) => {
                    let pid = last.and_then(|group| group.pid);
                    groups.push(Group { pid, mrg: Some(segment), pv1: None });
                }
                ("PV1", Some(group)) if group.pv1.is_none() => group.pv1 = Some(segment),
                ("PV1", last) => {
                    let pid = last.and_then(|group| group.pid);
                    groups.push(Group { pid, mrg: None, pv1: Some(segment) });
                }
                _ => {}
            }
        }
        groups
    }

    /// The one patient of most messages.
    pub(super) fn one_group(&self) -> Result<Group<'a>> {
        self.only("EVN")?;
        Ok(Group { pid: self.only("PID")?, mrg: self.only("MRG")?, pv1: self.only("PV1")? })
    }

    /// The identifier of a patient that the mapping prefers, otherwise the first.
    pub(super) fn patient(&self, field: Option<Value<'_>>) -> Option<Pseudonym> {
        let preferred = self.feed.mapping.patient.as_deref();
        let is_preferred = |value: &Value<'_>| {
            let said = [value.component(5).trimmed(), value.component(4).subcomponent(1).trimmed()];
            preferred.is_some_and(|preferred| said.iter().any(|said| said == preferred))
        };
        let field = field?;
        let all = || field.repetitions().filter_map(|value| Some((value, identifier(value)?)));
        let found = all().find(|(value, _)| is_preferred(value)).or_else(|| all().next())?.1;
        Some(self.feed.registry.pseudonym(Sort::Patient, &found))
    }

    /// The patient of a group: PID-3, before version 2.3.1 perhaps PID-2.
    pub(super) fn patient_of(&self, group: &Group<'_>) -> Option<Pseudonym> {
        self.patient(group.pid(3)).or_else(|| self.patient(group.pid(2)))
    }

    /// The pseudonyms by which a visit may be known, the best first: PV1-19, PID-18, PV1-50, the patient.
    pub(super) fn names_of_visit(&self, group: &Group<'_>) -> Vec<(Pseudonym, &'static str)> {
        let of = |sort, field: Option<Value<'_>>| {
            let found = identifier(field?.repetitions().next()?)?;
            Some(self.feed.registry.pseudonym(sort, &found))
        };
        let names = [
            (of(Sort::Visit, group.pv1(19)), "PV1-19"),
            (of(Sort::Account, group.pid(18)), "PID-18"),
            (of(Sort::Visit, group.pv1(50)), "PV1-50"),
            (self.patient_of(group), "PID-3"),
        ];
        names.into_iter().filter_map(|(name, from)| Some((name?, from))).collect()
    }

    /// Whether the visit was spoken of before.
    pub(super) fn is_known(&self, group: &Group<'_>) -> bool {
        self.names_of_visit(group).iter().any(|(name, _)| self.feed.registry.known(*name).is_some())
    }

    /// Whose visit it is; a new number if it was not known.
    pub(super) fn visit(&mut self, group: &Group<'_>, arrivals: ArrivalsId) -> Result<VisitId> {
        let names = self.names_of_visit(group);
        let Some((&(name, from), lesser)) = names.split_first() else {
            let instead = "send the visit number in PV1-19, or the account number in PID-18";
            return Err(Rejected::at(Code::NoIdentifier, "PV1-19", "", instead));
        };
        let is_own = from == "PV1-19";
        if !is_own {
            self.remark(RemarkKind::NoVisitNumber, "PV1-19", from);
        }
        if !names.iter().any(|(_, from)| *from == "PID-3") {
            self.remark(RemarkKind::NoPatient, "PID-3", "");
        }
        let lesser: Vec<Pseudonym> = lesser.iter().map(|(name, _)| *name).collect();
        let known = self.feed.registry.known_by((name, is_own), &lesser);
        known.or_else(|| self.feed.registry.new_visit(name, is_own, arrivals)).ok_or_else(|| {
            let instead = "begin a new log: a registry numbers four thousand million";
            Rejected::at(Code::TooMany, "PV1-19", "", instead)
        })
    }

    /// The stream of arrivals that the class of a visit means.
    pub(super) fn arrivals(&mut self, group: &Group<'_>) -> ArrivalsId {
        let class = group.pv1(2).map(|value| value.component(1).trimmed()).unwrap_or_default();
        let (arrivals, remark) = self.feed.mapping.arrivals.of(&class, "PV1-2");
        self.remarks.extend(remark);
        arrivals
    }

    /// A location, where it leads.
    pub(super) fn place(&mut self, field: Option<Value<'_>>, name: &'static str) -> Whereto {
        let Some(field) = field else { return Whereto::Unsaid };
        if field.is_null() || field.component(1).is_null() {
            return Whereto::Nowhere;
        }
        let location = Location::of(field);
        if location.is_nowhere() {
            return Whereto::Unsaid;
        }
        let (spot, remark) = self.feed.mapping.spot(&location, name);
        self.remarks.extend(remark);
        spot.map_or(Whereto::Unknown, Whereto::In)
    }

    /// When it happened: the first of the fields that tells the minute, otherwise the first that tells the day.
    pub(super) fn when(&mut self, fields: &[Path]) -> Result<Instant> {
        let (mut coarse, mut bad) = (None, None);
        for &(segment, number) in fields {
            let name = format!("{segment}-{number}");
            let field = self.message.field(segment, number);
            let text = field.component(1).trimmed();
            if text.is_empty() || field.is_null() {
                continue;
            }
            match TimeStamp::parse(&text) {
                Some(time) if time.precision >= Precision::Minute => {
                    return Ok(self.feed.times.instant(time));
                }
                Some(time) if time.precision >= Precision::Day => {
                    coarse.get_or_insert((time, name, text));
                }
                Some(_) | None => {
                    self.remark(RemarkKind::BadTime, &name, text.clone());
                    bad.get_or_insert((name, text));
                }
            }
        }
        match (coarse, bad) {
            (Some((time, name, text)), _) => {
                self.remark(RemarkKind::CoarseTime, &name, text);
                Ok(self.feed.times.instant(time))
            }
            (None, Some((name, text))) => Err(Rejected::at(Code::BadTime, name, text, RIGHT)),
            (None, None) => Err(Rejected::at(Code::NoTime, "EVN-2", "", RIGHT)),
        }
    }
}

/// An identifier and who gave it (CX.1 and CX.4); `None` when there is none.
pub(super) fn identifier(value: Value<'_>) -> Option<Identifier> {
    let id = value.component(1);
    let text = id.trimmed();
    if text.is_empty() || id.is_null() {
        return None;
    }
    Some(Identifier { id: text, authority: value.component(4).subcomponent(1).trimmed() })
}

/// The same remark is said once a message.
pub(super) fn once(remarks: &mut Vec<Remark>) {
    let mut seen = std::collections::BTreeSet::new();
    remarks.retain(|remark| seen.insert(remark.clone()));
}
