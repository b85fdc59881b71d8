//! `cargo xtask screenshots`: the built page as a person sees it.

use crate::process::{Show, run as run_process};
use crate::{build, setup, test};
use anyhow::Result;

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
    let (mut command, what) = if options.guides {
        let program = test::browser_program("guides")?;
        (program, "taking pictures into docs/sites/pictures/")
    } else {
        let mut program = test::browser_program("screenshots")?;
        program.args(options.prompt.as_deref());
        (program, "taking pictures into target/screenshots/")
    };
    run_process(what, Show::Output, &mut command)
}
