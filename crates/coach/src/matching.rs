//! Finding phrases of a rule set in a text, and testing their conditions.

mod sentence;

use crate::coaching::{Kind, Safety};
use crate::ends::{find, first, last, part, width, without_end, without_start};
use crate::fold::{fold, is_capital, is_space, is_word, joins};
use crate::gap::{Gap, is_comma, is_stop};
use crate::lexicon::greeted;
use crate::mend::{self, Place, is_dash};
use crate::packed::KEYED;
use crate::reading::Reading;
use crate::rules::{Phrase, Rule, RuleSet, Slot, when};
use crate::words::plain;
use promptwatt_tokens::Edit;
use std::ops::Range;

/// A place where a rule could apply, with its edits.
pub(crate) struct Candidate {
    /// Number of the rule.
    pub rule: usize,
    /// Words of the phrase, by number.
    pub from: usize,
    pub to: usize,
    /// The words it is about.
    pub utf8: Range<usize>,
    /// The first edit is the main one; a mend of the question mark may follow.
    pub edits: Vec<Edit>,
    /// Whether it drops the beginning of a sentence, so that the next word begins it; and whether with a capital.
    opens: Option<bool>,
    /// Whether only greetings stand before its end.
    greets: bool,
    at_end_only: bool,
}

/// A quotation of fewer bytes may be of words that are talked about, if it is one of the first.
const MOST_QUOTED: usize = 80;
/// So many quotations are looked into for each phrase, so that a text full of both takes linear time.
const MOST_QUOTATIONS: usize = 100;

/// More places than this are counted, not looked into.
const MOST_CANDIDATES: usize = 500;

/// Every candidate, by first word, and how many phrases were found beyond those looked into.
#[inline(never)]
pub(crate) fn candidates(
    reading: &Reading<'_>,
    set: &RuleSet,
    safety: Safety,
) -> (Vec<Candidate>, usize) {
    let mut found: Vec<Candidate> = Vec::new();
    let mut more = 0;
    let words = &reading.words;
    for (number, word) in words.list.iter().enumerate() {
        if !reading.counts(number) {
            continue;
        }
        let mut key = word.hash;
        for keyed in 1..=KEYED {
            for &(known, phrase) in set.index.get(set.buckets.range(key)).unwrap_or(&[]) {
                if known == key
                    && let Some(site) = Site::of(reading, set, safety, number, phrase as usize)
                {
                    if found.len() < MOST_CANDIDATES {
                        site.add(&mut found);
                    } else {
                        more += 1;
                    }
                }
            }
            // Then the phrases of one word more.
            match words.list.get(number + keyed) {
                Some(next) => key = key.then(next.hash),
                None => break,
            }
        }
    }
    keep_closings_at_the_end(&mut found, words.list.len());
    (found, more)
}

/// Closings count only where nothing but closings follows.
fn keep_closings_at_the_end(found: &mut Vec<Candidate>, words: usize) {
    if found.is_empty() {
        return;
    }
    let mut ends = vec![words];
    let mut known = 0;
    while known < ends.len() && ends.len() < 32 {
        known = ends.len();
        for one in found.iter().rev().filter(|one| one.at_end_only) {
            if ends.contains(&one.to) && !ends.contains(&one.from) {
                ends.push(one.from);
            }
        }
    }
    found.retain(|one| !one.at_end_only || ends.contains(&one.to));
}

