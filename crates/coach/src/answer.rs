//! The answer: what length and format the prompt asks for, and how many tokens to expect.

use crate::coaching::Task;
use crate::fold::is_han_digit;
use crate::language::Language;
use crate::lexicon::{Hit, Sense, hits_at};
use crate::reading::Mask;
use crate::task;
use crate::words::{Gap, Words};
use promptwatt_tokens::TokenBand;

named! {
    /// What an answer's length is counted in.
    Unit {
        /// Words.
        Words = "words",
        /// Sentences.
        Sentences = "sentences",
        /// Paragraphs.
        Paragraphs = "paragraphs",
        /// List items, ideas, examples.
        Items = "items",
        /// Lines.
        Lines = "lines",
        /// Characters.
        Characters = "characters",
        /// Tokens.
        Tokens = "tokens",
    }
}

named! {
    /// The form of an answer.
    Format {
        /// JSON.
        Json = "json",
        /// Code and nothing else.
        Code = "code",
        /// A list.
        List = "list",
        /// A table.
        Table = "table",
        /// CSV.
        Csv = "csv",
        /// XML.
        Xml = "xml",
        /// YAML.
        Yaml = "yaml",
        /// HTML.
        Html = "html",
        /// Markdown.
        Markdown = "markdown",
    }
}

/// A length that the prompt asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Limit {
    /// What is counted.
    pub unit: Unit,
    /// The number asked for, as a limit or a target.
    pub at_most: u32,
}

/// The answer a prompt asks for, and the one to expect.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The length the prompt states.
    pub stated_limit: Option<Limit>,
    /// The form the prompt states.
    pub format: Option<Format>,
    /// Whether the prompt asks for brevity without a number ("be concise").
    pub brief: bool,
    /// The length to expect, tokens.
    pub expected: TokenBand,
}

/// Tokens per word of an answer's prose, o200k_base. Assumption of this project, 2026: English 0.75 words per token is
/// the vendor's rule of thumb; the others from the measured token counts of one set of questions in each language (+3 % to
/// +24 % over English) and the fewer, longer words of German and Arabic.
const fn tokens_per_word(language: Option<Language>) -> f64 {
    match language {
        Some(Language::French | Language::Portuguese) => 1.45,
        Some(Language::Spanish) => 1.4,
        Some(Language::German) => 1.7,
        Some(Language::Arabic) => 1.9,
        // A word is a character or two.
        Some(Language::Chinese) => 1.1,
        _ => 1.33,
    }
}

/// exp(1.645 * 0.75): from the median to the 95th percentile of a log-normal with sigma 0.75, the spread of chat
/// answers (IQR 129-618 around 300: Oviedo et al., arXiv 2509.20241, 2025).
const SPREAD: f64 = 3.434;

impl Limit {
    /// The answer to expect under this limit, tokens.
    ///
    /// Models stay below a limit more often than they pass it: centre at 0.85 of it for words, 5 % below half, 5 % over
    /// 1.15 times (assumption of this project, 2026; no published distribution was found). A sentence is taken as 18
    /// words, a paragraph as 75, a list item as 15, a line as 9, a word as 5 characters with its space 6.
    pub fn expected(self, language: Option<Language>) -> TokenBand {
        let per_word = tokens_per_word(language);
        let chinese = language == Some(Language::Chinese);
        let (words, low, high) = match self.unit {
            Unit::Characters if chinese => (0.7 / per_word, 0.5, 1.15),
            Unit::Words => (1.0, 0.5, 1.15),
            Unit::Sentences => (18.0, 0.5, 1.7),
            Unit::Paragraphs => (75.0, 0.5, 1.8),
            Unit::Items => (15.0, 0.3, 2.5),
            Unit::Lines => (9.0, 0.5, 1.7),
            Unit::Characters => (1.0 / 6.0, 0.5, 1.1),
            Unit::Tokens => (1.0 / per_word, 0.5, 1.0),
        };
        let full = self.at_most.max(1) as f64 * words * per_word;
        let at_least = |tokens: f64| if tokens < 1.0 { 1.0 } else { tokens };
        let low = at_least(full * low);
        let central = at_least(full * 0.85);
        // One word comes with its full stop, now and then with a whole sentence.
        TokenBand {
            low,
            central,
            high: if full < 4.0 { full + 6.0 } else { full * high },
        }
    }
}

