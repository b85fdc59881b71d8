//! An estimate of the token count from the characters alone, while no vocabulary is there.
//!
//! The pre-tokenizer needs no vocabulary, so the pieces are known exactly, and a piece is at least one token. What is
//! estimated is how many more: for each kind of piece, so many tokens for every character beyond so many.
//!
//! # Sources
//! Fitted in November 2026 against the exact counts of this crate, by least squares of the relative error, on the even
//! ones of 7,900 stretches of 1,200 characters: the translations (49 languages) that free programs carry in their message
//! catalogues, and READMEs and sources (Rust, C, Python, JavaScript, HTML, JSON) of published packages. Measured on the
//! odd ones, bias / mean error: English prose +2 % / 4 %, French +6 % / 6 %, Arabic 0 % / 3 %, Chinese +8 % (simplified) and
//! -10 % (traditional), Japanese -1 % / 3 %, Korean 0 % / 2 %, Russian +14 %, German 0 % / 5 %, Spanish +3 % / 5 %, Hindi +13 %, code
//! and JSON -4 to 0 % / 3 to 6 %. Above 15 %: Indonesian and Finnish -15 %, Thai +16 %, Khmer -18 %, Punjabi -27 %,
//! Sinhala -28 %. Of all stretches, 90 % lay between 0.89 and 1.20 times the estimate.
//!
//! Measured again on 6,106 other stretches with `examples/survey.rs`, bias / mean error / 95 % of the ratios estimate to count: English
//! -3.2 % / 5.7 % / 0.82 to 1.08, French +2.6 / 3.9 / 0.94 to 1.10, German -3.1 / 4.5 / 0.88 to 1.07, Spanish +1.0 / 2.8 / 0.94 to 1.07, Arabic
//! -4.5 / 4.6 / 0.91 to 1.00, Chinese +5.0 / 5.2 / 0.99 to 1.11, Japanese -1.6 / 2.8 / 0.92 to 1.04, Hindi +9.5 / 9.5 / 1.04 to 1.18, Rust -1.4 / 3.1 /
//! 0.88 to 1.05, JSON -7.6 / 7.6 / 0.89 to 0.99, English with emoji of all kinds -15.9 / 15.9 / 0.76 to 0.93; all 0.85 to 1.14, and the band held 96 %.

use crate::TokenBand;
use crate::classes::{LETTER, LOWER, NEWLINE, NUMBER, SPACE, UPPER, class_of_char};
use crate::scanner::Family;

/// What a piece is made of, as far as it matters for the number of its tokens.
#[derive(Clone, Copy)]
enum Kind {
    /// Latin letters without marks.
    Ascii,
    /// Latin letters, some with marks.
    Latin,
    /// A number or white space: one token.
    Single,
    /// Another kind: so many characters are in the first token, and each further one is so many tokens.
    Other { free: u8, per_character: f32 },
}

impl Kind {
    const fn of(free: u8, per_character: f32) -> Kind {
        Kind::Other {
            free,
            per_character,
        }
    }

    /// The characters in the first token, and the tokens for each further one.
    const fn beyond(self) -> Option<(u8, f32)> {
        match self {
            Kind::Other {
                free,
                per_character,
            } => Some((free, per_character)),
            _ => None,
        }
    }
}

