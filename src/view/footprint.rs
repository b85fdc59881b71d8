//! What the exchange costs: one big figure, its range, carbon and water, what the energy goes into, and how it is known.

use crate::desk::Desk;
use crate::numbers::{between, duration, figure, percent, whole};
use crate::texts::{fill, t, t_of};
use crate::view::band::{Axis, Meaning, band_bar};
use crate::view::bind::{Text, figure_view, flag, note, text};
use crate::view::compare::range;
use crate::view::pickers::{model_picker, region_picker};
use leptos::prelude::*;
use promptwatt_energy::{Band, Parts, WattHours, led_seconds};
use promptwatt_report::Report;

/// A text from the report; empty where there is none.
fn of(desk: Desk, read: fn(&Report) -> String) -> Text {
    text(move || desk.with(|state| state.report.as_ref().map(|report| read(report)).unwrap_or_default()))
}

/// The exchange before and after every suggestion, and an axis for both.
fn bands(desk: Desk) -> (Axis, Band<WattHours>, Band<WattHours>) {
    desk.with(|state| match &state.report {
        Ok(report) => {
            let (before, after) = (report.before.wh, report.after_with_advice.wh);
            (Axis::of(&[before, after]), before, after)
        }
        Err(_) => (Axis::of(&[]), Band::zero(), Band::zero()),
    })
}

/// The footprint of the exchange on the desk.
pub fn footprint(desk: Desk) -> AnyView {
    let saves = move || {
        let (_, before, after) = bands(desk);
        after.central().0 < before.central().0 * 0.995
    };
    view! {
        <div class="picks">{model_picker(desk)} {region_picker(desk)} {confidence(desk)}</div>
        <p class="big">
            <b class="n">{of(desk, |report| figure(report.before.wh.central().0))}</b>
            <span>{t("footprint.for_exchange")}</span>
        </p>
        {note("like", of(desk, |report| {
            fill("footprint.led", &[("time", &duration(led_seconds(report.before.wh.central())))])
        }))}
        {band_bar(Meaning::Spent, move || { let (axis, before, _) = bands(desk); (axis, before) })}
        <p class="ends">
            {figure_view(text(move || figure(bands(desk).0.ends().0)))}
            <span>{of(desk, |report| range(report.before.wh))}</span>
            {figure_view(text(move || figure(bands(desk).0.ends().1)))}
        </p>
        <div class="two">
            {tile(
                of(desk, |report| quantity(report.before.gco2e.central().0, "footprint.unit_g")),
                t("footprint.carbon"),
                of(desk, |report| between(report.before.gco2e.low().0, report.before.gco2e.high().0)),
            )}
            {tile(
                of(desk, |report| quantity(report.before.water_ml.central().0, "footprint.unit_ml")),
                t("footprint.water"),
                of(desk, |report| between(report.before.water_ml.low().0, report.before.water_ml.high().0)),
            )}
        </div>
        {parts(desk)}
        <div hidden=flag(move || !saves())>
            <p class="after">
                <span>{t("footprint.with_suggestions")}</span>
                {figure_view(of(desk, after_line))}
            </p>
            {band_bar(Meaning::Saved, move || { let (axis, _, after) = bands(desk); (axis, after) })}
        </div>
        {how(desk)}
    }
    .into_any()
}

fn tile(value: Text, what: &'static str, between: Text) -> AnyView {
    view! { <div><b><bdi>{value}</bdi></b> <small>{what} " · " {figure_view(between)}</small></div> }.into_any()
}

fn quantity(value: f64, unit: &str) -> String {
    [&figure(value), "\u{a0}", t(unit)].concat()
}

fn after_line(report: &Report) -> String {
    let (before, after) = (report.before.wh.central().0, report.after_with_advice.wh.central().0);
    [&figure(after), " Wh · −", &percent(1.0 - after / before)].concat()
}

