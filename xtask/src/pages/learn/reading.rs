//! What the texts of the lessons are held to: no figure typed into them, and sentences that a reader of 14 years follows.
//!
//! The measure is Flesch's reading ease, where 60 to 70 is plain English for 13 to 15 years, and the school grade by Flesch and Kincaid beside it; for French
//! its adaptation by Kandel and Moles (1958), for Spanish that of Fernández Huerta (1959), both on the same scale. For Arabic, whose syllables cannot be
//! counted without vowel signs, it is the school grade by Al-Heeti (1984), which goes by the length of words, and the length of sentences. Each step has to
//! pass by itself: a hard one is not made good by easy neighbours.

use super::super::texts::{self, Texts};
use crate::places;

/// What may stand in a text with digits in it, and what it is.
const NO_FIGURES: [(&str, &str); 9] = [
    ("GLM-4.5-Air", "a model's name"),
    ("Llama 3.1 405B", "a model's name"),
    ("Llama 3.1 8B", "a model's name"),
    ("Llama 3.3 70B", "a model's name"),
    ("DeepSeek V3", "a model's name"),
    ("CO₂", "a substance"),
    ("2025", "the year of the report: July 2025"),
    (
        "2021",
        "the year of the Recommendation: adopted on 23 November 2021",
    ),
    (
        "2023",
        "the year in which the United States came back: July 2023",
    ),
];

/// The tables whose prose is measured: the method's has words that no measure of ease knows.
const MEASURED: [&str; 11] = [
    "intro.", "one.", "two.", "three.", "four.", "five.", "six.", "whose.", "lab.", "access.",
    "how.",
];

/// Reading ease that a table has to reach: the lower end of plain language for 13 to 15 years.
const EASY: f64 = 60.0;
/// Reading ease that all tables together have to reach.
const EASY_ON_THE_WHOLE: f64 = 70.0;
/// The last school grade of those who are 13 to 14 years old.
const GRADE: f64 = 8.0;
/// Words of an Arabic sentence: on average in each table, and at most.
const ARABIC_WORDS: (f64, usize) = (12.0, 32);

/// Where the measured texts are, and which of their tables: of quiz and teacher pack everything.
const FOLDERS: [(&str, &[&str]); 2] = [("texts/learn", &MEASURED), ("texts/class", &[""])];

fn all() -> Vec<Texts> {
    of("texts/learn")
}

fn of(folder: &str) -> Vec<Texts> {
    texts::load(&places::root().join(folder)).unwrap()
}

/// A text as it is read: a figure is a word of its own, a link its words.
fn read(text: &str) -> String {
    let mut read = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', ']']) {
        read.push_str(&rest[..at]);
        let (end, word) = if rest[at..].starts_with('{') {
            ('}', "number")
        } else {
            (')', "")
        };
        read.push_str(word);
        rest = rest[at..].split_once(end).map_or("", |(_, after)| after);
    }
    read.push_str(rest);
    read.replace('[', "")
}

#[test]
fn no_figure_is_typed_into_a_text() {
    for texts in all() {
        for (key, text) in texts.entries() {
            let mut left = read(text);
            for (name, _) in NO_FIGURES {
                left = left.replace(name, "");
            }
            let typed: Vec<char> = left.chars().filter(|letter| letter.is_numeric()).collect();
            assert!(
                typed.is_empty(),
                "{} {key}: {typed:?} in {text:?} belongs into a placeholder",
                texts.code()
            );
        }
    }
}

/// Words and sentences of what a language says in its lessons.
struct Counted {
    words: Vec<String>,
    sentences: usize,
    /// Words of the longest sentence, and that sentence.
    longest: (usize, String),
}

impl Counted {
    fn words_a_sentence(&self) -> f64 {
        self.words.len() as f64 / self.sentences as f64
    }
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic() && letter != '\'' && letter != '’')
        .filter(|word| word.chars().any(char::is_alphabetic))
}

/// The sentences of a text: a sign that ends one is followed by a space. One inside a number or a name ends nothing.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text;
    while let Some(at) = ends_at(rest) {
        let (sentence, after) = rest.split_at(at);
        sentences.push(sentence.trim());
        rest = after;
    }
    sentences.extend(Some(rest.trim()).filter(|rest| !rest.is_empty()));
    sentences
}

/// The bytes up to the end of the first sentence, where another comes after it.
fn ends_at(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if matches!(letter, '.' | '!' | '?' | '؟' | ':') && next.is_some_and(char::is_whitespace) {
            return Some(at + letter.len_utf8());
        }
    }
    None
}

fn counted(texts: &Texts, tables: &[&str]) -> Counted {
    let mut counted = Counted {
        words: Vec::new(),
        sentences: 0,
        longest: (0, String::new()),
    };
    let prose = texts
        .entries()
        .filter(|(key, _)| tables.iter().any(|table| key.starts_with(table)))
        .map(|(_, text)| read(text))
        // Labels are no sentences.
        .filter(|text| text.ends_with(['.', '!', '?', '؟']));
    for text in prose {
        for sentence in sentences(&text) {
            counted.sentences += 1;
            let length = words(sentence).count();
            if length > counted.longest.0 {
                counted.longest = (length, sentence.to_owned());
            }
        }
        counted.words.extend(words(&text).map(str::to_lowercase));
    }
    counted
}

