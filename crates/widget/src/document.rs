//! A text that is edited, and its count.

use crate::Engine;
use crate::options::Chosen;
use crate::positions::utf8_of;
use promptwatt_tokens::{Count, Counter, Document, Progress, Work};
use wasm_bindgen::prelude::*;

/// A text whose count is kept up to date under edits: after one, only what it changed is counted again.
#[wasm_bindgen(js_name = Document)]
pub struct Edited {
    document: Document,
}

#[wasm_bindgen(js_class = Document)]
impl Edited {
    /// A text of which nothing is counted yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: String) -> Self {
        Self {
            document: Document::new(text),
        }
    }

    /// The text. Half of a surrogate pair has become U+FFFD.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn text(&self) -> String {
        self.document.text().into()
    }

    /// Replaces a range of UTF-16 units, which is cut to the text; a position inside a surrogate pair is that before the pair.
    ///
    /// # Complexity
    /// Linear in the text up to the end of the range, at a gigabyte a second or so.
    pub fn replace(&mut self, utf16_start: usize, utf16_end: usize, replacement: &str) {
        let text = self.document.text();
        let start = utf8_of(text, utf16_start);
        let end = start + utf8_of(&text[start..], utf16_end.saturating_sub(utf16_start));
        self.document.replace(start..end, replacement);
    }

    /// The count of the present text, however long that takes; an estimate where the vocabulary is not all there.
    ///
    /// # Errors
    /// Where an option is not known.
    pub fn count(&mut self, engine: &Engine, options: &JsValue) -> Result<JsValue, JsError> {
        let counted = self.advance(engine, options, u32::MAX)?;
        // With so much work allowed there is always a result; a second turn would only repeat it.
        Ok(counted.unwrap_or(JsValue::UNDEFINED))
    }

    /// Counts on for so many bytes of text: the count, or `undefined` while it is not finished. 65536 fit well into a frame.
    ///
    /// # Errors
    /// Where an option is not known.
    pub fn advance(
        &mut self,
        engine: &Engine,
        options: &JsValue,
        bytes: u32,
    ) -> Result<Option<JsValue>, JsError> {
        let (counter, encoding) = engine.counting(Chosen(options))?;
        let count = match counter {
            Counter::Exact(tokenizer) if tokenizer.covers(self.document.text()) => {
                let work = Work {
                    bytes: bytes as usize,
                };
                match self.document.advance(tokenizer, work) {
                    Progress::Exact(tokens) => Count::Exact(tokens),
                    Progress::Counting { .. } => return Ok(None),
                }
            }
            _ => counter.count(self.document.text()),
        };
        Engine::written(self.document.text(), count, encoding).map(Some)
    }
}
