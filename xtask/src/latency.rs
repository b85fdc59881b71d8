//! `cargo xtask latency`: how long a key takes in the built page.

use crate::process::{Show, run as run_process};
use crate::setup::programs::Browser;
use crate::{build, places, setup, test};
use anyhow::Result;
use std::process::Command;

/// What `cargo xtask latency` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Measure what was built before
    #[arg(long)]
    no_build: bool,
}

/// Runs the verb.
///
/// # Errors
/// When the page cannot be built, or no browser is there.
pub fn run(options: &Options) -> Result<()> {
    if !options.no_build {
        build::build(setup::Purpose::Test)?;
    }
    let mut command = Command::new("cargo");
    command.current_dir(places::root()).args([
        "run",
        "--quiet",
        "--package",
        "promptwatt-tests",
        "--bin",
        "latency",
    ]);
    test::set_browsers(&mut command, Browser::Chromium)?;
    run_process(
        "pressing keys in a browser (a minute)",
        Show::Output,
        &mut command,
    )
}
