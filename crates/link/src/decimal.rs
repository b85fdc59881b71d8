//! Decimal numbers as text, without the standard library's (about 8 kB of wasm for both ways).

/// Writes a number behind a text: to six decimals, without exponent or sign. What is negative or no number is 0, what is above 2e9 is 2147483647.
pub fn write(into: &mut String, value: f64) {
    let millionths = (value * 1e6).round() as u64;
    let whole = i32::try_from(millionths / 1_000_000).unwrap_or(i32::MAX);
    into.push_str(&whole.to_string());
    let (mut rest, mut place) = ((millionths % 1_000_000) as u32, 100_000);
    if rest > 0 {
        *into += ".";
    }
    while rest > 0 {
        into.push((b'0' + (rest / place) as u8) as char);
        rest %= place;
        place /= 10;
    }
}

/// Reads a number of digits with at most one point between them, at most 15 digits in all; anything else, signs and exponents too, is `None`.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    let (mut digits, mut count, mut scale, mut last) = (0_u64, 0, None, b'.');
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if count < 15 => {
                digits = digits * 10 + u64::from(byte - b'0');
                count += 1;
                scale = scale.map(|scale| scale * 10.0);
            }
            b'.' if count > 0 && scale.is_none() => scale = Some(1.0),
            _ => return None,
        }
        last = byte;
    }
    // Neither nothing at all, nor a point at the end.
    (last != b'.').then(|| digits as f64 / scale.unwrap_or(1.0))
}

/// Reads exactly as many numbers as there are places, with commas between them, none above `most`.
#[must_use]
pub fn read_list(text: &str, numbers: &mut [f64], most: f64) -> Option<()> {
    let mut rest = Some(text);
    for number in numbers {
        let (own, others) = match rest?.split_once(',') {
            Some((own, others)) => (own, Some(others)),
            None => (rest?, None),
        };
        *number = read(own).filter(|number| *number <= most)?;
        rest = others;
    }
    rest.is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use proptest::prelude::*;

    fn written(value: f64) -> String {
        let mut text = String::new();
        write(&mut text, value);
        text
    }

    #[test]
    fn numbers_are_written() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (1_234_567.0, "1234567"),
            (0.5, "0.5"),
            (0.123_456_789, "0.123457"),
            (0.000_123_456_78, "0.000123"),
            (0.999_999_9, "1"),
            (12.34, "12.34"),
            (-0.25, "0"),
            (1e-12, "0"),
            (3e9, "2147483647"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(written(value), text, "{value}");
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
        fn what_is_written_is_read_again(millionths in 0_u64..1_000_000_000_000_000) {
            let value = millionths as f64 / 1e6;
            prop_assert_eq!(read(&written(value)), Some(value));
        }

        #[test]
        fn reading_never_fails_badly(text in ".*") {
            if let Some(value) = read(&text) {
                prop_assert!(value.is_finite() && value >= 0.0);
            }
        }
    }
}
