//! What an edit saves, without counting the whole text again.

use core::ops::Range;

use crate::scanner::is_cut;

/// How far a cut is looked for on either side of an edit, bytes.
///
/// Beyond it the window ends where it ends and the saving is marked as inexact, so that many suggestions about one
/// text without cuts cannot take quadratic time.
const FARTHEST_CUT: usize = 8192;

/// A change of a text: a range is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is replaced, UTF-8 byte offsets of the text before any edit; empty for an insertion.
    pub utf8: Range<usize>,
    /// What comes in its place; empty for a deletion.
    pub replacement: String,
}

/// How many tokens fewer a text has after an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct TokenSaving {
    /// Tokens before less tokens after: positive is fewer tokens.
    pub tokens: i64,
    /// Whether this is the exact difference of two exact counts.
    pub exact: bool,
}

/// A stretch of the text outside of which no piece changes.
struct Window {
    utf8: Range<usize>,
    after: String,
}

/// The saving of all `edits` together, with `count` for the tokens of a stretch of text and whether
/// that is exact.
pub(crate) fn saving(
    text: &str,
    edits: &[Edit],
    count: impl Fn(&str) -> (f64, bool),
) -> TokenSaving {
    let mut exact = true;
    let mut counted_exactly = true;
    let mut saved = 0.0;
    let mut close = |window: Window| {
        let before = text.get(window.utf8).unwrap_or("");
        let ((before, sure), (after, sure_after)) = (count(before), count(&window.after));
        saved += before - after;
        counted_exactly &= sure && sure_after;
    };
    let mut open: Option<Window> = None;
    let mut edited = 0;
    for edit in edits {
        let Range { start, end } = edit.utf8;
        if start < edited || text.get(start..end).is_none() {
            exact = false;
            continue;
        }
        edited = end;
        let (left, left_is_cut) = cut_before(text, start);
        let (right, right_is_cut) = cut_after(text, end);
        exact &= left_is_cut && right_is_cut;
        let mut window = match open.take() {
            Some(window) if left < window.utf8.end || start <= window.utf8.end => window,
            other => {
                other.into_iter().for_each(&mut close);
                Window {
                    utf8: left..left,
                    after: String::new(),
                }
            }
        };
        // What an earlier edit has put into the window beyond this edit's start is its untouched right side.
        if window.utf8.end > start {
            let surplus = window.utf8.end - start;
            window.after.truncate(window.after.len() - surplus);
            window.utf8.end = start;
        }
        window
            .after
            .push_str(text.get(window.utf8.end..start).unwrap_or(""));
        window.after.push_str(&edit.replacement);
        window.after.push_str(text.get(end..right).unwrap_or(""));
        window.utf8.end = right;
        open = Some(window);
    }
    open.into_iter().for_each(&mut close);
    TokenSaving {
        tokens: saved.round() as i64,
        exact: exact && counted_exactly,
    }
}

/// The nearest cut at or before `at` of which both sides' characters lie before `at`, and whether it is one.
fn cut_before(text: &str, at: usize) -> (usize, bool) {
    let mut after: Option<(usize, char)> = None;
    for (position, character) in text.get(..at).unwrap_or("").char_indices().rev() {
        if let Some((boundary, after)) = after {
            if is_cut(character, after) {
                return (boundary, true);
            }
            if at - boundary > FARTHEST_CUT {
                return (boundary, false);
            }
        }
        after = Some((position, character));
    }
    (0, true)
}

/// The nearest cut at or after `at` of which both sides' characters lie at or after `at`, and whether it is one.
fn cut_after(text: &str, at: usize) -> (usize, bool) {
    let mut before: Option<char> = None;
    for (offset, character) in text.get(at..).unwrap_or("").char_indices() {
        if let Some(before) = before {
            if is_cut(before, character) {
                return (at + offset, true);
            }
            if offset > FARTHEST_CUT {
                return (at + offset, false);
            }
        }
        before = Some(character);
    }
    (text.len(), true)
}
