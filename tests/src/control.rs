//! Something on the page that a person can use or read: what a test does with it, and what it says.

use crate::command::Command;
use crate::page::squeezed;
use crate::{Engine, Page};
use fantoccini::elements::Element;
use serde_json::{Value, json};

/// Something on the page that a person can use or read.
#[derive(Debug)]
pub struct Control<'page> {
    pub(crate) page: &'page Page,
    pub(crate) element: Element,
}

impl Control<'_> {
    /// Presses it.
    ///
    /// # Panics
    /// When something covers it, or it is gone.
    #[track_caller]
    pub fn click(&self) {
        self.page.expect("click", self.element.click());
    }

    /// Types into it, key by key.
    ///
    /// # Panics
    /// When it takes no keys.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        // Firefox's driver takes nothing after the key that lets all keys up.
        for keys in text.split_inclusive('\u{E000}') {
            self.page.expect("type", self.element.send_keys(keys));
        }
    }

    /// Writes into it where it stands in a frame of another site: as typing does, but in WebKit, whose driver has no keys for such frames.
    ///
    /// # Panics
    /// When it takes no text.
    #[track_caller]
    pub fn write_inside(&self, text: &str) {
        if self.page.engine() == Engine::WebKitGtk {
            self.paste(text);
        } else {
            self.type_text(text);
        }
    }

    /// The same, in place of what stands there.
    ///
    /// # Panics
    /// When it takes no text.
    #[track_caller]
    pub fn rewrite_inside(&self, text: &str) {
        let select = "arguments[0].focus(); arguments[0].select()";
        self.page.run(select, vec![self.argument()]);
        self.write_inside(text);
    }

    /// Puts a long text into it at once, as pasting does.
    ///
    /// # Panics
    /// When it is no field.
    #[track_caller]
    pub fn paste(&self, text: &str) {
        let script = "const [field, text] = arguments; field.focus(); \
                      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end'); \
                      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));";
        self.page.run(script, vec![self.argument(), json!(text)]);
    }

    /// Puts a text made by a script (a function body) into it in place of what is there, and lets the browser draw it. The page does not know yet:
    /// so what the browser itself needs for a long text can be told from what the page needs.
    ///
    /// # Panics
    /// When it is no field.
    #[track_caller]
    pub fn put_by(&self, script: &str) {
        let put = format!(
            "const [field, done] = arguments; field.focus(); field.value = (() => {{ {script} }})(); \
             requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));"
        );
        self.page.run_async(&put, vec![self.argument()]);
    }

    /// Tells the page that something was put into it.
    ///
    /// # Panics
    /// When it is gone.
    #[track_caller]
    pub fn tell(&self) {
        let tell = "arguments[0].dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))";
        self.page.run(tell, vec![self.argument()]);
    }

    /// Does both.
    ///
    /// # Panics
    /// When it is no field.
    #[track_caller]
    pub fn fill_by(&self, script: &str) {
        self.put_by(script);
        self.tell();
    }

    /// Chooses the option of this label, once it is there.
    ///
    /// # Panics
    /// When it is no list of choices, or gets no such option.
    #[track_caller]
    pub fn choose(&self, label: &str) {
        self.page.wait_until(label, |page| {
            let there =
                "return [...arguments[0].options].some(({ label }) => label === arguments[1])";
            page.run(there, vec![self.argument(), label.into()]) == true
        });
        self.page
            .expect("choose", self.element.select_by_label(label));
    }

    /// The label of the option that is chosen.
    ///
    /// # Panics
    /// When it is no list of choices.
    #[must_use]
    #[track_caller]
    pub fn chosen(&self) -> String {
        let label = self.page.run(
            "return arguments[0].selectedOptions[0]?.label ?? ''",
            vec![self.argument()],
        );
        label.as_str().unwrap_or_default().to_owned()
    }

    /// Empties a field.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    pub fn clear(&self) {
        self.page.expect("clear", self.element.clear());
    }

    /// What is in a field.
    ///
    /// # Panics
    /// When it is gone.
    #[must_use]
    #[track_caller]
    pub fn value(&self) -> String {
        self.page
            .expect("value", self.element.prop("value"))
            .unwrap_or_default()
    }

    /// The text a person sees.
    ///
    /// # Panics
    /// When it is gone.
    #[must_use]
    #[track_caller]
    pub fn text(&self) -> String {
        self.page.expect("text", self.element.text())
    }

    /// An attribute.
    ///
    /// # Panics
    /// When the element is gone.
    #[must_use]
    #[track_caller]
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.page.expect("attribute", self.element.attr(name))
    }

    /// Its accessible name, as the browser computes it; empty when it is gone.
    #[must_use]
    pub fn name(&self) -> String {
        self.computed("computedlabel")
    }

    /// Its accessible name as it is spoken: without regard to white space and marks of direction.
    #[must_use]
    pub fn spoken_name(&self) -> String {
        squeezed(&self.name())
    }

    /// Its role, as the browser computes it; empty when it is gone.
    #[must_use]
    pub fn role(&self) -> String {
        if self.page.engine() == Engine::WebKitGtk {
            // It tells GTK's roles of these two, not ARIA's.
            let tag = self.page.answer(self.element.tag_name());
            let kind = self.page.answer(self.element.attr("type"));
            match (tag.as_deref(), kind.ok().flatten().as_deref()) {
                (Ok("select"), _) => return "combobox".into(),
                (Ok("input"), Some("number")) => return "spinbutton".into(),
                _ => {}
            }
        }
        self.computed("computedrole")
    }

    /// Takes back what was last done in it, as Control and Z do.
    ///
    /// # Panics
    /// When it takes no keys.
    #[track_caller]
    pub fn undo(&self) {
        if self.page.engine() == Engine::WebKitGtk {
            // MiniBrowser keeps the keys for itself; the editing command behind them is the same.
            self.page.run("document.execCommand('undo')", Vec::new());
        } else {
            self.type_text("\u{E009}z\u{E000}");
        }
    }

    /// Whether it is shown.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.page
            .answer(self.element.is_displayed())
            .unwrap_or(false)
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.page
            .answer(self.element.is_selected())
            .unwrap_or(false)
    }

    /// Whether it can be used.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.page.answer(self.element.is_enabled()).unwrap_or(false)
    }

    fn computed(&self, what: &str) -> String {
        let path = format!("element/{}/{what}", self.element.element_id().as_ref());
        let answer = self
            .page
            .answer(self.page.client.issue_cmd(Command::get(path)));
        answer
            .ok()
            .and_then(|answer| answer.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Itself as a script's argument.
    fn argument(&self) -> Value {
        // The key is the one that W3C WebDriver fixes for elements.
        json!({ "element-6066-11e4-a52e-4f735466cecf": self.element.element_id().as_ref() })
    }
}
