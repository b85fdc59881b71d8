//! Context savers: what each does, what each leaves alone, and that each keeps what it declares.

use promptwatt_coach::{
    CONTEXT_RULES, Coach, Kind, Options, RuleFilter, Safety, Suggestion, apply,
};
use proptest::prelude::*;
use std::sync::OnceLock;

mod counting;
use counting::counter;

fn coach() -> &'static Coach {
    static COACH: OnceLock<Coach> = OnceLock::new();
    COACH.get_or_init(Coach::builtin)
}

fn suggestions(text: &str, safety: Safety) -> Vec<Suggestion> {
    let options = Options {
        safety,
        ..Options::default()
    };
    coach().read(text, &options, counter()).suggestions
}

/// Name, level, text, what it becomes.
const CASES: &[(&str, Safety, &str, &str)] = &[
    (
        "an attribute that begins in the value of another stays, and so does that",
        Safety::MeaningPreserving,
        "Why do these overlap?\n\n<div class=\"one two three\">\n  <img style=\"width: 200px  class=\"box wide\" src=\"2.jpg\">\n</div>",
        "Why do these overlap?\n\n<div>\n  <img style=\"width: 200px  class=\"box wide\" src=\"2.jpg\">\n</div>",
    ),
    (
        "json is minified",
        Safety::Lossless,
        "Which users are older than 40?\n\n{\n  \"users\": [\n    { \"name\": \"Ann  B\", \"age\": 41 },\n    { \"name\": \"Bo\", \"age\": 38 }\n  ]\n}",
        "Which users are older than 40?\n\n{\"users\":[{\"name\":\"Ann  B\",\"age\":41},{\"name\":\"Bo\",\"age\":38}]}",
    ),
    (
        "json in a fence is minified",
        Safety::Lossless,
        "Which users are older than 40?\n\n```json\n{\n  \"a\": 1,\n  \"b\": [ 2, 3 ]\n}\n```",
        "Which users are older than 40?\n\n```json\n{\"a\":1,\"b\":[2,3]}\n```",
    ),
    (
        "json for a program is minified, and stays json",
        Safety::Lossy,
        "Write a Python function that reads this and returns who is oldest:\n\n[\n  { \"name\": \"Ann\", \"age\": 41 },\n  { \"name\": \"Bo\", \"age\": 38 }\n]",
        "Write a Python function that reads this and returns who is oldest:\n\n[{\"name\":\"Ann\",\"age\":41},{\"name\":\"Bo\",\"age\":38}]",
    ),
    (
        "json stays as it is where its lines are spoken of",
        Safety::Lossy,
        "My program refuses line 3 of this file, why?\n\n[\n  { \"name\": \"Ann\", \"age\": 41 },\n  { \"name\": \"Bo\", \"age\": 38 }\n]",
        "My program refuses line 3 of this file, why?\n\n[\n  { \"name\": \"Ann\", \"age\": 41 },\n  { \"name\": \"Bo\", \"age\": 38 }\n]",
    ),
    (
        "records become csv",
        Safety::Lossy,
        "Which users are older than 40?\n\n[\n  { \"name\": \"Ann\", \"age\": 41 },\n  { \"name\": \"Bo\", \"age\": 38 }\n]",
        "Which users are older than 40?\n\nname,age\nAnn,41\nBo,38",
    ),
    (
        "the padding of a table goes",
        Safety::Lossless,
        "Which city is larger?\n\n| city       | people  |\n|:-----------|--------:|\n| Lyon       | 520000  |\n| Nantes     | 320000  |",
        "Which city is larger?\n\n|city|people|\n|:-|-:|\n|Lyon|520000|\n|Nantes|320000|",
    ),
    (
        "a table becomes csv",
        Safety::Lossy,
        "Which city is larger?\n\n| city | people |\n|---|---|\n| Lyon | 520000 |\n| Nantes | 320000 |",
        "Which city is larger?\n\ncity,people\nLyon,520000\nNantes,320000",
    ),
    (
        "mark-up becomes text",
        Safety::Lossy,
        "What do they sell?\n\n<div class=\"a b\"><p>Tea &amp; <b>coffee</b></p>\n<script>var x = 1 < 2;</script><p>Cake</p></div>",
        "What do they sell?\n\nTea & coffee\nCake",
    ),
    (
        "tracking parameters go",
        Safety::Lossy,
        "Summarise https://example.org/a?id=7&utm_source=mail&utm_campaign=x&fbclid=IwAR0abc#top for me.",
        "Summarise https://example.org/a?id=7#top for me.",
    ),
    (
        "quoted mails go",
        Safety::Lossy,
        "What does Tom want?\n\nCan we meet on Friday?\n\nOn 3 May 2026 Ann wrote:\n> Dear Tom,\n> thank you for the plan.\n> Ann",
        "What does Tom want?\n\nCan we meet on Friday?",
    ),
    (
        "runs of a log are counted",
        Safety::Lossy,
        "Why does it fail?\n\n2026-05-03 10:00:01 INFO poll ok 1\n2026-05-03 10:00:02 INFO poll ok 2\n2026-05-03 10:00:03 INFO poll ok 3\n2026-05-03 10:00:04 INFO poll ok 4\n2026-05-03 10:00:05 INFO poll ok 5\n2026-05-03 10:00:06 ERROR disk full",
        "Why does it fail?\n\n2026-05-03 10:00:01 INFO poll ok 1\n[… ×3]\n2026-05-03 10:00:05 INFO poll ok 5\n2026-05-03 10:00:06 ERROR disk full",
    ),
    (
        "comments go",
        Safety::Lossy,
        "Why is this slow?\n\n```python\n# Reads all of the rows\ndef rows(path):\n    # one by one\n    return [row for row in open(path)]\n```",
        "Why is this slow?\n\n```python\ndef rows(path):\n    return [row for row in open(path)]\n```",
    ),
    (
        "blank lines and blanks go",
        Safety::Lossless,
        "Explain tides.\n  \n  \n \n\nThen explain  waves.   \n",
        "Explain tides.\n\nThen explain waves.   \n",
    ),
    (
        "tatweel goes",
        Safety::Lossless,
        "اشـــرح المـــد والجـــزر",
        "اشرح المد والجزر",
    ),
    (
        "vowel signs go",
        Safety::MeaningPreserving,
        "اِشْرَحْ ظَاهِرَةَ المَدِّ وَالجَزْرِ",
        "اشرح ظاهرة المد والجزر",
    ),
    (
        "a function word said twice",
        Safety::MeaningPreserving,
        "Explain the the tides of the sea.",
        "Explain the tides of the sea.",
    ),
    (
        "a sentence said twice",
        Safety::MeaningPreserving,
        "Explain the tides of the sea. Use no long words at all. Give two examples. Use no long words at all.",
        "Explain the tides of the sea. Use no long words at all. Give two examples.",
    ),
];

