//! The lines that a message about one visit, a swap or a bed becomes.

use hospital::{ArrivalsId, Cancels, Expected, MovementName, Said, SpaceStatus, Spot, Told, Traits};
use quantity::Instant;

use super::facts::{Group, Path, Whereto, identifier};
use super::{Reader, Result};
use crate::event::{Event, trigger_of};
use crate::mapping::Updates;
use crate::message::Segment;
use crate::rejected::{Code, Rejected};

/// When something that has no time of its own happened: EVN-6 says when it did, EVN-2 when it was recorded, MSH-7 when the
/// message was made.
const HAPPENED: [Path; 3] = [("EVN", 6), ("EVN", 2), ("MSH", 7)];

/// When a visit that was there before is admitted: PV1-44 may still say when it first came.
const ADMITTED: [Path; 4] = [("ZBE", 2), ("EVN", 6), ("EVN", 2), ("MSH", 7)];

/// What a movement segment says (IHE PAM, ITI-31).
struct Zbe {
    name: Option<MovementName>,
    action: Action,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Insert,
    Update,
    Cancel,
}

impl Reader<'_> {
    /// A line without anything said yet.
    pub(super) fn line(&self, at: Instant) -> Told {
        Told {
            at,
            told_at: self.told_at,
            source: self.feed.source,
            visit: None,
            patient: None,
            traits: Traits::default(),
            name: None,
            cancels: None,
            said: Said::Nothing,
        }
    }

    /// A line of a group's visit.
    pub(super) fn line_of(&mut self, group: &Group<'_>, at: Instant) -> Result<Told> {
        let arrivals = self.arrivals(group);
        let visit = self.visit(group, arrivals)?;
        let traits = self.traits(visit.arrivals());
        Ok(Told { visit: Some(visit), patient: self.patient_of(group), traits, ..self.line(at) })
    }

    fn traits(&mut self, arrivals: ArrivalsId) -> Traits {
        let (traits, remarks) = self.feed.mapping.traits(self.message, arrivals);
        self.remarks.extend(remarks);
        traits
    }

    pub(super) fn one_visit(&mut self, event: Event) -> Result<Vec<Told>> {
        let group = self.one_group()?;
        if group.pv1.is_none() {
            return Err(self.missing("PV1"));
        }
        let zbe = self.zbe()?;
        let event = self.event_of(event, zbe.as_ref())?;
        let is_admitted = event == Event::Arrives && self.is_known(&group);
        let at = self.when(if is_admitted { &ADMITTED } else { times_of(event) })?;
        let mut told = self.event(event, &group, at)?;
        if let Some(zbe) = zbe {
            let first = &mut told[0];
            first.name = zbe.name.filter(|_| zbe.action != Action::Cancel);
            first.cancels = match (zbe.action, zbe.name) {
                (Action::Update | Action::Cancel, Some(name)) => Some(Cancels::Named(name)),
                (Action::Update | Action::Cancel, None) | (Action::Insert, _) => first.cancels,
            };
        }
        super::facts::once(&mut self.remarks);
        Ok(told)
    }

    fn event(&mut self, event: Event, group: &Group<'_>, at: Instant) -> Result<Vec<Told>> {
        // Whatever can be refused is read before a visit gets a number.
        let whereto = self.place(group.pv1(3), "PV1-3");
        let spot = whereto.spot();
        let said = match event {
            Event::Arrives => Said::Arrived(spot),
            Event::Moves => Said::Placed(somewhere(whereto)?),
            Event::ChangesClass if whereto == Whereto::Unsaid => Said::Nothing,
            Event::ChangesClass => Said::Placed(spot),
            Event::Leaves => {
                let disposition = group.pv1(36).map(|value| value.component(1).trimmed());
                let (exit, remark) = self.feed.mapping.exits.of(&disposition.unwrap_or_default(), "PV1-36");
                self.remarks.extend(remark);
                Said::Left(exit)
            }
            Event::GoesAway => Said::Away,
            Event::Returns => Said::Returned,
            Event::Plans(Expected::Transfer) => {
                let pending = self.place(group.pv1(42), "PV1-42").spot();
                Said::Expected(Expected::Transfer, pending.or(spot))
            }
            Event::Plans(what) => Said::Expected(what, spot),
            Event::Updates => match (self.feed.mapping.updates, whereto) {
                (Updates::Move, Whereto::In(_) | Whereto::Unknown | Whereto::Nowhere) => Said::Placed(spot),
                (Updates::Compare, Whereto::In(spot)) => Said::Seen(Some(spot)),
                (_, Whereto::Unsaid) | (Updates::Compare, Whereto::Unknown | Whereto::Nowhere) => {
                    Said::Nothing
                }
            },
            Event::PutsBack(_) if spot.is_some() => Said::PutBack(spot),
            Event::Cancels(_) | Event::PutsBack(_) | Event::Deletes => Said::Nothing,
            Event::Corrects
            | Event::UpdatesPerson
            | Event::Swap
            | Event::BedStatus
            | Event::SamePatient
            | Event::SameVisit
            | Event::OtherPatient => {
                unreachable!("these are read elsewhere, and a correction is what it corrects")
            }
        };
        let cancels = match event {
            Event::Cancels(kind) | Event::PutsBack(kind) => Some(Cancels::Last(kind)),
            Event::Deletes => Some(Cancels::Everything),
            Event::Arrives
            | Event::Moves
            | Event::ChangesClass
            | Event::Leaves
            | Event::Swap
            | Event::GoesAway
            | Event::Returns
            | Event::Plans(_)
            | Event::Updates
            | Event::UpdatesPerson
            | Event::BedStatus
            | Event::SamePatient
            | Event::SameVisit
            | Event::OtherPatient
            | Event::Corrects => None,
        };
        let line = Told { said, cancels, ..self.line_of(group, at)? };
        let mut told = vec![line];
        if event == Event::Returns && spot.is_some() {
            told.push(Told { said: Said::PutBack(spot), cancels: None, ..line });
        }
        if event == Event::ChangesClass
            && let Some(old) = self.old_visit(group)
            && Some(old) != line.visit
        {
            told.push(Told { said: Said::SameVisit { old }, cancels: None, ..line });
        }
        Ok(told)
    }

    fn zbe(&self) -> Result<Option<Zbe>> {
        let Some(segment) = self.only("ZBE")? else { return Ok(None) };
        let action = segment.field(4).trimmed();
        let action = match action.as_str() {
            "" | "INSERT" => Action::Insert,
            "UPDATE" => Action::Update,
            "CANCEL" => Action::Cancel,
            _ => return Err(Rejected::at(Code::BadValue, "ZBE-4", action, "write INSERT, UPDATE or CANCEL")),
        };
        let name = self.movement_name(segment);
        if action != Action::Insert && name.is_none() {
            let instead = "send the identifier of the movement that is corrected or taken back";
            return Err(Rejected::at(Code::NoIdentifier, "ZBE-1", "", instead));
        }
        Ok(Some(Zbe { name, action }))
    }

    /// ZBE-1 is an EI: its authority is the second component.
    fn movement_name(&self, segment: Segment<'_>) -> Option<MovementName> {
        let value = segment.field(1).repetitions().next()?;
        let mut found = identifier(value)?;
        found.authority = value.component(2).trimmed();
        Some(self.feed.registry.movement_name(&found))
    }

    /// What a message is about in the end: a correction is about what it corrects, and a movement that is taken back says
    /// nothing but that.
    fn event_of(&self, event: Event, zbe: Option<&Zbe>) -> Result<Event> {
        let Some(zbe) = zbe else {
            return if event == Event::Corrects { Err(self.missing("ZBE")) } else { Ok(event) };
        };
        if event != Event::Corrects {
            return Ok(event);
        }
        // Which movement it takes back is said by its name.
        if zbe.action == Action::Cancel {
            return Ok(Event::Deletes);
        }
        let code = self.message.field("ZBE", 6).trimmed();
        let original = trigger_of(&code).map(|trigger| trigger.event);
        let can_be = |event: &Event| {
            matches!(
                event,
                Event::Arrives
                    | Event::Moves
                    | Event::ChangesClass
                    | Event::Leaves
                    | Event::GoesAway
                    | Event::Returns
                    | Event::Plans(_)
            )
        };
        original.filter(can_be).ok_or_else(|| {
            let instead = "send the kind of the movement that is corrected, such as A02";
            Rejected::at(Code::BadValue, "ZBE-6", code, instead)
        })
    }

    pub(super) fn swap(&mut self) -> Result<Vec<Told>> {
        self.only("EVN")?;
        let groups = self.groups();
        let [one, other] = groups.as_slice() else {
            let instead = "a swap has two patients: PID and PV1 of the one, then of the other";
            return Err(Rejected::at(Code::MissingSegment, "PID", groups.len().to_string(), instead));
        };
        if one.pv1.is_none() || other.pv1.is_none() {
            return Err(self.missing("PV1"));
        }
        let at = self.when(&HAPPENED)?;
        let mut told = Vec::new();
        let mut spots = Vec::new();
        for group in [one, other] {
            let whereto = self.place(group.pv1(3), "PV1-3");
            spots.push(somewhere(whereto)?);
        }
        for (group, spot) in [one, other].into_iter().zip(spots) {
            told.push(Told { said: Said::Placed(spot), ..self.line_of(group, at)? });
        }
        Ok(told)
    }

    pub(super) fn bed_status(&mut self) -> Result<Vec<Told>> {
        let segment = self.needed("NPU")?;
        let code = segment.field(2).component(1).trimmed();
        let status = match code.as_str() {
            "U" | "A" => SpaceStatus::Free,
            "O" => SpaceStatus::Occupied,
            "C" => SpaceStatus::Closed,
            "K" => SpaceStatus::Contaminated,
            "H" => SpaceStatus::Housekeeping,
            "I" => SpaceStatus::Isolated,
            _ => {
                let instead =
                    "write C closed, H housekeeping, I isolated, K contaminated, O occupied or U unoccupied";
                return Err(Rejected::at(Code::BadValue, "NPU-2", code, instead));
            }
        };
        let at = self.when(&HAPPENED)?;
        let whereto = self.place(Some(segment.field(1)), "NPU-1");
        if matches!(whereto, Whereto::Unsaid | Whereto::Nowhere) {
            let instead = "send the bed, such as `WARD^BAY^BED^SITE`";
            return Err(Rejected::at(Code::NoLocation, "NPU-1", "", instead));
        }
        let said = whereto.spot().map_or(Said::Nothing, |spot| Said::Space(spot, status));
        Ok(vec![Told { said, ..self.line(at) }])
    }

    /// About a person: nothing of where anybody is.
    pub(super) fn person(&mut self) -> Result<Vec<Told>> {
        let group = self.one_group()?;
        if group.pid.is_none() {
            return Err(self.missing("PID"));
        }
        let at = self.when(&HAPPENED)?;
        Ok(vec![Told { patient: self.patient_of(&group), ..self.line(at) }])
    }
}

