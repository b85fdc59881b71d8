//! The words that reading needs: tasks, lengths, formats, stop words. A few are the engine's, the others come with the rules.

mod bound;
mod sense;
mod tongues;

use crate::buckets::Buckets;
use crate::ends::{Parts, first, holds, last};
use crate::first_words::FIRST_WORDS;
use crate::fold::WordHash;
use crate::language::Language;
use crate::order::sorted;
use crate::rules::RuleSet;
use crate::words::{Tongues, Words};
pub(crate) use bound::unbound;
#[cfg(feature = "compile")]
pub(crate) use sense::NAMES;
pub(crate) use sense::{SENSE_BITS, SENSES, Said, Sense};
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
pub(crate) use tongues::into_tongues;

/// A phrase of the lexicon found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Number of its first word.
    pub word: usize,
    /// How many words it has.
    pub length: usize,
    pub sense: Sense,
    /// The number of its sense's bit in [`Said`]: telling it takes longer than looking it up.
    bit: u8,
    /// The language whose rules brought the phrase; `None` for the engine's own.
    pub of: Option<Language>,
}

impl Hit {
    /// The bit of its sense: [`Sense::bit`], known already.
    pub(crate) const fn sense_bit(&self) -> u64 {
        1 << self.bit
    }
}

/// Whether a word is denied: one of so many before it in its part of the sentence says no ("I don't want a table").
pub(crate) fn negated(words: &Words<'_>, hits: &[Hit], word: usize, within: usize) -> bool {
    let from = (word.saturating_sub(within)..word)
        .rev()
        .take_while(|&before| {
            let gap = words.gap(before + 1);
            !(gap.comma() || gap.colon() || gap.ends_sentence())
        })
        .last();
    let near = from.map_or(&[][..], |from| hits_at(hits, from..word));
    near.iter().any(|hit| hit.sense == Sense::Negation)
}

/// The hits at some words, by their number. Hits are in the order of their words.
#[inline(never)]
pub(crate) fn hits_at(hits: &[Hit], words: Range<usize>) -> &[Hit] {
    let from = hits.partition_point(|hit| hit.word < words.start);
    let (_, rest) = hits.split_at_checked(from).unwrap_or((&[], hits));
    let many = rest.iter().take_while(|hit| hit.word < words.end).count();
    rest.get(..many).unwrap_or(&[])
}

/// How many hits are at words before one. O(log n).
#[inline(never)]
pub(crate) fn hits_before(hits: &[Hit], word: usize) -> usize {
    hits.partition_point(|hit| hit.word < word)
}

/// How many words of a text are greetings and thanks that follow each other from its beginning, up to `most` or a little more; only those whose phrases are
/// all of that kind.
#[inline(never)]
pub(crate) fn greeted(hits: &[Hit], most: usize) -> usize {
    let mut covered = 0;
    while covered < most {
        let reach = hits_at(hits, covered..covered + 1)
            .iter()
            .filter(|hit| hit.sense == Sense::Thanks)
            .map(|hit| hit.length)
            .max();
        match reach {
            Some(length) => covered += length,
            None => break,
        }
    }
    covered
}

#[derive(Clone)]
struct Entry {
    first: WordHash,
    /// The second word, if there is one.
    second: Option<WordHash>,
    /// Range in `rest`: the hashes of the words after the second.
    rest: (u32, u8),
    sense: Sense,
    /// The number of its bit.
    bit: u8,
    of: Option<Language>,
}

/// The number of the next lexicon.
static NUMBER: AtomicU32 = AtomicU32::new(1);

/// The lexicon, ready to be looked up.
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    rest: Vec<WordHash>,
    /// Ends of long words and what they mean, by their last two bytes: German makes one word of "Geburtstag" and "Rede".
    endings: Vec<(u32, Box<str>, Sense, Option<Language>)>,
    /// One for each lexicon that was made: what was found with one is nothing to another.
    number: u32,
    /// Words of the longest phrase.
    longest: usize,
    /// Where the entries of a first word are.
    buckets: Buckets,
}

