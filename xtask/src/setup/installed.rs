//! Pinned tools, installed into the tools directory.

use super::pins::{Source, Tool, Version};
use super::stamp;
use crate::places;
use crate::process::{Show, answer, run};
use anyhow::{Context, Result, bail};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The directory with the tool's programs or files; installs it first if it is not there.
///
/// # Errors
/// When it cannot be installed.
pub fn ensure(tools: &Path, tool: &Tool) -> Result<PathBuf> {
    let version = version(tool)?;
    let home = tools.join(format!("{}-{version}", tool.name));
    let programs = programs(&home, tool);
    if !stamp::is_complete(&home) {
        if !answers(&programs, tool, &version) {
            install(&home, tool, &version)?;
            if !answers(&programs, tool, &version) {
                bail!(
                    "{} {version} was installed into {}, but does not answer with that version",
                    tool.name,
                    home.display()
                );
            }
        }
        stamp::complete(&home)?;
    }
    Ok(programs)
}

fn programs(home: &Path, tool: &Tool) -> PathBuf {
    match tool.source {
        Source::Crate(_) | Source::Npm => home.join("bin"),
        Source::NpmLibrary => home.join("node_modules").join(tool.name),
    }
}

/// The directory with the tool's programs, where it is installed already.
pub fn there(tools: &Path, tool: &Tool) -> Option<PathBuf> {
    let home = tools.join(format!("{}-{}", tool.name, version(tool).ok()?));
    stamp::is_complete(&home).then(|| programs(&home, tool))
}

/// Whether the programs are there and the first answers `--version` with the version's first number at least; of a library,
/// whether its files are there and say their version at the top.
fn answers(programs: &Path, tool: &Tool, version: &str) -> bool {
    if matches!(tool.source, Source::NpmLibrary) {
        return tool.programs.iter().all(|file| {
            fs::read_to_string(programs.join(file)).is_ok_and(|text| {
                let top: String = text.chars().take(200).collect();
                top.contains(version)
            })
        });
    }
    let all_there = tool
        .programs
        .iter()
        .all(|program| programs.join(format!("{program}{EXE_SUFFIX}")).is_file());
    // Binaryen's programs say only the first number: "wasm-opt version 132 (version_132)".
    let said = match tool.source {
        Source::Crate(_) | Source::NpmLibrary => version,
        Source::Npm => version.split('.').next().unwrap_or(version),
    };
    let asked = tool.programs.first().map(|program| programs.join(program));
    all_there
        && asked.is_some_and(|program| {
            answer(Command::new(program).arg("--version")).is_ok_and(|text| text.contains(said))
        })
}

fn install(home: &Path, tool: &Tool, version: &str) -> Result<()> {
    stamp::start_afresh(home)?;
    let what = format!(
        "installing {} {version} into {} ({})",
        tool.name,
        home.display(),
        tool.wait
    );
    match tool.source {
        Source::Crate(arguments) => {
            let wanted = format!("{}@{version}", tool.name);
            if has_binstall() {
                let mut binstall = cargo();
                binstall
                    .args(["binstall", "--no-confirm", "--root"])
                    .arg(home)
                    .arg(&wanted);
                if run(&what, Show::Output, &mut binstall).is_ok() {
                    return Ok(());
                }
                eprintln!("  cargo binstall could not; building it from source instead");
            }
            let build = places::tools()?
                .join("build")
                .join(format!("{}-{version}", tool.name));
            let mut install = cargo();
            // A target directory of its own lets an interrupted build go on where it stopped.
            install
                .args(["install", "--root"])
                .arg(home)
                .arg("--target-dir")
                .arg(&build)
                .args(arguments)
                .arg(&wanted);
            run(&what, Show::Output, &mut install)?;
            let _ = fs::remove_dir_all(build);
            Ok(())
        }
        Source::Npm | Source::NpmLibrary => {
            let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
            let mut install = Command::new(npm);
            install.current_dir(home).args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
            ]);
            install.arg(home).arg(format!("{}@{version}", tool.name));
            run(&what, Show::Heartbeat, &mut install)?;
            match tool.source {
                Source::NpmLibrary => Ok(()),
                _ => link_npm_programs(home, tool),
            }
        }
    }
}

/// Cargo outside the checkout, whose settings and compiler overrides are not for the tools.
fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    for name in [
        "CARGO_TARGET_DIR",
        "RUSTC",
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
    ] {
        cargo.env_remove(name);
    }
    cargo
}

fn has_binstall() -> bool {
    places::find_program("cargo-binstall", &[]).is_some()
}

#[cfg(unix)]
fn link_npm_programs(home: &Path, tool: &Tool) -> Result<()> {
    let bin = home.join("bin");
    fs::create_dir_all(&bin)?;
    for program in tool.programs {
        let target = Path::new("../node_modules/.bin").join(program);
        std::os::unix::fs::symlink(target, bin.join(program))
            .with_context(|| format!("cannot link {program}"))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn link_npm_programs(home: &Path, _tool: &Tool) -> Result<()> {
    fs::rename(home.join("node_modules/.bin"), home.join("bin"))
        .context("cannot place npm's programs")
}

fn version(tool: &Tool) -> Result<String> {
    match tool.version {
        Version::Pinned(version) => Ok(version.to_owned()),
        Version::OfPackage(package) => {
            let path = places::root().join("Cargo.lock");
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            locked_version(&text, package)
                .with_context(|| format!("{} does not list {package}", path.display()))
        }
    }
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    let name = format!("name = \"{package}\"");
    lines.find(|line| *line == name)?;
    Some(
        lines
            .next()?
            .strip_prefix("version = \"")?
            .strip_suffix('"')?
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn versions_come_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-backend\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
