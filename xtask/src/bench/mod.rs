//! `cargo xtask bench tokens`: counting beside its peers, the same texts in one run; `cargo xtask bench coach`: the coach;
//! `cargo xtask bench page`: the page; `cargo xtask bench embed`: what the tag costs other sites.
//!
//! The peers are built or installed by the bench itself: the crate `tiktoken` compiled to WebAssembly like the engine, and
//! the npm packages gpt-tokenizer and tiktoken; natively the crates bpe-openai, tiktoken-rs and tiktoken. Read the ratios;
//! the digits depend on the machine. In Node the engines take turns, text by text, so that what disturbs one disturbs all.

mod coach;
mod embed;
pub mod module;
mod native;
mod page;

use self::module::Module;
use crate::places;
use crate::process::{self, Show};
use crate::setup::{self, Purpose, programs};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What `cargo xtask bench` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// What is measured
    what: What,
    /// Tokens only in WebAssembly, not natively
    #[arg(long)]
    no_native: bool,
    /// In Chromium too
    #[arg(long)]
    chromium: bool,
    /// The part of the prompts that the coach is scored on
    #[arg(long, default_value = "dev")]
    part: Part,
    /// One file of that part alone (`fresh-1`); all of them without it
    #[arg(long)]
    file: Option<String>,
    /// The coach or the tag by itself, without what is fetched to compare or judge it with
    #[arg(long)]
    no_peers: bool,
    /// The tag as it was built before
    #[arg(long)]
    no_build: bool,
}

/// A part of the coach's corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Read while working; mismatches are listed.
    Dev,
    /// Opened only to score.
    Scoring,
}

impl From<Part> for promptwatt_corpus::Part {
    fn from(part: Part) -> promptwatt_corpus::Part {
        match part {
            Part::Dev => promptwatt_corpus::Part::Dev,
            Part::Scoring => promptwatt_corpus::Part::Scoring,
        }
    }
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Counting tokens.
    Tokens,
    /// The coach's reading, savings and speed.
    Coach,
    /// The built page, by Lighthouse as on a phone.
    Page,
    /// The tag in a site: memory, first number, shifts, Lighthouse.
    Embed,
}

/// The published packages, as npm takes them.
const NPM_PEERS: [&str; 2] = ["gpt-tokenizer@4.0.0", "tiktoken@1.0.22"];
/// In the order of the columns; the first is what the others are compared with.
const ENGINES: [&str; 4] = ["ours", "peer", "gpt-tokenizer", "tiktoken"];
/// Ours, from what it kept; that it does in Node alone.
const PREPARED: &str = "prepared";

/// What is printed of an engine.
#[derive(Debug, Deserialize)]
struct Measured {
    start_ms: f64,
    ascii_ms: Option<f64>,
    rss_mb: f64,
    rows: Vec<Row>,
    #[serde(default)]
    edits: Vec<Edits>,
}

#[derive(Debug, Deserialize)]
struct Row {
    name: String,
    bytes: usize,
    tokens: usize,
    first_ms: f64,
    warm_ms: f64,
}

#[derive(Debug, Deserialize)]
struct Edits {
    name: String,
    median_ms: f64,
    p99_ms: f64,
    worst_ms: f64,
}

/// Runs the verb.
///
/// # Errors
/// When something cannot be built, installed or run, or two engines count differently.
pub fn run(options: &Options) -> Result<()> {
    let folder = places::target().join("bench");
    fs::create_dir_all(&folder)?;
    match options.what {
        What::Coach => return coach::run(options, &folder),
        What::Page => return page::run(&folder),
        What::Embed => return embed::run(&folder, options.no_build, options.no_peers),
        What::Tokens => {}
    }
    if !options.no_native {
        native::run(&folder)?;
    }
    let toolchain = setup::toolchain(Purpose::Test)?;
    module::build(&toolchain, Module::Ours, &folder)?;
    module::build(&toolchain, Module::Peer, &folder)?;
    install(&NPM_PEERS, &folder)?;
    let mut hosts = vec![Host::Node];
    if options.chromium {
        hosts.push(Host::Chromium);
    }
    for host in hosts {
        let measured = match host {
            Host::Node => in_turns(&folder)?,
            Host::Chromium => ENGINES
                .iter()
                .map(|engine| in_chromium(engine, &folder))
                .collect::<Result<Vec<_>>>()?,
        };
        println!("\n{host:?}");
        print(&measured)?;
    }
    Ok(())
}

