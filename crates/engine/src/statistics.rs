//! Statistics over replications: independent, so Student's interval holds.

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
            student_t_quantile(0.975, freedom) * (squares / freedom / n as f64).sqrt()
        }
    };
    Some(Summary { mean, low: mean - half, high: mean + half, n })
}

#[cfg(test)]
mod tests {
    use super::*;

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
