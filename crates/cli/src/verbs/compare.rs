//! `promptwatt compare`: the same exchange on several models.

use crate::arguments::Compare;
use crate::choose;
use crate::failure::{Done, Failure};
use crate::numbers;
use crate::output::Output;
use crate::verbs::estimate::refused;
use promptwatt_energy::{Band, Estimate, Exchange, Model, Scenario, Site, Tokens, estimate};
use serde::Serialize;

#[derive(Serialize)]
struct CompareJson<'a> {
    region: &'static str,
    /// The cheapest first.
    models: Vec<OneJson<'a>>,
}

#[derive(Serialize)]
struct OneJson<'a> {
    id: &'static str,
    name: &'static str,
    estimate: &'a Estimate,
}

/// Compares models.
///
/// # Errors
/// Where a name is not known, a number is out of its range, or the output cannot be written.
pub fn run(options: &Compare, output: &mut Output) -> Result<Done, Failure> {
    let region = choose::region(&options.region)?;
    let exact = |tokens: u64| Band::exact(Tokens(tokens as f64));
    let mut results: Vec<(&Model, Estimate)> = Vec::new();
    for name in &options.models {
        let model = choose::model(name)?;
        if results.iter().any(|(other, _)| *other == model) {
            continue;
        }
        let exchange = Exchange::new(exact(options.input), exact(options.output))
            .with_reasoning(model.typical_reasoning());
        let scenario = Scenario::new(exchange, model.serving(), Site::new(region));
        results.push((model, estimate(&scenario).map_err(refused)?));
    }
    results.sort_by(|(_, one), (_, other)| one.wh.central().0.total_cmp(&other.wh.central().0));
    if options.listing.json {
        output.json(&CompareJson {
            region: region.code(),
            models: results
                .iter()
                .map(|(model, estimate)| OneJson {
                    id: model.id(),
                    name: model.name(),
                    estimate,
                })
                .collect(),
        })?;
        return Ok(Done::Fine);
    }
    let width = results
        .iter()
        .map(|(model, _)| model.name().chars().count())
        .max()
        .unwrap_or(0);
    for (model, estimate) in &results {
        output.line(&format!(
            "{:<width$}  {}  {:<36}  {}",
            model.name(),
            estimate.confidence.id(),
            numbers::with_range(estimate.wh, "Wh"),
            numbers::with_range(estimate.gco2e, "gCO2e"),
        ))?;
    }
    output.line("\nThe cheapest first. Ranges of single models; the difference between two is surer where they share the unknowns.")?;
    Ok(Done::Fine)
}
