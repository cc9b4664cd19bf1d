//! A distribution given by some of its quantiles, straight between them.

use super::{Distribution, InvalidDistribution, not_negative};

/// Knots of a quantile function that is straight between them.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantiles {
    /// Probability and value; the probabilities ascend from 0 to 1, the values never fall.
    knots: Vec<(f64, f64)>,
}

impl Distribution {
    /// The distribution whose quantile function goes straight from one knot (probability, value) to the next.
    ///
    /// # Errors
    /// Fewer than two knots, probabilities that do not rise from 0 to 1, or values that fall, are negative or not finite.
    pub fn quantiles(knots: Vec<(f64, f64)>) -> Result<Self, InvalidDistribution> {
        for &(_, value) in &knots {
            not_negative("a quantile", value)?;
        }
        let ends = knots.first().map(|knot| knot.0).zip(knots.last().map(|knot| knot.0));
        if ends != Some((0.0, 1.0)) {
            return Err(InvalidDistribution::new(
                "quantiles must begin with the least value, at 0, and end with the greatest, at 1",
            ));
        }
        for pair in knots.windows(2) {
            let ((p, value), (next_p, next_value)) = (pair[0], pair[1]);
            if next_p.is_nan() || next_p <= p || next_value < value {
                return Err(InvalidDistribution::new(format!(
                    "quantiles must rise, but {next_value} at {next_p} comes after {value} at {p}"
                )));
            }
        }
        Ok(Self::Quantiles(Quantiles { knots }))
    }
}

impl Quantiles {
    /// The knots: probability and value, both ascending.
    pub fn knots(&self) -> &[(f64, f64)] {
        &self.knots
    }

    /// Each straight piece: its probability, and the values at its ends.
    fn pieces(&self) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
        self.knots.windows(2).map(|pair| (pair[1].0 - pair[0].0, pair[0].1, pair[1].1))
    }

    pub(super) fn mean(&self) -> f64 {
        self.pieces().map(|(p, low, high)| p * 0.5 * (low + high)).sum()
    }

    /// Each piece is uniform: the variance within it, and that of its middle about the mean.
    pub(super) fn variance(&self) -> f64 {
        let mean = self.mean();
        self.pieces()
            .map(|(p, low, high)| {
                let width = high - low;
                let off = 0.5 * (low + high) - mean;
                p * (width * width / 12.0 + off * off)
            })
            .sum()
    }

    pub(super) fn quantile(&self, p: f64) -> f64 {
        let above = self.knots.partition_point(|knot| knot.0 <= p);
        let above = above.clamp(1, self.knots.len() - 1);
        let ((low_p, low), (high_p, high)) = (self.knots[above - 1], self.knots[above]);
        low + (high - low) * ((p - low_p) / (high_p - low_p))
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        let above = self.knots.partition_point(|knot| knot.1 <= x);
        if above == 0 {
            return 0.0;
        }
        if above == self.knots.len() {
            return 1.0;
        }
        let ((low_p, low), (high_p, high)) = (self.knots[above - 1], self.knots[above]);
        low_p + (high_p - low_p) * ((x - low) / (high - low))
    }
}
