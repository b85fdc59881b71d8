//! `promptwatt pack`: a tokenizer.json, the vocabulary made of it, and what is refused.

use crate::program::{Ran, argument, file, promptwatt};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The byte-level alphabet: the character of each byte.
fn alphabet() -> Vec<char> {
    let itself = |byte: u32| matches!(byte, 33..=126 | 161..=172 | 174..=255);
    let mut others = 256..;
    (0..256)
        .map(|byte| match itself(byte) {
            true => byte,
            false => others.next().expect("it has no end"),
        })
        .filter_map(char::from_u32)
        .collect()
}

/// A small tokenizer.json: a special token, every byte, and some merges.
pub fn small_tokenizer() -> Value {
    let mut vocab = serde_json::Map::new();
    vocab.insert("<|end|>".into(), json!(0));
    for (byte, character) in alphabet().into_iter().enumerate() {
        vocab.insert(character.to_string(), json!(byte + 1));
    }
    let merges = [
        ("l", "o"),
        ("lo", "w"),
        ("e", "r"),
        ("Ġ", "lo"),
        ("Ġlo", "w"),
        ("low", "er"),
    ];
    for (index, (left, right)) in merges.iter().enumerate() {
        vocab.insert([*left, *right].concat(), json!(257 + index));
    }
    // Both ways of writing them.
    let merges = merges.iter().enumerate();
    let merges: Vec<Value> = merges
        .map(|(index, (left, right))| match index % 2 {
            0 => json!(format!("{left} {right}")),
            _ => json!([left, right]),
        })
        .collect();
    json!({
        "added_tokens": [{"id": 0, "content": "<|end|>", "special": true}],
        "normalizer": null,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
        "model": {"type": "BPE", "vocab": vocab, "merges": merges},
    })
}

fn packed(name: &str, tokenizer: &Value) -> (Ran, PathBuf) {
    let from = file(&format!("{name}.json"), tokenizer.to_string().as_bytes());
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.vocab"));
    let _ = std::fs::remove_file(&to);
    let ran = promptwatt(&["pack", argument(&from), "-o", argument(&to)], b"");
    (ran, to)
}

#[test]
fn a_packed_tokenizer_counts() {
    let (ran, to) = packed("small", &small_tokenizer());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(
        ran.text().starts_with("small: 262 tokens in "),
        "{}",
        ran.text()
    );
    let counted = promptwatt(
        &["count", "--encoding", argument(&to), "--ids", "--json"],
        "lower low lé".as_bytes(),
    )
    .json();
    assert_eq!(counted["encoding"], "small");
    assert_eq!(counted["exact"], true);
    // The space joins lo and low, but by then low is made. Single bytes have one more than themselves.
    assert_eq!(counted["ids"], json!([262, 33, 258, 33, 109, 196, 170]));
}

#[test]
fn what_cannot_be_counted_exactly_is_refused_with_the_reason() {
    type Change = fn(&mut Value);
    const ONLY: &str = "is not known here, so it could not be counted exactly; only byte-level BPE with known patterns can";
    let cases: [(&str, Change, String); 9] = [
        (
            "another model",
            |root| root["model"]["type"] = json!("Unigram"),
            format!("the model type \"Unigram\" {ONLY}"),
        ),
        (
            "another normalizer",
            |root| root["normalizer"] = json!({"type": "Lowercase"}),
            format!("the normalizer \"Lowercase\" {ONLY}"),
        ),
        (
            "another pattern",
            |root| {
                root["pre_tokenizer"] = json!({"type": "Sequence", "pretokenizers": [
                    {"type": "Split", "pattern": {"Regex": "[a-z]+"}, "behavior": "Isolated", "invert": false},
                    {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false},
                ]});
            },
            format!("the split pattern \"[a-z]+\" {ONLY}"),
        ),
        (
            "a space put in front",
            |root| root["pre_tokenizer"]["add_prefix_space"] = json!(true),
            format!("the pre-tokenizer setting \"add_prefix_space\" {ONLY}"),
        ),
        (
            "a byte without a token",
            |root| {
                let vocab = root["model"]["vocab"].as_object_mut();
                vocab.expect("an object").remove("z");
            },
            "no token for the byte 0x7a, so the vocabulary is not byte-level BPE; only that can be counted here".to_owned(),
        ),
        (
            "a merge of what is not there",
            |root| root["model"]["merges"][0] = json!("x yz"),
            "\"yz\" is in a merge but not in the vocabulary".to_owned(),
        ),
        (
            "merges out of order",
            |root| {
                let merges = root["model"]["merges"].as_array_mut();
                merges.expect("an array").swap(0, 5);
            },
            "the merges are not in the order of what they are made of (token 262)".to_owned(),
        ),
        (
            "an id that is none",
            |root| root["model"]["vocab"]["low"] = json!(-1),
            "\"low\" has no id that is a small whole number".to_owned(),
        ),
        (
            "no model",
            |root| root["model"] = Value::Null,
            "no model: give the tokenizer.json of a model, not its configuration".to_owned(),
        ),
    ];
    for (name, change, reason) in cases {
        let mut changed = small_tokenizer();
        change(&mut changed);
        let (ran, to) = packed("refused", &changed);
        assert_eq!(ran.code, 2, "{name}");
        let ending = format!("refused.json cannot be packed: {reason}\n");
        assert!(ran.stderr.ends_with(&ending), "{name}: {}", ran.stderr);
        assert!(!to.exists(), "{name}: nothing is written");
    }
}

#[test]
fn what_is_no_json_is_refused_and_the_old_file_kept() {
    let to = file("kept.vocab", b"what was there");
    for (name, content) in [
        ("cut.json", &b"{\"model\": "[..]),
        ("binary.json", &[0xff, 0, 1]),
    ] {
        let from = file(name, content);
        let ran = promptwatt(&["pack", argument(&from), "-o", argument(&to)], b"");
        assert_eq!(ran.code, 2);
        assert!(
            ran.stderr.contains("not JSON at line 1, column "),
            "{}",
            ran.stderr
        );
        assert_eq!(std::fs::read(&to).expect("it is there"), b"what was there");
    }
}