/// The answer to expect of a task when no length is asked for; tokens.
///
/// The chat median of 400 and the spread are published (mean output 350-930 tokens in chat; median 300, IQR 129-618:
/// arXiv 2509.20241); 300 for questions likewise. The medians of the other tasks are assumptions of this project, 2026,
/// set against those two. A translated or corrected text is as long as its payload.
pub(crate) fn by_task(task: Task, payload_tokens: f64, brief: bool, inflated: bool) -> TokenBand {
    if matches!(task, Task::Translate | Task::Correct) && payload_tokens > 0.0 {
        let central = payload_tokens * 1.1 + 10.0;
        return TokenBand {
            low: central * 0.7,
            central,
            high: central * 1.6,
        };
    }
    let mut median = match task {
        Task::Write | Task::Code => 600.0,
        Task::Reason => 500.0,
        Task::Chat => 400.0,
        Task::Answer => 300.0,
        Task::Summarise | Task::Extract => 200.0,
        Task::Translate | Task::Correct => 150.0,
        Task::Classify => 60.0,
    };
    if brief {
        median *= 0.4;
    } else if inflated {
        median *= 2.0;
    }
    TokenBand {
        low: median / SPREAD,
        central: median,
        high: median * SPREAD,
    }
}

/// The length that a fixed form of answer states: "yes or no", "in one word", "a one-liner".
pub(crate) fn fixed_limit(hits: &[Hit], counts: &Mask) -> Option<Limit> {
    hits.iter()
        .filter(|hit| counts.has(hit.word))
        .find_map(|hit| match hit.sense {
            Sense::WordLimit => Some(Limit {
                unit: Unit::Words,
                at_most: 1,
            }),
            Sense::SentenceLimit => Some(Limit {
                unit: Unit::Sentences,
                at_most: 1,
            }),
            _ => None,
        })
}

word_set! {
    /// Words before a unit that is a share: "one per line".
    PER = "per par pro por je each لكل 每"
}

word_set! {
    /// Words between a list and the number of what is in it.
    OF = "of de mit von con avec com"
}

word_set! {
    /// What a number before it measures instead of counting things to be given: "31 years", "五岁".
    MEASURES = "years months weeks days hours minutes km kg euros dollars ans mois jours heures años días horas jahre monate wochen tage stunden anos سنة سنوات يوم شهر ساعة 岁 年 月 天 元"
}

word_set! {
    /// Whom something is given, between the verb and the number: "donne-moi cinq", "nenn mir drei".
    TO_WHOM = "me us moi nous nos mir uns te vous le les لي لنا 我 们 出"
}

word_set! {
    /// What says by itself that so many of something are asked for: "the top 5".
    TOP = "top"
}

word_set! {
    /// Articles before a number of things: "what are the three main ideas".
    THE = "the les los las os as die den der my"
}

