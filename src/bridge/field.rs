//! The text field: uncontrolled. Its value is only ever spliced, never written back, so that undo, caret and input methods go on working.

use crate::bridge::page::{document, element, hear};
use js_sys::Reflect;
use std::ops::Range;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

/// The browser's own encoder writes a megabyte into memory in half a millisecond. What wasm-bindgen does with a string goes letter by letter and takes six.
#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsValue, place: &mut [u8]) -> JsValue;
}

/// The most bytes of UTF-8 that a UTF-16 unit can become.
const MOST_BYTES_OF_A_UNIT: usize = 3;

/// The prompt's field in the static page.
#[derive(Clone)]
pub struct Field(HtmlTextAreaElement);

impl Field {
    /// Finds the field.
    #[must_use]
    pub fn find() -> Option<Self> {
        Some(Self(element("prompt")?.unchecked_into()))
    }

    /// Its text. Half a surrogate pair becomes U+FFFD, as it would on its way to a model.
    #[must_use]
    pub fn text(&self) -> String {
        let raw = self.raw();
        // Once read, the value has its length at hand.
        let units = self.0.text_length() as usize;
        // Most texts are ASCII, and the others take no longer the second time.
        encoded(&raw, units, units)
            .or_else(|| encoded(&raw, units, units * MOST_BYTES_OF_A_UNIT))
            .or_else(|| raw.as_string())
            .unwrap_or_default()
    }

    /// Its text as the browser holds it.
    #[must_use]
    pub fn raw(&self) -> JsValue {
        Reflect::get(&self.0, &"value".into()).unwrap_or(JsValue::NULL)
    }

    /// Puts back a text that the tab kept. Only for an empty field before anybody typed.
    pub fn restore(&self, raw: &JsValue) {
        let _ = Reflect::set(&self.0, &"value".into(), raw);
    }

    /// Calls `changed` after every change by the visitor, `engaged` on the first sign that somebody wants to write.
    pub fn listen(&self, changed: impl Fn() + 'static, engaged: impl Fn() + 'static) {
        hear(&self.0, "input", Box::new(move |_| changed()));
        hear(&self.0, "focus", Box::new(move |_| engaged()));
    }

    /// Whether the caret is in the field.
    #[must_use]
    pub fn has_focus(&self) -> bool {
        document()
            .active_element()
            .is_some_and(|active| active == **self.0)
    }

    /// Where the caret is, UTF-16 units.
    #[must_use]
    pub fn caret(&self) -> usize {
        let caret = Reflect::get(&self.0, &"selectionStart".into());
        caret
            .ok()
            .and_then(|caret| caret.as_f64())
            .unwrap_or_default() as usize
    }

    /// Replaces a range (UTF-16 units) as if it had been typed, so that the browser's own undo takes it back.
    ///
    /// `execCommand` is the only way that keeps the undo history in every engine; where it is refused the field is spliced directly.
    pub fn replace(&self, utf16: Range<u32>, replacement: &str) {
        let before = self.0.text_length();
        let _ = self.0.focus();
        let _ = self.0.set_selection_range(utf16.start, utf16.end);
        let command = if replacement.is_empty() {
            "delete"
        } else {
            "insertText"
        };
        let nothing = replacement.is_empty() && utf16.is_empty();
        let typed = nothing
            || document()
                .unchecked_into::<HtmlDocument>()
                .exec_command_with_show_ui_and_value(command, false, replacement)
                .unwrap_or(false);
        let grown = u32::try_from(replacement.encode_utf16().count()).unwrap_or(u32::MAX);
        let expected = (before + grown).saturating_sub(utf16.end - utf16.start);
        if !typed || self.0.text_length() != expected {
            let _ = self
                .0
                .set_range_text_with_start_and_end(replacement, utf16.start, utf16.end);
            if let Ok(event) = web_sys::Event::new("input") {
                let _ = self.0.dispatch_event(&event);
            }
        }
    }

    /// Replaces everything.
    pub fn replace_all(&self, replacement: &str) {
        self.replace(0..self.0.text_length(), replacement);
    }
}

/// A text of so many UTF-16 units as UTF-8, where that finds room in so many bytes.
fn encoded(raw: &JsValue, units: usize, room: usize) -> Option<String> {
    let mut bytes = vec![0; room];
    let done = TextEncoder::new().encode_into(raw, &mut bytes);
    let number = |name: &str| Some(Reflect::get(&done, &name.into()).ok()?.as_f64()? as usize);
    if number("read")? < units {
        return None;
    }
    bytes.truncate(number("written")?);
    String::from_utf8(bytes).ok()
}

/// The UTF-16 position of a UTF-8 byte position; a position inside a character counts as its end, one past the text as the end.
///
/// Linear in the text before the position.
#[must_use]
pub fn utf16_of(text: &str, utf8: usize) -> u32 {
    let mut units = 0_usize;
    for byte in text.as_bytes().iter().take(utf8) {
        units += usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0);
    }
    u32::try_from(units).unwrap_or(u32::MAX)
}
