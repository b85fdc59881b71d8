//! What a person does on the page and reads from it, in one language.

use crate::page::squeezed;
use crate::{Control, Page, Texts};
use std::cell::RefCell;

/// Somebody in front of a page.
#[derive(Debug)]
pub struct Person<'page> {
    page: &'page Page,
    texts: Texts,
}

/// The figures a person reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The tokens of the prompt, as written: `48`, or `≈ 50 (41–63)`.
    pub tokens: String,
    /// Everything that stands around the field, on one line: the way of counting, the notes.
    pub around: String,
    /// Watt-hours of the exchange.
    pub wh: f64,
    /// Grams of CO₂e.
    pub grams: f64,
    /// Millilitres of water.
    pub millilitres: f64,
}

impl Figures {
    /// The number of tokens where it is stated without a doubt.
    #[must_use]
    pub fn exact_tokens(&self) -> Option<u64> {
        self.tokens.replace(',', "").parse().ok()
    }
}

impl<'page> Person<'page> {
    /// A person who reads `language`.
    #[must_use]
    #[track_caller]
    pub fn at(page: &'page Page, language: &str) -> Self {
        Self {
            page,
            texts: Texts::of(language),
        }
    }

    /// The text of a key, in the person's language.
    #[must_use]
    #[track_caller]
    pub fn text(&self, key: &str) -> &str {
        self.texts.get(key)
    }

    /// The text of a key as it is spoken.
    #[must_use]
    #[track_caller]
    pub fn spoken(&self, key: &str) -> String {
        squeezed(self.text(key))
    }

    /// The field.
    ///
    /// # Panics
    /// When it is not there.
    #[must_use]
    #[track_caller]
    pub fn prompt(&self) -> Control<'page> {
        self.page.by_role("textbox", self.text("page.your_prompt"))
    }

    /// The button that has the text of `key` for a name.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn button(&self, key: &str) -> Control<'page> {
        self.page.by_role("button", self.text(key))
    }

    /// Presses the button that has the text of `key` for a name.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn press(&self, key: &str) {
        self.page.press(self.text(key));
    }

    /// Presses the button whose name is that of `key` with `name` filled in.
    ///
    /// # Panics
    /// When there is none.
    #[track_caller]
    pub fn press_named(&self, key: &str, name: &str, value: &str) {
        self.page.press(&self.texts.filled(key, name, value));
    }

    /// What stands in the section that has the text of `key` for a name, on one line.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    #[track_caller]
    pub fn section(&self, key: &str) -> String {
        squeezed(&self.page.by_role("region", self.text(key)).text())
    }

    /// The figures, where all are there.
    ///
    /// # Panics
    /// When a section is missing.
    #[must_use]
    #[track_caller]
    pub fn figures(&self) -> Option<Figures> {
        let around = self.section("page.your_prompt");
        let footprint = self.section("footprint.heading");
        let before = |text: &str, what: &str| {
            let (before, _) = text.split_once(&format!(" {}", squeezed(what)))?;
            Some(before.to_owned())
        };
        let number = |what: &str| {
            let before = before(&footprint, what)?;
            before.split(' ').next_back()?.replace(',', "").parse().ok()
        };
        let quantity =
            |unit: &str, what: &str| number(&[self.text(unit), self.text(what)].join(" "));
        let tokens = before(&around, self.text("strip.tokens_in"))?;
        let tokens = tokens
            .trim_start_matches(self.text("page.your_prompt"))
            .trim()
            .to_owned();
        Some(Figures {
            tokens,
            wh: number(self.text("footprint.for_exchange"))?,
            grams: quantity("footprint.unit_g", "footprint.carbon")?,
            millilitres: quantity("footprint.unit_ml", "footprint.water")?,
            around,
        })
    }

    /// Reads until the figures are as awaited.
    ///
    /// # Panics
    /// When they never are.
    #[track_caller]
    pub fn reads(&self, what: &str, awaited: impl Fn(&Figures) -> bool) -> Figures {
        let read = RefCell::new(None);
        self.page.wait_until(what, |_| {
            let figures = self.figures();
            let there = figures.as_ref().is_some_and(&awaited);
            read.replace(figures);
            there
        });
        read.into_inner().expect("they were there")
    }

    /// Reads until the count is exact and says that it is.
    ///
    /// # Panics
    /// When it never is.
    #[track_caller]
    pub fn reads_exactly(&self, tokens: u64) -> Figures {
        let said = self.says_exact();
        self.reads(&format!("{tokens} tokens, {said}"), |figures| {
            figures.exact_tokens() == Some(tokens) && figures.around.contains(&said)
        })
    }

    /// Reads until the count is exact, whatever it is.
    ///
    /// # Panics
    /// When it never is.
    #[track_caller]
    pub fn reads_an_exact_count(&self) -> Figures {
        let said = self.says_exact();
        self.reads("an exact count", |figures| {
            figures.exact_tokens().is_some() && figures.around.contains(&said)
        })
    }

    /// What stands beside an exact count.
    #[must_use]
    #[track_caller]
    pub fn says_exact(&self) -> String {
        squeezed(&self.texts.filled("strip.exact", "encoding", "o200k_base"))
    }

    /// Waits until the section of `key` says the text of `words`.
    ///
    /// # Panics
    /// When it never does.
    #[track_caller]
    pub fn sees(&self, key: &str, words: &str) {
        let wanted = squeezed(words);
        self.page.wait_until(&format!("it says {wanted:?}"), |_| {
            self.section(key).contains(&wanted)
        });
    }

    /// What the page offers to shorten now, each by the words in its Apply button's name; not the sentences that it offers to add.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn suggestions(&self) -> Vec<String> {
        let section = self.section("coach.heading");
        let added = |what: &String| section.contains(&self.texts.filled("coach.add", "text", what));
        let mut named = self.named("coach.apply_named");
        named.retain(|what| !added(what));
        named
    }

    /// Waits for such suggestions.
    ///
    /// # Panics
    /// When none come.
    #[track_caller]
    pub fn awaits_suggestions(&self) -> Vec<String> {
        self.page
            .wait_until("suggestions appear", |_| !self.suggestions().is_empty());
        self.suggestions()
    }

    /// What can be taken back now.
    ///
    /// # Panics
    /// When the browser does not answer.
    #[must_use]
    #[track_caller]
    pub fn applied(&self) -> Vec<String> {
        self.named("coach.undo_named")
    }

    /// What the buttons are about whose names follow the pattern of `key`.
    fn named(&self, key: &str) -> Vec<String> {
        let pattern = squeezed(&self.texts.filled(key, "what", ""));
        let buttons = self.page.all_by_role("button");
        let names = buttons.iter().map(|button| squeezed(&button.name()));
        names
            .filter_map(|name| Some(name.strip_prefix(&pattern)?.trim().to_owned()))
            .collect()
    }
}