/// The kind of a word by its first letter; the first row whose bound is not below the letter.
const SCRIPTS: &[(u32, Kind)] = &[
    (0x24f, Kind::Latin),
    // Greek.
    (0x3ff, Kind::of(5, 0.57)),
    // Cyrillic.
    (0x52f, Kind::of(4, 0.31)),
    // Armenian.
    (0x58f, Kind::of(3, 0.33)),
    // Hebrew.
    (0x5ff, Kind::of(3, 0.48)),
    // Arabic.
    (0x7ff, Kind::of(3, 0.30)),
    (0x8ff, Kind::of(1, 1.3)),
    // Devanagari to Sinhala.
    (0xdff, Kind::of(3, 0.41)),
    // Thai, Lao, Tibetan, Burmese.
    (0x109f, Kind::of(3, 0.51)),
    // Georgian.
    (0x10ff, Kind::of(3, 0.33)),
    (0x177f, Kind::of(1, 1.3)),
    // Khmer.
    (0x17ff, Kind::of(3, 0.51)),
    (0x1dff, Kind::of(1, 1.3)),
    (0x1eff, Kind::Latin),
    // Greek with marks.
    (0x1fff, Kind::of(5, 0.57)),
    (0x2e7f, Kind::of(1, 1.3)),
    (0x303f, Kind::of(1, 0.76)),
    // Kana.
    (0x30ff, Kind::of(1, 0.64)),
    // Ideographs.
    (0x9fff, Kind::of(1, 0.76)),
    (0xabff, Kind::of(1, 1.3)),
    // Hangul.
    (0xd7ff, Kind::of(1, 0.43)),
    (0xfaff, Kind::of(1, 1.3)),
    // Arabic presentation forms.
    (0xfeff, Kind::of(3, 0.30)),
    (0x1ffff, Kind::of(1, 1.3)),
    (0x3ffff, Kind::of(1, 0.76)),
];

/// A letter of no script in the table.
const OTHER_SCRIPT: Kind = Kind::of(1, 1.3);
/// ASCII punctuation: runs of up to four are mostly one token.
const PUNCTUATION: Kind = Kind::of(4, 0.21);
/// Other signs and emoji.
const SIGNS: Kind = Kind::of(1, 0.8);

/// Characters of an unmarked Latin word that are in its first token, and how many beyond them count as those of a word.
const WORD: (u8, u8) = (4, 8);
/// Beyond so many characters hardly anything is a word (identifiers, hexadecimal, base64): so many tokens for each.
const NO_WORD: (u8, f64) = (12, 0.92);
/// Characters of a marked Latin word that are in its first token.
const MARKED_FREE: u8 = 3;
/// The share of marked words above which a language is no further from English.
const MOST_FOREIGN: f64 = 0.3;
/// Tokens for each further character of an unmarked word: so many, and so many times the share of marked words.
const PLAIN: (f64, f64) = (0.059, 0.363);
/// Tokens for each further character of a marked word, times that share.
const MARKED: f64 = 1.07;
/// Half-widths of the band, below and above, as shares.
const WIDTHS: (f64, f64) = (0.12, 0.20);

/// The figures of [`estimate`], for a program that repeats it without this crate. Pieces are those of `o200k_base`'s pattern.
#[derive(Clone, Copy, Debug)]
pub struct EstimateWeights {
    /// For a piece with a letter, by its first: the last code point of the script, then the characters that are in its first token and the tokens
    /// for each further one; `None` for Latin.
    pub scripts: &'static [ScriptWeights],
    /// The same of a letter of no script in the table, of ASCII punctuation, and of other signs.
    pub others: [(u8, f32); 3],
    /// Of an unmarked Latin word: the characters in its first token, and how many beyond them count as a word's.
    pub word: (u8, u8),
    /// Of an unmarked Latin piece: the characters after which it is no word, and the tokens for each further one.
    pub no_word: (u8, f64),
    /// Of a marked Latin word: the characters in its first token.
    pub marked_free: u8,
    /// The largest share of marked words among the Latin ones that counts.
    pub most_foreign: f64,
    /// Tokens for each further character of an unmarked word: so many, and so many times the share.
    pub plain: (f64, f64),
    /// Tokens for each further character of a marked word, times the share.
    pub marked: f64,
    /// Half-widths of the band, below and above, as shares, without what chance adds.
    pub widths: (f64, f64),
}

/// A row of [`EstimateWeights::scripts`].
#[derive(Clone, Copy, Debug)]
pub struct ScriptWeights {
    /// The last code point.
    pub last: u32,
    /// Characters in the first token, and tokens for each further one; `None` for Latin.
    pub beyond: Option<(u8, f32)>,
}

