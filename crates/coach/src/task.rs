//! What a prompt asks for: the main verb of the request, then the noun that is its object, then the form of a question,
//! then what there is to work on.

use crate::answer::{Format, Unit};
use crate::blocks::Block;
use crate::coaching::Task;
use crate::ends::first;
use crate::fold::WordHash;
use crate::lexicon::{Hit, Said, Sense};
use crate::reading::Mask;
use crate::segment::SegmentKind;
use crate::words::{Gap, Words};

/// What is known besides the words when the task is decided.
#[derive(Clone, Copy, Default)]
pub(crate) struct Form {
    /// Whether there is a text to work on.
    pub payload: bool,
    /// Whether it is code or a log.
    pub code: bool,
    /// Whether something stands in quotation marks.
    pub quoted: bool,
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

word_set! {
    /// Words of requests, after which a verb is the request: "could you", "s'il te plaît", "من فضلك".
    BEFORE_VERB = "please you to then and just plait plaît tu vous de m' me te nous favor por puedes podrias podrías puede podría usted que bitte mir uns du sie mal você voce vocês pode poderia podes e é y et und فضلك الرجاء يرجى يمكنك تستطيع أن منك قم لي لنا هيا 请 請 帮 幫 我 你 您 能 要 来"
}

word_set! {
    /// Those of them that also join what a question is about: "how do I learn to write".
    JOINING = "to and de que y e et und"
}

/// What leads a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// A verb that names its task.
    Task(Task),
    /// A verb that says nothing without its object: "give", "make", "I need".
    General,
    /// A question word.
    Question,
}

/// The main verb: what leads, the number of its word, and whether it stands where a request has its verb.
///
/// A verb that begins a sentence or follows a word of asking comes before a question word, that before any other verb.
fn main_verb(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<(Lead, usize, bool)> {
    let mut best: Option<(Lead, usize, u8, usize)> = None;
    // Where the sentence of a leading question word ends: verbs in it are what the question is about.
    let mut asked: Option<usize> = None;
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        let lead = match hit.sense {
            Sense::Task(task) => Lead::Task(task),
            Sense::General => Lead::General,
            Sense::Question => Lead::Question,
            _ => continue,
        };
        let (begins, follows) = leading(words, hit.word);
        let joins = || {
            JOINING.has(before(words, hit.word))
                && !(hit.word > 1 && words.str(hit.word - 2).eq_ignore_ascii_case("you"))
        };
        let in_question = || {
            asked.is_some_and(|word| {
                hit.word > word && hit.word < word + 40 && same_sentence(words, word, hit.word)
            })
        };
        let talk = matches!(lead, Lead::Question | Lead::Task(Task::Chat));
        let rank = match (begins, follows) {
            (true, _) | (_, true) if talk => 2,
            (true, _) => 3,
            (_, true) if !(in_question() && joins()) => 3,
            // Chinese asks where the answer would stand.
            _ if lead == Lead::Question
                && !words
                    .str(hit.word)
                    .chars()
                    .next()
                    .is_some_and(crate::fold::is_han) =>
            {
                0
            }
            _ => 1,
        };
        if rank == 2 && lead == Lead::Question && asked.is_none() {
            asked = Some(hit.word);
        }
        let best_is_general = best.is_some_and(|(lead, ..)| lead == Lead::General);
        // A longer phrase at the same word says it better ("write code").
        let better = best.is_none_or(|(_, word, old, length)| match word == hit.word {
            true => hit.length > length,
            // "Help me translate", "I need you to explain": the second verb is the request.
            false => {
                rank > old
                    || (rank == 3
                        && rank == old
                        && best_is_general
                        && !begins
                        && !joins()
                        && matches!(lead, Lead::Task(_))
                        && same_sentence(words, word, hit.word))
                    // Chinese has the verb after its object: "help me, this sentence, translate".
                    || (best_is_general
                        && words.str(hit.word).chars().next().is_some_and(crate::fold::is_han)
                        && matches!(
                            lead,
                            Lead::Task(
                                Task::Correct | Task::Translate | Task::Summarise | Task::Classify
                            )
                        )
                        && same_sentence(words, word, hit.word))
            }
        });
        if better {
            best = Some((lead, hit.word, rank, hit.length));
        }
    }
    best.filter(|&(.., rank, _)| rank > 0)
        .map(|(lead, word, rank, _)| (lead, word, rank > 1))
}

