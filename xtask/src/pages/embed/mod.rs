//! What other sites embed: the loader, and the pages for their frames. embed/ has the sources.

mod figures;
mod shorten;

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
    let parts = Parts { staging };
    let others = figures::lines(|model| model.id() != figures::MODEL)?;
    let models = parts.script("models.js", &[("models", &others.to_string())])?;
    let exact = parts.script("exact.js", &[])?;
    let share = parts.script("share.js", &[])?;
    let usual = figures::lines(|model| model.id() == figures::MODEL)?;
    let frame = parts.joined(
        "frame.js",
        &["estimate.js", "settings.js", "widget.js", "frame.js"],
        &[
            ("weights", figures::weights().to_string().as_str()),
            ("exact", &exact),
            ("models", &models),
            ("share", &share),
            ("model", figures::MODEL),
            ("priced", &serde_json::to_string(&figures::PRICED)?),
            ("figures", &usual[figures::MODEL].to_string()),
        ],
    )?;
    let css = parts.put("frame.css", &shorten::style(&source("frame.css")?)?)?;
    let attach = parts.script("attach.js", &[])?;
    let inline = parts.script("inline.js", &[("frame", &frame)])?;
    let languages: Vec<&str> = texts.iter().map(Texts::code).collect();
    let loader = fill(
        &source(LOADER)?,
        &[
            ("attach", &format!("{FOLDER}{attach}")),
            ("inline", &format!("{FOLDER}{inline}")),
            ("languages", &serde_json::to_string(&languages)?),
        ],
    )?;
    put(staging, LOADER, &shorten::script(&loader)?)?;
    let html = source("frame.html")?;
    for view in View::ALL {
        let html = html.replace("{{view}}", view.id());
        let html = [("css", &css), ("frame", &frame)]
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
        self.joined(name, &[name], values)
    }

    /// Writes several scripts as one: what the first view needs is one request, and compresses better.
    fn joined(&self, name: &str, sources: &[&str], values: &[(&str, &str)]) -> Result<String> {
        let mut script = String::new();
        for source_name in sources {
            script += &source(source_name)?;
        }
        let script = fill(&script, values).with_context(|| format!("in embed/{name}"))?;
        self.put(name, &shorten::script(&script)?)
    }

    fn put(&self, name: &str, content: &str) -> Result<String> {
        let (stem, ending) = name.rsplit_once('.').context("a name with an ending")?;
        let hash = short_hash(&[content.as_bytes()]);
        let named = format!("{stem}-{hash}.{ending}");
        put(self.staging, &format!("{FOLDER}{named}"), content)?;
        Ok(named)
    }
}
