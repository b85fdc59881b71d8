//! Decimal numbers as text, without the standard library's (about 8 kB of wasm for both ways).

use crate::numbers::{decade, power_of_ten};

/// Digits that a number which is not whole is written with: far more than any estimate is worth.
const DIGITS: i32 = 6;

/// Up to here a whole number is written digit by digit.
const LARGEST_WHOLE: f64 = 2e9;

/// Writes a number: whole ones up to 2e9 exactly, others to six significant digits, without exponent. What is no finite number is "0".
#[must_use]
pub fn write(value: f64) -> String {
    let size = value.abs();
    let sign = if value < 0.0 { "-" } else { "" };
    if !value.is_finite() || size < 1e-9 {
        return "0".into();
    }
    if size == size.trunc() && size < LARGEST_WHOLE {
        return [sign, &(size as i32).to_string()].concat();
    }
    // Digits after the point; below zero the number has digits before it that are not kept.
    let mut after = DIGITS - 1 - decade(size).floor() as i32;
    let mut digits = (size * power_of_ten(f64::from(after))).round() as i32;
    while after > 0 && digits % 10 == 0 {
        digits /= 10;
        after -= 1;
    }
    let mut text = digits.to_string();
    while after < 0 {
        text.push('0');
        after += 1;
    }
    while text.len() <= after as usize {
        text.insert(0, '0');
    }
    if after > 0 {
        text.insert(text.len() - after as usize, '.');
    }
    text.insert_str(0, sign);
    text
}

/// Reads a number of digits with at most one point between them, at most 15 digits in all; anything else, signs and exponents too, is `None`.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    let (mut digits, mut count, mut after, mut last) = (0_u64, 0, None, b'.');
    for byte in text.bytes() {
        match (byte, after) {
            (b'0'..=b'9', _) if count < 15 => {
                digits = digits * 10 + u64::from(byte - b'0');
                count += 1;
                after = after.map(|places: i32| places + 1);
            }
            (b'.', None) if count > 0 => after = Some(0),
            _ => return None,
        }
        last = byte;
    }
    // Neither nothing at all, nor a point at the end.
    (last != b'.').then(|| digits as f64 / power_of_ten(f64::from(after.unwrap_or(0))))
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (1_234_567.0, "1234567"),
            (0.5, "0.5"),
            (0.123_456_789, "0.123457"),
            (0.000_123_456_78, "0.000123457"),
            (0.999_999_9, "1"),
            (99_999.95, "100000"),
            (12.34, "12.34"),
            (-0.25, "-0.25"),
            (123_456.78, "123457"),
            (1_234_567.8, "1234570"),
            (1.234_567e12, "1234570000000"),
            (1e-12, "0"),
            (f64::NAN, "0"),
            (f64::INFINITY, "0"),
        ] {
            assert_eq!(write(value), text, "{value}");
        }
    }

    #[test]
    fn only_plain_decimals_are_read() {
        for (text, value) in [
            ("0", Some(0.0)),
            ("12.50", Some(12.5)),
            ("0.000001", Some(0.000_001)),
            ("", None),
            (".", None),
            (".5", None),
            ("5.", None),
            ("1.2.3", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            ("NaN", None),
            ("inf", None),
            (" 1", None),
            ("1,5", None),
            ("١", None),
            ("1234567890123456", None),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(digits in 0_u32..1_000_000, places in 0_i32..7) {
            let value = f64::from(digits) / 10_f64.powi(places);
            prop_assert_eq!(read(&write(value)), Some(value));
        }

        #[test]
        fn reading_never_fails_badly(text in ".*") {
            if let Some(value) = read(&text) {
                prop_assert!(value.is_finite() && value >= 0.0);
            }
        }
    }
}
