//! The hardware that serves a model.

use crate::EnergyError;
use crate::provenance::Provenance;
use crate::tables::{GPU_PROVENANCE, GPUS};

/// A GPU whose constants were fitted on measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Gpu {
    /// NVIDIA H100, 80 GB, 700 W.
    H100,
    /// NVIDIA B200, 180 GB, 1000 W.
    B200,
}

/// A row of `data/gpus.tsv`, whose comment names the units.
pub(crate) struct GpuConstants {
    pub id: &'static str,
    pub name: &'static str,
    pub memory_gb: f64,
    pub arithmetic: f64,
    pub weights_dense: f64,
    pub weights_moe: f64,
    pub step: f64,
    pub kv: f64,
    pub prefill: [f64; 3],
}

impl Gpu {
    /// Every GPU, in the order of the data file.
    pub const ALL: [Self; 2] = [Self::H100, Self::B200];

    /// The identifier in JSON and on the command line: `h100`, `b200`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.constants().id
    }

    /// The name with maker and memory.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.constants().name
    }

    /// Where the constants come from.
    #[must_use]
    pub fn provenance(self) -> Provenance {
        match self {
            Self::H100 => GPU_PROVENANCE[0],
            Self::B200 => GPU_PROVENANCE[1],
        }
    }

    pub(crate) fn constants(self) -> &'static GpuConstants {
        match self {
            Self::H100 => &GPUS[0],
            Self::B200 => &GPUS[1],
        }
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
