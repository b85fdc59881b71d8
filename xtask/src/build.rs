//! `cargo xtask build`: the release page in dist/.

use crate::lock::Lock;
use crate::places;
use crate::process::{Show, run as run_process};
use crate::setup::{self, Purpose, Toolchain};
use crate::split;
use crate::unchanged::Note;
use anyhow::{Context, Result};
use std::env;
use std::process::Command;

/// What `cargo xtask build` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {}

/// Runs the verb.
///
/// # Errors
/// When a tool is missing and cannot be made, or the build fails.
pub fn run(_options: &Options) -> Result<()> {
    build(Purpose::Serve)
}

/// Sets up what is missing and builds the release page into dist/.
///
/// # Errors
/// When a tool is missing and cannot be made, or the build fails.
pub fn build(purpose: Purpose) -> Result<()> {
    build_with(&setup::toolchain(purpose)?)
}

/// Builds the release page into dist/.
///
/// # Errors
/// When the build fails.
pub fn build_with(toolchain: &Toolchain) -> Result<()> {
    // Beside dist/, not in a target directory of its own: two builds with different ones would still write the same page.
    let _lock = Lock::wait(
        &places::root().join("target/xtask.lock"),
        "building the page",
    )?;
    let note = Note::take(
        places::root(),
        places::root().join("target/page.note"),
        &toolchain.identity(),
    )?;
    if note.matches(&places::dist()) {
        eprintln!("The page in dist/ is up to date.");
        return Ok(());
    }
    // Trunk is told to look for nothing on the network, and tells cargo the same.
    let mut fetch = Command::new("cargo");
    fetch
        .current_dir(places::root())
        .args(["fetch", "--quiet", "--locked"]);
    run_process("fetching the libraries", Show::Heartbeat, &mut fetch)?;
    let mut trunk = toolchain.command("trunk")?;
    trunk
        .args(["build", "--release", "--offline", "--skip-version-check"])
        .env(
            "PROMPTWATT_XTASK",
            env::current_exe().context("cannot tell where this program is")?,
        )
        // Trunk takes the mere presence of NO_COLOR for a word to parse.
        .env_remove("NO_COLOR");
    split::prepare(&mut trunk, toolchain)?;
    run_process(
        "building the page (2 to 4 minutes the first time)",
        Show::Output,
        &mut trunk,
    )?;
    note.keep(&places::dist())
}
