#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod chain;
mod ecologits;
mod equivalence;
mod error;
mod estimate;
mod factor_set;
mod gpu;
mod lever;
mod model;
mod physics;
mod provenance;
mod provider;
mod region;
mod review;
mod saving;
mod scale;
mod scenario;
mod screen;
#[cfg(feature = "serde")]
mod serial;
mod serving;
mod tables;
mod transfer;
mod units;
pub mod validation;
mod warning;

pub use chain::Uncertainty;
pub use ecologits::{
    ECOLOGITS_VERSION, EcoLogitsImpact, EcoLogitsRequest, ElectricityMix, ecologits,
};
pub use equivalence::{
    Basis, Equivalence, Yardstick, carbon_equivalence, equivalence, equivalences, equivalences_for,
    led_seconds,
};
pub use error::EnergyError;
pub use estimate::{Assumed, Contributions, Counted, Estimate, Method, Parts, estimate};
pub use factor_set::FactorSet;
pub use gpu::Gpu;
pub use lever::{Lever, Levers, Reported, Shortening, SmallerModel, lever};
pub use model::{Confidence, Model, models};
pub use provenance::{Factor, Provenance, factors};
pub use provider::{Provider, providers};
pub use region::{Region, regions};
pub use review::{Review, due_for_review};
pub use saving::{Saving, saving};
pub use scale::{ARTICLE, Article, Scale, people_equivalent, regions_near};
pub use scenario::{Accounting, Embodied, Exchange, Scenario, Site};
pub use screen::Screen;
pub use serving::{Bits, KvCache, Routed, Serving};
pub use transfer::transfer_energy;
pub use units::{
    Band, Billions, Bytes, GramsCo2e, GramsPerKilowattHour, Joules, Millilitres, Percent, Quantity,
    Requests, Tokens, WattHours,
};
pub use warning::{Warning, Warnings};

/// The version of the newest factor set: the constants, accelerators and models that everything uses unless told otherwise.
pub const FACTORS_VERSION: &str = "2026.11.2";
