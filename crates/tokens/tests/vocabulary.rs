//! The vocabulary files: their names, their content, and what damage does to them.

mod support;

use promptwatt_tokens::{Encoding, Part, Parts, Tokenizer, Vocabulary};
use sha2::{Digest, Sha256};
use support::{ENCODINGS, Random, folder, packed};

#[test]
fn the_name_of_each_file_ends_in_its_own_hash_and_there_are_no_others() {
    let mut expected = Vec::new();
    for encoding in ENCODINGS {
        for part in Part::ALL {
            let Some(name) = encoding.file(part) else {
                continue;
            };
            let file = std::fs::read(folder().join(&name)).expect("the vocabulary is committed");
            let hash: String = Sha256::digest(&file)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(
                name,
                format!("{}-{}-{}.vocab", encoding.id(), part.id(), &hash[..8])
            );
            expected.push(name);
        }
    }
    let mut names: Vec<_> = std::fs::read_dir(folder())
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").file_name())
        .map(|name| name.into_string().expect("names are ASCII"))
        .collect();
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn the_content_is_what_the_name_says() {
    for (encoding, size) in [
        (Encoding::O200kBase, 199_998),
        (Encoding::Cl100kBase, 100_256),
        (Encoding::Tekken, 130_072),
        (Encoding::Qwen, 151_643),
        (Encoding::DeepSeekV3, 127_997),
    ] {
        let vocabulary = Vocabulary::from_packed(&packed(encoding, Parts::ALL))
            .expect("the vocabulary is whole");
        assert_eq!(vocabulary.encoding(), encoding);
        assert_eq!(vocabulary.name(), encoding.id());
        assert_eq!(vocabulary.size(), size);
        assert!(vocabulary.is_complete());
        assert_eq!(vocabulary.is_normalized(), encoding == Encoding::Qwen);
    }
}

#[test]
fn parts_come_in_any_order_and_in_any_number_of_files() {
    let mut files = packed(Encoding::Cl100kBase, Parts::ALL);
    files.reverse();
    let reversed = Vocabulary::from_packed(&files).expect("the order does not matter");
    let joined = Vocabulary::from_packed(&[files.concat()]).expect("nor does the number");
    assert_eq!(reversed.size(), joined.size());
    assert!(joined.is_complete());
}

#[test]
fn encodings_are_found_by_their_id() {
    for &encoding in Encoding::ALL {
        assert_eq!(Encoding::from_id(encoding.id()), Some(encoding));
    }
    assert_eq!(Encoding::from_id("o200k"), None);
    assert_eq!(
        Encoding::O200kHarmony.file(Part::Ascii),
        Encoding::O200kBase.file(Part::Ascii)
    );
}

#[test]
fn every_damage_is_noticed() {
    let ascii = Parts::NONE.with(Part::Ascii);
    let [whole] = packed(Encoding::Cl100kBase, ascii)
        .try_into()
        .expect("it is one file");
    let whole: Vec<u8> = whole;
    let vocabulary = Vocabulary::from_packed(&[&whole]).expect("the vocabulary is whole");
    is_noticed(&whole);
    is_noticed(&vocabulary.to_prepared());
}

/// Every damage of a file: the packed form's, and that of what a browser keeps.
fn is_noticed(whole: &[u8]) {
    for length in (0..300).chain([whole.len() / 2, whole.len() - 1]) {
        assert!(
            Vocabulary::from_packed(&[&whole[..length]]).is_err(),
            "the first {length} bytes"
        );
    }
    let mut longer = whole.to_vec();
    longer.push(0);
    assert!(Vocabulary::from_packed(&[longer]).is_err());
    // As an earlier version would have written it.
    let mut older = whole.to_vec();
    older[3] -= 1;
    assert!(Vocabulary::from_packed(&[older]).is_err());
    let mut random = Random(7);
    let mut damaged = whole.to_vec();
    for round in 0..250 {
        // Every byte of the header, then anywhere.
        let at = if round < 84 {
            round
        } else {
            random.below(whole.len())
        };
        let bit = 1 << random.below(8);
        damaged[at] ^= bit;
        assert!(
            Vocabulary::from_packed(&[&damaged]).is_err(),
            "bit {bit} of byte {at}"
        );
        damaged[at] ^= bit;
    }
}

#[test]
fn errors_say_what_to_do() {
    let part = |encoding, part| {
        packed(encoding, Parts::NONE.with(part))
            .pop()
            .expect("there is such a part")
    };
    let ascii = part(Encoding::Cl100kBase, Part::Ascii);
    let mut damaged = ascii.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let cases: [(&[&[u8]], &str); 5] = [
        (
            &[],
            "the vocabulary lacks its ASCII part, which all others build upon: give that too",
        ),
        (
            &[b""],
            "not a packed vocabulary of version 2 (is it of another version?): fetch it again",
        ),
        (
            &[&damaged],
            "the vocabulary is damaged or incomplete: fetch it again",
        ),
        (
            &[&part(Encoding::Cl100kBase, Part::Han)],
            "the vocabulary lacks its ASCII part, which all others build upon: give that too",
        ),
        (
            &[&ascii, &part(Encoding::Qwen, Part::Han)],
            "the parts are of different vocabularies: fetch them again",
        ),
    ];
    for (files, message) in cases {
        assert_eq!(
            Vocabulary::from_packed(files)
                .expect_err("it is wrong")
                .to_string(),
            message
        );
    }
}

/// The page does without what none of its own vocabularies needs, and says so.
#[test]
fn irregular_vocabularies_are_read_where_the_feature_is_on() {
    let file = include_bytes!("../../../fuzz/seeds/packed/irregular.vocab");
    let read = Vocabulary::from_packed(&[file]).map(|vocabulary| vocabulary.size());
    if cfg!(feature = "irregular") {
        assert_eq!(read, Ok(307));
    } else {
        assert_eq!(
            read.map_err(|error| error.to_string()),
            Err("the vocabulary is of a kind that this version does not know: update".to_owned())
        );
    }
}

#[test]
fn the_prepared_form_is_the_same_vocabulary() {
    for encoding in ENCODINGS {
        for parts in [
            Parts::of("English"),
            Parts::of("English, العربية، 中文"),
            Parts::ALL,
        ] {
            let read = Vocabulary::from_packed(&packed(encoding, parts)).expect("it is whole");
            let kept = read.to_prepared();
            let again = Vocabulary::from_packed(&[&kept]).expect("it is whole too");
            assert_eq!(again.to_prepared(), kept);
            assert_eq!(again.encoding(), encoding);
            assert_eq!(again.parts(), read.parts());
            assert_eq!(again.size(), read.size());
            assert_eq!(again.is_normalized(), read.is_normalized());
            let text = "Prompts, prompted: 12345 العربية 中文\n";
            let [read, again] = [read, again].map(Tokenizer::new);
            assert_eq!(read.count(text), again.count(text));
            assert_eq!(read.encode(text), again.encode(text));
        }
    }
}

/// Tokens that only whole words become, and ids out of order, are kept too.
#[cfg(feature = "irregular")]
#[test]
fn the_prepared_form_keeps_what_is_irregular() {
    let file = include_bytes!("../../../fuzz/seeds/packed/irregular.vocab");
    let read = Vocabulary::from_packed(&[file]).expect("it is whole");
    let kept = read.to_prepared();
    let again = Vocabulary::from_packed(&[&kept]).expect("it is whole too");
    assert_eq!(again.to_prepared(), kept);
    assert_eq!(again.size(), read.size());
    let [read, again] = [read, again].map(Tokenizer::new);
    for id in 0..307 {
        let bytes = read.decode(&[id]);
        assert!(bytes.is_ok());
        assert_eq!(again.decode(&[id]), bytes);
        if let Ok(text) = String::from_utf8(bytes.unwrap_or_default()) {
            assert_eq!(again.encode(&text), read.encode(&text));
        }
    }
}
