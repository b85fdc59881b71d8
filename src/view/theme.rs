//! The name of the theme in force, on the button that steps through them.

use crate::desk::{State, Theme};
use crate::texts::{fill, t};
use crate::view::Sheet;

/// Draws the button.
pub fn draw(sheet: &mut Sheet, state: &State) {
    let name = match state.theme {
        Theme::Automatic => t("tools.theme_auto"),
        Theme::Light => t("tools.theme_light"),
        Theme::Dark => t("tools.theme_dark"),
    };
    sheet.text("theme", fill("tools.theme", &[("theme", name)]));
}
