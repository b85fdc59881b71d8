//! Drawings of the lessons: SVG without text of its own, hidden from those who read the table or the list beside it.

use std::fmt::Write;

/// How amounts become places on a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    /// Powers of ten between two amounts above nothing.
    Log(f64, f64),
    /// From nothing to an amount.
    Linear(f64),
}

impl Axis {
    /// 0 to 100. What lies outside is at the end.
    pub fn place(self, amount: f64) -> f64 {
        let share = match self {
            Self::Log(low, high) => (amount.max(low) / low).ln() / (high / low).ln(),
            Self::Linear(high) => amount / high,
        };
        (1000.0 * share.clamp(0.0, 1.0)).round() / 10.0
    }

    /// Its first and its last amount.
    fn ends(self) -> [f64; 2] {
        match self {
            Self::Log(low, high) => [low, high],
            Self::Linear(high) => [0.0, high],
        }
    }

    /// The amounts that are marked, from the first to the last, equally far from each other: the powers of ten, or the ends.
    pub fn marks(self) -> Vec<f64> {
        let [first, last] = self.ends();
        if let Self::Linear(_) = self {
            return vec![first, last];
        }
        let steps = (last / first).log10().round() as i32;
        (0..=steps)
            // A power of ten as people write it: 0.01 and not 0.010000000000000002.
            .map(|step| {
                let mark = first * 10_f64.powi(step);
                format!("{mark:.1e}").parse().unwrap_or(mark)
            })
            .collect()
    }

    /// For the script, which moves the bars of controls.
    fn attribute(self) -> String {
        let [first, last] = self.ends();
        format!("{first} {last}")
    }
}

/// A range with its middle. The script finds it by `name`, where it has one.
pub fn band(axis: Axis, [low, central, high]: [f64; 3], name: Option<&str>) -> String {
    let [low, central, high] = [low, central, high].map(|amount| axis.place(amount));
    let found_by = name.map_or(String::new(), |name| {
        format!(" data-bar=\"{name}\" data-axis=\"{}\"", axis.attribute())
    });
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"{found_by}>\
         <rect class=\"track\" y=\"4\" width=\"100\" height=\"2\"/>\
         <rect class=\"range\" x=\"{low}\" y=\"3\" width=\"{}\" height=\"4\"/>\
         <rect class=\"middle\" x=\"{}\" width=\"1\" height=\"10\"/>{}</svg>",
        (10.0 * (high - low)).round() / 10.0,
        (10.0 * (central - 0.5).clamp(0.0, 99.0)).round() / 10.0,
        name.map_or(String::new(), |_| ticks(axis))
    )
}

/// The marks between the ends; the script moves what stands before them.
fn ticks(axis: Axis) -> String {
    let marks = axis.marks();
    let within = marks.get(1..marks.len() - 1).unwrap_or_default();
    let lines = within
        .iter()
        .map(|mark| format!("M{} 3v4", axis.place(*mark)))
        .collect::<String>();
    if lines.is_empty() {
        return lines;
    }
    format!("<path class=\"ticks\" d=\"{lines}\"/>")
}

/// One amount from the beginning of the axis.
pub fn column(axis: Axis, amount: f64) -> String {
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"track\" y=\"4\" width=\"100\" height=\"2\"/><rect class=\"middle\" y=\"2\" width=\"{}\" height=\"6\"/></svg>",
        axis.place(amount).max(0.5)
    )
}

/// Shares of a whole, one after the other, each with a class of its own; the script finds it by `name`.
pub fn stack(parts: &[(&str, f64)], name: &str) -> String {
    let whole: f64 = parts.iter().map(|(_, part)| part).sum();
    let mut svg = format!(
        "<svg class=\"stack\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" data-stack=\"{name}\">"
    );
    let mut from = 0.0;
    for (class, part) in parts {
        let width = 100.0 * part / whole;
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{from:.1}\" width=\"{width:.1}\" height=\"10\"/>"
        );
        from += width;
    }
    svg.push_str("</svg>");
    svg
}

