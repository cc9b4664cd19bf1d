//! How each step of a visit is entered in the sums: activities, arriving and leaving.
//!
//! Nothing here asks whether counting has started. In the warm-up everything is summed too, and at the start all sums are
//! taken back to zero while those under way stay where they are.

use super::place::PlaceTally;
use super::plan::{EMERGENCY, Plan};
use super::record::{Flags, Millis, NOWHERE, Phase, Record, Spot, Stand};
use super::tally::{ActivityTally, HospitalTally, Lengths, Sum};
use crate::attribute::Traits;
use crate::profile::Totals;

/// The sums of a replication.
#[derive(Clone, Debug)]
pub(super) struct Books {
    pub(super) plan: Plan,
    /// By spot; the first is nowhere.
    pub(super) places: Vec<PlaceTally>,
    /// By activity, then joint class.
    pub(super) activities: Vec<ActivityTally>,
    /// By joint class.
    pub(super) arrived: Vec<u32>,
    /// By way out, then joint class: visits, and their time from arrival to leaving.
    pub(super) left: Vec<Sum>,
    /// What must be added to the times of visits to have the time of all within the counted time: what is not over at the
    /// end, less what was before the start.
    pub(super) more_time: i64,
    pub(super) hospital: HospitalTally,
    pub(super) lengths: Lengths,
    /// By slot: since when a visit is fit to leave. Not in its record, for few are.
    pub(super) fit_since: Vec<Millis>,
}

impl Totals for Books {
    fn counts(&self) -> [u64; 2] {
        let arrivals = self.arrived.iter().map(|&number| u64::from(number)).sum();
        [arrivals, u64::from(self.hospital.stays.number)]
    }

    fn boarding(&self, at: Millis) -> i64 {
        self.hospital.boarding.area(at)
    }

    #[inline]
    fn of_place(&self, place: usize, at: Millis) -> [i64; 2] {
        let place = &self.places[place + 1];
        [place.occupied.area(at), place.queue.area(at)]
    }
}

impl Books {
    /// Counting starts at time zero, with these visits under way.
    pub(super) fn start(&mut self, records: &[Record]) {
        self.places.iter_mut().for_each(PlaceTally::start);
        self.activities.fill(ActivityTally::default());
        self.arrived.fill(0);
        self.left.fill(Sum::default());
        self.hospital.start();
        self.lengths.clear();
        self.more_time = 0;
        self.count_under_way(records, 0, 1);
    }

    /// Notes who is under way when counting starts (`times` is 1) or ends (-1).
    pub(super) fn count_under_way(&mut self, records: &[Record], at: Millis, times: i64) {
        for record in records.iter().filter(|record| record.phase != Phase::Gone) {
            self.more_time -= times * (at - record.arrived);
            self.places[record.held as usize].has(record, times);
            self.activities[record.tally as usize].is_under_way(record, at, times);
        }
    }

    #[inline(always)]
    pub(super) fn arrives(&mut self, record: &mut Record, traits: Traits, at: Millis) {
        let class = self.plan.classes.of(traits);
        record.arrived = at;
        record.traits = traits;
        record.class = class;
        record.held = NOWHERE;
        record.phase = Phase::Arrived;
        record.stand = Stand::Plain;
        record.flags = Flags(if self.plan.may_be_parked(class) { Flags::HANDOVER } else { 0 });
        self.arrived[class as usize] += 1;
    }

    /// The visit asks for an activity, in or for the place at a spot; nothing changes if it has asked for it already.
    #[inline(always)]
    pub(super) fn asks(&mut self, record: &mut Record, activity: u16, place: Spot, at: Millis) {
        if record.phase == Phase::Arrived {
            record.asked = record.arrived;
            if self.places[place as usize].bits & EMERGENCY != 0 {
                record.flags.set(Flags::ATTENDS);
            }
        } else {
            let asked = matches!(record.phase, Phase::Asked | Phase::Paused);
            if asked && record.activity == activity {
                return;
            }
            self.is_done(record, at);
            record.asked = at;
        }
        record.activity = activity;
        record.tally = u32::from(activity) * self.arrived.len() as u32 + u32::from(record.class);
        record.phase = Phase::Asked;
        if record.flags.has(Flags::ATTENDS) && self.plan.may_admit(activity) {
            self.admits(record, activity, at);
        }
    }

    #[inline(never)]
    fn admits(&mut self, record: &mut Record, activity: u16, at: Millis) {
        if !record.flags.has(Flags::BOARDS) && self.plan.admits(activity, record.traits) {
            record.flags.set(Flags::BOARDS);
            record.bed = at;
            self.hospital.boarding.up(at);
        }
    }

    /// The visit is done with the activity it asked for: it ends, or was never begun.
    #[inline(always)]
    pub(super) fn is_done(&mut self, record: &Record, at: Millis) {
        match record.phase {
            Phase::In | Phase::Paused => self.activities[record.tally as usize].active += at - record.began,
            Phase::Asked => self.gives_up(record, at),
            Phase::Arrived | Phase::Ended | Phase::Gone => {}
        }
    }

    #[inline(never)]
    fn gives_up(&mut self, record: &Record, at: Millis) {
        let wait = at - record.asked;
        let tally = &mut self.activities[record.tally as usize];
        tally.gave_up += 1;
        if wait > 0 {
            tally.waited += 1;
            tally.lost_wait += wait;
            self.lengths.waits[record.activity as usize].add(wait);
        }
    }

    /// The activity begins or goes on.
    #[inline(always)]
    pub(super) fn begins(&mut self, record: &mut Record, at: Millis) {
        if record.phase == Phase::Asked {
            let wait = at - record.asked;
            let tally = &mut self.activities[record.tally as usize];
            tally.begun += 1;
            if wait > 0 {
                tally.waited += 1;
                tally.wait += wait;
                self.lengths.waits[record.activity as usize].add(wait);
            }
            record.began = at;
        }
        record.phase = Phase::In;
    }

    /// The visit has left; its space and activity are settled already.
    #[inline(always)]
    pub(super) fn leaves_hospital(&mut self, record: &mut Record, slot: usize, exit: usize, at: Millis) {
        if record.flags.has(Flags::ATTENDS) {
            self.attendance_ends(record, false, at);
        }
        if record.flags.0 & (Flags::STAYS | Flags::FIT) != 0 {
            self.stay_ends(record, slot, at);
        }
        record.phase = Phase::Gone;
        let classes = self.arrived.len();
        self.left[exit * classes + record.class as usize].add(at - record.arrived);
    }
}
