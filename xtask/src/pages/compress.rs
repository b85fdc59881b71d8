//! Compressed copies beside the files, as any static host can send them.

use anyhow::{Context, Result};
use brotli::enc::{BrotliCompress, BrotliEncoderParams};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Text and WebAssembly shrink; pictures and packed vocabularies are compressed already.
const SHRINK: &[&str] = &[
    "html",
    "css",
    "js",
    "json",
    "wasm",
    "svg",
    "txt",
    "rules",
    "webmanifest",
];

/// Writes `<file>.br` and `<file>.gz` where that makes it smaller.
///
/// # Errors
/// When a file cannot be read or written.
pub fn beside(file: &Path) -> Result<()> {
    if !file
        .extension()
        .is_some_and(|extension| SHRINK.iter().any(|shrink| extension == *shrink))
    {
        return Ok(());
    }
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    for (suffix, packed) in [(".br", brotli(&content)?), (".gz", gzip(&content)?)] {
        if packed.len() < content.len() {
            let path = PathBuf::from(format!("{}{suffix}", file.display()));
            fs::write(&path, packed).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Brotli at its best (quality 11).
///
/// # Errors
/// Never for content in memory.
pub fn brotli(mut content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    BrotliCompress(&mut content, &mut packed, &parameters).context("brotli failed")?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::beside;
    use crate::scratch::Scratch;

    #[test]
    fn what_gets_copies() {
        let scratch = Scratch::new("compress");
        let long = "a text that repeats itself, ".repeat(50);
        for (name, content, expected) in [
            ("a.html", long.as_str(), true),
            ("b.rules", long.as_str(), true),
            ("c.vocab", long.as_str(), false),
            ("d.br", long.as_str(), false),
            ("e.png", long.as_str(), false),
            ("f.css", "x", false),
        ] {
            let file = scratch.write(name, content);
            beside(&file).unwrap();
            for suffix in ["br", "gz"] {
                assert_eq!(
                    scratch.path().join(format!("{name}.{suffix}")).is_file(),
                    expected,
                    "{name}.{suffix}"
                );
            }
        }
    }
}
