//! Packing a `tokenizer.json` in a worker of the page, and remembering what came of it in the browser's cache.

use crate::bridge::fetching::address;
use crate::bridge::page::{call, window};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The cache, and the name in it; the service worker leaves it alone.
const CACHE: &str = "promptwatt-own";
const FILE: &str = "own";

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())
}

async fn done(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.unchecked_into::<Promise>()).await
}

fn new(class: &str, argument: JsValue) -> Result<JsValue, JsValue> {
    let class: Function = get(&window(), class)?.dyn_into()?;
    Reflect::construct(&class, &Array::of1(&argument))
}

/// Packs a file in a worker and hands on the packed vocabulary, or the sentence that says why there is none: empty where the worker could not start.
pub fn pack(file: JsValue, then: impl FnOnce(Result<Vec<u8>, String>) + 'static) {
    let then = Cell::new(Some(then));
    leptos::task::spawn_local(async move {
        let started = async {
            let json = done(call(&file, "arrayBuffer", &[])?).await?;
            let worker = new("Worker", address("packer.js").into())?;
            Ok::<_, JsValue>((json, worker))
        };
        let Ok((json, worker)) = started.await else {
            if let Some(then) = then.take() {
                then(Err(String::new()));
            }
            return;
        };
        let own = worker.clone();
        let heard = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let data = get(&event, "data").unwrap_or(JsValue::UNDEFINED);
            if data.is_null() {
                let _ = call(&own, "postMessage", std::slice::from_ref(&json));
                return;
            }
            // An error has no data.
            let answer = if data.is_object() {
                Ok(Uint8Array::new(&data).to_vec())
            } else {
                Err(data.as_string().unwrap_or_default())
            };
            let _ = call(&own, "terminate", &[]);
            if let Some(then) = then.take() {
                then(answer);
            }
        });
        for event in ["onmessage", "onerror"] {
            let _ = Reflect::set(&worker, &event.into(), heard.as_ref());
        }
        heard.forget();
    });
}

async fn cache() -> Result<JsValue, JsValue> {
    let caches = get(&window(), "caches")?;
    done(call(&caches, "open", &[CACHE.into()])?).await
}

/// Remembers a packed vocabulary for later visits, where the browser lets it.
pub fn remember(packed: &[u8]) {
    let bytes = Uint8Array::from(packed);
    leptos::task::spawn_local(async move {
        let kept = async {
            let response = new("Response", bytes.into())?;
            done(call(&cache().await?, "put", &[FILE.into(), response])?).await
        };
        let _ = kept.await;
    });
}

/// Forgets it.
pub fn forget() {
    leptos::task::spawn_local(async move {
        let gone = async { done(call(&cache().await?, "delete", &[FILE.into()])?).await };
        let _ = gone.await;
    });
}

/// Hands on the remembered vocabulary; nothing happens where there is none.
pub fn recall(then: impl FnOnce(Vec<u8>) + 'static) {
    leptos::task::spawn_local(async move {
        let found = async {
            let response = done(call(&cache().await?, "match", &[FILE.into()])?).await?;
            done(call(&response, "arrayBuffer", &[])?).await
        };
        if let Ok(bytes) = found.await {
            then(Uint8Array::new(&bytes).to_vec());
        }
    });
}
