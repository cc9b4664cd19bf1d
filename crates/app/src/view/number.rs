//! Numbers with as many digits as they deserve.

use super::Shown;

/// The most decimals that are ever printed.
const MOST_DECIMALS: usize = 4;
/// Significant digits of a number without an interval.
const DIGITS: i32 = 3;

/// A figure alone: `59.3`.
pub fn mean(shown: &Shown) -> String {
    with_decimals(shown.mean, decimals(shown.mean, shown.half_width, shown.n))
}

/// A figure and half its interval: `59.3 ± 0.4`; alone where there is no interval.
pub fn mean_and_half_width(shown: &Shown) -> String {
    match half_width(shown) {
        Some(half_width) => format!("{} ± {half_width}", mean(shown)),
        None => mean(shown),
    }
}

/// Half a figure's interval; nothing where there is none.
pub fn half_width(shown: &Shown) -> Option<String> {
    with_interval(shown.mean, shown.half_width, shown.n).1
}

/// A mean over so many replications and half its interval, with the digits that it decides; nothing where there is none.
pub(crate) fn with_interval(mean: f64, half_width: f64, n: usize) -> (String, Option<String>) {
    let decimals = decimals(mean, half_width, n);
    let half_width = match n {
        0 | 1 => None,
        _ if mean == 0.0 && half_width == 0.0 => None,
        _ if half_width == 0.0 => Some("0".to_owned()),
        _ => Some(with_decimals(half_width, decimals)),
    };
    (with_decimals(mean, decimals), half_width)
}

/// A change: `+1.4` or `−1.4`, with the digits that its interval decides.
pub fn signed(shown: &Shown) -> String {
    let text = mean(shown);
    if shown.mean > 0.0 && text.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        format!("+{text}")
    } else {
        text
    }
}

/// A number in a picture, where there is little room: two digits, or all before the point.
pub fn brief(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size < 0.05 => "<0.1".to_owned(),
        size if size < 9.95 => with_decimals(value, 1),
        _ => with_decimals(value, 0),
    }
}

/// A figure's interval: `58.9 – 59.7`; empty where there is none.
pub fn interval(shown: &Shown) -> String {
    let decimals = decimals(shown.mean, shown.half_width, shown.n);
    match shown.n {
        0 | 1 => String::new(),
        _ => format!("{} – {}", with_decimals(shown.low, decimals), with_decimals(shown.high, decimals)),
    }
}

/// A number that is known: three significant digits at least, and no more decimals than it has.
pub fn plain(value: f64) -> String {
    let text = with_decimals(value, decimals_for(value, DIGITS));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The decimals that make sense: the interval decides. Half its width gets one significant digit, or two if the first
/// is 1 or 2, so that rounding never changes it much; the figure itself gets no more than these decimals.
fn decimals(mean: f64, half: f64, n: usize) -> usize {
    if n < 2 || half <= 0.0 {
        return decimals_for(mean, DIGITS);
    }
    let starts_small = format!("{half:.0e}").starts_with(['1', '2']);
    decimals_for(half, if starts_small { 2 } else { 1 }).min(decimals_for(mean, DIGITS + 2))
}

/// The decimals with which a number has so many significant digits.
fn decimals_for(value: f64, digits: i32) -> usize {
    let text = format!("{value:.0e}");
    let order: Option<i32> = text.split_once('e').and_then(|(_, order)| order.parse().ok());
    match order {
        Some(order) if value != 0.0 => ((digits - 1 - order).max(0) as usize).min(MOST_DECIMALS),
        _ => 0,
    }
}

/// A number with commas between thousands.
fn with_decimals(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let mut printed = if value < 0.0 && !is_zero { "−".to_owned() } else { String::new() };
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            printed.push(',');
        }
        printed.push(digit);
    }
    if let Some(fraction) = fraction {
        printed.push('.');
        printed.push_str(fraction);
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Unit;

    fn shown(mean: f64, half_width: f64, n: usize) -> Shown {
        let (low, high) = (mean - half_width, mean + half_width);
        let of = crate::Estimate { definition: &hospital::definitions()[0], mean, low, high, n };
        Shown { unit: Unit::Number, mean, low, high, half_width, n, of }
    }

    #[test]
    fn the_interval_decides_the_digits() {
        for (mean, half, expected) in [
            (59.312, 0.41, "59.3 ± 0.4"),
            (59.312, 0.12, "59.31 ± 0.12"),
            (59.312, 0.096, "59.31 ± 0.10"),
            (59.312, 4.1, "59 ± 4"),
            (1234.6, 89.0, "1,235 ± 89"),
            (4.123_456, 0.001_23, "4.1235 ± 0.0012"),
            (0.000_812, 0.000_033, "0.0008 ± 0.0000"),
            (0.02, 0.3, "0.0 ± 0.3"),
            (250_000.0, 0.4, "250,000 ± 0"),
            (-3.2, 0.4, "−3.2 ± 0.4"),
            (-0.01, 0.4, "0.0 ± 0.4"),
        ] {
            assert_eq!(mean_and_half_width(&shown(mean, half, 20)), expected);
        }
    }

    #[test]
    fn without_an_interval_there_are_three_digits() {
        for (mean, expected) in [
            (59.312, "59.3"),
            (0.059_31, "0.0593"),
            (5931.2, "5,931"),
            (0.0, "0"),
            (9.996, "10.0"),
            (1.0, "1.00"),
        ] {
            assert_eq!(mean_and_half_width(&shown(mean, 0.0, 1)), expected);
            assert_eq!(interval(&shown(mean, 0.0, 1)), "");
        }
        assert_eq!(interval(&shown(59.312, 0.41, 2)), "58.9 – 59.7");
    }

    #[test]
    fn known_numbers_have_no_needless_zeros() {
        assert_eq!([28.0, 4.2, 0.125, 1500.0, 0.0].map(plain), ["28", "4.2", "0.125", "1,500", "0"]);
    }
}
