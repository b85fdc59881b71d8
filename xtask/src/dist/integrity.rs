//! integrity.json: what a site that pins a version may check its files against.

use crate::pages::{files_below, target};
use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha384};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The scripts, styles and modules below `directory`, by their addresses, with what stands in an `integrity` attribute.
///
/// # Errors
/// When a file cannot be read.
pub fn list(directory: &Path, version: &str) -> Result<String> {
    let mut list = BTreeMap::new();
    for file in files_below(directory)? {
        let name = target(directory, &file).unwrap_or_default();
        if [".js", ".css", ".wasm"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            let bytes =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            list.insert(format!("{version}{name}"), of(&bytes));
        }
    }
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}

fn of(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::{list, of};
    use crate::scratch::Scratch;

    #[test]
    fn the_value_is_that_of_browsers() {
        // openssl dgst -sha384 -binary of nothing | base64
        assert_eq!(
            of(b""),
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
    }

    #[test]
    fn only_what_a_page_can_check_is_listed() {
        let scratch = Scratch::new("integrity");
        scratch.write("v/embed.js", "");
        scratch.write("v/embed.js.br", "x");
        scratch.write("v/a/style.css", "");
        scratch.write("v/index.html", "");
        let list = list(&scratch.path().join("v"), "v9.9.9").unwrap();
        let names: Vec<&str> = list.split('"').skip(1).step_by(4).collect();
        assert_eq!(names, ["v9.9.9/a/style.css", "v9.9.9/embed.js"]);
    }
}
