//! Text files that a visitor opens or drops: they are read here and go nowhere.

use crate::bridge::page::{element, on, with_files_then};
use crate::desk::Desk;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

/// What is read at most: a larger file is no prompt.
const MOST_BYTES: f64 = 8e6;

/// What a visitor brought.
pub enum Brought {
    /// A text.
    Text(String),
    /// A tokenizer, as the browser holds it, and the file's name.
    Tokenizer(JsValue, String),
    /// Something that is too large or cannot be read.
    Nothing,
}

/// Calls `read` with each file chosen in the control `choice` or dropped on the field `field`.
pub fn listen(choice: &'static str, field: &str, read: fn(Desk, Brought), desk: Desk) {
    on("change", choice, move |_| {
        let Some(control) = element(choice) else {
            return;
        };
        if let Some(file) = first_file(&control) {
            take(file, read, desk);
        }
        // The same file may be chosen once more.
        let _ = Reflect::set(&control, &"value".into(), &"".into());
    });
    on("drop", field, move |event| {
        let transfer = Reflect::get(event, &"dataTransfer".into()).unwrap_or(JsValue::NULL);
        if let Some(file) = first_file(&transfer) {
            // Otherwise the browser would leave the page for the file.
            event.prevent_default();
            take(file, read, desk);
        }
    });
}

fn first_file(holder: &JsValue) -> Option<JsValue> {
    let files = Reflect::get(holder, &"files".into()).ok()?;
    let file = Reflect::get(&files, &0.into()).ok()?;
    (!file.is_undefined() && !file.is_null()).then_some(file)
}

fn take(file: JsValue, read: fn(Desk, Brought), desk: Desk) {
    let of = |name: &str| Reflect::get(&file, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let name = of("name").as_string().unwrap_or_default();
    // Also with a model's name before it, or a number behind it as downloads get.
    if name.ends_with("tokenizer.json") || name.starts_with("tokenizer") {
        return read(desk, Brought::Tokenizer(file, name));
    }
    if of("size").as_f64().is_none_or(|size| size > MOST_BYTES) {
        return read(desk, Brought::Nothing);
    }
    let text = move |text: JsValue| {
        read(
            desk,
            text.as_string().map_or(Brought::Nothing, Brought::Text),
        );
    };
    with_files_then("read", &[file], Box::new(text));
}
