//! What the exchange costs: one big figure, its range, carbon and water, what the energy goes into, and how it is known.

use crate::desk::State;
use crate::numbers::{between, figure, percent, whole};
use crate::share::decimal;
use crate::texts::{fill, t, t_of};
use crate::view::Sheet;
use crate::view::band::{self, Axis};
use crate::view::compare::range;
use crate::view::likeness::{definition, likeness};
use promptwatt_energy::{Parts, WattHours};
use promptwatt_report::Report;

/// How many causes of the range are named.
const NAMED_CAUSES: usize = 3;

/// Draws what never changes.
pub fn lay_out(sheet: &mut Sheet) {
    let version = [("version", promptwatt_energy::FACTORS_VERSION)];
    sheet.text("sources", fill("footprint.how_sources", &version));
}

/// Draws the footprint of the exchange on the desk, or why there is none.
pub fn draw(sheet: &mut Sheet, state: &State) {
    let reason = match &state.report {
        Ok(report) => {
            draw_report(sheet, report);
            counted(sheet, state, report);
            ""
        }
        Err(reason) => reason,
    };
    // The figures of before would be those of something else.
    sheet.show("figures", reason.is_empty());
    sheet.show("confidence", reason.is_empty());
    sheet.show("unavailable", !reason.is_empty());
    let reason = [("reason", reason)];
    sheet.text("unavailable", fill("footprint.unavailable", &reason));
}

fn draw_report(sheet: &mut Sheet, report: &Report) {
    let exchange = &report.before;
    let (wh, after) = (exchange.wh, report.after_with_advice.wh);
    let axis = Axis::of(&[wh, after]);
    let (low, high) = axis.ends();
    confidence(sheet, exchange.confidence.id());
    sheet.text("wh", figure(wh.central().0));
    let like = report.equivalence();
    sheet.text("like", likeness(&like));
    sheet.text("like-what", definition(&like));
    band::draw(sheet, ["band-range", "band-centre"], axis, wh);
    sheet.text("axis-low", figure(low));
    sheet.text("range", range(wh, "footprint.unit_wh"));
    sheet.text("axis-high", figure(high));
    let (carbon, water) = (exchange.gco2e, exchange.water_ml);
    sheet.text("carbon", quantity(carbon.central().0, "footprint.unit_g"));
    sheet.text("carbon-range", between(carbon.low().0, carbon.high().0));
    sheet.text("water", quantity(water.central().0, "footprint.unit_ml"));
    sheet.text("water-range", between(water.low().0, water.high().0));
    parts(sheet, &exchange.parts_wh, wh.central());
    sheet.show("after", after.central().0 < wh.central().0 * 0.995);
    sheet.text("after-wh", after_line(wh.central().0, after.central().0));
    band::draw(sheet, ["after-range", "after-centre"], axis, after);
    sheet.text("formula", formula(report));
    sheet.text("carbon-formula", carbon_formula(report));
    sheet.text("water-formula", water_formula(report));
    sheet.text("uncertainty", causes(report));
}

fn quantity(value: f64, unit: &str) -> String {
    [&figure(value), "\u{a0}", t(unit)].concat()
}

fn after_line(before: f64, after: f64) -> String {
    let saved = ["−", &percent(1.0 - after / before)].concat();
    let left = quantity(after, "footprint.unit_wh");
    fill("footprint.after", &[("left", &left), ("saved", &saved)])
}

/// The confidence grade, and what it means.
fn confidence(sheet: &mut Sheet, grade: &str) {
    let why = match grade {
        "A" => t("footprint.confidence_a"),
        "B" => t("footprint.confidence_b"),
        _ => t("footprint.confidence_c"),
    };
    sheet.text("grade", fill("footprint.confidence", &[("grade", grade)]));
    sheet.text("grade-why", why);
    sheet.attribute("confidence", "title", Some(why.to_owned()));
}

