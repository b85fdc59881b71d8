//! Reading a prompt: the word table, what is protected, the payload, the task, the language and the answer asked for.

use crate::answer::{self, Answer};
use crate::coaching::Task;
use crate::fold::{WordHash, is_space};
use crate::language::{Language, vote};
use crate::lexicon::{Hit, Lexicon, Sense};
use crate::protect::{Protected, Spans, protected};
use crate::words::{Gap, Words, is_stop};
use promptwatt_tokens::TokenBand;
use std::ops::Range;

/// A prompt as the coach understands it.
pub(crate) struct Reading<'a> {
    pub words: Words<'a>,
    pub hits: Vec<Hit>,
    /// Nothing in here is edited: the payload included.
    pub spans: Spans,
    /// Whether a word belongs to the instruction, by its number.
    pub instruction: Vec<bool>,
    pub payload: Option<Payload>,
    pub language: Option<Language>,
    pub task: Task,
    pub verbatim: bool,
    /// The whole prompt greets or thanks.
    pub small_talk: bool,
    pub answer: Answer,
    /// Words that a constraint names: no edit removes one.
    pub named: Vec<WordHash>,
}

/// The text to be worked on.
pub(crate) struct Payload {
    pub utf8: Range<usize>,
    /// The start of the sentence that leads into it, when that ends with a colon.
    pub lead: Option<usize>,
}

