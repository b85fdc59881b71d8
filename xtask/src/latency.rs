//! `cargo xtask latency`: how long a key takes in the built page.

use crate::process::{Show, run as run_process};
use crate::{build, setup, test};
use anyhow::Result;

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
    run_process(
        "pressing keys in a browser (a minute)",
        Show::Output,
        &mut test::browser_program("latency")?,
    )
}
