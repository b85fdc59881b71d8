//! `promptwatt report`: tokens, energy and advice of a prompt, and a gate for prompts in a repository.

use crate::arguments;
use crate::failure::{Done, Failure, say};
use crate::input::{self, Invalid};
use crate::numbers::{self, two_digits};
use crate::output::Output;
use crate::verbs::{coach, count, estimate};
use crate::vocabulary::{self, Counting};
use crate::{choose, jsonl};
use promptwatt_coach::{Advice, Coach, Kind, Options};
use promptwatt_energy::{Saving, Tokens};
use promptwatt_report::{AnswerSource, Report, Settings};

/// What a run reports with.
struct Desk {
    settings: Settings,
    counting: Counting,
    coach: Coach,
    reading: Options,
}

/// Reports.
///
/// # Errors
/// Where the text cannot be read, or an option is not known.
pub fn run(options: &arguments::Report, output: &mut Output) -> Result<Done, Failure> {
    let (model, region) = (
        choose::model(&options.model)?,
        choose::region(&options.region)?,
    );
    let mut settings = Settings::new(model, region);
    settings.history = Tokens(options.history as f64);
    settings.system = Tokens(options.system as f64);
    let reading = Options {
        language: choose::language(&options.lang)?,
        ..Options::default()
    };
    let desk = Desk {
        settings,
        counting: vocabulary::of_model(model)?,
        coach: choose::coach(&reading),
        reading,
    };
    let invalid = Invalid::lossy(options.text.lossy);
    if let Some(file) = &options.text.jsonl {
        return jsonl::each(file, invalid, output, |prompt| {
            let report = desk.report(&prompt.text)?;
            let done = gate(&report, options, &format!("{}: ", prompt.name()));
            let value = serde_json::to_value(report.json(&prompt.text, &desk.counting.counter))
                .map_err(|error| Failure::new(error.to_string()))?;
            Ok((value, done))
        });
    }
    let text = input::read(options.text.file.as_deref(), invalid)?;
    let report = desk.report(&text)?;
    if options.listing.json {
        output.json(&report.json(&text, &desk.counting.counter))?;
    } else {
        print(&text, &report, &desk.counting, output)?;
    }
    // The report first, then the line that says why the run failed.
    output.finish()?;
    Ok(gate(&report, options, ""))
}

impl Desk {
    fn report(&self, text: &str) -> Result<Report, Failure> {
        promptwatt_report::report(
            text,
            &self.counting.counter,
            &self.coach,
            &self.reading,
            &self.settings,
        )
        .map_err(|error| Failure::new(error.to_string().trim_end_matches('.')))
    }
}

/// Whether a limit is passed; says by how much.
fn gate(report: &Report, options: &arguments::Report, prompt: &str) -> Done {
    let wh = report.before.wh.central().0;
    let tokens = report.count.central();
    let energy = options.max_wh.filter(|most| wh > *most).map(|most| {
        format!(
            "{} Wh is {} Wh more than --max-wh {most} allows",
            two_digits(wh),
            two_digits(wh - most)
        )
    });
    let length = options
        .max_tokens
        .filter(|most| tokens > *most as f64)
        .map(|most| {
            let over = (tokens - most as f64).round() as u64;
            let about = if report.count.is_exact() {
                ""
            } else {
                "about "
            };
            format!(
                "{about}{} tokens is {} more than --max-tokens {most} allows",
                numbers::whole(tokens.round() as u64),
                numbers::whole(over)
            )
        });
    let passed: Vec<String> = energy.into_iter().chain(length).collect();
    if passed.is_empty() {
        return Done::Fine;
    }
    say(&format!("{prompt}over the limit: {}", passed.join("; ")));
    Done::OverLimit
}

fn print(
    text: &str,
    report: &Report,
    counting: &Counting,
    output: &mut Output,
) -> Result<(), Failure> {
    output.line(&format!(
        "Prompt      {}, {}",
        numbers::tokens(report.count),
        count::basis(counting)
    ))?;
    output.line(&format!(
        "Answer      about {}, {}",
        numbers::expected(report.answer.expected),
        asked(report)
    ))?;
    output.line(&format!("Model       {}", report.settings.model.name()))?;
    output.line(&format!("Region      {}", estimate::place(&report.before)))?;
    estimate::figures(&report.before, output)?;
    estimate::trust(&report.before, output)?;
    advice(report, output)?;
    coach::suggestions(text, &report.coaching, &counting.counter, output)?;
    if !report.coaching.suggestions.is_empty() {
        output.line(&format!(
            "  All of these save {}",
            worth(&report.savings.suggestions)
        ))?;
    }
    let (before, with_all) = (report.before.wh, report.after_with_advice.wh);
    if with_all.central().0 < before.central().0 {
        let with_all = numbers::with_range(with_all, "Wh");
        output.line(&format!(
            "\nWith the additions and rewordings: {with_all} instead of {}",
            numbers::central(before)
        ))?;
    }
    Ok(())
}

fn asked(report: &Report) -> String {
    match report.answer.source {
        AnswerSource::Yours => "as you say".to_owned(),
        AnswerSource::Stated | AnswerSource::Assumed => coach::asked(&report.coaching),
    }
}

fn advice(report: &Report, output: &mut Output) -> Result<(), Failure> {
    let advice = &report.coaching.advice;
    if advice.is_empty() {
        return Ok(());
    }
    output.line("\nAsk for less")?;
    for one in advice {
        output.line(&format!("  {}", one.message()))?;
        if let Some(insert) = &one.insert {
            output.line(&format!("    add: {}", coach::inserted(insert)))?;
        }
        if let Some(line) = saved(one, report) {
            output.line(&format!("    {line}"))?;
        }
    }
    Ok(())
}

fn saved(advice: &Advice, report: &Report) -> Option<String> {
    let saving = report
        .savings
        .advice
        .iter()
        .find(|saving| saving.id == advice.id)?
        .saving;
    if saving.wh.central().0 <= 0.0 {
        return Some("saves nothing here".to_owned());
    }
    let other = if advice.kind == Kind::TaskModel {
        " on a model of 8 billion parameters"
    } else {
        ""
    };
    Some(format!("saves {}{other}", worth(&saving)))
}

/// What a saving is worth: `0.18 Wh (0.02 to 0.9), 49 % (31 to 60)`.
fn worth(saving: &Saving) -> String {
    format!(
        "{}, {}",
        numbers::with_range(saving.wh_overall, "Wh"),
        numbers::with_range(saving.percent, "%")
    )
}
