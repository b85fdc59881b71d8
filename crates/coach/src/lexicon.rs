//! The words that reading needs: tasks, lengths, formats, stop words. A few are the engine's, the others come with the rules.

use crate::answer::{Format, Unit};
use crate::coaching::Task;
use crate::ends::holds;
use crate::first_words::FIRST_WORDS;
use crate::fold::WordHash;
use crate::language::Language;
use crate::order::sorted;
use crate::rules::RuleSet;
use crate::words::{Gap, Words};

/// What a word or phrase means for the reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sense {
    /// A common word of a tongue (number in [`crate::language::TONGUES`]).
    Stop(u8),
    /// A verb or question word that names a task.
    Task(Task),
    /// A verb that says nothing without its object: "give", "make", "I need".
    General,
    /// A question word.
    Question,
    /// Asks for a number: "how many", "percentage".
    Quantity,
    /// A noun that names a task as the object of a verb.
    Noun(Task),
    Unit(Unit),
    Number(u32),
    /// "a", "une": one, before a unit.
    Article,
    /// Before a length: "under", "at most".
    Near,
    /// After a length: "or less".
    After,
    /// Before a number of things: "give me".
    Ask,
    /// A fixed answer of a word ("yes or no").
    WordLimit,
    /// A fixed answer of a sentence.
    SentenceLimit,
    Brief,
    Verbatim,
    Format(Format),
    /// Before a format: "as", "return".
    Cue,
    Inflate,
    Reasoning,
    Only,
    /// Thanks, greetings and small talk.
    Thanks,
    Role,
    /// Something long, middling or short to write.
    Long,
    Middle,
    ShortWrite,
    /// Before a word that a constraint names.
    Constraint,
    /// Names a payload at the start of a line.
    Label,
    /// Points at a payload: "the following".
    Deictic,
    Above,
    Negation,
    /// Asks for an explanation beside the result.
    Explain,
    /// The name of a language.
    Tongue,
    /// Names a text whose signs must stay: poems, scripture, grammar.
    Verse,
    /// Introduces a turn of a pasted conversation: the user's, or the model's.
    Speaker(bool),
}

impl Sense {
    /// Whether it asks for something: a verb or a question word.
    pub(crate) const fn asks(self) -> bool {
        matches!(self, Sense::Task(_) | Sense::General | Sense::Question)
    }
}

/// A phrase of the lexicon found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Number of its first word.
    pub word: usize,
    /// How many words it has.
    pub length: usize,
    pub sense: Sense,
    /// The language whose rules brought the phrase; `None` for the engine's own.
    pub of: Option<Language>,
}

#[derive(Clone)]
struct Entry {
    first: WordHash,
    /// Range in `rest`: the hashes of the words after the first.
    rest: (u32, u8),
    sense: Sense,
    of: Option<Language>,
}

macro_rules! senses {
    ($($name:literal => $sense:expr,)*) => {
        /// The senses that rule files give to phrases, by their number in the packed form.
        pub(crate) const SENSES: [Sense; [$($name),*].len()] = [$($sense),*];
        /// Their names in the rule files.
        #[cfg(feature = "compile")]
        pub(crate) const NAMES: [&str; SENSES.len()] = [$($name),*];
    };
}

