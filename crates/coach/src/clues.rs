//! What speaks for a reading of a prompt and against it, a bit each, with a weight each: the linear models of lengths and of texts to work on.

/// Clues that are there, so many words of 64.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clues<const WORDS: usize>(pub(crate) [u64; WORDS]);

/// Takes the bits that are there, by their number.
fn each(words: &[u64], mut take: impl FnMut(usize)) {
    let mut first = 0;
    for &word in words {
        let mut bits = word;
        while bits != 0 {
            take(first + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
        first += 64;
    }
}

// Once for all sizes.
#[inline(never)]
fn sum(words: &[u64], weights: &[u8]) -> i32 {
    let weight = |clue: usize| weights.get(clue).map_or(0, |&weight| weight as i8 as i32);
    let mut sum = weight(64 * words.len());
    each(words, |clue| sum += weight(clue));
    sum
}

impl<const WORDS: usize> Clues<WORDS> {
    /// The sum of their weights, signed bytes, and of one more weight behind them, which counts always. O(1).
    pub(crate) fn sum(&self, weights: &[u8]) -> i32 {
        sum(&self.0, weights)
    }

    /// Their numbers.
    #[cfg(feature = "training")]
    pub fn numbers(&self) -> Vec<usize> {
        let mut numbers = Vec::new();
        each(&self.0, |clue| numbers.push(clue));
        numbers
    }
}

/// Choices one after the other in a word of 64 bits: of each a bit says how it came out.
#[derive(Default)]
pub(crate) struct Choices {
    pub bits: u64,
    width: u32,
}

impl Choices {
    /// One of so many, the last for all from there on. What does not fit any more is lost.
    pub(crate) fn one(&mut self, which: usize, of: usize) {
        let which = which.min(of - 1) as u32;
        self.bits |= 1u64.checked_shl(self.width + which).unwrap_or(0);
        self.width += of as u32;
    }

    /// Whether something is there.
    pub(crate) fn flag(&mut self, there: bool) {
        self.bits |= u64::from(there).checked_shl(self.width).unwrap_or(0);
        self.width += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_clue_has_its_weight() {
        let mut weights = [0u8; 129];
        for (clue, weight) in [(0, 3i8), (63, -5), (64, 7), (127, 100), (128, -1)] {
            weights[clue] = weight as u8;
        }
        for (words, sum) in [
            ([0, 0], -1),
            ([1, 0], 2),
            ([1 << 63, 1], 1),
            ([2, 1 << 63], 99),
            ([u64::MAX, u64::MAX], 104),
        ] {
            assert_eq!(Clues(words).sum(&weights), sum, "{words:?}");
        }
    }

    #[test]
    fn choices_stand_one_after_the_other() {
        let mut choices = Choices::default();
        choices.one(1, 3);
        choices.one(9, 2);
        choices.flag(false);
        choices.flag(true);
        assert_eq!(choices.bits, 0b101_0010);
        for _ in 0..40 {
            choices.one(1, 2);
        }
        assert_eq!(choices.width, 87);
    }
}
