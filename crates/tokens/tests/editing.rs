//! Counting under edits: documents and savings agree with counting everything again.

mod support;

use promptwatt_tokens::{
    Count, Counter, Document, Edit, Parts, Progress, TokenSaving, Tokenizer, Tokens, Work,
};
use support::{ENCODINGS, Random, TOKENIZER, tokenizer, tokenizer_of};

/// Pieces of text that have caught incremental tokenizers out.
const NASTY: &[&[&str]] = &[
    &[
        "漢", "字", "A", "B", "C", "d", "'s", "ʰ", "\u{301}", "x", " ",
    ],
    &[
        " ", "  ", "\n", "\r\n", "\r", "\t", "\u{a0}", "a", "!", "\u{2028}", "/",
    ],
    &[
        "'", "s", "S", "re", "'LL", "ve", "ſ", "I", "don", "T", "d", " ",
    ],
    &["1", "12", "345", "٣", "½", "a", ",", " ", "."],
    &[
        "the", " quick", "Brown", " FOX", ".", "\n\n", "é", "😀", "\u{200d}", "👩", "\u{fe0f}",
    ],
    &["a", "a", "a", "aa", "aaaa", "b"],
    &["مرحبا", " ", "بكم", "ً", "في", "،", "\u{202e}", "A"],
    &["\0", "{", "}", "\"", ":", "x", "_", "/", "\n", "=="],
];

fn some_text(random: &mut Random, alphabet: &[&str], longest: usize) -> String {
    (0..random.below(longest))
        .map(|_| random.pick(alphabet))
        .collect()
}

/// A range at character boundaries, mostly short.
fn some_range(random: &mut Random, text: &str) -> std::ops::Range<usize> {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(random.below(text.len() + 1));
    let longest = if random.below(8) == 0 { text.len() } else { 12 };
    let end = boundary((start + random.below(longest + 1)).min(text.len()));
    start..end.max(start)
}

#[track_caller]
fn check_document(document: &mut Document, work: Work) {
    check_document_with(&TOKENIZER, document, work);
}

#[track_caller]
fn check_document_with(tokenizer: &Tokenizer, document: &mut Document, work: Work) {
    let mut calls = 0;
    let counted = loop {
        match document.advance(tokenizer, work) {
            Progress::Exact(tokens) => break tokens,
            Progress::Counting { .. } => calls += 1,
        }
        assert!(calls < 1_000_000, "it never ends");
    };
    assert_eq!(
        counted,
        tokenizer.count(document.text()),
        "{:?}",
        document.text()
    );
    assert_eq!(document.progress(), Progress::Exact(counted));
}

fn fuzz_documents(tokenizer: &Tokenizer, seed: u64, rounds: usize) {
    let mut random = Random(seed);
    for _ in 0..rounds {
        let alphabet = NASTY[random.below(NASTY.len())];
        let longest = [10, 100, 2000][random.below(3)];
        let mut text = some_text(&mut random, alphabet, longest);
        let mut document = Document::new(text.clone());
        for _ in 0..20 {
            let range = some_range(&mut random, &text);
            let with = some_text(&mut random, alphabet, 4);
            text.replace_range(range.clone(), &with);
            document.replace(range, &with);
            assert_eq!(document.text(), text);
            match random.below(4) {
                // Edits may arrive while the count is under way.
                0 => drop(document.advance(
                    tokenizer,
                    Work {
                        bytes: random.below(60),
                    },
                )),
                1 => check_document_with(tokenizer, &mut document, Work { bytes: 1 }),
                _ => check_document_with(tokenizer, &mut document, Work::ALL),
            }
        }
        check_document_with(tokenizer, &mut document, Work::SLICE);
    }
}

#[test]
fn a_document_stays_exact_under_any_edits() {
    fuzz_documents(&TOKENIZER, 1, 2500);
    for (seed, encoding) in (10..).zip(ENCODINGS) {
        fuzz_documents(&tokenizer_of(encoding, Parts::ALL), seed, 700);
    }
}

