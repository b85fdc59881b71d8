//! Where things are: the checkout, its build outputs, and the tools kept outside it.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The root of the checkout: that which cargo runs this for. Two checkouts may share a target directory, and then the program
/// may have been compiled in the other one.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let running = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let running = running.and_then(|package| package.parent().map(Path::to_owned));
        running
            .filter(|root| root.join("xtask/Cargo.toml").is_file())
            .unwrap_or_else(|| {
                let package = Path::new(env!("CARGO_MANIFEST_DIR"));
                package
                    .parent()
                    .expect("the xtask package lies in the workspace")
                    .to_owned()
            })
    });
    &ROOT
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
