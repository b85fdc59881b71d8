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
use std::cell::{Cell, RefCell};

/// How long after the last key what may wait is drawn.
const PAUSE_MS: i32 = 150;

/// Starts the page: takes over its texts, lays out the desk, and fills the places of the static page.
pub fn start() {
    if numbers::digits() == texts::Digits::ArabicIndic {
        page::rewrite_texts(texts::arabic_digits);
    }
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
    // The page lives as long as its tab.
    let views: &'static RefCell<view::Views> = Box::leak(Box::default());
    views.borrow_mut().lay_out();
    controls::listen(desk);
    std::mem::forget(owner);
    // In a task of its own: whoever types or scrolls meanwhile waits for half as long.
    page::later(0, move || draw(desk, views));
}

/// Draws the page for the first time, and from then on with every change.
fn draw(desk: desk::Desk, views: &'static RefCell<view::Views>) {
    let waiting: &'static Cell<Option<i32>> = Box::leak(Box::default());
    let drawing = RenderEffect::new(move |_| {
        desk.follow_changes();
        views.borrow_mut().draw_now(desk);
        if let Some(timer) = waiting.take() {
            page::never_mind(timer);
        }
        let pause = if desk.now().typed { PAUSE_MS } else { 0 };
        waiting.set(Some(page::later(pause, move || {
            desk.rest();
            let first = views.borrow().first_part();
            draw_rest(desk, views, waiting, first);
        })));
    });
    sharing::start(desk);
    page::show_started();
    std::mem::forget(drawing);
}

/// Draws what may wait, part by part.
fn draw_rest(
    desk: desk::Desk,
    views: &'static RefCell<view::Views>,
    waiting: &'static Cell<Option<i32>>,
    part: usize,
) {
    waiting.set(None);
    if !views.borrow_mut().draw_later(desk, part) {
        let next = move || draw_rest(desk, views, waiting, part + 1);
        waiting.set(Some(page::later(0, next)));
    }
}
