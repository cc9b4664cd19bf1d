//! Sums that a replication fills: whole numbers only, so that no order of adding changes a bit.

use super::record::{Millis, Phase, Record};
use crate::histogram::LengthHistogram;
use crate::pathway::ExitKind;

const HOUR: Millis = quantity::Duration::HOUR.millis();
const WEEK: Millis = quantity::Duration::WEEK.millis();

/// A number that changes, and its integral over time.
///
/// The integral until `at` is `number × at + moment`, for every change by `d` at time `t` takes `d × t` from the moment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Level {
    pub(super) number: u32,
    moment: i64,
}

impl Level {
    #[inline]
    pub(super) fn up(&mut self, at: Millis) {
        self.number += 1;
        self.moment = self.moment.wrapping_sub(at);
    }

    #[inline]
    pub(super) fn down(&mut self, at: Millis) {
        self.number -= 1;
        self.moment = self.moment.wrapping_add(at);
    }

    pub(super) fn set(&mut self, number: u32, at: Millis) {
        let less = i64::from(self.number) - i64::from(number);
        self.moment = self.moment.wrapping_add(less.wrapping_mul(at));
        self.number = number;
    }

    /// The sum of the times of all steps down less that of all steps up.
    pub(super) fn moment(self) -> i64 {
        self.moment
    }

    /// Counting starts, at time zero.
    pub(super) fn start(&mut self) {
        self.moment = 0;
    }

    /// Number × milliseconds until `at`.
    #[inline]
    pub(super) fn area(self, at: Millis) -> i64 {
        i64::from(self.number).wrapping_mul(at).wrapping_add(self.moment)
    }
}

/// What one joint class has seen of an activity: one cache line.
///
/// What can be had from those under way at the start and at the end is not summed on the way.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
pub(super) struct ActivityTally {
    /// Visits that ended; that gave up before they began; of those that began or gave up, those that waited at all.
    pub(super) ended: u32,
    pub(super) gave_up: u32,
    pub(super) waited: u32,
    /// Those in it at the start less those in it at the end.
    fewer: i32,
    /// Waits of those that began, and of those that gave up.
    pub(super) wait: i64,
    pub(super) lost_wait: i64,
    /// From beginning to end, of those that ended.
    pub(super) active: i64,
    /// What must be added to those sums to have the time spent waiting and active within the counted time: what is not
    /// over at the end, less what was before the start.
    more_wait: i64,
    more_active: i64,
    /// Waits of those in it at the start less those of those in it at the end.
    fewer_waits: i64,
}

impl ActivityTally {
    pub(super) fn merge(&mut self, other: &Self) {
        self.ended += other.ended;
        self.gave_up += other.gave_up;
        self.waited += other.waited;
        self.fewer += other.fewer;
        self.wait += other.wait;
        self.lost_wait += other.lost_wait;
        self.active += other.active;
        self.more_wait += other.more_wait;
        self.more_active += other.more_active;
        self.fewer_waits += other.fewer_waits;
    }

    /// A visit was in this activity for so long.
    #[inline(always)]
    pub(super) fn ends(&mut self, length: Millis) {
        self.ended += 1;
        self.active += length;
    }

    /// A visit is in this activity, or waits for it, when counting starts (`times` is 1) or ends (-1).
    pub(super) fn is_under_way(&mut self, record: &Record, at: Millis, times: i64) {
        match record.phase {
            Phase::In | Phase::Paused => {
                self.fewer += times as i32;
                self.fewer_waits += times * (record.began - record.asked);
                self.more_active -= times * (at - record.began);
            }
            Phase::Asked => self.more_wait -= times * (at - record.asked),
            Phase::Arrived | Phase::Ended | Phase::Gone => {}
        }
    }

    /// Those that began or gave up.
    pub(super) fn asked(&self) -> u32 {
        self.begun() + self.gave_up
    }

    pub(super) fn begun(&self) -> u32 {
        self.ended.wrapping_add_signed(-self.fewer)
    }

    /// From asking to the end, of those that ended.
    pub(super) fn total(&self) -> i64 {
        self.active + self.wait + self.fewer_waits
    }

    /// Number waiting × milliseconds.
    pub(super) fn waiting_area(&self) -> i64 {
        self.wait + self.lost_wait + self.more_wait
    }

    /// Number in it × milliseconds.
    pub(super) fn active_area(&self) -> i64 {
        self.active + self.more_active
    }
}

/// What one joint class has seen of whole visits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct VisitTally {
    pub(super) arrived: u32,
    pub(super) left: u32,
    pub(super) before_seen: u32,
    pub(super) turned_away: u32,
    pub(super) cancelled: u32,
    pub(super) died: u32,
    /// From arrival to leaving, of those not turned away, and of all.
    pub(super) time: i64,
    pub(super) all_time: i64,
}

