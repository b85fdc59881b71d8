//! The document around the components: language, theme, clock, timers, announcements, and what the page cost to load.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlElement, Window};

/// The window.
#[must_use]
pub fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document.
#[must_use]
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// An element of the static page.
#[must_use]
pub fn element(id: &str) -> Option<HtmlElement> {
    // Without asking: each type that is asked for is an import, and nothing of the page that has an id is anything else.
    Some(document().get_element_by_id(id)?.unchecked_into())
}

fn root() -> Option<web_sys::Element> {
    document().document_element()
}

/// The page's language tag.
#[must_use]
pub fn language() -> String {
    root()
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_else(|| "en".into())
}

/// Whether the page reads from right to left.
#[must_use]
pub fn right_to_left() -> bool {
    root()
        .and_then(|root| root.get_attribute("dir"))
        .is_some_and(|dir| dir == "rtl")
}

/// Shows a theme: `None` follows the system.
pub fn show_theme(theme: Option<&str>) {
    if let Some(root) = root() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Milliseconds since the page was opened.
#[must_use]
pub fn now_ms() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Runs something after a delay; zero lets the browser paint and take input first.
pub fn later(milliseconds: i32, run: impl FnOnce() + 'static) -> i32 {
    let callback = Closure::once_into_js(run);
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.unchecked_ref(),
            milliseconds,
        )
        .unwrap_or_default()
}

/// Calls off what [`later`] was asked for.
pub fn never_mind(timer: i32) {
    window().clear_timeout_with_handle(timer);
}

/// Says something to screen readers, once they are free to.
pub fn announce(text: &str) {
    if let Some(announcer) = element("announcer") {
        announcer.set_text_content(Some(text));
    }
}

/// Moves the keyboard focus to an element once the current change has been drawn.
pub fn focus_soon(id: &'static str) {
    later(0, move || {
        if let Some(target) = element(id) {
            let _ = target.focus();
        }
    });
}

/// What of an element is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The text in it.
    Text,
    /// An attribute.
    Attribute(&'static str),
    /// A property of its style.
    Style(&'static str),
}

/// Sets a part of an element of the page; without a value, takes it away.
pub fn put(id: &str, part: Part, value: Option<&str>) {
    let Some(element) = element(id) else { return };
    match (part, value) {
        (Part::Text, text) => element.set_text_content(text),
        (Part::Attribute(name), Some(value)) => {
            let _ = element.set_attribute(name, value);
        }
        (Part::Attribute(name), None) => {
            let _ = element.remove_attribute(name);
        }
        (Part::Style(name), value) => {
            let _ = element
                .style()
                .set_property(name, value.unwrap_or_default());
        }
    }
}

/// Sets the value of a control, where it is another.
pub fn set_value(id: &str, value: &str) {
    let Some(control) = element(id) else { return };
    if value_of(&control) != value {
        let _ = Reflect::set(&control, &"value".into(), &value.into());
    }
}

/// Calls a method by its name: one import for all methods that are called once.
///
/// # Errors
/// What it throws, or that there is no such method.
pub fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    method.apply(object, &arguments.iter().collect())
}

/// The value of a control.
#[must_use]
pub fn value_of(control: &JsValue) -> String {
    Reflect::get(control, &"value".into())
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// Calls `act` with the name and value of whatever control that `selector` selects an event reaches.
pub fn listen(event: &str, selector: &'static str, act: impl Fn(&str, &str) + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        // The document itself is no element; `closest` is an error there.
        let target = event
            .target()
            .map(JsCast::unchecked_into::<web_sys::Element>);
        let control = target.and_then(|target| target.closest(selector).ok().flatten());
        if let Some(control) = control {
            act(
                &control.get_attribute("name").unwrap_or_default(),
                &value_of(&control),
            );
        }
    });
    let _ = document().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Shows the page as started.
pub fn show_started() {
    if let Some(root) = root() {
        let _ = root.remove_attribute("class");
    }
}

/// Whether the browser was asked to save data.
#[must_use]
pub fn saves_data() -> bool {
    Reflect::get(&window().navigator(), &"connection".into())
        .and_then(|connection| Reflect::get(&connection, &"saveData".into()))
        .is_ok_and(|wish| wish.is_truthy())
}

/// A text in Unicode's normal form C, as some tokenizers want it.
#[must_use]
pub fn normal_form_c(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

/// Bytes that came over the network so far, with their headers: the page's own files, then the vocabularies. Zero for what came from the browser's cache
/// or the service worker's.
#[must_use]
pub fn transferred_bytes() -> (f64, f64) {
    let Some(performance) = window().performance() else {
        return (0.0, 0.0);
    };
    let (mut page, mut vocabulary) = (0.0, 0.0);
    for kind in ["navigation", "resource"] {
        for entry in performance.get_entries_by_type(kind).iter() {
            let of = |name: &str| Reflect::get(&entry, &name.into()).ok();
            let bytes = of("transferSize")
                .and_then(|bytes| bytes.as_f64())
                .unwrap_or(0.0);
            let name = of("name")
                .and_then(|name| name.as_string())
                .unwrap_or_default();
            if name.ends_with(".vocab") {
                vocabulary += bytes;
            } else {
                page += bytes;
            }
        }
    }
    (page, vocabulary)
}

/// Puts a text on the clipboard and reports whether the browser let it.
pub async fn copy(text: String) -> bool {
    // There is no clipboard on a page that came without encryption.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into());
    let written = clipboard.and_then(|clipboard| call(&clipboard, "writeText", &[text.into()]));
    let Ok(written) = written else { return false };
    let written: Promise = written.unchecked_into();
    wasm_bindgen_futures::JsFuture::from(written).await.is_ok()
}

/// The name of a region in the page's language, from the browser's own data; `None` where it knows none.
pub struct RegionNames(Option<js_sys::Intl::DisplayNames>);

impl RegionNames {
    /// Names in the page's language.
    #[must_use]
    pub fn new() -> Self {
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"type".into(), &"region".into());
        let _ = Reflect::set(&options, &"fallback".into(), &"none".into());
        Self(Some(js_sys::Intl::DisplayNames::new(
            &js_sys::Array::of1(&language().into()),
            &options,
        )))
    }

    /// The name of an ISO 3166 alpha-2 code.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<String> {
        let names = self.0.as_ref()?;
        // `of` throws on a code that is no code at all, which the bindings cannot express.
        call(names, "of", &[code.into()]).ok()?.as_string()
    }
}

impl Default for RegionNames {
    fn default() -> Self {
        Self::new()
    }
}

/// Compares two names as the page's language sorts them.
#[must_use]
pub fn collate(a: &str, b: &str) -> std::cmp::Ordering {
    let order = js_sys::JsString::from(a).locale_compare(
        b,
        &js_sys::Array::of1(&language().into()),
        &js_sys::Object::new(),
    );
    order.cmp(&0)
}

/// Asks before leaving whenever `at_risk` says that a text would be lost.
pub fn warn_before_leaving(at_risk: impl Fn() -> bool + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if at_risk() {
            event.prevent_default();
            // Older engines ask only where a value is set.
            let _ = Reflect::set(&event, &"returnValue".into(), &"".into());
        }
    });
    let _ = window()
        .add_event_listener_with_callback("beforeunload", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Runs something when the tab is hidden or left: the last moment at which storing is certain to work.
pub fn when_hidden(run: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(run);
    let callback = listener.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback("pagehide", callback);
    let _ = document().add_event_listener_with_callback("visibilitychange", callback);
    listener.forget();
}
