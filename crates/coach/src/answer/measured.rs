//! A length that no unit counts: minutes of a speech, half a page.

use super::number::ranging;
use crate::coaching::Task;
use crate::fold::WordHash;
use crate::lexicon::Hit;
use crate::reading::Mask;
use crate::task::same_sentence;
use crate::word_set::Sieve;
use crate::words::Words;

word_set! {
    /// What pages are called: duals first, which have their number in them.
    pub(super) PAGES = "صفحتين صفحتان page pages pager seite seiten página páginas cuartillas pag hoja hojas carilla folios lauda صفحات صفحه 页"
}

word_set! {
    /// Half of a page.
    pub(super) HALF = "half demi halbe halben media meia نصف 半"
}

word_set! {
    /// How long something is read aloud: minutes, then seconds. A dual has its number in it.
    MINUTES = "دقيقتين دقيقتان minute minutes min minuten minuto minutos دقيقة دقائق"
}

word_set! {
    /// The same in seconds.
    SECONDS = "second seconds sec seconde secondes sekunde sekunden segundo segundos ثانية 秒"
}

word_set! {
    /// Behind a time, they say when something is, not how long.
    BEFORE = "before ago late vor avant antes قبل قبيل 前"
}

word_set! {
    /// A character of minutes, which alone means a part.
    PART = "分"
}

const OF_PAGES: Sieve = PAGES.sieve();
const OF_TIME: Sieve = MINUTES.sieve().or(SECONDS.sieve()).or(PART.sieve());

/// Whether a word is what pages are called.
pub(super) fn names_pages(hash: WordHash) -> bool {
    OF_PAGES.passes(hash) && PAGES.has(hash)
}

/// Words spoken in a minute. Assumption of this project, 2026: 120 to 160 are advised for talks.
const A_MINUTE: u32 = 130;

/// The number of words of a text whose length no unit counts: "a two-minute speech", "half a page". `None` where nothing of the
/// kind is said. Linear.
#[inline(never)]
pub(crate) fn measured(words: &Words<'_>, hits: &[Hit], counts: &Mask, task: Task) -> Option<u32> {
    let spoken = matches!(task, Task::Write | Task::Summarise);
    (0..words.list.len())
        .filter(|&word| counts.has(word))
        .find_map(|word| {
            let hash = words.hash(word);
            if names_pages(hash) {
                let half = word.saturating_sub(2)..word;
                return half
                    .into_iter()
                    .any(|word| HALF.has(words.hash(word)))
                    .then_some(200);
            }
            if !spoken || !OF_TIME.passes(hash) {
                return None;
            }
            // "十分" alone means very.
            let minutes =
                MINUTES.has(hash) || (PART.has(hash) && matches!(words.str(word + 1), "钟" | "鐘"));
            if !(minutes || SECONDS.has(hash)) || BEFORE.has(words.hash(word + 1)) {
                return None;
            }
            let dual = MINUTES.0[..2].contains(&hash);
            let number = if dual {
                2
            } else {
                (word.saturating_sub(3)..word).find_map(|start| {
                    let (number, end) = ranging(words, hits, start)?;
                    (end == word && same_sentence(words, start, word)).then_some(number)
                })?
            };
            // A lesson takes longer, and a race.
            let most = if minutes { 20 } else { 120 };
            let (number, of) = if minutes { (number, 1) } else { (number, 60) };
            (1..=most)
                .contains(&number)
                .then(|| (number * A_MINUTE / of).max(1))
        })
}
