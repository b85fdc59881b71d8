//! The text that a task works on, told from the words that say what to do with it.

use crate::answer::Format;
use crate::blocks::Block;
use crate::coaching::Task;
use crate::ends::{first, last, without_end, without_start};
use crate::fold::is_space;
use crate::lexicon::{Hit, Sense};
use crate::reading::Mask;
use crate::segment::SegmentKind;
use crate::words::{Gap, Words, is_colon, is_stop};
use std::ops::Range;

/// The text to be worked on.
#[derive(Default)]
pub(crate) struct Payload {
    /// By position, none overlapping another.
    pub ranges: Vec<Range<usize>>,
    /// The start of the sentence that leads into the first, when that ends with a colon.
    pub lead: Option<usize>,
}

impl Payload {
    /// One range by itself.
    fn only(range: Range<usize>) -> Vec<Range<usize>> {
        std::iter::once(range).collect()
    }

    /// Whether a range has a byte in common with it.
    pub(crate) fn touches(&self, utf8: &Range<usize>) -> bool {
        let after = self.ranges.partition_point(|range| range.end <= utf8.start);
        self.ranges
            .get(after)
            .is_some_and(|range| range.start < utf8.end)
    }
}

/// A paragraph of prose, or a block.
struct Unit {
    utf8: Range<usize>,
    block: Option<usize>,
    /// Whether a line of prose ends it with a colon.
    leads: bool,
    /// Whether a blank line stands before it.
    apart: bool,
}

/// What finding a payload looks at.
pub(crate) struct Prompt<'a> {
    pub words: &'a Words<'a>,
    pub hits: &'a [Hit],
    pub blocks: &'a [Block],
    pub quoted: &'a [Range<usize>],
    pub counts: &'a Mask,
    pub task: Task,
}

impl Prompt<'_> {
    fn hits_in(&self, utf8: &Range<usize>) -> impl Iterator<Item = &Hit> {
        let (from, to) = (
            self.words.at_or_after(utf8.start),
            self.words.at_or_after(utf8.end),
        );
        let begin = self.hits.partition_point(|hit| hit.word < from);
        self.hits
            .iter()
            .skip(begin)
            .take_while(move |hit| hit.word < to)
    }

    /// Whether a phrase of a sense stands in a range.
    fn has(&self, utf8: &Range<usize>, sense: fn(Sense) -> bool) -> bool {
        self.hits_in(utf8).any(|hit| sense(hit.sense))
    }

    /// Whether a sentence of a range begins with a verb that names a task.
    fn commands(&self, utf8: &Range<usize>) -> bool {
        let begin = self.words.at_or_after(utf8.start);
        self.hits_in(utf8).any(|hit| {
            matches!(hit.sense, Sense::Task(_) | Sense::General)
                && (hit.word == begin || self.words.breaks_before(hit.word))
        })
    }

    fn text(&self, utf8: &Range<usize>) -> &str {
        self.words.text.get(utf8.clone()).unwrap_or("")
    }

    fn word_count(&self, utf8: &Range<usize>) -> usize {
        self.words.at_or_after(utf8.end) - self.words.at_or_after(utf8.start)
    }

    fn asks(&self, utf8: &Range<usize>) -> bool {
        matches!(
            last(without_end(self.text(utf8), is_space)),
            Some('?' | '？' | '؟')
        )
    }

    /// Whether a paragraph speaks to the model rather than being something to work on.
    fn instructs(&self, utf8: &Range<usize>) -> bool {
        self.word_count(utf8) < 60
            && (self.commands(utf8)
                || (self.asks(utf8)
                    && self.has(utf8, |sense| sense.asks() || sense == Sense::Deictic)))
    }

    fn works_on_text(&self) -> bool {
        matches!(
            self.task,
            Task::Translate | Task::Correct | Task::Summarise | Task::Classify | Task::Extract
        )
    }

    /// Whether a range points at a text: "the following", "this email".
    fn points(&self, utf8: &Range<usize>) -> bool {
        let mut pointed = false;
        for hit in self.hits_in(utf8) {
            pointed |= matches!(hit.sense, Sense::Deictic | Sense::Above);
        }
        pointed && self.has(utf8, |sense| matches!(sense, Sense::Label | Sense::Deictic))
    }
}

/// Finds the payload. Linear.
#[inline(never)]
pub(crate) fn find(prompt: &Prompt<'_>) -> Payload {
    let mut units = units(prompt.words.text, prompt.blocks);
    // A conversation with a model is what was said before, and an example what others looked like: neither is worked on.
    units.retain(|unit| {
        unit.block
            .and_then(|block| prompt.blocks.get(block))
            .is_none_or(|block| {
                !(block.delimited && matches!(block.kind, SegmentKind::Chat | SegmentKind::Example))
            })
    });
    labelled(prompt, &units)
        .or_else(|| marked(prompt, &units))
        .or_else(|| by_words(prompt, &units))
        .or_else(|| quoted_last(prompt))
        .unwrap_or_default()
}