impl VisitTally {
    /// Adds those who left by one way of this kind.
    pub(super) fn add(&mut self, exit: ExitKind, left: Sum) {
        self.left += left.number;
        self.all_time += left.time;
        match exit {
            ExitKind::TurnedAway => self.turned_away += left.number,
            ExitKind::Cancelled => {
                self.cancelled += left.number;
                self.time += left.time;
            }
            ExitKind::LeftBeforeSeen => {
                self.before_seen += left.number;
                self.time += left.time;
            }
            ExitKind::Died => {
                self.died += left.number;
                self.time += left.time;
            }
            ExitKind::Discharged | ExitKind::Elsewhere => self.time += left.time,
        }
    }
}

/// How often, and how long together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) number: u32,
    pub(super) time: i64,
}

impl Sum {
    #[inline]
    pub(super) fn add(&mut self, length: Millis) {
        self.number += 1;
        self.time += length;
    }
}

/// What the hospital as a whole has seen.
#[derive(Clone, Debug, Default)]
pub(super) struct HospitalTally {
    pub(super) boarding: Level,
    pub(super) fit: Level,
    pub(super) outliers: Level,
    /// Emergency attendances: their lengths together; they are counted where lengths are.
    pub(super) attended: i64,
    pub(super) beyond_four_hours: u32,
    pub(super) beyond_twelve_hours: u32,
    pub(super) boarded: Sum,
    pub(super) boarded_beyond_twelve_hours: u32,
    pub(super) admissions: u32,
    /// Of visits that had been admitted before, and had left hospital.
    pub(super) readmissions: u32,
    pub(super) stays: Sum,
    pub(super) delays: Sum,
    /// Deaths of visits that were fit to leave.
    pub(super) died_delayed: u32,
    /// Number × milliseconds of stays beyond each of the limits.
    pub(super) stays_beyond: [i64; 3],
    pub(super) transfers: u32,
    /// From a hospital bed of one place to one of another; and of these, how many at night.
    pub(super) bed_moves: u32,
    pub(super) bed_moves_at_night: u32,
    pub(super) handovers: Sum,
    pub(super) handovers_over: [u32; 4],
    /// What handovers took beyond a quarter of an hour.
    pub(super) crew_time_lost: i64,
    /// Visits on waiting lists, and number × milliseconds of those beyond eighteen and fifty-two weeks.
    pub(super) listed: Level,
    pub(super) listed_beyond: [i64; 2],
    /// Visits that came off a waiting list, and how many of them within eighteen weeks.
    pub(super) unlisted: Sum,
    pub(super) unlisted_in_time: u32,
}

/// Handovers are counted above each of these.
pub(super) const HANDOVER_LIMITS: [Millis; 4] = [HOUR / 4, HOUR / 2, HOUR * 3 / 4, HOUR];
/// Stays in hospital beds are counted above each of these.
pub(super) const STAY_LIMITS: [Millis; 3] = [WEEK, 2 * WEEK, 3 * WEEK];
/// Waits on a waiting list are counted above each of these.
pub(super) const LIST_LIMITS: [Millis; 2] = [18 * WEEK, 52 * WEEK];

impl HospitalTally {
    /// An emergency attendance of this length ended.
    #[inline(always)]
    pub(super) fn attendance_was(&mut self, length: Millis) {
        self.attended += length;
        self.beyond_four_hours += u32::from(length > 4 * HOUR);
        if length > 12 * HOUR {
            self.beyond_twelve_hours += 1;
        }
    }

    /// Counting starts: those under way stay, nothing has been seen.
    pub(super) fn start(&mut self) {
        let Self { boarding, fit, outliers, listed, .. } = *self;
        *self = Self { boarding, fit, outliers, listed, ..Self::default() };
        for level in [&mut self.boarding, &mut self.fit, &mut self.outliers, &mut self.listed] {
            level.start();
        }
    }
}

/// Lengths of the hospital as a whole, and waits of each activity that were not none.
#[derive(Clone, Debug, Default)]
pub(super) struct Lengths {
    pub(super) waits: Vec<LengthHistogram>,
    pub(super) attendance: LengthHistogram,
    pub(super) boarding: LengthHistogram,
    pub(super) stay: LengthHistogram,
}

impl Lengths {
    pub(super) fn clear(&mut self) {
        self.waits.iter_mut().for_each(LengthHistogram::clear);
        for lengths in [&mut self.attendance, &mut self.boarding, &mut self.stay] {
            lengths.clear();
        }
    }
}
