//! What a label or a colon leads into.

use super::apart::rest_of;
use super::beside::{begins_small, bounds_answer, names, questions};
use super::lists::{is_enumerated, is_list};
use super::said::{
    ASKS, DEICTIC, GENERAL, LABEL, NOUN, POINTS, REASON, TASK, TEXT_NOUN, TEXT_TASK, TONGUE, WRITES,
};
use super::units::Unit;
use super::{Payload, Prompt};
use crate::coaching::Task;
use crate::ends::{holds, last, without_end, without_start};
use crate::fold::{is_space, is_word};
use crate::gap::{colon_in, is_stop};
use crate::lexicon::Sense;
use crate::segment::SegmentKind;
use std::ops::Range;

/// What a label on a line of its own names ("Document:"), where only lines of code stand around it: they are the form of an
/// answer then.
pub(super) fn labelled(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
    let delimited = |unit: &Unit| {
        unit.block
            .and_then(|block| prompt.blocks.get(block))
            .is_some_and(|block| block.delimited && block.kind != SegmentKind::Json)
    };
    if units.iter().any(delimited) || units.iter().all(|unit| unit.block.is_none()) {
        return None;
    }
    let (number, unit) = units.iter().enumerate().find(|(number, unit)| {
        let named = unit.block.is_none()
            && unit.leads
            && prompt.word_count(&unit.utf8) < 4
            && prompt.has(&unit.utf8, LABEL);
        named
            && units
                .get(number + 1)
                .is_some_and(|next| next.block.is_none())
    })?;
    Some(Payload {
        ranges: rest_of(prompt, units, number + 1),
        lead: Some(unit.utf8.start),
    })
}

/// Where the text of a paragraph begins that is named in its first words: after "Text: ".
pub(super) fn after_label(prompt: &Prompt<'_>, utf8: &Range<usize>) -> usize {
    let from = prompt.words.at_or_after(utf8.start);
    for word in from + 1..from + 4 {
        let gap = prompt.words.gap_before(word);
        let before = prompt.words.list.get(word - 1).map_or(0, |word| word.end());
        let found = colon_in(gap, usize::MAX);
        let Some((at, sign)) = found.filter(|_| before < utf8.end) else {
            if gap != " " {
                break;
            }
            continue;
        };
        let after = before + at + crate::ends::width(sign);
        let head = utf8.start..before;
        return if after < utf8.end && prompt.has(&head, LABEL) {
            after
        } else {
            utf8.start
        };
    }
    utf8.start
}

/// Where the last sentence of a unit begins.
pub(super) fn last_sentence(prompt: &Prompt<'_>, unit: &Unit) -> usize {
    let (from, to) = (
        prompt.words.at_or_after(unit.utf8.start),
        prompt.words.at_or_after(unit.utf8.end),
    );
    (from + 1..to)
        .rev()
        .find(|&word| prompt.words.breaks_before(word))
        .and_then(|word| prompt.words.list.get(word))
        .map_or(unit.utf8.start, |word| word.start())
}

/// Whether a sentence that a colon ends says what to do with a text.
fn leads_in(prompt: &Prompt<'_>, own: &Range<usize>, head: &Range<usize>) -> bool {
    let said = prompt.said(own);
    // "A quick answer: can I …?" leads into the question.
    let answer = Sense::Task(Task::Answer).bit();
    if said & (TASK & !REASON & !answer) != 0
        || prompt.commands(own)
        || said & answer != 0 && said & POINTS != 0
    {
        return true;
    }
    // "Could you make this more polite: …"
    let made = said & GENERAL != 0 && said & POINTS != 0 && said & REASON == 0;
    // What names a text to be written leads into what that is to say.
    let named = (said & TEXT_NOUN != 0 || names(prompt, own)) && !prompt.has(head, WRITES);
    made || named
}

