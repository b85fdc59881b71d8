//! Making a packed vocabulary (feature `pack`).
//!
//! Counting with merge pairs equals the official look-up by bytes: [`Source::from_tokens`] finds the pairs (and says in
//! `ranks.rs` why they suffice), or refuses. [`pack`] proves its own output by unpacking it.

pub mod hugging_face;
mod ranks;

use std::collections::HashMap;
use std::fmt;

use crate::irregular::{LONGEST_WHOLE, Listed};
use crate::packed::model::{Known, Merge, Place, Reference};
use crate::packed::{Content, FNV_START, Header, fnv1a};
use crate::parts::{Part, Parts};
use crate::vocabulary::{MOST_TOKENS, NO_IDS, SINGLES, padded};
use crate::{Family, Tokenizer, Vocabulary};

/// A vocabulary as merges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name in the files; at most 16 bytes of it are kept.
    pub name: String,
    /// The pre-tokenizer.
    pub family: Family,
    /// Whether texts are put into normal form C first.
    pub normalized: bool,
    /// The official id of the first single byte, if those of the other bytes and of the merges follow it.
    pub first_id: Option<u32>,
    /// Whether the reference looks tokens up by their bytes, so that each must encode to itself.
    pub by_bytes: bool,
    /// The byte that each of the first 256 tokens stands for.
    pub singles: [u8; SINGLES],
    /// The two tokens that each further token is merged from, as numbers counted from the first single byte.
    pub merges: Vec<[u32; 2]>,
    /// Numbers of merged tokens whose ids are not in the order of the merges, and their official ids less `first_id`.
    pub moved: Vec<(u32, u32)>,
    /// Tokens that no merges make, but whole pieces become them: official id less `first_id`, and bytes.
    pub whole: Vec<(u32, Vec<u8>)>,
}

impl Source {
    /// From the tokens of a byte-level vocabulary that is looked up by bytes, as `tiktoken` does, in the order of their
    /// ids without gaps.
    ///
    /// # Errors
    /// When the vocabulary does not fit the format: see [`PackError`].
    pub fn from_tokens<T: AsRef<[u8]>>(
        name: &str,
        family: Family,
        tokens: &[T],
    ) -> Result<Source, PackError> {
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
        let mut singles = [0; SINGLES];
        for (id, single) in singles.iter_mut().enumerate() {
            let token = tokens.get(id).ok_or(PackError::Token { id: id as u32 })?;
            *single = token[0];
        }
        let found = ranks::merges(&ids, &tokens)?;
        Ok(Source {
            name: name.to_owned(),
            family,
            normalized: false,
            first_id: Some(0),
            by_bytes: true,
            singles,
            merges: found.merges,
            moved: found.moved,
            whole: found.whole,
        })
    }

    /// How many tokens there are, special ones not counted.
    pub fn size(&self) -> usize {
        SINGLES + self.merges.len() + self.whole.len()
    }

    /// The bytes of each token that is a single byte or made by a merge.
    ///
    /// # Errors
    /// When a merge is of tokens that do not come before it, or makes a token that there is already.
    pub fn tokens(&self) -> Result<Vec<Vec<u8>>, PackError> {
        let mut tokens: Vec<Vec<u8>> = self.singles.iter().map(|&byte| vec![byte]).collect();
        for merge in &self.merges {
            let id = tokens.len() as u32;
            let half = |side: usize| {
                tokens
                    .get(merge[side] as usize)
                    .ok_or(PackError::Token { id })
            };
            let token = [half(0)?.as_slice(), half(1)?].concat();
            tokens.push(token);
        }
        Ok(tokens)
    }
}

