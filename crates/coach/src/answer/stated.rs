//! The length that a prompt states: every number of the request that may state one, and a linear model that says which does.
//!
//! `cargo xtask train-length` makes its weights from the prompts of `bench/coach/corpus` and says how well they carry over.

use super::measured::{HALF, PAGES, names_pages};
use super::number::ranging;
use super::site::{Among, Site, WORDS};
use super::{Bound, Limit, Unit};
use crate::clues::Clues;
use crate::lexicon::{Hit, Said, Sense, hits_at};
use crate::reading::Mask;
use crate::task::same_sentence;
use crate::words::Words;

/// For each clue a weight, signed bytes, and at last what speaks against all numbers.
const WEIGHTS: &[u8; CLUES + 1] = include_bytes!("../../data/length.weights");

/// How many clues there are.
pub const CLUES: usize = 64 * WORDS;

/// What may stand between a number and what it counts: "5 very short sentences".
const BETWEEN: usize = 3;

/// The most that is counted without a unit; more are years and prices.
const MOST: u32 = 200;

/// A number that may state the length of the answer.
#[derive(Clone, Debug)]
pub struct Stating {
    /// The length it would state.
    pub limit: Limit,
    /// What speaks for it and against it.
    pub clues: Clues<WORDS>,
}

/// Reads the stated length: what the likeliest of the request's numbers says, if it is likely enough. `counts` says which words belong to the
/// instruction, `open` takes in what looks like a placeholder ("[max. 80 words]"), `said` is what is said in the instruction. Linear.
#[inline(never)]
pub(crate) fn stated_limit(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
    said: Said,
) -> Option<Limit> {
    let mut best = (0, None);
    for stating in statings(words, hits, counts, open, said) {
        let sum = stating.clues.sum(WEIGHTS);
        if sum > best.0 {
            best = (sum, Some(stating.limit));
        }
    }
    best.1
}

/// Every number that may state a length, in their order. Linear.
pub(crate) fn statings(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
    said: Said,
) -> Vec<Stating> {
    let sites = sites(words, hits, open);
    let measured = sites.iter().filter(|site| site.is_measured()).count();
    let parts = sites.iter().filter(|site| site.is_part(words)).count();
    let mut out = Vec::with_capacity(sites.len());
    for (order, site) in sites.iter().enumerate() {
        let among = Among {
            order,
            many: sites.len(),
            measured: measured > usize::from(site.is_measured()),
            part: parts > usize::from(site.is_part(words)),
        };
        let bound = if at_least(words, site.start, site.behind) {
            Bound::AtLeast
        } else {
            Bound::AtMost
        };
        out.push(Stating {
            limit: Limit {
                bound,
                ..Limit::at_most(site.unit.unwrap_or(Unit::Items), site.number)
            },
            clues: site.clues(words, hits, counts, said, among),
        });
    }
    out
}

/// Where numbers stand that may state a length. Linear.
#[inline(never)]
fn sites(words: &Words<'_>, hits: &[Hit], open: &Mask) -> Vec<Site> {
    let mut sites: Vec<Site> = Vec::new();
    let mut rest = hits;
    let mut next = 0;
    for word in 0..words.list.len() {
        // What is said at the word.
        let (mut number, mut article, mut unit) = (false, false, None);
        while let Some((hit, behind)) = rest.split_first()
            && hit.word <= word
        {
            if hit.word == word {
                match hit.sense {
                    Sense::Number(_) => number = true,
                    Sense::Article => article = true,
                    Sense::Unit(one) => unit = Some((one, hit.length)),
                    _ => {}
                }
            }
            rest = behind;
        }
        if word < next || !open.has(word) {
            continue;
        }
        let hash = words.hash(word);
        let pages = names_pages(hash);
        let known = words.list.get(word);
        // Digits, what may be some of Chinese, and "و١٠٠", which begins with an Arabic "and".
        let digit = known.is_some_and(|word| {
            let begin = words.text.as_bytes().get(word.start()..);
            word.number || matches!(begin, Some([0xe4 | 0xe5, ..] | [0xd9, 0x88, ..]))
        });
        if !(number || article || digit || pages || unit.is_some()) {
            continue;
        }
        if is_page(words, word) {
            unit = Some((Unit::Pages, 1));
        }
        let numbered = if pages && PAGES.0[..2].contains(&hash) {
            // A dual.
            Some((2, word + 1))
        } else if number || digit {
            ranging(words, hits, word)
        } else {
            None
        };
        let site = if let Some((number, end)) = numbered {
            next = end;
            let counts = counted(words, hits, end);
            // "سطرين", "ein Vierzeiler": the unit has its number in it.
            let own = counts.is_none() && unit.is_some();
            let (unit, at, length) = counts
                .map(|(unit, at, length)| (Some(unit), at, length))
                .unwrap_or((unit.map(|(unit, _)| unit), end, 0));
            Some(Site {
                start: word,
                end,
                behind: at + length,
                number,
                unit,
                distance: at - end,
                own,
            })
        } else if article {
            one_of(words, hits, word)
        } else {
            unit.and_then(|unit| one_after(words, hits, word, unit))
        };
        if let Some(site) = site.filter(|site| {
            site.is_measured() && site.number > 0 || (2..=MOST).contains(&site.number)
        }) {
            next = next.max(site.end);
            sites.push(site);
        }
    }
    sites
}

