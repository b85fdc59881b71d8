//! Where in a list that is sorted by hash the elements of a hash can be: a table by its first bits.

use crate::fold::WordHash;
use std::ops::Range;

/// How many of the first bits.
const BITS: u32 = 12;

/// For each value of the first bits, how many elements of the list come before it; one more at the end.
#[derive(Clone, Debug)]
pub(crate) struct Buckets(Vec<u16>);

impl Buckets {
    /// The table of a list of at most 65,535 hashes, sorted.
    pub(crate) fn of(hashes: impl Iterator<Item = WordHash>) -> Buckets {
        let mut starts = vec![0u16; (1 << BITS) + 1];
        for hash in hashes {
            if let Some(count) = starts.get_mut((hash.0 >> (32 - BITS)) as usize + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        Buckets(starts)
    }

    /// The few elements of the list that share the first bits of a hash; most often none.
    #[inline]
    pub(crate) fn range(&self, hash: WordHash) -> Range<usize> {
        let bucket = (hash.0 >> (32 - BITS)) as usize;
        match self.0.get(bucket..bucket + 2) {
            Some(&[from, to]) => from as usize..to as usize,
            _ => 0..0,
        }
    }
}
