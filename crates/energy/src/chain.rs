//! The whole chain with every uncertain factor at a percentile of choice.
//!
//! Each factor is given by its 5th, 50th and 95th percentile. The chain is evaluated with all factors at their medians, and once for each factor at each
//! of its outer percentiles; the squared deviations add up. For a product of log-normal factors this is exact.

use crate::EnergyError;
use crate::gpu::GpuConstants;
use crate::physics::{GpuJoules, Load, Machine};
use crate::scenario::{Accounting, Embodied, Scenario};

/// Where an estimate's range comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Uncertainty {
    /// What the formula leaves unexplained, in decode and prefill.
    Formula,
    /// How many requests are served at once.
    Batch,
    /// An unpublished model size.
    ModelSize,
    /// How many tokens the prompt has.
    InputTokens,
    /// How long the answer will be.
    OutputTokens,
    /// How much hidden reasoning there is.
    ReasoningTokens,
    /// The servers around the GPUs.
    Host,
    /// Spare capacity.
    Idle,
    /// Cooling and power supply.
    Pue,
    /// The reader's own screen.
    Screen,
    /// Nothing stands out, or there is nothing to estimate.
    Other,
}

impl Uncertainty {
    /// Every source, in the order of declaration.
    pub const ALL: [Self; 11] = [
        Self::Formula,
        Self::Batch,
        Self::ModelSize,
        Self::InputTokens,
        Self::OutputTokens,
        Self::ReasoningTokens,
        Self::Host,
        Self::Idle,
        Self::Pue,
        Self::Screen,
        Self::Other,
    ];

    /// The identifier in JSON: `output_tokens`, `model_size`, ...
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::Batch => "batch",
            Self::ModelSize => "model_size",
            Self::InputTokens => "input_tokens",
            Self::OutputTokens => "output_tokens",
            Self::ReasoningTokens => "reasoning_tokens",
            Self::Host => "host",
            Self::Idle => "idle",
            Self::Pue => "pue",
            Self::Screen => "screen",
            Self::Other => "other",
        }
    }
}

/// The uncertain factors, as indices into a plan.
pub(crate) mod knob {
    pub const FORMULA: usize = 0;
    pub const PREFILL: usize = 1;
    pub const BATCH: usize = 2;
    pub const SIZE: usize = 3;
    pub const INPUT: usize = 4;
    pub const OUTPUT: usize = 5;
    pub const REASONING: usize = 6;
    pub const HOST: usize = 7;
    pub const IDLE: usize = 8;
    pub const PUE: usize = 9;
    pub const SCREEN: usize = 10;
    pub const READING: usize = 11;
    pub const GRID: usize = 12;
    pub const MARKET: usize = 13;
    pub const EMBODIED: usize = 14;
    pub const WATER_ON_SITE: usize = 15;
    pub const WATER_OFF_SITE: usize = 16;
    pub const COUNT: usize = 17;
}

/// Which percentile: an index into `[low, central, high]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Low = 0,
    Central = 1,
    High = 2,
}

/// All factors at their medians but one.
#[derive(Clone, Copy)]
pub(crate) struct Shift {
    pub knob: usize,
    pub level: Level,
}

impl Shift {
    pub const NONE: Self = Self {
        knob: 0,
        level: Level::Central,
    };
}

/// The quantities whose bands are wanted, as indices into an outcome.
pub(crate) mod quantity {
    pub const GPU_JOULES: usize = 0;
    pub const PER_OUTPUT_TOKEN: usize = 1;
    pub const PREFILL: usize = 2;
    pub const DECODE: usize = 3;
    pub const WH: usize = 4;
    pub const CARBON: usize = 5;
    pub const CARBON_EMBODIED: usize = 6;
    pub const WATER: usize = 7;
    pub const WATER_ON_SITE: usize = 8;
    pub const WATER_OFF_SITE: usize = 9;
    pub const COUNT: usize = 10;
}

