//! The weights of the coach's models: of tasks (`cargo xtask train-task`) and of lengths (`cargo xtask train-length`).

pub mod length;
pub mod payload;
pub mod task;

use crate::places;
use anyhow::{Context, Result};
use promptwatt_coach::{Coach, Language, RuleSet};
use std::fs;

/// What training accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Say how well the model carries over, and write nothing
    #[arg(long)]
    dry: bool,
    /// Write the weights at once, without looking how well they carry over
    #[arg(long, conflicts_with = "dry")]
    quick: bool,
}

/// How many lexicons lack words, and how many phrases of a hundred each lacks.
const THINNED: u64 = 2;
const LACKING: u64 = 35;
/// What a prompt read with such a lexicon weighs beside one read with the whole.
const THINNED_WEIGHT: f32 = 0.5;
/// The origin of what is read from lines.
const LINES: &str = "lines";
/// Prompts that were written to state a length, a form or their very words: what they ask for besides is less as people ask. And what one weighs.
const THEMED: [&str; 5] = ["fresh-13", "fresh-14", "fresh-15", "fresh-16", "fresh-17"];

/// The file of lines that show common shapes: a role and courtesy around a request, a text's facts below what is to be written.
const SHAPES: &str = "shapes";

/// What was written in one go: a file, or all that came first.
fn origin(file: String) -> String {
    if file.starts_with("fresh") {
        file
    } else {
        "first corpus".to_owned()
    }
}

/// Writes a file of weights, and says how long it is.
fn write(name: &str, bytes: &[u8]) -> Result<()> {
    let path = places::root().join("crates/coach/data").join(name);
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

/// A coach with every language, the first whole, the others without some phrases.
fn coach(copy: u64) -> Result<Coach> {
    let mut coach = Coach::new();
    for language in Language::ALL {
        let path = places::root().join(format!("public/rules/{}.rules", language.code()));
        let packed = fs::read(&path).with_context(|| format!("no rules in {}", path.display()))?;
        let rules = RuleSet::from_packed(&packed)?;
        coach.add(rules.lacking(|phrase| copy > 0 && draw(copy, phrase) < LACKING));
    }
    Ok(coach)
}

/// A number below 100 that depends on nothing but these two: FNV-1a, its high bits mixed in.
fn draw(copy: u64, phrase: &str) -> u64 {
    let hash = phrase
        .trim()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325 ^ copy, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
    ((hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) % 100
}
