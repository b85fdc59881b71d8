//! What a prompt asks for: the main verb of the request, then the noun that is its object, then the form of a question,
//! then what there is to work on. What that tells is one sign among others of what is likeliest (`likely`).

mod evidence;
mod likely;
mod pieces;
mod sign;
mod verb;

use crate::blocks::Block;
use crate::coaching::Task;
use crate::ends::first;
use crate::lexicon::{Hit, Said, Sense};
use crate::reading::Mask;
use crate::segment::SegmentKind;
use crate::words::Words;
pub use evidence::Evidence;
#[cfg(feature = "training")]
pub use evidence::SIGNS;
pub(crate) use evidence::Shown;
pub(crate) use likely::Likely;
#[cfg(feature = "training")]
pub use likely::{MARGIN, STEP, packed};
#[cfg(feature = "training")]
pub(crate) use pieces::pieces;
pub(crate) use sign::asks_for_a_way;
use sign::{
    asked_before, asks_either, asks_why, greets, last_verb, leading_text, speaks_of_you, tells,
};
use std::ops::Range;
use verb::{Lead, main_verb, object, points_after, verb_beside_role};
pub(crate) use verb::{leads, same_sentence};

/// What is known besides the words when the task is decided.
#[derive(Clone, Copy, Default)]
pub(crate) struct Form {
    /// Whether there is a text to work on.
    pub payload: bool,
    /// Whether it is code or a log.
    pub code: bool,
    /// Whether something stands in quotation marks.
    pub quoted: bool,
    /// Whether something is marked as code within a line.
    pub inline_code: bool,
    /// Whether a length is stated.
    pub limited: bool,
    /// Whether so many words are asked for that they are a text.
    pub long: bool,
    /// Whether the answer is to be one word.
    pub worded: bool,
    /// Whether JSON, CSV or a table is asked for.
    pub shaped: bool,
}

impl Form {
    /// Whether a block is code or an error of a program.
    pub(crate) fn is_code(text: &str, block: &Block) -> bool {
        let inside = text.get(block.inner.clone()).unwrap_or("");
        block.kind == SegmentKind::Code
            || (block.kind == SegmentKind::Log
                && ["Traceback", "Exception", "Error:", "error:"]
                    .iter()
                    .any(|sign| crate::ends::holds(inside, sign)))
    }
}

/// Whether a text that is no block of code has the message of a program in it: "ModuleNotFoundError: …", "npm ERR!".
/// Its first lines are looked at.
pub(crate) fn tells_of_error(words: &Words<'_>, utf8: &Range<usize>) -> bool {
    let text = crate::ends::part(words.text, utf8.start, utf8.end);
    // Each sign has one of these, of whose bytes few texts have all: most are told by them.
    let may = [": ", "Exception in ", "ERR! ", "Traceback ("];
    if !may
        .iter()
        .any(|sign| words.may_have(sign) && crate::ends::holds(text, sign))
    {
        return false;
    }
    crate::ends::Lines(text).take(6).any(|line| {
        [
            "Error: ",
            "Exception: ",
            "Exception in ",
            " ERR! ",
            "Traceback (",
            "error: ",
        ]
        .iter()
        .any(|sign| {
            let at = if words.may_have(sign) {
                crate::ends::find(line, sign)
            } else {
                None
            };
            at.is_some_and(|at| {
                // "ValueError:", "error: cannot", not "Error: " in a sentence.
                at == 0
                    || sign.starts_with([' ', 'T'])
                    || line
                        .as_bytes()
                        .get(at - 1)
                        .is_some_and(u8::is_ascii_alphanumeric)
            })
        })
    })
}

/// A task, and how it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Told {
    /// A rule tells it.
    Said(Task),
    /// No rule does.
    Guessed(Task),
}

impl Told {
    /// The task, however it is known.
    pub(crate) const fn task(self) -> Task {
        match self {
            Told::Said(task) | Told::Guessed(task) => task,
        }
    }

    /// Its number among all that can be told, below 20.
    const fn number(self) -> usize {
        match self {
            Told::Said(task) => task as usize,
            Told::Guessed(task) => 10 + task as usize,
        }
    }
}

