//! What the exchange costs: one big figure, its range, carbon and water, what the energy goes into, and how it is known.

use crate::bridge::page::{self, RegionNames};
use crate::desk::Desk;
use crate::numbers::{between, duration, figure, percent, whole};
use crate::texts::{fill, t, t_of};
use crate::view::band::{Axis, BandBar, Meaning};
use crate::view::compare::model_name;
use leptos::prelude::*;
use promptwatt_energy::{Band, Model, Region, WattHours, led_seconds, models, regions};
use promptwatt_report::Report;
use std::sync::Arc;

/// The footprint of the exchange on the desk.
#[component]
pub fn Footprint(desk: Desk) -> impl IntoView {
    let of = move |read: fn(&Report) -> Band<WattHours>| {
        Signal::derive(move || desk.report.with(|report| report.as_ref().map_or_else(|_| Band::zero(), |report| read(report))))
    };
    let before = of(|report| report.before.wh);
    let after = of(|report| report.after_with_advice.wh);
    let axis = Signal::derive(move || Axis::of([before.get(), after.get()]));
    let text = move |read: fn(&Report) -> String| {
        move || desk.report.with(|report| report.as_ref().map(|report| read(report)).unwrap_or_default())
    };
    view! {
        <div class="picks">
            <ModelPicker desk />
            <RegionPicker desk />
            <Confidence desk />
        </div>
        <p class="big">
            <b class="n" id="wh">{move || figure(before.get().central().0)}</b>
            <span>{t("footprint.for_exchange")}</span>
        </p>
        <p class="like">{move || fill("footprint.led", &[("time", &duration(led_seconds(before.get().central())))])}</p>
        <BandBar meaning=Meaning::Spent band=before axis />
        <p class="ends">
            <span class="n">{move || figure(axis.get().ends().0)}</span>
            <span>
                {move || fill("footprint.range", &[("low", &figure(before.get().low().0)), ("high", &figure(before.get().high().0))])}
            </span>
            <span class="n">{move || figure(axis.get().ends().1)}</span>
        </p>
        <div class="two">
            <div>
                <b><bdi>{text(|report| quantity(report.before.gco2e.central().0, "footprint.unit_g"))}</bdi></b>
                <small>
                    {t("footprint.carbon")} " · "
                    <span class="n">{text(|report| between(report.before.gco2e.low().0, report.before.gco2e.high().0))}</span>
                </small>
            </div>
            <div>
                <b><bdi>{text(|report| quantity(report.before.water_ml.central().0, "footprint.unit_ml"))}</bdi></b>
                <small>
                    {t("footprint.water")} " · "
                    <span class="n">{text(|report| between(report.before.water_ml.low().0, report.before.water_ml.high().0))}</span>
                </small>
            </div>
        </div>
        <Parts desk />
        <Show when=move || saves(desk)>
            <p class="after">
                <span>{t("footprint.with_suggestions")}</span>
                <span class="n">{text(after_line)}</span>
            </p>
            <BandBar meaning=Meaning::Saved band=after axis />
        </Show>
        <How desk />
    }
}

fn quantity(value: f64, unit: &str) -> String {
    let mut text = figure(value);
    text.push('\u{a0}');
    text.push_str(t(unit));
    text
}

fn saves(desk: Desk) -> bool {
    desk.report.with(|report| {
        report.as_ref().is_ok_and(|report| report.after_with_advice.wh.central().0 < report.before.wh.central().0 * 0.995)
    })
}

fn after_line(report: &Report) -> String {
    let (before, after) = (report.before.wh.central().0, report.after_with_advice.wh.central().0);
    let mut line = figure(after);
    line.push_str(" Wh · −");
    line.push_str(&percent(1.0 - after / before));
    line
}

/// The models, by size and by name.
#[component]
fn ModelPicker(desk: Desk) -> impl IntoView {
    let group = |tiers: bool| {
        models()
            .iter()
            .filter(|model| model.id().starts_with("tier-") == tiers)
            .map(|model| view! { <option value=model.id()>{model_name(model)}</option> })
            .collect_view()
    };
    let choose = move |event| {
        if let Some(model) = Model::find(&event_target_value(&event)) {
            desk.choose_model(model);
        }
    };
    view! {
        <label>
            <span class="unseen">{t("footprint.model")}</span>
            <select on:change=choose prop:value=move || desk.model.get().id()>
                <optgroup label=t("tier.group_models")>{group(false)}</optgroup>
                <optgroup label=t("tier.group_tiers")>{group(true)}</optgroup>
            </select>
        </label>
    }
}

