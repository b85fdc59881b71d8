//! Merging with a heap.

use std::collections::BinaryHeap;

use super::{SHORT, merge_short};
use crate::vocabulary::{NO_TOKEN, Vocabulary};

/// Room for merging with a heap, kept so that blocks of one piece share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    /// Tokens by position; a position whose token was swallowed by its left neighbour holds [`NO_TOKEN`].
    pub(super) ids: Vec<u32>,
    previous: Vec<u32>,
    next: Vec<u32>,
    /// Merges that may be made, as `!(merge << 32 | position)`: the greatest is the lowest and leftmost merge.
    heap: BinaryHeap<u64>,
}

impl Scratch {
    /// Leaves the tokens of `bytes` in `ids`, in order and without gaps. O(n log n).
    pub(super) fn merge(&mut self, vocabulary: &Vocabulary, bytes: &[u8]) {
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
            let merge = vocabulary.merged_bytes(id_at(ids, at as u32 - 1), id_at(ids, at as u32));
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