/// Where a folded phrase that begins at a byte ends in the text, if it stands there between word boundaries.
fn stands_at(text: &str, start: usize, phrase: &str) -> Option<usize> {
    let rest = text.get(start..)?;
    // Most of it is the same bytes but for capitals, with a blank between words.
    let byte = |at: usize| rest.as_bytes().get(at).copied().unwrap_or(0);
    let mut end = 0;
    for &expected in phrase.as_bytes() {
        let own = byte(end);
        let letter = plain(own);
        if letter != expected {
            // Another letter is none of the phrase.
            if letter != 0 {
                return None;
            }
            if own != expected
                || (own == b' ' && matches!(byte(end + 1), 0..=b' ' | 0xc2 | 0xe2 | 0xe3))
            {
                break;
            }
        }
        end += 1;
    }
    // A character may have been told halfway.
    while !phrase.is_char_boundary(end) {
        end -= 1;
    }
    let same = end;
    let mut chars = rest.get(same..)?.char_indices().peekable();
    // ß is two letters of the phrase.
    let mut half = false;
    for expected in phrase.get(same..)?.chars() {
        if std::mem::take(&mut half) {
            if expected != 's' {
                return None;
            }
            continue;
        }
        loop {
            let (at, c) = chars.next()?;
            end = same + at + width(c);
            // What is folded already stays as it is.
            if c == expected && c != ' ' {
                break;
            }
            match fold(c) {
                None => continue,
                Some('ß') if expected == 's' => half = true,
                Some(folded) if folded != expected => return None,
                Some(' ') => {
                    // A run of white space is one space; a blank line is none.
                    let mut newlines = u32::from(c == '\n');
                    while let Some(&(_, c)) = chars.peek().filter(|&&(_, c)| is_space(c)) {
                        newlines += u32::from(c == '\n');
                        chars.next();
                    }
                    if newlines > 1 {
                        return None;
                    }
                }
                Some(_) => {}
            }
            break;
        }
    }
    while let Some(&(at, c)) = chars.peek().filter(|&&(_, c)| fold(c).is_none()) {
        end = same + at + width(c);
        chars.next();
    }
    let mut after = rest.get(end..)?.chars();
    let next = after.next().unwrap_or(' ');
    let joined = after.next().is_some_and(is_word);
    let ends_open = phrase.ends_with('\'');
    let bounded = if ends_open {
        is_word(next)
    } else {
        !last(phrase).is_some_and(|last| joins(last, next))
            && !(joined && (next == '-' || fold(next) == Some('\'')))
    };
    // "d'en gros", "re-please", "#please": the phrase is a part of something.
    let before = last(text.get(..start)?).unwrap_or(' ');
    let free = !(first(phrase).is_some_and(|first| joins(before, first))
        || matches!(before, '-' | '#' | '@' | '/' | '&')
        || fold(before) == Some('\''));
    (bounded && free && !half).then_some(start + end)
}

/// A phrase at its place.
struct Site<'a> {
    reading: &'a Reading<'a>,
    set: &'a RuleSet,
    rule: &'a Rule,
    phrase: &'a Phrase,
    from: usize,
    to: usize,
    end: usize,
}

