//! The tables of the lessons, with their drawings: each is worked out from the energy crate's data.

use super::charts::{self, Axis, Point};
use super::figures::{self, COUNTRIES, MEMORY, NEAR, PLACES, PUBLISHED, factor};
use super::format::Value;
use super::prose::Prose;
use super::sources::{Facts, Source, table};
use crate::pages::template::escape_into;
use anyhow::{Context, Result, bail};
use promptwatt_energy::{
    Band, Bits, EcoLogitsRequest, ElectricityMix, FactorSet, Gpu, Lever, Model, Provenance,
    Quantity, Region, ecologits, factors, providers, regions, validation,
};

use promptwatt_lesson::{MODELS, Place, Request};
use std::fmt::Write;

/// Writes blocks in one language.
#[derive(Debug)]
pub struct Blocks<'a> {
    /// Its texts and notation.
    pub prose: &'a Prose<'a>,
    /// The quoted facts.
    pub facts: &'a Facts,
}

/// A cell of a table.
enum Cell {
    /// HTML of its own.
    Html(String),
    /// A name that no language translates.
    Name(String),
    /// A number.
    Number(Value),
}

/// From a hundredth of a thousandth to what no request takes.
const WH: Axis = Axis::Log(0.001, 100.0);
const PERCENT: Axis = Axis::Linear(100.0);

