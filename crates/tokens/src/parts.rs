//! The parts of a vocabulary, by script, and which of them a text can use.
//!
//! Merging a piece only ever makes tokens out of bytes that lie side by side in it. So a text can use a token only if it
//! contains every script that the token contains, and a count is exact as soon as the merges of the text's own scripts
//! are there, in their own order. English prose and code need the first part alone.
//!
//! Scripts are told apart by the first two bytes of a character. What does not show the second byte (a token that ends
//! inside a character), signs and emoji, and tokens of several scripts are in [`Part::Shared`], which every text needs
//! that is not ASCII.

/// A part of a vocabulary: a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Part {
    /// Tokens of ASCII bytes.
    Ascii,
    /// Signs, emoji, pieces of characters, and tokens of several scripts.
    Shared,
    /// Latin letters with marks, among them Vietnamese ones.
    Latin,
    /// Greek and Cyrillic.
    Cyrillic,
    /// Arabic.
    Arabic,
    /// Armenian, Hebrew, Georgian, Ethiopic, Khmer, Mongolian and others.
    Hebrew,
    /// Devanagari to Sinhala, Thai, Lao, Tibetan.
    Indic,
    /// Ideographs and kana.
    Han,
    /// Hangul.
    Hangul,
}

impl Part {
    /// Every part, in the order in which they build upon each other.
    pub const ALL: [Part; 9] = [
        Part::Ascii,
        Part::Shared,
        Part::Latin,
        Part::Cyrillic,
        Part::Arabic,
        Part::Hebrew,
        Part::Indic,
        Part::Han,
        Part::Hangul,
    ];

    /// The name in the file's name.
    pub fn id(self) -> &'static str {
        match self {
            Part::Ascii => "ascii",
            Part::Shared => "shared",
            Part::Latin => "latin",
            Part::Cyrillic => "cyrillic",
            Part::Arabic => "arabic",
            Part::Hebrew => "hebrew",
            Part::Indic => "indic",
            Part::Han => "han",
            Part::Hangul => "hangul",
        }
    }

    /// The part of a character by its first two bytes; [`Part::Shared`] where they do not tell.
    fn of_lead(lead: u8, second: u8) -> Part {
        match (lead, second) {
            (..0x80, _) => Part::Ascii,
            (0xc3..=0xcc, _) | (0xe1, 0xb8..=0xbb) => Part::Latin,
            (0xcd..=0xd3, _) | (0xe1, 0xbc..=0xbf) => Part::Cyrillic,
            (0xd8..=0xdb, _) => Part::Arabic,
            (0xd4..=0xd7, _) | (0xe1, 0x80..=0xb7) => Part::Hebrew,
            (0xe0, 0x80..) => Part::Indic,
            (0xe3, 0x81..=0xbf) | (0xe4..=0xe9, _) => Part::Han,
            (0xea..=0xed, _) => Part::Hangul,
            _ => Part::Shared,
        }
    }
}

/// A set of parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parts(u16);

impl Parts {
    /// No part.
    pub const NONE: Parts = Parts(0);
    /// Every part.
    pub const ALL: Parts = Parts((1 << Part::ALL.len()) - 1);

    /// The parts that counting `text` needs. [`Part::Ascii`] is always among them.
    ///
    /// # Complexity
    /// Linear; a look at each byte.
    pub fn of(text: &str) -> Parts {
        Parts::of_bytes(text.as_bytes()).with(Part::Ascii)
    }

    /// The parts of bytes, which may begin and end inside a character.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Parts {
        if bytes.is_ascii() {
            return Parts::NONE;
        }
        let mut parts = Parts::NONE.with(Part::Shared);
        for (at, &byte) in bytes.iter().enumerate() {
            if byte >= 0xc0 {
                let second = bytes.get(at + 1).copied().unwrap_or(0);
                parts = parts.with(Part::of_lead(byte, second));
            }
        }
        parts
    }

    /// This set and `part`.
    #[must_use]
    pub const fn with(self, part: Part) -> Parts {
        Parts(self.0 | 1 << part as u8)
    }

    /// Whether `part` is in the set.
    pub fn contains(self, part: Part) -> bool {
        self.0 & 1 << part as u8 != 0
    }

    /// Whether all of `others` are in the set.
    pub fn covers(self, others: Parts) -> bool {
        others.0 & !self.0 == 0
    }

    /// What is in this set and not in `others`.
    #[must_use]
    pub fn without(self, others: Parts) -> Parts {
        Parts(self.0 & !others.0)
    }

    /// What is in either.
    #[must_use]
    pub fn and(self, others: Parts) -> Parts {
        Parts(self.0 | others.0)
    }

    /// The parts in the set, in order.
    pub fn iter(self) -> impl Iterator<Item = Part> {
        Part::ALL
            .into_iter()
            .filter(move |part| self.contains(*part))
    }

    /// As a number: a bit for each part, the first one lowest.
    #[must_use]
    pub fn bits(self) -> u16 {
        self.0
    }

    /// From a number as [`Parts::bits`] gives it; `None` if it has bits that stand for nothing.
    #[must_use]
    pub fn from_bits(bits: u16) -> Option<Parts> {
        (bits & !Parts::ALL.0 == 0).then_some(Parts(bits))
    }
}
