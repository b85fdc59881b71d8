//! `cargo xtask test`: everything that must hold, in the order in which failing is cheapest.

use crate::places;
use crate::process::run_reading;
use crate::setup::frameworks;
use crate::setup::programs::{self, Browser};
use crate::setup::{self, Purpose, Toolchain};
use crate::{build, check_factors, dist, npm, size};
use anyhow::{Context, Result, bail};
use std::env;
use std::process::Command;
use std::time::{Duration, Instant};

/// The package that runs in WebAssembly only, and the one that runs in browsers only.
const WASM_TESTS: &str = "promptwatt-wasm-tests";
const BROWSER_TESTS: &str = "promptwatt-tests";

/// What `cargo xtask test` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Only what needs no set-up: format, lints, documentation, native tests
    #[arg(long)]
    fast: bool,
    /// Everything but the browser tests
    #[arg(long)]
    no_browser: bool,
    /// The engines that the browser tests run in
    #[arg(long, value_enum, default_value_t = Browser::All)]
    browser: Browser,
}

/// Test cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cases {
    passed: usize,
    failed: usize,
}

/// What came of the stages so far.
#[derive(Debug, Default)]
struct Results {
    stages: Vec<(&'static str, Duration, bool)>,
    cases: Cases,
}

/// Runs the verb.
///
/// # Errors
/// When anything failed, after everything that could still run has run.
pub fn run(options: &Options) -> Result<()> {
    let mut results = Results::default();
    results.stage("format", |_| succeed(cargo(&["fmt", "--all", "--check"])));
    results.stage("lints", |_| {
        succeed(cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    results.stage("documentation", |_| {
        succeed(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings"))
    });
    results.stage("native tests", |cases| {
        count(
            cargo(&[
                "test",
                "--workspace",
                "--exclude",
                WASM_TESTS,
                "--exclude",
                BROWSER_TESTS,
                "--no-fail-fast",
            ]),
            cases,
        )
    });
    // A figure grows old without anybody's change: a warning here, an error for a release.
    check_factors::warn();
    if !options.fast {
        everything_else(options, &mut results);
    }
    results.finish()
}

fn everything_else(options: &Options, results: &mut Results) {
    let mut toolchain = None;
    let ready = results.stage("set-up", |_| {
        toolchain = Some(setup::toolchain(Purpose::Test)?);
        Ok(())
    });
    let Some(toolchain) = toolchain.filter(|_| ready) else {
        return;
    };
    results.stage("wasm tests", |cases| {
        count(&mut wasm_tests(&toolchain)?, cases)
    });
    results.stage("npm package", |_| npm::check(&npm::pack(&toolchain)?));
    if results.stage("build", |_| build::build_with(&toolchain)) {
        results.stage("size", |_| size::check(&places::dist()));
        results.stage("distribution", |_| dist::try_out());
        if !options.no_browser {
            results.stage("browser tests", |cases| {
                count(&mut browser_tests(options.browser)?, cases)
            });
        }
    }
}

/// The command that runs the core in WebAssembly, in Node.
fn wasm_tests(toolchain: &Toolchain) -> Result<Command> {
    let mut command = toolchain.command("cargo")?;
    command
        .args([
            "test",
            "--package",
            WASM_TESTS,
            "--target",
            "wasm32-unknown-unknown",
        ])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            toolchain.program("wasm-bindgen-test-runner"),
        );
    Ok(command)
}

/// The command that runs the browser tests against dist/, served by this very program.
fn browser_tests(browser: Browser) -> Result<Command> {
    let mut command = Command::new("cargo");
    command.current_dir(places::root()).args([
        "test",
        "--package",
        BROWSER_TESTS,
        "--no-fail-fast",
    ]);
    set_browsers(&mut command, browser)?;
    command.env("PROMPTWATT_FRAMEWORKS", frameworks::bundles()?);
    Ok(command)
}

/// Tells the browser tests where server and browsers are.
///
/// # Errors
/// When a browser is missing and that counts as a failure.
pub fn set_browsers(command: &mut Command, browser: Browser) -> Result<()> {
    command.envs(browser.variables()?);
    programs::fonts()?;
    command.env(
        "PROMPTWATT_XTASK",
        env::current_exe().context("cannot tell where this program is")?,
    );
    command.env(
        "PROMPTWATT_SCREENSHOTS",
        places::target().join("screenshots"),
    );
    Ok(())
}

/// A program of the browser tests' package that drives Chromium over the built page, ready to run.
///
/// # Errors
/// When no browser is there.
pub fn browser_program(name: &str) -> Result<Command> {
    let mut command = cargo(&[
        "run",
        "--quiet",
        "--package",
        BROWSER_TESTS,
        "--bin",
        name,
        "--",
    ]);
    set_browsers(&mut command, Browser::Chromium)?;
    Ok(command)
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(places::root()).args(arguments);
    command
}

fn succeed(mut command: impl std::borrow::BorrowMut<Command>) -> Result<()> {
    let status = command
        .borrow_mut()
        .status()
        .context("cannot start cargo")?;
    if status.success() {
        Ok(())
    } else {
        bail!("{status}")
    }
}

fn count(mut command: impl std::borrow::BorrowMut<Command>, cases: &mut Cases) -> Result<()> {
    let status = run_reading(command.borrow_mut(), |line| {
        if let Some(more) = cases_of(line) {
            cases.passed += more.passed;
            cases.failed += more.failed;
        }
    })?;
    if status.success() {
        Ok(())
    } else {
        bail!("{status}")
    }
}

/// What a test program says at its end: `test result: ok. 12 passed; 0 failed; …`.
fn cases_of(line: &str) -> Option<Cases> {
    let (_, rest) = line.split_once("test result: ")?;
    let number = |of: &str| {
        let before = rest.split(of).next()?;
        before
            .split(|letter: char| !letter.is_ascii_digit())
            .rfind(|word| !word.is_empty())?
            .parse()
            .ok()
    };
    Some(Cases {
        passed: number(" passed")?,
        failed: number(" failed")?,
    })
}

impl Results {
    /// Runs a stage and says whether it succeeded.
    fn stage(&mut self, name: &'static str, work: impl FnOnce(&mut Cases) -> Result<()>) -> bool {
        println!("\n━━ {name}");
        let started = Instant::now();
        let mut cases = Cases::default();
        let outcome = work(&mut cases);
        let took = started.elapsed();
        // A stage may fail without a failing case: it does not compile, or is no test.
        if outcome.is_err() && cases.failed == 0 {
            cases.failed = 1;
        }
        self.cases.passed += cases.passed;
        self.cases.failed += cases.failed;
        let succeeded = outcome.is_ok() && cases.failed == 0;
        match &outcome {
            Ok(()) => println!("━━ {name}: {:.1} s", took.as_secs_f64()),
            Err(error) => println!(
                "━━ {name} FAILED after {:.1} s: {error:#}",
                took.as_secs_f64()
            ),
        }
        self.stages.push((name, took, succeeded));
        succeeded
    }

    fn finish(&self) -> Result<()> {
        println!();
        for (name, took, succeeded) in &self.stages {
            println!(
                "{:<16} {:>7.1} s   {}",
                name,
                took.as_secs_f64(),
                if *succeeded { "ok" } else { "FAILED" }
            );
        }
        println!("{} passed, {} failed", self.cases.passed, self.cases.failed);
        let failed: Vec<&str> = self
            .stages
            .iter()
            .filter(|(_, _, succeeded)| !succeeded)
            .map(|(name, _, _)| *name)
            .collect();
        if failed.is_empty() {
            Ok(())
        } else {
            bail!("failed: {}", failed.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cases, Results, cases_of};

    #[test]
    fn results_are_read() {
        for (line, expected) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                Some((12, 0)),
            ),
            (
                "test result: FAILED. 3 passed; 24 failed; 0 ignored",
                Some((3, 24)),
            ),
            ("test result: ok", None),
            ("12 passed; 0 failed", None),
        ] {
            assert_eq!(
                cases_of(line),
                expected.map(|(passed, failed)| Cases { passed, failed }),
                "{line}"
            );
        }
    }

    #[test]
    fn failing_without_a_case_counts() {
        let mut results = Results::default();
        assert!(results.stage("fine", |cases| {
            cases.passed = 2;
            Ok(())
        }));
        assert!(results.finish().is_ok());
        assert!(!results.stage("broken", |_| anyhow::bail!("does not compile")));
        assert!(!results.stage("says nothing", |cases| {
            cases.failed = 1;
            Ok(())
        }));
        assert_eq!(
            results.cases,
            Cases {
                passed: 2,
                failed: 2
            }
        );
        assert!(
            results
                .finish()
                .unwrap_err()
                .to_string()
                .contains("broken, says nothing")
        );
    }
}
