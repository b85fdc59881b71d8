//! The merge pairs of a vocabulary that is looked up by bytes, as `tiktoken` does.
//!
//! The reference looks a piece up as a whole; failing that it joins the neighbours that spell the lowest token, leftmost
//! first, until no two spell one. Here merges are pairs of tokens, each with a place in one order.
//!
//! *Pairs suffice.* While two neighbours come to spell a token, nothing was joined across its ends. So inside it everything
//! went as it goes when its bytes are merged alone, and they are the two that it is made of then. A token that does not
//! come out of its own bytes is never made at all: only a whole piece becomes it.
//!
//! *One order suffices, nearly always.* Mostly a token is later than its halves. If it is not, it is made at once when its
//! later half is. In the order here it comes next after that half (its group begins there), and after all others of that
//! half in the text are made. That is the same unless those need what this one takes: see [`check_group`].

use std::collections::{BTreeMap, HashMap};

use super::PackError;
use crate::vocabulary::SINGLES;

/// What is found.
pub(super) struct Found {
    pub(super) merges: Vec<[u32; 2]>,
    pub(super) moved: Vec<(u32, u32)>,
    pub(super) whole: Vec<(u32, Vec<u8>)>,
}

/// Where a token is in the order: the id of the token that its group begins with, how many steps after that, its own id.
type Turn = (u32, u32, u32);

/// The merges of `tokens`, whose first 256 are single bytes, by `ids`.
pub(super) fn merges(ids: &HashMap<&[u8], u32>, tokens: &[&[u8]]) -> Result<Found, PackError> {
    let pairs: Vec<Option<[u32; 2]>> = tokens.iter().map(|token| pair(ids, token)).collect();
    let pair = |id: u32| pairs.get(id as usize).copied().flatten();

    // Halves are shorter.
    let mut by_length: Vec<u32> = (SINGLES as u32..tokens.len() as u32).collect();
    by_length.sort_by_key(|&id| tokens[id as usize].len());
    let mut turns: Vec<Turn> = (0..tokens.len() as u32).map(|id| (id, 0, id)).collect();
    for id in by_length {
        let Some([left, right]) = pair(id) else {
            continue;
        };
        let (group, step, _) = turns[left as usize].max(turns[right as usize]);
        if group > id {
            turns[id as usize] = (group, step + 1, id);
        }
    }
    let mut order: Vec<Turn> = Vec::new();
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut whole = Vec::new();
    for id in SINGLES as u32..tokens.len() as u32 {
        let turn = turns[id as usize];
        if pair(id).is_none() {
            whole.push((id, tokens[id as usize].to_vec()));
            continue;
        }
        order.push(turn);
        if turn.1 > 0 {
            groups.entry(turn.0).or_default().push(id);
        }
    }
    for (first, members) in &groups {
        check_group(*first, members, pair)?;
    }
    order.sort_unstable();

    let mut numbers: Vec<u32> = (0..tokens.len() as u32).collect();
    let mut moved = Vec::new();
    for (number, (_, step, id)) in (SINGLES as u32..).zip(&order) {
        numbers[*id as usize] = number;
        if *step > 0 {
            moved.push((number, *id));
        }
    }
    let merges = order
        .iter()
        .filter_map(|(_, _, id)| pair(*id))
        .map(|pair| pair.map(|half| numbers[half as usize]))
        .collect();
    Ok(Found {
        merges,
        moved,
        whole,
    })
}

/// Whether the tokens that are made at once after `first` may as well be made after all of `first` in the text.
///
/// What they take on the right must not be what another `first` would begin with, and none may want on its left what
/// another takes on its right, or another of the group.
fn check_group(
    first: u32,
    members: &[u32],
    pair: impl Fn(u32) -> Option<[u32; 2]>,
) -> Result<(), PackError> {
    let inside = |id: u32| id == first || members.contains(&id);
    let begins = pair(first).map(|[left, _]| left);
    let (mut taken_left, mut taken_right) = (Vec::new(), Vec::new());
    for &id in members {
        let fails = PackError::NoOrder { id };
        let [left, right] = pair(id).ok_or(fails)?;
        match (inside(left), inside(right)) {
            (true, false) if begins != Some(right) => taken_right.push(right),
            (false, true) => taken_left.push(left),
            _ => return Err(fails),
        }
        if taken_left.iter().any(|left| taken_right.contains(left)) {
            return Err(fails);
        }
    }
    Ok(())
}

/// The two tokens that a token is made of when its bytes are merged alone; `None` if they never become it.
///
/// # Complexity
/// Quadratic in the length, but a token is looked up for each byte only.
fn pair(ids: &HashMap<&[u8], u32>, token: &[u8]) -> Option<[u32; 2]> {
    // Where each part begins, and the end; and what each part and its neighbour spell.
    let mut bounds: Vec<usize> = (0..=token.len()).collect();
    let id = |from: Option<&usize>, to: Option<&usize>| ids.get(&token[*from?..*to?]).copied();
    let spelt = |bounds: &[usize], at: usize| id(bounds.get(at), bounds.get(at + 2));
    let mut merges: Vec<Option<u32>> = (0..token.len()).map(|at| spelt(&bounds, at)).collect();
    while bounds.len() > 3 {
        let (_, at) = (0..bounds.len() - 2)
            .filter_map(|at| Some((merges[at]?, at)))
            .min()?;
        bounds.remove(at + 1);
        merges.remove(at + 1);
        merges[at] = spelt(&bounds, at);
        if let Some(before) = at.checked_sub(1) {
            merges[before] = spelt(&bounds, before);
        }
    }
    let part = |at: usize| id(bounds.get(at), bounds.get(at + 1));
    Some([part(0)?, part(1)?])
}