/// Giant pieces under edits inside them, at their ends, that split them and that join them.
fn fuzz_giants(tokenizer: &Tokenizer, seed: u64, rounds: usize) {
    const ALPHABETS: &[&[&str]] = &[
        &["a"],
        &["a", "b"],
        &["ab"],
        &["abc", "abcd"],
        &["e", "t", "a", "o", "i", "n", "s", "the", "ing"],
        &["漢", "字", "学", "是"],
        &[" "],
        &["-", "=", "--"],
        &["\n"],
        &["م", "ر", "ا"],
        &["e\u{301}", "é"],
        &["😀", "👩\u{200d}💻"],
    ];
    let mut random = Random(seed);
    for _ in 0..rounds {
        let alphabet = ALPHABETS[random.below(ALPHABETS.len())];
        let other = ALPHABETS[random.below(ALPHABETS.len())];
        let mut text = String::new();
        while text.len() < 4000 + random.below(9000) {
            text.push_str(random.pick(alphabet));
            if random.below(3000) == 0 {
                text.push_str(random.pick(&[" ", ".", "x", "1", "\n"]));
            }
        }
        let mut document = Document::new(text.clone());
        check_document_with(tokenizer, &mut document, Work::SLICE);
        for _ in 0..12 {
            let range = some_range(&mut random, &text);
            let with = match random.below(5) {
                0 => String::new(),
                1 => random.pick(&[" ", ".", "x", "\n", "A", "7"]).to_owned(),
                2 => some_text(&mut random, other, 30),
                _ => some_text(&mut random, alphabet, 6),
            };
            text.replace_range(range.clone(), &with);
            document.replace(range, &with);
            assert_eq!(document.text(), text);
            match random.below(4) {
                0 => drop(document.advance(
                    tokenizer,
                    Work {
                        bytes: random.below(3000),
                    },
                )),
                1 => check_document_with(tokenizer, &mut document, Work { bytes: 700 }),
                _ => check_document_with(tokenizer, &mut document, Work::ALL),
            }
        }
        check_document_with(tokenizer, &mut document, Work::SLICE);
    }
}

#[test]
fn giant_pieces_stay_exact_under_any_edits() {
    fuzz_giants(&TOKENIZER, 1, 400);
    for (seed, encoding) in (10..).zip(ENCODINGS) {
        fuzz_giants(&tokenizer_of(encoding, Parts::ALL), seed, 60);
    }
}

/// `cargo test --profile native -p promptwatt-tokens --test editing -- --ignored`
#[test]
#[ignore = "takes a minute; for changes of merging or the document"]
fn giant_pieces_stay_exact_under_very_many_edits() {
    for (seed, encoding) in (20..).zip(ENCODINGS) {
        fuzz_giants(&tokenizer_of(encoding, Parts::ALL), seed, 6000);
    }
}

/// An edit in a giant piece costs a few blocks, wherever it is, unless its tokens change far and wide.
#[test]
fn an_edit_in_a_giant_piece_does_not_count_it_again() {
    let mut random = Random(6);
    let letters: Vec<&str> = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
        .split(' ')
        .collect();
    let texts = [
        "a".repeat(200_000),
        " ".repeat(200_000),
        "ab".repeat(100_000),
        (0..200_000).map(|_| random.pick(&letters)).collect(),
    ];
    for text in texts {
        let mut document = Document::new(text);
        check_document(&mut document, Work::ALL);
        for _ in 0..20 {
            let at = random.below(document.text().len());
            let letter = document.text()[at..=at].to_owned();
            document.replace(at..at, &letter);
            // The scan of the whole piece is the first step; merging again must fit into a little more.
            let scan = document.text().len() + 10;
            let progress = document.advance(&TOKENIZER, Work { bytes: scan + 5000 });
            assert!(matches!(progress, Progress::Exact(_)), "{at}");
        }
        check_document(&mut document, Work::ALL);
    }
}

