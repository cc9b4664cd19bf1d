//! How each step of a visit is entered in the sums: activities, arriving and leaving.
//!
//! Nothing here asks whether counting has started. In the warm-up everything is summed too, and at the start all sums are
//! taken back to zero while those under way stay where they are. What can be had from those under way at the start and at
//! the end is not summed on the way: what a visit brings is entered when it is over.

use super::delays::Delays;
use super::place::PlaceTally;
use super::plan::{Admits, EMERGENCY, Plan};
use super::record::{Flags, Millis, Phase, Record, Spot};
use super::sickness::SicknessTally;
use super::staff::StaffTally;
use super::tally::{ActivityTally, HospitalTally, Lengths, Sum};
use crate::attribute::Traits;
use crate::pathway::ExitKind;
use crate::profile::Totals;

/// The sums of a replication.
#[derive(Clone, Debug)]
pub(super) struct Books {
    pub(super) plan: Plan,
    /// By spot; the first is nowhere.
    pub(super) places: Vec<PlaceTally>,
    /// By activity, then joint class.
    pub(super) activities: Vec<ActivityTally>,
    /// Visits that arrived.
    pub(super) arrived: u64,
    /// By way out, then joint class: visits, and their time from arrival to leaving.
    pub(super) left: Vec<Sum>,
    /// By joint class: those under way at the end less those at the start.
    pub(super) more: Vec<i32>,
    /// What must be added to the times of visits to have the time of all within the counted time: what is not over at the
    /// end, less what was before the start.
    pub(super) more_time: i64,
    pub(super) hospital: HospitalTally,
    pub(super) lengths: Lengths,
    /// By slot: since when a visit is fit to leave. Not in its record, for few are.
    pub(super) fit_since: Vec<Millis>,
    pub(super) sickness: SicknessTally,
    pub(super) staff: StaffTally,
    /// By slot: how many care visits a day a visit needs, while it is cared for in a place of care rounds.
    pub(super) care_visits: Vec<u16>,
    /// Of a hospital that names reasons.
    pub(super) delays: Option<Box<Delays>>,
}

impl Totals for Books {
    fn counts(&self) -> [u64; 2] {
        [self.arrived, u64::from(self.hospital.stays.number)]
    }

    fn boarding(&self, at: Millis) -> i64 {
        self.hospital.boarding.area(at)
    }

    fn of_places(&self, at: Millis) -> impl Iterator<Item = [i64; 2]> {
        self.places.iter().skip(1).map(move |place| [place.occupied.area(at), place.queue.area(at)])
    }
}

impl Books {
    /// Counting starts at time zero, with these visits under way.
    pub(super) fn start(&mut self, records: &[Record]) {
        self.places.iter_mut().for_each(PlaceTally::start);
        self.activities.fill(ActivityTally::default());
        self.arrived = 0;
        self.left.fill(Sum::default());
        self.more.fill(0);
        self.more_time = 0;
        self.hospital.start();
        self.sickness.start();
        self.staff.start();
        self.lengths.clear();
        if let Some(delays) = &mut self.delays {
            delays.start();
        }
        self.count_under_way(records, 0, 1);
    }

    /// Notes who is under way when counting starts (`times` is 1) or ends (-1).
    pub(super) fn count_under_way(&mut self, records: &[Record], at: Millis, times: i64) {
        for record in records.iter().filter(|record| record.phase != Phase::Gone) {
            self.more[record.class as usize] -= times as i32;
            self.more_time -= times * (at - record.arrived);
            self.places[record.held as usize].has(record, times);
            self.tally(record).is_under_way(record, at, times);
            if record.flags.has(Flags::LISTED) && times < 0 {
                self.counts_long_wait(record, at);
            }
            if record.flags.has(Flags::STAYS) && times < 0 {
                self.counts_long_stay(record, at);
            }
        }
    }

