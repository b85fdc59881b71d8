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

use std::collections::BinaryHeap;

use crate::vocabulary::{NO_TOKEN, SINGLES, Vocabulary};

/// The longest piece that is merged by linear search, bytes.
pub(crate) const SHORT: usize = 64;
/// How much of a long piece is merged at a time, bytes.
const BLOCK: usize = 512;
/// How much of what is merged is merged anew with the next block at first, bytes. More only if that did not fit.
const OVERLAP: usize = 32;

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
        merges[at - 1] = vocabulary.merged(ids[at - 1], ids[at]);
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

/// Room for merging with a heap, kept so that blocks of one piece share it.
#[derive(Debug, Default)]
struct Scratch {
    /// Tokens by position; a position whose token was swallowed by its left neighbour holds [`NO_TOKEN`].
    ids: Vec<u32>,
    previous: Vec<u32>,
    next: Vec<u32>,
    /// Merges that may be made, as `!(merge << 32 | position)`: the greatest is the lowest and leftmost merge.
    heap: BinaryHeap<u64>,
}

impl Scratch {
    /// Leaves the tokens of `bytes` in `ids`, in order and without gaps. O(n log n).
    fn merge(&mut self, vocabulary: &Vocabulary, bytes: &[u8]) {
        let Scratch {
            ids,
            previous,
            next,
            heap,
        } = self;
        let length = bytes.len();
        ids.clear();
        if length <= SHORT {
            merge_short(vocabulary, bytes, Some(ids));
            return;
        }
        ids.extend(bytes.iter().map(|&byte| vocabulary.single(byte)));
        previous.clear();
        previous.extend((0..length as u32).map(|at| at.wrapping_sub(1)));
        next.clear();
        next.extend(1..=length as u32);
        let mut candidates = core::mem::take(heap).into_vec();
        candidates.clear();
        let id_at = |ids: &[u32], at: u32| ids.get(at as usize).copied().unwrap_or(NO_TOKEN);
        for at in 1..length {
            let merge = vocabulary.merged(id_at(ids, at as u32 - 1), id_at(ids, at as u32));
            if merge != NO_TOKEN {
                candidates.push(!((merge as u64) << 32 | (at as u64 - 1)));
            }
        }
        *heap = BinaryHeap::from(candidates);
        while let Some(candidate) = heap.pop() {
            let (merge, at) = ((!candidate >> 32) as u32, !candidate as u32);
            let left = id_at(ids, at);
            let right_at = next.get(at as usize).copied().unwrap_or(NO_TOKEN);
            let right = id_at(ids, right_at);
            // A candidate whose tokens have changed meanwhile is stale.
            if vocabulary.halves(merge) != Some([left, right]) {
                continue;
            }
            let after = next.get(right_at as usize).copied().unwrap_or(NO_TOKEN);
            if let (Some(id), Some(link)) = (ids.get_mut(at as usize), next.get_mut(at as usize)) {
                *id = merge;
                *link = after;
            }
            if let Some(id) = ids.get_mut(right_at as usize) {
                *id = NO_TOKEN;
            }
            if let Some(link) = previous.get_mut(after as usize) {
                *link = at;
                let further = vocabulary.merged(merge, id_at(ids, after));
                if further != NO_TOKEN {
                    heap.push(!((further as u64) << 32 | at as u64));
                }
            }
            let before = previous.get(at as usize).copied().unwrap_or(NO_TOKEN);
            if before != NO_TOKEN {
                let further = vocabulary.merged(id_at(ids, before), merge);
                if further != NO_TOKEN {
                    heap.push(!((further as u64) << 32 | before as u64));
                }
            }
        }
        ids.retain(|&id| id != NO_TOKEN);
    }
}

/// Whether two tokens stay these two when they are merged alone, side by side.
///
/// Merging is undone in time, latest first, on the side where the boundary runs: the left token's right edge and the
/// right token's left edge. The two edges must never have had a merge while they lay side by side.
fn stay_apart(vocabulary: &Vocabulary, mut left: u32, mut right: u32) -> bool {
    // Merges below `limit` had been made, or were due, while the present edges lay side by side.
    let mut limit = NO_TOKEN;
    loop {
        if vocabulary.merged(left, right) < limit {
            return false;
        }
        // Of two equal merges the left one was made first, so the right one is undone first. And a merge across the
        // boundary lies left of the right token, so it would have come before an equal one inside it.
        if right >= left && right as usize >= SINGLES {
            let Some([part, _]) = vocabulary.halves(right) else {
                return true;
            };
            limit = right.saturating_add(1);
            right = part;
        } else if left as usize >= SINGLES {
            let Some([_, part]) = vocabulary.halves(left) else {
                return true;
            };
            limit = left;
            left = part;
        } else {
            return true;
        }
    }
}

/// A long piece that is being merged, block by block, so that the work can be spread.
#[derive(Debug, Default)]
pub(crate) struct LongMerge {
    /// The tokens of the first `done` bytes.
    tokens: Vec<u32>,
    done: usize,
    scratch: Scratch,
}

impl LongMerge {
    /// Merges one more block of `piece`, which must be the same at every call. Returns how many bytes it went over.
    ///
    /// # Complexity
    /// O(b log b) for b bytes of a block, unless tokens far before the block change with it. They can only change along
    /// a chain of ever lower merges, so that a block costs a bounded amount whatever the piece.
    pub(crate) fn step(&mut self, vocabulary: &Vocabulary, piece: &[u8]) -> usize {
        let end = piece.len().min(self.done + BLOCK);
        let mut kept = self.tokens.len();
        let mut start = self.done;
        let mut overlap = OVERLAP;
        let mut work = 0;
        loop {
            while kept > 0 && self.done - start < overlap {
                kept -= 1;
                start -= self
                    .tokens
                    .get(kept)
                    .map_or(0, |&token| vocabulary.length(token));
            }
            work += end - start;
            self.scratch
                .merge(vocabulary, piece.get(start..end).unwrap_or(&[]));
            let before = kept.checked_sub(1).and_then(|last| self.tokens.get(last));
            let fits = match (before, self.scratch.ids.first()) {
                (Some(&left), Some(&right)) => stay_apart(vocabulary, left, right),
                _ => true,
            };
            if fits {
                break;
            }
            overlap *= 2;
        }
        self.tokens.truncate(kept);
        self.tokens.extend_from_slice(&self.scratch.ids);
        self.done = end;
        work
    }

    /// Whether all of `piece` is merged.
    pub(crate) fn is_done(&self, piece: &[u8]) -> bool {
        self.done >= piece.len()
    }

    /// The tokens of what has been merged.
    pub(crate) fn tokens(&self) -> &[u32] {
        &self.tokens
    }
}

/// The tokens of a piece of any length, all at once.
pub(crate) fn merge_long(vocabulary: &Vocabulary, piece: &[u8]) -> Vec<u32> {
    let mut merge = LongMerge::default();
    while !merge.is_done(piece) {
        merge.step(vocabulary, piece);
    }
    merge.tokens
}
