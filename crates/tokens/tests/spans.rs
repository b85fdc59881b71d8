//! The tokens of a text, for showing them.

mod support;

use promptwatt_tokens::{Document, Parts, Progress, TokenSpan, Work, snapped};
use support::{ENCODINGS, Random, TOKENIZER, golden, ids, tokenizer_of};

#[test]
fn spans_are_the_tokens_side_by_side() {
    for (text, official) in golden() {
        let spans = TOKENIZER.spans(&text);
        let found: Vec<u32> = spans.iter().filter_map(|span| span.id).collect();
        assert_eq!(found, official, "{text:?}");
        let mut end = 0;
        for span in &spans {
            assert_eq!(span.utf8.start, end, "{text:?}");
            let id = span.id.expect("all parts are there");
            let bytes = &text.as_bytes()[span.utf8.clone()];
            assert_eq!(TOKENIZER.decode(&[id]).as_deref(), Ok(bytes), "{text:?}");
            end = span.utf8.end;
        }
        assert_eq!(end, text.len());
    }
}

#[test]
fn a_document_gives_the_spans_of_what_is_visible() {
    let mut random = Random(4);
    for encoding in ENCODINGS {
        let tokenizer = tokenizer_of(encoding, Parts::ALL);
        let words = [
            "word ",
            "漢字",
            "e\u{301}",
            "a",
            "\n",
            "مرحبا ",
            "12345",
            "aaaaaaaaaaaaaaaa",
        ];
        let mut text: String = (0..20_000).map(|_| random.pick(&words)).collect();
        let middle = (5000..)
            .find(|&at| text.is_char_boundary(at))
            .expect("the end is one");
        text.insert_str(middle, &"ab".repeat(4000));
        let mut document = Document::new(text);
        assert_eq!(
            document.spans(&tokenizer, 0..10),
            None,
            "it is not counted yet"
        );
        while let Progress::Counting { .. } = document.advance(&tokenizer, Work::ALL) {}
        for _ in 0..20 {
            let at = random.below(document.counted().len() - 10_000);
            let visible = at..at + random.below(10_000);
            let whole: Vec<TokenSpan> = tokenizer
                .spans(document.counted())
                .into_iter()
                .filter(|span| span.utf8.end > visible.start && span.utf8.start < visible.end)
                .collect();
            let spans = document
                .spans(&tokenizer, visible.clone())
                .expect("it is counted");
            let seen: Vec<TokenSpan> = spans
                .into_iter()
                .filter(|span| span.utf8.end > visible.start && span.utf8.start < visible.end)
                .collect();
            assert_eq!(seen, whole);
        }
    }
}

#[track_caller]
fn check_snapped(clusters: &[&str], expected: &[(&str, usize)]) {
    let text = clusters.concat();
    let starts: Vec<usize> = clusters
        .iter()
        .scan(0, |end, cluster| {
            *end += cluster.len();
            Some(*end - cluster.len())
        })
        .collect();
    let spans = TOKENIZER.spans(&text);
    assert_eq!(spans.len(), ids(&TOKENIZER, &text).len());
    let found = snapped(&text, &starts, 0..text.len(), &spans);
    let shown: Vec<(&str, usize)> = found
        .iter()
        .map(|span| (&text[span.utf8.clone()], span.tokens.len()))
        .collect();
    assert_eq!(shown, expected);
    let mut utf16 = 0;
    for span in found {
        assert_eq!(span.utf16.start, utf16);
        utf16 += text[span.utf8].encode_utf16().count();
        assert_eq!(span.utf16.end, utf16);
    }
}

#[test]
fn clusters_are_never_split() {
    check_snapped(&["H", "i"], &[("Hi", 1)]);
    // One family, many tokens.
    check_snapped(
        &["👨\u{200d}👩\u{200d}👧", "!"],
        &[("👨\u{200d}👩\u{200d}👧", 8), ("!", 1)],
    );
    // A mark belongs to its letter even where it is a token of its own.
    check_snapped(&["x\u{351}", " ", "y"], &[("x\u{351}", 3), (" y", 1)]);
}

#[test]
fn what_is_visible_is_widened_to_whole_clusters() {
    let text = "one two three four";
    let starts: Vec<usize> = (0..text.len()).collect();
    let spans = TOKENIZER.spans(text);
    let seen = snapped(text, &starts, 5..9, &spans);
    let shown: Vec<&str> = seen.iter().map(|span| &text[span.utf8.clone()]).collect();
    assert_eq!(shown, ["wo", " t"]);
    assert_eq!(snapped("", &[], 0..0, &[]), []);
}
