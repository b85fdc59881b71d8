//! Against another exact implementation, the crate `tiktoken`.

mod support;

use support::{Random, TOKENIZER};

#[track_caller]
fn check(peer: &tiktoken::CoreBpe, text: &str) {
    let theirs = peer.encode(text);
    assert_eq!(support::ids(&TOKENIZER, text), theirs, "{text:?}");
    assert_eq!(TOKENIZER.count(text).0, theirs.len(), "{text:?}");
}

fn peer() -> &'static tiktoken::CoreBpe {
    tiktoken::get_encoding("o200k_base").expect("the peer has o200k")
}

/// A sample; `golden.rs` has all of them against the official core.
#[test]
fn scalar_values_alone_and_between_letters() {
    let peer = peer();
    for character in ('\0'..=char::MAX).step_by(7) {
        check(peer, &String::from(character));
        check(peer, &String::from_iter(['a', character, 'b']));
    }
}

fn check_random_texts(seed: u64, rounds: usize, longest: usize) {
    const PARTS: &[&str] = &[
        "the",
        " quick",
        "Brown",
        " FOX",
        "'s",
        "'LL",
        "don't",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\u{a0}",
        ".",
        ",",
        "!?",
        "//",
        "{",
        "}",
        "\"",
        "1",
        "23",
        "4567",
        "٣",
        "漢字",
        "かな",
        "カナ",
        "한국",
        "مرحبا",
        "ً",
        "שלום",
        "привет",
        "Ωμέγα",
        "é",
        "e\u{301}",
        "ʰ",
        "ǅ",
        "😀",
        "👩\u{200d}💻",
        "\u{202e}",
        "\0",
        "_",
        "=",
        "aaaa",
        "bcdfgh",
        "\u{10ffff}",
        "\u{1e900}",
        "\u{10d40}",
    ];
    let peer = peer();
    let mut random = Random(seed);
    for _ in 0..rounds {
        let length = random.below(longest);
        let text: String = (0..length).map(|_| random.pick(PARTS)).collect();
        check(peer, &text);
    }
}

#[test]
fn random_texts() {
    check_random_texts(11, 20_000, 60);
}

/// `cargo test --profile native -p promptwatt-tokens --test differential -- --ignored`
#[test]
#[ignore = "takes minutes; for changes of the engine"]
fn ten_million_random_texts() {
    check_random_texts(21, 10_000_000, 16);
}

#[test]
fn long_runs() {
    let peer = peer();
    let mut random = Random(12);
    for letters in [
        &["a"][..],
        &["a", "b"],
        &[" "],
        &["\n"],
        &["漢", "字"],
        &["e", "t", "a", "o", "i", "n"],
        &["-", "=", "_"],
        &["م", "ر"],
        &["😀"],
    ] {
        for length in [60, 500, 5000] {
            let text: String = (0..length).map(|_| random.pick(letters)).collect();
            check(peer, &text);
        }
    }
}