/// Long paragraphs that do not begin like a request and follow another: where no payload was found they may be one, so
/// nothing is reworded in them.
#[inline(never)]
pub(crate) fn doubtful(prompt: &Prompt<'_>, payload: &Payload) -> Vec<Range<usize>> {
    if !payload.ranges.is_empty() {
        return Vec::new();
    }
    units(prompt.words.text, prompt.blocks)
        .into_iter()
        .skip(1)
        .filter(|unit| unit.block.is_none() && unit.apart)
        .map(|unit| unit.utf8)
        .filter(|utf8| prompt.word_count(utf8) > 24 && !begins_with_task(prompt, utf8))
        .collect()
}

/// Whether the first words of a range name a task.
fn begins_with_task(prompt: &Prompt<'_>, utf8: &Range<usize>) -> bool {
    let begin = prompt.words.at_or_after(utf8.start);
    prompt
        .hits_in(utf8)
        .take_while(|hit| hit.word < begin + 6)
        .any(|hit| hit.sense.asks() || hit.sense == Sense::Role)
}

/// Paragraphs and blocks in order.
fn units(text: &str, blocks: &[Block]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut blocks = blocks.iter().enumerate().peekable();
    let mut at = 0;
    let mut apart = true;
    // Whether the last unit is a paragraph that goes on.
    let mut goes_on = false;
    while at < text.len() {
        if let Some((number, block)) = blocks.next_if(|(_, block)| block.utf8.start <= at) {
            units.push(Unit {
                utf8: block.utf8.clone(),
                block: Some(number),
                leads: false,
                apart,
            });
            at = at.max(block.utf8.end);
            let rest = text.get(at..).unwrap_or("");
            at += rest.len() - without_start(rest, |c| c == ' ' || c == '\r').len();
            if text.as_bytes().get(at) == Some(&b'\n') {
                at += 1;
            }
            (apart, goes_on) = (false, false);
            continue;
        }
        let stop = blocks
            .peek()
            .map_or(text.len(), |(_, block)| block.utf8.start);
        let rest = text.get(at..stop).unwrap_or("");
        let length = crate::ends::up_to(rest, b'\n').len();
        let line = rest.get(..length).unwrap_or("");
        let inside = without_start(line, is_space);
        let (start, shown) = (
            at + line.len() - inside.len(),
            without_end(inside, is_space),
        );
        at = (at + length + 1).min(stop.max(at + 1));
        if shown.is_empty() {
            (apart, goes_on) = (true, false);
            continue;
        }
        let end = start + shown.len();
        let leads = last(shown).is_some_and(is_colon);
        match units.last_mut().filter(|_| goes_on) {
            Some(unit) => {
                unit.utf8.end = end;
                unit.leads = leads;
            }
            None => units.push(Unit {
                utf8: start..end,
                block: None,
                leads,
                apart,
            }),
        }
        (apart, goes_on) = (false, !leads);
    }
    units
}

