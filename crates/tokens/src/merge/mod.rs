//! Byte-pair merging of one piece.
//!
//! A piece of up to [`SHORT`] bytes is merged by looking for the lowest merge again and again, among all places if it has few bytes and by groups of places
//! otherwise; a longer one in blocks that are joined to what is already merged. Blocks get longer where tokens of a vocabulary that somebody brought are, or
//! change each other far and wide: those are merged by a tree.
//!
//! *Why joining is exact.* Merging picks the lowest merge, leftmost first, until there is none. Take tokens side by side
//! such that every two neighbours, merged alone, stay those two. If merging the whole ever crossed a boundary between
//! them, the first time it did, everything inside both neighbours would have gone as it does when the two are merged
//! alone, so it would cross there too. Hence such a sequence *is* the result for the whole text, and it is enough to
//! look at the one boundary where a block is joined.

mod long;
mod tree;

use crate::vocabulary::{NO_TOKEN, Vocabulary};

pub(crate) use long::{LongMerge, repetitions};

/// The longest piece that is merged as a whole, bytes.
pub(crate) const SHORT: usize = 128;
/// Most pieces are this short: then there is less to lay out before anything is merged.
const VERY_SHORT: usize = 16;
/// So many places have one lowest merge noted for them.
const GROUP: usize = 8;
const GROUPS: usize = SHORT / GROUP;
/// Bits of a place in a piece.
const PLACE_BITS: u32 = SHORT.trailing_zeros();
/// "No merge", where a merge and its place are expected: both fit below it.
const NOTHING: u32 = u32::MAX;
const _: () = assert!((crate::vocabulary::MOST_TOKENS as u64) << PLACE_BITS < NOTHING as u64);

/// A piece being merged, by place. A token lies at the place of its first byte.
struct Places {
    ids: [u32; SHORT],
    /// What the token at the place and the next one merge into, and the place: the lowest merge, and the leftmost of equal ones, is the smallest number.
    merges: [[u32; GROUP]; GROUPS],
    /// The smallest of each group.
    lowest: [u32; GROUPS],
    /// The last place of the token that begins here.
    last: [u8; SHORT],
    /// The first place of the token that ends here.
    first: [u8; SHORT],
}

impl Places {
    /// Notes a merge, but not the smallest of its group, which is returned.
    #[inline(always)]
    fn set(&mut self, place: usize, merged: u32) -> usize {
        let merge = if merged == NO_TOKEN {
            NOTHING
        } else {
            merged << PLACE_BITS | place as u32
        };
        let group = place / GROUP % GROUPS;
        self.merges[group][place % GROUP] = merge;
        group
    }

    #[inline(always)]
    fn note_lowest(&mut self, group: usize) {
        let [a, b, c, d, e, f, g, h] = self.merges[group];
        self.lowest[group] = a.min(b).min(c.min(d)).min(e.min(f).min(g.min(h)));
    }

    /// Leaves the tokens of `piece`, of at most [`SHORT`] bytes, and says how many there are.
    #[inline(always)]
    fn merge(&mut self, vocabulary: &Vocabulary, piece: &[u8]) -> usize {
        let mut tokens = piece.len();
        let mut before = NO_TOKEN;
        for (place, &byte) in piece.iter().enumerate().take(SHORT) {
            let id = vocabulary.single(byte);
            self.ids[place] = id;
            self.last[place] = place as u8;
            self.first[place] = place as u8;
            if place > 0 {
                let place = place - 1;
                let group = self.set(place, vocabulary.merged_bytes(before, id));
                let merge = self.merges[group][place % GROUP];
                self.lowest[group] = self.lowest[group].min(merge);
            }
            before = id;
        }
        let groups = piece.len().div_ceil(GROUP).min(GROUPS);
        loop {
            let mut lowest = NOTHING;
            for &merge in self.lowest.iter().take(groups) {
                lowest = lowest.min(merge);
            }
            if lowest == NOTHING {
                return tokens;
            }
            tokens -= 1;
            let merged = lowest >> PLACE_BITS;
            let place = lowest as usize % SHORT;
            // The right half begins after the left one and gives up its place.
            let right = (self.last[place] as usize + 1) % SHORT;
            let last = self.last[right] as usize % SHORT;
            self.ids[place] = merged;
            self.ids[right] = NO_TOKEN;
            self.last[place] = last as u8;
            self.first[last] = place as u8;
            let next = last + 1;
            let further = if next < piece.len() {
                vocabulary.merged(merged, self.ids[next % SHORT])
            } else {
                NO_TOKEN
            };
            // Most of the time the three places are of one group.
            let group_right = self.set(right, NO_TOKEN);
            let group = self.set(place, further);
            if place > 0 {
                let left = self.first[place - 1] as usize % SHORT;
                let group_left = self.set(left, vocabulary.merged(self.ids[left], merged));
                if group_left != group {
                    self.note_lowest(group_left);
                }
            }
            if group_right != group {
                self.note_lowest(group_right);
            }
            self.note_lowest(group);
        }
    }
}

