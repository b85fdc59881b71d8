//! What the texts of the lessons are held to: no figure typed into them, and sentences that a reader of 14 years follows.
//!
//! The measure is Flesch's reading ease, where 60 to 70 is plain English for 13 to 15 years; for French its adaptation by Kandel and Moles (1958), for
//! Spanish that of Fernández Huerta (1959), both on the same scale. For Arabic none holds on text without vowel signs, so its sentences are held to a length.

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
const MEASURED: [&str; 10] = [
    "intro.", "one.", "two.", "three.", "four.", "five.", "six.", "whose.", "lab.", "access.",
];

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
}

fn counted(texts: &Texts, tables: &[&str]) -> Counted {
    let mut counted = Counted {
        words: Vec::new(),
        sentences: 0,
    };
    let prose = texts
        .entries()
        .filter(|(key, _)| tables.iter().any(|table| key.starts_with(table)))
        .map(|(_, text)| read(text))
        // Labels are no sentences.
        .filter(|text| text.ends_with(['.', '!', '?', '؟']));
    for text in prose {
        for sentence in text.split_inclusive(['.', '!', '?', '؟', ':']) {
            // A point inside a number or a name ends nothing.
            let ends = sentence.len() > 3;
            counted.sentences += usize::from(ends);
        }
        let words = text
            .split(|letter: char| !letter.is_alphabetic() && letter != '\'' && letter != '’')
            .filter(|word| word.chars().any(char::is_alphabetic));
        counted.words.extend(words.map(str::to_lowercase));
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

/// The reading ease of a language's lessons.
fn ease(texts: &Texts, tables: &[&str]) -> f64 {
    let language = texts.code();
    let counted = counted(texts, tables);
    let words = counted.words.len() as f64;
    let per_sentence = words / counted.sentences as f64;
    let syllables: usize = counted
        .words
        .iter()
        .map(|word| syllables(language, word))
        .sum();
    let per_word = syllables as f64 / words;
    match language {
        "en" => 206.835 - 1.015 * per_sentence - 84.6 * per_word,
        "fr" => 207.0 - 1.015 * per_sentence - 73.6 * per_word,
        "es" => 206.84 - 1.02 * per_sentence - 60.0 * per_word,
        other => panic!("no measure is known for {other}"),
    }
}

#[test]
fn a_reader_of_fourteen_follows() {
    for (folder, tables) in FOLDERS {
        for texts in of(folder) {
            let code = texts.code();
            if code == "ar" {
                let counted = counted(&texts, tables);
                let per_sentence = counted.words.len() as f64 / counted.sentences as f64;
                println!("{folder} ar: {per_sentence:.1} words a sentence");
                assert!(per_sentence <= 13.0, "{folder}: {per_sentence}");
                continue;
            }
            for table in tables {
                println!("{folder} {code} {table} {:.0}", ease(&texts, &[table]));
            }
            let ease = ease(&texts, tables);
            println!("{folder} {code}: reading ease {ease:.1}");
            assert!(ease >= 65.0, "{folder} {code}: {ease}");
        }
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
