//! The tokens of giant pieces, kept so that an edit inside one does not count all of it again.

use core::ops::Range;

use crate::merge::LongMerge;
use crate::vocabulary::Vocabulary;

/// A piece of more bytes is merged in steps that the budget is looked at between, and its tokens are remembered.
pub(super) const GIANT: usize = 4096;
/// Edits of one giant piece that may wait for the next counting; more, and it is counted anew.
const MOST_EDITS: usize = 64;

/// The tokens of giant pieces, by numbers that are never used twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Memos {
    kept: Vec<(u32, Box<LongMerge>)>,
    last: u32,
}

impl Memos {
    pub(super) fn keep(&mut self, merge: Box<LongMerge>) -> u32 {
        self.last += 1;
        self.kept.push((self.last, merge));
        self.last
    }

    pub(super) fn take(&mut self, memo: u32) -> Option<Box<LongMerge>> {
        let at = self.kept.iter().position(|(number, _)| *number == memo)?;
        Some(self.kept.swap_remove(at).1)
    }

    pub(super) fn get(&self, memo: u32) -> Option<&LongMerge> {
        let (_, merge) = self.kept.iter().find(|(number, _)| *number == memo)?;
        Some(merge)
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }
}

/// The tokens of a giant piece that was given up, while the text around changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Salvage {
    /// Where the piece begins in the present text.
    pub(super) start: usize,
    /// How many bytes it has in the present text.
    pub(super) length: usize,
    pub(super) merge: Box<LongMerge>,
    /// How long the piece was before each edit, what was replaced in it, and by how many bytes.
    edits: Vec<(usize, Range<usize>)>,
}

impl Salvage {
    pub(super) fn new(start: usize, length: usize, merge: Box<LongMerge>) -> Salvage {
        Salvage {
            start,
            length,
            merge,
            edits: Vec::new(),
        }
    }

    /// Follows an edit of the text: `range` becomes `inserted` bytes. Whether anything is left to follow with.
    pub(super) fn follow(&mut self, range: &Range<usize>, inserted: usize) -> bool {
        let end = self.start + self.length;
        if range.start >= end {
            return true;
        }
        if range.end <= self.start {
            self.start = self.start - range.len() + inserted;
            return true;
        }
        let inside = range.start.max(self.start) - self.start..range.end.min(end) - self.start;
        let lost = inside.len();
        self.edits.push((self.length, inside));
        // What is inserted belongs to the piece where the edit began in it.
        if range.start < self.start {
            self.start = range.start + inserted;
            self.length -= lost;
        } else {
            self.length = self.length - lost + inserted;
        }
        self.edits.len() <= MOST_EDITS
    }

    /// Makes up for the edits.
    pub(super) fn settle(&mut self, vocabulary: &Vocabulary) {
        for (length, range) in self.edits.drain(..) {
            self.merge.edit(vocabulary, length, range.start, range.end);
        }
    }
}