/// Marks behind a stem.
pub(crate) const MARKS: [char; 2] = ['~', '^'];

/// What stems of a language may end with, for each mark, separated by blanks; - where a stem is a word by itself.
#[derive(Default)]
struct Endings<'a>([Option<&'a str>; MARKS.len()]);

impl<'a> Endings<'a> {
    fn of(set: &'a RuleSet) -> Endings<'a> {
        let of_mark = |mark: u8| {
            let sense = Sense::Endings(mark);
            let mut lists = set.lexicon.iter().filter(|(own, _)| *own == sense);
            lists.next().map(|(_, list)| &**list)
        };
        Endings([of_mark(0), of_mark(1)])
    }

    /// The endings that the gap after a word asks for.
    fn after(&self, gap: &str) -> Option<&'a str> {
        let mark = first(gap)?;
        let (_, list) = MARKS.iter().zip(self.0).find(|(own, _)| **own == mark)?;
        list
    }
}

impl Lexicon {
    /// The words of the engine and of some rule sets. Some tens of microseconds.
    pub(crate) fn new(sets: &[RuleSet]) -> Lexicon {
        let mut lexicon = Lexicon {
            entries: Vec::with_capacity(1600),
            rest: Vec::with_capacity(800),
            endings: Vec::new(),
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            longest: 1,
            buckets: Buckets::of(std::iter::empty()),
        };
        for (sense, phrases) in FIRST_WORDS {
            lexicon.learn(None, sense, phrases, &Endings::default());
        }
        for set in sets {
            let endings = Endings::of(set);
            let phrases = set.lexicon.iter();
            for (sense, phrases) in phrases.filter(|(own, _)| !matches!(own, Sense::Endings(_))) {
                lexicon.learn(Some(set.language), *sense, phrases, &endings);
            }
        }
        lexicon.entries = sorted(lexicon.entries, |entry| entry.first.0);
        lexicon.buckets = Buckets::of(lexicon.entries.iter().map(|entry| entry.first));
        lexicon
    }

    /// Adds phrases that are separated by commas. A first word that ends with a mark of [`MARKS`] is a stem.
    #[inline(never)]
    fn learn(&mut self, of: Option<Language>, sense: Sense, phrases: &str, endings: &Endings<'_>) {
        let words = Words::read(phrases);
        // Where the entries of the phrase begin: several where its first word is a stem.
        let mut from = self.entries.len();
        let mut begins = true;
        for (number, word) in words.list.iter().enumerate() {
            let mut hash = word.hash;
            // "D'", "you'": in a text a letter follows, and the apostrophe is of the word.
            let gap = words.gap_before(number + 1);
            if gap.as_bytes().first() == Some(&b'\'') {
                hash = hash.with('\'');
            }
            if begins && last(words.gap_before(number)) == Some('*') {
                let ending = words.str(number);
                let key = last_bytes(ending);
                let at = self.endings.partition_point(|other| other.0 <= key);
                self.endings.insert(at, (key, ending.into(), sense, of));
                from = self.entries.len();
            } else if begins {
                from = self.entries.len();
                let mut add = |first: WordHash| {
                    self.entries.push(Entry {
                        first,
                        second: None,
                        rest: (self.rest.len() as u32, 0),
                        sense,
                        bit: sense.number(),
                        of,
                    });
                };
                match endings.after(gap) {
                    Some(list) => {
                        for ending in Parts::of(list, b' ') {
                            let ending = if ending == "-" { "" } else { ending };
                            add(ending.chars().fold(hash, WordHash::with));
                        }
                    }
                    None => add(hash),
                }
            } else if let Some((first, others)) = self
                .entries
                .get_mut(from..)
                .and_then(<[Entry]>::split_first_mut)
            {
                if first.second.is_none() {
                    first.second = Some(hash);
                } else {
                    self.rest.push(hash);
                    first.rest.1 += 1;
                }
                self.longest = self.longest.max(2 + first.rest.1 as usize);
                for other in others {
                    (other.second, other.rest) = (first.second, first.rest);
                }
            }
            begins = holds(gap, ",");
        }
    }

