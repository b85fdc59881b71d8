//! Making a packed vocabulary out of a list of tokens (feature `pack`).
//!
//! Counting with merge pairs equals the official look-up by bytes if every token, merged alone with only lower merges,
//! ends in two tokens: then neighbours that spell a token are always those two. [`pack`] checks that for each token and
//! refuses otherwise, and then proves its own output by unpacking it.

use std::collections::HashMap;
use std::fmt;

use crate::vocabulary::{HEADER_LENGTH, MAGIC, SINGLES, fnv1a, padded_name};
use crate::{Encoding, Tokenizer, Vocabulary};

/// Packs the tokens of a byte-level vocabulary, given in the order of their ids from 0 on without gaps.
///
/// # Errors
/// When the vocabulary does not fit the format: see [`PackError`].
pub fn pack<T: AsRef<[u8]>>(encoding: Encoding, tokens: &[T]) -> Result<Vec<u8>, PackError> {
    let tokens: Vec<&[u8]> = tokens.iter().map(AsRef::as_ref).collect();
    let mut ids: HashMap<&[u8], u32> = HashMap::with_capacity(tokens.len());
    for (id, token) in tokens.iter().enumerate() {
        let single = id < SINGLES;
        if single != (token.len() == 1)
            || token.is_empty()
            || ids.insert(token, id as u32).is_some()
        {
            return Err(PackError::Token { id: id as u32 });
        }
    }
    if tokens.len() < SINGLES {
        return Err(PackError::Token {
            id: tokens.len() as u32,
        });
    }
    let mut pairs = Vec::with_capacity(tokens.len() - SINGLES);
    for (id, token) in tokens.iter().enumerate().skip(SINGLES) {
        pairs.push(
            canonical_pair(&ids, token, id as u32)
                .ok_or(PackError::NoCanonicalPair { id: id as u32 })?,
        );
    }

    let mut body: Vec<u8> = tokens.iter().take(SINGLES).map(|token| token[0]).collect();
    for side in 0..2 {
        for plane in 0..3 {
            body.extend(pairs.iter().map(|pair| (pair[side] >> (8 * plane)) as u8));
        }
    }
    let mut packed = Vec::with_capacity(HEADER_LENGTH + body.len());
    packed.extend_from_slice(&MAGIC);
    packed.extend_from_slice(&padded_name(encoding));
    packed.extend_from_slice(&(pairs.len() as u32).to_le_bytes());
    packed.extend_from_slice(&fnv1a(&body).to_le_bytes());
    packed.extend_from_slice(&body);
    check(&packed, &tokens)?;
    Ok(packed)
}

/// The two tokens that a token ends in when it is merged alone with lower merges only.
fn canonical_pair(ids: &HashMap<&[u8], u32>, token: &[u8], id: u32) -> Option<[u32; 2]> {
    // Where each part begins, and the end.
    let mut bounds: Vec<usize> = (0..=token.len()).collect();
    while bounds.len() > 3 {
        let merge = |at: usize| {
            ids.get(&token[bounds[at]..bounds[at + 2]])
                .copied()
                .filter(|&merged| merged < id)
        };
        let (_, at) = (0..bounds.len() - 2)
            .filter_map(|at| Some((merge(at)?, at)))
            .min()?;
        bounds.remove(at + 1);
    }
    let part = |at: usize| ids.get(&token[bounds[at]..bounds[at + 1]]).copied();
    Some([part(0)?, part(1)?])
}

/// Unpacks and compares: every token has its bytes, and its bytes encode to it.
fn check(packed: &[u8], tokens: &[&[u8]]) -> Result<(), PackError> {
    let vocabulary = Vocabulary::from_packed(packed).map_err(PackError::Unreadable)?;
    if vocabulary.size() != tokens.len() {
        return Err(PackError::Token {
            id: vocabulary.size() as u32,
        });
    }
    let tokenizer = Tokenizer::new(vocabulary);
    for (id, &token) in tokens.iter().enumerate() {
        let id = id as u32;
        if tokenizer.decode(&[id]).as_deref() != Ok(token) || tokenizer.encode_piece(token) != [id]
        {
            return Err(PackError::NotItself { id });
        }
    }
    Ok(())
}

/// Why a vocabulary cannot be packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackError {
    /// The token with this id is missing, empty or there twice; or the single bytes are not the first 256 ids.
    Token {
        /// The id.
        id: u32,
    },
    /// The token with this id is not made of two lower tokens by its own merges, so pairs cannot describe it.
    NoCanonicalPair {
        /// The id.
        id: u32,
    },
    /// What was packed cannot be read back.
    Unreadable(crate::VocabularyError),
    /// What was packed does not turn the token's bytes into its id, or its id into its bytes.
    NotItself {
        /// The id.
        id: u32,
    },
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Token { id } => {
                write!(
                    f,
                    "token {id} is missing, empty, repeated, or a single byte out of place"
                )
            }
            PackError::NoCanonicalPair { id } => {
                write!(
                    f,
                    "token {id} is not merged from two lower tokens, so this format cannot hold the vocabulary"
                )
            }
            PackError::Unreadable(error) => {
                write!(f, "what was packed cannot be read back: {error}")
            }
            PackError::NotItself { id } => {
                write!(f, "token {id} does not encode to itself after packing")
            }
        }
    }
}

impl std::error::Error for PackError {}
