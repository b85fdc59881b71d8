//! A picture of the figures, complete in itself: an SVG without script, style sheet, font or link.

use crate::share::escape;
use crate::share::template::Filling;

/// Everything is 600 wide and 315 high; the picture is twice as large.
const WIDTH: f64 = 600.0;
const MARGIN: f64 = 36.0;

const CARD: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 600 315" font-family="system-ui,sans-serif" font-size="15" fill="#16211d" direction="%"><path fill="#f7f6f2" d="M0 0h600v315H0z"/><path stroke="#dcdfd8" stroke-width="6" d="M36 161h528"/><path stroke="#d1a583" stroke-width="6" d="M% 161H%"/><path stroke="#a34a07" stroke-width="4" d="M% 153v16"/><text x="%" y="188" font-size="13" text-anchor="end">%</text><g transform="translate(%)"><text y="188" font-size="13">%</text><text y="44" font-size="17">%</text><text y="112" font-size="36">% %</text><text y="222">% % %</text><text y="245">% % %</text><text y="268">% · %</text><text y="291">% · %</text></g><text x="300" y="188" font-size="13" text-anchor="middle">%</text></svg>"##;

/// Draws a card of 1200 by 630 pixels.
///
/// `band` is where the band starts, ends, and has its middle, as shares of the axis from where reading starts. The texts, in the page's language: what the
/// axis ends with and begins with; the heading; the figure, what it is of; carbon, its name, its range; water, its name, its range; model, place; factors,
/// day; what the band says.
#[must_use]
pub fn write(right_to_left: bool, band: [f64; 3], texts: impl Iterator<Item = String>) -> String {
    let mut svg = Filling::of(CARD);
    svg.put(if right_to_left { "rtl" } else { "ltr" });
    let place = |share: f64| {
        let x = MARGIN + share * (WIDTH - 2.0 * MARGIN);
        if right_to_left { WIDTH - x } else { x }
    };
    svg.numbers(&band.map(place));
    svg.number(place(1.0));
    for (at, text) in texts.enumerate() {
        if at == 1 {
            svg.number(place(0.0));
        }
        svg.go_on();
        escape(&mut svg.text, &text, &[('&', "&amp;"), ('<', "&lt;")]);
    }
    svg.go_on();
    svg.text
}

#[cfg(test)]
mod tests {
    const TEXTS: [&str; 16] = [
        "10",
        "0.01",
        "Footprint of <this> & that",
        "0.52",
        "Wh for this exchange",
        "0.21 g",
        "CO₂e",
        "0.1–0.4",
        "1.3 mL",
        "100% %",
        "0.5–2",
        "GPT-4o",
        "</svg><script>alert(1)</script>",
        "factors 2026.11",
        "2026-11-24",
        "90% between 0.08 and 4.2 Wh",
    ];

    fn write(right_to_left: bool) -> String {
        super::write(
            right_to_left,
            [0.25, 1.0, 0.5],
            TEXTS.iter().map(|text| text.to_string()),
        )
    }

    #[test]
    fn everything_is_on_it_and_nothing_is_markup() {
        let svg = write(false);
        for part in [
            ">Footprint of &lt;this> &amp; that<",
            ">0.52 Wh for this exchange<",
            ">0.21 g CO₂e 0.1–0.4<",
            ">1.3 mL 100% % 0.5–2<",
            ">GPT-4o · &lt;/svg>&lt;script>alert(1)&lt;/script><",
            ">factors 2026.11 · 2026-11-24<",
            "text-anchor=\"middle\">90% between 0.08 and 4.2 Wh<",
        ] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        for markup in ["<script", "href", "style", "<image", "foreignObject"] {
            assert!(!svg.contains(markup), "{markup}: {svg}");
        }
        assert_eq!(svg.matches("</svg>").count(), 1);
    }

    #[test]
    fn right_to_left_is_a_mirror() {
        let (ltr, rtl) = (write(false), write(true));
        for (left, right) in [
            ("direction=\"ltr\"", "direction=\"rtl\""),
            // The band from a quarter to the end of 528, from 36; then its middle.
            ("d=\"M168 161H564\"", "d=\"M432 161H36\""),
            ("d=\"M300 153v16\"", "d=\"M300 153v16\""),
            ("translate(36)", "translate(564)"),
            (
                "<text x=\"564\" y=\"188\" font-size=\"13\" text-anchor=\"end\">10<",
                "<text x=\"36\" y=\"188\" font-size=\"13\" text-anchor=\"end\">10<",
            ),
        ] {
            assert!(ltr.contains(left), "{left}: {ltr}");
            assert!(rtl.contains(right), "{right}: {rtl}");
        }
    }
}
