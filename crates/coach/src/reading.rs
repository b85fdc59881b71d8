//! Reading a prompt: the word table, what is protected, the payload, the task, the language and the answer asked for.

use crate::answer::{self, Answer, Format};
use crate::blocks::{Block, blocks};
use crate::coaching::Task;
use crate::ends::{last, without_end};
use crate::fold::{WordHash, is_space};
use crate::language::{Language, vote};
use crate::lexicon::{Hit, Lexicon, Sense};
use crate::payload::{self, Payload, Prompt};
use crate::protect::{Protected, Spans, protected};
use crate::segment::{self, Segment, SegmentKind};
use crate::task::{self, Form};
use crate::words::{Words, is_stop};
use promptwatt_tokens::TokenBand;
use std::ops::Range;

/// A prompt as the coach understands it.
pub(crate) struct Reading<'a> {
    pub words: Words<'a>,
    pub hits: Vec<Hit>,
    /// Nothing in here is edited: the payload included.
    pub spans: Spans,
    /// Whether a word belongs to the instruction, by its number.
    pub instruction: Mask,
    pub payload: Payload,
    pub blocks: Vec<Block>,
    pub segments: Vec<Segment>,
    pub language: Option<Language>,
    pub task: Task,
    pub verbatim: bool,
    /// The whole prompt greets or thanks.
    pub small_talk: bool,
    pub answer: Answer,
    /// Words that a constraint names: no edit removes one.
    pub named: Vec<WordHash>,
}

impl<'a> Reading<'a> {
    /// Reads a text, in the language that was `told` or else found. `payload_tokens` prices a stretch of it. Linear.
    pub(crate) fn of(
        text: &'a str,
        lexicon: &Lexicon,
        told: Option<Language>,
        payload_tokens: impl Fn(&str) -> f64,
    ) -> Reading<'a> {
        let words = Words::read(text);
        let mut hits = lexicon.hits(&words);
        let blocks = blocks(text);
        let Protected { mut spans, marked } = protected(text, &blocks);
        let outside = Mask::outside(&words, &spans);
        let quoted: Vec<Range<usize>> = marked
            .iter()
            .filter(|(kind, ..)| *kind != SegmentKind::Placeholder)
            .map(|(_, _, inner)| inner.clone())
            .collect();
        let prompt = Prompt {
            words: &words,
            hits: &hits,
            blocks: &blocks,
            quoted: &quoted,
            counts: &outside,
            task: task::task(
                &words,
                &hits,
                &outside,
                Form {
                    // As if there were a text: whether there is one hangs on what would be done with it.
                    payload: true,
                    code: blocks.iter().any(|block| Form::is_code(text, block)),
                    ..Form::default()
                },
            ),
        };
        let supposed = prompt.task;
        let payload = payload::find(&prompt);
        let doubtful = payload::doubtful(&prompt, &payload);
        spans.add(&payload.ranges);
        spans.add(&doubtful);
        let instruction = Mask::outside(&words, &spans);
        let counts = &instruction;
        // The payload is known now: its words no longer speak for the language and the task, nor do words that mean
        // something in another language only.
        let language = told.or_else(|| vote(&words, &hits, 0..words.list.len(), counts));
        if language.is_some() {
            hits.retain(|hit| hit.of.is_none() || hit.of == language);
        }
        let stated_limit = answer::stated_limit(&words, &hits, counts)
            .or_else(|| answer::fixed_limit(&hits, counts));
        let format = answer::stated_format(&words, &hits, counts, supposed == Task::Code);
        let task = task::task(
            &words,
            &hits,
            counts,
            Form {
                payload: !payload.ranges.is_empty(),
                code: blocks.iter().any(|block| Form::is_code(text, block)),
                quoted: !quoted.is_empty(),
                limited: stated_limit.is_some(),
                shaped: matches!(
                    format,
                    Some(Format::Json | Format::Csv | Format::Table | Format::Xml | Format::Yaml)
                ),
            },
        );
        let has = |sense: Sense| {
            hits.iter()
                .any(|hit| hit.sense == sense && counts.has(hit.word))
        };
        let brief = has(Sense::Brief);
        let worked_on = |ranges: &mut dyn Iterator<Item = &Range<usize>>| {
            ranges
                .filter_map(|range| text.get(range.clone()))
                .map(&payload_tokens)
                .sum::<f64>()
        };
        let expected: TokenBand = match stated_limit {
            Some(limit) => limit.expected(language),
            None => {
                let work = if !matches!(task, Task::Translate | Task::Correct) {
                    0.0
                } else if payload.ranges.is_empty() {
                    worked_on(&mut quoted.iter())
                } else {
                    worked_on(&mut payload.ranges.iter())
                };
                answer::by_task(task, work, brief, has(Sense::Inflate))
            }
        };
        let named = named_words(&words, &hits, &quoted, counts);
        let verbatim = has(Sense::Verbatim);
        let small_talk = small_talk(&words, &hits);
        let segments = segment::table(&words, &hits, &blocks, &payload, marked, language);
        let answer = Answer {
            stated_limit,
            format,
            brief,
            expected,
        };
        Reading {
            words,
            hits,
            spans,
            instruction,
            payload,
            blocks,
            segments,
            language,
            task,
            verbatim,
            small_talk,
            answer,
            named,
        }
    }

    /// Whether a sense occurs in the instruction.
    pub(crate) fn has(&self, sense: Sense) -> bool {
        self.hits
            .iter()
            .any(|hit| hit.sense == sense && self.counts(hit.word))
    }

    /// Whether a word belongs to the instruction.
    pub(crate) fn counts(&self, word: usize) -> bool {
        self.instruction.has(word)
    }

    /// Whether a word means no, not, never, without.
    pub(crate) fn negates(&self, word: usize) -> bool {
        let from = self.hits.partition_point(|hit| hit.word < word);
        self.hits
            .iter()
            .skip(from)
            .take_while(|hit| hit.word == word)
            .any(|hit| hit.sense == Sense::Negation)
            || (self.words.str(word) == "t" && self.words.gap_before(word).is_empty())
    }
}

