//! The answer: what length and format the prompt asks for, and how many tokens to expect.

use crate::coaching::Task;
use crate::fold::is_han_digit;
use crate::language::Language;
use crate::lexicon::{Hit, Sense};
use crate::reading::Mask;
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

/// Reads the stated length. `counts` says which words belong to the instruction.
pub(crate) fn stated_limit(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<Limit> {
    let at = |number: usize| {
        let from = hits.partition_point(|hit| hit.word < number);
        hits.iter()
            .skip(from)
            .take_while(move |hit| hit.word == number)
    };
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
    let mut found: Option<Limit> = None;
    for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
        match hit.sense {
            Sense::Unit(unit) => {
                let unit_at = hit.word;
                // The number stands up to three words before ("5 very short sentences"), or the unit is its own dual.
                let Some((number_at, number)) = (unit_at.saturating_sub(3)..=unit_at)
                    .rev()
                    .find_map(|n| {
                        if !same_sentence(words, n, unit_at) {
                            return None;
                        }
                        let spelled = at(n).find_map(|hit| match hit.sense {
                            Sense::Number(value)
                                if n + hit.length <= unit_at || (n == unit_at && value == 2) =>
                            {
                                Some(value)
                            }
                            // "a subject line" is none, "a short sentence" is one.
                            Sense::Article
                                if n < unit_at
                                    && unit != Unit::Items
                                    && (unit != Unit::Lines || n + 1 == unit_at) =>
                            {
                                Some(1)
                            }
                            _ => None,
                        });
                        spelled
                            .or_else(|| digits(words.str(n)))
                            .map(|value| (n, value))
                    })
                    // Arabic counts one after the thing.
                    .or_else(|| {
                        at(unit_at + hit.length).find_map(|after| match after.sense {
                            Sense::Number(1) => Some((unit_at, 1)),
                            _ => None,
                        })
                    })
                else {
                    continue;
                };
                if number == 0 || (unit == Unit::Items && number == 1) {
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
                let number = (start..number_at)
                    .filter_map(|n| {
                        at(n).find_map(|hit| match hit.sense {
                            Sense::Number(value) if n + hit.length > number_at => Some(value),
                            _ => None,
                        })
                    })
                    .next_back()
                    .unwrap_or(number);
                let hyphened = words.gap_before(unit_at) == "-";
                let asked = ends_before(start, 1, Sense::Near)
                    || hyphened
                    || at(unit_at + hit.length).any(|hit| hit.sense == Sense::After)
                    || (ends_before(start, 2, Sense::Ask)
                        && matches!(
                            unit,
                            Unit::Items | Unit::Sentences | Unit::Paragraphs | Unit::Lines
                        ))
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
            // "Name seven things": a number of things right after the verb.
            Sense::Ask if found.is_none() => {
                let next = hit.word + hit.length;
                let number = digits(words.str(next)).or_else(|| {
                    at(next).find_map(|hit| match hit.sense {
                        Sense::Number(value) => Some(value),
                        _ => None,
                    })
                });
                let noun = next + 1;
                if let Some(number) = number.filter(|number| (2..=50).contains(number))
                    && counts.has(next)
                    && same_sentence(words, hit.word, next)
                    && noun < words.list.len()
                    && !words.breaks_before(noun)
                    && words.gap_before(noun).len() < 2
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
    found
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

/// Reads the stated form of the answer: a format word that a cue stands close before ("as JSON", "return a table").
pub(crate) fn stated_format(words: &Words<'_>, hits: &[Hit], counts: &Mask) -> Option<Format> {
    hits.iter()
        .filter(|hit| counts.has(hit.word))
        .find_map(|hit| {
            let Sense::Format(format) = hit.sense else {
                return None;
            };
            let near = hits.partition_point(|cue| cue.word + 5 < hit.word);
            let cued = hits
                .iter()
                .skip(near)
                .take_while(|cue| cue.word < hit.word)
                .any(|cue| {
                    cue.sense == Sense::Cue
                        && cue.word + cue.length + 2 >= hit.word
                        && same_sentence(words, cue.word, hit.word)
                });
            (cued || format == Format::Code || (format == Format::List && is_verb(words, hit.word)))
                .then_some(format)
        })
}

fn is_verb(words: &Words<'_>, number: usize) -> bool {
    number == 0 || words.breaks_before(number)
}
