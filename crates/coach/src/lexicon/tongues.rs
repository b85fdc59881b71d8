//! Names of languages that something is to be in.

use super::{Hit, Sense};
use crate::coaching::Task;
use crate::words::Words;

word_set! {
    /// Words before a language that something is to be in: "into French", "auf Deutsch".
    INTO = "in into to en vers à a al ao para pro pra em ins auf zu إلى الى لل"
}

word_set! {
    /// Words between such a word and the language.
    TONGUE = "language langue lengua língua idioma اللغة لغة"
}

/// Takes out names of languages that are not what something is to be in: "my Italian teacher", "the French Revolution". Where a
/// translation is asked for by its name they all stay, and so do those that stand by themselves, are written to their
/// preposition or in Chinese.
#[inline(never)]
pub(crate) fn into_tongues(words: &Words<'_>, hits: &mut Vec<Hit>) {
    let named = hits.iter().any(|hit| {
        matches!(
            hit.sense,
            Sense::Task(Task::Translate) | Sense::Noun(Task::Translate)
        )
    });
    if named {
        return;
    }
    hits.retain(|hit| {
        let word = hit.word;
        let ends = |word: usize| word >= words.list.len() || words.gap(word).parts();
        hit.sense != Sense::Tongue
            || word == 0
            || INTO.has(words.hash(word - 1 - usize::from(word > 1 && TONGUE.has(words.hash(word - 1)))))
            // "The Swedish for «wildfire»".
            || matches!(words.str(word + 1), "for")
            || words.str(word).starts_with(['ب', 'ل'])
            || words.str(word).starts_with(crate::fold::is_han)
            || (words.gap(word).begins() && ends(word + 1))
    });
}