/// Installs npm packages into the folder, for nothing else to see.
fn install(packages: &[&str], folder: &Path) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder)
        .args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--prefix",
            ".",
        ])
        .args(packages);
    process::run("fetching the peers", Show::Heartbeat, &mut npm)
}

/// What runs the modules.
#[derive(Clone, Copy, Debug)]
enum Host {
    Node,
    Chromium,
}

/// Each figure of Node is the median of so many rounds.
const ROUNDS: &str = "5";

/// All engines in Node, and last what ours takes from what it kept: see bench/turns.mjs.
fn in_turns(folder: &Path) -> Result<Vec<Measured>> {
    eprintln!("measuring in Node, {ROUNDS} rounds");
    let mut command = Command::new("node");
    command
        .arg(places::root().join("bench/turns.mjs"))
        .arg(fs::canonicalize(folder)?)
        .arg(places::root().join("public/vocab"))
        .arg(ROUNDS)
        .args(ENGINES)
        .arg(PREPARED);
    measured(&mut command)
}

fn in_chromium(engine: &str, folder: &Path) -> Result<Measured> {
    eprintln!("measuring {engine} in Chromium");
    let mut command = Command::new("node");
    command
        .envs(programs::Browser::Chromium.variables()?)
        .arg(places::root().join("bench/chromium.mjs"))
        .arg(engine)
        .arg(fs::canonicalize(folder)?)
        .arg(places::root().join("public/vocab"));
    measured(&mut command)
}

fn measured<M: DeserializeOwned>(command: &mut Command) -> Result<M> {
    let output = command.output().context("cannot start node")?;
    ensure!(
        output.status.success(),
        "measuring failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("node printed no result")
}

fn print(measured: &[Measured]) -> Result<()> {
    let (measured, prepared) = measured.split_at(measured.len().min(ENGINES.len()));
    let [ours, others @ ..] = measured else {
        return Ok(());
    };
    println!("milliseconds; in brackets, ours as a multiple of it");
    println!(
        "{:26} {:>9} {:>18} {:>18} {:>18}",
        "", ENGINES[0], "tiktoken (crate)", ENGINES[2], "tiktoken (npm)"
    );
    for row in &ours.rows {
        for (pass, of) in [("first", false), ("warm", true)] {
            let time = |row: &Row| if of { row.warm_ms } else { row.first_ms };
            let mut line = format!("{:15} {:4}k {:5}", row.name, row.bytes / 1000, pass);
            line.push_str(&format!(" {:9.2}", time(row)));
            for other in others {
                let same = other
                    .rows
                    .iter()
                    .find(|other| other.name == row.name && other.bytes == row.bytes);
                match same {
                    Some(other) => {
                        ensure!(
                            other.tokens == row.tokens,
                            "{}: {} tokens, and {} by another",
                            row.name,
                            row.tokens,
                            other.tokens
                        );
                        line.push_str(&format!(
                            " {:10.2} ({:.3})",
                            time(other),
                            time(row) / time(other)
                        ));
                    }
                    None => line.push_str(&format!(" {:>18}", "-")),
                }
            }
            println!("{line}");
        }
    }
    let times = |of: fn(&Measured) -> f64| {
        measured
            .iter()
            .map(|one| format!("{:.1}", of(one)))
            .collect::<Vec<_>>()
            .join("  ")
    };
    println!("start to first count, ms: {}", times(|one| one.start_ms));
    println!(
        "  ours with the ASCII part: {:.1}",
        ours.ascii_ms.unwrap_or(f64::NAN)
    );
    for prepared in prepared {
        println!(
            "  ours from the prepared form of that: {:.1}",
            prepared.start_ms
        );
    }
    println!("memory after load, MB: {}", times(|one| one.rss_mb));
    println!("\nan edit in 1 MB, ms: median, 99th percentile, worst");
    for edits in &ours.edits {
        println!(
            "{:15} {:8.3} {:8.3} {:8.3}",
            edits.name, edits.median_ms, edits.p99_ms, edits.worst_ms
        );
    }
    Ok(())
}
