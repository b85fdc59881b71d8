//! What other sites embed: the loader, and the pages for their frames. embed/ has the sources.

mod figures;

use super::offline::{fill, short_hash};
use super::put;
use super::template::{Page, Template};
use super::texts::{self, Texts};
use crate::places;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The file that a site links. Its name stays the same; everything that it fetches is named by content.
pub const LOADER: &str = "embed.js";

/// How a frame shows a prompt's cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// A line; more when it is pressed.
    Badge,
    /// A field and everything about it.
    Compact,
}

impl View {
    const ALL: [Self; 2] = [Self::Badge, Self::Compact];

    fn id(self) -> &'static str {
        match self {
            Self::Badge => "badge",
            Self::Compact => "compact",
        }
    }

    /// Its page in a language.
    fn directory(self) -> fn(&Texts) -> String {
        match self {
            Self::Badge => |texts| format!("embed/{}/badge/", texts.code()),
            Self::Compact => |texts| format!("embed/{}/compact/", texts.code()),
        }
    }
}

/// Writes everything into the page in `staging`.
///
/// # Errors
/// When a source is missing or a placeholder does not fit.
pub fn write(staging: &Path) -> Result<()> {
    let texts = texts::load(&places::root().join("texts/embed"))?;
    let figures = figures::lines(|model| model.is_tier() || model.id() == figures::MODEL)?;
    let others = figures::lines(|model| !model.is_tier() && model.id() != figures::MODEL)?;
    let parts = Parts { staging };
    let estimate = parts.script(
        "estimate.js",
        &[("weights", &figures::weights().to_string())],
    )?;
    let host = parts.script("host.js", &[])?;
    let exact = parts.script("exact.js", &[])?;
    let models = parts.script("models.js", &[("models", &others.to_string())])?;
    let frame = parts.script(
        "frame.js",
        &[
            ("estimate", &estimate),
            ("host", &host),
            ("exact", &exact),
            ("models", &models),
            ("model", figures::MODEL),
            ("figures", &figures.to_string()),
        ],
    )?;
    let css = parts.put("frame.css", &source("frame.css")?)?;
    let attach = parts.script("attach.js", &[])?;
    let inline = parts.script("inline.js", &[])?;
    let languages: Vec<&str> = texts.iter().map(Texts::code).collect();
    let loader = fill(
        &source(LOADER)?,
        &[
            ("attach", &format!("{FOLDER}{attach}")),
            ("inline", &format!("{FOLDER}{inline}")),
            ("languages", &serde_json::to_string(&languages)?),
        ],
    )?;
    put(staging, LOADER, &loader)?;
    let html = source("frame.html")?;
    for view in View::ALL {
        let html = html.replace("{{view}}", view.id());
        let html = [("css", &css), ("estimate", &estimate), ("frame", &frame)]
            .iter()
            .fold(html, |html, (name, file)| {
                html.replace(&format!("{{{{{name}}}}}"), &format!("{FOLDER}{file}"))
            });
        for own in &texts {
            let page = if own.is_reference() {
                String::new()
            } else {
                format!("{}/", own.code())
            };
            let html = html.replace("{{page}}", &page);
            let directory = view.directory();
            let page = Page {
                own,
                all: &texts,
                build: "",
                directory,
            };
            let rendered = Template::parse(&html)
                .and_then(|template| template.render(&page))
                .with_context(|| format!("embed/frame.html in {}", own.code()))?;
            put(staging, &format!("{}index.html", directory(own)), &rendered)?;
        }
    }
    Ok(())
}

/// Where the parts are.
const FOLDER: &str = "embed/";

fn source(name: &str) -> Result<String> {
    let path = places::root().join("embed").join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// The files that pages and loader fetch, each named by its content.
struct Parts<'a> {
    staging: &'a Path,
}

impl Parts<'_> {
    /// Writes a script with its placeholders filled; says its name.
    fn script(&self, name: &str, values: &[(&str, &str)]) -> Result<String> {
        let script = fill(&source(name)?, values).with_context(|| format!("in embed/{name}"))?;
        self.put(name, &script)
    }

    fn put(&self, name: &str, content: &str) -> Result<String> {
        let (stem, ending) = name.rsplit_once('.').context("a name with an ending")?;
        let hash = short_hash(&[content.as_bytes()]);
        let named = format!("{stem}-{hash}.{ending}");
        put(self.staging, &format!("{FOLDER}{named}"), content)?;
        Ok(named)
    }
}
