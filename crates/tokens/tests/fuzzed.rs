//! What libFuzzer is given for hours (`fuzz/`), here for seconds and the same every time: mutated seeds, and files that a
//! hostile or careless hand could make, each with the reason it is refused for.

#[path = "../../../fuzz/src/tokens.rs"]
mod targets;

mod support;

use promptwatt_tokens::pack::hugging_face;
use promptwatt_tokens::{Tokenizer, Vocabulary};
use std::fs;
use std::path::Path;
use support::Random;
use support::damages::{DAMAGES, mutate, put, put_in_all_parts};

/// A seed of a target.
fn seed(target: &str, name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    fs::read(path.join(target).join(name)).expect("seeds are committed")
}

fn mutated(target: fn(&[u8]), seeds: &[Vec<u8>], seed: u64, rounds: usize) {
    let mut random = Random(seed);
    for seed in seeds {
        target(seed);
    }
    for _ in 0..rounds {
        let mut data = seeds[random.below(seeds.len())].clone();
        for _ in 0..1 + random.below(4) {
            mutate(&mut random, &mut data);
        }
        target(&data);
    }
}

#[test]
fn packed_files() {
    let mut seeds = ["irregular.vocab", "order.vocab"]
        .map(|name| seed("packed", name))
        .to_vec();
    for at in 0..seeds.len() {
        let vocabulary = Vocabulary::from_packed(&[&seeds[at]]).expect("it is whole");
        seeds.push(vocabulary.to_prepared());
    }
    mutated(targets::packed, &seeds, 1, 15_000);
}

#[test]
fn tokenizer_json() {
    let seeds = ["ranks.json", "order.json"].map(|name| seed("tokenizer_json", name));
    mutated(targets::tokenizer_json, &seeds, 2, 2_000);
}

#[test]
fn edits() {
    let tokenizers = targets::tokenizers();
    targets::edits(&tokenizers, &seed("edits", "upper_after_ideograph"));
    let mut random = Random(3);
    for _ in 0..1_500 {
        let length = random.below(300);
        let data: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
        targets::edits(&tokenizers, &data);
    }
}

#[test]
fn damaged_files_are_refused_with_the_reason() {
    for (name, forged, damage, reason) in DAMAGES {
        let mut file = seed("packed", "irregular.vocab");
        assert!(Vocabulary::from_packed(&[&file]).is_ok());
        damage(&mut file);
        if *forged {
            targets::forge(&mut file);
        }
        let refused = Vocabulary::from_packed(&[&file]).map(|_| "accepted");
        let said = refused.map_err(|error| error.to_string());
        assert_eq!(said, Err((*reason).to_owned()), "{name}");
    }
}

/// Where the official id of the first single byte is in a packed file.
const FIRST_ID: usize = 24;

/// A forger's ids may be beyond what ids can be; they are none then, not those of other tokens.
#[test]
fn ids_do_not_begin_again_after_the_last() {
    let text = "a";
    let mut file = seed("packed", "irregular.vocab");
    let of = |file: &[u8]| Vocabulary::from_packed(&[file]).map(Tokenizer::new);
    let tokenizer = of(&file).expect("it is whole");
    assert!(tokenizer.encode(text).is_some());
    put_in_all_parts(&mut file, FIRST_ID, u32::MAX - 1);
    targets::forge(&mut file);
    let tokenizer = of(&file).expect("counts do not need ids");
    assert_eq!(tokenizer.count(text).0, 1);
    assert_eq!(tokenizer.encode(text), None);
}

/// What is done to `order.json`, and what is said, or how it begins.
const CONTRADICTIONS: &[(&str, &str, &str, &str)] = &[
    (
        "cut off",
        "\"merges\":[\"a b\",",
        "\"merges\":[\"a b\",\u{4}",
        "not JSON at line 1, column ",
    ),
    ("no model", "\"model\":", "\"mode\":", "no model: "),
    (
        "another model",
        "\"BPE\"",
        "\"Unigram\"",
        "the model type \"Unigram\" is not known here",
    ),
    ("no merges", "\"merges\"", "\"merge\"", "no model.merges: "),
    (
        "a merge of one",
        "\"a b\"",
        "\"ab\"",
        "\"\\\"ab\\\"\" is a merge that is not two tokens",
    ),
    (
        "a merge of strangers",
        "\"a b\"",
        "\"a qqq\"",
        "\"qqq\" is in a merge but not in the vocabulary",
    ),
    (
        "a merge before its halves",
        "\"a b\",\"Ġ a\"",
        "\"ab ab\",\"a b\"",
        "the merges are not in the order",
    ),
    (
        "an id below nought",
        "\"<|end|>\":0",
        "\"<|end|>\":-1",
        "\"<|end|>\" has no id that is a small whole number",
    ),
    (
        "an enormous id",
        "\"ab\":257",
        "\"ab\":4294967295",
        "\"ab\" has no id that is a small whole number",
    ),
    (
        "a byte without a token",
        "\"!\":34,",
        "",
        "no token for the byte 0x21",
    ),
    (
        "another normal form",
        "\"NFC\"",
        "\"NFKC\"",
        "the normalizer \"NFKC\" is not known here",
    ),
    (
        "another pattern",
        "\\\\p{N}|",
        "\\\\p{N}{1,2}|",
        "the split pattern ",
    ),
];

#[test]
fn contradictory_tokenizers_are_refused_with_the_reason() {
    let json = String::from_utf8(seed("tokenizer_json", "order.json")).expect("it is a text");
    assert!(hugging_face::read(json.as_bytes(), "order").is_ok());
    for (name, from, to, reason) in CONTRADICTIONS {
        assert!(json.contains(from), "{name}: nothing to change");
        let changed = json.replacen(from, to, 1);
        let refused = hugging_face::read(changed.as_bytes(), "order").map(|_| "accepted");
        let said = refused.map_err(|error| error.to_string());
        let as_expected = said.as_ref().is_err_and(|said| said.starts_with(reason));
        assert!(as_expected, "{name}: {said:?}");
    }
    let deep = format!("{{\"model\":{}", "[".repeat(1 << 20));
    assert!(hugging_face::read(deep.as_bytes(), "deep").is_err());
    let long = vec![b' '; hugging_face::LARGEST_FILE + 1];
    let refused = hugging_face::read(&long, "long").map_err(|error| error.to_string());
    assert_eq!(
        refused,
        Err("the file is larger than any that is known".to_owned())
    );
}

/// A file of a few bytes must not cost much, however much it says it holds. Where the system tells what this process had at
/// most; the other tests of this file run in it too.
#[test]
fn no_file_costs_much_memory() {
    let most = || -> Option<u64> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    let mut random = Random(4);
    let whole = seed("packed", "irregular.vocab");
    for _ in 0..3_000 {
        let mut file = whole.clone();
        let at = 36 + 4 * random.below(12);
        put(&mut file, at, u32::MAX >> random.below(32));
        targets::packed(&file);
    }
    if let Some(kilobytes) = most() {
        assert!(kilobytes < 400_000, "{kilobytes} kB");
    }
}
