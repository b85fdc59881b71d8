//! What stands behind the figures of a page: its text, its formula, its sources.

use super::origins::Group;
use super::page::Page;
use super::sources::Source;
use anyhow::{Result, bail};

/// Explanations of figures that no formula of ours makes.
const OTHERS: [&str; 8] = [
    "quoted",
    "published",
    "report",
    "led",
    "size",
    "talent",
    "members",
    "devices",
];

impl Page<'_> {
    /// What stands behind the figures that were shown since the last time; then, for each part of `rest` (parts end with `;`), what stands behind a
    /// table: the key of its text, and sources.
    pub(super) fn how(&self, rest: &str, html: &mut String) -> Result<()> {
        let shown = self.prose.shown.take();
        let groups = self
            .lessons
            .origins
            .gathered(shown.iter().map(String::as_str))?;
        html.push_str("<details class=\"how\"><summary>");
        self.prose.write("how.summary", html)?;
        html.push_str("</summary><dl>");
        for group in &groups {
            self.figures_of(group, html)?;
            self.explained(&group.how, &group.sources, html)?;
        }
        for part in rest.split(';').filter(|part| !part.trim().is_empty()) {
            let mut words = part.split_whitespace().map(str::to_owned);
            let key = words.next().unwrap_or_default();
            html.push_str("<dt>");
            self.prose.write("how.table", html)?;
            html.push_str("</dt>");
            self.explained(&key, &words.collect::<Vec<_>>(), html)?;
        }
        html.push_str("</dl>");
        // What others say has no formula of ours.
        if !rest.is_empty() || groups.iter().any(|group| !OTHERS.contains(&&*group.how)) {
            html.push_str("<p>");
            self.prose.write("how.method", html)?;
            html.push_str("</p>");
        }
        html.push_str("</details>");
        // What the explanations themselves show, they explain.
        self.prose.shown.take();
        Ok(())
    }

    /// The figures of a group, as the text above shows them: the controls change them here too.
    fn figures_of(&self, group: &Group, html: &mut String) -> Result<()> {
        html.push_str("<dt>");
        for (index, (name, unit)) in group.figures.iter().enumerate() {
            if index > 0 {
                html.push_str(" · ");
            }
            let figure = self.prose.element(name)?;
            if unit.is_empty() {
                html.push_str(&figure);
            } else {
                let pattern = self.prose.text(&format!("unit.{unit}"))?;
                html.push_str(&pattern.replace("{n}", &figure));
            }
        }
        html.push_str("</dt>");
        Ok(())
    }

    /// How it was made, and the sources.
    fn explained(&self, how: &str, sources: &[String], html: &mut String) -> Result<()> {
        html.push_str("<dd>");
        self.prose.write(&format!("how.{how}"), html)?;
        // Several rows may come from one source.
        let mut each: Vec<Source> = Vec::new();
        for name in sources {
            let source = self.lessons.facts.source(name)?;
            if !each.contains(&source) {
                each.push(source);
            }
        }
        if !each.is_empty() {
            html.push_str("<ul>");
            for source in each {
                html.push_str("<li>");
                source.write(html);
                html.push_str("</li>");
            }
            html.push_str("</ul>");
        }
        html.push_str("</dd>");
        Ok(())
    }

    /// Every figure has been explained.
    pub(super) fn leaves_nothing_out(&self) -> Result<()> {
        let shown = self.prose.shown.take();
        let left = self
            .lessons
            .origins
            .gathered(shown.iter().map(String::as_str))?;
        let names = left.iter().flat_map(|group| &group.figures);
        let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
        if !names.is_empty() {
            bail!("no {{{{how}}}} comes after {}", names.join(", "));
        }
        Ok(())
    }
}
