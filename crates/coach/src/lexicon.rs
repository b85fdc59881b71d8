//! The words that reading needs: tasks, lengths, formats, stop words. A few are the engine's, the others come with the rules.

use crate::answer::{Format, Unit};
use crate::buckets::Buckets;
use crate::coaching::Task;
use crate::ends::{holds, last};
use crate::first_words::FIRST_WORDS;
use crate::fold::WordHash;
use crate::language::Language;
use crate::order::sorted;
use crate::reading::Mask;
use crate::rules::RuleSet;
use crate::words::{Gap, Tongues, Words};
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

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
}

impl Sense {
    /// Whether it asks for something: a verb or a question word.
    pub(crate) const fn asks(self) -> bool {
        matches!(self, Sense::Task(_) | Sense::General | Sense::Question)
    }
}

impl Sense {
    /// Whether a phrase of it says what its words do not say by themselves: "do not explain", "short story".
    const fn binds(self) -> bool {
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
    const fn is_bound(self) -> bool {
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
pub(crate) const SENSE_BITS: usize = 55;

impl Said {
    /// Nothing is said.
    pub(crate) const NOTHING: Said = Said(0);

    /// And what a hit says.
    pub(crate) const fn with(self, hit: &Hit) -> Said {
        Said(self.0 | 1 << hit.bit)
    }

    /// One of the bits.
    pub(crate) const fn bit(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
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
    const fn number(self) -> u8 {
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
            Sense::Verse => 55,
            Sense::Speaker(_) => 56,
        }
    }
}

/// The hits without those that a longer phrase takes in: the "short" of "short story", the "explain" of "do not explain".
/// Linear.
#[inline(never)]
pub(crate) fn unbound(hits: &[Hit]) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    // The first word of the phrase that reaches farthest, and one past its last.
    let (mut begin, mut end) = (0, 0);
    let mut rest = hits;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|hit| hit.word == first.word).count();
        let Some((same, after)) = rest.split_at_checked(count) else {
            break;
        };
        rest = after;
        for hit in same {
            if hit.length > 1 && hit.sense.binds() && hit.word + hit.length > end {
                (begin, end) = (hit.word, hit.word + hit.length);
            }
        }
        let free = |hit: &&Hit| {
            let own = hit.word + hit.length;
            !hit.sense.is_bound() || own > end || (hit.word == begin && own == end)
        };
        kept.extend(same.iter().filter(free));
    }
    adjectives(kept)
}

/// With each adjective of brevity taken for a request to be brief where it stands beside the noun of a text to be written, not
/// of one that is pointed at: "a short reply", "un mot gentil et court", not "this short mail", "short circuits".
#[inline(never)]
fn adjectives(mut hits: Vec<Hit>) -> Vec<Hit> {
    for number in 0..hits.len() {
        let Some(&hit) = hits.get(number).filter(|hit| hit.sense == Sense::Short) else {
            continue;
        };
        let near = |sense: fn(Sense) -> bool| {
            let near = hit.word.saturating_sub(2)..hit.word + hit.length + 2;
            hits_at(&hits, near)
                .iter()
                .any(|other| sense(other.sense) && other.word != hit.word)
        };
        let named = near(|sense| {
            matches!(
                sense,
                Sense::Noun(_) | Sense::Long | Sense::Middle | Sense::ShortWrite | Sense::Label
            )
        });
        let other = near(|sense| matches!(sense, Sense::Unit(_) | Sense::Deictic));
        if let Some(hit) = hits.get_mut(number).filter(|_| named && !other) {
            (hit.sense, hit.bit) = (Sense::Brief, Sense::Brief.number());
        }
    }
    hits
}

/// A phrase of the lexicon found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Number of its first word.
    pub word: usize,
    /// How many words it has.
    pub length: usize,
    pub sense: Sense,
    /// The number of its sense's bit in [`Said`]: telling it takes longer than looking it up.
    bit: u8,
    /// The language whose rules brought the phrase; `None` for the engine's own.
    pub of: Option<Language>,
}

/// The hits at some words, by their number. Hits are in the order of their words.
#[inline(never)]
pub(crate) fn hits_at(hits: &[Hit], words: Range<usize>) -> &[Hit] {
    let from = hits.partition_point(|hit| hit.word < words.start);
    let (_, rest) = hits.split_at_checked(from).unwrap_or((&[], hits));
    let many = rest.iter().take_while(|hit| hit.word < words.end).count();
    rest.get(..many).unwrap_or(&[])
}

/// How many words of a text are greetings and thanks that follow each other from its beginning, up to `most` or a little more; only those whose phrases are
/// all of that kind.
#[inline(never)]
pub(crate) fn greeted(hits: &[Hit], most: usize) -> usize {
    let mut covered = 0;
    while covered < most {
        let reach = hits_at(hits, covered..covered + 1)
            .iter()
            .filter(|hit| hit.sense == Sense::Thanks)
            .map(|hit| hit.length)
            .max();
        match reach {
            Some(length) => covered += length,
            None => break,
        }
    }
    covered
}

#[derive(Clone)]
struct Entry {
    first: WordHash,
    /// The second word, if there is one.
    second: Option<WordHash>,
    /// Range in `rest`: the hashes of the words after the second.
    rest: (u32, u8),
    sense: Sense,
    /// The number of its bit.
    bit: u8,
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
    "role start" => Sense::RoleStart,
    "short" => Sense::Short,
}

/// The number of the next lexicon.
static NUMBER: AtomicU32 = AtomicU32::new(1);

