//! What is kept of the text that was read last, so that only what was touched is read again.
//!
//! Kept is what a stretch of text shows by itself, whatever stands elsewhere: its words and what the lexicon knows of them,
//! its addresses and identifiers, what its lines look like. That is most of the work; what hangs together (blocks, quotations,
//! the payload, the task) is found anew from it every time, so that the result is that of a full reading.

use crate::blocks::Kinds;
use crate::ends::{count, part};
use crate::lexicon::{Hit, Lexicon, hits_before};
use crate::protect::{ended, identifiers};
use crate::words::{Word, Words, before};
use std::ops::Range;

/// What a coach keeps of the text that it read last.
#[derive(Debug, Default)]
pub struct Memory {
    text: String,
    /// The lexicon that the hits are of; 0 where nothing was read.
    lexicon: u32,
    words: Vec<Word>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) identifiers: Vec<Range<usize>>,
    pub(crate) kinds: Kinds,
}

/// The one stretch that differs between two texts, between white space: where it is in the old and in the new one.
struct Change {
    start: usize,
    old_end: usize,
    new_end: usize,
}

impl Change {
    fn between(old: &str, new: &str) -> Change {
        let (before, after) = (old.as_bytes(), new.as_bytes());
        let start = common_start(before, after);
        let same = common_end(rest(before, start), rest(after, start));
        // Out to white space: whatever is kept ends before one and begins with one.
        let blank = |byte: &u8| matches!(byte, b' ' | b'\n');
        let start = before
            .get(..start)
            .and_then(|head| head.iter().rposition(blank))
            .map_or(0, |at| at + 1);
        let kept = rest(after, after.len() - same);
        let tail = kept.iter().position(blank).map_or(0, |at| kept.len() - at);
        // A white space may be the last before the change and the first after it.
        let tail = tail.min(before.len() - start).min(after.len() - start);
        Change {
            start,
            old_end: before.len() - tail,
            new_end: after.len() - tail,
        }
    }
}

fn rest(bytes: &[u8], from: usize) -> &[u8] {
    bytes.get(from..).unwrap_or(&[])
}

/// How many bytes two texts have in common at their beginning: eight at a time, then one.
fn common_start(one: &[u8], other: &[u8]) -> usize {
    let mut at = 0;
    while let (Some(left), Some(right)) = (
        rest(one, at).first_chunk::<8>(),
        rest(other, at).first_chunk::<8>(),
    ) && left == right
    {
        at += 8;
    }
    while one.get(at).is_some_and(|byte| other.get(at) == Some(byte)) {
        at += 1;
    }
    at
}

/// The last bytes, so many, and what comes before them; `None` where there are fewer.
fn last(bytes: &[u8], many: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(bytes.len().checked_sub(many)?)
}

/// The same at their end.
fn common_end(mut one: &[u8], mut other: &[u8]) -> usize {
    let whole = one.len();
    for many in [8, 1] {
        while let (Some((left, a)), Some((right, b))) = (last(one, many), last(other, many))
            && a == b
        {
            (one, other) = (left, right);
        }
    }
    whole - one.len()
}

/// Puts elements in the place of others. The list's own way of doing so takes any source and weighs several times as much.
pub(crate) fn put<T>(list: &mut Vec<T>, from: usize, to: usize, new: Vec<T>) {
    if list.is_empty() {
        *list = new;
        return;
    }
    let tail = list.split_off(to.max(from).min(list.len()));
    list.truncate(from);
    list.extend(new);
    list.extend(tail);
}

impl Memory {
    /// Brings what is kept up to a text, and lends its words out: [`Memory::take_back`] them.
    pub(crate) fn renew<'a>(&mut self, text: &'a str, lexicon: &Lexicon) -> Words<'a> {
        if self.lexicon != lexicon.number() {
            *self = Memory {
                lexicon: lexicon.number(),
                ..Memory::default()
            };
        }
        let change = Change::between(&self.text, text);
        let Change {
            start,
            old_end,
            new_end,
        } = change;
        let stretch = part(text, start, new_end);
        // Words.
        let mut list = std::mem::take(&mut self.words);
        let kept = before(&list, start);
        let gone = before(&list, old_end);
        let mut new = Vec::new();
        Word::read(stretch, start, &mut new);
        let many = new.len();
        if old_end != new_end {
            for word in list.iter_mut().skip(gone) {
                *word = word.moved(old_end, new_end);
            }
        }
        put(&mut list, kept, gone, new);
        let mut words = Words::of(text, list);
        // A phrase that begins before the change may reach into it.
        let from = kept.saturating_sub(lexicon.longest());
        let mut hits = Vec::with_capacity(many * 2);
        lexicon.hits_from(&mut words, from..kept + many, &mut hits);
        let first = hits_before(&self.hits, from);
        let last = hits_before(&self.hits, gone);
        if gone != kept + many {
            for hit in self.hits.iter_mut().skip(last) {
                hit.word = hit.word + kept + many - gone;
            }
        }
        put(&mut self.hits, first, last, hits);
        // Addresses and identifiers.
        let first = ended(&self.identifiers, start);
        let last = ended(&self.identifiers, old_end);
        for one in self.identifiers.iter_mut().skip(last) {
            *one = one.start + new_end - old_end..one.end + new_end - old_end;
        }
        let mut new = identifiers(
            stretch,
            start,
            words.list.get(kept..kept + many).unwrap_or(&[]),
        );
        for one in &mut new {
            *one = start + one.start..start + one.end;
        }
        put(&mut self.identifiers, first, last, new);
        // Lines: the one that the change begins in to the one that it ends in.
        let line = count(part(text, 0, start), b'\n');
        let old = count(part(&self.text, start, old_end), b'\n');
        let new = if words.has_byte(b'\n') {
            count(stretch, b'\n')
        } else {
            0
        };
        self.kinds.replace(line..line + old + 1, new + 1);
        self.text.clear();
        self.text.push_str(text);
        words
    }

    /// Keeps the words for the next time.
    pub(crate) fn take_back(&mut self, words: Words<'_>) {
        self.words = words.list;
    }
}
