//! Models, and how they are served.

use crate::EnergyError;
use crate::gpu::Gpu;
use crate::provenance::Provenance;
use crate::tables::{MODEL_PROVENANCE, MODELS, factor};
use crate::units::{Band, Billions, Requests, Tokens};

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

    pub(crate) fn bytes_per_weight(self) -> f64 {
        match self {
            Self::Sixteen => factor::BYTES_PER_WEIGHT_16[1],
            Self::Eight => factor::BYTES_PER_WEIGHT_8[1],
            Self::Four => factor::BYTES_PER_WEIGHT_4[1],
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

/// How far to trust an estimate.
///
/// A: an open model whose energy was measured, served by a measured GPU with the batch of the catalogue. B: published sizes; how it is served is
/// assumed. C: the provider has not published the size, or other chips than the measured ones serve it, or the region's grid is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Measured.
    A,
    /// Published size.
    B,
    /// Guessed.
    C,
}

impl Confidence {
    /// `"A"`, `"B"` or `"C"`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// How a model is built and served: what the formula chain needs.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Serving {
    /// Parameters used per token.
    pub active: Band<Billions>,
    /// All parameters; its percentiles go with those of `active`. Equal to `active` for a dense model.
    pub total: Band<Billions>,
    /// Routed experts of a mixture; `None` for a dense model, or where it is unknown (then `active / total` stands in).
    pub routed: Option<Routed>,
    /// Bits per weight.
    pub bits: Bits,
    /// The GPU.
    pub gpu: Gpu,
    /// How many GPUs hold one copy of the model; `None` for as many as it needs.
    pub gpus: Option<u32>,
    /// Requests served at once by one copy; exact where it is known.
    pub batch: Band<Requests>,
    /// Bytes of KV cache per token at 16 bit; `None` for a value by size. It is halved for 8- and 4-bit weights.
    pub kv_bytes_per_token: Option<f64>,
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
        Self {
            active: Band::exact(active),
            total: Band::exact(total),
            routed: None,
            bits: Bits::Sixteen,
            gpu: Gpu::H100,
            gpus: None,
            batch: usual_batch(batch),
            kv_bytes_per_token: None,
            confidence: Confidence::B,
            stands_in: false,
        }
    }

    /// The same with a batch that is known.
    #[must_use]
    pub fn with_batch(self, batch: Requests) -> Self {
        Self {
            batch: Band::exact(batch),
            ..self
        }
    }

    /// The same with other weights.
    #[must_use]
    pub fn with_bits(self, bits: Bits) -> Self {
        Self { bits, ..self }
    }

    /// The same with routed experts.
    #[must_use]
    pub fn with_routed(self, routed: Option<Routed>) -> Self {
        Self { routed, ..self }
    }

    /// The same on another GPU.
    #[must_use]
    pub fn on(self, gpu: Gpu) -> Self {
        Self { gpu, ..self }
    }

    /// The same on a given number of GPUs per copy of the model.
    #[must_use]
    pub fn with_gpus(self, gpus: u32) -> Self {
        Self {
            gpus: Some(gpus),
            ..self
        }
    }
}

/// A batch that nobody has published; it cannot fall below one.
fn usual_batch(central: f64) -> Band<Requests> {
    let band = Band::around(Requests(central), factor::BATCH_SPREAD[2]);
    Band::ordered(band.low().0.max(1.0).min(central), central, band.high().0)
}

/// A model that people ask for, or a size class.
#[derive(Debug)]
pub struct Model {
    pub(crate) index: u16,
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// Separated by semicolons.
    pub(crate) aliases: &'static str,
    pub(crate) vendor: &'static str,
    pub(crate) active: f32,
    pub(crate) total: f32,
    pub(crate) size_spread: f32,
    pub(crate) routed: Option<Routed>,
    pub(crate) bits: Bits,
    pub(crate) gpu: Gpu,
    pub(crate) batch: f32,
    pub(crate) kv_bytes: f32,
    pub(crate) encoding: Option<&'static str>,
    pub(crate) answer: f32,
    pub(crate) reasoning: [f32; 3],
    pub(crate) stand_in: bool,
    pub(crate) confidence: Confidence,
}

/// Every model: size classes first, smallest first, then named models by maker.
#[must_use]
pub fn models() -> &'static [Model] {
    &MODELS
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for Model {}

impl Model {
    /// Finds a model by id, name or alias, in capital or small letters.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let name = name.trim_ascii();
        let same = |other: &str| other.eq_ignore_ascii_case(name) && !name.is_empty();
        MODELS
            .iter()
            .find(|model| same(model.id) || same(model.name) || model.aliases.split(';').any(same))
    }

    /// The identifier: `gpt-4o`, `tier-small`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// The name its maker gives it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its maker; empty for a size class.
    #[must_use]
    pub fn vendor(&self) -> &'static str {
        self.vendor
    }

    /// Other names it is found by.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> {
        self.aliases.split(';').filter(|alias| !alias.is_empty())
    }

    /// Whether this is a size class and not one maker's model.
    #[must_use]
    pub fn is_tier(&self) -> bool {
        self.id.starts_with("tier-")
    }

    /// Whether the maker has published the size.
    #[must_use]
    pub fn size_is_published(&self) -> bool {
        self.size_spread <= 1.0
    }

    /// The identifier of its tokenizer's encoding, `o200k_base`; `None` where none is public or packed. Size classes are counted in `o200k_base`.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        self.encoding
    }

    /// How far to trust what is said of it.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// The visible answer to a chat prompt that asks for no length.
    #[must_use]
    pub fn typical_answer(&self) -> Band<Tokens> {
        Band::around(Tokens(wide(self.answer)), factor::UNKNOWN_OUTPUT_SPREAD[2])
    }

    /// Hidden reasoning tokens before the answer; exactly zero for a model that does not reason unasked.
    #[must_use]
    pub fn typical_reasoning(&self) -> Band<Tokens> {
        let [low, central, high] = self.reasoning.map(wide);
        Band::ordered(low, central, high)
    }

    /// How it is built and, as far as is known, served.
    #[must_use]
    pub fn serving(&self) -> Serving {
        let spread = wide(self.size_spread);
        Serving {
            active: Band::around(Billions(wide(self.active)), spread),
            total: Band::around(Billions(wide(self.total)), spread),
            routed: self.routed,
            bits: self.bits,
            gpu: self.gpu,
            gpus: None,
            batch: usual_batch(wide(self.batch)),
            kv_bytes_per_token: (self.kv_bytes > 0.0).then(|| wide(self.kv_bytes)),
            confidence: self.confidence,
            stands_in: self.stand_in,
        }
    }

    /// Where this comes from.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        MODEL_PROVENANCE[usize::from(self.index)]
    }
}

/// The decimal that a table's `f32` stands for: the figures have at most six digits, and 8.2 must not print as 8.199999809.
fn wide(narrow: f32) -> f64 {
    (f64::from(narrow) * 1e4).round() / 1e4
}
