//! How long the answer will be, and who says so.

use crate::Settings;
use promptwatt_coach::Coaching;
use promptwatt_tokens::TokenBand;

/// Who says how long the answer will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerSource {
    /// The reader gave a number.
    Yours,
    /// The prompt asks for a length.
    Stated,
    /// Nobody: answers to prompts of this kind are that long.
    Assumed,
}

/// The expected answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Its length in tokens; low and high are the 5th and 95th percentile.
    pub expected: TokenBand,
    /// Who says so.
    pub source: AnswerSource,
}

impl Answer {
    /// The reader's number wins over the prompt's words, and these over the task's usual length.
    #[must_use]
    pub fn expect(coaching: &Coaching, settings: &Settings) -> Self {
        if let Some(tokens) = settings.expected_answer {
            let expected = TokenBand {
                low: tokens.0,
                central: tokens.0,
                high: tokens.0,
            };
            return Self {
                expected,
                source: AnswerSource::Yours,
            };
        }
        let source = if coaching.answer.is_stated() {
            AnswerSource::Stated
        } else {
            AnswerSource::Assumed
        };
        Self {
            expected: coaching.answer.expected,
            source,
        }
    }
}
