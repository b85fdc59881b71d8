//! Examples that show the form of an answer: pairs of labelled lines, "Input: … Output: …", and a last one to be completed.

use crate::ends::{first, letters, listed, part, trimmed, width};
use crate::fold::{is_space, is_word};
use crate::gap::colon_in;
use std::ops::Range;

/// Labels of what goes in and what comes out; folded. Pairs of them are examples even where none is left to be completed: "Question" and "Answer" may be a
/// text to be worked on.
const KNOWN: &str =
    " input output entree sortie entrada salida saida eingabe ausgabe المدخل المخرج 输入 输出 ";
/// Names at the beginnings of lines that are looked at: a text that is full of them is no list of examples.
const MOST_LABELS: usize = 400;

/// Examples, and what is to be answered like them.
pub(crate) struct Examples {
    /// Each pair that is shown (UTF-8 bytes).
    pub shown: Vec<Range<usize>>,
    /// What the last one gives (UTF-8 bytes), where it is left to be completed.
    pub asked: Option<Range<usize>>,
}

impl Examples {
    /// Where the last of it ends (UTF-8 byte).
    pub(crate) fn end(&self) -> usize {
        let last = self.asked.as_ref().or(self.shown.last());
        last.map_or(0, |range| range.end)
    }
}

/// A line that begins with a name and a colon.
struct Label {
    /// Folded, without digits.
    name: String,
    utf8: Range<usize>,
    /// Where what it names begins (UTF-8 byte), which may be the end of the line.
    value: usize,
    empty: bool,
}

/// Examples among lines, by their places in the text (UTF-8 bytes, without line breaks). Linear.
pub(crate) fn examples(text: &str, lines: impl Iterator<Item = Range<usize>>) -> Option<Examples> {
    let mut labels: Vec<Label> = Vec::new();
    // Where the paragraph of the last label ends, whether it goes on, and whether the last line with anything on it is a label.
    let (mut end, mut goes_on, mut last_is_label) = (0, false, false);
    for utf8 in lines {
        let line = part(text, utf8.start, utf8.end);
        if trimmed(line).is_empty() {
            goes_on = false;
            continue;
        }
        let label = label(line, utf8.clone());
        last_is_label = label.is_some();
        goes_on |= last_is_label;
        if goes_on {
            end = utf8.end;
        }
        labels.extend(label);
        if labels.len() > MOST_LABELS {
            return None;
        }
    }
    let to_complete = last_is_label && labels.last()?.empty;
    let (size, cycles) = cycles(&labels)?;
    let from = labels.len() - size * cycles;
    let labels = labels.get(from..)?;
    let known = || {
        labels
            .iter()
            .take(size)
            .all(|label| listed(KNOWN, &label.name))
    };
    if !to_complete && !known() {
        return None;
    }
    let shown = if to_complete { cycles - 1 } else { cycles };
    let begin = |cycle: usize| {
        labels
            .get(cycle * size)
            .map_or(end, |label| label.utf8.start)
    };
    Some(Examples {
        shown: (0..shown)
            .map(|cycle| trimmed_at(text, begin(cycle)..begin(cycle + 1)))
            .collect(),
        asked: labels
            .get(shown * size)
            .zip(labels.last())
            .filter(|_| to_complete)
            .map(|(first, last)| trimmed_at(text, first.value..last.utf8.start)),
    })
}

/// After how many labels the last ones repeat, and how often: at least twice. Nobody's turns in a conversation do that with one line left empty.
fn cycles(labels: &[Label]) -> Option<(usize, usize)> {
    for size in [2, 3] {
        let pairs = labels.iter().rev().zip(labels.iter().rev().skip(size));
        let alike = pairs
            .take_while(|(one, other)| one.name == other.name)
            .count();
        let count = alike.checked_div(size)? + 1;
        let mut cycle = labels.iter().rev().take(size);
        let one = cycle.next()?;
        if count >= 2 && cycle.all(|other| other.name != one.name) {
            return Some((size, count));
        }
    }
    None
}

/// Up to three words and perhaps a number before a colon.
fn label(line: &str, utf8: Range<usize>) -> Option<Label> {
    let inside = trimmed(line);
    let (at, colon) = colon_in(inside, 32)?;
    let head = inside.get(..at)?;
    // Each begins after a blank, or the label with it.
    let (mut words, mut blank) = (0, true);
    for c in head.chars() {
        words += usize::from(blank && !is_space(c));
        blank = is_space(c);
    }
    let is_name = head
        .chars()
        .all(|c| is_word(c) || is_space(c) || matches!(c, '*' | '#' | '-'));
    let rest = inside.get(at + width(colon)..)?;
    let ends = colon != ':' || first(rest).is_none_or(|c| is_space(c) || c == '*');
    let name = letters(head, |c| is_word(c) && !c.is_ascii_digit());
    if !is_name || !ends || words > 3 || name.is_empty() {
        return None;
    }
    let value = trimmed(rest);
    let start = utf8.end - line.len();
    let before = line.len() - crate::ends::without_start(line, is_space).len();
    Some(Label {
        name,
        value: start + before + at + width(colon),
        empty: value.is_empty() || value == "**",
        utf8: start + before..utf8.end,
    })
}

/// A range without the white space at its ends.
fn trimmed_at(text: &str, utf8: Range<usize>) -> Range<usize> {
    let inside = part(text, utf8.start, utf8.end);
    let rest = crate::ends::without_start(inside, is_space);
    let start = utf8.end - rest.len();
    start..start + trimmed(rest).len()
}
