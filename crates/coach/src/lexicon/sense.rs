//! What words and phrases mean for the reading.

use super::Hit;
use crate::answer::{Format, Unit};
use crate::coaching::Task;
use crate::reading::Mask;

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
    /// Often said where words are to stay as they are, and elsewhere too: "the same", "identical", "paraphrase".
    Same,
    Format(Format),
    /// Before a format: "as", "return".
    Cue,
    Inflate,
    Reasoning,
    Only,
    /// Thanks, greetings and small talk.
    Thanks,
    Role,
    /// A role where it begins a sentence: "you are".
    RoleStart,
    /// An adjective that asks for brevity beside the noun of a text: "short".
    Short,
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
    /// Asks who, when, where or which.
    Fact,
    /// Asks why or how.
    Way,
    /// Asks yes or no.
    Polar,
    /// More or less of something: "more formal".
    Degree,
    /// Judges or seems: "sounds", "normal".
    Judge,
    /// What somebody wants or means.
    Wants,
    /// No phrases, but what the stems of the language may end with, one list for each mark of [`super::MARKS`].
    Endings(u8),
}

impl Sense {
    /// Whether it asks for something: a verb or a question word.
    pub(crate) const fn asks(self) -> bool {
        matches!(self, Sense::Task(_) | Sense::General | Sense::Question)
    }
}

impl Sense {
    /// Whether a phrase of it says what its words do not say by themselves: "do not explain", "short story".
    pub(super) const fn binds(self) -> bool {
        matches!(
            self,
            Sense::Task(_)
                | Sense::Noun(_)
                | Sense::General
                | Sense::WordLimit
                | Sense::SentenceLimit
                | Sense::Brief
                | Sense::Inflate
                | Sense::Reasoning
                | Sense::Only
                | Sense::Role
                | Sense::RoleStart
                | Sense::Long
                | Sense::Middle
                | Sense::ShortWrite
        )
    }

    /// Whether it is lost inside a longer phrase.
    pub(super) const fn is_bound(self) -> bool {
        matches!(
            self,
            Sense::Task(_)
                | Sense::General
                | Sense::Brief
                | Sense::Short
                | Sense::Unit(_)
                | Sense::RoleStart
        )
    }
}

/// Which senses are said at all, one bit each: asking for one costs nothing then.
#[derive(Clone, Copy)]
pub(crate) struct Said(u64);

/// How many bits that takes.
pub(crate) const SENSE_BITS: usize = 59;

impl Said {
    /// Nothing is said.
    pub(crate) const NOTHING: Said = Said(0);

    /// And what a hit says.
    pub(crate) const fn with(self, hit: &Hit) -> Said {
        Said(self.0 | 1 << hit.bit)
    }

    /// Those of its bits that the model of tasks knows: [`SENSE_BITS`].
    pub(crate) const fn bits(self) -> u64 {
        self.0 & ((1 << SENSE_BITS) - 1)
    }

    /// Those of the hits that count.
    pub(crate) fn of(hits: &[Hit], counts: &Mask) -> Said {
        let mut said = 0;
        for hit in hits.iter().filter(|hit| counts.has(hit.word)) {
            said |= 1 << hit.bit;
        }
        Said(said)
    }

    /// Whether one is said; of units, numbers, forms and tongues only whether any is.
    pub(crate) const fn has(self, sense: Sense) -> bool {
        self.0 & sense.bit() != 0
    }
}

impl Sense {
    /// Its bit in [`Said`].
    pub(crate) const fn bit(self) -> u64 {
        1 << self.number()
    }

    /// The number of its bit.
    pub(super) const fn number(self) -> u8 {
        // In the order of the variants, but for those with a bit for each task: the compiler adds a number then.
        match self {
            Sense::Task(task) => task as u8,
            Sense::Noun(task) => 10 + task as u8,
            Sense::Stop(_) => 20,
            Sense::General => 22,
            Sense::Question => 23,
            Sense::Quantity => 24,
            Sense::Unit(_) => 26,
            Sense::Number(_) => 27,
            Sense::Article => 28,
            Sense::Near => 29,
            Sense::After => 30,
            Sense::Ask => 31,
            Sense::WordLimit => 32,
            Sense::SentenceLimit => 33,
            Sense::Brief => 34,
            Sense::Verbatim => 35,
            Sense::Format(_) => 36,
            Sense::Cue => 37,
            Sense::Inflate => 38,
            Sense::Reasoning => 39,
            Sense::Only => 40,
            Sense::Thanks => 41,
            Sense::Role => 42,
            Sense::RoleStart => 43,
            Sense::Short => 44,
            Sense::Long => 45,
            Sense::Middle => 46,
            Sense::ShortWrite => 47,
            Sense::Constraint => 48,
            Sense::Label => 49,
            Sense::Deictic => 50,
            Sense::Above => 51,
            Sense::Negation => 52,
            Sense::Explain => 53,
            Sense::Tongue => 54,
            Sense::Fact => 21,
            Sense::Way => 25,
            Sense::Polar => 55,
            Sense::Degree => 56,
            Sense::Judge => 57,
            Sense::Wants => 58,
            Sense::Verse => 59,
            Sense::Speaker(_) => 60,
            Sense::Endings(_) => 61,
            Sense::Same => 62,
        }
    }
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
    "role start" => Sense::RoleStart,
    "short" => Sense::Short,
    "fact" => Sense::Fact,
    "way" => Sense::Way,
    "polar" => Sense::Polar,
    "degree" => Sense::Degree,
    "judge" => Sense::Judge,
    "wants" => Sense::Wants,
    "endings" => Sense::Endings(0),
    "other endings" => Sense::Endings(1),
    "same" => Sense::Same,
}
