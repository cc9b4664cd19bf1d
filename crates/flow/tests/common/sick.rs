//! What cannot be of sickness bugs.

use std::collections::BTreeSet;

use hospital::{InfectionId, PlaceId, Sickness, SicknessKind, VisitId};

/// Watches over who has what.
#[derive(Default)]
pub struct Sick {
    caught: BTreeSet<(InfectionId, VisitId)>,
    staff_away: usize,
}

impl Sick {
    /// What cannot be, in words. `place_of` says where a visit has a space.
    pub fn hears(
        &mut self,
        told: &Sickness,
        place_of: impl Fn(VisitId) -> Option<PlaceId>,
    ) -> Option<String> {
        let is_elsewhere = |visit| place_of(visit) != Some(told.place);
        let impossible = match told.kind {
            SicknessKind::PatientCatches(visit) => {
                is_elsewhere(visit.id) || !self.caught.insert((told.infection, visit.id))
            }
            SicknessKind::PatientFallsIll(visit) => {
                is_elsewhere(visit.id) || !self.caught.contains(&(told.infection, visit.id))
            }
            SicknessKind::StaffFallsIll => {
                self.staff_away += 1;
                false
            }
            SicknessKind::StaffIsBack => {
                let nobody_was = self.staff_away == 0;
                self.staff_away = self.staff_away.saturating_sub(1);
                nobody_was
            }
            SicknessKind::Closed { spaces, empty, .. } => empty > spaces,
            SicknessKind::Comes | SicknessKind::IsOver => false,
        };
        impossible.then(|| format!("this cannot be: {told:?}"))
    }
}
