//! Statistics over replications: independent, so Student's interval holds.

use std::cell::Cell;

use quantity::maths::student_t_quantile;

/// A mean over replications with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The mean.
    pub mean: f64,
    /// The lower end of the interval; equals the mean for a single value.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
    /// How many replications had a value.
    pub n: usize,
}

impl Summary {
    /// Half the interval's width, in the unit of the mean.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// The interval in words of its mean: half width over mean, infinite for fewer than two values.
    pub fn relative_half_width(&self) -> f64 {
        match self.n {
            0 | 1 => f64::INFINITY,
            _ if self.half_width() == 0.0 => 0.0,
            _ => self.half_width() / self.mean.abs(),
        }
    }
}

/// The mean of the values and its 95 % interval by Student's t with `n - 1` degrees of freedom; NaNs are left out.
/// `None` when nothing is left. A single value has no interval: its ends are the value itself, and `n` says so.
pub fn summarise(values: impl Iterator<Item = f64>) -> Option<Summary> {
    // Welford's recurrence, "Note on a method for calculating corrected sums of squares and products", 1962.
    let (mut n, mut mean, mut squares) = (0_usize, 0.0, 0.0);
    for value in values.filter(|value| !value.is_nan()) {
        n += 1;
        let off = value - mean;
        mean += off / n as f64;
        squares += off * (value - mean);
    }
    let half = match n {
        0 => return None,
        1 => 0.0,
        _ => {
            let freedom = (n - 1) as f64;
            quantile_with(n - 1) * (squares / freedom / n as f64).sqrt()
        }
    };
    Some(Summary { mean, low: mean - half, high: mean + half, n })
}

/// Student's t quantile at 0.975. All figures of a run have the same number of values, or nearly all: it is worked out anew
/// only when that changes.
fn quantile_with(freedom: usize) -> f64 {
    thread_local! {
        static LAST: Cell<(usize, f64)> = const { Cell::new((0, f64::NAN)) };
    }
    let (last, quantile) = LAST.get();
    if last == freedom {
        return quantile;
    }
    let quantile = student_t_quantile(0.975, freedom as f64);
    LAST.set((freedom, quantile));
    quantile
}

/// How much more one of two has than the other, over pairs of replications with the same chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The mean of the differences, second less first, with its 95 % interval.
    pub summary: Summary,
    /// The share of pairs in which the second is more; of equal pairs half.
    pub more: f64,
}

/// The difference of two lists, pair by pair: what both have in common by chance falls out (Law, "Simulation Modeling and
/// Analysis", sections 10.2.1 and 11.2). Pairs of which one is not a number are left out; `None` when none is left.
pub fn paired(pairs: impl Iterator<Item = (f64, f64)>) -> Option<Difference> {
    let differences = pairs.map(|(first, second)| second - first).filter(|it| !it.is_nan());
    let differences: Vec<f64> = differences.collect();
    let summary = summarise(differences.iter().copied())?;
    let more = differences.iter().map(|&it| if it == 0.0 { 0.5 } else { f64::from(u8::from(it > 0.0)) });
    Some(Difference { summary, more: more.sum::<f64>() / summary.n as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paired_difference_forgets_what_pairs_have_in_common() {
        // Student's sleep data: drug 1 and drug 2 on the same ten patients; mean 1.58, sd 1.229995, t(9) = 2.262157.
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let found = paired(first.into_iter().zip(second)).expect("ten pairs");
        assert!((found.summary.mean - 1.58).abs() < 1e-12);
        assert!((found.summary.half_width() - 2.262_157 * 1.229_995 / 10_f64.sqrt()).abs() < 1e-5);
        assert!((found.more - 0.95).abs() < 1e-12, "nine are more and one is the same");
        let holes = [(1.0, f64::NAN), (2.0, 1.0)];
        assert_eq!(paired(holes.into_iter()).map(|it| (it.summary.n, it.more)), Some((1, 0.0)));
        assert_eq!(paired([(f64::NAN, 1.0)].into_iter()), None);
    }

    #[test]
    fn a_textbook_interval() {
        // Student's sleep data (1908), drug 2: mean 2.33, sd 2.002249, t(9) = 2.262157.
        let hours = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let summary = summarise(hours.into_iter()).expect("ten values");
        assert!((summary.mean - 2.33).abs() < 1e-12);
        assert!((summary.half_width() - 2.262_157 * 2.002_249 / 10_f64.sqrt()).abs() < 1e-5);
    }

    #[test]
    fn missing_values_are_left_out() {
        assert_eq!(summarise([f64::NAN].into_iter()), None);
        let one = summarise([f64::NAN, 3.0].into_iter()).expect("one value");
        assert_eq!((one.mean, one.low, one.high, one.n), (3.0, 3.0, 3.0, 1));
        assert_eq!(one.relative_half_width(), f64::INFINITY);
    }
}
