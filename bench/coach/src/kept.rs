//! What an edit of a prompt's wording may not change: numbers, negations and limits, quotations, code, addresses,
//! placeholders, names.
//!
//! Independent of the coach on purpose: it compares two texts and knows nothing of spans or rules.

use promptwatt_coach::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// Something that the edited text has no longer, or has of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loss {
    /// What kind of thing.
    pub what: &'static str,
    /// The thing.
    pub piece: String,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.what, self.piece)
    }
}

type Bag = BTreeMap<String, i32>;

fn bag(pieces: impl IntoIterator<Item = String>) -> Bag {
    let mut bag = Bag::new();
    for piece in pieces {
        *bag.entry(piece).or_default() += 1;
    }
    bag
}

/// The words of a language, from `kept.toml`, which says what each list is.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Limits {
    words: Vec<String>,
    phrases: Vec<String>,
    idioms: Vec<String>,
    numbers: Vec<String>,
}

static LIMITS: LazyLock<BTreeMap<String, Limits>> = LazyLock::new(|| {
    toml::from_str(include_str!("../kept.toml")).expect("the committed words: a test reads them")
});
static NONE: LazyLock<Limits> = LazyLock::new(Limits::default);

fn limits(language: Option<Language>) -> &'static Limits {
    language
        .and_then(|language| LIMITS.get(language.code()))
        .unwrap_or(&NONE)
}

/// Small letters, and one form of the apostrophe and of the no-break spaces.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        out.push(match c {
            '\u{2019}' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        });
    }
    out
}

fn words(plain: &str) -> impl Iterator<Item = &str> {
    plain
        .split(|c: char| {
            !(c.is_alphanumeric() || c == '\'' || ('\u{64b}'..='\u{65f}').contains(&c))
        })
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
}

fn occurrences(text: &str, piece: &str) -> i32 {
    i32::try_from(text.matches(piece).count()).unwrap_or(i32::MAX)
}

fn limit_words(plain: &str, limits: &Limits) -> Bag {
    let whole = words(plain)
        .filter(|word| limits.words.iter().any(|one| one == word))
        .map(String::from);
    let mut bag = bag(whole);
    for phrase in &limits.phrases {
        bag.insert(phrase.clone(), occurrences(plain, phrase));
    }
    bag
}

fn numbers(text: &str, limits: &Limits) -> Bag {
    let digits = text
        .split(|c: char| !c.is_numeric())
        .filter(|run| !run.is_empty())
        .map(String::from);
    let plain = plain(text);
    let spelled: Vec<String> = words(&plain)
        .filter(|word| limits.numbers.iter().any(|one| one == word))
        .map(String::from)
        .collect();
    bag(digits.chain(spelled))
}

/// What stands between two signs in one paragraph, signs included.
fn between(text: &str, open: &str, close: &str, longest: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let inside = &rest[start + open.len()..];
        let Some(end) = inside.find(close) else { break };
        let stretch = &inside[..end];
        if stretch.len() <= longest && !stretch.contains("\n\n") {
            found.push(format!("{open}{stretch}{close}"));
            rest = &inside[end + close.len()..];
        } else {
            rest = inside;
        }
    }
    found
}

const QUOTES: [(&str, &str); 7] = [
    ("\"", "\""),
    ("“", "”"),
    ("«", "»"),
    ("„", "“"),
    ("»", "«"),
    ("「", "」"),
    ("『", "』"),
];

fn quotations(text: &str) -> Bag {
    bag(QUOTES
        .iter()
        .flat_map(|(open, close)| between(text, open, close, 2000)))
}

fn code(text: &str) -> Bag {
    // Fences first, and what is in them does not count as inline code.
    let mut pieces = Vec::new();
    let mut outside = String::new();
    for (number, stretch) in text.split("```").enumerate() {
        if number % 2 == 1 {
            pieces.push(stretch.to_owned());
        } else {
            outside.push_str(stretch);
        }
    }
    pieces.extend(between(&outside, "`", "`", 400));
    bag(pieces)
}

fn addresses(text: &str) -> Bag {
    bag(text
        .split(|c: char| c.is_whitespace() || "<>()\"'，。".contains(c))
        .filter(|run| run.contains("://") || run.contains('@'))
        .map(|run| {
            run.trim_end_matches(['.', ',', ';', ':', '!', '?'])
                .to_owned()
        }))
}

fn placeholders(text: &str) -> Bag {
    let bracketed = [("{", "}"), ("[", "]"), ("<", ">"), ("%", "%")]
        .into_iter()
        .flat_map(|(open, close)| between(text, open, close, 40));
    let spaced = |piece: &String| !piece.contains(char::is_whitespace);
    bag(bracketed.filter(spaced))
}

/// Words with a capital inside a sentence. German writes every noun so, and is left out.
fn names(text: &str, language: Option<Language>) -> Bag {
    if language == Some(Language::German) {
        return Bag::new();
    }
    let mut found = Vec::new();
    let mut start = true;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.split(['\'', '\u{2019}']).next().unwrap_or(bare);
        let mut letters = bare.chars();
        let capital = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase);
        let opens = word.starts_with(|c: char| !c.is_alphanumeric());
        if capital && !start && !opens && !COURTESY.contains(&bare) {
            found.push(bare.to_owned());
        }
        start = word.contains('\n')
            || (word
                .trim_end()
                .ends_with(|c: char| !c.is_alphanumeric() && c != ',')
                || bare.is_empty());
    }
    bag(found)
}

