//! The pre-tokenizers without a rule about case: cl100k, Llama 3, Qwen and GPT-2.
//!
//! cl100k (D = 3):
//!
//! 1. `'(?i:[sdmt]|ll|ve|re)`
//! 2. `[^\r\n\p{L}\p{N}]?+\p{L}++`
//! 3. `\p{N}{1,D}`
//! 4. ` ?[^\s\p{L}\p{N}]++[\r\n]*+`
//! 5. `\s++$`
//! 6. `\s*[\r\n]`
//! 7. `\s+(?!\S)`
//! 8. `\s`
//!
//! Llama 3 is the same without 5, and so is Qwen with D = 1. GPT-2:
//!
//! 1. `'(?:[sdmt]|ll|ve|re)`
//! 2. ` ?\p{L}++`
//! 3. ` ?\p{N}++`
//! 4. ` ?[^\s\p{L}\p{N}]++`
//! 5. `\s+(?!\S)`
//! 6. `\s`

use super::Piece;
use super::runs::{White, contraction, number, run, white_space};
use crate::classes::{
    CONTROL, LETTER, LOWER, MARK, NEWLINE, NUMBER, OTHER, SPACE, UPPER, class_called as class_at,
};

const LETTERS: u16 = UPPER | LOWER | LETTER;
/// Neither white space nor letter nor number.
const SIGNS: u16 = MARK | OTHER | CONTROL;

/// In what the patterns differ.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// How many digits are one piece at most.
    digits: usize,
    white: White,
    /// Whether it is GPT-2's.
    gpt2: bool,
}

impl Rules {
    pub(super) const CL100K: Rules = Rules {
        digits: 3,
        white: White::EndFirst,
        gpt2: false,
    };
    pub(super) const LLAMA3: Rules = Rules {
        digits: 3,
        white: White::Lines,
        gpt2: false,
    };
    pub(super) const QWEN: Rules = Rules {
        digits: 1,
        white: White::Lines,
        gpt2: false,
    };
    pub(super) const GPT2: Rules = Rules {
        digits: usize::MAX,
        white: White::Plain,
        gpt2: true,
    };
}

pub(super) fn next_piece(text: &[u8], start: usize, rules: Rules) -> Piece {
    let (class, length) = class_at(text, start);
    let after = start + length.max(1);
    if class & LETTERS != 0 {
        return run(text, after, LETTERS);
    }
    if class == NUMBER {
        return if rules.gpt2 {
            run(text, after, NUMBER)
        } else {
            number(text, after, rules.digits)
        };
    }
    let mut seen = after;
    if text.get(start) == Some(&b'\'') {
        let found = contraction(text, start);
        let lower = text
            .get(start + 1..found.end)
            .is_some_and(|letters| letters.iter().all(u8::is_ascii_lowercase));
        if found.end > start && (lower || !rules.gpt2) {
            return found;
        }
        seen = found.reach;
    }
    let is_space = text.get(start) == Some(&b' ');
    if class != NEWLINE && (is_space || !rules.gpt2) {
        let (next, length) = class_at(text, after);
        seen = seen.max(after + length.max(1));
        if next & LETTERS != 0 {
            return run(text, after, LETTERS).seen(seen);
        }
        if is_space && next == NUMBER && rules.gpt2 {
            return run(text, after, NUMBER).seen(seen);
        }
        if is_space && next & SIGNS != 0 {
            return signs(text, after, rules).seen(seen);
        }
    }
    if class & (SPACE | NEWLINE) != 0 {
        white_space(text, start, rules.white, &class_at).seen(seen)
    } else {
        signs(text, start, rules).seen(seen)
    }
}

/// The fourth alternative after its optional space.
fn signs(text: &[u8], at: usize, rules: Rules) -> Piece {
    let signs = run(text, at, SIGNS);
    if rules.gpt2 {
        signs
    } else {
        run(text, signs.end, NEWLINE)
    }
}
