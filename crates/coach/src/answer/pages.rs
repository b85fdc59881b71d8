//! A length in pages: "a two-page essay", "in höchstens drei Seiten".

use super::limit::{OF, OWN, ranging, sentence_ends};
use super::things::parted;
use super::{Limit, Unit};
use crate::coaching::Task;
use crate::lexicon::{Hit, Sense, hits_at};
use crate::reading::Mask;
use crate::task::same_sentence;
use crate::words::Words;

word_set! {
    /// What pages are called: a dual first, which has its number in it.
    pub(super) PAGES = "صفحتين page pages pager seite seiten página páginas cuartillas صفحات صفحه 页"
}

/// More than this many are of what is read, not of an answer.
const MOST: u32 = 20;

/// Reads how many pages a text that is to be written may have. Pages that somebody has already ("my 3-page contract") are none.
/// Linear.
#[inline(never)]
pub(super) fn stated(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<Limit> {
    (0..words.list.len())
        .filter(|&page| PAGES.has(words.hash(page)) && counts.has(page))
        .find_map(|page| {
            let dual = words.hash(page) == PAGES.0[0];
            let counted = || {
                (page.saturating_sub(5)..page).find_map(|start| {
                    let (number, end) = ranging(words, hits, start)?;
                    (end == page && same_sentence(words, start, page)).then_some((start, number))
                })
            };
            // "At most a page"; Arabic counts one after it.
            let article = || {
                let start = page.checked_sub(1)?;
                let one = |word: usize, sense: Sense| {
                    hits_at(hits, word..word + 1)
                        .iter()
                        .any(|hit| hit.sense == sense && hit.length == 1)
                };
                let half = HALF.has(words.hash(start.wrapping_sub(1)));
                if one(start, Sense::Article) && !half {
                    return Some((start, 1));
                }
                one(page + 1, Sense::Number(1)).then_some((page, 1))
            };
            let (start, number) = if dual {
                (page, 2)
            } else {
                counted().or_else(article)?
            };
            let joined = start > 0 && OF.has(words.hash(start - 1));
            let apart = parted(words, start) && (start == 0 || sentence_ends(words, page + 1));
            let bounded = hits_at(hits, start.saturating_sub(5)..page + 2)
                .iter()
                .any(|hit| match hit.sense {
                    Sense::Near => hit.word + hit.length == start && (!joined || hit.length > 1),
                    Sense::After => hit.word == page + 1,
                    _ => false,
                });
            ((1..=MOST).contains(&number)
                && !had(words, hits, start.wrapping_sub(1))
                && (apart || bounded || written(words, hits, start, joined)))
            .then_some(Limit::at_most(Unit::Pages, number))
        })
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
    /// Half of a page.
    HALF = "half demi halbe halben media meia نصف 半"
}

word_set! {
    /// Behind a time, they say when something is, not how long.
    BEFORE = "before ago late vor avant antes قبل قبيل 前"
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
            if PAGES.has(hash) {
                let half = word.saturating_sub(2)..word;
                return half
                    .into_iter()
                    .any(|word| HALF.has(words.hash(word)))
                    .then_some(200);
            }
            // "十分" alone means very.
            let minutes = MINUTES.has(hash)
                || (words.str(word) == "分" && matches!(words.str(word + 1), "钟" | "鐘"));
            if !spoken || !(minutes || SECONDS.has(hash)) || BEFORE.has(words.hash(word + 1)) {
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

/// Whether a word says that what follows is there already.
fn had(words: &Words<'_>, hits: &[Hit], word: usize) -> bool {
    OWN.has(words.hash(word))
        || hits_at(hits, word..word.saturating_add(1))
            .iter()
            .any(|hit| hit.sense == Sense::Deictic)
}

/// Whether what has so many pages is what the verb before it asks for: "write an essay of two", but not "… of a report of two".
fn written(words: &Words<'_>, hits: &[Hit], start: usize, joined: bool) -> bool {
    let last = start - usize::from(joined);
    for word in (last.saturating_sub(4)..last).rev() {
        let ends = hits_at(hits, word.saturating_sub(3)..word + 1)
            .iter()
            .any(|hit| {
                hit.word + hit.length == word + 1
                    && matches!(hit.sense, Sense::Task(Task::Write) | Sense::Ask)
            });
        if ends {
            return same_sentence(words, word, start);
        }
        if OF.has(words.hash(word)) || had(words, hits, word) {
            return false;
        }
    }
    false
}
