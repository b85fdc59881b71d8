//! The crate `tiktoken`.

use tiktoken::CoreBpe;
use wasm_bindgen::prelude::wasm_bindgen;

/// A tokenizer.
#[wasm_bindgen]
pub struct Counting {
    core: &'static CoreBpe,
}

#[wasm_bindgen]
impl Counting {
    /// Its vocabulary is inside the module.
    ///
    /// # Panics
    /// Never: it has the encoding.
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Counting {
        Counting {
            core: tiktoken::get_encoding("o200k_base").expect("it has o200k_base"),
        }
    }

    /// The number of tokens of a text.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.core.count(text)
    }
}
