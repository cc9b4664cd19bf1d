//! Points in time and lengths of time, in whole milliseconds.
//!
//! Whole numbers, because ties between events must be ties on every machine. Two types, because a point in time can not
//! be added to another. Sums are plain sums: what files can say ends at some 30,000 years and what samplers draw at
//! 71,000, four thousand times below what 64 bits hold, so an overflow is our own mistake and debug builds stop at it.

mod text;

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A point in time: milliseconds since the start of the counted period, negative in the warm-up before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Instant(i64);

/// A length of time in milliseconds. The difference of two instants may be negative; what files say may not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Duration(i64);

impl Instant {
    /// The start of the counted period.
    pub const START: Self = Self(0);
    /// The end of time: nothing happens later. It is for comparing with, not for adding to.
    pub const MAX: Self = Self(i64::MAX);

    /// The instant so many milliseconds after the start of the counted period.
    #[inline]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start of the counted period.
    #[inline]
    pub const fn millis(self) -> i64 {
        self.0
    }
}

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The smallest length of time that exists here.
    pub const MILLISECOND: Self = Self(1);
    /// 1000 milliseconds.
    pub const SECOND: Self = Self(1000);
    /// 60 seconds.
    pub const MINUTE: Self = Self(60 * Self::SECOND.0);
    /// 60 minutes.
    pub const HOUR: Self = Self(60 * Self::MINUTE.0);
    /// 24 hours. Days of 23 and 25 hours are the business of whoever turns instants into dates.
    pub const DAY: Self = Self(24 * Self::HOUR.0);
    /// 7 days.
    pub const WEEK: Self = Self(7 * Self::DAY.0);
    /// 365 days.
    pub const YEAR: Self = Self(365 * Self::DAY.0);
    /// Longer than anything lasts. Sums that would pass it stay there.
    pub const MAX: Self = Self(i64::MAX);

    /// A duration of so many milliseconds.
    #[inline]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// The duration in milliseconds.
    #[inline]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// So many milliseconds, rounded to the nearest whole one, halves up. What is negative or not a number becomes
    /// zero, what is too long becomes [`Duration::MAX`].
    #[inline]
    pub fn from_millis_f64(millis: f64) -> Self {
        let whole = millis as i64;
        let rounded = whole.saturating_add(i64::from(millis - whole as f64 >= 0.5));
        Self(rounded.max(0))
    }

    /// So many hours, rounded to the nearest millisecond, halves away from zero; too long becomes [`Duration::MAX`].
    #[inline]
    pub fn from_hours(hours: f64) -> Self {
        Self((hours * Self::HOUR.0 as f64).round() as i64)
    }

    /// The duration in hours.
    #[inline]
    pub fn hours(self) -> f64 {
        self.0 as f64 / Self::HOUR.0 as f64
    }

    /// The duration in days of 24 hours.
    #[inline]
    pub fn days(self) -> f64 {
        self.0 as f64 / Self::DAY.0 as f64
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    #[inline]
    fn add(self, later: Duration) -> Self {
        Self(self.0 + later.0)
    }
}

impl AddAssign<Duration> for Instant {
    #[inline]
    fn add_assign(&mut self, later: Duration) {
        *self = *self + later;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    #[inline]
    fn sub(self, earlier: Duration) -> Self {
        Self(self.0 - earlier.0)
    }
}

impl Sub for Instant {
    type Output = Duration;

    #[inline]
    fn sub(self, from: Self) -> Duration {
        Duration(self.0 - from.0)
    }
}

impl Add for Duration {
    type Output = Self;

    #[inline]
    fn add(self, more: Self) -> Self {
        Self(self.0 + more.0)
    }
}

impl AddAssign for Duration {
    #[inline]
    fn add_assign(&mut self, more: Self) {
        *self = *self + more;
    }
}

impl Sub for Duration {
    type Output = Self;

    #[inline]
    fn sub(self, less: Self) -> Self {
        Self(self.0 - less.0)
    }
}

impl SubAssign for Duration {
    #[inline]
    fn sub_assign(&mut self, less: Self) {
        *self = *self - less;
    }
}

impl Neg for Duration {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Duration {
    type Output = Self;

    #[inline]
    fn mul(self, times: i64) -> Self {
        Self(self.0 * times)
    }
}

/// How many times one duration goes into another; not finite if the divisor is zero.
impl Div for Duration {
    type Output = f64;

    #[inline]
    fn div(self, by: Self) -> f64 {
        self.0 as f64 / by.0 as f64
    }
}

impl Sum for Duration {
    fn sum<I: Iterator<Item = Self>>(durations: I) -> Self {
        durations.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests;
