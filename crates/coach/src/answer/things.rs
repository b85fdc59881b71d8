//! How many things are asked for where neither a unit nor a verb says so: "five films for a rainy day", "at most five".

use super::limit::{MEASURES, OF, THE, ranging, sentence_ends};
use super::{Limit, Unit};
use crate::fold::is_han;
use crate::lexicon::{Hit, Said, Sense, greeted, hits_at};
use crate::reading::Mask;
use crate::task::same_sentence;
use crate::words::Words;

word_set! {
    /// Words of bounds, before a number or behind one: "at most five", "cinq au maximum".
    pub(super) BOUND = "max maximum maxi maximal tops grand most than höchstens als máximo mucho plus até up أقصى الأكثر يزيد 多 过"
}

word_set! {
    /// What a bound is of where it is no list's: "with at most five ingredients".
    WITH = "with mit con com avec for für para pour per مع 用"
}

word_set! {
    /// Who is counted without being asked for.
    GUESTS = "people guests kids children personnes enfants personas niños personen kinder gäste pessoas crianças 人 孩"
}

word_set! {
    /// Words beside a number of things that add nothing: "another three", "bitte drei", "drei Stück".
    ANOTHER = "another please bitte noch encore otros otras mais 再 来 stück or so them"
}

word_set! {
    /// Owners and verbs behind a number of things: they tell of what is there already.
    THERE = "of left my de von meiner من are is was have had sind haben sont ont son tienen são têm عندي"
}

word_set! {
    /// Chinese counters.
    pub(super) COUNTER = "个 個 条 條 句 首 种 種 款 点 份"
}

word_set! {
    /// Chinese words before a number of things that is asked for, whatever follows: the first three only before a counter alone.
    GIVEN = "我 要 来 写 寫 取 起 列 说 举 選 选"
}

/// Reads the number of things that a fragment bounds, or that the prompt begins with. Linear.
#[inline(never)]
pub(super) fn counted(words: &Words<'_>, hits: &[Hit], counts: &Mask, said: Said) -> Option<Limit> {
    let counted = Counted {
        words,
        hits,
        counts,
    };
    let bytes = words.text.as_bytes();
    let mut found = None;
    for (number, word) in words.list.iter().enumerate() {
        // Digits of ASCII, and what may be some of Arabic and Chinese.
        if matches!(
            bytes.get(word.start()),
            Some(b'0'..=b'9' | 0xd9 | 0xe4 | 0xe5)
        ) {
            found = found.or_else(|| counted.bounded(number));
        }
    }
    if said.has(Sense::Number(0)) {
        for hit in hits {
            if matches!(hit.sense, Sense::Number(_)) {
                found = found.or_else(|| counted.bounded(hit.word));
            }
        }
    }
    let number = found.or_else(|| counted.begins())?;
    Some(Limit::at_most(Unit::Items, number))
}

struct Counted<'a> {
    words: &'a Words<'a>,
    hits: &'a [Hit],
    counts: &'a Mask,
}