/// The figures that [`estimate`] uses.
pub const fn estimate_weights() -> EstimateWeights {
    const ROWS: [ScriptWeights; SCRIPTS.len()] = {
        let mut rows = [ScriptWeights {
            last: 0,
            beyond: None,
        }; SCRIPTS.len()];
        let mut at = 0;
        while at < SCRIPTS.len() {
            let (last, kind) = SCRIPTS[at];
            rows[at] = ScriptWeights {
                last,
                beyond: kind.beyond(),
            };
            at += 1;
        }
        rows
    };
    const OTHERS: [(u8, f32); 3] =
        match (OTHER_SCRIPT.beyond(), PUNCTUATION.beyond(), SIGNS.beyond()) {
            (Some(script), Some(punctuation), Some(signs)) => [script, punctuation, signs],
            _ => panic!("none of them is Latin"),
        };
    EstimateWeights {
        scripts: &ROWS,
        others: OTHERS,
        word: WORD,
        no_word: NO_WORD,
        marked_free: MARKED_FREE,
        most_foreign: MOST_FOREIGN,
        plain: PLAIN,
        marked: MARKED,
        widths: WIDTHS,
    }
}

fn kind(piece: &str) -> Kind {
    let mut kind = if piece.is_ascii() { PUNCTUATION } else { SIGNS };
    for character in piece.chars() {
        match class_of_char(character) {
            UPPER | LOWER | LETTER => {
                let code = character as u32;
                let row = SCRIPTS.iter().find(|(last, _)| code <= *last);
                return match row.map_or(OTHER_SCRIPT, |(_, kind)| *kind) {
                    Kind::Latin if piece.is_ascii() => Kind::Ascii,
                    kind => kind,
                };
            }
            NUMBER => return Kind::Single,
            SPACE | NEWLINE if piece.len() == 1 || piece.trim().is_empty() => kind = Kind::Single,
            _ => {}
        }
    }
    kind
}

/// Estimates the `o200k_base` tokens of a text; see the module for how well.
///
/// The band is the 5th to the 95th percentile. Its low end is never below the number of pieces and its high end never
/// above the number of bytes, which are certain.
///
/// # Complexity
/// Linear.
pub fn estimate(text: &str) -> TokenBand {
    let bytes = text.as_bytes();
    let (mut pieces, mut further) = (0.0f64, 0.0f64);
    // Latin words, those with marks among them, and their characters beyond the free ones.
    let (mut latin, mut marked, mut plain_beyond, mut marked_beyond) =
        (0.0f64, 0.0f64, 0.0f64, 0.0f64);
    let mut start = 0;
    while start < bytes.len() {
        let end = Family::O200k.next_piece(bytes, start).end;
        let piece = text.get(start..end).unwrap_or("");
        let length = piece.chars().count();
        let beyond = |free: usize| length.saturating_sub(free) as f64;
        pieces += 1.0;
        match kind(piece) {
            Kind::Ascii => {
                latin += 1.0;
                plain_beyond += beyond(WORD.0 as usize).min(WORD.1 as f64);
                further += NO_WORD.1 * beyond(NO_WORD.0 as usize);
            }
            Kind::Latin => {
                latin += 1.0;
                marked += 1.0;
                marked_beyond += beyond(MARKED_FREE as usize);
            }
            Kind::Single => {}
            Kind::Other {
                free,
                per_character,
            } => further += per_character as f64 * beyond(free as usize),
        }
        start = end;
    }
    // The more words have marks, the farther the language is from English, which the vocabulary knows best.
    let foreign = (marked / f64::max(latin, 1.0)).min(MOST_FOREIGN);
    further += plain_beyond * (PLAIN.0 + PLAIN.1 * foreign) + marked_beyond * MARKED * foreign;
    let central = pieces + further;
    // Half-widths from all languages together, and what chance adds in a short text.
    let chance = 0.5 / f64::max(pieces, 1.0);
    let low = central * (1.0 - (WIDTHS.0 * WIDTHS.0 + chance * 0.5).sqrt()).max(0.0);
    let high = central * (1.0 + (WIDTHS.1 * WIDTHS.1 + chance).sqrt());
    TokenBand {
        low: low.max(pieces),
        central,
        high: high.min(bytes.len() as f64).max(central),
    }
}
