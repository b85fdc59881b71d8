//! The engine of this project.

use promptwatt_tokens::{Document, Progress, Tokenizer, Vocabulary, Work};
use wasm_bindgen::prelude::wasm_bindgen;

/// A tokenizer.
#[wasm_bindgen]
pub struct Counting {
    tokenizer: Tokenizer,
}

#[wasm_bindgen]
impl Counting {
    /// From the packed parts, one after the other, or from what [`Counting::prepared`] returned.
    ///
    /// # Panics
    /// When they are no vocabulary.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(packed: &[u8]) -> Counting {
        let vocabulary = Vocabulary::from_packed(&[packed]).ok();
        let vocabulary = vocabulary.expect("the vocabulary is whole");
        Counting {
            tokenizer: Tokenizer::new(vocabulary),
        }
    }

    /// What [`Counting::new`] takes instead of the parts, and faster.
    #[must_use]
    pub fn prepared(&self) -> Vec<u8> {
        self.tokenizer.vocabulary().to_prepared()
    }

    /// The number of tokens of a text.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.tokenizer.count(text).0
    }
}

/// A text that is edited.
#[wasm_bindgen]
pub struct Editing {
    document: Document,
}

#[wasm_bindgen]
impl Editing {
    /// A text.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: String) -> Editing {
        Editing {
            document: Document::new(text),
        }
    }

    /// Replaces a range of UTF-8 bytes.
    pub fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.document.replace(start..end, with);
    }

    /// Counts on for some bytes of work; the count, or -1 while it is not finished.
    pub fn advance(&mut self, counting: &Counting, bytes: usize) -> f64 {
        match self.document.advance(&counting.tokenizer, Work { bytes }) {
            Progress::Exact(tokens) => tokens.0 as f64,
            Progress::Counting { .. } => -1.0,
        }
    }
}
