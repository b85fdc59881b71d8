//! A quotation that is the payload, without its marks.

use super::{Payload, Prompt};
use crate::coaching::Task;
use crate::ends::{first, last, part, width, without_end, without_start};
use crate::fold::{is_space, is_word};
use crate::gap::{is_colon, is_stop};
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
    let text = prompt.words.text;
    // Who plays a role or poses a puzzle quotes what is part of it.
    let first = prompt.quoted.first()?;
    if prompt.task == Task::Reason || prompt.plays(&(0..first.start)) {
        return None;
    }
    let mut found = None;
    for one in prompt.quoted {
        let end = last(without_end(prompt.text(one), is_space));
        let sentence = end.is_some_and(is_stop) && !prompt.asks(one) && prompt.word_count(one) > 2;
        let apart = match before(text, one) {
            // "«…» into German, please"; what asks how to say it is itself the question.
            None => {
                sentence
                    || (prompt.works_on_text()
                        && prompt.word_count(one) > 4
                        && !prompt.asks(&(one.end..text.len())))
            }
            Some(c) => sentence && (is_stop(c) || is_colon(c)),
        };
        if apart && found.replace(one).is_some() {
            return None;
        }
    }
    found.map(|one| Payload::alone(one.clone()))
}

/// Marks that quotations begin with.
const MARKS: [char; 8] = ['"', '“', '„', '«', '「', '‘', '\'', '`'];

/// The sign before a quotation and its mark.
#[inline(never)]
fn before(text: &str, quotation: &Range<usize>) -> Option<char> {
    last(without_end(part(text, 0, quotation.start), |c| {
        is_space(c) || MARKS.contains(&c)
    }))
}

/// A quotation that ends the text, after a request.
pub(super) fn quoted_last(prompt: &Prompt<'_>) -> Option<Payload> {
    let text = without_end(prompt.words.text, |c| is_space(c) || is_stop(c));
    let end = text.len();
    let quotation = prompt
        .quoted
        .iter()
        .rev()
        .find(|range| range.end + 4 >= end && range.end <= end)?;
    let sets_apart = before(prompt.words.text, quotation)
        .is_some_and(|c| is_stop(c) || is_colon(c))
        || prompt.points(&(0..quotation.start));
    let long = prompt.word_count(quotation) > 4 && !prompt.plays(&(0..quotation.start));
    (sets_apart && (prompt.works_on_text() || long) && quotation.start > 0)
        .then(|| Payload::alone(quotation.clone()))
}
