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

    /// Of sums at the ends of hours makes what came together within each.
    fn take_away_the_hour_before(&mut self) {
        let ends = self.clone();
        for hour in 0..HOURS_OF_WEEK {
            let before = (hour + HOURS_OF_WEEK - 1) % HOURS_OF_WEEK;
            self.observed[hour] = ends.observed[hour].wrapping_sub(ends.observed[before]);
            self.arrivals[hour] = ends.arrivals[hour].wrapping_sub(ends.arrivals[before]);
            self.discharges[hour] = ends.discharges[hour].wrapping_sub(ends.discharges[before]);
            self.boarding[hour] = ends.boarding[hour].wrapping_sub(ends.boarding[before]);
            let rows = ends.held[before * self.places..].iter();
            for (held, less) in self.held[hour * self.places..][..self.places].iter_mut().zip(rows) {
                *held = [held[0].wrapping_sub(less[0]), held[1].wrapping_sub(less[1])];
            }
        }
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
    /// Occupied spaces and queue of each place × milliseconds.
    fn of_places(&self, at: i64) -> impl Iterator<Item = [i64; 2]>;
}

/// The hour under way.
#[derive(Clone, Debug)]
pub(crate) struct HourHand {
    hour: usize,
    clock: Clock,
    /// Until the books are closed, what had come together at the ends of each hour of the week, added up. The hour has
    /// the difference to the hour before it; so there is nothing to remember of an hour's beginning.
    pub(crate) profiles: Profiles,
}

impl HourHand {
    pub(crate) fn new(places: usize, clock: Clock) -> Self {
        Self { hour: 0, clock, profiles: Profiles::new(places) }
    }

    /// Counting starts: the first hour is under way. When does the next begin?
    pub(crate) fn start(&mut self) -> i64 {
        self.hour = self.clock.hour_of_week(Instant::START);
        let seen = &mut self.profiles;
        seen.observed = [0; HOURS_OF_WEEK];
        seen.arrivals = [0; HOURS_OF_WEEK];
        seen.discharges = [0; HOURS_OF_WEEK];
        seen.boarding = [0; HOURS_OF_WEEK];
        seen.held.fill([0; 2]);
        HOUR - self.clock.of_week(Instant::START).millis() % HOUR
    }

    /// Ends every hour that ends at or before `at`, the first at `next`. When does the next begin?
    pub(crate) fn pass(&mut self, mut next: i64, at: i64, totals: &impl Totals) -> i64 {
        while next <= at {
            self.end(next, totals);
            next += HOUR;
            self.hour = if self.hour + 1 == HOURS_OF_WEEK { 0 } else { self.hour + 1 };
        }
        next
    }

    fn end(&mut self, at: i64, totals: &impl Totals) {
        let (hour, seen) = (self.hour, &mut self.profiles);
        seen.observed[hour] = seen.observed[hour].wrapping_add(at);
        let [arrivals, discharges] = totals.counts();
        seen.arrivals[hour] = seen.arrivals[hour].wrapping_add(arrivals);
        seen.discharges[hour] = seen.discharges[hour].wrapping_add(discharges);
        seen.boarding[hour] = seen.boarding[hour].wrapping_add(totals.boarding(at));
        let row = &mut seen.held[hour * seen.places..(hour + 1) * seen.places];
        for (sum, held) in row.iter_mut().zip(totals.of_places(at)) {
            *sum = [sum[0].wrapping_add(held[0]), sum[1].wrapping_add(held[1])];
        }
    }

    /// Closes the books in the middle of an hour. The sums are of hours from now on.
    pub(crate) fn close(&mut self, at: i64, totals: &impl Totals) {
        self.profiles.take_away_the_hour_before();
        self.end(at, totals);
    }
}