/// An article before something that is measured: "a short sentence". Not "half a page", which is told by its words, nor "a subject line", nor "what a sentence is".
fn one_of(words: &Words<'_>, hits: &[Hit], article: usize) -> Option<Site> {
    let (unit, at, length) = counted(words, hits, article + 1)?;
    let asked = article > 0
        && hits_at(hits, article - 1..article)
            .iter()
            .any(|hit| hit.sense == Sense::Question && hit.length == 1);
    let half = (article.saturating_sub(1)..at).any(|word| HALF.has(words.hash(word)));
    let none = unit == Unit::Items || (unit == Unit::Lines && at > article + 1) || asked || half;
    (!none).then_some(Site {
        start: article,
        end: article + 1,
        behind: at + length,
        number: 1,
        unit: Some(unit),
        distance: at - article - 1,
        own: false,
    })
}

/// Arabic counts one after the thing.
fn one_after(
    words: &Words<'_>,
    hits: &[Hit],
    word: usize,
    (unit, length): (Unit, usize),
) -> Option<Site> {
    let end = word + length;
    let mut behind = hits_at(hits, end..end + 1).iter();
    let one = behind.any(|hit| hit.sense == Sense::Number(1)) && words.gap_before(end) == " ";
    one.then_some(Site {
        start: word,
        end: end + 1,
        behind: end + 1,
        number: 1,
        unit: Some(unit),
        distance: 0,
        own: true,
    })
}

word_set! {
    /// Pages that are no measure.
    WEB = "landing web"
}

fn is_page(words: &Words<'_>, word: usize) -> bool {
    names_pages(words.hash(word)) && !WEB.has(words.hash(word.wrapping_sub(1)))
}

/// What a number before a word counts, at which word, and how many words its name has: the next unit, if need be one of things.
#[inline(never)]
fn counted(words: &Words<'_>, hits: &[Hit], from: usize) -> Option<(Unit, usize, usize)> {
    let mut things = None;
    for word in from..=from + BETWEEN {
        // "她70岁了，字要大".
        if word >= words.list.len() || words.breaks_before(word) || words.gap(word).comma() {
            break;
        }
        // "A 12-page report".
        if words.list.get(word).is_some_and(|word| word.number) {
            break;
        }
        if is_page(words, word) {
            return Some((Unit::Pages, word, 1));
        }
        for hit in hits_at(hits, word..word + 1) {
            match hit.sense {
                Sense::Number(_) if word > from => return things,
                Sense::Unit(Unit::Items) => {
                    things = things.or(Some((Unit::Items, word, hit.length)))
                }
                Sense::Unit(unit) => return Some((unit, word, hit.length)),
                _ => {}
            }
        }
    }
    things
}

word_set! {
    /// Words that make a number a minimum, before it or behind what is counted.
    LEAST = "least minimum mindestens mínimo الأقل"
}

word_set! {
    /// The same in two words: "al menos", "لا يقل", "至少", but "menos" alone says the contrary.
    AT = "al pelo ao au no not nicht não pas لا 至 不 最"
}

word_set! {
    /// The second of them.
    LESS = "menos moins less fewer weniger يقل تقل 少"
}

/// Whether a length from a word to another is a minimum.
fn at_least(words: &Words<'_>, start: usize, end: usize) -> bool {
    (start.saturating_sub(4)..start)
        .chain(end..end + 3)
        .any(|word| {
            let says = LEAST.has(words.hash(word))
                || (LESS.has(words.hash(word)) && word > 0 && AT.has(words.hash(word - 1)))
                || (word == end && words.str(word) == "以" && words.str(word + 1) == "上");
            says && same_sentence(words, start.min(word), word.max(start))
        })
}
