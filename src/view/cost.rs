//! What the page itself cost: measured transfer, priced by the same crate as everything else.

use crate::desk::State;
use crate::numbers::{figure, percent, whole};
use crate::texts::fill;
use crate::view::Sheet;
use promptwatt_energy::{Bytes, FACTORS_VERSION, transfer_energy};

/// One request, Wh: what OpenAI's chief executive named for an average ChatGPT query in June 2025, and the article that this product started from took up.
const REQUEST_WH: f64 = 0.34;

fn sentence(key: &str, bytes: f64) -> String {
    let wh = transfer_energy(Bytes(bytes)).0;
    fill(
        key,
        &[
            ("bytes", &whole(bytes / 1000.0)),
            ("wh", &figure(wh)),
            ("percent", &percent(wh / REQUEST_WH)),
        ],
    )
}

/// Draws the footer's sentence about the page's own footprint.
pub fn draw(sheet: &mut Sheet, state: &State) {
    let moved = state.transferred;
    let mut text = sentence("cost.page", moved.opening);
    for (key, bytes) in [
        ("cost.coach", moved.coach),
        ("cost.vocabulary", moved.vocabulary),
    ] {
        if bytes > 0.0 {
            text.push(' ');
            text.push_str(&sentence(key, bytes));
        }
    }
    text.push(' ');
    text.push_str(&fill("cost.method", &[("version", FACTORS_VERSION)]));
    sheet.text("cost-sentence", text);
}
