//! The vocabulary and the golden cases, for tests and examples.
#![allow(dead_code)]

pub mod damages;
pub mod normal_form;
pub mod random;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use promptwatt_tokens::{Encoding, Parts, Tokenizer, Vocabulary};
#[allow(unused_imports)]
pub use random::Random;
use unicode_normalization::UnicodeNormalization;

/// Encodings with a vocabulary of their own.
pub const ENCODINGS: [Encoding; 5] = [
    Encoding::O200kBase,
    Encoding::Cl100kBase,
    Encoding::Tekken,
    Encoding::Qwen,
    Encoding::DeepSeekV3,
];

/// Where the packed vocabularies are served from.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/vocab")
}

/// The files of some parts.
pub fn packed(encoding: Encoding, parts: Parts) -> Vec<Vec<u8>> {
    encoding
        .files(parts)
        .map(|name| std::fs::read(folder().join(name)).expect("the vocabulary is committed"))
        .collect()
}

/// A tokenizer with some parts of a vocabulary of this checkout.
pub fn tokenizer_of(encoding: Encoding, parts: Parts) -> Tokenizer {
    tokenizer_from(&packed(encoding, parts))
}

/// A tokenizer with a vocabulary out of files.
pub fn tokenizer_from(files: &[Vec<u8>]) -> Tokenizer {
    let vocabulary = Vocabulary::from_packed(files).expect("the vocabulary is whole");
    Tokenizer::with_normalizer(vocabulary, |text| text.nfc().collect())
}

/// A tokenizer with the default vocabulary.
pub fn tokenizer() -> Tokenizer {
    tokenizer_of(Encoding::O200kBase, Parts::ALL)
}

/// One tokenizer for all tests of a binary.
pub static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(tokenizer);

/// The ids of a text, with all parts there.
#[track_caller]
pub fn ids(tokenizer: &Tokenizer, text: &str) -> Vec<u32> {
    tokenizer.encode(text).expect("all parts are there")
}

/// A line that `golden/generate.py` wrote: the text and its official ids.
pub fn parse_case(line: &str) -> (String, Vec<u32>) {
    let row: Vec<serde_json::Value> = serde_json::from_str(line).expect("a line is a JSON array");
    let text = row[0].as_str().expect("the text comes first").to_owned();
    let ids = row[1..]
        .iter()
        .map(|id| id.as_u64().expect("ids are numbers") as u32)
        .collect();
    (text, ids)
}

/// The committed cases of the default encoding.
pub fn golden() -> Vec<(String, Vec<u32>)> {
    include_str!("../golden/o200k_base.jsonl")
        .lines()
        .map(parse_case)
        .collect()
}

/// The committed cases of any encoding: the same texts.
pub fn golden_of(encoding: Encoding) -> Vec<(String, Vec<u32>)> {
    let ids = match encoding {
        Encoding::O200kBase => return golden(),
        Encoding::Cl100kBase => include_str!("../golden/cl100k_base.jsonl"),
        Encoding::Tekken => include_str!("../golden/tekken.jsonl"),
        Encoding::Qwen => include_str!("../golden/qwen.jsonl"),
        Encoding::DeepSeekV3 => include_str!("../golden/deepseek_v3.jsonl"),
        other => panic!("{other:?} has no vocabulary of its own"),
    };
    golden()
        .into_iter()
        .zip(ids.lines())
        .map(|((text, _), ids)| (text, serde_json::from_str(ids).expect("a line is an array")))
        .collect()
}
