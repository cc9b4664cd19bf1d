//! The course of a replication: how things went from week to week, which ways visits took, and where they waited.
//!
//! Figures are means over the whole counted time; this is what lies behind them. It is a fold of movements of its own, so
//! that nobody pays for it who does not ask for it. It means the same as the measures of the same names, and tests hold that.

mod waits;

use std::collections::BTreeMap;

use quantity::{Duration, Instant};

use crate::Hospital;
use crate::attribute::By;
use crate::census::{Census, Holding, Present};
use crate::ids::{ActivityId, ArrivalsId, ExitId, PlaceId};
use crate::movement::{Movement, MovementKind, Opening, Sink};
use crate::pathway::{Activity, Where};
use crate::place::PlaceKind;

use waits::waits_at;
pub use waits::{Wait, WaitsAt};

/// What is followed from step to step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Share of emergency attendances that ended within four hours, of those that ended in the step.
    FourHourShare,
    /// Mean number decided to admit whose emergency attendance goes on.
    BoardingCount,
    /// Mean number waiting without a space for, or held outside, places of kind emergency.
    EmergencyQueue,
    /// Occupied of open general and acute beds.
    Occupancy,
    /// Mean number fit to leave and still in hospital.
    FitToLeaveCount,
    /// Arrivals a day.
    Arrivals,
    /// Stays in hospital beds that ended, a day.
    Discharges,
    /// Mean number that wait for an activity to begin, wherever they are.
    Waiting,
    /// Mean number of visits under way.
    Present,
}

/// Where a visit came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CameFrom {
    /// It arrived with a stream.
    Arrivals(ArrivalsId),
    /// From a space of a place, perhaps by way of a queue without one.
    Place(PlaceId),
}

/// Where a visit went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WentTo {
    /// Into a space of a place.
    Place(PlaceId),
    /// Out of the hospital.
    Exit(ExitId),
}

/// One replication, step by step.
#[derive(Clone, Debug)]
pub struct Course {
    step: i64,
    collect: i64,
    kinds: Vec<PlaceKind>,
    admits: Vec<By<bool>>,
    census: Census,
    records: Vec<Record>,
    at: i64,
    now: [i64; AREAS],
    sums: Vec<Sums>,
    ways: BTreeMap<(CameFrom, WentTo), u64>,
    waits: BTreeMap<WaitsAt, i64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Record {
    last: Option<PlaceId>,
    attendance: Attendance,
    stays: bool,
    is_fit: bool,
}

/// How far a visit's emergency attendance is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Attendance {
    /// It has not asked for anything yet.
    #[default]
    NotYet,
    /// It goes on.
    GoesOn,
    /// It goes on though it is decided to admit.
    Boards,
    /// It ended, or there is none.
    None,
}

/// Numbers at a time; of each there is the area under its curve.
#[derive(Clone, Copy)]
enum Area {
    Boarding,
    EmergencyQueue,
    Occupied,
    Open,
    Fit,
    Waiting,
    Present,
}
const AREAS: usize = 7;

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    areas: [i64; AREAS],
    arrived: u32,
    discharged: u32,
    attendances: u32,
    within_four_hours: u32,
}

impl Course {
    /// Nothing seen yet of a hospital, whose counted time is followed in whole steps; what is left at the end is not.
    pub fn new(hospital: &Hospital, collect: Duration, step: Duration) -> Self {
        let (step, collect) = (step.millis().max(1), collect.millis());
        let has_beds = |place: &PlaceId| hospital.places[place.index()].kind.has_beds();
        let admits = |activity: &Activity| match &activity.place {
            Where::Here => By::Always(false),
            Where::Into(choices) => choices.map(&mut |choice| choice.tiers.iter().flatten().any(has_beds)),
        };
        let census = Census::new(hospital);
        let mut new = Self {
            step,
            collect,
            kinds: hospital.places.iter().map(|place| place.kind).collect(),
            admits: hospital.activities.iter().map(admits).collect(),
            records: Vec::new(),
            at: i64::MIN,
            now: [0; AREAS],
            sums: vec![Sums::default(); (collect / step) as usize],
            ways: BTreeMap::new(),
            waits: BTreeMap::new(),
            census,
        };
        for place in hospital.place_ids() {
            new.count_beds(place, 1);
        }
        new
    }

