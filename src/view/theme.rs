//! The switch between the light, the dark and the system's theme.

use crate::bridge::{page, storage};
use crate::texts::{fill, t};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Theme {
    Automatic,
    Light,
    Dark,
}

impl Theme {
    fn remembered() -> Self {
        match storage::setting("theme").as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Automatic,
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Automatic => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Automatic,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Automatic => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Automatic => t("tools.theme_auto"),
            Self::Light => t("tools.theme_light"),
            Self::Dark => t("tools.theme_dark"),
        }
    }

    fn show(self) {
        page::show_theme((self != Self::Automatic).then_some(self.id()));
    }
}

/// One button that steps through the themes and names the one in force.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(Theme::remembered());
    theme.get_untracked().show();
    let step = move |_| {
        let next = theme.get_untracked().next();
        theme.set(next);
        next.show();
        storage::remember("theme", next.id());
    };
    view! { <button type="button" on:click=step>{move || fill("tools.theme", &[("theme", theme.get().name())])}</button> }
}
