//! Where a number stands that may state a length, and what speaks for it and against it: clues that mean the same in every language.

use super::Unit;
use super::number::digits;
use crate::clues::{Choices, Clues};
use crate::lexicon::{Hit, Said, Sense, hits_at};
use crate::reading::Mask;
use crate::words::Words;
use std::ops::Range;

/// Where a number stands that may state a length, and what it counts.
pub(super) struct Site {
    /// The first word of the number.
    pub start: usize,
    /// The word after it; of a range after the second.
    pub end: usize,
    /// The word after what is counted.
    pub behind: usize,
    pub number: u32,
    pub unit: Option<Unit>,
    /// Words between the number and what is counted.
    pub distance: usize,
    /// Whether the unit has its number in it, or before it.
    pub own: bool,
}

impl Site {
    /// Whether it counts anything but things.
    pub(super) fn is_measured(&self) -> bool {
        self.unit.is_some_and(|unit| unit != Unit::Items)
    }
}

/// Places whose senses are asked for.
const PLACES: usize = 8;

/// The words of 64 clues: the senses said at some places, one place after the other, then words of some kinds, and the rest.
pub(super) const WORDS: usize = PLACES + 3;

/// Where sizes of numbers are parted: small numbers of things, lengths, years, prices.
const SIZES: [u32; 9] = [2, 6, 13, 20, 51, 100, 1000, 1900, 2100];

/// How far words are looked at before a number.
const NEAR: usize = 10;
/// How far the beginning of its sentence is looked for.
const FAR: usize = 30;

word_set! {
    /// What makes a length one of a part of the answer, before the number or behind the unit: "each under 30 words".
    EACH = "each every none per apiece chaque chacun chacune cada jeweils je jede jedes jeder pro par por لكل كل منها منهم 每 各"
}

word_set! {
    /// What a number before it measures instead of counting things to be given: "31 years", "五岁".
    MEASURES = "minuten minutos semanas thousand mil tausend آلاف year month week day hour minute an mois jour heure año mes día hora jahr monat woche tag stunde ano years months weeks days hours minutes km kg euros dollars ans mois jours heures años días horas jahre monate wochen tage stunden anos سنة سنوات يوم شهر ساعة people guests kids children personnes enfants personas niños personen kinder gäste pessoas crianças 人 孩 岁 年 月 天 元 分 小"
}

word_set! {
    /// Words of bounds, before a number or behind one: "at most five", "cinq au maximum".
    BOUND = "max maximum maxi maximal tops grand most than höchstens als máximo mucho plus até up أقصى الأكثر يزيد 多 过"
}

word_set! {
    /// Chinese counters.
    COUNTER = "个 個 条 條 句 首 种 種 款 点 份 道"
}

word_set! {
    /// What comes before a length that something has already, and behind one: "my 600 words", "40 words over".
    OWN = "the these my our have had is are was over les mes mon ma mis meine meinen die as meu 我"
}

word_set! {
    /// What says by itself that so many of something are asked for: "the top 5", "أهم عشرة", "the three main reasons", "another three".
    TOP = "top another noch encore otros otras mais أهم أفضل أبرز best main biggest wichtigsten besten größten meilleurs meilleures principaux principales principais mejores melhores maiores mayores"
}

word_set! {
    /// Words between a list and what is in it, or the number of that.
    pub(super) OF = "of with de mit von con avec com c des der das dos من"
}

/// The kinds of a word, a bit each.
const KINDS: u64 = 6;

/// The senses that ask: tasks, general verbs, question words.
const ASKS: u64 = 0x3ff | Sense::General.bit() | Sense::Question.bit();

#[inline(never)]
fn kinds(words: &Words<'_>, word: usize) -> u64 {
    let hash = words.hash(word);
    u64::from(EACH.has(hash))
        | u64::from(MEASURES.has(hash)) << 1
        | u64::from(BOUND.has(hash)) << 2
        | u64::from(OWN.has(hash)) << 3
        | u64::from(TOP.has(hash)) << 4
        | u64::from(OF.has(hash)) << 5
}

/// Whether some words speak of each of several.
#[inline(never)]
fn says_each(words: &Words<'_>, mut some: Range<usize>) -> bool {
    some.any(|word| EACH.has(words.hash(word)))
}

/// What is said at some words.
#[inline(never)]
fn said_at(hits: &[Hit], words: Range<usize>) -> u64 {
    hits_at(hits, words)
        .iter()
        .fold(Said::NOTHING, Said::with)
        .bits()
}

