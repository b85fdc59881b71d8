//! The estimate of one exchange.

use crate::EnergyError;
use crate::chain::{Deviation, Level, Plan, Shift, Uncertainty, knob, quantity};
use crate::model::Confidence;
use crate::region::Region;
use crate::scenario::{Accounting, Scenario};
use crate::serving::Routed;
use crate::units::{
    Band, GramsCo2e, GramsPerKilowattHour, Joules, Millilitres, Quantity, Tokens, WattHours,
};
use crate::warning::{Warning, Warnings};

/// Where the median energy goes; the five parts add up to `wh.central()`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Parts {
    /// Reading the prompt, history and system prompt, in the accelerators.
    pub prompt: WattHours,
    /// Writing the visible answer, in the accelerators.
    pub answer: WattHours,
    /// Writing hidden reasoning, in the accelerators.
    pub reasoning: WattHours,
    /// Everything around them: hosts, idle capacity, cooling, power supply.
    pub data_centre: WattHours,
    /// The reader's own screen; 0 where it is not counted.
    pub screen: WattHours,
}

/// The tokens an estimate counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// The prompt.
    pub input: Band<Tokens>,
    /// The visible answer.
    pub output: Band<Tokens>,
    /// Hidden reasoning.
    pub reasoning: Band<Tokens>,
}

/// The medians of what was assumed of the model and its service.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Assumed {
    /// Billions of parameters used per token.
    pub active_b: f64,
    /// Billions of parameters.
    pub total_b: f64,
    /// Routed experts used / available, where they are known.
    pub routed: Option<Routed>,
    /// Bits per weight.
    pub bits: u8,
    /// Identifier of the GPU.
    pub gpu: &'static str,
    /// GPUs per copy of the model.
    pub gpus: u32,
    /// Requests served at once.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serial::whole"))]
    pub batch: f64,
}

/// Where the range of `wh` comes from: how much of its variance, on a logarithmic scale, each source brings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contributions {
    shares: [f64; Uncertainty::ALL.len()],
}

impl Contributions {
    /// The share of one source, 0 to 1. All shares add up to 1, or are 0 where there is nothing uncertain.
    #[must_use]
    pub fn of(&self, uncertainty: Uncertainty) -> f64 {
        self.shares[uncertainty as usize]
    }

    /// Every source that brings something, the largest first.
    pub fn ranked(&self) -> impl Iterator<Item = (Uncertainty, f64)> {
        let mut ranked = Uncertainty::ALL.map(|uncertainty| (uncertainty, self.of(uncertainty)));
        // Eleven of them, each moved up to its place: a library sort would cost a page 2 kB.
        for end in 1..ranked.len() {
            let mut at = end;
            while at > 0 && ranked[at - 1].1 < ranked[at].1 {
                ranked.swap(at - 1, at);
                at -= 1;
            }
        }
        ranked.into_iter().filter(|(_, share)| *share > 0.0)
    }

    fn largest(&self) -> Uncertainty {
        let mut largest = Uncertainty::Other;
        for uncertainty in Uncertainty::ALL {
            if self.of(uncertainty) > self.of(largest) {
                largest = uncertainty;
            }
        }
        largest
    }

    fn normalised(self) -> Self {
        let sum: f64 = self.shares.iter().sum();
        if sum > 0.0 {
            Self {
                shares: self.shares.map(|share| share / sum),
            }
        } else {
            self
        }
    }
}

/// How an estimate was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// The formula chain of this crate.
    Promptwatt,
}

impl Method {
    /// The identifier in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Promptwatt => "promptwatt",
        }
    }
}

