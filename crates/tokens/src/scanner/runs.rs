//! What the patterns have in common: contractions, digits, white space.

use super::Piece;
use crate::classes::{Class, NEWLINE, NUMBER, SPACE, class_called};

/// Ends a word at `at`, or after the English contraction that follows it: `(?i:'s|'t|'re|'ve|'m|'ll|'d)?`.
pub(super) fn contraction(text: &[u8], at: usize) -> Piece {
    if text.get(at) != Some(&b'\'') {
        return Piece {
            end: at,
            reach: at + class_called(text, at).1.max(1),
        };
    }
    let letter = at + 1;
    let one = |end: usize| Piece { end, reach: end };
    let two = |second: u8| match text.get(letter + 1) {
        Some(byte) if byte.to_ascii_lowercase() == second => Piece {
            end: letter + 2,
            reach: letter + 2,
        },
        // The unmatched character may be several bytes long; all of it was looked at.
        _ => Piece {
            end: at,
            reach: letter + 1 + class_called(text, letter + 1).1.max(1),
        },
    };
    match text.get(letter) {
        Some(b's' | b'S' | b't' | b'T' | b'm' | b'M' | b'd' | b'D') => one(letter + 1),
        // The long s folds to s, and so it does in the pattern.
        Some(0xc5) if text.get(letter + 1) == Some(&0xbf) => one(letter + 2),
        Some(b'r' | b'R' | b'v' | b'V') => two(b'e'),
        Some(b'l' | b'L') => two(b'l'),
        _ => Piece {
            end: at,
            reach: letter + class_called(text, letter).1.max(1),
        },
    }
}

/// The characters of `classes` from `at` on.
pub(super) fn run(text: &[u8], mut at: usize, classes: Class) -> Piece {
    loop {
        let (class, length) = class_called(text, at);
        if class & classes == 0 {
            return Piece {
                end: at,
                reach: at + length.max(1),
            };
        }
        at += length;
    }
}

/// Up to `most` digits, of which the first ends at `at`.
pub(super) fn number(text: &[u8], mut at: usize, most: usize) -> Piece {
    for _ in 1..most {
        let (class, length) = class_called(text, at);
        if class != NUMBER {
            return Piece {
                end: at,
                reach: at + length.max(1),
            };
        }
        at += length;
    }
    Piece { end: at, reach: at }
}

/// How a run of white space is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum White {
    /// `\s*[\r\n]+|\s+(?!\S)|\s+`
    Lines,
    /// `\s++$|\s*[\r\n]|\s+(?!\S)|\s`
    EndFirst,
    /// `\s+(?!\S)|\s+`
    Plain,
}

/// The class and the length in bytes of the character at a place; class 0 where the text ends.
pub(super) type Classes<'a> = dyn Fn(&[u8], usize) -> (Class, usize) + 'a;

/// White space; the character at `start` is some. `class_at` says what ends the text: class 0.
pub(super) fn white_space(text: &[u8], start: usize, white: White, class_at: &Classes) -> Piece {
    let mut at = start;
    let mut after_last_newline = start;
    let mut last = start;
    loop {
        let (class, length) = class_at(text, at);
        if class & (SPACE | NEWLINE) == 0 {
            let reach = at + length.max(1);
            let end = if white == White::EndFirst && class == 0 {
                at
            } else if after_last_newline > start && white != White::Plain {
                after_last_newline
            } else if class == 0 || last == start {
                at
            } else {
                last
            };
            return Piece { end, reach };
        }
        last = at;
        at += length;
        if class == NEWLINE {
            after_last_newline = at;
        }
    }
}
