//! The encodings that can be counted exactly.

mod files;

use crate::parts::{Part, Parts};

/// An encoding: a vocabulary of merges together with the pre-tokenizer that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// OpenAI's `o200k_base`: GPT-4o to GPT-5.x.
    O200kBase,
    /// OpenAI's `o200k_harmony`: gpt-oss. The same merges, other special tokens.
    O200kHarmony,
    /// OpenAI's `cl100k_base`: GPT-4 and GPT-3.5.
    Cl100kBase,
    /// Mistral's Tekken (240718 and 240911 have the same merges): Mistral NeMo, Small 3, Pixtral.
    Tekken,
    /// Qwen 1 to 3, in normal form C.
    Qwen,
    /// DeepSeek V3, R1 and V4.
    DeepSeekV3,
    /// A vocabulary that somebody brought along.
    Own,
    /// That of a model whose tokenizer is not public: it can only be estimated, with a wide band.
    Unpublished,
}

impl Encoding {
    /// Every encoding that has a name of its own, the default first.
    pub const ALL: &'static [Encoding] = &[
        Encoding::O200kBase,
        Encoding::O200kHarmony,
        Encoding::Cl100kBase,
        Encoding::Tekken,
        Encoding::Qwen,
        Encoding::DeepSeekV3,
    ];

    /// The name that everybody uses, such as `o200k_base`.
    pub fn id(self) -> &'static str {
        match self {
            Encoding::O200kBase => "o200k_base",
            Encoding::O200kHarmony => "o200k_harmony",
            Encoding::Cl100kBase => "cl100k_base",
            Encoding::Tekken => "tekken",
            Encoding::Qwen => "qwen",
            Encoding::DeepSeekV3 => "deepseek_v3",
            Encoding::Own => "own",
            Encoding::Unpublished => "unpublished",
        }
    }

    /// The encoding of a name as [`Encoding::id`] gives it; `None` for any other text.
    pub fn from_id(id: &str) -> Option<Encoding> {
        Encoding::ALL
            .iter()
            .copied()
            .find(|encoding| encoding.id() == id)
    }

    /// The name of the vocabulary: encodings that differ in special tokens alone share one.
    pub fn vocabulary(self) -> &'static str {
        match self {
            Encoding::O200kHarmony => "o200k_base",
            other => other.id(),
        }
    }

    /// The name of the file that holds a part of the vocabulary, or `None` where the part has no token. It contains the
    /// first 8 hexadecimal digits of the file's SHA-256, so that a file of that name may be cached for ever.
    pub fn file(self, part: Part) -> Option<String> {
        let digests = match self {
            Encoding::O200kBase | Encoding::O200kHarmony => files::O200K_BASE,
            Encoding::Cl100kBase => files::CL100K_BASE,
            Encoding::Tekken => files::TEKKEN,
            Encoding::Qwen => files::QWEN,
            Encoding::DeepSeekV3 => files::DEEPSEEK_V3,
            Encoding::Own | Encoding::Unpublished => return None,
        };
        let digest = digests
            .get(part as usize)
            .copied()
            .filter(|digest| *digest != 0)?;
        Some(
            [
                self.vocabulary(),
                "-",
                part.id(),
                "-",
                &hexadecimal(digest),
                ".vocab",
            ]
            .concat(),
        )
    }

    /// The files of parts, in their order.
    pub fn files(self, parts: Parts) -> impl Iterator<Item = String> {
        parts.iter().filter_map(move |part| self.file(part))
    }
}

fn hexadecimal(number: u32) -> String {
    (0..8)
        .rev()
        .filter_map(|digit| char::from_digit(number >> (4 * digit) & 15, 16))
        .collect()
}
