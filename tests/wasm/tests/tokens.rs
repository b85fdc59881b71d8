//! What could differ where sizes have 32 bits and the stack is small: edits, parts, normal form C by the engine's own
//! tables, and files that are no vocabularies.
#![cfg(target_arch = "wasm32")]

#[path = "../../../crates/tokens/tests/support/damages.rs"]
mod damages;
#[path = "../../../crates/tokens/tests/support/normal_form.rs"]
mod normal_form;
// Not all of these two: there are no files here.
#[allow(dead_code)]
#[path = "../../../crates/tokens/tests/support/random.rs"]
mod random;
#[allow(dead_code)]
#[path = "../../../fuzz/src/tokens.rs"]
mod targets;

use damages::{DAMAGES, mutate};
use promptwatt_tokens::{Document, Part, Parts, Progress, Tokenizer, Vocabulary, Work};
use random::Random;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use wasm_bindgen_test::wasm_bindgen_test;

const O200K: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/o200k_base.vocab"));
const CL100K: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cl100k_base.vocab"));
const QWEN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/qwen.vocab"));
const DEEPSEEK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/deepseek_v3.vocab"));
const IRREGULAR: &[u8] = include_bytes!("../../../fuzz/seeds/packed/irregular.vocab");
const ORDER: &[u8] = include_bytes!("../../../fuzz/seeds/packed/order.vocab");

const GOLDEN: &str = include_str!("../../../crates/tokens/tests/golden/o200k_base.jsonl");
const GOLDEN_CL100K: &str = include_str!("../../../crates/tokens/tests/golden/cl100k_base.jsonl");
const GOLDEN_QWEN: &str = include_str!("../../../crates/tokens/tests/golden/qwen.jsonl");

/// As the page does it.
fn normal_form_c(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

fn tokenizer(packed: &[u8]) -> Tokenizer {
    let vocabulary = Vocabulary::from_packed(&[packed]).unwrap();
    Tokenizer::with_normalizer(vocabulary, normal_form_c)
}

static TOKENIZERS: LazyLock<Vec<Tokenizer>> =
    LazyLock::new(|| [O200K, CL100K, QWEN, DEEPSEEK].map(tokenizer).into());

fn texts() -> impl Iterator<Item = String> {
    GOLDEN.lines().map(|line| {
        let row: Vec<serde_json::Value> = serde_json::from_str(line).unwrap();
        row[0].as_str().unwrap().to_owned()
    })
}

fn is_exact(tokenizer: &Tokenizer, document: &mut Document, name: &str) {
    let count = tokenizer.count(document.text());
    let progress = document.advance(tokenizer, Work::ALL);
    assert_eq!(progress, Progress::Exact(count), "{name}");
}

/// What an incremental tokenizer gets wrong that restarts three characters before the edit; the first two were published.
#[wasm_bindgen_test]
fn edits_that_reach_far_to_the_left() {
    for (name, before, typed) in [
        ("a capital run becomes a word", "漢字ABC", "d"),
        ("white space before a word to come", "a     ", "b"),
        ("a long capital run", "日本漢字ABCDEFGHIJKLMNOP", "q"),
        ("white space goes on", "a \n\n   ", "\n"),
        ("a contraction", "don'", "t"),
        ("a mark before capitals", "x\u{301}ABC", "d"),
        ("a slash after lines", "!!\n/", "/"),
    ] {
        for tokenizer in &*TOKENIZERS {
            let mut document = Document::new(before.to_owned());
            is_exact(tokenizer, &mut document, name);
            document.replace(before.len()..before.len(), typed);
            is_exact(tokenizer, &mut document, name);
            document.replace(before.len()..before.len() + typed.len(), "");
            is_exact(tokenizer, &mut document, name);
        }
    }
}

#[wasm_bindgen_test]
fn any_edits() {
    let mut random = Random(3);
    for _ in 0..300 {
        let length = random.below(300);
        let data: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
        targets::edits(&TOKENIZERS, &data);
    }
}

/// The parts of a file that holds several.
fn parts_of(mut file: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while file.len() > 84 {
        let length = u32::from_le_bytes(file[72..76].try_into().unwrap()) as usize;
        let (part, rest) = file.split_at(84 + length);
        parts.push(part);
        file = rest;
    }
    parts
}

#[wasm_bindgen_test]
fn a_text_needs_no_more_than_its_parts() {
    let files = parts_of(CL100K);
    let mut by_parts: BTreeMap<Vec<u8>, Tokenizer> = BTreeMap::new();
    let mut cases = 0;
    for (text, line) in texts().zip(GOLDEN_CL100K.lines()) {
        let needed = Parts::of(&text);
        let chosen: Vec<&[u8]> = files
            .iter()
            .copied()
            .filter(|file| needed.contains(Part::ALL[usize::from(file[20])]))
            .collect();
        let key: Vec<u8> = chosen.iter().map(|file| file[20]).collect();
        // Making a tokenizer takes longer than a text; most texts need one of few sets.
        if by_parts.len() > 12 && !by_parts.contains_key(&key) {
            continue;
        }
        let partial = by_parts
            .entry(key)
            .or_insert_with(|| Tokenizer::new(Vocabulary::from_packed(&chosen).unwrap()));
        let official: Vec<u32> = serde_json::from_str(line).unwrap();
        assert!(partial.covers(&text));
        assert_eq!(partial.count(&text).0, official.len(), "{text:?}");
        cases += 1;
    }
    assert!(cases > 2500, "only {cases} cases");
}

#[wasm_bindgen_test]
fn qwen_is_exact_with_the_normal_form_of_the_engine() {
    let tokenizer = &TOKENIZERS[2];
    for (text, line) in texts().zip(GOLDEN_QWEN.lines()) {
        let official: Vec<u32> = serde_json::from_str(line).unwrap();
        assert_eq!(tokenizer.encode(&text), Some(official), "{text:?}");
    }
    for (name, text, official) in normal_form::CASES {
        assert_eq!(tokenizer.encode(text).as_deref(), Some(*official), "{name}");
    }
}

#[wasm_bindgen_test]
fn damaged_files_are_refused_with_the_reason() {
    for (name, forged, damage, reason) in DAMAGES {
        let mut file = IRREGULAR.to_vec();
        damage(&mut file);
        if *forged {
            targets::forge(&mut file);
        }
        let refused = Vocabulary::from_packed(&[&file]).map(|_| "accepted");
        let said = refused.map_err(|error| error.to_string());
        assert_eq!(said, Err((*reason).to_owned()), "{name}");
    }
}

#[wasm_bindgen_test]
fn mutated_files_give_an_answer() {
    let mut random = Random(1);
    for round in 0..2_000 {
        let mut data = [IRREGULAR, ORDER][round % 2].to_vec();
        for _ in 0..1 + random.below(4) {
            mutate(&mut random, &mut data);
        }
        targets::packed(&data);
    }
}
