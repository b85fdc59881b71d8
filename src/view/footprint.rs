//! What the exchange costs: one big figure, its range, carbon and water, what the energy goes into, and how it is known.

use crate::desk::{Desk, State};
use crate::numbers::{between, duration, figure, percent, whole};
use crate::texts::{fill, t, t_of};
use crate::view::band::{Axis, Meaning, band_bar};
use crate::view::compare::range;
use crate::view::element::{Element, Live, element, figure_of, live, span, told};
use crate::view::pickers::{model_picker, region_picker};
use promptwatt_energy::{Band, Parts, WattHours, led_seconds};
use promptwatt_report::Report;

/// A text from the report; empty where there is none.
#[inline(never)]
fn of(desk: Desk, read: fn(&Report) -> String) -> Live<String> {
    live(move || {
        desk.with(|state| {
            state
                .report
                .as_ref()
                .map(|report| read(report))
                .unwrap_or_default()
        })
    })
}

/// The exchange before and after every suggestion, and an axis for both.
fn bands(state: &State) -> (Axis, Band<WattHours>, Band<WattHours>) {
    match &state.report {
        Ok(report) => {
            let (before, after) = (report.before.wh, report.after_with_advice.wh);
            (Axis::of(&[before, after]), before, after)
        }
        Err(_) => (Axis::of(&[]), Band::zero(), Band::zero()),
    }
}

fn saves(state: &State) -> bool {
    let (_, before, after) = bands(state);
    after.central().0 < before.central().0 * 0.995
}

/// The footprint of the exchange on the desk.
pub fn footprint(desk: Desk) -> Element {
    let led = of(desk, |report| {
        fill(
            "footprint.led",
            &[("time", &duration(led_seconds(report.before.wh.central())))],
        )
    });
    let ends = element("p")
        .class("ends")
        .child(figure_of(desk, |state| figure(bands(state).0.ends().0)))
        .child(element("span").say(of(desk, |report| range(report.before.wh))))
        .child(figure_of(desk, |state| figure(bands(state).0.ends().1)));
    let carbon = tile(
        of(desk, |report| {
            quantity(report.before.gco2e.central().0, "footprint.unit_g")
        }),
        t("footprint.carbon"),
        of(desk, |report| {
            between(report.before.gco2e.low().0, report.before.gco2e.high().0)
        }),
    );
    let water = tile(
        of(desk, |report| {
            quantity(report.before.water_ml.central().0, "footprint.unit_ml")
        }),
        t("footprint.water"),
        of(desk, |report| {
            between(
                report.before.water_ml.low().0,
                report.before.water_ml.high().0,
            )
        }),
    );
    let after = element("p")
        .class("after")
        .text(t("footprint.with_suggestions"))
        .child(element("span").class("n").say(of(desk, after_line)));
    element("div")
        .child(
            element("div")
                .class("picks")
                .child(model_picker(desk))
                .child(region_picker(desk))
                .child(confidence(desk)),
        )
        .child(
            element("p")
                .class("big")
                .child(
                    element("b")
                        .class("n")
                        .say(of(desk, |report| figure(report.before.wh.central().0))),
                )
                .text(" ")
                .child(span(t("footprint.for_exchange"))),
        )
        .child(element("p").class("like").say(led))
        .child(band_bar(desk, Meaning::Spent, |state| {
            let (axis, before, _) = bands(state);
            (axis, before)
        }))
        .child(ends)
        .child(element("div").class("two").child(carbon).child(water))
        .children(parts(desk))
        .child(
            element("div")
                .shown_when(desk, saves)
                .child(after)
                .child(band_bar(desk, Meaning::Saved, |state| {
                    let (axis, _, after) = bands(state);
                    (axis, after)
                })),
        )
        .child(how(desk))
}

fn tile(value: Live<String>, what: &str, between: Live<String>) -> Element {
    element("div")
        .child(element("b").child(element("bdi").say(value)))
        .text(" ")
        .child(
            element("small")
                .text(what)
                .text(" · ")
                .child(element("span").class("n").say(between)),
        )
}

