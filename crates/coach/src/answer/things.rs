//! How many things are asked for where neither a unit nor a verb says so: "five films for a rainy day", "at most five".

use super::limit::{MEASURES, THE, ranging, sentence_ends};
use super::number::{digits, number_at};
use super::{Limit, Unit};
use crate::fold::{WordHash, is_han};
use crate::lexicon::{Hit, Said, Sense, greeted, hits_at};
use crate::reading::Mask;
use crate::task::same_sentence;
use crate::words::{Gap, Words};
use std::ops::Range;

word_set! {
    /// Words that a bound ends with, before a number or behind one: "at most five", "cinq au maximum".
    BOUND = "max maximum maxi most than maximal höchstens als máximo sumo mucho plus exceder ate até up jusqu'à أقصى الأكثر الاكثر يزيد تزيد يتعدى 多 过 過"
}

word_set! {
    /// What a bound is of where it is no list's: "with at most five ingredients".
    WITH = "with using mit con com avec for für para pour per pro من مع 用 per under unter"
}

word_set! {
    /// Who is counted without being asked for.
    GUESTS = "people persons guests kids children personnes enfants invités personas niños invitados leute personen gäste kinder pessoas crianças convidados أشخاص أطفال شخص 人 孩 朋 同 男 女 学 老"
}

word_set! {
    /// Words before a number of things that add nothing: "another three", "bitte drei".
    ANOTHER = "another please just only bitte noch nur encore juste otros otras solo mais só apenas más فقط 再 来 來 求"
}

word_set! {
    /// Owners behind a number: "two of my hens".
    OWNERS = "of left my our de von meiner unserer من"
}

word_set! {
    /// Verbs behind a number of things: who has them tells of what is there already.
    THERE = "i are is was were have has had do did ist sind war hat haben sont est ont avons ai tengo son están tienen são estão têm عندي لدي كان كانوا"
}

word_set! {
    /// Chinese counters.
    pub(super) COUNTER = "个 個 条 條 句 首 种 種 款 点 點 项 項 则 則 道 样 樣 本 部 组 組 份"
}

word_set! {
    /// Chinese words before a number of things that is to be given.
    GIVEN = "我 给 給 来 來 要 出"
}

word_set! {
    /// Chinese verbs before a number of things that is asked for.
    VERBS = "写 寫 想 取 起 列 说 說 举 選 选 挑"
}

word_set! {
    /// What may follow a number that stands for itself: "three of them".
    OF_THEM = "of them or so stück davon please bitte is enough reichen reicht gracias"
}

