//! The tables that counting looks into, built from the parts of a packed vocabulary.

use core::fmt;
use core::ops::Range;
use std::collections::BinaryHeap;

use crate::Encoding;
use crate::irregular::Irregular;
use crate::packed::model::{Reference, Tokens};
use crate::packed::{Content, Header, NAME_LENGTH, Packed, first_part};
use crate::parts::{Part, Parts};
use crate::scanner::Family;

pub(crate) const SINGLES: usize = 256;
/// Three ids share the 63 low bits of a slot.
const ID_BITS: u32 = 21;
/// The longest token accepted, bytes; o200k has 128. It bounds what a hostile file could make `decode` allocate.
const LONGEST_TOKEN: u32 = 1024;

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
    parts: Parts,
    /// The number of each single byte.
    single_ids: Box<[u32; SINGLES]>,
    /// The byte of each number below 256.
    single_bytes: Box<[u8; SINGLES]>,
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
    /// Reads packed parts, in any order; a file may hold several. [`Part::Ascii`] must be among them.
    ///
    /// # Errors
    /// When a file is not a packed vocabulary, or is damaged, or they do not belong together. Never panics.
    ///
    /// # Complexity
    /// Linear; about 40 ms for o200k natively.
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

    #[inline(never)]
    fn from_parts(found: &[Packed]) -> Result<Vocabulary, VocabularyError> {
        let of = |part: Part| found.iter().find(|packed| packed.part == part);
        let ascii = of(Part::Ascii).ok_or(VocabularyError::from(ErrorKind::NoAscii))?;
        let header = ascii.header.clone();
        let mut parts = Parts::NONE;
        let mut contents: Vec<Content> = Vec::with_capacity(Part::ALL.len());
        let nothing = Tokens::new();
        for (part, &merges) in Part::ALL.into_iter().zip(&header.merges) {
            if let Some(packed) = of(part) {
                if packed.header != header {
                    return Err(ErrorKind::Strangers.into());
                }
                let ascii = contents.first().map_or(&nothing, |ascii| &ascii.tokens);
                contents.push(packed.read(ascii)?);
                parts = parts.with(part);
            } else if merges == 0 {
                parts = parts.with(part);
            }
        }
        Vocabulary::build(header, parts, &contents)
    }

    fn build(
        header: Header,
        parts: Parts,
        contents: &[Content],
    ) -> Result<Vocabulary, VocabularyError> {
        let malformed = VocabularyError::from(ErrorKind::Malformed);
        let singles = contents.first().ok_or(malformed)?.singles;
        let mut single_ids = Box::new([NO_TOKEN; SINGLES]);
        for (number, &byte) in singles.iter().enumerate() {
            if core::mem::replace(&mut single_ids[byte as usize], number as u32) != NO_TOKEN {
                return Err(malformed);
            }
        }
        let in_order = in_order(parts, contents);
        if SINGLES + in_order.len() >= 1 << ID_BITS {
            return Err(malformed);
        }
        // At most half full, so that a look-up that fails, as most do, ends after one or two slots.
        let capacity = (in_order.len() * 2).next_power_of_two().max(2);
        let mut vocabulary = Vocabulary {
            header,
            parts,
            single_ids,
            single_bytes: Box::new(singles),
            halves: Vec::with_capacity(in_order.len()),
            lengths: Vec::with_capacity(SINGLES + in_order.len()),
            byte_pairs: vec![NO_TOKEN; SINGLES * SINGLES],
            filter: vec![0; (capacity * FILTER / 64).max(1)],
            slots: vec![0; capacity],
            shift: 64 - capacity.trailing_zeros(),
            irregular: Irregular::default(),
        };
        vocabulary.lengths.resize(SINGLES, 1);
        // Of the merges of each part, one part after the other.
        let mut begins = [0; Part::ALL.len()];
        let mut numbers = Vec::new();
        for content in contents {
            if let Some(begin) = begins.get_mut(content.part as usize) {
                *begin = numbers.len();
            }
            numbers.resize(numbers.len() + content.merges.len(), NO_TOKEN);
        }
        let begin = |part: Part| begins.get(part as usize).copied().unwrap_or(0);
        for &(content, index) in &in_order {
            let number = (SINGLES + vocabulary.halves.len()) as u32;
            let content = contents.get(content as usize).ok_or(malformed)?;
            let merge = content.merges.get(index as usize).ok_or(malformed)?;
            let [left, right] = merge.halves.map(|half| match half {
                Reference::Byte(byte) => vocabulary.single(byte),
                // What a forger meant by an index beyond the part is no token that comes before, or just another one.
                Reference::Merge(part, index) => numbers
                    .get(begin(part) + index as usize)
                    .copied()
                    .unwrap_or(NO_TOKEN),
            });
            if left == NO_TOKEN || right == NO_TOKEN {
                return Err(malformed);
            }
            let length = vocabulary.length(left) + vocabulary.length(right);
            if length > LONGEST_TOKEN as usize || !vocabulary.insert(left, right, number) {
                return Err(malformed);
            }
            vocabulary.halves.push([left, right]);
            vocabulary.lengths.push(length as u16);
            if let Some(slot) = numbers.get_mut(begin(content.part) + index as usize) {
                *slot = number;
            }
        }
        if let Some(ascii) = contents.first().filter(|ascii| !ascii.irregular.is_empty()) {
            let irregular = Irregular::new(&ascii.irregular, vocabulary.lengths.len() as u32)?;
            vocabulary.lengths.extend(irregular.lengths());
            vocabulary.irregular = irregular;
        }
        Ok(vocabulary)
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

    /// The encoding that this is the vocabulary of. Encodings that differ in special tokens alone share a vocabulary;
    /// then it is the first of them.
    pub fn encoding(&self) -> Encoding {
        Encoding::ALL
            .iter()
            .copied()
            .find(|encoding| padded(encoding.vocabulary()) == self.header.name)
            .unwrap_or(Encoding::Own)
    }

    /// The name in the file, such as `o200k_base`.
    pub fn name(&self) -> &str {
        let name = self.header.name.as_slice();
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
        (self.is_complete() && self.header.first_id != NO_IDS).then_some(self.header.first_id)
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

    /// The official id of a token; `None` as for [`Vocabulary::first_id`].
    pub(crate) fn official(&self, number: u32) -> Option<u32> {
        Some(self.first_id()?.wrapping_add(self.irregular.id(number)))
    }

    /// The number of an official id; it need not be a token's.
    pub(crate) fn number(&self, id: u32) -> Option<u32> {
        Some(self.irregular.number(id.checked_sub(self.first_id()?)?))
    }

    /// Whether the encoding wants texts in Unicode's normal form C.
    pub fn is_normalized(&self) -> bool {
        self.header.normalized
    }

    pub(crate) fn family(&self) -> Family {
        self.header.family
    }

    /// The same for all parts of a vocabulary, and for no other vocabulary.
    pub(crate) fn digest(&self) -> u64 {
        self.header.digest
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

/// Bits for the number of a run of merges.
const RUN_BITS: u32 = 16;

/// The merges that can be made with the parts that are there, in their order: which content, and which merge of it.
#[inline(never)]
fn in_order(parts: Parts, contents: &[Content]) -> Vec<(u32, u32)> {
    // Each run is in order; of all runs, the one that goes on with the earliest merge comes next.
    let mut runs: Vec<(u32, Range<u32>)> = Vec::new();
    for (which, content) in (0..).zip(contents) {
        let mut begun = 0;
        let mut possible = true;
        for &(at, needs) in &content.sections {
            if possible {
                runs.push((which, begun..at as u32));
            }
            begun = at as u32;
            possible = parts.covers(needs);
        }
        if possible {
            runs.push((which, begun..content.merges.len() as u32));
        }
    }
    // Greatest first, so what comes earliest is turned around: place, and which run.
    let next = |runs: &[(u32, Range<u32>)], index: usize| {
        let (which, run) = runs.get(index)?;
        let at = (run.start < run.end).then_some(run.start)?;
        let merge = contents.get(*which as usize)?.merges.get(at as usize)?;
        Some(merge.place << RUN_BITS | index as u64)
    };
    let mut heads = BinaryHeap::new();
    for index in 0..runs.len() {
        if let Some(head) = next(&runs, index) {
            heads.push(!head);
        }
    }
    let mut all = Vec::new();
    while let Some(head) = heads.pop() {
        let index = !head as usize & ((1 << RUN_BITS) - 1);
        let until = heads.peek().map_or(u64::MAX, |next| !next);
        while let Some(head) = next(&runs, index) {
            if head > until {
                heads.push(!head);
                break;
            }
            if let Some((which, run)) = runs.get_mut(index) {
                all.push((*which, run.start));
                run.start += 1;
            }
        }
    }
    all
}

/// Fibonacci hashing: the high bits of a product with 2^64 divided by the golden ratio.
#[inline(always)]
fn mixed(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline(always)]
fn byte_pair(left: u32, right: u32) -> Option<usize> {
    let singles = SINGLES as u32;
    (left < singles && right < singles).then_some((left * singles + right) as usize)
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
