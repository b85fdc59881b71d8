//! What does not follow from the merges of a vocabulary: tokens that only whole pieces become, and official ids that are
//! not in the order of the merges.
//!
//! Vocabularies that are looked up by bytes may have both; of those known, Llama 3's does (588 and 90). Their reference
//! looks a piece up as a whole before it merges anything.

use crate::vocabulary::{ErrorKind, VocabularyError};

/// The longest token that a whole piece becomes, bytes. Less than what a document counts piecemeal.
pub(crate) const LONGEST_WHOLE: usize = 1024;

/// As it is written in the ASCII part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Numbers of merged tokens whose ids are out of order, and the ids, less that of the first single byte.
    pub(crate) moved: Vec<(u32, u32)>,
    /// The ids, likewise, and the bytes of tokens that only whole pieces become.
    pub(crate) whole: Vec<(u32, Vec<u8>)>,
}

impl Listed {
    pub(crate) fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.whole.is_empty()
    }

    /// Two counted lists: number and id, 4 bytes each; id (4), length (2) and bytes.
    #[cfg(feature = "pack")]
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&(self.moved.len() as u32).to_le_bytes());
        for (number, id) in &self.moved {
            out.extend_from_slice(&number.to_le_bytes());
            out.extend_from_slice(&id.to_le_bytes());
        }
        out.extend_from_slice(&(self.whole.len() as u32).to_le_bytes());
        for (id, bytes) in &self.whole {
            out.extend_from_slice(&id.to_le_bytes());
            out.extend_from_slice(&(bytes.len() as u16).to_le_bytes());
            out.extend_from_slice(bytes);
        }
    }

    /// Reads what [`Listed::write`] wrote from the front of `body`.
    pub(crate) fn read(body: &mut &[u8]) -> Result<Listed, VocabularyError> {
        let mut listed = Listed::default();
        for _ in 0..number(body, 4)? {
            listed.moved.push((number(body, 4)?, number(body, 4)?));
        }
        for _ in 0..number(body, 4)? {
            let id = number(body, 4)?;
            let length = number(body, 2)? as usize;
            let bytes = take(body, length)?;
            if !(2..=LONGEST_WHOLE).contains(&length) {
                return Err(ErrorKind::Malformed.into());
            }
            listed.whole.push((id, bytes.to_vec()));
        }
        Ok(listed)
    }
}

fn take<'a>(body: &mut &'a [u8], bytes: usize) -> Result<&'a [u8], VocabularyError> {
    let malformed = VocabularyError::from(ErrorKind::Malformed);
    let (first, rest) = body.split_at_checked(bytes).ok_or(malformed)?;
    *body = rest;
    Ok(first)
}

fn number(body: &mut &[u8], bytes: usize) -> Result<u32, VocabularyError> {
    let bytes = take(body, bytes)?.iter().rev();
    Ok(bytes.fold(0, |number, &byte| number << 8 | byte as u32))
}

/// The same, to be looked up in. Whole tokens are numbered after all merged ones that are there.
#[derive(Debug, Default)]
pub(crate) struct Irregular {
    /// Sorted.
    whole: Vec<(Vec<u8>, u32)>,
    /// The places in `whole`, in the order of the numbers.
    places: Vec<u32>,
    first_whole: u32,
    /// Numbers and ids of all that is out of order, by number and by id.
    by_number: Vec<(u32, u32)>,
    by_id: Vec<(u32, u32)>,
}

impl Irregular {
    /// `first_whole` is how many tokens there are otherwise.
    pub(crate) fn new(listed: &Listed, first_whole: u32) -> Result<Irregular, VocabularyError> {
        let malformed = VocabularyError::from(ErrorKind::Malformed);
        let mut by_number = listed.moved.clone();
        let mut whole = Vec::with_capacity(listed.whole.len());
        for (number, (id, bytes)) in (first_whole..).zip(&listed.whole) {
            by_number.push((number, *id));
            whole.push((bytes.clone(), number));
        }
        let mut by_id: Vec<(u32, u32)> =
            by_number.iter().map(|&(number, id)| (id, number)).collect();
        by_number.sort_unstable();
        by_id.sort_unstable();
        whole.sort_unstable();
        let mut places = vec![0; whole.len()];
        for (place, (_, number)) in (0..).zip(&whole) {
            if let Some(slot) = places.get_mut((number - first_whole) as usize) {
                *slot = place;
            }
        }
        let strictly = |list: &[(u32, u32)]| list.is_sorted_by(|one, next| one.0 < next.0);
        if !strictly(&by_number)
            || !strictly(&by_id)
            || !whole.is_sorted_by(|one, next| one.0 < next.0)
        {
            return Err(malformed);
        }
        Ok(Irregular {
            whole,
            places,
            first_whole,
            by_number,
            by_id,
        })
    }

    /// The number of the token that a piece becomes as a whole, whatever its merges make of it.
    #[inline]
    pub(crate) fn whole(&self, piece: &[u8]) -> Option<u32> {
        if self.whole.is_empty() {
            return None;
        }
        let at = self
            .whole
            .binary_search_by(|(bytes, _)| bytes.as_slice().cmp(piece))
            .ok()?;
        self.whole.get(at).map(|(_, number)| *number)
    }

    /// The lengths of the whole tokens in the order of their numbers, bytes.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = u16> {
        self.places.iter().map(|&place| {
            self.whole
                .get(place as usize)
                .map_or(0, |(bytes, _)| bytes.len() as u16)
        })
    }

    /// The bytes of a whole token.
    pub(crate) fn bytes(&self, number: u32) -> Option<&[u8]> {
        let place = self
            .places
            .get(number.checked_sub(self.first_whole)? as usize)?;
        self.whole
            .get(*place as usize)
            .map(|(bytes, _)| bytes.as_slice())
    }

    /// The id of a token, less that of the first single byte. All parts of the vocabulary must be there.
    pub(crate) fn id(&self, number: u32) -> u32 {
        other(&self.by_number, &self.by_id, number)
    }

    /// The other way round.
    pub(crate) fn number(&self, id: u32) -> u32 {
        other(&self.by_id, &self.by_number, id)
    }
}

/// Finds what `key` is listed with. What is not listed keeps its order among what is not listed on the other side.
fn other(listed: &[(u32, u32)], others: &[(u32, u32)], key: u32) -> u32 {
    match listed.binary_search_by_key(&key, |entry| entry.0) {
        Ok(at) => listed.get(at).map_or(key, |entry| entry.1),
        Err(before) => {
            let rank = key - before as u32;
            let (mut low, mut high) = (0, others.len());
            while low < high {
                let middle = (low + high) / 2;
                let at_or_before = others
                    .get(middle)
                    .is_some_and(|(other, _)| other - middle as u32 <= rank);
                if at_or_before {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            rank.wrapping_add(low as u32)
        }
    }
}
