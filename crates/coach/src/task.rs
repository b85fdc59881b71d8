//! What a prompt asks for: the verb that leads, and what the form of the prompt says where no verb does.

use crate::blocks::Block;
use crate::coaching::Task;
use crate::lexicon::{Hit, Sense};
use crate::reading::Mask;
use crate::segment::SegmentKind;
use crate::words::{Gap, Words};

/// What is known besides the words when the task is decided.
#[derive(Clone, Copy, Default)]
pub(crate) struct Form {
    /// Whether there is a text to work on.
    pub payload: bool,
    /// Whether its lines are numbered.
    pub listed: bool,
    /// Whether it is code or a log.
    pub code: bool,
    /// Whether something stands in quotation marks.
    pub quoted: bool,
    /// Whether a length is stated.
    pub limited: bool,
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

/// Words of requests, after which a verb is the request: "could you", "s'il te plaît", "من فضلك".
const BEFORE_VERB: &str = " please you to then and just plait plaît tu vous de m' me te favor por puedes podrias podrías que bitte mir du sie você voce pode poderia es é فضلك الرجاء يرجى يمكنك أن منك قم لي 请 帮 我 你 您 能 要 来 ";

/// The task by the verbs alone: the first that begins a sentence or follows a word of request, else the first anywhere.
pub(crate) fn by_verb(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<Task> {
    let mut anywhere: Option<(Task, usize)> = None;
    let mut leading: Option<(Task, usize)> = None;
    // The word and length of the phrase that was taken.
    let mut reach: (usize, usize) = (usize::MAX, 0);
    let role = has(hits, counts, Sense::Role);
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        let Sense::Task(task) = hit.sense else {
            continue;
        };
        let gap = Gap::of(words.gap_before(hit.word));
        let before = hit.word.checked_sub(1).map_or("", |word| words.str(word));
        let mut cue = String::from(" ");
        cue.push_str(before);
        cue.push(' ');
        cue.make_ascii_lowercase();
        let leads = hit.word == 0
            || gap.ends_sentence()
            || gap.colon
            || gap.comma
            || gap.other
            || crate::ends::holds(BEFORE_VERB, &cue);
        // A longer phrase at the same word says it better ("write code").
        let longer = reach.0 == hit.word && reach.1 < hit.length;
        let found = Some((task, hit.word));
        // A question word leads only until a verb of its own does: "what do you think, rewrite this".
        let stronger = leading.is_some_and(|(first, word)| {
            first == Task::Answer
                && task != Task::Answer
                && hit.word < word + 30
                && gap.ends_sentence()
        });
        if leads && (leading.is_none() || longer || stronger) {
            leading = found;
            reach = (hit.word, hit.length);
        } else if leading.is_none() && (anywhere.is_none() || longer) {
            anywhere = found;
            reach = (hit.word, hit.length);
        }
    }
    let (task, verb) = match leading {
        Some(found) if !(role && found.0 == Task::Answer) => found,
        None if !role => anywhere?,
        _ => return Some(Task::Chat),
    };
    // "Write a summary", "give me a translation": the noun says more than the verb.
    let noun = hits
        .iter()
        .filter(|hit| hit.word > verb && hit.word <= verb + 5)
        .find_map(|hit| match hit.sense {
            Sense::Noun(noun) if (verb + 1..=hit.word).all(|n| !words.breaks_before(n)) => {
                Some(noun)
            }
            _ => None,
        });
    Some(match (task, noun) {
        (Task::Write | Task::Answer | Task::Correct | Task::Extract, Some(noun))
            if noun != Task::Code =>
        {
            noun
        }
        (Task::Write, Some(noun)) => noun,
        _ => task,
    })
}

fn has(hits: &[Hit], counts: &Mask, sense: Sense) -> bool {
    hits.iter()
        .any(|hit| hit.sense == sense && counts.has(hit.word))
}

/// The task, by verbs and form.
pub(crate) fn task(words: &Words<'_>, hits: &[Hit], counts: &Mask, form: Form) -> Task {
    let verb = by_verb(words, hits, counts);
    let says = |sense: Sense| has(hits, counts, sense);
    let open = matches!(verb, None | Some(Task::Answer | Task::Chat)) && !says(Sense::Role);
    let asks = (1..=words.list.len()).any(|word| {
        counts.has(word - 1)
            && words
                .gap_before(word)
                .chars()
                .any(|c| matches!(c, '?' | '؟' | '？'))
    });
    let writes = says(Sense::Long) || says(Sense::Middle) || says(Sense::ShortWrite);
    let numbers = (0..words.list.len())
        .filter(|&word| counts.has(word))
        .filter(|&word| matches!(words.str(word).as_bytes().first(), Some(b'0'..=b'9')))
        .take(4)
        .count();
    match verb {
        Some(Task::Answer | Task::Correct | Task::Write | Task::Reason | Task::Chat) | None
            if form.code =>
        {
            Task::Code
        }
        None if says(Sense::Noun(Task::Code)) => Task::Code,
        Some(Task::Write) if says(Sense::Noun(Task::Code)) && !writes => Task::Code,
        _ if !open => verb.unwrap_or(Task::Chat),
        _ if says(Sense::Noun(Task::Code)) => Task::Code,
        _ if says(Sense::Noun(Task::Translate))
            || (says(Sense::Tongue) && (form.quoted || form.payload)) =>
        {
            Task::Translate
        }
        _ if says(Sense::Noun(Task::Summarise)) => Task::Summarise,
        _ if says(Sense::Noun(Task::Correct)) => Task::Correct,
        None if form.payload && form.limited && !form.shaped => Task::Summarise,
        _ if says(Sense::Reasoning) || (numbers > 2 && asks && !form.payload) => Task::Reason,
        // Each of a numbered list gets a label.
        _ if form.listed && form.shaped => Task::Classify,
        _ if form.payload && (asks || form.shaped || verb.is_some()) => Task::Extract,
        None if writes && !asks => Task::Write,
        Some(Task::Answer) if writes && !asks && !question_leads(words, hits, counts) => {
            Task::Write
        }
        None if asks => Task::Answer,
        _ => verb.unwrap_or(Task::Chat),
    }
}

/// Whether the text begins with a word that asks or names a task of answering ("what", "explain").
fn question_leads(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> bool {
    hits.iter().take_while(|hit| hit.word < 3).any(|hit| {
        counts.has(hit.word)
            && hit.sense == Sense::Task(Task::Answer)
            && (hit.word == 0 || !words.breaks_before(hit.word))
    })
}
