//! The figures of a lesson, as they stand on its page.

use promptwatt_energy::{Band, Percent, Quantity};
use promptwatt_tests::Page;
use serde_json::{Value, json};

/// The text of a figure.
#[track_caller]
pub fn text(page: &Page, figure: &str) -> String {
    let text = page.run(
        "return document.querySelector(`[data-figure=\"${arguments[0]}\"]`).textContent",
        vec![json!(figure)],
    );
    text.as_str().expect("a text").to_owned()
}

/// A figure as a number, in the notation of English and Arabic.
#[track_caller]
pub fn number(page: &Page, figure: &str) -> f64 {
    let text = text(page, figure);
    let number = text.replace([',', '%'], "");
    number
        .parse()
        .unwrap_or_else(|_| panic!("{figure}: {text:?}"))
}

#[track_caller]
pub fn about(shown: f64, expected: f64, by: f64) {
    assert!((shown - expected).abs() <= by, "{shown}, not {expected}");
}

/// The ends of a range as numbers.
#[track_caller]
pub fn ends(page: &Page, figure: &str) -> [f64; 2] {
    let ends = page.run(
        "return [...document.querySelectorAll(`[data-figure=\"${arguments[0]}_range\"] b`)].map((end) => Number(end.textContent.replace(/[,%]/g, '')))",
        vec![json!(figure)],
    );
    let number = |value: &Value| value.as_f64().expect("a number");
    match ends.as_array().expect("a list").as_slice() {
        [low, high, ..] => [number(low), number(high)],
        other => panic!("{figure}: {other:?}"),
    }
}

/// A figure with its range, at two significant digits.
#[track_caller]
pub fn shows<Q: Quantity>(page: &Page, figure: &str, band: Band<Q>) {
    let [low, high] = ends(page, figure);
    for (shown, expected) in [
        (low, band.low()),
        (number(page, figure), band.central()),
        (high, band.high()),
    ] {
        let expected = expected.value();
        // Half of the second digit: at most a twentieth.
        about(shown, expected, expected / 19.0);
    }
}

#[track_caller]
pub fn shows_percent(page: &Page, figure: &str, band: Band<Percent>) {
    about(number(page, figure), band.central().0, 0.51);
}

/// What is left of a request, in percent.
#[track_caller]
pub fn left(page: &Page, figure: &str, saved: Band<Percent>) {
    about(number(page, figure), 100.0 - saved.central().0, 0.51);
}

/// A number in the digits of most languages.
pub fn western(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '٠'..='٩' => char::from(b'0' + (u32::from(letter) - u32::from('٠')) as u8),
            '٫' => '.',
            '٬' => ',',
            other => other,
        })
        .collect()
}
