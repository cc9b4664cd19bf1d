//! How are we doing? Measures are folds of movements, and each has a definition.
//!
//! [`Measures`] listens to one replication (or to a real hospital's movements) and keeps whole-number sums. At the end
//! they become [`Figures`]: one value for each [`Definition`] and subject, in an order that does not depend on what
//! happened. [`Distributions`] and [`Profiles`] of several replications can be added up.

#![allow(
    clippy::inline_always,
    reason = "half a million movements a replication: where a kind is known only its arm is to be left, in one piece"
)]

mod account;
mod books;
mod class;
mod cost;
mod definitions;
mod delays;
mod distributions;
mod figures;
mod ladder;
mod page;
mod payments;
mod place;
mod plan;
mod quick;
mod reading;
mod record;
mod rounds;
mod sickness;
mod staff;
mod stay;
mod tally;
mod values;
mod whereabouts;

pub use class::Class;
pub use definitions::{
    ActivityMeasure, Definition, DelayMeasure, HospitalMeasure, Measure, MeasureId, PathwayMeasure,
    PayerMeasure, PlaceMeasure, RuleMeasure, TeamMeasure, definition, definitions,
};
pub use distributions::Distributions;
pub use figures::{Figure, Figures, Subject};
pub use page::definitions_page;
pub use place::PlaceDistributions;

use quantity::Instant;

use self::account::Account;
use self::books::Books;
use self::delays::Delays;
use self::place::PlaceTally;
use self::plan::{Plan, spot};
use self::record::{Flags, Millis, NOWHERE, Phase, Record, Spot};
use self::sickness::SicknessTally;
use self::staff::StaffTally;
use self::tally::{ActivityTally, HospitalTally, Lengths, Sum};
use crate::Hospital;
use crate::attribute::Traits;
use crate::histogram::LengthHistogram;
use crate::ids::ActivityId;
use crate::infection::Sickness;
use crate::movement::{Movement, MovementKind, Opening, Sink};
use crate::profile::{HourHand, Profiles};
use crate::switch::Turned;
use crate::team::Staffing;

