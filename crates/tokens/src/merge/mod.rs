//! Byte-pair merging of one piece.
//!
//! A piece of up to [`SHORT`] bytes is merged by looking for the lowest merge again and again, by groups of places; a longer one in blocks
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

/// The longest piece that is merged without a heap, bytes.
pub(crate) const SHORT: usize = 128;
/// Most pieces are this short: then there is less to lay out before anything is merged.
const VERY_SHORT: usize = 16;
/// So many places have one lowest merge noted for them.
const GROUP: usize = 8;
/// Bits of a place in a piece.
const PLACE_BITS: u32 = SHORT.trailing_zeros();
/// "No merge", where a merge and its place are expected: both fit below it.
const NOTHING: u32 = u32::MAX;
const _: () = assert!((crate::vocabulary::MOST_TOKENS as u64) << PLACE_BITS < NOTHING as u64);

/// A piece being merged, by place. A token lies at the place of its first byte.
struct Places<const N: usize, const GROUPS: usize> {
    ids: [u32; N],
    /// What the token at the place and the next one merge into, and the place: the lowest merge, and the leftmost of equal ones, is the smallest number.
    merges: [[u32; GROUP]; GROUPS],
    /// The smallest of each group.
    lowest: [u32; GROUPS],
    /// The last place of the token that begins here.
    last: [u8; N],
    /// The first place of the token that ends here.
    first: [u8; N],
}

impl<const N: usize, const GROUPS: usize> Places<N, GROUPS> {
    #[inline(always)]
    fn set(&mut self, place: usize, merged: u32) {
        let merge = if merged == NO_TOKEN {
            NOTHING
        } else {
            merged << PLACE_BITS | place as u32
        };
        let group = place / GROUP % GROUPS;
        let merges = &mut self.merges[group];
        merges[place % GROUP] = merge;
        let [a, b, c, d, e, f, g, h] = *merges;
        self.lowest[group] = a.min(b).min(c.min(d)).min(e.min(f).min(g.min(h)));
    }

    /// Leaves the tokens of `piece`, of at most `N` bytes, and says how many there are.
    #[inline(always)]
    fn merge(&mut self, vocabulary: &Vocabulary, piece: &[u8]) -> usize {
        let mut tokens = piece.len();
        let mut before = NO_TOKEN;
        for (place, &byte) in piece.iter().enumerate().take(N) {
            let id = vocabulary.single(byte);
            self.ids[place] = id;
            self.last[place] = place as u8;
            self.first[place] = place as u8;
            if place > 0 {
                let merged = vocabulary.merged_bytes(before, id);
                if merged != NO_TOKEN {
                    let place = place - 1;
                    let merge = merged << PLACE_BITS | place as u32;
                    let group = place / GROUP % GROUPS;
                    self.merges[group][place % GROUP] = merge;
                    self.lowest[group] = self.lowest[group].min(merge);
                }
            }
            before = id;
        }
        let groups = piece.len().div_ceil(GROUP).min(GROUPS);
        loop {
            let mut lowest = NOTHING;
            for &merge in &self.lowest[..groups] {
                lowest = lowest.min(merge);
            }
            if lowest == NOTHING {
                return tokens;
            }
            tokens -= 1;
            let merged = lowest >> PLACE_BITS;
            let place = lowest as usize % N;
            // The right half begins after the left one and gives up its place.
            let right = (self.last[place] as usize + 1) % N;
            let last = self.last[right] as usize % N;
            self.ids[place] = merged;
            self.ids[right] = NO_TOKEN;
            self.last[place] = last as u8;
            self.first[last] = place as u8;
            self.set(right, NO_TOKEN);
            let next = last + 1;
            let further = if next < piece.len() {
                vocabulary.merged(merged, self.ids[next % N])
            } else {
                NO_TOKEN
            };
            self.set(place, further);
            if place > 0 {
                let left = self.first[place - 1] as usize % N;
                self.set(left, vocabulary.merged(self.ids[left], merged));
            }
        }
    }
}

/// Appends the tokens of a piece of at most [`SHORT`] bytes to `out`, or only counts them. Returns their number.
#[inline]
pub(crate) fn merge_short(
    vocabulary: &Vocabulary,
    piece: &[u8],
    out: Option<&mut Vec<u32>>,
) -> usize {
    if piece.len() <= VERY_SHORT {
        merge_within::<VERY_SHORT, { VERY_SHORT / GROUP }>(vocabulary, piece, out)
    } else {
        merge_within::<SHORT, { SHORT / GROUP }>(vocabulary, piece, out)
    }
}

#[inline(never)]
fn merge_within<const N: usize, const GROUPS: usize>(
    vocabulary: &Vocabulary,
    piece: &[u8],
    out: Option<&mut Vec<u32>>,
) -> usize {
    let mut places = Places::<N, GROUPS> {
        ids: [NO_TOKEN; N],
        merges: [[NOTHING; GROUP]; GROUPS],
        lowest: [NOTHING; GROUPS],
        last: [0; N],
        first: [0; N],
    };
    let tokens = places.merge(vocabulary, piece);
    if let Some(out) = out {
        out.extend(places.ids.iter().filter(|&&id| id != NO_TOKEN));
    }
    tokens
}

/// The tokens of a piece of any length, all at once.
pub(crate) fn merge_long(vocabulary: &Vocabulary, piece: &[u8]) -> Vec<u32> {
    let mut merge = LongMerge::default();
    while !merge.is_done(piece) {
        merge.step(vocabulary, piece);
    }
    merge.into_tokens()
}
