//! A text that is edited, and its exact count.
//!
//! The pieces of the text are kept in chunks on two stacks, left and right of a gap: what is not counted yet. An edit
//! widens the gap just as far as the pieces may have changed; counting narrows it from the left until a new piece ends
//! where an old one began. From there on the text is the same, the pattern looks only forward, and so all later pieces
//! are the same. On the left side the scanner's reach says which pieces never saw the edited bytes.
//!
//! One file of more than 500 lines: every method keeps the same stacks, gap and total in step, and those are to be read together.

mod giants;
mod stack;

use core::ops::Range;

use self::giants::{GIANT, Memos, Salvage};
use self::stack::{Piece, Stack};
use crate::merge::{LongMerge, repetitions};
use crate::normal::is_surely_normal;
use crate::saving::saving;
use crate::scanner;
use crate::{Edit, Parts, TokenSaving, Tokenizer, Tokens, Vocabulary};

/// How much work a call of [`Document::advance`] may do, in bytes of text gone over.
///
/// The core knows no clock; a caller that wants to pause after some milliseconds calls with a small amount and looks at
/// its own clock in between. Natively 64 kB take about 1 to 10 ms, depending on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Work {
    /// Bytes of text.
    pub bytes: usize,
}

impl Work {
    /// Until it is done, however long that takes.
    pub const ALL: Work = Work { bytes: usize::MAX };
    /// What fits well into a frame.
    pub const SLICE: Work = Work { bytes: 64 * 1024 };
}

/// How far the count of a [`Document`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The count of the present text.
    Exact(Tokens),
    /// The present text is not counted through yet.
    Counting {
        /// The last exact count of an earlier state of the text, if there ever was one.
        last_exact: Option<Tokens>,
    },
}

/// A giant piece in the middle of being merged.
#[derive(Clone, Debug)]
struct Giant {
    end: usize,
    reach: usize,
    merge: Box<LongMerge>,
}

/// A text and its exact token count, kept up to date under edits.
///
/// It holds the text from the start; counting begins when there is a [`Tokenizer`].
///
/// ```no_run
/// # let tokenizer: promptwatt_tokens::Tokenizer = unimplemented!();
/// use promptwatt_tokens::{Document, Progress, Work};
/// let mut document = Document::new("The quick brown fox".to_owned());
/// document.replace(4..9, "slow");
/// while let Progress::Counting { .. } = document.advance(&tokenizer, Work::SLICE) {}
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// What is counted: the text, or its normal form where the encoding wants that and it differs.
    counted: String,
    /// The text as it was given, where it is not what is counted.
    given: Option<String>,
    /// Whether `counted` is certainly in normal form. Asked for only by encodings that want it.
    surely_normal: bool,
    /// Whether the text was edited since `counted` was last made of it. Only where an encoding wants normal form.
    stale: bool,
    /// Pieces from the beginning of the text.
    left: Stack,
    /// Pieces to the end of the text, the last chunk first.
    right: Stack,
    giant: Option<Giant>,
    memos: Memos,
    salvage: Option<Salvage>,
    /// The vocabulary, and which parts of it were there.
    counted_with: Option<(u64, Parts)>,
    normalizing: bool,
    last_exact: Option<Tokens>,
}

