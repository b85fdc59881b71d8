//! The word table: one pass over the text that every later reading shares.

use crate::ends::find;
use crate::fold::{self, WordHash, fold};
use std::ops::Range;

/// One word: where it stands (UTF-8 bytes) and the hash of its folded form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    pub hash: WordHash,
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

impl Word {
    /// Adds the words of a stretch that begins at a byte of the text, after white space or at its start, and ends before
    /// white space or at its end: no word knows more of the text than that. Linear.
    pub(crate) fn read(text: &str, from: usize, list: &mut Vec<Word>) {
        let mut chars = text.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            if !fold::is_word(first) {
                continue;
            }
            let mut hash = step(WordHash::EMPTY, first);
            let mut end = start + first.len_utf8();
            let (han, digit) = (fold::is_han(first), fold::is_han_digit(first));
            while let Some(&(at, c)) = chars.peek() {
                if c.is_ascii_lowercase() && !han {
                    hash = hash.with(c);
                    end = at + 1;
                    chars.next();
                    continue;
                }
                if (han || fold::is_han(c)) && !(digit && fold::is_han_digit(c)) {
                    break;
                } else if fold::is_word(c) || matches!(c, '\u{300}'..='\u{36f}') {
                    hash = step(hash, c);
                    end = at + c.len_utf8();
                    chars.next();
                } else if fold(c) == Some('\'') {
                    let after = at + c.len_utf8();
                    if text
                        .get(after..)
                        .and_then(|rest| rest.chars().next())
                        .is_some_and(fold::is_word)
                    {
                        hash = hash.with('\'');
                        end = after;
                    }
                    chars.next();
                    break;
                } else {
                    break;
                }
            }
            list.push(Word {
                start: (from + start) as u32,
                end: (from + end) as u32,
                hash,
            });
        }
    }

    /// The word where it stands once so many bytes before it have become so many others.
    pub(crate) fn moved(self, before: usize, after: usize) -> Word {
        let shift = |at: u32| (at as usize + after - before) as u32;
        Word {
            start: shift(self.start),
            end: shift(self.end),
            hash: self.hash,
        }
    }
}

/// A text and its words, in order. An apostrophe between letters ends the word before it ("d'", "obtenir");
/// a Chinese character is a word, and so is a run of Chinese numerals.
pub(crate) struct Words<'a> {
    pub text: &'a str,
    pub list: Vec<Word>,
}

impl<'a> Words<'a> {
    /// Reads the words of a text of less than 4 GiB. Linear.
    pub(crate) fn read(text: &'a str) -> Words<'a> {
        let mut list = Vec::with_capacity(text.len() / 6);
        Word::read(text, 0, &mut list);
        Words { text, list }
    }

    /// The text of a word.
    pub(crate) fn str(&self, index: usize) -> &'a str {
        self.list
            .get(index)
            .and_then(|word| self.text.get(word.utf8()))
            .unwrap_or("")
    }

    /// The hash of a word, that of nothing where there is none.
    pub(crate) fn hash(&self, index: usize) -> WordHash {
        self.list
            .get(index)
            .map_or(WordHash::EMPTY, |word| word.hash)
    }

    /// What stands between the word before `index` and the word at `index` (or the end of the text).
    pub(crate) fn gap_before(&self, index: usize) -> &'a str {
        let from = index
            .checked_sub(1)
            .and_then(|before| self.list.get(before))
            .map_or(0, Word::end);
        let to = self.list.get(index).map_or(self.text.len(), Word::start);
        self.text.get(from..to).unwrap_or("")
    }

    /// Whether a new sentence begins between the word before `index` and the word at `index`.
    #[inline(never)]
    pub(crate) fn breaks_before(&self, index: usize) -> bool {
        let gap = self.gap_before(index);
        gap != " " && Gap::of(gap).ends_sentence()
    }

    /// The words before which, and the end before which, a question mark stands; by position, each once. Linear.
    pub(crate) fn questions(&self) -> Vec<usize> {
        let mut found = Vec::new();
        for sign in ["?", "؟", "？"] {
            let mut at = 0;
            while let Some(next) = self.text.get(at..).and_then(|rest| find(rest, sign)) {
                at += next;
                let after = self.at_or_after(at);
                if found.last() != Some(&after) {
                    found.push(after);
                }
                at += sign.len();
            }
        }
        found
    }

    /// Whether a new line begins between the word before `index` and the word at `index`.
    pub(crate) fn breaks_line(&self, index: usize) -> bool {
        crate::ends::holds(self.gap_before(index), "\n")
    }

    /// The first word that starts at or after a byte.
    pub(crate) fn at_or_after(&self, utf8: usize) -> usize {
        self.list.partition_point(|word| word.start() < utf8)
    }
}

#[inline]
fn step(hash: WordHash, c: char) -> WordHash {
    if c.is_ascii_lowercase() {
        return hash.with(c);
    }
    match fold(c) {
        Some('ß') => hash.with('s').with('s'),
        Some(c) => hash.with(c),
        None => hash,
    }
}

/// What a stretch between two words says about the sentence.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Line breaks in it.
    pub newlines: u32,
    /// A full stop, question or exclamation mark followed by space or end.
    pub stop: bool,
    /// A colon followed by space or end.
    pub colon: bool,
    /// A comma or semicolon.
    pub comma: bool,
    /// Any other sign than white space and the above.
    pub other: bool,
}

impl Gap {
    /// Reads a gap. Linear in its length.
    pub(crate) fn of(gap: &str) -> Gap {
        let mut found = Gap::default();
        let mut chars = gap.chars().peekable();
        while let Some(c) = chars.next() {
            let ends = chars
                .peek()
                .is_none_or(|&next| fold::is_space(next) || is_stop(next) || is_closing(next))
                || c > '\u{3000}';
            match c {
                '\n' => found.newlines += 1,
                _ if is_stop(c) && ends => found.stop = true,
                _ if is_colon(c) && ends => found.colon = true,
                _ if is_comma(c) => found.comma = true,
                _ if fold::is_space(c) => {}
                _ => found.other = true,
            }
        }
        found
    }

    /// Whether a new sentence begins after it.
    pub(crate) fn ends_sentence(self) -> bool {
        self.stop || self.newlines > 0
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
