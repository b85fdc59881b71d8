//! What the coach saves and how fast it is, beside published checkers of wordiness.

use super::Bench;
use crate::bench::install;
use crate::bench::module::{self, Module};
use crate::places;
use crate::process::{self, Show};
use crate::setup::{self, Purpose};
use anyhow::{Context, Result, ensure};
use promptwatt_coach::{Language, Options, Task, apply};
use promptwatt_corpus::{Prompt, losses};
use promptwatt_tokens::Edit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

/// The published packages, as npm takes them: the checkers, and what retext needs to read a text.
const PACKAGES: [&str; 7] = [
    "retext-simplify@8.0.0",
    "write-good@1.0.8",
    "harper.js@2.10.0",
    "unified@11.0.5",
    "retext-english@5.0.0",
    "retext-stringify@4.0.0",
    "vfile@6.0.3",
];
const PEERS: [&str; 2] = ["retext-simplify", "write-good"];

#[derive(Serialize)]
struct Text<'a> {
    language: &'a str,
    text: &'a str,
}

/// What coach.mjs prints.
#[derive(Deserialize)]
struct Measured {
    edits: BTreeMap<String, Vec<Vec<PeerEdit>>>,
    generated: Vec<Generated>,
    rows: Vec<Row>,
    sets: serde_json::Value,
}

#[derive(Deserialize)]
struct PeerEdit {
    start: usize,
    end: usize,
    replacement: String,
}

#[derive(Deserialize)]
struct Generated {
    name: String,
    text: String,
}

#[derive(Deserialize)]
struct Row {
    engine: String,
    name: String,
    bytes: usize,
    ms: f64,
}

impl Row {
    fn mb_per_second(&self) -> f64 {
        self.bytes as f64 / 1000.0 / self.ms
    }
}

