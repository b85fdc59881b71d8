//! Numbers for people: two significant digits, and the range they stand in.

use promptwatt_energy::{Band, Quantity};
use promptwatt_tokens::{Count, TokenBand};

/// Two significant digits: `0.36`, `1.2`, `47`, `1,200`.
pub fn two_digits(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    // Rounded first: 9.96 has one digit more than it seems to.
    let rounded: f64 = format!("{value:.1e}").parse().unwrap_or(value);
    let magnitude = rounded.abs().log10().floor() as i32;
    let decimals = usize::try_from(1 - magnitude).unwrap_or(0);
    let text = format!("{rounded:.decimals$}");
    match text.split_once('.') {
        Some(_) => text,
        None => grouped(&text),
    }
}

/// A figure that is data and not an estimate, such as a published size: three significant digits at least, no idle zeros.
pub fn figure(value: f64) -> String {
    let decimals = if value.abs() < 100.0 { 2 } else { 0 };
    let text = format!("{value:.decimals$}");
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => grouped(&text),
    }
}

/// A whole number with its thousands set apart: `12,345`.
pub fn whole(value: impl Into<u128>) -> String {
    grouped(&value.into().to_string())
}

fn grouped(digits: &str) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The middle of a band.
pub fn central<Q: Quantity>(band: Band<Q>) -> String {
    two_digits(band.central().value())
}

/// The range of a band: `(0.08 to 1.7)`; nothing where both ends read the same.
pub fn range<Q: Quantity>(band: Band<Q>) -> String {
    ends(band.low().value(), band.high().value())
}

fn ends(low: f64, high: f64) -> String {
    let (low, high) = (two_digits(low), two_digits(high));
    if low == high {
        String::new()
    } else {
        format!("({low} to {high})")
    }
}

/// A band with its unit: `0.36 Wh (0.08 to 1.7)`.
pub fn with_range<Q: Quantity>(band: Band<Q>, unit: &str) -> String {
    format!("{} {unit} {}", central(band), range(band))
        .trim_end()
        .to_owned()
}

/// An expected number of tokens: `400 tokens (120 to 1,400)`.
pub fn expected(band: TokenBand) -> String {
    format!(
        "{} tokens {}",
        two_digits(band.central),
        ends(band.low, band.high)
    )
    .trim_end()
    .to_owned()
}

/// Counted tokens: `47 tokens`, or `about 47 tokens (38 to 59)`.
pub fn tokens(count: Count) -> String {
    match count {
        Count::Exact(tokens) => format!(
            "{} {}",
            whole(tokens.0 as u64),
            plural(tokens.0 as u64, "token", "tokens")
        ),
        Count::Estimated(band) => format!("about {}", expected(band)),
    }
}

/// The word for a number of things.
pub fn plural<'a>(number: u64, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

/// A duration in its natural unit: `47 seconds`, `2.2 minutes`.
pub fn duration(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s < 100.0 => (s, "second"),
        s if s < 6000.0 => (s / 60.0, "minute"),
        s if s < 172_800.0 => (s / 3600.0, "hour"),
        s => (s / 86_400.0, "day"),
    };
    let number = two_digits(value);
    let number = number.strip_suffix(".0").unwrap_or(&number);
    format!("{number} {unit}{}", if number == "1" { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_significant_digits() {
        for (value, text) in [
            (0.0, "0"),
            (0.3612, "0.36"),
            (0.000_012_34, "0.000012"),
            (9.96, "10"),
            (0.0996, "0.10"),
            (1.0, "1.0"),
            (47.4, "47"),
            (1234.0, "1,200"),
            (99_900.0, "100,000"),
            (1_234_567.0, "1,200,000"),
            (-0.021, "-0.021"),
            (-1234.0, "-1,200"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(two_digits(value), text, "{value}");
        }
    }

    #[test]
    fn figures_keep_what_was_published() {
        for (value, text) in [
            (8.03, "8.03"),
            (8.0, "8"),
            (3.6, "3.6"),
            (0.5, "0.5"),
            (70.600_001, "70.6"),
            (671.0, "671"),
            (2000.0, "2,000"),
            (0.0, "0"),
        ] {
            assert_eq!(figure(value), text);
        }
    }

    #[test]
    fn whole_numbers_are_grouped() {
        for (value, text) in [
            (0_u64, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(whole(value), text);
        }
    }

    #[test]
    fn durations_have_their_natural_unit() {
        for (seconds, text) in [
            (0.5, "0.50 seconds"),
            (1.0, "1 second"),
            (47.0, "47 seconds"),
            (130.0, "2.2 minutes"),
            (3600.0, "60 minutes"),
            (7200.0, "2 hours"),
            (200_000.0, "2.3 days"),
        ] {
            assert_eq!(duration(seconds), text);
        }
    }

    #[test]
    fn a_range_of_one_value_is_not_shown() {
        let exact = TokenBand {
            low: 50.0,
            central: 50.0,
            high: 50.0,
        };
        assert_eq!(expected(exact), "50 tokens");
        assert_eq!(
            expected(TokenBand {
                low: 38.2,
                central: 50.0,
                high: 1400.0
            }),
            "50 tokens (38 to 1,400)"
        );
    }
}
