//! What the reader chose.

use promptwatt_energy::{Model, Region, Screen, Tokens};

/// What the reader chose: the model, where it runs, and what else is counted.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The model that answers.
    pub model: &'static Model,
    /// Where it runs: whose grid and whose water.
    pub region: &'static Region,
    /// The reader's own number for the answer's length; without one, what the prompt states or its task suggests.
    pub expected_answer: Option<Tokens>,
    /// Tokens of the conversation so far that are read again, mostly from the cache.
    pub history: Tokens,
    /// Tokens of a hidden system prompt that are read again, mostly from the cache.
    pub system: Tokens,
    /// What the answer is read on, if that counts.
    pub screen: Screen,
}

impl Settings {
    /// This exchange alone: no history, no system prompt, no screen, the answer's length as the prompt suggests it.
    #[must_use]
    pub fn new(model: &'static Model, region: &'static Region) -> Self {
        Self {
            model,
            region,
            expected_answer: None,
            history: Tokens(0.0),
            system: Tokens(0.0),
            screen: Screen::NotCounted,
        }
    }
}
