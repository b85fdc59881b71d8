//! A worker of the page: takes the bytes of a `tokenizer.json`, gives back the packed vocabulary or the sentence that says why not.
//!
//! A module and a thread of its own: reading JSON and packing is code that only few visitors need and that takes seconds. It is fetched
//! when somebody brings a tokenizer along, and ends with it.
#![forbid(unsafe_code)]

use js_sys::Uint8Array;
use promptwatt_tokens::pack::{hugging_face, pack};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Smaller than the standard library's by 1.6 kB after brotli, and as fast.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The name in the packed file; the page remembers the file's own.
const NAME: &str = "own";

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answering = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let json = Uint8Array::new(&event.data()).to_vec();
        let answer: JsValue = match packed(&json) {
            Ok(bytes) => Uint8Array::from(&bytes[..]).into(),
            Err(reason) => reason.into(),
        };
        // Nobody listens any more where the page is gone.
        let _ = answering.post_message(&answer);
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    // The page sends the file once it hears that somebody is listening.
    let _ = scope.post_message(&JsValue::NULL);
}

fn packed(json: &[u8]) -> Result<Vec<u8>, String> {
    let source = hugging_face::read(json, NAME).map_err(|error| error.to_string())?;
    let parts = pack(&source).map_err(|error| error.to_string())?;
    Ok(parts.into_iter().flat_map(|(_, part)| part).collect())
}
