//! One sort for everything: each kind of element sorted with its own comparison would cost the wasm some 5 kB.

use std::collections::BinaryHeap;
use std::ops::Range;

/// The numbers of keys in the order of the keys; equal keys keep their order. O(n log n).
#[inline(never)]
pub(crate) fn by_key(keys: &[u32]) -> Vec<usize> {
    let mut keyed = Vec::with_capacity(keys.len());
    for (number, &key) in keys.iter().enumerate() {
        keyed.push(u64::from(key) << 32 | number as u64);
    }
    // A heap sorts in a tenth of the code of the slice's sort.
    let keyed = BinaryHeap::from(keyed).into_sorted_vec();
    let mut order = Vec::with_capacity(keyed.len());
    for pair in keyed {
        order.push((pair & 0xffff_ffff) as usize);
    }
    order
}

/// The elements of a list in the order of their keys; equal keys keep their order. Most lists are in order already.
pub(crate) fn sorted<T: Clone>(list: Vec<T>, key: impl Fn(&T) -> u32) -> Vec<T> {
    let mut keys = Vec::with_capacity(list.len());
    for one in &list {
        keys.push(key(one));
    }
    if keys.is_sorted() {
        return list;
    }
    let mut out = Vec::with_capacity(list.len());
    for number in by_key(&keys) {
        if let Some(one) = list.get(number) {
            out.push(one.clone());
        }
    }
    out
}

/// Ranges by where they begin.
#[inline(never)]
pub(crate) fn by_start(list: Vec<Range<usize>>) -> Vec<Range<usize>> {
    // Asked first, because every reading does so several times.
    if list.is_sorted_by_key(|range| range.start) {
        return list;
    }
    sorted(list, |range| range.start as u32)
}
