//! The lessons' module in the browser: two functions beside the page's own, `lesson` (see [`promptwatt_lesson::ask`]) and `lessonTokens`.
//!
//! A module of its own, fetched by the pages of the lessons only: the app weighs ten times as much and knows nothing of lessons.
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Float64Array, JsString, Reflect};
    use wasm_bindgen::prelude::*;

    /// Makes the functions known to the page.
    pub fn start() {
        let ask = Closure::<dyn Fn(u32, Float64Array) -> Float64Array>::new(
            |question, numbers: Float64Array| {
                Float64Array::from(&promptwatt_lesson::ask(question, &numbers.to_vec())[..])
            },
        );
        let count = Closure::<dyn Fn(JsString) -> Float64Array>::new(|text: JsString| {
            Float64Array::from(&promptwatt_lesson::count(&String::from(text))[..])
        });
        let page = js_sys::global();
        // A property of the page's own global object can always be set.
        let _ = Reflect::set(&page, &"lesson".into(), ask.as_ref());
        let _ = Reflect::set(&page, &"lessonTokens".into(), count.as_ref());
        ask.forget();
        count.forget();
    }
}

/// Smaller than the standard library's by 1.6 kB after brotli, and as fast.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    #[cfg(target_arch = "wasm32")]
    browser::start();
}
