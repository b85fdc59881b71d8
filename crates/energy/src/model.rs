//! Models.

use crate::factor_set::FactorSet;
use crate::gpu::Gpu;
use crate::provenance::Provenance;
use crate::provider::Provider;
use crate::serving::{Bits, KvCache, Routed, Serving, usual_batch, usual_kv_bits};
use crate::tables::PROVIDERS;
use crate::units::{Band, Billions, Requests, Tokens};

/// How far to trust an estimate. The estimate has the worst of what its parts allow.
///
/// A: an open model whose energy was measured, with the weights it was measured with, on a metered accelerator. B: published sizes, but how it is served is
/// assumed, or the accelerator's constants are derived from those of its family. C: the provider has not published the size, or the accelerator is of
/// a kind that nobody has metered, or other chips do part of the work, or the region's grid is not known.
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

/// A model that people ask for, a size class, or a model for one task.
#[derive(Debug)]
pub struct Model {
    /// The position in its set: the line of its id, name and aliases, and of its figures.
    pub(crate) index: u8,
    pub(crate) set: u8,
}

/// The figures of a set's models, as `data/models.tsv` has them, a column each: they compress better than a record per model.
#[derive(Debug)]
pub(crate) struct ModelColumns {
    /// Position in `VENDORS`.
    pub vendor: &'static [u8],
    pub active: &'static [f32],
    pub total: &'static [f32],
    /// Tenths.
    pub size_spread: &'static [u8],
    /// 0 where dense or unknown.
    pub experts_used: &'static [u16],
    pub experts: &'static [u16],
    /// 0 where unknown.
    pub layers: &'static [u16],
    /// Bytes per token at 16 bit; `kv` and `windowed` both 0 where unknown.
    pub kv: &'static [u32],
    pub windowed: &'static [u32],
    pub window: &'static [u32],
    pub bits: &'static [u8],
    /// Position in `gpus.tsv`.
    pub gpu: &'static [u8],
    pub batch: &'static [u16],
    /// Position in `ENCODINGS` plus 1; 0 where there is none.
    pub encoding: &'static [u8],
    pub answer: &'static [u16],
    /// Position in `REASONINGS`.
    pub reasoning: &'static [u8],
    /// Position in `providers.tsv` plus 1; 0 where there is none.
    pub provider: &'static [u8],
    pub stand_in: &'static [bool],
    pub confidence: &'static [Confidence],
}

/// Every model of the newest factor set: size classes first, smallest first, then named models by maker, then models for one task.
#[must_use]
pub fn models() -> &'static [Model] {
    FactorSet::newest().models()
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        (self.set, self.index) == (other.set, other.index)
    }
}

impl Eq for Model {}