/// What follows a colon: on the next lines, or on the same.
pub(super) fn led_into(prompt: &Prompt<'_>, units: &[Unit], most: usize) -> Option<Payload> {
    let colons = prompt.words.may_have(":") || prompt.words.may_have("：");
    for (number, unit) in units
        .iter()
        .enumerate()
        .take(most)
        .filter(|(_, unit)| unit.block.is_none())
    {
        // On the next lines.
        if unit.leads
            && let Some(next) = units.get(number + 1)
        {
            let own = last_sentence(prompt, unit)..unit.utf8.end;
            let listed = is_list(prompt.text(&next.utf8));
            let label = prompt.word_count(&own) <= 4 && prompt.has(&own, LABEL);
            let told = prompt.has(&own, (POINTS & !LABEL) | TEXT_TASK);
            let from = number.saturating_sub(1);
            let before = units.get(from).map_or(0, |unit| unit.utf8.start)..unit.utf8.end;
            let commanded = prompt.works_on_text() && prompt.has(&before, ASKS | NOUN);
            if label
                || told
                || (commanded
                    && (!listed
                        || matches!(
                            prompt.task,
                            Task::Classify | Task::Translate | Task::Correct
                        )))
                || (number == 0
                    && units.len() == 2
                    && !(listed && matches!(prompt.task, Task::Write | Task::Code | Task::Chat)))
            {
                return Some(Payload {
                    ranges: rest_of(prompt, units, number + 1),
                    lead: Some(own.start),
                });
            }
        }
        // On the same line.
        if !colons {
            continue;
        }
        let from = prompt.words.at_or_after(unit.utf8.start);
        let to = prompt.words.at_or_after(unit.utf8.end);
        for word in from + 1..to.min(from + 200) {
            if !prompt.words.gap(word).colon() {
                continue;
            }
            let gap = prompt.words.gap_before(word);
            let Some((at, sign)) = colon_in(gap, usize::MAX) else {
                continue;
            };
            let end = prompt.words.list.get(word - 1).map_or(0, |word| word.end()) + at;
            let after = end + crate::ends::width(sign);
            let begin = (from + 1..word)
                .rev()
                .find(|&word| prompt.words.breaks_before(word))
                .unwrap_or(from);
            let start = prompt
                .words
                .list
                .get(begin)
                .map_or(unit.utf8.start, |word| word.start());
            let own = start..end;
            let head = unit.utf8.start..end;
            // On a later line a colon is the text's own.
            let of_request = !holds(prompt.text(&head), "\n");
            let label = word - begin <= 3
                && prompt.has(&own, LABEL)
                && (number > 0
                    || (begin > from && (of_request || prompt.words.breaks_line(begin)))
                    || (number + 1 < units.len()
                        && units.iter().skip(1).any(|unit| prompt.asks(&unit.utf8))))
                // "Hi! Quick question: can I …?" is the request itself.
                && (number > 0
                    || prompt.has(&(0..start), ASKS | NOUN | TONGUE)
                    || !questions(prompt.text(&(after..unit.utf8.end))));
            // "Target: Spanish." and a text of its own after it.
            let short = units.get(number + 1).is_some_and(|next| {
                next.apart
                    && (!prompt.instructs(&next.utf8) || is_enumerated(prompt.text(&next.utf8)))
            }) && prompt.word_count(&(after..unit.utf8.end)) < 16
                && !label;
            // "Which is it: praise or complaint?", and the text on the next line.
            let rest = prompt.text(&(after..unit.utf8.end));
            let line = crate::ends::up_to(rest, b'\n');
            let asked = bounds_answer(prompt, &(after..unit.utf8.end))
                || (of_request && questions(line) && line.len() < rest.len() && !label);
            let commanded = (prompt.works_on_text() || names(prompt, &own))
                && prompt.counts.has(word - 1)
                && of_request
                && leads_in(prompt, &own, &head);
            // "Repeat this sentence word for word: …"
            let repeated = prompt.has(&own, Sense::Verbatim.bit()) && prompt.has(&own, DEICTIC);
            let solved = prompt.task == Task::Reason
                && units.len() == 1
                && prompt.commands(&own)
                && prompt.text(&(after..unit.utf8.end)).chars().any(|c| {
                    matches!(c, '+' | '<'..='>' | '^' | '×' | '÷' | '＝' | '\u{2200}'..='\u{22ff}')
                });
            if (label || commanded || solved || repeated) && !short && !asked {
                if let Some(quotation) = quoted_first(prompt, &(after..unit.utf8.end)) {
                    return Some(Payload {
                        ranges: Payload::only(quotation),
                        lead: Some(start),
                    });
                }
                let mut ranges = Payload::only(after..unit.utf8.end);
                if units
                    .get(number + 1)
                    .is_some_and(|next| !prompt.asks(&next.utf8) || units.len() > number + 2)
                {
                    ranges.extend(rest_of(prompt, units, number + 1));
                }
                if let [first, .., last] = ranges.as_slice() {
                    ranges = Payload::only(first.start..last.end);
                }
                return Some(Payload {
                    ranges,
                    lead: Some(start),
                });
            }
        }
    }
    None
}

/// The one quotation that a text begins with, where another sentence follows: "«…». And explain why."
fn quoted_first(prompt: &Prompt<'_>, utf8: &Range<usize>) -> Option<Range<usize>> {
    let mut inside = prompt
        .quoted
        .iter()
        .filter(|quoted| quoted.start > utf8.start && quoted.end < utf8.end);
    let quotation = inside.next()?;
    let begins = without_start(prompt.text(&(utf8.start..quotation.start)), is_space);
    let ends = last(without_end(prompt.text(quotation), is_space)).is_some_and(is_stop);
    let behind = without_start(prompt.text(&(quotation.end..utf8.end)), |c| !is_word(c));
    let stands = begins.chars().count() == 1
        && ends
        && inside.next().is_none()
        && !behind.is_empty()
        && !begins_small(behind);
    stands.then(|| quotation.clone())
}
