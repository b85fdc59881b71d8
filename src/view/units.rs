//! Quantities in the unit that suits their size, named in the page's language.

use crate::numbers::{figure, whole};
use crate::texts::t;

/// A value and the unit that a person would say it in: `key` names a text with the units one after the other, each a thousand of the one before,
/// separated by `|`.
fn suited(value: f64, key: &str) -> (f64, &'static str) {
    let (mut value, mut units) = (value, t(key).split('|'));
    let mut unit = units.next().unwrap_or_default();
    while value >= 1000.0 {
        let Some(larger) = units.next() else { break };
        (value, unit) = (value / 1000.0, larger);
    }
    (value, unit)
}

/// "1.8 kWh".
#[must_use]
pub fn quantity(value: f64, key: &str) -> String {
    let (value, unit) = suited(value, key);
    [&figure(value), "\u{a0}", unit].concat()
}

/// "1.8 MWh", with three digits where two would hide that sums do not agree: 124 and 310 GWh.
#[must_use]
pub fn sum(value: f64, key: &str) -> String {
    let (value, unit) = suited(value, key);
    let digits = if value >= 100.0 {
        whole(value)
    } else {
        figure(value)
    };
    [&digits, "\u{a0}", unit].concat()
}
