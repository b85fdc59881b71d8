//! The figures that quiz and teacher pack speak of, by name. Each is computed here from `promptwatt-energy` and `promptwatt-tokens`, or is a row of
//! `learn/facts.tsv`: no text carries a number of its own, so none can go stale.

mod levers;
mod requests;
mod world;

use crate::pages::learn::format::Value;
use crate::pages::learn::sources::Facts;
use crate::places;
use anyhow::{Context, Result, bail};
use promptwatt_energy::{
    Band, Estimate, Exchange, Model, Quantity, Region, Scenario, Site, estimate,
};
use promptwatt_tokens::{Encoding, Parts, Tokenizer, Vocabulary};
use std::collections::BTreeMap;
use std::fs;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Watt-hours.
    WattHours,
    /// Grams of CO2 equivalent.
    Grams,
    /// Grams of CO2 equivalent per kilowatt-hour.
    GramsPerKilowattHour,
    /// Millilitres of water.
    Millilitres,
    /// Percent.
    Percent,
    /// How many times as much.
    Times,
    /// Things or people, whole.
    Count,
    /// Things, with a fraction where they are few.
    Amount,
    /// Seconds.
    Seconds,
    /// Kilowatt-hours per head and year.
    KilowattHours,
    /// Gigabytes.
    Gigabytes,
    /// Watts.
    Watts,
    /// A year of the calendar.
    Year,
}

/// A figure: 5th, 50th and 95th percentile, all the same where it is known or only the middle is of interest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The percentiles, in `unit`.
    pub band: [f64; 3],
    /// What they count.
    pub unit: Unit,
}

impl Figure {
    /// A figure without a range.
    pub fn exact(value: f64, unit: Unit) -> Self {
        Self {
            band: [value; 3],
            unit,
        }
    }

    /// A figure of a band.
    pub fn of<Q: Quantity>(band: Band<Q>, unit: Unit) -> Self {
        Self {
            band: [band.low(), band.central(), band.high()].map(Quantity::value),
            unit,
        }
    }
}

/// All figures, by name.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, Figure>);

impl Figures {
    /// Computes all figures.
    ///
    /// # Errors
    /// When the energy crate refuses a scenario, a vocabulary or a fact is missing, or two figures have one name.
    pub fn gather(facts: &Facts) -> Result<Self> {
        let mut figures = Self::default();
        figures.quoted(facts)?;
        figures.requests()?;
        figures.lengths()?;
        figures.models()?;
        figures.compression()?;
        figures.scale()?;
        figures.places()?;
        figures.water()?;
        figures.tokens()?;
        figures.comparisons()?;
        // What a text says by "twice" or "ten times".
        for (name, times) in [
            ("one_time", 1.0),
            ("two_times", 2.0),
            ("ten_times", 10.0),
            ("hundred_times", 100.0),
        ] {
            figures.exact(name, times, Unit::Times)?;
        }
        Ok(figures)
    }

    /// Rows of `learn/facts.tsv`, with the units that the texts want.
    fn quoted(&mut self, facts: &Facts) -> Result<()> {
        for (id, value) in facts.values()? {
            let unit = match id.as_str() {
                "report_talent_percent" => Unit::Percent,
                "report_summary_times" | "report_translation_times" | "report_answering_times" => {
                    Unit::Times
                }
                "google_carbon_g" => Unit::Grams,
                "google_water_ml" | "altman_water_ml" | "gpt3_water_ml" => Unit::Millilitres,
                "unesco_members_then" | "unesco_members_now" => Unit::Count,
                "search_year" | "ethics_year" => Unit::Year,
                // Quoted by the lessons alone.
                _ => continue,
            };
            let number = match value {
                Value::Exact(number) | Value::Percent(number) => number,
                Value::Plain(text) => text.parse().with_context(|| id.clone())?,
                other => bail!("{id} is {other:?}, no fact"),
            };
            self.exact(&id, number, unit)?;
        }
        Ok(())
    }

    /// A figure by its name.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<Figure> {
        let found = self.0.get(name).copied();
        found.with_context(|| {
            format!("there is no figure {name}; xtask/src/pages/learn/class/figures.rs makes them")
        })
    }

    /// A value for comparing: `name` for the median, `name.low` and `name.high` for the ends of the range.
    ///
    /// # Errors
    /// When there is no such figure.
    pub fn value(&self, name: &str) -> Result<f64> {
        let (name, percentile) = match name.split_once('.') {
            None => (name, 1),
            Some((name, "low")) => (name, 0),
            Some((name, "high")) => (name, 2),
            Some(_) => bail!("{name}: a figure has .low and .high"),
        };
        Ok(self.get(name)?.band[percentile])
    }

    fn put(&mut self, name: &str, figure: Figure) -> Result<()> {
        if !figure.band.iter().all(|value| value.is_finite()) {
            bail!("the figure {name} is no number: {figure:?}");
        }
        if self.0.insert(name.to_owned(), figure).is_some() {
            bail!("there are two figures {name}");
        }
        Ok(())
    }

    fn exact(&mut self, name: &str, value: f64, unit: Unit) -> Result<()> {
        self.put(name, Figure::exact(value, unit))
    }
}

/// The median of a constant of the formula chain.
fn factor(id: &str) -> Result<f64> {
    let mut factors = promptwatt_energy::factors().iter();
    let found = factors.find(|factor| factor.id == id);
    Ok(found.with_context(|| format!("no factor {id}"))?.central)
}

fn model(id: &str) -> Result<&'static Model> {
    Model::by_id(id).with_context(|| format!("the catalogue has no model {id}"))
}

fn region(code: &str) -> Result<&'static Region> {
    Region::by_code(code).with_context(|| format!("the catalogue has no region {code}"))
}

fn scenario(model: &Model, exchange: Exchange, region: &'static Region) -> Scenario {
    Scenario::new(exchange, model.serving(), Site::new(region))
}

fn ask(model: &Model, exchange: Exchange, region: &'static Region) -> Result<Estimate> {
    Ok(estimate(&scenario(model, exchange, region))?)
}

/// The exact number of tokens of a text.
fn count(text: &str, encoding: Encoding) -> Result<f64> {
    Ok(tokenizer(encoding)?.count(text).0 as f64)
}

/// A tokenizer from the vocabulary that the page fetches.
///
/// # Errors
/// When a part is missing or damaged.
pub fn tokenizer(encoding: Encoding) -> Result<Tokenizer> {
    let folder = places::root().join("public/vocab");
    let mut parts = Vec::new();
    for name in encoding.files(Parts::ALL) {
        let path = folder.join(name);
        let part = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        parts.push(part);
    }
    let vocabulary = Vocabulary::from_packed(&parts)
        .with_context(|| format!("{} is no vocabulary", encoding.id()))?;
    Ok(Tokenizer::new(vocabulary))
}
