//! The page's address. What stands behind its `#` never goes to a server.

use crate::bridge::page::{call, hear, window};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

fn of_window(name: &str) -> JsValue {
    Reflect::get(&window(), &name.into()).unwrap_or(JsValue::NULL)
}

fn part(name: &str) -> String {
    let part = Reflect::get(&of_window("location"), &name.into());
    part.ok()
        .and_then(|part| part.as_string())
        .unwrap_or_default()
}

/// The fragment, with its `#`; empty where there is none.
#[must_use]
pub fn fragment() -> String {
    part("hash")
}

/// The address without query and fragment.
#[must_use]
pub fn page() -> String {
    part("origin") + &part("pathname")
}

/// Puts another fragment (with its `#`) in place of the present one, in the address and in the tab's history.
pub fn replace_fragment(fragment: &str) {
    let arguments = [JsValue::NULL, "".into(), fragment.into()];
    let _ = call(&of_window("history"), "replaceState", &arguments);
}

/// Runs something whenever another fragment is gone to.
pub fn when_fragment_changes(run: impl Fn() + 'static) {
    hear(&window(), "hashchange", Box::new(move |_| run()));
}