fn quantity(value: f64, unit: &str) -> String {
    [&figure(value), "\u{a0}", t(unit)].concat()
}

fn after_line(report: &Report) -> String {
    let (before, after) = (
        report.before.wh.central().0,
        report.after_with_advice.wh.central().0,
    );
    [&figure(after), " Wh · −", &percent(1.0 - after / before)].concat()
}

/// What a confidence grade means.
fn why(report: &Report) -> String {
    match report.before.confidence.id() {
        "A" => t("footprint.confidence_a"),
        "B" => t("footprint.confidence_b"),
        _ => t("footprint.confidence_c"),
    }
    .to_owned()
}

fn confidence(desk: Desk) -> Element {
    element("span")
        .class("tag")
        .say(of(desk, |report| {
            fill(
                "footprint.confidence",
                &[("grade", report.before.confidence.id())],
            )
        }))
        .text(" ")
        .child(element("span").class("unseen").say(of(desk, why)))
        .with_told(desk, "title", |state| {
            state.report.as_ref().map(|report| why(report)).ok()
        })
}

/// One of the parts.
type Part = fn(&Parts) -> WattHours;

/// The parts of the bar, with the class that colours each and the text that names it.
const PARTS: [(&str, &str, Part); 4] = [
    ("in", "footprint.part_prompt", |parts| parts.prompt),
    ("out", "footprint.part_answer", |parts| parts.answer),
    ("thought", "footprint.part_reasoning", |parts| {
        parts.reasoning
    }),
    ("centre", "footprint.part_centre", |parts| parts.data_centre),
];

/// The share of a part in the whole; nothing where there is no report.
fn share(state: &State, part: Part) -> f64 {
    state.report.as_ref().map_or(0.0, |report| {
        part(&report.before.parts_wh).0 / report.before.wh.central().0.max(f64::MIN_POSITIVE)
    })
}

/// The `hidden` attribute of a part that there is nothing of.
fn none(desk: Desk, part: Part) -> impl FnMut() -> Option<String> + Send + 'static {
    move || (desk.with(|state| share(state, part)) <= 0.0).then(String::new)
}

/// What the energy is spent on, as one bar with a legend.
fn parts(desk: Desk) -> [Element; 2] {
    let bars = PARTS.map(|(class, _, part)| {
        let grow = live(move || {
            ((desk.with(|state| share(state, part)) * 1000.0).round() as i32).to_string()
        });
        element("i")
            .class(class)
            .style("flex-grow", grow)
            .with_live("hidden", none(desk, part))
    });
    let legend = PARTS.map(|(class, key, part)| {
        let words = live(move || {
            fill(
                key,
                &[("percent", &percent(desk.with(|state| share(state, part))))],
            )
        });
        element("li")
            .with_live("hidden", none(desk, part))
            .child(element("i").class(class))
            .say(words)
    });
    [
        element("div")
            .class("stack")
            .with("aria-hidden", "true")
            .children(bars),
        element("ul")
            .class("key")
            .with("aria-label", t("footprint.parts_label"))
            .children(legend),
    ]
}

/// The formula with this exchange's numbers in it, what makes the range wide, and the sources.
fn how(desk: Desk) -> Element {
    let formula = told(desk, |state| match &state.report {
        Ok(report) => formula(report),
        Err(reason) => fill("footprint.unavailable", &[("reason", reason)]),
    });
    let uncertainty = of(desk, |report| {
        let factor = ["factor_", report.before.largest_uncertainty.id()].concat();
        fill(
            "footprint.how_uncertainty",
            &[("factor", t_of("footprint", &factor))],
        )
    });
    element("details")
        .child(element("summary").text(t("footprint.how")))
        .child(element("p").say(formula))
        .child(element("p").say(uncertainty))
        .child(element("p").text(&fill(
            "footprint.how_sources",
            &[("version", promptwatt_energy::FACTORS_VERSION)],
        )))
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
