//! A text that is edited, and its exact count.
//!
//! The pieces of the text are kept in chunks on two stacks, left and right of a gap: what is not counted yet. An edit
//! widens the gap just as far as the pieces may have changed; counting narrows it from the left until a new piece ends
//! where an old one began. From there on the text is the same, the pattern looks only forward, and so all later pieces
//! are the same. On the left side the scanner's reach says which pieces never saw the edited bytes.

use core::ops::Range;

use crate::merge::LongMerge;
use crate::{Tokenizer, Tokens};

/// Bytes of text in a chunk, about.
const CHUNK: usize = 16 * 1024;
/// A piece of more bytes is merged in steps that the budget is looked at between.
const GIANT: usize = 4096;

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

#[derive(Clone, Copy, Debug)]
struct Piece {
    length: u32,
    tokens: u32,
    /// How far beyond its end the scanner looked.
    lookahead: u32,
}

/// Neighbouring pieces, with sums.
#[derive(Debug, Default)]
struct Chunk {
    pieces: Vec<Piece>,
    /// How many of `pieces` have been taken away at the front.
    front: usize,
    bytes: usize,
    tokens: usize,
    /// No piece looked farther than this from the beginning of the chunk.
    reach: usize,
}

impl Chunk {
    fn of(pieces: impl Iterator<Item = Piece>) -> Chunk {
        let mut chunk = Chunk::default();
        pieces.for_each(|piece| chunk.push(piece));
        chunk
    }

    fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
        self.bytes += piece.length as usize;
        self.tokens += piece.tokens as usize;
        self.reach = self.reach.max(self.bytes + piece.lookahead as usize);
    }

    fn pieces(&self) -> &[Piece] {
        self.pieces.get(self.front..).unwrap_or(&[])
    }

    /// Takes the first piece away, unless there is none.
    fn pop_front(&mut self) -> Option<Piece> {
        let piece = *self.pieces().first()?;
        self.front += 1;
        self.bytes -= piece.length as usize;
        self.tokens -= piece.tokens as usize;
        self.reach = self.reach.saturating_sub(piece.length as usize);
        Some(piece)
    }

    /// The first `count` pieces, and the others.
    fn split(self, count: usize) -> (Chunk, Chunk) {
        if count == 0 {
            return (Chunk::default(), self);
        }
        let (before, after) = self.pieces().split_at(count.min(self.pieces().len()));
        (
            Chunk::of(before.iter().copied()),
            Chunk::of(after.iter().copied()),
        )
    }

    fn joined(self, after: Chunk) -> Chunk {
        if self.bytes == 0 {
            return after;
        }
        if after.bytes == 0 {
            return self;
        }
        Chunk::of(self.pieces().iter().chain(after.pieces()).copied())
    }
}

/// A stack of chunks, with sums. Its top is at the gap.
#[derive(Debug, Default)]
struct Stack {
    chunks: Vec<Chunk>,
    bytes: usize,
    tokens: usize,
}

impl Stack {
    /// Puts a chunk on top; the caller has joined it with the top if both were small.
    fn push(&mut self, chunk: Chunk) {
        if chunk.bytes > 0 {
            self.bytes += chunk.bytes;
            self.tokens += chunk.tokens;
            self.chunks.push(chunk);
        }
    }

    fn pop(&mut self) -> Option<Chunk> {
        let chunk = self.chunks.pop()?;
        self.bytes -= chunk.bytes;
        self.tokens -= chunk.tokens;
        Some(chunk)
    }

    /// The top, if it and another `bytes` make no more than one chunk.
    fn pop_small(&mut self, bytes: usize) -> Chunk {
        match self.chunks.last() {
            Some(top) if top.bytes + bytes <= CHUNK => self.pop().unwrap_or_default(),
            _ => Chunk::default(),
        }
    }

