//! How an ordinary week looks: sums by hour of the week, from Monday 00:00.

use quantity::{Duration, Instant};

use crate::hours::Clock;
use crate::ids::PlaceId;

/// Hours of a week.
pub const HOURS_OF_WEEK: usize = 168;
const HOUR: i64 = Duration::HOUR.millis();

/// Sums by hour of the week over the counted time of one or more replications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profiles {
    places: usize,
    observed: [i64; HOURS_OF_WEEK],
    arrivals: [u64; HOURS_OF_WEEK],
    discharges: [u64; HOURS_OF_WEEK],
    boarding: [i64; HOURS_OF_WEEK],
    /// Occupied spaces and queue as number × milliseconds, for each hour all places.
    held: Vec<[i64; 2]>,
}

impl Profiles {
    /// Nothing seen yet of so many places.
    pub fn new(places: usize) -> Self {
        Self {
            places,
            observed: [0; HOURS_OF_WEEK],
            arrivals: [0; HOURS_OF_WEEK],
            discharges: [0; HOURS_OF_WEEK],
            boarding: [0; HOURS_OF_WEEK],
            held: vec![[0; 2]; HOURS_OF_WEEK * places],
        }
    }

    /// Adds what another has seen of the same hospital.
    ///
    /// # Panics
    /// When the other is of a hospital with another number of places.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.places, other.places, "profiles of one hospital");
        for hour in 0..HOURS_OF_WEEK {
            self.observed[hour] += other.observed[hour];
            self.arrivals[hour] += other.arrivals[hour];
            self.discharges[hour] += other.discharges[hour];
            self.boarding[hour] += other.boarding[hour];
        }
        for (mine, theirs) in self.held.iter_mut().zip(&other.held) {
            mine[0] += theirs[0];
            mine[1] += theirs[1];
        }
    }

    /// The mean number of occupied spaces in each hour of the week; `NaN` where the hour was not seen.
    pub fn occupied_spaces(&self, place: PlaceId) -> [f64; HOURS_OF_WEEK] {
        self.mean(|hour| self.held[hour * self.places + place.index()][0] as f64)
    }

    /// The mean number waiting for a place without a space in it.
    pub fn queue_length(&self, place: PlaceId) -> [f64; HOURS_OF_WEEK] {
        self.mean(|hour| self.held[hour * self.places + place.index()][1] as f64)
    }

    /// Arrivals an hour.
    pub fn arrivals(&self) -> [f64; HOURS_OF_WEEK] {
        self.mean(|hour| self.arrivals[hour] as f64 * HOUR as f64)
    }

    /// Discharges an hour.
    pub fn discharges(&self) -> [f64; HOURS_OF_WEEK] {
        self.mean(|hour| self.discharges[hour] as f64 * HOUR as f64)
    }

    /// The mean number boarding.
    pub fn boarding_count(&self) -> [f64; HOURS_OF_WEEK] {
        self.mean(|hour| self.boarding[hour] as f64)
    }

    fn mean(&self, sum: impl Fn(usize) -> f64) -> [f64; HOURS_OF_WEEK] {
        std::array::from_fn(|hour| sum(hour) / self.observed[hour] as f64)
    }
}

/// What has come together since the start of counting.
pub(crate) trait Totals {
    /// Arrivals and discharges.
    fn counts(&self) -> [u64; 2];
    /// Number boarding × milliseconds.
    fn boarding(&self, at: i64) -> i64;
    /// Occupied spaces and queue of a place × milliseconds.
    fn of_place(&self, place: usize, at: i64) -> [i64; 2];
}

/// The hour under way, and what there was when it began.
#[derive(Clone, Debug)]
pub(crate) struct HourHand {
    hour: usize,
    began: i64,
    counts: [u64; 2],
    boarding: i64,
    held: Vec<[i64; 2]>,
    clock: Clock,
    pub(crate) profiles: Profiles,
}

impl HourHand {
    pub(crate) fn new(places: usize, clock: Clock) -> Self {
        Self {
            hour: clock.hour_of_week(Instant::START),
            began: 0,
            counts: [0; 2],
            boarding: 0,
            held: vec![[0; 2]; places],
            clock,
            profiles: Profiles::new(places),
        }
    }

    /// Counting starts: the first hour is under way. When does the next begin?
    pub(crate) fn start(&mut self) -> i64 {
        self.hour = self.clock.hour_of_week(Instant::START);
        (self.began, self.boarding) = (0, 0);
        self.counts = [0; 2];
        self.held.fill([0; 2]);
        let seen = &mut self.profiles;
        seen.observed = [0; HOURS_OF_WEEK];
        seen.arrivals = [0; HOURS_OF_WEEK];
        seen.discharges = [0; HOURS_OF_WEEK];
        seen.boarding = [0; HOURS_OF_WEEK];
        seen.held.fill([0; 2]);
        HOUR - self.clock.of_week(Instant::START).millis() % HOUR
    }

    /// Closes every hour that ends at or before `at`, the first at `next`. When does the next begin?
    pub(crate) fn pass(&mut self, mut next: i64, at: i64, totals: &impl Totals) -> i64 {
        while next <= at {
            self.close(next, totals);
            next += HOUR;
            self.hour = (self.hour + 1) % HOURS_OF_WEEK;
        }
        next
    }

    /// Adds what the hour under way has held until `at`.
    pub(crate) fn close(&mut self, at: i64, totals: &impl Totals) {
        let seen = &mut self.profiles;
        seen.observed[self.hour] += at - self.began;
        self.began = at;
        let counts = totals.counts();
        seen.arrivals[self.hour] += counts[0] - self.counts[0];
        seen.discharges[self.hour] += counts[1] - self.counts[1];
        self.counts = counts;
        let boarding = totals.boarding(at);
        seen.boarding[self.hour] += boarding - self.boarding;
        self.boarding = boarding;
        let row = &mut seen.held[self.hour * seen.places..(self.hour + 1) * seen.places];
        for (place, (sum, before)) in row.iter_mut().zip(&mut self.held).enumerate() {
            let now = totals.of_place(place, at);
            sum[0] += now[0] - before[0];
            sum[1] += now[1] - before[1];
            *before = now;
        }
    }
}
