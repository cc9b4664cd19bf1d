//! How are we doing? Measures are folds of movements, and each has a definition.
//!
//! [`Measures`] listens to one replication (or to a real hospital's movements) and keeps whole-number sums. At the end
//! they become [`Figures`]: one value for each [`Definition`] and subject, in an order that does not depend on what
//! happened. [`Distributions`] and [`Profiles`] of several replications can be added up.

#![allow(
    clippy::inline_always,
    reason = "half a million movements a replication: where a kind is known only its arm is to be left, in one piece"
)]

mod books;
mod class;
mod definitions;
mod distributions;
mod figures;
mod page;
mod place;
mod plan;
mod record;
mod stay;
mod tally;
mod values;
mod whereabouts;

pub use class::Class;
pub use definitions::{
    ActivityMeasure, Definition, HospitalMeasure, Measure, MeasureId, PathwayMeasure, PlaceMeasure,
    definition, definitions,
};
pub use distributions::Distributions;
pub use figures::{Figure, Figures, Subject};
pub use page::definitions_page;
pub use place::PlaceDistributions;

use quantity::Instant;

use self::books::Books;
use self::place::PlaceTally;
use self::plan::{Plan, spot};
use self::record::{Flags, Millis, NOWHERE, Phase, Record, Spot, Stand};
use self::tally::{ActivityTally, HospitalTally, Lengths, Sum};
use crate::Hospital;
use crate::attribute::Traits;
use crate::histogram::LengthHistogram;
use crate::ids::ActivityId;
use crate::movement::{Movement, MovementKind, Opening, Sink};
use crate::profile::{HourHand, Profiles};

/// Every measure, of one replication.
#[derive(Clone, Debug)]
pub struct Measures {
    /// By slot.
    records: Vec<Record>,
    books: Books,
    hand: HourHand,
    /// When the next hour of the week begins; in the warm-up, when counting starts.
    next: Millis,
    /// Whether counting has started.
    counts: bool,
    /// When the books were closed.
    end: Option<Millis>,
}

impl Measures {
    /// Nothing seen yet of a hospital.
    pub fn new(hospital: &Hospital) -> Self {
        let plan = Plan::new(hospital);
        let activities = hospital.activities.len();
        let joint = plan.classes.joint;
        let most = std::iter::once(0).chain(plan.most.iter().copied());
        let books = Books {
            places: most.zip(&plan.bits).map(|(most, &bits)| PlaceTally::new(most, bits)).collect(),
            activities: vec![ActivityTally::default(); (activities * joint).max(1)],
            arrived: vec![0; joint],
            left: vec![Sum::default(); plan.exits.len() * joint],
            more_time: 0,
            hospital: HospitalTally::default(),
            lengths: Lengths { waits: vec![LengthHistogram::default(); activities], ..Lengths::default() },
            plan,
            fit_since: Vec::new(),
        };
        let hand = HourHand::new(hospital.places.len(), hospital.clock);
        let mut new = Self { records: Vec::new(), books, hand, next: 0, counts: false, end: None };
        new.reset();
        new
    }

    /// Forgets everything, keeping the memory, for the next replication of the same hospital.
    pub fn reset(&mut self) {
        self.records.fill(Record::default());
        self.books.hospital = HospitalTally::default();
        for (number, place) in self.books.places.iter_mut().enumerate() {
            place.empty();
            let spaces = number.checked_sub(1).and_then(|number| self.books.plan.at_start[number]);
            place.opens(0, spaces, false);
        }
        self.start();
        (self.next, self.counts, self.end) = (0, false, None);
    }

    /// The classes by which figures of activities and pathways are broken down.
    pub fn classes(&self) -> &[Class] {
        &self.books.plan.classes.list
    }

    /// How the week looks, after [`finish`](Sink::finish).
    pub fn profiles(&self) -> &Profiles {
        &self.hand.profiles
    }

    /// An hour of the week begins before or at a time, or counting starts.
    #[cold]
    fn pass(&mut self, at: Millis) {
        if !self.counts {
            self.counts = true;
            self.start();
        }
        self.next = self.hand.pass(self.next, at, &self.books);
    }

    fn start(&mut self) {
        self.books.start(&self.records);
        self.next = self.hand.start();
    }

    #[cold]
    fn grow(&mut self, slot: usize) {
        let slots = (slot + 1).next_power_of_two().max(64);
        self.records.resize(slots, Record::default());
        self.books.fit_since.resize(slots, 0);
    }

    #[inline(always)]
    fn arrives(&mut self, at: Millis, slot: usize, traits: Traits, held: Spot) {
        if slot >= self.records.len() {
            self.grow(slot);
        }
        self.books.arrives(&mut self.records[slot], traits, at);
        if held != NOWHERE {
            self.is_in(at, slot, held);
        }
    }

