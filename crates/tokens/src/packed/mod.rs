//! The packed form of a vocabulary: one file for each [`Part`].
//!
//! All numbers are little-endian. A file may hold several parts, one after the other.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `PWV` and the version of the format, 2 |
//! | 16 | the vocabulary's name, filled up with zeros |
//! | 1 | the part, by its place in [`Part::ALL`]; 255 for the prepared form |
//! | 1 | the pre-tokenizer, by its place in [`Family::ALL`] |
//! | 1 | 1 if texts are put into normal form C first, otherwise 0 |
//! | 1 | 1 if something is irregular, otherwise 0 |
//! | 4 | the official id of the first single byte, which the other bytes and the merges follow; 2³² - 1 if ids are in no order |
//! | 8 | FNV-1a (64 bits) of all tokens, each followed by its length: equal in the parts that belong together |
//! | 36 | how many merges each part has |
//! | 4 | length of what follows the next field |
//! | 8 | FNV-1a (64 bits) of everything before this field and after it, so that damage is detected before use |
//!
//! Then, in [`Part::Ascii`], the byte that each of the 256 first tokens stands for and, if something is, what is irregular
//! (as `Listed::write` says); and in [`Part::Shared`] the number of sections (2) and for each of them the parts that its merges are made of (2) and their number (2). Sections stand at
//! the end of the part; the merges before the first one need no other part. Then the merges, as [`model`] and [`range`]
//! code them.
//!
//! The prepared form is what a program may keep that has read the parts, to be faster the next time: the same header; then
//! the byte that each of the 256 first tokens stands for, the parts that were there (2), if something is irregular the same
//! list of it, and the two tokens of each merge, numbered in the order of what was there (3 each). It is read in a third of the time and is twice as large.

pub(crate) mod model;
pub(crate) mod range;
pub(crate) mod shape;

use self::model::{Known, Model, Place, Reference};
use self::range::Reader;
use crate::irregular::{self, Listed};
use crate::parts::{Part, Parts};
use crate::scanner::Family;
use crate::vocabulary::{ErrorKind, SINGLES, VocabularyError};

pub(crate) const MAGIC: [u8; 4] = *b"PWV\x02";
pub(crate) const NAME_LENGTH: usize = 16;
const DETAILS: usize = MAGIC.len() + NAME_LENGTH;
const COUNTS: usize = DETAILS + 16;
const LENGTH: usize = COUNTS + 4 * Part::ALL.len();
const CHECKSUM: usize = LENGTH + 4;
const BODY: usize = CHECKSUM + 8;

/// Instead of a part: the prepared form.
const PREPARED: u8 = 0xff;
/// Bytes of a token's number in the prepared form.
pub(crate) const NUMBER: usize = 3;

/// More than there are sets of scripts that tokens mix.
const MOST_SECTIONS: u16 = 1024;

/// What is the same in all parts of a vocabulary, as it stands in the file.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header([u8; LENGTH]);

impl Header {
    /// Filled up with zeros.
    pub(crate) fn name(&self) -> &[u8] {
        self.0.get(MAGIC.len()..DETAILS).unwrap_or(&[])
    }

    pub(crate) fn family(&self) -> Option<Family> {
        Family::ALL
            .get(self.number(DETAILS + 1, 1) as usize)
            .copied()
    }

    /// Whether texts are put into normal form C first.
    pub(crate) fn is_normalized(&self) -> bool {
        self.number(DETAILS + 2, 1) == 1
    }

    /// Whether something is irregular, and listed.
    pub(crate) fn is_irregular(&self) -> bool {
        self.number(DETAILS + 3, 1) == 1
    }

    /// The official id of the first single byte.
    pub(crate) fn first_id(&self) -> u32 {
        self.number(DETAILS + 4, 4) as u32
    }

    pub(crate) fn digest(&self) -> u64 {
        self.number(DETAILS + 8, 8)
    }

    /// How many merges each part has.
    pub(crate) fn merges(&self) -> [u32; Part::ALL.len()] {
        let mut merges = [0; Part::ALL.len()];
        for (part, merges) in merges.iter_mut().enumerate() {
            *merges = self.number(COUNTS + 4 * part, 4) as u32;
        }
        merges
    }

    fn number(&self, at: usize, bytes: usize) -> u64 {
        number(self.0.get(at..at + bytes).unwrap_or(&[]))
    }

