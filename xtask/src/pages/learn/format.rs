//! Figures as each language writes them. The controls in the browser write theirs by `Intl.NumberFormat`; a browser test holds the two together.

use anyhow::{Context, Result, bail};

/// A figure that the lessons show.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Worked out: two significant digits, which is all that the ranges justify.
    Estimate(f64),
    /// A range of such figures.
    Range(f64, f64),
    /// Percent, without decimals.
    Percent(f64),
    /// A range of percent.
    PercentRange(f64, f64),
    /// Published or defined: as it stands in its source, four decimals at most.
    Exact(f64),
    /// A name or a year, which no language writes in another way.
    Plain(String),
}

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    group: &'static str,
    decimal: &'static str,
    /// Digits from which thousands are set apart.
    grouped_from: usize,
}

impl Notation {
    /// That of a language, as the Unicode locale data has it, with Latin digits.
    ///
    /// # Errors
    /// For a language that this has not been told of.
    pub fn of(language: &str) -> Result<Self> {
        let (group, decimal, grouped_from) = match language {
            "en" | "ar" => (",", ".", 4),
            "fr" => ("\u{202f}", ",", 4),
            "es" => (".", ",", 5),
            _ => bail!(
                "nobody has said how {language} writes numbers: xtask/src/pages/learn/format.rs"
            ),
        };
        Ok(Self {
            group,
            decimal,
            grouped_from,
        })
    }

    /// Two significant digits; whole numbers from 10 on.
    pub fn estimate(self, value: f64) -> String {
        self.significant(value, 2)
    }

    /// So many significant digits, at least one.
    pub fn significant(self, value: f64, digits: usize) -> String {
        if value == 0.0 || !value.is_finite() {
            return "0".to_owned();
        }
        let behind = digits.saturating_sub(1);
        // Rounded before its digits are counted: 99.6 has three.
        let rounded: f64 = format!("{:.*e}", behind, nudged(value))
            .parse()
            .unwrap_or(value);
        let decimals = (behind as i32 - rounded.abs().log10().floor() as i32).clamp(0, 12);
        self.written(&format!("{rounded:.*}", decimals as usize))
    }

    /// At most four decimals.
    pub fn exact(self, value: f64) -> String {
        self.written(&format!("{value:.4}"))
    }

    /// No decimals.
    pub fn whole(self, value: f64) -> String {
        self.written(&format!("{:.0}", nudged(value)))
    }

    /// A number as Rust prints it, in this notation and without zeros at its end.
    fn written(self, number: &str) -> String {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction = fraction.trim_end_matches('0');
        let mut written = String::new();
        for (index, digit) in whole.chars().enumerate() {
            let left = whole.len() - index;
            if index > 0 && left % 3 == 0 && whole.len() >= self.grouped_from {
                written.push_str(self.group);
            }
            written.push(digit);
        }
        if !fraction.is_empty() {
            written.push_str(self.decimal);
            written.push_str(fraction);
        }
        written
    }
}

/// A decimal that ends in 5 rounds up, as in `Intl.NumberFormat`, even where its binary form lies a hair below.
fn nudged(value: f64) -> f64 {
    value * (1.0 + 1e-12)
}

/// `pattern` with the parts of a figure in their places, each in an element of its own, so that a number keeps its direction in any text.
///
/// # Errors
/// When the pattern has no place for one of them.
pub fn arranged(pattern: &str, parts: &[(&str, String)]) -> Result<String> {
    let mut html = pattern.to_owned();
    for (name, number) in parts {
        let place = format!("{{{name}}}");
        html.contains(&place)
            .then_some(())
            .with_context(|| format!("{pattern:?} has no {place}"))?;
        html = html.replace(&place, &format!("<b class=\"n\">{number}</b>"));
    }
    Ok(html)
}

#[cfg(test)]
mod tests {
    use super::{Notation, arranged};

    #[test]
    fn numbers_as_each_language_writes_them() {
        let of = |language| Notation::of(language).unwrap();
        for (language, value, expected) in [
            ("en", 0.0, "0"),
            ("en", 0.3041, "0.3"),
            ("en", 0.345, "0.35"),
            ("en", 0.000_123_4, "0.00012"),
            ("en", 9.96, "10"),
            ("en", 99.6, "100"),
            ("en", 1234.0, "1,200"),
            ("ar", 1_234_567.0, "1,200,000"),
            ("fr", 12_345.0, "12\u{202f}000"),
            ("fr", 1.25, "1,3"),
            ("es", 1234.0, "1200"),
            ("es", 12_345.0, "12.000"),
        ] {
            assert_eq!(of(language).estimate(value), expected, "{language} {value}");
        }
        assert_eq!(of("en").significant(124.1, 3), "124");
        assert_eq!(of("fr").significant(15.46, 3), "15,5");
        assert_eq!(of("en").exact(2.5), "2.5");
        assert_eq!(of("fr").exact(1858.0), "1\u{202f}858");
        assert_eq!(of("es").whole(48.6), "49");
        assert!(Notation::of("tlh").is_err());
    }

    #[test]
    fn parts_keep_their_direction() {
        let parts = [("low", "1".to_owned()), ("high", "2".to_owned())];
        assert_eq!(
            arranged("من {low} إلى {high}", &parts).unwrap(),
            "من <b class=\"n\">1</b> إلى <b class=\"n\">2</b>"
        );
        assert!(arranged("{low}", &parts).is_err());
    }
}