impl<'a> Site<'a> {
    /// A phrase at a word where it stands and its rule is wanted. Apart, because few words begin one.
    #[inline(never)]
    fn of(
        reading: &'a Reading<'a>,
        set: &'a RuleSet,
        safety: Safety,
        from: usize,
        phrase: usize,
    ) -> Option<Site<'a>> {
        let words = &reading.words;
        let phrase = set.phrases.get(phrase)?;
        let rule = set.rules.get(phrase.rule as usize)?;
        if rule.safety > safety {
            return None;
        }
        let end = stands_at(words.text, words.list.get(from)?.start(), &phrase.long)?;
        Some(Site {
            reading,
            set,
            rule,
            phrase,
            from,
            to: words.at_or_after(end),
            end,
        })
    }

    /// Adds the candidates of the phrase by itself, and behind each opener that ends before it.
    fn add(&self, found: &mut Vec<Candidate>) {
        let before = found.len();
        let alone = self.candidate(None);
        if let Some(alone) = alone {
            found.push(alone);
        }
        for opener in (before.saturating_sub(12)..before).rev() {
            let both = found
                .get(opener)
                .filter(|opener| opener.opens.is_some() && opener.to == self.from)
                .and_then(|opener| self.candidate(Some(opener)));
            if let Some(both) = both {
                found.push(both);
            }
        }
    }

    fn is(&self, condition: u16) -> bool {
        self.rule.when & condition != 0
    }

    /// The candidate, if every condition holds. `opener` is a candidate whose removal brings this phrase to the start
    /// of the sentence; both are then one edit.
    fn candidate(&self, opener: Option<&Candidate>) -> Option<Candidate> {
        let words = &self.reading.words;
        let text = words.text;
        let start = words.list.get(self.from)?.start();
        let before = words.gap_before(self.from);
        let after = text.get(
            self.end
                ..words
                    .list
                    .get(self.to)
                    .map_or(text.len(), |word| word.start()),
        )?;
        let (gap_before, gap_after) = (words.gap(self.from), Gap::of(after));
        let before_sign = last(without_end(before, is_space));
        let starts_line = self.from == 0 || gap_before.ends_sentence();
        let starts = starts_line
            || gap_before.colon()
            || matches!(before_sign, Some('(' | '（' | '—' | '–' | '•' | '·'));
        let at_start = starts || opener.is_some();
        let next_sign = first(without_start(after, |c| matches!(c, ' ' | '\u{a0}')));
        let ends = next_sign.map_or(self.to >= words.list.len(), |c| {
            is_stop(c) || c == '\n' || c == '\r'
        });
        let pauses =
            ends || next_sign.is_some_and(|c| is_comma(c) || is_dash(c) || matches!(c, ':' | ')'));
        let plain = |gap: Gap| gap == Gap::default();
        let previous = self.from.checked_sub(1).filter(|_| plain(gap_before));
        let next = Some(self.to).filter(|&to| plain(gap_after) && to < words.list.len());
        let follows = |slot: Slot, word: Option<usize>| {
            self.set
                .list(self.rule, slot)
                .map(|list| word.is_some_and(|word| list.holds(words, word)))
        };

        let comma_before = before_sign.is_some_and(is_comma);
        let joins = comma_before || follows(Slot::After, previous) == Some(true);
        let held = (!self.is(when::SENTENCE_START) || at_start)
            && (!self.is(when::CLAUSE_START) || at_start || joins)
            && (!self.is(when::SENTENCE_END)
                || ends
                || (self.phrase.short.is_empty()
                    && pauses
                    && !(comma_before && next_sign.is_some_and(is_comma))))
            && (!self.is(when::BEFORE_PAUSE) || pauses)
            && (!self.is(when::AFTER_COMMA) || comma_before)
            && (!self.is(when::LIMIT_STATED) || self.reading.answer.stated_limit.is_some())
            && follows(Slot::Before, next) != Some(false)
            && follows(Slot::NotBefore, next) != Some(true)
            && (self.is(when::CLAUSE_START) || follows(Slot::After, previous) != Some(false))
            && follows(Slot::NotAfter, previous) != Some(true)
            && self
                .set
                .list(self.rule, Slot::Last)
                .is_none_or(|list| self.ends_in(|word| list.holds(words, word)))
            && self.set.list(self.rule, Slot::Nowhere).is_none_or(|list| {
                // The first half of "e-mail" is no word of its own.
                let found = |word| list.holds(words, word) && words.gap_before(word + 1) != "-";
                self.sentence_end()
                    .is_some_and(|end| !(self.to..end).any(found))
            })
            && (!self.is(when::ASKS) || self.question_mark().is_some())
            && (at_start || !self.is(when::MENDS_QUESTION) || !self.asks_before())
            && self.case_is_plain(at_start)
            && !self.names_a_constraint();
        let greets = self.is(when::PROMPT_START)
            && (self.from == 0 || opener.is_some_and(|before| before.greets));
        if !held
            || (self.phrase.short.is_empty()
                && previous.is_some_and(|word| self.reading.negates(word)))
        {
            return None;
        }
        let mut first = words
            .list
            .get(opener.map_or(self.from, |opener| opener.from))?
            .start();
        let capital = self::first(text.get(first..)?).is_some_and(is_capital);
        // Spanish opens a question with a sign of its own: it goes with the closing one.
        let mends = self.is(when::MENDS_QUESTION) || opener.is_some_and(|one| one.edits.len() > 1);
        let drops_sign = (mends && self.question_mark().is_some()) || self.is(when::OWN_SENTENCE);
        if drops_sign {
            let head = text.get(..first)?;
            first = without_end(head, |c| matches!(c, '¿' | '¡')).len();
        }
        let place = Place {
            text,
            start: first,
            end: self.end,
            next_word: words.list.get(self.to).map(|word| word.start()),
            at_start,
            capital: capital && at_start,
            goes_on: comma_before && self.goes_on(),
            spans: &self.reading.spans,
        };
        let whole = self.is(when::OWN_SENTENCE);
        let comma_greeting = self.is(when::PROMPT_START) && next_sign.is_some_and(is_comma);
        let (mut edit, opens) = if whole && !comma_greeting {
            if !((starts_line || (opener.is_some() && greets)) && ends) {
                return None;
            }
            (mend::sentence(&place, self.is(when::PROMPT_END))?, None)
        } else if self.phrase.short.is_empty() {
            let edit = mend::removal(&place)?;
            (edit, at_start.then_some(capital))
        } else {
            (
                mend::swap(
                    &place,
                    &self.phrase.short,
                    previous.map(|word| words.list.get(word).map_or(0, |w| w.start())),
                )?,
                None,
            )
        };
        // The sign stands inside the edit when an opener goes with the phrase: "Hola, ¿me puedes decir cuál ...?".
        if !drops_sign
            && opener.is_some()
            && let Some(sign) = last(before).filter(|&c| matches!(c, '¿' | '¡'))
        {
            edit.replacement.insert(0, sign);
        }
        if self.is(when::PROMPT_START) && !(greets || self.greeted(opener, starts_line)) {
            return None;
        }
        let mut edits = vec![edit];
        if mends && let Some(edit) = self.question_mark() {
            edits.push(edit);
        }
        if edits
            .iter()
            .any(|edit| self.reading.spans.touch(&edit.utf8))
            || self.is_quoted(start)
        {
            return None;
        }
        Some(Candidate {
            rule: opener.map_or(self.phrase.rule as usize, |opener| opener.rule),
            from: opener.map_or(self.from, |opener| opener.from),
            to: self.to,
            utf8: first.min(start)..self.end,
            edits,
            opens,
            greets: greets && self.rule.kind == Kind::Greeting,
            at_end_only: self.is(when::PROMPT_END),
        })
    }

    /// Whether all before this sentence are greetings: only the first few words are looked at.
    fn greeted(&self, opener: Option<&Candidate>, starts_line: bool) -> bool {
        if opener.is_some() || !starts_line || self.from > 24 {
            return false;
        }
        greeted(&self.reading.hits, self.from) == self.from
    }

    /// Whether the phrase is written as prose writes it: capitals at the start of a sentence or in "I" only.
    fn case_is_plain(&self, at_start: bool) -> bool {
        if self.phrase.named {
            return true;
        }
        (self.from..self.to).all(|number| {
            let word = self.reading.words.str(number);
            !first(word).is_some_and(is_capital)
                || (number == self.from && at_start)
                || matches!(word, "I" | "I'" | "I’")
        })
    }

    fn names_a_constraint(&self) -> bool {
        !self.reading.named.is_empty()
            && (self.from..self.to).any(|number| {
                self.reading
                    .words
                    .list
                    .get(number)
                    .is_some_and(|word| self.reading.named.contains(&word.hash))
            })
    }

    /// Whether the phrase stands in a short quotation too: then it is likely what is talked about ("… is "due to the fact that"
    /// right here?"). Its first letter may be a capital in one of them.
    fn is_quoted(&self, start: usize) -> bool {
        let text = self.reading.words.text;
        let phrase = text.get(start..self.end).unwrap_or("");
        let tail = part(phrase, first(phrase).map_or(0, width), phrase.len());
        let mut quoted = self.reading.spans.iter().take(MOST_QUOTATIONS);
        quoted.any(|span| {
            span.len() < MOST_QUOTED && find(part(text, span.start, span.end), tail).is_some()
        })
    }
}