    /// A whole file.
    fn file(&self, part: u8, body: &[u8]) -> Vec<u8> {
        let mut file = self.0.to_vec();
        if let Some(place) = file.get_mut(DETAILS) {
            *place = part;
        }
        file.extend_from_slice(&(body.len() as u32).to_le_bytes());
        let checksum = fnv1a(fnv1a(FNV_START, &file), body);
        file.extend_from_slice(&checksum.to_le_bytes());
        file.extend_from_slice(body);
        file
    }

    /// The prepared form of a vocabulary.
    pub(crate) fn prepared(
        &self,
        singles: &[u8; SINGLES],
        parts: Parts,
        listed: &Listed,
        merges: &[[u32; 2]],
    ) -> Vec<u8> {
        let mut body = singles.to_vec();
        body.extend_from_slice(&parts.bits().to_le_bytes());
        if self.is_irregular() {
            listed.write(&mut body);
        }
        body.reserve(2 * NUMBER * merges.len());
        for token in merges.iter().flatten() {
            let [bytes @ .., _] = token.to_le_bytes();
            body.extend_from_slice(&bytes);
        }
        self.file(PREPARED, &body)
    }
}

/// A part as it is in a file: checked as a whole, not read yet.
pub(crate) struct Packed<'a> {
    pub(crate) header: Header,
    /// `None` for the prepared form.
    pub(crate) part: Option<Part>,
    body: &'a [u8],
}

/// Looks at the first part in `file`, and returns what follows it.
#[inline(never)]
pub(crate) fn first_part(file: &[u8]) -> Result<(Packed<'_>, &[u8]), VocabularyError> {
    let not_packed = VocabularyError::from(ErrorKind::NotPacked);
    let (head, rest) = file.split_first_chunk::<BODY>().ok_or(not_packed)?;
    if head.first_chunk() != Some(&MAGIC) {
        return Err(not_packed);
    }
    let damaged = VocabularyError::from(ErrorKind::Damaged);
    let (before, checksum) = head.split_last_chunk::<8>().ok_or(damaged)?;
    let (header, length) = before.split_first_chunk::<LENGTH>().ok_or(damaged)?;
    let (body, rest) = rest
        .split_at_checked(number(length) as usize)
        .ok_or(damaged)?;
    if fnv1a(fnv1a(FNV_START, before), body) != u64::from_le_bytes(*checksum) {
        return Err(damaged);
    }
    let mut header = Header(*header);
    let [.., part, _, normalized, irregular] = header
        .0
        .first_chunk_mut::<{ DETAILS + 4 }>()
        .ok_or(damaged)?;
    let flags_known = *normalized <= 1 && irregular::KNOWN.contains(irregular);
    let place = core::mem::replace(part, 0);
    let part = Part::ALL.get(place as usize).copied();
    if part.is_none() && place != PREPARED || !flags_known || header.family().is_none() {
        return Err(ErrorKind::Unknown.into());
    }
    Ok((Packed { header, part, body }, rest))
}

/// The merges of all parts that are there.
pub(crate) struct Merges {
    pub(crate) known: Known,
    /// The two tokens of each merge, by its reference.
    pub(crate) halves: Vec<[Reference; 2]>,
    /// The merges that are not in the ASCII part and can be made.
    pub(crate) later: Vec<(Place, Reference)>,
    /// What the ASCII part lists.
    pub(crate) irregular: Listed,
}

impl<'a> Packed<'a> {
    /// The byte that each of the first tokens stands for, in the ASCII part and in the prepared form; and what follows.
    pub(crate) fn singles(&self) -> Option<(&'a [u8; SINGLES], &'a [u8])> {
        self.body.split_first_chunk()
    }

    /// Reads the merges of `part`, which this is. `parts` are all that are there. The ASCII part must come first. `None` if
    /// the part contradicts itself.
    #[inline(never)]
    pub(crate) fn read(&self, part: Part, parts: Parts, into: &mut Merges) -> Option<()> {
        let [begin, end] = into.known.range(part);
        // A merge takes more than a byte in any real vocabulary; so a small file cannot ask for much work.
        if (end - begin) as usize > 4 * self.body.len() {
            return None;
        }
        let mut body = self.body;
        if part == Part::Ascii {
            body = self.singles()?.1;
            into.irregular = Listed::read(self.header.is_irregular(), &mut body)?;
        }
        let mut take = || {
            let (first, rest) = body.split_first_chunk()?;
            body = rest;
            Some(u16::from_le_bytes(*first))
        };
        // Where each section ends, counted from the end of the last one, and what it needs.
        let mut sections = vec![(Parts::NONE, 0)];
        let mut in_sections = 0;
        if part == Part::Shared {
            let number = take()?;
            if number > MOST_SECTIONS {
                return None;
            }
            for _ in 0..number {
                let needs = Parts::from_bits(take()?)?;
                let merges = take()? as u32;
                in_sections += merges;
                sections.push((needs, merges));
            }
        }
        sections.first_mut()?.1 = (end - begin).checked_sub(in_sections)?;
        let mut reader = Reader::new(body);
        let mut model = Model::new(part, &mut into.known);
        let mut reference = begin;
        for (needs, merges) in sections {
            model.begin_section();
            for _ in 0..merges {
                let merge = model.code(&mut reader, None)?;
                *into.halves.get_mut(reference as usize)? = merge.halves;
                if part != Part::Ascii && parts.covers(needs) {
                    into.later.push((merge.place, reference));
                }
                reference += 1;
            }
        }
        model.finish();
        reader.is_at_end().then_some(())
    }

