//! From numbers to places on paper, and which numbers to mark.

/// A straight scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The numbers at its ends.
    pub domain: (f64, f64),
    /// Where these ends lie.
    pub range: (f64, f64),
}

impl Scale {
    /// Where a number lies.
    pub fn of(&self, value: f64) -> f64 {
        let ((low, high), (from, to)) = (self.domain, self.range);
        if high == low { f64::midpoint(from, to) } else { from + (value - low) / (high - low) * (to - from) }
    }
}

/// Round numbers from at or below the least to at or above the greatest, about so many. The axis starts at zero unless the
/// values keep far from it: then what matters is how they change.
pub fn ticks(least: f64, greatest: f64, about: usize) -> Vec<f64> {
    /// Values that come nearer to zero than this share of the greatest are shown with it.
    const NEAR_ZERO: f64 = 0.5;
    let low = if least <= NEAR_ZERO * greatest { least.min(0.0) } else { least };
    let width = if greatest > low { greatest - low } else { low.abs().max(1.0) };
    let step = round_step(width / about as f64);
    let first = (low / step + 1e-9).floor();
    let last = ((low + width) / step - 1e-9).ceil().max(first + 1.0);
    let number = (last - first) as usize;
    (0..=number).map(|tick| (first + tick as f64) * step).collect()
}

/// The least of 1, 2, 5, 10, 20, … and their tenths and hundredths that is not below.
fn round_step(at_least: f64) -> f64 {
    let mut step = 1e-6;
    loop {
        for times in [1.0, 2.0, 5.0] {
            if times * step >= at_least * (1.0 - 1e-9) {
                return times * step;
            }
        }
        step *= 10.0;
    }
}

/// A tick's number, with the decimals that its step has.
pub fn tick_words(ticks: &[f64], value: f64) -> String {
    let step = ticks.get(1).map_or(1.0, |second| second - ticks[0]);
    let decimals = match step {
        step if step > 0.95 => 0,
        step if step > 0.095 => 1,
        step if step > 0.0095 => 2,
        _ => 4,
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let digits = whole.trim_start_matches('-').len();
    let mut words = if whole.starts_with('-') { "−".to_owned() } else { String::new() };
    for (at, digit) in whole.trim_start_matches('-').chars().enumerate() {
        if at > 0 && (digits - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        for (least, greatest, expected) in [
            (0.3, 9.2, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
            (88.0, 96.5, vec![88.0, 90.0, 92.0, 94.0, 96.0, 98.0]),
            (0.0, 0.0, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (5.0, 5.0, vec![5.0, 6.0, 7.0, 8.0, 9.0, 10.0]),
        ] {
            let found = ticks(least, greatest, 5);
            let near = |(one, other): (&f64, &f64)| (one - other).abs() < 1e-9;
            assert!(found.len() == expected.len() && found.iter().zip(&expected).all(near), "{found:?}");
        }
    }

    #[test]
    fn ticks_have_the_decimals_of_their_step() {
        let words = |ticks: &[f64]| ticks.iter().map(|&tick| tick_words(ticks, tick)).collect::<Vec<_>>();
        assert_eq!(words(&[0.0, 0.5, 1.0]), ["0.0", "0.5", "1.0"]);
        assert_eq!(words(&[0.0, 2000.0]), ["0", "2,000"]);
    }

    #[test]
    fn a_scale_maps_ends_to_ends() {
        let scale = Scale { domain: (10.0, 20.0), range: (100.0, 0.0) };
        assert_eq!([10.0, 15.0, 20.0].map(|value| scale.of(value)), [100.0, 50.0, 0.0]);
    }
}
