//! The triangular distribution.

use super::{Distribution, InvalidDistribution, not_negative};
use crate::maths::sqrt;

impl Distribution {
    /// A density that rises in a line from `low` to `mode` and falls in a line to `high`.
    ///
    /// # Errors
    /// Numbers that are negative or not finite, out of order, or all the same.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, InvalidDistribution> {
        not_negative("the low end of a triangular distribution", low)?;
        not_negative("the mode of a triangular distribution", mode)?;
        not_negative("the high end of a triangular distribution", high)?;
        if low > mode || mode > high || low >= high {
            return Err(InvalidDistribution::new(format!(
                "a triangular distribution goes up from its low end to its mode to its high end; \
                 {low}, {mode}, {high} do not"
            )));
        }
        Ok(Self::Triangular { low, mode, high })
    }
}

pub(super) fn variance(low: f64, mode: f64, high: f64) -> f64 {
    let (left, right) = (mode - low, high - mode);
    (left * left + left * right + right * right) / 18.0
}

pub(super) fn quantile(low: f64, mode: f64, high: f64, p: f64) -> f64 {
    let width = high - low;
    if p * width <= mode - low {
        low + sqrt(p * width * (mode - low))
    } else {
        high - sqrt((1.0 - p) * width * (high - mode))
    }
}

pub(super) fn cdf(low: f64, mode: f64, high: f64, x: f64) -> f64 {
    let width = high - low;
    if x <= low {
        0.0
    } else if x >= high {
        1.0
    } else if x <= mode {
        (x - low) * (x - low) / (width * (mode - low))
    } else {
        1.0 - (high - x) * (high - x) / (width * (high - mode))
    }
}
