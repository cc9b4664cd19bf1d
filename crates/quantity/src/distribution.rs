//! How long things last: distributions over numbers that are not negative.
//!
//! A distribution has no unit of its own; where it stands for a length of time its numbers are milliseconds. Each is made
//! by a constructor that refuses parameters without sense, so that what exists can be asked anything. To draw from one,
//! make a [`crate::Sampler`] of it.

mod empirical;
mod exponential;
mod gamma;
mod given;
mod invert;
mod lognormal;
mod mixture;
mod normal;
mod phase_type;
mod quantiles;
mod triangular;
mod weibull;

use thiserror::Error;

use crate::maths::sqrt;

pub use empirical::Empirical;
pub use mixture::Mixture;
pub use phase_type::{Phase, PhaseType};
pub use quantiles::Quantiles;

/// Parameters that make no distribution. The message says what is wrong with them and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct InvalidDistribution(String);

impl InvalidDistribution {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// A distribution over numbers that are not negative.
///
/// Its variants can be read anywhere but made only here, by the constructors.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    /// Always the same number.
    #[non_exhaustive]
    Deterministic(f64),
    /// Without memory.
    #[non_exhaustive]
    Exponential {
        /// The mean.
        mean: f64,
    },
    /// Anything between two numbers alike.
    #[non_exhaustive]
    Uniform {
        /// The least number.
        low: f64,
        /// The greatest number.
        high: f64,
    },
    /// A density that rises in a line and falls in a line.
    #[non_exhaustive]
    Triangular {
        /// The least number.
        low: f64,
        /// The likeliest number.
        mode: f64,
        /// The greatest number.
        high: f64,
    },
    /// A normal distribution of which only what lies between two bounds is kept.
    #[non_exhaustive]
    Normal {
        /// The mean of the whole normal, before anything is cut off.
        mean: f64,
        /// The standard deviation of the whole normal, before anything is cut off.
        sd: f64,
        /// The lower bound, 0 or more.
        at_least: f64,
        /// The upper bound; may be infinite.
        at_most: f64,
    },
    /// A number whose logarithm is normal.
    #[non_exhaustive]
    Lognormal {
        /// The mean of the logarithm.
        mu: f64,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma.
    #[non_exhaustive]
    Gamma {
        /// The shape; one over the squared coefficient of variation.
        shape: f64,
        /// The scale; the mean over the shape.
        scale: f64,
    },
    /// Weibull: cdf 1 − e^(−(x/scale)^shape).
    #[non_exhaustive]
    Weibull {
        /// The shape; 1 is exponential.
        shape: f64,
        /// The scale; 63 % are below it.
        scale: f64,
    },
    /// The sum of equal exponential phases.
    #[non_exhaustive]
    Erlang {
        /// The number of phases.
        phases: u32,
        /// The mean of the sum.
        mean: f64,
    },
    /// Exponential phases in a row, any of which may be the last (Cox's distribution).
    #[non_exhaustive]
    PhaseType(PhaseType),
    /// One of some given numbers.
    #[non_exhaustive]
    Empirical(Empirical),
    /// Given by some of its quantiles, straight between them.
    #[non_exhaustive]
    Quantiles(Quantiles),
    /// One of several distributions.
    #[non_exhaustive]
    Mixture(Mixture),
    /// A distribution of which everything is multiplied by a number.
    #[non_exhaustive]
    Scaled {
        /// The multiplier.
        by: f64,
        /// What is multiplied.
        of: Box<Distribution>,
    },
}

/// The nearest to 0 and to 1 that a probability is taken to be, so that quantiles are finite.
const LEAST_PROBABILITY: f64 = f64::MIN_POSITIVE;
const GREATEST_PROBABILITY: f64 = 1.0 - f64::EPSILON / 2.0;

impl Distribution {
    /// Always this number.
    ///
    /// # Errors
    /// A number that is negative or not finite.
    pub fn deterministic(value: f64) -> Result<Self, InvalidDistribution> {
        not_negative("a fixed value", value)?;
        Ok(Self::Deterministic(value))
    }

    /// Everything that another distribution gives, multiplied by a number.
    ///
    /// # Errors
    /// A multiplier that is negative or not finite.
    pub fn scaled(by: f64, of: Self) -> Result<Self, InvalidDistribution> {
        not_negative("the multiplier of a distribution", by)?;
        Ok(Self::Scaled { by, of: Box::new(of) })
    }

    /// The mean, in the unit of the variate.
    pub fn mean(&self) -> f64 {
        match self {
            &Self::Deterministic(value) => value,
            &Self::Exponential { mean } | &Self::Erlang { mean, .. } => mean,
            &Self::Uniform { low, high } => 0.5 * (low + high),
            &Self::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            &Self::Normal { mean, sd, at_least, at_most } => normal::mean(mean, sd, at_least, at_most),
            &Self::Lognormal { mu, sigma } => lognormal::mean(mu, sigma),
            &Self::Gamma { shape, scale } => shape * scale,
            &Self::Weibull { shape, scale } => weibull::mean(shape, scale),
            Self::PhaseType(phases) => phases.mean(),
            Self::Empirical(values) => values.mean(),
            Self::Quantiles(knots) => knots.mean(),
            Self::Mixture(parts) => parts.mean(),
            Self::Scaled { by, of } => by * of.mean(),
        }
    }

