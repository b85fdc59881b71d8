//! An engine as a WebAssembly module of its own.

use crate::places;
use crate::process::{self, Show};
use crate::setup::Toolchain;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// That of this project, as the page is built.
    Ours,
    /// The crate `tiktoken`, as it is fastest.
    Peer,
    /// The coach of this project, as the page is built.
    Coach,
    /// The interface of `Ours` with nothing behind it.
    Bare,
}

impl Module {
    /// The feature of the bench's package, and the name of the folder.
    fn feature(self) -> &'static str {
        match self {
            Module::Ours => "ours",
            Module::Peer => "peer",
            Module::Coach => "coach",
            Module::Bare => "bare",
        }
    }

    /// What is asked of the compiler.
    fn level(self) -> &'static str {
        match self {
            Module::Ours | Module::Coach | Module::Bare => "z",
            Module::Peer => "3",
        }
    }
}

/// What the page's own module is optimised with.
///
/// # Errors
/// When index.html does not say it.
pub fn page_options() -> Result<String> {
    let path = places::root().join("index.html");
    let page =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (_, after) = page
        .split_once("data-wasm-opt-params=\"")
        .context("index.html does not say what its module is optimised with")?;
    let (options, _) = after.split_once('"').unwrap_or((after, ""));
    Ok(options.to_owned())
}

/// Builds a module into a folder of its own below `folder`, says what it weighs, and returns that: bytes after brotli 11.
///
/// # Errors
/// When it cannot be built.
pub fn build(toolchain: &Toolchain, module: Module, folder: &Path) -> Result<usize> {
    let feature = module.feature();
    let mut cargo = toolchain.command("cargo")?;
    cargo
        .args(["build", "--release", "--package", "promptwatt-bench"])
        .args(["--target", "wasm32-unknown-unknown", "--features", feature])
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", module.level());
    process::run(
        &format!("building the module {feature}"),
        Show::Heartbeat,
        &mut cargo,
    )?;
    let built = places::wasm_target().join("wasm32-unknown-unknown/release/promptwatt_bench.wasm");
    let out: PathBuf = folder.join(feature);
    let mut bindgen = toolchain.command("wasm-bindgen")?;
    bindgen
        .args(["--target", "nodejs", "--out-dir"])
        .arg(&out)
        .arg(&built);
    process::run("binding it", Show::Heartbeat, &mut bindgen)?;
    let wasm = out.join("promptwatt_bench_bg.wasm");
    let mut optimize = toolchain.command("wasm-opt")?;
    match module {
        Module::Ours | Module::Coach | Module::Bare => {
            optimize.args(page_options()?.split_ascii_whitespace())
        }
        // What the compiler used; all would include some that Node has not.
        Module::Peer => optimize
            .args(["-O3", "--enable-bulk-memory", "--enable-sign-ext"])
            .args(["--enable-nontrapping-float-to-int", "--enable-multivalue"])
            .args(["--enable-mutable-globals", "--enable-reference-types"]),
    };
    optimize.arg("-o").args([&wasm, &wasm]);
    process::run("optimising it", Show::Heartbeat, &mut optimize)?;
    let bytes = fs::read(&wasm)?;
    let compressed = crate::pages::compress::brotli(&bytes)?.len();
    println!(
        "module {feature}: {} bytes, {compressed} brotli",
        bytes.len()
    );
    Ok(compressed)
}
