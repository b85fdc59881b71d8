//! What the page's controls do, by their names.

use crate::bridge::fetching::Freshness;
use crate::bridge::{page, storage};
use crate::desk::{Desk, Theme};
use crate::sharing;
use crate::texts::t;
use crate::view::{LENGTHS, suggestions};
use promptwatt_energy::{Model, Region};

/// Does what pressing a button does.
pub fn press(desk: Desk, name: &str, value: &str) {
    let number = value.parse::<u32>().ok();
    match (name, number) {
        ("theme", _) => step_theme(desk),
        ("reset", _) => desk.expect_answer(None),
        ("example", _) => desk.write(t("example.text")),
        ("copy", _) => desk.copy(),
        ("clear", _) => desk.write(""),
        ("load", _) => desk.load_vocabulary(Freshness::CacheAllowed),
        ("retry", _) => desk.load_vocabulary(Freshness::FromTheServer),
        ("length", Some(number)) => {
            if let Some(budget) = LENGTHS.get(number as usize) {
                desk.ask_for_length(*budget);
            }
        }
        ("apply", Some(number)) => suggestions::apply(desk, number as usize),
        ("apply-all", _) => suggestions::apply_all(desk),
        ("follow", _) => desk.follow(value),
        ("undo", Some(serial)) => desk.undo(serial),
        ("undo-all", _) => desk.undo_all(),
        _ => {}
    }
    sharing::press(desk, name, value);
    if matches!(name, "apply" | "apply-all" | "follow" | "undo") {
        // The button that was pressed may be gone.
        page::focus_soon("undo-last");
    }
}

/// Does what a new value in a control does.
pub fn choose(desk: Desk, name: &str, value: &str) {
    match name {
        "model" => {
            if let Some(model) = Model::by_id(value) {
                desk.choose_model(model);
                storage::remember("model", model.id());
            }
        }
        "region" => {
            if let Some(region) = Region::by_code(value) {
                desk.choose_region(region);
                storage::remember("region", region.code());
            }
        }
        // Whole digits: a tenth of a token is nothing anybody means.
        "expected" => desk.expect_answer(
            value
                .trim()
                .parse::<u32>()
                .ok()
                .filter(|tokens| *tokens <= 1_000_000)
                .map(f64::from),
        ),
        "keep" => {
            let keep = desk.now().keep;
            desk.let_keep(!keep);
        }
        _ => sharing::choose(desk, name),
    }
}

fn step_theme(desk: Desk) {
    let next = match desk.now().theme {
        Theme::Automatic => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Automatic,
    };
    desk.change().theme = next;
    page::show_theme(next.attribute());
    storage::remember("theme", next.attribute().unwrap_or("auto"));
}
