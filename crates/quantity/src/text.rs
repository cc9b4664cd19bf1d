//! How quantities are written: a number, then a unit. The pieces that every parser of the crate shares.

use thiserror::Error;

/// A text that is not the quantity it should be. Its message says what was found and what would have been right.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{found}\" is not {expected}")]
pub struct ParseQuantityError {
    /// What would be right, with examples: `a duration; write a number and a unit, such as "90 min"`.
    pub expected: String,
    /// The text as it was given.
    pub found: String,
}

impl ParseQuantityError {
    pub(crate) fn new(expected: &str, found: &str) -> Self {
        Self { expected: expected.to_owned(), found: found.to_owned() }
    }
}

/// Splits a leading unsigned number from what follows it; spaces between them are dropped.
///
/// `None` unless the text starts with a number that [`parse_number`] reads.
pub(crate) fn split_number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((parse_number(number)?, rest.trim_start()))
}

/// Reads digits with an optional decimal part; the whole part may be grouped in thousands by commas, as in `3,000.5`.
///
/// Signs, exponents, `.5`, `5.` and `1,2` are not numbers here: in a file each of them is more often a slip than meant.
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    if decimals.is_some_and(|d| d.is_empty() || !all_digits(d)) {
        return None;
    }
    let mut plain = ungroup(whole)?;
    if let Some(decimals) = decimals {
        plain.push('.');
        plain.push_str(decimals);
    }
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Drops the commas of `3,000`; `None` if they do not stand between groups of three digits.
fn ungroup(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    if first.is_empty() || !all_digits(first) {
        return None;
    }
    let mut plain = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !all_digits(group) {
            return None;
        }
        plain.push_str(group);
    }
    Some(plain)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whole digits with a comma between thousands: `3,000`.
pub(crate) fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Whether the text is a noun that may follow a number, such as `beds` or `care slots`.
pub(crate) fn is_noun(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '\''))
}

/// Splits `4 visits / day` or `3 per week` into what is counted and the time it is counted over.
pub(crate) fn split_per(text: &str) -> Option<(&str, &str)> {
    text.split_once('/')
        .or_else(|| text.split_once(" per "))
        .map(|(amount, time)| (amount.trim(), time.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("28", Some(28.0)),
            ("0.12", Some(0.12)),
            ("3,000", Some(3000.0)),
            ("1,234,567.25", Some(1_234_567.25)),
            ("1234,567", None),
            ("3,00", None),
            (",300", None),
            (".5", None),
            ("5.", None),
            ("1.2.3", None),
            ("-3", None),
            ("1e3", None),
            ("", None),
        ] {
            assert_eq!(parse_number(text), expected, "{text:?}");
        }
    }

    #[test]
    fn thousands_are_grouped_from_the_right() {
        for (digits, grouped) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("1234567", "1,234,567")] {
            assert_eq!(group_thousands(digits), grouped);
        }
    }

    #[test]
    fn the_error_says_what_was_found_and_what_would_be_right() {
        let error = ParseQuantityError::new("a colour; write \"red\"", "rod");
        assert_eq!(error.to_string(), "\"rod\" is not a colour; write \"red\"");
    }
}
