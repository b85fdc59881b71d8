//! Packing: what fits comes back as it was, what does not is refused by name.

use promptwatt_tokens::pack::{PackError, Source, pack};
use promptwatt_tokens::{Family, Tokenizer, Vocabulary};

/// All single bytes, then `merges`.
fn tokens(merges: &[&str]) -> Vec<Vec<u8>> {
    let singles = (0..=255).rev().map(|byte| vec![byte]);
    singles
        .chain(merges.iter().map(|token| token.as_bytes().to_vec()))
        .collect()
}

#[test]
fn a_packed_vocabulary_counts_as_its_ranks_say() {
    let tokens = tokens(&["bc", "ab", "abc", "abcd", "é", " é", "bcé"]);
    let source = Source::from_tokens("small", Family::O200k, &tokens).expect("it fits");
    let files = pack(&source).expect("it fits");
    let files: Vec<&[u8]> = files.iter().map(|(_, file)| file.as_slice()).collect();
    let tokenizer = Tokenizer::new(Vocabulary::from_packed(&files).expect("it is whole"));
    let ids = |text: &str| tokenizer.encode(text).expect("all parts are there");
    // bc is merged first, so abc is a and bc.
    assert_eq!(ids("abc"), [258]);
    assert_eq!(ids("abcd"), [259]);
    assert_eq!(ids("abab"), [257, 257]);
    assert_eq!(ids("é é"), [260, 261]);
    assert_eq!(ids("abcé"), [258, 260]);
    assert_eq!(ids("bcé"), [262]);
    assert_eq!(ids("az"), [255 - b'a' as u32, 255 - b'z' as u32]);
}

#[track_caller]
fn check_refused(tokens: &[Vec<u8>], error: PackError, message: &str) {
    let refused = Source::from_tokens("small", Family::O200k, tokens).expect_err("it does not fit");
    assert_eq!(refused, error);
    assert_eq!(error.to_string(), message);
}

#[test]
fn what_merge_pairs_cannot_describe_is_refused() {
    check_refused(
        &tokens(&["abc", "ab"]),
        PackError::NoCanonicalPair { id: 256 },
        "token 256 is not merged from two lower tokens, so this format cannot hold the vocabulary",
    );
    // Merged alone, bc comes first and leaves a, bc, d: abcd needs ab and cd, which are never made.
    check_refused(
        &tokens(&["bc", "ab", "cd", "abcd"]),
        PackError::NoCanonicalPair { id: 259 },
        "token 259 is not merged from two lower tokens, so this format cannot hold the vocabulary",
    );
}

#[test]
fn ids_must_be_complete_and_single_bytes_first() {
    let message =
        |id| format!("token {id} is missing, empty, repeated, or a single byte out of place");
    check_refused(
        &tokens(&["ab", "ab"]),
        PackError::Token { id: 257 },
        &message(257),
    );
    check_refused(&tokens(&[""]), PackError::Token { id: 256 }, &message(256));
    check_refused(
        &tokens(&[])[..100],
        PackError::Token { id: 100 },
        &message(100),
    );
    let mut swapped = tokens(&["ab"]);
    swapped.swap(3, 256);
    check_refused(&swapped, PackError::Token { id: 3 }, &message(3));
}
