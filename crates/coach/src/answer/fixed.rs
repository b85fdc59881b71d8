//! The length that a fixed form of answer states: "yes or no", "in one word", "a one-liner".

use super::{Limit, Unit};
use crate::lexicon::{Hit, Sense};
use crate::reading::Mask;
use crate::words::Words;

word_set! {
    /// What follows 字 in words of other things than characters.
    SIGN = "符 典 段 母 体 幕"
}

word_set! {
    /// Before an alternative that asks whether.
    IF = "si whether ob"
}

word_set! {
    /// What is asked in a game of yes and no, behind the phrase or two words before it.
    QUESTIONS = "question questions fragen perguntas preguntas"
}

word_set! {
    /// The first of two answers with a stroke between them.
    YES = "si 是 对"
}

word_set! {
    /// The second.
    NO = "no 否 错"
}

/// The length that a fixed form of answer states. `open` takes in what looks like a path: "yes/no".
pub(crate) fn fixed_limit(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
) -> Option<Limit> {
    hits.iter()
        .filter(|hit| {
            let end = hit.word + hit.length;
            (counts.has(hit.word) || (open.has(hit.word) && words.gap_before(hit.word + 1) == "/"))
                // "一个字符串" is a string, "me dire si oui ou non" asks whether.
                && !(words.str(end - 1) == "字" && SIGN.has(words.hash(end)))
                && !(hit.word > 0 && IF.has(words.hash(hit.word - 1)))
                // "Ja/Nein-Fragen" are what is played.
                && !QUESTIONS.has(words.hash(end))
                && !(hit.word > 1 && QUESTIONS.has(words.hash(hit.word - 2)))
        })
        .find_map(|hit| match hit.sense {
            Sense::WordLimit => Some(Limit::at_most(Unit::Words, 1)),
            Sense::SentenceLimit => Some(Limit::at_most(Unit::Sentences, 1)),
            _ => None,
        })
        .or_else(|| {
            // "能/不能"; "sí/no" and "是/否" are no phrases, because "si no" and "是否" mean something else.
            let either = |word: usize| {
                words.gap_before(word + 1) == "/"
                    && open.has(word)
                    && ((words.str(word + 1) == "不" && words.hash(word + 2) == words.hash(word))
                        || (YES.has(words.hash(word)) && NO.has(words.hash(word + 1))))
            };
            (words.has_byte(b'/') && (0..words.list.len()).any(either))
                .then_some(Limit::at_most(Unit::Words, 1))
        })
}
