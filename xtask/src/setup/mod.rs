//! `cargo xtask setup`: creates what is missing, and only that; what is there is found in well under a second.

pub mod debian;
pub mod frameworks;
pub mod installed;
pub mod node;
pub mod pins;
pub mod programs;
pub mod stamp;
pub mod wasm_std;

use crate::lock::Lock;
use crate::places;
use anyhow::{Context, Result, bail};
use programs::Browser;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use wasm_std::WasmStd;

/// What `cargo xtask setup` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Prepare only what this needs
    #[arg(long = "for", value_enum, default_value_t = Purpose::Test)]
    purpose: Purpose,
    /// Prepare only axe-core, and write on standard output where its script is: the browser tests ask so
    #[arg(long, conflicts_with = "purpose")]
    axe: bool,
    /// Prepare only what checks the manifests of course packages, and write on standard output where the schema files and where the checker is, a line
    /// each: a test asks so
    #[arg(long, conflicts_with_all = ["purpose", "axe"])]
    schemas: bool,
}

/// What is to be done with the tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Purpose {
    /// Building and serving the page: no browsers, and Node only if it is there
    Serve,
    /// Everything, browsers included
    Test,
}

/// What building the page needs, found or made.
#[derive(Debug)]
pub struct Toolchain {
    wasm_std: WasmStd,
    directories: Vec<PathBuf>,
}

/// Runs the verb.
///
/// # Errors
/// Says what could not be made and what a person can do.
pub fn run(options: &Options) -> Result<()> {
    if options.axe {
        println!("{}", axe()?.display());
        return Ok(());
    }
    if options.schemas {
        for directory in schemas()? {
            println!("{}", directory.display());
        }
        return Ok(());
    }
    let toolchain = toolchain(options.purpose)?;
    if options.purpose == Purpose::Test {
        Browser::All.variables()?;
        axe()?;
        schemas()?;
        programs::fonts()?;
        frameworks::bundles()?;
    }
    eprintln!("Everything is there: {}.", toolchain.wasm_std);
    Ok(())
}

/// Where axe-core's script is; installs it where it is not there.
fn axe() -> Result<PathBuf> {
    let tools = places::tools()?;
    let _lock = Lock::wait(&tools.join("lock"), "setting up axe-core")?;
    if let Err(missing) = node::check() {
        bail!(
            "{missing}. npm brings axe-core, which the tests need: see https://nodejs.org/en/download"
        );
    }
    let files = installed::ensure(&tools, &pins::AXE)?;
    Ok(files.join("axe.min.js"))
}

/// Where the schema files of SCORM 1.2 are, and the program that checks by them; installs what is not there.
fn schemas() -> Result<[PathBuf; 2]> {
    let tools = places::tools()?;
    let _lock = Lock::wait(&tools.join("lock"), "setting up the schemas")?;
    if let Err(missing) = node::check() {
        bail!(
            "{missing}. npm brings the schemas, which the tests need: see https://nodejs.org/en/download"
        );
    }
    Ok([
        installed::ensure(&tools, &pins::SCORM_SCHEMAS)?
            .join("lib/schemas/definitionFiles/scorm12edition"),
        installed::ensure(&tools, &pins::XMLLINT)?,
    ])
}

/// Finds or makes what building the page needs.
///
/// # Errors
/// Says what could not be made and what a person can do.
pub fn toolchain(purpose: Purpose) -> Result<Toolchain> {
    let tools = places::tools()?;
    let _lock = Lock::wait(&tools.join("lock"), "setting up the tools")?;
    let wasm_std = wasm_std::ensure(&tools)?;
    let mut directories = Vec::new();
    for tool in [pins::TRUNK, pins::WASM_BINDGEN] {
        directories.push(installed::ensure(&tools, &tool)?);
    }
    match (node::check(), purpose) {
        (Ok(()), _) => {
            for tool in [pins::BINARYEN, pins::ESBUILD] {
                directories.push(installed::ensure(&tools, &tool)?);
            }
        }
        (Err(missing), Purpose::Serve) => {
            eprintln!(
                "{missing}: wasm-opt and esbuild are left out, and WebAssembly and scripts are larger than in a release."
            );
            directories.push(node::stand_in_for_wasm_opt(&tools)?);
        }
        (Err(missing), Purpose::Test) => {
            bail!("{missing}. The tests need it: see https://nodejs.org/en/download")
        }
    }
    Ok(Toolchain {
        wasm_std,
        directories,
    })
}

impl Toolchain {
    /// A command that finds the tools and compiles for WebAssembly in a target directory of its own.
    ///
    /// # Errors
    /// When that directory cannot be prepared.
    pub fn command(&self, program: &str) -> Result<Command> {
        let target = places::wasm_target();
        self.wasm_std.prepare_target(&target)?;
        let mut command = Command::new(self.program(program));
        command
            .current_dir(places::root())
            .env("PATH", self.path()?)
            .env("CARGO_TARGET_DIR", target);
        self.wasm_std.set(&mut command);
        Ok(command)
    }

    /// What tells these tools from others: compiler and versions.
    pub fn identity(&self) -> String {
        let directories: Vec<_> = self
            .directories
            .iter()
            .map(|directory| directory.to_string_lossy())
            .collect();
        format!("{} {}", self.wasm_std, directories.join(" "))
    }

    /// The pinned tool `program` by its full path, or its name where it is none of them.
    pub fn program(&self, program: &str) -> OsString {
        let name = format!("{program}{}", env::consts::EXE_SUFFIX);
        let found = self
            .directories
            .iter()
            .map(|directory| directory.join(&name))
            .find(|file| file.is_file());
        found.map_or_else(|| program.into(), PathBuf::into_os_string)
    }

    /// The search path with the tools before everything else.
    ///
    /// # Errors
    /// When a directory's name cannot be in a search path.
    pub fn path(&self) -> Result<OsString> {
        let path = env::var_os("PATH").unwrap_or_default();
        env::join_paths(self.directories.iter().cloned().chain(env::split_paths(&path)))
            .context("the tools' directory has a character in its name that PATH cannot hold: set PROMPTWATT_TOOLS to another")
    }
}
