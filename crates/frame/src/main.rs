//! What the frames in other sites count and read with: exact tokens, suggestions, and what they are worth.
//!
//! A module of its own, without the page's interface, fetched when somebody first points at a frame. It does no I/O: embed/exact.js brings it the parts of
//! vocabularies and the lists of phrases that it names. Positions that it gives to JavaScript count UTF-16 units, as fields do.
#![forbid(unsafe_code)]

mod reading;

use js_sys::Uint8Array;
use promptwatt_coach::{Coach, Options, RuleSet};
use promptwatt_energy::{FACTORS_VERSION, Model, Region};
use promptwatt_report::{Settings, assemble};
use promptwatt_tokens::{Encoding, Shelf};
use reading::Reading;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Smaller than the standard library's by 1.6 kB after brotli, and as fast.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Nothing happens until JavaScript asks.
fn main() {}

/// Counts and reads. One serves every frame and tag of a document.
#[wasm_bindgen]
pub struct Counting {
    shelf: Shelf,
    coach: Coach,
}

#[wasm_bindgen]
impl Counting {
    /// Without vocabularies and phrases.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {
            shelf: Shelf::new(normal_form_c),
            coach: Coach::default(),
        }
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

    /// The names of the files that counting `text` exactly for a model still needs; none where there is nothing to fetch.
    #[must_use]
    pub fn missing(&self, text: &str, model: &str) -> Vec<String> {
        encoding_of(model).map_or_else(Vec::new, |encoding| {
            self.shelf.missing(text, encoding, false)
        })
    }

    /// Takes in such files of a model; `false` where one is damaged: then they have to be fetched again.
    pub fn add(&mut self, model: &str, files: Vec<Uint8Array>) -> bool {
        let files = files.iter().map(Uint8Array::to_vec).collect();
        encoding_of(model).is_none_or(|encoding| self.shelf.add(encoding, files).is_ok())
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
        let counter = self
            .shelf
            .counter(encoding_of(model), settings.model.encoding());
        let coaching = self.coach.read(&text, &Options::default(), counter);
        let wanted = coaching
            .language
            .filter(|language| !self.coach.has(*language));
        let count = counter.count(&text);
        let report = assemble(&text, count, Arc::new(coaching), counter, &settings).ok()?;
        Some(Reading::new(text, report, wanted))
    }
}

impl Default for Counting {
    fn default() -> Self {
        Self::new()
    }
}

/// The encoding that a model's tokens can be counted in exactly; `None` where nobody has published it, or it is not among the site's files.
fn encoding_of(model: &str) -> Option<Encoding> {
    Encoding::from_id(Model::by_id(model)?.encoding()?)
}

/// The browser has the tables for it.
fn normal_form_c(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}
