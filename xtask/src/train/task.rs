//! `cargo xtask train-task`: the weights of the coach's model of tasks.
//!
//! It learns from the development prompts and from the lines of `bench/coach/corpus/tasks`, each read with the whole lexicon and
//! with some of which a third of the phrases are missing: so it learns what to make of a prompt whose words nobody wrote into
//! the lexicon, which the older development prompts, long worked with, hardly show any more. The same input gives the same weights.

use super::{LINES, Options, SHAPES, THEMED, THINNED, THINNED_WEIGHT, coach, origin, write};
use crate::places;
use anyhow::Result;
use promptwatt_coach::Task;
use promptwatt_coach::training::{self, Found, SIGNS};
use promptwatt_corpus::softmax::{Case, Shape, Weights, train};
use promptwatt_corpus::{Part, lines, load};
use std::collections::BTreeSet;

/// What a prompt weighs.
const PROMPT_WEIGHT: f32 = 8.0;
/// What a themed prompt weighs.
const THEMED_WEIGHT: f32 = 3.0;
/// What a line weighs: lines are shorter and plainer than what people write, and a quarter of them tells as much as all.
const LINE_WEIGHT: f32 = 0.5;
/// What a line that shows a common shape weighs.
const SHAPES_WEIGHT: f32 = 6.0;
/// What was best of some, by the prompts of other origins.
const SHAPE: Shape = Shape {
    signs: 12.0,
    pieces: 11.0,
    scale: 5.0,
    step: training::STEP as f32,
};

/// A prompt as one of the coaches finds its task.
struct Read {
    /// What was written in one go.
    origin: String,
    tasks: Vec<Task>,
    /// What it weighs.
    weight: f32,
    thinned: bool,
    found: Found,
}

impl Read {
    fn case(&self) -> Case {
        Case {
            signs: self.found.evidence.signs(),
            pieces: self.found.pieces.clone(),
            class: self.tasks[0] as usize,
            weight: self.weight * if self.thinned { THINNED_WEIGHT } else { 1.0 },
        }
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
    let reads = reads()?;
    println!("{} readings", reads.len());
    if !options.quick {
        println!("task right, percent: by rules alone, with a model trained on all other groups");
        validate(&reads);
        if options.dry {
            return Ok(());
        }
    }
    let cases: Vec<Case> = reads.iter().map(Read::case).collect();
    let weights = train(&cases, SIGNS, Task::ALL.len(), SHAPE);
    let pieces: Vec<_> = weights
        .pieces(SHAPE.step)
        .into_iter()
        .map(|(piece, task, weight)| (piece, Task::ALL[task], weight))
        .collect();
    for (name, bytes) in [
        ("weights", weights.signs()),
        ("pieces", training::packed(&pieces)),
    ] {
        write(&format!("task.{name}"), &bytes)?;
    }
    Ok(())
}

/// Every prompt as every coach reads it.
fn reads() -> Result<Vec<Read>> {
    let corpus = places::root().join("bench/coach/corpus");
    let mut prompts = Vec::new();
    for prompt in load(&corpus, Part::Dev)? {
        let origin = origin(prompt.file);
        let weight = if THEMED.contains(&&*origin) {
            THEMED_WEIGHT
        } else {
            PROMPT_WEIGHT
        };
        prompts.push((origin, prompt.tasks, prompt.text, weight));
    }
    for line in lines(&corpus.join("tasks"))? {
        let weight = if line.file == SHAPES {
            SHAPES_WEIGHT
        } else {
            LINE_WEIGHT
        };
        prompts.push((LINES.to_owned(), line.tasks, line.text, weight));
    }
    let mut reads = Vec::new();
    for copy in 0..=THINNED {
        let coach = coach(copy)?;
        reads.extend(prompts.iter().map(|(origin, tasks, text, weight)| Read {
            origin: origin.clone(),
            tasks: tasks.clone(),
            weight: *weight,
            thinned: copy > 0,
            found: coach.found(text),
        }));
    }
    Ok(reads)
}

/// Prints how well a model does on each origin that was trained on the others; the lines are always trained on.
fn validate(reads: &[Read]) {
    let mut groups: BTreeSet<&str> = reads.iter().map(|read| &*read.origin).collect();
    groups.remove(LINES);
    let mut sums = [Tally::default(); 2];
    for held in groups {
        let others = reads.iter().filter(|read| read.origin != held);
        let cases: Vec<Case> = others.map(Read::case).collect();
        let model = train(&cases, SIGNS, Task::ALL.len(), SHAPE);
        let mut own = [Tally::default(); 2];
        for read in reads.iter().filter(|read| read.origin == held) {
            let with = likeliest(&model, &read.found);
            for tally in [
                &mut own[usize::from(read.thinned)],
                &mut sums[usize::from(read.thinned)],
            ] {
                tally.all += 1;
                tally.rules += usize::from(read.tasks.contains(&read.found.told));
                tally.model += usize::from(read.tasks.contains(&with));
            }
        }
        print(held, own);
    }
    print("all", sums);
}

fn likeliest(model: &Weights, found: &Found) -> Task {
    if found.settled {
        return Task::Chat;
    }
    let signs = found.evidence.signs();
    let more = found
        .said
        .then_some((found.told as usize, training::MARGIN as f32));
    Task::ALL[model.likeliest(&signs, &found.pieces, more)]
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
