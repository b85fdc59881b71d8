//! The committed cases of the official core.

mod support;

use promptwatt_tokens::{Count, Counter, Encoding, Parts, Tokens};
use support::{ENCODINGS, TOKENIZER, golden_of, ids, tokenizer_of};
use unicode_normalization::UnicodeNormalization;

#[test]
fn ids_and_counts_are_the_official_ones_and_decode_to_the_text() {
    for encoding in ENCODINGS {
        let tokenizer = tokenizer_of(encoding, Parts::ALL);
        let cases = golden_of(encoding);
        assert!(cases.len() > 3000, "only {} cases", cases.len());
        for (text, official) in &cases {
            assert_eq!(&ids(&tokenizer, text), official, "{encoding:?} {text:?}");
            assert_eq!(
                tokenizer.count(text),
                Tokens(official.len()),
                "{encoding:?} {text:?}"
            );
            let text = if encoding == Encoding::Qwen {
                text.nfc().collect()
            } else {
                text.clone()
            };
            assert_eq!(
                tokenizer.decode(official).as_deref(),
                Ok(text.as_bytes()),
                "{encoding:?} {text:?}"
            );
        }
    }
}

#[test]
fn a_counter_with_the_vocabulary_is_exact() {
    let counter = Counter::Exact(support::tokenizer());
    assert_eq!(counter.count("Hello, world!"), Count::Exact(Tokens(4)));
}

#[test]
fn ids_that_are_no_tokens_are_refused_with_their_place() {
    for id in [199_998, 199_999, 200_018, u32::MAX] {
        let error = TOKENIZER.decode(&[0, id]).expect_err("it is no token");
        assert_eq!(
            error.to_string(),
            format!("id {id} at token index 1 is no token of this encoding")
        );
    }
}

/// All 1,112,064 of them, five texts each, against digests of the official ids (too many to commit one by one).
#[track_caller]
fn check_every_scalar_value(encoding: Encoding, digests: &str) {
    let tokenizer = tokenizer_of(encoding, Parts::ALL);
    for line in digests.lines() {
        let row: Vec<u32> = serde_json::from_str(line).expect("a line is an array of numbers");
        let official = &row[1..];
        let mut digests = [(); 5].map(|()| flate2::Crc::new());
        for character in (row[0]..row[0] + 4096).filter_map(char::from_u32) {
            let texts = [
                format!("{character}"),
                format!("a{character}b"),
                format!("A{character}B's"),
                format!(" {character}1"),
                format!("{character}漢"),
            ];
            for (text, digest) in texts.iter().zip(&mut digests) {
                let ids = ids(&tokenizer, text);
                assert_eq!(tokenizer.count(text), Tokens(ids.len()), "{text:?}");
                ids.iter()
                    .chain([&u32::MAX])
                    .for_each(|id| digest.update(&id.to_le_bytes()));
            }
        }
        assert_eq!(
            digests.map(|digest| digest.sum()),
            official,
            "{encoding:?} U+{:04X} and on",
            row[0]
        );
    }
}

#[test]
fn every_scalar_value_alone_and_between_others() {
    check_every_scalar_value(Encoding::O200kBase, include_str!("golden/scalars.jsonl"));
}

#[test]
fn every_scalar_value_in_the_other_encodings() {
    for (encoding, digests) in [
        (
            Encoding::Cl100kBase,
            include_str!("golden/scalars-cl100k_base.jsonl"),
        ),
        (
            Encoding::Tekken,
            include_str!("golden/scalars-tekken.jsonl"),
        ),
        (Encoding::Qwen, include_str!("golden/scalars-qwen.jsonl")),
        (
            Encoding::DeepSeekV3,
            include_str!("golden/scalars-deepseek_v3.jsonl"),
        ),
    ] {
        check_every_scalar_value(encoding, digests);
    }
}