/// `cargo test --profile native -p promptwatt-tokens --test editing -- --ignored`
#[test]
#[ignore = "takes a minute; for changes of the scanner or the document"]
fn a_document_stays_exact_under_very_many_edits() {
    for (seed, encoding) in (20..).zip(ENCODINGS) {
        fuzz_documents(&tokenizer_of(encoding, Parts::ALL), seed, 40_000);
    }
}

#[track_caller]
fn check_edit(before: &str, at: usize, with: &str) {
    let mut document = Document::new(before.to_owned());
    check_document(&mut document, Work::ALL);
    document.replace(at..at, with);
    check_document(&mut document, Work::ALL);
    document.replace(at..at + with.len(), "");
    check_document(&mut document, Work::ALL);
    assert_eq!(document.text(), before);
}

#[test]
fn edits_that_reach_far_to_the_left() {
    // The greedy upper-case part had looked at all of ABC before it gave it back.
    check_edit("漢字ABC", "漢字ABC".len(), "d");
    check_edit(
        "日本漢字ABCDEFGHIJKLMNOP",
        "日本漢字ABCDEFGHIJKLMNOP".len(),
        "q",
    );
    check_edit("don'", 4, "t");
    check_edit("don'r", 5, "e");
    check_edit("we'l x", 4, "l");
    check_edit("a     b", 6, "\n");
    check_edit("a     ", 6, " ");
    check_edit("a     ", 6, "b");
    check_edit("a \n\n   ", 7, "\n");
    check_edit("!!\n/", 4, "/");
    check_edit("12", 2, "3");
    check_edit("x\u{301}ABC", "x\u{301}ABC".len(), "d");
    check_edit("", 0, "x");
}

#[test]
fn ranges_are_fitted_to_the_text() {
    let mut document = Document::new("a漢b".to_owned());
    document.replace(2..3, "x");
    assert_eq!(document.text(), "axb");
    document.replace(7..9, "!");
    assert_eq!(document.text(), "axb!");
    check_document(&mut document, Work::ALL);
}

#[test]
fn a_document_says_when_it_is_still_counting() {
    let mut document = Document::new("one two three".to_owned());
    assert_eq!(document.progress(), Progress::Counting { last_exact: None });
    assert_eq!(
        document.advance(&TOKENIZER, Work { bytes: 0 }),
        Progress::Counting { last_exact: None }
    );
    assert_eq!(
        document.advance(&TOKENIZER, Work::ALL),
        Progress::Exact(Tokens(3))
    );
    document.replace(13..13, &" four".repeat(100));
    let counting = Progress::Counting {
        last_exact: Some(Tokens(3)),
    };
    assert_eq!(document.progress(), counting);
    assert_eq!(document.advance(&TOKENIZER, Work { bytes: 20 }), counting);
    assert_eq!(
        document.advance(&TOKENIZER, Work::ALL),
        Progress::Exact(Tokens(103))
    );
}

#[test]
fn giant_pieces_are_counted_in_steps() {
    let mut random = Random(5);
    for letters in [
        &["a"][..],
        &["a", "b", "q", "e", "t"],
        &[" "],
        &["漢", "字", "学"],
        &["-", "="],
    ] {
        let text: String = (0..30_000).map(|_| random.pick(letters)).collect();
        let mut document = Document::new(text);
        let mut calls = 0;
        while let Progress::Counting { .. } = document.advance(&TOKENIZER, Work { bytes: 4096 }) {
            calls += 1;
            if calls == 3 {
                document.replace(9..9, letters[0]);
            }
        }
        // What repeats itself is seen at once.
        assert!(calls > 3 || letters.len() == 1, "{calls} calls");
        check_document(&mut document, Work::SLICE);
        document.replace(3000..6000, letters[0]);
        check_document(&mut document, Work::SLICE);
    }
}

