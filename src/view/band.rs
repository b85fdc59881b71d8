//! A range drawn on a logarithmic axis: the bar is the 90 % range, the mark its middle.

use crate::numbers::{decade, power_of_ten};
use crate::view::Sheet;
use crate::view::element::{Element, element};
use promptwatt_energy::{Band, WattHours};

const START: &str = "inset-inline-start";
const END: &str = "inset-inline-end";

/// A logarithmic axis from one power of ten to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// The shortest axis of whole decades on which all the ranges fit. Ranges of zero do not count; without any, it is 0.01 to 10.
    #[must_use]
    pub fn of(bands: &[Band<WattHours>]) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for band in bands {
            if band.low().0 > 0.0 {
                low = low.min(decade(band.low().0));
                high = high.max(decade(band.high().0));
            }
        }
        if low > high {
            Self {
                low: -2.0,
                high: 1.0,
            }
        } else {
            Self {
                low: low.floor(),
                high: high.ceil(),
            }
        }
    }

    /// The ends of the axis.
    #[must_use]
    pub fn ends(self) -> (f64, f64) {
        (power_of_ten(self.low), power_of_ten(self.high))
    }

    /// How far a value stands from the axis' start, as a share of its length; values outside stand at its ends.
    #[must_use]
    pub fn place(self, value: f64) -> f64 {
        if value > 0.0 {
            ((decade(value) - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// A share as a CSS percentage, to a tenth of a percent.
#[must_use]
pub fn css_percent(share: f64) -> String {
    // Integers print with far less code than floats.
    let tenths = (share * 1000.0).round() as i32;
    [
        (tenths / 10).to_string().as_str(),
        ".",
        (tenths % 10).to_string().as_str(),
        "%",
    ]
    .concat()
}

/// The start of the bar, its end (from the other side) and the mark, each from its own side of the axis.
fn places(axis: Axis, band: Band<WattHours>) -> [String; 3] {
    [
        axis.place(band.low().0),
        1.0 - axis.place(band.high().0),
        axis.place(band.central().0),
    ]
    .map(css_percent)
}

/// Draws a range on the bar of the page whose range and mark have these ids. It says nothing to a screen reader: the same figures always stand beside
/// it as text.
pub fn draw(
    sheet: &mut Sheet,
    [range, mark]: [&'static str; 2],
    axis: Axis,
    band: Band<WattHours>,
) {
    let [start, end, centre] = places(axis, band);
    sheet.style(range, START, start);
    sheet.style(range, END, end);
    sheet.style(mark, START, centre);
}

/// A bar in a row.
pub fn bar(axis: Axis, band: Band<WattHours>) -> Element {
    let [start, end, centre] = places(axis, band);
    element("div")
        .class("band")
        .with("aria-hidden", "true")
        .child(element("i"))
        .child(element("i").class("r").style(START, start).style(END, end))
        .child(element("i").class("c").style(START, centre))
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use promptwatt_energy::{Band, WattHours};

    #[test]
    fn an_axis_has_whole_decades() {
        for (bands, ends) in [
            (vec![], (0.01, 10.0)),
            (vec![[0.0, 0.0, 0.0]], (0.01, 10.0)),
            (vec![[0.081, 0.52, 4.2]], (0.01, 10.0)),
            (
                vec![[0.081, 0.52, 4.2], [0.0081, 0.05, 11.0]],
                (0.001, 100.0),
            ),
            (vec![[0.1, 1.0, 1000.0]], (0.1, 1000.0)),
        ] {
            let bands: Vec<_> = bands
                .into_iter()
                .map(|band| {
                    let [low, central, high] = band.map(WattHours);
                    Band::new(low, central, high).expect("in order")
                })
                .collect();
            let (low, high) = Axis::of(&bands).ends();
            assert!((low / ends.0 - 1.0).abs() < 1e-12, "{low} {ends:?}");
            assert!((high / ends.1 - 1.0).abs() < 1e-12, "{high} {ends:?}");
        }
    }
}
