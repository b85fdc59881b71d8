//! Brevity that is asked for without a number.

use crate::lexicon::{Hit, Sense};
use crate::reading::Mask;
use crate::task::same_sentence;
use crate::words::{Gap, Words};

word_set! {
    /// Too much of it.
    TOO = "too so zu allzu trop muito demasiado tão tan muy"
}

word_set! {
    /// Length, in every language.
    LONG = "long lang lange longue longo longa largo larga extenso extensa ausführlich"
}

word_set! {
    /// Words that say how short.
    VERY = "very really fairly nice and très plutôt assez bien et sehr ganz möglichst eher und muy bien bastante y bem bastante mais e"
}

word_set! {
    /// What may follow an adjective that stands for itself: "court et clair".
    AND = "and et y e und but aber mais pero mas please bitte"
}

/// Whether brevity is asked for by an adjective that stands for itself ("a note, very short, please"), or by its contrary
/// ("not too long").
#[inline(never)]
pub(crate) fn asks_brevity(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> bool {
    let parts = |word: usize| {
        word == 0 || word >= words.list.len() || {
            let gap = Gap::of(words.gap_before(word));
            gap.comma || gap.ends_sentence()
        }
    };
    hits.iter().filter(|hit| counts.has(hit.word)).any(|hit| {
        let end = hit.word + hit.length;
        match hit.sense {
            Sense::Short => {
                (parts(hit.word) || (parts(hit.word - 1) && VERY.has(words.hash(hit.word - 1))))
                    && (parts(end) || AND.has(words.hash(end)) || words.str(end).starts_with('و'))
            }
            Sense::Negation => (end..end + 4).any(|too| {
                TOO.has(words.hash(too))
                    && LONG.has(words.hash(too + 1))
                    && same_sentence(words, hit.word, too + 1)
                    // "Not so long that …", "is it not too long for …" are about something else.
                    && parts(too + 2)
            }),
            _ => false,
        }
    })
}
