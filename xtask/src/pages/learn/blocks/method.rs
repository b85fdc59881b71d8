//! The tables of the method page: factors, hardware, providers, what was measured, and what changed.

use super::super::charts::{self, Axis, Point};
use super::super::figures::{NEAR, factor};
use super::super::format::Value;
use super::super::sources::{Source, table};
use super::{Blocks, Cell, number, range};
use crate::pages::template::escape_into;
use anyhow::{Context, Result};
use promptwatt_energy::{
    EcoLogitsRequest, ElectricityMix, FactorSet, Gpu, Model, Provenance, ecologits, factors,
    providers, validation,
};
use promptwatt_lesson::Request;
use std::fmt::Write;

impl Blocks<'_> {
    /// What of a source is said in English, in a cell.
    pub(super) fn source(&self, provenance: Provenance) -> Cell {
        let mut html = String::new();
        Source::from(provenance).write(&mut html);
        html.push_str("<small lang=\"en\" dir=\"ltr\">");
        escape_into(&mut html, provenance.reason);
        html.push_str("</small>");
        Cell::Html(html)
    }

    pub(super) fn factors(&self, html: &mut String) -> Result<()> {
        let rows: Vec<Vec<Cell>> = factors()
            .iter()
            .map(|factor| {
                vec![
                    Cell::Name(factor.id.replace('_', " ")),
                    Cell::Name(factor.unit.to_owned()),
                    Cell::Number(number(factor.central)),
                    Cell::Number(if factor.low < factor.high {
                        Value::Range(factor.low, factor.high)
                    } else {
                        Value::Plain("–".to_owned())
                    }),
                    self.source(factor.provenance),
                ]
            })
            .collect();
        self.table(
            "method.factors_table",
            &["factor", "unit", "value", "range", "source"],
            &rows,
            html,
        )
    }

    pub(super) fn hardware(&self, html: &mut String) -> Result<()> {
        let rows: Vec<Vec<Cell>> = Gpu::ALL
            .into_iter()
            .map(|gpu| {
                vec![
                    Cell::Name(gpu.name().to_owned()),
                    Cell::Name(gpu.confidence().id().to_owned()),
                    self.source(gpu.provenance()),
                ]
            })
            .collect();
        self.table(
            "method.hardware_table",
            &["hardware", "confidence", "source"],
            &rows,
            html,
        )
    }

    pub(super) fn providers(&self, html: &mut String) -> Result<()> {
        let rows: Vec<Vec<Cell>> = providers()
            .iter()
            .map(|provider| {
                let ([low, pue, high], [least, water, most]) =
                    (provider.pue(), provider.water_on_site());
                vec![
                    Cell::Name(provider.name().to_owned()),
                    Cell::Number(Value::Exact(pue)),
                    Cell::Number(Value::Range(low, high)),
                    Cell::Number(Value::Exact(water)),
                    Cell::Number(Value::Range(least, most)),
                    self.source(provider.provenance()),
                ]
            })
            .collect();
        self.table(
            "method.providers_table",
            &["provider", "pue", "range", "water", "range", "source"],
            &rows,
            html,
        )
    }

    pub(super) fn metered(&self, html: &mut String) -> Result<()> {
        let checks = validation::validate()?;
        let runs = || {
            checks
                .iter()
                .filter(|check| check.sample != validation::Sample::Published)
        };
        let points: Vec<Point> = runs()
            .map(|check| Point {
                measured: check.published,
                predicted: check.predicted[1],
                inside: check.is_inside(),
            })
            .collect();
        html.push_str("<figure>");
        html.push_str(&charts::scatter(&points, NEAR));
        html.push_str("<figcaption>");
        self.prose.write("method.metered_chart", html)?;
        html.push_str("</figcaption></figure><details><summary>");
        self.prose.write("method.metered_list", html)?;
        html.push_str("</summary>");
        let rows: Result<Vec<Vec<Cell>>> = runs().map(|check| self.check(check)).collect();
        self.table("method.metered_table", &CHECKED[..5], &rows?, html)?;
        html.push_str("</details>");
        Ok(())
    }

    /// What, published, ours, range, hit.
    pub(super) fn check(&self, check: &validation::Check) -> Result<Vec<Cell>> {
        let [low, central, high] = check.predicted;
        Ok(vec![
            Cell::Name(check.title.clone()),
            Cell::Number(number(check.published)),
            Cell::Number(Value::Estimate(central)),
            Cell::Number(Value::Range(low, high)),
            self.words(if check.is_inside() {
                "method.inside"
            } else {
                "method.outside"
            })?,
        ])
    }

    pub(super) fn whole(&self, html: &mut String) -> Result<()> {
        let checks = validation::validate()?;
        let published = checks
            .iter()
            .filter(|check| check.sample == validation::Sample::Published);
        let mut rows = Vec::new();
        for check in published {
            let mut row = self.check(check)?;
            row.insert(1, Cell::Name(check.measure.unit().to_owned()));
            // Ours as a band around the published figure, which is the middle of the axis.
            let of_published = check.predicted.map(|predicted| predicted / check.published);
            row.push(Cell::Html(charts::band(
                Axis::Log(0.01, 100.0),
                of_published,
                None,
            )));
            let mut source = String::new();
            self.facts
                .source(&format!("anchor:{}", check.family))?
                .write(&mut source);
            source.push_str("<small lang=\"en\" dir=\"ltr\">");
            escape_into(&mut source, check.note);
            source.push_str("</small>");
            row.push(Cell::Html(source));
            rows.push(row);
        }
        self.table("method.whole_table", &WHOLE, &rows, html)
    }

    /// The same requests by our method and by that of EcoLogits.
    pub(super) fn ecologits(&self, html: &mut String) -> Result<()> {
        let mut rows = Vec::new();
        for id in [
            "llama-3.1-8b",
            "llama-3.3-70b",
            "llama-3.1-405b",
            "mistral-large-2",
            "deepseek-v3",
            "gpt-4o",
        ] {
            let request = Request::ordinary().to(id);
            let estimate = request.estimate()?;
            let theirs = by_ecologits(
                estimate.assumed.active_b,
                estimate.assumed.total_b,
                request.answer,
            )?;
            let model = Model::by_id(id).with_context(|| format!("no model {id}"))?;
            rows.push(vec![
                Cell::Name(model.name().to_owned()),
                Cell::Number(Value::Estimate(estimate.wh.central().0)),
                Cell::Number(range(estimate.wh)),
                Cell::Number(Value::Estimate(theirs)),
                Cell::Number(Value::Estimate(theirs / estimate.wh.central().0)),
            ]);
        }
        self.table(
            "method.ecologits_table",
            &["model", "ours_wh", "range", "ecologits_wh", "times"],
            &rows,
            html,
        )?;
        self.ecologits_beside_published(html)
    }

    /// What providers and others published, and both methods for the same inputs.
    fn ecologits_beside_published(&self, html: &mut String) -> Result<()> {
        let anchors = table("crates/energy/data/anchors.tsv")?;
        let checks = validation::validate()?;
        let mut rows = Vec::new();
        for row in anchors.iter().filter(|row| row["quantity"] == "wh") {
            let check = checks.iter().find(|check| check.family == row["id"]);
            let check = check.with_context(|| format!("{} is not predicted", row["id"]))?;
            let sizes = if row["model"].is_empty() {
                [row["active"].parse()?, row["total"].parse()?]
            } else {
                let model = Model::by_id(&row["model"]);
                let serving = model.with_context(|| row["model"].clone())?.serving();
                [serving.active.central().0, serving.total.central().0]
            };
            let [low, ours, high] = check.predicted;
            rows.push(vec![
                Cell::Name(check.title.clone()),
                Cell::Number(number(check.published)),
                Cell::Number(Value::Estimate(ours)),
                Cell::Number(Value::Range(low, high)),
                Cell::Number(Value::Estimate(by_ecologits(
                    sizes[0],
                    sizes[1],
                    row["output"].parse()?,
                )?)),
            ]);
        }
        self.table(
            "method.ecologits_published",
            &["what", "published_wh", "ours_wh", "range", "ecologits_wh"],
            &rows,
            html,
        )
    }

    /// What each factor set changed, the newest first.
    pub(super) fn changes(&self, html: &mut String) -> Result<()> {
        for pair in FactorSet::all().windows(2) {
            let [newer, older] = pair else { continue };
            let mut rows = Vec::new();
            for factor in newer.factors() {
                let before = older.factors().iter().find(|before| before.id == factor.id);
                let changed = before.is_none_or(|before| {
                    [before.low, before.central, before.high]
                        != [factor.low, factor.central, factor.high]
                });
                if changed {
                    rows.push(vec![
                        Cell::Name(factor.id.replace('_', " ")),
                        Cell::Name(factor.unit.to_owned()),
                        Cell::Number(before.map_or(Value::Plain("–".to_owned()), |before| {
                            number(before.central)
                        })),
                        Cell::Number(number(factor.central)),
                        Cell::Name(factor.provenance.reason.to_owned()),
                    ]);
                }
            }
            let gone = older
                .factors()
                .iter()
                .filter(|before| !newer.factors().iter().any(|factor| factor.id == before.id));
            for before in gone {
                rows.push(vec![
                    Cell::Name(before.id.replace('_', " ")),
                    Cell::Name(before.unit.to_owned()),
                    Cell::Number(number(before.central)),
                    Cell::Number(Value::Plain("–".to_owned())),
                    Cell::Name(String::new()),
                ]);
            }
            let _ = write!(
                html,
                "<h3><bdi class=\"n\">{} → {}</bdi></h3>",
                older.version(),
                newer.version()
            );
            self.table(
                "method.changes_table",
                &["factor", "unit", "before", "after", "reason"],
                &rows,
                html,
            )?;
        }
        Ok(())
    }
}

/// Wh of an answer by EcoLogits' formula, with our cooling. Sizes in billions of parameters.
fn by_ecologits(active: f64, total: f64, output_tokens: f64) -> Result<f64> {
    let found = ecologits(&EcoLogitsRequest {
        active,
        total,
        output_tokens,
        speed: None,
        latency: None,
        pue: factor("pue")?.central,
        water_on_site: 0.0,
        mix: ElectricityMix {
            gwp: 0.0,
            adpe: 0.0,
            pe: 0.0,
            water: 0.0,
        },
    })?;
    Ok(found.energy_kwh * 1000.0)
}

/// The columns of a table of checks.
const CHECKED: [&str; 5] = ["what", "measured", "ours", "range", "hit"];
const WHOLE: [&str; 8] = [
    "what",
    "unit",
    "published",
    "ours",
    "range",
    "hit",
    "drawing",
    "source",
];
