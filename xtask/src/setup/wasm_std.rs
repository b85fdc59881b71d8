//! The standard library for wasm32-unknown-unknown: from rustup, or where rustup cannot download, built from Debian's source.

use super::{debian, node, stamp};
use crate::process::{Show, answer, run, succeeds_within};
use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const TARGET: &str = "wasm32-unknown-unknown";
/// rustup tries long and often; a person should not have to.
const PATIENCE: Duration = Duration::from_secs(60);
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LIBRARY: &str = "/usr/lib/rustlib/src/rust/library/std";
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "rust-web-src"];
/// Makes the choice for tests of the set-up itself: `rustup` or `debian`.
const CHOICE: &str = "PROMPTWATT_WASM_STD";

/// Where the standard library is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WasmStd {
    /// The toolchain's own, by rustup or any other way.
    Toolchain {
        /// What tells one library from another: the compiler's version.
        identity: String,
    },
    /// Built here from Debian's source, for Debian's compiler.
    Debian {
        /// What tells one library from another: the directory's name.
        identity: String,
        /// Calls Debian's compiler with the library.
        wrapper: PathBuf,
        /// rust-lld of the rustup toolchain.
        linker: PathBuf,
    },
}

impl fmt::Display for WasmStd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Toolchain { identity } => {
                write!(formatter, "WebAssembly is compiled by {identity}")
            }
            Self::Debian { identity, .. } => write!(
                formatter,
                "WebAssembly is compiled by Debian's rustc ({identity})"
            ),
        }
    }
}

/// Finds or makes it.
///
/// # Errors
/// Says what was tried and the command that a person can run.
pub fn ensure(tools: &Path) -> Result<WasmStd> {
    let choice = std::env::var(CHOICE).unwrap_or_default();
    if choice != "debian" {
        if toolchain_has_it() {
            return toolchain();
        }
        if choice.is_empty()
            && let Some(made) = made_from_debian(tools)?
        {
            return Ok(made);
        }
        eprintln!(
            "→ asking rustup for the WebAssembly standard library (for at most {} s)",
            PATIENCE.as_secs()
        );
        if succeeds_within(
            PATIENCE,
            Command::new("rustup").args(["target", "add", TARGET]),
        ) && toolchain_has_it()
        {
            return toolchain();
        }
        eprintln!("  rustup could not get it");
    }
    if choice != "rustup" && debian::is_here() {
        return from_debian(tools);
    }
    bail!(
        "the WebAssembly standard library is missing: rustup could not download it, and this is not a Debian system with one of its own; \
         run `rustup target add {TARGET}` where the network allows it"
    )
}

impl WasmStd {
    fn identity(&self) -> &str {
        match self {
            Self::Toolchain { identity } | Self::Debian { identity, .. } => identity,
        }
    }

    /// Lets `command` compile with it.
    pub fn set(&self, command: &mut Command) {
        if let Self::Debian {
            wrapper, linker, ..
        } = self
        {
            command
                .env("RUSTC", wrapper)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
    }

    /// Removes from the target directory what another standard library was used for: cargo does not notice the change.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn prepare_target(&self, target: &Path) -> Result<()> {
        let note = target.join("standard-library");
        if fs::read_to_string(&note).is_ok_and(|text| text == self.identity()) {
            return Ok(());
        }
        let old = target.join(TARGET);
        if old.exists() {
            fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
        }
        fs::create_dir_all(target).with_context(|| format!("cannot make {}", target.display()))?;
        stamp::write_whole(&note, self.identity())
    }
}

/// Whether the compiler that cargo uses has the library, whoever put it there.
fn toolchain_has_it() -> bool {
    let listed = answer(Command::new("rustup").args(["target", "list", "--installed"]));
    match listed {
        Ok(list) => list.lines().any(|line| line.trim() == TARGET),
        // Without rustup: a distribution's compiler may bring it.
        Err(_) => sysroot().is_ok_and(|sysroot| {
            sysroot
                .join("lib/rustlib")
                .join(TARGET)
                .join("lib")
                .is_dir()
        }),
    }
}

fn toolchain() -> Result<WasmStd> {
    Ok(WasmStd::Toolchain {
        identity: answer(Command::new("rustc").arg("--version"))?,
    })
}

fn sysroot() -> Result<PathBuf> {
    Ok(PathBuf::from(answer(
        Command::new("rustc").args(["--print", "sysroot"]),
    )?))
}

/// What `rustc -vV` says.
struct Compiler {
    release: String,
    commit: String,
    host: String,
}

impl Compiler {
    fn ask(rustc: &str) -> Result<Self> {
        let said = answer(
            Command::new(rustc)
                .arg("-vV")
                .env_remove("RUSTUP_TOOLCHAIN"),
        )?;
        Self::read(&said).with_context(|| format!("{rustc} -vV says something unexpected: {said}"))
    }

    fn read(said: &str) -> Option<Self> {
        let field = |name: &str| {
            said.lines()
                .find_map(|line| line.strip_prefix(name))
                .map(|value| value.trim().to_owned())
        };
        let commit: String = field("commit-hash:")?.chars().take(8).collect();
        Some(Self {
            release: field("release:")?,
            commit,
            host: field("host:")?,
        })
    }

    /// The directory of the library built for it.
    fn home(&self, tools: &Path) -> PathBuf {
        tools.join(format!("wasm-std-{}-{}", self.release, self.commit))
    }
}