    /// The values of a series, one for each step; not a number where nothing was seen.
    pub fn values(&self, series: Series) -> Vec<f64> {
        let step = self.step as f64;
        let days = step / Duration::DAY.millis() as f64;
        let mean = |sums: &Sums, area: Area| sums.areas[area as usize] as f64 / step;
        let value = |sums: &Sums| match series {
            Series::FourHourShare => f64::from(sums.within_four_hours) / f64::from(sums.attendances),
            Series::BoardingCount => mean(sums, Area::Boarding),
            Series::EmergencyQueue => mean(sums, Area::EmergencyQueue),
            Series::Occupancy => mean(sums, Area::Occupied) / mean(sums, Area::Open),
            Series::FitToLeaveCount => mean(sums, Area::Fit),
            Series::Arrivals => f64::from(sums.arrived) / days,
            Series::Discharges => f64::from(sums.discharged) / days,
            Series::Waiting => mean(sums, Area::Waiting),
            Series::Present => mean(sums, Area::Present),
        };
        self.sums.iter().map(value).collect()
    }

    /// The ways that visits took in the counted time, and how many did each day.
    pub fn ways(&self) -> impl Iterator<Item = (CameFrom, WentTo, f64)> {
        let days = self.collect as f64 / Duration::DAY.millis() as f64;
        self.ways.iter().map(move |(&(from, to), &number)| (from, to, number as f64 / days))
    }

    /// Where visits waited in the counted time, and how many did at any time, on average.
    pub fn waits(&self) -> impl Iterator<Item = (WaitsAt, f64)> {
        self.waits.iter().map(|(&at, &area)| (at, area as f64 / self.collect as f64))
    }

    fn change(&mut self, area: Area, by: i64) {
        self.now[area as usize] += by;
    }

    /// Time goes on, and all is as it was.
    fn pass(&mut self, at: i64) {
        let mut from = self.at.max(0);
        self.at = at;
        while from < at {
            let step = from / self.step;
            let Some(sums) = self.sums.get_mut(step as usize) else { break };
            let until = ((step + 1) * self.step).min(at);
            for (sum, number) in sums.areas.iter_mut().zip(self.now) {
                *sum += number * (until - from);
            }
            from = until;
        }
    }

    /// The sums of the step in which something happens now.
    fn here(&mut self) -> Option<&mut Sums> {
        let at = self.at;
        // What happens exactly at the end happened in the counted time.
        let at = if at == self.collect { at - 1 } else { at };
        if at < 0 { None } else { self.sums.get_mut((at / self.step) as usize) }
    }

    fn count_beds(&mut self, place: PlaceId, times: i64) {
        if self.kinds[place.index()].is_general_and_acute() {
            let (occupied, open) = beds(self.census.place(place));
            self.change(Area::Occupied, times * occupied);
            self.change(Area::Open, times * open);
        }
    }

    /// A visit is in this situation from now on (`times` is 1) or no longer (-1).
    fn count(&mut self, present: &Present, times: i64) {
        self.change(Area::Present, times);
        let Some(at) = waits_at(present) else { return };
        let ((place, wait, _), since) = (at, present.since.millis());
        if wait != Wait::Kept && wait != Wait::Paused {
            self.change(Area::Waiting, times);
        }
        let before_door = matches!(wait, Wait::Queue | Wait::Outside);
        if before_door && place.is_some_and(|it| self.kinds[it.index()] == PlaceKind::Emergency) {
            self.change(Area::EmergencyQueue, times);
        }
        if times < 0 {
            self.note_wait(at, since);
        }
    }

    fn note_wait(&mut self, at: WaitsAt, since: i64) {
        let length = self.at.min(self.collect) - since.max(0);
        if length > 0 {
            *self.waits.entry(at).or_default() += length;
        }
    }

    /// The visit asks for an activity, in or for this place: does an attendance begin, and is it decided to admit?
    fn asks(&mut self, record: &mut Record, present: &Present, activity: ActivityId, place: Option<PlaceId>) {
        if record.attendance == Attendance::NotYet {
            let is_emergency = place.is_some_and(|it| self.kinds[it.index()] == PlaceKind::Emergency);
            record.attendance = if is_emergency { Attendance::GoesOn } else { Attendance::None };
        }
        if record.attendance == Attendance::GoesOn && *self.admits[activity.index()].of(present.traits) {
            record.attendance = Attendance::Boards;
            self.change(Area::Boarding, 1);
        }
    }

    /// The visit has come into another place.
    fn takes_space(&mut self, record: &mut Record, present: &Present, place: PlaceId) {
        let from = record.last.map_or(CameFrom::Arrivals(present.visit.id.arrivals()), CameFrom::Place);
        self.goes(from, WentTo::Place(place));
        record.last = Some(place);
        let kind = self.kinds[place.index()];
        if !matches!(kind, PlaceKind::Emergency | PlaceKind::Corridor) {
            self.attendance_ends(record, present);
        }
        if kind.is_outside() {
            self.stay_ends(record);
        }
        record.stays |= kind.has_beds();
    }

