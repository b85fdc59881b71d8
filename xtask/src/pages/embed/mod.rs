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
    let exact = parts.joined(
        "exact.js",
        &["../public/whole.js", "exact.js"],
        &[
            ("glue", &counter.glue),
            ("wasm", &counter.wasm),
            ("integrity", &counter.integrity),
        ],
    )?;
    let share = parts.script("share.js", &[])?;
    let usual = figures::lines(|model| model.id() == figures::MODEL)?;
    // A frame and a tag in the page itself have the same widget.
    let widget = [
        "parts.js",
        "estimate.js",
        "lines.js",
        "settings.js",
        "widget.js",
    ];
    let (weights, figures) = (
        figures::weights().to_string(),
        usual[figures::MODEL].to_string(),
    );
    let priced = serde_json::to_string(&figures::PRICED)?;
    let values = [
        ("exact", exact.as_str()),
        ("models", &models),
        ("share", &share),
        ("weights", &weights),
        ("model", figures::MODEL),
        ("priced", &priced),
        ("figures", &figures),
    ];
    let of_frame = [&widget[..], &["frame.js", "start.js"]].concat();
    let frame = parts.joined("frame.js", &of_frame, &values)?;
    let full = parts.joined(
        "full.js",
        &[
            "estimate.js",
            "lines.js",
            "settings.js",
            "frame.js",
            "full.js",
        ],
        &[
            ("models", &models),
            ("weights", &weights),
            ("model", figures::MODEL),
            ("priced", &priced),
            ("figures", &figures),
        ],
    )?;
    let attach = parts.script("attach.js", &[])?;
    // In the page of a site everything that runs is what the loader was made with.
    let of = |name: &str| parts.integrity(name);
    let integrities = [of(&counter.glue)?, of(&exact)?, of(&models)?, of(&share)?];
    let [glue_hash, exact_hash, models_hash, share_hash] = &integrities;
    let own = [
        ("glue", counter.glue.as_str()),
        ("glue_integrity", glue_hash),
        ("exact_integrity", exact_hash),
        ("models_integrity", models_hash),
        ("share_integrity", share_hash),
    ];
    let of_inline = [&widget[..], &["inline.js"]].concat();
    let inline = parts.joined("inline.js", &of_inline, &[&values[..], &own].concat())?;
    let languages: Vec<&str> = own_texts.iter().map(Texts::code).collect();
    let loader = fill(
        &source(LOADER)?,
        &[
            ("attach", &format!("{FOLDER}{attach}")),
            ("attach_integrity", &of(&attach)?),
            ("inline", &format!("{FOLDER}{inline}")),
            ("inline_integrity", &of(&inline)?),
            ("languages", &serde_json::to_string(&languages)?),
        ],
    )?;
    put(staging, LOADER, &shorten::script(&loader)?)?;
    let css = parts.style("frame.css")?;
    frames::write_own(staging, &own_texts, &css, &frame)?;
    let idle = parts.style("full.css")?;
    frames::write_whole(staging, html, texts, &idle, &full)?;
    builder::write(&parts, html, &own_texts)
}
