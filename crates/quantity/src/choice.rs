//! One of several alternatives, each with its share.

use crate::distribution::InvalidDistribution;

/// The number of words a random word is one of.
pub(crate) const WORDS: u64 = 1 << 32;

/// How far the shares' sum may be from one before it is a mistake and not rounding.
const SUM_TOLERANCE: f64 = 1e-6;

/// Ends that are compared at once: enough for most choices of a hospital, and one instruction of any processor.
const FEW: usize = 4;

/// A choice between alternatives, each with a share of the words. A share of 0 is never picked, a share of 1 always.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Alternatives at the beginning whose share is 0.
    base: usize,
    /// The last word of each further slice but the last; where there are fewer, the last of all words, which none passes.
    few: [Flipped; FEW],
    /// Those beyond the first few.
    more: Box<[Flipped]>,
}

/// A word with its upper bit flipped, so that it compares as a signed number: that is what processors do side by side.
type Flipped = i32;

const fn flipped(word: u32) -> Flipped {
    (word ^ 0x8000_0000) as i32
}

impl Choice {
    /// A choice between alternatives with these shares, in this order. Shares of less than 2⁻³³ are as good as 0.
    ///
    /// # Errors
    /// No shares, a share that is not between 0 and 1, or a sum more than 10⁻⁶ from 1.
    pub fn new(shares: &[f64]) -> Result<Self, InvalidDistribution> {
        let ends = slice_ends(shares)?;
        let base = ends.iter().take_while(|&&end| end == 0).count();
        // Every word is below the last end: there is no need to ask.
        let last_words = ends[base..ends.len() - 1].iter().map(|&end| flipped((end - 1) as u32));
        let mut few = [flipped(u32::MAX); FEW];
        for (slot, last) in few.iter_mut().zip(last_words.clone()) {
            *slot = last;
        }
        Ok(Self { base, few, more: last_words.skip(FEW).collect() })
    }

    /// The number of the alternative, from 0, in whose slice the word lies; it never falls as the word grows.
    #[inline]
    pub fn pick(&self, word: u32) -> usize {
        let word = flipped(word);
        let [first, second, third, fourth] = self.few.map(|last| usize::from(word > last));
        let mut picked = self.base + (first + second) + (third + fourth);
        if fourth == 1 && !self.more.is_empty() {
            picked += self.more.iter().filter(|&&last| word > last).count();
        }
        picked
    }
}

impl Choice {
    /// The alternatives of many words at once.
    #[inline]
    pub fn pick_each<const N: usize>(&self, words: &[u32; N]) -> [u32; N] {
        let mut picked = [self.base as u32; N];
        for &last in self.few.iter().chain(&self.more) {
            for (picked, &word) in picked.iter_mut().zip(words) {
                *picked += u32::from(flipped(word) > last);
            }
        }
        picked
    }
}

/// Divides all words between the shares, in order, and gives the first word above each slice.
pub(crate) fn slice_ends(shares: &[f64]) -> Result<Vec<u64>, InvalidDistribution> {
    check(shares)?;
    let sum: f64 = shares.iter().sum();
    let last_picked = shares.iter().rposition(|&share| share > 0.0);
    let mut so_far = 0.0;
    let ends = shares.iter().enumerate().map(|(at, share)| {
        so_far += share;
        // Whoever comes last among those with a share ends where the words do, whatever rounding did before.
        if Some(at) >= last_picked {
            WORDS
        } else {
            ((so_far / sum * WORDS as f64).round() as u64).min(WORDS)
        }
    });
    Ok(ends.collect())
}

fn check(shares: &[f64]) -> Result<(), InvalidDistribution> {
    if shares.is_empty() {
        return Err(InvalidDistribution::new("there is nothing to choose from; give at least one share"));
    }
    if let Some(share) = shares.iter().find(|share| !(0.0..=1.0).contains(*share)) {
        return Err(InvalidDistribution::new(format!("a share is a number from 0 to 1, not {share}")));
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > SUM_TOLERANCE {
        let sum = (sum * 1e6).round() / 1e6;
        return Err(InvalidDistribution::new(format!("shares must sum to 1; these sum to {sum}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_by_share() {
        let half = u32::MAX / 2;
        for (shares, picks) in [
            (&[1.0][..], &[(0, 0), (u32::MAX, 0)][..]),
            (&[0.5, 0.5], &[(0, 0), (half, 0), (half + 1, 1), (u32::MAX, 1)]),
            (&[0.0, 1.0], &[(0, 1), (u32::MAX, 1)]),
            (&[1.0, 0.0], &[(0, 0), (u32::MAX, 0)]),
            (&[0.25, 0.0, 0.75, 0.0], &[(0, 0), (0x3FFF_FFFF, 0), (0x4000_0000, 2), (u32::MAX, 2)]),
            (&[0.1; 10], &[(0, 0), (u32::MAX, 9)]),
        ] {
            let choice = Choice::new(shares).expect("the shares sum to 1");
            for &(word, pick) in picks {
                assert_eq!(choice.pick(word), pick, "{word:#x} of {shares:?}");
                assert_eq!(choice.pick_each(&[0, word]), [choice.pick(0) as u32, pick as u32]);
            }
        }
    }

    #[test]
    fn slices_are_as_wide_as_their_shares() {
        let shares = [0.123, 0.0, 0.456, 0.3, 0.121];
        let ends = slice_ends(&shares).expect("the shares sum to 1");
        let mut start = 0;
        for (share, end) in shares.iter().zip(ends) {
            assert!(((end - start) as f64 / WORDS as f64 - share).abs() < 3e-10);
            start = end;
        }
        assert_eq!(start, WORDS);
    }

    #[test]
    fn shares_that_are_no_shares_are_refused() {
        for (shares, message) in [
            (&[][..], "there is nothing to choose from; give at least one share"),
            (&[0.3, 0.6], "shares must sum to 1; these sum to 0.9"),
            (&[1.5, -0.5], "a share is a number from 0 to 1, not 1.5"),
            (&[f64::NAN], "a share is a number from 0 to 1, not NaN"),
        ] {
            let error = Choice::new(shares).expect_err(message);
            assert_eq!(error.to_string(), message);
        }
        assert!(Choice::new(&[0.333_333_3; 3]).is_ok());
    }
}