/// A token, and what the one before and this one merge into.
#[derive(Clone, Copy)]
struct Place {
    id: u32,
    merged: u32,
}

const NO_PLACE: Place = Place {
    id: NO_TOKEN,
    merged: NO_TOKEN,
};

/// Appends the tokens of a piece of at most [`SHORT`] bytes to `out`, or only counts them. Returns their number.
pub(crate) fn merge_at_once(
    vocabulary: &Vocabulary,
    piece: &[u8],
    out: Option<&mut Vec<u32>>,
) -> usize {
    if piece.len() <= VERY_SHORT {
        merge_along(vocabulary, piece, out)
    } else {
        merge_by_groups(vocabulary, piece, out)
    }
}

#[inline(never)]
fn merge_by_groups(vocabulary: &Vocabulary, piece: &[u8], out: Option<&mut Vec<u32>>) -> usize {
    let mut places = Places {
        ids: [NO_TOKEN; SHORT],
        merges: [[NOTHING; GROUP]; GROUPS],
        lowest: [NOTHING; GROUPS],
        last: [0; SHORT],
        first: [0; SHORT],
    };
    let tokens = places.merge(vocabulary, piece);
    if let Some(out) = out {
        out.extend(places.ids.iter().filter(|&&id| id != NO_TOKEN));
    }
    tokens
}

/// The number of tokens of three bytes, of which random text has many: there is not much to choose from.
#[inline(always)]
pub(crate) fn count_three(vocabulary: &Vocabulary, piece: [u8; 3]) -> usize {
    let [first, second, third] = piece.map(|byte| vocabulary.single(byte));
    let [left, right] = [
        vocabulary.merged_bytes(first, second),
        vocabulary.merged_bytes(second, third),
    ];
    if left.min(right) == NO_TOKEN {
        return 3;
    }
    let halves = if left <= right {
        [left, third]
    } else {
        [first, right]
    };
    if vocabulary.merged(halves[0], halves[1]) == NO_TOKEN {
        2
    } else {
        1
    }
}

/// Appends the tokens of a piece to `out`, or only counts them. Returns their number.
///
/// The places of what is left move together with every merge: nothing is quicker for few bytes, and it is quadratic.
#[inline(never)]
fn merge_along(vocabulary: &Vocabulary, piece: &[u8], out: Option<&mut Vec<u32>>) -> usize {
    let mut places = [NO_PLACE; VERY_SHORT];
    let mut tokens = 0;
    let mut before = NO_TOKEN;
    for (&byte, place) in piece.iter().zip(&mut places) {
        let id = vocabulary.single(byte);
        let merged = vocabulary.merged_bytes(before, id);
        *place = Place { id, merged };
        before = id;
        tokens += 1;
    }
    loop {
        let (mut lowest, mut at) = (NO_TOKEN, 0);
        for (place_index, place) in places.iter().enumerate().take(tokens) {
            // The leftmost of equal ones.
            if place.merged < lowest {
                (lowest, at) = (place.merged, place_index);
            }
        }
        if lowest == NO_TOKEN {
            break;
        }
        let Some(rest) = places.get_mut(at..tokens) else {
            break;
        };
        for place_index in 1..rest.len() {
            rest[place_index - 1] = rest[place_index];
        }
        tokens -= 1;
        let mut before = NO_TOKEN;
        if let Some(place) = at.checked_sub(2).and_then(|at| places.get(at)) {
            before = vocabulary.merged(place.id, lowest);
        }
        if let Some(place) = at.checked_sub(1).and_then(|at| places.get_mut(at)) {
            *place = Place {
                id: lowest,
                merged: before,
            };
        }
        if at < tokens
            && let Some(place) = places.get_mut(at)
        {
            place.merged = vocabulary.merged(lowest, place.id);
        }
    }
    if let Some(out) = out {
        out.extend(places.iter().take(tokens).map(|place| place.id));
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
