//! Finding what is in the page as a person does: by its text, its role and its name.

use super::Page;
use crate::control::Control;
use crate::{Texts, Theme};
use fantoccini::Locator;
use serde_json::json;

impl Page {
    /// The text a person sees in the first element that `css` selects; empty where there is none.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn text_of(&self, css: &str) -> String {
        let text = self.run(
            "return document.querySelector(arguments[0])?.innerText ?? ''",
            vec![json!(css)],
        );
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The first thing that `css` selects, once it is there.
    ///
    /// # Panics
    /// When it does not come.
    #[must_use]
    #[track_caller]
    pub fn by_css(&self, css: &str) -> Control<'_> {
        self.await_some(css, || {
            self.answer(self.client.find(Locator::Css(css)))
                .ok()
                .map(|element| Control {
                    page: self,
                    element,
                })
        })
    }

    /// The first thing of this role and accessible name (without regard to white space), once it is there.
    ///
    /// # Panics
    /// When it does not come.
    #[must_use]
    #[track_caller]
    pub fn by_role(&self, role: &str, name: &str) -> Control<'_> {
        let wanted = squeezed(name);
        self.await_some(&format!("the {role} {name:?}"), || {
            self.all_by_role(role)
                .into_iter()
                .find(|control| squeezed(&control.name()) == wanted)
        })
    }

    /// Whether there is something of this role and name now.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn has(&self, role: &str, name: &str) -> bool {
        self.all_by_role(role)
            .iter()
            .any(|control| squeezed(&control.name()) == squeezed(name))
    }

    /// Everything of a role that is shown now, in the page's order.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn all_by_role(&self, role: &str) -> Vec<Control<'_>> {
        let found = self
            .answer(self.client.find_all(Locator::Css(candidates(role))))
            .unwrap_or_default();
        let controls = found.into_iter().map(|element| Control {
            page: self,
            element,
        });
        controls
            .filter(|control| control.role() == role && control.is_shown())
            .collect()
    }

    /// Presses the first button of this accessible name, once it is there and holds still: a list may be drawn anew between looking and pressing.
    ///
    /// # Panics
    /// When it does not come, or something covers it.
    #[track_caller]
    pub fn press(&self, name: &str) {
        let wanted = squeezed(name);
        self.await_some(&format!("the button {name:?} can be pressed"), || {
            let found = self
                .all_by_role("button")
                .into_iter()
                .find(|control| squeezed(&control.name()) == wanted)?;
            self.answer(found.element.click()).ok()
        });
    }

    /// Steps the page's own control until it names the theme.
    ///
    /// # Panics
    /// When it never does.
    #[track_caller]
    pub fn choose_theme(&self, theme: Theme) {
        let language = self.run("return document.documentElement.lang", Vec::new());
        let texts = Texts::of(language.as_str().unwrap_or("en"));
        let named = |key: &str| texts.filled("tools.theme", "theme", texts.get(key));
        let wanted = named(match theme {
            Theme::Light => "tools.theme_light",
            Theme::Dark => "tools.theme_dark",
        });
        let names = ["tools.theme_auto", "tools.theme_light", "tools.theme_dark"].map(named);
        let control = || {
            self.all_by_role("button").into_iter().find(|control| {
                names
                    .iter()
                    .any(|name| squeezed(name) == squeezed(&control.name()))
            })
        };
        // Each press waits until its name is drawn: a press too many would step past the theme while its name is still shown.
        for _ in &names {
            let shown = self.await_some("the control of the theme", || Some(control()?.name()));
            if squeezed(&shown) == squeezed(&wanted) {
                return;
            }
            self.await_some("the control of the theme", control).click();
            self.await_some(
                &format!("the control says another theme than {shown:?}"),
                || (control()?.name() != shown).then_some(()),
            );
        }
        panic!("no press chose {wanted:?}");
    }
}

/// The elements that can have a role: asking the browser for the role of every element of the page would take seconds.
fn candidates(role: &str) -> &'static str {
    match role {
        "button" => "button, summary, [role=button], input[type=button], input[type=submit]",
        "link" => "a[href], [role=link]",
        "textbox" => "textarea, input, [role=textbox], [contenteditable]",
        "checkbox" | "switch" | "radio" => "input, [role=checkbox], [role=switch], [role=radio]",
        "spinbutton" | "slider" => "input, [role=spinbutton], [role=slider]",
        "combobox" | "listbox" => "select, input, [role=combobox], [role=listbox]",
        "heading" => "h1, h2, h3, h4, h5, h6, [role=heading]",
        "list" => "ul, ol, [role=list]",
        "listitem" => "li, [role=listitem]",
        "status" | "alert" => "output, [role=status], [role=alert]",
        "region" => "section, [role=region]",
        _ => "body *",
    }
}

/// White space as a person hears it, without the marks that keep directions apart.
pub(crate) fn squeezed(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|letter| {
            !matches!(
                letter,
                '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2066}'..='\u{2069}'
            )
        })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}
