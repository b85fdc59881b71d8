//! `cargo xtask update-factors`.

use anyhow::Result;

/// What `cargo xtask update-factors` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {}

/// Runs the verb.
pub fn run(_options: &Options) -> Result<()> {
    anyhow::bail!("not written yet")
}
