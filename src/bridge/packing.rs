//! Packing a `tokenizer.json` in a worker of the page, and remembering what came of it: `files.js` does it, these are its words for it.

use crate::bridge::page::{with_files, with_files_then};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// Packs a file in a worker and hands on the packed vocabulary, or the sentence that says why there is none: empty where the worker could not start.
pub fn pack(file: JsValue, then: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
    with_files_then(
        "pack",
        &[file],
        Box::new(move |answer| {
            then(if answer.is_object() {
                Ok(Uint8Array::new(&answer).to_vec())
            } else {
                Err(answer.as_string().unwrap_or_default())
            });
        }),
    );
}

/// Remembers a packed vocabulary for later visits, where the browser lets it.
pub fn remember(packed: &[u8]) {
    with_files("remember", &[Uint8Array::from(packed).into()]);
}

/// Forgets it.
pub fn forget() {
    with_files("forget", &[]);
}

/// Hands on the remembered vocabulary; nothing happens where there is none.
pub fn recall(then: impl FnOnce(Vec<u8>) + 'static) {
    let then = Box::new(move |bytes: JsValue| then(Uint8Array::new(&bytes).to_vec()));
    with_files_then("recall", &[], then);
}
