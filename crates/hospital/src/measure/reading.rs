//! Measures at this moment, for rules.

use super::Measures;
use super::place::PlaceTally;
use crate::ids::PlaceId;
use crate::switch::{PlaceReading, Reading};

impl Measures {
    /// The number at this moment; not a number for the occupancy of no spaces at all.
    pub fn reading(&self, reading: Reading) -> f64 {
        let hospital = &self.books.hospital;
        match reading {
            Reading::BoardingCount => f64::from(hospital.boarding.number),
            Reading::FitToLeaveCount => f64::from(hospital.fit.number),
            Reading::Occupancy => {
                let limited = || self.beds().filter(|place| place.limited);
                let sum = |of: fn(&PlaceTally) -> u32| limited().map(of).sum::<u32>();
                f64::from(sum(occupied)) / f64::from(sum(PlaceTally::open_now))
            }
            Reading::OccupiedSpaces => f64::from(self.beds().map(occupied).sum::<u32>()),
            Reading::ClosedSpaces => {
                f64::from(self.books.places.iter().map(PlaceTally::shut_now).sum::<u32>())
            }
            Reading::OfPlace(place, reading) => self.reading_of(place, reading),
        }
    }

    fn reading_of(&self, place: PlaceId, reading: PlaceReading) -> f64 {
        let it = &self.books.places[place.index() + 1];
        f64::from(match reading {
            PlaceReading::Occupancy => return f64::from(it.used_now()) / f64::from(it.open_now()),
            PlaceReading::OccupiedSpaces => occupied(it),
            PlaceReading::QueueLength => it.queue.number,
            PlaceReading::Present => it.occupied.number + it.queue.number,
            PlaceReading::Parked => it.parked.number,
            PlaceReading::WaitingToMove => it.to_move.number,
            PlaceReading::KeptAfter => it.kept.number,
            PlaceReading::ClosedSpaces => it.shut_now(),
        })
    }

    /// General and acute places.
    fn beds(&self) -> impl Iterator<Item = &PlaceTally> {
        self.books
            .places
            .iter()
            .zip(&self.books.plan.general)
            .filter(|&(_, &general)| general)
            .map(|(it, _)| it)
    }
}

fn occupied(place: &PlaceTally) -> u32 {
    place.occupied.number
}
