//! Elements of one type.
//!
//! Leptos gives every element, closure and nesting a type of its own, and every type costs the wasm its own copy of building, changing and removing it.
//! Fast, but 200 kB brotli for this page. Here an element is a tag with a list of attributes and a list of children, and what changes is a boxed
//! closure: one copy of everything, and the whole page in less than half.

use crate::desk::{Desk, State};
use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use leptos::tachys::html::style::style;
use leptos::tachys::reactive_graph::SharedReactiveFunction;
use std::sync::{Arc, Mutex};

/// Something that follows the desk.
pub type Live<T> = SharedReactiveFunction<T>;

/// A text that follows the desk.
///
/// Prefer [`told`]: every closure given here is a type of its own.
pub fn live(read: impl FnMut() -> String + Send + 'static) -> Live<String> {
    Arc::new(Mutex::new(read))
}

/// A text that follows the desk: what a function says of its state.
#[inline(never)]
pub fn told(desk: Desk, read: fn(&State) -> String) -> Live<String> {
    live(move || desk.with(read))
}

/// An element in the making.
pub struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
#[must_use]
pub fn element(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

impl Element {
    /// Gives it an attribute that stays.
    #[inline(never)]
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.attributes
            .push(custom_attribute(name, value.to_owned()).into_any_attr());
        self
    }

    /// Gives it its class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.with("class", class)
    }

    /// Gives it an attribute that follows the desk; it is absent while there is no value.
    #[must_use]
    pub fn with_live(
        self,
        name: &'static str,
        read: impl FnMut() -> Option<String> + Send + 'static,
    ) -> Self {
        self.with_boxed(name, Arc::new(Mutex::new(read)))
    }

    #[inline(never)]
    fn with_boxed(mut self, name: &'static str, read: Live<Option<String>>) -> Self {
        self.attributes
            .push(custom_attribute(name, read).into_any_attr());
        self
    }

    /// Gives it an attribute that follows the desk's state; it is absent while there is no value.
    #[inline(never)]
    #[must_use]
    pub fn with_told(
        self,
        desk: Desk,
        name: &'static str,
        read: fn(&State) -> Option<String>,
    ) -> Self {
        self.with_live(name, move || desk.with(read))
    }

    /// Lets an attribute without a value be there or not, with the desk's state.
    #[inline(never)]
    #[must_use]
    pub fn when(self, desk: Desk, name: &'static str, condition: fn(&State) -> bool) -> Self {
        self.with_live(name, move || desk.with(condition).then(String::new))
    }

    /// Hides it while a condition does not hold.
    #[inline(never)]
    #[must_use]
    pub fn shown_when(self, desk: Desk, condition: fn(&State) -> bool) -> Self {
        self.with_live("hidden", move || (!desk.with(condition)).then(String::new))
    }

    /// Lets a property of its style follow the desk. Through the object model: a `style` attribute is against the page's policy.
    #[inline(never)]
    #[must_use]
    pub fn style(mut self, name: &'static str, value: Live<String>) -> Self {
        self.attributes.push(style((name, value)).into_any_attr());
        self
    }

    /// Lets the value of a control follow the desk.
    #[inline(never)]
    #[must_use]
    pub fn value(mut self, value: Live<String>) -> Self {
        self.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// What pressing it does.
    #[must_use]
    pub fn on_press(self, mut act: impl FnMut() + 'static) -> Self {
        self.on_press_boxed(Box::new(move |_| act()))
    }

    #[inline(never)]
    fn on_press_boxed(mut self, act: Box<dyn FnMut(ev::MouseEvent)>) -> Self {
        self.attributes.push(on(ev::click, act).into_any_attr());
        self
    }

    /// What a new value in it does; the value as text.
    #[must_use]
    pub fn on_change(self, act: impl FnMut(String) + 'static) -> Self {
        self.on_change_boxed(Box::new(act))
    }

    #[inline(never)]
    fn on_change_boxed(mut self, mut act: Box<dyn FnMut(String)>) -> Self {
        let act: Box<dyn FnMut(ev::Event)> = Box::new(move |event| act(event_target_value(&event)));
        self.attributes.push(on(ev::change, act).into_any_attr());
        self
    }

    /// Puts an element into it.
    #[inline(never)]
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.children.push(child.view());
        self
    }

    /// Puts elements into it.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// Puts a text that stays into it.
    #[inline(never)]
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.children.push(text.to_owned().into_any());
        self
    }

    /// Puts a text that follows the desk into it.
    #[inline(never)]
    #[must_use]
    pub fn say(mut self, text: Live<String>) -> Self {
        self.children.push(text.into_any());
        self
    }

    /// Puts rows that follow the desk into it. They are drawn anew in their places: give them no state of their own.
    #[inline(never)]
    #[must_use]
    pub fn rows(mut self, desk: Desk, read: fn(Desk, &State) -> Vec<Element>) -> Self {
        let rows: Live<Vec<AnyView>> = Arc::new(Mutex::new(move || {
            desk.with(|state| read(desk, state))
                .into_iter()
                .map(Element::view)
                .collect()
        }));
        self.children.push(rows.into_any());
        self
    }

    /// The finished element.
    #[inline(never)]
    #[must_use]
    pub fn view(self) -> AnyView {
        custom(self.tag)
            .child(self.children)
            .add_any_attr(self.attributes)
            .into_any()
    }
}

/// A button. Its label is put into it afterwards where it does not stay the same.
#[inline(never)]
pub fn button(desk: Desk, label: &str, act: fn(Desk)) -> Element {
    let button = element("button")
        .with("type", "button")
        .on_press(move || act(desk));
    if label.is_empty() {
        button
    } else {
        button.text(label)
    }
}

/// A button of a row, which knows what it is about.
pub fn row_button(label: &str, named: &str, act: impl FnMut() + 'static) -> Element {
    element("button")
        .with("type", "button")
        .with("aria-label", named)
        .text(label)
        .on_press(act)
}

/// A stretch of text.
#[inline(never)]
pub fn span(text: &str) -> Element {
    element("span").text(text)
}

/// A figure or unit that keeps its own direction inside right-to-left text.
#[inline(never)]
pub fn figure_of(desk: Desk, read: fn(&State) -> String) -> Element {
    element("span").class("n").say(told(desk, read))
}
