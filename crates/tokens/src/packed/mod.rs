//! The packed form of a vocabulary: one file for each [`Part`].
//!
//! All numbers are little-endian. A file may hold several parts, one after the other.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `PWV` and the version of the format, 2 |
//! | 16 | the vocabulary's name, filled up with zeros |
//! | 1 | the part, by its place in [`Part::ALL`] |
//! | 1 | the pre-tokenizer, by its place in [`Family::ALL`] |
//! | 1 | 1 if texts are put into normal form C first, otherwise 0 |
//! | 1 | 1 if the ASCII part lists what is irregular, otherwise 0 |
//! | 4 | the official id of the first single byte, which the other bytes and the merges follow; 2³² - 1 if ids are in no order |
//! | 8 | FNV-1a (64 bits) of all tokens, each followed by its length: equal in the parts that belong together |
//! | 36 | how many merges each part has |
//! | 4 | length of what follows the next field |
//! | 8 | FNV-1a (64 bits) of everything before this field and after it, so that damage is detected before use |
//!
//! Then, in [`Part::Ascii`], the byte that each of the 256 first tokens stands for and what is irregular; and in [`Part::Shared`] the number of
//! sections (2) and for each of them the parts that its merges are made of (2) and their number (2). Sections stand at
//! the end of the part; the merges before the first one need no other part. Then the merges, as [`model`] and [`range`]
//! code them.

pub(crate) mod model;
pub(crate) mod range;
pub(crate) mod shape;

use self::model::{Merge, Model, Tokens};
use self::range::Reader;
use crate::irregular::Listed;
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

/// More than there are sets of scripts that tokens mix.
const MOST_SECTIONS: u16 = 1024;

/// What is the same in all parts of a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) name: [u8; NAME_LENGTH],
    pub(crate) family: Family,
    /// Whether texts are put into normal form C first.
    pub(crate) normalized: bool,
    /// Whether the ASCII part lists what is irregular.
    pub(crate) irregular: bool,
    /// The official id of the first single byte.
    pub(crate) first_id: u32,
    pub(crate) digest: u64,
    /// How many merges each part has.
    pub(crate) merges: [u32; Part::ALL.len()],
}

/// A part as it is in a file: checked as a whole, not read yet.
pub(crate) struct Packed<'a> {
    pub(crate) header: Header,
    pub(crate) part: Part,
    body: &'a [u8],
}

/// A part, read.
pub(crate) struct Content {
    pub(crate) part: Part,
    /// Only in [`Part::Ascii`]: the byte that each of the first tokens stands for.
    pub(crate) singles: [u8; SINGLES],
    pub(crate) merges: Vec<Merge>,
    /// The parts that the merges from a place on are made of, beyond this one.
    pub(crate) sections: Vec<(usize, Parts)>,
    /// Only in [`Part::Ascii`]: tokens that are not merged, and ids out of order.
    pub(crate) irregular: Listed,
    /// The merges again, as other parts may speak of them; only in [`Part::Ascii`].
    pub(crate) tokens: Tokens,
}

/// Looks at the first part in `file`, and returns what follows it.
#[inline(never)]
pub(crate) fn first_part(file: &[u8]) -> Result<(Packed<'_>, &[u8]), VocabularyError> {
    let not_packed = VocabularyError::from(ErrorKind::NotPacked);
    let head = file.get(..BODY).ok_or(not_packed)?;
    let rest = file.get(BODY..).ok_or(not_packed)?;
    if head.get(..MAGIC.len()) != Some(&MAGIC) {
        return Err(not_packed);
    }
    let number = |at: usize, bytes: usize| number(head.get(at..at + bytes).unwrap_or(&[]));
    let damaged = VocabularyError::from(ErrorKind::Damaged);
    let length = number(LENGTH, 4) as usize;
    let body = rest.get(..length).ok_or(damaged)?;
    let before = head.get(..CHECKSUM).ok_or(damaged)?;
    if fnv1a(fnv1a(FNV_START, before), body) != number(CHECKSUM, 8) {
        return Err(damaged);
    }
    let unknown = VocabularyError::from(ErrorKind::Unknown);
    let mut name = [0; NAME_LENGTH];
    name.copy_from_slice(head.get(MAGIC.len()..DETAILS).ok_or(damaged)?);
    let mut merges = [0; Part::ALL.len()];
    for (part, merges) in merges.iter_mut().enumerate() {
        *merges = number(COUNTS + 4 * part, 4) as u32;
    }
    let place = |at| number(DETAILS + at, 1) as usize;
    let yes_or_no = |byte| match byte {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(unknown),
    };
    let packed = Packed {
        header: Header {
            name,
            family: *Family::ALL.get(place(1)).ok_or(unknown)?,
            normalized: yes_or_no(place(2))?,
            irregular: yes_or_no(place(3))?,
            first_id: number(DETAILS + 4, 4) as u32,
            digest: number(DETAILS + 8, 8),
            merges,
        },
        part: *Part::ALL.get(place(0)).ok_or(unknown)?,
        body,
    };
    Ok((packed, rest.get(length..).ok_or(damaged)?))
}

