//! The same prompt elsewhere: on other models, in other places, with the three levers. One axis, centre and range, the present one in bold. A real
//! table, so that it reads without the drawing.

use crate::bridge::page::{Names, NamesOf};
use crate::desk::{Comparison, State};
use crate::numbers::{figure, percent, whole};
use crate::texts::{fill, t, t_of};
use crate::view::Sheet;
use crate::view::band::{Axis, bar};
use crate::view::element::{Element, button, element, span};
use promptwatt_energy::{
    Band, Bits, Lever, Levers, Model, Quantity, Region, Shortening, SmallerModel, WattHours,
    estimate, lever, models, regions,
};
use promptwatt_report::Report;

/// The models to compare with until the visitor searches; the chosen one joins them in its place.
const MODELS: [&str; 6] = [
    "tier-nano",
    "llama-3.1-8b",
    "llama-3.3-70b",
    "gpt-4o",
    "o4-mini",
    "tier-frontier",
];

/// The places: the clean ends and the dirty ones, and where most data centres are.
const PLACES: [&str; 8] = ["SE", "FR", "BR", "GB", "US", "DE", "CN", "IN"];

/// The model that stands for "a smaller one".
const SMALLER: &str = "tier-small";

/// What is left of the answer where it is made shorter.
const SHORTER_ANSWER: f64 = 0.5;

