//! What the page is shown on and to whom: settings of the system, paper.

use super::Page;
use crate::Engine;
use serde_json::json;

/// What a person can ask of every page in the system's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Nothing moves.
    ReducedMotion,
    /// Colours far apart.
    MoreContrast,
    /// The person's own few colours, whatever the page says.
    ForcedColours,
}

impl Page {
    /// Shows the page as to a person who has set this in the system; whether the driver can.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn prefer(&self, preference: Preference) -> bool {
        if self.engine != Engine::Chromium {
            return false;
        }
        let (name, value) = match preference {
            Preference::ReducedMotion => ("prefers-reduced-motion", "reduce"),
            Preference::MoreContrast => ("prefers-contrast", "more"),
            Preference::ForcedColours => ("forced-colors", "active"),
        };
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [{ "name": name, "value": value }] }),
        );
        true
    }

    /// Takes back what [`Self::prefer`] said.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[track_caller]
    pub fn prefer_nothing(&self) {
        if self.engine == Engine::Chromium {
            self.devtools("Emulation.setEmulatedMedia", &json!({ "features": [] }));
        }
    }

    /// Shows the page as it is printed.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[track_caller]
    pub fn show_as_printed(&self) {
        if self.engine == Engine::Chromium {
            self.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
        } else {
            // No driver of theirs can: the rules for paper are made rules for the screen too.
            self.run(
                "dispatchEvent(new Event('beforeprint')); \
                 for (const sheet of document.styleSheets) for (const { media } of sheet.cssRules) \
                   if (media?.mediaText === 'print') media.mediaText = 'all'",
                Vec::new(),
            );
        }
    }
}
