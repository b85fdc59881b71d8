//! What a stretch of a prompt is: the segment table of a reading.

use crate::blocks::Block;
use crate::ends::{part, without_end, without_start};
use crate::fold::is_space;
use crate::language::{Language, vote};
use crate::order::sorted;
use crate::payload::Payload;
use crate::reading::Mask;
use crate::words::Words;
use std::ops::Range;

named! {
    /// What a segment is.
    SegmentKind {
        /// What the model is asked to do.
        Instruction = "instruction",
        /// Prose to be worked on.
        Payload = "payload",
        /// Words in quotation marks inside an instruction.
        Quotation = "quotation",
        /// Fenced or unfenced code.
        Code = "code",
        /// Code between back ticks inside a line.
        InlineCode = "inline_code",
        /// A table in Markdown.
        Table = "table",
        /// JSON.
        Json = "json",
        /// Mark-up.
        Html = "html",
        /// Lines of a log, or a stack trace.
        Log = "log",
        /// Quoted lines and head lines of mails.
        Mail = "mail",
        /// A pasted conversation.
        Chat = "chat",
        /// An input and output that show the form.
        Example = "example",
        /// A place to be filled in.
        Placeholder = "placeholder",
    }
}

/// A stretch of a prompt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Where it is (UTF-8 bytes); marks around it such as fences included.
    pub utf8: Range<usize>,
    /// What is inside its marks (UTF-8 bytes): the same as `utf8` where it has none.
    pub inner_utf8: Range<usize>,
    /// The language of its prose; `None` where unsure, and for what is not prose.
    pub language: Option<Language>,
    /// Whether the task works on it: then no wording is edited in it.
    pub payload: bool,
}

/// The segment table: the parts of the text by position, and inside them quotations, code in lines and placeholders.
#[inline(never)]
pub(crate) fn table(
    words: &Words<'_>,
    blocks: &[Block],
    payload: &Payload,
    marked: Vec<(SegmentKind, Range<usize>, Range<usize>)>,
    language: Option<Language>,
    whole: &Mask,
    heard: &(Range<usize>, Option<Language>),
) -> Vec<Segment> {
    let text = words.text;
    let spoken = |utf8: &Range<usize>| {
        let range = words.at_or_after(utf8.start)..words.at_or_after(utf8.end);
        // Most payloads have been heard whole.
        if range == heard.0 {
            heard.1
        } else {
            vote(words, range, whole)
        }
    };
    let mut table: Vec<Segment> = Vec::new();
    let worked_on = |utf8: &Range<usize>| payload.touches(utf8);
    let mut push = |kind: SegmentKind, utf8: Range<usize>, inner: Range<usize>, payload: bool| {
        let trimmed = |range: Range<usize>| {
            let inside = part(text, range.start, range.end);
            let rest = without_start(inside, is_space);
            let start = range.end - rest.len();
            start..start + without_end(rest, is_space).len()
        };
        let (utf8, inner_utf8) = (trimmed(utf8), trimmed(inner));
        if utf8.start < utf8.end {
            let language = match kind {
                SegmentKind::Instruction => language,
                SegmentKind::Payload
                | SegmentKind::Quotation
                | SegmentKind::Mail
                | SegmentKind::Chat => spoken(&utf8),
                _ => None,
            };
            table.push(Segment {
                kind,
                utf8,
                inner_utf8,
                language,
                payload,
            });
        }
    };
    // Where prose changes from request to payload, besides the blocks.
    let mut cuts: Vec<(usize, bool)> = Vec::new();
    for range in &payload.ranges {
        cuts.push((range.start, true));
        cuts.push((range.end, false));
    }
    let mut cuts = cuts.into_iter().peekable();
    let mut at = 0;
    let mut inside = false;
    let ends = blocks.iter().map(Some).chain([None]);
    for block in ends {
        let stop = block.map_or(text.len(), |block| block.utf8.start);
        loop {
            let next = cuts.next_if(|&(cut, _)| cut <= stop);
            let to = next.map_or(stop, |(cut, _)| cut.max(at));
            let kind = if inside {
                SegmentKind::Payload
            } else {
                SegmentKind::Instruction
            };
            if to > at {
                push(kind, at..to, at..to, inside);
                at = to;
            }
            match next {
                Some((_, begins)) => inside = begins,
                None => break,
            }
        }
        if let Some(block) = block {
            push(
                block.kind,
                block.utf8.clone(),
                block.inner.clone(),
                worked_on(&block.inner),
            );
            at = block.utf8.end;
            while let Some((_, begins)) = cuts.next_if(|&(cut, _)| cut < at) {
                inside = begins;
            }
        }
    }
    for (kind, utf8, inner) in marked {
        let worked_on = worked_on(&utf8);
        push(kind, utf8, inner, worked_on);
    }
    sorted(table, |segment| segment.utf8.start as u32)
}