/// Every measure, of one replication.
#[derive(Clone, Debug)]
pub struct Measures {
    /// By slot.
    records: Vec<Record>,
    books: Books,
    hand: HourHand,
    /// Of a hospital with switches.
    account: Option<Box<Account>>,
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
            places: most
                .zip(&plan.bits)
                .zip(&plan.first_need)
                .map(|((most, &bits), &first)| PlaceTally::new(most, bits, first))
                .collect(),
            activities: vec![ActivityTally::default(); (activities * joint).max(1)],
            arrived: 0,
            left: vec![Sum::default(); plan.exits.len() * joint],
            more: vec![0; joint],
            more_time: 0,
            hospital: HospitalTally::default(),
            lengths: Lengths { waits: vec![LengthHistogram::default(); activities], ..Lengths::default() },
            plan,
            fit_since: Vec::new(),
            sickness: SicknessTally::default(),
            staff: StaffTally::new(hospital),
            care_visits: Vec::new(),
            delays: Delays::new(hospital),
        };
        let hand = HourHand::new(hospital.places.len(), hospital.clock);
        let mut new = Self {
            records: Vec::new(),
            books,
            hand,
            account: Account::new(hospital),
            next: 0,
            counts: false,
            end: None,
        };
        new.reset();
        new
    }

    /// Forgets everything, keeping the memory, for the next replication of the same hospital.
    pub fn reset(&mut self) {
        self.records.fill(Record::default());
        self.books.hospital = HospitalTally::default();
        if let Some(delays) = &mut self.books.delays {
            delays.clear();
        }
        self.books.sickness.clear();
        self.books.staff.clear();
        for (number, place) in self.books.places.iter_mut().enumerate() {
            place.empty(number.checked_sub(1).and_then(|number| self.books.plan.at_start[number]));
        }
        if let Some(account) = &mut self.account {
            account.clear();
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
        if let Some(account) = &mut self.account {
            account.start(self.books.places.len());
        }
        self.next = self.hand.start();
    }

    #[cold]
    fn grow(&mut self, slot: usize) {
        let slots = (slot + 1).next_power_of_two().max(64);
        self.records.resize(slots, Record::default());
        self.books.fit_since.resize(slots, 0);
        self.books.care_visits.resize(slots, 1);
        if let Some(delays) = &mut self.books.delays {
            delays.grow(slots);
        }
    }

    /// Its record.
    #[inline(always)]
    fn record(&mut self, at: Millis, slot: usize) -> (&mut Record, &mut Books) {
        if at >= self.next {
            self.pass(at);
        }
        (&mut self.records[slot], &mut self.books)
    }

    #[inline(never)]
    fn arrives_at_length(&mut self, at: Millis, slot: usize, traits: Traits, held: Spot) {
        if slot >= self.records.len() {
            self.grow(slot);
        }
        let (record, books) = self.record(at, slot);
        books.arrives(record, traits, at);
        if held != NOWHERE {
            books.moves(record, slot, held, at);
        }
    }

    #[inline(never)]
    fn waits_at_length(&mut self, at: Millis, slot: usize, activity: u16, held: Spot, place: Spot) {
        let (record, books) = self.record(at, slot);
        books.is_inside(record, at);
        let aside = place != NOWHERE && place != held;
        books.asks(record, activity, if aside { place } else { held }, at);
        books.may_turn_delay(record, slot, at);
        books.moves(record, slot, held, at);
        if aside && held == NOWHERE {
            books.queues(record, place, at);
        } else if aside {
            books.waits_to_move(record, at);
        }
    }

    #[inline(never)]
    fn is_parked(&mut self, at: Millis, slot: usize, activity: u16, held: Spot, place: Spot) {
        let (record, books) = self.record(at, slot);
        books.stands_no_more(record, at);
        books.asks(record, activity, place, at);
        books.may_turn_delay(record, slot, at);
        books.moves(record, slot, held, at);
        books.parks(record, place, at);
    }

    /// What it did there is not known, so its activity, if one was, is over.
    #[inline(never)]
    fn is_placed(&mut self, at: Millis, slot: usize, held: Spot) {
        let (record, books) = self.record(at, slot);
        books.is_inside(record, at);
        books.is_done(record, at);
        books.attends(record, held);
        record.phase = Phase::Ended;
        books.moves(record, slot, held, at);
    }

    #[inline(never)]
    fn begins_at_length(&mut self, at: Millis, slot: usize, activity: u16, held: Spot) {
        let (record, books) = self.record(at, slot);
        books.is_inside(record, at);
        books.asks(record, activity, held, at);
        books.may_turn_delay(record, slot, at);
        books.begins(record, at);
        books.moves(record, slot, held, at);
    }

    #[inline(never)]
    fn pauses(&mut self, at: Millis, slot: usize, held: Spot) {
        let (record, books) = self.record(at, slot);
        books.stands_no_more(record, at);
        if record.phase == Phase::In {
            record.phase = Phase::Paused;
        }
        let lost = record.held;
        books.moves(record, slot, held, at);
        if held == NOWHERE && lost != NOWHERE {
            books.queues(record, lost, at);
        }
    }

    #[inline(never)]
    fn ends(&mut self, at: Millis, slot: usize, held: Spot) {
        let (record, books) = self.record(at, slot);
        books.stands_no_more(record, at);
        books.is_done(record, at);
        record.phase = Phase::Ended;
        books.moves(record, slot, held, at);
        if held != NOWHERE {
            books.is_kept(record, at);
        }
    }

    #[inline(never)]
    fn is_fit(&mut self, at: Millis, slot: usize) {
        let (record, books) = self.record(at, slot);
        books.is_fit(record, slot, at);
    }

    #[inline(never)]
    fn needs_fewer(&mut self, at: Millis, slot: usize, care_visits: u16) {
        let (record, books) = self.record(at, slot);
        books.needs_fewer(record, slot, care_visits, at);
    }

    #[inline(never)]
    fn leaves_at_length(&mut self, at: Millis, slot: usize, exit: usize) {
        let (record, books) = self.record(at, slot);
        if record.flags.has(Flags::STANDS) {
            books.stands_no_more(record, at);
        }
        books.is_done(record, at);
        if record.held != NOWHERE {
            books.gives_up_space(record, slot, at);
        }
        books.leaves_hospital(record, slot, exit, at);
    }
}