impl<'a> Reading<'a> {
    /// Reads a text. `payload_tokens` prices a stretch of it. Linear.
    pub(crate) fn of(
        text: &'a str,
        lexicon: &Lexicon,
        payload_tokens: impl Fn(&str) -> f64,
    ) -> Reading<'a> {
        let words = Words::read(text);
        let hits = lexicon.hits(&words);
        let Protected { mut spans, quoted } = protected(text);
        let outside = mask(&words, &spans);
        let in_instruction = |number: usize| outside.get(number).copied().unwrap_or(false);
        let first = task(&words, &hits, in_instruction);
        let payload = find_payload(&words, &hits, first.unwrap_or(Task::Chat), in_instruction);
        let task_is_code = first.is_none() && spans.iter().any(|span| span.end - span.start > 60);
        let quoted_tokens =
            if payload.is_none() && !spans.iter().all(|span| span.end - span.start < 60) {
                spans
                    .iter()
                    .filter_map(|span| text.get(span.clone()))
                    .map(&payload_tokens)
                    .sum()
            } else {
                0.0
            };
        if let Some(payload) = &payload {
            spans.add(payload.utf8.clone());
        }
        let instruction = mask(&words, &spans);
        let counts = |number: usize| instruction.get(number).copied().unwrap_or(false);
        let task = match first.filter(|_| payload.is_none()) {
            Some(task) => task,
            // The payload is known now: its words no longer speak for the task.
            None => task(&words, &hits, counts).unwrap_or(if task_is_code {
                Task::Code
            } else {
                Task::Chat
            }),
        };
        let has = |sense: Sense| {
            hits.iter()
                .any(|hit| hit.sense == sense && counts(hit.word))
        };
        let language = vote(&words, &hits, counts);
        let stated_limit = answer::stated_limit(&words, &hits, counts);
        let brief = has(Sense::Brief);
        let work = payload
            .as_ref()
            .and_then(|payload| text.get(payload.utf8.clone()));
        let expected: TokenBand = match stated_limit {
            Some(limit) => limit.expected(language),
            None => answer::by_task(
                task,
                work.map_or(quoted_tokens, &payload_tokens),
                brief,
                has(Sense::Inflate),
            ),
        };
        let format = answer::stated_format(&words, &hits, counts);
        let named = named_words(&words, &hits, &quoted, counts);
        let verbatim = has(Sense::Verbatim);
        let small_talk = small_talk(&words, &hits);
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
        self.instruction.get(word).copied().unwrap_or(false)
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

fn mask(words: &Words<'_>, spans: &Spans) -> Vec<bool> {
    let mut spans = spans.iter().peekable();
    words
        .list
        .iter()
        .map(|word| {
            while spans.peek().is_some_and(|span| span.end <= word.start()) {
                spans.next();
            }
            spans.peek().is_none_or(|span| span.start >= word.end())
        })
        .collect()
}

/// The task: the first verb that begins a sentence (or follows "please", "to", "you"), else the first anywhere.
fn task(words: &Words<'_>, hits: &[Hit], counts: impl Fn(usize) -> bool) -> Option<Task> {
    let mut anywhere: Option<(Task, usize)> = None;
    let mut leading: Option<(Task, usize)> = None;
    let role = hits
        .iter()
        .find(|hit| hit.sense == Sense::Role && counts(hit.word))
        .map(|hit| hit.word);
    let mut reach: Option<(usize, usize)> = None;
    for hit in hits.iter().filter(|hit| counts(hit.word)) {
        let Sense::Task(task, _) = hit.sense else {
            continue;
        };
        let gap = Gap::of(words.gap_before(hit.word));
        let before = hit.word.checked_sub(1).map(|n| words.str(n)).unwrap_or("");
        let leads = hit.word == 0
            || gap.ends_sentence()
            || gap.colon
            || gap.other
            || [
                "please",
                "Please",
                "you",
                "to",
                "then",
                "plait",
                "plaît",
                "tu",
                "vous",
                "de",
                "m'",
                "me",
                "فضلك",
                "الرجاء",
                "يرجى",
                "يمكنك",
                "أن",
                "منك",
                "قم",
            ]
            .contains(&before);
        // A longer phrase at the same word says it better ("write code").
        let longer = reach.is_some_and(|(word, length)| word == hit.word && length < hit.length);
        if leads
            && (leading.is_none() || (longer && leading.is_some_and(|(_, word)| word == hit.word)))
        {
            leading = Some((task, hit.word));
            reach = Some((hit.word, hit.length));
        }
        if anywhere.is_none()
            || (leading.is_none() && longer && anywhere.is_some_and(|(_, word)| word == hit.word))
        {
            anywhere = Some((task, hit.word));
            reach = reach.or(Some((hit.word, hit.length)));
        }
    }
    let (task, verb) = match (leading, role) {
        (Some(found), _) => found,
        (None, Some(_)) => return Some(Task::Chat),
        (None, None) => anywhere?,
    };
    // "Write a summary", "give me a translation": the noun says more than the verb.
    if matches!(
        task,
        Task::Write | Task::Answer | Task::Correct | Task::Extract
    ) {
        let noun = hits
            .iter()
            .filter(|hit| hit.word > verb && hit.word <= verb + 5)
            .find_map(|hit| match hit.sense {
                Sense::Noun(noun)
                    if (verb + 1..=hit.word)
                        .all(|n| !Gap::of(words.gap_before(n)).ends_sentence()) =>
                {
                    Some(noun)
                }
                _ => None,
            });
        match noun {
            Some(Task::Code) if task == Task::Write => return Some(Task::Code),
            Some(noun @ (Task::Summarise | Task::Translate | Task::Correct))
                if task != Task::Answer || verb + 4 > 0 =>
            {
                return Some(noun);
            }
            _ => {}
        }
    }
    Some(task)
}

/// The text to be worked on: after a label, after a colon, after or before the paragraph of the instruction.
fn find_payload(
    words: &Words<'_>,
    hits: &[Hit],
    task: Task,
    counts: impl Fn(usize) -> bool,
) -> Option<Payload> {
    let text = words.text;
    let works_on_text = matches!(
        task,
        Task::Translate | Task::Correct | Task::Summarise | Task::Classify | Task::Extract
    );
    let verb = hits
        .iter()
        .find(|hit| matches!(hit.sense, Sense::Task(found, _) if found == task))
        .map(|hit| hit.word);
    let mut sentence = 0;
    let mut line = 0;
    let mut points = false;
    let mut paragraph_end = None;
    for number in 1..=words.list.len() {
        let gap = words.gap_before(number);
        let read = Gap::of(gap);
        let word_end = words.list.get(number - 1).map_or(0, |word| word.end());
        let from = words
            .list
            .get(number)
            .map_or(text.len(), |word| word.start());
        let is = |sense: fn(Sense) -> bool| {
            let first = hits.partition_point(|hit| hit.word < number - 1);
            hits.iter()
                .skip(first)
                .take_while(|hit| hit.word == number - 1)
                .any(|hit| sense(hit.sense))
        };
        points |= is(|sense| sense == Sense::Deictic);
        let colon = gap.find([':', '：']).map(|at| word_end + at);
        if let Some(colon) = colon.filter(|_| read.colon && counts(number - 1)) {
            let after = colon + 1;
            let broken = read.newlines > 0;
            let list = text
                .get(after..)
                .unwrap_or("")
                .trim_start()
                .starts_with(['-', '*', '•'])
                || text
                    .get(after..)
                    .unwrap_or("")
                    .trim_start()
                    .starts_with("1");
            let labelled = line + 4 > number - 1
                && (line..number).any(|n| {
                    hits.iter()
                        .any(|hit| hit.word == n && hit.sense == Sense::Label)
                })
                && (line > 0 || broken)
                && !list;
            let lead_in = works_on_text
                && verb.is_some_and(|verb| verb < number)
                && (broken || !list || points);
            let pointed = broken && points && !list;
            if (labelled || lead_in || pointed)
                && text
                    .get(after..)
                    .is_some_and(|rest| !rest.trim().is_empty())
            {
                let start = words.list.get(sentence).map_or(0, |word| word.start());
                return Some(Payload {
                    utf8: after..text.len(),
                    lead: Some(start),
                });
            }
        }
        if read.ends_sentence() {
            sentence = number;
            points = false;
        }
        if read.newlines > 0 {
            line = number;
        }
        if read.newlines > 1 && paragraph_end.is_none() && from < text.len() {
            paragraph_end = Some((number, word_end));
        }
        // Far into a text nothing leads into a payload any more.
        if number > 4000 {
            break;
        }
    }
    let (second, _) = paragraph_end.filter(|_| works_on_text)?;
    let verb = verb?;
    if verb < second {
        let start = words.list.get(second)?.start();
        return Some(Payload {
            utf8: start..text.len(),
            lead: None,
        });
    }
    // The instruction comes last: "<text>, blank line, translate the above".
    let last = text.trim_end().rfind("\n\n")?;
    let verb_at = words.list.get(verb)?.start();
    (verb_at > last).then_some(Payload {
        utf8: 0..last,
        lead: None,
    })
}

/// Words a constraint names: quoted ones, and the one after "the word", where there is such a constraint.
fn named_words(
    words: &Words<'_>,
    hits: &[Hit],
    quoted: &[Range<usize>],
    counts: impl Fn(usize) -> bool,
) -> Vec<WordHash> {
    let mut named = Vec::new();
    for hit in hits
        .iter()
        .filter(|hit| hit.sense == Sense::Constraint && counts(hit.word))
    {
        if named.len() > 64 {
            break;
        }
        let after = hit.word + hit.length;
        if !Gap::of(words.gap_before(after)).ends_sentence() {
            named.extend(words.list.get(after).map(|word| word.hash));
        }
    }
    if !named.is_empty() {
        for range in quoted {
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
    text.trim_end_matches(is_space).len()
}

/// Whether a text ends like a sentence.
pub(crate) fn ends_like_sentence(text: &str) -> bool {
    text.trim_end_matches(is_space)
        .trim_end_matches(['"', '”', '»', ')', '`'])
        .ends_with(is_stop)
}
