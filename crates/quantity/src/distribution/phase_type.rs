//! Cox's phase-type distribution: exponential phases in a row, after each of which it may be over.
//!
//! It holds hyper- and hypo-exponential stays alike, with coefficients of variation on both sides of 1. D. R. Cox, "A use
//! of complex probabilities in the theory of stochastic processes", Proc. Camb. Phil. Soc. 51 (1955).

use super::invert::invert;
use super::{Distribution, InvalidDistribution, above_zero};
use crate::maths::{Tails, exp, ln};
use crate::share::Share;

/// One phase.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Phase {
    /// The mean time in the phase.
    pub mean: f64,
    /// The probability of going on to the next phase; 0 for the last.
    pub onward: f64,
}

/// Exponential phases in a row.
#[derive(Clone, PartialEq, Debug)]
pub struct PhaseType {
    phases: Vec<Phase>,
}

/// The matrix below has one more row than there are phases; its powers cost the cube of that.
const MOST_PHASES: usize = 16;
const STATES: usize = MOST_PHASES + 1;

impl Distribution {
    /// Exponential phases in a row, from the first on; after each it goes on with the phase's probability, or is over.
    ///
    /// # Errors
    /// No phases or more than 16, a mean that is not above 0 or not finite, an onward probability that is not between 0
    /// and 1, or one that is not 0 after the last phase.
    pub fn phase_type(phases: Vec<Phase>) -> Result<Self, InvalidDistribution> {
        if phases.is_empty() || phases.len() > MOST_PHASES {
            return Err(InvalidDistribution::new(format!(
                "a phase-type distribution has from 1 to {MOST_PHASES} phases, not {}",
                phases.len()
            )));
        }
        for phase in &phases {
            above_zero("the mean of a phase", phase.mean)?;
            if Share::new(phase.onward).is_err() {
                return Err(InvalidDistribution::new(format!(
                    "the probability of going on to the next phase must be from 0 to 1, not {}",
                    phase.onward
                )));
            }
        }
        if let Some(last) = phases.last().filter(|last| last.onward > 0.0) {
            return Err(InvalidDistribution::new(format!(
                "the last phase has no next phase to go on to; its onward probability must be 0, not {}",
                last.onward
            )));
        }
        Ok(Self::PhaseType(PhaseType { phases }))
    }
}

impl PhaseType {
    /// The phases, in order.
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    pub(super) fn mean(&self) -> f64 {
        self.moments().0
    }

    pub(super) fn variance(&self) -> f64 {
        let (first, second) = self.moments();
        second - first * first
    }

    /// First and second moment, from the last phase back: what is left after a phase is independent of the phase.
    fn moments(&self) -> (f64, f64) {
        self.phases.iter().rev().fold((0.0, 0.0), |(first, second), phase| {
            let Phase { mean, onward } = *phase;
            (mean + onward * first, 2.0 * mean * mean + 2.0 * mean * onward * first + onward * second)
        })
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        if x > 0.0 { self.tails_at_log(ln(x)).below } else { 0.0 }
    }

    pub(super) fn quantile(&self, p: f64) -> f64 {
        exp(invert(p, ln(self.mean()), |ln_x| self.tails_at_log(ln_x)))
    }

    fn tails_at_log(&self, ln_x: f64) -> Tails {
        let x = exp(ln_x);
        let over = self.phases.len();
        let chances = self.first_row_at(x);
        let density: f64 = self
            .phases
            .iter()
            .zip(chances)
            .map(|(phase, chance)| chance * (1.0 - phase.onward) / phase.mean)
            .sum();
        Tails { below: chances[over], above: chances[..over].iter().sum(), log_density: x * density }
    }

    /// The probabilities of being in each phase, or over (the last entry), after the time `x`.
    ///
    /// The first row of the exponential of x times the generator, by scaling and squaring: the time is halved until the
    /// exponential's series about the fastest rate (uniformisation) is short, and the matrix squared as often. No entry is
    /// ever negative, so that nothing cancels and the smallest probabilities keep their digits.
    fn first_row_at(&self, x: f64) -> [f64; STATES] {
        let fastest = self.phases.iter().map(|phase| 1.0 / phase.mean).fold(0.0, f64::max);
        let mut turns = x * fastest;
        let mut halvings = 0;
        while turns > 1.0 && halvings < 200 {
            turns *= 0.5;
            halvings += 1;
        }
        let mut matrix = self.short_time(turns, fastest);
        for _ in 0..halvings {
            matrix = squared(&matrix, self.phases.len());
        }
        matrix[0]
    }

    /// The transition matrix over a time in which the fastest phase ends `turns` times, at most once, on average.
    fn short_time(&self, turns: f64, fastest: f64) -> Matrix {
        let over = self.phases.len();
        let mut sum = [[0.0; STATES]; STATES];
        for (start, total) in sum.iter_mut().enumerate().take(over + 1) {
            let mut row = [0.0; STATES];
            row[start] = exp(-turns);
            // Sixteen terms pass before the last state is reached through all phases; twenty of e^1 leave less than 1e-19.
            for term in 1..=20 {
                for (sum, part) in total[start..=over].iter_mut().zip(&row[start..=over]) {
                    *sum += part;
                }
                self.step(&mut row, start, fastest, turns / f64::from(term));
            }
        }
        sum
    }

    /// One jump of the uniformised chain, applied to a row of probabilities from the state `start` on and times a weight.
    fn step(&self, row: &mut [f64; STATES], start: usize, fastest: f64, weight: f64) {
        let over = self.phases.len();
        row[over] *= weight;
        // From the last phase back, so that what goes on does not go on twice.
        for at in (start..over).rev() {
            let Phase { mean, onward } = self.phases[at];
            let leaves = weight * row[at] / (mean * fastest);
            row[at] = (weight * row[at] - leaves).max(0.0);
            row[at + 1] += leaves * onward;
            row[over] += leaves * (1.0 - onward);
        }
    }
}

/// The square of an upper triangular matrix whose last state in use is `over`.
fn squared(matrix: &Matrix, over: usize) -> Matrix {
    let mut square = [[0.0; STATES]; STATES];
    for (start, products) in square.iter_mut().enumerate().take(over + 1) {
        for (middle, row) in matrix.iter().enumerate().take(over + 1).skip(start) {
            let chance = matrix[start][middle];
            for (product, factor) in products[middle..=over].iter_mut().zip(&row[middle..=over]) {
                *product += chance * factor;
            }
        }
        // Each row sums to 1. A rounding error in that would double with every squaring.
        let sum: f64 = products[start..=over].iter().sum();
        for product in &mut products[start..=over] {
            *product /= sum;
        }
    }
    square
}

type Matrix = [[f64; STATES]; STATES];
