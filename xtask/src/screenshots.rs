//! `cargo xtask screenshots`: the built page as a person sees it.

use crate::process::{Show, run as run_process};
use crate::setup::programs::Browser;
use crate::{build, places, setup, test};
use anyhow::Result;
use std::process::Command;

/// What `cargo xtask screenshots` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Take pictures of what was built before
    #[arg(long)]
    no_build: bool,
    /// Write this into the field first, instead of clicking the example
    #[arg(long, value_name = "TEXT")]
    prompt: Option<String>,
    /// Take those of the guides for sites instead, into docs/sites/pictures/
    #[arg(long, conflicts_with = "prompt")]
    guides: bool,
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
    ]);
    let what = if options.guides {
        command.arg("guides");
        "taking pictures into docs/sites/pictures/"
    } else {
        command.args(["screenshots", "--"]);
        command.args(options.prompt.as_deref());
        "taking pictures into target/screenshots/"
    };
    test::set_browsers(&mut command, Browser::Chromium)?;
    run_process(what, Show::Output, &mut command)
}
