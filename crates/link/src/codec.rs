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
mod tests;
