//! Reading a prompt: the word table, what is protected, the payload, the task, the language and the answer asked for.

use crate::answer::{self, Answer, Format, Limit, Unit};
use crate::blocks::{Block, blocks};
use crate::coaching::Task;
use crate::ends::{last, without_end};
use crate::fold::{WordHash, is_space};
use crate::gap::is_stop;
use crate::language::{Language, vote};
use crate::lexicon::{Hit, Lexicon, Said, Sense, greeted, hits_at, into_tongues, negated, unbound};
use crate::memory::Memory;
use crate::payload::{self, Payload, Prompt};
use crate::protect::{Protected, Spans, protected};
use crate::segment::{self, Segment, SegmentKind};
use crate::task::{self, Evidence, Form, Likely, Shown};
use crate::words::Words;
use promptwatt_tokens::TokenBand;
use std::ops::Range;

/// A prompt as the coach understands it.
pub(crate) struct Reading<'a> {
    pub words: Words<'a>,
    pub hits: Vec<Hit>,
    /// What is said in the instruction.
    said: Said,
    /// Nothing in here is edited: the payload included.
    pub spans: Spans,
    /// Whether a word belongs to the instruction, by its number.
    pub instruction: Mask,
    pub payload: Payload,
    pub blocks: Vec<Block>,
    pub segments: Vec<Segment>,
    pub language: Option<Language>,
    pub task: Task,
    /// Whether the text to work on is corrected, translated or judged, so that nothing in it may change: where the rules say
    /// so, and where the model does.
    pub payload_kept: bool,
    /// A task whose answers have no bounds that it may be as well.
    pub leaning: Option<Task>,
    pub verbatim: bool,
    /// The whole prompt greets or thanks.
    pub small_talk: bool,
    pub answer: Answer,
    /// Words that a constraint names: no edit removes one.
    pub named: Vec<WordHash>,
    /// What the models are asked with.
    #[cfg(feature = "training")]
    pub found: crate::training::Found,
}

