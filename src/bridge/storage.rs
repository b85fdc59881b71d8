//! What is remembered: the text in the tab (session storage), the settings in the browser (local storage).
//!
//! Either may be blocked, full or hold rubbish that somebody else put there: reading never fails, writing says whether it worked.

use crate::bridge::page::window;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Storage;

const TEXT: &str = "promptwatt.text";

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps the text for this tab. `value` stays a JavaScript string, so that even half a surrogate pair comes back as it was.
///
/// Returns whether it is kept: not where storage is blocked or too small.
pub fn keep_text(value: &JsValue) -> bool {
    let Some(storage) = session() else {
        return false;
    };
    let set = Reflect::get(&storage, &"setItem".into()).map(js_sys::Function::from);
    set.and_then(|set| set.call2(&storage, &TEXT.into(), value))
        .is_ok()
}

/// The text that this tab kept, if any.
#[must_use]
pub fn kept_text() -> Option<JsValue> {
    let storage = session()?;
    let get = js_sys::Function::from(Reflect::get(&storage, &"getItem".into()).ok()?);
    let value = get.call1(&storage, &TEXT.into()).ok()?;
    value.is_string().then_some(value)
}

/// Forgets the text.
pub fn forget_text() {
    if let Some(storage) = session() {
        let _ = storage.remove_item(TEXT);
    }
}

/// A setting that the visitor made, or `None` where there is none or storage is blocked.
#[must_use]
pub fn setting(name: &str) -> Option<String> {
    local()?.get_item(&full(name)).ok().flatten()
}

/// Remembers a setting where that is possible. A setting that cannot be kept holds for this visit.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = local() {
        let _ = storage.set_item(&full(name), value);
    }
}

fn full(name: &str) -> String {
    let mut full = String::from("promptwatt.");
    full.push_str(name);
    full
}
