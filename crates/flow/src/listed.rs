//! Visits of a list: what is known of them beforehand.

use hospital::{ListedVisit, Process, VisitId};
use quantity::Duration;

use crate::plan::Plan;
use crate::visit::VisitState;

pub(crate) fn listed(plan: &Plan, arrivals: hospital::ArrivalsId) -> &[ListedVisit] {
    match &plan.hospital.arrivals[arrivals.index()].process {
        Process::Listed(list) => list,
        Process::Rate(_) | Process::Every(_) => &[],
    }
}

/// The next known length of a listed visit's activities.
pub(crate) fn known_time(plan: &Plan, visit: &mut VisitState) -> Option<Duration> {
    let line = visit.listed?.get() as usize - 1;
    let time = listed(plan, visit.id.arrivals())[line].times.get(visit.times_used as usize).copied();
    visit.times_used = visit.times_used.saturating_add(1);
    time
}

impl Plan {
    /// Whether a visit is one of a list.
    pub(crate) fn is_listed(&self, id: VisitId) -> bool {
        self.hospital.arrivals.get(id.arrivals().index()).is_some_and(|arrivals| {
            matches!(&arrivals.process, Process::Listed(list) if (id.number() as usize) < list.len())
        })
    }

    /// The nth known length of a listed visit's activities.
    pub(crate) fn listed_time(&self, id: VisitId, nth: u16) -> Option<Duration> {
        let is_listed = self.is_listed(id);
        is_listed
            .then(|| listed(self, id.arrivals())[id.number() as usize].times.get(nth as usize).copied())?
    }
}
