//! The tokens of a stretch of text, for showing them.

use core::ops::Range;

use crate::{Document, Tokenizer};

/// A token in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSpan {
    /// Where it lies in the text as it is counted, UTF-8 bytes. It may begin or end inside a character.
    pub utf8: Range<usize>,
    /// The official id, once all parts of the vocabulary are there.
    pub id: Option<u32>,
}

/// What can be painted as one: whole grapheme clusters, and the tokens that make them up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterSpan {
    /// UTF-8 bytes, at cluster boundaries.
    pub utf8: Range<usize>,
    /// The same in UTF-16 code units.
    pub utf16: Range<usize>,
    /// The tokens that begin in it, by their place in the list of [`TokenSpan`]s. Several, where tokens share a cluster.
    pub tokens: Range<usize>,
}

impl Tokenizer {
    /// The tokens of a text, in order. Spans refer to the text in normal form C where the encoding wants that.
    ///
    /// # Complexity
    /// As [`Tokenizer::count`].
    pub fn spans(&self, text: &str) -> Vec<TokenSpan> {
        let text = self.normalized(text);
        let mut spans = Vec::new();
        self.append_spans(text.as_bytes(), 0, &mut spans);
        spans
    }

    /// Appends the spans of `text`, which begins and ends at piece boundaries and at byte `offset`.
    pub(crate) fn append_spans(&self, text: &[u8], offset: usize, spans: &mut Vec<TokenSpan>) {
        let mut numbers = Vec::new();
        self.each_piece(text, |bytes, start, end| {
            self.append_piece(bytes.get(start..end).unwrap_or(&[]), &mut numbers);
        });
        self.append_numbers(numbers.into_iter(), offset, spans);
    }

    pub(crate) fn append_numbers(
        &self,
        numbers: impl Iterator<Item = u32>,
        offset: usize,
        spans: &mut Vec<TokenSpan>,
    ) {
        let mut start = offset;
        for number in numbers {
            let end = start + self.vocabulary().length(number);
            spans.push(TokenSpan {
                utf8: start..end,
                id: self.vocabulary().official(number),
            });
            start = end;
        }
    }
}

/// Joins tokens into spans that begin and end at grapheme clusters, so that painting them never splits one: splitting
/// breaks how Arabic and emoji are shaped.
///
/// `clusters` are the places (UTF-8 bytes of `text`) where a grapheme cluster begins, in order; the platform knows them.
/// `visible` is widened to whole clusters. Offsets are counted from the beginning of `text`.
///
/// # Complexity
/// Linear in the text before the end of the visible part, for UTF-16, and in the visible tokens.
pub fn snapped(
    text: &str,
    clusters: &[usize],
    visible: Range<usize>,
    spans: &[TokenSpan],
) -> Vec<ClusterSpan> {
    let boundary_at_or_before = |at: usize| {
        let after = clusters.partition_point(|start| *start <= at);
        after
            .checked_sub(1)
            .and_then(|last| clusters.get(last))
            .copied()
            .unwrap_or(0)
    };
    let boundary_at_or_after = |at: usize| {
        let from = clusters.partition_point(|start| *start < at);
        clusters.get(from).copied().unwrap_or(text.len())
    };
    let visible = boundary_at_or_before(visible.start)..boundary_at_or_after(visible.end);
    let mut snapped: Vec<ClusterSpan> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        if span.utf8.end <= visible.start || span.utf8.start >= visible.end {
            continue;
        }
        let end = boundary_at_or_after(span.utf8.end).min(visible.end);
        match snapped.last_mut() {
            // The cluster at its end is begun by the token before: they share it.
            Some(last) if span.utf8.start < last.utf8.end => {
                last.utf8.end = last.utf8.end.max(end);
                last.tokens.end = index + 1;
            }
            _ => snapped.push(ClusterSpan {
                utf8: boundary_at_or_before(span.utf8.start).max(visible.start)..end,
                utf16: 0..0,
                tokens: index..index + 1,
            }),
        }
    }
    let (mut utf8, mut utf16) = (0, 0);
    let mut utf16_at = |at: usize| {
        utf16 += text
            .get(utf8..at)
            .map_or(0, |between| between.encode_utf16().count());
        utf8 = at;
        utf16
    };
    for span in &mut snapped {
        span.utf16 = utf16_at(span.utf8.start)..utf16_at(span.utf8.end);
    }
    snapped
}

impl Document {
    /// The tokens of the pieces that a range (UTF-8 bytes of the text as it is counted) touches; `None` while it is not
    /// counted with this tokenizer.
    ///
    /// # Complexity
    /// Linear in the number of chunks (4 kB of text each), and in the pieces touched.
    pub fn spans(&self, tokenizer: &Tokenizer, visible: Range<usize>) -> Option<Vec<TokenSpan>> {
        let mut spans = Vec::new();
        self.each_piece_in(tokenizer, visible, |utf8, merge| match merge {
            Some(merge) => tokenizer.append_numbers(merge.iter(), utf8.start, &mut spans),
            None => {
                let text = self.counted().as_bytes().get(utf8.clone()).unwrap_or(&[]);
                let mut numbers = Vec::new();
                tokenizer.append_piece(text, &mut numbers);
                tokenizer.append_numbers(numbers.into_iter(), utf8.start, &mut spans);
            }
        })?;
        Some(spans)
    }
}
