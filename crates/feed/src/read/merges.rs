//! Patients who turn out to be one, visits that turn out to be one, and visits of another patient.
//!
//! Beds do not move in any of these. MRG says who or which it was thought to be: MRG-1 the patient, MRG-3 the account,
//! MRG-5 the visit (HL7 v2, 3.4.9).

use hospital::{Pseudonym, Said, Told, VisitId};
use quantity::Instant;

use super::facts::{Group, identifier};
use super::{Reader, Result};
use crate::registry::Sort;
use crate::rejected::{Code, Rejected};

impl<'a> Reader<'a> {
    pub(super) fn same_patient(&mut self) -> Result<Vec<Told>> {
        let at = self.when_merged()?;
        let mut told = Vec::new();
        for group in self.merging()? {
            let (now, before) = (self.patient_of(&group), self.patient(group.mrg(1)));
            let (Some(now), Some(old)) = (now, before) else {
                let place = if now.is_none() { "PID-3" } else { "MRG-1" };
                let instead =
                    "send the identifier that holds in PID-3 and the one that holds no more in MRG-1";
                return Err(Rejected::at(Code::NoIdentifier, place, "", instead));
            };
            let said = if now == old { Said::Nothing } else { Said::SamePatient { old } };
            told.push(Told { patient: Some(now), said, ..self.line(at) });
            told.extend(self.same_stay(old, now, at));
            told.extend(self.one_of_two(&group, at));
        }
        Ok(told)
    }

    pub(super) fn same_visit(&mut self) -> Result<Vec<Told>> {
        let at = self.when_merged()?;
        let mut told = Vec::new();
        for group in self.merging()? {
            if self.old_names(&group).is_empty() {
                let instead = "send the account that holds no more in MRG-3, or the visit in MRG-5";
                return Err(Rejected::at(Code::NoIdentifier, "MRG-3", "", instead));
            }
            let nothing = Told { patient: self.patient_of(&group), ..self.line(at) };
            told.push(self.one_of_two(&group, at).unwrap_or(nothing));
        }
        Ok(told)
    }

    pub(super) fn other_patient(&mut self) -> Result<Vec<Told>> {
        let at = self.when_merged()?;
        let mut told = Vec::new();
        for group in self.merging()? {
            let Some(patient) = self.patient_of(&group) else {
                let instead = "send the identifier of the patient whose visit it is now";
                return Err(Rejected::at(Code::NoIdentifier, "PID-3", "", instead));
            };
            told.extend(self.one_of_two(&group, at));
            let names = self.names_now(&group).into_iter().chain(self.old_names(&group));
            let visit = names.into_iter().find_map(|name| self.feed.registry.known(name));
            let said = visit.map_or(Said::Nothing, |_| Said::Belongs);
            told.push(Told { visit, patient: Some(patient), said, ..self.line(at) });
        }
        Ok(told)
    }

    fn when_merged(&mut self) -> Result<Instant> {
        self.when(&[("EVN", 6), ("EVN", 2), ("MSH", 7)])
    }

    /// The groups of a message that merges; all have a PID and an MRG.
    fn merging(&self) -> Result<Vec<Group<'a>>> {
        self.only("EVN")?;
        let groups = self.groups();
        if groups.is_empty() || groups.iter().any(|group| group.pid.is_none()) {
            return Err(self.missing("PID"));
        }
        if groups.iter().any(|group| group.mrg.is_none()) {
            return Err(self.missing("MRG"));
        }
        Ok(groups)
    }

    /// Where a patient's identifier stands for a visit that has none of its own, the visit goes with it.
    fn same_stay(&mut self, old: Pseudonym, now: Pseudonym, at: Instant) -> Option<Told> {
        let stay = self.feed.registry.known(old)?;
        let same = self.feed.registry.known(now);
        self.feed.registry.alias(now, stay);
        let visit = same.filter(|same| *same != stay)?;
        let said = Said::SameVisit { old: stay };
        Some(Told { visit: Some(visit), patient: Some(now), said, ..self.line(at) })
    }

    /// The visit that a group names and the one that MRG names are one, as far as we know them. Of a name that is new, the
    /// registry learns which visit it is.
    fn one_of_two(&mut self, group: &Group<'_>, at: Instant) -> Option<Told> {
        let (names, old_names) = (self.names_now(group), self.old_names(group));
        let known = |names: &[Pseudonym]| names.iter().find_map(|&name| self.feed.registry.known(name));
        let (now, old) = (known(&names), known(&old_names));
        let visit = now.or(old)?;
        for name in names.first().into_iter().chain(&old_names) {
            self.feed.registry.alias(*name, visit);
        }
        let said = old.filter(|old| *old != visit).map_or(Said::Nothing, |old| Said::SameVisit { old });
        Some(Told { visit: Some(visit), patient: self.patient_of(group), said, ..self.line(at) })
    }

    /// The names of a group's visit, but not the patient's.
    fn names_now(&self, group: &Group<'_>) -> Vec<Pseudonym> {
        let names = self.names_of_visit(group).into_iter();
        names.filter(|(_, from)| *from != "PID-3").map(|(name, _)| name).collect()
    }

    /// MRG-5 and MRG-3.
    fn old_names(&self, group: &Group<'_>) -> Vec<Pseudonym> {
        let of = |sort, number| {
            let found = identifier(group.mrg(number)?.repetitions().next()?)?;
            Some(self.feed.registry.pseudonym(sort, &found))
        };
        [of(Sort::Visit, 5), of(Sort::Account, 3)].into_iter().flatten().collect()
    }

    /// The visit that MRG names, if it is known.
    pub(super) fn old_visit(&self, group: &Group<'_>) -> Option<VisitId> {
        self.old_names(group).into_iter().find_map(|name| self.feed.registry.known(name))
    }
}
