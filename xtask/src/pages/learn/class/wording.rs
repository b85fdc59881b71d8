//! Texts with figures filled in, as a language writes them: `{name}` is the figure with its unit, `{name.band}` its range, `{name.bare}` the number alone.

use super::super::format::Notation;
use super::figures::{Figure, Figures, Unit};
use crate::pages::template::escape_into;
use crate::pages::texts::Texts;
use anyhow::{Context, Result, bail};

/// The words of a language and the figures that stand in them.
#[derive(Clone, Copy, Debug)]
pub struct Wording<'a> {
    texts: &'a Texts,
    figures: &'a Figures,
    notation: Notation,
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
    ///
    /// # Errors
    /// When nobody has said how the language writes numbers.
    pub fn new(texts: &'a Texts, figures: &'a Figures) -> Result<Self> {
        Ok(Self {
            texts,
            figures,
            notation: Notation::of(texts.code())?,
        })
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

    /// The figures that a text shows, as it names them: `chat`, `chat.band`.
    ///
    /// # Errors
    /// When there is no such text.
    pub fn names(&self, key: &str) -> Result<Vec<&'a str>> {
        let parts = self.text(key)?.split('{').skip(1);
        Ok(parts
            .filter_map(|part| Some(part.split_once('}')?.0))
            .collect())
    }

    /// A figure as a text names it.
    ///
    /// # Errors
    /// As [`Self::figure`].
    pub fn named(&self, name: &str) -> Result<String> {
        let (name, form) = form_of(name)?;
        self.write(self.figures.get(name)?, form)
    }

    /// A figure with its unit.
    ///
    /// # Errors
    /// When the language has no word for the unit.
    pub fn figure(&self, figure: Figure) -> Result<String> {
        self.write(figure, Form::Whole)
    }

    /// The range of a figure.
    ///
    /// # Errors
    /// As [`Self::figure`].
    pub fn range(&self, figure: Figure) -> Result<String> {
        self.write(figure, Form::Band)
    }

    fn filled(&self, key: &str, write: impl Fn(&mut String, &str)) -> Result<String> {
        let mut html = String::new();
        let mut rest = self.text(key)?;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .with_context(|| format!("{key}: a brace does not close"))?;
            escape_into(&mut html, before);
            let (name, form) = form_of(name).with_context(|| key.to_owned())?;
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
        // What it is divided by, how many digits count (`WHOLE` for all before the point), and the unit's word.
        const WHOLE: usize = 0;
        let (divisor, digits, unit) = match figure.unit {
            Unit::WattHours if central >= 1e9 => (1e9, 3, "gwh"),
            Unit::WattHours if central >= 1e3 => (1e3, 2, "kwh"),
            Unit::WattHours => (1.0, 2, "wh"),
            Unit::KilowattHours => (1.0, WHOLE, "kwh"),
            Unit::Grams => (1.0, 2, "g"),
            Unit::GramsPerKilowattHour => (1.0, 3, "g_per_kwh"),
            Unit::Millilitres if central >= 1e3 => (1e3, 2, "l"),
            Unit::Millilitres => (1.0, 2, "ml"),
            // Sums of levers: 188, not 190.
            Unit::Percent if central >= 100.0 => (1.0, 3, "percent"),
            Unit::Percent => (1.0, 2, "percent"),
            Unit::Times => (1.0, 2, "times"),
            Unit::Count if central >= 1e9 => (1e9, 3, "billion"),
            Unit::Count if central >= 1e6 => (1e6, 3, "million"),
            Unit::Count | Unit::Year => (1.0, WHOLE, "none"),
            Unit::Amount => (1.0, 2, "none"),
            Unit::Seconds if central >= 120.0 => (60.0, 2, "minutes"),
            Unit::Seconds => (1.0, 2, "seconds"),
            Unit::Gigabytes => (1.0, 2, "gb"),
            Unit::Watts => (1.0, 2, "watts"),
        };
        let number = |value: f64| {
            let value = value / divisor;
            match digits {
                // No language groups the digits of a year.
                _ if figure.unit == Unit::Year => format!("{value:.0}"),
                WHOLE => self.notation.whole(value),
                _ => self.notation.significant(value, digits),
            }
        };
        let [low, central, high] = figure.band.map(number);
        let number = match form {
            Form::Band => self
                .text("units.range")?
                .replace("{low}", &low)
                .replace("{high}", &high),
            _ => central,
        };
        if form == Form::Bare || unit == "none" {
            return Ok(number);
        }
        let ending = plural(unit, figure.band[1] / divisor, &number);
        Ok(self
            .text(&format!("units.{unit}{ending}"))?
            .replace("{n}", &number))
    }
}

/// The figure that a name in a text means, and how much of it.
fn form_of(name: &str) -> Result<(&str, Form)> {
    Ok(match name.split_once('.') {
        None => (name, Form::Whole),
        Some((name, "band")) => (name, Form::Band),
        Some((name, "bare")) => (name, Form::Bare),
        Some(_) => bail!("{name} ends in neither .band nor .bare"),
    })
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

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn words_that_go_with_numbers() {
        for (unit, value, number, expected) in [
            ("times", 7.0, "7", "_few"),
            ("times", 6.6, "6.6", ""),
            ("times", 25.0, "25", ""),
            ("minutes", 10.0, "10", "_few"),
            ("million", 1.4, "1,4", "_one"),
            ("million", 3.0, "3", "_few"),
            ("billion", 1.0, "1", "_one"),
            ("wh", 5.0, "5", ""),
            ("percent", 5.0, "5", ""),
        ] {
            assert_eq!(plural(unit, value, number), expected, "{number} {unit}");
        }
    }
}