impl Packed<'_> {
    /// Reads the merges. `ascii` are the ASCII part's merges, unless this is it.
    #[inline(never)]
    pub(crate) fn read(&self, ascii: &Tokens) -> Result<Content, VocabularyError> {
        let malformed = VocabularyError::from(ErrorKind::Malformed);
        let count = *self
            .header
            .merges
            .get(self.part as usize)
            .ok_or(malformed)? as usize;
        // A merge takes more than a byte in any real vocabulary; so a small file cannot ask for much memory.
        if count > 4 * self.body.len() {
            return Err(malformed);
        }
        let mut body = self.body;
        let mut singles = [0; SINGLES];
        if self.part == Part::Ascii {
            let (first, rest) = body.split_at_checked(SINGLES).ok_or(malformed)?;
            singles.copy_from_slice(first);
            body = rest;
        }
        let mut irregular = Listed::default();
        if self.part == Part::Ascii && self.header.irregular {
            irregular = Listed::read(&mut body)?;
        }
        let mut sections = Vec::new();
        if self.part == Part::Shared {
            let mut take = || -> Result<u16, VocabularyError> {
                let (first, rest) = body.split_at_checked(2).ok_or(malformed)?;
                body = rest;
                Ok(number(first) as u16)
            };
            let mut listed = Vec::new();
            let number = take()?;
            if number > MOST_SECTIONS {
                return Err(malformed);
            }
            for _ in 0..number {
                let needs = Parts::from_bits(take()?).ok_or(malformed)?;
                listed.push((needs, take()? as usize));
            }
            let in_sections: usize = listed.iter().map(|(_, merges)| merges).sum();
            let mut at = count.checked_sub(in_sections).ok_or(malformed)?;
            for (needs, merges) in listed {
                sections.push((at, needs));
                at += merges;
            }
        }
        let mut reader = Reader::new(body);
        let mut model = Model::new(self.part, &self.header.merges, ascii);
        let mut merges = Vec::with_capacity(count);
        let mut next_sections = sections.iter();
        let mut next = next_sections.next();
        for index in 0..count {
            while next.is_some_and(|(at, _)| *at == index) {
                model.begin_section();
                next = next_sections.next();
            }
            merges.push(model.code(&mut reader, None).map_err(|_| malformed)?);
        }
        if !reader.is_at_end() {
            return Err(malformed);
        }
        Ok(Content {
            part: self.part,
            singles,
            merges,
            sections,
            irregular,
            tokens: match self.part {
                Part::Ascii => model.into_merges(),
                _ => Tokens::new(),
            },
        })
    }
}

/// Writes a part.
#[cfg(feature = "pack")]
pub(crate) fn write(header: &Header, part: Part, content: &Content, ascii: &Tokens) -> Vec<u8> {
    let mut body = Vec::new();
    if part == Part::Ascii {
        body.extend_from_slice(&content.singles);
        if header.irregular {
            content.irregular.write(&mut body);
        }
    }
    if part == Part::Shared {
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
    let mut model = Model::new(part, &header.merges, ascii);
    let mut writer = range::Writer::new();
    for (index, merge) in content.merges.iter().enumerate() {
        if content.sections.iter().any(|(at, _)| *at == index) {
            model.begin_section();
        }
        model
            .code(&mut writer, Some(*merge))
            .expect("what is written was made of tokens that are there");
    }
    body.extend_from_slice(&writer.finish());

    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&header.name);
    let family = Family::ALL
        .iter()
        .position(|family| *family == header.family)
        .expect("all families are in the list");
    let flags = [header.normalized as u8, header.irregular as u8];
    file.extend_from_slice(&[part as u8, family as u8, flags[0], flags[1]]);
    file.extend_from_slice(&header.first_id.to_le_bytes());
    file.extend_from_slice(&header.digest.to_le_bytes());
    for merges in header.merges {
        file.extend_from_slice(&merges.to_le_bytes());
    }
    file.extend_from_slice(&(body.len() as u32).to_le_bytes());
    let checksum = fnv1a(fnv1a(FNV_START, &file), &body);
    file.extend_from_slice(&checksum.to_le_bytes());
    file.extend_from_slice(&body);
    file
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
