//! The pre-tokenizers that split words by case: o200k and Tekken.
//!
//! o200k (U = Lu Lt, L = Ll, B = Lm Lo M, all tried in this order):
//!
//! 1. `[^\r\n\p{L}\p{N}]?[UB]*[LB]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`
//! 2. `[^\r\n\p{L}\p{N}]?[UB]+[LB]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`
//! 3. `\p{N}{1,3}`
//! 4. ` ?[^\s\p{L}\p{N}]+[\r\n/]*`
//! 5. `\s*[\r\n]+`
//! 6. `\s+(?!\S)`
//! 7. `\s+`
//!
//! Tekken is the same without the contractions, and with one digit in a number.

use super::Piece;
use super::runs::{White, contraction, number, white_space};
use crate::classes::{
    CONTROL, Class, LETTER, LOWER, MARK, NEWLINE, NUMBER, OTHER, SPACE, UPPER, class_at,
    class_called,
};

/// Letters and marks that may stand in the upper part of a word.
const UPPERISH: Class = UPPER | LETTER | MARK;
/// Letters and marks that may stand in the lower part of a word.
const LOWERISH: Class = LOWER | LETTER | MARK;

/// What a byte is to [`plain_word`]; 0 for what it leaves to the patterns.
static BYTES: [u8; 256] = bytes();
const CAPITAL: u8 = 1;
const SMALL: u8 = 2;
/// May come before a word.
const BEFORE: u8 = 4;
/// Ends a word.
const AFTER: u8 = 8;

const fn bytes() -> [u8; 256] {
    let mut bytes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte] = match byte as u8 {
            b'A'..=b'Z' => CAPITAL | AFTER,
            b'a'..=b'z' => SMALL,
            b'0'..=b'9' | b'\r' | b'\n' => AFTER,
            b'\'' => BEFORE,
            _ => BEFORE | AFTER,
        };
        byte += 1;
    }
    bytes
}

/// The end of the commonest piece: a word of ASCII letters, small ones after capital ones, and what may be before it, where ASCII follows that is no
/// apostrophe, or nothing. It depends on that one place.
#[inline(always)]
fn plain_word(text: &[u8], start: usize) -> Option<usize> {
    // The end of the text is looked at like a byte.
    let byte_at = |at: usize| text.get(at).map_or(AFTER, |&byte| BYTES[byte as usize]);
    let mut at = start;
    let mut byte = byte_at(at);
    if byte & BEFORE != 0 {
        at += 1;
        byte = byte_at(at);
    }
    let first = at;
    while byte & CAPITAL != 0 {
        at += 1;
        byte = byte_at(at);
    }
    while byte & SMALL != 0 {
        at += 1;
        byte = byte_at(at);
    }
    (at > first && byte & AFTER != 0).then_some(at)
}

#[inline]
pub(super) fn next_piece(text: &[u8], start: usize, o200k: bool) -> Piece {
    if let Some(end) = plain_word(text, start) {
        return Piece {
            end,
            reach: end + 1,
        };
    }
    by_pattern(text, start, o200k)
}

#[inline(never)]
fn by_pattern(text: &[u8], start: usize, o200k: bool) -> Piece {
    let (class, length) = class_at(text, start);
    let after = start + length.max(1);
    match class {
        UPPER | LOWER | LETTER => match word(text, start, o200k) {
            Word::Cased(piece) | Word::Capitals(piece) => piece,
            Word::None { reach } => Piece { end: after, reach },
        },
        NUMBER => number(text, after, if o200k { 3 } else { 1 }),
        NEWLINE => white_space(text, start, White::Lines, &class_called),
        // A mark alone satisfies the first alternative, so a word of capitals after it is left for the next piece.
        MARK => match word(text, after, o200k) {
            Word::Cased(piece) => piece,
            Word::Capitals(Piece { reach, .. }) | Word::None { reach } => {
                word_end(text, after, o200k).seen(reach)
            }
        },
        _ => {
            let reach = match word(text, after, o200k) {
                Word::Cased(piece) | Word::Capitals(piece) => return piece,
                Word::None { reach } => reach,
            };
            let piece = if class != SPACE {
                punctuation(text, start)
            } else if text.get(start) == Some(&b' ')
                && class_at(text, after).0 & (MARK | OTHER | CONTROL) != 0
            {
                punctuation(text, after)
            } else {
                white_space(text, start, White::Lines, &class_called)
            };
            piece.seen(reach)
        }
    }
}

/// What the first two alternatives find after their optional first character.
enum Word {
    /// The first alternative.
    Cased(Piece),
    /// The second: capitals and nothing else.
    Capitals(Piece),
    /// Neither; known after looking as far as `reach`.
    None { reach: usize },
}

fn word(text: &[u8], start: usize, o200k: bool) -> Word {
    let mut at = start;
    // The greedy upper part gives characters back until a caseless one begins the lower part: the last there was.
    let mut after_last_caseless = start;
    let (class, length) = loop {
        let (class, length) = class_at(text, at);
        if class & UPPERISH == 0 {
            break (class, length);
        }
        at += length;
        if class != UPPER {
            after_last_caseless = at;
        }
    };
    if class == LOWER {
        at += length;
        loop {
            let (class, length) = class_at(text, at);
            if class & LOWERISH == 0 {
                return Word::Cased(word_end(text, at, o200k));
            }
            at += length;
        }
    }
    let reach = at + length.max(1);
    if after_last_caseless > start {
        Word::Cased(word_end(text, after_last_caseless, o200k).seen(reach))
    } else if at > start {
        Word::Capitals(word_end(text, at, o200k))
    } else {
        Word::None { reach }
    }
}

/// Ends a word at `at`, or after its contraction where the pattern has them.
#[inline]
fn word_end(text: &[u8], at: usize, o200k: bool) -> Piece {
    if o200k {
        contraction(text, at)
    } else {
        Piece {
            end: at,
            reach: at + class_at(text, at).1.max(1),
        }
    }
}

/// The fourth alternative after its optional space: at least one character at `at` is not white space, letter or number.
fn punctuation(text: &[u8], mut at: usize) -> Piece {
    loop {
        let (class, length) = class_at(text, at);
        if class & (MARK | OTHER | CONTROL) == 0 {
            break;
        }
        at += length;
    }
    loop {
        match text.get(at) {
            Some(b'\r' | b'\n' | b'/') => at += 1,
            _ => {
                return Piece {
                    end: at,
                    reach: at + class_at(text, at).1.max(1),
                };
            }
        }
    }
}