    /// Which lexicon this is; never 0.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// How many words its longest phrase has.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// Adds the phrases whose first word is one of some, by first word; of one sense at one word only the longest is of use,
    /// but all are given. Common words of a tongue are only counted ([`crate::words::Word::tongues`]). They say nothing of
    /// words before those, nor of words farther behind than the longest phrase.
    #[inline(never)]
    pub(crate) fn hits_from(
        &self,
        words: &mut Words<'_>,
        range: Range<usize>,
        hits: &mut Vec<Hit>,
    ) {
        for number in range {
            let Some(&word) = words.list.get(number) else {
                break;
            };
            let mut tongues = Tongues::default();
            if !self.endings.is_empty() && word.end() - word.start() > LONG_WORD {
                self.compound(words.str(number), number, hits);
            }
            let next = words.list.get(number + 1).map(|next| next.hash);
            let near = self.buckets.range(word.hash);
            for entry in self.entries.get(near).unwrap_or(&[]) {
                // They are in the order of their first words.
                if entry.first > word.hash {
                    break;
                }
                if entry.first != word.hash || (entry.second.is_some() && entry.second != next) {
                    continue;
                }
                let length = match entry.second {
                    None => 1,
                    Some(_) if self.goes_on(words, number, entry.rest) => {
                        2 + usize::from(entry.rest.1)
                    }
                    Some(_) => continue,
                };
                if let Sense::Stop(tongue) = entry.sense {
                    tongues.add(tongue);
                } else {
                    hits.push(Hit {
                        word: number,
                        length,
                        sense: entry.sense,
                        bit: entry.bit,
                        of: entry.of,
                    });
                }
            }
            if let Some(word) = words.list.get_mut(number) {
                word.tongues = tongues;
            }
        }
    }
}

impl Lexicon {
    /// Whether the words behind the first two of a phrase stand there too, and no sentence ends inside. Apart, because few phrases come so far.
    #[inline(never)]
    fn goes_on(&self, words: &Words<'_>, number: usize, rest: (u32, u8)) -> bool {
        let (at, count) = (rest.0 as usize, usize::from(rest.1));
        let mut rest = self.rest.get(at..at + count).unwrap_or(&[]).iter();
        let mut after = words.list.iter().skip(number + 2);
        rest.all(|hash| after.next().is_some_and(|word| word.hash == *hash))
            && !(number + 1..number + 2 + count).any(|inside| words.gap(inside).stop())
    }
}

/// Words of so many bytes are looked at for what they end with.
const LONG_WORD: usize = 7;

/// The last two bytes of a word, as small letters: what no ending is shorter than.
fn last_bytes(word: &str) -> u32 {
    word.as_bytes().last_chunk().map_or(0, |last: &[u8; 2]| {
        u32::from(u16::from_le_bytes(*last)) | 0x2020
    })
}

impl Lexicon {
    /// What a long word means by its end.
    #[inline(never)]
    fn compound(&self, word: &str, number: usize, hits: &mut Vec<Hit>) {
        let last = last_bytes(word);
        let from = self.endings.partition_point(|ending| ending.0 < last);
        let same = self.endings.iter().skip(from);
        for (_, ending, sense, of) in same.take_while(|ending| ending.0 == last) {
            let before = word.len().saturating_sub(ending.len());
            if before > 2
                && word
                    .get(before..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(ending))
            {
                hits.push(Hit {
                    word: number,
                    length: 1,
                    sense: *sense,
                    bit: sense.number(),
                    of: *of,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::first_words::FIRST_WORDS;
    use crate::fold::folded;
    use std::collections::BTreeSet;

    #[test]
    fn first_words_are_folded() {
        for (_, phrases) in FIRST_WORDS {
            assert_eq!(folded(phrases), phrases);
        }
    }

    #[test]
    fn no_first_word_stands_twice_in_a_list() {
        for (sense, phrases) in FIRST_WORDS {
            let mut seen = BTreeSet::new();
            for phrase in phrases.split(", ") {
                assert!(
                    seen.insert(phrase),
                    "{sense:?}: {phrase} stands there twice"
                );
            }
        }
    }
}
