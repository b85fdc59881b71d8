//! The same prompt on other models: one axis, centre and range, the chosen one in bold. A real table, so that it reads without the drawing.

use crate::desk::State;
use crate::numbers::figure;
use crate::texts::{fill, t_of};
use crate::view::Sheet;
use crate::view::band::{Axis, bar};
use crate::view::element::{Element, element, span};
use promptwatt_energy::{Band, Model, WattHours};

/// The models to compare with; the chosen one joins them in its place.
const OTHERS: [&str; 6] = [
    "tier-nano",
    "llama-3.1-8b",
    "llama-3.3-70b",
    "gpt-4o",
    "o4-mini",
    "tier-frontier",
];

/// The name of a model: tiers are named in the page's language, named models by their maker.
#[must_use]
pub fn model_name(model: &Model) -> &'static str {
    let translated = model
        .id()
        .strip_prefix("tier-")
        .map(|tier| t_of("tier", tier))
        .unwrap_or_default();
    if translated.is_empty() {
        model.name()
    } else {
        translated
    }
}

/// "90 % between 0.12 and 2.6 Wh".
#[must_use]
pub fn range(band: Band<WattHours>) -> String {
    fill(
        "footprint.range",
        &[
            ("low", &figure(band.low().0)),
            ("high", &figure(band.high().0)),
        ],
    )
}

type Row = (&'static Model, Band<WattHours>);

/// The rows, the cheapest first.
fn rows(state: &State) -> Vec<Row> {
    let Ok(report) = &state.report else {
        return Vec::new();
    };
    let mut rows: Vec<Row> = Vec::new();
    for model in OTHERS
        .iter()
        .filter_map(|id| Model::by_id(id))
        .chain([state.model])
    {
        if let (true, Ok(estimate)) = (
            rows.iter().all(|row| row.0.id() != model.id()),
            report.on_model(model),
        ) {
            let place = rows
                .iter()
                .take_while(|row| row.1.central().0 < estimate.wh.central().0)
                .count();
            rows.insert(place, (model, estimate.wh));
        }
    }
    rows
}

fn row(model: &Model, band: Band<WattHours>, axis: Axis, chosen: bool) -> Element {
    let row = element("tr");
    let row = if chosen {
        row.with("aria-current", "true")
    } else {
        row
    };
    row.child(
        element("th")
            .with("scope", "row")
            .child(element("bdi").text(model_name(model))),
    )
    .child(element("td").child(bar(axis, band)))
    .child(
        element("td")
            .child(span(&figure(band.central().0)).class("n"))
            .child(span(&[" (", &range(band), ")"].concat()).class("unseen")),
    )
}

/// Draws the comparison.
pub fn draw(sheet: &mut Sheet, state: &State) {
    let rows = rows(state);
    let axis = Axis::of(&rows.iter().map(|row| row.1).collect::<Vec<_>>());
    let (low, high) = axis.ends();
    sheet.text("models-low", figure(low));
    sheet.text("models-high", figure(high));
    let rows = rows
        .iter()
        .map(|(model, band)| row(model, *band, axis, model.id() == state.model.id()))
        .collect();
    sheet.rows("models", rows);
}
