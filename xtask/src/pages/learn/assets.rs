//! What the pages of the lessons fetch.

use crate::pages::embed::shorten;
use crate::pages::{offline, put};
use crate::places;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// What the pages of the lessons fetch, by the names that the build gave it.
#[derive(Debug)]
pub struct Assets {
    /// Trunk's link to the style sheet of the main page.
    pub(super) style: String,
    pub(super) base: String,
    pub(super) css: String,
    pub(super) script: String,
    pub(super) glue: String,
    pub(super) wasm: String,
    pub(super) quiz: String,
    pub(super) class: String,
}

/// What belongs to the lessons only. The first five are in `learn/`, the others come from Trunk.
const FILES: [&str; 7] = [
    "learn-base.js",
    "learn.css",
    "learn.js",
    "learn-quiz.js",
    "learn-class.css",
    "lesson.js",
    "lesson_bg.wasm",
];

impl Assets {
    /// Puts the files of the lessons into `staging`, each named by its content where `named` says so. `index` is Trunk's page, which links the style sheet.
    ///
    /// # Errors
    /// When one is not there.
    pub fn place(staging: &Path, index: &str, named: bool) -> Result<Self> {
        for name in &FILES[..5] {
            let source = places::root().join("learn").join(name);
            let text = fs::read_to_string(&source)
                .with_context(|| format!("cannot read {}", source.display()))?;
            let text = if name.ends_with(".js") {
                shorten::script(&offline::without_comments(&text))?
            } else {
                shorten::style(&text)?
            };
            put(staging, name, &text)?;
        }
        let place = |name: &str| {
            if named {
                offline::renamed_by_content(staging, name)
            } else {
                Ok(name.to_owned())
            }
        };
        let [base, css, script, quiz, class, glue, wasm] = FILES.map(place);
        let links = index
            .split_once("<link rel=\"stylesheet\"")
            .and_then(|(_, rest)| rest.split_once('>'));
        let (style, _) = links.context("Trunk's page links no style sheet")?;
        Ok(Self {
            style: format!("<link rel=\"stylesheet\"{style}>"),
            base: base?,
            css: css?,
            script: script?,
            glue: glue?,
            wasm: wasm?,
            quiz: quiz?,
            class: class?,
        })
    }

    /// The names of the files that nothing but the lessons fetches.
    pub fn names(&self) -> [String; 7] {
        [
            &self.base,
            &self.css,
            &self.script,
            &self.glue,
            &self.wasm,
            &self.quiz,
            &self.class,
        ]
        .map(Clone::clone)
    }
}
