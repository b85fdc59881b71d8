//! The text that a task works on, told from the words that say what to do with it.

mod apart;
mod beside;
mod led;
mod likely;
mod lists;
mod quoted;
mod said;
mod units;

use crate::blocks::Block;
use crate::coaching::Task;
use crate::ends::{all, first, last, last_line, part, up_to, width, without_end, without_start};
use crate::fold::is_space;
use crate::lexicon::{Hit, Sense, hits_at};
use crate::protect::touch;
use crate::reading::Mask;
use crate::segment::SegmentKind;
use crate::words::Words;
use apart::{marked, set_apart};
use beside::{behind_sentence, longer, questions};
use led::{labelled, led_into};
use likely::likely;
#[cfg(feature = "training")]
pub(crate) use likely::splits;
#[cfg(feature = "training")]
pub use likely::{ENOUGH, SPLIT_CLUES, Split};
pub(crate) use lists::is_enumerated;
use lists::is_numbered;
use quoted::{quoted_last, quoted_sentence, unquoted};
use said::{
    ASKS, DEICTIC, FORMAT, GENERAL, LABEL, MENDS, NOUN, POINTS, ROLE, TASK, TONGUE, WRITES,
};
use std::ops::Range;
use units::{Unit, units};

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
        vec![range]
    }

    /// One range that no sentence leads into.
    fn alone(range: Range<usize>) -> Payload {
        Payload {
            ranges: Payload::only(range),
            lead: None,
        }
    }

    /// Whether a range has a byte in common with it.
    pub(crate) fn touches(&self, utf8: &Range<usize>) -> bool {
        touch(&self.ranges, utf8)
    }
}

/// The payload, and where there is none, what may be one.
#[derive(Default)]
pub(crate) struct Found {
    pub payload: Payload,
    /// What is hardly a request: it tells nothing of the language and the task.
    pub doubtful: Vec<Range<usize>>,
    /// What may be one: it is read as a request, and not reworded.
    pub kept: Vec<Range<usize>>,
    /// Whether the model found the payload and no rule.
    #[cfg(feature = "training")]
    pub likely: bool,
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
        hits_at(self.hits, from..to).iter()
    }

    /// Whether a phrase of one of some senses stands in a range, by their bits.
    fn has(&self, utf8: &Range<usize>, senses: u64) -> bool {
        self.said(utf8) & senses != 0
    }

    /// The bits of the senses of the phrases in a range.
    fn said(&self, utf8: &Range<usize>) -> u64 {
        let mut said = 0;
        for hit in self.hits_in(utf8) {
            said |= hit.sense_bit();
        }
        said
    }

    /// Whether a sentence of a range begins with a verb that names a task or asks for something.
    fn commands(&self, utf8: &Range<usize>) -> bool {
        self.begins(utf8, TASK | GENERAL)
    }

    /// Whether a sentence of a range begins with a phrase of one of some senses, by their bits.
    fn begins(&self, utf8: &Range<usize>, senses: u64) -> bool {
        let begin = self.words.at_or_after(utf8.start);
        self.hits_in(utf8).any(|hit| {
            hit.sense_bit() & senses != 0
                && (hit.word == begin || self.words.breaks_before(hit.word))
        })
    }

    fn text(&self, utf8: &Range<usize>) -> &str {
        part(self.words.text, utf8.start, utf8.end)
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
            && (self.commands(utf8) || (self.asks(utf8) && self.has(utf8, ASKS | DEICTIC)))
    }

    /// Whether a range gives a role to play.
    fn plays(&self, utf8: &Range<usize>) -> bool {
        self.has(utf8, ROLE)
    }

    /// Whether a range greets or thanks and says nothing else, or hardly more than thanks: "Thanks a million!"
    fn is_polite(&self, utf8: &Range<usize>) -> bool {
        let mut words = self.word_count(utf8);
        if words < 7
            && self.begins(utf8, Sense::Thanks.bit())
            && !self.has(
                utf8,
                ASKS | NOUN | TONGUE | FORMAT | Sense::Unit(crate::answer::Unit::Words).bit(),
            )
        {
            return true;
        }
        for hit in self.hits_in(utf8) {
            if hit.sense == Sense::Thanks {
                words = words.saturating_sub(hit.length);
            }
        }
        words == 0
    }

    /// Whether a range says "this text" or the like.
    fn says_this_text(&self, utf8: &Range<usize>) -> bool {
        self.hits_in(utf8).any(|this| {
            let noun = this.word + this.length;
            this.sense == Sense::Deictic
                && hits_at(self.hits, noun..noun + 1)
                    .iter()
                    .any(|hit| hit.sense == Sense::Label)
        })
    }

    fn works_on_text(&self) -> bool {
        of_text(self.task)
    }

    /// Whether a range points at a text: "the following", "this email".
    fn points(&self, utf8: &Range<usize>) -> bool {
        let said = self.said(utf8);
        said & (POINTS & !LABEL) != 0 && said & (LABEL | DEICTIC) != 0
    }
}

