//! The table by which smooth distributions are inverted.

use std::array;
use std::fmt;

use crate::time::Duration;

const OCTAVES: usize = 32;
const CELL_BITS: u32 = 6;
const CELLS: usize = OCTAVES << CELL_BITS;
const MANTISSA_BITS: u32 = f64::MANTISSA_DIGITS - 1;
const FRACTION_BITS: u32 = MANTISSA_BITS - CELL_BITS;
const ONE: u64 = 1.0_f64.to_bits();
const TWICE_THE_WORDS: f64 = 8_589_934_592.0;

/// What is longer than this, 71,000 years, is drawn as this.
pub(super) const LONGEST: f64 = 2_251_799_813_685_248.0;

/// Quantiles at the ends of all cells, for the lower half of the words and for the upper, both counted from the end of the
/// unit interval that is theirs.
pub(super) struct Table {
    sides: [[f64; CELLS + 1]; 2],
}

impl Table {
    /// The table of a quantile function.
    #[allow(clippy::large_stack_arrays, reason = "32 kB, once a sampler, on its way to the heap")]
    pub(super) fn new(quantile: impl Fn(f64) -> f64) -> Self {
        let lower = array::from_fn(|cell| quantile(tail_at(cell)).min(LONGEST));
        let upper = array::from_fn(|cell| quantile(1.0 - tail_at(cell)).min(LONGEST));
        Self { sides: [lower, upper] }
    }

    /// Straight interpolation in the cell of the word, in milliseconds for a unit in milliseconds.
    ///
    /// With t the number of words nearer to the end than this one, the probability from the end is (2t + 1) / 2³³. The
    /// odd number 2t + 1 as a double has the octave in its exponent, the cell in the upper bits of its mantissa, and the
    /// place in the cell in the others: shifts find all three.
    #[inline]
    pub(super) fn draw(&self, word: u32, unit: f64) -> Duration {
        let upper = word >> 31;
        let nearer = word ^ 0_u32.wrapping_sub(upper);
        let bits = ((2 * i64::from(nearer) + 1) as f64).to_bits();
        let cell = ((bits - ONE) >> FRACTION_BITS) as usize & (CELLS - 1);
        let place = f64::from_bits(((bits << CELL_BITS) & ((1 << MANTISSA_BITS) - 1)) | ONE) - 1.0;
        let side = &self.sides[upper as usize];
        let (start, end) = (side[cell], side[cell + 1]);
        nearest_milli((start + (end - start) * place) * unit)
    }

    /// The greatest number in it: the quantile of the last word.
    pub(super) fn greatest(&self) -> f64 {
        self.sides[1][0]
    }
}

/// Four thousand numbers tell a reader nothing: their ends and middle do.
impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [lower, upper] = &self.sides;
        let shown = (lower[0], lower[CELLS], upper[0]);
        f.debug_tuple("Table").field(&shown).finish_non_exhaustive()
    }
}

/// The duration nearest to a number of milliseconds from 0 to [`LONGEST`]; of two equally near, the even one.
///
/// Added to 2⁵², the number is rounded to a whole one, which stands in the lower bits of the sum. A conversion would have
/// to look for numbers that do not fit; it is three times as slow.
#[inline]
pub(super) fn nearest_milli(millis: f64) -> Duration {
    const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
    let sum = millis + TWO_TO_52;
    Duration::from_millis((sum.to_bits() - TWO_TO_52.to_bits()) as i64)
}

/// The probability, from the nearer end, at which the cell starts.
fn tail_at(cell: usize) -> f64 {
    cell_start(cell) / TWICE_THE_WORDS
}

/// The number that draws at the start of the cell have for 2t + 1: from 1 to 2³², with the octave for its exponent.
fn cell_start(cell: usize) -> f64 {
    f64::from_bits(ONE + ((cell as u64) << FRACTION_BITS))
}

#[cfg(test)]
impl Table {
    /// Mean and variance of what all 2³² words draw, in the table's unit, before rounding to milliseconds.
    ///
    /// Cells from octave 7 on hold 2^(octave − 7) words at places (j + ½) / n, the mean of whose squares is
    /// 1/3 − 1/(12 n²); below, each odd number has its own cell, at whose start it stands.
    pub(super) fn moments(&self) -> (f64, f64) {
        let (mut sum, mut squares) = (0.0, 0.0);
        for side in &self.sides {
            for (cell, ends) in side.windows(2).enumerate() {
                let (start, width) = (ends[0], ends[1] - ends[0]);
                let octave = cell >> CELL_BITS;
                if octave > CELL_BITS as usize {
                    let words = (1_u64 << (octave - 1 - CELL_BITS as usize)) as f64;
                    let place_squared = 1.0 / 3.0 - 1.0 / (12.0 * words * words);
                    sum += words * (start + 0.5 * width);
                    squares += words * (start * start + start * width + width * width * place_squared);
                } else if cell_start(cell) % 2.0 == 1.0 {
                    sum += start;
                    squares += start * start;
                }
            }
        }
        let mean = sum / 4_294_967_296.0;
        (mean, squares / 4_294_967_296.0 - mean * mean)
    }
}
