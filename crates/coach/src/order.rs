//! One sort for everything: each kind of element sorted with its own comparison would cost the wasm some 5 kB.

use std::collections::BinaryHeap;

/// The numbers of the keys in the order of the keys; equal keys keep their order. O(n log n).
pub(crate) fn by_key(keys: impl Iterator<Item = u32>) -> Vec<usize> {
    let mut keyed = Vec::new();
    for key in keys {
        keyed.push(u64::from(key) << 32 | keyed.len() as u64);
    }
    order(keyed)
}

/// The lower halves of the numbers in the order of the numbers. A heap sorts in a tenth of the code of the slice's sort.
#[inline(never)]
fn order(keyed: Vec<u64>) -> Vec<usize> {
    BinaryHeap::from(keyed)
        .into_sorted_vec()
        .into_iter()
        .map(|pair| (pair & 0xffff_ffff) as usize)
        .collect()
}

/// The elements of a list in the order of their keys; equal keys keep their order. Most lists are in order already.
pub(crate) fn sorted<T: Clone>(list: Vec<T>, key: impl Fn(&T) -> u32) -> Vec<T> {
    if list.is_sorted_by_key(&key) {
        return list;
    }
    let mut out = Vec::with_capacity(list.len());
    for number in by_key(list.iter().map(key)) {
        out.extend(list.get(number).cloned());
    }
    out
}
