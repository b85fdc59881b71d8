//! Whether the page in dist/ is that of the sources: then there is nothing to build, and `serve` starts at once.

use crate::pages::files_below;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Everything the page is made from: files, and directories with all that is in them.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates",
    "embed",
    "headers.toml",
    "index.html",
    "learn",
    "public",
    "rust-toolchain.toml",
    "site.toml",
    "src",
    "style.css",
    "texts",
    "xtask/src",
];

/// The note about the last build.
#[derive(Debug)]
pub struct Note {
    path: PathBuf,
    inputs: String,
}

impl Note {
    /// Takes down the sources below `root` as they are now, and the `tools` that build them. The note itself is kept at `path`.
    ///
    /// # Errors
    /// When a source cannot be read.
    pub fn take(root: &Path, path: PathBuf, tools: &str) -> Result<Self> {
        let mut hash = Sha256::new();
        hash.update(tools);
        for input in INPUTS {
            let input = root.join(input);
            let files = if input.is_dir() {
                files_below(&input)?
            } else {
                vec![input]
            };
            for file in files.iter().filter(|file| file.exists()) {
                add(&mut hash, root, file)?;
            }
        }
        Ok(Self {
            path,
            inputs: hex(hash),
        })
    }

    /// Whether the page in `dist` was built from these sources, and is still the one that was built.
    pub fn matches(&self, dist: &Path) -> bool {
        self.with_output(dist)
            .is_ok_and(|wanted| fs::read_to_string(&self.path).is_ok_and(|noted| noted == wanted))
    }

    /// Notes that it was.
    ///
    /// # Errors
    /// When the note cannot be written.
    pub fn keep(&self, dist: &Path) -> Result<()> {
        crate::setup::stamp::write_whole(&self.path, &self.with_output(dist)?)
    }

    fn with_output(&self, dist: &Path) -> Result<String> {
        let mut hash = Sha256::new();
        for file in files_below(dist)? {
            add(&mut hash, dist, &file)?;
        }
        Ok(format!("{}\n{}\n", self.inputs, hex(hash)))
    }
}

/// Adds a file's name and content. The lengths keep apart what would run together.
fn add(hash: &mut Sha256, root: &Path, file: &Path) -> Result<()> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
    hash.update(name.len().to_le_bytes());
    hash.update(name.as_bytes());
    hash.update(content.len().to_le_bytes());
    hash.update(&content);
    Ok(())
}

fn hex(hash: Sha256) -> String {
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Note;
    use crate::scratch::Scratch;
    use std::fs;

    #[test]
    fn a_change_on_either_side_is_noticed() {
        let scratch = Scratch::new("unchanged");
        let root = scratch.path();
        let take = |tools: &str| Note::take(root, root.join("note"), tools).unwrap();
        let dist = root.join("dist");
        scratch.write("src/main.rs", "one");
        assert!(!take("a").matches(&dist), "nothing was built yet");
        scratch.write("dist/index.html", "page");
        assert!(!take("a").matches(&dist), "built by another hand");
        take("a").keep(&dist).unwrap();
        assert!(take("a").matches(&dist));
        assert!(!take("b").matches(&dist), "other tools");
        scratch.write("src/main.rs", "two");
        assert!(!take("a").matches(&dist), "a source changed");
        scratch.write("src/main.rs", "one");
        assert!(take("a").matches(&dist), "and changed back");
        scratch.write("learn/steps.html", "a lesson");
        assert!(!take("a").matches(&dist), "lessons are built too");
        fs::remove_file(root.join("learn/steps.html")).unwrap();
        assert!(take("a").matches(&dist));
        let new = scratch.write("texts/fr.toml", "");
        assert!(!take("a").matches(&dist), "a source was added");
        fs::remove_file(new).unwrap();
        scratch.write("dist/index.html", "debug page");
        assert!(!take("a").matches(&dist), "the page was replaced");
    }
}
