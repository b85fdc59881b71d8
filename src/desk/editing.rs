//! What changes the field: suggestions, advice and the answer's length, applied as typing would be and taken back.

use crate::bridge::page;
use crate::desk::applied::{rewritten, spliced, utf16_range};
use crate::desk::{Applied, Desk};
use crate::texts::t;
use promptwatt_coach::{Budget, Language};
use promptwatt_tokens::Edit;
use std::ops::Range;

impl Desk {
    /// Applies edits (sorted, not overlapping) to the field as one step that the browser's undo knows, and remembers how to take it back.
    pub fn apply(self, edits: &[Edit], tokens: i64) {
        let (Some(first), Some(last), Some(field)) =
            (edits.first(), edits.last(), self.0.field.as_ref())
        else {
            return;
        };
        let mut whole = first.utf8.start..last.utf8.end;
        // What was applied inside or across this stretch becomes part of it: taken back one by one, they would not give the text as it was.
        let mut absorbed = Vec::new();
        let mut state = self.change();
        let overlaps = |one: &Applied, whole: &Range<usize>| {
            one.utf8.start < whole.end && whole.start < one.utf8.end
        };
        while let Some(at) = state.applied.iter().position(|one| overlaps(one, &whole)) {
            let one = state.applied.remove(at);
            whole = whole.start.min(one.utf8.start)..whole.end.max(one.utf8.end);
            absorbed.push(one);
        }
        drop(state);
        let tokens = tokens + absorbed.iter().map(|one| one.tokens).sum::<i64>();
        let Some((before, after, utf16)) = rewritten(&self.text(), &whole, edits, absorbed) else {
            return;
        };
        field.replace(utf16, &after);
        let utf8 = whole.start..whole.start + after.len();
        let mut inner = self.0.inner.borrow_mut();
        inner.serial += 1;
        self.change().applied.push(Applied {
            serial: inner.serial,
            before,
            after,
            utf8,
            tokens,
        });
        drop(inner);
        // The new figures follow with the next pause.
        page::announce("deed", t("live.saved"));
    }

    /// Follows an advice: writes its sentence into the text.
    pub fn follow(self, id: &str) {
        let report = self.now().report.clone();
        let advice = report.iter().flat_map(|report| &report.coaching.advice);
        let mut inserts = advice
            .filter(|advice| advice.id == id)
            .map(|advice| &advice.insert);
        if let Some(Some(insert)) = inserts.next() {
            self.apply(
                &[Edit {
                    utf8: insert.at_utf8..insert.at_utf8,
                    replacement: insert.text.clone(),
                }],
                0,
            );
        }
    }

    /// Asks for an answer of a certain length: writes, rewrites or (for `None`) takes out the sentence that says so.
    pub fn ask_for_length(self, budget: Option<Budget>) {
        let edit = self.length_edit(&self.text(), budget);
        if let (Some(edit), Some(field)) = (edit, self.0.field.as_ref()) {
            let utf16 = utf16_range(&self.text(), &edit.utf8);
            field.replace(utf16, &edit.replacement);
            // In a long text the coach, who tells which length is asked for, waits for a pause.
            self.note_asked_length();
        }
    }

    fn length_edit(self, text: &str, budget: Option<Budget>) -> Option<Edit> {
        let inner = self.0.inner.borrow();
        let (coach, coaching) = (&inner.later, &inner.coaching);
        let advice = coaching.advice.iter();
        let mut inserts = advice.filter_map(|advice| advice.insert.as_ref());
        let insert = inserts.find(|insert| insert.budget.is_some());
        let language = coaching
            .language
            .or_else(|| Language::from_code(&page::language()))
            .unwrap_or(Language::English);
        let sentence = |budget| coach.budget_sentence(language, budget);
        match (coach.find_budget_sentence(text), budget) {
            (Some((utf8, _)), Some(budget)) => Some(Edit {
                utf8,
                replacement: sentence(budget)?,
            }),
            (Some((utf8, _)), None) => {
                // The space that was put before it goes with it.
                let before = text.get(..utf8.start)?.trim_end_matches([' ', '\n']).len();
                Some(Edit {
                    utf8: before..utf8.end,
                    replacement: String::new(),
                })
            }
            (None, Some(budget)) => {
                let (at, text_there) = match insert {
                    // The coach knows where the instruction ends: its own sentence there, with ours in its place.
                    Some(insert) => {
                        let (its, _) = coach.find_budget_sentence(&insert.text)?;
                        let with_ours = spliced(&insert.text, its, &sentence(budget)?)?;
                        (insert.at_utf8, with_ours)
                    }
                    None => (text.len(), [" ", &sentence(budget)?].concat()),
                };
                Some(Edit {
                    utf8: at..at,
                    replacement: text_there,
                })
            }
            (None, None) => None,
        }
    }

    /// Takes back one applied suggestion.
    pub fn undo(self, serial: u32) {
        let Some(field) = self.0.field.as_ref() else {
            return;
        };
        let mut state = self.change();
        let Some(at) = state.applied.iter().position(|one| one.serial == serial) else {
            return;
        };
        let one = state.applied.remove(at);
        drop(state);
        let utf16 = utf16_range(&self.text(), &one.utf8);
        field.replace(utf16, &one.before);
        page::announce("deed", t("live.undone"));
    }

    /// Takes back everything that was applied, the last first.
    pub fn undo_all(self) {
        // They stand in the list as they were applied.
        while let Some(serial) = self.last_applied() {
            self.undo(serial);
        }
    }

    fn last_applied(self) -> Option<u32> {
        Some(self.now().applied.last()?.serial)
    }

    /// Writes a text over the whole field, as typing would.
    pub fn write(self, text: &str) {
        if let Some(field) = self.0.field.as_ref() {
            field.replace_all(text);
            self.change().applied.clear();
        }
    }

    /// Puts the text on the clipboard and says whether that worked.
    pub fn copy(self) {
        let text = self.text().to_owned();
        self.copy_line(&text);
    }

    /// Puts a text on the clipboard and says whether that worked.
    pub fn copy_line(self, text: &str) {
        let text = text.to_owned();
        leptos::task::spawn_local(async move {
            let done = if page::copy(text).await {
                "strip.copied"
            } else {
                "strip.copy_failed"
            };
            self.change().copy = done;
            page::announce("copy", t(done));
            page::later(2500, move || self.change().copy = "strip.copy");
        });
    }
}
