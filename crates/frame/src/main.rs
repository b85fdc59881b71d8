//! What the frames in other sites count and read with: exact tokens, suggestions, and what they are worth.
//!
//! A module of its own, without the page's interface, fetched when somebody first points at a frame. It does no I/O: embed/exact.js brings it the parts of
//! vocabularies and the lists of phrases that it names. Positions that it gives to JavaScript count UTF-16 units, as fields do.
#![forbid(unsafe_code)]

mod reading;
mod vocabularies;

use promptwatt_coach::{Coach, Options, RuleSet};
use promptwatt_energy::{FACTORS_VERSION, Model, Region};
use promptwatt_report::{Settings, assemble};
use promptwatt_tokens::{Counter, Encoding};
use reading::Reading;
use std::sync::Arc;
use vocabularies::{Vocabularies, encoding_of};
use wasm_bindgen::prelude::*;

/// Nothing happens until JavaScript asks.
fn main() {}

/// Counts and reads. One serves every frame and tag of a document.
#[wasm_bindgen]
#[derive(Default)]
pub struct Counting {
    vocabularies: Vocabularies,
    coach: Coach,
}

#[wasm_bindgen]
impl Counting {
    /// Without vocabularies and phrases.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The set of factors that everything is worked out with.
    #[must_use]
    pub fn factors() -> String {
        FACTORS_VERSION.into()
    }

    /// Whether a model has this id.
    #[must_use]
    pub fn has_model(id: &str) -> bool {
        Model::by_id(id).is_some()
    }

    /// Whether a region has this code.
    #[must_use]
    pub fn has_region(code: &str) -> bool {
        Region::by_code(code).is_some()
    }

    /// The files that counting `text` exactly for a model still needs, by their paths from the site's root; none where there is nothing to fetch.
    #[must_use]
    pub fn missing(&self, text: &str, model: &str) -> Vec<String> {
        encoding_of(model).map_or_else(Vec::new, |encoding| {
            self.vocabularies.missing(text, encoding)
        })
    }

    /// Takes in one of these files.
    pub fn take(&mut self, path: &str, file: Vec<u8>) {
        self.vocabularies.take(path, file);
    }

    /// Unpacks what was taken in for a model. `false` where it is damaged: then all of it has to be fetched again.
    pub fn unpack(&mut self, model: &str) -> bool {
        encoding_of(model).is_none_or(|encoding| self.vocabularies.unpack(encoding))
    }

    /// Takes in the phrases of a language; `false` where they are damaged.
    pub fn add_rules(&mut self, file: &[u8]) -> bool {
        let rules = RuleSet::from_packed(file).ok();
        let is_whole = rules.is_some();
        rules.into_iter().for_each(|rules| self.coach.add(rules));
        is_whole
    }

    /// Reads a text. Model and region must be known ones; `None` for others.
    #[must_use]
    pub fn read(&self, text: String, model: &str, region: &str) -> Option<Reading> {
        let settings = Settings::new(Model::by_id(model)?, Region::by_code(region)?);
        let encoding = encoding_of(model);
        let guess = Counter::Estimate(encoding.unwrap_or(Encoding::Unpublished));
        let exact = encoding.and_then(|encoding| self.vocabularies.counter(encoding));
        let counter = exact.unwrap_or(&guess);
        let coaching = self.coach.read(&text, &Options::default(), counter);
        let wanted = coaching
            .language
            .filter(|language| !self.coach.has(*language));
        let count = counter.count(&text);
        let report = assemble(&text, count, Arc::new(coaching), counter, &settings).ok()?;
        Some(Reading::new(text, report, wanted))
    }
}
