//! The main verb of a request and its object.

use crate::answer::Format;
use crate::coaching::Task;
use crate::ends::first;
use crate::fold::WordHash;
use crate::lexicon::{Hit, Sense, hits_at};
use crate::reading::Mask;
use crate::words::Words;

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
pub(super) enum Lead {
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
pub(super) fn main_verb(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
) -> Option<(Lead, usize, bool)> {
    let mut best: Option<(Lead, usize, u8, usize)> = None;
    // Where the sentence of a leading question word ends: verbs in it are what the question is about.
    let mut asked: Option<usize> = None;
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        // "The paragraph the doctor wrote": a Chinese verb before 的 says which.
        if hit.sense.asks()
            && hit.sense != Sense::Question
            && words.str(hit.word + hit.length) == "的"
        {
            continue;
        }
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
                        && first(words.str(hit.word)).is_some_and(crate::fold::is_han)
                        && matches!(
                            lead,
                            Lead::Task(
                                Task::Correct
                                    | Task::Translate
                                    | Task::Summarise
                                    | Task::Classify
                                    | Task::Write
                            )
                        )
                        && same_sentence(words, word, hit.word))
            }
        });
        if better {
            // A verb that takes the place of one that says nothing stands where that stood.
            let rank = best.map_or(rank, |(_, _, old, _)| rank.max(old));
            best = Some((lead, hit.word, rank, hit.length));
        }
    }
    best.filter(|&(.., rank, _)| rank > 0)
        .map(|(lead, word, rank, _)| (lead, word, rank > 1))
}

word_set! {
    /// Who is spoken to, as the subject of a verb.
    YOU = "you tu vous du usted você voce أنت انت 你 您"
}

/// The first verb of a task where a request has its verb, in a sentence without a role.
pub(super) fn verb_beside_role(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
) -> Option<(Lead, usize, bool)> {
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
            // "You answer with contempt" says what the role does.
            && !YOU.has(before(words, hit.word))
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
    let gap = words.gap(word);
    let begins = word == 0 || gap.begins();
    (
        begins,
        gap.comma() || (!begins && BEFORE_VERB.has(before(words, word))),
    )
}

/// The word before.
pub(super) fn before(words: &Words<'_>, word: usize) -> WordHash {
    word.checked_sub(1)
        .map_or(WordHash::EMPTY, |word| words.hash(word))
}

/// Whether a word stands where a request has its verb.
pub(crate) fn leads(words: &Words<'_>, word: usize) -> bool {
    let (begins, follows) = leading(words, word);
    begins || follows
}

/// The task that a noun names as the object of a verb.
pub(super) fn named(sense: Sense) -> Option<Task> {
    match sense {
        Sense::Noun(task) => Some(task),
        Sense::Long | Sense::Middle | Sense::ShortWrite => Some(Task::Write),
        Sense::Format(Format::List | Format::Table) => Some(Task::Answer),
        Sense::Format(Format::Code) => Some(Task::Code),
        _ => None,
    }
}

word_set! {
    /// Words before what is there already, one by one.
    EACH = "each every chaque cada jede jeden jedes jedem toda todo كل لكل 每"
}

/// The object of a verb: the first noun after it in its sentence, else the last before it ("eine Liste erstellen").
pub(super) fn object(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
    verb: usize,
) -> Option<Task> {
    // A Chinese word is a character or two.
    let reach = match first(words.str(verb)) {
        Some(c) if crate::fold::is_han(c) => 15,
        _ => 7,
    };
    let near = |hit: &&Hit| {
        // The name of a language or tool is often written like an identifier.
        (counts.has(hit.word) || (hit.sense == Sense::Noun(Task::Code) && open.has(hit.word)))
            && named(hit.sense).is_some()
            // "Name five bands": the verb is not its own object.
            && !(hit.word == verb && hit.sense == Sense::ShortWrite)
            // "Tell me for each request": what is gone through one by one.
            && !EACH.has(before(words, hit.word))
            && match hit.word > verb {
                true => same_sentence(words, verb, hit.word),
                false => same_sentence(words, hit.word, verb),
            }
    };
    let after = hits_at(hits, verb..verb + reach + 1).iter().find(near);
    let before = || {
        hits_at(hits, verb.saturating_sub(reach)..verb)
            .iter()
            .rfind(near)
    };
    let found = after.or_else(before)?;
    // Of several phrases at one word the longest.
    hits_at(hits, found.word..found.word + 1)
        .iter()
        .filter(|hit| named(hit.sense).is_some())
        .max_by_key(|hit| hit.length)
        .and_then(|hit| named(hit.sense))
}

/// Whether no sentence ends between two words.
pub(crate) fn same_sentence(words: &Words<'_>, from: usize, to: usize) -> bool {
    (from + 1..=to).all(|number| !words.breaks_before(number))
}

/// Whether one of the next words after a verb points at a text: "put this message".
pub(super) fn points_after(hits: &[Hit], counts: &Mask, verb: usize) -> bool {
    hits_at(hits, verb + 1..verb + 4)
        .iter()
        .any(|hit| hit.sense == Sense::Deictic && counts.has(hit.word))
}
