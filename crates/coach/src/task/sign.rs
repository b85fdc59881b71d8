//! What tells the task where no verb names it: the form of a question, a text that is named, a greeting.

use super::Form;
use super::verb::{before, named};
use crate::answer::Unit;
use crate::coaching::Task;
use crate::lexicon::{Hit, Sense};
use crate::reading::Mask;
use crate::words::Words;

word_set! {
    /// Question words that ask for a way to do something.
    WAYS = "how how' comment como cómo wie كيف 怎 如"
}

/// Whether a question word asks for a way to do something.
pub(crate) fn asks_for_a_way(words: &Words<'_>, word: usize) -> bool {
    WAYS.has(before(words, word + 1))
}

/// Whether a question is not for a way to do something, nor for a piece of code.
pub(super) fn asks_why(words: &Words<'_>, hits: &[Hit], counts: &Mask, word: usize) -> bool {
    // Names of languages and tools are the engine's own words; a command, a loop or an error is a piece of code.
    let artefact = hits.iter().any(|hit| {
        hit.sense == Sense::Noun(Task::Code)
            && counts.has(hit.word)
            && (hit.of.is_some() || (hit.word > word && hit.word < word + 3))
    });
    !asks_for_a_way(words, word) && !artefact
}

/// Whether a question with a quantity ends before a word.
pub(super) fn asked_before(words: &Words<'_>, hits: &[Hit], counts: &Mask, verb: usize) -> bool {
    let quantity = hits
        .iter()
        .any(|hit| hit.sense == Sense::Quantity && hit.word < verb && counts.has(hit.word));
    quantity && words.gap(verb).asks()
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
pub(super) fn asks_either(words: &Words<'_>, counts: &Mask) -> bool {
    let spanish = words.has("¿");
    (1..=words.list.len()).any(|end| {
        words.gap(end).asks()
            && counts.has(end - 1)
            && (end.saturating_sub(4)..end).any(|word| {
                let cue = before(words, word);
                OR.has(cue) || (spanish && OR_IN_SPANISH.has(cue))
            })
    })
}

/// The task of a verb of working on texts that ends the sentence of a question.
pub(super) fn last_verb(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    question: usize,
) -> Option<Task> {
    let end = (question + 1..question + 40).find(|&word| {
        word >= words.list.len() || words.breaks_before(word) || words.gap(word).colon()
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
pub(super) fn leading_text(hits: &[Hit], counts: &Mask) -> bool {
    hits.iter()
        .filter(|hit| counts.has(hit.word) && hit.word < 7)
        .find(|hit| {
            matches!(
                hit.sense,
                Sense::Deictic | Sense::Question | Sense::Unit(Unit::Paragraphs)
            ) || named(hit.sense).is_some()
        })
        // "Name bands": a verb first.
        .filter(|hit| {
            !hits
                .iter()
                .any(|verb| verb.word == hit.word && verb.sense == Sense::General)
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

word_set! {
    /// Who is spoken to, and what is theirs.
    YOURS = "you your tu te ta ton toi vous votre du dir dein deine sie tus tuyo usted voce teu tua seu sua انت أنت يومك اخبارك حالك 你 您"
}

/// Whether a text speaks of whom it speaks to.
pub(super) fn speaks_of_you(words: &Words<'_>) -> bool {
    (0..words.list.len()).any(|word| YOURS.has(words.hash(word)))
}

/// Whether a short text begins with a greeting or thanks.
pub(super) fn greets(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> bool {
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
pub(super) fn tells(words: &Words<'_>, form: Form) -> bool {
    !form.payload && TELLING.has(before(words, 1))
}
