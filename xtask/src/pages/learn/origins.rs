//! What stands behind each figure of a text: `learn/origins.tsv` for the lessons, `learn/class-origins.tsv` for quiz and teacher pack.
//!
//! A figure that a text shows and no row explains stops the build, so that "How do we know?" leaves none out.

use super::sources::{Facts, table};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// How a quoted figure is explained: its source says it.
pub const QUOTED: &str = "quoted";
/// How a figure is marked that the reader chooses, or that is a name.
const NONE: &str = "-";

/// What stands behind one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The text that says how it is made, without its table.
    pub how: String,
    /// The text of its unit, without its table; empty where the figure carries its own or has none.
    pub unit: String,
    /// Its sources, as [`Facts::source`] knows them.
    pub sources: Vec<String>,
}

/// The origins of a table, by the names of the figures.
#[derive(Debug)]
pub struct Origins {
    path: &'static str,
    rows: BTreeMap<String, Option<Origin>>,
}

/// Figures that are made in the same way, or quoted from the same source, in the order in which a text shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The text that says how.
    pub how: String,
    /// The figures, with the texts of their units.
    pub figures: Vec<(String, String)>,
    /// The sources of all of them, each once.
    pub sources: Vec<String>,
}

impl Origins {
    /// Reads a table with the columns `figure`, `unit`, `how` and `sources`. Every row of `learn/facts.tsv` explains itself.
    ///
    /// # Errors
    /// When it cannot be read, a figure is there twice, or a source does not exist.
    pub fn load(path: &'static str, facts: &Facts) -> Result<Self> {
        let mut rows = BTreeMap::new();
        for row in table(path)? {
            let figure = row["figure"].clone();
            let sources: Vec<String> = row["sources"]
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            for source in &sources {
                facts
                    .source(source)
                    .with_context(|| format!("{path}: {figure}"))?;
            }
            let origin = (row["how"] != NONE).then(|| Origin {
                how: row["how"].clone(),
                unit: row["unit"].clone(),
                sources,
            });
            if rows.insert(figure.clone(), origin).is_some() {
                bail!("{path}: {figure} is there twice");
            }
        }
        for (figure, _) in facts.values()? {
            let sources = vec![format!("fact:{figure}")];
            let quoted = Origin {
                how: QUOTED.to_owned(),
                unit: String::new(),
                sources,
            };
            rows.entry(figure).or_insert(Some(quoted));
        }
        Ok(Self { path, rows })
    }

    /// The figures of a text, gathered by how they are made. A range belongs to its middle.
    ///
    /// # Errors
    /// Names the figure that no row explains.
    pub fn gathered<'f>(&self, figures: impl IntoIterator<Item = &'f str>) -> Result<Vec<Group>> {
        let mut groups: Vec<Group> = Vec::new();
        for figure in figures {
            let name = ["_range", ".band", ".bare"]
                .iter()
                .find_map(|form| figure.strip_suffix(form))
                .unwrap_or(figure);
            let row = self.rows.get(figure).or_else(|| self.rows.get(name));
            let row = row.with_context(|| format!("{} does not explain {figure}", self.path))?;
            let Some(origin) = row else { continue };
            let fits = |group: &Group| {
                group.how == origin.how && (group.how != QUOTED || group.sources == origin.sources)
            };
            let at = groups.iter().position(fits);
            let at = at.unwrap_or_else(|| {
                groups.push(Group {
                    how: origin.how.clone(),
                    figures: Vec::new(),
                    sources: Vec::new(),
                });
                groups.len() - 1
            });
            let group = &mut groups[at];
            if !group.figures.iter().any(|(there, _)| there == figure) {
                group.figures.push((figure.to_owned(), origin.unit.clone()));
            }
            for source in &origin.sources {
                if !group.sources.contains(source) {
                    group.sources.push(source.clone());
                }
            }
        }
        Ok(groups)
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Group, Origins};

    fn lessons() -> Origins {
        Origins::load("learn/origins.tsv", &Facts::load().unwrap()).unwrap()
    }

    #[test]
    fn figures_are_gathered_by_how_they_are_made() {
        let groups = lessons()
            .gathered([
                "request_wh",
                "report_talent_percent",
                "request_wh_range",
                "request_wh",
                "made_input",
            ])
            .unwrap();
        let [request, talent] = groups.as_slice() else {
            panic!("{groups:?}");
        };
        let wh = |name: &str| (name.to_owned(), "wh".to_owned());
        assert_eq!(
            request.figures,
            [wh("request_wh"), wh("request_wh_range")],
            "each once, and what the reader chooses not at all"
        );
        assert!(request.sources.contains(&"model:gpt-4o".to_owned()));
        let Group { sources, .. } = talent;
        assert_eq!(sources, &["fact:report_talent_percent".to_owned()]);
    }

    #[test]
    fn a_figure_that_nothing_explains_is_named() {
        let error = lessons().gathered(["nobody_knows"]).unwrap_err();
        assert!(error.to_string().contains("nobody_knows"), "{error}");
    }
}