/// Energy, carbon and water of one exchange. Every band is 5th, 50th and 95th percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Estimate {
    /// Energy in the GPUs alone.
    pub gpu_joules: Band<Joules>,
    /// Decode energy in the GPUs per token written, hidden reasoning included.
    pub gpu_joules_per_output_token: Band<Joules>,
    /// GPU energy of reading.
    pub prefill_joules: Band<Joules>,
    /// GPU energy of writing.
    pub decode_joules: Band<Joules>,
    /// Energy of the facility: GPUs, hosts, idle capacity, PUE.
    pub wh: Band<WattHours>,
    /// Carbon of that energy, and the embodied share unless it is switched off.
    pub gco2e: Band<GramsCo2e>,
    /// The embodied share in `gco2e`: zero when it is switched off.
    pub gco2e_embodied: Band<GramsCo2e>,
    /// Water on and off site.
    pub water_ml: Band<Millilitres>,
    /// Water evaporated for cooling.
    pub water_ml_on_site: Band<Millilitres>,
    /// Water used by power plants.
    pub water_ml_off_site: Band<Millilitres>,
    /// Where `wh.central()` goes.
    pub parts_wh: Parts,
    /// The tokens counted.
    pub tokens: Counted,
    /// What was assumed.
    pub assumed: Assumed,
    /// Where the model runs.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serial::region"))]
    pub region: &'static Region,
    /// The carbon intensity used (the median, after contracts where market-based).
    pub grid_gco2e_per_kwh: GramsPerKilowattHour,
    /// Whether contracts for clean power count.
    pub market_based: bool,
    /// What most of the range of `wh` comes from.
    #[cfg_attr(
        feature = "serde",
        serde(serialize_with = "crate::serial::uncertainty")
    )]
    pub largest_uncertainty: Uncertainty,
    /// Where that range comes from, source by source.
    pub contributions: Contributions,
    /// How far to trust it.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serial::confidence"))]
    pub confidence: Confidence,
    /// How it was made.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::serial::method"))]
    pub method: Method,
    /// The version of all factors.
    pub factors_version: &'static str,
    /// What a reader must know.
    pub warnings: Warnings,
}

/// Estimates one exchange. Zero tokens give zero; nothing is allocated.
///
/// # Errors
/// An [`EnergyError`] that says what is allowed, for any figure outside its range.
pub fn estimate(scenario: &Scenario) -> Result<Estimate, EnergyError> {
    let plan = Plan::new(scenario)?;
    let central = plan.evaluate(Shift::NONE);
    let mut deviations = [Deviation::default(); quantity::COUNT];
    let mut contributions = Contributions::default();
    for knob in (0..knob::COUNT).filter(|knob| plan.varies(*knob)) {
        let [low, high] =
            [Level::Low, Level::High].map(|level| plan.evaluate(Shift { knob, level }).quantities);
        for (index, deviation) in deviations.iter_mut().enumerate() {
            let squared = deviation.add(central.quantities[index], low[index], high[index]);
            if index == quantity::WH {
                contributions.shares[contributor(knob) as usize] += squared;
            }
        }
    }
    contributions = contributions.normalised();
    let bands = Bands {
        central: &central.quantities,
        deviations: &deviations,
    };
    let machine = plan.machine(Shift::NONE);
    let (exchange, serving, site) = (&scenario.exchange, &scenario.serving, &scenario.site);
    let wh = central.quantities[quantity::WH];
    let [prompt, answer, reasoning] = [
        central.gpu.prefill,
        central.gpu.answer,
        central.gpu.reasoning,
    ]
    .map(|joules| joules / 3600.0);
    Ok(Estimate {
        gpu_joules: bands.of(quantity::GPU_JOULES),
        gpu_joules_per_output_token: bands.of(quantity::PER_OUTPUT_TOKEN),
        prefill_joules: bands.of(quantity::PREFILL),
        decode_joules: bands.of(quantity::DECODE),
        wh: bands.of(quantity::WH),
        gco2e: bands.of(quantity::CARBON),
        gco2e_embodied: bands.of(quantity::CARBON_EMBODIED),
        water_ml: bands.of(quantity::WATER),
        water_ml_on_site: bands.of(quantity::WATER_ON_SITE),
        water_ml_off_site: bands.of(quantity::WATER_OFF_SITE),
        parts_wh: Parts {
            prompt: WattHours(prompt),
            answer: WattHours(answer),
            reasoning: WattHours(reasoning),
            data_centre: WattHours((wh - central.screen - prompt - answer - reasoning).max(0.0)),
            screen: WattHours(central.screen),
        },
        tokens: Counted {
            input: exchange.input,
            output: exchange.output,
            reasoning: exchange.reasoning,
        },
        assumed: Assumed {
            active_b: machine.active,
            total_b: machine.total,
            routed: serving.routed,
            bits: serving.bits.count(),
            gpu: serving.gpu.id(),
            gpus: machine.gpus(),
            batch: machine.batch,
        },
        region: site.region,
        grid_gco2e_per_kwh: GramsPerKilowattHour(
            plan.level(knob::GRID, Shift::NONE) * plan.level(knob::MARKET, Shift::NONE),
        ),
        market_based: site.accounting == Accounting::MarketBased,
        largest_uncertainty: contributions.largest(),
        contributions,
        confidence: confidence(scenario),
        method: Method::Promptwatt,
        factors_version: serving.factors.version(),
        warnings: warnings(scenario, machine.gpus() < machine.gpus_needed()),
    })
}