/// Builds and installs what is compared, measures, prints.
///
/// # Errors
/// When something cannot be built, installed or run.
pub fn run(bench: &Bench, folder: &Path) -> Result<()> {
    // Apart from the other bench, whose packages npm would take away.
    let folder = &folder.join("checkers");
    fs::create_dir_all(folder)?;
    let toolchain = setup::toolchain(Purpose::Test)?;
    // As the page is built.
    module::build(&toolchain, Module::Coach, folder)?;
    install(&PACKAGES, folder)?;
    let folder = fs::canonicalize(folder)?;
    let texts: Vec<Text<'_>> = bench
        .prompts
        .iter()
        .map(|prompt| Text {
            language: prompt.language.map_or("und", Language::code),
            text: &prompt.text,
        })
        .collect();
    let file = folder.join("coach-texts.json");
    fs::write(&file, serde_json::to_vec(&texts)?)?;
    eprintln!("measuring in Node (minutes)");
    let output = Command::new("node")
        .arg(places::root().join("bench/coach.mjs"))
        .arg(&folder)
        .arg(places::root().join("public/vocab"))
        .arg(places::root().join("public/rules"))
        .arg(&file)
        .output()
        .context("cannot start node")?;
    ensure!(
        output.status.success(),
        "coach.mjs failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let measured: Measured = serde_json::from_slice(&output.stdout)?;
    savings(bench, &measured);
    let native = native(&measured, &folder)?;
    speeds(&measured, &native);
    Ok(())
}

/// Sums over some texts for one engine.
#[derive(Default)]
struct Saving {
    tokens: f64,
    saved: f64,
    changed: usize,
    unsafe_changes: usize,
}

fn savings(bench: &Bench, measured: &Measured) {
    let count = |text: &str| bench.counter.count(text).central();
    let mut sums: BTreeMap<(&str, &str), Saving> = BTreeMap::new();
    let generated = measured
        .generated
        .iter()
        .map(|one| (one.text.as_str(), None, vec![one.name.as_str()], Vec::new()));
    let prompts = bench.prompts.iter().map(|prompt| {
        let mut groups = vec!["prompts, all"];
        if prompt.language == Some(Language::English) {
            groups.push("prompts, English");
        }
        let text = prompt.text.as_str();
        (text, prompt.language, groups, protected(prompt))
    });
    for (number, (text, language, groups, protected)) in prompts.chain(generated).enumerate() {
        let before = count(text);
        let reading = bench.coach.read(text, &Options::default(), &bench.counter);
        let mut rewritten = vec![("coach", apply(text, &reading.suggestions))];
        for peer in PEERS {
            let edits = measured.edits.get(peer).and_then(|all| all.get(number));
            let free = |edit: &&PeerEdit| {
                protected
                    .iter()
                    .all(|range| edit.end <= range.start || edit.start >= range.end)
            };
            let edits = edits.into_iter().flatten().filter(free);
            rewritten.push((peer, shortened(text, edits, &count)));
        }
        for (engine, after) in rewritten {
            for group in &groups {
                let sum = sums.entry((group, engine)).or_default();
                sum.tokens += before;
                sum.saved += before - count(&after);
                sum.changed += usize::from(after != text);
                sum.unsafe_changes += usize::from(!losses(text, &after, language).is_empty());
            }
        }
    }
    println!("\ntokens saved by edits at the default safety level (o200k_base)");
    println!(
        "{:20} {:16} {:>8} {:>7} {:>7} {:>8} {:>7} {:>9}",
        "", "", "tokens", "saved", "%", "changed", "unsafe", "coach is"
    );
    for ((group, engine), sum) in &sums {
        let ours = sums.get(&(*group, "coach")).map_or(0.0, |ours| ours.saved);
        let ratio = match (*engine == "coach", sum.saved > 0.0) {
            (true, _) => String::new(),
            (_, true) => format!("{:.1} x", ours / sum.saved),
            (_, false) => "-".into(),
        };
        println!(
            "{group:20} {engine:16} {:8.0} {:7.0} {:7.2} {:8} {:7} {ratio:>9}",
            sum.tokens,
            sum.saved,
            100.0 * sum.saved / sum.tokens,
            sum.changed,
            sum.unsafe_changes
        );
    }
}

/// Where a peer's edits do not count, beside quotations and code: the text that a task corrects, translates or judges, and all of a prompt that asks for words
/// of its own. By the labels, not by what the coach finds.
fn protected(prompt: &Prompt) -> Vec<Range<usize>> {
    let worked_on = |task: &Task| matches!(task, Task::Correct | Task::Translate | Task::Classify);
    if prompt.verbatim {
        std::iter::once(0..prompt.text.len()).collect()
    } else if prompt.tasks.first().is_some_and(worked_on) {
        prompt.payload.clone()
    } else {
        Vec::new()
    }
}

/// The text with those edits that save a token by themselves, each after the one before it.
fn shortened<'a>(
    text: &str,
    edits: impl Iterator<Item = &'a PeerEdit>,
    count: &dyn Fn(&str) -> f64,
) -> String {
    let mut edits: Vec<Edit> = edits
        .map(|edit| Edit {
            utf8: edit.start..edit.end,
            replacement: edit.replacement.clone(),
        })
        .collect();
    edits.sort_by_key(|edit| edit.utf8.start);
    let whole = count(text);
    let (mut out, mut done) = (String::new(), 0);
    for edit in &edits {
        let alone = [
            text.get(..edit.utf8.start),
            Some(edit.replacement.as_str()),
            text.get(edit.utf8.end..),
        ];
        let Some(alone) = alone.into_iter().collect::<Option<String>>() else {
            continue;
        };
        if edit.utf8.start < done || count(&alone) >= whole {
            continue;
        }
        out.push_str(text.get(done..edit.utf8.start).unwrap_or_default());
        out.push_str(&edit.replacement);
        done = edit.utf8.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The same sets natively.
fn native(measured: &Measured, folder: &Path) -> Result<Vec<Row>> {
    let file = folder.join("coach-sets.json");
    fs::write(&file, serde_json::to_vec(&measured.sets)?)?;
    let mut build = Command::new("cargo");
    build
        .current_dir(places::root())
        .args(["build", "--profile", "native", "--quiet"])
        .args(["--package", "promptwatt-corpus", "--example", "coach_speed"]);
    process::run("building the coach natively", Show::Heartbeat, &mut build)?;
    let output = Command::new(places::target().join("native/examples/coach_speed"))
        .arg(&file)
        .output()
        .context("cannot start the native coach")?;
    ensure!(
        output.status.success(),
        "coach_speed failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let row = |line: &str| {
        let mut parts = line.split('\t');
        Some(Row {
            engine: "coach".into(),
            name: parts.next()?.into(),
            bytes: parts.next()?.parse().ok()?,
            ms: parts.next()?.parse().ok()?,
        })
    };
    String::from_utf8(output.stdout)?
        .lines()
        .map(|line| row(line).with_context(|| format!("not a measurement: {line}")))
        .collect()
}

fn speeds(measured: &Measured, native: &[Row]) {
    println!(
        "\nMB/s, the whole reading; in brackets, the coach in WebAssembly as a multiple of it"
    );
    println!(
        "{:18} {:>9} {:>10} {:>10} {:>12} {:>16} {:>16} {:>16}",
        "", "kB", "native", "wasm", "wasm, ms", "write-good", "retext-simplify", "harper.js"
    );
    let rows = |engine: &str, name: &str| {
        measured
            .rows
            .iter()
            .find(|row| row.engine == engine && row.name == name)
    };
    for row in native {
        let Some(ours) = rows("coach", &row.name) else {
            continue;
        };
        let mut line = format!(
            "{:18} {:9.1} {:10.1} {:10.1} {:12.3}",
            row.name,
            row.bytes as f64 / 1000.0,
            row.mb_per_second(),
            ours.mb_per_second(),
            ours.ms
        );
        for peer in ["write-good", "retext-simplify", "harper.js"] {
            let cell = rows(peer, &row.name).map_or_else(
                || "-".into(),
                |peer| {
                    let speed = peer.mb_per_second();
                    format!("{speed:.3} ({:.0} x)", ours.mb_per_second() / speed)
                },
            );
            line.push_str(&format!(" {cell:>16}"));
        }
        println!("{line}");
    }
}
