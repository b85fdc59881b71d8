//! What stands apart from the request: blocks of another form, other paragraphs.

use super::led::{after_label, last_sentence};
use super::lists::{is_enumerated, is_list};
use super::units::Unit;
use super::{Payload, Prompt, begins_with_task, by_words};
use crate::answer::Format;
use crate::coaching::Task;
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
    for (number, unit) in units.iter().enumerate() {
        let Some(block) = unit.block.and_then(|block| prompt.blocks.get(block)) else {
            continue;
        };
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
    let instructed = units.iter().any(|unit| unit.block.is_none());
    if !instructed {
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
    before.map_or(inner.start, |unit| unit.utf8.start)
        ..after.map_or(inner.end, |unit| unit.utf8.end)
}

/// Paragraphs after the request, or before it.
pub(super) fn set_apart(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
    if units.len() < 2 {
        // Two lines of one paragraph: the request, and what it is about.
        let only = units.first().filter(|unit| unit.block.is_none())?;
        let text = prompt.text(&only.utf8);
        let length = crate::ends::up_to(text, b'\n').len();
        let head = only.utf8.start..only.utf8.start + length;
        let tail = head.end..only.utf8.end;
        let about =
            prompt.works_on_text() || (prompt.points(&head) && is_enumerated(prompt.text(&tail)));
        return (about
            && length < text.len()
            && !prompt.text(&tail).is_empty()
            && prompt.has(&head, |sense| {
                sense.asks() || matches!(sense, Sense::Noun(_) | Sense::Deictic)
            }))
        .then(|| Payload {
            ranges: vec![tail],
            lead: None,
        });
    }
    let first = units.first()?;
    let last = units.last()?;
    let asked = first.block.is_none()
        && (prompt.commands(&first.utf8)
            || prompt.asks(&first.utf8)
            || prompt.has(&first.utf8, |sense| {
                sense.asks()
                    || matches!(
                        sense,
                        Sense::Deictic
                            | Sense::Noun(_)
                            | Sense::Label
                            | Sense::Format(Format::Json | Format::Csv | Format::Table)
                    )
            }))
        && prompt.word_count(&first.utf8) < 90;
    // "... Correct the spelling of this mail.": the request is the last paragraph where the first is none.
    // A first paragraph that points at a text asks, where the last is longer or names no task: it is what is pointed at.
    let leads = || {
        prompt.points(&first.utf8)
            && (prompt.word_count(&first.utf8) * 2 < prompt.word_count(&last.utf8)
                || !prompt.has(&last.utf8, |sense| matches!(sense, Sense::Task(_))))
    };
    let late = last.block.is_none()
        && last.apart
        && prompt.instructs(&last.utf8)
        && !prompt.commands(&first.utf8)
        && !leads();
    let before_last = |units: &[Unit]| Payload {
        ranges: Payload::only(
            after_label(prompt, &first.utf8)
                ..units
                    .get(units.len() - 2)
                    .map_or(last.utf8.start, |unit| unit.utf8.end),
        ),
        lead: None,
    };
    if late
        && !prompt.asks(&first.utf8)
        && prompt.commands(&last.utf8)
        && prompt.works_on_text()
        && !begins_with_task(prompt, &first.utf8)
    {
        return Some(before_last(units));
    }
    let pointing = prompt.points(&first.utf8);
    let others = units.get(1..)?;
    let listed = others
        .first()
        .is_some_and(|unit| is_list(prompt.text(&unit.utf8)));
    let words: usize = others
        .iter()
        .map(|unit| prompt.word_count(&unit.utf8))
        .sum();
    let enumerated = others
        .first()
        .is_some_and(|unit| is_enumerated(prompt.text(&unit.utf8)));
    let shaped = prompt.has(&first.utf8, |sense| {
        matches!(sense, Sense::Format(Format::Json | Format::Csv))
    });
    let free = match prompt.task {
        Task::Answer | Task::Chat | Task::Reason if shaped => true,
        Task::Answer | Task::Reason => {
            enumerated
                || words > 24
                || (words > 8 && (prompt.asks(&first.utf8) || prompt.commands(&first.utf8)))
        }
        Task::Code => others.len() == 1 && !listed,
        Task::Chat => words > 40 || enumerated,
        _ => false,
    };
    let worked_on = prompt.works_on_text() || pointing;
    if asked && (worked_on || (free && (!listed || enumerated))) {
        // "Text:" on a line of its own is a mark, not a part.
        let label = others.first().is_some_and(|unit| {
            unit.leads && prompt.word_count(&unit.utf8) < 4 && others.len() > 1
        });
        let ranges = rest_of(prompt, units, if label { 2 } else { 1 });
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
        let expected = pointing || mended || (prompt.works_on_text() && enumerated);
        let instructing = !expected
            && others
                .iter()
                .all(|unit| unit.block.is_none() && prompt.instructs(&unit.utf8));
        if !ranges.is_empty() && !instructing {
            return Some(Payload { ranges, lead: None });
        }
    }
    // Several lines that ask for nothing, and a question about them.
    let listed = || {
        units.len() == 2
            && prompt.asks(&last.utf8)
            && !prompt.asks(&first.utf8)
            && prompt.text(&first.utf8).contains('\n')
    };
    (late && (prompt.works_on_text() || prompt.points(&last.utf8) || listed()))
        .then(|| before_last(units))
}

/// The units from one on, as one range, without a request that ends them.
pub(super) fn rest_of(prompt: &Prompt<'_>, units: &[Unit], from: usize) -> Vec<Range<usize>> {
    let mut to = units.len();
    while to > from + 1
        && units.get(to - 1).is_some_and(|unit| {
            unit.block.is_none()
                && unit.apart
                && prompt.instructs(&unit.utf8)
                && prompt.word_count(&unit.utf8) < 40
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
