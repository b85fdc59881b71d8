//! Looking at the text closely: which way, around which place, and which tokens it is made of.

use crate::desk::{Desk, Lens};
use promptwatt_tokens::{Counter, TokenSpan};
use std::cell::Ref;
use std::ops::Range;

impl Desk {
    /// Looks at the text another way.
    pub fn look(self, lens: Lens) {
        let mut state = self.change();
        state.lens = lens;
        state.pointed = None;
        state.asked_token = None;
    }

    /// Points at a suggestion, by its number, or at none.
    pub fn point_at(self, suggestion: Option<usize>) {
        if self.now().pointed != suggestion {
            self.change().pointed = suggestion;
        }
    }

    /// Asks about the token at a place of what the lens shows, UTF-16 units.
    pub fn ask_about(self, utf16: Option<usize>) {
        self.change().asked_token = utf16;
    }

    /// Does what waits for a pause in typing, once what may wait is about to be drawn: counts a new text in the other vocabularies. The next change is drawn
    /// without a pause, unless it is one of the text.
    pub fn rest(self) {
        if std::mem::take(&mut self.0.state.borrow_mut().typed) {
            self.count_others();
        }
    }

    /// Where the caret is in the text, UTF-8 bytes.
    #[must_use]
    pub fn caret_utf8(self) -> usize {
        let caret = self.0.field.as_ref().map_or(0, |field| field.caret());
        let (mut utf8, mut utf16) = (0, 0);
        for character in self.text().chars() {
            if utf16 >= caret {
                break;
            }
            utf16 += character.len_utf16();
            utf8 += character.len_utf8();
        }
        utf8
    }

    /// The text as it is counted: in normal form, where the encoding wants that.
    pub fn counted_text(self) -> Ref<'static, str> {
        Ref::map(self.0.inner.borrow(), |inner| inner.document.counted())
    }

    /// The tokens of a stretch (UTF-8 bytes) of the text as it is counted; `None` while it is not counted exactly.
    #[must_use]
    pub fn tokens_in(self, utf8: Range<usize>) -> Option<Vec<TokenSpan>> {
        let inner = self.0.inner.borrow();
        let model = self.now().model;
        match inner.counters().exact(model) {
            Some(Counter::Exact(tokenizer)) => inner.document.spans(tokenizer, utf8),
            _ => None,
        }
    }

    /// Fetches the parts of the vocabulary that the text does not need, without which tokens have no official ids.
    pub fn load_ids(self) {
        self.0.inner.borrow_mut().loading.want_all();
        self.load_missing(crate::bridge::fetching::Freshness::CacheAllowed);
    }
}
