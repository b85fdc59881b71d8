//! What the rest of the house counts with.

use crate::estimate::estimate;
use crate::saving::saving;
use crate::unpublished::unpublished;
use crate::{Count, Edit, Encoding, TokenSaving, Tokenizer};

/// Counts tokens: exactly where the vocabulary is there, by estimate until then.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one, not a list of them"
)]
pub enum Counter {
    /// The vocabulary is there.
    Exact(Tokenizer),
    /// No vocabulary of this encoding is there (yet).
    Estimate(Encoding),
}

impl Counter {
    /// The encoding that is counted or estimated.
    pub fn encoding(&self) -> Encoding {
        match self {
            Counter::Exact(tokenizer) => tokenizer.encoding(),
            Counter::Estimate(encoding) => *encoding,
        }
    }

    /// The number of tokens of a text.
    pub fn count(&self, text: &str) -> Count {
        match self {
            Counter::Exact(tokenizer) if tokenizer.covers(text) => {
                Count::Exact(tokenizer.count(text))
            }
            Counter::Estimate(Encoding::Unpublished) => Count::Estimated(unpublished(text)),
            _ => Count::Estimated(estimate(text)),
        }
    }

    /// How many tokens fewer a text has once all `edits` are made together.
    ///
    /// The edits must be sorted by position and must not overlap; an edit that breaks this, or whose range is not
    /// inside the text at character boundaries, is left out and makes the result inexact.
    ///
    /// # Complexity
    /// Linear in the edits and their surroundings up to the nearest places where pieces certainly end (a few words),
    /// at most 8 kB either side, whatever the length of the text.
    pub fn saving(&self, text: &str, edits: &[Edit]) -> TokenSaving {
        match self {
            Counter::Exact(tokenizer) => saving(text, edits, |window| {
                (tokenizer.count(window).0 as f64, tokenizer.covers(window))
            }),
            Counter::Estimate(Encoding::Unpublished) => {
                saving(text, edits, |window| (unpublished(window).central, false))
            }
            Counter::Estimate(_) => saving(text, edits, |window| (estimate(window).central, false)),
        }
    }
}