    /// What the prepared form holds: the parts that were there, what is irregular, and the tokens that merges are made of,
    /// each in [`NUMBER`] bytes. `None` if it is none.
    pub(crate) fn prepared(&self) -> Option<(Parts, Listed, &'a [u8])> {
        let (parts, mut merges) = self.singles()?.1.split_first_chunk()?;
        let parts = Parts::from_bits(u16::from_le_bytes(*parts))?;
        let listed = Listed::read(self.header.is_irregular(), &mut merges)?;
        let whole = self.part.is_none() && merges.len() % (2 * NUMBER) == 0;
        whole.then_some((parts, listed, merges))
    }
}

/// A part that is to be written.
#[cfg(feature = "pack")]
pub(crate) struct Content {
    pub(crate) part: Part,
    pub(crate) merges: Vec<model::Merge>,
    /// The parts that the merges from a place on are made of, beyond this one.
    pub(crate) sections: Vec<(usize, Parts)>,
    /// Tokens that are not merged, and ids out of order; written in [`Part::Ascii`] only.
    pub(crate) irregular: Listed,
}

#[cfg(feature = "pack")]
impl Header {
    /// A header; see the module for what is in it.
    pub(crate) fn new(
        name: [u8; NAME_LENGTH],
        family: Family,
        normalized: bool,
        irregular: bool,
        first_id: u32,
        digest: u64,
        merges: &[u32; Part::ALL.len()],
    ) -> Header {
        let family = Family::ALL.iter().position(|known| *known == family);
        let family = family.expect("all families are in the list") as u8;
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&name);
        bytes.extend_from_slice(&[0, family, normalized as u8, irregular as u8]);
        bytes.extend_from_slice(&first_id.to_le_bytes());
        bytes.extend_from_slice(&digest.to_le_bytes());
        bytes.extend(merges.iter().flat_map(|merges| merges.to_le_bytes()));
        Header(
            bytes
                .try_into()
                .expect("the fields are as long as a header"),
        )
    }

    /// Writes a part; those before it were written already, with the same `known`.
    pub(crate) fn write(
        &self,
        singles: &[u8; SINGLES],
        content: &Content,
        known: &mut Known,
    ) -> Vec<u8> {
        let mut body = Vec::new();
        if content.part == Part::Ascii {
            body.extend_from_slice(singles);
            if self.is_irregular() {
                content.irregular.write(&mut body);
            }
        }
        if content.part == Part::Shared {
            body.extend_from_slice(&(content.sections.len() as u16).to_le_bytes());
            let ends = content.sections.iter().skip(1).map(|(at, _)| *at);
            for ((at, needs), end) in content
                .sections
                .iter()
                .zip(ends.chain([content.merges.len()]))
            {
                body.extend_from_slice(&needs.bits().to_le_bytes());
                body.extend_from_slice(&((end - at) as u16).to_le_bytes());
            }
        }
        let mut model = Model::new(content.part, known);
        let mut writer = range::Writer::new();
        for (index, merge) in content.merges.iter().enumerate() {
            if content.sections.iter().any(|(at, _)| *at == index) {
                model.begin_section();
            }
            model
                .code(&mut writer, Some(*merge))
                .expect("what is written was made of tokens that are there");
        }
        model.finish();
        body.extend_from_slice(&writer.finish());
        self.file(content.part as u8, &body)
    }
}

/// The hash of nothing.
pub(crate) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of what `hash` is the hash of, followed by `bytes`.
pub(crate) fn fnv1a(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| {
        (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
    })
}

/// At most eight bytes, the lowest first.
fn number(little_endian: &[u8]) -> u64 {
    little_endian
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | byte as u64)
}