/// Which words count, by their number.
pub(crate) struct Mask(Vec<bool>);

impl Mask {
    /// The words of a table that no span touches.
    #[inline(never)]
    fn outside(words: &Words<'_>, spans: &Spans) -> Mask {
        let mut counts = Vec::with_capacity(words.list.len());
        for word in &words.list {
            counts.push(!spans.touch(&word.utf8()));
        }
        Mask(counts)
    }

    /// Every word of a table.
    pub(crate) fn whole(words: &Words<'_>) -> Mask {
        Mask(vec![true; words.list.len()])
    }

    /// Whether a word counts; those that are not there do not.
    pub(crate) fn has(&self, word: usize) -> bool {
        self.0.get(word).copied().unwrap_or(false)
    }
}

/// Words a constraint names: quoted ones, and the one after "the word", where there is such a constraint.
fn named_words(
    words: &Words<'_>,
    hits: &[Hit],
    quoted: &[Range<usize>],
    counts: &Mask,
) -> Vec<WordHash> {
    let mut named = Vec::new();
    for hit in hits
        .iter()
        .filter(|hit| hit.sense == Sense::Constraint && counts.has(hit.word))
    {
        if named.len() > 64 {
            break;
        }
        let after = hit.word + hit.length;
        if !words.breaks_before(after) {
            named.extend(words.list.get(after).map(|word| word.hash));
        }
    }
    if !named.is_empty() {
        for range in quoted.iter().filter(|range| range.len() <= 40).take(64) {
            let from = words.at_or_after(range.start);
            named.extend(
                words
                    .list
                    .iter()
                    .skip(from)
                    .take_while(|word| word.end() <= range.end)
                    .map(|word| word.hash),
            );
        }
    }
    named
}

/// Whether every word greets or thanks. Only short texts are looked at.
fn small_talk(words: &Words<'_>, hits: &[Hit]) -> bool {
    let count = words.list.len();
    if count == 0 || count > 16 {
        return false;
    }
    let mut covered = 0;
    while covered < count {
        let reach = hits
            .iter()
            .filter(|hit| hit.sense == Sense::Thanks && hit.word == covered)
            .map(|hit| hit.length)
            .max();
        match reach {
            Some(length) => covered += length,
            None => return false,
        }
    }
    true
}

/// Where the text ends without its trailing white space.
pub(crate) fn trimmed_end(text: &str) -> usize {
    without_end(text, is_space).len()
}

/// Whether a text ends like a sentence.
pub(crate) fn ends_like_sentence(text: &str) -> bool {
    let inside = without_end(without_end(text, is_space), |c| {
        matches!(c, '"' | '”' | '»' | ')' | '`')
    });
    last(inside).is_some_and(is_stop)
}