/// The task, by verb, object, question and form.
///
/// `counts` is what the request says in its own words; `open` takes in what it quotes and names by signs of their own
/// ("PowerShell"), and leaves out the payload alone.
pub(crate) fn told(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
    form: Form,
) -> Told {
    let own = Said::of(hits, counts);
    let says = |sense: Sense| match sense {
        Sense::Noun(Task::Classify) => Said::of(hits, open).has(sense),
        _ => own.has(sense),
    };
    let role = says(Sense::Role)
        || own.has(Sense::RoleStart)
            && hits.iter().any(|hit| {
                hit.sense == Sense::RoleStart
                    && counts.has(hit.word)
                    && (hit.word == 0 || words.breaks_before(hit.word))
            });
    // "Act as a gardener. Explain …": the role is how, not what.
    let beside = role
        .then(|| verb_beside_role(words, hits, counts))
        .flatten();
    let role = role && beside.is_none();
    let main = beside.or_else(|| main_verb(words, hits, counts));
    let points = own.has(Sense::Deictic)
        && main.is_some_and(|(_, verb, _)| points_after(hits, counts, verb));
    let pointed = form.payload && points;
    // "Make the following paragraph livelier": it is there already.
    let object = main
        .and_then(|(lead, verb, _)| Some((lead, object(words, hits, counts, open, verb)?)))
        .filter(|&(lead, object)| !(pointed && lead == Lead::General && object == Task::Write))
        .map(|(_, object)| object);
    let worked_on = form.payload || form.quoted;
    let asks = words.questions(counts) > 0;
    let lead = main.map(|(lead, ..)| lead);
    let numbers = || {
        hits.iter()
            .filter(|hit| matches!(hit.sense, Sense::Number(_)))
            .map(|hit| hit.word)
            .chain(words.numbers())
            // "3/8" looks like the name of something.
            .filter(|&word| counts.has(word) || (words.list.len() < 8 && open.has(word)))
            .take(4)
            .count()
    };
    let percent = || {
        (words.has("%") || words.has("٪"))
            && (1..words.list.len()).any(|word| {
                counts.has(word - 1) && matches!(first(words.gap_before(word)), Some('%' | '٪'))
            })
    };
    let quantity = says(Sense::Quantity) || percent();
    let puzzle = asks && quantity && numbers() > 1 && !form.payload;
    if words.list.is_empty() {
        return Told::Said(Task::Chat);
    }
    // A verb in the midst of a puzzle is the story's.
    let story = !main.is_some_and(|(lead, _, leads)| leads && lead != Lead::Question);
    if story && puzzle {
        return Told::Said(Task::Reason);
    }
    // "How many are left? Explain the steps": the steps of what was asked before.
    if let (true, Some((Lead::Task(Task::Answer | Task::Write), verb, _))) = (puzzle, main)
        && asked_before(words, hits, counts, verb)
    {
        return Told::Said(Task::Reason);
    }
    match lead {
        // A role that is to be played, with nothing else that begins a request.
        Some(Lead::General) | None if role && !form.payload => return Told::Said(Task::Chat),
        // "Which department would you assign this mail to": the verb ends the question.
        Some(Lead::Question)
            if worked_on
                && !form.code
                && let Some(task) =
                    main.and_then(|(_, word, _)| last_verb(words, hits, counts, word)) =>
        {
            return Told::Said(task);
        }
        Some(Lead::Question | Lead::Task(Task::Answer)) if role && !asks && !form.payload => {
            return Told::Said(Task::Chat);
        }
        // "Is this normal?", "tell me if it is wise" judge no text.
        Some(Lead::Task(Task::Classify))
            if !worked_on
                && (asks
                    || main.is_some_and(|(_, word, _)| {
                        hits.iter().any(|hit| {
                            hit.word == word
                                && hit.length > 1
                                && hit.sense == Sense::Task(Task::Classify)
                        })
                    })) =>
        {
            return Told::Said(Task::Answer);
        }
        // "Sum up in a table who brings what."
        Some(Lead::Task(Task::Summarise)) if form.payload && form.shaped => {
            return Told::Said(Task::Extract);
        }
        Some(Lead::Task(
            task @ (Task::Summarise | Task::Translate | Task::Code | Task::Classify),
        )) => {
            return Told::Said(task);
        }
        Some(Lead::Task(Task::Reason)) if form.payload && form.shaped => {
            return Told::Said(Task::Extract);
        }
        Some(Lead::Task(Task::Extract)) if worked_on && !form.code => {
            return Told::Said(Task::Extract);
        }
        _ if form.code => return Told::Said(Task::Code),
        Some(Lead::Task(Task::Extract)) => return Told::Said(object.unwrap_or(Task::Answer)),
        Some(Lead::Task(Task::Correct)) => {
            return Told::Said(match object {
                // "An error of agreement" is one of language.
                Some(Task::Code) if !says(Sense::Noun(Task::Correct)) => Task::Code,
                _ => Task::Correct,
            });
        }
        // The chat of which something is to be made is a text.
        Some(Lead::Task(Task::Chat)) if form.payload => {}
        Some(Lead::Task(task @ (Task::Reason | Task::Chat))) => return Told::Said(task),
        Some(Lead::Task(Task::Write)) if worked_on && says(Sense::Noun(Task::Correct)) => {
            return Told::Said(Task::Correct);
        }
        // "Put this message into English": what is pointed at is not to be written.
        Some(Lead::General | Lead::Task(Task::Write)) if points && says(Sense::Tongue) => {
            return Told::Said(Task::Translate);
        }
        Some(Lead::Task(Task::Write)) => {
            return Told::Said(match object {
                Some(Task::Answer | Task::Extract) if form.payload && form.shaped => Task::Extract,
                Some(Task::Answer) if form.payload && form.limited => Task::Summarise,
                Some(Task::Extract | Task::Classify | Task::Correct) | None => Task::Write,
                Some(task) => task,
            });
        }
        // "Give me the name and the town as JSON": names are what is found, not what is made.
        Some(Lead::General)
            if form.payload
                && form.shaped
                && matches!(object, Some(Task::Write | Task::Summarise)) =>
        {
            return Told::Said(Task::Extract);
        }
        Some(Lead::General)
            if let Some(
                task @ (Task::Summarise
                | Task::Translate
                | Task::Code
                | Task::Correct
                | Task::Write),
            ) = object =>
        {
            return Told::Said(task);
        }
        Some(Lead::Task(Task::Answer))
            if let Some(
                task @ (Task::Summarise | Task::Translate | Task::Correct | Task::Code),
            ) = object =>
        {
            return Told::Said(task);
        }
        _ => {}
    }
    let explains = lead == Some(Lead::Task(Task::Answer));
    // Nothing but what there is to work on, the nouns and the question say what is wanted.
    let named = match () {
        // Why, when and which about programming is a question; how is a request for code, and so is "which command".
        () if says(Sense::Noun(Task::Code))
            && !explains
            && (form.quoted
                || !main.is_some_and(|(lead, word, _)| {
                    lead == Lead::Question && asks_why(words, hits, counts, word)
                })) =>
        {
            Some(Task::Code)
        }
        // "Why do I get `undefined`": a question about a piece of code.
        () if form.inline_code && !form.payload => Some(Task::Code),
        () if says(Sense::Noun(Task::Translate))
            || (says(Sense::Tongue) && worked_on && !explains) =>
        {
            Some(Task::Translate)
        }
        () if says(Sense::Noun(Task::Classify)) && worked_on => Some(Task::Classify),
        () if worked_on && form.payload && asks && asks_either(words, counts) => {
            Some(Task::Classify)
        }
        () if says(Sense::Noun(Task::Extract)) && worked_on => Some(Task::Extract),
        () if form.payload && form.shaped => Some(Task::Extract),
        () if says(Sense::Noun(Task::Summarise)) && (form.payload || !asks) => {
            Some(Task::Summarise)
        }
        () if says(Sense::Noun(Task::Correct)) && worked_on => Some(Task::Correct),
        () if form.worded && worked_on => Some(Task::Classify),
        () if says(Sense::Reasoning) && (asks || numbers() > 0) => Some(Task::Reason),
        () if explains => Some(Task::Answer),
        () if quantity && numbers() > 1 && !form.payload => Some(Task::Reason),
        () if numbers() > 2 && asks && !form.payload => Some(Task::Reason),
        () if says(Sense::Noun(Task::Reason)) && !asks && lead != Some(Lead::Question) => {
            Some(Task::Reason)
        }
        // "Name bands that …": a verb that could be what is to be written, and nothing to write.
        () if object.is_none()
            && !worked_on
            && main.is_some_and(|(lead, word, leads)| {
                let is = |sense: Sense| {
                    hits.iter()
                        .any(|hit| hit.word == word && hit.sense == sense)
                };
                leads && lead == Lead::General && is(Sense::ShortWrite)
            }) =>
        {
            Some(Task::Answer)
        }
        // "Good morning! Slept well?", "Hi, what are you up to?"
        () if words.list.len() < 9
            && (lead.is_none() || (asks && speaks_of_you(words)))
            && greets(words, hits, counts) =>
        {
            Some(Task::Chat)
        }
        () => None,
    };
    if let Some(task) = named {
        return Told::Said(task);
    }
    // No rule tells: the likeliest.
    Told::Guessed(match () {
        () if form.payload && (form.limited || says(Sense::Brief)) => Task::Summarise,
        () if asks || matches!(lead, Some(Lead::Question)) => Task::Answer,
        // "Around 150 words on the bus shelter".
        () if lead.is_none() && form.long && !form.payload => Task::Write,
        // No verb: a noun that is a text to be written, or thanks.
        () if leading_text(hits, counts) => Task::Write,
        () if role || (lead.is_none() && (greets(words, hits, counts) || tells(words, form))) => {
            Task::Chat
        }
        () => Task::Answer,
    })
}
