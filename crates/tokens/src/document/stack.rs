//! The pieces on one side of a gap, in chunks with sums.

/// Bytes of text in a chunk, about.
const CHUNK: usize = 4 * 1024;

#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) length: u32,
    pub(super) tokens: u32,
    /// How far beyond its end the scanner looked.
    pub(super) lookahead: u32,
    /// Where its tokens are remembered, or 0.
    pub(super) memo: u32,
}

/// Neighbouring pieces, with sums.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    pieces: Vec<Piece>,
    /// How many of `pieces` have been taken away at the front.
    front: usize,
    pub(super) bytes: usize,
    tokens: usize,
    /// No piece looked farther than this from the beginning of the chunk.
    pub(super) reach: usize,
}

impl Chunk {
    fn of(pieces: &[Piece]) -> Chunk {
        let mut chunk = Chunk::default();
        chunk.append(pieces);
        chunk
    }

    #[inline(never)]
    fn append(&mut self, pieces: &[Piece]) {
        pieces.iter().for_each(|piece| self.push(*piece));
    }

    fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
        self.bytes += piece.length as usize;
        self.tokens += piece.tokens as usize;
        self.reach = self.reach.max(self.bytes + piece.lookahead as usize);
    }

    pub(super) fn pieces(&self) -> &[Piece] {
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
    pub(super) fn split(self, count: usize) -> (Chunk, Chunk) {
        if count == 0 {
            return (Chunk::default(), self);
        }
        let (before, after) = self.pieces().split_at(count.min(self.pieces().len()));
        (Chunk::of(before), Chunk::of(after))
    }

    pub(super) fn joined(self, after: Chunk) -> Chunk {
        if self.bytes == 0 {
            return after;
        }
        if after.bytes == 0 {
            return self;
        }
        let mut joined = Chunk::of(self.pieces());
        joined.append(after.pieces());
        joined
    }
}

/// A stack of chunks, with sums. Its top is at the gap.
#[derive(Clone, Debug, Default)]
pub(super) struct Stack {
    pub(super) chunks: Vec<Chunk>,
    pub(super) bytes: usize,
    pub(super) tokens: usize,
}

impl Stack {
    /// Puts a chunk on top; the caller has joined it with the top if both were small.
    pub(super) fn push(&mut self, chunk: Chunk) {
        if chunk.bytes > 0 {
            self.bytes += chunk.bytes;
            self.tokens += chunk.tokens;
            self.chunks.push(chunk);
        }
    }

    pub(super) fn pop(&mut self) -> Option<Chunk> {
        let chunk = self.chunks.pop()?;
        self.bytes -= chunk.bytes;
        self.tokens -= chunk.tokens;
        Some(chunk)
    }

    /// The top, if it and another `bytes` make no more than one chunk.
    pub(super) fn pop_small(&mut self, bytes: usize) -> Chunk {
        match self.chunks.last() {
            Some(top) if top.bytes + bytes <= CHUNK => self.pop().unwrap_or_default(),
            _ => Chunk::default(),
        }
    }

    pub(super) fn push_piece(&mut self, piece: Piece) {
        self.bytes += piece.length as usize;
        self.tokens += piece.tokens as usize;
        match self.chunks.last_mut() {
            Some(chunk) if chunk.bytes < CHUNK => chunk.push(piece),
            _ => self.chunks.push(Chunk::of(&[piece])),
        }
    }

    pub(super) fn pop_piece_in_front(&mut self) -> Option<Piece> {
        let chunk = self.chunks.last_mut()?;
        let piece = chunk.pop_front();
        if let Some(piece) = piece {
            self.bytes -= piece.length as usize;
            self.tokens -= piece.tokens as usize;
        }
        if chunk.pieces().is_empty() {
            self.chunks.pop();
        }
        piece
    }

    /// The piece in front, at the gap of the right stack.
    pub(super) fn piece_in_front(&self) -> Option<Piece> {
        self.chunks.last()?.pieces().first().copied()
    }
}