    #[inline(never)]
    fn is_in(&mut self, at: Millis, slot: usize, held: Spot) {
        self.books.moves(&mut self.records[slot], slot, held, at);
    }

    /// The visit asks for an activity in the place at a spot, unless it has asked already, and is where it says.
    fn asks(
        &mut self,
        at: Millis,
        slot: usize,
        activity: ActivityId,
        (place, held): (Spot, Spot),
        stand: Stand,
    ) {
        let record = &mut self.records[slot];
        if record.flags.has(Flags::HANDOVER) && stand != Stand::Parked {
            self.books.hands_over(record, at);
        }
        self.books.asks(record, activity.index() as u16, place, at);
        self.books.moves(record, slot, held, at);
        self.books.stands(record, stand, place, at);
    }

    fn waits_for(&mut self, at: Millis, slot: usize, activity: ActivityId, held: Spot, place: Spot) {
        if place == NOWHERE || place == held {
            self.asks(at, slot, activity, (held, held), Stand::Plain);
        } else {
            let stand = if held == NOWHERE { Stand::Queues } else { Stand::ToMove };
            self.asks(at, slot, activity, (place, held), stand);
        }
    }

    #[inline(never)]
    fn begins(&mut self, at: Millis, slot: usize, activity: ActivityId, held: Spot) {
        let record = &mut self.records[slot];
        if record.flags.has(Flags::HANDOVER) {
            self.books.hands_over(record, at);
        }
        self.books.asks(record, activity.index() as u16, held, at);
        self.books.begins(record, at);
        self.books.moves(record, slot, held, at);
    }

    fn pauses(&mut self, at: Millis, slot: usize, held: Spot) {
        let record = &mut self.records[slot];
        if record.phase == Phase::In {
            record.phase = Phase::Paused;
        }
        let lost = record.held;
        self.books.moves(record, slot, held, at);
        if held == NOWHERE && lost != NOWHERE {
            self.books.stands(record, Stand::Queues, lost, at);
        }
    }

    fn ends(&mut self, at: Millis, slot: usize, held: Spot) {
        let record = &mut self.records[slot];
        self.books.is_done(record, at);
        record.phase = Phase::Ended;
        self.books.moves(record, slot, held, at);
        if held != NOWHERE {
            self.books.stands(record, Stand::Kept, NOWHERE, at);
        }
    }

    #[inline(never)]
    fn leaves(&mut self, at: Millis, slot: usize, exit: usize) {
        let record = &mut self.records[slot];
        self.books.is_done(record, at);
        self.books.vacates(record, at);
        self.books.leaves_hospital(record, slot, exit, at);
    }
}

/// Movements must come in order of time, and be possible; [`CheckedCensus`](crate::CheckedCensus) tells whether they are.
impl Sink for Measures {
    #[inline(always)]
    fn movement(&mut self, movement: &Movement) {
        let at = movement.at.millis();
        if at >= self.next {
            self.pass(at);
        }
        let slot = movement.visit.slot as usize;
        let held = spot(movement.space.map(|space| space.place));
        match movement.kind {
            MovementKind::Arrived { traits } => self.arrives(at, slot, traits, held),
            MovementKind::Waits { activity, place } => self.waits_for(at, slot, activity, held, spot(place)),
            MovementKind::Parked { activity, place } => {
                self.asks(at, slot, activity, (spot(Some(place)), held), Stand::Parked);
            }
            MovementKind::Moved { activity } => self.asks(at, slot, activity, (held, held), Stand::Plain),
            MovementKind::Begins { activity } => self.begins(at, slot, activity, held),
            MovementKind::Paused { .. } => self.pauses(at, slot, held),
            MovementKind::Ended { .. } => self.ends(at, slot, held),
            MovementKind::FitToLeave => self.books.is_fit(&mut self.records[slot], slot, at),
            MovementKind::Left { exit } => self.leaves(at, slot, exit.index()),
        }
    }

    fn opening(&mut self, opening: &Opening) {
        let at = opening.at.millis();
        if at >= self.next {
            self.pass(at);
        }
        self.books.places[spot(Some(opening.place)) as usize].opens(at, opening.spaces, opening.closed);
    }

    fn finish(&mut self, at: Instant) {
        let at = at.millis().max(0);
        if self.end.replace(at).is_some() {
            return;
        }
        self.pass(at);
        self.hand.close(at, &self.books);
        self.books.places.iter_mut().for_each(|place| place.settle(at));
        self.books.count_under_way(&self.records, at, -1);
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::story_hospital;
