//! An empty stand-in for the crate of the same name.
//!
//! Leptos links `server_fn`, which streams the bodies of server functions through `wasm-streams`. The page has no server, but the original exports
//! JavaScript classes, and what is exported is never dropped: about 5 kB of the page's wasm and 1 kB of its glue, brotli. Here is what `server_fn`
//! names, and nothing is exported. The workspace puts it in the original's place (`[patch.crates-io]` in the root manifest).
#![forbid(unsafe_code)]

use core::pin::Pin;
use core::task::{Context, Poll};
use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser, through which nothing ever goes.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes over a stream of the browser.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Makes a stream of the browser that holds nothing of what it is given.
    ///
    /// # Panics
    /// Where the browser refuses to make a stream.
    pub fn from_stream(_items: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(web_sys::ReadableStream::new().expect("a stream without a source is always allowed"))
    }

    /// The stream of the browser.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// The items of the stream: none.
    #[must_use]
    pub fn into_stream(self) -> Nothing {
        Nothing
    }
}

/// A stream that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
