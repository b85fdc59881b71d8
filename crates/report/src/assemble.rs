//! Joining what was counted, read and chosen.

use crate::worth::{bounded, of_answer};
use crate::{AdviceSaving, Answer, Report, ReportError, Savings, Settings};
use promptwatt_coach::{Advice, Coach, Coaching, Kind, Options};
use promptwatt_energy::{
    Band, Estimate, Exchange, Model, Scenario, Site, Tokens, estimate, saving,
};
use promptwatt_tokens::{Count, Counter, Edit, TokenBand};
use std::sync::Arc;

/// The model that stands for "a small model" where the coach says that one would do.
const SMALL_MODEL: &str = "tier-small";

/// Reads a prompt and joins everything.
///
/// # Errors
/// [`ReportError`] where the settings cannot be estimated.
///
/// # Complexity
/// Linear in the text.
pub fn report(
    text: &str,
    counter: &Counter,
    coach: &Coach,
    options: &Options,
    settings: &Settings,
) -> Result<Report, ReportError> {
    let coaching = coach.read(text, options, counter);
    assemble(
        text,
        counter.count(text),
        Arc::new(coaching),
        counter,
        settings,
    )
}

/// Joins a count and a reading that are already there.
///
/// # Errors
/// [`ReportError`] where the settings cannot be estimated.
///
/// # Complexity
/// Independent of the text's length, but for the windows around the suggestions that are counted again.
pub fn assemble(
    text: &str,
    count: Count,
    coaching: Arc<Coaching>,
    counter: &Counter,
    settings: &Settings,
) -> Result<Report, ReportError> {
    let answer = Answer::expect(&coaching, settings);
    let input = input_band(count);
    let as_it_stands = scenario(input, answer.expected, settings);

    // A suggestion may end with a mend (a question mark becomes a full stop) beyond where the next one begins.
    let mut edits: Vec<Edit> = Vec::new();
    for edit in coaching.suggestions.iter().flat_map(|one| &one.edits) {
        // Into its place at once, which is nearly always the end: a sort would be some 4 kB of wasm.
        let place = edits.partition_point(|other| other.utf8.start <= edit.utf8.start);
        edits.insert(place, edit.clone());
    }
    let shorter = shift(input, -(counter.saving(text, &edits).tokens as f64));
    let shortened = scenario(shorter, answer.expected, settings);

    let followed = followed(&coaching.advice);
    let inserted: f64 = followed
        .iter()
        .map(|advice| inserted_tokens(advice, counter))
        .sum();
    let advised_answer = followed
        .iter()
        .filter_map(|advice| advice.answer)
        .fold(answer.expected, shortest);
    let with_advice = scenario(shift(shorter, inserted), advised_answer, settings);

    let before = estimate(&as_it_stands)?;
    let mut advice = Vec::new();
    for one in &coaching.advice {
        let saving = if let Some(expected) = one.answer {
            // Advice to be brief never makes an answer longer than it is expected to be.
            let followed = shortest(answer.expected, expected);
            let longer = shift(input, inserted_tokens(one, counter));
            of_answer(answer.expected, followed, |before, after| {
                [
                    scenario(input, before, settings),
                    scenario(longer, after, settings),
                ]
            })?
        } else if one.kind == Kind::TaskModel {
            let Some(model) = Model::by_id(SMALL_MODEL) else {
                continue;
            };
            saving(
                &as_it_stands,
                &scenario(input, answer.expected, &Settings { model, ..*settings }),
            )?
        } else if one.kind == Kind::ExchangeThanks {
            let nothing = Exchange::new(Band::zero(), Band::zero());
            saving(
                &as_it_stands,
                &Scenario::new(nothing, as_it_stands.serving, as_it_stands.site),
            )?
        } else {
            continue;
        };
        advice.push(AdviceSaving {
            id: one.id,
            saving: bounded(saving, before.wh),
        });
    }

    let suggestions = bounded(saving(&as_it_stands, &shortened)?, before.wh);
    Ok(Report {
        count,
        answer,
        after: estimate(&shortened)?,
        after_with_advice: estimate(&with_advice)?,
        savings: Savings {
            suggestions,
            advice,
        },
        before,
        coaching,
        settings: *settings,
    })
}

/// The exchange of a prompt and an answer of which only the tokens are known.
///
/// # Errors
/// [`ReportError`] where the settings cannot be estimated.
pub fn price(
    input: TokenBand,
    output: TokenBand,
    settings: &Settings,
) -> Result<Estimate, ReportError> {
    Ok(estimate(&scenario(input, output, settings))?)
}

/// The first advice of each kind that inserts a sentence.
fn followed(advice: &[Advice]) -> Vec<&Advice> {
    let mut first: Vec<&Advice> = Vec::new();
    for one in advice.iter().filter(|one| one.insert.is_some()) {
        if !first.iter().any(|other| other.kind == one.kind) {
            first.push(one);
        }
    }
    first
}

fn inserted_tokens(advice: &Advice, counter: &Counter) -> f64 {
    advice
        .insert
        .as_ref()
        .map_or(0.0, |insert| counter.count(&insert.text).central())
}

fn shortest(a: TokenBand, b: TokenBand) -> TokenBand {
    if b.central < a.central { b } else { a }
}

/// The prompt's tokens as a band: a point where they were counted.
pub(crate) fn input_band(count: Count) -> TokenBand {
    match count {
        Count::Exact(tokens) => {
            let tokens = tokens.0 as f64;
            TokenBand {
                low: tokens,
                central: tokens,
                high: tokens,
            }
        }
        Count::Estimated(band) => band,
    }
}

/// So many tokens more or fewer, never below none. An estimate is scaled as a whole: what is unknown of it stays the same unknown, and cancels in
/// the difference.
fn shift(band: TokenBand, by: f64) -> TokenBand {
    let moved = (band.central + by).max(0.0);
    if band.central <= 0.0 {
        return TokenBand {
            low: moved,
            central: moved,
            high: moved,
        };
    }
    let scale = moved / band.central;
    TokenBand {
        low: band.low * scale,
        central: moved,
        high: band.high * scale,
    }
}

fn band(band: TokenBand) -> Band<Tokens> {
    Band::new(Tokens(band.low), Tokens(band.central), Tokens(band.high))
        .unwrap_or_else(|_| Band::exact(Tokens(band.central)))
}

pub(crate) fn scenario(input: TokenBand, output: TokenBand, settings: &Settings) -> Scenario {
    let exchange = Exchange::new(band(input), band(output))
        .with_reasoning(settings.model.typical_reasoning())
        .with_context(settings.history, settings.system);
    Scenario::new(
        exchange,
        settings.model.serving(),
        Site::new(settings.region),
    )
    .read_on(settings.screen)
}
