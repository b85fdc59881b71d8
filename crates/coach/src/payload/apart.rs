//! What stands apart from the request: blocks of another form, other paragraphs.

use super::beside::{becomes, begins_small, by_line, names, requests, stands};
use super::led::{after_label, last_sentence};
use super::lists::{is_enumerated, is_list};
use super::quoted::unquoted;
use super::said::{ASKS, DEICTIC, FORMAT, LABEL, NOUN, TASK};
use super::units::Unit;
use super::{Payload, Prompt, begins_with_task, by_words};
use crate::coaching::Task;
use crate::ends::holds;
use crate::lexicon::Sense;
use crate::segment::SegmentKind;
use std::ops::Range;

/// Blocks that show by their form that they are no request: code, logs, tables, delimited text.
pub(super) fn marked(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
    let blocks = || {
        units
            .iter()
            .filter_map(|unit| prompt.blocks.get(unit.block?))
    };
    let by_marks = blocks().any(|block| {
        block.delimited
            && (block.kind == SegmentKind::Payload || block.inner.end > block.inner.start + 200)
    });
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut first_unit = None;
    let instructed = units.iter().any(|unit| unit.block.is_none());
    for (number, unit) in units.iter().enumerate() {
        let Some(block) = unit.block.and_then(|block| prompt.blocks.get(block)) else {
            continue;
        };
        // Where nothing is prose, a first line by itself asks about what follows, or is its form.
        if !instructed && number == 0 && !holds(prompt.text(&unit.utf8), "\n") {
            continue;
        }
        if by_marks && !block.delimited {
            continue;
        }
        first_unit = first_unit.or(Some(number));
        match ranges.last_mut() {
            // Blocks with nothing between them are one text.
            Some(before)
                if !block.delimited
                    && number > 0
                    && units
                        .get(number - 1)
                        .is_some_and(|before| before.block.is_some()) =>
            {
                before.end = block.inner.end;
            }
            _ if block.delimited => ranges.push(block.inner.clone()),
            _ => ranges.push(whole(prompt, units, number, &block.inner)),
        }
    }
    let first_unit = first_unit?;
    if !instructed && units.len() < 2 {
        return None;
    }
    // A block in the midst of a text that is worked on: the text is the payload, not the block alone.
    let by_form = !by_marks && !blocks().any(|block| block.delimited);
    if by_form
        && prompt.works_on_text()
        && units.len() > first_unit + 1
        && let Some(around) = by_words(prompt, units)
    {
        return Some(around);
    }
    let lead = first_unit
        .checked_sub(1)
        .and_then(|before| units.get(before))
        .filter(|unit| unit.leads)
        .map(|unit| last_sentence(prompt, unit));
    Some(Payload { ranges, lead })
}

/// A block that only its form tells, with the lines of its paragraph around it: "Error: cannot find …" above a stack trace,
/// the first lines of a file. Not with the paragraph of the request.
fn whole(prompt: &Prompt<'_>, units: &[Unit], number: usize, inner: &Range<usize>) -> Range<usize> {
    let of_it = |unit: &&Unit| {
        unit.block.is_none()
            && !unit.leads
            && !prompt.asks(&unit.utf8)
            && !prompt.instructs(&unit.utf8)
    };
    let joined = |number: usize| units.get(number).is_some_and(|unit| !unit.apart);
    let before = number
        .checked_sub(1)
        .filter(|&before| before > 0 && joined(number))
        .and_then(|before| units.get(before))
        .filter(of_it)
        .filter(|before| before.apart);
    let after = units
        .get(number + 1)
        .filter(|_| joined(number + 1))
        .filter(of_it);
    // Where nothing else is said it is the request.
    let after = after.filter(|_| before.is_some() || units.len() > 2);
    before.map_or(inner.start, |unit| unit.utf8.start)
        ..after.map_or(inner.end, |unit| unit.utf8.end)
}

