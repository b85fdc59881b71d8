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

word_set! {
    /// Half of a page.
    pub(super) HALF = "half demi halbe halben media meia نصف 半"
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