senses! {
    "task summarise" => Sense::Task(Task::Summarise),
    "task translate" => Sense::Task(Task::Translate),
    "task extract" => Sense::Task(Task::Extract),
    "task classify" => Sense::Task(Task::Classify),
    "task correct" => Sense::Task(Task::Correct),
    "task code" => Sense::Task(Task::Code),
    "task reason" => Sense::Task(Task::Reason),
    "task answer" => Sense::Task(Task::Answer),
    "task write" => Sense::Task(Task::Write),
    "task chat" => Sense::Task(Task::Chat),
    "general" => Sense::General,
    "question" => Sense::Question,
    "quantity" => Sense::Quantity,
    "noun write" => Sense::Noun(Task::Write),
    "noun answer" => Sense::Noun(Task::Answer),
    "noun extract" => Sense::Noun(Task::Extract),
    "noun classify" => Sense::Noun(Task::Classify),
    "noun reason" => Sense::Noun(Task::Reason),
    "noun summarise" => Sense::Noun(Task::Summarise),
    "noun translate" => Sense::Noun(Task::Translate),
    "noun code" => Sense::Noun(Task::Code),
    "noun correct" => Sense::Noun(Task::Correct),
    "unit words" => Sense::Unit(Unit::Words),
    "unit sentences" => Sense::Unit(Unit::Sentences),
    "unit paragraphs" => Sense::Unit(Unit::Paragraphs),
    "unit items" => Sense::Unit(Unit::Items),
    "unit lines" => Sense::Unit(Unit::Lines),
    "unit characters" => Sense::Unit(Unit::Characters),
    "unit tokens" => Sense::Unit(Unit::Tokens),
    "number 1" => Sense::Number(1),
    "number 2" => Sense::Number(2),
    "number 3" => Sense::Number(3),
    "number 4" => Sense::Number(4),
    "number 5" => Sense::Number(5),
    "number 6" => Sense::Number(6),
    "number 7" => Sense::Number(7),
    "number 8" => Sense::Number(8),
    "number 9" => Sense::Number(9),
    "number 10" => Sense::Number(10),
    "number 11" => Sense::Number(11),
    "number 12" => Sense::Number(12),
    "number 13" => Sense::Number(13),
    "number 14" => Sense::Number(14),
    "number 15" => Sense::Number(15),
    "number 16" => Sense::Number(16),
    "number 17" => Sense::Number(17),
    "number 18" => Sense::Number(18),
    "number 19" => Sense::Number(19),
    "number 20" => Sense::Number(20),
    "number 21" => Sense::Number(21),
    "number 22" => Sense::Number(22),
    "number 23" => Sense::Number(23),
    "number 24" => Sense::Number(24),
    "number 25" => Sense::Number(25),
    "number 26" => Sense::Number(26),
    "number 27" => Sense::Number(27),
    "number 28" => Sense::Number(28),
    "number 29" => Sense::Number(29),
    "number 30" => Sense::Number(30),
    "number 35" => Sense::Number(35),
    "number 40" => Sense::Number(40),
    "number 45" => Sense::Number(45),
    "number 50" => Sense::Number(50),
    "number 60" => Sense::Number(60),
    "number 70" => Sense::Number(70),
    "number 75" => Sense::Number(75),
    "number 80" => Sense::Number(80),
    "number 90" => Sense::Number(90),
    "number 100" => Sense::Number(100),
    "number 200" => Sense::Number(200),
    "number 300" => Sense::Number(300),
    "number 400" => Sense::Number(400),
    "number 500" => Sense::Number(500),
    "number 600" => Sense::Number(600),
    "number 700" => Sense::Number(700),
    "number 800" => Sense::Number(800),
    "number 900" => Sense::Number(900),
    "number 1000" => Sense::Number(1000),
    "number 2000" => Sense::Number(2000),
    "article" => Sense::Article,
    "near" => Sense::Near,
    "after" => Sense::After,
    "ask" => Sense::Ask,
    "word limit" => Sense::WordLimit,
    "sentence limit" => Sense::SentenceLimit,
    "brief" => Sense::Brief,
    "verbatim" => Sense::Verbatim,
    "format json" => Sense::Format(Format::Json),
    "format code" => Sense::Format(Format::Code),
    "format list" => Sense::Format(Format::List),
    "format table" => Sense::Format(Format::Table),
    "format csv" => Sense::Format(Format::Csv),
    "format xml" => Sense::Format(Format::Xml),
    "format yaml" => Sense::Format(Format::Yaml),
    "format html" => Sense::Format(Format::Html),
    "format markdown" => Sense::Format(Format::Markdown),
    "cue" => Sense::Cue,
    "inflate" => Sense::Inflate,
    "reasoning" => Sense::Reasoning,
    "only" => Sense::Only,
    "role" => Sense::Role,
    "long" => Sense::Long,
    "middle" => Sense::Middle,
    "short write" => Sense::ShortWrite,
    "constraint" => Sense::Constraint,
    "label" => Sense::Label,
    "deictic" => Sense::Deictic,
    "above" => Sense::Above,
    "negation" => Sense::Negation,
    "thanks" => Sense::Thanks,
    "explain" => Sense::Explain,
    "tongue" => Sense::Tongue,
    "verse" => Sense::Verse,
    "user says" => Sense::Speaker(true),
    "assistant says" => Sense::Speaker(false),
}

