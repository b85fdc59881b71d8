//! The size of the page's area, which each engine takes in its own way.

use super::Page;
use crate::command::Command;
use crate::driver::Display;
use crate::{Engine, Viewport};
use serde_json::json;

impl Page {
    /// Gives the page's area another size.
    ///
    /// # Panics
    /// When it cannot have it.
    #[track_caller]
    pub fn resize(&self, viewport: Viewport) {
        if self.viewport.replace(viewport) != viewport {
            self.take_size();
        }
    }

    /// Gives the page's area its size.
    #[track_caller]
    pub(super) fn take_size(&self) {
        let Viewport { width, height } = self.viewport.get();
        match self.engine {
            Engine::Chromium => {
                self.devtools(
                    "Emulation.setDeviceMetricsOverride",
                    &json!({
                        "width": width, "height": height, "deviceScaleFactor": 1,
                        "mobile": self.viewport.get().is_phone(),
                    }),
                );
            }
            // No window of Firefox is as narrow as a phone, but the page in it can be.
            Engine::Firefox => {
                let context = |name: &str| {
                    self.expect(
                        "context",
                        self.client
                            .issue_cmd(Command::post("moz/context", json!({ "context": name }))),
                    );
                };
                self.expect("window", self.client.set_window_size(1400, 1100));
                context("chrome");
                self.run(
                    "const [width, height] = arguments; const { style } = gBrowser.selectedBrowser; \
                     for (const [name, size] of Object.entries({ width, height })) { \
                       for (const bound of ['min-', 'max-', '']) style.setProperty(bound + name, size + 'px'); \
                     }",
                    vec![json!(width), json!(height)],
                );
                context("content");
            }
            Engine::WebKitGtk => {
                // The window's own parts take what they take. Resizing is not done when the driver says so.
                self.await_some("the window has its size", || {
                    let sizes = "return [innerWidth, innerHeight, outerWidth - innerWidth, outerHeight - innerHeight]";
                    let sizes = self.run(sizes, Vec::new());
                    let size = |at: usize| {
                        sizes[at].as_u64().and_then(|size| u32::try_from(size).ok())
                    };
                    if (size(0)?, size(1)?) == (width, height) {
                        return Some(());
                    }
                    // In the middle of the display, where its pointer is: without a window manager the focus is wherever that is.
                    let (width, height) = (width + size(2)?, height + size(3)?);
                    let middle = |whole: u32, part: u32| whole.saturating_sub(part) / 2;
                    let window = self.client.set_window_rect(
                        middle(Display::WIDTH, width),
                        middle(Display::HEIGHT, height),
                        width,
                        height,
                    );
                    self.expect("window", window);
                    None
                });
            }
        }
    }

    /// The size of its area.
    #[must_use]
    pub fn viewport(&self) -> Viewport {
        self.viewport.get()
    }
}
