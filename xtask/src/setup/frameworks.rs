//! The frameworks that sites are made with, for the tests of the tag on their fields: fetched once, and bundled with the chat boxes of tests/frameworks.

use super::{pins, stamp};
use crate::lock::Lock;
use crate::places;
use crate::process::{Show, run};
use anyhow::Result;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The packages, as npm takes them. esbuild, which bundles them, is that of the table of tools.
const PACKAGES: &[&str] = &[
    "react@19.3.1",
    "react-dom@19.3.1",
    "vue@3.5.45",
    "svelte@5.57.3",
];

/// Makes the bundles, and says in which directory they are.
///
/// # Errors
/// When npm or Node cannot.
pub fn bundles() -> Result<PathBuf> {
    let tools = places::tools()?;
    let _lock = Lock::wait(&tools.join("lock"), "fetching the frameworks")?;
    let esbuild = format!("esbuild@{}", pins::ESBUILD_VERSION);
    let packages: Vec<&str> = PACKAGES.iter().copied().chain([esbuild.as_str()]).collect();
    let home = tools.join(packages.join("+"));
    if !stamp::is_complete(&home) {
        stamp::start_afresh(&home)?;
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(&home)
            .args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
            ])
            .arg(&home)
            .args(&packages);
        run(
            "fetching React, Vue and Svelte for the tests",
            Show::Heartbeat,
            &mut npm,
        )?;
        stamp::complete(&home)?;
    }
    let output = places::target().join("frameworks");
    fs::create_dir_all(&output)?;
    let mut node = Command::new("node");
    node.current_dir(&home)
        .arg(places::root().join("tests/frameworks/build.mjs"))
        .arg(&output);
    run("bundling them", Show::Heartbeat, &mut node)?;
    Ok(output)
}
