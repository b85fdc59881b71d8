//! The encodings that can be counted exactly.

/// An encoding: a vocabulary of merges together with the pre-tokenizer that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// OpenAI's `o200k_base`: GPT-4o to GPT-5.x, and with other special tokens gpt-oss.
    O200kBase,
}

impl Encoding {
    /// Every encoding, the default first.
    pub const ALL: &'static [Encoding] = &[Encoding::O200kBase];

    /// The name that everybody uses, such as `o200k_base`.
    pub fn id(self) -> &'static str {
        match self {
            Encoding::O200kBase => "o200k_base",
        }
    }

    /// The encoding of a name as [`Encoding::id`] gives it; `None` for any other text.
    pub fn from_id(id: &str) -> Option<Encoding> {
        Encoding::ALL
            .iter()
            .copied()
            .find(|encoding| encoding.id() == id)
    }

    /// The name of the gzip file that holds the packed vocabulary; it contains the first 8 hexadecimal digits of the
    /// file's SHA-256, so that a file of that name may be cached for ever.
    pub fn vocabulary_file(self) -> &'static str {
        match self {
            Encoding::O200kBase => "o200k_base-a8fab46d.vocab.gz",
        }
    }
}