impl Counted<'_> {
    /// A number of things at a word, and the word after it.
    #[inline(never)]
    fn number(&self, word: usize) -> Option<(u32, usize)> {
        ranging(self.words, self.hits, word).filter(|(number, _)| (2..=50).contains(number))
    }

    fn counter(&self, word: usize) -> usize {
        usize::from(COUNTER.has(self.words.hash(word)))
    }

    /// Nothing that is measured or invited, no other unit.
    #[inline(never)]
    fn is_thing(&self, noun: usize) -> bool {
        let words = self.words;
        self.counts.has(noun)
            // Not "three-body".
            && matches!(words.gap_before(noun), " " | "")
            && words.str(noun).len() > 2
            && !MEASURES.has(words.hash(noun))
            && !GUESTS.has(words.hash(noun))
            && !hits_at(self.hits, noun..noun + 3)
                .iter()
                .any(|hit| matches!(hit.sense, Sense::Unit(unit) if unit != Unit::Items))
    }

    /// Whether a word of a fragment only bounds its number.
    #[inline(never)]
    fn bounds(&self, word: usize) -> bool {
        let hash = self.words.hash(word);
        BOUND.has(hash)
            || ANOTHER.has(hash)
            || hits_at(self.hits, word.saturating_sub(3)..word + 1)
                .iter()
                .any(|hit| {
                    hit.word + hit.length > word
                        && matches!(
                            hit.sense,
                            Sense::Near
                                | Sense::After
                                | Sense::Only
                                | Sense::Negation
                                | Sense::Article
                        )
                })
    }

    /// "Key points, five at most", "Packliste, höchstens fünf Teile", "标题给我三个": the number of a fragment that says little else.
    #[inline(never)]
    fn bounded(&self, first: usize) -> Option<u32> {
        let words = self.words;
        if !self.counts.has(first) {
            return None;
        }
        let (number, after) = self.number(first)?;
        let noun = after + self.counter(after);
        let alone = parted(words, noun);
        if noun > after && first > 0 {
            let verb = words.hash(first - 1);
            let given = GIVEN.0.iter().position(|&one| one == verb);
            if given.is_some_and(|place| alone || (place > 2 && self.is_thing(noun)))
                || (alone && parted(words, first) && sentence_ends(words, noun))
            {
                return Some(number);
            }
        }
        let mut start = first;
        let mut bound = false;
        // "给我不多于四种": blanks part nothing in Chinese.
        while !(parted(words, start) || (bound && GIVEN.has(words.hash(start - 1)))) {
            start -= 1;
            if !self.bounds(start) {
                return None;
            }
            bound |= BOUND.has(words.hash(start));
        }
        if WITH.has(words.hash(start)) {
            return None;
        }
        // "Three stops max".
        let mut last = noun + 1;
        while last < noun + 4 && BOUND.has(words.hash(last)) && !parted(words, last) {
            last += 1;
        }
        if last > noun + 1 && parted(words, last) && start == first && self.is_thing(noun) {
            return Some(number);
        }
        if bound && self.is_thing(noun) {
            return Some(number);
        }
        let mut end = noun;
        while end < noun + 4 && self.bounds(end) && (end == noun || !parted(words, end)) {
            bound |= BOUND.has(words.hash(end));
            end += 1;
        }
        // "My son, 5, …" says it of something else.
        (start > 0
            && (start < first || end > noun)
            && !(end > noun && parted(words, noun))
            && parted(words, end)
            && (bound || sentence_ends(words, end)))
        .then_some(number)
    }

    /// "Four plants that like shade": the number that the prompt begins with.
    #[inline(never)]
    fn begins(&self) -> Option<u32> {
        let words = self.words;
        let mut first = greeted(self.hits, 8);
        while ANOTHER.has(words.hash(first)) || THE.has(words.hash(first)) {
            first += 1;
        }
        let (number, after) = self.number(first)?;
        let han = words.str(after).starts_with(is_han);
        let noun = after + self.counter(after);
        // A story or a question of its own: "five people come, what shall I cook?"
        let tells = (words.has_byte(b'?') && words.has_byte(b','))
            || hits_at(self.hits, noun..noun + 60)
                .iter()
                .any(|hit| match hit.sense {
                    Sense::Quantity => true,
                    Sense::Question => han || parted(words, hit.word),
                    Sense::General | Sense::Task(_) => parted(words, hit.word),
                    _ => false,
                });
        (self.counts.has(first)
            && !tells
            && (!han || noun > after)
            && same_sentence(words, 0, noun)
            && self.is_thing(noun)
            && !parted(words, noun + 1)
            && !THERE.has(words.hash(after))
            // "Five songs of love".
            && (!THERE.has(words.hash(noun + 1)) || OF.has(words.hash(noun + 1))))
        .then_some(number)
    }
}

/// Whether a fragment begins at a word, or ends before it.
#[inline(never)]
pub(super) fn parted(words: &Words<'_>, word: usize) -> bool {
    word == 0 || word >= words.list.len() || words.gap(word).parts()
}
