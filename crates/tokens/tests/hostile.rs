//! What a forger could write, who can compute checksums too: there must be an answer and no panic.

mod support;

use promptwatt_tokens::pack::{Source, pack};
use promptwatt_tokens::{Family, Tokenizer, Vocabulary};
use support::Random;

/// The offsets of the checksum, of the length before it, and of what follows.
const LENGTH: usize = 72;
const CHECKSUM: usize = LENGTH + 4;
const BODY: usize = CHECKSUM + 8;

fn fnv1a<'a>(bytes: impl Iterator<Item = &'a u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
    })
}

fn forge(file: &mut [u8]) {
    let checksum = fnv1a(file[..CHECKSUM].iter().chain(&file[BODY..]));
    file[CHECKSUM..BODY].copy_from_slice(&checksum.to_le_bytes());
}

/// A small vocabulary with several scripts and a token of two.
fn small() -> Vec<Vec<u8>> {
    let merges = [
        "ab", "abc", " a", "é", "aé", "م", " م", "的", "。", "的。", "中", "中的", "éم", "12",
        "123", "abcab",
    ];
    let mut tokens: Vec<Vec<u8>> = (0..=255).map(|byte| vec![byte]).collect();
    for token in merges {
        // What a token is made of comes first.
        for end in 2..=token.len() {
            let part = token.as_bytes()[..end].to_vec();
            if !tokens.contains(&part) {
                tokens.push(part);
            }
        }
    }
    // Only tokens that their own merges make.
    let source = loop {
        match Source::from_tokens("small", Family::O200k, &tokens) {
            Ok(source) => break source,
            Err(promptwatt_tokens::pack::PackError::NoOrder { id }) => {
                tokens.remove(id as usize);
            }
            Err(error) => panic!("{error}"),
        }
    };
    let files = pack(&source).expect("it fits");
    files.into_iter().map(|(_, file)| file).collect()
}

#[test]
fn forged_files_give_an_answer() {
    let files = small();
    assert!(files.len() > 4);
    answers(&files, 8);
}

#[test]
fn forged_prepared_files_give_an_answer() {
    let vocabulary = Vocabulary::from_packed(&small()).expect("it is whole");
    answers(&[vocabulary.to_prepared()], 9);
}

fn answers(files: &[Vec<u8>], seed: u64) {
    let mut random = Random(seed);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut forged = files.to_vec();
        for _ in 0..1 + random.below(3) {
            let which = random.below(forged.len());
            let file = &mut forged[which];
            let at = if random.below(3) == 0 {
                16 + random.below(56)
            } else {
                BODY + random.below(file.len() - BODY)
            };
            file[at] = random.below(256) as u8;
            forge(file);
        }
        match Vocabulary::from_packed(&forged) {
            Ok(vocabulary) => {
                accepted += 1;
                let tokenizer = Tokenizer::new(vocabulary);
                let text: String = (0..50)
                    .map(|_| random.pick(&["a", "b", "c", " ", "é", "م", "的", "1"]))
                    .collect();
                let count = tokenizer.count(&text).0;
                assert!(count <= text.len());
                if let Some(ids) = tokenizer.encode(&text) {
                    assert_eq!(tokenizer.decode(&ids).as_deref(), Ok(text.as_bytes()));
                }
            }
            Err(_) => refused += 1,
        }
    }
    assert!(
        accepted > 500 && refused > 500,
        "{accepted} accepted, {refused} refused"
    );
}

#[test]
fn a_small_file_cannot_ask_for_much() {
    let mut files = small();
    // Many merges in every part, with all parts agreeing about it.
    for file in &mut files {
        for count in file[36..LENGTH].chunks_mut(4) {
            count.copy_from_slice(&u32::MAX.to_le_bytes());
        }
        forge(file);
    }
    let error = Vocabulary::from_packed(&files).expect_err("it cannot be that many");
    assert_eq!(
        error.to_string(),
        "the vocabulary contradicts itself: pack it again from its source"
    );
}
