//! Links as they are documented, forged and drawn by lot.

use super::{Figures, LONGEST, LONGEST_WITH_TEXT, Link, LinkError, read, write};
use proptest::prelude::*;

const FIGURES: &str = "48,420,0.081,0.52,4.2,0.21,1.3";

fn smallest() -> String {
    format!("#v1.m=gpt-4o&r=FR&f=2026.11&b={FIGURES}&a={FIGURES}")
}

#[test]
fn a_link_reads_as_it_is_documented() {
    let figures = Figures {
        input: 48.0,
        output: 420.0,
        wh: [0.081, 0.52, 4.2],
        gco2e: 0.21,
        water_ml: 1.3,
    };
    let link = Link {
        model: "gpt-4o",
        region: "FR",
        factors: "2026.11",
        screen: "none",
        before: figures,
        after: figures,
        ..Link::default()
    };
    let smallest = smallest();
    let settings = smallest.as_str();
    assert_eq!(
        read(settings),
        Some(Ok(Link {
            settings,
            ..link.clone()
        }))
    );
    let link = Link {
        screen: "laptop",
        expected: Some(300.0),
        history: 1200.0,
        system: 500.0,
        price_in: 2.5,
        price_out: 10.0,
        text: "Why “two” a day?\n<script>alert(1)</script> مدّ & جزر 🌊".into(),
        ..link
    };
    let written = write(&link, &link.text).expect("short enough");
    let (settings, text) = written.split_once("&t=").expect("a text");
    assert_eq!(
        settings,
        format!(
            "#v1.m=gpt-4o&r=FR&f=2026.11&d=laptop&h=1200&s=500&p=2.5&q=10&b={FIGURES}&a={FIGURES}&e=300"
        )
    );
    assert!(
        text.bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'&' | b'#')),
        "{text}"
    );
    assert_eq!(read(&written), Some(Ok(Link { settings, ..link })));
}

#[test]
fn hostile_links_are_refused() {
    let smallest = smallest();
    let with = |more: &str| format!("{smallest}{more}");
    let instead = |old: &str, new: &str| smallest.replacen(old, new, 1);
    let cases = [
        (
            "the next version",
            instead("v1.", "v2."),
            LinkError::OtherVersion,
        ),
        (
            "version 01",
            instead("v1.", "v01."),
            LinkError::OtherVersion,
        ),
        (
            "version 10",
            instead("v1.", "v10."),
            LinkError::OtherVersion,
        ),
        ("nothing in it", "#v1.".into(), LinkError::OtherVersion),
        ("an unknown key", with("&x=1"), LinkError::OtherVersion),
        ("a long key", with("&__proto__=1"), LinkError::OtherVersion),
        ("a capital key", with("&M=gpt-4o"), LinkError::OtherVersion),
        ("an empty field", with("&&e=3"), LinkError::OtherVersion),
        ("a key without a value", with("&e"), LinkError::OtherVersion),
        ("a key twice", with("&m=gpt-4o"), LinkError::Twice),
        ("a text twice", with("&t=a&t=b"), LinkError::Encoding),
        ("no model", instead("m=gpt-4o&", ""), LinkError::Missing),
        (
            "no figures",
            instead(&format!("&b={FIGURES}"), ""),
            LinkError::Missing,
        ),
        ("a broken escape", with("&t=100%"), LinkError::Encoding),
        ("not UTF-8", with("&t=%C3%28"), LinkError::Encoding),
        ("half a pair", with("&t=%ED%A0%BD"), LinkError::Encoding),
        ("a raw blank", with("&t=a b"), LinkError::Encoding),
        ("a raw letter", with("&t=é"), LinkError::Encoding),
        (
            "a script for a model",
            instead("gpt-4o", "%3Cscript%3Ealert(1)%3C/script%3E"),
            LinkError::Value,
        ),
        (
            "a path for a region",
            instead("FR", "..%2F..%2Fetc%2Fpasswd"),
            LinkError::Value,
        ),
        ("an empty id", instead("gpt-4o", ""), LinkError::Value),
        (
            "a long id",
            instead("gpt-4o", &"a".repeat(41)),
            LinkError::Value,
        ),
        ("a script for a screen", with("&d=%22%3E"), LinkError::Value),
        ("a negative number", with("&e=-1"), LinkError::Value),
        ("an exponent", with("&e=1e3"), LinkError::Value),
        ("no number", with("&e=NaN"), LinkError::Value),
        ("too many tokens", with("&e=1000000001"), LinkError::Value),
        ("too much history", with("&h=1000000001"), LinkError::Value),
        ("a hidden number", with("&s=1%00"), LinkError::Value),
        ("a huge price", with("&q=1000000001"), LinkError::Value),
        ("six figures", instead("48,420", "420"), LinkError::Value),
        (
            "eight figures",
            instead("48,420", "1,48,420"),
            LinkError::Value,
        ),
        (
            "a range upside down",
            instead("0.081,0.52,4.2", "4.2,0.52,0.081"),
            LinkError::Value,
        ),
        (
            "a script for a figure",
            instead("0.52", "%3Cb%3E"),
            LinkError::Value,
        ),
        (
            "long without a text",
            instead("gpt-4o", &"a".repeat(LONGEST + 1)),
            LinkError::TooLong,
        ),
        (
            "huge",
            with(&format!("&t={}", "a".repeat(LONGEST_WITH_TEXT))),
            LinkError::TooLong,
        ),
    ];
    for (what, fragment, error) in cases {
        assert_eq!(read(&fragment), Some(Err(error)), "{what}: {fragment:.200}");
    }
}