/// What is said by phrases that end before a word.
#[inline(never)]
fn said_before(hits: &[Hit], word: usize) -> u64 {
    hits_at(hits, word.saturating_sub(5)..word)
        .iter()
        .filter(|hit| hit.word + hit.length == word)
        .fold(Said::NOTHING, Said::with)
        .bits()
}

/// What stands before a word, a bit each.
#[inline(never)]
fn signs(words: &Words<'_>, word: usize) -> u64 {
    let gap = words.gap_before(word);
    u64::from(words.gap(word).bits())
        | u64::from(gap.is_empty()) << 6
        | u64::from(matches!(gap, "-" | "–")) << 7
}

/// What stands beside a site among the others of its prompt.
#[derive(Clone, Copy)]
pub(super) struct Among {
    /// Which of them it is, and how many there are.
    pub order: usize,
    pub many: usize,
    /// Whether another is of something else than things, and whether another is one of a part of the answer.
    pub measured: bool,
    pub part: bool,
}

impl Site {
    /// What speaks for the site and against it. O(1).
    #[inline(never)]
    pub(super) fn clues(
        &self,
        words: &Words<'_>,
        hits: &[Hit],
        counts: &Mask,
        said: Said,
        among: Among,
    ) -> Clues<WORDS> {
        let &Site {
            start,
            end,
            behind,
            number,
            unit,
            ..
        } = self;
        let broken = |word: usize| word >= words.list.len() || words.breaks_before(word);
        let mut clues = [0u64; WORDS];
        let [
            before,
            second,
            near,
            begins,
            after,
            next,
            past,
            all,
            words_of,
            choices,
            beside,
        ] = &mut clues;
        // From the beginning of the sentence on.
        let mut first = start;
        while first > 0 && !words.breaks_before(first) && start - first < FAR {
            first -= 1;
        }
        let nearer = first.max(start.saturating_sub(NEAR))..start;
        *near = said_at(hits, nearer.clone());
        *words_of |= u64::from(says_each(words, nearer));
        if first < start {
            *before = said_before(hits, start);
            *begins = said_at(hits, first..first + 1);
            *words_of |= kinds(words, start - 1) << KINDS | kinds(words, first) << (2 * KINDS);
        }
        if first + 1 < start {
            *second = said_before(hits, start - 1);
        }
        // A Chinese counter says nothing of what is counted.
        let counter = COUNTER.has(words.hash(end)) && !broken(end);
        let noun = end + usize::from(counter);
        if !broken(noun) {
            *after = said_at(hits, noun..noun + 1);
            *words_of |= kinds(words, noun) << (3 * KINDS);
            if !broken(noun + 1) {
                *next = said_at(hits, noun + 1..noun + 2);
                *words_of |= kinds(words, noun + 1) << (4 * KINDS);
            }
        }
        if unit.is_some() {
            *words_of |= signs(words, behind) << 48;
            if !broken(behind) {
                *past = said_at(hits, behind..behind + 1);
                *words_of |= kinds(words, behind) << (5 * KINDS);
            }
        }
        *all = said.bits();
        let size = SIZES.partition_point(|&bound| bound <= number);
        let group = match unit {
            None => 0,
            Some(Unit::Items) => 1,
            Some(Unit::Words | Unit::Characters | Unit::Tokens) => 2,
            Some(_) => 3,
        };
        *beside = signs(words, start)
            | signs(words, noun) << 8
            | 1 << (24 + size + (SIZES.len() + 1) * group);
        let mut rest = Choices::default();
        rest.one(unit.map_or(8, |unit| unit as usize), 9);
        rest.one(self.distance, 3);
        rest.one(among.order, 4);
        rest.one(among.many, 5);
        rest.one(start - first, 6);
        rest.one(words.list.len().checked_ilog2().unwrap_or(0) as usize, 9);
        // A fragment asks by itself.
        let bare = said.bits() & ASKS == 0;
        for there in [
            among.order + 1 == among.many,
            among.measured,
            among.part,
            words.gap(words.list.len()).asks(),
            counts.has(start),
            start == 0,
            broken(noun),
            counter,
            bare,
            bare && start < 3,
            digits(words.str(start)).is_some(),
            end > start + 1,
            self.own,
            number % 10 == 0,
            number % 5 == 0,
        ] {
            rest.flag(there);
        }
        *choices = rest.bits;
        Clues(clues)
    }

    /// Whether it states the length of a part of the answer.
    pub(super) fn is_part(&self, words: &Words<'_>) -> bool {
        self.is_measured()
            && (EACH.has(words.hash(self.behind))
                || says_each(words, self.start.saturating_sub(8)..self.start))
    }
}