/// The first verb of a task where a request has its verb, in a sentence without a role.
fn verb_beside_role(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<(Lead, usize, bool)> {
    let is_role = |hit: &&Hit| matches!(hit.sense, Sense::Role | Sense::RoleStart);
    let with_role = |word: usize| {
        hits.iter()
            .filter(is_role)
            .any(|role| same_sentence(words, role.word.min(word), role.word.max(word)))
    };
    let verb = hits.iter().find(|hit| {
        matches!(hit.sense, Sense::Task(task) if task != Task::Chat)
            && counts.has(hit.word)
            && leads(words, hit.word)
            && !with_role(hit.word)
    })?;
    // Of several phrases at one word the longest.
    let at = hits
        .iter()
        .filter(|hit| hit.word == verb.word && matches!(hit.sense, Sense::Task(_)));
    let verb = at.max_by_key(|hit| hit.length)?;
    match verb.sense {
        Sense::Task(task) => Some((Lead::Task(task), verb.word, true)),
        _ => None,
    }
}

/// Whether a word begins a sentence, and whether it follows a word of asking.
fn leading(words: &Words<'_>, word: usize) -> (bool, bool) {
    let gap = words.gap_before(word);
    // Most words stand behind a blank.
    if gap == " " && word > 0 {
        return (false, BEFORE_VERB.has(before(words, word)));
    }
    let gap = Gap::of(gap);
    let begins = word == 0 || gap.ends_sentence() || gap.colon || gap.other;
    (
        begins,
        gap.comma || (!begins && BEFORE_VERB.has(before(words, word))),
    )
}

/// The word before.
fn before(words: &Words<'_>, word: usize) -> WordHash {
    word.checked_sub(1)
        .map_or(WordHash::EMPTY, |word| words.hash(word))
}

/// Whether a word stands where a request has its verb.
pub(crate) fn leads(words: &Words<'_>, word: usize) -> bool {
    let (begins, follows) = leading(words, word);
    begins || follows
}

/// The task that a noun names as the object of a verb.
fn named(sense: Sense) -> Option<Task> {
    match sense {
        Sense::Noun(task) => Some(task),
        Sense::Long | Sense::Middle | Sense::ShortWrite => Some(Task::Write),
        Sense::Format(Format::List | Format::Table) => Some(Task::Answer),
        Sense::Format(Format::Code) => Some(Task::Code),
        _ => None,
    }
}

/// The object of a verb: the first noun after it in its sentence, else the last before it ("eine Liste erstellen").
fn object(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
    verb: usize,
) -> Option<Task> {
    // A Chinese word is a character or two.
    let reach = match words.str(verb).chars().next() {
        Some(c) if crate::fold::is_han(c) => 15,
        _ => 7,
    };
    let near = |hit: &&Hit| {
        // The name of a language or tool is often written like an identifier.
        (counts.has(hit.word) || (hit.sense == Sense::Noun(Task::Code) && open.has(hit.word)))
            && named(hit.sense).is_some()
            && match hit.word > verb {
                true => hit.word <= verb + reach && same_sentence(words, verb, hit.word),
                false => hit.word + reach >= verb && same_sentence(words, hit.word, verb),
            }
    };
    let after = hits.iter().filter(|hit| hit.word >= verb).find(near);
    let found = after.or_else(|| hits.iter().rev().filter(|hit| hit.word < verb).find(near))?;
    // Of several phrases at one word the longest.
    hits.iter()
        .filter(|hit| hit.word == found.word && named(hit.sense).is_some())
        .max_by_key(|hit| hit.length)
        .and_then(|hit| named(hit.sense))
}

fn same_sentence(words: &Words<'_>, from: usize, to: usize) -> bool {
    (from + 1..=to).all(|number| !words.breaks_before(number))
}

/// The task, by verb, object, question and form.
///
/// `counts` is what the request says in its own words; `open` takes in what it quotes and names by signs of their own
/// ("PowerShell"), and leaves out the payload alone.
pub(crate) fn task(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
    form: Form,
) -> Task {
    let (own, wide) = (Said::of(hits, counts), Said::of(hits, open));
    let says = |sense: Sense| match sense {
        Sense::Noun(Task::Classify) => wide.has(sense),
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
    let object = main.and_then(|(_, verb, _)| object(words, hits, counts, open, verb));
    let worked_on = form.payload || form.quoted;
    let questions = words.questions();
    let asks = questions
        .iter()
        .any(|&after| counts.has(after.wrapping_sub(1)));
    let lead = main.map(|(lead, ..)| lead);
    let numbers = || {
        hits.iter()
            .filter(|hit| matches!(hit.sense, Sense::Number(_)))
            .map(|hit| hit.word)
            .chain((0..words.list.len()).filter(|&word| {
                matches!(words.str(word).chars().next(), Some('0'..='9' | '٠'..='٩'))
            }))
            .filter(|&word| counts.has(word))
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
        return Task::Chat;
    }
    // A verb in the midst of a puzzle is the story's.
    let story = !main.is_some_and(|(lead, _, leads)| leads && lead != Lead::Question);
    if story && puzzle {
        return Task::Reason;
    }
    // "How many are left? Explain the steps": the steps of what was asked before.
    if let (true, Some((Lead::Task(Task::Answer | Task::Write), verb, _))) = (puzzle, main)
        && asked_before(words, hits, counts, verb)
    {
        return Task::Reason;
    }
    match lead {
        // A role that is to be played, with nothing else that begins a request.
        Some(Lead::General) | None if role && !form.payload => return Task::Chat,
        // "Which department would you assign this mail to": the verb ends the question.
        Some(Lead::Question)
            if worked_on
                && !form.code
                && let Some(task) =
                    main.and_then(|(_, word, _)| last_verb(words, hits, counts, word)) =>
        {
            return task;
        }
        Some(Lead::Question | Lead::Task(Task::Answer)) if role && !asks && !form.payload => {
            return Task::Chat;
        }
        // "Is this normal?" judges no text.
        Some(Lead::Task(Task::Classify)) if !worked_on && asks => return Task::Answer,
        Some(Lead::Task(
            task @ (Task::Summarise | Task::Translate | Task::Code | Task::Classify),
        )) => {
            return task;
        }
        Some(Lead::Task(Task::Reason)) if form.payload && form.shaped => return Task::Extract,
        Some(Lead::Task(Task::Extract)) if worked_on && !form.code => return Task::Extract,
        _ if form.code => return Task::Code,
        Some(Lead::Task(Task::Extract)) => return object.unwrap_or(Task::Answer),
        Some(Lead::Task(Task::Correct)) => {
            return if object == Some(Task::Code) {
                Task::Code
            } else {
                Task::Correct
            };
        }
        Some(Lead::Task(task @ (Task::Reason | Task::Chat))) => return task,
        Some(Lead::Task(Task::Write)) if worked_on && says(Sense::Noun(Task::Correct)) => {
            return Task::Correct;
        }
        Some(Lead::Task(Task::Write)) => {
            return match object {
                Some(Task::Answer | Task::Extract) if form.payload && form.shaped => Task::Extract,
                Some(Task::Answer) if form.payload && form.limited => Task::Summarise,
                Some(Task::Extract | Task::Classify | Task::Correct) | None => Task::Write,
                Some(task) => task,
            };
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
            return task;
        }
        Some(Lead::Task(Task::Answer))
            if let Some(
                task @ (Task::Summarise | Task::Translate | Task::Correct | Task::Code),
            ) = object =>
        {
            return task;
        }
        _ => {}
    }
    let explains = lead == Some(Lead::Task(Task::Answer));
    // Nothing but what there is to work on, the nouns and the question say what is wanted.
    match () {
        // Why, when and which about programming is a question; how is a request for code, and so is "which command".
        () if says(Sense::Noun(Task::Code))
            && !explains
            && (form.quoted
                || !main.is_some_and(|(lead, word, _)| {
                    lead == Lead::Question && asks_why(words, hits, counts, word)
                })) =>
        {
            Task::Code
        }
        () if says(Sense::Noun(Task::Translate))
            || (says(Sense::Tongue) && worked_on && !explains) =>
        {
            Task::Translate
        }
        () if says(Sense::Noun(Task::Classify)) && worked_on => Task::Classify,
        () if worked_on && form.payload && asks_either(words, counts, &questions) => Task::Classify,
        () if says(Sense::Noun(Task::Extract)) && worked_on => Task::Extract,
        () if says(Sense::Noun(Task::Summarise)) && (form.payload || !asks) => Task::Summarise,
        () if says(Sense::Noun(Task::Correct)) && worked_on => Task::Correct,
        () if form.worded && worked_on => Task::Classify,
        () if form.payload && form.shaped => Task::Extract,
        () if says(Sense::Reasoning) && (asks || numbers() > 0) => Task::Reason,
        () if explains => Task::Answer,
        () if quantity && numbers() > 1 && !form.payload => Task::Reason,
        () if numbers() > 2 && asks && !form.payload => Task::Reason,
        () if form.payload && (form.limited || says(Sense::Brief)) => Task::Summarise,
        () if says(Sense::Noun(Task::Reason)) && !asks && lead != Some(Lead::Question) => {
            Task::Reason
        }
        // "Good morning! Slept well?"
        () if lead.is_none() && words.list.len() < 9 && greets(words, hits, counts) => Task::Chat,
        () if asks || matches!(lead, Some(Lead::Question)) => Task::Answer,
        // "Around 150 words on the bus shelter".
        () if lead.is_none() && form.long && !form.payload => Task::Write,
        // No verb: a noun that is a text to be written, or thanks.
        () if leading_text(hits, counts) => Task::Write,
        () if role || (lead.is_none() && (greets(words, hits, counts) || tells(words, form))) => {
            Task::Chat
        }
        () => Task::Answer,
    }
}

word_set! {
    /// Question words that ask for a way to do something.
    WAYS = "how how' comment como cómo wie كيف 怎 如"
}

/// Whether a question is not for a way to do something, nor for a piece of code.
fn asks_why(words: &Words<'_>, hits: &[Hit], counts: &Mask, word: usize) -> bool {
    // Names of languages and tools are the engine's own words; a command, a loop or an error is a piece of code.
    let artefact = hits.iter().any(|hit| {
        hit.sense == Sense::Noun(Task::Code)
            && counts.has(hit.word)
            && (hit.of.is_some() || (hit.word > word && hit.word < word + 3))
    });
    !WAYS.has(before(words, word + 1)) && !artefact
}

/// Whether a question with a quantity ends before a word.
fn asked_before(words: &Words<'_>, hits: &[Hit], counts: &Mask, verb: usize) -> bool {
    let quantity = hits
        .iter()
        .any(|hit| hit.sense == Sense::Quantity && hit.word < verb && counts.has(hit.word));
    quantity
        && words
            .gap_before(verb)
            .chars()
            .any(|c| matches!(c, '?' | '؟' | '？'))
}

word_set! {
    /// Words between two choices.
    OR = "or ou oder أم ام او أو 还"
}
word_set! {
    /// Those of Spanish, of which one is the article of Portuguese: only where the text has a Spanish sign.
    OR_IN_SPANISH = "o u"
}

/// Whether a question ends with two choices: "formal or informal?".
fn asks_either(words: &Words<'_>, counts: &Mask, questions: &[usize]) -> bool {
    let spanish = words.has("¿");
    questions.iter().any(|&end| {
        counts.has(end.wrapping_sub(1))
            && (end.saturating_sub(4)..end).any(|word| {
                let cue = before(words, word);
                OR.has(cue) || (spanish && OR_IN_SPANISH.has(cue))
            })
    })
}

/// The task of a verb of working on texts that ends the sentence of a question.
fn last_verb(words: &Words<'_>, hits: &[Hit], counts: &Mask, question: usize) -> Option<Task> {
    let end = (question + 1..question + 40).find(|&word| {
        word >= words.list.len()
            || words.breaks_before(word)
            || Gap::of(words.gap_before(word)).colon
    })?;
    hits.iter()
        .filter(|hit| hit.word > question && hit.word + hit.length == end && counts.has(hit.word))
        .find_map(|hit| match hit.sense {
            Sense::Task(
                task @ (Task::Classify
                | Task::Translate
                | Task::Summarise
                | Task::Correct
                | Task::Extract),
            ) => Some(task),
            _ => None,
        })
}

/// Whether one of the first words is the name of a text to be written: "A quatrain about rain"; not one that is there
/// already: "this letter".
fn leading_text(hits: &[Hit], counts: &Mask) -> bool {
    hits.iter()
        .filter(|hit| counts.has(hit.word) && hit.word < 7)
        .find(|hit| {
            matches!(
                hit.sense,
                Sense::Deictic | Sense::Question | Sense::Unit(Unit::Paragraphs)
            ) || named(hit.sense).is_some()
        })
        .filter(|hit| {
            !hits.iter().any(|other| {
                other.sense == Sense::Question
                    && other.word < hit.word + 4
                    && hit.sense != other.sense
            })
        })
        .is_some_and(|hit| {
            named(hit.sense) == Some(Task::Write) || matches!(hit.sense, Sense::Unit(_))
        })
}

/// Whether a short text begins with a greeting or thanks.
fn greets(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> bool {
    words.list.len() < 16
        && hits
            .iter()
            .any(|hit| hit.sense == Sense::Thanks && hit.word == 0 && counts.has(0))
}

word_set! {
    /// First words of who tells of themselves.
    TELLING = "i i'm i've im my we we're je j' j'ai mon ma on ich mir mich mein meine wir heute yo estoy tengo me mi mis soy hoy eu estou tenho meu minha sou hoje أنا اليوم عندي 我 今"
}

/// Whether somebody tells something and asks for nothing.
fn tells(words: &Words<'_>, form: Form) -> bool {
    !form.payload && TELLING.has(before(words, 1))
}