impl<'a> Reading<'a> {
    /// Reads a text, in the language that was `told` or else found; what `memory` keeps of the last one is not read again.
    /// `payload_tokens` prices a stretch of it. Linear.
    pub(crate) fn of(
        text: &'a str,
        lexicon: &Lexicon,
        told: Option<Language>,
        memory: &mut Memory,
        payload_tokens: impl Fn(&str) -> f64,
    ) -> Reading<'a> {
        let words = memory.renew(text, lexicon);
        let hits = unbound(&memory.hits);
        let blocks = blocks(&words, &mut memory.kinds);
        let Protected { mut spans, marked } = protected(&words, &blocks, &memory.identifiers);
        let whole = Mask::whole(&words);
        let outside = Mask::outside(&words, &spans);
        let (mut hits, voted) = spoken(&words, hits, &outside);
        into_tongues(&words, &mut hits);
        let mut quoted: Vec<Range<usize>> = Vec::new();
        let mut inline_code = false;
        for (kind, _, inner) in &marked {
            inline_code |= *kind == SegmentKind::InlineCode;
            if *kind != SegmentKind::Placeholder {
                quoted.push(inner.clone());
            }
        }
        let prompt = Prompt {
            words: &words,
            hits: &hits,
            blocks: &blocks,
            quoted: &quoted,
            counts: &outside,
            task: task::told(
                &words,
                &hits,
                &outside,
                &whole,
                Form {
                    // As if there were a text: whether there is one hangs on what would be done with it.
                    payload: true,
                    code: blocks.iter().any(|block| Form::is_code(text, block)),
                    ..Form::default()
                },
            )
            .task(),
        };
        let supposed = prompt.task;
        #[cfg(feature = "training")]
        let splits = payload::splits(&prompt);
        let payload::Found {
            payload,
            doubtful,
            kept,
            #[cfg(feature = "training")]
            likely,
        } = payload::find(&prompt);
        spans.add(&payload.ranges);
        spans.add(&doubtful);
        let unchanged = payload.ranges.is_empty() && doubtful.is_empty();
        let instruction = if unchanged {
            outside
        } else {
            Mask::outside(&words, &spans)
        };
        spans.add(&kept);
        let counts = &instruction;
        // The payload is known now: its words no longer speak for the language and the task, nor do words that mean
        // something in another language only.
        let language = told.or_else(|| match voted.filter(|_| unchanged) {
            Some(voted) => voted,
            None => vote(&words, 0..words.list.len(), counts),
        });
        // "Spam? yes/no": few words of a request, which is mostly in the language of its text.
        let language = language.or_else(|| {
            let begin = 0..words.list.len().min(MOST_ASKED);
            match supposed {
                Task::Translate => None,
                _ => vote(&words, begin, &whole),
            }
        });
        if language.is_some() {
            keep(&mut hits, &(0..usize::MAX), language);
        }
        let open = if payload.ranges.is_empty() {
            None
        } else {
            Some(Mask::outside(&words, &Spans::of(&payload.ranges)))
        };
        let open = open.as_ref().unwrap_or(&whole);
        let said = Said::of(&hits, counts);
        let stated_limit = answer::stated_limit(&words, &hits, counts, open, said)
            .or_else(|| answer::fixed_limit(&words, &hits, counts, open));
        let code = blocks.iter().any(|block| {
            Form::is_code(text, block)
                && (payload.ranges.is_empty() || payload.touches(&block.inner))
        }) || payload
            .ranges
            .iter()
            .any(|range| task::tells_of_error(&words, range));
        // A text to work on may speak of programs without being code.
        let of_code = || {
            let said = Said::of(&hits, open);
            code || said.has(Sense::Task(Task::Code)) || said.has(Sense::Noun(Task::Code))
        };
        let format = answer::stated_format(
            &words,
            &hits,
            counts,
            open,
            supposed == Task::Code && of_code(),
        );
        let told = task::told(
            &words,
            &hits,
            counts,
            open,
            Form {
                payload: !payload.ranges.is_empty(),
                // Lines of code beside the text that is worked on are the form of the answer.
                code,
                quoted: !quoted.is_empty(),
                inline_code,
                long: stated_limit.is_some_and(|limit| {
                    matches!(limit.unit, Unit::Words | Unit::Characters) && limit.at_most >= 60
                }),
                worded: stated_limit
                    .is_some_and(|limit| limit.unit == Unit::Words && limit.at_most == 1),
                limited: stated_limit.is_some(),
                shaped: matches!(
                    format,
                    Some(Format::Json | Format::Csv | Format::Table | Format::Xml | Format::Yaml)
                ),
            },
        );
        let heard = heard(&words, &payload, &whole);
        let signs = || {
            Evidence::of(
                &words,
                &hits,
                counts,
                &Shown {
                    payload: &payload.ranges,
                    code,
                    quoted: !quoted.is_empty(),
                    limited: stated_limit.is_some(),
                    format,
                    foreign: language.is_some() && heard.1.is_some() && heard.1 != language,
                },
                told,
            )
        };
        let small_talk = small_talk(&words, &hits);
        let Likely {
            task,
            open: leaning,
        } = if small_talk || words.list.is_empty() {
            Likely {
                task: Task::Chat,
                open: None,
            }
        } else {
            signs().likeliest(&words, counts, told)
        };
        #[cfg(feature = "training")]
        let found = {
            let mut pieces = Vec::new();
            task::pieces(&words, counts, |piece| pieces.push(piece));
            crate::training::Found {
                evidence: signs(),
                pieces,
                told: told.task(),
                said: matches!(told, task::Told::Said(_)),
                lengths: answer::statings(&words, &hits, counts, open, said),
                fixed: answer::fixed_limit(&words, &hits, counts, open),
                splits,
                payload: if likely {
                    Vec::new()
                } else {
                    payload.ranges.clone()
                },
                settled: small_talk,
            }
        };
        // "The top 3 customers": in a request for code a number of things is what the code is about.
        let stated_limit =
            stated_limit.filter(|limit| task != Task::Code || limit.unit != Unit::Items);
        let has = |sense: Sense| said.has(sense);
        let brief = has(Sense::Brief)
            || ((has(Sense::Short) || has(Sense::Negation))
                && answer::asks_brevity(&words, &hits, counts));
        let worked_on = |ranges: &mut dyn Iterator<Item = &Range<usize>>| {
            ranges
                .filter_map(|range| text.get(range.clone()))
                .map(&payload_tokens)
                .sum::<f64>()
        };
        let stated_words = answer::measured(&words, &hits, counts, task);
        let measured = stated_words.map(|many| Limit::at_most(Unit::Words, many));
        let expected: TokenBand = match stated_limit.or(measured) {
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
        let named = if has(Sense::Constraint) {
            named_words(&words, &hits, &quoted, counts)
        } else {
            Vec::new()
        };
        // "Not word for word" asks for the contrary.
        let verbatim = has(Sense::Verbatim)
            && hits.iter().any(|hit| {
                hit.sense == Sense::Verbatim
                    && counts.has(hit.word)
                    && !negated(&words, &hits, hit.word, 2)
            });
        let segments = segment::table(&words, &blocks, &payload, marked, language, &whole, &heard);
        let answer = Answer {
            stated_limit,
            format,
            stated_words,
            brief,
            expected,
        };
        Reading {
            words,
            hits,
            said,
            spans,
            instruction,
            payload,
            blocks,
            segments,
            language,
            task,
            leaning,
            payload_kept: [task, told.task()]
                .iter()
                .any(|task| matches!(task, Task::Correct | Task::Translate | Task::Classify)),
            verbatim,
            small_talk,
            answer,
            named,
            #[cfg(feature = "training")]
            found,
        }
    }

    /// Whether words of the prompt may have to stay as they are: anything in it, also in what seems to be the text, says so or is
    /// often said for it.
    pub(crate) fn keeps_words(&self) -> bool {
        self.hits
            .iter()
            .any(|hit| matches!(hit.sense, Sense::Same | Sense::Verbatim))
    }

