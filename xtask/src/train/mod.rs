//! The weights of the coach's models: of tasks (`cargo xtask train-task`), of lengths (`train-length`) and of texts to work on (`train-payload`).

pub mod length;
pub mod payload;
pub mod task;

use crate::places;
use anyhow::{Context, Result};
use promptwatt_coach::{Coach, Language, RuleSet};
use promptwatt_corpus::softmax::{Case, Shape, Weights, train};
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
/// Prompts that were written to state a length, a form or their very words: what they ask for besides is less as people ask.
const THEMED: [&str; 5] = ["fresh-13", "fresh-14", "fresh-15", "fresh-16", "fresh-17"];

/// The file of lines that show common shapes: a role and courtesy around a request, a text's facts below what is to be written.
const SHAPES: &str = "shapes";

/// How a model of two classes is trained, whether something is so or not: what was best of some, by the prompts of other origins. There are no pieces.
const SHAPE: Shape = Shape {
    signs: 1.5,
    pieces: 0.0,
    scale: 8.0,
    step: 1.0,
};

/// A model that says whether something is so, by clues of so many.
struct Model(Weights);

impl Model {
    fn of(cases: &[Case], clues: usize) -> Model {
        Model(train(cases, clues, 2, SHAPE))
    }

    /// By how much it is likelier than not, in steps of its weights.
    fn sum(&self, clues: &[usize]) -> f32 {
        // What speaks for one class speaks as much against the other.
        self.0.sums(clues, &[])[1]
    }

    /// The likeliest of some with their clues, if its sum is above `enough`.
    fn likeliest<T>(&self, enough: f32, all: impl Iterator<Item = (Vec<usize>, T)>) -> Option<T> {
        let mut best = (enough, None);
        for (clues, one) in all {
            let sum = self.sum(&clues);
            if sum > best.0 {
                best = (sum, Some(one));
            }
        }
        best.1
    }

    /// A byte for each clue, and at last one for none.
    fn weights(&self) -> Vec<u8> {
        self.0.signs().chunks(2).map(|pair| pair[1]).collect()
    }
}

/// A case of such a model.
fn case(clues: Vec<usize>, is_so: bool, weight: f32) -> Case {
    Case {
        signs: clues,
        pieces: Vec::new(),
        class: usize::from(is_so),
        weight,
    }
}

/// Told right, told, and there.
#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    told: usize,
    there: usize,
}

impl Score {
    fn add(&mut self, right: bool, told: bool, there: bool) {
        self.right += usize::from(right);
        self.told += usize::from(told);
        self.there += usize::from(there);
    }

    /// Prints precision and recall.
    fn print(self, name: &str) {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        println!(
            "{name:44} {:5.1}/{:5.1}  ({} right of {} told, {} there)",
            share(self.told),
            share(self.there),
            self.right,
            self.told,
            self.there
        );
    }
}

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
