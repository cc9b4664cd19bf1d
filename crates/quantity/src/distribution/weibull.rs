//! Weibull's distribution.

use super::exponential::{unit_cdf, unit_quantile};
use super::{Distribution, InvalidDistribution, above_zero, between};
use crate::maths::{gamma, pow};

/// Shapes outside of these bounds (coefficients of variation of 429 and 0.0013) are slips.
const LEAST_SHAPE: f64 = 0.1;
const GREATEST_SHAPE: f64 = 1000.0;

impl Distribution {
    /// A Weibull distribution by its shape and scale.
    ///
    /// # Errors
    /// A shape that is not from 0.1 to 1000, or a scale that is not above 0 or not finite.
    pub fn weibull_shape_scale(shape: f64, scale: f64) -> Result<Self, InvalidDistribution> {
        between("the shape of a Weibull distribution", shape, LEAST_SHAPE, GREATEST_SHAPE)?;
        above_zero("the scale of a Weibull distribution", scale)?;
        Ok(Self::Weibull { shape, scale })
    }

    /// A Weibull distribution by its mean and shape.
    ///
    /// # Errors
    /// A shape that is not from 0.1 to 1000, or a mean that is not above 0 or not finite.
    pub fn weibull_mean_shape(mean: f64, shape: f64) -> Result<Self, InvalidDistribution> {
        above_zero("the mean of a Weibull distribution", mean)?;
        between("the shape of a Weibull distribution", shape, LEAST_SHAPE, GREATEST_SHAPE)?;
        Self::weibull_shape_scale(shape, mean / gamma(1.0 + 1.0 / shape))
    }
}

pub(super) fn mean(shape: f64, scale: f64) -> f64 {
    scale * gamma(1.0 + 1.0 / shape)
}

pub(super) fn variance(shape: f64, scale: f64) -> f64 {
    let first = gamma(1.0 + 1.0 / shape);
    let second = gamma(1.0 + 2.0 / shape);
    scale * scale * (second - first * first)
}

pub(super) fn quantile(shape: f64, scale: f64, p: f64) -> f64 {
    scale * pow(unit_quantile(p), 1.0 / shape)
}

pub(super) fn cdf(shape: f64, scale: f64, x: f64) -> f64 {
    unit_cdf(pow(x / scale, shape))
}