    /// Whether a sense occurs in the instruction.
    pub(crate) fn has(&self, sense: Sense) -> bool {
        self.said.has(sense)
    }

    /// Whether a word belongs to the instruction.
    pub(crate) fn counts(&self, word: usize) -> bool {
        self.instruction.has(word)
    }

    /// The first phrase of a sense in the instruction that nothing before it denies.
    pub(crate) fn affirmed(&self, sense: Sense) -> Option<&Hit> {
        if !self.has(sense) {
            return None;
        }
        self.hits.iter().find(|hit| {
            hit.sense == sense
                && self.counts(hit.word)
                && !negated(&self.words, &self.hits, hit.word, 5)
        })
    }

    /// Whether a word means no, not, never, without.
    pub(crate) fn negates(&self, word: usize) -> bool {
        hits_at(&self.hits, word..word + 1)
            .iter()
            .any(|hit| hit.sense == Sense::Negation)
            || (self.words.str(word) == "t" && self.words.gap_before(word).is_empty())
    }
}

/// The first words of a payload, and the language they are in.
#[inline(never)]
fn heard(words: &Words<'_>, payload: &Payload, whole: &Mask) -> (Range<usize>, Option<Language>) {
    let range = payload.ranges.first().map_or(0..0, |first| {
        let from = words.at_or_after(first.start);
        from..words.at_or_after(first.end).min(from + MOST_ASKED)
    });
    (range.clone(), vote(words, range, whole))
}

/// Words of a paragraph that are asked for its language.
const MOST_ASKED: usize = 120;

/// Words before a colon that may be all there is of the request.
const MOST_LEADING: usize = 9;

/// The hits without those of other languages in the first and the last paragraph, where the request stands: one language's
/// "of" is another's "give". The language of the whole is told later, once the payload is known; where the first paragraph is
/// the whole, it is given too.
#[inline(never)]
fn spoken(
    words: &Words<'_>,
    mut hits: Vec<Hit>,
    counts: &Mask,
) -> (Vec<Hit>, Option<Option<Language>>) {
    let all = words.list.len();
    let lines = words.may_have("\n");
    let parts = |word: &usize| lines && words.breaks_line(*word);
    let first = 0..(1..all.min(MOST_ASKED)).find(parts).unwrap_or(all);
    let last = (all.saturating_sub(MOST_ASKED).max(first.end)..all)
        .rev()
        .find(parts)
        .unwrap_or(first.end)..all;
    // What a few words with a colon lead into may be in another language than they: "translate pls: wo ist der Bahnhof".
    let led = (1..first.end.min(MOST_LEADING)).find(|&word| words.gap(word).colon());
    let led = led.unwrap_or(0);
    let mut whole = None;
    for part in [0..led, first, last] {
        if part.is_empty() || part.len() > MOST_ASKED {
            continue;
        }
        let voted = vote(words, part.clone(), counts);
        if part.len() == all {
            whole = Some(voted);
        }
        if voted.is_some() {
            // The first words have been heard by themselves.
            let heard = if part.start == 0 && part.end > led {
                led
            } else {
                0
            };
            keep(&mut hits, &(part.start.max(heard)..part.end), voted);
        }
    }
    (hits, whole)
}

/// Of the hits at some words, keeps those of a language and those of none.
#[inline(never)]
fn keep(hits: &mut Vec<Hit>, words: &Range<usize>, language: Option<Language>) {
    // As numbers: comparing what may be missing is a call.
    let language = language.map_or(u8::MAX, |language| language as u8);
    hits.retain(|hit| {
        hit.of.map_or(language, |of| of as u8) == language || !words.contains(&hit.word)
    });
}

/// Which words count, by their number.
pub(crate) struct Mask(Vec<bool>);

impl Mask {
    /// The words of a table that no span touches.
    #[inline(never)]
    fn outside(words: &Words<'_>, spans: &Spans) -> Mask {
        let mut counts = Mask::whole(words);
        for span in spans.iter() {
            let from = words.list.partition_point(|word| word.end() <= span.start);
            let to = words.at_or_after(span.end);
            if let Some(touched) = counts.0.get_mut(from..to) {
                touched.fill(false);
            }
        }
        counts
    }

    /// Every word of a table.
    pub(crate) fn whole(words: &Words<'_>) -> Mask {
        Mask(vec![true; words.list.len()])
    }

    /// Whether a word counts; those that are not there do not.
    pub(crate) fn has(&self, word: usize) -> bool {
        self.0.get(word) == Some(&true)
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
        if let Some(word) = words.list.get(after)
            && !words.breaks_before(after)
        {
            named.push(word.hash);
        }
    }
    if !named.is_empty() {
        for range in quoted.iter().filter(|range| range.len() <= 40).take(64) {
            let from = words.at_or_after(range.start);
            for word in words.list.iter().skip(from) {
                if word.end() > range.end {
                    break;
                }
                named.push(word.hash);
            }
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
    greeted(hits, count) >= count
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