#[test]
fn savers_do_what_they_say() {
    for &(name, safety, text, expected) in CASES {
        let found = suggestions(text, safety);
        for one in found.iter().filter(|one| one.language.is_none()) {
            assert!(
                CONTEXT_RULES.contains(&(&one.id, one.kind, one.safety)),
                "{} is not in the list",
                one.id
            );
            assert!(!one.kind.message().is_empty());
        }
        let ids: Vec<_> = found.iter().map(|one| &one.id).collect();
        let after = apply(text, &found);
        assert_eq!(after, expected, "{name}: {ids:?}");
        let again = apply(&after, &suggestions(&after, safety));
        assert_eq!(again, after, "{name}: a second round changes it again");
        // Below its level nothing of the kind is offered.
        if safety > Safety::Lossless {
            for one in suggestions(text, Safety::Lossless) {
                assert_eq!(one.safety, Safety::Lossless, "{name}: {}", one.id);
            }
        }
    }
}

/// Name, text: nothing may be offered, at any level.
const LEFT_ALONE: &[(&str, &str)] = &[
    (
        "a json to translate",
        "Translate the values into Italian:\n\n{\n  \"a\": \"Sign  in\",\n  \"b\": \"Sign out\"\n}",
    ),
    (
        "a json to format",
        "Correct this JSON:\n\n{\n  \"a\": 1,\n  \"b\": 2\n}",
    ),
    ("broken json", "Explain\n\n{\n  \"a\": 1,\n  \"b\":\n}"),
    (
        "a table with code",
        "Which is larger?\n\n| a | `x|y` |\n|---|---|\n| 1 | 2 |",
    ),
    (
        "code keeps its blanks",
        "Why is this slow?\n\n```python\nx  =  1\n\n\n\ny = 2   \n```",
    ),
    (
        "verse keeps its signs",
        "أعرب بيت الشعر: \"وَمَا نَيْلُ المَطَالِبِ بِالتَّمَنِّي\"",
    ),
    (
        "had had and that that",
        "Explain why he had had it and that that is so.",
    ),
    (
        "a word for word request",
        "Repeat this verbatim: the the  tides.\n\n\n\nOf the sea.",
    ),
    (
        "an address that is needed",
        "Summarise https://example.org/a?id=7&page=2",
    ),
];

