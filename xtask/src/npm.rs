//! `cargo xtask npm`: the package `promptwatt`, put together in target/npm/ and packed. Publishing it is for people.

mod bundlers;

use crate::pages::files_below;
use crate::places;
use crate::process::{Show, run as run_process};
use crate::setup::{self, Purpose, Toolchain, pins};
use crate::widget::{self, Parts};
use anyhow::{Context, Result};
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo xtask npm` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Install the packed package beside this project and try it: Node, tsc --strict, a Vite build
    #[arg(long)]
    check: bool,
    /// Build pages with Vite, webpack and Next too, and let each count in Chromium, in the page and in a worker
    #[arg(long)]
    bundlers: bool,
}

/// Runs the verb.
///
/// # Errors
/// When it cannot be built or packed, or does not do what it must.
pub fn run(options: &Options) -> Result<()> {
    let toolchain = setup::toolchain(Purpose::Test)?;
    let tarball = pack(&toolchain)?;
    let bytes = fs::metadata(&tarball)?.len();
    println!("{}: {bytes} bytes", tarball.display());
    if options.check {
        check(&tarball)?;
    }
    if options.bundlers {
        bundlers::check(&tarball)?;
    }
    Ok(())
}

/// Puts the package together and packs it; says where the tarball is.
///
/// # Errors
/// When it cannot be built or packed.
pub fn pack(toolchain: &Toolchain) -> Result<PathBuf> {
    let module = widget::build(toolchain, Parts::WithCoach)?;
    let home = places::target().join("npm");
    let package = home.join("package");
    if package.exists() {
        fs::remove_dir_all(&package).context("cannot clear the package")?;
    }
    let root = places::root();
    let sources = root.join("npm");
    for file in fs::read_dir(&sources).context("cannot read npm/")? {
        let path = file?.path();
        if path.is_file() {
            copy(&path, &package)?;
        }
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "NOTICE"] {
        copy(&root.join(name), &package)?;
    }
    for file in files_below(&module)? {
        copy(&file, &package.join("wasm"))?;
    }
    let mut data = files_below(&root.join("public/vocab"))?;
    data.extend(files_below(&root.join("public/rules"))?);
    for file in &data {
        copy(file, &package.join("data"))?;
    }
    fs::write(package.join("files.js"), files_module(&data)?)?;
    let manifest = package.join("package.json");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let text = fs::read_to_string(&manifest)?.replace("\"version\": \"0.0.0\"", &version);
    fs::write(&manifest, text)?;
    let mut npm = npm();
    npm.current_dir(&package)
        .args(["pack", "--ignore-scripts", "--pack-destination"])
        .arg(&home);
    run_process("packing the npm package", Show::Heartbeat, &mut npm)?;
    Ok(home.join(format!("promptwatt-{}.tgz", env!("CARGO_PKG_VERSION"))))
}

/// The addresses of the package's files, each written out: bundlers copy what they can read.
fn files_module(data: &[PathBuf]) -> Result<String> {
    let mut text = format!(
        "// Written by `cargo xtask npm`.\nexport const module = new URL(\"./wasm/{}_bg.wasm\", import.meta.url);\nexport const files = {{\n",
        widget::NAME
    );
    for file in data {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .context("a file's name is not UTF-8")?;
        writeln!(
            text,
            "  \"{name}\": new URL(\"./data/{name}\", import.meta.url),"
        )?;
    }
    text += "};\n";
    Ok(text)
}

/// Installs the tarball in a directory of its own, with the tools that the tests need, and runs these.
///
/// # Errors
/// When one of them fails.
pub fn check(tarball: &Path) -> Result<()> {
    let scratch = installed(
        tarball,
        "npm/test",
        "check",
        pins::PACKAGE_CHECKERS,
        "installing the package with TypeScript and Vite",
    )?;
    let mut node = Command::new("node");
    node.current_dir(&scratch)
        .args(["--test", "use.test.mjs"])
        .env("PROMPTWATT_COMMAND", command()?);
    run_process("using it in Node", Show::Output, &mut node)?;
    run_tool(&scratch, "compiling against its types", "tsc", &["-p", "."])?;
    run_tool(
        &scratch,
        "building a page with Vite",
        "vite",
        &["build", "bundlers/vite"],
    )?;
    let built = files_below(&scratch.join("bundlers/vite/dist"))?;
    for ending in [".wasm", ".vocab", ".rules"] {
        let is_there = |file: &PathBuf| file.to_string_lossy().ends_with(ending);
        anyhow::ensure!(
            built.iter().any(is_there),
            "Vite's build has no {ending} file: the page could not fetch it"
        );
    }
    Ok(())
}

/// A fresh directory `name` with these tests, the package and what they need; says where it is.
fn installed(
    tarball: &Path,
    tests: &str,
    name: &str,
    packages: &[&str],
    what: &str,
) -> Result<PathBuf> {
    let scratch = places::target().join("npm").join(name);
    if scratch.exists() {
        fs::remove_dir_all(&scratch).context("cannot clear the last try")?;
    }
    let tests = places::root().join(tests);
    for file in files_below(&tests)? {
        let directory = file.parent().unwrap_or(&tests);
        let relative = directory.strip_prefix(&tests).unwrap_or(Path::new(""));
        copy(&file, &scratch.join(relative))?;
    }
    // Without a manifest of its own npm would install into that of a directory above.
    fs::write(
        scratch.join("package.json"),
        "{ \"private\": true, \"type\": \"module\" }\n",
    )?;
    let mut install = npm();
    install.current_dir(&scratch).args([
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefer-offline",
    ]);
    install.arg(tarball).args(packages);
    run_process(what, Show::Heartbeat, &mut install)?;
    Ok(scratch)
}

/// Runs a program that was installed in a directory.
fn run_tool(scratch: &Path, what: &str, program: &str, arguments: &[&str]) -> Result<()> {
    let mut tool = Command::new(scratch.join("node_modules/.bin").join(program));
    tool.current_dir(scratch)
        .args(arguments)
        .env("NEXT_TELEMETRY_DISABLED", "1");
    run_process(what, Show::Heartbeat, &mut tool)
}

/// The command that the package is compared with, built.
fn command() -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(places::root())
        .args(["build", "--quiet", "--package", "promptwatt-cli"]);
    run_process("building the command", Show::Heartbeat, &mut cargo)?;
    let program = places::target().join("debug/promptwatt");
    Ok(program.with_extension(env::consts::EXE_EXTENSION))
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Copies a file into a directory, which is made where it is not there.
fn copy(file: &Path, directory: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::create_dir_all(directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    fs::copy(file, directory.join(name))
        .with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(())
}
