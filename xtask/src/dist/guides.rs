//! docs/sites with the public address filled in, and the oEmbed answers: what other sites need to embed us, and hosts to serve us.

use super::put;
use crate::pages::{files_below, texts};
use crate::places;
use crate::site::Site;
use anyhow::{Context, Result};
use serde_json::json;
use std::fs;
use std::path::Path;

/// Views, and the room that a frame needs for each, CSS pixels.
const VIEWS: [(&str, u32, u32); 3] = [
    ("badge", 430, 44),
    ("compact", 600, 340),
    ("full", 900, 900),
];

/// Writes them into `out`.
///
/// # Errors
/// When one cannot be read or written.
pub fn write(site: &Site, exact: &str, out: &Path) -> Result<()> {
    let address = &site.public_address;
    let sources = places::root().join("docs/sites");
    for file in files_below(&sources)? {
        if file.extension().is_some_and(|ending| ending == "webp") {
            super::copy(&file, &out.join(file.strip_prefix(&sources)?))?;
            continue;
        }
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let filled = text
            .replace("{{address}}", address)
            .replace("{{version}}", exact.trim_start_matches('v'));
        put(&out.join(file.strip_prefix(&sources)?), &filled)?;
    }
    for own in texts::load(&places::root().join("texts"))? {
        for (view, width, height) in VIEWS {
            let code = own.code();
            let oembed = json!({
                "version": "1.0",
                "type": "rich",
                "provider_name": "Promptwatt",
                "provider_url": address,
                "title": own.get("page.title").unwrap_or("Promptwatt"),
                "width": width,
                "height": height,
                "html": frame(address, code, view, height),
            });
            let text = serde_json::to_string(&oembed)? + "\n";
            put(&out.join(format!("site/oembed/{code}/{view}.json")), &text)?;
        }
    }
    Ok(())
}

/// A frame that needs no script in the page around it.
fn frame(address: &str, language: &str, view: &str, height: u32) -> String {
    format!(
        "<iframe src=\"{address}v1/embed/{language}/{view}/\" title=\"Promptwatt\" loading=\"lazy\" width=\"100%\" height=\"{height}\" \
         style=\"border:0\" allow=\"clipboard-write\" sandbox=\"allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads\"></iframe>"
    )
}
