//! Whole numbers of things.

use std::fmt;
use std::str::FromStr;

use crate::text::{ParseQuantityError, is_noun, split_number};

/// So many of something, such as `28 beds`. The noun is kept for the reader; it has no meaning to the machine.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Count {
    /// How many.
    pub number: u32,
    /// Of what, as it was written; `None` if only a number was.
    pub unit: Option<String>,
}

/// Reads a whole number with or without a noun: `28 beds`, `1,200 visits` or `28`.
///
/// # Errors
/// What is not a whole number from 0 to 4,294,967,295, or is followed by something else than a noun.
pub fn parse_count(text: &str) -> Result<Count, ParseQuantityError> {
    read(text).ok_or_else(|| {
        ParseQuantityError::new(
            "a count; write a whole number and what is counted, such as \"28 beds\"",
            text,
        )
    })
}

fn read(text: &str) -> Option<Count> {
    let (number, noun) = split_number(text)?;
    let whole = number as u32;
    let unit = (!noun.is_empty()).then(|| noun.to_owned());
    let sound = f64::from(whole) == number && (noun.is_empty() || is_noun(noun));
    sound.then_some(Count { number: whole, unit })
}

impl FromStr for Count {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, ParseQuantityError> {
        parse_count(text)
    }
}

/// Prints the number and the noun as it was written.
impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unit {
            Some(unit) => f.pad(&format!("{} {unit}", self.number)),
            None => self.number.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_whole_and_keep_their_noun() {
        for (text, number, unit) in [
            ("28 beds", 28, Some("beds")),
            ("42 cubicles", 42, Some("cubicles")),
            ("1,200 care slots", 1200, Some("care slots")),
            ("28", 28, None),
            (" 0 ", 0, None),
            ("4294967295 beds", u32::MAX, Some("beds")),
        ] {
            let count = parse_count(text).expect(text);
            assert_eq!((count.number, count.unit.as_deref()), (number, unit), "{text}");
            assert_eq!(parse_count(&count.to_string()), Ok(count));
        }
    }

    #[test]
    fn what_is_not_a_count_is_said_to_be_none() {
        for text in ["", "beds", "-3 beds", "2.5 beds", "230 visits / day", "4294967296", "3 %"] {
            let error = parse_count(text).expect_err(text).to_string();
            assert_eq!(
                error,
                format!(
                    "\"{text}\" is not a count; write a whole number and what is counted, such as \"28 beds\""
                )
            );
        }
    }
}