/// One evaluation of the chain.
pub(crate) struct Outcome {
    pub gpu: GpuJoules,
    /// Wh of the reader's screen.
    pub screen: f64,
    pub quantities: [f64; quantity::COUNT],
}

/// A checked scenario with the percentiles of every factor.
pub(crate) struct Plan<'a> {
    scenario: &'a Scenario,
    gpu: &'static GpuConstants,
    pub levels: [[f64; 3]; knob::COUNT],
}

fn times(value: f64, spread: f64) -> [f64; 3] {
    [value / spread, value, value * spread]
}

impl<'a> Plan<'a> {
    pub fn new(scenario: &'a Scenario) -> Result<Self, EnergyError> {
        scenario.check()?;
        let (exchange, serving, site) = (&scenario.exchange, &scenario.serving, &scenario.site);
        let constants = serving.factors.constants;
        // `check` has seen that it is there.
        let gpu = serving
            .factors
            .gpu(serving.gpu)
            .ok_or(EnergyError::GpuNotInSet)?;
        let world = crate::Region::world();
        let mut levels = [[1.0; 3]; knob::COUNT];
        levels[knob::FORMULA] = gpu.spread;
        levels[knob::PREFILL] = if gpu.prefill[1] > 0.0 {
            gpu.prefill
        } else {
            constants.prefill.map(|prefill| prefill * gpu.arithmetic)
        };
        levels[knob::BATCH] = serving.batch.array();
        levels[knob::SIZE] = serving.active.array();
        levels[knob::INPUT] = exchange.input.array();
        levels[knob::OUTPUT] = exchange.output.array();
        levels[knob::REASONING] = exchange.reasoning.array();
        levels[knob::HOST] = if gpu.host[1] > 0.0 {
            gpu.host
        } else {
            constants.host
        };
        if !gpu.local {
            levels[knob::IDLE] = constants.idle;
            levels[knob::PUE] = serving
                .provider
                .map_or(constants.pue, |provider| provider.pue);
        }
        if let Some(pue) = site.pue {
            levels[knob::PUE] = [pue; 3];
        }
        levels[knob::SCREEN] = scenario.screen.watts(constants);
        let [slow, usual, fast] = constants.reading_speed;
        levels[knob::READING] = [1.0 / fast, 1.0 / usual, 1.0 / slow];
        levels[knob::GRID] = site.region.grid().map_or(constants.unknown_grid, |grid| {
            times(grid.0, constants.grid_spread[2])
        });
        if site.accounting == Accounting::MarketBased {
            levels[knob::MARKET] = constants.market_based;
        }
        levels[knob::EMBODIED] = match site.embodied {
            Embodied::Included if gpu.embodied > 0.0 => constants
                .embodied
                .map(|embodied| embodied / constants.embodied[1] * gpu.embodied),
            Embodied::Included => constants.embodied,
            Embodied::Excluded => [0.0; 3],
        };
        levels[knob::WATER_ON_SITE] = if gpu.local {
            [0.0; 3]
        } else {
            serving
                .provider
                .map_or(constants.water_on_site, |provider| provider.water_on_site)
        };
        levels[knob::WATER_OFF_SITE] = match site.region.water_off_site() {
            Some(water) => times(water, constants.water_off_site_spread[2]),
            None => times(
                world.water_off_site().unwrap_or_default(),
                constants.unknown_water_spread[2],
            ),
        };
        Ok(Self {
            scenario,
            gpu,
            levels,
        })
    }

    pub fn level(&self, knob: usize, shift: Shift) -> f64 {
        let level = if shift.knob == knob {
            shift.level
        } else {
            Level::Central
        };
        self.levels[knob][level as usize]
    }

    /// Whether a factor is uncertain at all.
    pub fn varies(&self, knob: usize) -> bool {
        let [low, _, high] = self.levels[knob];
        low < high || (knob == knob::SIZE && !self.scenario.serving.total.is_exact())
    }

