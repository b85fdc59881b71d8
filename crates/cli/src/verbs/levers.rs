//! `promptwatt levers`: what a smaller model, a shorter exchange and compression save.

use crate::arguments;
use crate::choose;
use crate::failure::{Done, Failure};
use crate::numbers;
use crate::output::Output;
use crate::verbs::estimate::refused;
use promptwatt_energy::{
    Band, Bits, Estimate, Exchange, Lever, Levers, Percent, Region, Requests, Saving, Scenario,
    Shortening, Site, SmallerModel, Tokens, WattHours, estimate, lever,
};
use serde::Serialize;

#[derive(Serialize)]
struct LeversJson<'a> {
    from: &'static str,
    to: Option<&'static str>,
    before: &'a Estimate,
    levers: Vec<LeverJson>,
}

#[derive(Serialize)]
struct LeverJson {
    id: &'static str,
    after_wh: Band<WattHours>,
    saved_wh: Band<WattHours>,
    saved_percent: Band<Percent>,
    reported_percent: [f64; 3],
    reported: &'static str,
    why_different: &'static str,
    source: &'static str,
}

/// Pulls the levers, each alone and all together.
///
/// # Errors
/// Where none is given, a name is not known, a number is out of its range, or the output cannot be written.
pub fn run(options: &arguments::Levers, output: &mut Output) -> Result<Done, Failure> {
    let from = choose::model(&options.from)?;
    let to = options.to.as_deref().map(choose::model).transpose()?;
    let bits = options.bits.as_deref().map(bits).transpose()?;
    let with_batch = |serving: promptwatt_energy::Serving| match options.batch {
        Some(batch) => serving.with_batch(Requests(f64::from(batch))),
        None => serving,
    };
    let mut serving = with_batch(from.serving());
    if let Some((before, _)) = bits {
        serving = serving.with_bits(before);
    }
    let exact = |tokens: u64| Band::exact(Tokens(tokens as f64));
    let exchange = Exchange::new(exact(options.input), exact(options.output))
        .with_reasoning(from.typical_reasoning());
    let before = Scenario::new(exchange, serving, Site::new(Region::world()));
    let levers = Levers {
        model: to.map(|to| SmallerModel {
            serving: with_batch(to.serving()),
            // A model that only labels or points writes no answer, however long the other's was.
            answer: Some(to.typical_answer()).filter(|answer| answer.is_exact()),
            reasoning: to.typical_reasoning(),
        }),
        shorter: options.shorten.map(|share| Shortening {
            prompt: share,
            answer: share,
        }),
        bits: bits.map(|(_, after)| after),
    };
    if levers.is_empty() {
        return Err(Failure::new(
            "no lever is pulled: give --to ID, --shorten F or --bits 16:8, or several of them",
        ));
    }
    let pulled = pulled(&before, levers)?;
    let estimated = estimate(&before).map_err(refused)?;
    if options.listing.json {
        output.json(&LeversJson {
            from: from.id(),
            to: to.map(promptwatt_energy::Model::id),
            before: &estimated,
            levers: pulled.into_iter().map(LeverJson::from).collect(),
        })?;
        return Ok(Done::Fine);
    }
    output.line(&format!(
        "Before        {} on {}",
        numbers::with_range(estimated.wh, "Wh"),
        from.name()
    ))?;
    for one in &pulled {
        output.line(&format!("\n{}", title(one.lever)))?;
        output.line(&format!(
            "  saves       {}",
            numbers::with_range(one.saving.percent, "%")
        ))?;
        output.line(&format!(
            "  leaves      {}",
            numbers::with_range(one.after.wh, "Wh")
        ))?;
        let reported = one.lever.reported();
        output.line(&format!("  UNESCO/UCL  {}", reported.statement))?;
        output.line(&format!("  differs     {}", reported.difference))?;
    }
    output.line("\nRanges of savings: what both sides share cancels.")?;
    Ok(Done::Fine)
}

struct Pulled {
    lever: Lever,
    after: Estimate,
    saving: Saving,
}

impl From<Pulled> for LeverJson {
    fn from(pulled: Pulled) -> Self {
        let reported = pulled.lever.reported();
        Self {
            id: pulled.lever.id(),
            after_wh: pulled.after.wh,
            saved_wh: pulled.saving.wh,
            saved_percent: pulled.saving.percent,
            reported_percent: reported.percent,
            reported: reported.statement,
            why_different: reported.difference,
            source: reported.provenance.source,
        }
    }
}

/// Each lever that is pulled, and all together where there are several.
fn pulled(before: &Scenario, levers: Levers) -> Result<Vec<Pulled>, Failure> {
    let mut results = Vec::new();
    for one in Lever::ALL {
        if levers.only(one).is_empty() || (one == Lever::Together && results.len() < 2) {
            continue;
        }
        let after = levers.only(one).applied(before).map_err(refused)?;
        results.push(Pulled {
            lever: one,
            after: estimate(&after).map_err(refused)?,
            saving: lever(before, levers, one).map_err(refused)?,
        });
    }
    Ok(results)
}

fn title(lever: Lever) -> &'static str {
    match lever {
        Lever::SmallerModel => "1. A smaller or task-specific model",
        Lever::Shorter => "2. A shorter prompt and answer",
        Lever::Compression => "3. Fewer bits per weight",
        Lever::Together => "Together",
    }
}

/// `16:8` as bits before and after.
fn bits(text: &str) -> Result<(Bits, Bits), Failure> {
    let parsed = text.split_once(':').and_then(|(before, after)| {
        let one = |text: &str| Bits::new(text.trim().parse().ok()?).ok();
        Some((one(before)?, one(after)?))
    });
    parsed
        .filter(|(before, after)| before.count() > after.count())
        .ok_or_else(|| {
            Failure::new(format!(
                "--bits {text}: give bits before and after, fewer after: 16:8, 16:4 or 8:4"
            ))
        })
}