const MODES: [(&str, Comparison); 3] = [
    ("compare-models", Comparison::Models),
    ("compare-places", Comparison::Places),
    ("compare-levers", Comparison::Levers),
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

/// "90 % between 0.12 and 2.6 Wh": `key` names the unit's text.
#[must_use]
pub fn range<Q: Quantity>(band: Band<Q>, key: &str) -> String {
    let unit = t(key);
    fill(
        "footprint.range",
        &[
            ("low", &figure(band.low().value())),
            (
                "high",
                &[&figure(band.high().value()), "\u{a0}", unit].concat(),
            ),
        ],
    )
}

/// A row of the comparison.
struct Row {
    name: String,
    /// The numbers on the axis, whatever their unit.
    band: Band<WattHours>,
    /// What stands behind the number.
    more: String,
    chosen: bool,
    /// The button that chooses it, and its value.
    choose: Option<(&'static str, &'static str)>,
}

/// Any quantity, as what the axis draws.
fn drawn<Q: Quantity>(band: Band<Q>) -> Band<WattHours> {
    let [low, central, high] =
        [band.low(), band.central(), band.high()].map(|end| WattHours(end.value()));
    Band::new(low, central, high).unwrap_or_else(|_| Band::exact(central))
}

/// Whether a name contains what is searched for; ASCII capitals do not matter.
fn matches(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (name.as_bytes(), wanted.as_bytes());
    wanted.is_empty()
        || name
            .windows(wanted.len())
            .any(|part| part.eq_ignore_ascii_case(wanted))
}

/// Puts a row into its place, the cheapest first.
fn insert(rows: &mut Vec<Row>, row: Row) {
    let place = rows.partition_point(|other| other.band.central().0 < row.band.central().0);
    rows.insert(place, row);
}

/// Whether a row is shown: all that fit the search, without one all or those that are proposed.
fn is_shown(state: &State, id: &str, name: &str, proposed: &[&str]) -> bool {
    let wanted = state.find.trim();
    if wanted.is_empty() {
        state.all_rows || proposed.contains(&id)
    } else {
        matches(name, wanted)
    }
}

fn model_rows(state: &State, report: &Report) -> Vec<Row> {
    let mut rows = Vec::new();
    for model in models().iter().filter(|model| !model.is_for_one_task()) {
        let chosen = model.id() == state.model.id();
        if !chosen && !is_shown(state, model.id(), model_name(model), &MODELS) {
            continue;
        }
        if let Ok(estimate) = report.on_model(model) {
            let row = Row {
                name: model_name(model).to_owned(),
                band: estimate.wh,
                more: String::new(),
                chosen,
                choose: Some(("use-model", model.id())),
            };
            insert(&mut rows, row);
        }
    }
    rows
}

fn place_rows(state: &State, report: &Report) -> Vec<Row> {
    let names = Names::new(NamesOf::Regions);
    let mut rows = Vec::new();
    for region in regions() {
        let code = region.code();
        let world = code == Region::world().code();
        let name = match names.of(code) {
            _ if world => t("footprint.world").to_owned(),
            Some(name) => name,
            None => code.to_owned(),
        };
        let chosen = code == state.region.code();
        if !chosen && !world && !is_shown(state, code, &name, &PLACES) {
            continue;
        }
        if let Ok(estimate) = report.in_region(region) {
            let row = Row {
                name,
                band: drawn(estimate.gco2e),
                more: String::new(),
                chosen,
                choose: Some(("use-region", code)),
            };
            insert(&mut rows, row);
        }
    }
    rows
}

/// The exchange as it is, each lever by itself, and all together.
fn lever_rows(report: &Report) -> Vec<Row> {
    let before = report.scenario(&report.settings);
    let mut rows = vec![Row {
        name: t("lever.none").to_owned(),
        band: report.before.wh,
        more: String::new(),
        chosen: true,
        choose: None,
    }];
    let smaller = Model::by_id(SMALLER).filter(|model| {
        report
            .on_model(model)
            .is_ok_and(|estimate| estimate.wh.central().0 < report.before.wh.central().0)
    });
    let levers = Levers {
        model: smaller.map(|model| SmallerModel {
            serving: model.serving(),
            answer: None,
            reasoning: model.typical_reasoning(),
        }),
        shorter: Some(Shortening {
            prompt: 1.0,
            answer: SHORTER_ANSWER,
        }),
        bits: Bits::new(4).ok(),
    };
    for one in Lever::ALL {
        let pulled = levers.only(one);
        if pulled.is_empty() {
            continue;
        }
        let (Ok(after), Ok(saving)) = (
            pulled.applied(&before).and_then(|after| estimate(&after)),
            lever(&before, levers, one),
        ) else {
            continue;
        };
        let reported = one.reported().percent[1];
        rows.push(Row {
            name: t_of("lever", one.id()).to_owned(),
            band: after.wh,
            more: fill(
                "lever.saves",
                &[
                    ("percent", &percent(saving.percent.central().0 / 100.0)),
                    ("reported", &percent(reported / 100.0)),
                ],
            ),
            chosen: false,
            choose: None,
        });
    }
    rows
}

fn drawn_row(row: &Row, axis: Axis, unit: &str) -> Element {
    let name = element("bdi").text(&row.name);
    let mut head = element("th").with("scope", "row");
    head = match row.choose {
        Some((does, with)) if !row.chosen => {
            let named = fill("compare.choose", &[("what", &row.name)]);
            head.child(button(does, with, &row.name, &named).class("plain"))
        }
        _ => head.child(name),
    };
    if !row.more.is_empty() {
        head = head.child(element("small").text(&row.more));
    }
    let drawn = element("tr");
    let drawn = if row.chosen {
        drawn.with("aria-current", "true")
    } else {
        drawn
    };
    drawn
        .child(head)
        .child(element("td").child(bar(axis, row.band)))
        .child(
            element("td")
                .child(span(&figure(row.band.central().0)).class("n"))
                .child(span(&[" (", &range(row.band, unit), ")"].concat()).class("unseen")),
        )
}

/// Draws the comparison.
pub fn draw(sheet: &mut Sheet, state: &State) {
    for (id, comparison) in MODES {
        let pressed = if state.comparison == comparison {
            "true"
        } else {
            "false"
        };
        sheet.attribute(id, "aria-pressed", Some(pressed.to_owned()));
    }
    let (rows, unit, count) = match (&state.report, state.comparison) {
        (Err(_), _) => (Vec::new(), "footprint.unit_wh", 0),
        (Ok(report), Comparison::Models) => (
            model_rows(state, report),
            "footprint.unit_wh",
            models().len(),
        ),
        (Ok(report), Comparison::Places) => (
            place_rows(state, report),
            "footprint.unit_g",
            regions().len(),
        ),
        (Ok(report), Comparison::Levers) => (lever_rows(report), "footprint.unit_wh", 0),
    };
    let axis = Axis::of(&rows.iter().map(|row| row.band).collect::<Vec<_>>());
    let (low, high) = axis.ends();
    sheet.text("models-low", figure(low));
    sheet.text("models-high", figure(high));
    sheet.text("compare-unit", t(unit));
    sheet.show("finding", count > 0);
    sheet.value("find", &state.find);
    sheet.show("all-rows", count > 0 && state.find.trim().is_empty());
    let all = if state.all_rows {
        t("compare.fewer").to_owned()
    } else {
        fill("compare.all", &[("n", &whole(count as f64))])
    };
    sheet.text("all-rows", all);
    sheet.show("levers-note", state.comparison == Comparison::Levers);
    let rows = rows.iter().map(|row| drawn_row(row, axis, unit)).collect();
    sheet.rows("models", rows);
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn names_are_found_by_any_part() {
        for (name, wanted, found) in [
            ("GPT-4o mini", "gpt", true),
            ("GPT-4o mini", "MINI", true),
            ("GPT-4o mini", "", true),
            ("GPT-4o mini", "claude", false),
            ("السويد", "سويد", true),
            ("x", "longer than the name", false),
        ] {
            assert_eq!(matches(name, wanted), found, "{name} {wanted}");
        }
    }
}