/// Whether a task works on a text that is given.
const fn of_text(task: Task) -> bool {
    matches!(
        task,
        Task::Translate | Task::Correct | Task::Summarise | Task::Classify | Task::Extract
    )
}

/// Finds the payload. Linear.
#[inline(never)]
pub(crate) fn find(prompt: &Prompt<'_>) -> Found {
    let mut units = units(prompt.words.text, prompt.blocks);
    let all = units.len();
    // A conversation with a model is what was said before, and an example what others looked like: neither is worked on.
    units.retain(|unit| {
        unit.block
            .and_then(|block| prompt.blocks.get(block))
            .is_none_or(|block| {
                !(block.delimited && matches!(block.kind, SegmentKind::Chat | SegmentKind::Example))
            })
    });
    let found = labelled(prompt, &units)
        .or_else(|| marked(prompt, &units))
        .or_else(|| by_words(prompt, &units))
        .or_else(|| quoted_last(prompt))
        .or_else(|| quoted_sentence(prompt))
        .or_else(|| behind_sentence(prompt, &units));
    let found = found.filter(|payload| !payload.ranges.is_empty() && !asked(prompt, payload));
    let Some(mut payload) = found else {
        let example = units.len() < all;
        if example {
            units = self::units(prompt.words.text, prompt.blocks);
        }
        let mut found = doubtful(prompt, &units);
        if let Some(payload) = likely(prompt).filter(|_| !example) {
            // It may be the other way round: what is left alone without it stays so.
            found.kept.append(&mut found.doubtful);
            found.payload = payload;
            #[cfg(feature = "training")]
            {
                found.likely = true;
            }
        }
        return found;
    };
    for range in &mut payload.ranges {
        if prompt.words.has_byte(b'-') {
            *range = between_rules(prompt.words.text, range);
        }
        if let Some(inside) = unquoted(prompt.text(range)) {
            *range = range.start + inside.start..range.start + inside.end;
        }
    }
    // Below a longer line what seems to be the text may be the request, and that line the text.
    let mut kept = Vec::new();
    kept.extend(message(prompt, &units).filter(|head| !payload.touches(head)));
    kept.extend(reported(prompt).filter(|words| !payload.touches(words)));
    kept.extend(thanks(prompt, &payload, &units));
    Found {
        payload,
        kept,
        ..Found::default()
    }
}

/// A last paragraph of thanks below a text without marks around it: it may be that text's own.
fn thanks(prompt: &Prompt<'_>, payload: &Payload, units: &[Unit]) -> Option<Range<usize>> {
    let end = payload.ranges.last()?.end;
    let unit = units.last().filter(|unit| unit.utf8.start >= end)?;
    let apart = without_start(part(prompt.words.text, end, unit.utf8.start), is_space);
    (apart.is_empty() && prompt.is_polite(&unit.utf8)).then(|| unit.utf8.clone())
}

/// Whether what was found is a list of questions that nothing is to be done with but answering: "I have some questions: 1. …"
fn asked(prompt: &Prompt<'_>, payload: &Payload) -> bool {
    let [list] = payload.ranges.as_slice() else {
        return false;
    };
    let question = |line: &str| matches!(last(without_end(line, is_space)), Some('?' | '？' | '؟'));
    let lines = || crate::ends::Lines(prompt.text(list)).filter(|line| is_numbered(line));
    lines().nth(1).is_some() && lines().all(question) && !prompt.has(&(0..list.start), TASK)
}