    fn push_piece(&mut self, piece: Piece) {
        self.bytes += piece.length as usize;
        self.tokens += piece.tokens as usize;
        match self.chunks.last_mut() {
            Some(chunk) if chunk.bytes < CHUNK => chunk.push(piece),
            _ => self.chunks.push(Chunk::of([piece].into_iter())),
        }
    }

    fn pop_piece_in_front(&mut self) {
        let Some(chunk) = self.chunks.last_mut() else {
            return;
        };
        if let Some(piece) = chunk.pop_front() {
            self.bytes -= piece.length as usize;
            self.tokens -= piece.tokens as usize;
        }
        if chunk.pieces().is_empty() {
            self.chunks.pop();
        }
    }
}

/// A giant piece in the middle of being merged.
#[derive(Debug)]
struct Giant {
    end: usize,
    reach: usize,
    merge: LongMerge,
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
#[derive(Debug, Default)]
pub struct Document {
    text: String,
    /// Pieces from the beginning of the text.
    left: Stack,
    /// Pieces to the end of the text, the last chunk first.
    right: Stack,
    giant: Option<Giant>,
    counted_with: Option<u64>,
    last_exact: Option<Tokens>,
}

impl Document {
    /// A text of which nothing is counted yet.
    pub fn new(text: String) -> Document {
        Document {
            text,
            ..Document::default()
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
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
        let mut start = utf8.start.min(self.text.len());
        let mut end = utf8.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        if self.text.get(start..end) == Some(replacement) {
            return;
        }
        self.giant = None;
        // While a part is not counted, the pieces between it and the edit are given up: there is only one gap.
        let closed = self.is_counted();
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
                }
                if keep > 0 {
                    break;
                }
            }
        }
        self.give_up_right_before(end);
        self.text.replace_range(start..end, replacement);
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
        while self.right.bytes > 0 && self.text.len() - self.right.bytes < position {
            self.right.pop_piece_in_front();
        }
    }

    fn is_counted(&self) -> bool {
        self.counted_with.is_some() && self.left.bytes + self.right.bytes == self.text.len()
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
    /// # Complexity
    /// Linear in the work allowed, plus one scan of the piece at hand where that is longer. In all, an edit costs a few
    /// words, unless the text has no place where words or numbers end.
    pub fn advance(&mut self, tokenizer: &Tokenizer, work: Work) -> Progress {
        if self.counted_with != Some(tokenizer.vocabulary().digest()) {
            let text = core::mem::take(&mut self.text);
            *self = Document {
                text,
                counted_with: Some(tokenizer.vocabulary().digest()),
                ..Document::default()
            };
        }
        let mut budget = work.bytes;
        loop {
            let start = self.left.bytes;
            self.give_up_right_before(start);
            if self.is_counted() {
                let exact = self.progress();
                if let Progress::Exact(tokens) = exact {
                    self.last_exact = Some(tokens);
                }
                return exact;
            }
            if budget == 0 {
                return self.progress();
            }
            let text = self.text.as_bytes();
            let mut giant = match self.giant.take() {
                Some(giant) => giant,
                None => {
                    let piece = tokenizer.vocabulary().family().next_piece(text, start);
                    budget = budget.saturating_sub(piece.reach - start);
                    if piece.end - start <= GIANT {
                        let tokens = tokenizer.count_piece(text, start, piece.end);
                        self.push(start, piece.end, piece.reach, tokens);
                        continue;
                    }
                    Giant {
                        end: piece.end,
                        reach: piece.reach,
                        merge: LongMerge::default(),
                    }
                }
            };
            let piece = text.get(start..giant.end).unwrap_or(&[]);
            budget = budget.saturating_sub(giant.merge.step(tokenizer.vocabulary(), piece));
            if giant.merge.is_done(piece) {
                self.push(start, giant.end, giant.reach, giant.merge.tokens().len());
            } else {
                self.giant = Some(giant);
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, reach: usize, tokens: usize) {
        let piece = Piece {
            length: (end - start) as u32,
            tokens: tokens as u32,
            lookahead: (reach - end) as u32,
        };
        self.left.push_piece(piece);
    }
}
