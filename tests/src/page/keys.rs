//! The keyboard.

use super::Page;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};

/// The key, by its W3C WebDriver code point.
const TAB: char = '\u{E004}';

impl Page {
    /// Presses a key (by its W3C WebDriver code point) where the focus is.
    ///
    /// # Panics
    /// When the browser does not take it.
    #[track_caller]
    pub fn press_key(&self, key: char) {
        self.press_key_with(None, key);
    }

    /// Presses a key while `held` is down.
    ///
    /// # Panics
    /// When the browser does not take it.
    #[track_caller]
    pub fn press_key_with(&self, held: Option<char>, key: char) {
        let down = |value| KeyAction::Down { value };
        let up = |value| KeyAction::Up { value };
        let presses = held.map(down).into_iter().chain([down(key), up(key)]);
        let actions = presses
            .chain(held.map(up))
            .fold(KeyActions::new("keys".into()), KeyActions::then);
        self.expect("key", self.client.perform_actions(actions));
    }

    /// Whether what `css` selects has the focus.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn is_at(&self, css: &str) -> bool {
        self.run(
            "return document.activeElement.matches(arguments[0])",
            vec![css.into()],
        ) == true
    }

    /// Presses Tab until the focus is on what `css` selects.
    ///
    /// # Panics
    /// When it never is.
    #[track_caller]
    pub fn tab_to(&self, css: &str) {
        for _ in 0..150 {
            self.press_key(TAB);
            if self.is_at(css) {
                return;
            }
        }
        panic!("Tab does not reach {css}");
    }

    /// Goes by Tab to what `css` selects, where the focus is not there already, and presses keys there.
    ///
    /// # Panics
    /// When Tab does not reach it.
    #[track_caller]
    pub fn press_at(&self, css: &str, keys: &str) {
        if !self.is_at(css) {
            self.tab_to(css);
        }
        self.by_css(":focus").type_text(keys);
    }
}
