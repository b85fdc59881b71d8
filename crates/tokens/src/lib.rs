//! Exact token counts from small packed vocabularies, and honest estimates where none is there.
//!
//! A [`Vocabulary`] is unpacked from bytes that the caller has fetched and gunzipped; a [`Tokenizer`] counts, encodes
//! and decodes with it, identically to OpenAI's own core. A [`Counter`] is what the rest of the house asks: exact where
//! a vocabulary is there, an estimate with its band where not. A [`Document`] keeps an exact count under edits, in
//! slices of bounded work.
//!
//! The crate does no I/O and knows no clock. Text positions are UTF-8 byte offsets throughout.
//!
//! Special tokens such as `<|endoftext|>` have no meaning here: typed by a user they are plain text.

mod cache;
mod classes;
mod count;
mod counter;
mod document;
mod encoding;
mod estimate;
#[cfg(feature = "irregular")]
mod irregular;
#[cfg(not(feature = "irregular"))]
#[path = "regular.rs"]
mod irregular;
mod merge;
mod normal;
#[cfg(feature = "pack")]
pub mod pack;
mod packed;
mod parts;
mod saving;
mod scanner;
mod shelf;
mod spans;
mod tokenizer;
mod unpublished;
mod vocabulary;

pub use count::{Count, TokenBand, Tokens};
pub use counter::Counter;
pub use document::{Document, Progress, Work};
pub use encoding::Encoding;
pub use estimate::{EstimateWeights, ScriptWeights, estimate, estimate_weights};
pub use normal::Normalizer;
pub use parts::{Part, Parts};
pub use saving::{Edit, TokenSaving};
pub use scanner::Family;
pub use shelf::Shelf;
pub use spans::{ClusterSpan, TokenSpan, snapped};
pub use tokenizer::{DecodeError, Tokenizer};
pub use vocabulary::{Vocabulary, VocabularyError};