#[test]
fn savers_leave_alone() {
    for &(name, text) in LEFT_ALONE {
        let found = suggestions(text, Safety::Lossy);
        let ids: Vec<_> = found.iter().map(|one| (&one.id, &one.utf8)).collect();
        assert!(ids.is_empty(), "{name}: {ids:?}");
    }
}

#[test]
fn what_is_switched_off_is_not_offered() {
    let text = "Please explain the the tides.";
    let ids = |off: RuleFilter| -> Vec<String> {
        let options = Options {
            off,
            ..Options::default()
        };
        let coaching = coach().read(text, &options, counter());
        let suggested = coaching.suggestions.into_iter().map(|one| one.id);
        let advised = coaching.advice.into_iter().map(|one| one.id.to_owned());
        suggested.chain(advised).collect()
    };
    let off = |ids: &[&str], kinds: &[Kind]| RuleFilter {
        ids: ids.iter().map(|&id| id.to_owned()).collect(),
        kinds: kinds.to_vec(),
    };
    assert_eq!(
        ids(RuleFilter::default()),
        ["courtesy.please", "repetition.word", "output.budget"]
    );
    assert_eq!(
        ids(off(&["courtesy.please"], &[])),
        ["repetition.word", "output.budget"]
    );
    assert_eq!(
        ids(off(&["output.budget"], &[Kind::RepetitionWord])),
        ["courtesy.please"]
    );
}

/// Values in any nesting, written with white space in odd places.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[ a-z,\\\\\"é|\n]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map("[a-c ]{1,3}", inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn minified_json_has_the_same_values(values in prop::collection::vec(json(), 2..5)) {
        let value = serde_json::Value::Array(values);
        let written = serde_json::to_string_pretty(&value).expect("a value");
        let text = format!("Which is larger?\n\n{written}");
        let after = apply(&text, &suggestions(&text, Safety::Lossless));
        let rest = after.strip_prefix("Which is larger?\n\n").expect("only the JSON changes");
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(rest).expect("still JSON"), value);
    }

    #[test]
    fn a_tighter_table_has_the_same_cells(rows in prop::collection::vec(prop::collection::vec("[a-zé0-9.,]{1,8}", 3), 2..6), wide in 1usize..6) {
        let line = |cells: &[String]| format!("|{}", cells.iter().map(|cell| format!(" {cell}{}|", " ".repeat(wide))).collect::<String>());
        let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
        lines.insert(1, "|---|---|---|".into());
        let text = format!("Which row is larger?\n\n{}", lines.join("\n"));
        let after = apply(&text, &suggestions(&text, Safety::Lossless));
        let cells: Vec<&str> = after.lines().skip(2).flat_map(|line| line.trim_matches('|').split('|')).map(str::trim).filter(|cell| !cell.starts_with('-')).collect();
        let wanted: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
        prop_assert_eq!(cells, wanted);
    }

    #[test]
    fn blanks_are_all_that_goes(text in "[a-z.\n ,]{0,120}") {
        let after = apply(&text, suggestions(&text, Safety::Lossless).iter().filter(|one| one.kind == Kind::ContextSpace));
        let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        prop_assert_eq!(words(&text), words(&after));
    }
}
