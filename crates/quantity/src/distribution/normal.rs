//! The normal distribution, cut off at two bounds.
//!
//! Symbols: α and β are the bounds in standard deviations from the mean; Z is the share of the whole normal between them;
//! φ is the standard normal density. Moments: N. L. Johnson, S. Kotz and N. Balakrishnan, "Continuous Univariate
//! Distributions", vol. 1, 2nd ed. (1994), section 13.10.1.

use super::{Distribution, InvalidDistribution, above_zero, not_negative};
use crate::maths::{normal_above, normal_cdf, normal_density, normal_quantile};

/// Less of the normal than this between the bounds is a slip, and would cost the formulas their digits.
const LEAST_KEPT: f64 = 1e-9;

impl Distribution {
    /// A normal distribution of which only what is not negative is kept. `mean` and `sd` are those of the whole normal.
    ///
    /// # Errors
    /// As for [`Distribution::normal_between`].
    pub fn normal(mean: f64, sd: f64) -> Result<Self, InvalidDistribution> {
        Self::normal_between(mean, sd, 0.0, f64::INFINITY)
    }

    /// A normal distribution of which only what lies between two bounds is kept. `mean` and `sd` are those of the whole
    /// normal; `at_most` may be infinite.
    ///
    /// # Errors
    /// An `sd` that is not above 0, bounds that are negative or out of order, numbers that are not finite, or bounds
    /// between which there is less than 10⁻⁹ of the whole normal.
    pub fn normal_between(
        mean: f64,
        sd: f64,
        at_least: f64,
        at_most: f64,
    ) -> Result<Self, InvalidDistribution> {
        if !mean.is_finite() {
            return Err(InvalidDistribution::new(format!(
                "the mean of a normal distribution must be finite, not {mean}"
            )));
        }
        above_zero("the standard deviation of a normal distribution", sd)?;
        not_negative("the lower bound of a normal distribution", at_least)?;
        if at_most.is_nan() || at_most <= at_least {
            return Err(InvalidDistribution::new(format!(
                "the upper bound of a normal distribution must be above its lower bound, but {at_most} is not above {at_least}"
            )));
        }
        if Kept::new(mean, sd, at_least, at_most).share < LEAST_KEPT {
            return Err(InvalidDistribution::new(format!(
                "a normal distribution with mean {mean} and standard deviation {sd} has next to nothing between \
                 {at_least} and {at_most}; give bounds nearer to the mean"
            )));
        }
        Ok(Self::Normal { mean, sd, at_least, at_most })
    }
}

/// What is kept of the standard normal.
struct Kept {
    alpha: f64,
    beta: f64,
    /// What is left out below the lower bound and above the upper; each precise where it is small.
    below_alpha: f64,
    above_beta: f64,
    share: f64,
}

impl Kept {
    fn new(mean: f64, sd: f64, at_least: f64, at_most: f64) -> Self {
        let alpha = (at_least - mean) / sd;
        let beta = (at_most - mean) / sd;
        let (below_alpha, above_beta) = (normal_cdf(alpha), normal_above(beta));
        let share =
            if alpha > 0.0 { normal_above(alpha) - above_beta } else { normal_cdf(beta) - below_alpha };
        Self { alpha, beta, below_alpha, above_beta, share }
    }
}

pub(super) fn mean(mean: f64, sd: f64, at_least: f64, at_most: f64) -> f64 {
    let (centre, _) = standard_moments(&Kept::new(mean, sd, at_least, at_most));
    mean + sd * centre
}

pub(super) fn variance(mean: f64, sd: f64, at_least: f64, at_most: f64) -> f64 {
    let (_, spread) = standard_moments(&Kept::new(mean, sd, at_least, at_most));
    sd * sd * spread
}

/// Bounds nearer to each other than this: the closed form of the variance is a difference of nearly equal numbers.
const NARROW: f64 = 0.5;

/// Mean and variance of what is kept of the standard normal.
fn standard_moments(kept: &Kept) -> (f64, f64) {
    if kept.beta - kept.alpha < NARROW {
        return moments_by_simpson(kept.alpha, kept.beta);
    }
    // φ(β) is 0 where β is infinite, and so is βφ(β).
    let (low, high) = (normal_density(kept.alpha), normal_density(kept.beta));
    let weighted_high = if kept.beta.is_finite() { kept.beta * high } else { 0.0 };
    let centre = (low - high) / kept.share;
    let spread = 1.0 + (kept.alpha * low - weighted_high) / kept.share - centre * centre;
    (centre, spread)
}

fn moments_by_simpson(alpha: f64, beta: f64) -> (f64, f64) {
    const INTERVALS: u32 = 64;
    let middle = 0.5 * (alpha + beta);
    let step = (beta - alpha) / f64::from(INTERVALS);
    let mut sums = [0.0; 3];
    for at in 0..=INTERVALS {
        let weight = match at {
            0 | INTERVALS => 1.0,
            _ if at % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let offset = (f64::from(at) - 0.5 * f64::from(INTERVALS)) * step;
        // Relative to the middle's density, which keeps the numbers near 1 however far out the bounds are.
        let density = crate::maths::exp(-offset * (middle + 0.5 * offset));
        for (sum, moment) in sums.iter_mut().zip([1.0, offset, offset * offset]) {
            *sum += weight * density * moment;
        }
    }
    let centre = sums[1] / sums[0];
    (middle + centre, sums[2] / sums[0] - centre * centre)
}

pub(super) fn quantile(mean: f64, sd: f64, at_least: f64, at_most: f64, p: f64) -> f64 {
    let kept = Kept::new(mean, sd, at_least, at_most);
    // From whichever end the probability is the smaller number, and so the more precise.
    let below = kept.below_alpha + p * kept.share;
    let standard = if below < 0.5 {
        normal_quantile(below)
    } else {
        -normal_quantile(kept.above_beta + (1.0 - p) * kept.share)
    };
    (mean + sd * standard).clamp(at_least, at_most)
}

pub(super) fn cdf(mean: f64, sd: f64, at_least: f64, at_most: f64, x: f64) -> f64 {
    if x <= at_least {
        0.0
    } else if x >= at_most {
        1.0
    } else {
        let upto = Kept::new(mean, sd, at_least, x).share;
        (upto / Kept::new(mean, sd, at_least, at_most).share).min(1.0)
    }
}
