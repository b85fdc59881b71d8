//! Byte-pair merging of one piece.
//!
//! A piece of up to [`SHORT`] bytes is merged by looking for the lowest merge again and again; a longer one in blocks
//! that are joined to what is already merged.
//!
//! *Why joining is exact.* Merging picks the lowest merge, leftmost first, until there is none. Take tokens side by side
//! such that every two neighbours, merged alone, stay those two. If merging the whole ever crossed a boundary between
//! them, the first time it did, everything inside both neighbours would have gone as it does when the two are merged
//! alone, so it would cross there too. Hence such a sequence *is* the result for the whole text, and it is enough to
//! look at the one boundary where a block is joined.

mod heap;
mod long;

use crate::vocabulary::{NO_TOKEN, Vocabulary};

pub(crate) use long::LongMerge;

/// The longest piece that is merged by linear search, bytes.
pub(crate) const SHORT: usize = 64;

/// Appends the tokens of a piece of at most [`SHORT`] bytes to `out`, or only counts them. Returns their number.
#[inline]
pub(crate) fn merge_short(
    vocabulary: &Vocabulary,
    piece: &[u8],
    out: Option<&mut Vec<u32>>,
) -> usize {
    let mut ids = [0u32; SHORT];
    let mut merges = [NO_TOKEN; SHORT];
    let mut length = 0;
    for (id, &byte) in ids.iter_mut().zip(piece) {
        *id = vocabulary.single(byte);
        length += 1;
    }
    for at in 1..length {
        merges[at - 1] = vocabulary.merged_bytes(ids[at - 1], ids[at]);
    }
    while length > 1 {
        let mut at = 0;
        let mut lowest = merges[0];
        for (index, &merge) in merges[..length - 1].iter().enumerate().skip(1) {
            if merge < lowest {
                lowest = merge;
                at = index;
            }
        }
        if lowest == NO_TOKEN {
            break;
        }
        ids[at] = lowest;
        ids.copy_within(at + 2..length, at + 1);
        merges.copy_within(at + 1..length, at);
        length -= 1;
        merges[length - 1] = NO_TOKEN;
        if at > 0 {
            merges[at - 1] = vocabulary.merged(ids[at - 1], lowest);
        }
        if at + 1 < length {
            merges[at] = vocabulary.merged(lowest, ids[at + 1]);
        }
    }
    if let Some(out) = out {
        out.extend_from_slice(&ids[..length]);
    }
    length
}

/// The tokens of a piece of any length, all at once.
pub(crate) fn merge_long(vocabulary: &Vocabulary, piece: &[u8]) -> Vec<u32> {
    let mut merge = LongMerge::default();
    while !merge.is_done(piece) {
        merge.step(vocabulary, piece);
    }
    merge.into_tokens()
}
