//! The tables that counting looks into, built from the parts of a packed vocabulary.
//!
//! One file of more than 500 lines: what fills the tables and what looks into them share how a pair is hashed, filtered and numbered.

use core::fmt;

use crate::Encoding;
use crate::irregular::{Irregular, Listed};
use crate::packed::model::{Known, Place, Reference};
use crate::packed::{Header, Merges, NAME_LENGTH, NUMBER, Packed, first_part};
use crate::parts::{Part, Parts};
use crate::scanner::Family;

pub(crate) const SINGLES: usize = 256;
/// Three ids share the 63 low bits of a slot.
const ID_BITS: u32 = 21;
/// There must be fewer tokens.
pub(crate) const MOST_TOKENS: u32 = 1 << ID_BITS;
/// The longest token accepted, bytes; o200k has 128. It bounds what a hostile file could make `decode` allocate.
const LONGEST_TOKEN: u16 = 1024;

/// Bits of the filter for each slot.
const FILTER: usize = 4;

/// "No such token", where an id is expected.
pub(crate) const NO_TOKEN: u32 = u32::MAX;

/// Instead of the official id of the first single byte: the official ids are in no order.
pub(crate) const NO_IDS: u32 = u32::MAX;

/// A vocabulary or some parts of one, ready for a [`Tokenizer`](crate::Tokenizer). About 6 MB for all of o200k.
///
/// Inside, tokens are numbered by the order of the merges that are there. That is the official order less what is
/// missing, so the official ids are known as soon as all parts are there.
pub struct Vocabulary {
    header: Header,
    family: Family,
    parts: Parts,
    /// The number of each single byte.
    single_ids: [u32; SINGLES],
    /// The byte of each number below 256.
    single_bytes: [u8; SINGLES],
    /// The two tokens that each merged token is made of, from number 256 on.
    halves: Vec<[u32; 2]>,
    /// The length of each token, bytes.
    lengths: Vec<u16>,
    /// What two single bytes merge into, by their numbers: every piece begins with them.
    byte_pairs: Vec<u32>,
    /// Bits that tell for most pairs without a merge that they have none, in less memory than the slots.
    filter: Vec<u64>,
    /// Open addressing: the numbers of left, right and merged token in one word; 0 is an empty slot.
    slots: Vec<u64>,
    /// How far a product is shifted to give a slot.
    shift: u32,
    irregular: Irregular,
}

