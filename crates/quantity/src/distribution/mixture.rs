//! One of several distributions.

use super::{Distribution, InvalidDistribution};
use crate::choice::Choice;

/// Several distributions, each with the share of variates that come from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Mixture {
    parts: Vec<(f64, Distribution)>,
}

impl Distribution {
    /// A variate of one of these distributions, each with its share.
    ///
    /// # Errors
    /// Shares that are no shares or do not sum to 1 (see [`Choice::new`]).
    pub fn mixture(parts: Vec<(f64, Self)>) -> Result<Self, InvalidDistribution> {
        let shares: Vec<f64> = parts.iter().map(|part| part.0).collect();
        Choice::new(&shares)?;
        let sum: f64 = shares.iter().sum();
        let parts = parts.into_iter().map(|(share, part)| (share / sum, part));
        Ok(Self::Mixture(Mixture { parts: parts.collect() }))
    }
}

impl Mixture {
    /// The shares, which sum to 1, and whose they are.
    pub fn parts(&self) -> &[(f64, Distribution)] {
        &self.parts
    }

    pub(super) fn mean(&self) -> f64 {
        self.parts.iter().map(|(share, part)| share * part.mean()).sum()
    }

    /// The variance within the parts, and that of their means.
    pub(super) fn variance(&self) -> f64 {
        let mean = self.mean();
        self.parts
            .iter()
            .map(|(share, part)| {
                let off = part.mean() - mean;
                share * (part.variance() + off * off)
            })
            .sum()
    }

    /// Lies between the least and the greatest of the parts' quantiles; found there by bisection.
    pub(super) fn quantile(&self, p: f64) -> f64 {
        let quantiles = || {
            let taken = self.parts.iter().filter(|part| part.0 > 0.0);
            taken.map(|part| part.1.quantile(p))
        };
        let mut low = quantiles().fold(f64::INFINITY, f64::min);
        let mut high = quantiles().fold(0.0, f64::max);
        if self.cdf(low) >= p {
            return low;
        }
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if self.cdf(middle) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        self.parts.iter().map(|(share, part)| share * part.cdf(x)).sum()
    }
}