/// Reads the number of things that a fragment bounds, or that the prompt begins with. Linear.
#[inline(never)]
pub(super) fn counted(words: &Words<'_>, hits: &[Hit], counts: &Mask, said: Said) -> Option<Limit> {
    // Most prompts have no number.
    let spelled = said.has(Sense::Number(0));
    let written = (b'0'..=b'9').any(|digit| words.has_byte(digit))
        || [0xd9, 0xe4, 0xe5, 0xe7, 0xef]
            .iter()
            .any(|&byte| words.has_byte(byte));
    if !spelled && !written {
        return None;
    }
    let at = |number: usize| hits_at(hits, number..number + 1).iter();
    let number_from = |word: usize| {
        number_at(words, &at, word)
            .map(|first| ranging(words, &at, first))
            .filter(|(number, _)| (2..=50).contains(number))
    };
    let items = |number: u32| Limit {
        unit: Unit::Items,
        at_most: number,
    };
    // Nothing that is measured, bought or invited, no other unit.
    let thing = |noun: usize| {
        counts.has(noun)
            && !words.breaks_before(noun)
            // Not "three-body".
            && matches!(words.gap_before(noun), " " | "")
            && !MEASURES.has(words.hash(noun))
            && !GUESTS.has(words.hash(noun))
            && words
                .list
                .get(noun)
                .is_some_and(|word| word.utf8().len() > 2 && number_at(words, &at, noun).is_none())
            && !hits_at(hits, noun..noun + 3)
                .iter()
                .any(|hit| matches!(hit.sense, Sense::Unit(unit) if unit != Unit::Items))
    };
    let counter = |word: usize| usize::from(COUNTER.has(words.hash(word)));
    let parted = |word: usize| parted(words, word);
    let bounds = |mut range: Range<usize>| range.any(|word| BOUND.has(words.hash(word)));
    // "Key points, five at most", "Packliste, höchstens fünf Teile": a fragment with a number.
    let bounded = |number: usize| {
        let start = (number.saturating_sub(4)..=number)
            .rev()
            .find(|&start| parted(start))
            .filter(|&start| counts.has(start) && !WITH.has(words.hash(start)))?;
        let (first, (number, after)) = (start..=number).find_map(|n| Some((n, number_from(n)?)))?;
        let end = (after..after + 5).find(|&end| parted(end));
        let says = |word: usize, also: &[WordHash]| {
            also.contains(&words.hash(word))
                || BOUND.has(words.hash(word))
                || (word.saturating_sub(3)..=word).flat_map(at).any(|hit| {
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
        };
        if !same_sentence(words, start, after - 1)
            || !(start..first).all(|word| says(word, &ANOTHER.0))
        {
            return None;
        }
        let noun = after + counter(after);
        let alone = end.is_some_and(|end| {
            // "My son, 5, …" says it of something else.
            (start..end).len() > noun - first - counter(after)
                && start > 0
                && (bounds(start..end) || sentence_ends(words, end))
                && (noun..end).all(|word| says(word, &OF_THEM.0))
        });
        (alone || (bounds(start..first) && thing(noun))).then_some(items(number))
    };
    let bytes = words.text.as_bytes();
    let in_digits = || {
        words.list.iter().enumerate().filter_map(|(number, word)| {
            // Digits of ASCII, of Arabic, of Chinese and of its full width.
            let written = match bytes.get(word.start())? {
                b'0'..=b'9' => true,
                0xd9 => matches!(bytes.get(word.start() + 1), Some(0xa0..=0xa9)),
                0xe4 | 0xe5 | 0xe7 | 0xef => digits(words.str(number)).is_some(),
                _ => false,
            };
            written.then_some(number)
        })
    };
    let in_words = || {
        let mut numbers = hits
            .iter()
            .filter(|hit| matches!(hit.sense, Sense::Number(_)));
        numbers.find_map(|hit| bounded(hit.word))
    };
    let mut limit = None;
    if written {
        limit = in_digits().find_map(bounded);
    }
    if spelled && limit.is_none() {
        limit = in_words();
    }
    if limit.is_some() {
        return limit;
    }
    // "标题给我三个", "起三个小名", "，三个。": a counter behind a verb or by itself.
    if words.may_have("个") || words.may_have("個") {
        let given = (1..words.list.len()).find_map(|word| {
            let number = word - 1;
            let (value, _) = number_from(number).filter(|&(_, after)| after == word)?;
            let verb = number
                .checked_sub(1)
                .filter(|_| !words.breaks_before(number))
                .map_or(WordHash::EMPTY, |verb| words.hash(verb));
            let asked = match parted(word + 1) {
                true => {
                    GIVEN.has(verb)
                        || VERBS.has(verb)
                        || (number > 0 && parted(number) && sentence_ends(words, word + 1))
                }
                false => VERBS.has(verb) && thing(word + 1),
            };
            (counts.has(word) && counter(word) == 1 && asked).then_some(items(value))
        });
        if given.is_some() {
            return given;
        }
    }
    // "Four plants that like shade": the prompt begins with it.
    let mut first = greeted(hits, 8);
    while first < 12
        && [&ANOTHER.0[..], &THE.0]
            .iter()
            .any(|before| before.contains(&words.hash(first)))
    {
        first += 1;
    }
    let (number, after) = number_from(first)?;
    let han = words.str(after).starts_with(is_han);
    let noun = after + counter(after);
    // A story or a question of its own: "five people come, what shall I cook?"
    let mut commas = false;
    let tells = hits_at(hits, noun..noun + 60).iter().any(|hit| {
        hit.sense == Sense::Quantity
            || (han && hit.sense == Sense::Question)
            || (matches!(hit.sense, Sense::Question | Sense::General | Sense::Task(_))
                && parted(hit.word))
    }) || (noun + 1..noun + 30)
        .take_while(|&word| word <= words.list.len())
        .find_map(|word| {
            let gap = words.gap_before(word);
            commas |= Gap::of(gap).comma;
            (word >= words.list.len() || words.breaks_before(word))
                .then(|| commas && gap.contains(['?', '？', '؟']))
        })
        .unwrap_or(false);
    (counts.has(first)
        && !tells
        && (!han || noun > after)
        && same_sentence(words, 0, noun)
        && thing(noun)
        && noun + 1 < words.list.len()
        && !sentence_ends(words, noun + 1)
        && !parted(noun + 1)
        && !OWNERS.has(words.hash(after))
        && !(noun + 1..noun + 3).any(|word| THERE.has(words.hash(word))))
    .then_some(items(number))
}

/// Whether a fragment begins at a word, or ends before it.
pub(super) fn parted(words: &Words<'_>, word: usize) -> bool {
    word == 0 || word >= words.list.len() || {
        let gap = Gap::of(words.gap_before(word));
        gap.comma || gap.colon || gap.ends_sentence() || gap.other
    }
}