/// Packs a vocabulary: a file for each part that has tokens.
///
/// # Errors
/// When the vocabulary does not fit the format: see [`PackError`].
pub fn pack(source: &Source) -> Result<Vec<(Part, Vec<u8>)>, PackError> {
    let tokens = source.tokens()?;
    let mut digest = FNV_START;
    for token in &tokens {
        digest = fnv1a(fnv1a(digest, token), &(token.len() as u32).to_le_bytes());
    }
    let irregular = Listed {
        moved: source.moved.clone(),
        whole: source.whole.clone(),
    };
    if source
        .whole
        .iter()
        .any(|(_, token)| !(2..=LONGEST_WHOLE).contains(&token.len()))
    {
        return Err(PackError::Token {
            id: tokens.len() as u32,
        });
    }
    for (id, token) in &source.whole {
        digest = fnv1a(fnv1a(digest, token), &id.to_le_bytes());
    }

    // Where each token goes, and what it needs beyond that part. Sections of the shared part come last, in the order of
    // what they need.
    let homes: Vec<(Part, Parts)> = tokens
        .iter()
        .skip(SINGLES)
        .map(|token| home(token))
        .collect();
    let mut order: Vec<usize> = (0..homes.len()).collect();
    order.sort_by_key(|&merge| (homes[merge].0, homes[merge].1.bits(), merge));
    let mut sizes = [0; Part::ALL.len()];
    // Of each token, by its number.
    let mut references: Vec<Reference> = source.singles.iter().map(|&byte| byte.into()).collect();
    references.resize(tokens.len(), 0);
    for (reference, &merge) in (SINGLES as Reference..).zip(&order) {
        references[SINGLES + merge] = reference;
        sizes[homes[merge].0 as usize] += 1;
    }
    let mut before = Place::default();
    let merges: Vec<Merge> = source
        .merges
        .iter()
        .zip(&homes)
        .map(|(halves, (part, _))| {
            let place = before;
            before = match part {
                Part::Ascii => Place {
                    ascii: place.ascii + 1,
                    others: 0,
                },
                _ => Place {
                    others: place.others + 1,
                    ..place
                },
            };
            Merge {
                halves: halves.map(|half| references[half as usize]),
                place,
            }
        })
        .collect();

    let header = Header::new(
        padded(&source.name),
        source.family,
        source.normalized,
        !irregular.is_empty(),
        source.first_id.unwrap_or(NO_IDS),
        digest,
        &sizes,
    );
    let too_many = PackError::Token { id: MOST_TOKENS };
    let mut known = Known::new(&sizes, MOST_TOKENS).ok_or(too_many)?;
    let mut files = Vec::new();
    for part in Part::ALL {
        let mut content = Content {
            part,
            merges: Vec::new(),
            sections: Vec::new(),
            irregular: irregular.clone(),
        };
        for &merge in order.iter().filter(|&&merge| homes[merge].0 == part) {
            let needs = homes[merge].1;
            if needs != Parts::NONE && content.sections.last().is_none_or(|last| last.1 != needs) {
                content.sections.push((content.merges.len(), needs));
            }
            content.merges.push(merges[merge]);
        }
        if part == Part::Ascii || !content.merges.is_empty() {
            files.push((part, header.write(&source.singles, &content, &mut known)));
        }
    }
    check(&files, source, &tokens)?;
    Ok(files)
}

/// The part of a merged token, and what parts a token of several scripts needs.
fn home(token: &[u8]) -> (Part, Parts) {
    let parts = Parts::of_bytes(token);
    let mut scripts = parts.iter().filter(|part| *part != Part::Shared);
    match (scripts.next(), scripts.next()) {
        (None, _) if parts == Parts::NONE => (Part::Ascii, Parts::NONE),
        (None, _) => (Part::Shared, Parts::NONE),
        (Some(script), None) => (script, Parts::NONE),
        (Some(_), Some(_)) => (Part::Shared, parts.without(Parts::NONE.with(Part::Shared))),
    }
}

/// Unpacks and compares: every token has its bytes, and its bytes encode to it.
fn check(files: &[(Part, Vec<u8>)], source: &Source, tokens: &[Vec<u8>]) -> Result<(), PackError> {
    let files: Vec<&[u8]> = files.iter().map(|(_, file)| file.as_slice()).collect();
    let vocabulary = Vocabulary::from_packed(&files).map_err(PackError::Unreadable)?;
    if vocabulary.size() != source.size() {
        return Err(PackError::Token {
            id: vocabulary.size() as u32,
        });
    }
    let tokenizer = Tokenizer::new(vocabulary);
    let whole = source.whole.iter().map(|(_, token)| token);
    for (number, token) in (0..).zip(tokens.iter().chain(whole)) {
        let mut bytes = Vec::new();
        let made = (number as usize) < tokens.len();
        let itself = made && !source.by_bytes || tokenizer.merge_piece(token) == [number];
        if tokenizer.append_bytes(number, &mut bytes).is_none() || bytes != *token || !itself {
            return Err(PackError::NotItself { id: number });
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
    /// Where the token with this id is made depends on what is made beside it, so pairs in an order cannot describe it.
    NoOrder {
        /// The id.
        id: u32,
    },
    /// What was packed cannot be read back.
    Unreadable(crate::VocabularyError),
    /// What was packed does not turn the token's bytes into the token, or the token into its bytes.
    NotItself {
        /// The token, counted from the first single byte.
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
            PackError::NoOrder { id } => {
                write!(
                    f,
                    "token {id} is made out of turn in a way that this format cannot hold"
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