/// The lexicon, ready to be looked up.
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    rest: Vec<WordHash>,
    /// One bit per value of the low bits of a first word: most words of a text are none.
    seen: [u64; 128],
}

impl Lexicon {
    /// The words of the engine and of some rule sets. Some tens of microseconds.
    pub(crate) fn new(sets: &[RuleSet]) -> Lexicon {
        let mut lexicon = Lexicon {
            entries: Vec::with_capacity(1600),
            rest: Vec::with_capacity(800),
            seen: [0; 128],
        };
        for (sense, phrases) in FIRST_WORDS {
            lexicon.learn(None, sense, phrases);
        }
        for set in sets {
            for (sense, phrases) in &set.lexicon {
                lexicon.learn(Some(set.language), *sense, phrases);
            }
        }
        lexicon.entries = sorted(&lexicon.entries, |entry| entry.first.0);
        lexicon
    }

    /// Adds phrases that are separated by commas.
    #[inline(never)]
    fn learn(&mut self, of: Option<Language>, sense: Sense, phrases: &str) {
        let words = Words::read(phrases);
        let mut begins = true;
        for (number, word) in words.list.iter().enumerate() {
            if begins {
                self.entries.push(Entry {
                    first: word.hash,
                    rest: (self.rest.len() as u32, 0),
                    sense,
                    of,
                });
                if let Some(bits) = self.seen.get_mut((word.hash.0 >> 6) as usize & 127) {
                    *bits |= 1 << (word.hash.0 & 63);
                }
            } else if let Some(entry) = self.entries.last_mut() {
                self.rest.push(word.hash);
                entry.rest.1 += 1;
            }
            begins = holds(words.gap_before(number + 1), ",");
        }
    }

    /// Every phrase of the lexicon in a text, by first word; of one sense at one word only the longest is of use, but
    /// all are given.
    pub(crate) fn hits(&self, words: &Words<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (number, word) in words.list.iter().enumerate() {
            let bits = self
                .seen
                .get((word.hash.0 >> 6) as usize & 127)
                .copied()
                .unwrap_or(0);
            if bits >> (word.hash.0 & 63) & 1 == 0 {
                continue;
            }
            let from = self
                .entries
                .partition_point(|entry| entry.first < word.hash);
            for entry in self
                .entries
                .iter()
                .skip(from)
                .take_while(|entry| entry.first == word.hash)
            {
                let (at, count) = (entry.rest.0 as usize, entry.rest.1 as usize);
                let rest = self.rest.get(at..at + count).unwrap_or(&[]);
                let follows = rest.iter().enumerate().all(|(n, hash)| {
                    words
                        .list
                        .get(number + 1 + n)
                        .is_some_and(|word| word.hash == *hash)
                        && !Gap::of(words.gap_before(number + 1 + n)).stop
                });
                if follows {
                    hits.push(Hit {
                        word: number,
                        length: 1 + count,
                        sense: entry.sense,
                        of: entry.of,
                    });
                }
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use crate::first_words::FIRST_WORDS;
    use crate::fold::folded;

    #[test]
    fn first_words_are_folded() {
        for (_, phrases) in FIRST_WORDS {
            assert_eq!(folded(phrases), phrases);
        }
    }
}
