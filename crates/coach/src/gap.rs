//! What stands between words: where sentences end, and the signs that say so.

use crate::ends::first;
use crate::fold::is_space;

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
        let mut chars = gap.chars();
        while let Some(c) = chars.next() {
            let own = match c {
                '\n' => Gap::NEWLINE,
                _ if is_space(c) => 0,
                _ if is_comma(c) => Gap::COMMA,
                '?' | '؟' | '？' => Gap::STOP | Gap::ASKS,
                _ if is_stop(c) => Gap::STOP,
                _ if is_colon(c) => Gap::COLON,
                _ => Gap::OTHER,
            };
            // Before another sign it ends nothing, but those of Chinese, after which no blank stands.
            found |= if own & (Gap::STOP | Gap::COLON) == 0
                || c > '\u{3000}'
                || first(chars.as_str())
                    .is_none_or(|next| is_space(next) || is_stop(next) || is_closing(next))
            {
                own
            } else {
                own & Gap::ASKS | Gap::OTHER
            };
        }
        Gap(found)
    }

    const fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }

    /// All it says, six bits.
    pub(crate) const fn bits(self) -> u8 {
        self.0
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

    /// Whether it has a line break, or any sign but white space.
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

/// The first colon among the first characters of a text, so many, and where it is.
#[inline(never)]
pub(crate) fn colon_in(text: &str, most: usize) -> Option<(usize, char)> {
    let mut left = most;
    for (at, byte) in text.bytes().enumerate() {
        // A character goes on with such a byte.
        if byte & 0xc0 == 0x80 {
            continue;
        }
        left = left.checked_sub(1)?;
        if byte == b':' {
            return Some((at, ':'));
        }
        // Few begin like the other one.
        if byte == 0xef && first(text.get(at..)?) == Some('：') {
            return Some((at, '：'));
        }
    }
    None
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