/// Movements must come in order of time, and be possible; [`CheckedCensus`](crate::CheckedCensus) tells whether they are.
impl Sink for Measures {
    #[inline(always)]
    fn movement(&mut self, movement: &Movement) {
        let at = movement.at.millis();
        let slot = movement.visit.slot as usize;
        let held = spot(movement.space.map(|space| space.place));
        let number = |activity: ActivityId| activity.index() as u16;
        match movement.kind {
            MovementKind::Arrived { traits } => self.arrives(at, slot, traits, held),
            MovementKind::Waits { activity, place } => {
                self.waits_for(at, slot, number(activity), held, spot(place));
            }
            MovementKind::Parked { activity, place } => {
                self.is_parked(at, slot, number(activity), held, spot(Some(place)));
            }
            MovementKind::Moved { activity } => self.waits_for(at, slot, number(activity), held, held),
            MovementKind::Placed => self.is_placed(at, slot, held),
            MovementKind::Begins { activity } => self.begins(at, slot, number(activity), held),
            MovementKind::Paused { .. } => self.pauses(at, slot, held),
            MovementKind::Ended { .. } => self.ends(at, slot, held),
            MovementKind::FitToLeave => self.is_fit(at, slot),
            MovementKind::NeedsFewer { care_visits } => self.needs_fewer(at, slot, care_visits),
            MovementKind::Left { exit } => self.leaves(at, slot, exit.index()),
        }
    }

    #[inline(always)]
    fn arrives_and_begins(&mut self, arrives: &Movement, begins: &Movement) {
        if let MovementKind::Arrived { traits } = arrives.kind
            && let MovementKind::Begins { activity } = begins.kind
        {
            let (at, slot) = (begins.at.millis(), begins.visit.slot as usize);
            let held = spot(begins.space.map(|space| space.place));
            self.arrives_and_begins_at_once(at, slot, traits, (activity.index() as u16, held));
        } else {
            self.movement(arrives);
            self.movement(begins);
        }
    }

    fn opening(&mut self, opening: &Opening) {
        let at = opening.at.millis();
        if at >= self.next {
            self.pass(at);
        }
        self.books.places[spot(Some(opening.place)) as usize].opens(at, opening.spaces, opening.closed);
    }

    fn sickness(&mut self, sickness: &Sickness) {
        let at = sickness.at.millis();
        if at >= self.next {
            self.pass(at);
        }
        self.books.sickness.hears(sickness);
    }
    fn staffing(&mut self, staffing: &Staffing) {
        let at = staffing.at.millis();
        if at >= self.next {
            self.pass(at);
        }
        self.books.staff.hears(staffing, &self.books.places);
    }
    fn turned(&mut self, turned: &Turned) {
        let at = turned.at.millis();
        if at >= self.next {
            self.pass(at);
        }
        if let Some(account) = &mut self.account {
            account.turns(turned, self.counts, &mut self.books.places);
        }
    }

    fn finish(&mut self, at: Instant) {
        let at = at.millis().max(0);
        if self.end.replace(at).is_some() {
            return;
        }
        self.pass(at);
        self.hand.close(at, &self.books);
        self.books.places.iter_mut().for_each(|place| place.finish(at));
        if let Some(account) = &mut self.account {
            account.enter(at, &self.books.places);
        }
        self.books.count_under_way(&self.records, at, -1);
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::story_hospital;