/// Paragraphs after the request, or before it.
pub(super) fn set_apart(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
    if units.len() < 2 {
        return by_line(prompt, units.first().filter(|unit| unit.block.is_none())?);
    }
    let first = units.first()?;
    let last = units.last()?;
    let others = units.get(1..)?;
    let two = others.len() == 1;
    // "Thanks!" is nothing to work on.
    if two && (prompt.is_polite(&first.utf8) || prompt.is_polite(&last.utf8)) {
        return None;
    }
    let asks = prompt.asks(&first.utf8);
    let commands = prompt.commands(&first.utf8);
    // Nor is the only question, behind what says nothing of a text.
    let asked_last = two
        && prompt.asks(&last.utf8)
        && last.utf8.len() < first.utf8.len()
        && !requests(prompt, &first.utf8)
        && !names(prompt, &first.utf8);
    // A quotation asks for nothing, nor do lines of data above one that asks.
    let quoted = first.block.is_none() && unquoted(prompt.text(&first.utf8)).is_some();
    let data = two
        && !asks
        && !commands
        && holds(prompt.text(&first.utf8), "\n")
        && !holds(prompt.text(&last.utf8), "\n")
        && prompt.has(&last.utf8, ASKS)
        && !prompt.points(&first.utf8);
    let asked = !asked_last
        && !quoted
        && !data
        && first.block.is_none()
        && (commands || asks || prompt.has(&first.utf8, ASKS | DEICTIC | NOUN | LABEL | FORMAT))
        && prompt.word_count(&first.utf8) < 90;
    // "... Correct the spelling of this mail.": the request is the last paragraph where the first is none.
    // A first paragraph that points at a text asks, where the last is longer or names no task: it is what is pointed at.
    let leads = || {
        prompt.points(&first.utf8)
            && (prompt.word_count(&first.utf8) * 2 < prompt.word_count(&last.utf8)
                || !prompt.has(&last.utf8, TASK))
    };
    let below = last.block.is_none() && last.apart && !commands;
    let late = below && prompt.instructs(&last.utf8) && !leads();
    let above = first.utf8.start..units.get(units.len() - 2)?.utf8.end;
    let before_last = || Payload::alone(after_label(prompt, &first.utf8)..above.end);
    if below
        && !asks
        && (two && becomes(prompt, &last.utf8, &above)
            || late
                && prompt.commands(&last.utf8)
                && prompt.works_on_text()
                && !begins_with_task(prompt, &first.utf8, 6))
    {
        return Some(before_last());
    }
    let next = others.first()?;
    let rest = next.utf8.start..last.utf8.end;
    let opening = first.block.is_none() && becomes(prompt, &first.utf8, &rest);
    let pointing = prompt.points(&first.utf8);
    let listed = is_list(prompt.text(&next.utf8));
    let enumerated = is_enumerated(prompt.text(&next.utf8));
    let words = prompt.word_count(&rest);
    let free = match prompt.task {
        Task::Answer | Task::Chat | Task::Reason if prompt.has(&first.utf8, FORMAT) => true,
        Task::Answer | Task::Reason => {
            enumerated || words > 24 || (words > 8 && (asks || commands))
        }
        Task::Code => others.len() == 1 && !listed,
        Task::Chat => words > 40 || enumerated,
        _ => false,
    };
    let worked_on = prompt.works_on_text() || pointing;
    if opening || asked && (worked_on || (free && (!listed || enumerated))) {
        // "Text:" on a line of its own is a mark, not a part.
        let label = next.leads && prompt.word_count(&next.utf8) < 4 && !two;
        let ranges = rest_of(prompt, units, 1 + usize::from(label));
        // A text that is pointed at, or a list to be worked on, may speak to its reader.
        // What is to be corrected or translated is there, unless another task follows.
        let mended = matches!(prompt.task, Task::Correct | Task::Translate)
            && !others.iter().any(|unit| {
                let begin = prompt.words.at_or_after(unit.utf8.start);
                prompt
                    .hits_in(&unit.utf8)
                    .take_while(|hit| hit.word < begin + 3)
                    .any(|hit| matches!(hit.sense, Sense::Task(_)))
            });
        let expected = opening || pointing || mended || (prompt.works_on_text() && enumerated);
        let instructing = !expected
            && others
                .iter()
                .all(|unit| unit.block.is_none() && prompt.instructs(&unit.utf8));
        if !ranges.is_empty() && !instructing {
            return Some(Payload { ranges, lead: None });
        }
    }
    (late && stands(prompt, &first.utf8, &last.utf8)).then(before_last)
}

/// "today's the 25th, so if it isn't back it counts": a line in small letters after the text.
fn remarks(prompt: &Prompt<'_>, unit: &Unit) -> bool {
    let text = prompt.text(&unit.utf8);
    begins_small(text) && prompt.word_count(&unit.utf8) < 24 && !holds(text, "\n")
}

/// "With the contract above, tell me …": whatever it begins with.
fn points_up(prompt: &Prompt<'_>, utf8: &Range<usize>) -> bool {
    prompt.has(utf8, Sense::Above.bit()) && prompt.has(utf8, ASKS)
}

/// The units from one on, as one range, without a request that ends them.
pub(super) fn rest_of(prompt: &Prompt<'_>, units: &[Unit], from: usize) -> Vec<Range<usize>> {
    let mut to = units.len();
    while to > from + 1
        && units.get(to - 1).is_some_and(|unit| {
            unit.block.is_none()
                && unit.apart
                && (((prompt.instructs(&unit.utf8) || points_up(prompt, &unit.utf8))
                    && prompt.word_count(&unit.utf8) < 40)
                    || prompt.is_polite(&unit.utf8)
                    || remarks(prompt, unit))
        })
    {
        to -= 1;
    }
    match (
        units.get(from),
        to.checked_sub(1).and_then(|last| units.get(last)),
    ) {
        (Some(first), Some(last)) if to > from => {
            let start = match first.block {
                None => after_label(prompt, &first.utf8),
                Some(_) => first.utf8.start,
            };
            Payload::only(start..last.utf8.end)
        }
        _ => Vec::new(),
    }
}
