//! What the sentence around a phrase looks like: where it ends, what it asks, whether it goes on without the phrase.

use super::Site;
use crate::ends::{first, listed, up_to, without_end, without_start};
use crate::gap::{Gap, is_stop};
use crate::lexicon::{Sense, hits_at};
use crate::task::{leads, same_sentence};
use crate::words::Words;
use promptwatt_tokens::Edit;
use std::ops::Range;

/// Whether a Chinese word only makes a question of its sentence: not the end of 什么 or 干嘛.
fn is_particle(words: &Words<'_>, number: usize) -> bool {
    if words.list.get(number).is_none_or(|word| word.ascii) {
        return false;
    }
    let before = number.checked_sub(1).map_or("", |n| words.str(n));
    match words.str(number) {
        word if listed(" 嘛 么 ", word) => !listed(" 什 怎 这 那 多 要 干 ", before),
        word => listed(" 吗 嗎 呢 ", word),
    }
}

impl Site<'_> {
    /// Whether the sentence goes on behind the phrase as if it were not there: "Explain, if you do not mind, how …" does,
    /// "I have an exam, please, explain …" and "However, as you know, …" begin anew.
    pub(super) fn goes_on(&self) -> bool {
        let reading = self.reading;
        let parted = |word: &usize| {
            let gap = reading.words.gap(*word);
            gap.comma() || gap.colon() || gap.ends_sentence()
        };
        let begin = (1..self.from).rev().find(parted).unwrap_or(0);
        let asks = |range: Range<usize>| {
            let mut hits = hits_at(&reading.hits, range).iter();
            hits.any(|hit| hit.sense.asks() && hit.sense != Sense::Question)
        };
        !asks(self.to..self.to + 1) && (begin + 1 < self.from || asks(begin..self.from))
    }

    /// The number after the last word of this sentence.
    pub(super) fn sentence_end(&self) -> Option<usize> {
        let words = &self.reading.words;
        // A request longer than this is no longer read as one sentence.
        (self.to..self.to + 160)
            .find(|&number| number >= words.list.len() || words.breaks_before(number))
    }

    /// Whether this sentence asks before the phrase: its question mark is not the phrase's.
    pub(super) fn asks_before(&self) -> bool {
        let words = &self.reading.words;
        let near = self.from.saturating_sub(40)..self.from;
        hits_at(&self.reading.hits, near).iter().any(|hit| {
            hit.sense == Sense::Question
                && leads(words, hit.word)
                && same_sentence(words, hit.word, self.from)
        })
    }

    /// Whether the last word of this sentence that is not a particle, or that of its first clause, is of a kind.
    pub(super) fn ends_in(&self, kind: impl Fn(usize) -> bool) -> bool {
        let words = &self.reading.words;
        let Some(end) = self.sentence_end() else {
            return false;
        };
        let clause = (self.to + 1..end)
            .find(|&number| {
                let gap = words.gap(number);
                gap.comma() || gap.colon()
            })
            .unwrap_or(end);
        [clause, end].into_iter().any(|end| {
            (self.to..end)
                .rev()
                .find(|&word| !is_particle(words, word))
                .is_some_and(&kind)
        })
    }

    /// The mend of what makes this sentence a question: a Chinese particle goes, a question mark becomes a full stop.
    pub(super) fn question_mark(&self) -> Option<Edit> {
        let words = &self.reading.words;
        let end = self.sentence_end()?;
        let particle = (self.to..end).find(|&word| {
            is_particle(words, word) && (word + 1 == end || words.gap(word + 1) != Gap::default())
        });
        let number = particle.map_or(end, |word| word + 1);
        let gap = words.gap_before(number);
        let from = number
            .checked_sub(1)
            .and_then(|n| words.list.get(n))
            .map_or(0, |word| word.end());
        let line = up_to(gap, b'\n');
        let run = without_start(line, |c| !is_stop(c));
        let at = line.len() - run.len();
        let length = run.len() - without_start(run, is_stop).len();
        let marks = run.get(..length)?;
        // French puts a space before the question mark, and none before the full stop.
        let head = without_end(line.get(..at)?, |c| {
            matches!(c, ' ' | '\u{a0}' | '\u{202f}')
        });
        let spaced = head.len();
        let particle = particle.and_then(|word| words.list.get(word));
        let start = particle.map_or(from + spaced, |word| word.start());
        let asks = marks.chars().any(|c| matches!(c, '?' | '؟' | '？'));
        if let Some(particle) = particle.filter(|_| !asks) {
            return Some(Edit {
                utf8: particle.utf8(),
                replacement: String::new(),
            });
        }
        asks.then(|| Edit {
            utf8: start..from + at + length,
            replacement: if first(marks) == Some('？') {
                "。"
            } else {
                "."
            }
            .into(),
        })
    }
}
