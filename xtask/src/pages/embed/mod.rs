//! What other sites embed: the loader, the pages for their frames, and the page that writes the snippets. embed/ has the sources.

mod builder;
mod figures;
mod frames;
mod parts;
pub mod shorten;

use super::offline::fill;
use super::texts::{self, Texts};
use super::{directory_of, put};
use crate::places;
use anyhow::Result;
use parts::{FOLDER, Parts, source};
use std::path::Path;

/// The file that a site links. Its name stays the same; everything that it fetches is named by content.
pub const LOADER: &str = "embed.js";

/// Writes everything into the site in `staging`, whose own page is `html` in the languages of `texts`.
///
/// # Errors
/// When a source is missing or a placeholder does not fit.
pub fn write(staging: &Path, html: &str, texts: &[Texts]) -> Result<()> {
    let own_texts = texts::load(&places::root().join("texts/embed"))?;
    let parts = Parts::of(staging);
    let others = figures::lines(|model| model.id() != figures::MODEL)?;
    let models = parts.script("models.js", &[("models", &others.to_string())])?;
    let counter = parts.counter()?;
    let exact = parts.script(
        "exact.js",
        &[
            ("glue", &counter.glue),
            ("wasm", &counter.wasm),
            ("integrity", &counter.integrity),
        ],
    )?;
    let share = parts.script("share.js", &[])?;
    let usual = figures::lines(|model| model.id() == figures::MODEL)?;
    let frame = parts.joined(
        "frame.js",
        &[
            "estimate.js",
            "settings.js",
            "widget.js",
            "frame.js",
            "start.js",
        ],
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
    let full = parts.joined("full.js", &["settings.js", "frame.js", "full.js"], &[])?;
    let attach = parts.script("attach.js", &[])?;
    let inline = parts.script("inline.js", &[("frame", &frame)])?;
    let languages: Vec<&str> = own_texts.iter().map(Texts::code).collect();
    let loader = fill(
        &source(LOADER)?,
        &[
            ("attach", &format!("{FOLDER}{attach}")),
            ("inline", &format!("{FOLDER}{inline}")),
            ("languages", &serde_json::to_string(&languages)?),
        ],
    )?;
    put(staging, LOADER, &shorten::script(&loader)?)?;
    let css = parts.style("frame.css")?;
    frames::write_own(staging, &own_texts, &css, &frame)?;
    frames::write_whole(staging, html, texts, &full)?;
    builder::write(&parts, html, &own_texts)
}
