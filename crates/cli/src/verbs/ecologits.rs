//! `promptwatt estimate --method ecologits`: the same exchange by the method of EcoLogits, for comparing.

use crate::arguments;
use crate::failure::{Done, Failure};
use crate::numbers::two_digits;
use crate::output::Output;
use crate::verbs::estimate::refused;
use promptwatt_energy::{
    ECOLOGITS_VERSION, EcoLogitsImpact, EcoLogitsRequest, ElectricityMix, Scenario, ecologits,
};
use serde::Serialize;

/// What EcoLogits does and does not count, in one line.
const SCOPE: &str = "output tokens only, 16-bit weights, 64 requests at once on H100; the range is the span of the size and the PUE, not a probability";
const LICENCE: &str = "method: EcoLogits 0.11, CC BY-SA 4.0";

/// The ends of a span and their mean.
#[derive(Clone, Copy, Serialize)]
struct Span {
    low: f64,
    central: f64,
    high: f64,
}

#[derive(Serialize)]
struct EcoLogitsJson {
    method: &'static str,
    method_version: &'static str,
    method_licence: &'static str,
    scope: &'static str,
    wh: Span,
    gco2e: Span,
    gco2e_embodied: Span,
    water_ml: Span,
    output_tokens: f64,
    region: &'static str,
    factors_version: &'static str,
}

/// Estimates by the method of EcoLogits, with this program's sizes, PUE, grid and water.
///
/// # Errors
/// Where a figure is out of its range, the region's grid is not known, or the output cannot be written.
pub fn run(
    scenario: &Scenario,
    options: &arguments::Estimate,
    output: &mut Output,
) -> Result<Done, Failure> {
    let impacts = [impact(scenario, End::Low)?, impact(scenario, End::High)?];
    let span = |figure: fn(&EcoLogitsImpact) -> f64| {
        let [low, high] = [figure(&impacts[0]), figure(&impacts[1])];
        Span {
            low,
            central: (low + high) / 2.0,
            high,
        }
    };
    let json = EcoLogitsJson {
        method: "ecologits",
        method_version: ECOLOGITS_VERSION,
        method_licence: LICENCE,
        scope: SCOPE,
        wh: span(|impact| impact.energy_kwh * 1000.0),
        gco2e: span(|impact| impact.gwp_kg * 1000.0),
        gco2e_embodied: span(|impact| impact.gwp_embodied_kg * 1000.0),
        water_ml: span(|impact| impact.water_l * 1000.0),
        output_tokens: scenario.exchange.output.central().0,
        region: scenario.site.region.code(),
        factors_version: scenario.serving.factors.version(),
    };
    if options.listing.json {
        output.json(&json)?;
        return Ok(Done::Fine);
    }
    output.line(&format!("By EcoLogits {ECOLOGITS_VERSION}: {SCOPE}"))?;
    for (name, span, unit) in [
        ("Energy", json.wh, "Wh"),
        ("Carbon", json.gco2e, "gCO2e"),
        ("Water", json.water_ml, "mL"),
    ] {
        let range = if span.low < span.high {
            format!("  ({} to {})", two_digits(span.low), two_digits(span.high))
        } else {
            String::new()
        };
        output.line(&format!(
            "{name:<11} {} {unit}{range}",
            two_digits(span.central)
        ))?;
    }
    output.line(LICENCE)?;
    Ok(Done::Fine)
}

#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

fn impact(scenario: &Scenario, end: End) -> Result<EcoLogitsImpact, Failure> {
    let (serving, site) = (&scenario.serving, &scenario.site);
    let grid = site.region.grid().ok_or_else(|| {
        Failure::new(format!(
            "the grid intensity of {} is not known: give another --region",
            site.region.name()
        ))
    })?;
    let of = |low: f64, high: f64| match end {
        End::Low => low,
        End::High => high,
    };
    // Large data centres in general where nobody in particular runs the machines.
    let usual = |id: &str| {
        let mut factors = serving.factors.factors().iter();
        factors
            .find(|factor| factor.id == id)
            .map(|factor| [factor.low, factor.central, factor.high])
            .ok_or_else(|| Failure::new(format!("this factor set has no factor {id}")))
    };
    let [pue_low, _, pue_high] = match serving.provider {
        Some(provider) => provider.pue(),
        None => usual("pue")?,
    };
    let [water_low, _, water_high] = match serving.provider {
        Some(provider) => provider.water_on_site(),
        None => usual("water_on_site")?,
    };
    let request = EcoLogitsRequest {
        active: of(serving.active.low().0, serving.active.high().0),
        total: of(serving.total.low().0, serving.total.high().0),
        output_tokens: scenario.exchange.output.central().0
            + scenario.exchange.reasoning.central().0,
        speed: None,
        latency: None,
        pue: site.pue.unwrap_or(of(pue_low, pue_high)),
        water_on_site: of(water_low, water_high),
        mix: ElectricityMix {
            gwp: grid.0 / 1000.0,
            adpe: 0.0,
            pe: 0.0,
            water: site.region.water_off_site().unwrap_or_default(),
        },
    };
    ecologits(&request).map_err(refused)
}
