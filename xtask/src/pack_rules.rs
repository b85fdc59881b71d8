//! `cargo xtask pack-rules`.

use anyhow::{Context, Result};
use promptwatt_coach::{Language, RuleSet, compile::compile};
use std::fs;
use std::path::Path;

/// What `cargo xtask pack-rules` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {}

/// Compiles crates/coach/rules/*.toml into public/rules/.
pub fn run(_options: &Options) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the workspace is around xtask")?;
    let out = root.join("public/rules");
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    for language in Language::ALL {
        let name = format!("crates/coach/rules/{}.toml", language.code());
        let source =
            fs::read_to_string(root.join(&name)).with_context(|| format!("cannot read {name}"))?;
        let compiled = compile(&name, &source)?;
        let rules = RuleSet::from_packed(&compiled.packed)?;
        let path = out.join(language.code()).with_extension("rules");
        fs::write(&path, &compiled.packed)
            .with_context(|| format!("cannot write {}", path.display()))?;
        println!(
            "{}: {} phrases, {} bytes",
            path.display(),
            rules.len(),
            compiled.packed.len()
        );
    }
    Ok(())
}
