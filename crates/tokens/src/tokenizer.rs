//! Counting, encoding and decoding a text as a whole.

use core::fmt;
use std::borrow::Cow;

use crate::cache::{Cache, LONGEST};
use crate::merge::{SHORT, count_three, merge_at_once, merge_long};
use crate::normal::{Normalizer, as_the_reference, is_surely_normal};
use crate::vocabulary::NO_TOKEN;
use crate::{Encoding, Parts, Tokens, Vocabulary};

/// Counts, encodes and decodes exactly as the encoding's own reference does for ordinary text.
pub struct Tokenizer {
    vocabulary: Vocabulary,
    normalizer: Option<Normalizer>,
    cache: Cache,
}

impl Tokenizer {
    /// A tokenizer for the encoding of the vocabulary.
    ///
    /// If [`Vocabulary::is_normalized`], texts must be in Unicode's normal form C already.
    pub fn new(vocabulary: Vocabulary) -> Tokenizer {
        Tokenizer {
            vocabulary,
            normalizer: None,
            cache: Cache::new(),
        }
    }

    /// The same, for texts in any form: where the encoding wants normal form C, `normalizer` makes it.
    pub fn with_normalizer(vocabulary: Vocabulary, normalizer: Normalizer) -> Tokenizer {
        Tokenizer {
            normalizer: vocabulary.is_normalized().then_some(normalizer),
            ..Tokenizer::new(vocabulary)
        }
    }

    /// The encoding that is counted.
    pub fn encoding(&self) -> Encoding {
        self.vocabulary.encoding()
    }

    /// What it counts with.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Whether the parts are there that counting `text` exactly needs.
    ///
    /// # Complexity
    /// Linear, unless all parts are there.
    pub fn covers(&self, text: &str) -> bool {
        self.vocabulary.is_complete() || self.vocabulary.parts().covers(Parts::of(text))
    }

    /// Whether it puts texts into normal form C first.
    pub(crate) fn normalizes(&self) -> bool {
        self.normalizer.is_some()
    }

