//! One of some given numbers.

use super::{Distribution, InvalidDistribution, not_negative};

/// Some numbers and how likely each is.
#[derive(Clone, PartialEq, Debug)]
pub struct Empirical {
    /// In ascending order.
    values: Vec<f64>,
    /// The share of each value; they sum to 1.
    shares: Vec<f64>,
}

impl Distribution {
    /// One of these numbers, each as likely as the other.
    ///
    /// # Errors
    /// No numbers, or one that is negative or not finite.
    pub fn empirical(values: Vec<f64>) -> Result<Self, InvalidDistribution> {
        Self::empirical_weighted(values.into_iter().map(|value| (value, 1.0)).collect())
    }

    /// One of these numbers, each as likely as its weight (the second of the pair) is part of all weights.
    ///
    /// # Errors
    /// No numbers, a number or weight that is negative or not finite, or weights that are all 0.
    pub fn empirical_weighted(mut pairs: Vec<(f64, f64)>) -> Result<Self, InvalidDistribution> {
        if pairs.is_empty() {
            return Err(InvalidDistribution::new("an empirical distribution needs at least one value"));
        }
        for &(value, weight) in &pairs {
            not_negative("a value of an empirical distribution", value)?;
            not_negative("a weight of an empirical distribution", weight)?;
        }
        let total: f64 = pairs.iter().map(|pair| pair.1).sum();
        if total <= 0.0 || !total.is_finite() {
            return Err(InvalidDistribution::new(format!(
                "the weights of an empirical distribution must sum to more than 0, not to {total}"
            )));
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(Self::Empirical(Empirical {
            values: pairs.iter().map(|pair| pair.0).collect(),
            shares: pairs.iter().map(|pair| pair.1 / total).collect(),
        }))
    }
}

impl Empirical {
    /// The numbers in ascending order, each with its share.
    pub fn values(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.values.iter().copied().zip(self.shares.iter().copied())
    }

    pub(crate) fn shares(&self) -> &[f64] {
        &self.shares
    }

    pub(super) fn mean(&self) -> f64 {
        self.values().map(|(value, share)| share * value).sum()
    }

    pub(super) fn variance(&self) -> f64 {
        let mean = self.mean();
        self.values().map(|(value, share)| share * (value - mean) * (value - mean)).sum()
    }

    /// The least value up to which there is at least `p`; a billionth of a billionth less will do, for the sums' rounding.
    pub(super) fn quantile(&self, p: f64) -> f64 {
        let mut so_far = 0.0;
        let mut reached = self.values[0];
        for (value, share) in self.values().filter(|pair| pair.1 > 0.0) {
            reached = value;
            so_far += share;
            if so_far >= p - 1e-15 {
                break;
            }
        }
        reached
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        let upto: f64 = self.values().take_while(|pair| pair.0 <= x).map(|pair| pair.1).sum();
        upto.min(1.0)
    }
}