    /// The tally of a visit's activity and class.
    #[inline(always)]
    fn tally(&mut self, record: &Record) -> &mut ActivityTally {
        &mut self.activities[record.activity as usize * self.plan.classes.joint + record.class as usize]
    }

    #[inline(always)]
    pub(super) fn arrives(&mut self, record: &mut Record, traits: Traits, at: Millis) {
        let class = self.plan.classes.of(traits);
        record.arrives(traits, class, at);
        if self.plan.may_be_parked(class) {
            record.flags = Flags(Flags::HANDOVER);
        }
        self.arrived += 1;
    }

    /// The visit asks for an activity, in or for the place at a spot; nothing changes if it has asked for it already.
    #[inline(always)]
    pub(super) fn asks(&mut self, record: &mut Record, activity: u16, place: Spot, at: Millis) {
        if record.phase == Phase::Arrived {
            record.asked = record.arrived;
            self.attends(record, place);
        } else {
            let asked = matches!(record.phase, Phase::Asked | Phase::Paused);
            if asked && record.activity == activity {
                return;
            }
            self.is_done(record, at);
            record.asked = at;
        }
        record.activity = activity;
        record.phase = Phase::Asked;
        if record.flags.has(Flags::ATTENDS) && self.plan.admits(activity) != Some(Admits::Nobody) {
            self.may_board(record, at);
        }
    }

    /// A visit whose first place is an emergency department attends it.
    #[inline(always)]
    pub(super) fn attends(&self, record: &mut Record, place: Spot) {
        if record.phase == Phase::Arrived && self.places[place as usize].bits & EMERGENCY != 0 {
            record.flags.set(Flags::ATTENDS);
        }
    }

    #[inline(always)]
    fn may_board(&mut self, record: &mut Record, at: Millis) {
        let admits = self.plan.admits(record.activity) == Some(Admits::Everybody)
            || self.plan.admits_such(record.activity, record.traits);
        if admits && !record.flags.has(Flags::BOARDS) {
            record.flags.set(Flags::BOARDS);
            record.bed = at;
            self.hospital.boarding.up(at);
        }
    }

    /// The visit is done with the activity it asked for: it ends, or was never begun.
    #[inline(always)]
    pub(super) fn is_done(&mut self, record: &Record, at: Millis) {
        if matches!(record.phase, Phase::In | Phase::Paused) {
            self.tally(record).ends(at - record.began);
        } else if record.phase == Phase::Asked {
            self.tally(record).gave_up += 1;
            self.waited(record, at, |tally| &mut tally.lost_wait);
        }
    }

    /// The activity begins or goes on.
    #[inline(always)]
    pub(super) fn begins(&mut self, record: &mut Record, at: Millis) {
        if record.phase == Phase::Asked {
            record.began = at;
            self.waited(record, at, |tally| &mut tally.wait);
        }
        record.phase = Phase::In;
    }

    /// A wait is over, if there was one: of those who did not wait, enough is known by their number.
    #[inline(always)]
    fn waited(&mut self, record: &Record, at: Millis, sum: impl Fn(&mut ActivityTally) -> &mut i64) {
        let wait = at - record.asked;
        if wait > 0 {
            let tally = self.tally(record);
            tally.waited += 1;
            *sum(tally) += wait;
            self.lengths.waits[record.activity as usize].add(wait);
        }
    }

    /// The visit has left; its space and activity are settled already.
    #[inline(always)]
    pub(super) fn leaves_hospital(&mut self, record: &mut Record, slot: usize, exit: usize, at: Millis) {
        if record.flags.has(Flags::ATTENDS) {
            self.attendance_ends(record, false, at);
        }
        if record.flags.has(Flags::STAYS | Flags::FIT) {
            if record.flags.has(Flags::FIT) && self.plan.exits[exit] == ExitKind::Died {
                self.hospital.died_delayed += 1;
            }
            self.stay_ends(record, slot, at);
        }
        record.phase = Phase::Gone;
        self.left[exit * self.plan.classes.joint + record.class as usize].add(at - record.arrived);
    }
}
