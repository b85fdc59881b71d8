//! Numbers, percentages, times and plural forms in the page's language, through the browser's `Intl`.
//!
//! The formatters are made once: making one costs about as much as everything else a key press does.

use crate::texts::{Digits, fill, t};
use js_sys::{Array, Function, Intl, Object, Reflect};
use std::cell::OnceCell;
use wasm_bindgen::{JsCast, JsValue};

struct Formatters {
    two_digits: Function,
    whole: Function,
    percent: Function,
    plural: Intl::PluralRules,
}

thread_local! {
    static FORMATTERS: OnceCell<Formatters> = const { OnceCell::new() };
}

fn formatter(locales: &Array, option: &str, value: JsValue, style: &str) -> Function {
    let options = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&options, &option.into(), &value);
    let _ = Reflect::set(&options, &"style".into(), &style.into());
    Intl::NumberFormat::new(locales, &options).format()
}

fn with<R>(read: impl FnOnce(&Formatters) -> R) -> R {
    FORMATTERS.with(|formatters| {
        read(formatters.get_or_init(|| {
            let locales = Array::of1(&locale().into());
            Formatters {
                two_digits: formatter(&locales, "maximumSignificantDigits", 2.into(), "decimal"),
                whole: formatter(&locales, "maximumFractionDigits", 0.into(), "decimal"),
                percent: formatter(&locales, "maximumFractionDigits", 0.into(), "percent"),
                plural: Intl::PluralRules::new(&locales, &Object::new()),
            }
        }))
    })
}

/// The page's locale, with Latin digits unless the visitor chose others: figures are compared across languages, and a mix of digits reads badly.
#[must_use]
pub fn locale() -> String {
    let mut locale = crate::bridge::page::language();
    locale.push_str("-u-nu-");
    locale.push_str(digits().id());
    locale
}

/// The digits of the page: a choice of Arabic readers, and Latin for all others.
#[must_use]
pub fn digits() -> Digits {
    let chosen = crate::bridge::storage::setting("digits");
    if crate::bridge::page::language() == "ar" && chosen.as_deref() == Some("arab") {
        Digits::ArabicIndic
    } else {
        Digits::Latin
    }
}

fn call(format: &Function, value: f64) -> String {
    format
        .call1(&JsValue::NULL, &value.into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The logarithm to the base of ten of a positive number, the more exact the nearer it is to a whole one. The energy formula carries the natural
/// logarithm anyway; another of base ten would be half a kilobyte.
#[must_use]
pub fn decade(value: f64) -> f64 {
    let decade = value.ln() * std::f64::consts::LOG10_E;
    // The logarithm of 1000 comes out a hair below 3.
    let whole = decade.round();
    if (decade - whole).abs() < 1e-12 {
        whole
    } else {
        decade
    }
}

/// Ten to a whole power.
#[must_use]
pub fn power_of_ten(power: f64) -> f64 {
    10_f64.powi(power as i32)
}

/// A figure with at most two significant digits: all that the ranges of these estimates justify.
#[must_use]
pub fn figure(value: f64) -> String {
    if value >= 100.0 {
        // Intl would print 1,234 as 1,200 with two digits; the rounding is wanted, the grouping too.
        let magnitude = power_of_ten(decade(value).floor() - 1.0);
        return whole((value / magnitude).round() * magnitude);
    }
    with(|formatters| call(&formatters.two_digits, value))
}

/// A whole number with the language's grouping.
#[must_use]
pub fn whole(value: f64) -> String {
    with(|formatters| call(&formatters.whole, value))
}

/// A share (0.03) as whole percent; a share under half a percent is "<1 %".
#[must_use]
pub fn percent(share: f64) -> String {
    with(|formatters| {
        if share > 0.0 && share < 0.005 {
            let mut text = String::from("<");
            text.push_str(&call(&formatters.percent, 0.01));
            text
        } else {
            call(&formatters.percent, share)
        }
    })
}

/// "0.12–2.6", with an en dash.
#[must_use]
pub fn between(low: f64, high: f64) -> String {
    let mut text = figure(low);
    text.push('–');
    text.push_str(&figure(high));
    text
}

/// The plural form that the language's rules name for a count.
fn form(count: f64) -> String {
    let form = with(|formatters| {
        formatters
            .plural
            .select(count)
            .unchecked_into::<js_sys::JsString>()
    });
    String::from(form)
}

/// The word for `count` things: the plural form of `key` that the language's rules name.
#[must_use]
pub fn plural(key: &str, count: f64) -> &'static str {
    let mut full = String::from(key);
    full.push('_');
    full.push_str(&form(count));
    t(&full)
}

/// Whether the language says a [`figure`] from 1 on in the singular: French does so with 1.5, Spanish does not.
#[must_use]
pub fn is_singular(value: f64) -> bool {
    // As it is printed: 1.96 is "2".
    form((value * 10.0).round() / 10.0) == "one"
}

/// A duration, in the largest units that say it in a glance.
#[must_use]
pub fn duration(seconds: f64) -> String {
    if seconds < 1.0 {
        fill("footprint.time_ms", &[("n", &figure(seconds * 1000.0))])
    } else if seconds < 100.0 {
        fill("footprint.time_s", &[("n", &figure(seconds))])
    } else if seconds < 600.0 {
        // In whole numbers: the remainder of a division of floats is two kilobytes.
        let fives = (seconds / 5.0).round() as u32 * 5;
        let (minutes, rest) = (f64::from(fives / 60), f64::from(fives % 60));
        if rest == 0.0 {
            fill("footprint.time_min", &[("n", &whole(minutes))])
        } else {
            fill(
                "footprint.time_min_s",
                &[("m", &whole(minutes)), ("s", &whole(rest))],
            )
        }
    } else if seconds < 6000.0 {
        fill("footprint.time_min", &[("n", &whole(seconds / 60.0))])
    } else {
        fill("footprint.time_h", &[("n", &figure(seconds / 3600.0))])
    }
}

#[cfg(test)]
mod tests {
    use super::{decade, power_of_ten};

    #[test]
    fn powers_of_ten_are_whole_decades() {
        for power in -12..=15 {
            let value: f64 = format!("1e{power}").parse().expect("a number");
            assert_eq!(decade(value), f64::from(power), "{value}");
            assert!(decade(value * 0.999_999) < f64::from(power), "{value}");
            assert!(decade(value * 1.000_001) > f64::from(power), "{value}");
            let back = power_of_ten(f64::from(power));
            assert!((back / value - 1.0).abs() < 1e-14, "{back}");
        }
    }
}
