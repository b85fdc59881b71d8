//! A quotation that is the payload, without its marks.

use super::{Payload, Prompt};
use crate::ends::{first, last, width, without_end, without_start};
use crate::fold::{is_space, is_word};
use crate::lexicon::Sense;
use crate::words::{is_colon, is_stop};
use std::ops::Range;

/// What stands inside, of a text that is one quotation and nothing after it but a sign that ends the sentence around it:
/// "How do I say: «…»?". `None` for any other text.
pub(super) fn unquoted(text: &str) -> Option<Range<usize>> {
    let start = text.len() - without_start(text, is_space).len();
    let shown = text.get(start..)?;
    let open = first(shown)?;
    let close = match open {
        '"' => '"',
        '“' => '”',
        '„' => '“',
        '«' => '»',
        '「' => '」',
        '(' => ')',
        '`' => '`',
        // A list of values has quotation marks or numbers; a sentence in brackets has a letter first.
        '[' if shown
            .get(1..)
            .and_then(first)
            .is_some_and(|c| is_word(c) && !c.is_ascii_digit()) =>
        {
            ']'
        }
        _ => return None,
    };
    let shown = without_end(shown, |c| is_space(c) || is_stop(c));
    let inside = shown.get(width(open)..shown.len().checked_sub(width(close))?)?;
    let whole = last(shown) == Some(close)
        && !inside.is_empty()
        && !inside.chars().any(|c| c == close || c == open);
    let start = start + width(open);
    whole.then(|| start..start + inside.len())
}

/// The one quotation of a text that works on one, where it is a sentence of its own: "True or false? «Bats are blind.» One
/// word." A quoted phrase within the request is what the request is about.
pub(super) fn quoted_sentence(prompt: &Prompt<'_>) -> Option<Payload> {
    let [one] = prompt.quoted else {
        return None;
    };
    let text = prompt.words.text;
    let before = without_end(text.get(..one.start)?, |c| {
        is_space(c) || MARKS.contains(&c)
    });
    let apart = last(before).is_none_or(|c| is_stop(c) || is_colon(c));
    let whole = last(text.get(one.clone())?).is_some_and(is_stop);
    (prompt.works_on_text() && apart && whole && prompt.word_count(one) > 2).then(|| Payload {
        ranges: vec![one.clone()],
        lead: None,
    })
}

/// Marks that quotations begin with.
const MARKS: [char; 8] = ['"', '“', '„', '«', '「', '‘', '\'', '`'];

/// A quotation that ends the text, after a request.
pub(super) fn quoted_last(prompt: &Prompt<'_>) -> Option<Payload> {
    let text = without_end(prompt.words.text, |c| is_space(c) || is_stop(c));
    let end = text.len();
    let quotation = prompt
        .quoted
        .iter()
        .rev()
        .find(|range| range.end + 4 >= end && range.end <= end)?;
    let before = without_end(prompt.words.text.get(..quotation.start)?, |c| {
        is_space(c) || MARKS.contains(&c)
    });
    let sets_apart = last(before).is_some_and(|c| is_stop(c) || is_colon(c))
        || prompt.points(&(0..before.len()));
    let plays = prompt.has(&(0..quotation.start), |sense| {
        matches!(sense, Sense::Role | Sense::RoleStart)
    });
    let long = prompt.word_count(quotation) > 4 && !plays;
    (sets_apart && (prompt.works_on_text() || long) && quotation.start > 0).then(|| Payload {
        ranges: vec![quotation.clone()],
        lead: None,
    })
}
