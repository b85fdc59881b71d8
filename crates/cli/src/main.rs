//! `promptwatt`: tokens, coaching and energy of a prompt, on the command line.
//!
//! Arguments are read in [`arguments`], texts in [`input`]; each verb has a module in [`verbs`] that prints for people or, with `--json`, for
//! machines. What is printed goes through [`output`]; what goes wrong is a [`failure::Failure`]: one line on standard error, exit code 2.
#![forbid(unsafe_code)]

mod arguments;
mod choose;
mod failure;
mod input;
mod jsonl;
mod numbers;
mod output;
mod usage;
mod verbs;
mod vocabulary;

use arguments::{Arguments, Verb};
use clap::Parser;
use failure::{Done, Failure};
use output::Output;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::explain(&error),
    };
    let mut output = Output::standard();
    let done = run(arguments.verb, &mut output).and_then(|done| output.finish().map(|()| done));
    match done {
        Ok(Done::Fine) => ExitCode::SUCCESS,
        Ok(Done::OverLimit) => ExitCode::from(1),
        Ok(Done::BadLines) => ExitCode::from(2),
        Err(failure) => failure.report(),
    }
}

fn run(verb: Verb, output: &mut Output) -> Result<Done, Failure> {
    match verb {
        Verb::Count(options) => verbs::count::run(&options, output),
        Verb::Coach(options) => verbs::coach::run(&options, output),
        Verb::Estimate(options) => verbs::estimate::run(&options, output),
        Verb::Compare(options) => verbs::compare::run(&options, output),
        Verb::Levers(options) => verbs::levers::run(&options, output),
        Verb::Scale(options) => verbs::scale::run(&options, output),
        Verb::Report(options) => verbs::report::run(&options, output),
        Verb::Models(options) => verbs::models::run(&options, output),
        Verb::Regions(options) => verbs::regions::run(&options, output),
        Verb::Factors(options) => verbs::factors::run(&options, output),
        Verb::Providers(options) => verbs::providers::run(&options, output),
        Verb::Equivalences(options) => verbs::equivalences::run(&options, output),
        Verb::Badge(options) => verbs::badge::run(&options, output),
        Verb::Pack(options) => verbs::pack::run(&options, output),
        Verb::Rules(options) => verbs::rules::run(&options, output),
    }
}
