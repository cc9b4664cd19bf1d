//! How often something happens.

use std::fmt;
use std::str::FromStr;

use crate::text::{ParseQuantityError, is_noun, split_number, split_per};
use crate::time::Duration;

/// Events in a stretch of time. Kept as events per day; finite and not negative.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]
pub struct Rate {
    per_day: f64,
}

const EXPECTED: &str =
    "a rate; write how many in how long, such as \"74 / day\", \"3 per week\" or \"1 / 60 days\"";

impl Rate {
    /// It never happens.
    pub const ZERO: Self = Self { per_day: 0.0 };

    /// So many events a day.
    ///
    /// # Errors
    /// A number that is negative or not finite.
    pub fn from_per_day(events: f64) -> Result<Self, ParseQuantityError> {
        if events.is_finite() && events >= 0.0 {
            Ok(Self { per_day: events })
        } else {
            Err(ParseQuantityError::new(EXPECTED, &format!("{events} / day")))
        }
    }

    /// Events a day.
    #[inline]
    pub const fn per_day(self) -> f64 {
        self.per_day
    }

    /// Events a millisecond.
    #[inline]
    pub fn per_milli(self) -> f64 {
        self.per_day / Duration::DAY.millis() as f64
    }
}

/// Reads a number, perhaps a noun, a slash or `per`, and the time it is counted over: `74 / day`, `4 visits / day`,
/// `3 per week`, `1 / 60 days`. The noun is not kept.
impl FromStr for Rate {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, ParseQuantityError> {
        read(text)
            .and_then(|per_day| Self::from_per_day(per_day).ok())
            .ok_or_else(|| ParseQuantityError::new(EXPECTED, text))
    }
}

fn read(text: &str) -> Option<f64> {
    let (amount, time) = split_per(text)?;
    let (events, noun) = split_number(amount)?;
    let days = read_period(time)?.days();
    (noun.is_empty() || is_noun(noun)).then_some(events / days)
}

/// Reads the time a rate is counted over, where `day` is short for `1 day`. Not zero.
pub(crate) fn read_period(text: &str) -> Option<Duration> {
    let period =
        if text.starts_with(char::is_alphabetic) { format!("1 {text}").parse() } else { text.parse() };
    period.ok().filter(|&period| period > Duration::ZERO)
}

/// Prints events per day, in the fewest digits that read back as the same rate.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} / day", self.per_day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rates_are_counted_per_day() {
        for (text, per_day) in [
            ("74 / day", 74.0),
            ("4.2/day", 4.2),
            ("12 / h", 288.0),
            ("3 per week", 3.0 / 7.0),
            ("1 / 60 days", 1.0 / 60.0),
            ("230 visits / day", 230.0),
            ("1,000 per year", 1000.0 / 365.0),
            ("1 / 1 h 30 min", 16.0),
            ("0 / day", 0.0),
        ] {
            let rate: Rate = text.parse().expect(text);
            assert!((rate.per_day() - per_day).abs() <= 1e-12 * per_day, "{text}");
            assert!((rate.per_milli() * 86_400_000.0 - per_day).abs() <= 1e-12 * per_day);
        }
    }

    #[test]
    fn what_is_not_a_rate_is_said_to_be_none() {
        for text in ["74", "/ day", "74 / ", "74 / 0 h", "-1 / day", "74 / fortnight", "£3 / day"] {
            let error = text.parse::<Rate>().expect_err(text).to_string();
            assert_eq!(error, format!("\"{text}\" is not {EXPECTED}"));
        }
        assert!(Rate::from_per_day(-1.0).is_err());
        assert!(Rate::from_per_day(f64::NAN).is_err());
    }

    proptest! {
        #[test]
        fn a_printed_rate_reads_back_as_it_was(per_day in 0.0..1e9_f64) {
            let rate = Rate::from_per_day(per_day).expect("the rate is finite and not negative");
            prop_assert_eq!(rate.to_string().parse(), Ok(rate));
        }
    }
}
