//! A link's fragment: `#v1.m=gpt-4o&r=FR&…`. What stands behind `#` never goes to a server.
//!
//! | key | what | |
//! |---|---|---|
//! | `m`, `r`, `f` | ids of model, region and factor set | always |
//! | `b`, `a` | the figures before and after the suggestions: tokens in, tokens out, Wh low, central, high, gCO₂e, mL | always |
//! | `e` | the visitor's own number for the answer's tokens | where there is one |
//! | `h`, `s` | tokens of the conversation so far, of the system prompt | above 0 |
//! | `d` | id of the reader's screen | where it counts |
//! | `p` | the visitor's price per million tokens | where there is one |
//! | `t` | the text | only where the visitor put it in |
//!
//! Each key at most once, in any order; no other keys. A link comes from anywhere, so everything in it is checked, and nothing is taken as more than a
//! number, an id or a text.

use crate::share::{decimal, percent};

/// What every link of this page begins with, after the `#`.
const START: &str = "v1.";
/// The longest that anything but a text may be, in bytes of the address.
pub const LONGEST: usize = 8_000;
/// The longest link with a text in it, in bytes.
pub const LONGEST_WITH_TEXT: usize = 64_000;
/// The largest number of tokens.
const MOST_TOKENS: f64 = 1e6;
/// The largest amount of anything else.
const MOST: f64 = 1e12;
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

/// What a link carries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The model's id: 1 to 40 letters, digits, `-`, `.` and `_`.
    pub model: String,
    /// The region's code, likewise.
    pub region: String,
    /// The version of the factors, likewise.
    pub factors: String,
    /// The screen's id, likewise; empty where it does not count.
    pub screen: String,
    /// The visitor's own number for the answer's tokens, at most a million.
    pub expected: Option<f64>,
    /// Tokens of the conversation so far, at most a million.
    pub history: f64,
    /// Tokens of the hidden system prompt, at most a million.
    pub system: f64,
    /// The visitor's price per million tokens.
    pub price: Option<f64>,
    /// The exchange as the prompt stood.
    pub before: Figures,
    /// With every suggestion.
    pub after: Figures,
    /// The text.
    pub text: Option<String>,
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
    fn numbers(&self) -> [f64; 7] {
        let [low, central, high] = self.wh;
        let (carbon, water) = (self.gco2e, self.water_ml);
        [self.input, self.output, low, central, high, carbon, water]
    }

    fn read(text: &str) -> Option<Self> {
        let mut numbers = [0.0; 7];
        let mut rest = text;
        let last = numbers.len() - 1;
        for (at, number) in numbers.iter_mut().enumerate() {
            let (own, others) = if at < last {
                rest.split_once(',')?
            } else {
                (rest, "")
            };
            *number = within(own, MOST)?;
            rest = others;
        }
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

/// The fragment of a link, with its `#`.
///
/// # Errors
/// [`LinkError::TooLong`]: the text is too long for a link.
///
/// # Complexity
/// Linear in the text, up to the longest link.
pub fn write(link: &Link) -> Result<String, LinkError> {
    let mut fragment = ["#", START].concat();
    for (key, id) in [
        ("m", &link.model),
        ("r", &link.region),
        ("f", &link.factors),
        ("d", &link.screen),
    ] {
        if !id.is_empty() {
            add(&mut fragment, key, id);
        }
    }
    for (key, figures) in [("b", &link.before), ("a", &link.after)] {
        let mut list = String::new();
        for number in figures.numbers() {
            if !list.is_empty() {
                list.push(',');
            }
            list.push_str(&decimal::write(number));
        }
        add(&mut fragment, key, &list);
    }
    let some = |number: f64| (number > 0.0).then_some(number);
    for (key, number) in [
        ("e", link.expected),
        ("h", some(link.history)),
        ("s", some(link.system)),
        ("p", link.price),
    ] {
        if let Some(number) = number {
            add(&mut fragment, key, &decimal::write(number));
        }
    }
    if let Some(text) = &link.text {
        if text.len() > LONGEST_WITH_TEXT {
            return Err(LinkError::TooLong);
        }
        add(&mut fragment, "t", text);
    }
    if fragment.len() > LONGEST_WITH_TEXT {
        return Err(LinkError::TooLong);
    }
    Ok(fragment)
}

fn add(fragment: &mut String, key: &str, value: &str) {
    if fragment.len() > 1 + START.len() {
        fragment.push('&');
    }
    fragment.push_str(key);
    fragment.push('=');
    percent::write(fragment, value);
}

/// Reads an address' fragment, with or without its `#`; `None` where it is not a link of this page but the name of a place in it.
///
/// # Errors
/// The first thing that is wrong with it.
///
/// # Complexity
/// Linear; a fragment that is too long is not looked at.
#[must_use]
pub fn read(fragment: &str) -> Option<Result<Link, LinkError>> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let (version, _) = fragment.strip_prefix('v')?.split_once('.')?;
    let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    is_version.then(|| read_link(fragment))
}

