//! Parts of a whole, and how likely something is.

use std::fmt;
use std::str::FromStr;

use crate::text::{ParseQuantityError, parse_number};

/// A part of a whole, or a probability: from 0 to 1.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]
pub struct Share {
    value: f64,
}

const EXPECTED: &str = "a share; write a number from 0 to 1 or a percentage, such as \"0.12\" or \"12%\"";

impl Share {
    /// Nothing; never.
    pub const NONE: Self = Self { value: 0.0 };
    /// Everything; always.
    pub const ALL: Self = Self { value: 1.0 };

    /// The share of this size.
    ///
    /// # Errors
    /// A number that is not between 0 and 1.
    pub fn new(value: f64) -> Result<Self, ParseQuantityError> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self { value })
        } else {
            Err(ParseQuantityError::new(EXPECTED, &value.to_string()))
        }
    }

    /// The share as a number from 0 to 1.
    #[inline]
    pub const fn value(self) -> f64 {
        self.value
    }

    /// What is left of the whole.
    #[inline]
    #[must_use]
    pub const fn rest(self) -> Self {
        Self { value: 1.0 - self.value }
    }
}

impl TryFrom<f64> for Share {
    type Error = ParseQuantityError;

    fn try_from(value: f64) -> Result<Self, ParseQuantityError> {
        Self::new(value)
    }
}

/// Reads a number from 0 to 1, or a percentage from 0% to 100%.
impl FromStr for Share {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, ParseQuantityError> {
        let value = match text.trim().strip_suffix('%') {
            Some(percent) => parse_number(percent.trim_end()).map(|percent| percent / 100.0),
            None => parse_number(text.trim()),
        };
        value.and_then(|value| Self::new(value).ok()).ok_or_else(|| ParseQuantityError::new(EXPECTED, text))
    }
}

/// Prints a percentage where that reads back as the same share with at most three decimals, else the number itself.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = (self.value * 100_000.0).round() / 1000.0;
        if percent / 100.0 == self.value {
            f.pad(&format!("{percent}%"))
        } else {
            f.pad(&self.value.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_are_read_and_printed() {
        for (text, value, printed) in [
            ("12%", 0.12, "12%"),
            ("0.12", 0.12, "12%"),
            ("97.5 %", 0.975, "97.5%"),
            ("0", 0.0, "0%"),
            ("1", 1.0, "100%"),
            ("0.123456789", 0.123_456_789, "0.123456789"),
        ] {
            let share: Share = text.parse().expect(text);
            assert_eq!(share.value(), value);
            assert_eq!(share.to_string(), printed);
        }
        assert_eq!(Share::ALL.rest(), Share::NONE);
    }

    #[test]
    fn what_is_not_a_share_is_said_to_be_none() {
        for text in ["", "%", "1.2", "120%", "-0.1", "a half", "12"] {
            let error = text.parse::<Share>().expect_err(text).to_string();
            assert_eq!(error, format!("\"{text}\" is not {EXPECTED}"));
        }
        assert!(Share::new(f64::NAN).is_err());
        assert!(Share::try_from(1.5).is_err());
    }

    proptest! {
        #[test]
        fn a_printed_share_reads_back_as_it_was(value in 0.0..=1.0_f64, percent in 0_u32..=100) {
            for value in [value, f64::from(percent) / 100.0] {
                let share = Share::new(value).expect("the value is between 0 and 1");
                prop_assert_eq!(share.to_string().parse(), Ok(share));
            }
        }
    }
}
