//! How emergency attendances, boarding, stays in hospital beds, delays and handovers are entered in the sums.

use super::books::Books;
use super::plan::OUTSIDE;
use super::record::{Flags, Millis, Record};

const HOUR: Millis = quantity::Duration::HOUR.millis();
const MINUTE: Millis = quantity::Duration::MINUTE.millis();

impl Books {
    #[inline(always)]
    pub(super) fn attendance_ends(&mut self, record: &mut Record, admitted: bool, at: Millis) {
        self.hospital.attendance_was(at - record.arrived);
        self.lengths.attendance.add(at - record.arrived);
        if admitted || record.flags.has(Flags::BOARDS) {
            self.boarding_ends(record, admitted, at);
        }
        record.flags.clear(Flags::ATTENDS | Flags::BOARDS);
    }

    #[inline(always)]
    fn boarding_ends(&mut self, record: &Record, admitted: bool, at: Millis) {
        let boards = record.flags.has(Flags::BOARDS);
        if boards {
            self.hospital.boarding.down(at);
        }
        if admitted {
            let boarded = if boards { at - record.bed } else { 0 };
            self.hospital.boarded.add(boarded);
            self.hospital.boarded_beyond_twelve_hours += u32::from(boarded > 12 * HOUR);
            self.lengths.boarding.add(boarded);
        }
    }

    /// The visit is no longer in hospital: it left, or is in a place outside.
    #[inline(always)]
    pub(super) fn stay_ends(&mut self, record: &mut Record, slot: usize, at: Millis) {
        if record.flags.has(Flags::STAYS) {
            let length = at - record.bed;
            self.hospital.stays.add(length);
            self.lengths.stay.add(length);
        }
        if record.flags.has(Flags::FIT) {
            self.hospital.fit.down(at);
            let delay = at - self.fit_since[slot];
            if delay > 0 {
                self.hospital.delays.add(delay);
            }
        }
        record.flags.clear(Flags::STAYS | Flags::FIT);
    }

    /// The visit need not be in hospital, and is.
    #[inline(never)]
    pub(super) fn is_fit(&mut self, record: &mut Record, slot: usize, at: Millis) {
        let outside = self.places[record.held as usize].bits & OUTSIDE != 0;
        if !outside && !record.flags.has(Flags::FIT) {
            record.flags.set(Flags::FIT);
            self.fit_since[slot] = at;
            self.hospital.fit.up(at);
        }
    }

    /// The visit is not parked, and stands nowhere else any more.
    #[inline(always)]
    pub(super) fn is_inside(&mut self, record: &mut Record, at: Millis) {
        if record.flags.has(Flags::STANDS | Flags::HANDOVER) {
            self.comes_inside(record, at);
        }
    }

    #[inline(always)]
    fn comes_inside(&mut self, record: &mut Record, at: Millis) {
        self.stands_no_more(record, at);
        if record.flags.has(Flags::HANDOVER) {
            self.hands_over(record, at);
        }
    }

    /// The crew that brought it may go: it is inside.
    fn hands_over(&mut self, record: &mut Record, at: Millis) {
        record.flags.clear(Flags::HANDOVER);
        let length = at - record.arrived;
        self.hospital.handovers.add(length);
        self.hospital.handovers_over_30 += u32::from(length > 30 * MINUTE);
        self.hospital.handovers_over_60 += u32::from(length > 60 * MINUTE);
    }
}
