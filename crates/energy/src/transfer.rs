//! The footprint of a page itself.

use crate::factor_set::FactorSet;
use crate::units::{Bytes, WattHours};

/// Energy of moving bytes to a reader, by the Sustainable Web Design Model, version 4: 0.300 kWh/GB (0.194 operational and 0.106 embodied; data centre,
/// network and device; 1 GB = 1e9 bytes). A convention that allocates by volume: good for comparing, not a measurement. Negative counts give zero.
#[must_use]
pub fn transfer_energy(bytes: Bytes) -> WattHours {
    WattHours(bytes.0.max(0.0) * FactorSet::newest().constants.transfer[1])
}