#[test]
fn places_of_the_page_are_no_links() {
    for fragment in [
        "",
        "#",
        "#method",
        "#prompt",
        "#v",
        "#v1",
        "#v.",
        "#vx.m=1",
        "#version.1",
        "#V1.m=1",
    ] {
        assert_eq!(read(fragment), None, "{fragment}");
    }
}

#[test]
fn a_text_may_be_too_long() {
    let written = |text: String| write(&Link::default(), &text);
    assert_eq!(
        written("م".repeat(LONGEST_WITH_TEXT / 6)),
        Err(LinkError::TooLong)
    );
    assert_eq!(
        written("a".repeat(LONGEST_WITH_TEXT + 1)),
        Err(LinkError::TooLong)
    );
    assert!(written("a".repeat(LONGEST_WITH_TEXT - 200)).is_ok());
}

/// Numbers that a link keeps whole: six decimals.
fn number(most: u32) -> impl Strategy<Value = f64> {
    (0..=most, 0..5).prop_map(|(digits, places)| f64::from(digits) / 10_f64.powi(places))
}

fn figures() -> impl Strategy<Value = Figures> {
    let one = || number(999_999);
    ((one(), one()), [one(), one(), one()], (one(), one())).prop_map(|(tokens, mut wh, others)| {
        wh.sort_by(f64::total_cmp);
        Figures {
            input: tokens.0,
            output: tokens.1,
            wh,
            gco2e: others.0,
            water_ml: others.1,
        }
    })
}

type Ids = [String; 4];

fn ids() -> impl Strategy<Value = Ids> {
    [
        "[A-Za-z0-9._-]{1,40}",
        "[A-Z]{2,5}",
        "[0-9.]{1,8}",
        "[a-z]{1,8}",
    ]
}

prop_compose! {
    /// A link without its ids, which it borrows.
    fn link()(
        options in (proptest::option::of(number(999_999)), "(?s).*"),
        numbers in [number(999_999), number(999_999), number(999_999), number(999_999)],
        exchange in (figures(), figures()),
    ) -> Link<'static> {
        let (expected, text) = options;
        let [history, system, price_in, price_out] = numbers;
        let (before, after) = exchange;
        Link { expected, history, system, price_in, price_out, before, after, text, ..Link::default() }
    }
}

fn joined<'a>(link: &Link<'_>, [model, region, factors, screen]: &'a Ids) -> Link<'a> {
    Link {
        model,
        region,
        factors,
        screen,
        text: link.text.clone(),
        settings: "",
        ..*link
    }
}

proptest! {
    #[test]
    fn every_link_comes_back(link in link(), ids in ids()) {
        let link = joined(&link, &ids);
        let written = write(&link, &link.text).expect("short enough");
        let settings = write(&link, "").expect("short enough");
        prop_assert_eq!(read(&written), Some(Ok(Link { settings: &settings, ..link })));
    }

    #[test]
    fn nothing_breaks_the_reader(rest in any::<String>()) {
        let _ = read(&rest);
        let _ = read(&format!("#v1.{rest}"));
    }

    #[test]
    fn a_damaged_link_is_refused_or_a_link(link in link(), ids in ids(), at in any::<prop::sample::Index>(), with in any::<char>()) {
        let link = joined(&link, &ids);
        let written = write(&link, &link.text).expect("short enough");
        let mut letters: Vec<char> = written.chars().collect();
        let at = at.index(letters.len());
        letters[at] = with;
        let damaged: String = letters.into_iter().collect();
        if let Some(Ok(link)) = read(&damaged) {
            let again = write(&link, &link.text).expect("it was short enough");
            let read = read(&again).expect("a link").expect("a sound one");
            prop_assert_eq!(Link { settings: "", ..read }, Link { settings: "", ..link });
        }
    }
}
