//! What training the model of tasks needs: the signs of a prompt, and rule sets that lack some of their words, as those do
//! that meet a prompt nobody thought of.

use crate::coach::Coach;
use crate::coaching::Task;
use crate::lexicon::Sense;
use crate::memory::Memory;
use crate::reading::Reading;
use crate::rules::RuleSet;
use crate::task::Told;
pub use crate::task::{Evidence, SIGNS};

/// How the task of a prompt is found.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    /// A rule tells it; the model is not asked, but may learn from the signs.
    ByRule(Evidence, Task),
    /// No rule does: the signs, and what would be guessed without the model.
    BySigns(Evidence, Task),
}

impl Coach {
    /// How the task of a prompt is found.
    pub fn found(&self, text: &str) -> Found {
        let mut memory = Memory::default();
        let reading = Reading::of(text, self.lexicon(), None, &mut memory, |_| 0.0);
        match reading.told {
            Told::Guessed(guess) if !reading.small_talk => Found::BySigns(reading.evidence, guess),
            _ => Found::ByRule(reading.evidence, reading.task),
        }
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