    fn goes(&mut self, from: CameFrom, to: WentTo) {
        if (0..=self.collect).contains(&self.at) {
            *self.ways.entry((from, to)).or_default() += 1;
        }
    }

    fn attendance_ends(&mut self, record: &mut Record, present: &Present) {
        let attendance = std::mem::replace(&mut record.attendance, Attendance::None);
        if attendance == Attendance::Boards {
            self.change(Area::Boarding, -1);
        }
        if matches!(attendance, Attendance::GoesOn | Attendance::Boards) {
            let within = self.at - present.arrived.millis() <= 4 * Duration::HOUR.millis();
            if let Some(sums) = self.here() {
                sums.attendances += 1;
                sums.within_four_hours += u32::from(within);
            }
        }
    }

    fn stay_ends(&mut self, record: &mut Record) {
        if std::mem::take(&mut record.stays)
            && let Some(sums) = self.here()
        {
            sums.discharged += 1;
        }
        if std::mem::take(&mut record.is_fit) {
            self.change(Area::Fit, -1);
        }
    }
}

impl Sink for Course {
    fn movement(&mut self, movement: &Movement) {
        self.pass(movement.at.millis());
        let slot = movement.visit.slot;
        if slot as usize >= self.records.len() {
            self.records.resize(slot as usize + 1, Record::default());
        }
        let before = self.census.visit(slot).copied();
        let held = before.and_then(|present| present.space).map(|space| space.place);
        let holds = movement.space.map(|space| space.place);
        let places = [held, holds.filter(|_| held != holds)];
        places.into_iter().flatten().for_each(|place| self.count_beds(place, -1));
        if let Some(before) = &before {
            self.count(before, -1);
        }
        self.census.movement(movement);
        places.into_iter().flatten().for_each(|place| self.count_beds(place, 1));
        let after = self.census.visit(slot).copied();
        if let Some(after) = &after {
            self.count(after, 1);
        }

        let Some(present) = after.or(before) else { return };
        let mut record = self.records[slot as usize];
        match movement.kind {
            MovementKind::Arrived { .. } => {
                record = Record::default();
                if let Some(sums) = self.here() {
                    sums.arrived += 1;
                }
            }
            MovementKind::Waits { activity, place } => {
                self.asks(&mut record, &present, activity, place.or(holds));
            }
            MovementKind::Parked { activity, place } => {
                self.asks(&mut record, &present, activity, Some(place));
            }
            MovementKind::Moved { activity } | MovementKind::Begins { activity } => {
                self.asks(&mut record, &present, activity, holds);
            }
            MovementKind::FitToLeave => {
                let outside = holds.is_some_and(|place| self.kinds[place.index()].is_outside());
                if !outside && !std::mem::replace(&mut record.is_fit, true) {
                    self.change(Area::Fit, 1);
                }
            }
            MovementKind::Placed
            | MovementKind::NeedsFewer { .. }
            | MovementKind::Paused { .. }
            | MovementKind::Ended { .. }
            | MovementKind::Left { .. } => {}
        }
        if let Some(place) = holds.filter(|_| held != holds) {
            self.takes_space(&mut record, &present, place);
        }
        if let MovementKind::Left { exit } = movement.kind {
            let from = record.last.map_or(CameFrom::Arrivals(movement.visit.id.arrivals()), CameFrom::Place);
            self.goes(from, WentTo::Exit(exit));
            self.attendance_ends(&mut record, &present);
            self.stay_ends(&mut record);
        }
        self.records[slot as usize] = record;
    }

    fn opening(&mut self, opening: &Opening) {
        self.pass(opening.at.millis());
        self.count_beds(opening.place, -1);
        self.census.opening(opening);
        self.count_beds(opening.place, 1);
    }

    fn finish(&mut self, at: Instant) {
        self.pass(at.millis());
        let waiting: Vec<(WaitsAt, i64)> =
            self.census.visits().filter_map(|it| Some((waits_at(it)?, it.since.millis()))).collect();
        for (at, since) in waiting {
            self.note_wait(at, since);
        }
    }
}

/// Occupied and open beds of a place; none of an unlimited one.
fn beds(holding: &Holding) -> (i64, i64) {
    let occupied = i64::from(holding.occupied);
    match holding.spaces {
        None => (0, 0),
        Some(_) if holding.closed => (occupied, occupied),
        Some(spaces) => (occupied, occupied.max(i64::from(spaces))),
    }
}
