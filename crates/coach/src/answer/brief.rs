//! Brevity that is asked for without a number.

use super::parted;
use crate::lexicon::{Hit, Sense, hits_at};
use crate::reading::Mask;
use crate::task::same_sentence;
use crate::words::Words;

word_set! {
    /// Too much of it.
    TOO = "too zu trop muito demasiado muy"
}

word_set! {
    /// Length, in every language.
    LONG = "long lang lange longue longo longa largo larga"
}

word_set! {
    /// What may follow an adjective that stands for itself: "court et clair".
    AND = "and et y e und please"
}

/// Whether brevity is asked for by an adjective that stands for itself ("a note, very short, please"), or by its contrary
/// ("not too long").
#[inline(never)]
pub(crate) fn asks_brevity(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> bool {
    hits.iter().filter(|hit| counts.has(hit.word)).any(|hit| {
        let end = hit.word + hit.length;
        match hit.sense {
            Sense::Short => {
                let begins = parted(words, hit.word)
                    || (parted(words, hit.word - 1)
                        // "Where to shorten?"
                        && hits_at(hits, hit.word - 1..hit.word)
                            .iter()
                            .all(|before| before.sense != Sense::Question));
                begins
                    && (parted(words, end)
                        || AND.has(words.hash(end))
                        || words.str(end).starts_with('و'))
            }
            Sense::Negation => (end..end + 4).any(|too| {
                TOO.has(words.hash(too))
                    && LONG.has(words.hash(too + 1))
                    && same_sentence(words, hit.word, too + 1)
                    // "Not so long that …", "is it not too long for …" are about something else.
                    && parted(words, too + 2)
            }),
            _ => false,
        }
    })
}
