//! Which lines still hold, of whom, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use quantity::Instant;

use super::Surprise;
use crate::movement::VisitId;
use crate::told::{Cancels, MovementName, Said, SaidKind, SourceId, Told};

/// A line that holds, of the visit that it turned out to be of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holding<'a> {
    /// Its number among all lines.
    pub number: usize,
    pub line: &'a Told,
    pub visit: Option<VisitId>,
}

/// The lines that hold, in order of time; of the same time, in the order in which they were told.
pub(super) fn of<'a>(lines: &'a [Told], surprises: &mut Vec<(usize, Surprise)>) -> Vec<Holding<'a>> {
    let same = SameVisits::of(lines);
    let mut holds = Holds::default();
    for (number, line) in lines.iter().enumerate() {
        let visit = line.visit.map(|visit| same.now(visit));
        if let Some(cancels) = line.cancels
            && !holds.cancel(cancels, visit, line.source)
        {
            surprises.push((number, Surprise::NothingToCancel));
        }
        holds.add(number, line, visit);
    }
    let mut timeline: Vec<Holding<'_>> = holds.lines.into_values().collect();
    timeline.sort_by_key(|holding| (holding.line.at, holding.number));
    timeline
}

/// Visits that turned out to be one.
struct SameVisits(BTreeMap<VisitId, VisitId>);

impl SameVisits {
    fn of(lines: &[Told]) -> Self {
        let mut same = Self(BTreeMap::new());
        for line in lines {
            if let (Said::SameVisit { old }, Some(visit)) = (line.said, line.visit) {
                let (old, visit) = (same.find(old), same.find(visit));
                if old != visit {
                    same.0.insert(old, visit);
                }
            }
        }
        let found: Vec<VisitId> = same.0.keys().copied().collect();
        for visit in found {
            same.find(visit);
        }
        same
    }

    /// The visit at the end of the chain, to which all on the way lead directly from now on. No chain is a circle: only a
    /// visit that led nowhere is made to lead to another, at the end of another chain.
    fn find(&mut self, visit: VisitId) -> VisitId {
        let mut end = visit;
        while let Some(&later) = self.0.get(&end) {
            end = later;
        }
        let mut passed = visit;
        while let Some(later) = self.0.get_mut(&passed) {
            passed = std::mem::replace(later, end);
        }
        end
    }

    /// The visit that it is now.
    fn now(&self, visit: VisitId) -> VisitId {
        self.0.get(&visit).copied().unwrap_or(visit)
    }
}

/// The lines that hold so far.
#[derive(Default)]
struct Holds<'a> {
    lines: BTreeMap<usize, Holding<'a>>,
    /// What can be taken back as the last of its kind.
    by_kind: BTreeSet<(VisitId, SaidKind, Instant, usize)>,
    by_name: BTreeMap<(SourceId, MovementName), usize>,
    by_visit: BTreeSet<(VisitId, usize)>,
}

impl<'a> Holds<'a> {
    fn add(&mut self, number: usize, line: &'a Told, visit: Option<VisitId>) {
        if let Some(visit) = visit {
            self.by_visit.insert((visit, number));
            if let Some(kind) = line.said.kind() {
                self.by_kind.insert((visit, kind, line.at, number));
            }
        }
        if let Some(name) = line.name
            && line.said != Said::Nothing
        {
            self.by_name.insert((line.source, name), number);
        }
        self.lines.insert(number, Holding { number, line, visit });
    }

    /// Whether there was something to take back.
    fn cancel(&mut self, cancels: Cancels, visit: Option<VisitId>, source: SourceId) -> bool {
        match cancels {
            Cancels::Named(name) => {
                let found = self.by_name.get(&(source, name)).copied();
                found.is_some_and(|number| self.take_back(number))
            }
            Cancels::Last(kind) => {
                let Some(visit) = visit else { return false };
                let from = (visit, kind, Instant::from_millis(i64::MIN), 0);
                let until = (visit, kind, Instant::MAX, usize::MAX);
                let last = self.by_kind.range(from..=until).next_back().copied();
                last.is_some_and(|(.., number)| self.take_back(number))
            }
            Cancels::Everything => {
                let Some(visit) = visit else { return false };
                let all = self.by_visit.range((visit, 0)..=(visit, usize::MAX));
                let all: Vec<usize> = all.map(|&(_, number)| number).collect();
                all.iter().filter(|&&number| self.take_back(number)).count() > 0
            }
        }
    }

    fn take_back(&mut self, number: usize) -> bool {
        let Some(holding) = self.lines.remove(&number) else { return false };
        if let Some(visit) = holding.visit {
            self.by_visit.remove(&(visit, number));
            if let Some(kind) = holding.line.said.kind() {
                self.by_kind.remove(&(visit, kind, holding.line.at, number));
            }
        }
        if let Some(name) = holding.line.name {
            self.by_name.remove(&(holding.line.source, name));
        }
        true
    }
}
