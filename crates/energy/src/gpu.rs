//! The hardware that serves a model.

use crate::EnergyError;
use crate::factor_set::FactorSet;
use crate::model::Confidence;
use crate::provenance::Provenance;

/// An accelerator. Two of them were metered; the constants of the others follow from their power, memory bandwidth and peak rate by the rule that fits
/// the two, with a wider range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Gpu {
    /// NVIDIA H100, 80 GB, 700 W: metered.
    H100,
    /// NVIDIA B200, 180 GB, 1000 W: metered.
    B200,
    /// NVIDIA H200, 141 GB, 700 W.
    H200,
    /// NVIDIA A100, 80 GB, 400 W.
    A100,
    /// Google TPU of the v5p class, 95 GB.
    Tpu,
    /// Apple M4 Max in a laptop.
    AppleM,
    /// NVIDIA RTX 4090, 24 GB, in a desktop computer.
    Rtx4090,
}

/// A row of `data/gpus.tsv`, whose comment names the units.
#[derive(Debug)]
pub(crate) struct GpuConstants {
    pub id: &'static str,
    pub memory_gb: f64,
    pub arithmetic: f64,
    pub weights: f64,
    pub experts: f64,
    pub layer: f64,
    pub token: f64,
    pub kv: f64,
    pub step: f64,
    /// J per billion and input token; zeros for `arithmetic` times the factor `prefill`.
    pub prefill: [f64; 3],
    /// What the formula leaves open.
    pub spread: [f64; 3],
    /// Zeros for the factor `host`.
    pub host: [f64; 3],
    /// g/J; zero for the factor `embodied`.
    pub embodied: f64,
    pub local: bool,
    pub derived: bool,
    pub mark: Confidence,
}

/// What only listings ask for.
#[derive(Debug)]
pub(crate) struct GpuListing {
    pub name: &'static str,
    pub review: &'static str,
    pub provenance: Provenance,
}

impl Gpu {
    /// Every accelerator, in the order of the data file.
    pub const ALL: [Self; 7] = [
        Self::H100,
        Self::B200,
        Self::H200,
        Self::A100,
        Self::Tpu,
        Self::AppleM,
        Self::Rtx4090,
    ];

    /// The identifier in JSON and on the command line: `h100`, `rtx-4090`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.constants().id
    }

    /// The name with maker and memory.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.listing().name
    }

    /// Whether it stands on or under somebody's desk: no cooling plant, no spare machines, one person at a time.
    #[must_use]
    pub fn is_local(self) -> bool {
        self.constants().local
    }

    /// Whether its constants were derived from published power, bandwidth and peak rate and not fitted on metered runs.
    #[must_use]
    pub fn is_derived(self) -> bool {
        self.constants().derived
    }

    /// The best confidence an estimate on it can have.
    #[must_use]
    pub fn confidence(self) -> Confidence {
        self.constants().mark
    }

    /// The day by which to look at the source again, as `YYYY-MM-DD`.
    #[must_use]
    pub fn review(self) -> &'static str {
        self.listing().review
    }

    /// Where the constants come from.
    #[must_use]
    pub fn provenance(self) -> Provenance {
        self.listing().provenance
    }

    fn listing(self) -> &'static GpuListing {
        let newest = FactorSet::newest().gpu_listing(self);
        newest.expect("the newest set has every accelerator, which a test checks")
    }

    fn constants(self) -> &'static GpuConstants {
        let newest = FactorSet::newest().gpu(self);
        newest.expect("the newest set has every accelerator, which a test checks")
    }
}

impl core::str::FromStr for Gpu {
    type Err = EnergyError;

    /// Reads an identifier, in capital or small letters.
    fn from_str(id: &str) -> Result<Self, EnergyError> {
        Self::ALL
            .into_iter()
            .find(|gpu| gpu.id().eq_ignore_ascii_case(id))
            .ok_or(EnergyError::UnknownGpu)
    }
}
