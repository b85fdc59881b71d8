//! Where in a list that is sorted by hash the elements of a hash can be: a table by its first bits.

use crate::fold::WordHash;
use std::ops::Range;

/// How many of the first bits.
const BITS: u32 = 12;
const MANY: usize = 1 << BITS;

/// For each value of the first bits, how many elements of the list come before it; one more at the end.
#[derive(Clone, Debug)]
pub(crate) struct Buckets(Box<[u16; MANY + 1]>);

impl Buckets {
    /// The table of a list of at most 65,535 hashes, sorted.
    pub(crate) fn of(hashes: impl Iterator<Item = WordHash>) -> Buckets {
        let mut starts = Box::new([0u16; MANY + 1]);
        for hash in hashes {
            if let Some(count) = starts.get_mut((hash.0 >> (32 - BITS)) as usize + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for start in &mut *starts {
            before += *start;
            *start = before;
        }
        Buckets(starts)
    }

    /// The few elements of the list that share the first bits of a hash; most often none.
    #[inline]
    pub(crate) fn range(&self, hash: WordHash) -> Range<usize> {
        let bucket = (hash.0 >> (32 - BITS)) as usize;
        match (self.0.get(bucket), self.0.get(bucket + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        }
    }
}
