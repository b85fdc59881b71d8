//! The switch between the light, the dark and the system's theme.

use crate::bridge::{page, storage};
use crate::desk::{Desk, State, Theme};
use crate::texts::{fill, t};
use crate::view::element::{Element, button, told};

fn label(state: &State) -> String {
    let name = match state.theme {
        Theme::Automatic => t("tools.theme_auto"),
        Theme::Light => t("tools.theme_light"),
        Theme::Dark => t("tools.theme_dark"),
    };
    fill("tools.theme", &[("theme", name)])
}

fn step(desk: Desk) {
    let next = match desk.now(|state| state.theme) {
        Theme::Automatic => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Automatic,
    };
    desk.change(|state| state.theme = next);
    page::show_theme(next.attribute());
    storage::remember("theme", next.attribute().unwrap_or("auto"));
}

/// One button that steps through the themes and names the one in force.
pub fn theme_switch(desk: Desk) -> Element {
    button(desk, "", step).say(told(desk, label))
}
