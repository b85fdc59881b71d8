//! What was applied and can be taken back: where it stands now, while the text around it changes.

use crate::bridge::field::utf16_of;
use promptwatt_tokens::Edit;
use std::ops::Range;

/// A suggestion that was applied and can still be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// Grows by one with each application: tells one from the other.
    pub serial: u32,
    /// What stood there before.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Where it stands now, in UTF-8 bytes of the text.
    pub(super) utf8: Range<usize>,
    /// Tokens saved, and whether that was counted exactly.
    pub tokens: i64,
}

impl Applied {
    /// Whether a change took this back, as the browser's own undo does: the words from before stand there again, and the text grew by as much as they
    /// are longer.
    pub(super) fn undone_by(&self, replaced: &Range<usize>, written: usize, text: &str) -> bool {
        replaced.len() + self.before.len() == written + self.after.len()
            && (self.utf8.start..=self.utf8.start + self.before.len()).contains(&replaced.start)
            && text
                .get(self.utf8.start..)
                .is_some_and(|rest| rest.starts_with(&self.before))
    }

    /// Moves along with a change of the text elsewhere; `false` where the change touched the applied words, which cannot be taken back then.
    pub(super) fn follow(&mut self, replaced: &Range<usize>, written: usize) -> bool {
        if replaced.end <= self.utf8.start
            && (replaced.start < self.utf8.start || replaced.end < self.utf8.end)
        {
            let shift = |position: usize| position - replaced.len() + written;
            self.utf8 = shift(self.utf8.start)..shift(self.utf8.end);
            true
        } else {
            replaced.start >= self.utf8.end
        }
    }
}

/// The one range of `old` (UTF-8 bytes) that differs from `new`, and what stands there now; `None` where nothing differs.
pub(super) fn difference<'a>(old: &str, new: &'a str) -> Option<(Range<usize>, &'a str)> {
    if old == new {
        return None;
    }
    let mut start = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    while !(old.is_char_boundary(start) && new.is_char_boundary(start)) {
        start -= 1;
    }
    let longest = old.len().min(new.len()) - start;
    let mut tail = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take(longest)
        .take_while(|(a, b)| a == b)
        .count();
    while !(old.is_char_boundary(old.len() - tail) && new.is_char_boundary(new.len() - tail)) {
        tail -= 1;
    }
    Some((start..old.len() - tail, new.get(start..new.len() - tail)?))
}

/// What a stretch of the text was before anything in it was applied, what it becomes, and where it stands in the field.
pub(super) fn rewritten(
    text: &str,
    whole: &Range<usize>,
    edits: &[Edit],
    mut absorbed: Vec<Applied>,
) -> Option<(String, String, Range<u32>)> {
    let mut before = text.get(whole.clone())?.to_owned();
    // The last first, so that the positions of those before stay true.
    while let Some(at) = last_of(&absorbed) {
        let one = absorbed.remove(at);
        let place = one.utf8.start - whole.start..one.utf8.end - whole.start;
        before = spliced(&before, place, &one.before)?;
    }
    let mut after = String::with_capacity(before.len());
    let mut from = whole.start;
    for edit in edits {
        after.push_str(text.get(from..edit.utf8.start)?);
        after.push_str(&edit.replacement);
        from = edit.utf8.end;
    }
    after.push_str(text.get(from..whole.end)?);
    Some((before, after, utf16_range(text, whole)))
}

/// A text with other words in a range of it (UTF-8 bytes); `None` where that is no range of it.
pub(super) fn spliced(text: &str, utf8: Range<usize>, words: &str) -> Option<String> {
    Some([text.get(..utf8.start)?, words, text.get(utf8.end..)?].concat())
}

pub(super) fn utf16_range(text: &str, utf8: &Range<usize>) -> Range<u32> {
    utf16_of(text, utf8.start)..utf16_of(text, utf8.end)
}

/// Where in the list the one is that stands last in the text.
fn last_of(applied: &[Applied]) -> Option<usize> {
    let last = applied.iter().map(|one| one.utf8.start).max()?;
    applied.iter().position(|one| one.utf8.start == last)
}