fn confidence(desk: Desk) -> AnyView {
    let why = |report: &Report| {
        match report.before.confidence.id() {
            "A" => t("footprint.confidence_a"),
            "B" => t("footprint.confidence_b"),
            _ => t("footprint.confidence_c"),
        }
        .to_owned()
    };
    view! {
        <span class="tag" title=of(desk, why)>
            {of(desk, |report| fill("footprint.confidence", &[("grade", report.before.confidence.id())]))}
            <span class="unseen">": " {of(desk, why)}</span>
        </span>
    }
    .into_any()
}

/// The parts of the bar, with the class that colours each and the text that names it.
const PARTS: [(&str, &str, fn(&Parts) -> WattHours); 4] = [
    ("in", "footprint.part_prompt", |parts| parts.prompt),
    ("out", "footprint.part_answer", |parts| parts.answer),
    ("thought", "footprint.part_reasoning", |parts| parts.reasoning),
    ("centre", "footprint.part_centre", |parts| parts.data_centre),
];

/// What the energy is spent on, as one bar with a legend.
fn parts(desk: Desk) -> AnyView {
    let share = move |part: fn(&Parts) -> WattHours| {
        desk.with(|state| {
            state.report.as_ref().map_or(0.0, |report| part(&report.before.parts_wh).0 / report.before.wh.central().0.max(f64::MIN_POSITIVE))
        })
    };
    let bars = PARTS.map(|(class, _, part)| {
        let grow = text(move || ((share(part) * 1000.0).round() as i32).to_string());
        view! { <i class=class style:flex-grow=grow hidden=flag(move || share(part) <= 0.0)></i> }.into_any()
    });
    let legend = PARTS.map(|(class, key, part)| {
        let words = text(move || fill(key, &[("percent", &percent(share(part)))]));
        view! { <li hidden=flag(move || share(part) <= 0.0)><i class=class></i>{words}</li> }.into_any()
    });
    view! {
        <div class="stack" aria-hidden="true">{Vec::from(bars)}</div>
        <ul class="key" aria-label=t("footprint.parts_label")>{Vec::from(legend)}</ul>
    }
    .into_any()
}

/// The formula with this exchange's numbers in it, what makes the range wide, and the sources.
fn how(desk: Desk) -> AnyView {
    let formula = text(move || {
        desk.with(|state| match &state.report {
            Ok(report) => formula(report),
            Err(reason) => fill("footprint.unavailable", &[("reason", reason)]),
        })
    });
    let uncertainty = of(desk, |report| {
        let factor = ["factor_", report.before.largest_uncertainty.id()].concat();
        fill("footprint.how_uncertainty", &[("factor", t_of("footprint", &factor))])
    });
    let sources = text(|| fill("footprint.how_sources", &[("version", promptwatt_energy::FACTORS_VERSION)]));
    view! {
        <details>
            <summary>{t("footprint.how")}</summary>
            {note("", formula)} {note("", uncertainty)} {note("", sources)}
        </details>
    }
    .into_any()
}

fn formula(report: &Report) -> String {
    let estimate = &report.before;
    let assumed = &estimate.assumed;
    fill(
        "footprint.how_formula",
        &[
            ("input", &whole(estimate.tokens.input.central().0)),
            ("output", &whole(estimate.tokens.output.central().0 + estimate.tokens.reasoning.central().0)),
            ("active", &figure(assumed.active_b)),
            ("total", &figure(assumed.total_b)),
            ("bits", &whole(f64::from(assumed.bits))),
            ("gpus", &whole(f64::from(assumed.gpus))),
            ("gpu", &assumed.gpu.to_ascii_uppercase()),
            ("batch", &whole(assumed.batch)),
            ("joules", &figure(estimate.gpu_joules.central().0)),
            ("wh", &figure(estimate.wh.central().0)),
            ("intensity", &whole(estimate.grid_gco2e_per_kwh.0)),
            ("grams", &figure(estimate.gco2e.central().0)),
        ],
    )
}
