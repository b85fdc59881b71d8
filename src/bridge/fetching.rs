//! Fetching the page's own files (vocabularies and phrase lists).

use crate::bridge::page::{call, document, window, with_files};
use crate::bridge::storage;
use js_sys::{Promise, Reflect, Uint8Array};
use promptwatt_tokens::Parts;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Why a file is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No answer, or not the file.
    Network,
    /// What arrived is not what was sent.
    Damaged,
}

impl FetchError {
    /// The key of the sentence that says so.
    #[must_use]
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Network => "strip.reason_network",
            Self::Damaged => "strip.reason_damaged",
        }
    }
}

/// What may answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Only what [`keep`] kept, by its name.
    Kept,
    /// As usual.
    CacheAllowed,
    /// The last copy was damaged: ask the server again.
    FromTheServer,
}

/// A file of the build, by its path from the site's root; the page itself may live in a folder of its own (`ar/`).
fn address(path: &str) -> String {
    let mut address = document()
        .get_element_by_id("boot")
        .and_then(|boot| boot.get_attribute("data-wasm"))
        .and_then(|wasm| Some(wasm.rsplit_once('/')?.0.to_owned() + "/"))
        .unwrap_or_default();
    address.push_str(path);
    address
}

/// Fetches a file and hands it on.
pub fn fetch(
    path: String,
    freshness: Freshness,
    then: impl FnOnce(Result<Vec<u8>, FetchError>) + 'static,
) {
    // Boxed: one future for every file.
    let then: Box<dyn FnOnce(Result<Vec<u8>, FetchError>)> = Box::new(then);
    wasm_bindgen_futures::spawn_local(async move { then(get(&path, freshness).await) });
}

/// Fetches the code that comes with the first text and says whether it is here: the boot script joins it to the app's. At once where the build did not cut
/// it off.
pub fn fetch_later(then: impl FnOnce(bool) + 'static) {
    let then: Box<dyn FnOnce(bool)> = Box::new(then);
    let _ = call(&window(), "withLater", &[Closure::once_into_js(then)]);
}

/// Fetches a file. What compression the server adds, the browser takes off again.
///
/// # Errors
/// [`FetchError`] where it is not to be had.
async fn get(path: &str, freshness: Freshness) -> Result<Vec<u8>, FetchError> {
    let answer = async || -> Result<Vec<u8>, JsValue> {
        let response: Response = JsFuture::from(ask(path, freshness)?)
            .await?
            .unchecked_into();
        if response.is_undefined() || !response.ok() {
            return Err(JsValue::NULL);
        }
        let buffer = JsFuture::from(response.array_buffer()?).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    };
    answer().await.map_err(|_| FetchError::Network)
}

fn ask(path: &str, freshness: Freshness) -> Result<Promise, JsValue> {
    if freshness == Freshness::Kept {
        // Not everywhere are there caches, nor may they be looked into.
        let caches = Reflect::get(&window(), &"caches".into())?;
        return Ok(call(&caches, "match", &[path.into()])?.unchecked_into());
    }
    let init = RequestInit::new();
    if freshness == Freshness::FromTheServer {
        let _ = Reflect::set(&init, &"cache".into(), &"reload".into());
    }
    Ok(window().fetch_with_str_and_init(&address(path), &init))
}

/// Keeps what was made of some parts of a vocabulary for the next visit, where the browser lets it, in place of what was kept before.
pub fn keep(name: &str, parts: Parts, prepared: &[u8]) {
    with_files(
        "keep",
        &[
            name.into(),
            parts.bits().into(),
            Uint8Array::from(prepared).into(),
        ],
    );
}

/// Of which parts of a vocabulary something was kept; of none where nothing was. It is read without waiting, so that a first visit loses no time.
#[must_use]
pub fn kept_parts() -> Parts {
    storage::setting("kept")
        .and_then(|bits| bits.parse::<u32>().ok())
        .and_then(|bits| Parts::from_bits(bits as u16))
        .unwrap_or_default()
}
