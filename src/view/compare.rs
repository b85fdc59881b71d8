//! The same prompt on other models: one axis, centre and range, the chosen one in bold. A real table, so that it reads without the drawing.

use crate::desk::Desk;
use crate::numbers::{between, figure};
use crate::texts::{fill, t, t_of};
use crate::view::band::{Axis, BandBar, Meaning};
use leptos::prelude::*;
use promptwatt_energy::{Band, Model, WattHours};

/// The models to compare with, smallest first; the chosen one joins them in its place.
const OTHERS: [&str; 5] = ["tier-small", "llama-3.1-8b", "llama-3.3-70b", "gpt-4o", "tier-frontier"];

/// The name of a model: tiers are named in the page's language, named models by their maker.
#[must_use]
pub fn model_name(model: &Model) -> &'static str {
    let translated = model.id().strip_prefix("tier-").map(|tier| t_of("tier", tier)).unwrap_or_default();
    if translated.is_empty() { model.name() } else { translated }
}

/// The comparison.
#[component]
pub fn Compare(desk: Desk) -> impl IntoView {
    let rows = Memo::new(move |_| {
        let chosen = desk.model.get();
        let mut models: Vec<&'static Model> = OTHERS.iter().filter_map(|id| Model::find(id)).collect();
        if !models.iter().any(|model| model.id() == chosen.id()) {
            models.push(chosen);
        }
        let mut rows: Vec<(&'static Model, Band<WattHours>)> = desk.report.with(|report| match report {
            Ok(report) => models.into_iter().filter_map(|model| Some((model, report.on_model(model).ok()?.wh))).collect(),
            Err(_) => Vec::new(),
        });
        rows.sort_by(|a, b| a.1.central().0.total_cmp(&b.1.central().0));
        rows
    });
    let axis = Signal::derive(move || Axis::of(rows.with(|rows| rows.iter().map(|row| row.1).collect::<Vec<_>>())));
    let row = move |model: &'static Model| {
        let band = Signal::derive(move || {
            rows.with(|rows| rows.iter().find(|row| row.0.id() == model.id()).map_or_else(Band::zero, |row| row.1))
        });
        let chosen = move || desk.model.get().id() == model.id();
        view! {
            <tr class:chosen=chosen aria-current=move || chosen().then_some("true")>
                <th scope="row"><bdi>{model_name(model)}</bdi></th>
                <td><BandBar meaning=Meaning::Spent band axis /></td>
                <td>
                    <span class="n">{move || figure(band.get().central().0)}</span>
                    <span class="unseen">
                        {move || fill("footprint.range", &[("low", &figure(band.get().low().0)), ("high", &figure(band.get().high().0))])}
                    </span>
                </td>
            </tr>
        }
    };
    view! {
        <h2>{t("compare.heading")} <small>{t("compare.heading_why")}</small></h2>
        <table>
            <thead class="unseen">
                <tr><th scope="col">{t("compare.column_model")}</th><th></th><th scope="col">{t("compare.column_wh")}</th></tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|(model, _)| model.id() children=move |(model, _)| row(model) />
            </tbody>
        </table>
        <p class="ends">
            <span class="n">{move || figure(axis.get().ends().0)}</span>
            <span class="n">{move || { let mut end = figure(axis.get().ends().1); end.push_str(" Wh"); end }}</span>
        </p>
    }
}

/// "0.12–2.6 Wh", for wherever a range stands in a line of text.
#[must_use]
pub fn range_wh(band: Band<WattHours>) -> String {
    let mut text = between(band.low().0, band.high().0);
    text.push(' ');
    text.push_str(t("footprint.unit_wh"));
    text
}
