//! Node: wasm-opt and the wasm tests run in it.

use super::stamp;
use crate::process::answer;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest that will do.
const OLDEST: u32 = 20;

/// Whether a Node that is new enough is there.
///
/// # Errors
/// Says what is missing.
pub fn check() -> Result<()> {
    let Ok(said) = answer(Command::new("node").arg("--version")) else {
        bail!("Node {OLDEST} or newer is not there");
    };
    match major(&said) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => bail!("Node is {said}, and {OLDEST} or newer is needed"),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// A `wasm-opt` that copies its input: Trunk asks for one in every release build.
///
/// # Errors
/// When it cannot be written.
pub fn stand_in_for_wasm_opt(tools: &Path) -> Result<PathBuf> {
    let directory = tools.join("without-wasm-opt").join("bin");
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    let program = directory.join("wasm-opt");
    if !program.is_file() {
        stamp::write_whole(&program, STAND_IN)?;
        make_executable(&program)?;
    }
    Ok(directory)
}

const STAND_IN: &str = r#"#!/bin/sh
# Stands in for wasm-opt where Node is missing: copies the input to --output.
for argument in "$@"; do
    case "$argument" in
        --version) echo "wasm-opt version 0 (stand-in)"; exit 0 ;;
        --output=*) output=${argument#--output=} ;;
        -*) ;;
        *) input=$argument ;;
    esac
done
exec cp "$input" "$output"
"#;

/// Lets the user run a file.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
pub fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("cannot make {} executable", path.display()))
}

/// Lets the user run a file: nothing to do here.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn make_executable(_path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{major, stand_in_for_wasm_opt};
    use crate::scratch::Scratch;
    use std::process::Command;

    #[test]
    fn versions() {
        for (said, expected) in [
            ("v20.20.2", Some(20)),
            ("v8.0.0", Some(8)),
            ("20.1", None),
            ("", None),
        ] {
            assert_eq!(major(said), expected, "{said}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_stand_in_copies() {
        let scratch = Scratch::new("stand-in");
        let directory = stand_in_for_wasm_opt(scratch.path()).unwrap();
        let input = scratch.write("in put.wasm", b"\0asm");
        let output = scratch.path().join("out.wasm");
        let status = Command::new(directory.join("wasm-opt"))
            .arg(format!("--output={}", output.display()))
            .arg("-Oz")
            .arg(&input)
            .arg("--enable-bulk-memory")
            .status();
        assert!(status.unwrap().success());
        assert_eq!(std::fs::read(output).unwrap(), b"\0asm");
    }
}
