//! The packed vocabulary: merge pairs in byte planes, and the tables that are built from them.
//!
//! The packed form (before gzip), all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `PWV` and the version of the format, 1 |
//! | 16 | the encoding's id, filled up with zeros |
//! | 4 | number of merges, M |
//! | 8 | FNV-1a (64 bits) of everything after this field, so that damage is detected before use |
//! | 256 | the byte that each of the ids 0..256 stands for |
//! | 6 M | six planes of M bytes: bits 0-7, 8-15, 16-23 of the left ids, then of the right ids |
//!
//! Merge number m makes the token with the id 256 + m out of two tokens with lower ids, and merges of lower ids come
//! first. That ids alone decide is a property of a vocabulary which [`pack`](crate) checks before packing.

use core::fmt;

use crate::Encoding;

pub(crate) const MAGIC: [u8; 4] = *b"PWV\x01";
pub(crate) const NAME_LENGTH: usize = 16;
pub(crate) const HEADER_LENGTH: usize = 4 + NAME_LENGTH + 4 + 8;
pub(crate) const SINGLES: usize = 256;
/// Three ids share the 63 low bits of a slot.
const ID_BITS: u32 = 21;
/// The longest token accepted, bytes; o200k has 128. It bounds what a hostile file could make `decode` allocate.
const LONGEST_TOKEN: u32 = 1024;

/// "No such token", where an id is expected.
pub(crate) const NO_TOKEN: u32 = u32::MAX;

/// A vocabulary, ready for a [`Tokenizer`](crate::Tokenizer). About 6 MB for o200k.
pub struct Vocabulary {
    encoding: Encoding,
    /// The id of each single byte.
    single_ids: Box<[u32; SINGLES]>,
    /// The byte of each id below 256.
    single_bytes: Box<[u8; SINGLES]>,
    /// The two tokens that each merged token is made of, from id 256 on.
    parts: Vec<[u32; 2]>,
    /// The length of each token, bytes.
    lengths: Vec<u16>,
    /// Open addressing: left id, right id and merged id in one word; 0 is an empty slot.
    slots: Vec<u64>,
    /// How far a product is shifted to give a slot.
    shift: u32,
}

