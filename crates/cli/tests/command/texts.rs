//! Texts that nobody expects.

use crate::program::promptwatt;
use serde_json::{Value, json};

#[test]
fn every_text_gets_a_clear_result() {
    let cases: &[(&str, Vec<u8>)] = &[
        ("empty", vec![]),
        ("only spaces", b" \n\t  \r\n ".to_vec()),
        ("only a byte-order mark", b"\xef\xbb\xbf".to_vec()),
        ("one letter", b"a".to_vec()),
        ("NUL bytes", b"Please\0explain\0\0tides.".to_vec()),
        (
            "a right-to-left override",
            "Please explain \u{202e}sedit\u{202c} in order to help."
                .as_bytes()
                .to_vec(),
        ),
        (
            "isolates that never end",
            "\u{2066}".repeat(1000).into_bytes(),
        ),
        (
            "controls",
            b"\x1b[31mPlease\x1b]0;title\x07 explain\x08\x7f.".to_vec(),
        ),
        ("100,000 times one letter", vec![b'a'; 100_000]),
        ("a special token", b"<|endoftext|>".to_vec()),
        (
            "marks upon marks",
            ["e", &"\u{301}".repeat(5000)].concat().into_bytes(),
        ),
        ("joined faces", "👩‍👩‍👧‍👦".repeat(500).into_bytes()),
        (
            "a last noncharacter",
            "\u{10ffff}\u{fffe}\u{fdd0}".as_bytes().to_vec(),
        ),
        (
            "Windows line ends",
            b"Please explain.\r\nThank you.\r\n".to_vec(),
        ),
    ];
    for (name, text) in cases {
        let counted = promptwatt(&["count", "--json"], text).json();
        let without_mark = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        assert_eq!(counted["bytes"], json!(without_mark.len()), "{name}");
        assert_eq!(
            counted["tokens"] == json!(0),
            without_mark.is_empty(),
            "{name}"
        );
        let reported = promptwatt(&["report", "--json"], text).json();
        assert_eq!(reported["count"], counted, "{name}");
        for verb in ["count", "coach", "report"] {
            let ran = promptwatt(&[verb], text);
            assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{name}: {verb}");
            let odd = ran.text().chars().find(|c| {
                c.is_control() && *c != '\n'
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            assert_eq!(odd, None, "{name}: {verb} gives a terminal nothing to obey");
        }
    }
}

#[test]
fn applying_gives_back_every_byte_that_is_not_edited() {
    for text in [
        "",
        "  \r\n",
        "no edits here\0",
        "line\r\nline\r\n",
        "\u{202e}abc",
    ] {
        let ran = promptwatt(&["coach", "--apply"], text.as_bytes());
        assert_eq!((ran.code, ran.text()), (0, text));
    }
}

#[test]
fn five_megabytes_are_counted_coached_and_reported() {
    let sentence =
        "Could you please explain, in order to help me, why the tides rise twice a day? ";
    let text = sentence.repeat(5_000_000 / sentence.len());
    let reported = promptwatt(&["report", "--json"], text.as_bytes()).json();
    assert_eq!(reported["count"]["bytes"], json!(text.len()));
    assert!(
        reported["count"]["tokens"]
            .as_u64()
            .is_some_and(|tokens| tokens > 1_000_000)
    );
    assert!(
        reported["coach"]["more"]
            .as_u64()
            .is_some_and(|more| more > 0),
        "the list ends somewhere"
    );
    let wh = |of: &str| reported[of]["wh"]["central"].as_f64();
    assert!(wh("before") > wh("after"));
}

#[test]
fn bytes_that_are_no_text_are_replaced_when_asked() {
    let counted = promptwatt(
        &["count", "--json", "--lossy"],
        b"\xef\xbb\xbfcaf\xe9 \xf0\x9f",
    )
    .json();
    assert_eq!(
        (&counted["characters"], &counted["bytes"]),
        (&json!(6), &json!(10))
    );
    assert_ne!(counted["tokens"], Value::Null);
}
