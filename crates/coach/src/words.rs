//! The word table: one pass over the text that every later reading shares.

use crate::ends::{find, first, part};
use crate::fold::{self, WordHash, fold};
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
    /// What stands before it.
    gap: Gap,
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

    /// The words before which, and the end before which, a question mark stands; by position, each once. Linear.
    #[inline(never)]
    pub(crate) fn questions(&self) -> Vec<usize> {
        let mut found = Vec::new();
        if self.asks {
            for index in 0..=self.list.len() {
                if self.gap(index).asks() {
                    found.push(index);
                }
            }
        }
        found
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

/// What a stretch between two words says about the sentence, a bit each.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Gap(u8);

impl Gap {
    const NEWLINE: u8 = 1;
    const STOP: u8 = 2;
    const COLON: u8 = 4;
    const COMMA: u8 = 8;
    const OTHER: u8 = 16;
    const ASKS: u8 = 32;

    /// What the text between two words says.
    #[inline(never)]
    pub(crate) fn of(gap: &str) -> Gap {
        let mut found = 0;
        let mut chars = gap.chars().peekable();
        while let Some(c) = chars.next() {
            let ends = chars
                .peek()
                .is_none_or(|&next| fold::is_space(next) || is_stop(next) || is_closing(next))
                || c > '\u{3000}';
            found |= match c {
                '\n' => Gap::NEWLINE,
                _ if is_stop(c) && ends => Gap::STOP,
                _ if is_colon(c) && ends => Gap::COLON,
                _ if is_comma(c) => Gap::COMMA,
                _ if fold::is_space(c) => 0,
                _ => Gap::OTHER,
            };
            if matches!(c, '?' | '؟' | '？') {
                found |= Gap::ASKS;
            }
        }
        Gap(found)
    }

    const fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }

    /// Whether there is a line break in it.
    pub(crate) const fn newline(self) -> bool {
        self.has(Gap::NEWLINE)
    }

    /// A full stop, question or exclamation mark followed by space or end.
    pub(crate) const fn stop(self) -> bool {
        self.has(Gap::STOP)
    }

    /// A colon followed by space or end.
    pub(crate) const fn colon(self) -> bool {
        self.has(Gap::COLON)
    }

    /// A comma or semicolon.
    pub(crate) const fn comma(self) -> bool {
        self.has(Gap::COMMA)
    }

    /// A question mark, whatever follows.
    pub(crate) const fn asks(self) -> bool {
        self.has(Gap::ASKS)
    }

    /// Whether a new sentence begins after it.
    pub(crate) const fn ends_sentence(self) -> bool {
        self.has(Gap::STOP | Gap::NEWLINE)
    }

    /// Whether a sentence or what follows a colon begins after it, or any other sign than a comma stands in it.
    pub(crate) const fn begins(self) -> bool {
        self.has(!(Gap::COMMA | Gap::ASKS))
    }

    /// Whether it has any sign but white space.
    pub(crate) const fn parts(self) -> bool {
        self.0 != 0
    }
}

/// Signs that end a sentence.
pub(crate) const fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '؟' | '۔' | '。' | '！' | '？' | '．'
    )
}

/// Colons.
pub(crate) const fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// Commas and semicolons.
pub(crate) const fn is_comma(c: char) -> bool {
    matches!(c, ',' | ';' | '،' | '؛' | '，' | '；' | '、')
}

/// Brackets and quotes that close.
pub(crate) const fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '"' | '”' | '’' | '»' | '）' | '」' | '』' | '》'
    )
}