#[test]
fn a_saving_is_the_difference_of_the_counts() {
    let counter = Counter::Exact(tokenizer());
    let mut random = Random(3);
    for _ in 0..30_000 {
        let alphabet = NASTY[random.below(NASTY.len())];
        let text = some_text(&mut random, alphabet, 60);
        let mut edits: Vec<Edit> = Vec::new();
        for _ in 0..random.below(5) {
            let utf8 = some_range(&mut random, &text);
            if edits
                .iter()
                .all(|edit| edit.utf8.end <= utf8.start || utf8.end <= edit.utf8.start)
            {
                edits.push(Edit {
                    utf8,
                    replacement: some_text(&mut random, alphabet, 4),
                });
            }
        }
        edits.sort_by_key(|edit| (edit.utf8.start, edit.utf8.end));
        let mut after = text.clone();
        for edit in edits.iter().rev() {
            after.replace_range(edit.utf8.clone(), &edit.replacement);
        }
        let expected = TOKENIZER.count(&text).0 as i64 - TOKENIZER.count(&after).0 as i64;
        let saving = counter.saving(&text, &edits);
        assert_eq!(
            saving,
            TokenSaving {
                tokens: expected,
                exact: true
            },
            "{text:?} {edits:?}"
        );
    }
}

#[test]
fn a_saving_in_text_without_cuts_is_bounded_and_marked() {
    let counter = Counter::Exact(tokenizer());
    let text = "a".repeat(100_000);
    let edit = Edit {
        utf8: 50_000..50_010,
        replacement: String::new(),
    };
    assert!(!counter.saving(&text, &[edit]).exact);
}

#[test]
fn what_if_is_exact_even_in_text_without_cuts() {
    let text = "a".repeat(50_000);
    let mut document = Document::new(text.clone());
    check_document(&mut document, Work::ALL);
    let edits = [
        Edit {
            utf8: 100..103,
            replacement: String::new(),
        },
        Edit {
            utf8: 30_000..30_000,
            replacement: " b ".to_owned(),
        },
    ];
    let mut after = text.clone();
    after.insert_str(30_000, " b ");
    after.replace_range(100..103, "");
    let saving = document.what_if(&TOKENIZER, &edits, Work::ALL);
    let expected = TOKENIZER.count(&text).0 as i64 - TOKENIZER.count(&after).0 as i64;
    assert_eq!(
        saving,
        TokenSaving {
            tokens: expected,
            exact: true
        }
    );
    assert_eq!(document.text(), text, "it is as it was");
    assert!(
        !document
            .what_if(&TOKENIZER, &edits, Work { bytes: 1 })
            .exact
    );
}

#[test]
fn impossible_edits_are_left_out_and_marked() {
    let counter = Counter::Exact(tokenizer());
    let edit = |utf8, replacement: &str| Edit {
        utf8,
        replacement: replacement.to_owned(),
    };
    let text = "very very 漢字 good";
    for edits in [
        vec![edit(100..101, "")],
        vec![edit(11..12, "")],
        vec![edit(0..5, ""), edit(3..7, "")],
        vec![edit(5..10, ""), edit(0..5, "")],
    ] {
        let saving = counter.saving(text, &edits);
        assert!(!saving.exact, "{edits:?}");
        assert!(saving.tokens.abs() <= 1, "{edits:?}");
    }
}

#[test]
fn without_a_vocabulary_savings_are_estimates() {
    let counter = Counter::Estimate(promptwatt_tokens::Encoding::O200kBase);
    let text = "I would like you to please answer the question about the weather.";
    assert!(!counter.count(text).is_exact());
    assert!(matches!(counter.count(text), Count::Estimated(_)));
    let saving = counter.saving(
        text,
        &[Edit {
            utf8: 0..27,
            replacement: String::new(),
        }],
    );
    assert!(!saving.exact);
    assert!((4..=9).contains(&saving.tokens), "{saving:?}");
}
