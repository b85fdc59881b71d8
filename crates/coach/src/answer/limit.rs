//! The length that a prompt states.

use super::number::{digits, number_at};
use super::{Bound, Format, Limit, Unit, pages, things};
use crate::coaching::Task;
use crate::lexicon::{Hit, Said, Sense, hits_at};
use crate::reading::Mask;
use crate::task::{self, same_sentence};
use crate::words::Words;

/// The length that a fixed form of answer states: "yes or no", "in one word", "a one-liner". `open` takes in what looks like
/// a path: "yes/no".
pub(crate) fn fixed_limit(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    open: &Mask,
) -> Option<Limit> {
    hits.iter()
        .filter(|hit| {
            let end = hit.word + hit.length;
            (counts.has(hit.word) || (open.has(hit.word) && words.gap_before(hit.word + 1) == "/"))
                // "一个字符串" is a string, "me dire si oui ou non" asks whether.
                && !(words.str(end - 1) == "字" && SIGN.has(words.hash(end)))
                && !(hit.word > 0 && IF.has(words.hash(hit.word - 1)))
                // "Ja/Nein-Fragen" are what is played.
                && !QUESTIONS.has(words.hash(end))
                && !(hit.word > 1 && QUESTIONS.has(words.hash(hit.word - 2)))
        })
        .find_map(|hit| match hit.sense {
            Sense::WordLimit => Some(Limit::at_most(Unit::Words, 1)),
            Sense::SentenceLimit => Some(Limit::at_most(Unit::Sentences, 1)),
            _ => None,
        })
        .or_else(|| {
            // "能/不能"; "sí/no" and "是/否" are no phrases, because "si no" and "是否" mean something else.
            let either = |word: usize| {
                words.gap_before(word + 1) == "/"
                    && open.has(word)
                    && ((words.str(word + 1) == "不" && words.hash(word + 2) == words.hash(word))
                        || (YES.has(words.hash(word)) && NO.has(words.hash(word + 1))))
            };
            (words.has_byte(b'/') && (0..words.list.len()).any(either))
                .then_some(Limit::at_most(Unit::Words, 1))
        })
}

word_set! {
    /// What follows 字 in words of other things than characters.
    SIGN = "符 典 段 母 体 幕"
}

word_set! {
    /// Before an alternative that asks whether.
    IF = "si whether ob"
}

word_set! {
    /// What is asked in a game of yes and no, behind the phrase or two words before it.
    QUESTIONS = "question questions fragen perguntas preguntas"
}

word_set! {
    /// The first of two answers with a stroke between them.
    YES = "si 是 对"
}

word_set! {
    /// The second.
    NO = "no 否 错"
}

word_set! {
    /// Words before a unit that is a share: "one per line".
    PER = "per par pro por je each لكل 每"
}

word_set! {
    /// What makes a length one of a part of the answer, before the number or behind the unit: "each under 30 words".
    EACH = "each every none per apiece chaque chacun chacune cada jeweils je jede jedes jeder pro لكل كل منها منهم 每 各"
}

word_set! {
    /// Words between a list and the number of what is in it.
    pub(super) OF = "of with de mit von con avec com c des der das dos من"
}

word_set! {
    /// What comes before a length that something has already, and behind one: "my 600 words", "40 words over".
    pub(super) OWN = "the these my our have had is are was over les mes mon ma mis meine meinen die as meu 我"
}

word_set! {
    /// What a number before it measures instead of counting things to be given: "31 years", "五岁".
    pub(super) MEASURES = "minuten minutos semanas thousand mil tausend آلاف year month week day hour minute an mois jour heure año mes día hora jahr monat woche tag stunde ano years months weeks days hours minutes km kg euros dollars ans mois jours heures años días horas jahre monate wochen tage stunden anos سنة سنوات يوم شهر ساعة 岁 年 月 天 元 分 小"
}

word_set! {
    /// Whom something is given, between the verb and the number: "donne-moi cinq", "nenn mir drei".
    TO_WHOM = "me us moi nous nos mir uns te vous le les لي لنا 我 们 出"
}

word_set! {
    /// What says by itself that so many of something are asked for: "the top 5", "أهم عشرة".
    TOP = "top أهم أفضل أبرز"
}

word_set! {
    /// The same behind the number: "the three main reasons".
    BEST = "best main biggest wichtigsten besten größten meilleurs meilleures principaux principales principais mejores melhores maiores mayores"
}

word_set! {
    /// Words between a verb and a number that change nothing: "give me only ten", "dame unos quince".
    ONLY = "only just about around please unos unas uns umas solo solamente apenas só nur bitte etwa seulement environ juste فقط حوالي"
}

