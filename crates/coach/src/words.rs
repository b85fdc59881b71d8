//! The word table: one pass over the text that every later reading shares.

use crate::ends::{find, first, part};
use crate::fold::{self, WordHash, fold};
use crate::gap::Gap;
use crate::reading::Mask;
use std::ops::Range;

/// One word: where it stands (UTF-8 bytes) and the hash of its folded form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    pub hash: WordHash,
    /// As the lexicon knows it.
    pub tongues: Tongues,
    /// Whether all its letters are of ASCII.
    pub ascii: bool,
    /// Whether it is a letter of ASCII and small ones behind it.
    pub plain: bool,
    /// Whether it begins with a digit, of ASCII or an Arabic one.
    pub number: bool,
    /// What stands before it.
    pub gap: Gap,
}

impl Word {
    /// First byte.
    pub(crate) fn start(&self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub(crate) fn end(&self) -> usize {
        self.end as usize
    }

    /// Its bytes.
    pub(crate) fn utf8(&self) -> Range<usize> {
        self.start()..self.end()
    }
}

/// The folded form of the ASCII bytes that belong to words; 0 for the others, whatever they are: no bound need be asked.
const FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            folded[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

/// The folded form of a letter or a digit of ASCII, or the low line; 0 for any other byte.
#[inline]
pub(crate) fn plain(byte: u8) -> u8 {
    FOLDED.get(byte as usize).copied().unwrap_or(0)
}

/// The character at a byte of a text.
#[inline]
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at)? {
        byte @ 0..=127 => Some(byte as char),
        _ => first(text.get(at..)?),
    }
}

impl Word {
    /// Adds the words of a stretch that begins at a byte of the text, after white space or at its start, and ends before
    /// white space or at its end: no word knows more of the text than that. Linear.
    pub(crate) fn read(text: &str, from: usize, list: &mut Vec<Word>) {
        let bytes = text.as_bytes();
        // Few texts have shorter words.
        list.reserve(bytes.len() / 4);
        let mut at = 0;
        while let Some(first) = char_at(text, at) {
            let start = at;
            at += first.len_utf8();
            let mut ascii = first.is_ascii();
            // Every small letter has both of these bits, and no other byte of a word of ASCII.
            let mut small = 0x60u8;
            let mut hash = if ascii {
                match FOLDED.get(first as usize) {
                    Some(&folded @ 1..) => WordHash::EMPTY.with(folded as char),
                    _ => continue,
                }
            } else if fold::is_word(first) {
                step(WordHash::EMPTY, first)
            } else {
                continue;
            };
            if !ascii && fold::is_han(first) {
                while fold::is_han_digit(first)
                    && let Some(c) = char_at(text, at).filter(|&c| fold::is_han_digit(c))
                {
                    hash = step(hash, c);
                    at += c.len_utf8();
                }
            } else {
                loop {
                    while let Some(&byte) = bytes.get(at)
                        && let Some(&folded @ 1..) = FOLDED.get(byte as usize)
                    {
                        hash = hash.with(folded as char);
                        small &= byte;
                        at += 1;
                    }
                    // Most words end before another sign of ASCII.
                    let Some(c) = char_at(text, at).filter(|&c| c == '\'' || !c.is_ascii()) else {
                        break;
                    };
                    if fold::is_word(c) && !fold::is_han(c) {
                        hash = step(hash, c);
                    } else {
                        let after = at + c.len_utf8();
                        if fold(c) == Some('\'') && char_at(text, after).is_some_and(fold::is_word)
                        {
                            hash = hash.with('\'');
                            ascii &= c.is_ascii();
                            small = 0;
                            at = after;
                        }
                        break;
                    }
                    ascii = false;
                    at += c.len_utf8();
                }
            }
            list.push(Word {
                start: (from + start) as u32,
                end: (from + at) as u32,
                hash,
                tongues: Tongues::default(),
                ascii,
                plain: ascii && small == 0x60 && first.is_ascii_alphabetic(),
                number: matches!(first, '0'..='9' | '٠'..='٩'),
                gap: Gap::default(),
            });
        }
    }

    /// The word where it stands once so many bytes before it have become so many others.
    pub(crate) fn moved(self, before: usize, after: usize) -> Word {
        let shift = |at: u32| (at as usize + after - before) as u32;
        Word {
            start: shift(self.start),
            end: shift(self.end),
            ..self
        }
    }
}

/// How often each tongue of [`crate::language::TONGUES`] has a word among its common ones: three bits each.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Tongues(u32);

impl Tongues {
    /// Counts a tongue once more.
    pub(crate) fn add(&mut self, tongue: u8) {
        self.0 += 1 << (3 * tongue);
    }

    /// Whether the word is a common one of any tongue.
    pub(crate) fn any(self) -> bool {
        self.0 != 0
    }

    /// Gives each tongue its votes. A word that several tongues share says less for each: 6 for one, 3 for two, 2 for three.
    pub(crate) fn vote(self, votes: &mut [u32]) {
        if !self.any() {
            return;
        }
        // The sum of all: of each two, then of those, whose places are powers of 64, which leave 1 each.
        let every_other = 0o707_070_707;
        let all = ((self.0 & every_other) + (self.0 >> 3 & every_other)) % 63;
        // Dividing takes longer than all the rest.
        let weight = match all {
            1 => 6,
            2 => 3,
            3 => 2,
            4..=6 => 1,
            _ => 0,
        };
        let (mut votes, mut rest) = (votes.iter_mut(), self.0);
        while rest != 0
            && let Some(votes) = votes.next()
        {
            *votes += weight * (rest & 7);
            rest >>= 3;
        }
    }
}