    /// The variance, in the square of the variate's unit.
    pub fn variance(&self) -> f64 {
        match self {
            Self::Deterministic(_) => 0.0,
            &Self::Exponential { mean } => mean * mean,
            &Self::Uniform { low, high } => (high - low) * (high - low) / 12.0,
            &Self::Triangular { low, mode, high } => triangular::variance(low, mode, high),
            &Self::Normal { mean, sd, at_least, at_most } => normal::variance(mean, sd, at_least, at_most),
            &Self::Lognormal { mu, sigma } => lognormal::variance(mu, sigma),
            &Self::Gamma { shape, scale } => shape * scale * scale,
            &Self::Weibull { shape, scale } => weibull::variance(shape, scale),
            &Self::Erlang { phases, mean } => mean * mean / f64::from(phases),
            Self::PhaseType(phases) => phases.variance(),
            Self::Empirical(values) => values.variance(),
            Self::Quantiles(knots) => knots.variance(),
            Self::Mixture(parts) => parts.variance(),
            Self::Scaled { by, of } => by * by * of.variance(),
        }
    }

    /// The standard deviation, in the unit of the variate.
    pub fn sd(&self) -> f64 {
        sqrt(self.variance())
    }

    /// The value at or below which the variate lies with probability `p`: finite, not negative, and never falling as `p`
    /// grows. Probabilities of 0 or less and 1 or more are taken for the nearest ones between.
    pub fn quantile(&self, p: f64) -> f64 {
        let p = p.clamp(LEAST_PROBABILITY, GREATEST_PROBABILITY);
        match self {
            &Self::Deterministic(value) => value,
            &Self::Exponential { mean } => mean * exponential::unit_quantile(p),
            &Self::Uniform { low, high } => low + (high - low) * p,
            &Self::Triangular { low, mode, high } => triangular::quantile(low, mode, high, p),
            &Self::Normal { mean, sd, at_least, at_most } => normal::quantile(mean, sd, at_least, at_most, p),
            &Self::Lognormal { mu, sigma } => lognormal::quantile(mu, sigma, p),
            &Self::Gamma { shape, scale } => scale * gamma::unit_quantile(shape, p),
            &Self::Weibull { shape, scale } => weibull::quantile(shape, scale, p),
            &Self::Erlang { phases, mean } => {
                let shape = f64::from(phases);
                mean / shape * gamma::unit_quantile(shape, p)
            }
            Self::PhaseType(phases) => phases.quantile(p),
            Self::Empirical(values) => values.quantile(p),
            Self::Quantiles(knots) => knots.quantile(p),
            Self::Mixture(parts) => parts.quantile(p),
            Self::Scaled { by, of } => by * of.quantile(p),
        }
    }

    /// The probability that the variate is at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        match self {
            &Self::Deterministic(value) => f64::from(u8::from(x >= value)),
            &Self::Exponential { mean } => exponential::unit_cdf(x / mean),
            &Self::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
            &Self::Triangular { low, mode, high } => triangular::cdf(low, mode, high, x),
            &Self::Normal { mean, sd, at_least, at_most } => normal::cdf(mean, sd, at_least, at_most, x),
            &Self::Lognormal { mu, sigma } => lognormal::cdf(mu, sigma, x),
            &Self::Gamma { shape, scale } => gamma::unit_cdf(shape, x / scale),
            &Self::Weibull { shape, scale } => weibull::cdf(shape, scale, x),
            &Self::Erlang { phases, mean } => {
                let shape = f64::from(phases);
                gamma::unit_cdf(shape, x / mean * shape)
            }
            Self::PhaseType(phases) => phases.cdf(x),
            Self::Empirical(values) => values.cdf(x),
            Self::Quantiles(knots) => knots.cdf(x),
            Self::Mixture(parts) => parts.cdf(x),
            Self::Scaled { by, of } if *by > 0.0 => of.cdf(x / by),
            Self::Scaled { .. } => 1.0,
        }
    }
}

/// Refuses what is negative or not finite.
fn not_negative(what: &str, value: f64) -> Result<(), InvalidDistribution> {
    if value.is_finite() && value >= 0.0 {
        Ok(())
    } else {
        Err(InvalidDistribution::new(format!("{what} must be 0 or more and finite, not {value}")))
    }
}

/// Refuses what is not above 0 or not finite.
fn above_zero(what: &str, value: f64) -> Result<(), InvalidDistribution> {
    if value.is_finite() && value > 0.0 {
        Ok(())
    } else {
        Err(InvalidDistribution::new(format!("{what} must be above 0 and finite, not {value}")))
    }
}

/// Refuses what lies outside of two bounds, where the formulas lose their precision.
fn between(what: &str, value: f64, low: f64, high: f64) -> Result<(), InvalidDistribution> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(InvalidDistribution::new(format!("{what} must be from {low} to {high}, not {value}")))
    }
}
