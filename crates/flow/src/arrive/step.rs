//! A step of the day, as the rate of a stream of arrivals has it.

use hospital::Clock;
use quantity::{Duration, Instant};

use super::From;
use crate::chance;
use crate::plan::{ONE, RatePlan};

/// A step of a day, in which the rate is even.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub start: Instant,
    pub length: Duration,
    /// Milliseconds from its start to the last visit.
    pub within: f64,
    /// Gap units of the step that are left, gap units a millisecond, and the inverse of those.
    pub left: f64,
    pub rate: f64,
    pub per_rate: f64,
}

/// The step that begins at a time.
pub(super) fn step_at(start: Instant, plan: &RatePlan, from: From<'_>) -> Step {
    let clock: Clock = from.plan.hospital.clock;
    let steps = plan.by_hour.len();
    let of_day = clock.of_day(start);
    let even = Duration::from_millis(Duration::DAY.millis() / steps as i64);
    let nth = ((of_day.millis() / even.millis()) as usize).min(steps - 1);
    // The last step of a day that does not divide evenly takes what is left of it.
    let end = if nth + 1 == steps { Duration::DAY } else { even * (nth as i64 + 1) };
    let mut rate = plan.per_milli * plan.by_hour[nth] * plan.by_weekday[clock.weekday(start)] * ONE;
    if !plan.by_day_of_year.is_empty() {
        rate *= plan.by_day_of_year[clock.day_of_year(start)];
    }
    if let Some(factor) = &plan.day_factor {
        let day = (clock.midnight(start) - clock.midnight(Instant::START)).millis() / Duration::DAY.millis();
        let word = chance::day(from.streams, from.source.arrivals.index(), day);
        rate *= factor.draw(word).millis() as f64 / ONE;
    }
    let length = end - of_day;
    let left = rate * length.millis() as f64;
    Step { start, length, within: 0.0, left, rate, per_rate: if rate > 0.0 { 1.0 / rate } else { 0.0 } }
}
