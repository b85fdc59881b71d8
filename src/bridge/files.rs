//! Text files that a visitor opens or drops: they are read here and go nowhere.

use crate::bridge::page::{call, element, on};
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

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
pub fn listen(choice: &'static str, field: &str, read: impl Fn(Brought) + Clone + 'static) {
    let dropped = read.clone();
    on("change", choice, move |_| {
        let Some(control) = element(choice) else {
            return;
        };
        if let Some(file) = first_file(&control) {
            spawn(file, read.clone());
        }
        // The same file may be chosen once more.
        let _ = Reflect::set(&control, &"value".into(), &"".into());
    });
    on("drop", field, move |event| {
        let transfer = Reflect::get(event, &"dataTransfer".into()).unwrap_or(JsValue::NULL);
        if let Some(file) = first_file(&transfer) {
            // Otherwise the browser would leave the page for the file.
            event.prevent_default();
            spawn(file, dropped.clone());
        }
    });
}

fn first_file(holder: &JsValue) -> Option<JsValue> {
    let files = Reflect::get(holder, &"files".into()).ok()?;
    let file = Reflect::get(&files, &0.into()).ok()?;
    (!file.is_undefined() && !file.is_null()).then_some(file)
}

fn spawn(file: JsValue, read: impl Fn(Brought) + 'static) {
    let of = |name: &str| Reflect::get(&file, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let name = of("name").as_string().unwrap_or_default();
    // Also with a model's name before it, or a number behind it as downloads get.
    if name.ends_with("tokenizer.json") || name.starts_with("tokenizer") {
        return read(Brought::Tokenizer(file, name));
    }
    if of("size").as_f64().is_none_or(|size| size > MOST_BYTES) {
        return read(Brought::Nothing);
    }
    leptos::task::spawn_local(async move {
        let text = match call(&file, "text", &[]) {
            Ok(promise) => JsFuture::from(promise.unchecked_into::<Promise>())
                .await
                .ok()
                .and_then(|text| text.as_string()),
            Err(_) => None,
        };
        read(text.map_or(Brought::Nothing, Brought::Text));
    });
}
