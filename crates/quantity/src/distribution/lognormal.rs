//! The lognormal distribution, by whichever figures are at hand.

use super::{Distribution, InvalidDistribution, above_zero, between};
use crate::maths::{exp, exp_m1, ln, ln_1p, normal_cdf, normal_quantile, sqrt};

/// Beyond this the mean is e^50 medians: no figure of a hospital, and soon none of a double.
const WIDEST: f64 = 10.0;
/// e^±300 is still far from the ends of a double, squares included.
const FARTHEST: f64 = 300.0;

impl Distribution {
    /// A lognormal distribution by the mean and standard deviation of its logarithm.
    ///
    /// # Errors
    /// A `sigma` that is not above 0 or is over 10, or a `mu` beyond ±300.
    pub fn lognormal_log(mu: f64, sigma: f64) -> Result<Self, InvalidDistribution> {
        between("the mean of a lognormal distribution's logarithm", mu, -FARTHEST, FARTHEST)?;
        above_zero("the standard deviation of a lognormal distribution's logarithm", sigma)?;
        between("the standard deviation of a lognormal distribution's logarithm", sigma, 0.0, WIDEST)?;
        Ok(Self::Lognormal { mu, sigma })
    }

    /// A lognormal distribution by its own mean and standard deviation.
    ///
    /// # Errors
    /// A mean or standard deviation that is not above 0 or not finite, or so far apart that the logarithm's standard
    /// deviation is over 10.
    pub fn lognormal_mean_sd(mean: f64, sd: f64) -> Result<Self, InvalidDistribution> {
        above_zero("the mean of a lognormal distribution", mean)?;
        above_zero("the standard deviation of a lognormal distribution", sd)?;
        Self::lognormal_mean_cv(mean, sd / mean)
    }

    /// A lognormal distribution by its mean and coefficient of variation (standard deviation over mean).
    ///
    /// # Errors
    /// As for [`Distribution::lognormal_mean_sd`].
    pub fn lognormal_mean_cv(mean: f64, cv: f64) -> Result<Self, InvalidDistribution> {
        above_zero("the mean of a lognormal distribution", mean)?;
        above_zero("the coefficient of variation of a lognormal distribution", cv)?;
        let sigma_squared = ln_1p(cv * cv);
        Self::lognormal_log(ln(mean) - 0.5 * sigma_squared, sqrt(sigma_squared))
    }

    /// A lognormal distribution by its median and one more quantile: with probability `p` the variate is at most `value`.
    ///
    /// # Errors
    /// A median or value that is not above 0; a `p` that is not between 0 and 1 or is one half; a value on the side of the
    /// median where it cannot be.
    pub fn lognormal_median_quantile(median: f64, p: f64, value: f64) -> Result<Self, InvalidDistribution> {
        above_zero("the median of a lognormal distribution", median)?;
        above_zero("the quantile of a lognormal distribution", value)?;
        if !(p > 0.0 && p < 1.0) || p == 0.5 {
            return Err(InvalidDistribution::new(format!(
                "the second quantile of a lognormal distribution must be between 0 and 1 and not the median, but is at {p}"
            )));
        }
        let sigma = ln(value / median) / normal_quantile(p);
        if sigma <= 0.0 {
            let side = if p > 0.5 { "above" } else { "below" };
            return Err(InvalidDistribution::new(format!(
                "the quantile at {p} of a lognormal distribution must be {side} its median, but {value} is not {side} {median}"
            )));
        }
        Self::lognormal_log(ln(median), sigma)
    }
}

pub(super) fn mean(mu: f64, sigma: f64) -> f64 {
    exp(mu + 0.5 * sigma * sigma)
}

pub(super) fn variance(mu: f64, sigma: f64) -> f64 {
    exp_m1(sigma * sigma) * exp(2.0 * mu + sigma * sigma)
}

pub(super) fn quantile(mu: f64, sigma: f64, p: f64) -> f64 {
    exp(mu + sigma * normal_quantile(p))
}

pub(super) fn cdf(mu: f64, sigma: f64, x: f64) -> f64 {
    normal_cdf((ln(x) - mu) / sigma)
}
