//! The switch between the light, the dark and the system's theme.

use crate::bridge::{page, storage};
use crate::desk::{Desk, Theme};
use crate::texts::{fill, t};
use crate::view::bind::{button, flag, text};
use leptos::prelude::*;

/// One button that steps through the themes and names the one in force.
pub fn theme_switch(desk: Desk) -> AnyView {
    let name = |theme| match theme {
        Theme::Automatic => t("tools.theme_auto"),
        Theme::Light => t("tools.theme_light"),
        Theme::Dark => t("tools.theme_dark"),
    };
    let label = text(move || fill("tools.theme", &[("theme", desk.with(|state| name(state.theme)))]));
    let step = move || {
        let next = match desk.now(|state| state.theme) {
            Theme::Automatic => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Automatic,
        };
        desk.change(|state| state.theme = next);
        page::show_theme(next.attribute());
        storage::remember("theme", next.attribute().unwrap_or("auto"));
    };
    button("", label, None, flag(|| false), step)
}
