//! `promptwatt estimate`: energy, carbon and water from numbers of tokens.

use crate::arguments::{self, Method};
use crate::choose;
use crate::failure::{Done, Failure};
use crate::numbers::{self, figure, two_digits};
use crate::output::Output;
use crate::verbs::ecologits;
use promptwatt_energy::{
    Accounting, Band, Billions, Bits, Embodied, EnergyError, Estimate, Exchange, Gpu, Requests,
    Routed, Scenario, Serving, Site, Tokens, Uncertainty, estimate, led_seconds,
};

/// Estimates.
///
/// # Errors
/// Where an option is not known, out of its range or not there yet.
pub fn run(options: &arguments::Estimate, output: &mut Output) -> Result<Done, Failure> {
    let scenario = scenario(options)?;
    if options.method == Method::Ecologits {
        return ecologits::run(&scenario, options, output);
    }
    let estimate = estimate(&scenario).map_err(refused)?;
    if options.listing.json {
        output.json(&estimate)?;
    } else {
        print(&estimate, options, output)?;
    }
    Ok(Done::Fine)
}

fn scenario(options: &arguments::Estimate) -> Result<Scenario, Failure> {
    let set = choose::factor_set(options.factors.as_deref())?;
    let (mut serving, typical) = match (&options.model, options.active) {
        (Some(model), _) => {
            let model = choose::model_of(set, model)?;
            (model.serving(), model.typical_reasoning())
        }
        (None, active) => (
            custom(active, options.total, options.routed.as_deref())?.with_factors(set),
            Band::zero(),
        ),
    };
    if let Some(bits) = options.bits {
        serving = serving.with_bits(Bits::new(bits).map_err(refused)?);
    }
    if let Some(gpu) = &options.gpu {
        serving = serving.on(gpu.parse::<Gpu>().map_err(refused)?);
    }
    if let Some(gpus) = options.gpus {
        serving = serving.with_gpus(gpus);
    }
    if let Some(batch) = options.batch {
        serving = serving.with_batch(Requests(f64::from(batch)));
    }
    if let Some(provider) = &options.provider {
        serving = serving.run_by(Some(choose::provider(provider)?));
    }
    let mut exchange = Exchange::new(exactly(options.input), exactly(options.output))
        .with_reasoning(options.reasoning.map_or(typical, exactly))
        .with_context(
            Tokens(options.history as f64),
            Tokens(options.system as f64),
        );
    exchange.cached_fraction = options.cached_fraction.unwrap_or(exchange.cached_fraction);
    let mut site = Site::new(choose::region(&options.region)?);
    site.pue = options.pue;
    if options.market_based {
        site.accounting = Accounting::MarketBased;
    }
    if options.no_embodied {
        site.embodied = Embodied::Excluded;
    }
    Ok(Scenario::new(exchange, serving, site).read_on(choose::screen(&options.screen)?))
}

/// A model that is described by its size.
fn custom(
    active: Option<f64>,
    total: Option<f64>,
    routed: Option<&str>,
) -> Result<Serving, Failure> {
    let (Some(active), Some(total)) = (active, total) else {
        return Err(Failure::new(
            "give --model ID, or both --active B and --total B",
        ));
    };
    // A band of parameters must be finite, which the sizes are checked for later.
    if !active.is_finite() || !total.is_finite() {
        return Err(refused(EnergyError::Parameters));
    }
    let serving = Serving::new(Billions(active), Billions(total));
    let Some(routed) = routed else {
        return Ok(serving);
    };
    let shares = routed.split_once('/').and_then(|(used, available)| {
        Some((used.trim().parse().ok()?, available.trim().parse().ok()?))
    });
    let Some((used, available)) = shares else {
        return Err(Failure::new(format!(
            "--routed {routed}: give experts used and available, such as 8/256"
        )));
    };
    Ok(serving.with_routed(Some(Routed { used, available })))
}

fn exactly(tokens: u64) -> Band<Tokens> {
    Band::exact(Tokens(tokens as f64))
}

/// The energy crate's sentence as the end of a line.
pub fn refused(error: EnergyError) -> Failure {
    Failure::new(error.message().trim_end_matches('.'))
}

