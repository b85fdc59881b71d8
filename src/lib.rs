//! Promptwatt's page: Leptos components over the report crate.
//!
//! The static page (`index.html`) holds the headline, the field and the explanation; the components fill the places it keeps free.
#![forbid(unsafe_code)]

pub mod bridge;
pub mod desk;
pub mod numbers;
pub mod texts;
pub mod view;

use bridge::page;
use leptos::mount::mount_to;
use leptos::prelude::*;
use view::{Compare, Cost, Footprint, Strip, Suggestions, ThemeSwitch};

/// Starts the page: takes over its texts, lays out the desk, and fills the places of the static page.
pub fn start() {
    if let Some(block) = page::element("texts") {
        texts::install(block.text_content().unwrap_or_default(), page::right_to_left());
    }
    let owner = Owner::new();
    owner.set();
    let desk = desk::Desk::new();
    fill("tools", || view! { <ThemeSwitch /> });
    fill("strip", move || view! { <Strip desk /> });
    fill("footprint", move || view! { <Footprint desk /> });
    fill("coach", move || view! { <Suggestions desk /> });
    fill("compare", move || view! { <Compare desk /> });
    fill("cost", move || view! { <Cost desk /> });
    // The page lives as long as its tab.
    std::mem::forget(owner);
}

/// Puts a component into a place of the static page, in exchange for whatever stands there until then.
fn fill<V: IntoView + 'static>(id: &str, component: impl FnOnce() -> V + 'static) {
    if let Some(place) = page::element(id) {
        place.set_text_content(None);
        mount_to(place, component).forget();
    }
}