/// Reads the stated length. `counts` says which words belong to the instruction.
#[inline(never)]
pub(crate) fn stated_limit(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<Limit> {
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
    let quantity = hits
        .iter()
        .any(|hit| hit.sense == Sense::Quantity && counts.has(hit.word));
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
                    if let Some((value, end)) = number_at(words, &at, n)
                        && end <= unit_at
                        && end + 3 > unit_at
                        && same_sentence(words, n, unit_at)
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
                            // "one of these sentences" is there already.
                            && !(n + 1..unit_at)
                                .any(|between| at(between).any(|hit| hit.sense == Sense::Deictic))
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
                if piece && !ends_before(number_at, 1, Sense::Near) {
                    continue;
                }
                // "100 to 150 words", "three hundred words": read from the first of the numbers.
                let mut start = number_at;
                while start > 0 && start + 4 > number_at && {
                    let before = start - 1;
                    digits(words.str(before)).is_some()
                        || at(before).any(|hit| matches!(hit.sense, Sense::Number(_)))
                        || (start == number_at
                            && before > 0
                            && digits(words.str(before - 1)).is_some())
                } {
                    start -= 1;
                }
                let hyphened = words.gap_before(unit_at) == "-";
                let own_number = number_at == unit_at && in_itself.is_some_and(|value| value > 2);
                let asked = ends_before(start, 1, Sense::Near)
                    || (own_number
                        && !(unit_at.saturating_sub(2)..unit_at)
                            .any(|n| at(n).any(|hit| hit.sense == Sense::Deictic)))
                    || hyphened
                    || at(unit_at + hit.length).any(|hit| hit.sense == Sense::After)
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
                    || (start == 0
                        || words.breaks_before(start)
                        || Gap::of(words.gap_before(start)).comma)
                        && (unit != Unit::Items
                            || number > 2
                            || sentence_ends(words, unit_at + hit.length))
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
                    found = Some(Limit {
                        unit,
                        at_most: number,
                    });
                }
            }
            // "A list of ten films".
            Sense::Format(Format::List) if found.is_none() => {
                let next = hit.word + hit.length;
                let joined = OF.has(words.hash(next));
                if let Some((number, end)) = number_at(words, &at, next + 1)
                    && joined
                    && (2..=50).contains(&number)
                    && end < words.list.len()
                    && same_sentence(words, hit.word, end)
                {
                    found = Some(Limit {
                        unit: Unit::Items,
                        at_most: number,
                    });
                }
            }
            // "Name seven things", "which four plants": a number of things right after the verb.
            Sense::Ask | Sense::Question | Sense::General
                if found.is_none()
                    && task::leads(words, hit.word)
                    && !(hit.word > 0 && words.str(hit.word - 1) == "to") =>
            {
                let mut next = hit.word + hit.length;
                for before in [&TO_WHOM.0[..], &THE.0, &TOP.0] {
                    next += usize::from(before.contains(&words.hash(next)));
                }
                let number = number_at(words, &at, next);
                let noun = number.map_or(next, |(_, end)| end);
                if let Some((number, _)) = number.filter(|(number, _)| (2..=50).contains(number))
                    && counts.has(next)
                    && same_sentence(words, hit.word, next)
                    && noun < words.list.len()
                    && !words.breaks_before(noun)
                    && words.gap_before(noun).len() < 2
                    && !MEASURES.has(words.hash(noun))
                    && !at(noun)
                        .chain(at(noun + 1))
                        .chain(at(noun + 2))
                        .any(|hit| matches!(hit.sense, Sense::Unit(unit) if unit != Unit::Items))
                    && digits(words.str(noun)).is_none()
                {
                    found = Some(Limit {
                        unit: Unit::Items,
                        at_most: number,
                    });
                }
            }
            _ => {}
        }
    }
    found.or_else(|| top_of(words, &at, counts))
}

/// "The top 5 sights": so many of something, wherever it stands.
fn top_of<'h, I: Iterator<Item = &'h Hit>>(
    words: &Words<'_>,
    at: &impl Fn(usize) -> I,
    counts: &Mask,
) -> Option<Limit> {
    let top = (0..words.list.len()).find(|&word| counts.has(word) && TOP.has(words.hash(word)))?;
    let (number, end) = number_at(words, at, top + 1)?;
    let of_things = (2..=50).contains(&number)
        && !words.breaks_before(top + 1)
        && end < words.list.len()
        && !words.breaks_before(end);
    of_things.then_some(Limit {
        unit: Unit::Items,
        at_most: number,
    })
}

/// A number at a word, in digits or spelled out, and the word after it: "1,200", "twenty-five", "three hundred and fifty".
fn number_at<'h, I: Iterator<Item = &'h Hit>>(
    words: &Words<'_>,
    at: &impl Fn(usize) -> I,
    start: usize,
) -> Option<(u32, usize)> {
    let spelled = |n: usize| {
        at(n)
            .filter_map(|hit| match hit.sense {
                Sense::Number(value) => Some((value, n + hit.length)),
                _ => None,
            })
            .max_by_key(|&(_, end)| end)
    };
    if let Some(value) = digits(words.str(start)) {
        let thousands = matches!(
            words.gap_before(start + 1),
            "," | "." | "\u{202f}" | "\u{a0}"
        ) && words.str(start + 1).len() == 3
            && value < 1000;
        return match digits(words.str(start + 1)).filter(|_| thousands) {
            Some(rest) => Some((value * 1000 + rest, start + 2)),
            None => Some((value, start + 1)),
        };
    }
    let (mut value, mut end) = spelled(start)?;
    loop {
        let joined = matches!(words.str(end), "and" | "y" | "e" | "et" | "und");
        let Some((next, after)) = spelled(end + usize::from(joined)) else {
            break;
        };
        if !same_sentence(words, start, after - 1) {
            break;
        }
        let grain = [1000, 100, 10, 1]
            .into_iter()
            .find(|grain| value % grain == 0)
            .unwrap_or(1);
        value = match next {
            100 | 1000 if value < 100 && !joined => value * next,
            // "soixante-dix", "خمسة وعشرين".
            _ if next < grain || (next < 20 && matches!(value, 60 | 80)) => value + next,
            20..=90 if value < 10 && words.str(end).starts_with('و') => value + next,
            _ => break,
        };
        end = after;
    }
    Some((value, end))
}

