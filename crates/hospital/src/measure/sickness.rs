//! How outbreaks of sickness bugs are entered in the sums.

use super::record::Millis;
use crate::infection::{Sickness, SicknessKind};

/// A bug in a place.
#[derive(Clone, Copy, Debug, Default)]
struct Outbreak {
    infection: usize,
    place: usize,
    began: Millis,
    under_way: bool,
    patients: u32,
    staff: u32,
    closed: Clock,
    empty: Clock,
    /// Empty spaces of closed bays of a place that is open.
    empty_in_rooms: Clock,
}

/// A number, and its integral over time.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    number: u32,
    since: Millis,
    area: i64,
}

impl Clock {
    fn set(&mut self, number: u32, at: Millis) {
        self.area += i64::from(self.number) * (at - self.since);
        (self.number, self.since) = (number, at);
    }
}

/// What was seen of sickness bugs.
#[derive(Clone, Debug, Default)]
pub(super) struct SicknessTally {
    outbreaks: Vec<Outbreak>,
    /// Outbreaks that began in the counted time and are over, and what they brought.
    pub(super) over: u32,
    pub(super) patients: u32,
    pub(super) staff: u32,
    /// Milliseconds in which something was closed, and number × milliseconds of closed spaces that nobody was in.
    pub(super) closed: i64,
    pub(super) empty: i64,
    /// Closed spaces that nobody was in, of all the counted time; and those of them in closed bays of open places.
    all_empty: i64,
    rooms_empty: Vec<i64>,
}

/// An outbreak is two or more.
const LEAST_CASES: u32 = 2;

impl SicknessTally {
    /// Counting starts: what is under way is not counted as an outbreak, but its closed spaces are from now on.
    pub(super) fn start(&mut self) {
        let under_way = std::mem::take(&mut self.outbreaks);
        let places = self.rooms_empty.len();
        *self = Self { rooms_empty: vec![0; places], ..Self::default() };
        self.outbreaks = under_way
            .into_iter()
            .map(|it| Outbreak {
                began: -1,
                empty: Clock { since: 0, area: 0, ..it.empty },
                empty_in_rooms: Clock { since: 0, area: 0, ..it.empty_in_rooms },
                ..it
            })
            .collect();
    }

    /// Nobody has anything.
    pub(super) fn clear(&mut self, places: usize) {
        *self = Self { rooms_empty: vec![0; places], ..Self::default() };
    }

    #[cold]
    pub(super) fn hears(&mut self, told: &Sickness, at: Millis) {
        let (infection, place) = (told.infection.index(), told.place.index());
        let found = self.outbreaks.iter().position(|it| it.infection == infection && it.place == place);
        let index = found.unwrap_or_else(|| {
            self.outbreaks.push(Outbreak { infection, place, ..Outbreak::default() });
            self.outbreaks.len() - 1
        });
        let it = &mut self.outbreaks[index];
        match told.kind {
            SicknessKind::Comes => {
                let (empty, empty_in_rooms) = (it.empty, it.empty_in_rooms);
                *it = Outbreak { infection, place, began: at, under_way: true, empty, empty_in_rooms, ..Outbreak::default() };
                (it.closed.since, it.empty.area) = (at, it.empty.area);
            }
            SicknessKind::PatientCatches(_) | SicknessKind::StaffIsBack => {}
            SicknessKind::PatientFallsIll(_) => it.patients += 1,
            SicknessKind::StaffFallsIll => it.staff += 1,
            SicknessKind::Closed { any, empty, whole } => {
                it.closed.set(u32::from(any), at);
                it.empty.set(empty, at);
                it.empty_in_rooms.set(if whole { 0 } else { empty }, at);
            }
            SicknessKind::IsOver => self.is_over(index, at),
        }
    }

    fn is_over(&mut self, index: usize, at: Millis) {
        let it = &mut self.outbreaks[index];
        it.closed.set(0, at);
        it.empty.set(0, at);
        it.empty_in_rooms.set(0, at);
        it.under_way = false;
        self.all_empty += it.empty.area;
        self.rooms_empty[it.place] += it.empty_in_rooms.area;
        if it.began >= 0 && it.patients + it.staff >= LEAST_CASES {
            self.over += 1;
            self.patients += it.patients;
            self.staff += it.staff;
            self.closed += it.closed.area;
            self.empty += it.empty.area;
        }
        (it.empty.area, it.empty_in_rooms.area) = (0, 0);
    }

    /// Closed spaces that nobody was in until now: number × milliseconds.
    pub(super) fn empty_until(&self, end: Millis) -> i64 {
        let open = |it: &Outbreak| it.empty.area + i64::from(it.empty.number) * (end - it.empty.since);
        self.all_empty + self.outbreaks.iter().map(open).sum::<i64>()
    }

    /// Those of them in closed bays of a place that is open.
    pub(super) fn rooms_empty_until(&self, place: usize, end: Millis) -> i64 {
        let here = self.outbreaks.iter().filter(|it| it.place == place);
        let open = |it: &Outbreak| it.empty_in_rooms.area + i64::from(it.empty_in_rooms.number) * (end - it.empty_in_rooms.since);
        self.rooms_empty.get(place).copied().unwrap_or(0) + here.map(open).sum::<i64>()
    }
}