/// A text and its words, in order. An apostrophe between letters ends the word before it ("d'", "obtenir");
/// a Chinese character is a word, and so is a run of Chinese numerals.
pub(crate) struct Words<'a> {
    pub text: &'a str,
    pub list: Vec<Word>,
    signs: Signs,
    /// What stands behind the last.
    tail: Gap,
    /// Whether anything is asked.
    asks: bool,
}

/// Which bytes a text has: what it does not have need not be looked for.
struct Signs([bool; 256]);

impl Signs {
    /// Linear.
    fn of(text: &str) -> Signs {
        let mut has = [false; 256];
        for byte in text.bytes() {
            if let Some(has) = has.get_mut(byte as usize) {
                *has = true;
            }
        }
        Signs(has)
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(byte as usize) == Some(&true)
    }
}

impl<'a> Words<'a> {
    /// Reads the words of a text of less than 4 GiB. Linear.
    pub(crate) fn read(text: &'a str) -> Words<'a> {
        let mut list = Vec::new();
        Word::read(text, 0, &mut list);
        Words::of(text, list)
    }

    /// A text with its words; what stands between them is looked at. Linear.
    #[inline(never)]
    pub(crate) fn of(text: &'a str, mut list: Vec<Word>) -> Words<'a> {
        let mut at = 0;
        let mut asks = false;
        for word in &mut list {
            // Most words stand behind a blank.
            word.gap = if word.start() == at + 1 && text.as_bytes().get(at) == Some(&b' ') {
                Gap::default()
            } else {
                Gap::of(part(text, at, word.start()))
            };
            asks |= word.gap.asks();
            at = word.end();
        }
        let tail = Gap::of(part(text, at, text.len()));
        Words {
            text,
            list,
            signs: Signs::of(text),
            tail,
            asks: asks | tail.asks(),
        }
    }

    /// Whether the text may have a sign somewhere: it has all the bytes of the sign.
    #[inline(never)]
    pub(crate) fn may_have(&self, sign: &str) -> bool {
        sign.bytes().all(|byte| self.signs.has(byte))
    }

    /// Whether the text has a byte.
    pub(crate) fn has_byte(&self, byte: u8) -> bool {
        self.signs.has(byte)
    }

    /// Whether the text has a sign. Linear where it may have it.
    pub(crate) fn has(&self, sign: &str) -> bool {
        self.may_have(sign) && find(self.text, sign).is_some()
    }

    /// The text of a word.
    pub(crate) fn str(&self, index: usize) -> &'a str {
        let word = self.list.get(index);
        word.map_or("", |word| part(self.text, word.start(), word.end()))
    }

    /// The hash of a word, that of nothing where there is none.
    pub(crate) fn hash(&self, index: usize) -> WordHash {
        self.list
            .get(index)
            .map_or(WordHash::EMPTY, |word| word.hash)
    }

    /// What stands between the word before `index` and the word at `index` (or the end of the text).
    pub(crate) fn gap_before(&self, index: usize) -> &'a str {
        let before = index
            .checked_sub(1)
            .and_then(|before| self.list.get(before));
        let to = self.list.get(index).map_or(self.text.len(), Word::start);
        part(self.text, before.map_or(0, Word::end), to)
    }

    /// What that says about the sentence.
    #[inline(never)]
    pub(crate) fn gap(&self, index: usize) -> Gap {
        match self.list.get(index) {
            Some(word) => word.gap,
            None if index == self.list.len() => self.tail,
            None => Gap::of(self.text),
        }
    }

    /// Whether a new sentence begins between the word before `index` and the word at `index`.
    pub(crate) fn breaks_before(&self, index: usize) -> bool {
        self.gap(index).ends_sentence()
    }

    /// How many words that count have a question mark behind them. Linear.
    #[inline(never)]
    pub(crate) fn questions(&self, counts: &Mask) -> usize {
        let last = self.list.len().wrapping_sub(1);
        let mut many = usize::from(self.tail.asks() && counts.has(last));
        if self.asks {
            for (word, next) in self.list.iter().skip(1).enumerate() {
                many += usize::from(next.gap.asks() && counts.has(word));
            }
        }
        many
    }

    /// The words that begin with a digit. Linear.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = usize> {
        let number = |(index, word): (usize, &Word)| word.number.then_some(index);
        self.list.iter().enumerate().filter_map(number)
    }

    /// Whether a new line begins between the word before `index` and the word at `index`.
    pub(crate) fn breaks_line(&self, index: usize) -> bool {
        self.gap(index).newline()
    }

    /// The first word that starts at or after a byte.
    pub(crate) fn at_or_after(&self, utf8: usize) -> usize {
        before(&self.list, utf8)
    }
}

/// How many words begin before a byte. O(log n).
#[inline(never)]
pub(crate) fn before(list: &[Word], utf8: usize) -> usize {
    list.partition_point(|word| word.start() < utf8)
}

// Apart, so that the loop over letters of ASCII has the registers.
#[inline(never)]
fn step(hash: WordHash, c: char) -> WordHash {
    match fold(c) {
        Some('ß') => hash.with('s').with('s'),
        Some(c) => hash.with(c),
        None => hash,
    }
}