fn read_link(fragment: &str) -> Result<Link, LinkError> {
    if fragment.len() > LONGEST_WITH_TEXT {
        return Err(LinkError::TooLong);
    }
    let fields = fragment.strip_prefix(START);
    let mut rest = fields.ok_or(LinkError::OtherVersion)?;
    let mut link = Link::default();
    let (mut before, mut after) = (None, None);
    // One bit for each key that was there.
    let mut seen = 0_u32;
    loop {
        let (field, others) = rest.split_once('&').unwrap_or((rest, ""));
        let (key, value) = field.split_once('=').ok_or(LinkError::OtherVersion)?;
        if key != "t" && value.len() > LONGEST {
            return Err(LinkError::TooLong);
        }
        let value = percent::read(value).ok_or(LinkError::Encoding)?;
        let bit = match key.as_bytes() {
            [letter @ b'a'..=b'z'] => 1 << (letter - b'a'),
            _ => return Err(LinkError::OtherVersion),
        };
        if seen & bit != 0 {
            return Err(LinkError::Twice);
        }
        seen |= bit;
        let tokens = || within(&value, MOST_TOKENS);
        let taken = match key {
            "m" => id(&mut link.model, value),
            "r" => id(&mut link.region, value),
            "f" => id(&mut link.factors, value),
            "d" => id(&mut link.screen, value),
            "b" => fill(&mut before, Figures::read(&value)),
            "a" => fill(&mut after, Figures::read(&value)),
            "e" => fill(&mut link.expected, tokens()),
            "p" => fill(&mut link.price, within(&value, MOST)),
            "h" => tokens().map(|tokens| link.history = tokens),
            "s" => tokens().map(|tokens| link.system = tokens),
            "t" => fill(&mut link.text, Some(value)),
            _ => return Err(LinkError::OtherVersion),
        };
        taken.ok_or(LinkError::Value)?;
        if others.is_empty() {
            break;
        }
        rest = others;
    }
    let there = !(link.model.is_empty() || link.region.is_empty() || link.factors.is_empty());
    if let (Some(before), Some(after), true) = (before, after, there) {
        (link.before, link.after) = (before, after);
        Ok(link)
    } else {
        Err(LinkError::Missing)
    }
}

/// Puts a value into its place; says whether there was one.
fn fill<T>(place: &mut Option<T>, value: Option<T>) -> Option<()> {
    *place = value;
    place.as_ref().map(|_| ())
}

fn id(place: &mut String, value: String) -> Option<()> {
    let is_id = !value.is_empty()
        && value.len() <= LONGEST_ID
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
    is_id.then(|| *place = value)
}

fn within(text: &str, most: f64) -> Option<f64> {
    decimal::read(text).filter(|number| *number <= most)
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
            model: "gpt-4o".into(),
            region: "FR".into(),
            factors: "2026.11".into(),
            before: figures,
            after: figures,
            ..Link::default()
        };
        assert_eq!(read(&smallest()), Some(Ok(link.clone())));
        assert_eq!(write(&link), Ok(smallest()));
        let link = Link {
            screen: "laptop".into(),
            expected: Some(300.0),
            history: 1200.0,
            system: 500.0,
            price: Some(2.5),
            text: Some("Why “two” a day?\n<script>alert(1)</script> مدّ & جزر 🌊".into()),
            ..link
        };
        let written = write(&link).expect("short enough");
        assert!(!written.contains(['<', '"', ' ', '\n']), "{written}");
        assert_eq!(read(&written), Some(Ok(link)));
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
            ("a text twice", with("&t=a&t=b"), LinkError::Twice),
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
            ("too many tokens", with("&e=1000001"), LinkError::Value),
            ("too much history", with("&h=1000001"), LinkError::Value),
            ("a hidden number", with("&s=1%00"), LinkError::Value),
            ("a huge price", with("&p=1000000000001"), LinkError::Value),
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
        let mut link = Link {
            text: Some("م".repeat(LONGEST_WITH_TEXT / 6)),
            ..Link::default()
        };
        assert_eq!(write(&link), Err(LinkError::TooLong));
        link.text = Some("a".repeat(LONGEST_WITH_TEXT - 200));
        assert!(write(&link).is_ok());
    }

    /// Numbers that a link keeps whole: six digits.
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

    prop_compose! {
        fn link()(
            ids in ["[A-Za-z0-9._-]{1,40}", "[A-Z]{2,5}", "[0-9.]{1,8}", "[a-z]{0,8}"],
            options in (proptest::option::of(number(999_999)), proptest::option::of(number(999_999)), proptest::option::of(any::<String>())),
            context in (number(999_999), number(999_999)),
            exchange in (figures(), figures()),
        ) -> Link {
            let [model, region, factors, screen] = ids;
            let (expected, price, text) = options;
            let (history, system) = context;
            let (before, after) = exchange;
            Link { model, region, factors, screen, expected, history, system, price, before, after, text }
        }
    }

    proptest! {
        #[test]
        fn every_link_comes_back(link in link()) {
            let written = write(&link).expect("short enough");
            prop_assert_eq!(read(&written), Some(Ok(link)));
        }

        #[test]
        fn nothing_breaks_the_reader(rest in any::<String>()) {
            let _ = read(&rest);
            let _ = read(&format!("#v1.{rest}"));
        }

        #[test]
        fn a_damaged_link_is_refused_or_a_link(link in link(), at in any::<prop::sample::Index>(), with in any::<char>()) {
            let written = write(&link).expect("short enough");
            let mut letters: Vec<char> = written.chars().collect();
            let at = at.index(letters.len());
            letters[at] = with;
            let damaged: String = letters.into_iter().collect();
            if let Some(Ok(link)) = read(&damaged) {
                let again = write(&link).expect("it was short enough");
                prop_assert_eq!(read(&again), Some(Ok(link)));
            }
        }
    }
}