impl Vocabulary {
    /// Reads the packed form, which the caller has already gunzipped.
    ///
    /// # Errors
    /// When the bytes are not a packed vocabulary of a known encoding, or are damaged. Never panics.
    ///
    /// # Complexity
    /// Linear; about 15 ms for o200k natively.
    pub fn from_packed(packed: &[u8]) -> Result<Vocabulary, VocabularyError> {
        let header = packed
            .get(..HEADER_LENGTH)
            .ok_or(kind(ErrorKind::NotPacked))?;
        let body = packed
            .get(HEADER_LENGTH..)
            .ok_or(kind(ErrorKind::NotPacked))?;
        let (magic, rest) = header.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(kind(ErrorKind::NotPacked));
        }
        let (name, rest) = rest.split_at(NAME_LENGTH);
        let (merges, checksum) = rest.split_at(4);
        let merges = number(merges) as usize;
        if body.len() as u64 != SINGLES as u64 + 6 * merges as u64
            || fnv1a(body) != number(checksum)
        {
            return Err(kind(ErrorKind::Damaged));
        }
        let encoding = Encoding::ALL
            .iter()
            .copied()
            .find(|encoding| padded_name(*encoding) == name)
            .ok_or(kind(ErrorKind::UnknownEncoding))?;
        Vocabulary::build(encoding, merges, body)
    }

    fn build(
        encoding: Encoding,
        merges: usize,
        body: &[u8],
    ) -> Result<Vocabulary, VocabularyError> {
        let malformed = kind(ErrorKind::Malformed);
        let (singles, planes) = body.split_at(SINGLES);
        let mut single_ids = Box::new([NO_TOKEN; SINGLES]);
        let mut single_bytes = Box::new([0; SINGLES]);
        for (id, &byte) in singles.iter().enumerate() {
            single_bytes[id] = byte;
            if core::mem::replace(&mut single_ids[byte as usize], id as u32) != NO_TOKEN {
                return Err(malformed);
            }
        }
        if SINGLES + merges >= 1 << ID_BITS {
            return Err(malformed);
        }
        // At most half full, so that a look-up that fails, as most do, ends after one or two slots.
        let capacity = (merges * 2).next_power_of_two().max(2);
        let mut vocabulary = Vocabulary {
            encoding,
            single_ids,
            single_bytes,
            parts: Vec::with_capacity(merges),
            lengths: Vec::with_capacity(SINGLES + merges),
            slots: vec![0; capacity],
            shift: 64 - capacity.trailing_zeros(),
        };
        vocabulary.lengths.resize(SINGLES, 1);
        let plane = |index: usize| {
            planes
                .get(index * merges..(index + 1) * merges)
                .unwrap_or(&[])
        };
        let halves = [
            [plane(0), plane(1), plane(2)],
            [plane(3), plane(4), plane(5)],
        ];
        for merge in 0..merges {
            let id = (SINGLES + merge) as u32;
            let [left, right] = halves.map(|planes| {
                let byte = |plane: &[u8]| plane.get(merge).copied().unwrap_or(0) as u32;
                byte(planes[0]) | byte(planes[1]) << 8 | byte(planes[2]) << 16
            });
            let length = vocabulary.length(left) + vocabulary.length(right);
            if left >= id
                || right >= id
                || length > LONGEST_TOKEN as usize
                || !vocabulary.insert(left, right, id)
            {
                return Err(malformed);
            }
            vocabulary.parts.push([left, right]);
            vocabulary.lengths.push(length as u16);
        }
        Ok(vocabulary)
    }

    /// Whether the pair was new.
    fn insert(&mut self, left: u32, right: u32, id: u32) -> bool {
        let key = key(left, right);
        let mask = self.slots.len() - 1;
        let mut at = self.home(key);
        loop {
            match self.slots.get_mut(at) {
                Some(slot) if *slot == 0 => {
                    *slot = key << ID_BITS | id as u64;
                    return true;
                }
                Some(slot) if *slot >> ID_BITS == key => return false,
                _ => at = (at + 1) & mask,
            }
        }
    }

    #[inline(always)]
    fn home(&self, key: u64) -> usize {
        // Fibonacci hashing: the high bits of a product with 2^64 divided by the golden ratio.
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    /// The token that two neighbours merge into, or [`NO_TOKEN`].
    #[inline(always)]
    pub(crate) fn merged(&self, left: u32, right: u32) -> u32 {
        let key = key(left, right);
        let mask = self.slots.len() - 1;
        let mut at = self.home(key);
        loop {
            // The mask keeps `at` inside; an empty slot is a fair answer if it did not.
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot >> ID_BITS == key && slot != 0 {
                return slot as u32 & ((1 << ID_BITS) - 1);
            }
            if slot == 0 {
                return NO_TOKEN;
            }
            at = (at + 1) & mask;
        }
    }

    /// The encoding that this is the vocabulary of.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The id of a token of one byte.
    #[inline(always)]
    pub(crate) fn single(&self, byte: u8) -> u32 {
        self.single_ids[byte as usize]
    }

    /// The byte of an id below 256.
    pub(crate) fn single_byte(&self, id: u32) -> Option<u8> {
        self.single_bytes.get(id as usize).copied()
    }

    /// The two parts of a merged token; `None` for a single byte and for an id that is no token.
    #[inline(always)]
    pub(crate) fn parts(&self, id: u32) -> Option<[u32; 2]> {
        self.parts.get((id as usize).checked_sub(SINGLES)?).copied()
    }

    /// The length of a token in bytes; 0 for an id that is no token.
    #[inline(always)]
    pub(crate) fn length(&self, id: u32) -> usize {
        self.lengths.get(id as usize).copied().unwrap_or(0) as usize
    }

    /// How many ids there are; all ids below it are tokens.
    pub fn size(&self) -> usize {
        self.lengths.len()
    }
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vocabulary")
            .field("encoding", &self.encoding)
            .field("size", &self.size())
            .finish_non_exhaustive()
    }
}

#[inline(always)]
fn key(left: u32, right: u32) -> u64 {
    (left as u64) << ID_BITS | right as u64
}

/// The name of an encoding as it stands in the header.
pub(crate) fn padded_name(encoding: Encoding) -> [u8; NAME_LENGTH] {
    let mut name = [0; NAME_LENGTH];
    for (to, from) in name.iter_mut().zip(encoding.id().bytes()) {
        *to = from;
    }
    name
}

/// The checksum of the packed form.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
    })
}

fn number(little_endian: &[u8]) -> u64 {
    little_endian
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | byte as u64)
}

/// Why bytes are no vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VocabularyError {
    kind: ErrorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ErrorKind {
    NotPacked,
    Damaged,
    UnknownEncoding,
    Malformed,
}

fn kind(kind: ErrorKind) -> VocabularyError {
    VocabularyError { kind }
}

impl fmt::Display for VocabularyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ErrorKind::NotPacked => {
                "not a packed vocabulary of version 1 (is it still gzipped, or of another version?): fetch it again"
            }
            ErrorKind::Damaged => "the vocabulary is damaged or incomplete: fetch it again",
            ErrorKind::UnknownEncoding => "the vocabulary is of an encoding that this version does not know: update",
            ErrorKind::Malformed => "the vocabulary contradicts itself: pack it again from its source",
        })
    }
}

impl core::error::Error for VocabularyError {}