/// Where somebody is moved to. A location that is not known is one; none is not.
fn somewhere(whereto: Whereto) -> Result<Option<Spot>> {
    match whereto {
        Whereto::In(spot) => Ok(Some(spot)),
        Whereto::Unknown | Whereto::Nowhere => Ok(None),
        Whereto::Unsaid => {
            let instead = "send the new location, such as `WARD^BAY^BED^SITE`, or `\"\"` for nowhere";
            Err(Rejected::at(Code::NoLocation, "PV1-3", "", instead))
        }
    }
}

/// Where the time of an event stands, the best first. A visit begins at PV1-44 and ends at PV1-45; what is planned has a
/// time in PV2 or EVN-3.
fn times_of(event: Event) -> &'static [Path] {
    match event {
        Event::Arrives => &[("ZBE", 2), ("PV1", 44), ("EVN", 6), ("EVN", 2), ("MSH", 7)],
        Event::Leaves => &[("ZBE", 2), ("PV1", 45), ("EVN", 6), ("EVN", 2), ("MSH", 7)],
        Event::Plans(Expected::Admission) => &[("PV2", 8), ("EVN", 3), ("EVN", 6), ("EVN", 2), ("MSH", 7)],
        Event::Plans(Expected::Discharge) => &[("PV2", 9), ("EVN", 3), ("EVN", 6), ("EVN", 2), ("MSH", 7)],
        Event::Plans(Expected::Transfer) => &[("EVN", 3), ("EVN", 6), ("EVN", 2), ("MSH", 7)],
        Event::Moves
        | Event::ChangesClass
        | Event::Swap
        | Event::GoesAway
        | Event::Returns
        | Event::Updates
        | Event::UpdatesPerson
        | Event::Cancels(_)
        | Event::PutsBack(_)
        | Event::Deletes
        | Event::BedStatus
        | Event::SamePatient
        | Event::SameVisit
        | Event::OtherPatient
        | Event::Corrects => &[("ZBE", 2), ("EVN", 6), ("EVN", 2), ("MSH", 7)],
    }
}
