//! Which figures are due to be looked at again.

use crate::equivalence::equivalences;
use crate::factor_set::FactorSet;
use crate::gpu::Gpu;
use crate::model::models;
use crate::provider::providers;

/// A figure whose source should be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Review {
    /// The table it stands in: `factors`, `gpus`, `models`, `providers`, `equivalences`.
    pub table: &'static str,
    /// Its identifier.
    pub id: &'static str,
    /// The day it was due, as `YYYY-MM-DD`.
    pub due: String,
}

/// The figures of the newest set whose review was due before `today` (`YYYY-MM-DD`), the longest overdue first.
///
/// Factors and accelerators name their day. Everything else is due after a number of years since it was read: a guessed model size after one, a published
/// one after three (weights do not change, how they are served does), a provider and an everyday thing after two.
#[must_use]
pub fn due_for_review(today: &str) -> Vec<Review> {
    let set = FactorSet::newest();
    let factors = set
        .factors()
        .iter()
        .map(|factor| ("factors", factor.id, factor.review.to_owned()));
    let gpus = set
        .gpus()
        .map(|gpu: Gpu| ("gpus", gpu.id(), gpu.review().to_owned()));
    let models = models().iter().map(|model| {
        let years = if model.size_is_published() { 3 } else { 1 };
        (
            "models",
            model.id(),
            years_after(model.provenance().read, years),
        )
    });
    let providers = providers().iter().map(|provider| {
        let read = provider.provenance().read;
        ("providers", provider.id(), years_after(read, 2))
    });
    let things = equivalences().iter().map(|thing| {
        let read = thing.provenance().read;
        ("equivalences", thing.id, years_after(read, 2))
    });
    let mut due: Vec<Review> = factors
        .chain(gpus)
        .chain(models)
        .chain(providers)
        .chain(things)
        .map(|(table, id, due)| Review { table, id, due })
        // Days in this notation sort as text.
        .filter(|review| review.due.as_str() < today)
        .collect();
    due.sort_by(|one, other| one.due.cmp(&other.due));
    due
}

fn years_after(day: &str, years: u32) -> String {
    let (year, rest) = day.split_at(day.len().min(4));
    let year: u32 = year.parse().unwrap_or_default();
    format!("{:04}{rest}", year + years)
}
