//! The likeliest text to work on where no rule finds one: what follows a colon, what stands below the first line or above the last.
//!
//! `cargo xtask train-payload` makes the weights from the prompts of `bench/coach/corpus` and says how well they carry over.

use super::beside::questions;
use super::said::{GENERAL, TASK};
use super::{MORE, Payload, Prompt};
use crate::clues::{Choices, Clues};
use crate::coaching::Task;
use crate::ends::{first, holds, last, last_line, part, up_to, without_end, without_start};
use crate::fold::is_space;
use crate::gap::is_stop;
use crate::lexicon::{Said, hits_at};
use std::ops::Range;

/// For each clue a weight, signed bytes, and at last what speaks against all stretches.
const WEIGHTS: &[u8; SPLIT_CLUES + 1] = include_bytes!("../../data/payload.weights");

/// What the sum of a text must be above: one that is none costs the prompt its edits.
pub const ENOUGH: i32 = 1;

/// The words of 64 clues: the senses said at some places, and the rest.
const WORDS: usize = 6;

/// How many clues there are.
pub const SPLIT_CLUES: usize = 64 * WORDS;

/// Colons that are looked at.
const COLONS: usize = 3;

/// A text that a prompt may be about, and what speaks for that and against it.
#[derive(Clone, Debug)]
pub struct Split {
    /// Where it stands, UTF-8 bytes.
    pub utf8: Range<usize>,
    /// What speaks for it and against it.
    pub clues: Clues<WORDS>,
}

/// How it is set apart.
#[derive(Clone, Copy)]
enum Apart {
    /// From a colon to the end of the text.
    Colon,
    /// From a colon to the end of its line.
    ColonLine,
    /// Below the first line.
    Below,
    /// Above the last line.
    Above,
}

/// The likeliest text, if it is likely enough. Linear.
#[inline(never)]
pub(super) fn likely(prompt: &Prompt<'_>) -> Option<Payload> {
    let mut best = (ENOUGH, None);
    for split in splits(prompt) {
        let sum = split.clues.sum(WEIGHTS);
        if sum > best.0 {
            best = (sum, Some(split));
        }
    }
    let split = best.1?;
    let words = prompt.words;
    let begin = words.at_or_after(split.utf8.start);
    let led = words.gap(begin).colon();
    // The sentence that the colon ends.
    let begins = (0..begin)
        .rev()
        .find(|&word| word == 0 || words.breaks_before(word));
    let lead = begins
        .and_then(|word| words.list.get(word))
        .map(|word| word.start());
    Some(Payload {
        ranges: Payload::only(split.utf8),
        lead: lead.filter(|_| led),
    })
}

/// Where a text may stand, O(1) many stretches. Linear.
pub(crate) fn splits(prompt: &Prompt<'_>) -> Vec<Split> {
    let text = prompt.words.text;
    let end = without_end(text, is_space).len();
    let whole = end - without_start(part(text, 0, end), is_space).len()..end;
    let line = whole.start + up_to(prompt.text(&whole), b'\n').len();
    let words = prompt.words;
    let mut splits = Vec::new();
    let mut add = |apart: Apart, range: Range<usize>| {
        let inside = without_end(prompt.text(&range), is_space);
        let shown = without_start(inside, is_space);
        let start = range.start + inside.len() - shown.len();
        let utf8 = start..start + shown.len();
        // "Then explain …": a second request is no text.
        let begin = words.at_or_after(start);
        let verb = begin + usize::from(MORE.has(words.hash(begin)));
        let mut said = hits_at(prompt.hits, verb..verb + 1).iter();
        let asks = said.any(|hit| hit.sense_bit() & (TASK | GENERAL) != 0);
        if prompt.word_count(&utf8) > 1 && !prompt.is_polite(&utf8) && !asks {
            splits.push(Split {
                clues: clues(prompt, apart, &utf8, &whole),
                utf8,
            });
        }
    };
    let colons = (1..words.at_or_after(line)).filter(|&word| words.gap(word).colon());
    for colon in colons.take(COLONS) {
        let start = words.list.get(colon).map_or(line, |word| word.start());
        add(Apart::Colon, start..whole.end);
        if line < whole.end {
            add(Apart::ColonLine, start..line);
        }
    }
    if line < whole.end {
        add(Apart::Below, line..whole.end);
        let last = last_line(prompt.text(&whole)).len();
        add(Apart::Above, whole.start..whole.end - last);
    }
    splits
}

/// What speaks for a text and against it. Linear.
#[inline(never)]
fn clues(
    prompt: &Prompt<'_>,
    apart: Apart,
    utf8: &Range<usize>,
    whole: &Range<usize>,
) -> Clues<WORDS> {
    let words = prompt.words;
    let all = words.list.len();
    let (from, to) = (words.at_or_after(utf8.start), words.at_or_after(utf8.end));
    let said = |words: Range<usize>| {
        let hits = hits_at(prompt.hits, words).iter();
        hits.fold(Said::NOTHING, Said::with).bits()
    };
    // The words of the request next to it, and its first.
    let (near, begins) = if from > 0 {
        (said(from.saturating_sub(3)..from), said(0..1))
    } else {
        (said(to..to + 3), said(to..to + 1))
    };
    let text = prompt.text(utf8);
    let before = prompt.text(&(whole.start..utf8.start));
    let behind = prompt.text(&(utf8.end..whole.end));
    let ends = |text: &str| last(without_end(text, is_space));
    let asks = |text: &str| matches!(ends(text), Some('?' | '؟' | '？'));
    let (mut breaks, mut commas, mut numbers) = (0, 0, 0);
    for (word, known) in words.list.iter().enumerate().take(to).skip(from) {
        numbers += usize::from(known.number);
        if word > from {
            breaks += usize::from(known.gap.ends_sentence());
            commas += usize::from(known.gap.comma());
        }
    }
    let (many, others) = (to - from, all - (to - from));
    let grade = |number: usize| [3, 5, 8, 12, 20, 40].partition_point(|&bound| bound <= number);
    let mut rest = Choices::default();
    rest.one(apart as usize, 4);
    rest.one(grade(many), 7);
    rest.one(grade(others), 7);
    rest.one(prompt.task as usize, Task::ALL.len());
    for there in [
        ends(text).is_some_and(is_stop),
        asks(text),
        questions(text),
        asks(before),
        asks(behind),
        breaks > 0,
        breaks > 2,
        commas > 0,
        commas > 2,
        words.list.get(from).is_some_and(|word| word.number),
        holds(text, "\n"),
        holds(before, "\n\n") || holds(behind, "\n\n"),
        (1..from).any(|word| words.breaks_before(word)),
        many > others,
        first(text).is_some_and(char::is_uppercase),
        numbers > 0,
    ] {
        rest.flag(there);
    }
    Clues([
        said(0..from) | said(to..all),
        near,
        begins,
        said(from..to),
        said(from..from + 1),
        rest.bits,
    ])
}
