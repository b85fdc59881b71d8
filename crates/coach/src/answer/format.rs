//! The form that a prompt states.

use super::Format;
use super::number::digits;
use crate::coaching::Task;
use crate::lexicon::{Hit, Sense, hits_at};
use crate::reading::Mask;
use crate::task::{self, same_sentence};
use crate::words::Words;

/// Reads the stated form of the answer: a format word that a word of asking stands close before ("as JSON", "make a
/// table"), that "only" stands beside, or that begins the request. In a request for `code` a list or a table is what the
/// code is about.
#[inline(never)]
pub(crate) fn stated_format(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    code: bool,
) -> Option<Format> {
    let stated = |hit: &Hit| -> Option<Format> {
        // "Only the query", "no explanation": where code is asked for, the form is code.
        if code && hit.sense == Sense::Only && hit.length > 1 {
            return Some(Format::Code);
        }
        if code && hit.sense == Sense::Only {
            let from = hit.word + hit.length;
            return hits
                .iter()
                .any(|noun| {
                    noun.sense == Sense::Noun(Task::Code)
                        && (from..from + 2).contains(&noun.word)
                        && same_sentence(words, hit.word, noun.word)
                })
                .then_some(Format::Code);
        }
        let Sense::Format(format) = hit.sense else {
            return None;
        };
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
        let near = hit.word.saturating_sub(8)..hit.word + hit.length + 2;
        let cued = hits_at(hits, near).iter().any(|cue| {
            let between = (hit.word + 1).saturating_sub(cue.word + cue.length);
            let within = match cue.sense {
                Sense::Cue => cue.word < hit.word && between <= 3,
                Sense::Ask | Sense::General | Sense::Task(Task::Write) => {
                    !code && cue.word < hit.word && between <= 4 && !counted
                }
                Sense::Only => between <= 3,
                _ => false,
            };
            within && same_sentence(words, cue.word.min(hit.word), cue.word.max(hit.word))
        });
        let structure = matches!(format, Format::List | Format::Table);
        let said = match format {
            Format::Code => true,
            _ if code && structure => false,
            Format::List => cued || task::leads(words, hit.word) || hit.length > 1,
            // "Tabulate": the verb names the form.
            Format::Table
                if hits
                    .iter()
                    .any(|verb| verb.word == hit.word && matches!(verb.sense, Sense::Task(_))) =>
            {
                true
            }
            _ => cued || hit.word == 0,
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
    found
}
