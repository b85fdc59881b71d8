//! What is remembered: the text in the tab (session storage), the settings in the browser (local storage).
//!
//! Either may be blocked, full or hold rubbish that somebody else put there: reading never fails, writing says whether it worked.

use crate::bridge::page::{call, window};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

const TEXT: &str = "promptwatt.text";

/// Calls a method of one of the two storages. Their names throw where they are blocked, their methods where they are full.
fn ask(storage: &str, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    call(
        &Reflect::get(&window(), &storage.into())?,
        method,
        arguments,
    )
}

/// Keeps the text for this tab. `value` stays a JavaScript string, so that even half a surrogate pair comes back as it was.
///
/// Returns whether it is kept: not where storage is blocked or too small.
pub fn keep_text(value: &JsValue) -> bool {
    ask("sessionStorage", "setItem", &[TEXT.into(), value.clone()]).is_ok()
}

/// The text that this tab kept, if any.
#[must_use]
pub fn kept_text() -> Option<JsValue> {
    let value = ask("sessionStorage", "getItem", &[TEXT.into()]).ok()?;
    value.is_string().then_some(value)
}

/// Forgets the text.
pub fn forget_text() {
    let _ = ask("sessionStorage", "removeItem", &[TEXT.into()]);
}

/// A setting that the visitor made, or `None` where there is none or storage is blocked.
#[must_use]
pub fn setting(name: &str) -> Option<String> {
    ask("localStorage", "getItem", &[full(name)])
        .ok()?
        .as_string()
}

/// Remembers a setting where that is possible. A setting that cannot be kept holds for this visit.
pub fn remember(name: &str, value: &str) {
    let _ = ask("localStorage", "setItem", &[full(name), value.into()]);
}

/// Forgets what [`remember`] keeps under a name.
pub fn forget(name: &str) {
    let _ = ask("localStorage", "removeItem", &[full(name)]);
}

fn full(name: &str) -> JsValue {
    ["promptwatt.", name].concat().into()
}
