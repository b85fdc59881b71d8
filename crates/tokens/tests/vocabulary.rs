//! The vocabulary file: its name, its content, and what damage does to it.

mod support;

use promptwatt_tokens::{Encoding, Vocabulary};
use sha2::{Digest, Sha256};
use support::{Random, packed, vocabulary_path};

#[test]
fn the_name_of_the_file_is_its_own_hash_and_it_is_alone() {
    let file = std::fs::read(vocabulary_path()).expect("the vocabulary is committed");
    assert!(file.len() <= 735_000, "{} bytes", file.len());
    let hash: String = Sha256::digest(&file)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("o200k_base-{}.vocab.gz", &hash[..8]);
    assert_eq!(Encoding::O200kBase.vocabulary_file(), name);
    let folder = vocabulary_path();
    let names: Vec<_> = std::fs::read_dir(folder.parent().expect("it is in a folder"))
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").file_name())
        .collect();
    assert_eq!(names, [name.as_str()]);
}

#[test]
fn the_content_is_o200k() {
    let vocabulary = Vocabulary::from_packed(&packed()).expect("the vocabulary is whole");
    assert_eq!(vocabulary.encoding(), Encoding::O200kBase);
    assert_eq!(vocabulary.size(), 199_998);
}

#[test]
fn encodings_are_found_by_their_id() {
    for &encoding in Encoding::ALL {
        assert_eq!(Encoding::from_id(encoding.id()), Some(encoding));
    }
    assert_eq!(Encoding::from_id("o200k"), None);
}

#[test]
fn every_damage_is_noticed() {
    let whole = packed();
    for length in (0..300).chain([whole.len() / 2, whole.len() - 1]) {
        assert!(
            Vocabulary::from_packed(&whole[..length]).is_err(),
            "the first {length} bytes"
        );
    }
    let mut longer = whole.clone();
    longer.push(0);
    assert!(Vocabulary::from_packed(&longer).is_err());
    let mut random = Random(7);
    let mut damaged = whole.clone();
    for round in 0..132 {
        // Every byte of the header, then anywhere.
        let at = if round < 32 {
            round
        } else {
            random.below(whole.len())
        };
        let bit = 1 << random.below(8);
        damaged[at] ^= bit;
        assert!(
            Vocabulary::from_packed(&damaged).is_err(),
            "bit {bit} of byte {at}"
        );
        damaged[at] ^= bit;
    }
}

/// A forger can compute the checksum too: whatever is inside, there must be an answer and no panic.
#[test]
fn hostile_content_with_a_right_checksum_never_panics() {
    let mut random = Random(8);
    let header = packed()[..20].to_vec();
    let forge = |merges: u32, body: &[u8]| {
        let mut bytes = header.clone();
        bytes.extend_from_slice(&merges.to_le_bytes());
        let checksum = body.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &byte| {
            (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
        });
        bytes.extend_from_slice(&checksum.to_le_bytes());
        bytes.extend_from_slice(body);
        bytes
    };
    let mut accepted = 0;
    for round in 0..2000 {
        let merges = random.below(12) as u32;
        let mut body: Vec<u8> = (0..=255).collect();
        // Mostly ids that may exist, so that some of it is accepted and used.
        for plane in 0..6 {
            for merge in 0..merges {
                body.push(match plane {
                    0 | 3 if merge > 0 && random.below(3) > 0 => random.below(merge as usize) as u8,
                    0 | 3 => random.below(256) as u8,
                    1 | 4 => (merge > 0 && random.below(3) > 0) as u8,
                    _ => (random.below(40) == 0) as u8,
                });
            }
        }
        if round % 7 == 0 {
            body[random.below(256)] = 0;
        }
        if let Ok(vocabulary) = Vocabulary::from_packed(&forge(merges, &body)) {
            accepted += 1;
            let tokenizer = promptwatt_tokens::Tokenizer::new(vocabulary);
            let text: String = (0..200).map(|_| random.below(6) as u8 as char).collect();
            assert_eq!(
                tokenizer.decode(&tokenizer.encode(&text)).as_deref(),
                Ok(text.as_bytes())
            );
        }
    }
    assert!(
        accepted > 100,
        "only {accepted} were well-formed enough to be used"
    );
    assert!(Vocabulary::from_packed(&forge(u32::MAX, &[0; 256])).is_err());
}

#[test]
fn errors_say_what_to_do() {
    let mut damaged = packed();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let cases: [(&[u8], &str); 2] = [
        (
            b"",
            "not a packed vocabulary of version 1 (is it still gzipped, or of another version?): fetch it again",
        ),
        (
            &damaged,
            "the vocabulary is damaged or incomplete: fetch it again",
        ),
    ];
    for (bytes, message) in cases {
        assert_eq!(
            Vocabulary::from_packed(bytes)
                .expect_err("it is wrong")
                .to_string(),
            message
        );
    }
}
