//! How emergency attendances, boarding, stays in hospital beds, delays and handovers are entered in the sums.

use super::books::Books;
use super::plan::OUTSIDE;
use super::record::{Flags, Millis, Record};
use super::tally::{HANDOVER_LIMITS, LIST_LIMITS, STAY_LIMITS};

const HOUR: Millis = quantity::Duration::HOUR.millis();

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
            record.flags.set(Flags::BEEN);
            if length > STAY_LIMITS[0] {
                self.counts_long_stay(record, at);
            }
        }
        if record.flags.has(Flags::FIT) {
            self.hospital.fit.down(at);
            if let Some(delays) = &mut self.delays {
                delays.ends(slot, at);
            }
            let delay = at - self.fit_since[slot];
            if delay > 0 {
                self.hospital.delays.add(delay);
            }
        }
        record.flags.clear(Flags::STAYS | Flags::FIT);
    }

    /// How long the visit has stayed beyond each limit, within the counted time.
    #[cold]
    pub(super) fn counts_long_stay(&mut self, record: &Record, at: Millis) {
        for (beyond, limit) in self.hospital.stays_beyond.iter_mut().zip(STAY_LIMITS) {
            *beyond += (at - (record.bed + limit).max(0)).max(0);
        }
    }

    /// The visit need not be in hospital, and is.
    #[inline(never)]
    pub(super) fn is_fit(&mut self, record: &mut Record, slot: usize, at: Millis) {
        let outside = self.places[record.held as usize].bits & OUTSIDE != 0;
        if !outside && !record.flags.has(Flags::FIT) {
            record.flags.set(Flags::FIT);
            self.fit_since[slot] = at;
            self.hospital.fit.up(at);
            if let Some(delays) = &mut self.delays {
                delays.begins(slot, record.activity, at);
            }
        }
    }

    /// If it is fit to leave, it may be delayed for another reason from now on.
    #[inline(always)]
    pub(super) fn may_turn_delay(&mut self, record: &Record, slot: usize, at: Millis) {
        if record.flags.has(Flags::FIT)
            && let Some(delays) = &mut self.delays
        {
            delays.turns(slot, record.activity, at);
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
        for (over, limit) in self.hospital.handovers_over.iter_mut().zip(HANDOVER_LIMITS) {
            *over += u32::from(length > limit);
        }
        self.hospital.crew_time_lost += (length - HANDOVER_LIMITS[0]).max(0);
    }

    /// The visit comes onto a waiting list, where it already has its space.
    pub(super) fn is_listed(&mut self, record: &mut Record, at: Millis) {
        record.flags.set(Flags::LISTED);
        self.hospital.listed.up(at);
    }

    /// The visit comes off its waiting list.
    #[cold]
    pub(super) fn is_listed_no_more(&mut self, record: &mut Record, at: Millis) {
        record.flags.clear(Flags::LISTED);
        self.hospital.listed.down(at);
        self.hospital.unlisted.add(at - record.entered);
        self.hospital.unlisted_in_time += u32::from(at - record.entered <= LIST_LIMITS[0]);
        self.counts_long_wait(record, at);
    }

    /// How long the visit was on its list beyond each limit, within the counted time.
    pub(super) fn counts_long_wait(&mut self, record: &Record, at: Millis) {
        for (beyond, limit) in self.hospital.listed_beyond.iter_mut().zip(LIST_LIMITS) {
            *beyond += (at - (record.entered + limit).max(0)).max(0);
        }
    }
}
