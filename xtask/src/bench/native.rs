//! The native peers, in a package of its own so that they are no part of this workspace.

use crate::places;
use crate::process::{self, Show};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the comparison beside this workspace and runs it.
///
/// # Errors
/// When it cannot be built or two engines count differently.
pub fn run(folder: &Path) -> Result<()> {
    let package = folder.join("native");
    fs::create_dir_all(package.join("src"))?;
    let tokens = places::root().join("crates/tokens");
    fs::write(
        package.join("Cargo.toml"),
        format!(
            "[package]\nname = \"native-bench\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             bpe-openai = \"=0.3.2\"\ntiktoken-rs = \"=0.12.1\"\n\
             tiktoken = {{ version = \"=4.1.2\", default-features = false, features = [\"vocab-o200k_base\"] }}\n\
             promptwatt-tokens = {{ path = {tokens:?} }}\n\n[profile.release]\nlto = \"thin\"\n\n[workspace]\n"
        ),
    )?;
    fs::write(
        package.join("src/main.rs"),
        include_str!("native_main.rs.txt"),
    )?;
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(&package)
        .args(["run", "--release", "--quiet"])
        .env("CARGO_TARGET_DIR", folder.join("native-target"))
        .env("VOCABULARIES", places::root().join("public/vocab"));
    process::run(
        "building the native peers and measuring (minutes the first time)",
        Show::Output,
        &mut cargo,
    )
}