/// A range without lines of hyphens at its ends.
fn between_rules(text: &str, range: &Range<usize>) -> Range<usize> {
    let is_rule = |line: &str| line.len() > 2 && all(line, |c| c == '-');
    let (mut start, mut end) = (range.start, range.end);
    let inside = |start: usize, end: usize| text.get(start..end).unwrap_or("");
    let head = up_to(inside(start, end), b'\n');
    if is_rule(without_end(head, is_space)) && start + head.len() < end {
        start += head.len() + 1;
    }
    let tail = last_line(without_end(inside(start, end), is_space));
    if is_rule(tail) {
        end = start + without_end(inside(start, end), |c| c == '-' || is_space(c)).len();
    }
    start..end.max(start)
}

/// A line of fewer bytes ends where its writer wanted.
const SHORT_LINE: usize = 60;

/// The first line, if what is below it is shorter: it may be a message, and below it what is to be done with that in words that
/// are not known.
fn message(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Range<usize>> {
    let first = units.first().filter(|unit| unit.block.is_none())?;
    let head = up_to(prompt.text(&first.utf8), b'\n').len();
    let head = first.utf8.start..first.utf8.start + head;
    let last = units
        .last()
        .filter(|unit| units.len() > 1 && prompt.is_polite(&unit.utf8));
    let end = last.map_or(prompt.words.text.len(), |thanks| thanks.utf8.start);
    // Thanks below it ask nothing of it.
    let below = without_end(part(prompt.words.text, 0, end), is_space)
        .len()
        .saturating_sub(head.end);
    // Two requests: what is below says nothing of the first.
    let rest = head.end..end;
    let apart = prompt.has(&head, TASK & !Sense::Task(Task::Write).bit())
        && prompt.has(&rest, ASKS)
        && !prompt.has(
            &rest,
            MENDS | POINTS | WRITES | Sense::Degree.bit() | Sense::Brief.bit(),
        );
    ((1..head.len()).contains(&below)
        && prompt.word_count(&head) > 6
        && !prompt.plays(&head)
        && !apart
        && !prompt.begins(&head, TASK))
    .then_some(head)
}

/// The words that somebody else says, or that are to be said: what a clause leads into with a colon, to the end of its line,
/// if the prompt asks for something before that or in a later sentence: "my aunt wrote me: could you bring a cake? How do I
/// say no?". Where nothing else is asked, the request itself stands behind the colon: "I have a question: could you …?".
fn reported(prompt: &Prompt<'_>) -> Option<Range<usize>> {
    let (text, words) = (prompt.words.text, prompt.words);
    let colon = (2..words.list.len()).find(|&word| {
        words.gap(word).colon() && prompt.counts.has(word) && !words.breaks_before(word - 1)
    })?;
    let start = words.list.get(colon)?.start();
    if is_data(prompt, colon) {
        return None;
    }
    let tail = text.get(start..)?;
    // Its first letter may become a capital.
    let letter = start + first(tail).map_or(0, width);
    let line = letter..start + up_to(tail, b'\n').len();
    let next = (colon + 1..words.list.len()).find(|&word| words.breaks_before(word));
    let later = next
        .and_then(|word| words.list.get(word))
        .map(|word| word.start()..text.len());
    (prompt.has(&(0..start), TASK | GENERAL)
        || prompt.says_this_text(&(0..start))
        || later.is_some_and(|later| prompt.begins(&later, ASKS | GENERAL)))
    .then_some(line)
}

/// Whether facts begin at a word rather than what somebody says: "Offer A: 68,000 a year", "subjects: maths, history, art".
fn is_data(prompt: &Prompt<'_>, begin: usize) -> bool {
    let words = prompt.words;
    let last = words.list.len();
    let end = (begin + 1..last).find(|&word| words.breaks_before(word));
    let end = end.unwrap_or(last);
    let commas = (begin + 1..end)
        .filter(|&word| words.gap(word).comma())
        .count();
    let number = words.list.get(begin).is_some_and(|word| word.number);
    number || (commas > 1 && commas * 4 > end - begin)
}

/// What stands beside a sentence that points at it, where no text was found: "… ← is this sentence correct?", "Make this
/// friendlier. I need you to send …".
fn judged(prompt: &Prompt<'_>) -> Vec<Range<usize>> {
    let (text, words) = (prompt.words.text, prompt.words);
    let (mut start, mut found) = (0, Vec::new());
    let begins = (1..=words.list.len()).filter(|&word| words.breaks_before(word));
    for end in begins.map(|word| words.list.get(word).map_or(text.len(), |word| word.start())) {
        let sentence = start..end;
        let asks = prompt.asks(&sentence) || prompt.has(&sentence, ASKS);
        let judges = (asks
            && prompt.says_this_text(&sentence)
            && !prompt.has(&sentence, Sense::Thanks.bit()))
            || (start == 0
                && prompt.works_on_text()
                && prompt.commands(&sentence)
                && prompt.has(&sentence, DEICTIC));
        if judges {
            found = [0..start, end..text.len()].into();
        }
        start = end;
    }
    found
}

word_set! {
    /// Words that add a request to one.
    MORE = "and also then et puis y también und e também"
}

/// Whether it is unclear where the request ends. What follows a colon before which no word names a task, or a first line that has a
/// question, may be a text, if it begins no sentence like a request and its first is no question.
fn unclear(prompt: &Prompt<'_>) -> bool {
    let (text, words) = (prompt.words.text, prompt.words);
    // "Context: …" is a label.
    let colon = (4..words.list.len()).find(|&word| words.gap(word).colon());
    let colon = colon.filter(|&word| !is_data(prompt, word));
    let colon = colon.and_then(|word| words.list.get(word));
    let at = colon.map_or(text.len(), |word| word.start());
    let line = up_to(text, b'\n').len();
    // "And give …", "Also list …".
    let joined = |at: usize, senses: u64| {
        let begin = words.at_or_after(at);
        let second = hits_at(prompt.hits, begin + 1..begin + 2);
        MORE.has(words.hash(begin)) && second.iter().any(|hit| hit.sense_bit() & senses != 0)
    };
    let behind = |at: usize, senses: u64| {
        let tail = at..text.len();
        let begin = words.at_or_after(at);
        let sentence = (begin + 1..words.list.len()).find(|&word| words.breaks_before(word));
        prompt.word_count(&tail) > 3
            && !prompt.begins(&tail, senses)
            && !joined(at, senses)
            && !sentence.map_or(questions(prompt.text(&tail)), |word| words.gap(word).asks())
    };
    (!prompt.has(&(0..at), TASK) && behind(at, ASKS | GENERAL))
        || (questions(prompt.text(&(0..line))) && behind(line, TASK | GENERAL))
}

/// Long paragraphs that do not begin like a request and follow another, what follows a short first line, and everything where it is
/// unclear what the text is: where no payload was found they may be one, so nothing is reworded in them.
#[inline(never)]
fn doubtful(prompt: &Prompt<'_>, units: &[Unit]) -> Found {
    let text = prompt.words.text;
    let mut found = Found::default();
    found.kept.extend(message(prompt, units));
    found.kept.extend(judged(prompt));
    found.kept.extend(reported(prompt));
    for (number, unit) in units.iter().enumerate() {
        let mut utf8 = unit.utf8.clone();
        // A request begins a line below a short one with its first word, a paragraph of its own after a few.
        let below = number == 0 || !unit.apart;
        if below {
            // A line that is broken for its length is as long as the next.
            let line = up_to(part(text, utf8.start, utf8.end), b'\n').len();
            if line >= SHORT_LINE {
                continue;
            }
            utf8.start += line;
        }
        if unit.block.is_some() || prompt.word_count(&utf8) < 25 {
            continue;
        }
        if !begins_with_task(prompt, &utf8, 6) {
            found.doubtful.push(utf8);
        } else if below && !begins_with_task(prompt, &utf8, 1) {
            found.kept.push(utf8);
        }
    }
    if unclear(prompt) {
        found.kept = Payload::only(0..text.len());
    }
    found
}

/// Whether the first words of a range name a task.
fn begins_with_task(prompt: &Prompt<'_>, utf8: &Range<usize>, first_words: usize) -> bool {
    let begin = prompt.words.at_or_after(utf8.start);
    prompt
        .hits_in(utf8)
        .take_while(|hit| hit.word < begin + first_words)
        .any(|hit| hit.sense_bit() & (ASKS | Sense::Role.bit()) != 0)
}

/// By the words of the request: its own paragraph first, then what stands apart from it, then later paragraphs.
fn by_words(prompt: &Prompt<'_>, units: &[Unit]) -> Option<Payload> {
    led_into(prompt, units, 1)
        .or_else(|| set_apart(prompt, units))
        .or_else(|| led_into(prompt, units, units.len()))
        .or_else(|| longer(prompt, units))
}
