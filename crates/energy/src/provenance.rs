//! Where figures come from.

use crate::factor_set::FactorSet;

/// Where a figure comes from and why this one was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Provenance {
    /// Title or authors, with the year.
    pub source: &'static str,
    /// A web address, or empty.
    pub link: &'static str,
    /// The day it was read, as `YYYY-MM-DD`.
    pub read: &'static str,
    /// Why this figure.
    pub reason: &'static str,
}

/// A constant of the formula chain that belongs to no accelerator, model, provider or region.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Factor {
    /// Its name in `snake_case`.
    pub id: &'static str,
    /// Its unit; `factor` and `share` are plain numbers.
    pub unit: &'static str,
    /// 5th percentile.
    pub low: f64,
    /// Median.
    pub central: f64,
    /// 95th percentile.
    pub high: f64,
    /// The day by which to look at the source again, as `YYYY-MM-DD`.
    pub review: &'static str,
    /// Where it comes from.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub provenance: Provenance,
}

/// All factors of the newest set, in the order of the data file.
#[must_use]
pub fn factors() -> &'static [Factor] {
    FactorSet::newest().factors()
}
