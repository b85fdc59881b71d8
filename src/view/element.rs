//! The elements of rows, of one type.
//!
//! Leptos gives every element, closure and nesting a type of its own, and every type costs the wasm its own copy of building, changing and removing it.
//! Here an element is a tag with a list of attributes and a list of children: one copy of everything.

use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::style::style;

/// An element in the making. In a box, because each of the many calls that make it hands it on.
#[derive(PartialEq)]
pub struct Element(Box<Parts>);

#[derive(PartialEq)]
struct Parts {
    tag: &'static str,
    attributes: Vec<(Kind, &'static str, String)>,
    children: Vec<Child>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Attribute,
    Style,
}

#[derive(PartialEq)]
enum Child {
    Element(Element),
    Text(String),
}

/// Begins an element.
#[must_use]
pub fn element(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

impl Element {
    /// Gives it an attribute.
    #[inline(never)]
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0
            .attributes
            .push((Kind::Attribute, name, value.to_owned()));
        self
    }

    /// Gives it its class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.with("class", class)
    }

    /// Gives it a property of style. Through the object model: a `style` attribute is against the page's policy.
    #[inline(never)]
    #[must_use]
    pub fn style(mut self, name: &'static str, value: String) -> Self {
        self.0.attributes.push((Kind::Style, name, value));
        self
    }

    /// Puts an element into it.
    #[inline(never)]
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.0.children.push(Child::Element(child));
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

    /// Puts a text into it.
    #[inline(never)]
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.0.children.push(Child::Text(text.to_owned()));
        self
    }

    /// The finished element, as Leptos draws it.
    #[inline(never)]
    #[must_use]
    pub fn view(&self) -> AnyView {
        let Parts {
            tag,
            attributes,
            children,
        } = &*self.0;
        let attributes: Vec<AnyAttribute> = attributes
            .iter()
            .map(|(kind, name, value)| match kind {
                Kind::Attribute => custom_attribute(*name, value.clone()).into_any_attr(),
                Kind::Style => style((*name, value.clone())).into_any_attr(),
            })
            .collect();
        let children: Vec<AnyView> = children
            .iter()
            .map(|child| match child {
                Child::Element(element) => element.view(),
                Child::Text(text) => text.clone().into_any(),
            })
            .collect();
        // In capitals, as a page of HTML says the names of its elements: Leptos compares, and would make an element of "another" name anew each time, with
        // the focus on it lost.
        custom(tag.to_ascii_uppercase())
            .child(children)
            .add_any_attr(attributes)
            .into_any()
    }
}

/// A button: what it does (a name of [`crate::controls`]), with what, what it says, and what a screen reader says.
pub fn button(does: &str, with: &str, label: &str, named: &str) -> Element {
    element("button")
        .with("type", "button")
        .with("name", does)
        .with("value", with)
        .with("aria-label", named)
        .text(label)
}

/// A stretch of text.
#[inline(never)]
pub fn span(text: &str) -> Element {
    element("span").text(text)
}