word_set! {
    /// Articles before a number of things: "what are the three main ideas".
    pub(super) THE = "the le la el les los las os as die den der my"
}

word_set! {
    /// Words between the two numbers of a range: "two or three".
    OR = "or to oder bis ou à a o أو إلى ل 或 到"
}

word_set! {
    /// The same after a word like "between".
    AND = "and y et e und و"
}

word_set! {
    /// Words between an article and a unit that say more than one: "a few words".
    FEW = "few paar"
}

/// A number at a word, and the word after it; of a range the second: "two or three", "5-7".
#[inline(never)]
pub(super) fn ranging(words: &Words<'_>, hits: &[Hit], start: usize) -> Option<(u32, usize)> {
    let (value, end) = number_at(words, hits, start)?;
    let between = || {
        let before = start.saturating_sub(3)..start;
        let mut near = hits_at(hits, before).iter();
        near.any(|hit| hit.sense == Sense::Near && hit.word + hit.length == start)
    };
    let join = words.hash(end);
    let joined = usize::from(OR.has(join) || (AND.has(join) && between()));
    if joined == 1 || matches!(words.gap_before(end), "-" | "–") {
        let second = number_at(words, hits, end + joined);
        if let Some((next, last)) = second
            && next > value
            && same_sentence(words, end, last - 1)
        {
            return second;
        }
    }
    Some((value, end))
}

