//! The lessons: `learn/*.html` are their templates, `texts/learn/<language>.toml` their texts, and every figure in them is worked out here, when the page is
//! built, by the crate that the controls ask in the browser. Quiz and teacher pack stand beside them.

mod assets;
mod blocks;
mod charts;
mod class;
mod figures;
mod format;
mod how;
mod origins;
mod page;
mod prose;
#[cfg(test)]
mod reading;
mod sources;
mod views;

pub use assets::Assets;

use super::template::Template;
use super::texts::{self, Texts};
use crate::places;
use anyhow::{Context, Result};
use class::Class;
use figures::Figures;
use format::Notation;
use origins::Origins;
use page::Page;
use prose::Prose;
use sources::Facts;
use std::cell::RefCell;
use std::fs;
use views::{VIEWS, View};

/// Everything that the pages are made of, read once.
#[derive(Debug)]
pub struct Lessons {
    /// Each with the frame around it.
    templates: Vec<(View, String)>,
    texts: Vec<Texts>,
    figures: Figures,
    facts: Facts,
    origins: Origins,
    class: Class,
}

impl Lessons {
    /// Reads templates, texts and facts, and works the figures out.
    ///
    /// # Errors
    /// Names what cannot be read or does not fit.
    pub fn load() -> Result<Self> {
        let read = |name: &str| {
            let path = places::root().join("learn").join(name);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        let frame = read("frame.html")?;
        let templates =
            VIEWS.map(|view| Ok((view, frame.replace("{{view}}", &read(view.template)?))));
        let facts = Facts::load()?;
        Ok(Self {
            templates: templates.into_iter().collect::<Result<_>>()?,
            texts: texts::load(&places::root().join("texts/learn"))
                .context("in the texts of the lessons")?,
            figures: Figures::compute(&facts)?,
            origins: Origins::load("learn/origins.tsv", &facts)?,
            facts,
            class: Class::load()?,
        })
    }

    /// Every page in every language, by its directory.
    ///
    /// # Errors
    /// Names the placeholder that nothing fills.
    pub fn render(&self, assets: &Assets, build: &str) -> Result<Vec<(String, String)>> {
        let mut pages = Vec::new();
        for own in &self.texts {
            for (view, html) in &self.templates {
                let directory = format!("{}{}", super::directory_of(own), view.directory);
                let up = |directory: &str| "../".repeat(directory.matches('/').count());
                let (root, home) = (up(&directory), up(view.directory));
                let shown = RefCell::default();
                let page = Page {
                    lessons: self,
                    prose: Prose {
                        texts: own,
                        figures: &self.figures,
                        notation: Notation::of(own.code())?,
                        home: &home,
                        shown: &shown,
                    },
                    root: &root,
                    view: *view,
                    assets,
                    build,
                };
                let rendered = Template::parse(html)
                    .and_then(|template| {
                        template.render_with(&root, |name, html| page.fill(name, html))
                    })
                    .and_then(|rendered| page.leaves_nothing_out().map(|()| rendered))
                    .with_context(|| format!("learn/{} in {}", view.template, own.code()))?;
                pages.push((directory, rendered));
            }
        }
        Ok(pages)
    }
}

#[cfg(test)]
mod tests {
    use super::{Assets, Lessons};

    fn assets() -> Assets {
        Assets {
            style: "<link rel=\"stylesheet\" href=\"./style-1.css\">".to_owned(),
            base: "learn-base-1.js".to_owned(),
            css: "learn-1.css".to_owned(),
            script: "learn-1.js".to_owned(),
            glue: "lesson-1.js".to_owned(),
            wasm: "lesson-1_bg.wasm".to_owned(),
            quiz: "learn-quiz-1.js".to_owned(),
            class: "learn-class-1.css".to_owned(),
        }
    }

    #[test]
    fn every_lesson_in_every_language() {
        let pages = Lessons::load()
            .unwrap()
            .render(&assets(), "b1")
            .map_err(|e| format!("{e:#}"))
            .unwrap();
        let find = |directory: &str| &pages.iter().find(|page| page.0 == directory).unwrap().1;
        for (directory, root) in [
            ("learn/", "../"),
            ("learn/lab/", "../../"),
            ("ar/learn/", "../../"),
            ("fr/learn/method/", "../../../"),
            ("es/learn/access/", "../../../"),
            ("ar/learn/quiz/", "../../../"),
            ("learn/teach/answers/", "../../../"),
        ] {
            let html = find(directory);
            for link in [
                format!("href=\"{root}style-1.css\""),
                "data-build=\"b1\"".to_owned(),
            ] {
                assert!(html.contains(&link), "{directory} lacks {link}");
            }
            // The policy of headers.toml allows neither.
            for forbidden in ["<style", " style=", "onclick", "{{", "}}"] {
                assert!(!html.contains(forbidden), "{directory} has {forbidden}");
            }
        }
        let lesson = find("ar/learn/lab/");
        assert!(lesson.contains("src=\"../../../learn-1.js\" data-glue=\"../../../lesson-1.js\" data-wasm=\"../../../lesson-1_bg.wasm\""));
        assert!(find("ar/learn/quiz/").contains("src=\"../../../learn-quiz-1.js\""));
        // The sheets have nothing but what every page has, before anything is painted.
        assert_eq!(find("learn/teach/worksheet/").matches("<script").count(), 1);
        assert!(find("ar/learn/teach/worksheet/").contains(
            "<script src=\"../../../../learn-base-1.js\"></script>\n<link rel=\"stylesheet\""
        ));
        // Only readers of Arabic have two kinds of digits.
        assert!(find("ar/learn/quiz/").contains("id=\"digits\" hidden>"));
        assert!(!find("fr/learn/quiz/").contains("id=\"digits\""));
        // Without script nothing is hidden but the controls.
        assert!(find("learn/").contains("<div id=\"revealed\">"));
        assert!(find("learn/").contains("href=\"../ar/learn/\""));
        assert!(find("ar/learn/lab/").contains("href=\"../../../learn/lab/\""));
        assert!(find("ar/learn/lab/").contains("dir=\"rtl\""));
    }
}
