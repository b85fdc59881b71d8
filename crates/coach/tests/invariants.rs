//! What holds for every text: nothing protected changes, applying twice is applying once, time is linear.

use promptwatt_coach::{Coach, Language, Options, Safety, Suggestion, apply};
use promptwatt_tokens::{Counter, Encoding};
use proptest::prelude::*;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

mod counting;
use counting::counter;

fn coach() -> &'static Coach {
    static COACH: OnceLock<Coach> = OnceLock::new();
    COACH.get_or_init(Coach::builtin)
}

fn suggestions(text: &str, language: Option<Language>) -> Vec<Suggestion> {
    coach()
        .read(
            text,
            &Options {
                language,
                safety: Safety::MeaningPreserving,
                ..Options::default()
            },
            counter(),
        )
        .suggestions
}

/// Pieces that prompts are made of: triggers, what must be kept, and signs in awkward places.
const PIECES: &[&str] = &[
    "please",
    "Please",
    "could you",
    "Could you please",
    "Can you explain",
    "in order to",
    "due to the fact that",
    "I want you to",
    "act as a poet",
    "Hello",
    "Hi there!",
    "thank you very much",
    "Thanks in advance.",
    "don't forget to",
    "make sure to",
    "write",
    "a list of",
    "provide a summary of",
    "as well as",
    "basically",
    "needless to say",
    "the majority of",
    "rivers",
    "explain tides",
    "s'il vous plaît",
    "Peux-tu",
    "afin de",
    "afin d'aider",
    "Bonjour",
    "merci d'avance",
    "écrire",
    "un grand nombre de",
    "les chats",
    "من فضلك",
    "اكتب",
    "قم بكتابة",
    "هل يمكنك",
    "كتابة قصة",
    "شكرا",
    "في الوقت الحالي",
    "not",
    "never",
    "only",
    "at least 3",
    "42",
    "3.14",
    "\"in order to\"",
    "« afin de »",
    "`please`",
    "https://a.b/?please=1",
    "{{please}}",
    "[x]",
    "my_var",
    "ne",
    "pas",
    "sans",
    "لا",
    "فقط",
    ".",
    ",",
    "?",
    "!",
    ":",
    ";",
    "(",
    ")",
    "\n",
    "\n\n",
    "- ",
    "  ",
    "```",
    "$x$",
    "\u{a0}",
    "…",
    "؟",
    "،",
    "Alice",
    "é",
    "\u{301}",
    "😀",
    "\u{200f}",
];

fn prompt() -> impl Strategy<Value = String> {
    prop::collection::vec(
        (prop::sample::select(PIECES), prop::bool::weighted(0.85)),
        0..24,
    )
    .prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(piece, spaced)| format!("{piece}{}", if spaced { " " } else { "" }))
            .collect()
    })
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

fn numbers(text: &str) -> Vec<String> {
    sorted(
        text.split(|c: char| !c.is_ascii_digit())
            .filter(|run| !run.is_empty())
            .map(String::from)
            .collect(),
    )
}

