//! Looking into frames.

use super::Page;
use crate::command::Command;
use serde_json::json;

impl Page {
    /// From now on everything is about the first frame in the page, until [`Self::leave_frame`].
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn enter_frame(&self) {
        self.expect("frame", self.client.enter_frame(0));
    }

    /// Back to the page around the frame.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[track_caller]
    pub fn leave_frame(&self) {
        self.expect("frame", self.client.enter_parent_frame());
    }

    /// Looks into the first frame that `css` selects, in a shadow root too (`host >>> css`), once it is there, for as long as `look` takes.
    ///
    /// # Panics
    /// When it does not come, or `look` does.
    #[track_caller]
    pub fn in_frame<T>(&self, css: &str, look: impl FnOnce(&Self) -> T) -> T {
        let find = "return arguments[0].split(' >>> ').reduce((root, css) => (root?.shadowRoot ?? root)?.querySelector(css), document)";
        let frame = self.await_some(css, || {
            let found = self
                .answer(self.client.execute(find, vec![json!(css)]))
                .ok()?;
            (!found.is_null()).then_some(found)
        });
        self.expect(
            css,
            self.client
                .issue_cmd(Command::post("frame", json!({ "id": frame }))),
        );
        let seen = look(self);
        self.expect(
            "frame",
            self.client
                .issue_cmd(Command::post("frame", json!({ "id": null }))),
        );
        seen
    }
}
