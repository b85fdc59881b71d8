//! What the exchange costs: one big figure, its range, carbon and water, what the energy goes into, and how it is known.

use crate::desk::State;
use crate::numbers::{between, duration, figure, percent, whole};
use crate::texts::{fill, t, t_of};
use crate::view::Sheet;
use crate::view::band::{self, Axis};
use crate::view::compare::range;
use promptwatt_energy::{Parts, WattHours, led_seconds};
use promptwatt_report::Report;

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
    let time = duration(led_seconds(wh.central()));
    sheet.text("like", fill("footprint.led", &[("time", &time)]));
    band::draw(sheet, ["band-range", "band-centre"], axis, wh);
    sheet.text("axis-low", figure(low));
    sheet.text("range", range(wh));
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
    let factor = ["factor_", exchange.largest_uncertainty.id()].concat();
    let factor = [("factor", t_of("footprint", &factor))];
    sheet.text("uncertainty", fill("footprint.how_uncertainty", &factor));
}

fn quantity(value: f64, unit: &str) -> String {
    [&figure(value), "\u{a0}", t(unit)].concat()
}

fn after_line(before: f64, after: f64) -> String {
    [&figure(after), " Wh · −", &percent(1.0 - after / before)].concat()
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
            ("intensity", &whole(estimate.grid_gco2e_per_kwh.0)),
            ("grams", &figure(estimate.gco2e.central().0)),
        ],
    )
}
