//! Student's t distribution, for intervals from a few replications.

use super::gamma::away_from_zero;
use super::{exp, ln, ln_1p, ln_gamma, normal_quantile};

/// From here on the expansion about the normal distribution is exact to the last bits, and the beta function is not.
const MANY_DEGREES: f64 = 1000.0;

/// The value below which Student's t with these degrees of freedom lies with probability `p`; infinite at 0 and 1, not a
/// number if `degrees` is not above 0. `student_t_quantile(0.975, n - 1)` times the standard error is half the width of a
/// 95 % interval from n replications.
///
/// Relative accuracy 10⁻⁸ or better: below a thousand degrees by bisection of [`student_t_cdf`]'s tail, above by Cornish
/// and Fisher's expansion to the fourth order (M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 26.7.5).
pub fn student_t_quantile(p: f64, degrees: f64) -> f64 {
    if degrees.is_nan() || degrees <= 0.0 || p.is_nan() {
        return f64::NAN;
    }
    let tail = p.min(1.0 - p);
    let distance = if tail <= 0.0 {
        f64::INFINITY
    } else if tail == 0.5 {
        0.0
    } else if degrees >= MANY_DEGREES {
        near_normal(-normal_quantile(tail), degrees)
    } else {
        bisect(tail, degrees)
    };
    distance.copysign(p - 0.5)
}

/// The probability that Student's t with these degrees of freedom is at most `t`.
pub fn student_t_cdf(t: f64, degrees: f64) -> f64 {
    let tail = above(t.abs(), degrees);
    if t > 0.0 { 1.0 - tail } else { tail }
}

fn near_normal(z: f64, degrees: f64) -> f64 {
    let s = z * z;
    let orders = [
        z,
        z * (s + 1.0) / 4.0,
        z * ((5.0 * s + 16.0) * s + 3.0) / 96.0,
        z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0,
        z * ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92160.0,
    ];
    orders.iter().rev().fold(0.0, |sum, order| sum / degrees + order)
}

/// The t from 0 up above which there is this much, at most one half.
fn bisect(tail: f64, degrees: f64) -> f64 {
    let mut low = 0.0;
    let mut high = 1.0;
    while above(high, degrees) > tail && high < f64::MAX / 2.0 {
        low = high;
        high *= 2.0;
    }
    // Each step halves the interval; a double has 53 bits, and the interval begins at or below its lower end's size.
    for _ in 0..120 {
        let middle = 0.5 * (low + high);
        if above(middle, degrees) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The probability of more than `t`, which is not negative: ½ I(ν/(ν+t²); ν/2, ½).
fn above(t: f64, degrees: f64) -> f64 {
    let squared = t * t / degrees;
    let outside = if squared.is_finite() {
        incomplete_beta(0.5 * degrees, 0.5, 1.0 / (1.0 + squared), squared / (1.0 + squared))
    } else {
        0.0
    };
    0.5 * outside
}

/// The regularised incomplete beta function I(x; a, b), given x and its complement 1 − x, by its continued fraction:
/// W. H. Press et al., "Numerical Recipes", 3rd ed. (2007), section 6.4.
fn incomplete_beta(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    if x <= 0.0 || rest <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let ln_x = if x < 0.5 { ln(x) } else { ln_1p(-rest) };
    let ln_rest = if x < 0.5 { ln_1p(-x) } else { ln(rest) };
    let front = exp(ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * ln_x + b * ln_rest);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, rest) / b
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut above = 1.0;
    let mut below = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0), TINY);
    let mut value = below;
    for n in 1..10_000 {
        let n = f64::from(n);
        let even = n * (b - n) * x / ((a + 2.0 * n - 1.0) * (a + 2.0 * n));
        let odd = -(a + n) * (a + b + n) * x / ((a + 2.0 * n) * (a + 2.0 * n + 1.0));
        let mut factor = 1.0;
        for numerator in [even, odd] {
            below = 1.0 / away_from_zero(1.0 + numerator * below, TINY);
            above = away_from_zero(1.0 + numerator / above, TINY);
            factor = above * below;
            value *= factor;
        }
        if (factor - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::{sin, sqrt};
    use std::f64::consts::PI;

    #[test]
    fn quantiles_are_those_of_published_tables() {
        for (p, degrees, expected) in [
            (0.975, 1.0, 12.7062),
            (0.975, 2.0, 4.3027),
            (0.975, 4.0, 2.7764),
            (0.975, 9.0, 2.2622),
            (0.975, 29.0, 2.0452),
            (0.995, 9.0, 3.2498),
            (0.95, 120.0, 1.6577),
            (0.975, 1e6, 1.95996),
        ] {
            let quantile = student_t_quantile(p, degrees);
            assert!((quantile - expected).abs() < 5e-5, "{p} {degrees}: {quantile}");
            assert!((student_t_quantile(1.0 - p, degrees) + quantile).abs() < 1e-12 * quantile);
        }
    }

    /// With one degree t is Cauchy's, with two it has a closed form.
    #[test]
    fn quantiles_are_closed_for_one_and_two_degrees() {
        for p in [1e-12, 1e-6, 0.01, 0.2, 0.49, 0.5, 0.7, 0.975] {
            let one = -sin(PI * (0.5 - p)) / sin(PI * p);
            let two = (2.0 * p - 1.0) / sqrt(2.0 * p * (1.0 - p));
            for (degrees, expected) in [(1.0, one), (2.0, two)] {
                let quantile = student_t_quantile(p, degrees);
                assert!(
                    (quantile - expected).abs() <= 1e-10 * expected.abs(),
                    "{p} {degrees}: {quantile} {expected}"
                );
            }
        }
    }

    #[test]
    fn both_methods_meet() {
        for p in [1e-6, 0.01, 0.3, 0.9, 0.9999] {
            let by_beta = student_t_quantile(p, MANY_DEGREES * (1.0 - 1e-15));
            let by_expansion = student_t_quantile(p, MANY_DEGREES);
            assert!((by_beta / by_expansion - 1.0).abs() < 1e-10, "{p}");
        }
    }

    #[test]
    fn quantile_and_probability_undo_each_other() {
        for degrees in [0.5, 1.0, 3.0, 17.5, 400.0] {
            for p in [1e-9, 0.025, 0.4, 0.6, 0.975] {
                let back = student_t_cdf(student_t_quantile(p, degrees), degrees);
                assert!((back / p - 1.0).abs() < 1e-10, "{degrees} {p}: {back}");
            }
        }
        assert_eq!(student_t_quantile(1.0, 3.0), f64::INFINITY);
        assert!(student_t_quantile(0.9, 0.0).is_nan());
    }
}
