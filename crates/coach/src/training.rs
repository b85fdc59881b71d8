//! What training the models of tasks, lengths and texts to work on needs: what speaks for each, and rule sets that lack some of their words, as
//! those do that meet a prompt nobody thought of.

use crate::answer::Limit;
pub use crate::answer::{CLUES as LENGTH_CLUES, Stating};
use crate::coach::Coach;
use crate::coaching::Task;
use crate::lexicon::Sense;
use crate::memory::Memory;
pub use crate::payload::{ENOUGH, SPLIT_CLUES, Split};
use crate::reading::Reading;
use crate::rules::RuleSet;
pub use crate::task::{Evidence, MARGIN, SIGNS, STEP, packed};
use std::ops::Range;

/// What the models are asked with for a prompt.
#[derive(Clone, Debug)]
pub struct Found {
    /// The signs, what the rules tell among them.
    pub evidence: Evidence,
    /// The pieces of the request, each as a hash.
    pub pieces: Vec<u16>,
    /// The task by the rules alone.
    pub told: Task,
    /// Whether a rule tells it, which the model needs to be surer than.
    pub said: bool,
    /// The numbers that may state a length.
    pub lengths: Vec<Stating>,
    /// The length that a fixed form of answer states.
    pub fixed: Option<Limit>,
    /// Where a text to work on may stand.
    pub splits: Vec<Split>,
    /// Where the rules find one.
    pub payload: Vec<Range<usize>>,
    /// Whether the prompt is small talk, whatever the model says.
    pub settled: bool,
}

impl Coach {
    /// What the models are asked with for a prompt.
    pub fn found(&self, text: &str) -> Found {
        Reading::of(text, self.lexicon(), None, &mut Memory::default(), |_| 0.0).found
    }
}

impl RuleSet {
    /// The same without the phrases of the lexicon that `lacks` names; question words stay, of which no
    /// language lacks one.
    #[must_use]
    pub fn lacking(&self, mut lacks: impl FnMut(&str) -> bool) -> RuleSet {
        let mut set = self.clone();
        for (sense, phrases) in &mut set.lexicon {
            if !matches!(sense, Sense::Question | Sense::Endings(_)) {
                let kept: Vec<&str> = phrases.split(',').filter(|phrase| !lacks(phrase)).collect();
                *phrases = kept.join(",").into();
            }
        }
        set
    }
}
