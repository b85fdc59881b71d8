//! How many tokens: exactly, or as a band.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign};

/// An exact number of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tokens(pub usize);

impl fmt::Display for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Add for Tokens {
    type Output = Tokens;

    fn add(self, other: Tokens) -> Tokens {
        Tokens(self.0 + other.0)
    }
}

impl AddAssign for Tokens {
    fn add_assign(&mut self, other: Tokens) {
        self.0 += other.0;
    }
}

impl Sum for Tokens {
    fn sum<I: Iterator<Item = Tokens>>(counts: I) -> Tokens {
        Tokens(counts.map(|count| count.0).sum())
    }
}

/// An estimated number of tokens: its 5th percentile, central value and 95th percentile.
///
/// `0 <= low <= central <= high` wherever this crate makes one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TokenBand {
    /// The 5th percentile, tokens.
    pub low: f64,
    /// The central value, tokens.
    pub central: f64,
    /// The 95th percentile, tokens.
    pub high: f64,
}

/// The number of tokens of a text, and whether it is known or estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Count {
    /// Counted with the model's own vocabulary.
    Exact(Tokens),
    /// Estimated from the characters, because no vocabulary was there.
    Estimated(TokenBand),
}

impl Count {
    /// The exact count, or the centre of the band; tokens.
    pub fn central(&self) -> f64 {
        match self {
            Count::Exact(tokens) => tokens.0 as f64,
            Count::Estimated(band) => band.central,
        }
    }

    /// Whether the count was made with the vocabulary.
    pub fn is_exact(&self) -> bool {
        matches!(self, Count::Exact(_))
    }
}