/// The lexicon, ready to be looked up.
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    rest: Vec<WordHash>,
    /// Ends of long words and what they mean, by their last two bytes: German makes one word of "Geburtstag" and "Rede".
    endings: Vec<(u32, Box<str>, Sense, Option<Language>)>,
    /// One for each lexicon that was made: what was found with one is nothing to another.
    number: u32,
    /// Words of the longest phrase.
    longest: usize,
    /// Where the entries of a first word are.
    buckets: Buckets,
}

impl Lexicon {
    /// The words of the engine and of some rule sets. Some tens of microseconds.
    pub(crate) fn new(sets: &[RuleSet]) -> Lexicon {
        let mut lexicon = Lexicon {
            entries: Vec::with_capacity(1600),
            rest: Vec::with_capacity(800),
            endings: Vec::new(),
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            longest: 1,
            buckets: Buckets::of(std::iter::empty()),
        };
        for (sense, phrases) in FIRST_WORDS {
            lexicon.learn(None, sense, phrases);
        }
        for set in sets {
            for (sense, phrases) in &set.lexicon {
                lexicon.learn(Some(set.language), *sense, phrases);
            }
        }
        lexicon.entries = sorted(lexicon.entries, |entry| entry.first.0);
        lexicon.buckets = Buckets::of(lexicon.entries.iter().map(|entry| entry.first));
        lexicon
    }

    /// Adds phrases that are separated by commas.
    #[inline(never)]
    fn learn(&mut self, of: Option<Language>, sense: Sense, phrases: &str) {
        let words = Words::read(phrases);
        let mut begins = true;
        for (number, word) in words.list.iter().enumerate() {
            if begins && last(words.gap_before(number)) == Some('*') {
                let ending = words.str(number);
                let key = last_bytes(ending);
                let at = self.endings.partition_point(|other| other.0 <= key);
                self.endings.insert(at, (key, ending.into(), sense, of));
            } else if begins {
                self.entries.push(Entry {
                    first: word.hash,
                    second: None,
                    rest: (self.rest.len() as u32, 0),
                    sense,
                    bit: sense.number(),
                    of,
                });
            } else if let Some(entry) = self.entries.last_mut() {
                if entry.second.is_none() {
                    entry.second = Some(word.hash);
                } else {
                    self.rest.push(word.hash);
                    entry.rest.1 += 1;
                }
                self.longest = self.longest.max(2 + entry.rest.1 as usize);
            }
            begins = holds(words.gap_before(number + 1), ",");
        }
    }

    /// Which lexicon this is; never 0.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// How many words its longest phrase has.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// Adds the phrases whose first word is one of some, by first word; of one sense at one word only the longest is of use,
    /// but all are given. Common words of a tongue are only counted ([`crate::words::Word::tongues`]). They say nothing of
    /// words before those, nor of words farther behind than the longest phrase.
    #[inline(never)]
    pub(crate) fn hits_from(
        &self,
        words: &mut Words<'_>,
        range: Range<usize>,
        hits: &mut Vec<Hit>,
    ) {
        for number in range {
            let Some(&word) = words.list.get(number) else {
                break;
            };
            let mut tongues = Tongues::default();
            if !self.endings.is_empty() && word.end() - word.start() > LONG_WORD {
                self.compound(words.str(number), number, hits);
            }
            let next = words.list.get(number + 1).map(|next| next.hash);
            let near = self.buckets.range(word.hash);
            for entry in self.entries.get(near).unwrap_or(&[]) {
                // They are in the order of their first words.
                if entry.first > word.hash {
                    break;
                }
                if entry.first != word.hash || (entry.second.is_some() && entry.second != next) {
                    continue;
                }
                let length = match entry.second {
                    None => 1,
                    Some(_) => {
                        let (at, count) = (entry.rest.0 as usize, entry.rest.1 as usize);
                        let mut rest = self.rest.get(at..at + count).unwrap_or(&[]).iter();
                        let mut after = words.list.iter().skip(number + 2);
                        let length = 2 + count;
                        if !rest.all(|hash| after.next().is_some_and(|word| word.hash == *hash))
                            || (number + 1..number + length)
                                .any(|inside| Gap::of(words.gap_before(inside)).stop)
                        {
                            continue;
                        }
                        length
                    }
                };
                if let Sense::Stop(tongue) = entry.sense {
                    tongues.add(tongue);
                } else {
                    hits.push(Hit {
                        word: number,
                        length,
                        sense: entry.sense,
                        bit: entry.bit,
                        of: entry.of,
                    });
                }
            }
            if let Some(word) = words.list.get_mut(number) {
                word.tongues = tongues;
            }
        }
    }
}

/// Words of so many bytes are looked at for what they end with.
const LONG_WORD: usize = 7;

/// The last two bytes of a word, as small letters: what no ending is shorter than.
fn last_bytes(word: &str) -> u32 {
    word.as_bytes().last_chunk().map_or(0, |last: &[u8; 2]| {
        u32::from(u16::from_le_bytes(*last)) | 0x2020
    })
}

impl Lexicon {
    /// What a long word means by its end.
    #[inline(never)]
    fn compound(&self, word: &str, number: usize, hits: &mut Vec<Hit>) {
        let last = last_bytes(word);
        let from = self.endings.partition_point(|ending| ending.0 < last);
        let same = self.endings.iter().skip(from);
        for (_, ending, sense, of) in same.take_while(|ending| ending.0 == last) {
            let before = word.len().saturating_sub(ending.len());
            if before > 2
                && word
                    .get(before..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(ending))
            {
                hits.push(Hit {
                    word: number,
                    length: 1,
                    sense: *sense,
                    bit: sense.number(),
                    of: *of,
                });
            }
        }
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
