//! Merging many bytes at once: the lowest merge is at the root of a tree, and each merge changes three of its leaves.

use crate::vocabulary::{NO_TOKEN, Vocabulary};

/// A place of a piece that is being merged, and a pair of nodes of the tree that its lowest merge is looked up in.
///
/// There are twice as many nodes as places. Those of the later half stand for the places: what the token there and the next one merge into, and the place.
/// A node before is the lower of the two at twice its number, so that number 1 is the lowest of all, and the leftmost of equal ones.
#[derive(Clone, Copy)]
struct Node {
    /// The token that begins here.
    id: u32,
    /// The place after it.
    end: u32,
    /// The first place of the token that ends here.
    first: u32,
    lowest: [u64; 2],
}

/// Appends the tokens of a piece of any length to `out`.
///
/// # Complexity
/// n log n, three or four times as slow for each byte as short pieces: for the few blocks that cannot be shorter.
#[inline(never)]
pub(super) fn merge_by_tree(vocabulary: &Vocabulary, piece: &[u8], out: &mut Vec<u32>) {
    let mut nodes: Vec<Node> = piece
        .iter()
        .zip(0..)
        .map(|(&byte, place)| Node {
            id: vocabulary.single(byte),
            end: place + 1,
            first: place,
            lowest: [u64::MAX; 2],
        })
        .collect();
    for place in 0..piece.len() {
        note(vocabulary, &mut nodes, place);
    }
    while merge_lowest(vocabulary, &mut nodes).is_some() {}
    out.extend(
        nodes
            .iter()
            .map(|node| node.id)
            .filter(|&id| id != NO_TOKEN),
    );
}

/// Makes the lowest merge; `None` if there is none.
#[inline(always)]
fn merge_lowest(vocabulary: &Vocabulary, nodes: &mut [Node]) -> Option<()> {
    let [_, lowest] = nodes.first()?.lowest;
    let (place, merged) = (lowest as u32 as usize, (lowest >> 32) as u32);
    if merged == NO_TOKEN {
        return None;
    }
    // The right half begins after the left one and gives up its place.
    let right = nodes.get(place)?.end as usize;
    let node = nodes.get_mut(right)?;
    node.id = NO_TOKEN;
    let end = node.end;
    let node = nodes.get_mut(place)?;
    node.id = merged;
    node.end = end;
    nodes.get_mut(end as usize - 1)?.first = place as u32;
    note(vocabulary, nodes, right);
    note(vocabulary, nodes, place);
    if let Some(before) = nodes.get(place.wrapping_sub(1)) {
        note(vocabulary, nodes, before.first as usize);
    }
    Some(())
}

/// Notes what the token at a place and the next one merge into, if they do.
#[inline(never)]
fn note(vocabulary: &Vocabulary, nodes: &mut [Node], place: usize) {
    let Some(&Node { id, end, .. }) = nodes.get(place) else {
        return;
    };
    let next = nodes.get(end as usize).map_or(NO_TOKEN, |next| next.id);
    let merged = vocabulary.merged_called(id, next);
    let mut lowest = (merged as u64) << 32 | place as u64;
    let mut at = nodes.len() + place;
    while at > 0
        && let Some(node) = nodes.get_mut(at / 2)
    {
        node.lowest[at % 2] = lowest;
        let [left, right] = node.lowest;
        lowest = left.min(right);
        at /= 2;
    }
}
