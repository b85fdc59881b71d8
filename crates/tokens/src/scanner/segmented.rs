//! The pre-tokenizer of DeepSeek V3 and R1, which splits three times:
//!
//! 1. `\p{N}{1,3}` is taken out of the text;
//! 2. `[一-龥\u3040-ゟ゠-ヿ]+` is taken out of what is left;
//! 3. what is left, and what was taken out in 2, is split by
//!    1. ``[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+``
//!    2. `[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+`
//!    3. ` ?[\p{P}\p{S}]+[\r\n]*`
//!    4. `\s*[\r\n]+`
//!    5. `\s+(?!\S)`
//!    6. `\s+`
//!
//! Characters that no alternative takes (control characters and such) are a piece, as many as lie side by side. For the
//! third split a text ends where a character of another segment follows.

use super::Piece;
use super::runs::{White, number, white_space};
use crate::classes::{
    CONTROL, Class, LETTER, LOWER, MARK, NEWLINE, NUMBER, OTHER, SPACE, UPPER,
    class_called as class_at,
};

const WORD: Class = UPPER | LOWER | LETTER | MARK;

/// Whether the character at `at`, of three bytes, is one of the second split.
fn is_east_asian(text: &[u8], at: usize) -> bool {
    match text.get(at..at + 3) {
        // U+3040 to U+30FF.
        Some(&[0xe3, second, _]) => (0x81..=0x83).contains(&second),
        // U+4E00 to U+9FA5.
        Some(&[lead @ 0xe4..=0xe9, second, third]) => {
            (lead, second, third) >= (0xe4, 0xb8, 0x80)
                && (lead, second, third) <= (0xe9, 0xbe, 0xa5)
        }
        _ => false,
    }
}

pub(super) fn next_piece(text: &[u8], start: usize) -> Piece {
    let (class, length) = class_at(text, start);
    let after = start + length.max(1);
    if class == NUMBER {
        return number(text, after, 3);
    }
    let east_asian = is_east_asian(text, start);
    // What follows in the same segment; the end of the segment has class 0 and the length of what is there.
    let class_here = |text: &[u8], at: usize| {
        let (class, length) = class_at(text, at);
        if class == NUMBER || is_east_asian(text, at) != east_asian {
            (0, length)
        } else {
            (class, length)
        }
    };
    let run = |mut at: usize, classes: Class| loop {
        let (class, length) = class_here(text, at);
        if class & classes == 0 {
            return Piece {
                end: at,
                reach: at + length.max(1),
            };
        }
        at += length;
    };
    if class & WORD != 0 {
        return run(after, WORD);
    }
    let (next, next_length) = class_here(text, after);
    let seen = after + next_length.max(1);
    let is_letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphabetic);
    if text.get(start).is_some_and(u8::is_ascii_punctuation) && is_letter(after) {
        let mut at = after;
        while is_letter(at) {
            at += 1;
        }
        return Piece {
            end: at,
            reach: at + class_at(text, at).1.max(1),
        };
    }
    if class & (SPACE | CONTROL) != 0 && next & WORD != 0 {
        return run(after, WORD).seen(seen);
    }
    let is_space = text.get(start) == Some(&b' ');
    if class == OTHER || is_space && next == OTHER {
        let signs = run(after, OTHER);
        return run(signs.end, NEWLINE).seen(seen);
    }
    if class & (SPACE | NEWLINE) != 0 {
        return white_space(text, start, White::Lines, &class_here).seen(seen);
    }
    // Nothing takes it: up to where something takes what follows.
    let mut at = after;
    loop {
        let (class, length) = class_here(text, at);
        let (next, next_length) = class_here(text, at + length);
        if class != CONTROL || next & WORD != 0 {
            let looked = if class == CONTROL {
                length + next_length.max(1)
            } else {
                length.max(1)
            };
            return Piece {
                end: at,
                reach: at + looked,
            };
        }
        at += length;
    }
}