/// Blocks that show by their form that they are no request: code, logs, tables, delimited text.
fn marked(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
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
            _ => ranges.push(block.inner.clone()),
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

/// What a label on a line of its own names ("Document:"), where only lines of code stand around it: they are the form of an
/// answer then.
fn labelled(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
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
            && prompt.has(&unit.utf8, |sense| sense == Sense::Label);
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
fn after_label(prompt: &Prompt<'_>, utf8: &Range<usize>) -> usize {
    let from = prompt.words.at_or_after(utf8.start);
    for word in from + 1..from + 4 {
        let gap = prompt.words.gap_before(word);
        let before = prompt.words.list.get(word - 1).map_or(0, |word| word.end());
        let found = gap.char_indices().find(|&(_, c)| is_colon(c));
        let Some((at, sign)) = found.filter(|_| before < utf8.end) else {
            if gap != " " {
                break;
            }
            continue;
        };
        let after = before + at + sign.len_utf8();
        let head = utf8.start..before;
        return if after < utf8.end && prompt.has(&head, |sense| sense == Sense::Label) {
            after
        } else {
            utf8.start
        };
    }
    utf8.start
}

/// By the words of the request: its own paragraph first, then what stands apart from it, then later paragraphs.
fn by_words(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
    led_into(prompt, units, 1)
        .or_else(|| set_apart(prompt, units))
        .or_else(|| led_into(prompt, units, units.len()))
}

/// Where the last sentence of a unit begins.
fn last_sentence(prompt: &Prompt<'_>, unit: &Unit) -> usize {
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

/// What follows a colon: on the next lines, or on the same.
fn led_into(prompt: &Prompt<'_>, units: &[Unit], most: usize) -> Option<Payload> {
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
            let label =
                prompt.word_count(&own) <= 4 && prompt.has(&own, |sense| sense == Sense::Label);
            let points = prompt.points(&own) || prompt.has(&own, |sense| sense == Sense::Deictic);
            let from = number.saturating_sub(1);
            let before = units.get(from).map_or(0, |unit| unit.utf8.start)..unit.utf8.end;
            let commanded = prompt.works_on_text()
                && prompt.has(&before, |sense| {
                    sense.asks() || matches!(sense, Sense::Noun(_))
                });
            if label
                || points
                || (commanded
                    && (!listed
                        || matches!(
                            prompt.task,
                            Task::Classify | Task::Translate | Task::Correct
                        )))
                || (number == 0 && units.len() == 2 && !listed)
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
            let gap = prompt.words.gap_before(word);
            let colon = Gap::of(gap)
                .colon
                .then(|| gap.char_indices().find(|&(_, c)| is_colon(c)))
                .flatten();
            let Some((at, sign)) = colon else { continue };
            let end = prompt.words.list.get(word - 1).map_or(0, |word| word.end()) + at;
            let after = end + sign.len_utf8();
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
            let label = word - begin <= 3
                && prompt.has(&own, |sense| sense == Sense::Label)
                && (number > 0
                    || begin > from
                    || (number + 1 < units.len()
                        && units.iter().skip(1).any(|unit| prompt.asks(&unit.utf8))));
            // "Target: Spanish." and a text of its own after it.
            let short = units.get(number + 1).is_some_and(|next| {
                next.apart
                    && (!prompt.instructs(&next.utf8) || is_enumerated(prompt.text(&next.utf8)))
            }) && prompt.word_count(&(after..unit.utf8.end)) < 16
                && !label;
            let commanded = prompt.works_on_text()
                && prompt.counts.has(word - 1)
                && prompt.has(&(unit.utf8.start..end), |sense| {
                    sense.asks() || matches!(sense, Sense::Noun(_))
                });
            let solved = prompt.task == Task::Reason
                && units.len() == 1
                && prompt.commands(&own)
                && prompt
                    .text(&(after..unit.utf8.end))
                    .bytes()
                    .any(|byte| byte == b'=' || byte.is_ascii_digit());
            if (label || commanded || solved) && !short {
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

/// Paragraphs after the request, or before it.
fn set_apart(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
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
    let late = last.block.is_none()
        && last.apart
        && prompt.instructs(&last.utf8)
        && !prompt.commands(&first.utf8);
    let before_last = |units: &[Unit]| Payload {
        ranges: Payload::only(
            first.utf8.start
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
                || (words > 12 && (prompt.asks(&first.utf8) || prompt.commands(&first.utf8)))
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
    (late && (prompt.works_on_text() || prompt.points(&last.utf8))).then(|| before_last(units))
}

/// The units from one on, as one range, without a request that ends them.
fn rest_of(prompt: &Prompt<'_>, units: &[Unit], from: usize) -> Vec<Range<usize>> {
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

/// A quotation that ends the text, after a request.
fn quoted_last(prompt: &Prompt<'_>) -> Option<Payload> {
    let text = without_end(prompt.words.text, |c| is_space(c) || is_stop(c));
    let end = text.len();
    let quotation = prompt
        .quoted
        .iter()
        .rev()
        .find(|range| range.end + 4 >= end && range.end <= end)?;
    let before = without_end(prompt.words.text.get(..quotation.start)?, |c| {
        is_space(c) || matches!(c, '"' | '“' | '„' | '«' | '「' | '‘' | '\'' | '`')
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

/// Whether several lines begin with a number or a letter: "1.", "a)", "101:".
pub(crate) fn is_enumerated(text: &str) -> bool {
    let text = without_start(text, is_space);
    let mut lines = 0;
    for line in crate::ends::Lines(text).take(20) {
        let line = without_start(line, is_space);
        let head = line
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let head = if head == 0 {
            line.chars()
                .take_while(|c| matches!(c, '٠'..='٩'))
                .map(char::len_utf8)
                .sum()
        } else {
            head
        };
        let named =
            head > 0 && (head <= 3 || line.bytes().take(head).all(|byte| byte.is_ascii_digit()));
        lines += usize::from(
            named
                && matches!(
                    line.get(head..).and_then(first),
                    Some('.' | ')' | ':' | '-' | '、')
                ),
        );
    }
    lines > 1
}

fn is_list(text: &str) -> bool {
    matches!(first(text), Some('-' | '*' | '•' | '–'))
        || (text.starts_with("1.") || text.starts_with("1)"))
}
