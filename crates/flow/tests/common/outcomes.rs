//! Deaths and readmissions, counted anew from what each visit said.

use std::collections::BTreeMap;

use hospital::{ExitKind, Hospital, Movement, MovementKind, Opening, Sink, VisitId};
use quantity::Instant;

/// What became of visits from the start on.
pub struct Outcomes<'h> {
    hospital: &'h Hospital,
    /// Whether a visit is in a hospital stay, and whether it has ended one before.
    stays: BTreeMap<VisitId, (bool, bool)>,
    pub admissions: u32,
    pub readmissions: u32,
    pub deaths: u32,
}

impl<'h> Outcomes<'h> {
    pub fn new(hospital: &'h Hospital) -> Self {
        Self { hospital, stays: BTreeMap::new(), admissions: 0, readmissions: 0, deaths: 0 }
    }
}

impl Sink for Outcomes<'_> {
    fn movement(&mut self, movement: &Movement) {
        let counts = u32::from(movement.at >= Instant::START);
        if let MovementKind::Left { exit } = movement.kind {
            self.stays.remove(&movement.visit.id);
            self.deaths += counts * u32::from(self.hospital.exits[exit.index()].kind == ExitKind::Died);
            return;
        }
        let Some(space) = movement.space else { return };
        let kind = self.hospital.places[space.place.index()].kind;
        let (stays, has_been) = self.stays.entry(movement.visit.id).or_default();
        if kind.has_beds() && !*stays {
            *stays = true;
            self.admissions += counts;
            self.readmissions += counts * u32::from(*has_been);
        } else if kind.is_outside() && *stays {
            (*stays, *has_been) = (false, true);
        }
    }

    fn opening(&mut self, _: &Opening) {}

    fn finish(&mut self, _: Instant) {}
}