/// What else is counted, in a line, and the price where the visitor gave one.
fn counted(sheet: &mut Sheet, state: &State, report: &Report) {
    let counted = &state.counted;
    let mut also = String::from(t("counted.this"));
    for (counts, key) in [
        (counted.history > 0.0, "counted.history_too"),
        (counted.system > 0.0, "counted.system_too"),
        (counted.screen.id() != "none", "counted.screen_too"),
    ] {
        if counts {
            also.push_str(" + ");
            also.push_str(t(key));
        }
    }
    sheet.text("counted-what", also);
    sheet.value("history", &counted_text(counted.history));
    sheet.value("system", &counted_text(counted.system));
    sheet.value("screen", counted.screen.id());
    sheet.value("price-in", &counted_text(counted.price_in));
    sheet.value("price-out", &counted_text(counted.price_out));
    let tokens = &report.before.tokens;
    let read = tokens.input.central().0 + counted.history + counted.system;
    let written = tokens.output.central().0 + tokens.reasoning.central().0;
    let price = (read * counted.price_in + written * counted.price_out) / 1e6;
    sheet.show("price", price > 0.0);
    let thousand = figure(price * 1000.0);
    sheet.text(
        "price",
        fill(
            "counted.price",
            &[("n", &figure(price)), ("thousand", &thousand)],
        ),
    );
}

/// A number for a field; nothing for none.
fn counted_text(number: f64) -> String {
    let mut text = String::new();
    if number > 0.0 {
        decimal::write(&mut text, number);
    }
    text
}

/// What the energy is spent on, as one bar with a legend. A part that there is nothing of is not shown.
fn parts(sheet: &mut Sheet, parts: &Parts, whole: WattHours) {
    let parts = [
        (
            "part-0",
            "key-0",
            "share-0",
            "footprint.part_prompt",
            parts.prompt,
        ),
        (
            "part-1",
            "key-1",
            "share-1",
            "footprint.part_answer",
            parts.answer,
        ),
        (
            "part-2",
            "key-2",
            "share-2",
            "footprint.part_reasoning",
            parts.reasoning,
        ),
        (
            "part-3",
            "key-3",
            "share-3",
            "footprint.part_centre",
            parts.data_centre,
        ),
        (
            "part-4",
            "key-4",
            "share-4",
            "footprint.part_screen",
            parts.screen,
        ),
    ];
    for (bar, legend, words, key, part) in parts {
        let share = part.0 / whole.0.max(f64::MIN_POSITIVE);
        let grow = (share * 1000.0).round() as i32;
        sheet.style(bar, "flex-grow", grow.to_string());
        sheet.show(bar, share > 0.0);
        sheet.show(legend, share > 0.0);
        sheet.text(words, fill(key, &[("percent", &percent(share))]));
    }
}

fn formula(report: &Report) -> String {
    let estimate = &report.before;
    let assumed = &estimate.assumed;
    fill(
        "footprint.how_formula",
        &[
            ("input", &whole(estimate.tokens.input.central().0)),
            (
                "output",
                &whole(estimate.tokens.output.central().0 + estimate.tokens.reasoning.central().0),
            ),
            ("active", &figure(assumed.active_b)),
            ("total", &figure(assumed.total_b)),
            ("bits", &whole(f64::from(assumed.bits))),
            ("gpus", &whole(f64::from(assumed.gpus))),
            ("gpu", &assumed.gpu.to_ascii_uppercase()),
            ("batch", &whole(assumed.batch)),
            ("joules", &figure(estimate.gpu_joules.central().0)),
            ("wh", &figure(estimate.wh.central().0)),
        ],
    )
}

fn carbon_formula(report: &Report) -> String {
    let estimate = &report.before;
    let embodied = estimate.gco2e_embodied.central().0;
    fill(
        "footprint.how_carbon",
        &[
            ("wh", &figure(estimate.wh.central().0)),
            ("intensity", &whole(estimate.grid_gco2e_per_kwh.0)),
            ("embodied", &figure(embodied)),
            ("grams", &figure(estimate.gco2e.central().0)),
        ],
    )
}

fn water_formula(report: &Report) -> String {
    let estimate = &report.before;
    fill(
        "footprint.how_water",
        &[
            ("on_site", &figure(estimate.water_ml_on_site.central().0)),
            ("off_site", &figure(estimate.water_ml_off_site.central().0)),
            ("ml", &figure(estimate.water_ml.central().0)),
        ],
    )
}

/// The causes of the range, the largest first, each with its share.
fn causes(report: &Report) -> String {
    let mut causes = String::new();
    let ranked = report.before.contributions.ranked();
    for (cause, share) in ranked.take(NAMED_CAUSES) {
        if !causes.is_empty() {
            causes.push_str(t("footprint.and"));
        }
        let factor = ["factor_", cause.id()].concat();
        causes.push_str(t_of("footprint", &factor));
        causes.push_str("\u{a0}(");
        causes.push_str(&percent(share));
        causes.push(')');
    }
    fill("footprint.how_uncertainty", &[("factor", &causes)])
}