/// The library if it was built before.
fn made_from_debian(tools: &Path) -> Result<Option<WasmStd>> {
    if !Path::new(DEBIAN_RUSTC).is_file() {
        return Ok(None);
    }
    let compiler = Compiler::ask(DEBIAN_RUSTC)?;
    let home = compiler.home(tools);
    if stamp::is_complete(&home) {
        described(&compiler, &home).map(Some)
    } else {
        Ok(None)
    }
}

fn described(compiler: &Compiler, home: &Path) -> Result<WasmStd> {
    let lld = sysroot()?
        .join("lib/rustlib")
        .join(&compiler.host)
        .join("bin/rust-lld");
    if !lld.is_file() {
        bail!(
            "{} is missing: it comes with rustup's toolchain, and Debian's compiler has no linker for WebAssembly",
            lld.display()
        );
    }
    let identity = home
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(WasmStd::Debian {
        identity,
        wrapper: home.join("rustc"),
        linker: lld,
    })
}

fn from_debian(tools: &Path) -> Result<WasmStd> {
    if !Path::new(DEBIAN_RUSTC).is_file() || !Path::new(DEBIAN_LIBRARY).is_dir() {
        debian::install(
            "rustup could not download the WebAssembly standard library, Debian has its source",
            DEBIAN_PACKAGES,
        )?;
    }
    let compiler = Compiler::ask(DEBIAN_RUSTC)?;
    let home = compiler.home(tools);
    if !stamp::is_complete(&home) {
        let made = build(&scratch(tools, &compiler))
            .and_then(|rlibs| assemble(&compiler, &home, &rlibs))
            .with_context(|| format!("neither rustup nor Debian's source gave the WebAssembly standard library; run `rustup target add {TARGET}` where the network allows it"));
        made?;
        stamp::complete(&home)?;
        let _ = fs::remove_dir_all(scratch(tools, &compiler));
    }
    described(&compiler, &home)
}

/// Where it is built: kept when the build is interrupted, so that it goes on where it stopped.
fn scratch(tools: &Path, compiler: &Compiler) -> PathBuf {
    tools
        .join("build")
        .join(format!("wasm-std-{}-{}", compiler.release, compiler.commit))
}

/// Builds the library, as a by-product of an empty crate, and says where its parts are.
fn build(scratch: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    fs::write(
        scratch.join("Cargo.toml"),
        "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(scratch)
        .args([
            "build",
            "--release",
            "-Zbuild-std=std,panic_abort,proc_macro,test",
            "--target",
            TARGET,
        ])
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without it, every later build with link-time optimisation fails: "Can't find section .llvmbc".
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", scratch.join("target"));
    for name in [
        "CARGO_ENCODED_RUSTFLAGS",
        "RUSTC_WRAPPER",
        "RUSTC_WORKSPACE_WRAPPER",
    ] {
        cargo.env_remove(name);
    }
    run(
        "building the WebAssembly standard library from Debian's source (1 to 2 minutes, once)",
        Show::Output,
        &mut cargo,
    )?;
    let deps = scratch.join("target").join(TARGET).join("release/deps");
    let entries = fs::read_dir(&deps).with_context(|| format!("cannot read {}", deps.display()))?;
    let rlibs = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "rlib")
        })
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| !name.to_string_lossy().starts_with("libscratch-"))
        });
    Ok(rlibs.collect())
}

/// Puts the parts where a compiler looks for them.
fn assemble(compiler: &Compiler, home: &Path, rlibs: &[PathBuf]) -> Result<()> {
    stamp::start_afresh(home)?;
    let rustlib = home.join("sysroot/lib/rustlib");
    let library = rustlib.join(TARGET).join("lib");
    fs::create_dir_all(&library)?;
    for rlib in rlibs {
        let name = rlib.file_name().context("a library without a name")?;
        fs::copy(rlib, library.join(name))
            .with_context(|| format!("cannot copy {}", rlib.display()))?;
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        Path::new("/usr/lib/rustlib").join(&compiler.host),
        rustlib.join(&compiler.host),
    )?;
    let wrapper = home.join("rustc");
    let sysroot = home.join("sysroot");
    fs::write(
        &wrapper,
        format!(
            "#!/bin/sh\nexec {DEBIAN_RUSTC} --sysroot '{}' \"$@\"\n",
            sysroot.display()
        ),
    )?;
    node::make_executable(&wrapper)
}

#[cfg(test)]
mod tests {
    use super::{Compiler, WasmStd};
    use crate::scratch::Scratch;

    #[test]
    fn the_compiler_is_read() {
        let said = "rustc 1.96.0 (ac68faa20 2026-05-25)\nbinary: rustc\ncommit-hash: ac68faa20c58\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0\n";
        let compiler = Compiler::read(said).unwrap();
        assert_eq!(
            (compiler.release.as_str(), compiler.commit.as_str()),
            ("1.96.0", "ac68faa2")
        );
        assert!(Compiler::read("rustc 1.96.0").is_none());
    }

    #[test]
    fn another_library_empties_the_target_directory() {
        let scratch = Scratch::new("wasm-target");
        let object = scratch.write("wasm32-unknown-unknown/release/app.wasm", "x");
        let other = scratch.write("release/kept", "x");
        let library = |identity: &str| WasmStd::Toolchain {
            identity: identity.to_owned(),
        };
        library("one").prepare_target(scratch.path()).unwrap();
        assert!(!object.exists() && other.exists());
        let object = scratch.write("wasm32-unknown-unknown/release/app.wasm", "x");
        library("one").prepare_target(scratch.path()).unwrap();
        assert!(object.exists(), "the same library keeps what was built");
        library("two").prepare_target(scratch.path()).unwrap();
        assert!(!object.exists());
    }
}
