//! The tables of the lessons, with their drawings: each is worked out from the energy crate's data.

mod choices;
mod method;
mod steps;

use super::charts::{self, Axis};
use super::figures::{self};
use super::format::Value;
use super::prose::Prose;
use super::sources::Facts;
use crate::pages::template::escape_into;
use anyhow::{Result, bail};
use promptwatt_energy::{Band, Quantity, regions};
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

    /// What the marks of a bar are, the last with its unit.
    fn ends(&self, axis: Axis, html: &mut String) -> Result<()> {
        html.push_str("<p class=\"ends\" aria-hidden=\"true\">");
        let marks = axis.marks();
        for (index, mark) in marks.iter().enumerate() {
            let _ = write!(
                html,
                "<span><span class=\"n\">{}</span>",
                self.prose.value(&Value::Exact(*mark))?
            );
            if index + 1 == marks.len() {
                html.push(' ');
                self.prose.write("one.unit", html)?;
            }
            html.push_str("</span>");
        }
        html.push_str("</p>");
        Ok(())
    }
}
/// Rows in the order of their amounts, the smallest first.
fn ordered(mut rows: Vec<(f64, Vec<Cell>)>) -> Vec<Vec<Cell>> {
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.into_iter().map(|(_, row)| row).collect()
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
