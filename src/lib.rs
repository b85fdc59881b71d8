//! Promptwatt's page: a Leptos app over the report crate.
//!
//! The static page (`index.html`) holds the whole structure, the field and the explanation; the app fills its places.
#![forbid(unsafe_code)]

pub mod bridge;
pub mod controls;
pub mod desk;
mod loading;
pub mod numbers;
pub mod share;
pub mod sharing;
pub mod texts;
pub mod view;

use any_spawner::Executor;
use bridge::page;
use leptos::prelude::*;

/// Starts the page: takes over its texts, lays out the desk, and fills the places of the static page.
pub fn start() {
    if let Some(block) = page::element("texts") {
        texts::install(
            block.text_content().unwrap_or_default(),
            page::right_to_left(),
        );
    }
    // The page has started its reactive system already where it was started twice.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.set();
    let desk = desk::Desk::lay_out();
    let mut sheet = view::Sheet::default();
    view::lay_out(&mut sheet);
    page::listen("click", "button", move |name, value| {
        controls::press(desk, name, value)
    });
    page::listen("change", "[name]", move |name, value| {
        controls::choose(desk, name, value)
    });
    let drawing = RenderEffect::new(move |_| {
        let state = desk.follow_changes();
        view::draw(&mut sheet, &state, &desk.text());
    });
    sharing::start(desk);
    page::show_started();
    // The page lives as long as its tab.
    std::mem::forget((owner, drawing));
}
