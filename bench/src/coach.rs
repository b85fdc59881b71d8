//! The coach with its exact counter, as the page has it.

use promptwatt_coach::{Coach, Memory, Options, RuleSet};
use promptwatt_tokens::{Counter, Tokenizer, Vocabulary};
use wasm_bindgen::prelude::wasm_bindgen;

/// A coach.
#[wasm_bindgen]
pub struct Coaching {
    coach: Coach,
    counter: Counter,
    memory: Memory,
}

#[wasm_bindgen]
impl Coaching {
    /// From the packed parts of a vocabulary, one after the other.
    ///
    /// # Panics
    /// When they are no vocabulary.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(packed: &[u8]) -> Coaching {
        let vocabulary = Vocabulary::from_packed(&[packed]).expect("the vocabulary is whole");
        Coaching {
            coach: Coach::new(),
            counter: Counter::Exact(Tokenizer::new(vocabulary)),
            memory: Memory::default(),
        }
    }

    /// Adds the packed rules of a language.
    ///
    /// # Panics
    /// When they are no rules.
    pub fn add(&mut self, packed: &[u8]) {
        self.coach
            .add(RuleSet::from_packed(packed).expect("the rules are whole"));
    }

    /// Reads a prompt at the default safety level; the number of suggestions and pieces of advice.
    #[must_use]
    pub fn read(&self, text: &str) -> usize {
        let coaching = self.coach.read(text, &Options::default(), &self.counter);
        coaching.suggestions.len() + coaching.advice.len()
    }

    /// Reads a prompt as the page does while somebody types: what the last one had too is not read again.
    pub fn read_again(&mut self, text: &str) -> usize {
        let coaching =
            self.coach
                .read_again(&mut self.memory, text, &Options::default(), &self.counter);
        coaching.suggestions.len() + coaching.advice.len()
    }
}