    pub fn machine(&self, shift: Shift) -> Machine {
        let serving = &self.scenario.serving;
        let size = if shift.knob == knob::SIZE {
            shift.level
        } else {
            Level::Central
        };
        Machine {
            constants: serving.factors.constants,
            active: self.level(knob::SIZE, shift),
            total: serving.total.array()[size as usize],
            routed: serving.routed.map(crate::Routed::share),
            layers: serving.layers,
            kv_cache: serving.kv_cache,
            bits: serving.bits,
            kv_bits: serving.kv_bits,
            gpu: self.gpu,
            gpus: serving.gpus,
            batch: self.level(knob::BATCH, shift),
            prefill: self.level(knob::PREFILL, shift),
        }
    }

    pub fn evaluate(&self, shift: Shift) -> Outcome {
        let exchange = &self.scenario.exchange;
        let at = |knob| self.level(knob, shift);
        let reread = exchange.history.0 + exchange.system.0;
        let load = Load {
            fresh: at(knob::INPUT) * (1.0 - exchange.cached_fraction)
                + reread * (1.0 - exchange.cached_context),
            context: at(knob::INPUT) + reread,
            reasoning: at(knob::REASONING),
            answer: at(knob::OUTPUT),
        };
        let mut gpu = self.machine(shift).joules(&load);
        let formula = at(knob::FORMULA);
        gpu.prefill *= formula;
        gpu.reasoning *= formula;
        gpu.answer *= formula;
        let decode = gpu.reasoning + gpu.answer;
        let joules = gpu.prefill + decode;
        let written = load.reasoning + load.answer;
        let pue = at(knob::PUE);
        let it_wh = joules / 3600.0 * at(knob::HOST) * at(knob::IDLE);
        let screen = at(knob::SCREEN) * load.answer * at(knob::READING) / 3600.0;
        let data_centre = it_wh * pue;
        let wh = data_centre + screen;
        let embodied = at(knob::EMBODIED) * joules;
        let on_site = it_wh * at(knob::WATER_ON_SITE);
        let off_site = wh * at(knob::WATER_OFF_SITE);
        let mut quantities = [0.0; quantity::COUNT];
        quantities[quantity::GPU_JOULES] = joules;
        quantities[quantity::PER_OUTPUT_TOKEN] = if written > 0.0 { decode / written } else { 0.0 };
        quantities[quantity::PREFILL] = gpu.prefill;
        quantities[quantity::DECODE] = decode;
        quantities[quantity::WH] = wh;
        quantities[quantity::CARBON] = wh / 1000.0 * at(knob::GRID) * at(knob::MARKET) + embodied;
        quantities[quantity::CARBON_EMBODIED] = embodied;
        quantities[quantity::WATER] = on_site + off_site;
        quantities[quantity::WATER_ON_SITE] = on_site;
        quantities[quantity::WATER_OFF_SITE] = off_site;
        Outcome {
            gpu,
            screen,
            quantities,
        }
    }
}

/// Deviations that add up as squares, on a logarithmic scale where the median is above zero and on a linear one where it is zero.
#[derive(Clone, Copy, Default)]
pub(crate) struct Deviation {
    down: f64,
    up: f64,
}

impl Deviation {
    /// Adds what one factor does when it is at its outer percentiles. Returns the wider of the two, squared.
    pub fn add(&mut self, central: f64, low: f64, high: f64) -> f64 {
        let (low, high) = (low.min(high).min(central), low.max(high).max(central));
        let (down, up) = if central > 0.0 {
            ((central / low).ln(), (high / central).ln())
        } else {
            (0.0, high)
        };
        let (down, up) = (down * down, up * up);
        self.down += down;
        self.up += up;
        if up > down { up } else { down }
    }

    /// The outer percentiles around a median.
    pub fn band(self, central: f64) -> (f64, f64) {
        let (down, up) = (self.down.sqrt(), self.up.sqrt());
        if central > 0.0 {
            (central * (-down).exp(), central * up.exp())
        } else {
            (0.0, up)
        }
    }
}
