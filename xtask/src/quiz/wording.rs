//! Texts with figures filled in, as a language writes them: `{name}` is the figure with its unit, `{name.band}` its range, `{name.bare}` the number alone.

use super::figures::{Figure, Figures, Unit};
use crate::pages::template::escape_into;
use crate::pages::texts::Texts;
use anyhow::{Context, Result, bail};

/// The words of a language and the figures that stand in them.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    texts: &'a Texts,
    figures: &'a Figures,
}

/// How much of a figure a text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Whole,
    Band,
    Bare,
}

impl<'a> Wording<'a> {
    /// Both together.
    pub fn new(texts: &'a Texts, figures: &'a Figures) -> Self {
        Self { texts, figures }
    }

    /// The texts.
    pub fn texts(&self) -> &'a Texts {
        self.texts
    }

    /// A text of the page, as HTML; each figure is isolated, so that it keeps its order in a line that runs the other way.
    ///
    /// # Errors
    /// When there is no such text or figure.
    pub fn html(&self, key: &str) -> Result<String> {
        self.filled(key, |html, figure| {
            html.push_str("<bdi>");
            escape_into(html, figure);
            html.push_str("</bdi>");
        })
    }

    /// A figure with its unit.
    ///
    /// # Errors
    /// When the language has no word for the unit.
    pub fn figure(&self, figure: Figure) -> Result<String> {
        self.write(figure, Form::Whole)
    }

    fn filled(&self, key: &str, write: impl Fn(&mut String, &str)) -> Result<String> {
        let mut html = String::new();
        let mut rest = self.text(key)?;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .with_context(|| format!("{key}: a brace does not close"))?;
            escape_into(&mut html, before);
            let (name, form) = match name.split_once('.') {
                None => (name, Form::Whole),
                Some((name, "band")) => (name, Form::Band),
                Some((name, "bare")) => (name, Form::Bare),
                Some(_) => bail!("{key}: {name} ends in neither .band nor .bare"),
            };
            let figure = self.figures.get(name).with_context(|| key.to_owned())?;
            write(&mut html, &self.write(figure, form)?);
            rest = after;
        }
        escape_into(&mut html, rest);
        Ok(html)
    }

    fn text(&self, key: &str) -> Result<&'a str> {
        let found = self.texts.get(key);
        found.with_context(|| format!("{} has no text {key}", self.texts.code()))
    }

    fn write(&self, figure: Figure, form: Form) -> Result<String> {
        let central = figure.band[1];
        // What it is divided by, how many digits count, and the unit's word.
        let (divisor, digits, unit) = match figure.unit {
            Unit::WattHours if central >= 1e9 => (1e9, 3, "gwh"),
            Unit::WattHours if central >= 1e3 => (1e3, 2, "kwh"),
            Unit::WattHours => (1.0, 2, "wh"),
            Unit::KilowattHours => (1.0, 9, "kwh"),
            Unit::Grams => (1.0, 2, "g"),
            Unit::GramsPerKilowattHour => (1.0, 3, "g_per_kwh"),
            Unit::Millilitres if central >= 1e3 => (1e3, 2, "l"),
            Unit::Millilitres => (1.0, 2, "ml"),
            Unit::Percent => (1.0, 2, "percent"),
            Unit::Times => (1.0, 2, "times"),
            Unit::Count if central >= 1e9 => (1e9, 3, "billion"),
            Unit::Count if central >= 1e6 => (1e6, 3, "million"),
            Unit::Count | Unit::Year => (1.0, 9, "none"),
            Unit::Amount => (1.0, 2, "none"),
            Unit::Seconds if central >= 120.0 => (60.0, 2, "minutes"),
            Unit::Seconds => (1.0, 2, "seconds"),
            Unit::Gigabytes => (1.0, 2, "gb"),
            Unit::Watts => (1.0, 2, "watts"),
        };
        let is_whole =
            matches!(figure.unit, Unit::Count | Unit::Year | Unit::KilowattHours) && divisor == 1.0;
        let number = |value: f64| {
            let value = value / divisor;
            let value = if is_whole { value.round() } else { value };
            self.number(value, digits, figure.unit)
        };
        let [low, central, high] = figure.band.map(number);
        let number = match form {
            Form::Band => self
                .text("units.range")?
                .replace("{low}", &low?)
                .replace("{high}", &high?),
            _ => central?,
        };
        if form == Form::Bare || unit == "none" {
            return Ok(number);
        }
        Ok(self.text(&format!("units.{unit}"))?.replace("{n}", &number))
    }

    /// A number with so many digits that count, its point and the marks between thousands as the language's sample has them.
    fn number(&self, value: f64, digits: i32, unit: Unit) -> Result<String> {
        let sample = self.text("units.sample")?;
        let mut marks = sample.chars().filter(|letter| !letter.is_ascii_digit());
        let (Some(thousands), Some(point)) = (marks.next(), marks.next()) else {
            bail!("units.sample is a number such as 1,234.5");
        };
        let plain = significant(value, digits);
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut written = String::new();
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at;
            if at > 0 && left % 3 == 0 && !written.ends_with('-') && unit != Unit::Year {
                written.push(thousands);
            }
            written.push(digit);
        }
        if !fraction.is_empty() {
            written.push(point);
            written.push_str(fraction);
        }
        Ok(written)
    }
}

/// The ending of the key whose word goes with a number: Arabic has another for three to ten, French one for less than two.
fn plural(unit: &str, value: f64, number: &str) -> &'static str {
    let is_large = matches!(unit, "million" | "billion");
    if is_large && value < 2.0 {
        "_one"
    } else if (is_large || matches!(unit, "times" | "seconds" | "minutes"))
        && matches!(number.parse(), Ok(3_u8..=10))
    {
        "_few"
    } else {
        ""
    }
}

/// A number with so many digits that count, without zeros at the end of a fraction.
fn significant(value: f64, digits: i32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = |value: f64| value.abs().log10().floor() as i32;
    // Rounding may carry into the next place: 9.96 has two digits as 10.
    let step = 10f64.powi(magnitude(value) + 1 - digits);
    let rounded = (value / step).round() * step;
    let places = usize::try_from(digits - 1 - magnitude(rounded)).unwrap_or(0);
    let text = format!("{rounded:.places$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn digits_that_count() {
        for (value, digits, expected) in [
            (0.0, 2, "0"),
            (0.364, 2, "0.36"),
            (0.3, 2, "0.3"),
            (0.0999, 2, "0.1"),
            (9.96, 2, "10"),
            (12.4, 2, "12"),
            (124.1, 3, "124"),
            (124.1, 2, "120"),
            (671.0, 2, "670"),
            (1234.0, 9, "1234"),
            (2.5, 2, "2.5"),
            (-3.04, 2, "-3"),
        ] {
            assert_eq!(significant(value, digits), expected, "{value} {digits}");
        }
    }
}
