//! Promptwatt's page: Leptos components over the report crate.
//!
//! The static page (`index.html`) holds the headline, the field and the explanation; the components fill the places it keeps free.
#![forbid(unsafe_code)]

pub mod bridge;
pub mod desk;
mod loading;
pub mod numbers;
pub mod texts;
pub mod view;

use bridge::page;
use leptos::mount::mount_to;
use leptos::prelude::*;
use view::{compare, cost, footprint, strip, suggestions, theme_switch};

/// A part of the page.
type View = fn(desk::Desk) -> view::Element;

/// Starts the page: takes over its texts, lays out the desk, and fills the places of the static page.
pub fn start() {
    if let Some(block) = page::element("texts") {
        texts::install(
            block.text_content().unwrap_or_default(),
            page::right_to_left(),
        );
    }
    let owner = Owner::new();
    owner.set();
    let desk = desk::Desk::lay_out();
    let places: [(&str, View); 6] = [
        ("tools", theme_switch),
        ("strip", strip),
        ("footprint", footprint),
        ("coach", suggestions),
        ("compare", compare),
        ("cost", cost),
    ];
    for (id, view) in places {
        if let Some(place) = page::element(id) {
            // In exchange for whatever stands there until the page has started.
            place.set_text_content(None);
            mount_to(place, move || view(desk).view()).forget();
        }
    }
    // The page lives as long as its tab.
    std::mem::forget(owner);
}