/// Reads the stated length. `counts` says which words belong to the instruction, `said` what is said in it.
#[inline(never)]
pub(crate) fn stated_limit(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    said: Said,
) -> Option<Limit> {
    let at = |number: usize| hits_at(hits, number..number + 1).iter();
    // Whether a phrase of a sense ends right before a word, at most `skip` words away.
    let ends_before = |number: usize, skip: usize, sense: Sense| {
        (number.saturating_sub(skip + 5)..number).any(|start| {
            at(start).any(|hit| {
                let end = hit.word + hit.length;
                hit.sense == sense
                    && end <= number
                    && end + skip >= number
                    && same_sentence(words, start, number)
            })
        })
    };
    let quantity = said.has(Sense::Quantity);
    let mut found: Option<Limit> = None;
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        match hit.sense {
            Sense::Unit(unit) => {
                let unit_at = hit.word;
                // "One per line" says how, not how much.
                if unit_at > 0 && PER.has(words.hash(unit_at - 1)) {
                    continue;
                }
                // The number ends up to three words before ("5 very short sentences"), or the unit is its own dual.
                let mut nearest: Option<(usize, usize, u32)> = None;
                for n in unit_at.saturating_sub(7)..unit_at {
                    if let Some((value, end)) = number_at(words, hits, n)
                        && end <= unit_at
                        && end + 3 > unit_at
                        && same_sentence(words, n, unit_at)
                        // "她70岁了，字要大".
                        && !(end..=unit_at).any(|word| words.gap(word).comma())
                        && nearest.is_none_or(|(_, old, _)| end > old)
                    {
                        nearest = Some((n, end, value));
                    }
                }
                let article = || {
                    (unit_at.saturating_sub(3)..unit_at).rev().find(|&n| {
                        // "a subject line" is none, "a short sentence" is one.
                        unit != Unit::Items
                            && (unit != Unit::Lines || n + 1 == unit_at)
                            && same_sentence(words, n, unit_at)
                            && at(n).any(|hit| hit.sense == Sense::Article)
                            && !FEW.has(words.hash(n + 1))
                            // "one of these sentences" is there already, "un ejemplo de frase" another thing.
                            && !(n + 1..unit_at).any(|between| {
                                OF.has(words.hash(between))
                                    || at(between).any(|hit| hit.sense == Sense::Deictic)
                            })
                    })
                };
                // A word that has its number in it: the Arabic dual, "quatrain".
                let in_itself = at(unit_at).find_map(|hit| match hit.sense {
                    Sense::Number(value) => Some(value),
                    _ => None,
                });
                // Arabic counts one after the thing.
                let one_after =
                    || at(unit_at + hit.length).any(|hit| hit.sense == Sense::Number(1));
                let Some((number_at, number)) = nearest
                    .map(|(n, _, value)| (n, value))
                    .or_else(|| in_itself.map(|value| (unit_at, value)))
                    .or_else(|| article().map(|n| (n, 1)))
                    .or_else(|| one_after().then_some((unit_at, 1)))
                else {
                    continue;
                };
                if number == 0 || (unit == Unit::Items && number == 1) {
                    continue;
                }
                // The Chinese word for a paragraph or a sentence counts any piece of text: "write a piece", "this piece".
                let piece = hit.length == 1
                    && number == 1
                    && words.str(unit_at).starts_with(crate::fold::is_han);
                // "Write a piece" is no limit either, "use a sentence" is.
                let written = || {
                    (number_at.saturating_sub(3)..number_at).any(|verb| {
                        at(verb).any(|hit| {
                            matches!(hit.sense, Sense::Task(_))
                                && hit.word + hit.length == number_at
                        })
                    })
                };
                if piece && (written() || !ends_before(number_at, 1, Sense::Near)) {
                    continue;
                }
                // "100 to 150 words", "three hundred words": read from the first of the numbers.
                let mut start = number_at;
                let number_at_word = |word: usize| {
                    digits(words.str(word)).is_some()
                        || at(word).any(|hit| matches!(hit.sense, Sense::Number(_)))
                };
                while start > 0 && start + 4 > number_at && {
                    let before = start - 1;
                    number_at_word(before)
                        || (start == number_at
                            && before > 0
                            && (OR.has(words.hash(before)) || AND.has(words.hash(before)))
                            && (number_at_word(before - 1)
                                || at(before - 1).any(|hit| hit.sense == Sense::Article)))
                } {
                    start -= 1;
                }
                // "Each should have at most 30 words", but not "for each chapter, 30 words".
                let part = (start.saturating_sub(8)..start)
                    .rev()
                    .take_while(|&word| {
                        !words.gap(word + 1).comma() && !words.breaks_before(word + 1)
                    })
                    .any(|word| EACH.has(words.hash(word)));
                if part || EACH.has(words.hash(unit_at + hit.length)) {
                    continue;
                }
                // "One of two options".
                if start > 1 && OF.has(words.hash(start - 1)) && number_at_word(start - 2) {
                    continue;
                }
                let hyphened = words.gap_before(unit_at) == "-";
                let own_number = number_at == unit_at
                    && (in_itself.is_some_and(|value| value > 2)
                        // "Ein Zweizeiler".
                        || (start > 0 && at(start - 1).any(|hit| hit.sense == Sense::Article)));
                let owned = start > 0
                    && OWN.has(words.hash(start - 1))
                    && !ends_before(start, 0, Sense::Near);
                let asked = (ends_before(start, 1, Sense::Near) && !owned)
                    || (own_number
                        && !(unit_at.saturating_sub(2)..unit_at)
                            .any(|n| at(n).any(|hit| hit.sense == Sense::Deictic)))
                    || hyphened
                    || at(unit_at + hit.length).any(|hit| hit.sense == Sense::After)
                    // "Quatre lignes au maximum".
                    || (things::BOUND.has(words.hash(unit_at + hit.length + 1))
                        && same_sentence(words, unit_at, unit_at + hit.length + 1))
                    || (ends_before(start, 2, Sense::Ask)
                        && matches!(
                            unit,
                            Unit::Items | Unit::Sentences | Unit::Paragraphs | Unit::Lines
                        ))
                    // "Retain three points": whatever the verb, it begins the sentence.
                    || (start > 0
                        // "Bought three books and two pens: how much …" tells.
                        && !quantity
                        && matches!(
                            unit,
                            Unit::Items | Unit::Sentences | Unit::Paragraphs | Unit::Lines
                        )
                        && (start == 1 || words.breaks_before(start - 1))
                        && words.gap_before(start) == " "
                        && !THE.has(words.hash(start - 1))
                        && !at(start - 1).any(|hit| {
                            matches!(hit.sense, Sense::Deictic | Sense::Article | Sense::Negation)
                        }))
                    // "A quiz with ten questions".
                    || (matches!(unit, Unit::Items | Unit::Lines)
                        && number > 2
                        && start > 0
                        && OF.has(words.hash(start - 1))
                        && (0..start).rev().take_while(|&word| same_sentence(words, word, start)).any(|word| at(word).any(|hit| matches!(hit.sense, Sense::Ask | Sense::Task(Task::Write)))))
                    || things::parted(words, start)
                        && (unit != Unit::Items
                            || number > 2
                            || sentence_ends(words, unit_at + hit.length))
                    // So many words or characters, wherever they stand.
                    || (matches!(unit, Unit::Words | Unit::Characters | Unit::Tokens)
                        && number > 19
                        && !quantity
                        && !owned
                        && !OWN.has(words.hash(unit_at + hit.length))
                        && !PER.has(words.hash(unit_at + hit.length)))
                    // "a 500 word essay"
                    || (unit == Unit::Words
                        && number > 9
                        && start > 0
                        && at(start - 1).any(|hit| hit.sense == Sense::Article));
                // "a list of 5 points" is a request; "the first of 5 points" is not, but costs only an advice.
                let better = found.is_none_or(|old| {
                    (old.unit == Unit::Items && unit != Unit::Items)
                        || (old.at_most == 1 && matches!(unit, Unit::Words | Unit::Characters))
                });
                if asked && better {
                    let bound = if at_least(words, start, unit_at + hit.length) {
                        Bound::AtLeast
                    } else {
                        Bound::AtMost
                    };
                    found = Some(Limit {
                        bound,
                        ..Limit::at_most(unit, number)
                    });
                }
            }
            // "A list of ten films".
            Sense::Format(Format::List) if found.is_none() => {
                let mut next = hit.word + hit.length;
                let joined = OF.has(words.hash(next));
                next += 1 + usize::from(THE.has(words.hash(next + 1)));
                next += usize::from(TOP.has(words.hash(next)));
                if let Some((number, end)) = number_at(words, hits, next)
                    && joined
                    && (2..=50).contains(&number)
                    && end < words.list.len()
                    && same_sentence(words, hit.word, end)
                {
                    found = Some(Limit::at_most(Unit::Items, number));
                }
            }
            // "Name seven things", "which four plants": a number of things right after the verb.
            Sense::Ask | Sense::Question | Sense::General | Sense::Task(Task::Write)
                if found.is_none()
                    && (matches!(hit.sense, Sense::Task(_))
                        || (task::leads(words, hit.word)
                            && !(hit.word > 0 && words.str(hit.word - 1) == "to"))) =>
            {
                let mut next = hit.word + hit.length;
                for before in [&TO_WHOM.0[..], &ONLY.0, &THE.0, &TOP.0] {
                    next += usize::from(before.contains(&words.hash(next)));
                }
                let number = ranging(words, hits, next);
                let noun = number.map_or(next, |(_, end)| end);
                let noun = noun + usize::from(things::COUNTER.has(words.hash(noun)));
                // "Give me 10."
                let alone =
                    number.is_some_and(|(_, end)| end == noun) && sentence_ends(words, noun);
                if let Some((number, _)) = number.filter(|(number, _)| (2..=50).contains(number))
                    && counts.has(next)
                    && same_sentence(words, hit.word, next)
                    && (alone
                        || (noun < words.list.len()
                            && !words.breaks_before(noun)
                            && words.gap_before(noun).len() < 2))
                    && !MEASURES.has(words.hash(noun))
                    && !pages::PAGES.has(words.hash(noun))
                    && !at(noun)
                        .chain(at(noun + 1))
                        .chain(at(noun + 2))
                        .any(|hit| matches!(hit.sense, Sense::Unit(unit) if unit != Unit::Items))
                    && digits(words.str(noun)).is_none()
                {
                    found = Some(Limit::at_most(Unit::Items, number));
                }
            }
            _ => {}
        }
    }
    found
        .filter(|limit| limit.unit != Unit::Items)
        .or_else(|| pages::stated(words, hits, counts))
        .or(found)
        .or_else(|| top_of(words, hits, counts))
        .or_else(|| things::counted(words, hits, counts, said))
}

