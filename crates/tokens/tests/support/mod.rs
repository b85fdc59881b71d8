//! The vocabulary and the golden cases, for tests and examples.
#![allow(dead_code)]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use promptwatt_tokens::{Encoding, Tokenizer, Vocabulary};

/// Where the packed vocabulary is served from.
pub fn vocabulary_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../public/vocab")
        .join(Encoding::O200kBase.vocabulary_file())
}

/// The packed form, gunzipped.
pub fn packed() -> Vec<u8> {
    let file = std::fs::read(vocabulary_path()).expect("the vocabulary is committed");
    let mut packed = Vec::new();
    flate2::read::GzDecoder::new(&file[..])
        .read_to_end(&mut packed)
        .expect("the vocabulary is gzip");
    packed
}

/// A tokenizer with the vocabulary of this checkout.
pub fn tokenizer() -> Tokenizer {
    Tokenizer::new(Vocabulary::from_packed(&packed()).expect("the vocabulary is whole"))
}

/// One tokenizer for all tests of a binary.
pub static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(tokenizer);

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

/// The committed cases.
pub fn golden() -> Vec<(String, Vec<u32>)> {
    include_str!("../golden/o200k_base.jsonl")
        .lines()
        .map(parse_case)
        .collect()
}

/// A small generator of random numbers (xorshift64*), so that a seed gives the same texts everywhere.
pub struct Random(pub u64);

impl Random {
    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound
    }

    /// One of several.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}