/// Groups of vowels, less what is written and not said.
fn syllables(language: &str, word: &str) -> usize {
    let is_vowel = |letter: char| "aeiouyàâæéèêëîïôœùûüÿáíóú".contains(letter);
    let is_strong = |letter: char| "aeoáéíóú".contains(letter);
    let letters: Vec<char> = word.chars().collect();
    let mut count = 0;
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let begins = is_vowel(*letter)
            && match before {
                Some(before) if is_vowel(before) => {
                    // In Spanish two strong vowels are two syllables.
                    language == "es" && is_strong(before) && is_strong(*letter)
                }
                _ => true,
            };
        count += usize::from(begins);
    }
    // A group of vowels with something else in it is said.
    let alone = |ending: &str| {
        let stem = word.strip_suffix(ending);
        stem.is_some_and(|stem| !stem.ends_with(is_vowel))
    };
    let silent = match language {
        "en" => {
            alone("e") && !word.ends_with("le")
                || alone("ed") && !word.ends_with("ted") && !word.ends_with("ded")
        }
        "fr" => alone("e") || alone("es"),
        _ => false,
    };
    (count - usize::from(silent && count > 1)).max(1)
}

/// How well a language's tables read.
struct Ease {
    /// On Flesch's scale; none for Arabic.
    ease: Option<f64>,
    /// The school grade, where a measure gives one.
    grade: Option<f64>,
}

fn ease(language: &str, counted: &Counted) -> Ease {
    let words = counted.words.len() as f64;
    let per_sentence = counted.words_a_sentence();
    let syllables = || -> f64 {
        let all = counted.words.iter().map(|word| syllables(language, word));
        all.sum::<usize>() as f64 / words
    };
    let (ease, grade) = match language {
        "en" => (
            Some(206.835 - 1.015 * per_sentence - 84.6 * syllables()),
            Some(0.39 * per_sentence + 11.8 * syllables() - 15.59),
        ),
        "fr" => (
            Some(207.0 - 1.015 * per_sentence - 73.6 * syllables()),
            None,
        ),
        "es" => (
            Some(206.84 - 1.02 * per_sentence - 60.0 * syllables()),
            None,
        ),
        "ar" => {
            let letters: usize = counted.words.iter().map(|word| word.chars().count()).sum();
            (None, Some(4.414 * letters as f64 / words - 13.468))
        }
        other => panic!("no measure is known for {other}"),
    };
    Ease { ease, grade }
}

/// The tables of the class texts are its questions, a few sentences each: all of them are measured as one.
#[test]
fn a_reader_of_fourteen_follows() {
    let mut hard = Vec::new();
    let mut measure = |of: String, language: &str, counted: &Counted, least: f64| {
        let Ease { ease, grade } = ease(language, counted);
        let per_sentence = counted.words_a_sentence();
        let shown =
            |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.1}"));
        println!(
            "{of}: ease {}, grade {}, {per_sentence:.1} words a sentence, {} at most",
            shown(ease),
            shown(grade),
            counted.longest.0
        );
        let is_long = language == "ar"
            && (per_sentence > ARABIC_WORDS.0 || counted.longest.0 > ARABIC_WORDS.1);
        if ease.is_some_and(|ease| ease < least)
            || grade.is_some_and(|grade| grade > GRADE)
            || is_long
        {
            hard.push(format!("{of}: {ease:?} {grade:?} {:?}", counted.longest));
        }
    };
    for (folder, tables) in FOLDERS {
        for texts in of(folder) {
            let code = texts.code();
            for table in tables {
                let part = counted(&texts, &[table]);
                measure(format!("{folder} {code} {table}"), code, &part, EASY);
            }
            let whole = counted(&texts, tables);
            measure(format!("{folder} {code}"), code, &whole, EASY_ON_THE_WHOLE);
        }
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn sentences_end_where_another_begins() {
    for (text, expected) in [
        ("It is Llama 3.1 8B. It takes 0.3 Wh!", 2),
        ("كم؟ قليل.", 2),
        ("Ours: number Wh.", 2),
        ("One", 1),
        ("", 0),
    ] {
        assert_eq!(sentences(text).len(), expected, "{text}");
    }
}

#[test]
fn syllables_are_counted() {
    for (language, word, expected) in [
        ("en", "energy", 3),
        ("en", "make", 1),
        ("en", "little", 2),
        ("en", "used", 1),
        ("en", "counted", 2),
        ("fr", "énergie", 3),
        ("fr", "modèle", 2),
        ("es", "energía", 4),
        ("es", "modelo", 3),
        ("es", "idea", 3),
    ] {
        assert_eq!(syllables(language, word), expected, "{language} {word}");
    }
}
