//! Counting, encoding and decoding a text as a whole.

use core::fmt;

use crate::cache::{Cache, Key, LONGEST};
use crate::merge::{SHORT, merge_long, merge_short};
use crate::scanner::next_piece;
use crate::{Encoding, Tokens, Vocabulary};

/// Counts, encodes and decodes exactly as OpenAI's own core does for ordinary text.
pub struct Tokenizer {
    vocabulary: Vocabulary,
    cache: Cache,
}

impl Tokenizer {
    /// A tokenizer for the encoding of the vocabulary.
    pub fn new(vocabulary: Vocabulary) -> Tokenizer {
        Tokenizer {
            vocabulary,
            cache: Cache::new(),
        }
    }

    /// The encoding that is counted.
    pub fn encoding(&self) -> Encoding {
        self.vocabulary.encoding()
    }

    /// The number of tokens of a text.
    ///
    /// # Complexity
    /// Linear in the length for pieces of ordinary length, O(n log n) in the worst case. No recursion.
    pub fn count(&self, text: &str) -> Tokens {
        let bytes = text.as_bytes();
        let mut count = 0;
        let mut start = 0;
        while start < bytes.len() {
            let end = next_piece(bytes, start).end;
            count += self.count_piece(bytes, start, end);
            start = end;
        }
        Tokens(count)
    }

    /// The number of tokens of one piece.
    #[inline(always)]
    pub(crate) fn count_piece(&self, text: &[u8], start: usize, end: usize) -> usize {
        if end - start == 1 {
            return 1;
        }
        if end - start > LONGEST {
            return self.count_uncached(text, start, end);
        }
        let key = Key::of(text, start, end);
        if let Some(count) = self.cache.get(key) {
            return count;
        }
        let count = self.count_uncached(text, start, end);
        self.cache.put(key, count);
        count
    }

    #[inline(never)]
    fn count_uncached(&self, text: &[u8], start: usize, end: usize) -> usize {
        let piece = text.get(start..end).unwrap_or(&[]);
        if piece.len() <= SHORT {
            merge_short(&self.vocabulary, piece, None)
        } else {
            merge_long(&self.vocabulary, piece).len()
        }
    }

    /// The token ids of a text, in order.
    ///
    /// # Complexity
    /// As [`Tokenizer::count`].
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let bytes = text.as_bytes();
        let mut ids = Vec::new();
        let mut start = 0;
        while start < bytes.len() {
            let end = next_piece(bytes, start).end;
            self.append_piece(bytes.get(start..end).unwrap_or(&[]), &mut ids);
            start = end;
        }
        ids
    }

    fn append_piece(&self, piece: &[u8], ids: &mut Vec<u32>) {
        if piece.len() <= SHORT {
            merge_short(&self.vocabulary, piece, Some(ids));
        } else {
            ids.extend_from_slice(&merge_long(&self.vocabulary, piece));
        }
    }

    /// The ids of bytes that are one piece, whatever they are.
    #[cfg(feature = "pack")]
    pub(crate) fn encode_piece(&self, piece: &[u8]) -> Vec<u32> {
        let mut ids = Vec::new();
        self.append_piece(piece, &mut ids);
        ids
    }

    /// The bytes that token ids stand for. They need not be UTF-8: tokens may split a character.
    ///
    /// # Errors
    /// When an id is no token; special tokens are none.
    pub fn decode(&self, ids: &[u32]) -> Result<Vec<u8>, DecodeError> {
        let mut bytes = Vec::new();
        let mut pending = Vec::new();
        for (token_index, &id) in ids.iter().enumerate() {
            pending.push(id);
            while let Some(id) = pending.pop() {
                if let Some([left, right]) = self.vocabulary.parts(id) {
                    pending.push(right);
                    pending.push(left);
                } else if let Some(byte) = self.vocabulary.single_byte(id) {
                    bytes.push(byte);
                } else {
                    return Err(DecodeError { token_index, id });
                }
            }
        }
        Ok(bytes)
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}

impl fmt::Debug for Tokenizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokenizer")
            .field("vocabulary", &self.vocabulary)
            .finish_non_exhaustive()
    }
}

/// An id that is no token of the encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    token_index: usize,
    id: u32,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "id {} at token index {} is no token of this encoding",
            self.id, self.token_index
        )
    }
}

impl core::error::Error for DecodeError {}
