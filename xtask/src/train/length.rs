//! `cargo xtask train-length`: the weights of the coach's model of lengths.
//!
//! It learns which number of a request states the length of the answer from the development prompts and from those lines of `bench/coach/corpus/tasks` that
//! somebody read for it, each read with the whole lexicon and with some that lack words. The same input gives the same weights.

use super::{
    LINES, Model, Options, Score, THEMED, THINNED, THINNED_WEIGHT, case, coach, origin, write,
};
use crate::places;
use anyhow::{Context, Result};
use promptwatt_coach::Unit;
use promptwatt_coach::training::{Found, LENGTH_CLUES};
use promptwatt_corpus::softmax::Case;
use promptwatt_corpus::{Part, lines, load, stated};
use std::collections::BTreeSet;
use std::fs;

/// What a prompt weighs beside a line, and one that was written to state a length in an unusual way.
const PROMPT_WEIGHT: f32 = 4.0;
const THEMED_WEIGHT: f32 = 2.0;
/// What a case of the coach's tests weighs, of which each shows something of its own.
const CASE_WEIGHT: f32 = 16.0;

/// A unit and how many, where a length is stated.
type Stated = Option<(Unit, u32)>;

/// A prompt as one of the coaches reads it.
struct Read {
    origin: String,
    length: Stated,
    weight: f32,
    found: Found,
    thinned: bool,
}

impl Read {
    fn cases(&self) -> impl Iterator<Item = Case> {
        let weight = self.weight * if self.thinned { THINNED_WEIGHT } else { 1.0 };
        self.found.lengths.iter().map(move |stating| {
            let limit = (stating.limit.unit, stating.limit.at_most);
            case(stating.clues.numbers(), self.length == Some(limit), weight)
        })
    }

    /// What a model reads.
    fn limit(&self, model: &Model) -> Stated {
        let statings = self.found.lengths.iter();
        model
            .likeliest(0.0, statings.map(|one| (one.clues.numbers(), one.limit)))
            .or(self.found.fixed)
            .map(|limit| (limit.unit, limit.at_most))
    }
}

/// Trains, says how well the model carries over to what it was not trained on, and writes the weights.
///
/// # Errors
/// When the prompts or the rules cannot be read, or the weights not written.
pub fn run(options: &Options) -> Result<()> {
    let reads = reads()?;
    let cases: Vec<Case> = reads.iter().flat_map(Read::cases).collect();
    println!("{} readings, {} numbers", reads.len(), cases.len());
    if !options.quick {
        println!("lengths told, precision/recall, with a model trained on all other groups");
        validate(&reads);
        if options.dry {
            return Ok(());
        }
    }
    write("length.weights", &Model::of(&cases, LENGTH_CLUES).weights())
}

/// Every prompt as every coach reads it.
fn reads() -> Result<Vec<Read>> {
    let corpus = places::root().join("bench/coach/corpus");
    let mut prompts = Vec::new();
    for prompt in load(&corpus, Part::Dev)? {
        let length = prompt.length.map(|length| (length.unit, length.number));
        let origin = origin(prompt.file);
        let weight = if THEMED.contains(&&*origin) {
            THEMED_WEIGHT
        } else {
            PROMPT_WEIGHT
        };
        prompts.push((origin, length, prompt.text, weight));
    }
    for line in lines(&corpus.join("tasks"))? {
        if let Some(length) = line.length {
            prompts.push((LINES.to_owned(), length, line.text, 1.0));
        }
    }
    for (length, text) in cases()? {
        prompts.push((LINES.to_owned(), length, text, CASE_WEIGHT));
    }
    let mut reads = Vec::new();
    for copy in 0..=THINNED {
        let coach = coach(copy)?;
        reads.extend(prompts.iter().map(|(origin, length, text, weight)| Read {
            origin: origin.clone(),
            length: *length,
            weight: *weight,
            thinned: copy > 0,
            found: coach.found(text),
        }));
    }
    Ok(reads)
}

/// The cases of the coach's tests: the length that each states, and its text.
fn cases() -> Result<Vec<(Stated, String)>> {
    let path = places::root().join("crates/coach/tests/lengths.tsv");
    let written =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let labelled = |line: &str| {
        let mut fields = line.split('\t').skip(2);
        Some((stated(fields.next()?)?, fields.next()?.to_owned()))
    };
    written
        .lines()
        .map(|line| labelled(line).with_context(|| format!("not a case: {line}")))
        .collect()
}

/// Prints how well a model does on each origin that was trained on the others; the lines are always trained on.
fn validate(reads: &[Read]) {
    let mut groups: BTreeSet<&str> = reads.iter().map(|read| &*read.origin).collect();
    groups.remove(LINES);
    let mut all = [Score::default(); 2];
    for held in groups {
        let others = reads.iter().filter(|read| read.origin != held);
        let cases: Vec<Case> = others.flat_map(Read::cases).collect();
        let model = Model::of(&cases, LENGTH_CLUES);
        let mut own = Score::default();
        for read in reads.iter().filter(|read| read.origin == held) {
            let told = read.limit(&model);
            let (is_told, is_there) = (told.is_some(), read.length.is_some());
            let right = is_told && told == read.length;
            all[usize::from(read.thinned)].add(right, is_told, is_there);
            if !read.thinned {
                own.add(right, is_told, is_there);
            }
        }
        own.print(held);
    }
    all[0].print("all");
    all[1].print("a third of the words missing");
}
