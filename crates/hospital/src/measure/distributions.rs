//! How lengths and numbers were spread.

use super::Measures;
use super::place::PlaceDistributions;
use crate::histogram::LengthHistogram;
use crate::ids::ActivityId;

/// How lengths and numbers were spread, over one or more replications. Lengths are milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distributions {
    /// By place.
    pub places: Vec<PlaceDistributions>,
    /// By activity: from asking for it to its beginning, or to giving up.
    pub waiting_time: Vec<LengthHistogram>,
    /// From the first hospital bed to leaving hospital.
    pub length_of_stay: LengthHistogram,
    /// From arrival to the end of an emergency attendance.
    pub time_in_emergency: LengthHistogram,
    /// From the decision to admit to the bed, of all admitted from emergency.
    pub boarding_time: LengthHistogram,
}

impl Distributions {
    /// Adds what another replication of the same hospital has seen.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.places.iter_mut().zip(&other.places) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.waiting_time.iter_mut().zip(&other.waiting_time) {
            mine.merge(theirs);
        }
        self.length_of_stay.merge(&other.length_of_stay);
        self.time_in_emergency.merge(&other.time_in_emergency);
        self.boarding_time.merge(&other.boarding_time);
    }
}

impl Measures {
    /// How lengths and numbers were spread, after [`finish`](crate::Sink::finish).
    pub fn distributions(&self) -> Distributions {
        let lengths = &self.books.lengths;
        let activities = 0..lengths.waits.len();
        let places = self.books.places[1..].iter();
        Distributions {
            places: places.map(|place| place.distributions(self.end.unwrap_or(0))).collect(),
            waiting_time: activities.map(|activity| self.waits(ActivityId::new(activity))).collect(),
            length_of_stay: lengths.stay.clone(),
            time_in_emergency: lengths.attendance.clone(),
            boarding_time: lengths.boarding.clone(),
        }
    }

    /// All waits for an activity.
    pub(super) fn waits(&self, activity: ActivityId) -> LengthHistogram {
        let mut waits = self.books.lengths.waits[activity.index()].clone();
        let tallies = self.books.activities.chunks(self.books.plan.classes.joint).nth(activity.index());
        for tally in tallies.into_iter().flatten() {
            waits.add_none(tally.asked() - tally.waited);
        }
        waits
    }
}
