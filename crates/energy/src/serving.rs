//! How a model is built and served.

use crate::EnergyError;
use crate::factor_set::FactorSet;
use crate::gpu::Gpu;
use crate::model::Confidence;
use crate::provider::Provider;
use crate::tables::Constants;
use crate::units::{Band, Billions, Requests};

/// Bits per weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bits {
    /// 16-bit weights, maths and KV cache.
    Sixteen,
    /// 8-bit weights, maths and KV cache.
    Eight,
    /// 4-bit weights with a scale per block (0.53 bytes each), 16-bit maths, 8-bit KV cache.
    Four,
}

impl Bits {
    /// From a number of bits.
    ///
    /// # Errors
    /// [`EnergyError::Bits`] for anything but 16, 8 and 4.
    pub fn new(bits: u8) -> Result<Self, EnergyError> {
        match bits {
            16 => Ok(Self::Sixteen),
            8 => Ok(Self::Eight),
            4 => Ok(Self::Four),
            _ => Err(EnergyError::Bits),
        }
    }

    /// The number of bits.
    #[must_use]
    pub fn count(self) -> u8 {
        match self {
            Self::Sixteen => 16,
            Self::Eight => 8,
            Self::Four => 4,
        }
    }

    pub(crate) fn bytes_per_weight(self, constants: &Constants) -> f64 {
        match self {
            Self::Sixteen => constants.bytes_per_weight_16[1],
            Self::Eight => constants.bytes_per_weight_8[1],
            Self::Four => constants.bytes_per_weight_4[1],
        }
    }
}

/// Experts of a mixture that one token uses, of those available.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Routed {
    /// Experts used per token.
    pub used: u16,
    /// Experts available.
    pub available: u16,
}

impl Routed {
    pub(crate) fn share(self) -> f64 {
        f64::from(self.used) / f64::from(self.available)
    }
}

/// What each token leaves in the key-value cache, at 16 bit.
///
/// Grouped-query attention: 2 x layers x heads x head dimension values. Multi-head latent attention: layers x (latent + rotary) values. Layers that look
/// at a sliding window stop growing at its length; state-space and linear-attention layers leave nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KvCache {
    /// Bytes per token that stay for the whole context, from 0 to 1e8.
    pub bytes_per_token: f64,
    /// Bytes per token in layers with a sliding window, from 0 to 1e8.
    pub windowed_bytes_per_token: f64,
    /// The length of that window in tokens, from 0 to 1e9.
    pub window: f64,
}

impl KvCache {
    /// The same for all layers, without a window.
    #[must_use]
    pub fn full(bytes_per_token: f64) -> Self {
        Self {
            bytes_per_token,
            windowed_bytes_per_token: 0.0,
            window: 0.0,
        }
    }
}

/// How a model is built and served: what the formula chain needs.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Serving {
    /// The constants that estimates of it are made with.
    pub factors: &'static FactorSet,
    /// Parameters used per token.
    pub active: Band<Billions>,
    /// All parameters; its percentiles go with those of `active`. Equal to `active` for a dense model.
    pub total: Band<Billions>,
    /// Routed experts of a mixture; `None` for a dense model, or where it is unknown (then `active / total` stands in).
    pub routed: Option<Routed>,
    /// Blocks, each of which waits for launch and synchronisation once per step; `None` for a number by size.
    pub layers: Option<u32>,
    /// What a token leaves in the cache at 16 bit; `None` for a value by size.
    pub kv_cache: Option<KvCache>,
    /// Bits per weight.
    pub bits: Bits,
    /// Bits per value of the cache: 16 or 8. With the weights unless set: 8 bit where these have 8 or 4.
    pub kv_bits: Bits,
    /// The accelerator.
    pub gpu: Gpu,
    /// How many of them hold one copy of the model; `None` for as many as it needs. More than it needs cost energy.
    pub gpus: Option<u32>,
    /// Requests served at once by one copy; exact where it is known.
    pub batch: Band<Requests>,
    /// Who runs the machines, where that is known: their PUE and on-site water are used.
    pub provider: Option<&'static Provider>,
    /// How far to trust the above.
    pub confidence: Confidence,
    /// Whether other chips than `gpu` do the work in reality.
    pub stands_in: bool,
}

