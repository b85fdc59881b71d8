#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod chain;
mod equivalence;
mod error;
mod estimate;
mod gpu;
mod model;
mod physics;
mod provenance;
mod region;
mod saving;
mod scenario;
#[cfg(feature = "serde")]
mod serial;
mod tables;
mod transfer;
mod units;
mod warning;

pub use chain::Uncertainty;
pub use equivalence::{
    Basis, Equivalence, Yardstick, carbon_equivalence, equivalence, equivalences, led_seconds,
};
pub use error::EnergyError;
pub use estimate::{Assumed, Counted, Estimate, Method, Parts, estimate};
pub use gpu::Gpu;
pub use model::{Bits, Confidence, Model, Routed, Serving, models};
pub use provenance::{Factor, Provenance, factors};
pub use region::{Region, regions};
pub use saving::{Saving, saving};
pub use scenario::{Accounting, Embodied, Exchange, Scenario, Site};
pub use transfer::transfer_energy;
pub use units::{
    Band, Billions, Bytes, GramsCo2e, GramsPerKilowattHour, Joules, Millilitres, Percent, Quantity,
    Requests, Tokens, WattHours,
};
pub use warning::{Warning, Warnings};

/// The version of all factors, models and regions in this crate; it travels with every result.
pub const FACTORS_VERSION: &str = "2026.11";
