//! The words that reading needs, whatever rules are loaded: tasks, lengths, formats, stop words.

use crate::answer::{Format, Unit};
use crate::coaching::Task;
use crate::fold::WordHash;
use crate::language::TONGUES;
use crate::order::sorted;
use crate::words::{Gap, Words};

/// What a word or phrase means for the reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sense {
    /// A common word of a tongue (number in [`TONGUES`]).
    Stop(u8),
    /// A verb or question word that names a task, and its tongue.
    Task(Task, u8),
    /// A noun that names a task after a general verb.
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
}

/// A phrase of the lexicon found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Number of its first word.
    pub word: usize,
    /// How many words it has.
    pub length: usize,
    pub sense: Sense,
}

#[derive(Clone)]
struct Entry {
    first: WordHash,
    /// Range in `rest`: the hashes of the words after the first.
    rest: (u32, u8),
    sense: Sense,
}

/// The lexicon, ready to be looked up.
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    rest: Vec<WordHash>,
    /// One bit per value of the low bits of a first word: most words of a text are none.
    seen: [u64; 128],
}

const SOURCE: &str = include_str!("lexicon.txt");

impl Lexicon {
    /// Reads the built-in lexicon. Some tens of microseconds.
    pub(crate) fn new() -> Lexicon {
        let mut lexicon = Lexicon {
            entries: Vec::with_capacity(1600),
            rest: Vec::with_capacity(800),
            seen: [0; 128],
        };
        for line in SOURCE.lines() {
            let Some((name, phrases)) = line.split_once(": ") else {
                continue;
            };
            let Some(sense) = sense_of(name) else {
                continue;
            };
            for phrase in phrases.split(", ") {
                let words = Words::read(phrase);
                let mut hashes = words.list.iter().map(|word| word.hash);
                let Some(first) = hashes.next() else { continue };
                let from = lexicon.rest.len();
                lexicon.rest.extend(hashes);
                let rest = (from as u32, (lexicon.rest.len() - from) as u8);
                lexicon.entries.push(Entry { first, rest, sense });
                if let Some(bits) = lexicon.seen.get_mut((first.0 >> 6) as usize & 127) {
                    *bits |= 1 << (first.0 & 63);
                }
            }
        }
        lexicon.entries = sorted(&lexicon.entries, |entry| entry.first.0);
        lexicon
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
                    });
                }
            }
        }
        hits
    }
}

fn sense_of(name: &str) -> Option<Sense> {
    let mut parts = name.split(' ');
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    let tongue = |code: Option<&str>| {
        TONGUES
            .iter()
            .position(|&tongue| Some(tongue) == code)
            .map(|n| n as u8)
    };
    Some(match (first, second) {
        ("stop", code) => Sense::Stop(tongue(code)?),
        ("task", Some(task)) => Sense::Task(task_of(task)?, tongue(third)?),
        ("noun", Some(task)) => Sense::Noun(task_of(task)?),
        ("unit", Some(unit)) => {
            Sense::Unit(Unit::ALL.into_iter().find(|known| known.id() == unit)?)
        }
        ("number", Some(number)) => Sense::Number(number.parse().ok()?),
        ("word", _) => Sense::WordLimit,
        ("sentence", _) => Sense::SentenceLimit,
        ("format", Some(format)) => {
            Sense::Format(Format::ALL.into_iter().find(|known| known.id() == format)?)
        }
        ("article", _) => Sense::Article,
        ("near", _) => Sense::Near,
        ("after", _) => Sense::After,
        ("ask", _) => Sense::Ask,
        ("brief", _) => Sense::Brief,
        ("verbatim", _) => Sense::Verbatim,
        ("cue", _) => Sense::Cue,
        ("inflate", _) => Sense::Inflate,
        ("reasoning", _) => Sense::Reasoning,
        ("only", _) => Sense::Only,
        ("thanks", _) => Sense::Thanks,
        ("role", _) => Sense::Role,
        ("long", _) => Sense::Long,
        ("middle", _) => Sense::Middle,
        ("short", _) => Sense::ShortWrite,
        ("constraint", _) => Sense::Constraint,
        ("label", _) => Sense::Label,
        ("deictic", _) => Sense::Deictic,
        ("above", _) => Sense::Above,
        ("negation", _) => Sense::Negation,
        _ => return None,
    })
}

fn task_of(id: &str) -> Option<Task> {
    Some(match id {
        "write" => Task::Write,
        "summarise" => Task::Summarise,
        "translate" => Task::Translate,
        "extract" => Task::Extract,
        "classify" => Task::Classify,
        "correct" => Task::Correct,
        "answer" => Task::Answer,
        "code" => Task::Code,
        "reason" => Task::Reason,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{SOURCE, sense_of};
    use crate::fold::folded;

    #[test]
    fn every_line_has_a_sense_and_is_folded() {
        for line in SOURCE.lines().filter(|line| !line.starts_with('#')) {
            let (name, phrases) = line.split_once(": ").expect("name: phrases");
            assert!(sense_of(name).is_some(), "{line}");
            for phrase in phrases.split(", ") {
                assert_eq!(folded(phrase), phrase, "not folded in {name}");
            }
        }
    }
}
