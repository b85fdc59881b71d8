//! The page that writes the snippets, with a live preview.

use super::figures;
use super::parts::{FOLDER, Parts, source};
use super::{LOADER, Texts, directory_of, put};
use crate::pages::template::{Page, Template};
use crate::site::Site;
use anyhow::{Context, Result};
use promptwatt_energy::{models, regions};
use std::fmt::Write;

fn directory(texts: &Texts) -> String {
    format!("{}builder/", directory_of(texts))
}

/// Writes it in each language. It wears the page's own style sheet, which `html` links.
///
/// # Errors
/// When a placeholder of embed/builder.html does not fit, or the page links no style sheet.
pub fn write(parts: &Parts<'_>, html: &str, texts: &[Texts]) -> Result<()> {
    let style = html
        .split('"')
        .find_map(|value| {
            value
                .strip_prefix("./")
                .filter(|name| name.ends_with(".css"))
        })
        .context("the page links no style sheet of its own")?;
    let own_style = parts.style("builder.css")?;
    // What sites link stays compatible under this address.
    let address = format!("{}v1/", Site::load()?.public_address);
    let script = parts.script("builder.js", &[("address", &address)])?;
    let html = source("builder.html")?
        .replace("{{style}}", style)
        .replace("{{own_style}}", &format!("{FOLDER}{own_style}"))
        .replace("{{script}}", &format!("{FOLDER}{script}"))
        .replace("{{loader}}", LOADER)
        .replace("{{models}}", &model_options())
        .replace("{{regions}}", &region_options());
    for own in texts {
        let html = html.replace("{{page}}", &directory_of(own));
        let page = Page {
            own,
            all: texts,
            build: "",
            directory,
        };
        let rendered = Template::parse(&html)
            .and_then(|template| template.render(&page))
            .with_context(|| format!("embed/builder.html in {}", own.code()))?;
        put(
            parts.staging,
            &format!("{}index.html", directory(own)),
            &rendered,
        )?;
    }
    Ok(())
}

/// The models that answer prompts, but for the usual one, which is what a tag without a model takes.
fn model_options() -> String {
    let mut options = String::new();
    let answering = models().iter().filter(|model| !model.is_for_one_task());
    for model in answering.filter(|model| model.id() != figures::MODEL) {
        let name = model.name().replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(options, "<option value=\"{}\">{name}</option>", model.id());
    }
    options
}

/// The regions by their codes: the browser knows the names in every language.
fn region_options() -> String {
    let mut options = String::new();
    for region in regions().iter().skip(1) {
        let _ = writeln!(options, "<option value=\"{0}\">{0}</option>", region.code());
    }
    options
}