fn print(
    estimate: &Estimate,
    options: &arguments::Estimate,
    output: &mut Output,
) -> Result<(), Failure> {
    let assumed = &estimate.assumed;
    let set = choose::factor_set(options.factors.as_deref())?;
    let name = options
        .model
        .as_deref()
        .map_or_else(|| Ok(None), |model| choose::model_of(set, model).map(Some))?;
    let local = assumed
        .gpu
        .parse::<Gpu>()
        .is_ok_and(|gpu: Gpu| gpu.is_local());
    let served = format!(
        "{} of {} billion parameters in {} bit on {} {}, {} {} at once",
        figure(assumed.active_b),
        figure(assumed.total_b),
        assumed.bits,
        assumed.gpus,
        assumed.gpu.to_uppercase(),
        numbers::whole(assumed.batch.round() as u64),
        numbers::plural(assumed.batch.round() as u64, "request", "requests")
    );
    output.line(&format!(
        "Model       {}",
        name.map_or("by its size", |model| model.name())
    ))?;
    output.line(&format!("Served as   {served}"))?;
    output.line(&format!("Region      {}", place(estimate)))?;
    figures(estimate, output)?;
    let parts = &estimate.parts_wh;
    output.line(&format!(
        "Of the Wh   prompt {}, answer {}, hidden reasoning {}, {} around it {}{}",
        two_digits(parts.prompt.0),
        two_digits(parts.answer.0),
        two_digits(parts.reasoning.0),
        if local { "machine" } else { "data centre" },
        two_digits(parts.data_centre.0),
        if parts.screen.0 > 0.0 {
            format!(", reader's screen {}", two_digits(parts.screen.0))
        } else {
            String::new()
        }
    ))?;
    let sources: Vec<String> = estimate
        .contributions
        .ranked()
        .take(3)
        .map(|(source, share)| format!("{} {:.0} %", words(source), 100.0 * share))
        .collect();
    if !sources.is_empty() {
        output.line(&format!("The range   comes from {}", sources.join(", ")))?;
    }
    trust(estimate, output)
}

/// Where the model runs, with its grid.
pub fn place(estimate: &Estimate) -> String {
    let accounting = if estimate.market_based {
        ", after contracts"
    } else {
        ""
    };
    format!(
        "{}, {} gCO2e/kWh{accounting}",
        estimate.region.name(),
        figure(estimate.grid_gco2e_per_kwh.0.round())
    )
}

/// Energy, carbon, water and what they compare with.
///
/// # Errors
/// Where it cannot be written.
pub fn figures(estimate: &Estimate, output: &mut Output) -> Result<(), Failure> {
    let wh = estimate.wh;
    output.line("")?;
    let rows = [
        ("Energy", numbers::central(wh), "Wh", numbers::range(wh)),
        (
            "Carbon",
            numbers::central(estimate.gco2e),
            "gCO2e",
            numbers::range(estimate.gco2e),
        ),
        (
            "Water",
            numbers::central(estimate.water_ml),
            "mL",
            numbers::range(estimate.water_ml),
        ),
    ];
    let width = rows
        .iter()
        .map(|(_, number, _, _)| number.len())
        .max()
        .unwrap_or(0);
    for (name, number, unit, range) in rows {
        output.line(format!("{name:<11} {number:>width$} {unit:<5}  {range}").trim_end())?;
    }
    output.line(&format!(
        "Like        a 10 W LED bulb for {}",
        numbers::duration(led_seconds(wh.central()))
    ))
}

/// How far to trust it.
///
/// # Errors
/// Where it cannot be written.
pub fn trust(estimate: &Estimate, output: &mut Output) -> Result<(), Failure> {
    let why = match estimate.largest_uncertainty {
        Uncertainty::Other => String::new(),
        largest => format!("; least certain is {}", words(largest)),
    };
    output.line(&format!("Ranges      should hold nine times in ten{why}"))?;
    output.line(&format!(
        "Confidence  {}: {}",
        estimate.confidence.id(),
        confidence(estimate)
    ))?;
    for warning in estimate.warnings.iter() {
        output.line(&format!("Note        {}", warning.message()))?;
    }
    Ok(())
}

fn words(uncertainty: Uncertainty) -> &'static str {
    match uncertainty {
        Uncertainty::Formula => "the formula itself",
        Uncertainty::Batch => "how many requests are served at once",
        Uncertainty::ModelSize => "the size of the model",
        Uncertainty::InputTokens => "the length of the prompt",
        Uncertainty::OutputTokens => "the length of the answer",
        Uncertainty::ReasoningTokens => "how much hidden reasoning there is",
        Uncertainty::Host => "the servers around the GPUs",
        Uncertainty::Idle => "spare capacity",
        Uncertainty::Pue => "cooling and power supply",
        Uncertainty::Screen => "the reader's screen",
        _ => "something else",
    }
}

fn confidence(estimate: &Estimate) -> &'static str {
    match estimate.confidence.id() {
        "A" => "the energy of this model was measured",
        "B" => "the size is published, how it is served is assumed",
        _ => "the size, the chips or the grid are a guess",
    }
}
