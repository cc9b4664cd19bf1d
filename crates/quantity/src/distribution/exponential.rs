//! The exponential and the uniform distribution.

use super::{Distribution, InvalidDistribution, above_zero, not_negative};
use crate::maths::{exp_m1, ln, ln_1p};

impl Distribution {
    /// An exponential distribution with this mean.
    ///
    /// # Errors
    /// A mean that is not above 0 or not finite.
    pub fn exponential(mean: f64) -> Result<Self, InvalidDistribution> {
        above_zero("the mean of an exponential distribution", mean)?;
        Ok(Self::Exponential { mean })
    }

    /// Anything from `low` to `high` alike.
    ///
    /// # Errors
    /// Bounds that are negative or not finite, or a `high` that is not above `low`.
    pub fn uniform(low: f64, high: f64) -> Result<Self, InvalidDistribution> {
        not_negative("the low end of a uniform distribution", low)?;
        not_negative("the high end of a uniform distribution", high)?;
        if high <= low {
            return Err(InvalidDistribution::new(format!(
                "the high end of a uniform distribution must be above its low end, but {high} is not above {low}"
            )));
        }
        Ok(Self::Uniform { low, high })
    }
}

/// −ln(1 − p), the quantile of an exponential variate with mean 1.
pub(super) fn unit_quantile(p: f64) -> f64 {
    // Above one half 1 − p is exact, and its logarithm better than that of a rounded sum.
    if p < 0.5 { -ln_1p(-p) } else { -ln(1.0 - p) }
}

pub(super) fn unit_cdf(x: f64) -> f64 {
    -exp_m1(-x)
}