struct Bands<'a> {
    central: &'a [f64; quantity::COUNT],
    deviations: &'a [Deviation; quantity::COUNT],
}

impl Bands<'_> {
    fn of<Q: Quantity>(&self, quantity: usize) -> Band<Q> {
        let central = self.central[quantity];
        let (low, high) = self.deviations[quantity].band(central);
        Band::ordered(low, central, high)
    }
}

fn contributor(knob: usize) -> Uncertainty {
    match knob {
        knob::FORMULA | knob::PREFILL => Uncertainty::Formula,
        knob::BATCH => Uncertainty::Batch,
        knob::SIZE => Uncertainty::ModelSize,
        knob::INPUT => Uncertainty::InputTokens,
        knob::OUTPUT => Uncertainty::OutputTokens,
        knob::REASONING => Uncertainty::ReasoningTokens,
        knob::HOST => Uncertainty::Host,
        knob::IDLE => Uncertainty::Idle,
        knob::PUE => Uncertainty::Pue,
        knob::SCREEN | knob::READING => Uncertainty::Screen,
        _ => Uncertainty::Other,
    }
}

fn confidence(scenario: &Scenario) -> Confidence {
    let serving = &scenario.serving;
    let guessed = serving.stands_in
        || !serving.active.is_exact()
        || !serving.total.is_exact()
        || scenario.site.region.grid().is_none();
    if guessed {
        Confidence::C
    } else {
        serving.confidence.max(
            serving
                .factors
                .gpu(serving.gpu)
                .map_or(Confidence::C, |gpu| gpu.mark),
        )
    }
}

fn warnings(scenario: &Scenario, too_few_gpus: bool) -> Warnings {
    let (exchange, serving, site) = (&scenario.exchange, &scenario.serving, &scenario.site);
    let mut warnings = Warnings::default();
    warnings.add_if(!serving.active.is_exact(), Warning::SizeNotPublished);
    warnings.add_if(serving.stands_in, Warning::HardwareStandsIn);
    let derived = serving
        .factors
        .gpu(serving.gpu)
        .is_some_and(|gpu| gpu.derived);
    warnings.add_if(derived, Warning::HardwareNotMetered);
    warnings.add_if(too_few_gpus, Warning::TooFewGpus);
    warnings.add_if(
        !derived && serving.batch.central().0 < 8.0,
        Warning::SmallBatch,
    );
    warnings.add_if(site.region.grid().is_none(), Warning::GridUnknown);
    warnings.add_if(
        site.region.water_off_site().is_none(),
        Warning::WaterUnknown,
    );
    warnings.add_if(
        site.accounting == Accounting::MarketBased,
        Warning::MarketBased,
    );
    warnings.add_if(!exchange.reasoning.is_exact(), Warning::ReasoningAssumed);
    warnings
}
