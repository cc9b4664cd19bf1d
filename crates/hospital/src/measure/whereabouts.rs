//! How a change of space, queue or parking is entered in the sums.

use quantity::{Duration, Instant};

use super::books::Books;
use super::plan::{BEDS, CHOOSY, DEPARTMENT, LIST, OUTSIDE, ROUNDS};
use super::record::{Flags, Millis, NOWHERE, Record, Spot};

/// Hours of the clock between which people are left to sleep.
const NIGHT_BEGINS: i64 = 22;
const NIGHT_ENDS: i64 = 6;

impl Books {
    /// The visit now has a space at the spot, or none.
    #[inline(always)]
    pub(super) fn moves(&mut self, record: &mut Record, slot: usize, held: Spot, at: Millis) {
        if record.held == held {
        } else if record.held == NOWHERE {
            self.takes_space(record, slot, held, at);
        } else {
            self.changes_space(record, slot, held, at);
        }
    }

    /// The visit has another space than before, or none any more.
    #[inline(always)]
    fn changes_space(&mut self, record: &mut Record, slot: usize, held: Spot, at: Millis) {
        let old = self.places[record.held as usize].bits;
        self.gives_up_space(record, slot, at);
        if held != NOWHERE {
            let new = self.places[held as usize].bits;
            self.hospital.transfers += u32::from((old | new) & OUTSIDE == 0);
            if old & new & BEDS != 0 {
                self.moves_to_another_bed(at);
            }
            self.takes_space(record, slot, held, at);
        }
    }

    /// The visit goes from a hospital bed of one place straight to one of another.
    #[inline(never)]
    fn moves_to_another_bed(&mut self, at: Millis) {
        self.hospital.bed_moves += 1;
        let hour = self.plan.clock.of_day(Instant::from_millis(at)).millis() / Duration::HOUR.millis();
        self.hospital.bed_moves_at_night += u32::from(!(NIGHT_ENDS..NIGHT_BEGINS).contains(&hour));
    }

    #[inline(always)]
    pub(super) fn gives_up_space(&mut self, record: &mut Record, slot: usize, at: Millis) {
        if record.flags.has(Flags::CARED_FOR) {
            self.is_cared_for_no_more(record, slot, at);
        }
        self.places[record.held as usize].is_left(at);
        record.held = NOWHERE;
        if record.flags.has(Flags::OUTLIER) {
            record.flags.clear(Flags::OUTLIER);
            self.hospital.outliers.down(at);
        }
        if record.flags.has(Flags::LISTED) {
            self.is_listed_no_more(record, at);
        }
    }

    #[inline(always)]
    fn takes_space(&mut self, record: &mut Record, slot: usize, held: Spot, at: Millis) {
        let place = &mut self.places[held as usize];
        place.is_entered(at);
        record.held = held;
        record.entered = at;
        let bits = place.bits;
        if bits & DEPARTMENT == 0 {
            self.is_beyond_department(record, slot, bits, at);
        }
    }

    /// The visit has come into a place where no attendance goes on.
    #[inline(always)]
    fn is_beyond_department(&mut self, record: &mut Record, slot: usize, bits: u8, at: Millis) {
        if record.flags.has(Flags::ATTENDS) {
            self.attendance_ends(record, bits & BEDS != 0, at);
        }
        if bits & OUTSIDE != 0 {
            self.stay_ends(record, slot, at);
            if bits & LIST != 0 {
                self.is_listed(record, at);
            }
        } else if bits & BEDS != 0 && !record.flags.has(Flags::STAYS) {
            record.flags.set(Flags::STAYS);
            record.bed = at;
            self.hospital.admissions += 1;
            self.hospital.readmissions += u32::from(record.flags.has(Flags::BEEN));
        }
        if bits & ROUNDS != 0 {
            self.is_cared_for(record, slot, at);
        }
        if bits & CHOOSY != 0 && !self.plan.belongs(record.held, record.traits) {
            record.flags.set(Flags::OUTLIER);
            self.hospital.outliers.up(at);
        }
    }

    /// The visit has come into a place of care rounds.
    #[inline(never)]
    fn is_cared_for(&mut self, record: &mut Record, slot: usize, at: Millis) {
        record.flags.set(Flags::CARED_FOR);
        let need = self.plan.first_need[record.held as usize];
        self.care_visits[slot] = need;
        self.places[record.held as usize].needs(i32::from(need), at);
    }

    #[inline(never)]
    fn is_cared_for_no_more(&mut self, record: &mut Record, slot: usize, at: Millis) {
        record.flags.clear(Flags::CARED_FOR);
        self.places[record.held as usize].needs(-i32::from(self.care_visits[slot]), at);
    }

    /// The visit needs fewer care visits a day than before.
    #[inline(never)]
    pub(super) fn needs_fewer(&mut self, record: &Record, slot: usize, care_visits: u16, at: Millis) {
        if record.flags.has(Flags::CARED_FOR) {
            let more = i32::from(care_visits) - i32::from(self.care_visits[slot]);
            self.care_visits[slot] = care_visits;
            self.places[record.held as usize].needs(more, at);
        }
    }

    /// The visit waits for the place aside without a space.
    #[inline(always)]
    pub(super) fn queues(&mut self, record: &mut Record, aside: Spot, at: Millis) {
        record.flags.set(Flags::QUEUES);
        record.aside = aside;
        self.places[aside as usize].is_queued_for(at);
    }

    /// The visit is held outside the place aside.
    #[inline(never)]
    pub(super) fn parks(&mut self, record: &mut Record, aside: Spot, at: Millis) {
        record.flags.set(Flags::PARKED);
        record.aside = aside;
        self.places[aside as usize].parks(at);
    }

    /// The visit waits in the space it has for another place.
    #[inline(always)]
    pub(super) fn waits_to_move(&mut self, record: &mut Record, at: Millis) {
        record.flags.set(Flags::TO_MOVE);
        self.places[record.held as usize].to_move.up(at);
    }

    /// The visit keeps the space it has, after an activity.
    pub(super) fn is_kept(&mut self, record: &mut Record, at: Millis) {
        record.flags.set(Flags::KEPT);
        self.places[record.held as usize].kept.up(at);
    }

    /// The visit stands in no queue any more, is not held outside, does not wait to move and is not kept.
    #[inline(always)]
    pub(super) fn stands_no_more(&mut self, record: &mut Record, at: Millis) {
        let (held, aside) = (record.held as usize, record.aside as usize);
        if record.flags.has(Flags::TO_MOVE) {
            self.places[held].to_move.down(at);
        } else if record.flags.has(Flags::QUEUES) {
            self.places[aside].is_queued_for_no_more(at);
        } else if record.flags.has(Flags::PARKED) {
            self.places[aside].drives_on(at);
        } else if record.flags.has(Flags::KEPT) {
            self.places[held].kept.down(at);
        }
        record.flags.clear(Flags::STANDS);
    }
}
