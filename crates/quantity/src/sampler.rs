//! Drawing durations: one random word in, one duration out, by inversion of the distribution.
//!
//! Inversion, and one word a variate, so that the same word means the same luck in every option: a longer distribution
//! gives a longer stay, never another patient's. Within every distribution but a mixture the duration never falls as the
//! word grows; in a mixture that holds within each part's slice of the words.
//!
//! The word w stands for the probability u = (w + ½) / 2³². Distributions in steps, or straight between knots, are
//! inverted exactly. The smooth ones are inverted by a table that is as fine in the tails as in the middle: counted from
//! the nearer end, the probability s is cut into octaves (½ to ¼, ¼ to ⅛, … to 2⁻³³), each octave into 64 cells, and the
//! quantile is straight within a cell. So a cell is at most 1/64 as wide as s, and the table needs no special case for
//! tails down to the last word.
//!
//! Error: the chord of a cell of width h lies off the quantile Q by at most h² Q″ / 8, on average h² Q″ / 12. For the
//! exponential, Q″ = 1/s² in the upper tail: the mean of the draws is too long by less than 1 / (12 · 64²) ≈ 2·10⁻⁵ of the
//! mean, in fact by 6·10⁻⁶. The tests integrate the tables exactly and hold every family with a coefficient of
//! variation up to 3 to 10⁻⁴. What lies beyond the last word's quantile, 10⁻¹⁰ of the variates, is never drawn.

mod shared;
mod table;

use std::sync::Arc;

use crate::choice::{WORDS, slice_ends};
use crate::distribution::{Distribution, Empirical, Mixture, Quantiles};
use crate::stream::unit_open;
use crate::time::Duration;

use table::{LONGEST, Table, nearest_milli};

/// Draws durations from a distribution over milliseconds. Copies share their table.
#[derive(Clone, Debug)]
pub struct Sampler {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Constant(Duration),
    /// The table of a distribution in a unit of its own, and that unit in milliseconds.
    Table(Arc<Table>, f64),
    Pieces(Arc<[Piece]>),
    Steps(Arc<[Step]>),
    Mixture(Arc<[Part]>),
}

/// A straight piece of the quantile function, from the probability `start` up to `end`.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: f64,
    end: f64,
    low: f64,
    slope: f64,
    high: f64,
}

/// A value for the words from where the one before ends up to, but without, `end`.
#[derive(Clone, Copy, Debug)]
struct Step {
    end: u64,
    value: Duration,
}

/// A slice of the words, from `start` up to, but without, `end`, that belongs to one part of a mixture.
#[derive(Clone, Debug)]
struct Part {
    start: u64,
    end: u64,
    /// 2⁶⁴ over the slice's width: what its words are multiplied by to fill all words.
    stretch: u64,
    sampler: Sampler,
}

impl Sampler {
    /// Prepares to draw from a distribution over milliseconds. Costs some thousand quantiles: do it once.
    pub fn new(distribution: &Distribution) -> Self {
        Self::scaled(distribution, 1.0)
    }

    fn scaled(distribution: &Distribution, by: f64) -> Self {
        let kind = match distribution {
            Distribution::Deterministic(value) => Kind::Constant(Duration::from_millis_f64(by * value)),
            Distribution::Uniform { low, high } => Kind::Pieces(pieces(&[(0.0, by * low), (1.0, by * high)])),
            Distribution::Quantiles(quantiles) => Kind::Pieces(pieces(&scaled_knots(quantiles, by))),
            Distribution::Empirical(values) => Kind::Steps(steps(values, by)),
            Distribution::Mixture(parts) => Kind::Mixture(slices(parts, by)),
            Distribution::Scaled { by: more, of } => return Self::scaled(of, by * more),
            Distribution::Exponential { .. }
            | Distribution::Triangular { .. }
            | Distribution::Normal { .. }
            | Distribution::Lognormal { .. }
            | Distribution::Gamma { .. }
            | Distribution::Weibull { .. }
            | Distribution::Erlang { .. }
            | Distribution::PhaseType(_) => {
                let (table, unit) = shared::table_of(distribution, by);
                Kind::Table(table, unit)
            }
        };
        Self { kind }
    }

    /// The duration that the word stands for, to the nearest millisecond; never negative.
    #[inline]
    pub fn draw(&self, word: u32) -> Duration {
        match &self.kind {
            Kind::Table(table, unit) => table.draw(word, *unit),
            Kind::Constant(value) => *value,
            Kind::Pieces(pieces) => draw_piece(pieces, word),
            Kind::Steps(steps) => draw_step(steps, word),
            Kind::Mixture(parts) => draw_part(parts, word),
        }
    }
}

fn scaled_knots(quantiles: &Quantiles, by: f64) -> Vec<(f64, f64)> {
    let knots = quantiles.knots().iter();
    knots.map(|&(p, value)| (p, by * value)).collect()
}

fn pieces(knots: &[(f64, f64)]) -> Arc<[Piece]> {
    let pieces = knots.windows(2).map(|pair| {
        let ((start, low), (end, high)) = (pair[0], pair[1]);
        let (low, high) = (low.min(LONGEST), high.min(LONGEST));
        Piece { start, end, low, slope: (high - low) / (end - start), high }
    });
    pieces.collect()
}

fn draw_piece(pieces: &[Piece], word: u32) -> Duration {
    let p = unit_open(word);
    let piece = &pieces[pieces.partition_point(|piece| piece.end <= p)];
    let millis = piece.low + piece.slope * (p - piece.start);
    // The next piece begins at `high`: rounding may not pass it.
    nearest_milli(if millis < piece.high { millis } else { piece.high })
}

fn steps(values: &Empirical, by: f64) -> Arc<[Step]> {
    let ends = slice_ends(values.shares()).expect("the shares of an empirical distribution sum to 1");
    let steps = ends
        .into_iter()
        .zip(values.values())
        .map(|(end, (value, _))| Step { end, value: Duration::from_millis_f64(by * value) });
    steps.collect()
}

fn draw_step(steps: &[Step], word: u32) -> Duration {
    steps[steps.partition_point(|step| step.end <= u64::from(word))].value
}

fn slices(mixture: &Mixture, by: f64) -> Arc<[Part]> {
    let shares: Vec<f64> = mixture.parts().iter().map(|part| part.0).collect();
    let ends = slice_ends(&shares).expect("the shares of a mixture sum to 1");
    let mut start = 0;
    let parts = ends.into_iter().zip(mixture.parts()).map(|(end, (_, part))| {
        let width = end - start;
        let slice = Part {
            start,
            end,
            stretch: u64::try_from((1_u128 << 64) / u128::from(width.max(1))).unwrap_or(u64::MAX),
            sampler: Sampler::scaled(part, by),
        };
        start = end;
        slice
    });
    parts.collect()
}

/// Finds the slice of the word, and stretches the slice's words evenly over all words for the part's own sampler.
fn draw_part(parts: &[Part], word: u32) -> Duration {
    let word = u64::from(word);
    let part = &parts[parts.partition_point(|part| part.end <= word)];
    // At most (width − 1) · 2⁶⁴ / width + 2⁶³ / width: it does not overflow.
    let stretched = (word - part.start) * part.stretch + part.stretch / 2;
    debug_assert!(part.end <= WORDS, "slices end where the words do");
    part.sampler.draw((stretched >> 32) as u32)
}

#[cfg(test)]
mod tests;
