//! `promptwatt badge`: the figures are those of the report, the link opens the prompt, and nothing in it is markup.

use crate::program::promptwatt;
use promptwatt_link::codec;

const PROMPT: &str = "Explain </p><script>alert(1)</script> & \"tides\" [in] (five) sentences. مدّ";

fn badge(options: &[&str], prompt: &str) -> String {
    let ran = promptwatt(&[&["badge"], options].concat(), prompt.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{options:?}");
    ran.text().trim_end().to_owned()
}

/// What stands between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, after) = text.split_once(start).expect(start);
    after.split_once(end).expect(end).0
}

#[test]
fn every_format_has_the_figures_and_a_link_that_opens_the_prompt() {
    let report = promptwatt(&["report", "--json", "--region", "FR"], PROMPT.as_bytes()).json();
    let tokens = report["count"]["tokens"]
        .as_u64()
        .expect("exact")
        .to_string();
    let wh = report["before"]["wh"]["central"]
        .as_f64()
        .expect("a number");
    for (format, start, end) in [
        ("html", "<a href=\"", "\""),
        ("svg", "<a href=\"", "\""),
        ("markdown", "](<", ">)"),
    ] {
        let badge = badge(&["--format", format, "--region", "FR"], PROMPT);
        let address = between(&badge, start, end).replace("&amp;", "&");
        let fragment = address
            .strip_prefix("https://promptwatt.example/")
            .expect("the page");
        let link = codec::read(fragment).expect("a link").expect("a good one");
        assert_eq!(
            (link.text.as_str(), link.region),
            (PROMPT, "FR"),
            "{format}"
        );
        assert!((link.before.wh[1] - wh).abs() < 1e-6, "{format}");
        assert_eq!(link.before.input.to_string(), tokens, "{format}");
        assert!(badge.contains(&format!("tokens: {tokens}")), "{badge}");
        for markup in ["<script", "alert(", " style=", "onload", "<img"] {
            assert!(!badge.contains(markup), "{format}: {badge}");
        }
    }
}

#[test]
fn badges_in_other_languages_lead_to_their_pages() {
    for (words, direction, says) in [
        ("en", "ltr", "energy: "),
        ("ar", "rtl", "وات ساعة"),
        ("fr", "ltr", "énergie : "),
        ("es", "ltr", "energía: "),
    ] {
        let options = ["--words", words, "--address", "https://a.example/sub/"];
        let badge = badge(&options, "Why?");
        assert!(badge.contains(says), "{badge}");
        assert!(
            badge.starts_with(&format!("<p lang=\"{words}\" dir=\"{direction}\">")),
            "{badge}"
        );
        let page = if words == "en" {
            String::new()
        } else {
            format!("{words}/")
        };
        let address = format!("<a href=\"https://a.example/sub/{page}#v1.m=gpt-4o");
        assert!(badge.contains(&address), "{badge}");
        assert!(!badge.contains('%') || badge.contains("%3F"), "{badge}");
    }
}

#[test]
fn the_prompt_can_stay_out_of_the_link() {
    let without = badge(&["--without-text"], PROMPT);
    assert!(!without.contains("amp;t="), "{without}");
    let long = "why ".repeat(20_000);
    let refused = promptwatt(&["badge"], long.as_bytes());
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("pass --without-text"),
        "{}",
        refused.stderr
    );
    assert!(badge(&["--without-text"], &long).len() < 2_000);
}
