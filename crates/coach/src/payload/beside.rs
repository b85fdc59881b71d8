//! What stands beside a request that no words of the lexicon tell: lines and paragraphs by what asks, by their length and
//! their place.

use super::apart::rest_of;
use super::lists::is_enumerated;
use super::said::{
    ASKS, DEICTIC, FORMAT, GENERAL, LABEL, MENDS, NOUN, POINTS, TASK, TEXT_NOUN, TONGUE,
};
use super::{Payload, Prompt, units};
use crate::answer::{Unit, asks_brevity};
use crate::coaching::Task;
use crate::ends::{first, holds, last_line, letters, listed, up_to};
use crate::fold::is_word;
use crate::lexicon::{Sense, hits_at};
use std::ops::Range;

const UNIT: u64 = Sense::Unit(Unit::Words).bit();
/// What a request has in it.
const SAYS: u64 = TASK | NOUN | UNIT | LABEL | GENERAL | TONGUE | FORMAT | Sense::Quantity.bit();

/// What a few words say of the answer: "Not too long.", "Two sentences, please."
const ANSWER: u64 = Sense::Brief.bit() | Sense::Only.bit() | Sense::Near.bit() | FORMAT | UNIT;

/// How texts begin that tell of their writer, folded.
const SELVES: &str = " i im my we ich wir je j jai yo eu 我 انا ";

/// Whether a text begins with its writer.
fn tells_of_self(prompt: &Prompt<'_>, utf8: &Range<usize>) -> bool {
    let begin = prompt.words.at_or_after(utf8.start);
    first(prompt.text(utf8)).is_some_and(is_word)
        && listed(SELVES, &letters(prompt.words.str(begin), |_| true))
}

/// Whether a text begins with a small letter, as who goes on writing does.
pub(super) fn begins_small(text: &str) -> bool {
    matches!(first(text), Some('a'..='z' | 'ß'..='ÿ'))
}

/// Whether a text has a question.
pub(super) fn questions(text: &str) -> bool {
    holds(text, "?") || holds(text, "؟") || holds(text, "？")
}

/// Whether a few words are about the answer and how long it may be: "(45 words at most)".
pub(super) fn bounds_answer(prompt: &Prompt<'_>, utf8: &Range<usize>) -> bool {
    let many = prompt.word_count(utf8);
    let said = prompt.said(utf8);
    let bound = Sense::Near.bit() | Sense::After.bit() | Sense::Ask.bit();
    many < 10 && said & UNIT != 0 && (many < 5 || said & bound != 0)
}

/// Whether a text has a question or a request.
pub(super) fn requests(prompt: &Prompt<'_>, utf8: &Range<usize>) -> bool {
    let begin = prompt.words.at_or_after(utf8.start);
    questions(prompt.text(utf8))
        || prompt.commands(utf8)
        || bounds_answer(prompt, utf8)
        || hits_at(prompt.hits, begin..begin + 1)
            .iter()
            .any(|hit| hit.sense == Sense::Question)
}

/// Whether a text says what another is to become, or asks how many words that has.
pub(super) fn names(prompt: &Prompt<'_>, utf8: &Range<usize>) -> bool {
    let said = prompt.said(utf8);
    said & MENDS != 0 || said & Sense::Quantity.bit() != 0 && said & UNIT != 0 && said & POINTS != 0
}

/// Whether a short request says what a text is to become, and that does not: "In English, for the embassy."
pub(super) fn becomes(prompt: &Prompt<'_>, request: &Range<usize>, text: &Range<usize>) -> bool {
    names(prompt, request)
        && !names(prompt, text)
        && prompt.word_count(request) < 24
        && (prompt.works_on_text() || request.len() * 2 < text.len() || !prompt.has(text, ASKS))
}

/// Whether a text is what the request beside it is about: where that works on texts or points at one, and where several
/// lines or many words stand there.
pub(super) fn stands(prompt: &Prompt<'_>, text: &Range<usize>, request: &Range<usize>) -> bool {
    prompt.works_on_text()
        || prompt.word_count(text) > 24
        || holds(prompt.text(text), "\n")
        || prompt.has(request, POINTS)
}

