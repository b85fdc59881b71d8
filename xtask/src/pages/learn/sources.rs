//! Where the figures of the lessons come from: rows of the energy crate's data and of `learn/facts.tsv`.

use super::format::Value;
use crate::pages::template::escape_into;
use crate::places;
use anyhow::{Context, Result, bail};
use promptwatt_energy::{Gpu, Lever, Model, Provenance, equivalences, factors};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

/// One source: who says so, where, and when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Title and year, in the language of the source.
    pub title: String,
    /// Address; empty where none is public.
    pub link: String,
    /// `2026-11-01`.
    pub read: String,
}

impl From<Provenance> for Source {
    fn from(provenance: Provenance) -> Self {
        Self {
            title: provenance.source.to_owned(),
            link: provenance.link.to_owned(),
            read: provenance.read.to_owned(),
        }
    }
}

impl Source {
    /// The source as a link, and the day it was read.
    pub fn write(&self, html: &mut String) {
        html.push_str("<bdi lang=\"en\" dir=\"ltr\">");
        if self.link.is_empty() {
            escape_into(html, &self.title);
        } else {
            html.push_str("<a href=\"");
            escape_into(html, &self.link);
            html.push_str("\">");
            escape_into(html, &self.title);
            html.push_str("</a>");
        }
        let _ = write!(
            html,
            "</bdi> <time class=\"n\" datetime=\"{0}\">({0})</time>",
            self.read
        );
    }
}

/// The rows of a table of this repository, each by the names in its first line; `#` starts a comment.
///
/// # Errors
/// When it cannot be read, or a line has another number of columns.
pub fn table(path: &str) -> Result<Vec<BTreeMap<String, String>>> {
    let text = fs::read_to_string(places::root().join(path))
        .with_context(|| format!("cannot read {path}"))?;
    let mut lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    let names: Vec<&str> = lines
        .next()
        .with_context(|| format!("{path} is empty"))?
        .split('\t')
        .collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() != names.len() {
                bail!("{path}: {line:?} has {} columns", cells.len());
            }
            let row = names.iter().zip(cells);
            Ok(row
                .map(|(name, cell)| ((*name).to_owned(), cell.to_owned()))
                .collect())
        })
        .collect()
}

/// The quoted facts, with their sources.
#[derive(Debug)]
pub struct Facts(Vec<BTreeMap<String, String>>);

impl Facts {
    /// Reads `learn/facts.tsv`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn load() -> Result<Self> {
        Ok(Self(table("learn/facts.tsv")?))
    }

    /// Every fact as a figure, by its name.
    ///
    /// # Errors
    /// For a kind that there is not, or a number that is none.
    pub fn values(&self) -> Result<Vec<(String, Value)>> {
        let value = |row: &BTreeMap<String, String>| {
            let (id, value) = (&row["id"], &row["value"]);
            let value = match row["kind"].as_str() {
                kind @ ("exact" | "percent") => {
                    let number = value.parse().with_context(|| format!("{id}: {value:?}"))?;
                    if kind == "exact" {
                        Value::Exact(number)
                    } else {
                        Value::Percent(number)
                    }
                }
                "range" => {
                    let ends = value.split_once(' ').context("a range has two ends")?;
                    Value::Range(ends.0.parse()?, ends.1.parse()?)
                }
                "plain" => Value::Plain(value.clone()),
                other => bail!("{id}: {other:?} is no kind of fact"),
            };
            Ok((id.clone(), value))
        };
        self.0.iter().map(value).collect()
    }

    /// The source that a template names: `fact:id`, `factor:id`, `gpu:id`, `model:id`, `lever:id`, `like:id`, `anchor:id`.
    ///
    /// # Errors
    /// When there is no such row.
    pub fn source(&self, name: &str) -> Result<Source> {
        let (kind, id) = name
            .split_once(':')
            .with_context(|| format!("{name:?} names no source"))?;
        let of_row = |row: &BTreeMap<String, String>| Source {
            title: row["source"].clone(),
            link: row["link"].clone(),
            read: row["read"].clone(),
        };
        let found = match kind {
            "fact" => self.0.iter().find(|row| row["id"] == id).map(of_row),
            "anchor" => table("crates/energy/data/anchors.tsv")?
                .iter()
                .find(|row| row["id"] == id)
                .map(of_row),
            "factor" => factors()
                .iter()
                .find(|factor| factor.id == id)
                .map(|factor| factor.provenance.into()),
            "gpu" => Gpu::ALL
                .into_iter()
                .find(|gpu| gpu.id() == id)
                .map(|gpu| gpu.provenance().into()),
            "model" => Model::by_id(id).map(|model| model.provenance().into()),
            "lever" => Lever::ALL
                .into_iter()
                .find(|lever| lever.id() == id)
                .map(|lever| lever.reported().provenance.into()),
            "like" => equivalences()
                .iter()
                .find(|thing| thing.id == id)
                .map(|thing| thing.provenance().into()),
            _ => None,
        };
        found.with_context(|| format!("there is no source {name:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, table};
    use crate::pages::learn::figures::PUBLISHED;

    #[test]
    fn every_quoted_fact_says_who_where_and_when() {
        let mut rows = Facts::load().unwrap().0;
        let published = table("crates/energy/data/anchors.tsv").unwrap();
        let quoted = PUBLISHED.into_iter().chain(["mit-8b", "mit-405b"]);
        rows.extend(quoted.map(|id| {
            let row = published.iter().find(|row| row["id"] == id);
            row.unwrap_or_else(|| panic!("no {id}")).clone()
        }));
        for row in rows {
            let id = &row["id"];
            assert!(!row["source"].is_empty(), "{id} has no source");
            assert!(row["link"].starts_with("https://"), "{id} has no link");
            let day: Vec<usize> = row["read"].split('-').map(str::len).collect();
            assert_eq!(day, [4, 2, 2], "{id} was read on {}", row["read"]);
        }
    }
}
