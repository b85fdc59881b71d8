//! Lengths and forms that a prompt asks for.

use super::read;
use promptwatt_coach::{Budget, Language, budget_sentence};

#[test]
fn stated_lengths() {
    for language in Language::ALL {
        for budget in Budget::OFFERED {
            let sentence = budget_sentence(language, budget);
            let expected = budget.limit(language);
            assert_eq!(
                read(&sentence).answer.stated_limit,
                Some(expected),
                "{sentence}"
            );
        }
    }
}

#[test]
fn formats() {
    for (text, expected) in [
        ("Return the names as JSON.", Some("json")),
        ("List the rivers of Europe.", Some("list")),
        ("Compare cats and dogs in a table.", Some("table")),
        ("Explain what a table is.", None),
        ("Résume ce compte rendu en cinq points.", None),
        ("把购物清单整理成表格", Some("table")),
        ("Donne les noms au format JSON.", Some("json")),
        ("أعط الأسماء بصيغة JSON.", Some("json")),
        // What is not wanted.
        ("I don't want a table: why do cats purr?", None),
        ("请勿使用列表：什么是区块链？", None),
        ("Return the names, no explanation just JSON.", Some("json")),
    ] {
        assert_eq!(
            read(text).answer.format.map(|format| format.id()),
            expected,
            "{text}"
        );
    }
}

/// Numbers are read as they are spelled, forms where they are asked for and not where code handles them.
#[test]
fn lengths_and_forms_are_read() {
    for (text, limit, format) in [
        (
            "In twenty-five words, explain what inflation is.",
            "25 words",
            "",
        ),
        (
            "Explain photosynthesis in three hundred and fifty words at most.",
            "350 words",
            "",
        ),
        ("Explain tides in at most 1,200 words.", "1200 words", ""),
        (
            "Explique les marées en soixante-quinze mots maximum.",
            "75 words",
            "",
        ),
        (
            "Explique les marées en quatre-vingt-dix mots.",
            "90 words",
            "",
        ),
        (
            "Erkläre in fünfundzwanzig Wörtern, was Inflation ist.",
            "25 words",
            "",
        ),
        (
            "Explica en treinta y cinco palabras qué es la inflación.",
            "35 words",
            "",
        ),
        (
            "Give me the benefits of rowing as bullet points.",
            "",
            "list",
        ),
        (
            "Compare les trains et les avions dans un tableau.",
            "",
            "table",
        ),
        ("Write a function that parses a list of JSON files.", "", ""),
        (
            "If 5 machines make 5 widgets in 5 minutes, how long do 100 machines need?",
            "",
            "",
        ),
    ] {
        let answer = read(text).answer;
        let stated = answer.stated_limit.map_or(String::new(), |limit| {
            format!("{} {}", limit.at_most, limit.unit.id())
        });
        let form = answer.format.map_or("", |format| format.id());
        assert_eq!((stated.as_str(), form), (limit, format), "{text}");
    }
}
