//! Packing: what fits comes back as it was, what does not is refused by name.

mod support;

use promptwatt_tokens::pack::{PackError, Source, hugging_face, pack};
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

/// What a list of merges and then a text become, as ids.
#[track_caller]
fn check_ids(merges: &[&str], cases: &[(&str, &[u32])]) {
    let source = Source::from_tokens("small", Family::O200k, &tokens(merges)).expect("it fits");
    let files = pack(&source).expect("it fits");
    let files: Vec<&[u8]> = files.iter().map(|(_, file)| file.as_slice()).collect();
    let tokenizer = Tokenizer::new(Vocabulary::from_packed(&files).expect("it is whole"));
    for (text, ids) in cases {
        assert_eq!(tokenizer.encode(text).as_deref(), Some(*ids), "{text}");
        assert_eq!(tokenizer.count(text).0, ids.len(), "{text}");
        assert_eq!(
            tokenizer.decode(ids).as_deref(),
            Ok(text.as_bytes()),
            "{text}"
        );
    }
}

/// A single byte has this id in [`tokens`].
const fn byte(letter: u8) -> u32 {
    255 - letter as u32
}

#[test]
fn a_token_that_its_own_bytes_do_not_make_is_made_by_a_whole_piece_only() {
    // Merged alone, bc comes first and leaves a, bc, d: abcd would need ab and cd, which are never made.
    check_ids(
        &["bc", "ab", "cd", "abcd", "de"],
        &[
            ("abcd", &[259]),
            ("abcd.", &[259, byte(b'.')]),
            ("abcde", &[byte(b'a'), 256, 260]),
            ("xabcd", &[byte(b'x'), byte(b'a'), 256, byte(b'd')]),
            ("ab", &[257]),
            ("de", &[260]),
        ],
    );
}

#[test]
fn a_token_that_is_lower_than_its_half_is_made_as_soon_as_that_is() {
    check_ids(
        &["abc", "cd", "ab", "bd"],
        &[
            ("ab", &[258]),
            ("abc", &[256]),
            ("abcd", &[258, 257]),
            ("abcabc", &[256, 256]),
            ("abbd", &[258, 259]),
        ],
    );
}

#[test]
fn a_vocabulary_with_both_counts_as_the_reference_does() {
    let json = include_bytes!("golden/whole.json");
    let source = hugging_face::read(json, "whole").expect("it can be counted");
    assert_eq!(source.size(), 307);
    assert!(source.moved.len() > 1 && source.whole.len() > 1);
    let files = pack(&source).expect("it fits");
    let files: Vec<&[u8]> = files.iter().map(|(_, file)| file.as_slice()).collect();
    let vocabulary = Vocabulary::from_packed(&files).expect("it is whole");
    assert_eq!(vocabulary.size(), 307);
    let tokenizer = Tokenizer::new(vocabulary);
    let mut cases = 0;
    for line in include_str!("golden/whole.jsonl").lines() {
        let (text, official) = support::parse_case(line);
        assert_eq!(tokenizer.encode(&text), Some(official.clone()), "{text:?}");
        assert_eq!(tokenizer.count(&text).0, official.len(), "{text:?}");
        let spans = tokenizer.spans(&text);
        let ids: Option<Vec<u32>> = spans.iter().map(|span| span.id).collect();
        assert_eq!(ids, Some(official), "{text:?}");
        assert_eq!(spans.last().map_or(0, |last| last.utf8.end), text.len());
        cases += 1;
    }
    assert!(cases > 200);
    // Only whole words become them, and the part that their letters are in need not be there.
    let ascii = Tokenizer::new(Vocabulary::from_packed(&files[..1]).expect("it begins with ASCII"));
    assert_eq!(ascii.count("thing").0, tokenizer.count("thing").0);
}

#[test]
fn what_an_order_of_merges_cannot_describe_is_refused() {
    // In ababa the first ab would take the a that the second begins with.
    let message = "token 256 is made out of turn in a way that this format cannot hold";
    check_refused(
        &tokens(&["aba", "ab"]),
        PackError::NoOrder { id: 256 },
        message,
    );
    // xab takes the x that abx wants.
    check_refused(
        &tokens(&["abx", "xab", "ab"]),
        PackError::NoOrder { id: 257 },
        "token 257 is made out of turn in a way that this format cannot hold",
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

/// The ASCII part alone has as many tokens as come before the one whose id is out of order, so that another has its number.
#[test]
fn some_parts_do_without_the_ids_of_all() {
    let merges = (0x90..0xb0).map(|byte| [0xd0, byte]);
    let source = Source {
        name: "moved".to_owned(),
        family: Family::O200k,
        normalized: false,
        first_id: Some(0),
        by_bytes: false,
        singles: std::array::from_fn(|byte| byte as u8),
        merges: [[97, 98]].into_iter().chain(merges).collect(),
        moved: vec![(257, 289)],
        whole: vec![(290, b"zq".to_vec())],
    };
    let files = pack(&source).expect("it fits");
    let ascii = Vocabulary::from_packed(&[&files[0].1]).expect("it is enough for ASCII");
    let again = Vocabulary::from_packed(&[&ascii.to_prepared()]).expect("it can be kept");
    for vocabulary in [ascii, again] {
        assert_eq!(vocabulary.size(), 258);
        assert_eq!(Tokenizer::new(vocabulary).count("zq").0, 1);
    }
}
