//! The project's tasks, one entry point: `cargo xtask --help`.

mod pack_rules;
mod pack_vocab;
mod update_factors;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Promptwatt's tasks")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Pack a vocabulary into public/vocab/ from the official ranks inside the tiktoken-rs crate
    PackVocab(pack_vocab::Options),
    /// Compile crates/coach/rules/*.toml into public/rules/
    PackRules(pack_rules::Options),
    /// Tabulate grid intensities, water factors and electricity per head into crates/energy/data/
    UpdateFactors(update_factors::Options),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().verb {
        Verb::PackVocab(options) => pack_vocab::run(&options),
        Verb::PackRules(options) => pack_rules::run(&options),
        Verb::UpdateFactors(options) => update_factors::run(&options),
    }
}
