//! Merging a long piece in blocks, and merging it again after an edit.

use super::tree::merge_by_tree;
use super::{SHORT, merge_at_once};
use crate::vocabulary::{NO_TOKEN, SINGLES, Vocabulary};

/// How much of a long piece is merged at a time, bytes.
const BLOCK: usize = 104;
/// How much of what is merged is merged anew with the next block at first, bytes. More only if that did not fit.
const OVERLAP: usize = 8;
/// A repetition of up to this many tokens is seen as one.
const PERIOD: usize = 4;
/// So many tokens at the end of a block may be no repetition only because the block ends there.
const CUT: usize = 2;

/// Whether two tokens, if both are there, stay these two when they are merged alone, side by side.
///
/// Merging is undone in time, latest first, on the side where the boundary runs: the left token's right edge and the
/// right token's left edge. The two edges must never have had a merge while they lay side by side.
fn stay_apart(vocabulary: &Vocabulary, left: Option<&u32>, right: Option<&u32>) -> bool {
    let (Some(&(mut left)), Some(&(mut right))) = (left, right) else {
        return true;
    };
    // Merges below `limit` had been made, or were due, while the present edges lay side by side.
    let mut limit = NO_TOKEN;
    loop {
        if vocabulary.merged_called(left, right) < limit {
            return false;
        }
        // Of two equal merges the left one was made first, so the right one is undone first. And a merge across the
        // boundary lies left of the right token, so it would have come before an equal one inside it.
        if right >= left && right as usize >= SINGLES {
            let Some([part, _]) = vocabulary.halves(right) else {
                return true;
            };
            limit = right.saturating_add(1);
            right = part;
        } else if left as usize >= SINGLES {
            let Some([_, part]) = vocabulary.halves(left) else {
                return true;
            };
            limit = left;
            left = part;
        } else {
            return true;
        }
    }
}

/// How many times a text begins with the same bytes.
pub(crate) fn repetitions(mut text: &[u8], unit: &[u8]) -> usize {
    let mut repetitions = 0;
    while let Some(rest) = text.strip_prefix(unit)
        && !unit.is_empty()
    {
        text = rest;
        repetitions += 1;
    }
    repetitions
}

/// A long piece that is being merged, block by block, so that the work can be spread.
///
/// The text falls into three: what is merged, from the left; what is not; and at the right what was merged before an
/// edit, whose tokens are taken over as soon as what is merged reaches them and they stay apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct LongMerge {
    /// The tokens of the first `done` bytes.
    tokens: Vec<u32>,
    done: usize,
    /// The tokens of the last `kept` bytes, the last one first.
    right: Vec<u32>,
    kept: usize,
    /// Whether the left tokens are known to stay apart from the right ones.
    joined: bool,
    /// How many of the right tokens are merged anew with the block that reaches them.
    sacrifice: usize,
    /// The tokens of the last block.
    block: Vec<u32>,
}

impl LongMerge {
    /// Merges one more block of `piece`, which must be the same at every call. Returns how many bytes it went over.
    ///
    /// # Complexity
    /// That of a block, unless tokens far before the block change with it, along a chain of ever lower merges. Then blocks get as long as what changes, so that
    /// the piece costs n log n in all; one step may then be a large part of it. What repeats itself costs a comparison.
    pub(crate) fn step(&mut self, vocabulary: &Vocabulary, piece: &[u8]) -> usize {
        let mut end = piece.len().min(self.done + BLOCK);
        let right_start = piece.len() - self.kept;
        if self.kept > 0 && end >= right_start {
            // Up to where a token begins that may stay.
            end = right_start;
            for _ in 0..self.sacrifice {
                end += self.pop_right(vocabulary);
            }
            self.sacrifice = (self.sacrifice * 2).clamp(1, BLOCK / 8);
        }
        let work = self.merge_to(vocabulary, piece, end);
        // Tokens that did not fit several times may never: then what repeats itself goes over them.
        let far = self.sacrifice > 8;
        let limit = if far {
            piece.len()
        } else {
            piece.len() - self.kept
        };
        self.repeat(piece.get(..limit).unwrap_or(&[]), vocabulary);
        while self.kept > 0 && piece.len() - self.kept < self.done {
            self.pop_right(vocabulary);
        }
        if self.kept > 0 && self.done == piece.len() - self.kept {
            self.joined = stay_apart(vocabulary, self.tokens.last(), self.right.last());
        }
        work
    }

    /// Merges up to `end` or somewhat less, with as much of what is merged already as it takes; or more, if that is much.
    fn merge_to(&mut self, vocabulary: &Vocabulary, piece: &[u8], mut end: usize) -> usize {
        let done = self.done;
        let mut overlap = OVERLAP;
        let mut work = 0;
        loop {
            while done - self.done < overlap && self.pop_left(vocabulary) > 0 {}
            // Rather less at a time than a block that is merged slowly. But where so much is merged again, so much that is new goes with it: otherwise it
            // would be merged again with every block.
            let again = done - self.done;
            end = if again > BLOCK {
                end.max(piece.len().min(done + again))
            } else {
                end.min(self.done + SHORT)
            };
            let block = piece.get(self.done..end).unwrap_or(&[]);
            self.block.clear();
            work += block.len();
            if block.len() > SHORT {
                work += 2 * block.len();
                merge_by_tree(vocabulary, block, &mut self.block);
            } else {
                merge_at_once(vocabulary, block, Some(&mut self.block));
            }
            if stay_apart(vocabulary, self.tokens.last(), self.block.first()) {
                break;
            }
            overlap *= 2;
        }
        self.tokens.extend_from_slice(&self.block);
        self.done = end;
        work
    }

