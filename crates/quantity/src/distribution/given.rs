//! What is left of something that has gone on for a while: a distribution given that the variate is above a number.

use super::{Distribution, exponential};

/// Where less than this is left above a number, the variate is taken never to be there: a difference of probabilities near
/// one has no more digits than that.
const NOTHING_LEFT: f64 = 1e-12;

impl Distribution {
    /// The probability that the variate is above `x`.
    pub fn share_above(&self, x: f64) -> f64 {
        match self {
            // No difference is taken, so that its tail has all its digits.
            &Self::Exponential { mean } if x > 0.0 => crate::maths::exp(-x / mean),
            Self::Mixture(mixture) => {
                mixture.parts().iter().map(|(share, part)| share * part.share_above(x)).sum()
            }
            Self::Scaled { by, of } if *by > 0.0 => of.share_above(x / by),
            Self::Deterministic(_)
            | Self::Exponential { .. }
            | Self::Uniform { .. }
            | Self::Triangular { .. }
            | Self::Normal { .. }
            | Self::Lognormal { .. }
            | Self::Gamma { .. }
            | Self::Weibull { .. }
            | Self::Erlang { .. }
            | Self::PhaseType(_)
            | Self::Empirical(_)
            | Self::Quantiles(_)
            | Self::Scaled { .. } => (1.0 - self.cdf(x)).clamp(0.0, 1.0),
        }
    }

    /// The value that the variate has, given that it is above `x`, for the probability `u` strictly between 0 and 1:
    /// the quantile at F(x) + u (1 − F(x)), so that it never falls as `u` grows. Of a mixture, `u` first says which part
    /// it is, given that it is above `x`, and the rest of it which value of the part. `None` where nothing is above `x`.
    pub fn quantile_above(&self, x: f64, u: f64) -> Option<f64> {
        match self {
            // Without memory: what is left is as long as ever.
            &Self::Exponential { mean } => Some(x.max(0.0) + mean * exponential::unit_quantile(u)),
            Self::Scaled { by, of } if *by > 0.0 => of.quantile_above(x / by, u).map(|value| by * value),
            Self::Mixture(mixture) => {
                let left: Vec<f64> =
                    mixture.parts().iter().map(|(share, part)| share * part.share_above(x)).collect();
                let mut rest = u * left.iter().sum::<f64>();
                let last = left.iter().rposition(|&left| left > 0.0)?;
                for (nth, &left) in left.iter().enumerate() {
                    if left > 0.0 && (rest < left || nth == last) {
                        let within = (rest / left).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
                        return mixture.parts()[nth].1.quantile_above(x, within);
                    }
                    rest -= left;
                }
                None
            }
            Self::Deterministic(_)
            | Self::Uniform { .. }
            | Self::Triangular { .. }
            | Self::Normal { .. }
            | Self::Lognormal { .. }
            | Self::Gamma { .. }
            | Self::Weibull { .. }
            | Self::Erlang { .. }
            | Self::PhaseType(_)
            | Self::Empirical(_)
            | Self::Quantiles(_)
            | Self::Scaled { .. } => {
                let below = self.cdf(x);
                let left = 1.0 - below;
                (left > NOTHING_LEFT).then(|| self.quantile(below + u * left).max(x))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each() -> Vec<Distribution> {
        let of =
            |made: Result<Distribution, super::super::InvalidDistribution>| made.expect("proper parameters");
        let stay = of(Distribution::lognormal_mean_cv(6.0, 1.3));
        let short = of(Distribution::uniform(0.5, 2.0));
        vec![
            of(Distribution::deterministic(3.0)),
            of(Distribution::exponential(4.0)),
            short.clone(),
            of(Distribution::gamma_shape_scale(0.7, 5.0)),
            of(Distribution::empirical_weighted(vec![(1.0, 1.0), (3.0, 2.0), (9.0, 1.0)])),
            of(Distribution::mixture(vec![(0.3, short), (0.7, stay.clone())])),
            of(Distribution::scaled(2.0, stay.clone())),
            stay,
        ]
    }

    /// Of many evenly spaced probabilities, the share of values at or below each point is as it must be by Bayes.
    #[test]
    fn what_is_left_is_the_rest_of_the_distribution() {
        const MANY: u32 = 20_000;
        for distribution in each() {
            for spent in [0.0, 0.7, 1.0, 2.5, 6.0] {
                let values: Vec<f64> = (0..MANY)
                    .filter_map(|n| {
                        distribution.quantile_above(spent, (f64::from(n) + 0.5) / f64::from(MANY))
                    })
                    .collect();
                let left = 1.0 - distribution.cdf(spent);
                if left <= NOTHING_LEFT {
                    assert!(values.is_empty(), "{distribution:?} is never above {spent}");
                    continue;
                }
                assert_eq!(values.len(), MANY as usize);
                for point in [1.5, 2.999, 3.0, 5.0, 8.0, 20.0] {
                    let seen =
                        values.iter().filter(|&&value| value <= point).count() as f64 / f64::from(MANY);
                    let right = ((distribution.cdf(point) - distribution.cdf(spent)) / left).max(0.0);
                    assert!(
                        (seen - right).abs() < 2e-4,
                        "{distribution:?} above {spent}, at most {point}: {seen} and not {right}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_has_no_memory_has_none_however_late() {
        let stay = Distribution::exponential(2.0).expect("a mean above zero");
        for spent in [0.0, 1.0, 1000.0] {
            let value = stay.quantile_above(spent, 0.5).expect("something is always left");
            assert!((value - spent - 2.0 * std::f64::consts::LN_2).abs() < 1e-9);
        }
    }

    #[test]
    fn a_mixture_forgets_the_part_that_is_over() {
        let short = Distribution::deterministic(1.0).expect("not negative");
        let long = Distribution::deterministic(5.0).expect("not negative");
        let both = Distribution::mixture(vec![(0.9, short), (0.1, long)]).expect("shares of one");
        assert_eq!(both.quantile_above(0.5, 0.5), Some(1.0));
        assert_eq!(both.quantile_above(0.5, 0.95), Some(5.0));
        for u in [0.001, 0.5, 0.999] {
            assert_eq!(both.quantile_above(1.0, u), Some(5.0));
            assert_eq!(both.quantile_above(5.0, u), None);
        }
    }
}
