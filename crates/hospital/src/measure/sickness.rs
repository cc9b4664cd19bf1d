//! How outbreaks of sickness bugs are entered in the sums.

use super::record::Millis;
use super::tally::Level;
use crate::infection::{Sickness, SicknessKind};

/// An outbreak is so many ill, patients and staff together.
const LEAST_CASES: u32 = 2;

/// A bug in a place.
#[derive(Clone, Copy, Debug, Default)]
struct Ward {
    infection: usize,
    place: usize,
    /// Whether the outbreak under way began in the counted time.
    counts: bool,
    /// Who fell ill in it.
    patients: u32,
    staff: u32,
    /// Whether anything is closed because of it; spaces that are; those that nobody is in; those of them in closed bays
    /// of a place that is open.
    closed: Level,
    spaces: Level,
    empty: Level,
    empty_in_rooms: Level,
    /// How much was closed, and empty, when the outbreak under way began.
    before: [i64; 2],
    /// Staff who stay away ill.
    away: Level,
}

impl Ward {
    fn levels(&mut self) -> [&mut Level; 5] {
        [&mut self.closed, &mut self.spaces, &mut self.empty, &mut self.empty_in_rooms, &mut self.away]
    }

    fn closed_and_empty(&self, at: Millis) -> [i64; 2] {
        [self.closed.area(at), self.empty.area(at)]
    }
}

/// What was seen of sickness bugs.
#[derive(Clone, Debug, Default)]
pub(super) struct SicknessTally {
    wards: Vec<Ward>,
    /// Outbreaks that began in the counted time and are over, and what they brought.
    pub(super) over: u32,
    pub(super) patients: u32,
    pub(super) staff: u32,
    /// Milliseconds in which something was closed, and number × milliseconds of closed spaces that nobody was in.
    pub(super) closed: i64,
    pub(super) empty: i64,
}

impl SicknessTally {
    /// Counting starts: what is under way is not counted as an outbreak, but what is closed is closed from now on.
    pub(super) fn start(&mut self) {
        let mut wards = std::mem::take(&mut self.wards);
        for ward in &mut wards {
            ward.counts = false;
            ward.levels().into_iter().for_each(Level::start);
        }
        *self = Self { wards, ..Self::default() };
    }

    /// Nobody has anything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    #[cold]
    pub(super) fn hears(&mut self, told: &Sickness) {
        let at = told.at.millis();
        let (infection, place) = (told.infection.index(), told.place.index());
        let found = self.wards.iter().position(|it| it.infection == infection && it.place == place);
        let index = found.unwrap_or_else(|| {
            self.wards.push(Ward { infection, place, ..Ward::default() });
            self.wards.len() - 1
        });
        let it = &mut self.wards[index];
        match told.kind {
            SicknessKind::Comes => {
                (it.counts, it.patients, it.staff) = (true, 0, 0);
                it.before = it.closed_and_empty(at);
            }
            SicknessKind::PatientCatches(_) => {}
            SicknessKind::PatientFallsIll(_) => it.patients += 1,
            SicknessKind::StaffFallsIll => {
                it.staff += 1;
                it.away.up(at);
            }
            SicknessKind::StaffIsBack => it.away.down(at),
            SicknessKind::Closed { spaces, empty, whole } => {
                it.closed.set(u32::from(spaces > 0), at);
                it.spaces.set(spaces, at);
                it.empty.set(empty, at);
                it.empty_in_rooms.set(if whole { 0 } else { empty }, at);
            }
            SicknessKind::IsOver => self.is_over(index, at),
        }
    }

    fn is_over(&mut self, index: usize, at: Millis) {
        let it = &self.wards[index];
        if it.counts && it.patients + it.staff >= LEAST_CASES {
            let [closed, empty] = it.closed_and_empty(at);
            self.over += 1;
            self.patients += it.patients;
            self.staff += it.staff;
            self.closed += closed - it.before[0];
            self.empty += empty - it.before[1];
        }
    }

    /// Spaces closed because of a bug until a time: number × milliseconds.
    pub(super) fn spaces(&self, at: Millis) -> i64 {
        self.wards.iter().map(|it| it.spaces.area(at)).sum()
    }

    /// Those of them that nobody was in.
    pub(super) fn empty(&self, at: Millis) -> i64 {
        self.wards.iter().map(|it| it.empty.area(at)).sum()
    }

    /// Staff away ill until a time: number × milliseconds.
    pub(super) fn away(&self, at: Millis) -> i64 {
        self.wards.iter().map(|it| it.away.area(at)).sum()
    }

    /// Spaces of closed bays that nobody was in, of a place that was open: number × milliseconds.
    pub(super) fn empty_in_rooms(&self, place: usize, at: Millis) -> i64 {
        self.wards.iter().filter(|it| it.place == place).map(|it| it.empty_in_rooms.area(at)).sum()
    }
}