impl Serving {
    /// A model of published size, served in 16 bit on H100 with the usual batch: 64 for a dense model, 128 for a mixture, 256 above 1,000 billion;
    /// a factor of 4 either way.
    #[must_use]
    pub fn new(active: Billions, total: Billions) -> Self {
        let batch = if active.0 >= total.0 {
            64.0
        } else if total.0 <= 1000.0 {
            128.0
        } else {
            256.0
        };
        let factors = FactorSet::newest();
        Self {
            factors,
            active: Band::exact(active),
            total: Band::exact(total),
            routed: None,
            layers: None,
            kv_cache: None,
            bits: Bits::Sixteen,
            kv_bits: Bits::Sixteen,
            gpu: Gpu::H100,
            gpus: None,
            batch: usual_batch(factors.constants, batch),
            provider: None,
            confidence: Confidence::B,
            stands_in: false,
        }
    }

    /// The same with the constants of another factor set.
    #[must_use]
    pub fn with_factors(self, factors: &'static FactorSet) -> Self {
        Self { factors, ..self }
    }

    /// The same with a batch that is known.
    #[must_use]
    pub fn with_batch(self, batch: Requests) -> Self {
        Self {
            batch: Band::exact(batch),
            ..self
        }
    }

    /// The same with other weights, and the cache that usually goes with them. What was measured was measured as it was served, so confidence is B at most.
    #[must_use]
    pub fn with_bits(self, bits: Bits) -> Self {
        if bits == self.bits {
            return self;
        }
        Self {
            bits,
            kv_bits: usual_kv_bits(bits),
            confidence: self.confidence.max(Confidence::B),
            ..self
        }
    }

    /// The same with 16- or 8-bit values in the cache, whatever the weights have; 4 counts as 8.
    #[must_use]
    pub fn with_kv_bits(self, kv_bits: Bits) -> Self {
        Self { kv_bits, ..self }
    }

    /// The same with routed experts.
    #[must_use]
    pub fn with_routed(self, routed: Option<Routed>) -> Self {
        Self { routed, ..self }
    }

    /// The same with so many blocks.
    #[must_use]
    pub fn with_layers(self, layers: u32) -> Self {
        Self {
            layers: Some(layers),
            ..self
        }
    }

    /// The same with a cache that is known.
    #[must_use]
    pub fn with_kv_cache(self, kv_cache: KvCache) -> Self {
        Self {
            kv_cache: Some(kv_cache),
            ..self
        }
    }

    /// The same on another accelerator. One that serves a single person has a batch of one and nobody else's data centre around it.
    #[must_use]
    pub fn on(self, gpu: Gpu) -> Self {
        if gpu == self.gpu {
            return self;
        }
        let local = gpu.is_local();
        Self {
            gpu,
            batch: if local {
                Band::exact(Requests(1.0))
            } else {
                self.batch
            },
            provider: self.provider.filter(|_| !local),
            confidence: self.confidence.max(Confidence::B),
            stands_in: false,
            ..self
        }
    }

    /// The same on a given number of accelerators per copy of the model.
    #[must_use]
    pub fn with_gpus(self, gpus: u32) -> Self {
        Self {
            gpus: Some(gpus),
            ..self
        }
    }

    /// The same in the machines of a provider, or of nobody in particular.
    #[must_use]
    pub fn run_by(self, provider: Option<&'static Provider>) -> Self {
        Self { provider, ..self }
    }
}

/// 8-bit values where the weights are compressed: what services that compress weights mostly do, an assumption.
pub(crate) fn usual_kv_bits(bits: Bits) -> Bits {
    if bits == Bits::Sixteen {
        Bits::Sixteen
    } else {
        Bits::Eight
    }
}

/// A batch that nobody has published; it cannot fall below one.
pub(crate) fn usual_batch(constants: &Constants, central: f64) -> Band<Requests> {
    let band = Band::around(Requests(central), constants.batch_spread[2]);
    Band::ordered(band.low().0.max(1.0).min(central), central, band.high().0)
}
