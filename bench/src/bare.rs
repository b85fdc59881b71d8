//! What has the interface of the engine and nothing behind it: what a module weighs that is not the engine's.

use wasm_bindgen::prelude::wasm_bindgen;

/// In place of a tokenizer: the bytes that it is made of.
#[wasm_bindgen]
pub struct Counting {
    packed: Vec<u8>,
}

#[wasm_bindgen]
impl Counting {
    /// From bytes.
    ///
    /// # Panics
    /// When there are none.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(packed: &[u8]) -> Counting {
        let packed = (!packed.is_empty()).then(|| packed.to_vec());
        Counting {
            packed: packed.expect("the vocabulary is whole"),
        }
    }

    /// The bytes.
    #[must_use]
    pub fn prepared(&self) -> Vec<u8> {
        self.packed.clone()
    }

    /// The length of a text.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        text.len()
    }
}

/// A text that is edited.
#[wasm_bindgen]
pub struct Editing {
    text: String,
}

#[wasm_bindgen]
impl Editing {
    /// A text.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: String) -> Editing {
        Editing { text }
    }

    /// Replaces a range of UTF-8 bytes.
    pub fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.text.drain(start..end);
        self.text.insert_str(start, with);
    }

    /// The length of the text.
    pub fn advance(&mut self, counting: &Counting, bytes: usize) -> f64 {
        (self.text.len() + counting.packed.len() + bytes) as f64
    }
}