/// Negation and limit words; those inside the phrases that declare them are counted off by the caller.
fn limits(text: &str) -> Vec<String> {
    const WORDS: [&str; 12] = [
        "not", "never", "only", "ne", "pas", "sans", "لا", "فقط", "without", "except", "must",
        "exactly",
    ];
    let lower = text.to_lowercase();
    sorted(
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| WORDS.contains(word))
            .map(String::from)
            .collect(),
    )
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_protected_changes(text in prompt(), language in prop::sample::select(vec![None, Some(Language::English), Some(Language::French), Some(Language::Arabic)])) {
        let found = suggestions(&text, language);
        let after = apply(&text, &found);
        prop_assert_eq!(numbers(&text), numbers(&after), "{:?}", after);
        // The phrases that declare a negation are not among the pieces, but for one, whose word is "don't".
        prop_assert_eq!(limits(&text), limits(&after), "{:?}", after);
        for kept in ["\"in order to\"", "« afin de »", "`please`", "https://a.b/?please=1", "{{please}}", "my_var", "Alice", "$x$"] {
            prop_assert_eq!(count(&text, kept), count(&after, kept), "{} in {:?}", kept, after);
        }
        let mut done = 0;
        for one in &found {
            prop_assert!(one.tokens_saved.tokens > 0);
            for edit in &one.edits {
                prop_assert!(text.get(edit.utf8.clone()).is_some());
            }
            let first = &one.edits[0].utf8;
            prop_assert!(first.start >= done, "overlap in {:?}", text);
            done = first.end;
        }
    }

    #[test]
    fn each_alone_and_all_in_any_order_are_valid(text in prompt()) {
        let mut found = suggestions(&text, None);
        let together = apply(&text, &found);
        found.reverse();
        prop_assert_eq!(&together, &apply(&text, &found));
        for one in &found {
            let alone = apply(&text, [one]);
            prop_assert!(counter().count(&alone).central() < counter().count(&text).central() + 0.5, "{:?}", alone);
        }
    }

    #[test]
    fn any_text_is_read(text in prop_oneof!["\\PC{0,200}", "[a-z:{}\"\\[\\]|<>/#*`\n 0-9-]{0,160}"], language in prop::sample::select(Language::ALL.map(Some).to_vec())) {
        let options = Options { language, safety: Safety::Lossy, ..Options::default() };
        let coaching = coach().read(&text, &options, &Counter::Estimate(Encoding::O200kBase));
        for segment in &coaching.segments {
            prop_assert!(text.get(segment.utf8.clone()).is_some() && text.get(segment.inner_utf8.clone()).is_some());
        }
        for suggestion in &coaching.suggestions {
            let mut done = 0;
            for edit in &suggestion.edits {
                prop_assert!(text.get(edit.utf8.clone()).is_some() && edit.utf8.start >= done, "{:?}", suggestion);
                done = edit.utf8.end;
            }
        }
        for place in coaching.advice.iter().flat_map(|advice| &advice.places) {
            prop_assert!(text.get(place.clone()).is_some());
        }
    }
}

/// A suggestion has edits beyond its first (a question mark that becomes a full stop): none of another may meet them.
#[test]
fn no_edit_of_a_suggestion_meets_one_of_another() {
    for text in [
        "could you make sure to-  ؟",
        "could you make sure to  ?",
        "Could you please explain  tides  ?",
        "could you list the the rivers  ؟  please",
    ] {
        for language in [None, Some(Language::English)] {
            let found = suggestions(text, language);
            let mut edits: Vec<_> = found
                .iter()
                .flat_map(|one| one.edits.iter().map(|edit| edit.utf8.clone()))
                .collect();
            edits.sort_by_key(|utf8| (utf8.start, utf8.end));
            assert!(
                edits.windows(2).all(|pair| pair[0].end <= pair[1].start),
                "{text:?}: {found:?}"
            );
            let together = apply(text, &found);
            for one in &found {
                let alone = apply(text, [one]);
                assert!(
                    counter().count(&alone).central() < counter().count(text).central() + 0.5,
                    "{text:?}: {alone:?}"
                );
            }
            let turned: Vec<_> = found.iter().rev().cloned().collect();
            assert_eq!(together, apply(text, &turned), "{text:?}: {found:?}");
        }
    }
}

/// Prompts as people write them: one round finds all there is.
#[test]
fn applying_twice_is_applying_once() {
    for text in [
        "Hello there! I hope you're doing well. Could you please provide me with a list of rivers in order to plan my trip? Thank you in advance.",
        "I want you to act as a travel guide. I will write you my location and you will suggest a place to visit near my location. My first request is \"Paris\".",
        "Please note that due to the fact that it rains, we stay. Make sure to add a title, and don't forget to add a date, please.",
        "Basically, I need you to write a poem about the majority of rivers. Thanks!",
        "Bonjour, pourriez-vous s'il vous plaît m'expliquer les marées afin d'aider ma fille ? Merci d'avance.",
        "مرحبا، من فضلك قم بكتابة قصة عن البحر في الوقت الحالي. شكرا جزيلا.",
    ] {
        let once = apply(text, &suggestions(text, None));
        assert!(once.len() < text.len(), "{text}");
        let again: Vec<_> = suggestions(&once, None)
            .into_iter()
            .map(|one| one.id)
            .collect();
        assert!(again.is_empty(), "{once}: {again:?}");
    }
}

