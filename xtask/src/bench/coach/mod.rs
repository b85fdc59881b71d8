//! `cargo xtask bench coach`: how well and how fast the coach reads, and what it saves beside its peers.
//!
//! The reading is scored against the labels of `bench/coach/corpus`; of the part that is set aside only figures are printed.
//! The peers are npm packages that the bench fetches; all that is compared is measured in one run on the same texts.

mod peers;
mod score;

use super::{Options as Asked, Part};
use crate::places;
use anyhow::{Context, Result, ensure};
use promptwatt_coach::{Coach, Language, Options, RuleSet};
use promptwatt_corpus::{Prompt, load};
use promptwatt_tokens::{Counter, Encoding, Parts, Tokenizer, Vocabulary};
use score::Score;
use std::fs;
use std::path::Path;

/// The coach as the page has it: the committed rules and the exact counter.
struct Bench {
    coach: Coach,
    counter: Counter,
    prompts: Vec<Prompt>,
}

/// Runs the verb.
///
/// # Errors
/// When the corpus or a peer cannot be read, built, installed or run.
pub fn run(asked: &Asked, folder: &Path) -> Result<()> {
    let part = asked.part;
    let mut bench = Bench {
        coach: coach()?,
        counter: counter()?,
        prompts: load(&places::root().join("bench/coach/corpus"), part.into())?,
    };
    if let Some(file) = &asked.file {
        bench.prompts.retain(|prompt| prompt.file == *file);
        ensure!(!bench.prompts.is_empty(), "no prompts in a file {file}");
    }
    let mut score = Score::default();
    for prompt in &bench.prompts {
        let reading = bench
            .coach
            .read(&prompt.text, &Options::default(), &bench.counter);
        score.add(prompt, &reading);
    }
    score.print(part == Part::Dev);
    if asked.no_peers {
        return Ok(());
    }
    peers::run(&bench, folder)
}

fn coach() -> Result<Coach> {
    let mut coach = Coach::new();
    for language in Language::ALL {
        let path = places::root().join(format!("public/rules/{}.rules", language.code()));
        let packed = fs::read(&path).with_context(|| format!("no rules in {}", path.display()))?;
        coach.add(RuleSet::from_packed(&packed)?);
    }
    Ok(coach)
}

fn counter() -> Result<Counter> {
    let folder = places::root().join("public/vocab");
    let packed = Encoding::O200kBase
        .files(Parts::ALL)
        .map(|name| fs::read(folder.join(name)))
        .collect::<Result<Vec<_>, _>>()?;
    let vocabulary = Vocabulary::from_packed(&packed)?;
    Ok(Counter::Exact(Tokenizer::new(vocabulary)))
}