    /// The text as the encoding sees it.
    pub(crate) fn normalized<'text>(&self, text: &'text str) -> Cow<'text, str> {
        match self.normalizer {
            Some(normalizer) if !is_surely_normal(text) => {
                Cow::Owned(as_the_reference(text, normalizer))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// The number of tokens of a text. Exact if the vocabulary's parts cover the text; otherwise too high.
    ///
    /// # Complexity
    /// Linear in the length; n log n where a piece is long and its tokens change far and wide with every few bytes. No recursion.
    pub fn count(&self, text: &str) -> Tokens {
        let text = self.normalized(text);
        let mut count = 0;
        self.each_piece(text.as_bytes(), |bytes, start, end| {
            count += self.count_piece(bytes, start, end);
        });
        Tokens(count)
    }

    #[inline(always)]
    pub(crate) fn each_piece<'text>(
        &self,
        text: &'text [u8],
        mut each: impl FnMut(&'text [u8], usize, usize),
    ) {
        let family = self.vocabulary.family();
        let mut start = 0;
        while start < text.len() {
            let end = family.next_piece(text, start).end;
            each(text, start, end);
            start = end;
        }
    }

    /// The number of tokens of one piece.
    #[inline(always)]
    pub(crate) fn count_piece(&self, text: &[u8], start: usize, end: usize) -> usize {
        match text.get(start..end) {
            Some([_]) => return 1,
            // Nothing is quicker to look up than two bytes.
            Some(&[first, second]) => return self.count_pair(first, second),
            _ => {}
        }
        if end - start > LONGEST {
            return self.count_uncached(text, start, end);
        }
        self.cache
            .count(text, start, end, || self.count_uncached(text, start, end))
    }

    /// The number of tokens of a piece of two bytes.
    #[inline(always)]
    fn count_pair(&self, first: u8, second: u8) -> usize {
        let vocabulary = &self.vocabulary;
        let merged = vocabulary.merged_bytes(vocabulary.single(first), vocabulary.single(second));
        if merged == NO_TOKEN && vocabulary.whole(&[first, second]).is_none() {
            2
        } else {
            1
        }
    }

    /// The same, called and not copied.
    #[inline(never)]
    pub(crate) fn count_piece_called(&self, text: &[u8], start: usize, end: usize) -> usize {
        self.count_piece(text, start, end)
    }

    #[inline(never)]
    fn count_uncached(&self, text: &[u8], start: usize, end: usize) -> usize {
        let piece = text.get(start..end).unwrap_or(&[]);
        if self.vocabulary.whole(piece).is_some() {
            return 1;
        }
        if let Ok(three) = piece.try_into() {
            count_three(&self.vocabulary, three)
        } else if piece.len() <= SHORT {
            merge_at_once(&self.vocabulary, piece, None)
        } else {
            merge_long(&self.vocabulary, piece).len()
        }
    }

    /// The official token ids of a text, in order; `None` unless all parts of the vocabulary are there, or where
    /// a vocabulary that was brought along has ids in no order.
    ///
    /// # Complexity
    /// As [`Tokenizer::count`].
    pub fn encode(&self, text: &str) -> Option<Vec<u32>> {
        self.vocabulary.first_id()?;
        let text = self.normalized(text);
        let mut ids = Vec::new();
        self.each_piece(text.as_bytes(), |bytes, start, end| {
            self.append_piece(bytes.get(start..end).unwrap_or(&[]), &mut ids);
        });
        for id in &mut ids {
            *id = self.vocabulary.official(*id)?;
        }
        Some(ids)
    }

    pub(crate) fn append_piece(&self, piece: &[u8], ids: &mut Vec<u32>) {
        if let Some(whole) = self.vocabulary.whole(piece) {
            ids.push(whole);
        } else if piece.len() <= SHORT {
            merge_at_once(&self.vocabulary, piece, Some(ids));
        } else {
            ids.extend_from_slice(&merge_long(&self.vocabulary, piece));
        }
    }

    /// The official ids of bytes that are one piece, whatever they are; `None` as for [`Tokenizer::encode`].
    ///
    /// # Complexity
    /// As [`Tokenizer::count`].
    #[cfg(feature = "pack")]
    pub fn encode_piece(&self, piece: &[u8]) -> Option<Vec<u32>> {
        let numbers = self.merge_piece(piece);
        numbers
            .into_iter()
            .map(|number| self.vocabulary.official(number))
            .collect()
    }

    /// The numbers of the tokens of bytes that are one piece, whatever they are.
    #[cfg(feature = "pack")]
    pub(crate) fn merge_piece(&self, piece: &[u8]) -> Vec<u32> {
        let mut ids = Vec::new();
        self.append_piece(piece, &mut ids);
        ids
    }

    /// The bytes that token ids stand for. They need not be UTF-8: tokens may split a character.
    ///
    /// # Errors
    /// When an id is no token, which special tokens are not either; or when not all parts of the vocabulary are there.
    pub fn decode(&self, ids: &[u32]) -> Result<Vec<u8>, DecodeError> {
        let mut bytes = Vec::new();
        for (token_index, &id) in ids.iter().enumerate() {
            self.vocabulary
                .number(id)
                .and_then(|number| self.append_bytes(number, &mut bytes))
                .ok_or(DecodeError { token_index, id })?;
        }
        Ok(bytes)
    }

    /// The bytes of a token by its number; `None` if it is no token's.
    pub(crate) fn append_bytes(&self, number: u32, bytes: &mut Vec<u8>) -> Option<()> {
        if let Some(whole) = self.vocabulary.whole_bytes(number) {
            bytes.extend_from_slice(whole);
            return Some(());
        }
        let mut pending = vec![number];
        while let Some(number) = pending.pop() {
            if let Some([left, right]) = self.vocabulary.halves(number) {
                pending.push(right);
                pending.push(left);
            } else {
                bytes.push(self.vocabulary.single_byte(number)?);
            }
        }
        Some(())
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
