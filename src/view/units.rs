//! Quantities in the unit that suits their size, named in the page's language.

use crate::numbers::{figure, is_singular, whole};
use crate::texts::t;

/// A value and the unit that a person would say it in. `units` stand one after the other, each a thousand of the one before, separated by `|`; an
/// empty one is not used, as Spanish says a thousand million.
fn suited(value: f64, units: &str) -> (f64, &str) {
    let mut units = units.split('|');
    let mut suited = (value, units.next().unwrap_or_default());
    let mut value = value;
    for unit in units {
        if value < 1000.0 {
            break;
        }
        value /= 1000.0;
        if !unit.is_empty() {
            suited = (value, unit);
        }
    }
    suited
}

/// The written value before its unit, which may have two forms, "million/millions".
fn join(written: &str, value: f64, unit: &str) -> String {
    let unit = match unit.split_once('/') {
        Some((one, _)) if is_singular(value) => one,
        Some((_, other)) => other,
        None => unit,
    };
    if unit.is_empty() {
        written.to_owned()
    } else {
        [written, "\u{a0}", unit].concat()
    }
}

/// "1.8 kWh": `key` names the units' text.
#[must_use]
pub fn quantity(value: f64, key: &str) -> String {
    let (value, unit) = suited(value, t(key));
    join(&figure(value), value, unit)
}

/// "1.8 MWh", with three digits where two would hide that sums do not agree: 124 and 310 GWh.
#[must_use]
pub fn sum(value: f64, key: &str) -> String {
    let (value, unit) = suited(value, t(key));
    let digits = if value >= 100.0 {
        whole(value)
    } else {
        figure(value)
    };
    join(&digits, value, unit)
}

#[cfg(test)]
mod tests {
    use super::suited;

    #[test]
    fn the_largest_unit_that_leaves_at_least_one() {
        for (value, units, expected) in [
            (0.5, "Wh|kWh", (0.5, "Wh")),
            (999.0, "Wh|kWh", (999.0, "Wh")),
            (1800.0, "Wh|kWh", (1.8, "kWh")),
            (5e6, "Wh|kWh", (5000.0, "kWh")),
            (12_000.0, "||million", (12_000.0, "")),
            (2e6, "||million", (2.0, "million")),
            (4e9, "||million||billion", (4000.0, "million")),
            (3e12, "||million||billion", (3.0, "billion")),
            (7.0, "", (7.0, "")),
        ] {
            assert_eq!(suited(value, units), expected, "{value} in {units}");
        }
    }
}