impl Blocks<'_> {
    /// Writes the block of a name.
    ///
    /// # Errors
    /// When there is none, or one of its figures or texts is not there.
    pub fn write(&self, name: &str, html: &mut String) -> Result<()> {
        match name {
            "made" => self.made(html),
            "published" => self.published(html),
            "models" => self.models(html),
            "quantised" => self.quantised(html),
            "lab" => self.lab(html),
            "countries" => self.countries(html),
            "fits" => self.fits(html),
            "regions" => {
                html.push_str(&region_codes());
                Ok(())
            }
            "home" => {
                let home = regions()
                    .iter()
                    .position(|region| region.code() == figures::HOME);
                let _ = write!(html, "{}", home.unwrap_or_default());
                Ok(())
            }
            "factors" => self.factors(html),
            "hardware" => self.hardware(html),
            "providers" => self.providers(html),
            "metered" => self.metered(html),
            "whole" => self.whole(html),
            "ecologits" => self.ecologits(html),
            "changes" => self.changes(html),
            "model-choices" => self.model_choices("model", &[5, 1, 2, 7, 8, 3, 4], 1, html),
            "lab-model-choices" => self.model_choices("lab-model", &[1, 2, 0], 1, html),
            _ => match name.split_once(' ') {
                Some(("bar", figure)) => {
                    let axis = self.bar(figure, html)?;
                    self.ends(axis, html)
                }
                Some(("place-choices", name)) => self.place_choices(name, html),
                Some(("choices", rest)) => self.number_choices(rest, html),
                _ => bail!("there is no block {name:?}"),
            },
        }
    }

    /// A table: its caption and columns by their texts' keys; the first cell of each row is its name.
    fn table(
        &self,
        caption: &str,
        columns: &[&str],
        rows: &[Vec<Cell>],
        html: &mut String,
    ) -> Result<()> {
        let class = if columns.len() > 6 {
            "scrolls wide"
        } else {
            "scrolls"
        };
        let _ = write!(
            html,
            "<div class=\"{class}\" tabindex=\"0\" role=\"region\" aria-label=\""
        );
        escape_into(html, self.prose.text(caption)?);
        html.push_str("\"><table><caption>");
        self.prose.write(caption, html)?;
        html.push_str("</caption><thead><tr>");
        for column in columns {
            html.push_str("<th scope=\"col\">");
            self.prose.write(&format!("column.{column}"), html)?;
            html.push_str("</th>");
        }
        html.push_str("</tr></thead><tbody>");
        for row in rows {
            html.push_str("<tr>");
            for (index, cell) in row.iter().enumerate() {
                html.push_str(if index == 0 {
                    "<th scope=\"row\">"
                } else {
                    "<td>"
                });
                self.cell(cell, html)?;
                html.push_str(if index == 0 { "</th>" } else { "</td>" });
            }
            html.push_str("</tr>");
        }
        html.push_str("</tbody></table></div>");
        Ok(())
    }

    fn cell(&self, cell: &Cell, html: &mut String) -> Result<()> {
        match cell {
            Cell::Html(own) => html.push_str(own),
            Cell::Name(name) => {
                html.push_str("<bdi lang=\"en\" dir=\"ltr\">");
                escape_into(html, name);
                html.push_str("</bdi>");
            }
            Cell::Number(value) => {
                let isolated = matches!(value, Value::Range(..) | Value::PercentRange(..));
                html.push_str(if isolated {
                    "<span>"
                } else {
                    "<span class=\"n\">"
                });
                html.push_str(&self.prose.value(value)?);
                html.push_str("</span>");
            }
        }
        Ok(())
    }

    /// A text as a cell.
    fn words(&self, key: &str) -> Result<Cell> {
        let mut html = String::new();
        self.prose.write(key, &mut html)?;
        Ok(Cell::Html(html))
    }

    /// The band of a figure and its range, for a control to move.
    fn bar(&self, figure: &str, html: &mut String) -> Result<Axis> {
        let (central, range) = (
            self.prose.figures.get(figure)?,
            self.prose.figures.get(&format!("{figure}_range"))?,
        );
        let (axis, band) = match (central, range) {
            (Value::Estimate(central), Value::Range(low, high)) => (WH, [*low, *central, *high]),
            (Value::Percent(central), Value::PercentRange(low, high)) => {
                (PERCENT, [*low, *central, *high])
            }
            _ => bail!("{figure} is no figure with a range"),
        };
        html.push_str(&charts::band(axis, band, Some(figure)));
        Ok(axis)
    }

    /// `name standing number...`: radio buttons with numbers, of which `standing` is chosen at first.
    fn number_choices(&self, rest: &str, html: &mut String) -> Result<()> {
        let mut words = rest.split(' ');
        let (name, standing) = (
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        );
        for value in words {
            let number: f64 = value.parse().with_context(|| format!("{value:?}"))?;
            let label = format!(
                "<span class=\"n\">{}</span>",
                self.prose.value(&Value::Exact(number))?
            );
            choice(name, value, value == standing, &label, html);
        }
        Ok(())
    }

    /// Radio buttons with the places of the step about bits, as [`promptwatt_lesson::Question`] has them.
    fn place_choices(&self, name: &str, html: &mut String) -> Result<()> {
        for (index, (id, place)) in PLACES.into_iter().enumerate() {
            let value = match place {
                Place::Usual => 0.0,
                Place::Service(batch) => batch,
                Place::Laptop => -1.0,
            };
            let mut label = String::new();
            self.prose.write(&format!("place.{id}"), &mut label)?;
            choice(name, &value.to_string(), index == 0, &label, html);
        }
        Ok(())
    }

    /// Radio buttons with models, by their places in the list of the lessons.
    fn model_choices(
        &self,
        name: &str,
        places: &[usize],
        standing: usize,
        html: &mut String,
    ) -> Result<()> {
        for place in places {
            let id = MODELS[*place];
            let model = Model::by_id(id).with_context(|| format!("no model {id}"))?;
            let mut label = String::new();
            self.cell(&Cell::Name(model.name().to_owned()), &mut label)?;
            choice(name, &place.to_string(), *place == standing, &label, html);
        }
        Ok(())
    }

    /// What the ends of a bar are.
    fn ends(&self, axis: Axis, html: &mut String) -> Result<()> {
        html.push_str("<p class=\"ends\" aria-hidden=\"true\">");
        for end in axis.ends() {
            let _ = write!(
                html,
                "<span><span class=\"n\">{}</span> ",
                self.prose.value(&Value::Exact(end))?
            );
            self.prose.write("one.unit", html)?;
            html.push_str("</span>");
        }
        html.push_str("</p>");
        Ok(())
    }

    fn made(&self, html: &mut String) -> Result<()> {
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

    fn published(&self, html: &mut String) -> Result<()> {
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

    fn models(&self, html: &mut String) -> Result<()> {
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

    fn quantised(&self, html: &mut String) -> Result<()> {
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

    fn lab(&self, html: &mut String) -> Result<()> {
        let mut rows = Vec::new();
        for lever in Lever::ALL {
            let name = format!("lab_{}", lever.id());
            let saved = format!("{name}_saved");
            let mut bar = String::new();
            self.bar(&saved, &mut bar)?;
            let figure = |name: &str| self.prose.figure(name).map(Cell::Html);
            rows.push(vec![
                self.words(&format!("lab.{}", lever.id()))?,
                Cell::Html(format!(
                    "{} <small>{}</small>",
                    self.prose.figure(&name)?,
                    self.prose.figure(&format!("{name}_range"))?
                )),
                figure(&saved)?,
                figure(&format!("{name}_report"))?,
                figure(&format!("{saved}_range"))?,
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

    fn countries(&self, html: &mut String) -> Result<()> {
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
    fn fits(&self, html: &mut String) -> Result<()> {
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

    /// What of a source is said in English, in a cell.
    fn source(&self, provenance: Provenance) -> Cell {
        let mut html = String::new();
        Source::from(provenance).write(&mut html);
        html.push_str("<small lang=\"en\" dir=\"ltr\">");
        escape_into(&mut html, provenance.reason);
        html.push_str("</small>");
        Cell::Html(html)
    }

    fn factors(&self, html: &mut String) -> Result<()> {
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

    fn hardware(&self, html: &mut String) -> Result<()> {
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

    fn providers(&self, html: &mut String) -> Result<()> {
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

    fn metered(&self, html: &mut String) -> Result<()> {
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
    fn check(&self, check: &validation::Check) -> Result<Vec<Cell>> {
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

    fn whole(&self, html: &mut String) -> Result<()> {
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
    fn ecologits(&self, html: &mut String) -> Result<()> {
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
            let theirs = ecologits(&EcoLogitsRequest {
                active: estimate.assumed.active_b,
                total: estimate.assumed.total_b,
                output_tokens: request.answer,
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
            let theirs = theirs.energy_kwh * 1000.0;
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
        )
    }

    /// What each factor set changed, the newest first.
    fn changes(&self, html: &mut String) -> Result<()> {
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

/// Rows in the order of their amounts, the smallest first.
fn ordered(mut rows: Vec<(f64, Vec<Cell>)>) -> Vec<Vec<Cell>> {
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// A radio button.
fn choice(name: &str, value: &str, standing: bool, label: &str, html: &mut String) {
    let checked = if standing { " checked" } else { "" };
    let _ = write!(
        html,
        "<label class=\"choice\"><input type=\"radio\" name=\"{name}\" value=\"{value}\" autocomplete=\"off\"{checked}>{label}</label>"
    );
}

/// The codes of all regions in the order of the catalogue, by which the script names them.
fn region_codes() -> String {
    let known = regions().iter().map(|region| {
        let known = region.electricity_per_head().is_some();
        if known { region.code() } else { "" }
    });
    known.collect::<Vec<_>>().join(" ")
}

/// A constant as its source has it: some are far smaller than four decimals show.
fn number(value: f64) -> Value {
    if value != 0.0 && value.abs() < 0.01 {
        Value::Estimate(value)
    } else {
        Value::Exact(value)
    }
}

fn range<Q: Quantity>(band: Band<Q>) -> Value {
    Value::Range(band.low().value(), band.high().value())
}

fn values<Q: Quantity>(band: Band<Q>) -> [f64; 3] {
    [band.low(), band.central(), band.high()].map(Quantity::value)
}