/// A point of [`scatter`].
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// What was measured.
    pub measured: f64,
    /// What is predicted.
    pub predicted: f64,
    /// Whether it counts as hit.
    pub inside: bool,
}

/// Predicted over measured, both in powers of ten; on the diagonal both are the same, between the thin lines they differ by less than `factor`.
pub fn scatter(points: &[Point], factor: f64) -> String {
    const SIDE: f64 = 320.0;
    let all = points
        .iter()
        .flat_map(|point| [point.measured, point.predicted]);
    let (low, high) = all.fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let axis = Axis::Log(low / 1.3, high * 1.3);
    let at = |value: f64| SIDE * axis.place(value) / 100.0;
    let shift = SIDE * factor.ln() / (high * 1.3 / (low / 1.3)).ln();
    let mut svg = format!(
        "<svg class=\"scatter\" viewBox=\"-1 -1 {0} {0}\" aria-hidden=\"true\">",
        SIDE + 2.0
    );
    let _ = write!(
        svg,
        "<path class=\"frame\" d=\"M0 0V{SIDE}H{SIDE}\"/><path class=\"same\" d=\"M0 {SIDE}L{SIDE} 0\"/>\
         <path class=\"near\" d=\"M{shift:.0} {SIDE}L{SIDE} {shift:.0}M0 {:.0}L{:.0} 0\"/>",
        SIDE - shift,
        SIDE - shift
    );
    // A line for each power of ten, on both axes.
    let [first, last] = axis.ends();
    let decades = first.log10().ceil() as i32..=last.log10().floor() as i32;
    let lines: String = decades
        .map(|power| at(10_f64.powi(power)))
        .map(|place| format!("M{place:.0} 0V{SIDE}M0 {:.0}H{SIDE}", SIDE - place))
        .collect();
    let _ = write!(svg, "<path class=\"decades\" d=\"{lines}\"/>");
    for point in points {
        let (x, y) = (at(point.measured), SIDE - at(point.predicted));
        let _ = if point.inside {
            write!(svg, "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"3.5\"/>")
        } else {
            write!(
                svg,
                "<path class=\"miss\" d=\"M{x:.0} {y:.0}m-5-5l10 10m0-10l-10 10\"/>"
            )
        };
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::{Axis, band};

    #[test]
    fn places_on_an_axis() {
        for (axis, amount, place) in [
            (Axis::Log(0.01, 100.0), 1.0, 50.0),
            (Axis::Log(0.01, 100.0), 0.0, 0.0),
            (Axis::Log(0.01, 100.0), 1e9, 100.0),
            (Axis::Linear(200.0), 50.0, 25.0),
            (Axis::Linear(200.0), -1.0, 0.0),
        ] {
            assert_eq!(axis.place(amount), place, "{axis:?} {amount}");
        }
    }

    #[test]
    fn marks_are_powers_of_ten() {
        assert_eq!(
            Axis::Log(0.001, 100.0).marks(),
            [0.001, 0.01, 0.1, 1.0, 10.0, 100.0]
        );
        assert_eq!(Axis::Linear(100.0).marks(), [0.0, 100.0]);
        let bar = band(Axis::Log(0.01, 1.0), [0.1; 3], Some("x"));
        assert!(bar.contains("d=\"M50 3v4\""), "{bar}");
    }

    #[test]
    fn a_bar_says_its_axis_to_the_script() {
        let bar = band(Axis::Log(0.01, 100.0), [0.1, 1.0, 10.0], Some("x"));
        assert!(
            bar.contains("data-bar=\"x\" data-axis=\"0.01 100\""),
            "{bar}"
        );
        assert!(bar.contains("x=\"25\" y=\"3\" width=\"50\""), "{bar}");
        assert!(!band(Axis::Linear(1.0), [0.0; 3], None).contains("data-"));
    }
}