impl Document {
    /// A text of which nothing is counted yet.
    #[inline(never)]
    pub fn new(text: String) -> Document {
        Document {
            counted: text,
            ..Document::default()
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.given.as_deref().unwrap_or(&self.counted)
    }

    /// Replaces a range (UTF-8 bytes) of the text. Counts nothing: call [`Document::advance`] afterwards.
    ///
    /// A range that is not inside the text is cut to it, and one that begins or ends inside a character is widened to
    /// the whole character.
    ///
    /// # Complexity
    /// One move of the text behind the range, and a few microseconds. An edit made while an earlier part is still being
    /// counted gives up what was counted behind it: let [`Document::advance`] come to an end between edits where it can.
    pub fn replace(&mut self, utf8: Range<usize>, replacement: &str) {
        let text = self.text();
        let mut start = utf8.start.min(text.len());
        let mut end = utf8.end.clamp(start, text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        if text.get(start..end) == Some(replacement) {
            return;
        }
        if let Some(given) = &mut self.given {
            replace_range(given, start..end, replacement);
            self.stale = true;
            return;
        }
        if self.normalizing && !(self.surely_normal && is_surely_normal(replacement)) {
            self.surely_normal = false;
            self.stale = true;
        }
        self.replace_counted(start..end, replacement);
    }

    /// Replaces a range of what is counted, at character boundaries.
    fn replace_counted(&mut self, range: Range<usize>, replacement: &str) {
        let mut turned = String::new();
        let (range, replacement) = match slid(&self.counted, &range, replacement) {
            Some((slid, by)) => {
                turned.push_str(replacement.get(by..).unwrap_or(""));
                turned.push_str(replacement.get(..by).unwrap_or(""));
                (slid, turned.as_str())
            }
            None => (range, replacement),
        };
        let Range { start, end } = range;
        if let Some(giant) = self.giant.take() {
            let begun = self.left.bytes;
            self.salvage = Some(Salvage::new(begun, giant.end - begun, giant.merge));
        }
        // While a part is not counted, the pieces between it and the edit are given up: there is only one gap.
        let closed = self.is_counted();
        if closed {
            self.salvage = None;
        }
        while closed && self.left.bytes <= start {
            let Some(chunk) = self.right.pop() else { break };
            let top = self.left.pop_small(chunk.bytes);
            self.left.push(top.joined(chunk));
        }
        if let Some((chunk_index, piece_index)) = self.first_that_reached(start) {
            while self.left.chunks.len() > chunk_index {
                let Some(chunk) = self.left.pop() else { break };
                let keep = if self.left.chunks.len() == chunk_index {
                    piece_index
                } else {
                    0
                };
                let (before, after) = chunk.split(keep);
                self.left.push(before);
                if closed {
                    let top = self.right.pop_small(after.bytes);
                    self.right.push(after.joined(top));
                } else {
                    for piece in after.pieces().iter().filter(|piece| piece.memo > 0) {
                        self.memos.take(piece.memo);
                    }
                }
                if keep > 0 {
                    break;
                }
            }
        }
        self.give_up_right_before(end);
        if let Some(salvage) = &mut self.salvage
            && !salvage.follow(&(start..end), replacement.len())
        {
            self.salvage = None;
        }
        replace_range(&mut self.counted, start..end, replacement);
    }

    /// The first piece left of the gap that depends on a byte at or after `position`: its chunk, and its place in it.
    fn first_that_reached(&self, position: usize) -> Option<(usize, usize)> {
        let mut chunk_start = 0;
        for (chunk_index, chunk) in self.left.chunks.iter().enumerate() {
            if chunk_start + chunk.reach > position {
                let mut end = chunk_start;
                for (piece_index, piece) in chunk.pieces().iter().enumerate() {
                    end += piece.length as usize;
                    if end + piece.lookahead as usize > position {
                        return Some((chunk_index, piece_index));
                    }
                }
            }
            chunk_start += chunk.bytes;
        }
        None
    }

    /// Widens the gap to the right until the next old piece begins at or after `position`.
    fn give_up_right_before(&mut self, position: usize) {
        while self.right.bytes > 0 && self.counted.len() - self.right.bytes < position {
            let start = self.counted.len() - self.right.bytes;
            let Some(piece) = self.right.pop_piece_in_front() else {
                return;
            };
            if piece.memo > 0
                && let Some(merge) = self.memos.take(piece.memo)
                && self.salvage.is_none()
            {
                self.salvage = Some(Salvage::new(start, piece.length as usize, merge));
            }
        }
    }

    fn is_counted(&self) -> bool {
        self.counted_with.is_some()
            && !self.stale
            && self.left.bytes + self.right.bytes == self.counted.len()
    }

    /// How far the count is, without doing any work.
    pub fn progress(&self) -> Progress {
        if self.is_counted() {
            Progress::Exact(Tokens(self.left.tokens + self.right.tokens))
        } else {
            Progress::Counting {
                last_exact: self.last_exact,
            }
        }
    }

    /// Counts on, for at most about `work`, and says how far it came.
    ///
    /// The tokenizer's vocabulary must have the parts that the text needs: see [`Tokenizer::covers`].
    ///
    /// # Complexity
    /// Linear in the work allowed, plus one scan of the piece at hand where that is longer, and one of the whole text
    /// where the encoding wants normal form C and the text may not be in it. In all, an edit costs a few words, unless
    /// the text has no place where words or numbers end and its tokens change far and wide.
    pub fn advance(&mut self, tokenizer: &Tokenizer, work: Work) -> Progress {
        self.turn_to(tokenizer);
        let vocabulary = tokenizer.vocabulary();
        let mut budget = work.bytes;
        loop {
            let start = self.left.bytes;
            self.give_up_right_before(start);
            if self.is_counted() {
                self.salvage = None;
                let exact = self.progress();
                if let Progress::Exact(tokens) = exact {
                    self.last_exact = Some(tokens);
                }
                return exact;
            }
            if budget == 0 {
                return self.progress();
            }
            let mut giant = match self.giant.take() {
                Some(giant) => giant,
                None => {
                    let text = self.counted.as_bytes();
                    let piece = vocabulary.family().next_piece_called(text, start);
                    budget = budget.saturating_sub(piece.reach - start);
                    if piece.end - start <= GIANT {
                        let tokens = tokenizer.count_piece_called(text, start, piece.end);
                        self.push(start, piece.end, piece.reach, tokens, 0);
                        continue;
                    }
                    self.begin_giant(vocabulary, start, piece)
                }
            };
            let text = self.counted.as_bytes();
            let piece = text.get(start..giant.end).unwrap_or(&[]);
            while budget > 0 && !giant.merge.is_done(piece) {
                budget = budget.saturating_sub(giant.merge.step(vocabulary, piece).max(1));
            }
            if giant.merge.is_done(piece) {
                let tokens = giant.merge.count();
                let memo = self.memos.keep(giant.merge);
                self.push(start, giant.end, giant.reach, tokens, memo);
            } else {
                self.giant = Some(giant);
            }
        }
    }

    /// Makes ready for a tokenizer: what was counted with another is forgotten, and what is counted becomes what it wants.
    fn turn_to(&mut self, tokenizer: &Tokenizer) {
        let vocabulary = tokenizer.vocabulary();
        let with = (vocabulary.digest(), vocabulary.parts());
        if self.counted_with != Some(with) {
            if self.counted_with.map(|(digest, _)| digest) != Some(with.0) {
                let counted = core::mem::take(&mut self.counted);
                *self = Document::new(self.given.take().unwrap_or(counted));
                self.stale = tokenizer.normalizes();
                self.normalizing = self.stale;
            }
            // Parts have come: pieces keep their counts, but tokens have other numbers now.
            self.memos.clear();
            self.salvage = None;
            self.giant = None;
            self.counted_with = Some(with);
        }
        if core::mem::take(&mut self.stale) {
            let text = self.text();
            let normal = tokenizer.normalized(text).into_owned();
            let differs = normal != text;
            let surely_normal = !differs && is_surely_normal(text);
            let given = differs.then(|| text.to_owned());
            self.surely_normal = surely_normal;
            if let Some((range, with)) = difference(&self.counted, &normal) {
                let with = with.to_owned();
                self.replace_counted(range, &with);
            }
            self.given = given;
        }
    }

    /// Begins a giant piece with whatever tokens are left of old ones.
    fn begin_giant(
        &mut self,
        vocabulary: &Vocabulary,
        start: usize,
        piece: scanner::Piece,
    ) -> Giant {
        let length = piece.end - start;
        let mut merge = Box::<LongMerge>::default();
        if let Some(mut salvage) = self.salvage.take() {
            salvage.settle(vocabulary);
            let end = salvage.start + salvage.length;
            if salvage.start == start {
                merge = salvage.merge;
                if end > piece.end {
                    let rest = merge.cut(vocabulary, salvage.length, length);
                    self.salvage = Some(Salvage::new(piece.end, end - piece.end, rest));
                } else if end < piece.end {
                    // All of it to the left.
                    merge.edit(vocabulary, salvage.length, salvage.length, salvage.length);
                }
            } else if salvage.start > start && end == piece.end {
                merge = salvage.merge;
                merge.move_right(salvage.length);
            } else if salvage.start >= piece.end {
                self.salvage = Some(salvage);
            }
        }
        // The next old piece may be what this one ends in.
        let next = self.counted.len() - self.right.bytes;
        if !merge.has_right()
            && (start + merge.done()..piece.end).contains(&next)
            && let Some(front) = self.right.piece_in_front()
            && next + front.length as usize == piece.end
            && let Some(mut memo) = self.memos.take(front.memo)
        {
            memo.move_right(front.length as usize);
            merge.take_right(&mut memo);
        }
        Giant {
            end: piece.end,
            reach: piece.reach,
            merge,
        }
    }

    /// The text as it is counted: in normal form C where the encoding wants that.
    pub fn counted(&self) -> &str {
        &self.counted
    }

    /// How many tokens fewer the text has once all `edits` are made together, which must be sorted and not overlap.
    ///
    /// # Complexity
    /// As [`Counter::saving`](crate::Counter::saving); where that is not exact, because the text has no place near the
    /// edits at which it can be cut, a copy of the document is edited and counted for at most about `work`.
    pub fn what_if(&self, tokenizer: &Tokenizer, edits: &[Edit], work: Work) -> TokenSaving {
        let text = self.text();
        let near = saving(text, edits, |window| {
            (tokenizer.count(window).0 as f64, tokenizer.covers(window))
        });
        let Progress::Exact(before) = self.progress() else {
            return near;
        };
        let covered = edits.iter().all(|edit| tokenizer.covers(&edit.replacement));
        if near.exact || !covered {
            return near;
        }
        let mut copy = self.clone();
        let mut end = text.len();
        for edit in edits.iter().rev() {
            if edit.utf8.end > end || text.get(edit.utf8.clone()).is_none() {
                return near;
            }
            end = edit.utf8.start;
            copy.replace(edit.utf8.clone(), &edit.replacement);
        }
        match copy.advance(tokenizer, work) {
            Progress::Exact(after) => TokenSaving {
                tokens: before.0 as i64 - after.0 as i64,
                exact: true,
            },
            Progress::Counting { .. } => near,
        }
    }

    /// Hands over the pieces that a range touches, with their tokens where those are remembered. `None` while not all
    /// is counted with this tokenizer.
    pub(crate) fn each_piece_in(
        &self,
        tokenizer: &Tokenizer,
        utf8: Range<usize>,
        mut each: impl FnMut(Range<usize>, Option<&LongMerge>),
    ) -> Option<()> {
        let vocabulary = tokenizer.vocabulary();
        let with = (vocabulary.digest(), vocabulary.parts());
        if !self.is_counted() || self.counted_with != Some(with) {
            return None;
        }
        let mut start = 0;
        for chunk in self
            .left
            .chunks
            .iter()
            .chain(self.right.chunks.iter().rev())
        {
            if start + chunk.bytes <= utf8.start {
                start += chunk.bytes;
                continue;
            }
            for piece in chunk.pieces() {
                let end = start + piece.length as usize;
                if start >= utf8.end {
                    return Some(());
                }
                if end > utf8.start {
                    each(start..end, self.memos.get(piece.memo));
                }
                start = end;
            }
        }
        Some(())
    }

    fn push(&mut self, start: usize, end: usize, reach: usize, tokens: usize, memo: u32) {
        let piece = Piece {
            length: (end - start) as u32,
            tokens: tokens as u32,
            lookahead: (reach - end) as u32,
            memo,
        };
        self.left.push_piece(piece);
    }
}

/// `String::replace_range`, which would be larger.
#[inline(never)]
fn replace_range(text: &mut String, range: Range<usize>, replacement: &str) {
    let start = range.start;
    text.drain(range);
    text.insert_str(start, replacement);
}

/// Where an insertion or a deletion can also be made farther right with the same result, and by how many bytes an
/// insertion turns. The farthest place is the best: what repeats itself then stays as it is.
fn slid(text: &str, range: &Range<usize>, inserted: &str) -> Option<(Range<usize>, usize)> {
    let bytes = text.as_bytes();
    let ahead = bytes.get(range.end..)?;
    let mut by = if range.is_empty() {
        let unit = inserted.as_bytes();
        let whole = repetitions(ahead, unit) * unit.len();
        let rest = ahead.get(whole..)?.iter().zip(unit);
        whole + rest.take_while(|(a, b)| a == b).count()
    } else if inserted.is_empty() {
        let removed = bytes.get(range.start..)?.iter().zip(ahead);
        removed.take_while(|(a, b)| a == b).count()
    } else {
        0
    };
    while !text.is_char_boundary(range.end + by) {
        by -= 1;
    }
    let turn = by.checked_rem(inserted.len()).unwrap_or(0);
    (by > 0 && inserted.is_char_boundary(turn)).then(|| (range.start + by..range.end + by, turn))
}

/// The one range of `old` that differs from `new`, at character boundaries, and what stands there in `new`.
fn difference<'new>(old: &str, new: &'new str) -> Option<(Range<usize>, &'new str)> {
    if old == new {
        return None;
    }
    let same = old.bytes().zip(new.bytes());
    let mut start = same.take_while(|(a, b)| a == b).count();
    while !(old.is_char_boundary(start) && new.is_char_boundary(start)) {
        start -= 1;
    }
    let most = old.len().min(new.len()) - start;
    let same = old.bytes().rev().zip(new.bytes().rev()).take(most);
    let mut tail = same.take_while(|(a, b)| a == b).count();
    while !(old.is_char_boundary(old.len() - tail) && new.is_char_boundary(new.len() - tail)) {
        tail -= 1;
    }
    Some((start..old.len() - tail, new.get(start..new.len() - tail)?))
}
