//! Where things are: the checkout, its build outputs, and the tools kept outside it.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the xtask package lies in the workspace")
}

/// The built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target directory.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => root().join(directory),
        None => root().join("target"),
    }
}

/// The target directory of wasm builds: apart, because they may need another compiler, and changing compilers rebuilds everything.
pub fn wasm_target() -> PathBuf {
    target().join("wasm")
}

/// The directory of pinned tools, shared by all checkouts: `PROMPTWATT_TOOLS`, or `promptwatt` in the user's cache directory.
///
/// # Errors
/// When neither it nor a home directory is known.
pub fn tools() -> Result<PathBuf> {
    if let Some(directory) = env::var_os("PROMPTWATT_TOOLS") {
        return Ok(PathBuf::from(directory));
    }
    let cache = match env::var_os("XDG_CACHE_HOME").map(PathBuf::from) {
        Some(cache) if cache.is_absolute() => cache,
        _ => env::home_dir()
            .context("no home directory: set PROMPTWATT_TOOLS to a directory for the tools")?
            .join(".cache"),
    };
    Ok(cache.join("promptwatt"))
}

/// The first of `directories`, then of `PATH`, that has `program`.
pub fn find_program(program: &str, directories: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    directories
        .iter()
        .map(PathBuf::from)
        .chain(env::split_paths(&path))
        .map(|directory| directory.join(&name))
        .find(|file| file.is_file())
}
