//! Merging a long piece in blocks, and merging it again after an edit.

use super::{SHORT, merge_at_once};
use crate::vocabulary::{NO_TOKEN, SINGLES, Vocabulary};

/// How much of a long piece is merged at a time, bytes.
const BLOCK: usize = 104;
/// How much of what is merged is merged anew with the next block at first, bytes. More only if that did not fit.
const OVERLAP: usize = 8;
/// A repetition of up to this many tokens is seen as one.
const PERIOD: usize = 4;

/// Whether two tokens stay these two when they are merged alone, side by side.
///
/// Merging is undone in time, latest first, on the side where the boundary runs: the left token's right edge and the
/// right token's left edge. The two edges must never have had a merge while they lay side by side.
fn stay_apart(vocabulary: &Vocabulary, mut left: u32, mut right: u32) -> bool {
    // Merges below `limit` had been made, or were due, while the present edges lay side by side.
    let mut limit = NO_TOKEN;
    loop {
        if vocabulary.merged(left, right) < limit {
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
    /// That of a block, unless tokens far before the block change with it. They can only change along
    /// a chain of ever lower merges, so that a block costs a bounded amount whatever the piece. What repeats itself
    /// costs a comparison.
    pub(crate) fn step(&mut self, vocabulary: &Vocabulary, piece: &[u8]) -> usize {
        let mut end = piece.len().min(self.done + BLOCK);
        let right_start = piece.len() - self.kept;
        if self.kept > 0 && end >= right_start {
            // Up to where a token begins that may stay.
            end = right_start;
            for _ in 0..self.sacrifice {
                let Some(token) = self.right.pop() else { break };
                end += vocabulary.length(token);
                self.kept -= vocabulary.length(token);
            }
            self.sacrifice = (self.sacrifice * 2).clamp(1, BLOCK / 8);
        }
        let work = self.merge_to(vocabulary, piece, end);
        if end < piece.len() {
            // Tokens that did not fit several times may never: then what repeats itself goes over them.
            let far = self.sacrifice > 8;
            let limit = if far {
                piece.len()
            } else {
                piece.len() - self.kept
            };
            self.repeat(piece.get(..limit).unwrap_or(&[]), vocabulary);
            while self.kept > 0 && piece.len() - self.kept < self.done {
                let Some(token) = self.right.pop() else { break };
                self.kept -= vocabulary.length(token);
            }
        }
        if self.kept > 0 && self.done == piece.len() - self.kept {
            self.joined = match (self.tokens.last(), self.right.last()) {
                (Some(&left), Some(&right)) => stay_apart(vocabulary, left, right),
                _ => true,
            };
        }
        work
    }

    /// Merges up to `end` or somewhat less, with as much of what is merged already as it takes.
    fn merge_to(&mut self, vocabulary: &Vocabulary, piece: &[u8], mut end: usize) -> usize {
        let mut kept = self.tokens.len();
        let mut start = self.done;
        let mut overlap = OVERLAP;
        let mut work = 0;
        loop {
            while kept > 0 && self.done - start < overlap {
                kept -= 1;
                start -= self
                    .tokens
                    .get(kept)
                    .map_or(0, |&token| vocabulary.length(token));
            }
            // Rather less at a time than a block that is merged slowly.
            if overlap == OVERLAP && start + SHORT >= self.done + BLOCK / 2 {
                end = end.min(start + SHORT);
            }
            let bytes = end - start;
            // Long blocks are quadratic.
            work += bytes.max(bytes * bytes / (2 * SHORT));
            self.block.clear();
            merge_at_once(
                vocabulary,
                piece.get(start..end).unwrap_or(&[]),
                Some(&mut self.block),
            );
            let before = kept.checked_sub(1).and_then(|last| self.tokens.get(last));
            let fits = match (before, self.block.first()) {
                (Some(&left), Some(&right)) => stay_apart(vocabulary, left, right),
                _ => true,
            };
            if fits {
                break;
            }
            overlap *= 2;
        }
        self.tokens.truncate(kept);
        self.tokens.extend_from_slice(&self.block);
        self.done = end;
        work
    }

    /// Where the text goes on as the last tokens say, so do the tokens: neighbours that stayed apart once do so again.
    fn repeat(&mut self, text: &[u8], vocabulary: &Vocabulary) {
        // The block may have cut the last repetition short.
        for cut in 0..=2 {
            let Some(whole) = self.tokens.len().checked_sub(cut) else {
                return;
            };
            let tokens = self.tokens.get(..whole).unwrap_or(&[]);
            for period in 1..=PERIOD {
                let mut units = tokens.rchunks_exact(period);
                let (Some(last), Some(before)) = (units.next(), units.next()) else {
                    break;
                };
                if before != last {
                    continue;
                }
                let cut_bytes: usize = self
                    .tokens
                    .get(whole..)
                    .unwrap_or(&[])
                    .iter()
                    .map(|&token| vocabulary.length(token))
                    .sum();
                let bytes: usize = last.iter().map(|&token| vocabulary.length(token)).sum();
                let end = self.done - cut_bytes;
                let unit = text.get(end - bytes..end).unwrap_or(&[]);
                let repetitions = repetitions(text.get(end..).unwrap_or(&[]), unit);
                if repetitions * bytes <= cut_bytes {
                    continue;
                }
                let last = last.to_vec();
                self.tokens.truncate(whole);
                for _ in 0..repetitions {
                    self.tokens.extend_from_slice(&last);
                }
                self.done = end + repetitions * bytes;
                return;
            }
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
        while self.done > length {
            let Some(token) = self.tokens.pop() else {
                break;
            };
            self.done -= vocabulary.length(token);
        }
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
