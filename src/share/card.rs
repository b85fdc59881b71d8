//! A picture of the figures, complete in itself: an SVG without script, style sheet, font or link.

/// What stands on the card: finished texts in the page's language, and the band's places as shares of the axis.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Whether it reads from right to left.
    pub right_to_left: bool,
    /// The heading.
    pub title: String,
    /// The figure, and what it is of.
    pub figure: String,
    /// The ends of the axis, and between them what the band says: low, range, high.
    pub axis: [String; 3],
    /// Where the band starts, ends, and has its middle, from the reading direction's start, 0 to 1.
    pub band: [f64; 3],
    /// Carbon, water, model and place, factors and date: a line each.
    pub lines: Vec<String>,
}

/// The card's width in its own units; the picture is twice as large.
pub const WIDTH: i32 = 600;
/// Its height.
pub const HEIGHT: i32 = 315;
const MARGIN: i32 = 36;

/// Draws the card, 1200 by 630 pixels.
#[must_use]
pub fn write(card: &Card) -> String {
    let mut svg = Svg {
        text: String::with_capacity(2048),
        mirrored: card.right_to_left,
    };
    svg.raw(&[
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" viewBox=\"0 0 600 315\" font-family=\"system-ui,sans-serif\" direction=\"",
        if card.right_to_left { "rtl" } else { "ltr" },
        "\">",
    ]);
    svg.rectangle([0, 0, WIDTH, HEIGHT], "#f7f6f2");
    svg.line([MARGIN, 44, 17], "start", "#4d5b55", &card.title);
    svg.line([MARGIN, 112, 36], "start", "#16211d", &card.figure);
    let axis = f64::from(WIDTH - 2 * MARGIN);
    let [start, end, middle] = card.band.map(|share| MARGIN + (share * axis) as i32);
    svg.rectangle([MARGIN, 158, WIDTH - 2 * MARGIN, 6], "#dcdfd8");
    svg.rectangle([start, 158, end - start, 6], "#d1a583");
    svg.rectangle([middle - 2, 153, 4, 16], "#a34a07");
    let places = [
        (MARGIN, "start"),
        (WIDTH / 2, "middle"),
        (WIDTH - MARGIN, "end"),
    ];
    for ((x, anchor), text) in places.into_iter().zip(&card.axis) {
        svg.line([x, 188, 13], anchor, "#4d5b55", text);
    }
    let mut y = 222;
    for line in &card.lines {
        svg.line([MARGIN, y, 15], "start", "#16211d", line);
        y += 23;
    }
    svg.raw(&["</svg>"]);
    svg.text
}

struct Svg {
    text: String,
    mirrored: bool,
}

impl Svg {
    fn raw(&mut self, pieces: &[&str]) {
        for piece in pieces {
            self.text.push_str(piece);
        }
    }

    /// A rectangle (x, y, width, height), x from the reading direction's start.
    #[inline(never)]
    fn rectangle(&mut self, [x, y, width, height]: [i32; 4], colour: &str) {
        let x = if self.mirrored { WIDTH - x - width } else { x };
        let [x, y, width, height] = [x, y, width, height].map(|number| number.to_string());
        self.raw(&[
            "<rect x=\"",
            &x,
            "\" y=\"",
            &y,
            "\" width=\"",
            &width,
            "\" height=\"",
            &height,
            "\" fill=\"",
            colour,
            "\"/>",
        ]);
    }

    /// A line of text (x, baseline, size); where it reads from right to left, its start is at the right.
    #[inline(never)]
    fn line(&mut self, [x, y, size]: [i32; 3], anchor: &str, colour: &str, text: &str) {
        let x = if self.mirrored { WIDTH - x } else { x };
        let [x, y, size] = [x, y, size].map(|number| number.to_string());
        self.raw(&[
            "<text x=\"",
            &x,
            "\" y=\"",
            &y,
            "\" font-size=\"",
            &size,
            "\" text-anchor=\"",
            anchor,
            "\" fill=\"",
            colour,
            "\">",
        ]);
        for letter in text.chars() {
            match letter {
                '&' => self.raw(&["&amp;"]),
                '<' => self.raw(&["&lt;"]),
                letter => self.text.push(letter),
            }
        }
        self.raw(&["</text>"]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Card, write};

    fn card(right_to_left: bool) -> Card {
        Card {
            right_to_left,
            title: "Footprint of <this> & that".into(),
            figure: "0.52 Wh for this exchange".into(),
            axis: ["0.01", "90% between 0.08 and 4.2 Wh", "10"].map(Into::into),
            band: [0.25, 0.75, 0.5],
            lines: vec![
                "0.21 g · CO₂e".into(),
                "</svg><script>alert(1)</script>".into(),
            ],
        }
    }

    #[test]
    fn everything_is_on_it_and_nothing_is_markup() {
        let svg = write(&card(false));
        for part in [
            "Footprint of &lt;this> &amp; that",
            ">0.52 Wh for this exchange<",
            "90% between 0.08 and 4.2 Wh",
            "0.21 g · CO₂e",
            "&lt;script>",
        ] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        assert_eq!(
            svg.matches("<script").count()
                + svg.matches("href").count()
                + svg.matches("style").count(),
            0
        );
        assert_eq!(svg.matches("</svg>").count(), 1);
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }

    #[test]
    fn right_to_left_is_a_mirror() {
        let (ltr, rtl) = (write(&card(false)), write(&card(true)));
        for (left, right) in [
            ("direction=\"ltr\"", "direction=\"rtl\""),
            // The band from a quarter to three quarters of 528, from 36.
            (
                "<rect x=\"168\" y=\"158\" width=\"264\"",
                "<rect x=\"168\" y=\"158\" width=\"264\"",
            ),
            ("<text x=\"36\" y=\"44\"", "<text x=\"564\" y=\"44\""),
            (
                "<text x=\"564\" y=\"188\" font-size=\"13\" text-anchor=\"end\"",
                "<text x=\"36\" y=\"188\" font-size=\"13\" text-anchor=\"end\"",
            ),
        ] {
            assert!(ltr.contains(left), "{left}: {ltr}");
            assert!(rtl.contains(right), "{right}: {rtl}");
        }
        let low = Card {
            band: [0.0, 0.5, 0.25],
            ..card(true)
        };
        assert!(write(&low).contains("<rect x=\"300\" y=\"158\" width=\"264\""));
    }
}
