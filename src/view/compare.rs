//! The same prompt on other models: one axis, centre and range, the chosen one in bold. A real table, so that it reads without the drawing.

use crate::desk::Desk;
use crate::numbers::figure;
use crate::texts::{fill, t, t_of};
use crate::view::band::{Axis, Meaning, band_bar};
use crate::view::bind::{figure_view, list, text};
use leptos::prelude::*;
use promptwatt_energy::{Band, Model, WattHours};

/// The models to compare with; the chosen one joins them in its place.
const OTHERS: [&str; 6] = ["tier-nano", "llama-3.1-8b", "llama-3.3-70b", "gpt-4o", "o4-mini", "tier-frontier"];

/// The name of a model: tiers are named in the page's language, named models by their maker.
#[must_use]
pub fn model_name(model: &Model) -> &'static str {
    let translated = model.id().strip_prefix("tier-").map(|tier| t_of("tier", tier)).unwrap_or_default();
    if translated.is_empty() { model.name() } else { translated }
}

/// "90 % between 0.12 and 2.6 Wh".
#[must_use]
pub fn range(band: Band<WattHours>) -> String {
    fill("footprint.range", &[("low", &figure(band.low().0)), ("high", &figure(band.high().0))])
}

type Row = (&'static Model, Band<WattHours>);

/// The rows, the cheapest first.
fn rows(desk: Desk) -> Vec<Row> {
    desk.with(|state| {
        let Ok(report) = &state.report else { return Vec::new() };
        let mut rows: Vec<Row> = Vec::new();
        for model in OTHERS.iter().filter_map(|id| Model::find(id)).chain([state.model]) {
            if let (true, Ok(estimate)) = (rows.iter().all(|row| row.0.id() != model.id()), report.on_model(model)) {
                let place = rows.iter().take_while(|row| row.1.central().0 < estimate.wh.central().0).count();
                rows.insert(place, (model, estimate.wh));
            }
        }
        rows
    })
}

fn axis(rows: &[Row]) -> Axis {
    Axis::of(&rows.iter().map(|row| row.1).collect::<Vec<_>>())
}

/// The comparison.
pub fn compare(desk: Desk) -> AnyView {
    let drawn = list(move || {
        let rows = rows(desk);
        let (axis, chosen) = (axis(&rows), desk.with(|state| state.model));
        rows.iter()
            .map(|(model, band)| {
                let band = *band;
                let chosen = (model.id() == chosen.id()).then_some("true");
                view! {
                    <tr aria-current=chosen>
                        <th scope="row"><bdi>{model_name(model)}</bdi></th>
                        <td>{band_bar(Meaning::Spent, move || (axis, band))}</td>
                        <td>
                            <span class="n">{figure(band.central().0)}</span>
                            <span class="unseen">{[" (", &range(band), ")"].concat()}</span>
                        </td>
                    </tr>
                }
                .into_any()
            })
            .collect()
    });
    let end = move |of: fn((f64, f64)) -> f64| figure_view(text(move || figure(of(axis(&rows(desk)).ends()))));
    view! {
        <h2>{t("compare.heading")} <small>{t("compare.heading_why")}</small></h2>
        <table>
            <thead class="unseen">
                <tr>
                    <th scope="col">{t("compare.column_model")}</th>
                    <th scope="col">{t("compare.column_range")}</th>
                    <th scope="col">{t("compare.column_wh")}</th>
                </tr>
            </thead>
            <tbody>{drawn}</tbody>
            <tfoot aria-hidden="true">
                <tr><th></th><td><p class="ends">{end(|ends| ends.0)}{end(|ends| ends.1)}</p></td><td></td></tr>
            </tfoot>
        </table>
    }
    .into_any()
}