/// What people write with a capital after a comma although no sentence begins, and the names of what they talk to.
const COURTESY: [&str; 18] = [
    "Please", "Could", "Can", "Would", "Thanks", "Thank", "I'm", "Kindly", "Merci", "Bonjour",
    "Pourriez", "Gracias", "Obrigado", "Obrigada", "Sir", "Madame", "ChatGPT", "Claude",
];

fn differ(what: &'static str, before: &Bag, after: &Bag, losses: &mut Vec<Loss>) {
    for piece in before.keys().chain(after.keys()) {
        let (had, has) = (before.get(piece), after.get(piece));
        let one = Loss {
            what,
            piece: piece.clone(),
        };
        if had.unwrap_or(&0) != has.unwrap_or(&0) && !losses.contains(&one) {
            losses.push(one);
        }
    }
}

/// Everything that must be the same before and after an edit and is not. Empty is good.
#[must_use]
pub fn losses(before: &str, after: &str, language: Option<Language>) -> Vec<Loss> {
    let mut losses = Vec::new();
    let limits = limits(language);
    let (plain_before, plain_after) = (plain(before), plain(after));
    let mut had = limit_words(&plain_before, limits);
    for idiom in &limits.idioms {
        let gone = occurrences(&plain_before, idiom) - occurrences(&plain_after, idiom);
        for (piece, within) in limit_words(idiom, limits) {
            if let Some(times) = had.get_mut(&piece).filter(|_| gone > 0) {
                *times -= within * gone;
            }
        }
    }
    had.retain(|_, times| *times != 0);
    let has = limit_words(&plain_after, limits);
    differ("limit or negation", &had, &has, &mut losses);
    differ(
        "number",
        &numbers(before, limits),
        &numbers(after, limits),
        &mut losses,
    );
    differ(
        "quotation",
        &quotations(before),
        &quotations(after),
        &mut losses,
    );
    differ("code", &code(before), &code(after), &mut losses);
    differ(
        "address",
        &addresses(before),
        &addresses(after),
        &mut losses,
    );
    differ(
        "placeholder",
        &placeholders(before),
        &placeholders(after),
        &mut losses,
    );
    // A name may come to stand at the start of a sentence, so it only has to be there still.
    for (name, times) in names(before, language) {
        if occurrences(after, &name) < times {
            losses.push(Loss {
                what: "name",
                piece: name,
            });
        }
    }
    losses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_named() {
        let cases = [
            ("Please write 3 lines.", "Write 3 lines.", ""),
            ("Write 3 lines.", "Write lines.", "number"),
            ("Write three lines.", "Write lines.", "number"),
            ("Only write it.", "Write it.", "limit or negation"),
            ("Don't write it.", "Write it.", "limit or negation"),
            ("Don’t forget to sign.", "Sign.", ""),
            (
                "Don't forget to sign, don't date it.",
                "Sign, date it.",
                "limit or negation",
            ),
            ("Give at least one.", "Give one.", "limit or negation"),
            ("Say \"please go\" now.", "Say \"go\" now.", "quotation"),
            ("Run `please`.", "Run ``.", "code"),
            ("```\nplease\n``` go", "```\n\n``` go", "code"),
            (
                "See https://a.b/?please=yes.",
                "See https://a.b/.",
                "address",
            ),
            ("Fill {{please}} in", "Fill {{}} in", "placeholder"),
            ("Ask Marta please.", "Ask.", "name"),
            ("Could Marta please go?", "Marta, go.", ""),
            ("Hello, Could you go?", "Go.", ""),
        ];
        for (before, after, what) in cases {
            let found: Vec<&str> = losses(before, after, Some(Language::English))
                .iter()
                .map(|loss| loss.what)
                .collect();
            let expected: Vec<&str> = if what.is_empty() { vec![] } else { vec![what] };
            let mut first = found.clone();
            first.truncate(1);
            assert_eq!(first, expected, "{before} -> {after}: {found:?}");
        }
    }

    #[test]
    fn each_language_has_its_words() {
        let cases = [
            (Language::French, "N'écris pas trop.", "Écris trop."),
            (Language::Arabic, "لا تكتب قصة", "تكتب قصة"),
            (Language::Spanish, "Sin rodeos, escribe.", "Escribe."),
            (Language::German, "Schreibe nur Prosa.", "Schreibe Prosa."),
            (
                Language::Portuguese,
                "Escreva apenas prosa.",
                "Escreva prosa.",
            ),
            (Language::Chinese, "请不要解释", "请解释"),
        ];
        for (language, before, after) in cases {
            assert!(
                !losses(before, after, Some(language)).is_empty(),
                "{before}"
            );
            assert!(
                losses(before, before, Some(language)).is_empty(),
                "{before}"
            );
        }
    }
}