impl Model {
    /// Finds a model of the newest factor set by id, name or alias, in capital or small letters.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        FactorSet::newest().model(name)
    }

    /// Finds a model of the newest factor set by its id as [`Model::id`] writes it. Who asks only this does not carry the aliases.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        FactorSet::newest().model_by_id(id)
    }

    /// The set this row belongs to.
    #[must_use]
    pub fn factor_set(&self) -> &'static FactorSet {
        FactorSet::at(self.set)
    }

    /// The identifier: `gpt-4o`, `tier-small`. Takes time in proportion to the list.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.factor_set().model_id(self)
    }

    /// The name its maker gives it. Takes time in proportion to the list.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.factor_set().model_name(self)
    }

    /// Its maker; empty for a size class.
    #[must_use]
    pub fn vendor(&self) -> &'static str {
        self.factor_set().vendors[usize::from(self.of(|columns| columns.vendor))]
    }

    /// Other names it is found by.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> {
        let aliases = self.factor_set().aliases(self);
        aliases.split(';').filter(|alias| !alias.is_empty())
    }

    /// Whether this is a size class and not one maker's model.
    #[must_use]
    pub fn is_tier(&self) -> bool {
        self.id().starts_with("tier-")
    }

    /// Whether this model can do one task only (summarising, translating, ...) and cannot chat.
    #[must_use]
    pub fn is_for_one_task(&self) -> bool {
        self.id().starts_with("task-")
    }

    /// Whether the maker has published the size.
    #[must_use]
    pub fn size_is_published(&self) -> bool {
        self.of(|columns| columns.size_spread) <= 10
    }

    /// The identifier of its tokenizer's encoding, `o200k_base`; `None` where none is public or packed. Size classes are counted in `o200k_base`.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        let position = usize::from(self.of(|columns| columns.encoding)).checked_sub(1)?;
        self.factor_set().encodings.get(position).copied()
    }

    /// How far to trust what is said of it.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.of(|columns| columns.confidence)
    }

    /// Who runs the machines that serve it, where that is known.
    #[must_use]
    pub fn provider(&self) -> Option<&'static Provider> {
        PROVIDERS.get(usize::from(self.of(|columns| columns.provider)).checked_sub(1)?)
    }

    /// The visible answer to a chat prompt that asks for no length; exact for a model whose answer is a label or a place in the text.
    #[must_use]
    pub fn typical_answer(&self) -> Band<Tokens> {
        let answer = Tokens(f64::from(self.of(|columns| columns.answer)));
        if answer.0 <= 1.0 {
            return Band::exact(answer);
        }
        Band::around(answer, self.factor_set().constants.unknown_output_spread[2])
    }

    /// Hidden reasoning tokens before the answer; exactly zero for a model that does not reason unasked.
    #[must_use]
    pub fn typical_reasoning(&self) -> Band<Tokens> {
        let [low, central, high] =
            self.factor_set().reasonings[usize::from(self.of(|columns| columns.reasoning))];
        Band::ordered(low, central, high)
    }

    /// How it is built and, as far as is known, served.
    #[must_use]
    pub fn serving(&self) -> Serving {
        let factors = self.factor_set();
        let spread = f64::from(self.of(|columns| columns.size_spread)) / 10.0;
        let billions = |value| Band::around(Billions(wide(value)), spread);
        let bits = Bits::new(self.of(|columns| columns.bits)).unwrap_or(Bits::Sixteen);
        let gpu = Gpu::ALL[usize::from(self.of(|columns| columns.gpu))];
        let batch = f64::from(self.of(|columns| columns.batch));
        let layers = self.of(|columns| columns.layers);
        let experts = self.of(|columns| columns.experts);
        let (kv, windowed) = (
            self.of(|columns| columns.kv),
            self.of(|columns| columns.windowed),
        );
        Serving {
            factors,
            active: billions(self.of(|columns| columns.active)),
            total: billions(self.of(|columns| columns.total)),
            routed: (experts > 0).then(|| Routed {
                used: self.of(|columns| columns.experts_used),
                available: experts,
            }),
            layers: (layers > 0).then_some(u32::from(layers)),
            kv_cache: (kv > 0 || windowed > 0).then(|| KvCache {
                bytes_per_token: f64::from(kv),
                windowed_bytes_per_token: f64::from(windowed),
                window: f64::from(self.of(|columns| columns.window)),
            }),
            bits,
            kv_bits: usual_kv_bits(bits),
            gpu,
            gpus: None,
            batch: if gpu.is_local() {
                Band::exact(Requests(batch))
            } else {
                usual_batch(factors.constants, batch)
            },
            provider: self.provider(),
            confidence: self.confidence(),
            stands_in: self.of(|columns| columns.stand_in),
        }
    }

    /// This model's figure in a column.
    fn of<T: Copy + 'static>(&self, column: impl Fn(&'static ModelColumns) -> &'static [T]) -> T {
        column(self.factor_set().columns)[usize::from(self.index)]
    }

    /// Where this comes from.
    #[must_use]
    pub fn provenance(&self) -> Provenance {
        self.factor_set().model_provenance(self)
    }
}

/// The decimal that a table's `f32` stands for: the figures have at most six digits, and 8.2 must not print as 8.199999809.
fn wide(narrow: f32) -> f64 {
    (f64::from(narrow) * 1e4).round() / 1e4
}
