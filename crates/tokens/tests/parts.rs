//! A count is exact as soon as the parts are there that the text can use.

mod support;

use std::collections::HashMap;

use promptwatt_tokens::{Count, Counter, Encoding, Part, Parts, Tokenizer};
use support::{ENCODINGS, Random, golden_of, tokenizer_of};

/// Tokenizers with just the parts that texts ask for, made when they are first needed.
struct Partial {
    encoding: Encoding,
    whole: Tokenizer,
    by_parts: HashMap<Parts, Tokenizer>,
}

impl Partial {
    fn of(encoding: Encoding) -> Partial {
        Partial {
            encoding,
            whole: tokenizer_of(encoding, Parts::ALL),
            by_parts: HashMap::new(),
        }
    }

    #[track_caller]
    fn check(&mut self, text: &str) {
        let parts = Parts::of(text);
        let encoding = self.encoding;
        let tokenizer = self
            .by_parts
            .entry(parts)
            .or_insert_with(|| tokenizer_of(encoding, parts));
        assert!(tokenizer.covers(text));
        let bounds = |tokenizer: &Tokenizer| -> Vec<usize> {
            let spans = tokenizer.spans(text);
            spans.into_iter().map(|span| span.utf8.end).collect()
        };
        let whole = bounds(&self.whole);
        assert_eq!(
            bounds(tokenizer),
            whole,
            "{encoding:?} with {parts:?}: {text:?}"
        );
        assert_eq!(tokenizer.count(text).0, whole.len());
    }
}

#[test]
fn golden_texts_need_no_more_than_their_parts() {
    for encoding in ENCODINGS {
        let mut partial = Partial::of(encoding);
        for (text, official) in golden_of(encoding) {
            // Normal form C may need what the text as it is does not; that is asked about the normal form.
            if encoding == Encoding::Qwen && !text.is_ascii() {
                continue;
            }
            partial.check(&text);
            assert_eq!(partial.whole.count(&text).0, official.len());
        }
    }
}

/// With texts of up to `scripts` scripts.
fn fuzz(encoding: Encoding, seed: u64, rounds: usize, scripts: usize) {
    const SCRIPTS: &[&[&str]] = &[
        &[
            "a", "B", "the", " in", "ing", "'s", "1", "23", " ", "\n", ".", "()", "//", "_",
        ],
        &["é", "ü", "ç", " à", "Œ", "ş", "ệ", " đ", "ñ", "\u{301}"],
        &["и", " в", "ст", "Москва", "Ω", "λ", " τ", "ὲ"],
        &["ا", "ل", " ال", "م", "ة", "،", "ً", "٣", "پ"],
        &["ש", " ה", "ל", "ა", " და", "Հ", "አ", "ក"],
        &["क", "ा", " है", "্", "த", "ไ", "ม", "ສ"],
        &["的", "中", "国", "。", "、", "の", "カ", "ー", "人"],
        &["한", "국", " 이", "다", "ㅋ"],
        &[
            "—", "“", "”", "…", "😀", "\u{200d}", "\u{fe0f}", "👩", "€", "«", "\u{a0}", "→", "½",
            "，",
        ],
    ];
    let mut partial = Partial::of(encoding);
    let mut random = Random(seed);
    for _ in 0..rounds {
        let mut alphabet: Vec<&str> = Vec::new();
        for _ in 0..1 + random.below(scripts) {
            alphabet.extend(random.pick(SCRIPTS));
        }
        let length = random.below(30);
        let text: String = (0..length).map(|_| random.pick(&alphabet)).collect();
        if encoding == Encoding::Qwen && text.contains('\u{301}') {
            continue;
        }
        partial.check(&text);
    }
}

#[test]
fn random_texts_need_no_more_than_their_parts() {
    for (seed, encoding) in (1..).zip(ENCODINGS) {
        fuzz(encoding, seed, 10_000, 2);
    }
}

/// `cargo test --profile native -p promptwatt-tokens --test parts -- --ignored`
#[test]
#[ignore = "takes minutes; for changes of the parts"]
fn very_many_random_texts_need_no_more_than_their_parts() {
    for (seed, encoding) in (100..).zip(ENCODINGS) {
        fuzz(encoding, seed, 2_000_000, 4);
    }
}

#[test]
fn what_parts_texts_ask_for() {
    let asks = |text: &str| Parts::of(text).iter().map(Part::id).collect::<Vec<_>>();
    assert_eq!(asks(""), ["ascii"]);
    assert_eq!(asks("fn main() {}"), ["ascii"]);
    assert_eq!(asks("Où est l'été ?"), ["ascii", "shared", "latin"]);
    assert_eq!(asks("مرحبا"), ["ascii", "shared", "arabic"]);
    assert_eq!(asks("你好。"), ["ascii", "shared", "han"]);
    assert_eq!(asks("“quoted” — 😀"), ["ascii", "shared"]);
}

#[test]
fn a_count_without_the_parts_is_an_estimate() {
    let ascii = Parts::NONE.with(Part::Ascii);
    let counter = Counter::Exact(tokenizer_of(Encoding::O200kBase, ascii));
    assert!(matches!(counter.count("hello"), Count::Exact(_)));
    assert!(matches!(counter.count("مرحبا"), Count::Estimated(_)));
    let tokenizer = tokenizer_of(Encoding::O200kBase, ascii);
    assert_eq!(
        tokenizer.encode("hello"),
        None,
        "official ids need all parts"
    );
    assert!(tokenizer.decode(&[0]).is_err());
}

/// What a visit costs; the numbers are in the crate's README.
#[test]
fn english_is_exact_after_380_kb_and_any_script_after_440() {
    let weigh = |parts: Parts| -> usize {
        support::packed(Encoding::O200kBase, parts)
            .iter()
            .map(Vec::len)
            .sum()
    };
    assert!(weigh(Parts::of("English")) < 380_000);
    for text in [
        "été",
        "Москва",
        "مرحبا",
        "עברית",
        "हिन्दी",
        "中文。",
        "한국어",
    ] {
        let bytes = weigh(Parts::of(text));
        assert!(bytes < 440_000, "{text}: {bytes} bytes");
    }
    assert!(weigh(Parts::ALL) < 625_000);
}
