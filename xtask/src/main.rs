//! The project's tasks, one entry point: `cargo xtask --help`.

mod bench;
mod build;
mod check_factors;
mod dist;
mod headers;
mod latency;
mod lock;
mod npm;
mod pack_rules;
mod pack_vocab;
mod pages;
mod places;
mod process;
mod scorm;
#[cfg(test)]
mod scratch;
mod screenshots;
mod serve;
mod setup;
mod site;
mod size;
mod split;
mod test;
mod train;
mod unchanged;
mod update_factors;
mod widget;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Promptwatt's tasks"
)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Set up what is missing, build the page and serve it on http://127.0.0.1:8080
    Serve(serve::Options),
    /// Set up what is missing and run every test: native, wasm, browser
    Test(test::Options),
    /// Set up what is missing and build the release page into dist/
    Build(build::Options),
    /// Create the tools that are missing, and nothing else
    Setup(setup::Options),
    /// Weigh the built page against budget.toml
    Size(size::Options),
    /// Measure how long a key takes in the built page, for a short and a long prompt
    Latency(latency::Options),
    /// Take pictures of the page in all languages, themes and sizes into target/screenshots/
    Screenshots(screenshots::Options),
    /// Render the languages, compressed copies and headers: Trunk runs it at the end of each build
    Pages(pages::Options),
    /// Pack lessons and quiz of the built page for learning platforms: a SCORM 1.2 package per language
    Scorm(scorm::Options),
    /// Build the module of the npm package into target/widget/, and weigh it with and without the coach
    Widget(widget::Options),
    /// Make everything that goes out in target/dist/: the site for any static host, its headers, guides, and the npm package
    Dist(dist::Options),
    /// Put the npm package together and pack it into target/npm/
    Npm(npm::Options),
    /// Pack a vocabulary into public/vocab/ from the official ranks inside the tiktoken-rs crate
    PackVocab(pack_vocab::Options),
    /// Measure counting beside its peers
    Bench(bench::Options),
    /// Compile crates/coach/rules/*.toml into public/rules/
    PackRules(pack_rules::Options),
    /// Train the coach's model of tasks on the development prompts, into crates/coach/data/task.weights
    TrainTask(train::Options),
    /// Train the coach's model of lengths on the development prompts, into crates/coach/data/length.weights
    TrainLength(train::Options),
    /// Train the coach's model of texts to work on, into crates/coach/data/payload.weights
    TrainPayload(train::Options),
    /// List the factors, models and providers whose sources are due to be looked at again
    CheckFactors(check_factors::Options),
    /// Tabulate grid intensities, water factors and electricity per head into crates/energy/data/
    UpdateFactors(update_factors::Options),
}

fn main() -> ExitCode {
    // A person wants the sentence; a backtrace of a failed `npm install` tells nobody anything.
    let outcome = if split::is_stand_in() {
        split::stand_in()
    } else {
        run(&Arguments::parse().verb).map(|()| ExitCode::SUCCESS)
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: &Verb) -> anyhow::Result<()> {
    match verb {
        Verb::Serve(options) => serve::run(options),
        Verb::Test(options) => test::run(options),
        Verb::Build(options) => build::run(options),
        Verb::Setup(options) => setup::run(options),
        Verb::Size(options) => size::run(options),
        Verb::Latency(options) => latency::run(options),
        Verb::Screenshots(options) => screenshots::run(options),
        Verb::Pages(options) => pages::run(options),
        Verb::Scorm(options) => scorm::run(options),
        Verb::Widget(options) => widget::run(options),
        Verb::Dist(options) => dist::run(options),
        Verb::Npm(options) => npm::run(options),
        Verb::PackVocab(options) => pack_vocab::run(options),
        Verb::Bench(options) => bench::run(options),
        Verb::PackRules(options) => pack_rules::run(options),
        Verb::TrainTask(options) => train::task::run(options),
        Verb::TrainLength(options) => train::length::run(options),
        Verb::TrainPayload(options) => train::payload::run(options),
        Verb::CheckFactors(options) => check_factors::run(options),
        Verb::UpdateFactors(options) => update_factors::run(options),
    }
}
