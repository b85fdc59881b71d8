//! Why a file is refused, in words.

use crate::pack::PackError;
use std::fmt;

/// Why a `tokenizer.json` cannot be counted with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// It is not JSON.
    NotJson {
        /// Where, from 1 on.
        line: usize,
        /// Where, from 1 on.
        column: usize,
    },
    /// Something is not there that every such file has.
    Missing {
        /// What.
        what: &'static str,
    },
    /// It is larger than anything that is known.
    TooLarge {
        /// What.
        what: &'static str,
    },
    /// It wants something done that is not known here.
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// Which one, shortened.
        which: String,
    },
    /// A token contradicts the others.
    Token {
        /// What is wrong with it.
        how: &'static str,
        /// Which one, shortened.
        which: String,
    },
    /// A byte has no token, so the vocabulary is not byte-level.
    NotByteLevel {
        /// The byte.
        byte: u8,
    },
    /// Merges and ids are in no order in which the merges could be made.
    Order {
        /// Where.
        id: u32,
    },
    /// Tokens that no merges make, in a file that does not look up whole words.
    UnmadeTokens {
        /// How many.
        tokens: usize,
    },
    /// It cannot be packed.
    Pack(PackError),
}

impl ImportError {
    pub(super) fn unknown(what: &'static str, which: &str) -> ImportError {
        ImportError::Unknown {
            what,
            which: shortened(which),
        }
    }

    pub(super) fn token(how: &'static str, which: &str) -> ImportError {
        ImportError::Token {
            how,
            which: shortened(which),
        }
    }
}

impl From<PackError> for ImportError {
    fn from(error: PackError) -> ImportError {
        ImportError::Pack(error)
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        text.chars().take(MOST).chain(['…']).collect()
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::NotJson { line, column } => {
                write!(
                    f,
                    "not JSON at line {line}, column {column}: give the tokenizer.json of a model"
                )
            }
            ImportError::Missing { what } => {
                write!(
                    f,
                    "no {what}: give the tokenizer.json of a model, not its configuration"
                )
            }
            ImportError::TooLarge { what } => write!(f, "{what} is larger than any that is known"),
            ImportError::Unknown { what, which } => write!(
                f,
                "the {what} {which:?} is not known here, so it could not be counted exactly; only byte-level BPE with known patterns can"
            ),
            ImportError::Token { how, which } => write!(f, "{which:?} {how}"),
            ImportError::NotByteLevel { byte } => write!(
                f,
                "no token for the byte {byte:#04x}, so the vocabulary is not byte-level BPE; only that can be counted here"
            ),
            ImportError::Order { id } => {
                write!(
                    f,
                    "the merges are not in the order of what they are made of (token {id})"
                )
            }
            ImportError::UnmadeTokens { tokens } => write!(
                f,
                "{tokens} tokens are made by no merges, and ignore_merges is not set, so nothing becomes them: the file contradicts itself"
            ),
            ImportError::Pack(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}
