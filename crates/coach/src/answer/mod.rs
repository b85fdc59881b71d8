//! The answer: what length and format the prompt asks for, and how many tokens to expect.

mod brief;
mod fixed;
mod format;
mod measured;
mod number;
mod site;
mod stated;

use crate::coaching::Task;
use crate::language::Language;
use crate::words::Words;
pub(crate) use brief::asks_brevity;
pub(crate) use fixed::fixed_limit;
pub(crate) use format::stated_format;
pub(crate) use measured::measured;
use promptwatt_tokens::TokenBand;
pub(crate) use stated::stated_limit;
#[cfg(feature = "training")]
pub(crate) use stated::statings;
#[cfg(feature = "training")]
pub use stated::{CLUES, Stating};
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
        /// Pages.
        Pages = "pages",
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
    /// How the number is meant.
    pub bound: Bound,
}

named! {
    /// How the number of a length is meant.
    Bound {
        /// As a limit or a target.
        AtMost = "at_most",
        /// Not fewer: "at least 500 words".
        AtLeast = "at_least",
    }
}

/// The answer a prompt asks for, and the one to expect.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The length the prompt states.
    pub stated_limit: Option<Limit>,
    /// The form the prompt states.
    pub format: Option<Format>,
    /// The length the prompt states where no unit counts it, words: minutes of a speech, half a page.
    pub stated_words: Option<u32>,
    /// Whether the prompt asks for brevity without a number ("be concise").
    pub brief: bool,
    /// The length to expect, tokens.
    pub expected: TokenBand,
}

impl Answer {
    /// Whether the prompt states a length, in whatever way.
    #[must_use]
    pub const fn is_stated(&self) -> bool {
        self.stated_limit.is_some() || self.stated_words.is_some()
    }
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
    /// So many at most, or about so many.
    #[must_use]
    pub const fn at_most(unit: Unit, at_most: u32) -> Limit {
        Limit {
            unit,
            at_most,
            bound: Bound::AtMost,
        }
    }

    /// The answer to expect under this limit, tokens.
    ///
    /// Models stay below a limit more often than they pass it: centre at 0.85 of it for words, 5 % below half, 5 % over
    /// 1.15 times (assumption of this project, 2026; no published distribution was found). A sentence is taken as 18
    /// words, a paragraph as 75, a list item as 15, a line as 9, a page as 400 (250 with wide lines, 500 with narrow ones), a word as 5 characters with its space 6.
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
            Unit::Pages => (400.0, 0.5, 1.5),
            Unit::Characters => (1.0 / 6.0, 0.5, 1.1),
            Unit::Tokens => (1.0 / per_word, 0.5, 1.0),
        };
        let full = self.at_most.max(1) as f64 * words * per_word;
        let at_least = |tokens: f64| if tokens < 1.0 { 1.0 } else { tokens };
        // Who asks for a minimum gets that or somewhat more (assumption of this project, 2026).
        if self.bound == Bound::AtLeast {
            return TokenBand {
                low: at_least(full * 0.9),
                central: at_least(full * 1.15),
                high: at_least(full * 2.0),
            };
        }
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

/// Whether a fragment begins at a word, or ends before it.
#[inline(never)]
fn parted(words: &Words<'_>, word: usize) -> bool {
    word == 0 || word >= words.list.len() || words.gap(word).parts()
}
