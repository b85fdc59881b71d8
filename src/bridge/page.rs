//! The document around the components: language, theme, clock, timers, announcements, and what the page cost to load.

use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
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

/// Rewrites every text of the static page, that of the app's own texts too.
pub fn rewrite_texts(rewrite: impl Fn(&str) -> String) {
    // 4: text nodes. The one who walks never meets the field's own text, which is no node.
    let walker = root()
        .and_then(|root| call(&document(), "createTreeWalker", &[root.into(), 4.into()]).ok());
    let Some(walker) = walker else { return };
    while let Ok(node) = call(&walker, "nextNode", &[]) {
        if node.is_null() {
            break;
        }
        let node: web_sys::Node = node.unchecked_into();
        let text = node.text_content().unwrap_or_default();
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            node.set_text_content(Some(&rewrite(&text)));
        }
    }
}

/// Loads the page again: what the tab keeps comes back.
pub fn reload() {
    let location = Reflect::get(&window(), &"location".into());
    let _ = location.and_then(|location| call(&location, "reload", &[]));
}

/// Takes an element out of the page.
pub fn remove(id: &str) {
    if let Some(element) = element(id) {
        element.remove();
    }
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
    call_later(milliseconds, Box::new(run))
}

/// In a box, as every callback here: each type of callback would bring a copy of what calls it.
fn call_later(milliseconds: i32, run: Box<dyn FnOnce()>) -> i32 {
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

/// How long nothing more may come before something is said.
const SAYING_MS: i32 = 700;

/// What is to be said to screen readers: what it is about, and the sentence.
type Saying = (&'static str, String);

thread_local! {
    static SAYINGS: RefCell<(Vec<Saying>, Option<i32>)> = const { RefCell::new((Vec::new(), None)) };
}

/// Says something to screen readers, once nothing more has come for a moment: all that came until then at once, and of each thing (`about`) the last;
/// an empty text takes back what was to be said of it.
pub fn announce(about: &'static str, text: &str) {
    SAYINGS.with_borrow_mut(|(sayings, timer)| {
        sayings.retain(|saying| saying.0 != about);
        if !text.is_empty() {
            sayings.push((about, text.to_owned()));
        }
        if let Some(timer) = timer.replace(later(SAYING_MS, say)) {
            never_mind(timer);
        }
    });
}

fn say() {
    let sayings = SAYINGS.take().0;
    if sayings.is_empty() {
        return;
    }
    let mut text = String::new();
    for (_, saying) in &sayings {
        text.push_str(saying);
        text.push(' ');
    }
    if let Some(announcer) = element("announcer") {
        // What stands there already is said again only where it changes.
        if announcer.text_content().as_deref() == Some(&text) {
            text.push('\u{a0}');
        }
        announcer.set_text_content(Some(&text));
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

/// Asks `files.js` for something, by its name.
pub fn with_files(name: &str, arguments: &[JsValue]) {
    let mut all = vec![name.into()];
    all.extend_from_slice(arguments);
    let _ = call(&window(), "withFiles", &all);
}

/// The same, and hands on what it answers.
pub fn with_files_then(name: &str, arguments: &[JsValue], then: Box<dyn FnOnce(JsValue)>) {
    let mut all = arguments.to_vec();
    all.push(Closure::once_into_js(then));
    with_files(name, &all);
}

/// The value of a control.
#[must_use]
fn value_of(control: &JsValue) -> String {
    Reflect::get(control, &"value".into())
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// Calls `act` with the name and value of whatever control that `selector` selects an event reaches; the value of what is no control is its `data-n`.
pub fn listen(event: &str, selector: &'static str, act: impl Fn(&str, &str) + 'static) {
    hear(&document(), event, reached(selector, Box::new(act)));
}

/// What is done with the name and value of a control.
type Act = Box<dyn Fn(&str, &str)>;
/// What is done with an event.
pub type Heard = Box<dyn Fn(&web_sys::Event)>;

fn reached(selector: &'static str, act: Act) -> Heard {
    Box::new(move |event| {
        // The document itself is no element; `closest` is an error there.
        let target = event
            .target()
            .map(JsCast::unchecked_into::<web_sys::Element>);
        let control = target.and_then(|target| target.closest(selector).ok().flatten());
        if let Some(control) = control {
            keep_focus_near(control.clone(), LOOKS);
            let value = control
                .get_attribute("data-n")
                .unwrap_or_else(|| value_of(&control));
            act(&control.get_attribute("name").unwrap_or_default(), &value);
        }
    })
}

/// How often, and how many times, it is looked after a control that was used: what it asks for may have to be fetched before it vanishes.
const LOOK_AFTER_MS: i32 = 300;
const LOOKS: u32 = 30;

/// Gives the focus to the section of a control that has it and vanishes by being used: from nowhere, Tab would begin at the top of the page.
fn keep_focus_near(control: web_sys::Element, looks: u32) {
    if document().active_element().as_ref() != Some(&control) || looks == 0 {
        return;
    }
    let Ok(Some(section)) = control.closest("section") else {
        return;
    };
    later(LOOK_AFTER_MS, move || {
        let active = document().active_element();
        if active.is_none_or(|active| active.tag_name() == "BODY") {
            // Another control, used since, may be what vanished: it is looked after for itself.
            let place = Reflect::get(&control, &"offsetParent".into());
            if !place.is_ok_and(|place| place.is_null()) {
                return;
            }
            let _ = section.set_attribute("tabindex", "-1");
            // Whoever has scrolled on meanwhile stays there.
            let options = js_sys::Object::new();
            let _ = Reflect::set(&options, &"preventScroll".into(), &true.into());
            let _ = call(&section, "focus", &[options.into()]);
        } else {
            keep_focus_near(control, looks - 1);
        }
    });
}

/// Calls `act` with each event of a kind that reaches a target, for as long as the page lives.
pub fn hear(target: &web_sys::EventTarget, event: &str, act: Heard) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(move |event| act(&event));
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Calls `act` with each event of a kind that reaches an element of the page.
pub fn on(event: &str, id: &str, act: impl Fn(&web_sys::Event) + 'static) {
    if let Some(element) = element(id) {
        hear(&element, event, Box::new(act));
    }
}

/// Whether an event is of this key.
#[must_use]
pub fn is_key(event: &JsValue, key: &str) -> bool {
    Reflect::get(event, &"key".into()).is_ok_and(|pressed| pressed == *key)
}

/// Whether an event is this key together with the key for commands (Control, or Command on a Mac).
#[must_use]
pub fn is_command(event: &JsValue, key: &str) -> bool {
    let of = |name: &str| Reflect::get(event, &name.into()).unwrap_or(JsValue::NULL);
    is_key(event, key) && (of("ctrlKey").is_truthy() || of("metaKey").is_truthy())
}

/// The width of the window, in whole pixels.
#[must_use]
pub fn width() -> i32 {
    Reflect::get(&window(), &"innerWidth".into())
        .ok()
        .and_then(|width| width.as_f64())
        .unwrap_or_default() as i32
}

/// Opens the details that an element of the page is in, so that a link to it leads somewhere.
pub fn unfold(id: &str) {
    let details = element(id).and_then(|element| element.closest("details").ok().flatten());
    if let Some(details) = details {
        let _ = details.set_attribute("open", "");
    }
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

/// Bytes that came over the network so far, with their headers, through the service worker too. Zero for what came from the browser's cache or the worker's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Transferred {
    /// To open the page.
    pub opening: f64,
    /// With the first text: the coach and its phrases.
    pub coach: f64,
    /// To count exactly: vocabularies, and what keeps what was made of them.
    pub vocabulary: f64,
}

/// What came over the network so far.
#[must_use]
pub fn transferred() -> Transferred {
    let mut all = Transferred::default();
    let Some(performance) = window().performance() else {
        return all;
    };
    // What the worker said, by address (see public/boot.js).
    let moved = Reflect::get(&window(), &"moved".into()).unwrap_or_default();
    let number = |of: &JsValue, name: &JsValue| {
        let number = Reflect::get(of, name).ok();
        number.and_then(|number| number.as_f64()).unwrap_or(0.0)
    };
    for kind in ["navigation", "resource"] {
        for entry in performance.get_entries_by_type(kind).iter() {
            let name = Reflect::get(&entry, &"name".into()).unwrap_or_default();
            // One of the two is 0: an engine counts to the page either nothing of what the worker fetched for it, or all.
            let bytes = number(&entry, &"transferSize".into()).max(number(&moved, &name));
            let name = name.as_string().unwrap_or_default();
            *if name.ends_with(".vocab") || name.ends_with("/files.js") {
                &mut all.vocabulary
            } else if name.ends_with(".rules") || name.contains("/later-") {
                &mut all.coach
            } else {
                &mut all.opening
            } += bytes;
        }
    }
    all
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

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamesOf {
    /// Regions, by their ISO 3166 alpha-2 codes.
    Regions,
    /// Languages, by their tags.
    Languages,
}

/// Names of regions or languages in the page's language, from the browser's own data.
pub struct Names(js_sys::Intl::DisplayNames);

impl Names {
    /// Names in the page's language.
    #[must_use]
    pub fn new(of: NamesOf) -> Self {
        let kind = match of {
            NamesOf::Regions => "region",
            NamesOf::Languages => "language",
        };
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"type".into(), &kind.into());
        let _ = Reflect::set(&options, &"fallback".into(), &"none".into());
        Self(js_sys::Intl::DisplayNames::new(
            &js_sys::Array::of1(&language().into()),
            &options,
        ))
    }

    /// The name of a code; `None` where the browser knows none.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<String> {
        // `of` throws on a code that is no code at all, which the bindings cannot express.
        call(&self.0, "of", &[code.into()]).ok()?.as_string()
    }
}

/// Compares names as the page's language sorts them. Made once for a list: making one costs more than comparing all its names.
pub struct Collator(Function);

impl Collator {
    /// In the page's language.
    #[must_use]
    pub fn new() -> Self {
        let languages = js_sys::Array::of1(&language().into());
        Self(js_sys::Intl::Collator::new(&languages, &js_sys::Object::new()).compare())
    }

    /// Whether the first name stands before the second.
    #[must_use]
    pub fn is_before(&self, first: &str, second: &str) -> bool {
        let order = self.0.call2(&JsValue::NULL, &first.into(), &second.into());
        order.is_ok_and(|order| order.as_f64().is_some_and(|order| order < 0.0))
    }
}

impl Default for Collator {
    fn default() -> Self {
        Self::new()
    }
}

/// Asks before leaving whenever `at_risk` says that a text would be lost.
pub fn warn_before_leaving(at_risk: impl Fn() -> bool + 'static) {
    let warn = move |event: &web_sys::Event| {
        if at_risk() {
            event.prevent_default();
            // Older engines ask only where a value is set.
            let _ = Reflect::set(event, &"returnValue".into(), &"".into());
        }
    };
    hear(&window(), "beforeunload", Box::new(warn));
}

/// Runs something when the tab is hidden or left: the last moment at which storing is certain to work.
pub fn when_hidden(run: impl Fn() + Clone + 'static) {
    let again = run.clone();
    hear(&window(), "pagehide", Box::new(move |_| run()));
    hear(&document(), "visibilitychange", Box::new(move |_| again()));
}
