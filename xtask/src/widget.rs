//! `cargo xtask widget`: crates/widget as the WebAssembly module and glue that the npm package carries.

use crate::bench::module::page_options;
use crate::pages::compress;
use crate::places;
use crate::process::{self, Show};
use crate::setup::{self, Purpose, Toolchain};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// What `cargo xtask widget` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Weigh it without the coach too
    #[arg(long)]
    both: bool,
}

/// What the module is built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Everything: what the package carries.
    WithCoach,
    /// Counting and estimating alone.
    WithoutCoach,
}

/// The name that wasm-bindgen's two files begin with.
pub const NAME: &str = "promptwatt";

/// Runs the verb.
///
/// # Errors
/// When it cannot be built.
pub fn run(options: &Options) -> Result<()> {
    let toolchain = setup::toolchain(Purpose::Serve)?;
    if options.both {
        weigh(&build(&toolchain, Parts::WithoutCoach)?)?;
    }
    weigh(&build(&toolchain, Parts::WithCoach)?)
}

/// Builds the module and its glue into a directory of their own: `promptwatt.js`, an ES module whose default export takes the bytes of `promptwatt_bg.wasm`.
///
/// # Errors
/// When it cannot be built.
pub fn build(toolchain: &Toolchain, parts: Parts) -> Result<PathBuf> {
    let mut cargo = toolchain.command("cargo")?;
    cargo
        .args(["build", "--release", "--package", "promptwatt-widget"])
        .args(["--target", "wasm32-unknown-unknown"]);
    let directory = match parts {
        Parts::WithCoach => "widget",
        Parts::WithoutCoach => {
            cargo.arg("--no-default-features");
            "widget-without-coach"
        }
    };
    process::run("building the package's module", Show::Heartbeat, &mut cargo)?;
    let built = places::wasm_target().join("wasm32-unknown-unknown/release/promptwatt_widget.wasm");
    let out = places::target().join(directory);
    let mut bindgen = toolchain.command("wasm-bindgen")?;
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--omit-default-module-path",
        ])
        .args(["--out-name", NAME, "--out-dir"])
        .arg(&out)
        .arg(&built);
    process::run("binding it", Show::Heartbeat, &mut bindgen)?;
    let wasm = out.join(format!("{NAME}_bg.wasm"));
    let mut optimize = toolchain.command("wasm-opt")?;
    optimize
        .args(page_options()?.split_ascii_whitespace())
        .arg("-o")
        .args([&wasm, &wasm]);
    process::run("optimising it", Show::Heartbeat, &mut optimize)?;
    Ok(out)
}

fn weigh(directory: &Path) -> Result<()> {
    for name in [format!("{NAME}_bg.wasm"), format!("{NAME}.js")] {
        let path = directory.join(name);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let compressed = compress::brotli(&bytes)?.len();
        println!(
            "{}: {} bytes, {compressed} brotli",
            path.display(),
            bytes.len()
        );
    }
    Ok(())
}
