//! `cargo xtask train-task`: the weights of the coach's model of tasks, which decides where no rule tells what a prompt
//! asks for.
//!
//! It learns from the development prompts alone, each read with the whole lexicon and several times with one of which a
//! third of the phrases are missing: so it learns what to make of a prompt whose words nobody wrote into the lexicon, which
//! the development prompts, long worked with, hardly show any more. The same input gives the same weights.

mod softmax;

use crate::places;
use anyhow::{Context, Result};
use promptwatt_coach::training::{Evidence, Found, SIGNS};
use promptwatt_coach::{Coach, Language, RuleSet, Task};
use promptwatt_corpus::{Part, Prompt, load};
use softmax::{Case, Weights, train};
use std::collections::BTreeSet;
use std::fs;

/// What `cargo xtask train-task` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Say how well the model carries over, and write nothing
    #[arg(long)]
    dry: bool,
}

/// How many lexicons lack words, and how many phrases of a hundred each lacks.
const THINNED: u64 = 6;
const LACKING: u64 = 35;
/// What a prompt read with such a lexicon weighs beside one read with the whole.
const THINNED_WEIGHT: f32 = 0.5;

/// A prompt as one of the coaches finds its task.
struct Read<'a> {
    prompt: &'a Prompt,
    thinned: bool,
    found: Found,
}

impl Read<'_> {
    /// What the rules tell is learnt from too: it shows what the signs of a task are.
    fn case(&self) -> Option<Case> {
        let (Found::BySigns(evidence, _) | Found::ByRule(evidence, _)) = self.found;
        Some(Case {
            signs: evidence.signs().collect(),
            class: Task::ALL
                .iter()
                .position(|task| *task == self.prompt.tasks[0])?,
            weight: if self.thinned { THINNED_WEIGHT } else { 1.0 },
        })
    }
}

/// Right with the rules alone and right with the model, of how many.
#[derive(Default, Clone, Copy)]
struct Tally {
    rules: usize,
    model: usize,
    all: usize,
}

/// Trains, says how well the model carries over to what it was not trained on, and writes the weights.
///
/// # Errors
/// When the prompts or the rules cannot be read, or the weights not written.
pub fn run(options: &Options) -> Result<()> {
    let root = places::root();
    let prompts = load(&root.join("bench/coach/corpus"), Part::Dev)?;
    let mut reads = Vec::new();
    for copy in 0..=THINNED {
        let coach = coach(copy)?;
        reads.extend(prompts.iter().map(|prompt| Read {
            prompt,
            thinned: copy > 0,
            found: coach.found(&prompt.text),
        }));
    }
    let all: Vec<Case> = reads.iter().filter_map(Read::case).collect();
    let guessed = |read: &&Read<'_>| matches!(read.found, Found::BySigns(..));
    println!(
        "{} prompts; {} readings, {} of them without a rule that tells the task",
        prompts.len(),
        all.len(),
        reads.iter().filter(guessed).count()
    );
    println!("task right, percent: by rules alone, with a model trained on all other groups");
    validate(&reads, "language", |prompt| {
        prompt.language.map_or("und", Language::code).to_owned()
    });
    validate(&reads, "origin", |prompt| {
        if prompt.file.starts_with("fresh") {
            prompt.file.clone()
        } else {
            "first corpus".to_owned()
        }
    });
    if options.dry {
        return Ok(());
    }
    let path = root.join("crates/coach/data/task.weights");
    let bytes = train(&all, SIGNS, Task::ALL.len()).to_bytes();
    fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
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

/// Prints how well a model does on each group that was trained on the others.
fn validate(reads: &[Read<'_>], name: &str, group: impl Fn(&Prompt) -> String) {
    let groups: BTreeSet<String> = reads.iter().map(|read| group(read.prompt)).collect();
    let mut sums = [Tally::default(); 2];
    for held in &groups {
        let others = reads.iter().filter(|read| group(read.prompt) != *held);
        let cases: Vec<Case> = others.filter_map(Read::case).collect();
        let model = train(&cases, SIGNS, Task::ALL.len());
        let mut own = [Tally::default(); 2];
        for read in reads.iter().filter(|read| group(read.prompt) == *held) {
            let (rules, with) = match read.found {
                Found::ByRule(_, task) => (task, task),
                Found::BySigns(evidence, guess) => (guess, likeliest(&model, evidence)),
            };
            for tally in [
                &mut own[usize::from(read.thinned)],
                &mut sums[usize::from(read.thinned)],
            ] {
                tally.all += 1;
                tally.rules += usize::from(read.prompt.tasks.contains(&rules));
                tally.model += usize::from(read.prompt.tasks.contains(&with));
            }
        }
        print(&format!("{name} {held}"), own);
    }
    print(&format!("by {name}, all"), sums);
}

fn likeliest(model: &Weights, evidence: Evidence) -> Task {
    Task::ALL[model.likeliest(&evidence.signs().collect::<Vec<_>>())]
}

fn print(name: &str, [whole, thinned]: [Tally; 2]) {
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    println!(
        "{name:22} {:5.1} -> {:5.1}   a third of the words missing: {:5.1} -> {:5.1}",
        share(whole.rules, whole.all),
        share(whole.model, whole.all),
        share(thinned.rules, thinned.all),
        share(thinned.model, thinned.all),
    );
}