fn same_sentence(words: &Words<'_>, from: usize, to: usize) -> bool {
    (from + 1..=to).all(|number| !words.breaks_before(number))
}

fn sentence_ends(words: &Words<'_>, number: usize) -> bool {
    number >= words.list.len() || words.breaks_before(number)
}

/// A Chinese number below a million: "一百二十"; `None` for anything else.
fn han_number(word: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0u32, 0u32);
    for c in word.chars() {
        let value = match c {
            '〇' | '零' => 0,
            '一' => 1,
            '二' | '两' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' | '百' | '千' | '万' => {
                let times = match c {
                    '十' => 10,
                    '百' => 100,
                    '千' => 1000,
                    _ => 10_000,
                };
                sum += if digit == 0 { 1 } else { digit } * times;
                digit = 0;
                continue;
            }
            _ => return None,
        };
        digit = value;
        if sum > 1_000_000 {
            return None;
        }
    }
    Some(sum + digit)
}

/// A number in European, full-width, Arabic-Indic or Chinese digits; `None` for anything else and for more than six digits.
fn digits(word: &str) -> Option<u32> {
    let mut value = 0u32;
    let mut count = 0;
    for c in word.chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '٠'..='٩' => c as u32 - '٠' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ if is_han_digit(c) => return han_number(word),
            _ => return None,
        };
        value = value * 10 + digit;
        count += 1;
        if count > 6 {
            return None;
        }
    }
    (count > 0).then_some(value)
}

/// Reads the stated form of the answer: a format word that a word of asking stands close before ("as JSON", "make a
/// table"), that "only" stands beside, or that begins the request. In a request for `code` a list or a table is what the
/// code is about.
#[inline(never)]
pub(crate) fn stated_format(
    words: &Words<'_>,
    hits: &[Hit],
    counts: &Mask,
    code: bool,
) -> Option<Format> {
    let stated = |hit: &Hit| -> Option<Format> {
        // "Only the query", "no explanation": where code is asked for, the form is code.
        if code && hit.sense == Sense::Only && hit.length > 1 {
            return Some(Format::Code);
        }
        if code && hit.sense == Sense::Only {
            let from = hit.word + hit.length;
            return hits
                .iter()
                .any(|noun| {
                    noun.sense == Sense::Noun(Task::Code)
                        && (from..from + 2).contains(&noun.word)
                        && same_sentence(words, hit.word, noun.word)
                })
                .then_some(Format::Code);
        }
        let Sense::Format(format) = hit.sense else {
            return None;
        };
        // "Five points" is a length, "as points" a form.
        let counted = hits
            .iter()
            .any(|unit| unit.word == hit.word && matches!(unit.sense, Sense::Unit(_)));
        let numbered = || {
            (hit.word.saturating_sub(2)..hit.word).any(|word| {
                digits(words.str(word)).is_some()
                    || hits.iter().any(|number| {
                        number.word == word && matches!(number.sense, Sense::Number(_))
                    })
            })
        };
        if counted && numbered() {
            return None;
        }
        let near = hit.word.saturating_sub(8)..hit.word + hit.length + 2;
        let cued = hits_at(hits, near).iter().any(|cue| {
            let between = (hit.word + 1).saturating_sub(cue.word + cue.length);
            let within = match cue.sense {
                Sense::Cue => cue.word < hit.word && between <= 3,
                Sense::Ask | Sense::General | Sense::Task(Task::Write) => {
                    !code && cue.word < hit.word && between <= 4 && !counted
                }
                Sense::Only => between <= 3,
                _ => false,
            };
            within && same_sentence(words, cue.word.min(hit.word), cue.word.max(hit.word))
        });
        let structure = matches!(format, Format::List | Format::Table);
        let said = match format {
            Format::Code => true,
            _ if code && structure => false,
            Format::List => cued || task::leads(words, hit.word) || hit.length > 1,
            // "Tabulate": the verb names the form.
            Format::Table
                if hits
                    .iter()
                    .any(|verb| verb.word == hit.word && matches!(verb.sense, Sense::Task(_))) =>
            {
                true
            }
            _ => cued || hit.word == 0,
        };
        said.then_some(format)
    };
    let mut found = None;
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        match stated(hit) {
            // "Make a table of the shopping list": a list may be what there is.
            Some(Format::List) => found = Some(Format::List),
            Some(format) => return Some(format),
            None => {}
        }
    }
    found
}
