//! Finding the quantile of a distribution of which only the tails are known.

use crate::maths::{Tails, ln, ln_1p};

/// The logarithm of the point below which there is `p`, between 0 and 1: Newton's method on the logarithm of the nearer
/// tail, which keeps its relative precision however small it is; halving the bracket wherever a step would leave it.
pub(super) fn invert(p: f64, first_guess: f64, tails_at: impl Fn(f64) -> Tails) -> f64 {
    /// Newton doubles the number of right digits at each step: after one this small all are.
    const SMALL_STEP: f64 = 1e-9;
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut at = first_guess;
    for _ in 0..200 {
        let tails = tails_at(at);
        let step = if p < 0.5 {
            -ln(tails.below / p) * tails.below / tails.log_density
        } else {
            longer_step(ln(tails.above / (1.0 - p)) * tails.above / tails.log_density)
        };
        let too_high = if p < 0.5 { tails.below > p } else { tails.above < 1.0 - p };
        if too_high {
            high = at;
        } else {
            low = at;
        }
        let next = at + step;
        if step.abs() < SMALL_STEP {
            return next;
        }
        at = if low < next && next < high { next } else { inside(low, high) };
    }
    at
}

/// Upper tails fall about exponentially in the point itself, not in its logarithm: a step up is taken there. Left in the
/// logarithm it would be taken for its own exponential, and end where nothing is left of the tail.
fn longer_step(step: f64) -> f64 {
    if step > 0.0 { ln_1p(step) } else { step }
}

/// A point inside the bracket; one end may still be infinite.
fn inside(low: f64, high: f64) -> f64 {
    if low.is_infinite() {
        high - 2.0
    } else if high.is_infinite() {
        low + 2.0
    } else {
        0.5 * (low + high)
    }
}
