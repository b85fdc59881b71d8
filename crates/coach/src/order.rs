//! One sort for everything: each kind of element sorted with its own comparison would cost the wasm some 5 kB.

/// The numbers 0..count in the order of their keys; equal keys keep their order.
pub(crate) fn by_key(count: usize, key: impl Fn(usize) -> u32) -> Vec<usize> {
    let mut keyed: Vec<u64> = (0..count)
        .map(|number| u64::from(key(number)) << 32 | number as u64)
        .collect();
    keyed.sort_unstable();
    keyed
        .into_iter()
        .map(|pair| (pair & 0xffff_ffff) as usize)
        .collect()
}

/// The elements of a list in the order of their keys; equal keys keep their order.
pub(crate) fn sorted<T: Clone>(list: &[T], key: impl Fn(&T) -> u32) -> Vec<T> {
    by_key(list.len(), |number| list.get(number).map_or(0, &key))
        .into_iter()
        .filter_map(|number| list.get(number).cloned())
        .collect()
}
