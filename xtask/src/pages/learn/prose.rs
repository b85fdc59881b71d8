//! A text of the lessons as HTML: escaped, with its figures filled in and its links made.

use super::figures::Figures;
use super::format::{Notation, Value, arranged};
use crate::pages::template::escape_into;
use crate::pages::texts::Texts;
use anyhow::{Context, Result, bail};
use std::cell::RefCell;

/// What the texts of one language are written with.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> {
    /// The texts.
    pub texts: &'a Texts,
    /// The figures.
    pub figures: &'a Figures,
    /// How the language writes numbers.
    pub notation: Notation,
    /// The way from the page to the main page of its language: `../`.
    pub home: &'a str,
    /// The figures that the texts have shown since the last explanation.
    pub shown: &'a RefCell<Vec<String>>,
}

impl Prose<'_> {
    /// The text of a key.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&self, key: &str) -> Result<&str> {
        self.texts
            .get(key)
            .with_context(|| format!("there is no text {key}"))
    }

    /// The text of a key as HTML. `{name}` is a figure; `[words](address)` a link, within the page (`#`), the site (`./`) or elsewhere (`https://`).
    ///
    /// # Errors
    /// When the text or a figure is not there.
    pub fn write(&self, key: &str, html: &mut String) -> Result<()> {
        self.write_text(self.text(key)?, html)
            .with_context(|| format!("in {key}"))
    }

    fn write_text(&self, text: &str, html: &mut String) -> Result<()> {
        let mut rest = text;
        while let Some(at) = rest.find(['{', '[']) {
            escape_into(html, &unbroken(&rest[..at]));
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix('{') {
                let (name, after) = after.split_once('}').context("{ without }")?;
                html.push_str(&self.figure(name)?);
                rest = after;
            } else {
                let (words, after) = rest[1..].split_once("](").context("[ without ](")?;
                let (address, after) = after.split_once(')').context("( without )")?;
                html.push_str("<a href=\"");
                match address.split_at_checked(2) {
                    Some(("./", path)) => escape_into(html, &format!("{}{path}", self.home)),
                    _ if address.starts_with('#') || address.starts_with("https://") => {
                        escape_into(html, address);
                    }
                    _ => bail!("{address:?} leads nowhere"),
                }
                html.push_str("\">");
                self.write_text(words, html)?;
                html.push_str("</a>");
                rest = after;
            }
        }
        escape_into(html, &unbroken(rest));
        Ok(())
    }

    /// A figure in a text, noted for the next explanation.
    ///
    /// # Errors
    /// When there is no such figure.
    pub fn figure(&self, name: &str) -> Result<String> {
        self.shown.borrow_mut().push(name.to_owned());
        self.element(name)
    }

    /// A figure by its name, in an element that the controls find by it.
    ///
    /// # Errors
    /// When there is no such figure.
    pub fn element(&self, name: &str) -> Result<String> {
        let value = self.figures.get(name)?;
        let (html, class) = (
            self.value(value)?,
            if matches!(value, Value::Range(..) | Value::PercentRange(..)) {
                ""
            } else {
                " class=\"n\""
            },
        );
        Ok(format!("<b{class} data-figure=\"{name}\">{html}</b>"))
    }

    /// A value in the language's notation, as HTML.
    ///
    /// # Errors
    /// When the language's patterns lack a place.
    pub fn value(&self, value: &Value) -> Result<String> {
        let notation = self.notation;
        Ok(match value {
            Value::Estimate(number) => notation.estimate(*number),
            Value::Exact(number) => notation.exact(*number),
            Value::Plain(text) => {
                let mut html = String::new();
                escape_into(&mut html, text);
                html
            }
            Value::Percent(percent) => self.percent(*percent)?,
            Value::Range(low, high) => {
                self.range([*low, *high].map(|end| notation.estimate(end)))?
            }
            Value::PercentRange(low, high) => {
                let ends = [self.percent(*low)?, self.percent(*high)?];
                if ends[0] == ends[1] && low.abs() >= 1.0 {
                    // Both ends round to the figure itself: "40% to 40%" would say that there is no range.
                    let within = self.notation.exact(0.5);
                    let within = self.percent_of(&format!("±{within}"))?;
                    format!("<b class=\"n\">{within}</b>")
                } else {
                    self.range(ends)?
                }
            }
        })
    }

    fn percent(&self, percent: f64) -> Result<String> {
        // Less than one percent, and more than nothing, is not nothing.
        let number = if percent != 0.0 && percent.abs() < 1.0 {
            self.notation.estimate(percent)
        } else {
            self.notation.whole(percent)
        };
        self.percent_of(&number)
    }

    fn percent_of(&self, number: &str) -> Result<String> {
        Ok(self.text("format.percent")?.replace("{n}", number))
    }

    fn range(&self, [low, high]: [String; 2]) -> Result<String> {
        arranged(self.text("format.range")?, &[("low", low), ("high", high)])
    }
}

/// Names of several words that a text says.
const NAMES: [&str; 5] = [
    "Llama 3.1 405B",
    "Llama 3.1 8B",
    "Llama 3.3 70B",
    "DeepSeek V3",
    "Command A",
];

/// A text whose names stay in one line: broken in two, a Latin name in a line that runs the other way comes apart.
fn unbroken(text: &str) -> String {
    NAMES.iter().fold(text.to_owned(), |text, name| {
        text.replace(name, &name.replace(' ', "\u{a0}"))
    })
}

#[cfg(test)]
mod tests {
    use super::unbroken;

    #[test]
    fn names_stay_in_one_line() {
        assert_eq!(
            unbroken("مما يستهلكه Llama 3.1 8B."),
            "مما يستهلكه Llama\u{a0}3.1\u{a0}8B."
        );
    }
}
