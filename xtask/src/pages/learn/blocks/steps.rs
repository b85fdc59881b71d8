//! The tables of the steps, the lab and the page on who has access.

use super::super::charts::{self, Axis};
use super::super::figures::{COUNTRIES, MEMORY, PLACES, PUBLISHED, factor};
use super::super::format::Value;
use super::super::sources::table;
use super::{Blocks, Cell, PERCENT, WH, ordered, range, values};
use anyhow::{Context, Result, bail};
use promptwatt_energy::{Bits, Lever, Model, Region, validation};
use promptwatt_lesson::{MODELS, Request};
use std::fmt::Write;

impl Blocks<'_> {
    pub(super) fn made(&self, html: &mut String) -> Result<()> {
        const PARTS: [&str; 3] = ["made_prompt", "made_answer", "made_centre"];
        let mut parts = Vec::new();
        for (name, class) in PARTS.into_iter().zip(["prompt", "answer", "centre"]) {
            let Value::Percent(percent) = self.prose.figures.get(name)? else {
                bail!("{name} is no share");
            };
            parts.push((class, *percent));
        }
        html.push_str(&charts::stack(&parts, "made"));
        html.push_str("<ul class=\"key\">");
        for (name, class) in PARTS.into_iter().zip(["prompt", "answer", "centre"]) {
            let _ = write!(html, "<li><i class=\"{class}\"></i>");
            self.prose.write(&format!("two.{class}"), html)?;
            let _ = write!(html, " {}</li>", self.prose.figure(name)?);
        }
        html.push_str("</ul>");
        Ok(())
    }

    pub(super) fn published(&self, html: &mut String) -> Result<()> {
        let rows = table("crates/energy/data/anchors.tsv")?;
        let checks = validation::validate()?;
        let mut cells = Vec::new();
        for id in PUBLISHED {
            let row = rows.iter().find(|row| row["id"] == id);
            let row = row.with_context(|| format!("there is no published figure {id}"))?;
            let check = checks.iter().find(|check| check.family == id);
            let check = check.with_context(|| format!("{id} is not predicted"))?;
            let [low, central, high] = check.predicted;
            let mut source = String::new();
            self.facts
                .source(&format!("anchor:{id}"))?
                .write(&mut source);
            cells.push(vec![
                Cell::Name(row["title"].clone()),
                Cell::Number(Value::Exact(check.published)),
                Cell::Number(Value::Estimate(central)),
                Cell::Number(Value::Range(low, high)),
                Cell::Html(charts::band(Axis::Log(0.01, 10.0), check.predicted, None)),
                Cell::Html(source),
            ]);
        }
        self.table(
            "one.published_table",
            &[
                "what",
                "published_wh",
                "ours_wh",
                "range",
                "drawing",
                "source",
            ],
            &cells,
            html,
        )
    }

    pub(super) fn models(&self, html: &mut String) -> Result<()> {
        let mut rows = Vec::new();
        for id in &MODELS[1..] {
            let request = Request::ordinary().to(id);
            let estimate = request.estimate()?;
            let model = Model::by_id(id).with_context(|| format!("no model {id}"))?;
            let row = vec![
                Cell::Name(model.name().to_owned()),
                Cell::Number(Value::Exact(estimate.assumed.total_b)),
                Cell::Number(Value::Exact(estimate.assumed.active_b)),
                Cell::Number(Value::Estimate(estimate.wh.central().0)),
                Cell::Number(range(estimate.wh)),
                Cell::Html(charts::band(WH, values(estimate.wh), None)),
            ];
            rows.push((estimate.wh.central().0, row));
        }
        let rows = ordered(rows);
        self.table(
            "four.table",
            &["model", "total", "active", "ours_wh", "range", "drawing"],
            &rows,
            html,
        )
    }

    pub(super) fn quantised(&self, html: &mut String) -> Result<()> {
        let mut rows = Vec::new();
        for (name, place) in PLACES {
            let before = Request {
                place,
                ..Request::reported()
            };
            for bits in [Bits::Eight, Bits::Four] {
                let after = Request {
                    bits: Some(bits),
                    ..before
                };
                let saved = before.saved_by(&after)?;
                rows.push(vec![
                    self.words(&format!("place.{name}"))?,
                    Cell::Number(Value::Exact(f64::from(bits.count()))),
                    Cell::Number(Value::Percent(saved.central().0)),
                    Cell::Number(Value::PercentRange(saved.low().0, saved.high().0)),
                    Cell::Html(charts::band(PERCENT, values(saved), None)),
                ]);
            }
        }
        self.table(
            "five.table",
            &["place", "bits", "saved", "range", "drawing"],
            &rows,
            html,
        )
    }

    pub(super) fn lab(&self, html: &mut String) -> Result<()> {
        let mut rows = Vec::new();
        for lever in Lever::ALL {
            let name = format!("lab_{}", lever.id());
            let saved = format!("{name}_saved");
            let mut bar = String::new();
            self.bar(&saved, &mut bar)?;
            // What stands behind a table is said below it.
            let figure = |name: &str| self.prose.element(name).map(Cell::Html);
            // Of a lever that is not pulled there is nothing to say but that.
            let pulled = |name: &str, otherwise: &str| -> Result<Cell> {
                let (id, figure) = (lever.id(), self.prose.element(name)?);
                Ok(Cell::Html(format!(
                    "<span data-pulled=\"{id}\">{figure}</span>{otherwise}"
                )))
            };
            let mut left = format!("<span data-left=\"{}\" hidden>", lever.id());
            self.prose.write("lab.not_pulled", &mut left)?;
            left.push_str("</span>");
            rows.push(vec![
                self.words(&format!("lab.{}", lever.id()))?,
                Cell::Html(format!(
                    "{} <small>{}</small>",
                    self.prose.element(&name)?,
                    self.prose.element(&format!("{name}_range"))?
                )),
                pulled(&saved, &left)?,
                figure(&format!("{name}_report"))?,
                pulled(&format!("{saved}_range"), "")?,
                Cell::Html(bar),
            ]);
        }
        self.table(
            "lab.table",
            &["lever", "ours_wh", "saved", "report", "range", "drawing"],
            &rows,
            html,
        )
    }

    pub(super) fn countries(&self, html: &mut String) -> Result<()> {
        let mut rows = Vec::new();
        for code in COUNTRIES {
            let region = Region::by_code(code).with_context(|| format!("no region {code}"))?;
            let here = Request {
                region,
                ..Request::ordinary()
            };
            let grams = here.estimate()?.gco2e;
            let (per_head, year) = region
                .electricity_per_head()
                .with_context(|| format!("electricity per head of {code} is not known"))?;
            let grid = region
                .grid()
                .with_context(|| format!("the grid of {code} is not known"))?;
            rows.push((
                per_head,
                vec![
                    self.words(&format!("country.{code}"))?,
                    Cell::Number(Value::Exact(per_head)),
                    Cell::Html(charts::column(Axis::Linear(30_000.0), per_head)),
                    Cell::Number(Value::Plain(year.to_string())),
                    Cell::Number(Value::Exact(grid.0.round())),
                    Cell::Number(Value::Estimate(grams.central().0)),
                    Cell::Number(range(grams)),
                    Cell::Html(charts::band(Axis::Linear(2.0), values(grams), None)),
                ],
            ));
        }
        let rows = ordered(rows);
        self.table(
            "access.table",
            &[
                "country", "per_head", "drawing", "year", "grid", "grams", "range", "drawing",
            ],
            &rows,
            html,
        )
    }

    /// Which models fit into how much memory: what a phone or an old laptop can do.
    pub(super) fn fits(&self, html: &mut String) -> Result<()> {
        let (per_weight, overhead) = (
            factor("bytes_per_weight_4")?.central,
            factor("memory_overhead")?.central,
        );
        let mut rows = Vec::new();
        for id in [
            "task-translate",
            "task-summarise",
            "qwen3-0.6b",
            "llama-3.2-1b",
            "llama-3.2-3b",
            "llama-3.1-8b",
            "gpt-oss-20b",
            "llama-3.3-70b",
            "deepseek-v3",
        ] {
            let model = Model::by_id(id).with_context(|| format!("no model {id}"))?;
            let total = model.serving().total.central().0;
            let needs = total * per_weight * overhead;
            let mut row = vec![
                Cell::Name(model.name().to_owned()),
                Cell::Number(Value::Exact(total)),
                Cell::Number(Value::Estimate(needs)),
            ];
            for memory in MEMORY {
                // Half of the memory: the system and other programs have the rest.
                row.push(self.words(if needs <= memory / 2.0 {
                    "access.fits"
                } else {
                    "access.fits_not"
                })?);
            }
            rows.push(row);
        }
        let mut table = String::new();
        self.table(
            "access.fits_table",
            &["model", "total", "needs", "gb_4", "gb_8", "gb_16"],
            &rows,
            &mut table,
        )?;
        html.push_str(&table);
        Ok(())
    }
}