fn time(text: &str) -> Duration {
    let counter = Counter::Estimate(Encoding::O200kBase);
    (0..2)
        .map(|_| {
            let start = Instant::now();
            coach().read(text, &Options::default(), &counter);
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[test]
fn words_between_ticks_of_different_numbers_stay() {
    // Found by the property above: no code by the rules of Markdown, but somebody may have meant it.
    let text = "basically````please`please";
    for language in [None, Some(Language::English)] {
        let after = apply(text, &suggestions(text, language));
        assert!(after.contains("`please`"), "{after}");
    }
}

/// Four times the text may take at most ten times as long (with a floor against noise).
#[test]
fn hostile_texts_take_linear_time() {
    let all = Options {
        safety: Safety::Lossy,
        ..Options::default()
    };
    let counter = Counter::Estimate(Encoding::O200kBase);
    for piece in [
        "a",
        " ",
        "\n",
        "\"",
        "(",
        "[",
        "{",
        "<a>",
        "'",
        "`",
        "```\n",
        "$",
        "«",
        ": ",
        "please ",
        "in order to ",
        "Please, ",
        "Hi! ",
        "json ",
        "as json ",
        "5 words ",
        "not ",
        "word ",
        ">",
        "ـ",
        "من فضلك ",
        "in ",
        "I want you to ",
        "Could you? ",
        "Thanks. ",
        "\r\n",
        "def f(:\n",
        "a_",
        "@.",
        "é",
        "\u{301}",
        "the following:\n",
        "Text: ",
        "could you explain ",
        "User: a\nAssistant: b\n",
        "a1: x\nb2: y\nc3: z\n",
        "| a | b |\n",
        "|---|---|\n",
        "{\"a\": ",
        "[1, ",
        "[1]\n",
        "{\"a\": 1}\n",
        "{\"a\": 1, \"b\": 2, \"c\": 3}\nx\n",
        "<div class=\"a\">",
        "<p>x</p>\n",
        "<a1>\n",
        "****\n",
        "#####\nx\n",
        "> x\n",
        "2024-01-01 00:00 x\n",
        "at x(y)\n",
        "x = 1\nword\nword\nword\nword\n",
        "```\nx\n```\nword\n",
        "Translate this:\n\n",
        "Summarise: a\n\n",
        "1. a\n",
        "What is it?\n\n",
        "https://a.b/?utm_a=1&",
        "https://a.b/?c=1 ",
        "aGVsbG8gd29ybGQ3",
        "the the ",
        "This is one sentence of it. ",
        "  \n",
        "a  b",
        "اِشْرَحْ ",
        "请写",
        "你能写吗？",
        "¿puedes? ",
        "je voudrais que tu écrives ",
        "\u{0}",
        "\u{202e}a\u{202c}",
    ] {
        // Where every level is asked for, the reading ends too.
        coach().read(
            &format!("Answer.\n\n{}", piece.repeat(2000)),
            &all,
            &counter,
        );
        let small = piece.repeat(60_000 / piece.len());
        let large = piece.repeat(240_000 / piece.len());
        // A busy machine can only make a reading look slower: the best of each counts, and only a text that never reads in linear time fails.
        let (mut short, mut long) = (Duration::MAX, Duration::MAX);
        let linear = (0..8).any(|_| {
            (short, long) = (short.min(time(&small)), long.min(time(&large)));
            long < short.max(Duration::from_millis(40)) * 10
        });
        assert!(linear, "{piece:?}: {short:?} then {long:?}");
    }
}

#[test]
fn many_suggestions_are_capped() {
    let text = "Write this in order to win. ".repeat(3000);
    let coaching = coach().read(&text, &Options::default(), counter());
    assert_eq!(
        coaching.suggestions.len(),
        promptwatt_coach::MOST_SUGGESTIONS
    );
    assert!(coaching.more >= 2000, "{}", coaching.more);
}
