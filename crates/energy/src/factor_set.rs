//! Versions of the constants, accelerators and models.

use crate::gpu::{Gpu, GpuConstants, GpuListing};
use crate::model::{Model, ModelColumns};
use crate::provenance::{Factor, Provenance};
use crate::tables::{self, Constants};

/// The constants, accelerators and models of one version: what a figure was made with. A link that names its version gives the same figure years later.
///
/// The newest is always there; older ones with the feature `older-factors`. Regions, providers and equivalences belong to no version; their rows carry
/// their own years.
#[derive(Debug)]
pub struct FactorSet {
    index: u8,
    version: &'static str,
    pub(crate) constants: &'static Constants,
    gpus: &'static [GpuConstants],
    models: &'static [Model],
    pub(crate) columns: &'static ModelColumns,
    /// A line per model.
    ids: &'static str,
    pub(crate) vendors: &'static [&'static str],
    pub(crate) encodings: &'static [&'static str],
    /// Hidden reasoning tokens: P5, median, P95.
    pub(crate) reasonings: &'static [[f64; 3]],
}

macro_rules! set {
    ($index:literal, $version:expr, $tables:ident) => {
        FactorSet {
            index: $index,
            version: $version,
            constants: &tables::$tables::CONSTANTS,
            gpus: &tables::$tables::GPUS,
            models: &tables::$tables::MODELS,
            columns: &tables::$tables::COLUMNS,
            ids: tables::$tables::MODEL_IDS,
            vendors: &tables::$tables::VENDORS,
            encodings: &tables::$tables::ENCODINGS,
            reasonings: &tables::$tables::REASONINGS,
        }
    };
}

/// The newest first; `index` is the position.
static SETS: &[FactorSet] = &[
    set!(0, crate::FACTORS_VERSION, newest),
    #[cfg(feature = "older-factors")]
    set!(1, "2026.11", v2026_11),
];

/// What a set's tables say of their sources. Kept apart from [`FactorSet`], so that a program that never asks does not carry them.
struct Sources {
    factors: &'static [Factor],
    gpus: &'static [GpuListing],
    models: &'static [Provenance],
    names: &'static str,
    aliases: &'static str,
}

impl FactorSet {
    /// The newest: what everything uses unless told otherwise.
    #[must_use]
    pub fn newest() -> &'static Self {
        &SETS[0]
    }

    /// Every set, the newest first.
    #[must_use]
    pub fn all() -> &'static [Self] {
        SETS
    }

    /// A set by its version; `None` where this build does not have it.
    #[must_use]
    pub fn find(version: &str) -> Option<&'static Self> {
        SETS.iter().find(|set| set.version == version)
    }

    pub(crate) fn at(index: u8) -> &'static Self {
        SETS.get(usize::from(index)).unwrap_or(&SETS[0])
    }

    /// Its version: `2026.11`.
    #[must_use]
    pub fn version(&self) -> &'static str {
        self.version
    }

    /// Every model: size classes first, smallest first, then named models by maker, then models for one task.
    #[must_use]
    pub fn models(&self) -> &'static [Model] {
        self.models
    }

    /// Finds a model by id, name or alias, in capital or small letters. Takes time in proportion to the list.
    #[must_use]
    pub fn model(&self, name: &str) -> Option<&'static Model> {
        let name = name.trim_ascii();
        let same = |other: &str| other.eq_ignore_ascii_case(name) && !name.is_empty();
        let sources = self.sources();
        let lines = |text: &'static str| text.split('\n').position(same);
        lines(self.ids)
            .or_else(|| lines(sources.names))
            .or_else(|| {
                let mut aliases = sources.aliases.split('\n');
                aliases.position(|aliases| aliases.split(';').any(same))
            })
            .and_then(|index| self.models.get(index))
    }

    pub(crate) fn model_by_id(&self, id: &str) -> Option<&'static Model> {
        let index = self.ids.split('\n').position(|other| other == id)?;
        self.models.get(index)
    }

    /// The constants of the formula chain with their sources, in the order of the data file.
    #[must_use]
    pub fn factors(&self) -> &'static [Factor] {
        self.sources().factors
    }

    /// The accelerators that this set has constants for.
    pub fn gpus(&self) -> impl Iterator<Item = Gpu> {
        Gpu::ALL.into_iter().take(self.gpus.len())
    }

    pub(crate) fn gpu(&self, gpu: Gpu) -> Option<&'static GpuConstants> {
        self.gpus.get(gpu as usize)
    }

    pub(crate) fn gpu_listing(&self, gpu: Gpu) -> Option<&'static GpuListing> {
        self.sources().gpus.get(gpu as usize)
    }

    pub(crate) fn model_provenance(&self, model: &Model) -> Provenance {
        self.sources().models[usize::from(model.index)]
    }

    pub(crate) fn model_id(&self, model: &Model) -> &'static str {
        line(self.ids, model.index)
    }

    pub(crate) fn model_name(&self, model: &Model) -> &'static str {
        line(self.sources().names, model.index)
    }

    pub(crate) fn aliases(&self, model: &Model) -> &'static str {
        line(self.sources().aliases, model.index)
    }

    fn sources(&self) -> Sources {
        macro_rules! sources {
            ($set:ident) => {
                Sources {
                    factors: &tables::$set::FACTORS,
                    gpus: &tables::$set::GPU_LISTINGS,
                    models: &tables::$set::MODEL_PROVENANCE,
                    names: tables::$set::MODEL_NAMES,
                    aliases: tables::$set::MODEL_ALIASES,
                }
            };
        }
        match self.index {
            #[cfg(feature = "older-factors")]
            1 => sources!(v2026_11),
            _ => sources!(newest),
        }
    }
}

impl PartialEq for FactorSet {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for FactorSet {}

fn line(text: &'static str, index: u8) -> &'static str {
    text.split('\n').nth(usize::from(index)).unwrap_or_default()
}
