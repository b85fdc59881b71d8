//! `cargo xtask bench page`: Lighthouse over the built page, as on a phone.
//!
//! Read the medians: a run beside other work can be twice as slow, and Lighthouse reckons four times slower processors from this one's.

use super::install;
use crate::build;
use crate::places;
use crate::process::{Show, run as run_process};
use crate::setup::programs::Browser;
use crate::setup::{self, Purpose};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The published package.
pub const LIGHTHOUSE: &str = "lighthouse@12.8.2";
/// An odd number, so that one of them is the median.
const RUNS: usize = 5;
/// What is printed, with the target: a category's score (at least) or an audit's value (at most).
const CATEGORIES: [(&str, f64); 3] = [
    ("performance", 98.0),
    ("accessibility", 100.0),
    ("best-practices", 100.0),
];
const AUDITS: [(&str, f64); 3] = [
    ("largest-contentful-paint", 1200.0),
    ("total-blocking-time", 50.0),
    ("cumulative-layout-shift", 0.0),
];

/// Runs the verb.
///
/// # Errors
/// When the page cannot be built, Lighthouse not installed, or a run fails.
pub fn run(folder: &Path) -> Result<()> {
    build::build(Purpose::Test)?;
    setup::toolchain(Purpose::Test)?;
    install(&[LIGHTHOUSE], folder)?;
    let chromium = Browser::Chromium
        .variables()?
        .into_iter()
        .find(|(name, _)| *name == "PROMPTWATT_CHROMIUM")
        .context("no Chromium was found")?
        .1;
    let served = Served::start()?;
    for language in ["", "ar/"] {
        let mut reports = Vec::new();
        for number in 1..=RUNS {
            let path = folder.join("lighthouse.json");
            let mut lighthouse = Command::new("npx");
            lighthouse
                .current_dir(folder)
                .arg("lighthouse")
                .arg(format!("{}{language}", served.address))
                .args(["--quiet", "--output=json"])
                .arg(format!("--output-path={}", path.display()))
                .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu")
                .env("CHROME_PATH", &chromium);
            let what = format!("/{language}, run {number} of {RUNS}");
            run_process(&what, Show::Heartbeat, &mut lighthouse)?;
            reports.push(serde_json::from_str(&fs::read_to_string(&path)?)?);
        }
        print(language, &reports)?;
    }
    Ok(())
}

fn print(language: &str, reports: &[Value]) -> Result<()> {
    println!("\n/{language}: median of {RUNS} (least–most), target");
    let score = |id| format!("/categories/{id}/score");
    let value = |id| format!("/audits/{id}/numericValue");
    for (id, target) in CATEGORIES {
        line(id, &score(id), 100.0, "at least", target, reports)?;
    }
    for (id, target) in AUDITS {
        line(id, &value(id), 1.0, "at most", target, reports)?;
    }
    Ok(())
}

fn line(
    id: &str,
    pointer: &str,
    scale: f64,
    bound: &str,
    target: f64,
    reports: &[Value],
) -> Result<()> {
    let mut values = reports
        .iter()
        .map(|report| Some(report.pointer(pointer)?.as_f64()? * scale))
        .collect::<Option<Vec<f64>>>()
        .with_context(|| format!("Lighthouse says nothing of {id}"))?;
    values.sort_by(f64::total_cmp);
    let [least, .., most] = values.as_slice() else {
        anyhow::bail!("Lighthouse ran once");
    };
    let median = values[values.len() / 2];
    println!("{id:<26} {median:>7.0} ({least:.0}–{most:.0})   {bound} {target}");
    Ok(())
}

/// The page, served until this is dropped.
struct Served {
    server: Child,
    address: String,
}

impl Served {
    fn start() -> Result<Self> {
        let this = env::current_exe().context("cannot tell where this program is")?;
        let mut server = Command::new(this)
            .current_dir(places::root())
            .args(["serve", "--no-build", "--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let mut said = String::new();
        if let Some(out) = server.stdout.take() {
            BufReader::new(out).read_line(&mut said)?;
        }
        let address = said
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let address = address.unwrap_or_default().to_owned();
        let served = Self { server, address };
        ensure!(
            !served.address.is_empty(),
            "the server does not say where it is: {said}"
        );
        Ok(served)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