word_set! {
    /// Words that make a number a minimum, before it or behind what is counted.
    LEAST = "least minimum mindestens mínimo الأقل"
}

word_set! {
    /// The same in two words: "al menos", "لا يقل", "至少", but "menos" alone says the contrary.
    AT = "al pelo ao au no not nicht não pas لا 至 不 最"
}

word_set! {
    /// The second of them.
    LESS = "menos moins less fewer weniger يقل تقل 少"
}

/// Whether a length from a word to another is a minimum.
fn at_least(words: &Words<'_>, start: usize, end: usize) -> bool {
    (start.saturating_sub(4)..start)
        .chain(end..end + 3)
        .any(|word| {
            let says = LEAST.has(words.hash(word))
                || (LESS.has(words.hash(word)) && word > 0 && AT.has(words.hash(word - 1)))
                || (word == end && words.str(word) == "以" && words.str(word + 1) == "上");
            says && same_sentence(words, start.min(word), word.max(start))
        })
}

/// "The top 5 sights": so many of something, wherever it stands.
fn top_of(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<Limit> {
    (0..words.list.len()).find_map(|word| {
        let top = TOP.has(words.hash(word));
        if !counts.has(word) || !(top || THE.has(words.hash(word))) {
            return None;
        }
        let (number, end) = number_at(words, hits, word + 1)?;
        let of_things = (2 + u32::from(!top)..=50).contains(&number)
            && !words.breaks_before(word + 1)
            && end < words.list.len()
            && !words.breaks_before(end)
            && (top || BEST.has(words.hash(end)));
        of_things.then_some(Limit::at_most(Unit::Items, number))
    })
}

pub(super) fn sentence_ends(words: &Words<'_>, number: usize) -> bool {
    number >= words.list.len() || words.breaks_before(number)
}
