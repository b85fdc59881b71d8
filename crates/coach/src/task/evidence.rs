//! What speaks for one task or another: signs that mean the same in every language.

use super::Told;
use super::verb::leads;
use crate::answer::Format;
use crate::ends::{holds, last, without_end};
use crate::fold::is_space;
use crate::gap::is_colon;
use crate::lexicon::{Hit, SENSE_BITS, Said, Sense, hits_at};
use crate::payload::is_enumerated;
use crate::reading::Mask;
use crate::words::{Word, Words};
use std::ops::Range;

/// What a prompt shows besides the phrases of the lexicon.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// The texts to work on.
    pub payload: &'a [Range<usize>],
    /// Whether what is worked on is code.
    pub code: bool,
    /// Whether something stands in quotation marks.
    pub quoted: bool,
    /// Whether a length is stated.
    pub limited: bool,
    /// The stated form of the answer.
    pub format: Option<Format>,
    /// Whether the payload is in another language than the request.
    pub foreign: bool,
}

/// Signs that are there, a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Evidence([u64; SIGNS.div_ceil(64)]);

/// The signs in their order: what is said at all, what is said by the first word, and then one of each of these.
const FIRST: usize = SENSE_BITS;
const LEAD: usize = FIRST + SENSE_BITS;
const GUESS: usize = LEAD + 13;
const FORMAT: usize = GUESS + 20;
const WORDS: usize = FORMAT + 10;
const NUMBERS: usize = WORDS + 6;
const QUESTIONS: usize = NUMBERS + 4;
const SIZE: usize = QUESTIONS + 3;
const SENTENCES: usize = SIZE + 4;
const SINGLE: usize = SENTENCES + 3;
/// What is said where there is a text to work on: the same words ask for something else there.
const WORKED: usize = SINGLE + 9;

/// How many signs there are.
pub const SIGNS: usize = WORKED + SENSE_BITS;

/// How many of some bounds a number reaches.
fn grade(number: usize, bounds: &[usize]) -> usize {
    bounds.partition_point(|&bound| bound <= number)
}

impl Evidence {
    /// What a prompt shows. Linear.
    #[inline(never)]
    pub(crate) fn of(
        words: &Words<'_>,
        hits: &[Hit],
        counts: &Mask,
        shown: &Shown<'_>,
        told: Told,
    ) -> Evidence {
        let mut evidence = Evidence::default();
        // "Name five bands": the verb is not its own object.
        let verb = |hit: &Hit| {
            let mut same = hits_at(hits, hit.word..hit.word + 1).iter();
            same.any(|other| other.sense_bit() == Sense::General.bit())
        };
        let own = || {
            hits.iter()
                .filter(|hit| counts.has(hit.word))
                .filter(|hit| hit.sense_bit() != Sense::ShortWrite.bit() || !verb(hit))
        };
        let begin = (0..words.list.len())
            .find(|&word| counts.has(word))
            .unwrap_or(0);
        let said = own().fold(Said::NOTHING, Said::with);
        let at_first = own()
            .take_while(|hit| hit.word <= begin)
            .fold(Said::NOTHING, Said::with);
        evidence.add_all(0, said.bits());
        evidence.add_all(FIRST, at_first.bits());
        if !shown.payload.is_empty() {
            evidence.add_all(WORKED, said.bits());
        }
        let mut add = |sign: usize, there: bool| evidence.add_all(sign, u64::from(there));
        // Common words are no hits, but whether a request begins with one tells.
        let common = |word: &Word| word.tongues.any();
        add(
            FIRST + Sense::Stop(0).bit().trailing_zeros() as usize,
            words.list.get(begin).is_some_and(common),
        );
        let lead = own().find(|hit| hit.sense.asks() && leads(words, hit.word));
        add(
            LEAD + match lead.map(|hit| hit.sense) {
                Some(Sense::Task(task)) => task as usize,
                Some(Sense::General) => 10,
                Some(_) => 11,
                None => 12,
            },
            true,
        );
        add(GUESS + told.number(), true);
        add(
            FORMAT + shown.format.map_or(9, |format| format as usize),
            true,
        );
        let (mut many, mut numbers) = (0, 0);
        for (number, word) in words.list.iter().enumerate() {
            let own = counts.has(number);
            many += usize::from(own);
            numbers += usize::from(own & word.number);
        }
        add(WORDS + grade(many, &[4, 9, 16, 30, 60]), true);
        add(NUMBERS + grade(numbers, &[1, 2, 4]), true);
        let asked = words.questions(counts);
        add(QUESTIONS + grade(asked, &[1, 2]), true);
        let text = words.text;
        let size = shown.payload.iter().map(Range::len).sum();
        add(SIZE + grade(size, &[1, 60, 150]), true);
        let single = match shown.payload.first() {
            Some(payload) => {
                let (from, to) = (
                    words.at_or_after(payload.start),
                    words.at_or_after(payload.end),
                );
                let sentences = (from + 1..to)
                    .filter(|&word| words.breaks_before(word))
                    .take(4)
                    .count();
                add(SENTENCES + grade(sentences, &[1, 3]), true);
                let before = text.get(..payload.start).unwrap_or("");
                let led = last(without_end(before, |c| {
                    is_space(c) || matches!(c, '"' | '“' | '„' | '«' | '「' | '`')
                }));
                [
                    text.get(payload.clone()).is_some_and(is_enumerated),
                    from == 0,
                    led.is_some_and(is_colon),
                    holds(before, "\n\n"),
                ]
            }
            None => [false; 4],
        };
        let ends_asking = matches!(last(without_end(text, is_space)), Some('?' | '？' | '؟'));
        let rest = [
            shown.code,
            shown.quoted,
            shown.limited,
            shown.foreign,
            ends_asking,
        ];
        for (number, there) in single.into_iter().chain(rest).enumerate() {
            add(SINGLE + number, there);
        }
        evidence
    }

    /// Adds signs that follow each other: the lowest bit stands for the first.
    fn add_all(&mut self, first: usize, bits: u64) {
        let (at, shift) = (first / 64, first % 64);
        if let Some(own) = self.0.get_mut(at) {
            *own |= bits << shift;
        }
        if let Some(next) = self.0.get_mut(at + 1) {
            *next |= bits.checked_shr(64 - shift as u32).unwrap_or(0);
        }
    }

    /// The signs that are there, by their number.
    #[cfg(feature = "training")]
    pub fn signs(self) -> Vec<usize> {
        let mut signs = Vec::new();
        self.each(|sign| signs.push(sign));
        signs.pop();
        signs
    }

    /// Takes the signs that are there, by their number, and at last [`SIGNS`], which always is.
    pub(super) fn each(self, mut take: impl FnMut(usize)) {
        let mut first = 0;
        for mut bits in self.0 {
            while bits != 0 {
                take(first + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
            first += 64;
        }
        take(SIGNS);
    }
}
