//! Cutting what comes later off the app's WebAssembly, between cargo and wasm-bindgen.
//!
//! Trunk knows no such step, and wasm-bindgen drops what says which bytes are whose (relocations). So the build puts a stand-in for `wasm-bindgen` before the
//! real one: this program, under that name. It cuts the module where `crates/later` marks the place, keeps the later part for the pages step, in
//! the form that compresses best (`apart`), and hands the rest to the real `wasm-bindgen`.

pub mod apart;

use crate::places;
use crate::setup::Toolchain;
use anyhow::{Context, Result, anyhow, bail};
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The program that the stand-in stands before.
const BINDGEN: &str = "wasm-bindgen";
/// Where the real one is, for the stand-in.
const REAL: &str = "PROMPTWATT_WASM_BINDGEN";
/// Where the later part goes.
const LATER: &str = "PROMPTWATT_LATER";
/// The settings of `wasm-opt` for the later part: those of the app in index.html.
const WASM_OPT: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=0",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--skip-pass=memory-packing",
    "--strip-producers",
];

/// The later part, for the pages step of a build that cut it off.
pub fn later() -> Option<PathBuf> {
    env::var_os(LATER).map(PathBuf::from)
}

fn directory() -> PathBuf {
    places::wasm_target().join("split")
}

/// Makes a build of the app cut off what comes later: the linker keeps what tells the parts' bytes apart, and the stand-in is found before `wasm-bindgen`.
///
/// # Errors
/// When the stand-in cannot be put in its place.
pub fn prepare(trunk: &mut Command, toolchain: &Toolchain) -> Result<()> {
    let stands_at = directory().join("bin");
    fs::create_dir_all(&stands_at)
        .with_context(|| format!("cannot make {}", stands_at.display()))?;
    let later = directory().join("later.wasm");
    let stand_in = stands_at.join(format!("{BINDGEN}{}", env::consts::EXE_SUFFIX));
    let this = env::current_exe().context("cannot tell where this program is")?;
    let _ = fs::remove_file(&stand_in);
    fs::copy(this, &stand_in).with_context(|| format!("cannot write {}", stand_in.display()))?;
    let path = toolchain.path()?;
    let path = env::join_paths([stands_at].into_iter().chain(env::split_paths(&path)))
        .context("the target directory has a character in its name that PATH cannot hold")?;
    trunk
        .env("PATH", path)
        .env(LATER, later)
        .env(REAL, toolchain.program(BINDGEN))
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Clink-arg=--emit-relocs --cfg promptwatt_split",
        );
    Ok(())
}

/// Whether this program was started as the stand-in.
pub fn is_stand_in() -> bool {
    env::var_os(REAL).is_some()
        && env::args_os()
            .next()
            .is_some_and(|name| Path::new(&name).file_stem() == Some(OsStr::new(BINDGEN)))
}

/// Does what `wasm-bindgen` does, with the later part cut off first.
///
/// # Errors
/// When the module cannot be cut, or the real program cannot be started.
pub fn stand_in() -> Result<ExitCode> {
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    for argument in &mut arguments {
        let path = PathBuf::from(&*argument);
        if path.extension() == Some(OsStr::new("wasm")) && path.is_file() {
            let module =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            *argument = cut(&module, &path)?.into_os_string();
        }
    }
    let real = env::var_os(REAL).context("nobody says where wasm-bindgen is")?;
    let status = Command::new(&real)
        // The later part finds the app's functions in its table, which wasm-bindgen would close otherwise.
        .arg("--keep-lld-exports")
        .args(arguments)
        .status()
        .with_context(|| format!("cannot start {}", Path::new(&real).display()))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Cuts a module where it is marked, and says where what stays is. Of a module without a mark (that of the packer) all stays, but for the relocations.
fn cut(module: &[u8], path: &Path) -> Result<PathBuf> {
    let later = later().context("nobody says where the later part goes")?;
    let split = later.parent().context("it goes into a directory")?;
    let stays = split.join(path.file_name().unwrap_or_default());
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = split;
    options.main_out_path = &stays;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("cannot cut {}: {error:#}", path.display()))?;
    let [part] = parts.split_modules.as_slice() else {
        if parts.split_modules.is_empty() {
            return Ok(stays);
        }
        bail!(
            "the app was cut into {} parts and not in two",
            parts.split_modules.len() + 1
        );
    };
    let status = Command::new("wasm-opt")
        .args(WASM_OPT)
        .arg(part)
        .arg("-o")
        .arg(&later)
        .status()
        .context("cannot start wasm-opt")?;
    if !status.success() {
        bail!("wasm-opt could not optimise the later part");
    }
    let module = fs::read(&later).with_context(|| format!("cannot read {}", later.display()))?;
    fs::write(&later, apart::apart(&module).context("the later part")?)
        .with_context(|| format!("cannot write {}", later.display()))?;
    Ok(stays)
}
