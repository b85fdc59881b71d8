//! A link's fragment: `#v1.m=gpt-4o&r=FR&…`. What stands behind `#` never goes to a server.
//!
//! | key | what | |
//! |---|---|---|
//! | `m`, `r`, `f` | ids of model, region and factor set | always |
//! | `b`, `a` | the figures before and after the suggestions: tokens in, tokens out, Wh low, central, high, gCO₂e, mL | always |
//! | `e` | the visitor's own number for the answer's tokens | where there is one |
//! | `h`, `s` | tokens of the conversation so far, of the system prompt | 0 without |
//! | `d` | id of the reader's screen | `none` without |
//! | `p`, `q` | the visitor's price of a million tokens read, written | 0 without |
//! | `t` | the text, percent-encoded | last, and only where the visitor put it in |
//!
//! Each key at most once; no other keys. A link comes from anywhere, so everything in it is checked, and nothing is taken as more than a
//! number, an id or a text.

use crate::template::Filling;
use crate::{decimal, percent};
use promptwatt_energy::Estimate;

/// The longest that anything but a text may be, in bytes of the address.
pub const LONGEST: usize = 8_000;
/// The longest link with a text in it, in bytes.
pub const LONGEST_WITH_TEXT: usize = 64_000;
/// The largest number of tokens and the largest price: what the energy crate takes.
const MOST_SETTING: f64 = 1e9;
/// The largest of the figures.
const MOST: f64 = 2_147_483_647.0;
/// The longest id.
const LONGEST_ID: usize = 40;

/// The figures of an exchange as they were when the link was made.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Tokens of the prompt, central.
    pub input: f64,
    /// Tokens of the visible answer, central.
    pub output: f64,
    /// Watt-hours: low, central, high.
    pub wh: [f64; 3],
    /// Grams of CO₂e, central.
    pub gco2e: f64,
    /// Millilitres of water, central.
    pub water_ml: f64,
}

impl From<&Estimate> for Figures {
    fn from(estimate: &Estimate) -> Self {
        let wh = estimate.wh;
        Self {
            input: estimate.tokens.input.central().0,
            output: estimate.tokens.output.central().0,
            wh: [wh.low().0, wh.central().0, wh.high().0],
            gco2e: estimate.gco2e.central().0,
            water_ml: estimate.water_ml.central().0,
        }
    }
}

/// What a link carries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link<'a> {
    /// The model's id: 1 to 40 letters, digits, `-`, `.` and `_`.
    pub model: &'a str,
    /// The region's code, likewise.
    pub region: &'a str,
    /// The version of the factors, likewise.
    pub factors: &'a str,
    /// The screen's id, likewise; `none` where it does not count.
    pub screen: &'a str,
    /// The visitor's own number for the answer's tokens, at most 1e9.
    pub expected: Option<f64>,
    /// Tokens of the conversation so far, at most 1e9.
    pub history: f64,
    /// Tokens of the hidden system prompt, at most 1e9.
    pub system: f64,
    /// The visitor's price of a million tokens read, at most 1e9; 0 where there is none.
    pub price_in: f64,
    /// The same for tokens written.
    pub price_out: f64,
    /// The exchange as the prompt stood.
    pub before: Figures,
    /// With every suggestion.
    pub after: Figures,
    /// The text; empty where there is none.
    pub text: String,
    /// Of a link that was read: its fragment without the text, as it stood there.
    pub settings: &'a str,
}

/// Why there is no link, or why one is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is longer than a link may be.
    TooLong,
    /// Another version of the page made it: it has a version, a key or an id that this one does not know.
    OtherVersion,
    /// A key is there twice.
    Twice,
    /// Something that every link has is missing.
    Missing,
    /// An escape is broken.
    Encoding,
    /// A number or an id is none, or outside its range.
    Value,
}

impl Figures {
    #[inline(never)]
    fn write(&self, link: &mut Filling) {
        link.numbers(&[self.input, self.output]);
        link.numbers(&self.wh);
        link.numbers(&[self.gco2e, self.water_ml]);
    }

    #[inline(never)]
    fn read(text: &str) -> Option<Self> {
        let mut numbers = [0.0; 7];
        decimal::read_list(text, &mut numbers, MOST)?;
        let [input, output, low, central, high, gco2e, water_ml] = numbers;
        (low <= central && central <= high).then_some(Self {
            input,
            output,
            wh: [low, central, high],
            gco2e,
            water_ml,
        })
    }
}

