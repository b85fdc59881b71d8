//! `cargo xtask pack-rules`.

use anyhow::Result;

/// What `cargo xtask pack-rules` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {}

/// Runs the verb.
pub fn run(_options: &Options) -> Result<()> {
    anyhow::bail!("not written yet")
}
