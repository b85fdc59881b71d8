//! What training the model of tasks needs: the signs and pieces of a prompt, and rule sets that lack some of their words, as
//! those do that meet a prompt nobody thought of.

use crate::coach::Coach;
use crate::coaching::Task;
use crate::lexicon::Sense;
use crate::memory::Memory;
use crate::reading::Reading;
use crate::rules::RuleSet;
use crate::task::Told;
pub use crate::task::{Evidence, MARGIN, SIGNS, STEP, packed};

/// What the task of a prompt is found by.
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
    /// Whether the prompt is small talk, whatever the model says.
    pub settled: bool,
}

impl Coach {
    /// What the task of a prompt is found by.
    pub fn found(&self, text: &str) -> Found {
        let mut memory = Memory::default();
        let reading = Reading::of(text, self.lexicon(), None, &mut memory, |_| 0.0);
        let (evidence, pieces, told) = reading.found;
        Found {
            evidence,
            pieces,
            told: told.task(),
            said: matches!(told, Told::Said(_)),
            settled: reading.small_talk,
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
