//! A band for models whose tokenizer is not public.
//!
//! Nobody outside can count for them; what is known is how far tokenizers lie apart. The band is that of `o200k_base`
//! ([`estimate`]), widened by script: from the least to the most that another tokenizer makes of what `o200k_base` makes one
//! token of.
//!
//! # Sources
//! Measured in November 2026 with `examples/survey.rs` on 6,106 stretches of 1,200 characters (translations that free
//! programs carry in their message catalogues, READMEs and sources of published packages): cl100k_base, Tekken, Qwen and
//! DeepSeek V3 make of 100 tokens of o200k_base, least and most, English 100 to 106, code and JSON 99 to 115, French,
//! German and Spanish 103 to 114, Vietnamese and Turkish 99 to 143, Russian and Ukrainian 105 to 151, Arabic and Hebrew 97
//! to 189, Chinese and Japanese 91 to 131, Korean 101 to 137, Hindi and Thai 96 to 272, emoji 100 to 119. For Latin script and
//! code the upper end is 1.46, because that much was reported for English and German text in Claude Opus 4.7, whose
//! tokens are stated to be 1.0 to 1.35 times as many as those of Claude's versions before it. No vendor's own counts were measured:
//! these are tokenizers' differences, not a model's.

use crate::{TokenBand, estimate};

/// How many tokens per character `o200k_base` makes of a script, about, and what others make of one of those: least,
/// middle, most.
#[derive(Clone, Copy)]
struct Script {
    /// The last code point of the rows; the first row that it is not below holds.
    last: u32,
    per_character: f64,
    others: [f64; 3],
}

const fn script(last: u32, per_character: f64, others: [f64; 3]) -> Script {
    Script {
        last,
        per_character,
        others,
    }
}

const SCRIPTS: [Script; 8] = [
    // Latin, with code.
    script(0x36f, 0.25, [0.97, 1.1, 1.46]),
    // Greek and Cyrillic.
    script(0x52f, 0.35, [1.0, 1.2, 1.51]),
    // Armenian, Hebrew, Arabic, Syriac.
    script(0x8ff, 0.4, [0.97, 1.15, 1.89]),
    // Devanagari to Ethiopic, Khmer and others.
    script(0x1dff, 0.45, [0.96, 1.4, 2.72]),
    // Latin and Greek with marks, and signs.
    script(0x2e7f, 0.5, [0.97, 1.1, 1.46]),
    // Kana, ideographs.
    script(0xabff, 0.75, [0.91, 1.05, 1.31]),
    // Hangul.
    script(0xd7ff, 0.5, [1.0, 1.1, 1.37]),
    // Emoji and what is left.
    script(0x10ffff, 1.5, [0.8, 1.1, 1.5]),
];

/// A band for the tokens of a text in a tokenizer that is not public; see the module for what it rests on.
///
/// # Complexity
/// Linear.
pub(crate) fn unpublished(text: &str) -> TokenBand {
    let band = estimate(text);
    let mut weight = 0.0;
    let mut sums = [0.0; 3];
    for character in text.chars() {
        let code = character as u32;
        let [.., rest] = SCRIPTS;
        let row = SCRIPTS
            .into_iter()
            .find(|row| code <= row.last)
            .unwrap_or(rest);
        weight += row.per_character;
        for (sum, factor) in sums.iter_mut().zip(row.others) {
            *sum += row.per_character * factor;
        }
    }
    if weight == 0.0 {
        return band;
    }
    let [low, central, high] = sums.map(|sum| sum / weight);
    TokenBand {
        low: band.low * low,
        central: band.central * central,
        high: (band.high * high).max(band.central * central),
    }
}
