//! Files that the page makes for the visitor, and what it takes to make them. Nothing is uploaded to be downloaded again.

use crate::bridge::page::{call, document, window, with_files};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

/// Lets the browser save a content as a file of this kind (its ending), as it saves any download; an SVG as a PNG too.
pub fn save(kind: &str, content: &str) {
    with_files("save", &[kind.into(), content.into()]);
}

/// Opens the browser's own dialogue for printing.
pub fn print() {
    let _ = call(&window(), "print", &[]);
}

/// Selects what is in a field and copies it; says whether the browser let it.
#[must_use]
pub fn copy_field(field: &JsValue) -> bool {
    let copied =
        call(field, "select", &[]).and_then(|_| call(&document(), "execCommand", &["copy".into()]));
    copied.is_ok_and(|copied| copied.is_truthy())
}

/// The visitor's own day, as `2026-11-24`.
#[must_use]
pub fn today() -> String {
    // Sweden writes days as ISO 8601 does.
    let day = call(&js_sys::Date::new_0(), "toLocaleDateString", &["sv".into()]);
    day.ok().and_then(|day| day.as_string()).unwrap_or_default()
}

/// The words that the first thing on the page that `css` selects begins with.
#[must_use]
pub fn words(css: &str) -> String {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into());
    let found = call(&document(), "querySelector", &[css.into()]);
    let words = found.and_then(|found| of(&of(&found, "firstChild")?, "textContent"));
    words
        .ok()
        .and_then(|words| words.as_string())
        .unwrap_or_default()
}
