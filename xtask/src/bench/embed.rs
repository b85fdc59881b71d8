//! `cargo xtask bench embed`: what the tag costs a site that embeds it.
//!
//! Memory is that of JavaScript, the document and WebAssembly after a collection: of tags in the page itself what Chromium's
//! `measureUserAgentSpecificMemory` says beside the same page without tags, of a frame, by itself, the heaps of its developer tools. Read the medians: what
//! else the machine does makes single values twice as large.

use super::install;
use super::page::LIGHTHOUSE;
use crate::process::{Show, run as run_process};
use crate::setup::{self, Purpose};
use crate::{build, test};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Runs the verb.
///
/// # Errors
/// When the page cannot be built, Lighthouse not installed, or a run fails.
pub fn run(folder: &Path, no_build: bool, no_peers: bool) -> Result<()> {
    if !no_build {
        build::build(Purpose::Test)?;
    }
    setup::toolchain(Purpose::Test)?;
    let mut command = test::browser_program("embedded")?;
    // Without waiting for a moment in which the browser collects by itself.
    command.env(
        "PROMPTWATT_CHROMIUM_ARGUMENTS",
        "--enable-blink-features=ForceEagerMeasureMemory",
    );
    if !no_peers {
        install(&[LIGHTHOUSE], folder)?;
        command.env("PROMPTWATT_LIGHTHOUSE", fs::canonicalize(folder)?);
    }
    run_process(
        "measuring in Chromium (a quarter of an hour, most of it Lighthouse)",
        Show::Output,
        &mut command,
    )
}