/// The fragment of a link, with its `#`, and with a text unless that is empty. The link's own `text` and `settings` do not matter.
///
/// # Errors
/// [`LinkError::TooLong`]: the text is too long for a link.
///
/// # Complexity
/// Linear in the text, up to the longest link.
pub fn write(link: &Link<'_>, text: &str) -> Result<String, LinkError> {
    let mut fragment =
        Filling::of("#v1.m=%&r=%&f=%&d=%&h=%&s=%&p=%&q=%&b=%,%,%,%,%,%,%&a=%,%,%,%,%,%,%");
    for id in [link.model, link.region, link.factors, link.screen] {
        fragment.put(id);
    }
    fragment.numbers(&[link.history, link.system, link.price_in, link.price_out]);
    link.before.write(&mut fragment);
    link.after.write(&mut fragment);
    if let Some(expected) = link.expected {
        fragment.turn_to("&e=%");
        fragment.number(expected);
    }
    let mut fragment = fragment.text;
    if !text.is_empty() {
        fragment.push_str("&t=");
        // One that is too long anyway need not be written.
        if text.len() <= LONGEST_WITH_TEXT {
            percent::write(&mut fragment, text);
        }
    }
    if text.len().max(fragment.len()) > LONGEST_WITH_TEXT {
        return Err(LinkError::TooLong);
    }
    Ok(fragment)
}

/// Reads an address' fragment, with or without its `#`; `None` where it is not a link of this page but the name of a place in it.
///
/// # Errors
/// The first thing that is wrong with it.
///
/// # Complexity
/// Linear; a fragment that is too long is not looked at.
#[must_use]
pub fn read(fragment: &str) -> Option<Result<Link<'_>, LinkError>> {
    let own = fragment.strip_prefix('#').unwrap_or(fragment);
    let (version, fields) = own.strip_prefix('v')?.split_once('.')?;
    let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    is_version.then(|| match version {
        "1" => read_fields(fragment, fields),
        _ => Err(LinkError::OtherVersion),
    })
}

/// The id of the screen that does not count.
const NO_SCREEN: &str = "none";

/// All keys but that of the text.
const KEYS: [&str; 11] = ["m", "r", "f", "d", "b", "a", "e", "h", "s", "p", "q"];

fn read_fields<'a>(fragment: &'a str, fields: &'a str) -> Result<Link<'a>, LinkError> {
    if fields.len() > LONGEST_WITH_TEXT {
        return Err(LinkError::TooLong);
    }
    let mut text = String::new();
    let mut settings = fragment;
    let mut values = [None; KEYS.len()];
    let mut rest = Some(fields);
    while let Some(fields) = rest {
        if let Some(value) = fields.strip_prefix("t=") {
            text = percent::read(value).ok_or(LinkError::Encoding)?;
            // Neither the text nor the `&` before it.
            let before = fragment.len().saturating_sub(fields.len() + 1);
            settings = fragment.get(..before).unwrap_or_default();
            break;
        }
        let (field, others) = match fields.split_once('&') {
            Some((field, others)) => (field, Some(others)),
            None => (fields, None),
        };
        rest = others;
        let (key, value) = field.split_once('=').ok_or(LinkError::OtherVersion)?;
        if value.len() > LONGEST {
            return Err(LinkError::TooLong);
        }
        let known = KEYS.iter().position(|known| *known == key);
        let at = known.ok_or(LinkError::OtherVersion)?;
        if values[at].replace(value).is_some() {
            return Err(LinkError::Twice);
        }
    }
    let [
        model,
        region,
        factors,
        screen,
        before,
        after,
        expected,
        history,
        system,
        price_in,
        price_out,
    ] = values;
    let (Some(model), Some(region), Some(factors), Some(before), Some(after)) =
        (model, region, factors, before, after)
    else {
        return Err(LinkError::Missing);
    };
    let screen = screen.unwrap_or(NO_SCREEN);
    for id in [model, region, factors, screen] {
        if !is_id(id) {
            return Err(LinkError::Value);
        }
    }
    let mut numbers = [0.0; 5];
    let given = [history, system, price_in, price_out, expected];
    for (number, value) in numbers.iter_mut().zip(given) {
        let read = decimal::read(value.unwrap_or("0"));
        let read = read.filter(|number| *number <= MOST_SETTING);
        *number = read.ok_or(LinkError::Value)?;
    }
    let [history, system, price_in, price_out, answer] = numbers;
    let (Some(before), Some(after)) = (Figures::read(before), Figures::read(after)) else {
        return Err(LinkError::Value);
    };
    Ok(Link {
        model,
        region,
        factors,
        screen,
        expected: expected.map(|_| answer),
        history,
        system,
        price_in,
        price_out,
        before,
        after,
        text,
        settings,
    })
}

/// Whether a text may be the id of anything: 1 to 40 letters and digits of ASCII, `-`, `.` and `_`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let in_id = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    (1..=LONGEST_ID).contains(&text.len()) && text.bytes().all(in_id)
}

#[cfg(test)]
mod tests {
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
        ((one(), one()), [one(), one(), one()], (one(), one())).prop_map(
            |(tokens, mut wh, others)| {
                wh.sort_by(f64::total_cmp);
                Figures {
                    input: tokens.0,
                    output: tokens.1,
                    wh,
                    gco2e: others.0,
                    water_ml: others.1,
                }
            },
        )
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
}