/// The countries, named and sorted in the page's language by the browser.
#[component]
fn RegionPicker(desk: Desk) -> impl IntoView {
    let names = RegionNames::new();
    let mut options: Vec<(&'static Region, String)> = regions()
        .iter()
        .map(|region| {
            let name = match region.code() {
                "WORLD" => t("footprint.world").to_owned(),
                code => names.of(code).unwrap_or_else(|| region.name().to_owned()),
            };
            (region, name)
        })
        .collect();
    options.sort_by(|a, b| (a.0.code() != "WORLD").cmp(&(b.0.code() != "WORLD")).then_with(|| page::collate(&a.1, &b.1)));
    let choose = move |event| {
        if let Some(region) = Region::find(&event_target_value(&event)) {
            desk.choose_region(region);
        }
    };
    view! {
        <label>
            <span class="unseen">{t("footprint.region")}</span>
            <select on:change=choose prop:value=move || desk.region.get().code()>
                {options
                    .into_iter()
                    .map(|(region, name)| view! { <option value=region.code()>{name}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Confidence(desk: Desk) -> impl IntoView {
    let grade = Signal::derive(move || {
        desk.report.with(|report| report.as_ref().map_or("", |report| report.before.confidence.id()))
    });
    let why = move || match grade.get() {
        "A" => t("footprint.confidence_a"),
        "B" => t("footprint.confidence_b"),
        _ => t("footprint.confidence_c"),
    };
    view! {
        <span class="tag" title=why>
            {move || fill("footprint.confidence", &[("grade", grade.get())])}
            <span class="unseen">": " {why}</span>
        </span>
    }
}

/// What the energy is spent on, as one bar with a legend.
#[component]
fn Parts(desk: Desk) -> impl IntoView {
    let shares = Memo::new(move |_| {
        desk.report.with(|report| {
            report.as_ref().map_or([0.0; 4], |report| {
                let parts = &report.before.parts_wh;
                let total = report.before.wh.central().0.max(f64::MIN_POSITIVE);
                [parts.prompt, parts.answer, parts.reasoning, parts.data_centre].map(|part| part.0 / total)
            })
        })
    });
    let part = move |index: usize, class: &'static str, key: &'static str| {
        let share = move || shares.get().get(index).copied().unwrap_or_default();
        (
            view! { <i class=class style:flex-grow=move || share().to_string() hidden=move || share() <= 0.0></i> },
            view! { <span hidden=move || share() <= 0.0><i class=class></i>{move || fill(key, &[("percent", &percent(share()))])}</span> },
        )
    };
    let parts = [
        part(0, "in", "footprint.part_prompt"),
        part(1, "out", "footprint.part_answer"),
        part(2, "thought", "footprint.part_reasoning"),
        part(3, "centre", "footprint.part_centre"),
    ];
    let (bars, legend): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    view! {
        <div class="stack" aria-hidden="true">{bars}</div>
        <p class="key" aria-label=t("footprint.parts_label")>{legend}</p>
    }
}

/// The formula with this exchange's numbers in it, what makes the range wide, and the sources.
#[component]
fn How(desk: Desk) -> impl IntoView {
    let report = move || desk.report.get();
    let formula = move || match report() {
        Ok(report) => formula(&report),
        Err(reason) => fill("footprint.unavailable", &[("reason", &reason)]),
    };
    let uncertainty = move || {
        let factor = report().map_or("other", |report: Arc<Report>| report.before.largest_uncertainty.id());
        fill("footprint.how_uncertainty", &[("factor", t_of("footprint", &["factor_", factor].concat()))])
    };
    view! {
        <details>
            <summary>{t("footprint.how")}</summary>
            <p>{formula}</p>
            <p>{uncertainty}</p>
            <p>{fill("footprint.how_sources", &[("version", promptwatt_energy::FACTORS_VERSION)])}</p>
        </details>
    }
}

fn formula(report: &Report) -> String {
    let estimate = &report.before;
    let assumed = &estimate.assumed;
    fill(
        "footprint.how_formula",
        &[
            ("input", &whole(estimate.tokens.input.central().0)),
            ("output", &whole(estimate.tokens.output.central().0)),
            ("active", &figure(assumed.active_b)),
            ("total", &figure(assumed.total_b)),
            ("bits", &whole(f64::from(assumed.bits))),
            ("gpus", &whole(f64::from(assumed.gpus))),
            ("gpu", &assumed.gpu.to_uppercase()),
            ("batch", &whole(assumed.batch)),
            ("joules", &figure(estimate.gpu_joules.central().0)),
            ("wh", &figure(estimate.wh.central().0)),
            ("intensity", &whole(estimate.grid_gco2e_per_kwh.0)),
            ("grams", &figure(estimate.gco2e.central().0)),
        ],
    )
}
