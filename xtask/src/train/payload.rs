//! `cargo xtask train-payload`: the weights of the coach's model of texts to work on.
//!
//! It learns where such a text stands where no rule finds one, from the development prompts and from the lines of `bench/coach/corpus/tasks` whose text a sign or
//! a line break sets apart, each read with the whole lexicon and with some that lack words. The same input gives the same weights.

use super::{
    LINES, Model, Options, SHAPES, Score, THINNED, THINNED_WEIGHT, case, coach, origin, write,
};
use crate::places;
use anyhow::Result;
use promptwatt_coach::training::{ENOUGH, Found, SPLIT_CLUES};
use promptwatt_corpus::softmax::Case;
use promptwatt_corpus::{Line, Part, lines, load};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a prompt weighs beside a line, and one that shows a common shape.
const PROMPT_WEIGHT: f32 = 8.0;
/// What a prompt weighs in which the rules find nothing, beside one in which they do and the model is not asked.
const MISSED_WEIGHT: f32 = 3.0;

/// A prompt as one of the coaches reads it.
struct Read {
    origin: String,
    /// Where its text stands by the label.
    payload: Option<Range<usize>>,
    text: String,
    weight: f32,
    found: Found,
    thinned: bool,
}

impl Read {
    /// Whether a stretch is the text of the label, whichever of both has the quotation marks.
    fn is_payload(&self, utf8: &Range<usize>) -> bool {
        self.payload
            .as_ref()
            .is_some_and(|own| unquoted(&self.text, own) == unquoted(&self.text, utf8))
    }

    fn cases(&self) -> impl Iterator<Item = Case> {
        let missed = if self.found.payload.is_empty() {
            MISSED_WEIGHT
        } else {
            1.0
        };
        let read = if self.thinned { THINNED_WEIGHT } else { 1.0 };
        let weight = self.weight * missed * read;
        self.found
            .splits
            .iter()
            .map(move |split| case(split.clues.numbers(), self.is_payload(&split.utf8), weight))
    }

    /// What a model takes for the text.
    fn likely(&self, model: &Model) -> Option<&Range<usize>> {
        let splits = self.found.splits.iter();
        model.likeliest(
            ENOUGH as f32,
            splits.map(|split| (split.clues.numbers(), &split.utf8)),
        )
    }
}

fn unquoted(text: &str, utf8: &Range<usize>) -> Range<usize> {
    let outside = |c: char| c.is_whitespace() || "\"“”„«»‘’「」'`".contains(c);
    let inner = &text[utf8.clone()];
    let begun = inner.trim_start_matches(outside);
    let start = utf8.end - begun.len();
    start..start + begun.trim_end_matches(outside).len()
}

/// Trains, says how well the model carries over to what it was not trained on, and writes the weights.
///
/// # Errors
/// When the prompts or the rules cannot be read, or the weights not written.
pub fn run(options: &Options) -> Result<()> {
    let reads = reads()?;
    let cases: Vec<Case> = reads.iter().flat_map(Read::cases).collect();
    println!("{} readings, {} stretches", reads.len(), cases.len());
    if !options.quick {
        println!("texts found, precision/recall, with a model trained on all other groups");
        validate(&reads);
        if options.dry {
            return Ok(());
        }
    }
    write("payload.weights", &Model::of(&cases, SPLIT_CLUES).weights())
}

/// Whether a reader sees where the text of a line begins or ends: many lines were written with a blank there, for want of a line break.
fn is_apart(line: &Line) -> bool {
    line.payload.as_ref().is_none_or(|utf8| {
        let (before, behind) = (&line.text[..utf8.start], &line.text[utf8.end..]);
        before.trim_end_matches(' ').ends_with(['\n', ':', '：'])
            || (before.trim().is_empty() && behind.starts_with('\n'))
    })
}

/// Every prompt as every coach reads it.
fn reads() -> Result<Vec<Read>> {
    let corpus = places::root().join("bench/coach/corpus");
    let mut prompts = Vec::new();
    for prompt in load(&corpus, Part::Dev)? {
        let ends = prompt.payload.first().zip(prompt.payload.last());
        let payload = ends.map(|(first, last)| first.start..last.end);
        prompts.push((origin(prompt.file), payload, prompt.text, PROMPT_WEIGHT));
    }
    for line in lines(&corpus.join("tasks"))? {
        if is_apart(&line) {
            let weight = if line.file == SHAPES {
                PROMPT_WEIGHT
            } else {
                1.0
            };
            prompts.push((LINES.to_owned(), line.payload, line.text, weight));
        }
    }
    let mut reads = Vec::new();
    for copy in 0..=THINNED {
        let coach = coach(copy)?;
        reads.extend(prompts.iter().map(|(origin, payload, text, weight)| Read {
            origin: origin.clone(),
            payload: payload.clone(),
            text: text.clone(),
            weight: *weight,
            found: coach.found(text),
            thinned: copy > 0,
        }));
    }
    Ok(reads)
}

/// Prints how well rules and a model do on each origin that the model was not trained on; the lines are always trained on.
fn validate(reads: &[Read]) {
    let mut groups: BTreeSet<&str> = reads.iter().map(|read| &*read.origin).collect();
    groups.remove(LINES);
    let (mut rules, mut both, mut alone) = (Score::default(), Score::default(), Score::default());
    for held in groups {
        let others = reads.iter().filter(|read| read.origin != held);
        let cases: Vec<Case> = others.flat_map(Read::cases).collect();
        let model = Model::of(&cases, SPLIT_CLUES);
        for read in reads
            .iter()
            .filter(|read| read.origin == held && !read.thinned)
        {
            let ends = read.found.payload.first().zip(read.found.payload.last());
            let ruled = ends.map(|(first, last)| first.start..last.end);
            let likely = read.likely(&model);
            let add = |score: &mut Score, told: Option<&Range<usize>>| {
                let right = told.is_some_and(|told| read.is_payload(told));
                score.add(right, told.is_some(), read.payload.is_some());
            };
            add(&mut rules, ruled.as_ref());
            add(&mut both, ruled.as_ref().or(likely));
            if ruled.is_none() {
                add(&mut alone, likely);
            }
        }
    }
    rules.print("rules");
    both.print("rules, and the model where they find none");
    alone.print("the model, there");
}
