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

/// What a byte is to [`plain_piece`]; 0 for what it leaves to the patterns.
static BYTES: [u8; 256] = bytes();
/// Neither letter nor number nor white space.
const SIGN: u8 = 1;
/// May follow signs in their piece.
const AFTER_SIGNS: u8 = 2;
/// May come before a word.
const BEFORE: u8 = 4;
/// Ends a word.
const ENDS_WORD: u8 = 8;
/// Any of ASCII.
const ASCII: u8 = 16;
/// A space, which may come before signs.
const BLANK: u8 = 32;

const fn bytes() -> [u8; 256] {
    let mut bytes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        bytes[byte] = ASCII
            | match byte as u8 {
                b'A'..=b'Z' | b'0'..=b'9' => ENDS_WORD,
                b'a'..=b'z' => 0,
                b'\r' | b'\n' => ENDS_WORD | AFTER_SIGNS,
                b' ' => BEFORE | ENDS_WORD | BLANK,
                b'\t' | 0x0b | 0x0c => BEFORE | ENDS_WORD,
                b'\'' => BEFORE | SIGN,
                b'/' => BEFORE | ENDS_WORD | SIGN | AFTER_SIGNS,
                _ => BEFORE | ENDS_WORD | SIGN,
            };
        byte += 1;
    }
    bytes
}

/// Bytes that are looked at together.
const WINDOW: usize = 8;
/// A number in each byte of a window.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; WINDOW])
}
const HIGH: u64 = each(0x80);

/// The highest bit of each byte: whether it is a letter of ASCII, and whether it is a small one.
#[inline(always)]
fn letters(window: u64) -> [u64; 2] {
    let low = (window | each(0x20)) & !HIGH;
    // No sum goes beyond its byte.
    let from_a = low + each(0x80 - b'a');
    let beyond_z = low + each(0x80 - b'z' - 1);
    let letter = from_a & !beyond_z & !window & HIGH;
    [letter, letter & window << 2]
}

#[inline(always)]
fn window_at(text: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*text.get(at..)?.first_chunk()?))
}

/// The end of the commonest pieces: a word of ASCII letters, small ones after capital ones, and what may be before it, where ASCII follows that is no
/// apostrophe, or nothing; and signs of ASCII, where ASCII follows or nothing. They depend on that one place.
///
/// Found without a branch for each letter, which no processor foresees.
#[inline(always)]
pub(super) fn plain_piece(text: &[u8], start: usize) -> Option<usize> {
    // The end of the text is looked at like a byte.
    let kind = |at: usize| {
        let byte = text.get(at).map(|&byte| BYTES[byte as usize]);
        byte.unwrap_or(ENDS_WORD | ASCII)
    };
    let window = window_at(text, start)?;
    if window & 0x80 != 0 {
        return None;
    }
    let [letter, small] = letters(window);
    // A word ends before what is no letter, and before a capital one after a small one; not before its first byte.
    let stops = (!letter & HIGH | letter & !small & small << 8) & !0x80;
    let mut at = start + stops.trailing_zeros() as usize / 8;
    if stops == 0 {
        if small >> 63 == 0 {
            return None;
        }
        loop {
            let Some(window) = window_at(text, at) else {
                let rest = text.get(at..).unwrap_or(&[]);
                at += rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_lowercase())
                    .count();
                break;
            };
            let [_, small] = letters(window);
            let stops = !small & HIGH;
            at += stops.trailing_zeros() as usize / 8;
            if stops != 0 {
                break;
            }
        }
    }
    if letter & 0x80 == 0 {
        let here = kind(start);
        if at == start + 1 {
            return signs(here, kind, start);
        }
        if here & BEFORE == 0 {
            return None;
        }
    }
    (kind(at) & ENDS_WORD != 0).then_some(at)
}

/// The end of a piece of signs; no letter of ASCII follows its first character, which is a `first`.
#[inline(always)]
fn signs(first: u8, kind: impl Fn(usize) -> u8, start: usize) -> Option<usize> {
    let mut at = start + 1;
    let mut next = kind(at);
    let begins = first & SIGN != 0 || first & BLANK != 0 && next & SIGN != 0;
    if !begins {
        return None;
    }
    while next & SIGN != 0 {
        at += 1;
        next = kind(at);
    }
    while next & AFTER_SIGNS != 0 {
        at += 1;
        next = kind(at);
    }
    (next & ASCII != 0).then_some(at)
}

pub(super) fn next_piece(text: &[u8], start: usize, o200k: bool) -> Piece {
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
                && class_called(text, after).0 & (MARK | OTHER | CONTROL) != 0
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
    // The greedy upper part gives characters back until a caseless one begins the lower part: the last there was. Once the lower part has begun, nothing else
    // is in it.
    let mut after_lowerish = start;
    let mut allowed = UPPERISH;
    let reach = loop {
        let (class, length) = class_at(text, at);
        if class & allowed == 0 {
            if class != LOWER {
                break at + length.max(1);
            }
            allowed = LOWERISH;
        }
        at += length;
        if class != UPPER {
            after_lowerish = at;
        }
    };
    if after_lowerish > start {
        Word::Cased(word_end(text, after_lowerish, o200k).seen(reach))
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
            reach: at + class_called(text, at).1.max(1),
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
                    reach: at + class_called(text, at).1.max(1),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{next_piece, plain_piece};

    #[test]
    fn what_is_found_at_once_is_what_the_pattern_finds() {
        let befores = [
            "", " ", "  ", "\t", "\n", "(", "((", " (", "'", "/", "1", "é", "\u{1}", "\u{301}",
        ];
        let afters = [
            "", " ", "'", "'s", "é", "\u{301}", "X", "1", "\n", "(", "(/\n/x", " /", "/\r\n(", "漢",
        ];
        for (before, after) in befores
            .iter()
            .flat_map(|before| afters.map(|after| (*before, after)))
        {
            for (capitals, smalls) in
                (0..20).flat_map(|capitals| (0..20).map(move |smalls| (capitals, smalls)))
            {
                for rest in ["", " and what follows"] {
                    let text = format!(
                        "{before}{}{}{after}{rest}",
                        "A".repeat(capitals),
                        "z".repeat(smalls)
                    );
                    if text.is_empty() {
                        continue;
                    }
                    for o200k in [true, false] {
                        let piece = next_piece(text.as_bytes(), 0, o200k);
                        if let Some(end) = plain_piece(text.as_bytes(), 0) {
                            assert_eq!((end, end + 1), (piece.end, piece.reach), "{text:?}");
                        }
                    }
                }
            }
        }
    }
}
