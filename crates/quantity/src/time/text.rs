//! How times are written: `90 min`, `2.5 days`, `1 h 30 min`.

use std::fmt;
use std::str::FromStr;

use super::{Duration, Instant};
use crate::text::{ParseQuantityError, split_number};

/// The unit that a word names, in milliseconds.
fn unit_millis(word: &str) -> Option<i64> {
    let unit = match word {
        "ms" | "millisecond" | "milliseconds" => Duration::MILLISECOND,
        "s" | "sec" | "second" | "seconds" => Duration::SECOND,
        "min" | "minute" | "minutes" => Duration::MINUTE,
        "h" | "hour" | "hours" => Duration::HOUR,
        "d" | "day" | "days" => Duration::DAY,
        "week" | "weeks" => Duration::WEEK,
        "year" | "years" => Duration::YEAR,
        _ => return None,
    };
    Some(unit.millis())
}

/// Durations longer than this (some 30,000 years) could not be read to the millisecond and are surely a slip.
const LONGEST_READABLE: f64 = 1e15;

/// Reads one or more numbers with their units, such as `90 min`, `2.5 days` or `1 h 30 min`, to the nearest
/// millisecond. A year is 365 days. A bare number, a negative one and an unknown unit are errors.
impl FromStr for Duration {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, ParseQuantityError> {
        read_parts(text).ok_or_else(|| {
            ParseQuantityError::new(
                "a duration; write a number and a unit, such as \"90 min\", \"3 h\" or \"2 days\"",
                text,
            )
        })
    }
}

fn read_parts(text: &str) -> Option<Duration> {
    let mut millis = 0.0;
    let mut rest = text.trim();
    loop {
        let (number, after_number) = split_number(rest)?;
        let end = after_number.find(|c: char| !c.is_alphabetic()).unwrap_or(after_number.len());
        let (word, after_word) = after_number.split_at(end);
        millis += number * unit_millis(word)? as f64;
        rest = after_word.trim_start();
        if rest.is_empty() {
            break;
        }
    }
    (millis <= LONGEST_READABLE).then(|| Duration::from_millis_f64(millis))
}

/// Units a duration is printed in, largest first; weeks and years only where they are whole.
const PRINTED: [(Duration, bool, &str, &str); 7] = [
    (Duration::YEAR, true, "year", "years"),
    (Duration::WEEK, true, "week", "weeks"),
    (Duration::DAY, false, "day", "days"),
    (Duration::HOUR, false, "h", "h"),
    (Duration::MINUTE, false, "min", "min"),
    (Duration::SECOND, false, "s", "s"),
    (Duration::MILLISECOND, true, "ms", "ms"),
];

/// Prints the exact duration in the largest unit of which it has at least one and needs at most three decimals:
/// `1.5 h`, `36 s`, `2 weeks`. What is neither negative nor longer than 30,000 years reads back as it was.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.millis() == 0 {
            return f.pad("0 h");
        }
        let millis = self.millis().unsigned_abs();
        let sign = if self.millis() < 0 { "-" } else { "" };
        for (unit, whole_only, one, many) in PRINTED {
            let unit = unit.millis().unsigned_abs();
            let thousandths = u128::from(millis) * 1000 / u128::from(unit);
            let exact = thousandths * u128::from(unit) == u128::from(millis) * 1000;
            let fits = exact && (!whole_only || thousandths.is_multiple_of(1000));
            if millis >= unit && fits {
                let noun = if thousandths == 1000 { one } else { many };
                return f.pad(&format!("{sign}{} {noun}", decimal(thousandths)));
            }
        }
        unreachable!("every duration is a whole number of milliseconds, and at least one")
    }
}

/// A number of thousandths without the zeros at its end.
fn decimal(thousandths: u128) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Prints the time since the start of the counted period as a duration, negative in the warm-up.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (*self - Self::START).fmt(f)
    }
}