impl Vocabulary {
    /// Reads packed parts, in any order; a file may hold several. [`Part::Ascii`] must be among them. What
    /// [`Vocabulary::to_prepared`] made is read too, and then nothing else is.
    ///
    /// # Errors
    /// When a file is not a packed vocabulary, or is damaged, or they do not belong together. Never panics.
    ///
    /// # Complexity
    /// Linear; about 40 ms for o200k natively, a third of that from the prepared form.
    pub fn from_packed<F: AsRef<[u8]>>(files: &[F]) -> Result<Vocabulary, VocabularyError> {
        let mut found = Vec::new();
        for file in files {
            let mut rest = file.as_ref();
            loop {
                let (part, after) = first_part(rest)?;
                found.push(part);
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
        }
        Vocabulary::from_parts(&found)
    }

    /// What [`Vocabulary::from_packed`] reads much faster than the parts, for a program that keeps it: about 0.8 MB for the
    /// ASCII part of o200k, 1.2 MB for all parts. It has a checksum and is looked through as carefully as any file.
    ///
    /// # Complexity
    /// Linear; a few milliseconds.
    pub fn to_prepared(&self) -> Vec<u8> {
        self.header.prepared(
            &self.single_bytes,
            self.parts,
            self.irregular.listed(),
            &self.halves,
        )
    }

    #[inline(never)]
    fn from_parts(found: &[Packed]) -> Result<Vocabulary, VocabularyError> {
        let malformed = VocabularyError::from(ErrorKind::Malformed);
        if let Some(prepared) = found.iter().find(|packed| packed.part.is_none()) {
            return Vocabulary::from_prepared(prepared).ok_or(malformed);
        }
        let of = |part: Part| found.iter().find(|packed| packed.part == Some(part));
        let ascii = of(Part::Ascii).ok_or(VocabularyError::from(ErrorKind::NoAscii))?;
        if found.iter().any(|packed| packed.header != ascii.header) {
            return Err(ErrorKind::Strangers.into());
        }
        let sizes = ascii.header.merges();
        let mut parts = Parts::NONE;
        for (part, merges) in Part::ALL.into_iter().zip(sizes) {
            if of(part).is_some() || merges == 0 {
                parts = parts.with(part);
            }
        }
        let known = Known::new(&sizes, MOST_TOKENS).ok_or(malformed)?;
        let mut merges = Merges {
            halves: vec![[NO_TOKEN; 2]; known.shapes.len()],
            known,
            later: Vec::new(),
            irregular: Listed::default(),
        };
        for part in Part::ALL {
            if let Some(packed) = of(part) {
                packed.read(part, parts, &mut merges).ok_or(malformed)?;
            }
        }
        let mut vocabulary = Vocabulary::from_merges(ascii, parts, &merges).ok_or(malformed)?;
        vocabulary.list(merges.irregular).ok_or(malformed)?;
        Ok(vocabulary)
    }

    fn from_prepared(prepared: &Packed) -> Option<Vocabulary> {
        let (parts, listed, merges) = prepared.prepared()?;
        let mut vocabulary = Vocabulary::empty(prepared, parts, merges.len() / (2 * NUMBER))?;
        for merge in merges.chunks_exact(2 * NUMBER) {
            if let [a, b, c, d, e, f] = *merge {
                let halves = [[a, b, c, 0], [d, e, f, 0]].map(u32::from_le_bytes);
                vocabulary.add(halves)?;
            }
        }
        vocabulary.list(listed)?;
        Some(vocabulary)
    }

    /// Numbers the merges in their order.
    #[inline(never)]
    fn from_merges(ascii: &Packed, parts: Parts, merges: &Merges) -> Option<Vocabulary> {
        let [begin, end] = merges.known.range(Part::Ascii);
        let others = merges.later.len();
        let later = sorted(&merges.later, |place| place.others, others as u32);
        let later = sorted(&later, |place| place.ascii, end - begin);
        let mut later = later.as_slice();
        let mut vocabulary = Vocabulary::empty(ascii, parts, (end - begin) as usize + others)?;
        // By reference: the number of each token that is there.
        let mut numbers = vec![NO_TOKEN; merges.known.shapes.len()];
        for (number, byte) in numbers.iter_mut().zip(0..=255) {
            *number = vocabulary.single(byte);
        }
        let mut reference = begin;
        loop {
            let next = match later {
                // What comes after more ASCII merges than there are comes last.
                [(place, other), rest @ ..]
                    if place.ascii <= reference - begin || reference == end =>
                {
                    later = rest;
                    *other
                }
                _ if reference < end => {
                    reference += 1;
                    reference - 1
                }
                _ => return Some(vocabulary),
            };
            let halves = merges.halves.get(next as usize)?;
            // What a forger meant by a token that is not there is no token that comes before.
            let halves = halves.map(|half| *numbers.get(half as usize).unwrap_or(&NO_TOKEN));
            *numbers.get_mut(next as usize)? = vocabulary.add(halves)?;
        }
    }

    /// Without merges, and with room for so many. `None` if two of the first tokens are the same byte.
    fn empty(packed: &Packed, parts: Parts, merges: usize) -> Option<Vocabulary> {
        let (&single_bytes, _) = packed.singles()?;
        let mut single_ids = [NO_TOKEN; SINGLES];
        for (number, &byte) in single_bytes.iter().enumerate() {
            if core::mem::replace(&mut single_ids[byte as usize], number as u32) != NO_TOKEN {
                return None;
            }
        }
        if SINGLES + merges >= MOST_TOKENS as usize {
            return None;
        }
        // At most half full, so that a look-up that fails, as most do, ends after one or two slots.
        let capacity = (merges * 2).next_power_of_two().max(2);
        let mut lengths = Vec::with_capacity(SINGLES + merges);
        lengths.resize(SINGLES, 1);
        Some(Vocabulary {
            family: packed.header.family()?,
            header: packed.header.clone(),
            parts,
            single_ids,
            single_bytes,
            halves: Vec::with_capacity(merges),
            lengths,
            byte_pairs: vec![NO_TOKEN; SINGLES * SINGLES],
            filter: vec![0; (capacity * FILTER / 64).max(1)],
            slots: vec![0; capacity],
            shift: 64 - capacity.trailing_zeros(),
            irregular: Irregular::default(),
        })
    }

    /// Adds a merge and returns its number; `None` if it is not of two tokens that there are, or not new, or too long.
    #[inline(never)]
    fn add(&mut self, [left, right]: [u32; 2]) -> Option<u32> {
        let number = self.lengths.len() as u32;
        let length = self.lengths.get(left as usize)? + self.lengths.get(right as usize)?;
        // The slots are never more than half full.
        if length > LONGEST_TOKEN
            || 2 * self.halves.len() >= self.slots.len()
            || !self.insert(left, right, number)
        {
            return None;
        }
        self.halves.push([left, right]);
        self.lengths.push(length);
        Some(number)
    }

    /// Adds what is irregular, after all merges. `None` if it contradicts itself.
    fn list(&mut self, listed: Listed) -> Option<()> {
        self.irregular = Irregular::new(listed, self.lengths.len() as u32, self.is_complete())?;
        self.lengths.extend(self.irregular.lengths());
        Some(())
    }

    /// Whether the pair was new.
    fn insert(&mut self, left: u32, right: u32, merged: u32) -> bool {
        let key = key(left, right);
        let mask = self.slots.len() - 1;
        let mut at = self.home(key);
        if let Some(pair) = byte_pair(left, right).and_then(|pair| self.byte_pairs.get_mut(pair)) {
            *pair = merged;
        }
        let bit = self.filter_bit(key);
        if let Some(word) = self.filter.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
        loop {
            match self.slots.get_mut(at) {
                Some(slot) if *slot == 0 => {
                    *slot = key << ID_BITS | merged as u64;
                    return true;
                }
                Some(slot) if *slot >> ID_BITS == key => return false,
                _ => at = (at + 1) & mask,
            }
        }
    }

    #[inline(always)]
    fn home(&self, key: u64) -> usize {
        (mixed(key) >> self.shift) as usize
    }

    #[inline(always)]
    fn filter_bit(&self, key: u64) -> usize {
        (mixed(key) >> (self.shift - FILTER.trailing_zeros())) as usize
    }

    /// The token that two single bytes merge into, by their numbers, or [`NO_TOKEN`].
    #[inline(always)]
    pub(crate) fn merged_bytes(&self, left: u32, right: u32) -> u32 {
        byte_pair(left, right)
            .and_then(|pair| self.byte_pairs.get(pair))
            .copied()
            .unwrap_or(NO_TOKEN)
    }

    /// The token that two neighbours merge into, or [`NO_TOKEN`].
    #[inline(always)]
    pub(crate) fn merged(&self, left: u32, right: u32) -> u32 {
        let key = key(left, right);
        let bit = self.filter_bit(key);
        let word = self.filter.get(bit / 64).copied().unwrap_or(0);
        if word & 1 << (bit % 64) == 0 {
            return NO_TOKEN;
        }
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

    /// The same, called and not copied.
    #[inline(never)]
    pub(crate) fn merged_called(&self, left: u32, right: u32) -> u32 {
        self.merged(left, right)
    }

    /// The encoding that this is the vocabulary of. Encodings that differ in special tokens alone share a vocabulary;
    /// then it is the first of them.
    pub fn encoding(&self) -> Encoding {
        Encoding::ALL
            .iter()
            .copied()
            .find(|encoding| padded(encoding.vocabulary()) == *self.header.name())
            .unwrap_or(Encoding::Own)
    }

    /// The name in the file, such as `o200k_base`.
    pub fn name(&self) -> &str {
        let name = self.header.name();
        let end = name
            .iter()
            .position(|&byte| byte == 0)
            .unwrap_or(NAME_LENGTH);
        name.get(..end)
            .and_then(|name| core::str::from_utf8(name).ok())
            .unwrap_or("")
    }

    /// The parts that are there, and those that have no token.
    pub fn parts(&self) -> Parts {
        self.parts
    }

    /// Whether all parts are there.
    pub fn is_complete(&self) -> bool {
        self.parts == Parts::ALL
    }

    /// The official id of the token with number 0; `None` while parts are missing, or where official ids are in no order.
    pub(crate) fn first_id(&self) -> Option<u32> {
        let first_id = self.header.first_id();
        (self.is_complete() && first_id != NO_IDS).then_some(first_id)
    }

    /// The token that a piece becomes as a whole, if it does not become it by merging.
    #[inline]
    pub(crate) fn whole(&self, piece: &[u8]) -> Option<u32> {
        self.irregular.whole(piece)
    }

    /// The bytes of such a token.
    pub(crate) fn whole_bytes(&self, number: u32) -> Option<&[u8]> {
        self.irregular.bytes(number)
    }

    /// The official id of a token; `None` as for [`Vocabulary::first_id`], and where a forger put it beyond 32 bits.
    pub(crate) fn official(&self, number: u32) -> Option<u32> {
        self.first_id()?.checked_add(self.irregular.id(number))
    }

    /// The number of an official id; it need not be a token's.
    pub(crate) fn number(&self, id: u32) -> Option<u32> {
        Some(self.irregular.number(id.checked_sub(self.first_id()?)?))
    }

    /// Whether the encoding wants texts in Unicode's normal form C.
    pub fn is_normalized(&self) -> bool {
        self.header.is_normalized()
    }

    pub(crate) fn family(&self) -> Family {
        self.family
    }

    /// The same for all parts of a vocabulary, and for no other vocabulary.
    pub(crate) fn digest(&self) -> u64 {
        self.header.digest()
    }

    /// The number of a token of one byte.
    #[inline(always)]
    pub(crate) fn single(&self, byte: u8) -> u32 {
        self.single_ids[byte as usize]
    }

    /// The byte of a number below 256.
    pub(crate) fn single_byte(&self, number: u32) -> Option<u8> {
        self.single_bytes.get(number as usize).copied()
    }

    /// The two halves of a merged token; `None` for a single byte and for a number that is no token's.
    #[inline(always)]
    pub(crate) fn halves(&self, number: u32) -> Option<[u32; 2]> {
        self.halves
            .get((number as usize).checked_sub(SINGLES)?)
            .copied()
    }

    /// The length of a token in bytes; 0 for a number that is no token's.
    #[inline(always)]
    pub(crate) fn length(&self, number: u32) -> usize {
        self.lengths.get(number as usize).copied().unwrap_or(0) as usize
    }

    /// How many tokens there are.
    pub fn size(&self) -> usize {
        self.lengths.len()
    }
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vocabulary")
            .field("name", &self.name())
            .field("parts", &self.parts)
            .field("size", &self.size())
            .finish_non_exhaustive()
    }
}

/// In the order of a number, which counts as `limit` where it is greater; what is equal stays as it was.
#[inline(never)]
fn sorted(
    merges: &[(Place, Reference)],
    key: fn(&Place) -> u32,
    limit: u32,
) -> Vec<(Place, Reference)> {
    let key = |place: &Place| key(place).min(limit) as usize;
    // How many have a lower number, and later how many of those and of equal ones came already.
    let mut before = vec![0; limit as usize + 2];
    for (place, _) in merges {
        if let Some(count) = before.get_mut(key(place) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut before {
        sum += *count;
        *count = sum;
    }
    let mut sorted = vec![(Place::default(), 0); merges.len()];
    for merge in merges {
        if let Some(at) = before.get_mut(key(&merge.0)) {
            if let Some(slot) = sorted.get_mut(*at) {
                *slot = *merge;
            }
            *at += 1;
        }
    }
    sorted
}

/// Fibonacci hashing: the high bits of a product with 2^64 divided by the golden ratio.
#[inline(always)]
fn mixed(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline(always)]
fn byte_pair(left: u32, right: u32) -> Option<usize> {
    let singles = SINGLES as u32;
    (left < singles && right < singles).then(|| (left * singles + right) as usize)
}

#[inline(always)]
fn key(left: u32, right: u32) -> u64 {
    (left as u64) << ID_BITS | right as u64
}

/// A name as it stands in the header.
pub(crate) fn padded(text: &str) -> [u8; NAME_LENGTH] {
    let mut name = [0; NAME_LENGTH];
    for (to, from) in name.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    name
}

/// Why bytes are no vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VocabularyError {
    kind: ErrorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    NotPacked,
    Damaged,
    Unknown,
    NoAscii,
    Strangers,
    Malformed,
}

impl From<ErrorKind> for VocabularyError {
    fn from(kind: ErrorKind) -> VocabularyError {
        VocabularyError { kind }
    }
}

impl fmt::Display for VocabularyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ErrorKind::NotPacked => {
                "not a packed vocabulary of version 2 (is it of another version?): fetch it again"
            }
            ErrorKind::Damaged => "the vocabulary is damaged or incomplete: fetch it again",
            ErrorKind::Unknown => {
                "the vocabulary is of a kind that this version does not know: update"
            }
            ErrorKind::NoAscii => {
                "the vocabulary lacks its ASCII part, which all others build upon: give that too"
            }
            ErrorKind::Strangers => "the parts are of different vocabularies: fetch them again",
            ErrorKind::Malformed => {
                "the vocabulary contradicts itself: pack it again from its source"
            }
        })
    }
}

impl core::error::Error for VocabularyError {}
