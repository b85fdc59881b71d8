//! The static page as the app fills it in: what stands in each of its places, so that drawing touches only what changed.
//!
//! The structure is in `index.html`: built here it would weigh twice as much, and the browser would have to wait for it.

use crate::bridge::page::{Part, announce, element, put, set_value};
use crate::view::element::Element;
use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};

/// The rows of a list, as Leptos keeps them.
type Rows = <Vec<AnyView> as Render>::State;

/// The page's places, by the ids of their elements. A place that the page does not have stays untold.
#[derive(Default)]
pub struct Sheet {
    places: Vec<(&'static str, Part, Option<String>)>,
    lists: Vec<(&'static str, Vec<Element>, Rows)>,
    /// What was told to screen readers last, by the ids of the notes; nothing of those that are not shown.
    told: Vec<(&'static str, String)>,
}

impl Sheet {
    #[inline(never)]
    fn put(&mut self, id: &'static str, part: Part, value: Option<String>) {
        let known = self
            .places
            .iter_mut()
            .find(|place| place.0 == id && place.1 == part);
        match known {
            Some(place) if place.2 == value => return,
            Some(place) => place.2.clone_from(&value),
            None => self.places.push((id, part, value.clone())),
        }
        put(id, part, value.as_deref());
    }

    /// Writes a text into an element.
    #[inline(never)]
    pub fn text(&mut self, id: &'static str, text: impl Into<String>) {
        self.put(id, Part::Text, Some(text.into()));
    }

    /// Puts a value into a control, whatever the visitor may have put there.
    pub fn value(&mut self, id: &str, value: &str) {
        set_value(id, value);
    }

    /// Gives an element an attribute, or takes it away.
    #[inline(never)]
    pub fn attribute(&mut self, id: &'static str, name: &'static str, value: Option<String>) {
        self.put(id, Part::Attribute(name), value);
    }

    fn flag(&mut self, id: &'static str, name: &'static str, set: bool) {
        self.attribute(id, name, set.then(String::new));
    }

    /// Shows an element only where `there`.
    #[inline(never)]
    pub fn show(&mut self, id: &'static str, there: bool) {
        self.flag(id, "hidden", !there);
    }

    /// Shows a note only where `there`, and tells screen readers what it says when it comes or changes: write its text before. What is there from the
    /// start is not told: it is read with the page.
    #[inline(never)]
    pub fn tell(&mut self, id: &'static str, there: bool) {
        self.show(id, there);
        let text = element(id).filter(|_| there);
        let text = text.and_then(|note| note.text_content());
        let text = text.unwrap_or_default();
        match self.told.iter_mut().find(|note| note.0 == id) {
            None => self.told.push((id, text)),
            Some(note) if note.1 != text => {
                announce(id, &text);
                note.1 = text;
            }
            Some(_) => {}
        }
    }

    /// Lets a control be used only where `usable`.
    #[inline(never)]
    pub fn enable(&mut self, id: &'static str, usable: bool) {
        self.flag(id, "disabled", !usable);
    }

    /// Gives an element a property of style. Through the object model: a `style` attribute is against the page's policy.
    #[inline(never)]
    pub fn style(&mut self, id: &'static str, property: &'static str, value: String) {
        self.put(id, Part::Style(property), Some(value));
    }

    /// Puts rows into an element, in the places of those that were there: give them no state of their own. Rows that say what they said are not touched:
    /// drawn with each key, thirty suggestions took three times as long as reading ten thousand letters.
    #[inline(never)]
    pub fn rows(&mut self, id: &'static str, rows: Vec<Element>) {
        let views = |rows: &[Element]| -> Vec<AnyView> { rows.iter().map(Element::view).collect() };
        match self.lists.iter_mut().find(|list| list.0 == id) {
            Some((_, drawn, _)) if *drawn == rows => {}
            Some((_, drawn, list)) => {
                views(&rows).rebuild(list);
                *drawn = rows;
            }
            None => {
                if let Some(place) = element(id) {
                    let mut list = views(&rows).build();
                    list.mount(&place, None);
                    self.lists.push((id, rows, list));
                }
            }
        }
    }
}
