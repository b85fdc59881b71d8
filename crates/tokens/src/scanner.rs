//! The pre-tokenizer of o200k: cuts a text into the pieces that merges never cross.
//!
//! It is the official pattern, matched by hand (U = Lu Lt, L = Ll, B = Lm Lo M, all tried in this order):
//!
//! 1. `[^\r\n\p{L}\p{N}]?[UB]*[LB]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`
//! 2. `[^\r\n\p{L}\p{N}]?[UB]+[LB]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`
//! 3. `\p{N}{1,3}`
//! 4. ` ?[^\s\p{L}\p{N}]+[\r\n/]*`
//! 5. `\s*[\r\n]+`
//! 6. `\s+(?!\S)`
//! 7. `\s+`

use crate::classes::{
    LETTER, LOWER, MARK, NEWLINE, NUMBER, OTHER, SPACE, UPPER, class_at, class_of_char,
};

/// A piece of a text, beginning where the piece before it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it ends, UTF-8 bytes.
    pub(crate) end: usize,
    /// How far the scanner had to look to know: the piece depends on no byte at or after `reach`.
    /// One more than the length of the text if it depends on where the text ends.
    pub(crate) reach: usize,
}

/// Letters and marks that may stand in the upper part of a word.
const UPPERISH: u8 = UPPER | LETTER | MARK;
/// Letters and marks that may stand in the lower part of a word.
const LOWERISH: u8 = LOWER | LETTER | MARK;

/// The piece that begins at `start`, which must be less than the length of `text` (UTF-8) and a piece boundary.
///
/// Always ends after `start`. All pieces of a text together take time linear in its length.
#[inline]
pub(crate) fn next_piece(text: &[u8], start: usize) -> Piece {
    let (class, length) = class_at(text, start);
    let after = start + length.max(1);
    match class {
        UPPER | LOWER | LETTER => match word(text, start) {
            Word::Cased(piece) | Word::Capitals(piece) => piece,
            Word::None { reach } => Piece { end: after, reach },
        },
        NUMBER => number(text, after),
        NEWLINE => white_space(text, start),
        // A mark alone satisfies the first alternative, so a word of capitals after it is left for the next piece.
        MARK => match word(text, after) {
            Word::Cased(piece) => piece,
            Word::Capitals(Piece { reach, .. }) | Word::None { reach } => {
                let ended = contraction(text, after);
                Piece {
                    end: ended.end,
                    reach: ended.reach.max(reach),
                }
            }
        },
        _ => {
            let reach = match word(text, after) {
                Word::Cased(piece) | Word::Capitals(piece) => return piece,
                Word::None { reach } => reach,
            };
            let piece = if class != SPACE {
                punctuation(text, start)
            } else if text.get(start) == Some(&b' ')
                && class_at(text, after).0 & (MARK | OTHER) != 0
            {
                punctuation(text, after)
            } else {
                white_space(text, start)
            };
            Piece {
                end: piece.end,
                reach: piece.reach.max(reach),
            }
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

fn word(text: &[u8], start: usize) -> Word {
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
                return Word::Cased(contraction(text, at));
            }
            at += length;
        }
    }
    let reach = at + length.max(1);
    if after_last_caseless > start {
        let Piece {
            end,
            reach: further,
        } = contraction(text, after_last_caseless);
        Word::Cased(Piece {
            end,
            reach: reach.max(further),
        })
    } else if at > start {
        Word::Capitals(contraction(text, at))
    } else {
        Word::None { reach }
    }
}

/// Ends a word at `at`, or after the English contraction that follows it.
fn contraction(text: &[u8], at: usize) -> Piece {
    if text.get(at) != Some(&b'\'') {
        return Piece {
            end: at,
            reach: at + class_at(text, at).1.max(1),
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
            reach: letter + 1 + class_at(text, letter + 1).1.max(1),
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
            reach: letter + class_at(text, letter).1.max(1),
        },
    }
}

/// Up to three digits, of which the first ends at `at`.
fn number(text: &[u8], mut at: usize) -> Piece {
    for _ in 0..2 {
        let (class, length) = class_at(text, at);
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

/// The fourth alternative after its optional space: at least one character at `at` is not white space, letter or number.
fn punctuation(text: &[u8], mut at: usize) -> Piece {
    loop {
        let (class, length) = class_at(text, at);
        if class & (MARK | OTHER) == 0 {
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

/// The last three alternatives; the character at `start` is white space.
fn white_space(text: &[u8], start: usize) -> Piece {
    let mut at = start;
    let mut after_last_newline = start;
    let mut last = start;
    loop {
        let (class, length) = class_at(text, at);
        if class & (SPACE | NEWLINE) == 0 {
            let reach = at + length.max(1);
            let end = if after_last_newline > start {
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

/// Whether a text may be cut between two characters without changing the tokens of either side, whatever surrounds them.
///
/// So a piece always ends there, and the scanner comes to the same pieces when the text ends there.
/// `false` means "not known from these two".
pub(crate) fn is_cut(before: char, after: char) -> bool {
    let before = class_of_char(before);
    if before & (SPACE | NEWLINE) != 0 {
        return false;
    }
    let letter = before & (UPPER | LOWER | LETTER) != 0;
    match class_of_char(after) {
        NUMBER => before != NUMBER,
        SPACE => true,
        NEWLINE => letter || before == NUMBER,
        // An apostrophe may begin a contraction, and a mark may belong to the letter.
        OTHER => before == NUMBER || letter && after != '\'',
        _ => before == NUMBER,
    }
}
