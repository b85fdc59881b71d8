//! Packing: what fits comes back as it was, what does not is refused by name.

use promptwatt_tokens::pack::{PackError, pack};
use promptwatt_tokens::{Encoding, Tokenizer, Vocabulary};

/// All single bytes, then `merges`.
fn tokens(merges: &[&str]) -> Vec<Vec<u8>> {
    let singles = (0..=255).rev().map(|byte| vec![byte]);
    singles
        .chain(merges.iter().map(|token| token.as_bytes().to_vec()))
        .collect()
}

#[test]
fn a_packed_vocabulary_counts_as_its_ranks_say() {
    let packed = pack(Encoding::O200kBase, &tokens(&["bc", "ab", "abc", "abcd"])).expect("it fits");
    let tokenizer = Tokenizer::new(Vocabulary::from_packed(&packed).expect("it is whole"));
    // bc is merged first, so abc is a and bc.
    assert_eq!(tokenizer.encode("abc"), [258]);
    assert_eq!(tokenizer.encode("abcd"), [259]);
    assert_eq!(tokenizer.encode("abab"), [257, 257]);
    assert_eq!(
        tokenizer.encode("az"),
        [255 - b'a' as u32, 255 - b'z' as u32]
    );
}

#[track_caller]
fn check_refused(tokens: &[Vec<u8>], error: PackError, message: &str) {
    assert_eq!(pack(Encoding::O200kBase, tokens), Err(error));
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
