//! Reading again what was touched gives what reading the whole gives.

use promptwatt_coach::{Coach, Language, Memory, Options, RuleSet, Safety};
use promptwatt_tokens::{Counter, Encoding};
use proptest::prelude::*;
use std::sync::OnceLock;

fn coach() -> &'static Coach {
    static COACH: OnceLock<Coach> = OnceLock::new();
    COACH.get_or_init(Coach::builtin)
}

fn options() -> Options {
    Options {
        safety: Safety::Lossy,
        ..Options::default()
    }
}

/// Reads a text with a memory and without: everything that is said of it must be the same.
fn check(coach: &Coach, memory: &mut Memory, text: &str) -> Result<(), TestCaseError> {
    let counter = Counter::Estimate(Encoding::O200kBase);
    let again = coach.read_again(memory, text, &options(), &counter);
    let whole = coach.read(text, &options(), &counter);
    prop_assert_eq!(format!("{again:#?}"), format!("{whole:#?}"), "{:?}", text);
    Ok(())
}

/// What texts are made of: the beginnings and ends of everything that hangs together over a distance.
const FRAGMENTS: &[&str] = &[
    "Could you please summarise this text in order to help me?",
    "Translate into French:",
    "Résume ce texte en trois phrases, s'il te plaît.",
    "¿Podrías, por favor, explicar esto?",
    "Schreib mir bitte eine Geburtstagsrede für meine Kollegin.",
    "Você poderia corrigir este e-mail?",
    "لخص النص التالي في ثلاث جمل من فضلك",
    "请把下面这段话翻译成英文，谢谢！",
    "It is important to note that due to the fact that it rains, we stay.",
    "word",
    "don't",
    "d'",
    "l’été",
    "’",
    "'",
    "please",
    "in",
    "order",
    "to",
    "the the",
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "  ",
    "\t",
    "\r\n",
    "\u{a0}",
    "\u{200f}",
    "```",
    "```\n",
    "~~~",
    "\"\"\"",
    "####",
    "<text>",
    "</text>",
    "<p class=\"x\">",
    "</p>",
    "\"",
    "“",
    "”",
    "«",
    "»",
    "`",
    "``",
    "$",
    "\\(",
    "\\)",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "{\"a\": [1, 2, {\"b\": \"c\"}]}",
    "[1,2",
    "{\n  \"k\": 1,\n  \"l\": [true, null]\n}",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "|",
    "> quoted",
    "On Monday Tom wrote:",
    "def f(x):\n    return x == 1;",
    "let x = 1;",
    "ERROR 500",
    "2024-11-02 08:00:01 INFO started",
    "Traceback (most recent call last)",
    "    at f (a.js:1:2)",
    "ValueError: bad?",
    "User: hi\nAssistant: hello\nUser: and now?",
    "Input: a\nOutput: b\nInput: c\nOutput:",
    "Text:",
    "https://example.org/a?utm_source=x&id=2",
    "my_var",
    "camelCase",
    "a@b.example",
    "v1.2.3",
    "#tag",
    "- one\n- two",
    "1. one\n2. two",
    "repeat this word for word",
    "not",
    "no more than 100 words",
    "25",
    "مـــد",
    "بِسْمِ",
    "é",
    "ß",
    "中",
    "文",
    "🙂",
];

#[derive(Debug, Clone)]
struct Change {
    at: usize,
    cut: usize,
    put: Vec<usize>,
}

fn change() -> impl Strategy<Value = Change> {
    (
        any::<prop::sample::Index>(),
        prop_oneof![4 => 0usize..3, 2 => 0usize..12, 1 => 0usize..400],
        prop::collection::vec(0..FRAGMENTS.len(), 0..3),
    )
        .prop_map(|(at, cut, put)| Change {
            at: at.index(10_000),
            cut,
            put,
        })
}

/// The text with a change made to it, at boundaries of characters.
fn changed(text: &str, change: &Change) -> String {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(change.at % (text.len() + 1));
    let end = boundary(start + change.cut).max(start);
    let put: String = change.put.iter().map(|&number| FRAGMENTS[number]).collect();
    [&text[..start], &put, &text[end..]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn after_any_changes(
        begin in prop::collection::vec((0..FRAGMENTS.len(), 0usize..3), 0..24),
        changes in prop::collection::vec(change(), 1..12),
    ) {
        let mut text: String = begin
            .iter()
            .map(|&(number, joint)| [FRAGMENTS[number], ["", " ", "\n"][joint]].concat())
            .collect();
        let mut memory = Memory::default();
        check(coach(), &mut memory, &text)?;
        for change in &changes {
            text = changed(&text, change);
            check(coach(), &mut memory, &text)?;
        }
    }
}

#[test]
fn letter_by_letter() {
    let text = "Hi! Could you please fix this?\n\n```js\nlet x = {a: 1};\n```\n\nIt's \"in order to\" d'accord.\n\n请翻译成英文：你好。";
    let mut memory = Memory::default();
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    for end in ends.clone().chain(ends.rev()) {
        check(coach(), &mut memory, &text[..end]).unwrap();
    }
}

#[test]
fn a_memory_of_other_rules_is_not_used() {
    let text = "Could you please explain in order to teach me how tides work?";
    let mut coach = Coach::new();
    let mut memory = Memory::default();
    check(&coach, &mut memory, text).unwrap();
    coach.add(RuleSet::builtin(Language::English));
    check(&coach, &mut memory, text).unwrap();
    let mut other = Coach::new();
    other.add(RuleSet::builtin(Language::French));
    check(&other, &mut memory, text).unwrap();
}
