//! One exchange, on one model, in one place.

use crate::EnergyError;
use crate::factor_set::FactorSet;
use crate::region::Region;
use crate::screen::Screen;
use crate::serving::Serving;
use crate::units::{Band, Tokens};

/// The largest number of tokens of one kind.
const MOST_TOKENS: f64 = 1e9;

/// What goes in and comes out.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Exchange {
    /// The prompt.
    pub input: Band<Tokens>,
    /// The visible answer.
    pub output: Band<Tokens>,
    /// Hidden reasoning before the answer.
    pub reasoning: Band<Tokens>,
    /// Earlier turns of the conversation, re-read.
    pub history: Tokens,
    /// The hidden system prompt, re-read.
    pub system: Tokens,
    /// Share of `input` that the prefix cache serves: 0 unless set.
    pub cached_fraction: f64,
    /// Share of `history` and `system` that the prefix cache serves: 0.9 unless set.
    pub cached_context: f64,
}

impl Exchange {
    /// A prompt and its answer, nothing else.
    #[must_use]
    pub fn new(input: Band<Tokens>, output: Band<Tokens>) -> Self {
        Self {
            input,
            output,
            reasoning: Band::zero(),
            history: Tokens(0.0),
            system: Tokens(0.0),
            cached_fraction: 0.0,
            cached_context: FactorSet::newest().constants.cached_context[1],
        }
    }

    /// The same with hidden reasoning.
    #[must_use]
    pub fn with_reasoning(self, reasoning: Band<Tokens>) -> Self {
        Self { reasoning, ..self }
    }

    /// The same with tokens re-read each turn.
    #[must_use]
    pub fn with_context(self, history: Tokens, system: Tokens) -> Self {
        Self {
            history,
            system,
            ..self
        }
    }
}

/// Whose carbon intensity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounting {
    /// That of the power generated in the region.
    LocationBased,
    /// After the provider's contracts for clean power, as far as can be assumed.
    MarketBased,
}

/// Whether making the hardware counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embodied {
    /// Its share is part of the carbon figure.
    Included,
    /// Use phase only.
    Excluded,
}

/// The data centre.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Site {
    /// Where it is.
    pub region: &'static Region,
    /// Power usage effectiveness where it is known, 1 to 10; otherwise the provider's, or that of a large data centre with its range; 1 on a local machine.
    pub pue: Option<f64>,
    /// Location-based unless set.
    pub accounting: Accounting,
    /// Included unless set.
    pub embodied: Embodied,
}

impl Site {
    /// A large data centre in a region.
    #[must_use]
    pub fn new(region: &'static Region) -> Self {
        Self {
            region,
            pue: None,
            accounting: Accounting::LocationBased,
            embodied: Embodied::Included,
        }
    }
}

/// Everything an estimate needs.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scenario {
    /// What goes in and comes out.
    pub exchange: Exchange,
    /// The model and how it is served.
    pub serving: Serving,
    /// Where.
    pub site: Site,
    /// On what the answer is read, if that counts: not unless set.
    pub screen: Screen,
}

#[inline(never)] // Inlined, the nine uses are a kilobyte of wasm.
fn within(value: f64, least: f64, most: f64, error: EnergyError) -> Result<(), EnergyError> {
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(error)
    }
}

impl Scenario {
    /// One exchange, on one model, in one place.
    #[must_use]
    pub fn new(exchange: Exchange, serving: Serving, site: Site) -> Self {
        Self {
            exchange,
            serving,
            site,
            screen: Screen::NotCounted,
        }
    }

    /// The same with the reader's screen counted, for as long as the visible answer takes to read.
    #[must_use]
    pub fn read_on(self, screen: Screen) -> Self {
        Self { screen, ..self }
    }

    pub(crate) fn check(&self) -> Result<(), EnergyError> {
        let exchange = &self.exchange;
        // A band is in order, so its ends speak for it.
        for count in [
            exchange.input.low(),
            exchange.input.high(),
            exchange.output.low(),
            exchange.output.high(),
            exchange.reasoning.low(),
            exchange.reasoning.high(),
            exchange.history,
            exchange.system,
        ] {
            within(count.0, 0.0, MOST_TOKENS, EnergyError::Tokens)?;
        }
        for share in [exchange.cached_fraction, exchange.cached_context] {
            within(share, 0.0, 1.0, EnergyError::CachedShare)?;
        }
        self.check_serving()?;
        match self.site.pue {
            Some(pue) => within(pue, 1.0, 10.0, EnergyError::Pue),
            None => Ok(()),
        }
    }

    fn check_serving(&self) -> Result<(), EnergyError> {
        let serving = &self.serving;
        let (actives, totals) = (serving.active.array(), serving.total.array());
        for level in 0..3 {
            let (active, total) = (actives[level], totals[level]);
            within(active, 0.001, 100_000.0, EnergyError::Parameters)?;
            within(total, 0.001, 100_000.0, EnergyError::Parameters)?;
            within(active, 0.0, total, EnergyError::ActiveAboveTotal)?;
            if let Some(routed) = serving.routed {
                if routed.used == 0 || routed.used >= routed.available {
                    return Err(EnergyError::RoutedShare);
                }
                // A published share such as 8/256 may sit on the limit but for rounding.
                within(
                    routed.share(),
                    0.0,
                    active / total * (1.0 + 1e-9),
                    EnergyError::RoutedAboveActive,
                )?;
            }
        }
        for batch in serving.batch.array() {
            within(batch, 1.0, 100_000.0, EnergyError::Batch)?;
        }
        within(
            f64::from(serving.gpus.unwrap_or(1)),
            1.0,
            65_536.0,
            EnergyError::Gpus,
        )?;
        if let Some(cache) = serving.kv_cache {
            for bytes in [cache.bytes_per_token, cache.windowed_bytes_per_token] {
                within(bytes, 0.0, 1e8, EnergyError::KvCache)?;
            }
            within(cache.window, 0.0, MOST_TOKENS, EnergyError::KvCache)?;
        }
        within(
            f64::from(serving.layers.unwrap_or(1)),
            1.0,
            10_000.0,
            EnergyError::Layers,
        )?;
        if serving.factors.gpu(serving.gpu).is_none() {
            return Err(EnergyError::GpuNotInSet);
        }
        Ok(())
    }
}
