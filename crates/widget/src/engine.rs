//! What JavaScript holds: vocabularies, phrases, and the four things that are done with them.

use crate::objects::object;
use crate::options::{Chosen, energy};
#[cfg(feature = "coach")]
use crate::positions::Utf16;
use crate::refused;
use js_sys::Uint8Array;
#[cfg(feature = "coach")]
use promptwatt_coach::{Coach, CoachReport, RuleSet};
use promptwatt_energy::{FACTORS_VERSION, Model};
use promptwatt_report::CountJson;
use promptwatt_tokens::{Count, Counter, Encoding, Shelf};
use wasm_bindgen::prelude::*;

/// Counts, coaches, estimates and reports with what it was given. Without a vocabulary counts are estimates; without phrases nothing is suggested.
#[wasm_bindgen]
pub struct Engine {
    pub(crate) shelf: Shelf,
    #[cfg(feature = "coach")]
    coach: Coach,
}

#[wasm_bindgen]
impl Engine {
    /// With nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {
            shelf: Shelf::new(normal_form_c),
            #[cfg(feature = "coach")]
            coach: Coach::default(),
        }
    }

    /// The version of the factors that everything is worked out with.
    #[wasm_bindgen(js_name = factorsVersion)]
    #[must_use]
    pub fn factors_version() -> String {
        FACTORS_VERSION.into()
    }

    /// The name of the encoding that `count` counts in, and `report` where there is a model; `undefined` where that is not public or not among ours.
    ///
    /// # Errors
    /// Where an option is not known.
    #[wasm_bindgen(js_name = encodingOf)]
    pub fn encoding_of(options: &JsValue) -> Result<Option<String>, JsError> {
        let encoding = Chosen(options).encoding()?;
        Ok(encoding.map(|encoding| encoding.id().into()))
    }

    /// The names of the vocabulary's files that counting `text` exactly still needs; none where there is nothing to fetch. With `ids`, those of all parts.
    ///
    /// # Errors
    /// Where an option is not known.
    #[wasm_bindgen(js_name = missingVocabulary)]
    pub fn missing_vocabulary(
        &self,
        text: &str,
        options: &JsValue,
    ) -> Result<Vec<String>, JsError> {
        let chosen = Chosen(options);
        let all = chosen.switch("ids", false);
        let missing = |encoding| self.shelf.missing(text, encoding, all);
        Ok(chosen.encoding()?.map_or_else(Vec::new, missing))
    }

    /// Takes in parts of the vocabulary of an encoding, all that are new at once.
    ///
    /// # Errors
    /// Where they are damaged; what was there before stays.
    #[wasm_bindgen(js_name = addVocabulary)]
    pub fn add_vocabulary(
        &mut self,
        encoding: &str,
        parts: Vec<Uint8Array>,
    ) -> Result<(), JsError> {
        let encoding = Encoding::from_id(encoding)
            .ok_or_else(|| refused("This is no encoding that has a vocabulary here."))?;
        let parts = parts.iter().map(Uint8Array::to_vec).collect();
        self.shelf.add(encoding, parts).map_err(|_| {
            refused("The vocabulary is damaged or of another version: fetch its files again.")
        })
    }

    /// Counts the tokens of a text.
    ///
    /// # Errors
    /// Where an option is not known.
    pub fn count(&self, text: &str, options: &JsValue) -> Result<JsValue, JsError> {
        let chosen = Chosen(options);
        let (counter, encoding) = self.counting(chosen)?;
        let mut result = CountJson::new(text, counter.count(text), encoding);
        if let (true, Counter::Exact(tokenizer)) = (chosen.switch("ids", false), counter)
            && let Some(ids) = tokenizer.encode(text)
        {
            result = result.with_ids(ids);
        }
        object(&result, None)
    }

    /// Estimates energy, carbon and water from numbers of tokens.
    ///
    /// # Errors
    /// Where an option is not known or out of its range.
    pub fn estimate(&self, options: &JsValue) -> Result<JsValue, JsError> {
        let scenario = Chosen(options).scenario()?;
        object(
            &promptwatt_energy::estimate(&scenario).map_err(energy)?,
            None,
        )
    }
}

#[cfg(feature = "coach")]
#[wasm_bindgen]
impl Engine {
    /// The code of the language whose phrases would let the coach find more in `text`; `undefined` where they are there, or there are none.
    ///
    /// # Errors
    /// Where an option is not known.
    #[wasm_bindgen(js_name = missingRules)]
    pub fn missing_rules(&self, text: &str, options: &JsValue) -> Result<Option<String>, JsError> {
        let chosen = Chosen(options);
        let reading = chosen.reading()?;
        let counter = self.counting(chosen)?.0;
        let language = self.coach.read(text, &reading, counter).language;
        let missing = language.filter(|language| !self.coach.has(*language));
        Ok(missing.map(|language| language.code().into()))
    }

    /// Takes in the phrases of a language.
    ///
    /// # Errors
    /// Where they are damaged.
    #[wasm_bindgen(js_name = addRules)]
    pub fn add_rules(&mut self, file: &[u8]) -> Result<(), JsError> {
        let rules = RuleSet::from_packed(file).map_err(|_| {
            refused("The rules are damaged or of another version: fetch their file again.")
        })?;
        self.coach.add(rules);
        Ok(())
    }

    /// Reads a prompt: what could be shorter, and what would make the answer cheaper.
    ///
    /// # Errors
    /// Where an option is not known.
    pub fn coach(&self, text: &str, options: &JsValue) -> Result<JsValue, JsError> {
        let chosen = Chosen(options);
        let counter = self.counting(chosen)?.0;
        let coaching = self.coach.read(text, &chosen.reading()?, counter);
        let report = CoachReport::new(text, coaching, counter);
        object(&report, Some(&Utf16::of(text)))
    }

    /// Tokens, advice and energy of a prompt and its answer.
    ///
    /// # Errors
    /// Where an option is not known or out of its range.
    pub fn report(&self, text: &str, options: &JsValue) -> Result<JsValue, JsError> {
        let chosen = Chosen(options);
        let settings = chosen.settings()?;
        let name = settings.model.encoding();
        let encoding = name.and_then(Encoding::from_id);
        let counter = self.shelf.counter(encoding, name);
        let report =
            promptwatt_report::report(text, counter, &self.coach, &chosen.reading()?, &settings)
                .map_err(|error| refused(error.message()))?;
        object(&report.json(text, counter), Some(&Utf16::of(text)))
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

/// JavaScript has the tables for it.
fn normal_form_c(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

impl Engine {
    /// What counts, and the name of what it counts in.
    pub(crate) fn counting(
        &self,
        chosen: Chosen<'_>,
    ) -> Result<(&Counter, Option<&'static str>), JsError> {
        let encoding = chosen.encoding()?;
        // A model may have a public encoding that this project has no vocabulary of: then its name is known, and the count is an estimate.
        let named = chosen.model()?.and_then(Model::encoding);
        let name = encoding.map(Encoding::id).or(named);
        Ok((self.shelf.counter(encoding, name), name))
    }

    /// A count of a text, as an object.
    pub(crate) fn written(
        text: &str,
        count: Count,
        encoding: Option<&'static str>,
    ) -> Result<JsValue, JsError> {
        object(&CountJson::new(text, count, encoding), None)
    }
}
