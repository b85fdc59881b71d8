//! `learn/cited.toml`: sources, and the figures that only a source can give.

use super::figures::Unit;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Somebody who says something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What questions call it.
    pub id: String,
    /// Who and what, with the year, in the language of the source.
    pub title: String,
    /// Its address; empty for our own method page, and where only others name it.
    pub link: String,
    /// The day it was read, `YYYY-MM-DD`.
    pub read: String,
}

/// A figure that is not computed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What texts call it.
    pub id: String,
    /// The figure.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// Who says so: the id of a source.
    pub source: String,
    /// What exactly is said there.
    pub statement: String,
}

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    source: Vec<Source>,
    fact: Vec<Fact>,
}

impl Cited {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// When it is not as expected: an id twice, a link that is no https address, a fact without a source.
    pub fn load(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("in {}", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let cited: Self = toml::from_str(text)?;
        let mut ids = BTreeSet::new();
        for source in &cited.source {
            if !ids.insert(source.id.as_str()) {
                bail!("the source {} is there twice", source.id);
            }
            if !source.link.is_empty() && !source.link.starts_with("https://") {
                bail!("{}: {:?} is no https address", source.id, source.link);
            }
            if source.read.len() != 10 || source.title.trim().is_empty() {
                bail!(
                    "{}: a source has a title and the day it was read",
                    source.id
                );
            }
        }
        for fact in &cited.fact {
            if cited.source(&fact.source).is_err() || fact.statement.trim().is_empty() {
                bail!("{}: a fact has a source and a statement", fact.id);
            }
        }
        Ok(cited)
    }

    /// The figures.
    pub fn facts(&self) -> &[Fact] {
        &self.fact
    }

    /// A source by its id.
    ///
    /// # Errors
    /// When there is none.
    pub fn source(&self, id: &str) -> Result<&Source> {
        let found = self.source.iter().find(|source| source.id == id);
        found.with_context(|| format!("learn/cited.toml has no source {id}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Cited;

    #[track_caller]
    fn check(text: &str, complaint: Option<&str>) {
        match (Cited::parse(text), complaint) {
            (Ok(_), None) => {}
            (Err(error), Some(complaint)) => {
                assert!(format!("{error:#}").contains(complaint), "{error:#}");
            }
            (outcome, _) => panic!("{outcome:?} for {text}"),
        }
    }

    #[test]
    fn sources_and_facts() {
        let source =
            "[[source]]\nid='a'\ntitle='A, 2025'\nlink='https://a.example'\nread='2026-11-24'\n";
        let fact = "[[fact]]\nid='f'\nvalue=1\nunit='count'\nsource='a'\nstatement='one'\n";
        check(&format!("{source}{fact}"), None);
        check(&format!("{source}{source}{fact}"), Some("twice"));
        check(
            &format!("{source}{}", fact.replace("'a'", "'b'")),
            Some("f: a fact has a source"),
        );
        check(
            &format!("{}{fact}", source.replace("https", "http")),
            Some("no https address"),
        );
        check(
            &format!("{source}{}", fact.replace("count", "furlongs")),
            Some("furlongs"),
        );
    }
}
