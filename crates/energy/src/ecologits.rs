//! The method of EcoLogits 0.11, for comparing: output tokens only, 16-bit weights, 64 requests at once on H100.
//!
//! From the published formulas (method text: EcoLogits, CC BY-SA 4.0; mlco2/ecologits, version 0.11), written anew; checked against its four published
//! vectors. Where a size is a span, EcoLogits computes at both ends; there is no probability in that.

use crate::EnergyError;

/// The version whose method this is.
pub const ECOLOGITS_VERSION: &str = "0.11";

// Energy of one accelerator per output token, in Wh: a * exp(b * batch) * active + g.
const ENERGY_A: f64 = 1.166_527_317_045_191_4e-6;
const ENERGY_B: f64 = -0.011_205_921_025_579_175;
const ENERGY_G: f64 = 4.052_928_146_734_005e-5;
// Latency in s: tokens * (a * active + b * batch + c).
const LATENCY_A: f64 = 6.785_088e-4;
const LATENCY_B: f64 = 3.119_310e-4;
const LATENCY_C: f64 = 0.019_473_717_6;
const BATCH: f64 = 64.0;
const MEMORY_GB: f64 = 80.0;
const MEMORY_OVERHEAD: f64 = 1.2;
const BITS: f64 = 16.0;
const SERVER_WATTS: f64 = 1200.0;
const GPUS_PER_SERVER: f64 = 8.0;
/// Three years in seconds.
const LIFETIME: f64 = 94_608_000.0;
/// Server without accelerators, and one accelerator: kgCO2e, kgSbeq, MJ.
const SERVER: [f64; 3] = [5700.0, 0.37, 70_000.0];
const ACCELERATOR: [f64; 3] = [273.0, 8.95e-3, 3721.0];

/// Power of the place: per kWh.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElectricityMix {
    /// kgCO2e per kWh.
    pub gwp: f64,
    /// kgSbeq per kWh: minerals and metals.
    pub adpe: f64,
    /// MJ of primary energy per kWh.
    pub pe: f64,
    /// Litres per kWh at the power plants.
    pub water: f64,
}

/// One request as EcoLogits sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EcoLogitsRequest {
    /// Billions of active parameters, 0.001 to 100,000.
    pub active: f64,
    /// Billions of parameters, at least `active`.
    pub total: f64,
    /// Output tokens; input is not counted.
    pub output_tokens: f64,
    /// Published speed in tokens per second with the seconds to the first token; `None` to use the regression.
    pub speed: Option<(f64, f64)>,
    /// Measured seconds of the request, an upper limit; `None` where not measured.
    pub latency: Option<f64>,
    /// Power usage effectiveness, 1 or more.
    pub pue: f64,
    /// Litres per kWh of IT energy on site.
    pub water_on_site: f64,
    /// The power of the place.
    pub mix: ElectricityMix,
}

/// What EcoLogits gives for one request.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct EcoLogitsImpact {
    /// Facility energy in kWh.
    pub energy_kwh: f64,
    /// kgCO2e, embodied share included.
    pub gwp_kg: f64,
    /// The embodied share of it.
    pub gwp_embodied_kg: f64,
    /// kgSbeq, embodied share included.
    pub adpe_kg: f64,
    /// MJ of primary energy, embodied share included.
    pub pe_mj: f64,
    /// Litres of water.
    pub water_l: f64,
}

/// Computes one request by the method of EcoLogits.
///
/// # Errors
/// [`EnergyError::EcoLogits`] for a figure outside its range.
pub fn ecologits(request: &EcoLogitsRequest) -> Result<EcoLogitsImpact, EnergyError> {
    check(request)?;
    let EcoLogitsRequest {
        active,
        total,
        output_tokens: tokens,
        pue,
        water_on_site,
        mix,
        ..
    } = *request;
    let needed = (MEMORY_OVERHEAD * total * BITS / 8.0 / MEMORY_GB).ceil();
    // Bounded by the limit on parameters: 3,000.
    let gpus = f64::from((needed as u32).next_power_of_two());
    let predicted = match request.speed {
        Some((per_second, first)) => tokens / per_second + first,
        None => tokens * (LATENCY_A * active + LATENCY_B * BATCH + LATENCY_C),
    };
    let seconds = request
        .latency
        .map_or(predicted, |measured| predicted.min(measured));
    let gpu_wh = tokens * (ENERGY_A * (ENERGY_B * BATCH).exp() * active + ENERGY_G);
    let server_wh = seconds / 3600.0 * SERVER_WATTS * gpus / GPUS_PER_SERVER / BATCH;
    let it_kwh = (server_wh + gpus * gpu_wh) / 1000.0;
    let energy_kwh = pue * it_kwh;
    let share = seconds / (LIFETIME * BATCH);
    let [gwp, adpe, pe]: [f64; 3] = core::array::from_fn(|kind| {
        share * (gpus / GPUS_PER_SERVER * SERVER[kind] + gpus * ACCELERATOR[kind])
    });
    Ok(EcoLogitsImpact {
        energy_kwh,
        gwp_kg: energy_kwh * mix.gwp + gwp,
        gwp_embodied_kg: gwp,
        adpe_kg: energy_kwh * mix.adpe + adpe,
        pe_mj: energy_kwh * mix.pe + pe,
        water_l: it_kwh * (water_on_site + pue * mix.water),
    })
}

fn check(request: &EcoLogitsRequest) -> Result<(), EnergyError> {
    let size = 0.001..=100_000.0;
    let amount = 0.0..=1e9;
    let mix = &request.mix;
    let (per_second, first) = request.speed.unwrap_or((1.0, 0.0));
    let fits = size.contains(&request.active)
        && size.contains(&request.total)
        && request.active <= request.total
        && (1.0..=10.0).contains(&request.pue)
        && per_second > 0.0
        && [
            request.output_tokens,
            request.latency.unwrap_or_default(),
            per_second,
            first,
            request.water_on_site,
            mix.gwp,
            mix.adpe,
            mix.pe,
            mix.water,
        ]
        .iter()
        .all(|number| amount.contains(number));
    if fits {
        Ok(())
    } else {
        Err(EnergyError::EcoLogits)
    }
}