/// Two lines or more of one paragraph: the request, and what it is about.
pub(super) fn by_line(prompt: &Prompt<'_>, only: &units::Unit) -> Option<Payload> {
    let text = prompt.text(&only.utf8);
    let (start, end) = (only.utf8.start, only.utf8.end);
    let head = start..start + up_to(text, b'\n').len();
    if head.end == end {
        return None;
    }
    let tail = head.end..end;
    // A question or a request below what asks for nothing.
    let asked = end - last_line(text).len()..end;
    let above = start..asked.start - 1;
    let below = prompt.word_count(&above) >= prompt.word_count(&asked)
        && ((requests(prompt, &asked)
            && !requests(prompt, &above)
            && stands(prompt, &above, &asked))
            || becomes(prompt, &asked, &above));
    if below {
        return Some(Payload::alone(above));
    }
    let about =
        prompt.works_on_text() || (prompt.points(&head) && is_enumerated(prompt.text(&tail)));
    let named = about && prompt.has(&head, ASKS | NOUN | DEICTIC);
    let asking = || {
        questions(prompt.text(&head)) && !requests(prompt, &tail) && stands(prompt, &tail, &head)
    };
    (named || asking() || becomes(prompt, &head, &tail)).then(|| Payload::alone(tail))
}

/// Paragraphs that are longer than what is asked before or after them.
pub(super) fn longer(prompt: &Prompt<'_>, units: &[units::Unit]) -> Option<Payload> {
    let [first, .., last] = units else {
        return None;
    };
    let rest = units.get(1)?.utf8.start..last.utf8.end;
    let above = first.utf8.start..units.get(units.len() - 2)?.utf8.end;
    let half = (last.utf8.end - first.utf8.start) / 2;
    // A text that asks by itself may be the request, and one that tells of its writer what leads to it.
    let asks = |unit: &units::Unit, text: &Range<usize>| {
        let asks = requests(prompt, &unit.utf8);
        let says = || prompt.has(&unit.utf8, SAYS);
        unit.block.is_none()
            && unit.utf8.len() < half
            && (asks || (!requests(prompt, text) && says()))
            && (prompt.works_on_text() || !tells_of_self(prompt, text))
    };
    if matches!(prompt.task, Task::Chat | Task::Write)
        || prompt.word_count(&(first.utf8.start..last.utf8.end)) < 22
    {
        return None;
    }
    let ranges = if asks(first, &rest) {
        rest_of(prompt, units, 1)
    } else if asks(last, &above) {
        Payload::only(above)
    } else {
        return None;
    };
    Some(Payload { ranges, lead: None })
}

/// What stands behind a first sentence about a text, where that is no question and no request: "Sarcastic or sincere? Oh
/// great, …"
pub(super) fn behind_sentence(prompt: &Prompt<'_>, units: &[units::Unit]) -> Option<Payload> {
    let [only] = units else {
        return None;
    };
    let from = prompt.words.at_or_after(only.utf8.start) + 1;
    let to = prompt.words.at_or_after(only.utf8.end);
    let word = (from..to.min(from + 24)).find(|&word| prompt.words.breaks_before(word))?;
    let start = prompt.words.list.get(word)?.start();
    let head = only.utf8.start..start;
    let tail = start..only.utf8.end;
    let asked = prompt.works_on_text()
        && prompt.asks(&head)
        && prompt.has(&head, TEXT_NOUN | TONGUE)
        && !requests(prompt, &tail);
    // Who goes on in small letters goes on asking.
    let named = || {
        prompt.task != Task::Code
            && !begins_small(prompt.text(&tail))
            && !prompt.commands(&tail)
            && becomes(prompt, &head, &tail)
    };
    let of_the_answer = || {
        prompt.word_count(&tail) < 8
            && (prompt.has(&tail, ANSWER)
                || asks_brevity(prompt.words, hits_at(prompt.hits, word..to), prompt.counts))
    };
    (only.block.is_none()
        && !of_the_answer()
        && prompt.word_count(&tail) > 2
        && (asked || named())
        && !tells_of_self(prompt, &tail))
    .then(|| Payload::alone(tail))
}
