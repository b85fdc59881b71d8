//! The committed cases of the official core.

mod support;

use promptwatt_tokens::{Count, Counter, Tokens};
use support::{TOKENIZER, golden};

#[test]
fn ids_and_counts_are_the_official_ones() {
    let cases = golden();
    assert!(cases.len() > 3000, "only {} cases", cases.len());
    for (text, ids) in &cases {
        assert_eq!(&TOKENIZER.encode(text), ids, "{text:?}");
        assert_eq!(TOKENIZER.count(text), Tokens(ids.len()), "{text:?}");
    }
}

#[test]
fn ids_decode_to_the_text() {
    for (text, ids) in golden() {
        assert_eq!(
            TOKENIZER.decode(&ids).as_deref(),
            Ok(text.as_bytes()),
            "{text:?}"
        );
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
#[test]
fn every_scalar_value_alone_and_between_others() {
    for line in include_str!("golden/scalars.jsonl").lines() {
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
                let ids = TOKENIZER.encode(text);
                assert_eq!(TOKENIZER.count(text), Tokens(ids.len()), "{text:?}");
                ids.iter()
                    .chain([&u32::MAX])
                    .for_each(|id| digest.update(&id.to_le_bytes()));
            }
        }
        assert_eq!(
            digests.map(|digest| digest.sum()),
            official,
            "U+{:04X} and on",
            row[0]
        );
    }
}