    /// Gives up the last token at the left; returns how many bytes it has, or 0 if there is none.
    fn pop_left(&mut self, vocabulary: &Vocabulary) -> usize {
        let token = self.tokens.pop();
        let bytes = token.map_or(0, |token| vocabulary.length(token));
        self.done -= bytes;
        bytes
    }

    /// The same with the first token at the right.
    fn pop_right(&mut self, vocabulary: &Vocabulary) -> usize {
        let token = self.right.pop();
        let bytes = token.map_or(self.kept, |token| vocabulary.length(token));
        self.kept -= bytes;
        bytes
    }

    /// Where the text goes on as the last tokens say, so do the tokens: neighbours that stayed apart once do so again.
    fn repeat(&mut self, text: &[u8], vocabulary: &Vocabulary) {
        // The block may have cut the last repetition short.
        let Some((tokens, cut)) = self.tokens.split_last_chunk::<CUT>() else {
            return;
        };
        let cut: usize = cut.iter().map(|&token| vocabulary.length(token)).sum();
        let end = self.done - cut;
        for period in 1..=PERIOD {
            let mut units = tokens.rchunks_exact(period);
            let (Some(last), Some(before)) = (units.next(), units.next()) else {
                break;
            };
            if before != last {
                continue;
            }
            let bytes: usize = last.iter().map(|&token| vocabulary.length(token)).sum();
            let unit = text.get(end - bytes..end).unwrap_or(&[]);
            let repetitions = repetitions(text.get(end..).unwrap_or(&[]), unit);
            if repetitions * bytes <= cut {
                continue;
            }
            let last = last.to_vec();
            self.tokens.truncate(tokens.len());
            for _ in 0..repetitions {
                self.tokens.extend_from_slice(&last);
            }
            self.done = end + repetitions * bytes;
            return;
        }
    }

    /// Whether all of `piece` is merged.
    pub(crate) fn is_done(&self, piece: &[u8]) -> bool {
        if self.kept > 0 {
            self.joined
        } else {
            self.done >= piece.len()
        }
    }

    /// How many tokens what is merged has.
    pub(crate) fn count(&self) -> usize {
        self.tokens.len() + self.right.len()
    }

    pub(super) fn into_tokens(self) -> Vec<u32> {
        self.tokens
    }

    /// The tokens of the whole piece, once it is done.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.tokens.iter().chain(self.right.iter().rev()).copied()
    }

    /// Bytes `start..end` of the piece of `length` bytes are replaced: gives up the tokens that lie there.
    ///
    /// # Complexity
    /// Linear in the tokens between the last edit and this one.
    pub(crate) fn edit(
        &mut self,
        vocabulary: &Vocabulary,
        length: usize,
        start: usize,
        end: usize,
    ) {
        // Tokens may change sides only while nothing is missing between them.
        let mut whole = self.joined || self.kept == 0 && self.done == length;
        let mut right_start = length - self.kept;
        while self.done > start {
            let Some(token) = self.tokens.pop() else {
                break;
            };
            let bytes = vocabulary.length(token);
            self.done -= bytes;
            if whole && self.done >= end {
                self.right.push(token);
                self.kept += bytes;
                right_start = self.done;
            } else {
                whole = false;
            }
        }
        while self.kept > 0 && right_start < end {
            let Some(token) = self.right.pop() else { break };
            let bytes = vocabulary.length(token);
            self.kept -= bytes;
            right_start += bytes;
            if whole && right_start <= start {
                self.tokens.push(token);
                self.done = right_start;
            } else {
                whole = false;
            }
        }
        self.joined = false;
        self.sacrifice = 0;
    }

    /// Keeps what is merged of the first `length` bytes, of `before` bytes that it was the merging of; returns the
    /// tokens that lie wholly behind, and how many bytes those are.
    pub(crate) fn cut(
        &mut self,
        vocabulary: &Vocabulary,
        before: usize,
        length: usize,
    ) -> Box<LongMerge> {
        while self.done > length && self.pop_left(vocabulary) > 0 {}
        // The last token comes first.
        let mut start = before;
        let mut behind = 0;
        for &token in &self.right {
            let bytes = vocabulary.length(token);
            if start - bytes < length {
                break;
            }
            start -= bytes;
            behind += 1;
        }
        let split = self.right.split_at_checked(behind);
        let (right, rest) = split.map_or_else(Default::default, |(behind, rest)| {
            (behind.to_vec(), rest.to_vec())
        });
        self.right = rest;
        self.kept -= before - start;
        if start > length {
            // A token lay across, so the others do not reach the end.
            self.right.clear();
            self.kept = 0;
        }
        self.joined = false;
        self.sacrifice = 0;
        let mut cut = Box::<LongMerge>::default();
        cut.kept = before - start;
        cut.right = right;
        cut
    }

    /// Puts everything on the right side, as of a piece that goes on to the left; only what lies there if something is
    /// missing.
    pub(crate) fn move_right(&mut self, length: usize) {
        if self.joined || self.kept == 0 && self.done == length {
            while let Some(token) = self.tokens.pop() {
                self.right.push(token);
            }
            self.kept = length;
        }
        self.tokens.clear();
        self.done = 0;
        self.joined = false;
        self.sacrifice = 0;
    }

    /// Takes over the right side of another merging that ends where this one does.
    pub(crate) fn take_right(&mut self, other: &mut LongMerge) {
        core::mem::swap(&mut self.right, &mut other.right);
        self.kept = other.kept;
        self.joined = false;
        self.sacrifice = 0;
    }

    /// How many bytes are merged at the left.
    pub(crate) fn done(&self) -> usize {
        self.done
    }

    /// Whether there are tokens at the right.
    pub(crate) fn has_right(&self) -> bool {
        self.kept > 0
    }
}
