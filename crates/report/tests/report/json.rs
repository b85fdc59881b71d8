//! The names of the report's JSON. The command's tests check every name below these.

use crate::reader::{Reader, settings};
use promptwatt_report::CountJson;
use serde_json::{Value, json};

#[track_caller]
fn names(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_report_has_the_names_of_the_contract() {
    let reader = Reader::exact();
    let prompt = "Could you please explain, in order to help me, why the tides rise?";
    let report = reader.read(prompt, &settings("gpt-4o", "FR"));
    let value = serde_json::to_value(report.json(prompt, &reader.counter)).expect("JSON");
    assert_eq!(
        names(&value),
        [
            "after",
            "after_with_advice",
            "before",
            "coach",
            "count",
            "equivalence",
            "model",
            "region",
            "savings"
        ]
    );
    assert_eq!(names(&value["savings"]), ["advice", "suggestions_wh"]);
    assert_eq!(
        names(&value["savings"]["advice"][0]),
        ["id", "percent", "wh"]
    );
    assert_eq!(
        names(&value["savings"]["suggestions_wh"]),
        ["central", "high", "low"]
    );
    assert_eq!(
        (&value["model"], &value["region"]),
        (&json!("gpt-4o"), &json!("FR"))
    );
    assert_eq!(value["coach"]["tokens_before"], value["count"]["tokens"]);
    assert_eq!(
        value["after"]["tokens"]["input"], value["coach"]["tokens_after"],
        "what the coach counts is what is estimated"
    );
}

#[test]
fn what_is_not_counted_is_a_band_and_says_so() {
    let reader = Reader::estimating();
    let report = reader.read("Why do tides rise?", &settings("claude-opus-4", "WORLD"));
    let value =
        serde_json::to_value(report.json("Why do tides rise?", &reader.counter)).expect("JSON");
    assert_eq!(
        (&value["count"]["exact"], &value["count"]["encoding"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(names(&value["count"]["tokens"]), ["central", "high", "low"]);
    assert_eq!(
        (
            &value["coach"]["exact"],
            &value["before"]["tokens"]["exact"]
        ),
        (&json!(false), &json!(false))
    );
}

#[test]
fn ids_are_there_when_asked_for() {
    let reader = Reader::exact();
    let count = reader.counter.count("hello world");
    let value = serde_json::to_value(
        CountJson::new("hello world", count, Some("o200k_base")).with_ids(vec![24912, 2375]),
    )
    .expect("JSON");
    assert_eq!(
        value,
        json!({"encoding": "o200k_base", "tokens": 2, "exact": true, "bytes": 11, "characters": 11, "ids": [24912, 2375]})
    );
}
