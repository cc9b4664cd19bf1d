//! The gamma distribution, and Erlang's, which is gamma with a whole shape.

use super::invert::invert;
use super::{Distribution, InvalidDistribution, above_zero, between};
use crate::maths::{exp, gamma_tails_at_log, incomplete_gamma, ln, ln_gamma, normal_quantile, sqrt};

/// Shapes outside of these bounds (coefficients of variation from 0.001 to 100) are slips.
const LEAST_SHAPE: f64 = 1e-4;
const GREATEST_SHAPE: f64 = 1e6;

impl Distribution {
    /// A gamma distribution by its shape and scale.
    ///
    /// # Errors
    /// A shape that is not from 0.0001 to 1,000,000, or a scale that is not above 0 or not finite.
    pub fn gamma_shape_scale(shape: f64, scale: f64) -> Result<Self, InvalidDistribution> {
        between("the shape of a gamma distribution", shape, LEAST_SHAPE, GREATEST_SHAPE)?;
        above_zero("the scale of a gamma distribution", scale)?;
        Ok(Self::Gamma { shape, scale })
    }

    /// A gamma distribution by its mean and coefficient of variation (standard deviation over mean).
    ///
    /// # Errors
    /// A mean that is not above 0 or not finite, or a coefficient of variation that is not from 0.001 to 100.
    pub fn gamma_mean_cv(mean: f64, cv: f64) -> Result<Self, InvalidDistribution> {
        above_zero("the mean of a gamma distribution", mean)?;
        between("the coefficient of variation of a gamma distribution", cv, 0.001, 100.0)?;
        let shape = (1.0 / (cv * cv)).clamp(LEAST_SHAPE, GREATEST_SHAPE);
        Self::gamma_shape_scale(shape, mean / shape)
    }

    /// The sum of so many equal exponential phases, by the mean of the sum.
    ///
    /// # Errors
    /// No phases or over 1,000,000, or a mean that is not above 0 or not finite.
    pub fn erlang(phases: u32, mean: f64) -> Result<Self, InvalidDistribution> {
        between("the number of phases of an Erlang distribution", f64::from(phases), 1.0, GREATEST_SHAPE)?;
        above_zero("the mean of an Erlang distribution", mean)?;
        Ok(Self::Erlang { phases, mean })
    }
}

pub(super) fn unit_cdf(shape: f64, x: f64) -> f64 {
    incomplete_gamma(shape, x)
}

/// The quantile for scale 1. Both tails of a gamma variate are log-concave in its logarithm, so that Newton's steps
/// towards the logarithm of the nearer tail converge from anywhere.
pub(super) fn unit_quantile(shape: f64, p: f64) -> f64 {
    exp(invert(p, first_guess(shape, p), |ln_x| gamma_tails_at_log(shape, ln_x)))
}

/// Wilson and Hilferty's: the cube root of a gamma variate is nearly normal. Where that gives nothing positive, the lower
/// tail's first term, xᵃ / Γ(a+1).
fn first_guess(shape: f64, p: f64) -> f64 {
    let ninth = 1.0 / (9.0 * shape);
    let cube_root = 1.0 - ninth + normal_quantile(p) * sqrt(ninth);
    if cube_root > 0.3 { ln(shape) + 3.0 * ln(cube_root) } else { (ln(p) + ln_gamma(shape + 1.0)) / shape }
}
