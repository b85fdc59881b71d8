//! The pre-tokenizers: they cut a text into the pieces that merges never cross.
//!
//! Each is an official pattern, matched by hand. The patterns are in the modules.

mod cased;
mod plain;
mod runs;
mod segmented;

use crate::classes::{LETTER, LOWER, NEWLINE, NUMBER, SPACE, UPPER, class_of_char, is_other};

/// A piece of a text, beginning where the piece before it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it ends, UTF-8 bytes.
    pub(crate) end: usize,
    /// How far the scanner had to look to know: the piece depends on no byte at or after `reach`.
    /// One more than the length of the text if it depends on where the text ends.
    pub(crate) reach: usize,
}

impl Piece {
    /// The same piece, if it took looking at least as far as `reach` to know.
    fn seen(self, reach: usize) -> Piece {
        Piece {
            end: self.end,
            reach: self.reach.max(reach),
        }
    }
}

/// A pre-tokenizer. Several vocabularies may share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// `o200k_base`: words by case, with contractions; three digits.
    O200k,
    /// Mistral's Tekken: words by case; one digit.
    Tekken,
    /// `cl100k_base`: words, three digits, white space at the end in one piece.
    Cl100k,
    /// Llama 3: words, three digits.
    Llama3,
    /// Qwen 2 to 3: words, one digit.
    Qwen,
    /// DeepSeek V3 and R1: numbers and East Asian runs first, then words.
    DeepSeek,
    /// GPT-2, `r50k_base`, `p50k_base`: words and numbers of any length, contractions in lower case.
    Gpt2,
}

impl Family {
    /// Every family, in the order of the packed form: new ones come last.
    pub const ALL: &'static [Family] = &[
        Family::O200k,
        Family::Tekken,
        Family::Cl100k,
        Family::Llama3,
        Family::Qwen,
        Family::DeepSeek,
        Family::Gpt2,
    ];

    /// Where the pieces of a text end, UTF-8 bytes: as many as there are pieces, the last one the length of the text.
    ///
    /// # Complexity
    /// Linear.
    pub fn pieces(self, text: &str) -> Vec<usize> {
        let (mut ends, mut start) = (Vec::new(), 0);
        while start < text.len() {
            start = self.next_piece(text.as_bytes(), start).end;
            ends.push(start);
        }
        ends
    }

    /// The piece that begins at `start`, which must be less than the length of `text` (UTF-8) and a piece boundary.
    ///
    /// Always ends after `start`. All pieces of a text together take time linear in its length.
    #[inline(always)]
    pub(crate) fn next_piece(self, text: &[u8], start: usize) -> Piece {
        // Most pieces of most texts. Copied to where pieces are counted: they are waited for one after the other.
        if matches!(self, Family::O200k | Family::Tekken)
            && let Some(end) = cased::plain_piece(text, start)
        {
            return Piece {
                end,
                reach: end + 1,
            };
        }
        self.by_pattern(text, start)
    }

    /// The same, called and not copied: for where other work is done with each piece.
    #[inline(never)]
    pub(crate) fn next_piece_called(self, text: &[u8], start: usize) -> Piece {
        self.next_piece(text, start)
    }

    #[inline(never)]
    fn by_pattern(self, text: &[u8], start: usize) -> Piece {
        use plain::Rules;
        match self {
            Family::O200k | Family::Tekken => cased::next_piece(text, start, self == Family::O200k),
            Family::Cl100k => plain::next_piece(text, start, Rules::CL100K),
            Family::Llama3 => plain::next_piece(text, start, Rules::LLAMA3),
            Family::Qwen => plain::next_piece(text, start, Rules::QWEN),
            Family::Gpt2 => plain::next_piece(text, start, Rules::GPT2),
            Family::DeepSeek => segmented::next_piece(text, start),
        }
    }
}

/// Whether a text may be cut between two characters without changing the tokens of either side, whatever surrounds them
/// and whatever the family.
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
        class if is_other(class) => before == NUMBER || letter && after != '\'',
        _ => before == NUMBER,
    }
}
