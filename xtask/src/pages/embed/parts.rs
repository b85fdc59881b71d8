//! The files that pages and loader fetch, each named by its content.

use super::shorten;
use crate::pages::offline::{fill, short_hash};
use crate::places;
use crate::split::apart;
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

/// Where the parts are, from the site's root.
pub const FOLDER: &str = "embed/";

/// The sources in embed/, as a site in the making takes them.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The site in the making.
    pub staging: &'a Path,
}

/// The counter that Trunk built, as it is fetched.
#[derive(Debug)]
pub struct Counter {
    /// The name of its script.
    pub glue: String,
    /// The name of its WebAssembly.
    pub wasm: String,
    /// What the browser checks the WebAssembly against.
    pub integrity: String,
}

/// Trunk's name of it.
const COUNTER: &str = "promptwatt-frame";

/// A source.
///
/// # Errors
/// When it cannot be read.
pub fn source(name: &str) -> Result<String> {
    let path = places::root().join("embed").join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

impl<'a> Parts<'a> {
    /// Those of the site in `staging`.
    pub fn of(staging: &'a Path) -> Self {
        Self { staging }
    }

    /// Writes a script with its placeholders filled; says its name.
    ///
    /// # Errors
    /// When it is missing, or has other placeholders.
    pub fn script(&self, name: &str, values: &[(&str, &str)]) -> Result<String> {
        self.joined(name, &[name], values)
    }

    /// Writes several scripts as one: what the first view needs is one request, and compresses better.
    ///
    /// # Errors
    /// When one is missing, or they have other placeholders.
    pub fn joined(&self, name: &str, sources: &[&str], values: &[(&str, &str)]) -> Result<String> {
        let mut script = String::new();
        for source_name in sources {
            script += &source(source_name)?;
        }
        let script = fill(&script, values).with_context(|| format!("in embed/{name}"))?;
        self.put(name, shorten::script(&script)?.as_bytes())
    }

    /// Writes a style sheet; says its name.
    ///
    /// # Errors
    /// When it is missing.
    pub fn style(&self, name: &str) -> Result<String> {
        self.put(name, shorten::style(&source(name)?)?.as_bytes())
    }

    /// Takes the counter from where Trunk has put it to its place here.
    ///
    /// # Errors
    /// When Trunk has built none.
    pub fn counter(&self) -> Result<Counter> {
        let take = |name: String| {
            let path = self.staging.join(&name);
            let content = fs::read(&path)
                .with_context(|| format!("Trunk has not built {}", path.display()))?;
            fs::remove_file(&path).with_context(|| format!("cannot move {}", path.display()))?;
            Ok::<_, anyhow::Error>(content)
        };
        // Its numbers are apart, as those of the page's later code are.
        let wasm = apart::apart(&take(format!("{COUNTER}_bg.wasm"))?)?;
        let glue = String::from_utf8(take(format!("{COUNTER}.js"))?).context("a script is text")?;
        let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(&wasm)));
        Ok(Counter {
            glue: self.put("counter.js", shorten::script(&glue)?.as_bytes())?,
            wasm: self.put("counter.wasm", &wasm)?,
            integrity,
        })
    }

    /// What a browser checks a script against that was written here.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn integrity(&self, named: &str) -> Result<String> {
        let path = self.staging.join(FOLDER).join(named);
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        // The shortest that browsers take: the loader has two of them.
        Ok(format!(
            "sha256-{}",
            STANDARD.encode(Sha256::digest(content))
        ))
    }

    fn put(&self, name: &str, content: &[u8]) -> Result<String> {
        let (stem, ending) = name.rsplit_once('.').context("a name with an ending")?;
        let hash = short_hash(&[content]);
        let named = format!("{stem}-{hash}.{ending}");
        let folder = self.staging.join(FOLDER);
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join(&named), content))
            .with_context(|| format!("cannot write {FOLDER}{named}"))?;
        Ok(named)
    }
}
