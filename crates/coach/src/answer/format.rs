//! The form that a prompt states.

use super::Format;
use super::number::digits;
use super::parted;
use super::site::OF;
use crate::coaching::Task;
use crate::ends::find;
use crate::lexicon::{Hit, Sense, hits_at, negated};
use crate::reading::Mask;
use crate::task::{self, same_sentence};
use crate::words::Words;

word_set! {
    /// Articles before what alone is wanted.
    THE = "the le la el les los las os as die den der my"
}

word_set! {
    /// "Just the command".
    JUST = "just juste"
}

/// Reads the stated form of the answer: a format word that a word of asking stands close before ("as JSON", "make a
/// table"), that "only" stands beside, that begins a sentence or stands in brackets or (data) behind an article, or a skeleton to be filled. In a request
/// for `code` a list or a table is what the code is about. `open` takes in what stands in signs of code.
#[inline(never)]
pub(crate) fn stated_format(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
    code: bool,
) -> Option<Format> {
    let said_at = |word: usize, sense: Sense| {
        hits_at(hits, word..word + 1)
            .iter()
            .any(|hit| hit.sense == sense)
    };
    let begins = |word: usize| {
        word == 0 || {
            let gap = words.gap(word);
            gap.colon() || gap.ends_sentence()
        }
    };
    let stated = |hit: &Hit| -> Option<Format> {
        let end = hit.word + hit.length;
        // "Only the query", "script only", "no explanation": where code is asked for, the form is code.
        if code && hit.sense == Sense::Only && hit.length > 1 && words.str(end - 1) != "the" {
            return Some(Format::Code);
        }
        // "Just the pattern please": a fragment that says it.
        if code
            && hit.sense == Sense::Only
            && (parted(words, hit.word) || parted(words, hit.word - 1))
            && [end, end - 1]
                .iter()
                .any(|&the| THE.has(words.hash(the)) && parted(words, the + 2))
        {
            return Some(Format::Code);
        }
        if code && hit.sense == Sense::Noun(Task::Code) {
            let only = (hit.word.saturating_sub(2)..hit.word).any(|word| {
                (JUST.has(words.hash(word)) || said_at(word, Sense::Only))
                    && same_sentence(words, word, hit.word)
            }) || (said_at(end, Sense::Only)
                    && !words.breaks_before(end)
                    // "The log only shows …" tells.
                    && (words.gap_before(end + 1) != " "));
            return only.then_some(Format::Code);
        }
        let Sense::Format(format) = hit.sense else {
            return None;
        };
        // "I don't want a table", but "no explanation just JSON".
        let only = || (1..6).any(|before| said_at(hit.word.saturating_sub(before), Sense::Only));
        if negated(words, hits, hit.word, 5) && !only() {
            return None;
        }
        // "Five points" is a length, "as points" a form.
        let counted = hits
            .iter()
            .any(|unit| unit.word == hit.word && matches!(unit.sense, Sense::Unit(_)));
        let numbered = || {
            (hit.word.saturating_sub(2)..hit.word).any(|word| {
                digits(words.str(word)).is_some()
                    || hits.iter().any(|number| {
                        number.word == word && matches!(number.sense, Sense::Number(_))
                    })
            })
        };
        if counted && numbered() {
            return None;
        }
        let near = hit.word.saturating_sub(8)..end + 2;
        let cued = hits_at(hits, near).iter().any(|cue| {
            let between = (hit.word + 1).saturating_sub(cue.word + cue.length);
            let within = match cue.sense {
                // "JSON格式" has it behind.
                Sense::Cue => {
                    (cue.word < hit.word && between <= 4)
                        || (cue.word == end && words.str(end) == "格")
                }
                Sense::Ask | Sense::General | Sense::Task(Task::Write) => {
                    !code && cue.word < hit.word && between <= 4 && !counted
                }
                Sense::Only => between <= 3,
                _ => false,
            };
            within && same_sentence(words, cue.word.min(hit.word), cue.word.max(hit.word))
        });
        // "Table with columns a, b", "a simple list".
        let leads = || {
            !code
                && (begins(hit.word)
                    || (hit.word.saturating_sub(2)..hit.word)
                        .any(|word| begins(word) && said_at(word, Sense::Article)))
                && same_sentence(words, hit.word, end)
        };
        // "(valid JSON)".
        let bracketed = || {
            !code
                && (hit.word.saturating_sub(1)..=hit.word)
                    .any(|word| matches!(words.gap_before(word), " (" | " （" | "（"))
        };
        let structure = matches!(format, Format::List | Format::Table);
        // "A JSON".
        let named = || !code && said_at(hit.word.saturating_sub(1), Sense::Article);
        let pointed = || {
            hits_at(hits, hit.word.saturating_sub(3)..hit.word)
                .iter()
                .any(|this| this.sense == Sense::Deictic && this.word + this.length == hit.word)
        };
        let said = match format {
            Format::Code => true,
            _ if code && structure => hit.word == 0 && OF.has(words.hash(end)),
            Format::List => {
                cued || leads() || task::leads(words, hit.word) || (hit.length > 1 && !pointed())
            }
            // "Tabulate": the verb names the form.
            Format::Table
                if hits
                    .iter()
                    .any(|verb| verb.word == hit.word && matches!(verb.sense, Sense::Task(_))) =>
            {
                true
            }
            _ => cued || hit.word == 0 || leads() || (!structure && (bracketed() || named())),
        };
        said.then_some(format)
    };
    let mut found = None;
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        match stated(hit) {
            // "Make a table of the shopping list": a list may be what there is.
            Some(Format::List) => found = Some(Format::List),
            Some(format) => return Some(format),
            None => {}
        }
    }
    // A skeleton: {"name": …, "city": …}.
    let skeleton = !code
        && words.may_have("{\"")
        && (0..words.list.len())
            .any(|word| open.has(word) && find(words.gap_before(word), "{\"").is_some());
    match found {
        _ if skeleton => Some(Format::Json),
        found => found,
    }
}
