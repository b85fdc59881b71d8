//! Counting and coaching a text.

use super::{COACH, PROMPT, check_band, check_names};
use crate::program::promptwatt;
use serde_json::{Value, json};

#[test]
fn count() {
    let counted = promptwatt(&["count", "--json"], "héllo wörld 👋".as_bytes()).json();
    check_names(&counted, "", "bytes characters encoding exact tokens");
    assert_eq!(
        (
            &counted["encoding"],
            &counted["exact"],
            &counted["bytes"],
            &counted["characters"]
        ),
        (&json!("o200k_base"), &json!(true), &json!(18), &json!(13))
    );

    let counted = promptwatt(&["count", "--json", "--ids"], b"hello world").json();
    check_names(&counted, "", "bytes characters encoding exact ids tokens");
    assert_eq!(
        (&counted["ids"], &counted["tokens"]),
        (&json!([24912, 2375]), &json!(2))
    );

    let estimated = promptwatt(
        &["count", "--json", "--model", "claude-opus-4"],
        b"hello world",
    )
    .json();
    assert_eq!(
        (&estimated["encoding"], &estimated["exact"]),
        (&Value::Null, &json!(false))
    );
    check_band(&estimated, "/tokens");
}

#[test]
fn coach() {
    let coached = promptwatt(&["coach", "--json"], PROMPT).json();
    check_names(&coached, "", COACH);
    check_names(
        &coached,
        "/answer",
        "brief expected_tokens format stated_limit stated_words",
    );
    check_band(&coached, "/answer/expected_tokens");
    check_names(
        &coached,
        "/suggestions/0",
        "edits end exact group id kind lang message reviewed safety start tokens_saved",
    );
    check_names(&coached, "/suggestions/0/edits/0", "end replacement start");
    check_names(
        &coached,
        "/advice/0",
        "answer_tokens answer_tokens_saved copy evidence id insert kind message places prompt_tokens_saved",
    );
    check_names(&coached, "/advice/0/insert", "at text");
    check_names(
        &coached,
        "/segments/0",
        "end inner_end inner_start kind lang payload start",
    );
    assert_eq!(
        (
            &coached["language"],
            &coached["verbatim"],
            &coached["answer"]["stated_limit"]
        ),
        (&json!("en"), &json!(false), &Value::Null)
    );
    assert!(
        coached["tokens_after"].as_u64() < coached["tokens_before"].as_u64(),
        "{coached}"
    );

    let stated = promptwatt(&["coach", "--json"], b"Explain tides in at most 150 words.").json();
    assert_eq!(
        stated["answer"]["stated_limit"],
        json!({"unit": "words", "at_most": 150, "bound": "at_most"})
    );
}

#[test]
fn rules() {
    let all = promptwatt(&["rules", "--json"], b"").json();
    check_names(&all, "/0", "id kind lang message phrases reviewed safety");
    let of = |listed: &Value, lang: &Value| {
        let rules = listed.as_array().expect("a list").iter();
        rules.filter(|rule| rule["lang"] == *lang).count()
    };
    let french = promptwatt(&["rules", "--lang", "fr", "--json"], b"").json();
    assert_eq!(of(&all, &json!("fr")), of(&french, &json!("fr")));
    assert!(of(&all, &json!("zh")) > 10);
    assert_eq!(of(&french, &json!("zh")), 0);
    // Savers of context belong to no language.
    assert_eq!(of(&french, &Value::Null), 16);

    let id = "courtesy.could_you";
    let coached = promptwatt(&["coach", "--json"], PROMPT).json();
    let without = promptwatt(&["coach", "--off", id, "--json"], PROMPT).json();
    assert!(coached["suggestions"].to_string().contains(id), "{coached}");
    assert!(
        !without["suggestions"].to_string().contains(id),
        "{without}"
    );
}

#[test]
fn edits_make_the_rewritten_prompt() {
    let coached = promptwatt(&["coach", "--json"], PROMPT).json();
    let mut edits: Vec<&Value> = coached["suggestions"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|one| one["edits"].as_array().into_iter().flatten())
        .collect();
    edits.sort_by_key(|edit| edit["start"].as_u64());
    let mut text = String::from_utf8(PROMPT.to_vec()).expect("a text");
    for edit in edits.iter().rev() {
        let [start, end] = ["start", "end"].map(|end| {
            edit[end]
                .as_u64()
                .and_then(|at| usize::try_from(at).ok())
                .expect("a position")
        });
        text.replace_range(start..end, edit["replacement"].as_str().expect("a text"));
    }
    assert!(!edits.is_empty());
    assert_eq!(coached["rewritten"], json!(text));
    let applied = promptwatt(&["coach", "--apply"], PROMPT);
    assert_eq!(
        (applied.code, applied.text()),
        (0, text.as_str()),
        "--apply prints the rewritten prompt and nothing else"
    );
    let counted = promptwatt(&["count", "--json"], text.as_bytes()).json();
    assert_eq!(coached["tokens_after"], counted["tokens"]);
}

#[test]
fn safety_and_language_are_obeyed() {
    let offered = |safety: &str| {
        promptwatt(&["coach", "--json", "--safety", safety], PROMPT).json()["suggestions"]
            .as_array()
            .map_or(0, Vec::len)
    };
    assert!(
        offered("lossless") <= offered("meaning_preserving")
            && offered("meaning_preserving") <= offered("lossy")
    );
    assert!(offered("lossless") < offered("lossy"));
    let french = promptwatt(&["coach", "--json", "--lang", "fr"], PROMPT).json();
    assert_eq!(french["language"], json!("fr"));
    for suggestion in french["suggestions"].as_array().into_iter().flatten() {
        assert_eq!(suggestion["lang"], json!("fr"));
    }
}
