//! What does not follow from the merges of a vocabulary: tokens that only whole pieces become, and official ids that are
//! not in the order of the merges.
//!
//! Vocabularies that are looked up by bytes may have both; of those known, Llama 3's does (588 and 90). Their reference
//! looks a piece up as a whole before it merges anything.

/// The longest token that a whole piece becomes, bytes. Less than what a document counts piecemeal.
pub(crate) const LONGEST_WHOLE: usize = 1024;

/// The known values of the header's field: 1 if something is listed.
pub(crate) const KNOWN: &[u8] = &[0, 1];

/// As it is written in the ASCII part and in the prepared form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Numbers of merged tokens whose ids are out of order, and the ids, less that of the first single byte.
    pub(crate) moved: Vec<(u32, u32)>,
    /// The ids, likewise, and the bytes of tokens that only whole pieces become.
    pub(crate) whole: Vec<(u32, Vec<u8>)>,
}

impl Listed {
    #[cfg(feature = "pack")]
    pub(crate) fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.whole.is_empty()
    }

    /// Two counted lists: number and id, 4 bytes each; id (4), length (2) and bytes.
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

    /// Reads what [`Listed::write`] wrote from the front of `body`, if it `is_there`. `None` if it is not what that writes.
    pub(crate) fn read(is_there: bool, body: &mut &[u8]) -> Option<Listed> {
        let mut listed = Listed::default();
        if !is_there {
            return Some(listed);
        }
        for _ in 0..number(body, 4)? {
            listed.moved.push((number(body, 4)?, number(body, 4)?));
        }
        for _ in 0..number(body, 4)? {
            let id = number(body, 4)?;
            let length = number(body, 2)? as usize;
            let bytes = take(body, length)?;
            if !(2..=LONGEST_WHOLE).contains(&length) {
                return None;
            }
            listed.whole.push((id, bytes.to_vec()));
        }
        Some(listed)
    }
}

fn take<'a>(body: &mut &'a [u8], bytes: usize) -> Option<&'a [u8]> {
    let (first, rest) = body.split_at_checked(bytes)?;
    *body = rest;
    Some(first)
}

fn number(body: &mut &[u8], bytes: usize) -> Option<u32> {
    let bytes = take(body, bytes)?.iter().rev();
    Some(bytes.fold(0, |number, &byte| number << 8 | byte as u32))
}

/// The same, to be looked up in. Whole tokens are numbered after all merged ones that are there.
#[derive(Debug, Default)]
pub(crate) struct Irregular {
    listed: Listed,
    /// The places in `listed.whole`, in the order of the bytes.
    sorted: Vec<u32>,
    first_whole: u32,
    /// Numbers and ids of all that is out of order, by number and by id.
    by_number: Vec<(u32, u32)>,
    by_id: Vec<(u32, u32)>,
}

impl Irregular {
    /// `first_whole` is how many tokens there are otherwise. `None` if two tokens share their bytes, number or id.
    pub(crate) fn new(listed: Listed, first_whole: u32, is_complete: bool) -> Option<Irregular> {
        let mut by_number = Vec::new();
        // The numbers that are listed are those of all parts; while some are missing, others have them.
        if is_complete {
            by_number.clone_from(&listed.moved);
        }
        for (number, (id, _)) in (first_whole..).zip(&listed.whole) {
            by_number.push((number, *id));
        }
        let mut by_id: Vec<(u32, u32)> =
            by_number.iter().map(|&(number, id)| (id, number)).collect();
        by_number.sort_unstable();
        by_id.sort_unstable();
        let mut sorted: Vec<u32> = (0..listed.whole.len() as u32).collect();
        let bytes = |place: &u32| listed.whole.get(*place as usize).map(|(_, bytes)| bytes);
        sorted.sort_unstable_by_key(bytes);
        let strictly = |list: &[(u32, u32)]| list.is_sorted_by(|one, next| one.0 < next.0);
        let holds = strictly(&by_number)
            && strictly(&by_id)
            && sorted.is_sorted_by(|one, next| bytes(one) < bytes(next));
        holds.then_some(Irregular {
            listed,
            sorted,
            first_whole,
            by_number,
            by_id,
        })
    }

    /// As it is written.
    pub(crate) fn listed(&self) -> &Listed {
        &self.listed
    }

    /// The number of the token that a piece becomes as a whole, whatever its merges make of it.
    #[inline]
    pub(crate) fn whole(&self, piece: &[u8]) -> Option<u32> {
        if self.sorted.is_empty() {
            return None;
        }
        let at = self
            .sorted
            .binary_search_by(|&place| self.at(place).unwrap_or(&[]).cmp(piece))
            .ok()?;
        Some(self.first_whole + self.sorted.get(at)?)
    }

    /// The lengths of the whole tokens in the order of their numbers, bytes.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = u16> {
        let whole = self.listed.whole.iter();
        whole.map(|(_, bytes)| bytes.len() as u16)
    }

    /// The bytes of a whole token.
    pub(crate) fn bytes(&self, number: u32) -> Option<&[u8]> {
        self.at(number.checked_sub(self.first_whole)?)
    }

    fn at(&self, place: u32) -> Option<&[u8]> {
        let (_, bytes) = self.listed.whole.get(place as usize)?;
        Some(bytes)
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
