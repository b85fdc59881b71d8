//! What a caller chooses, as a plain object. Every name may be left out; `undefined` and `null` are as good as that.
//!
//! | name | what | left out |
//! |---|---|---|
//! | `model` | a model's id | `gpt-4o` for a report |
//! | `encoding` | an encoding's name, instead of the model's own | `o200k_base` without a model |
//! | `region` | a region's code | `WORLD` |
//! | `lang` | the prompt's language, `auto` or a code | `auto` |
//! | `safety` | `lossless`, `meaning_preserving` or `lossy` | `meaning_preserving` |
//! | `off` | ids of rules and kinds not to offer, an array | none |
//! | `answerTokens` | tokens of the answer, 0 to 1e9 | as the prompt suggests |
//! | `historyTokens`, `systemTokens` | tokens read again, 0 to 1e9 | 0 |
//! | `screen` | `none`, `phone`, `laptop` or `desktop` | `none` |
//! | `inputTokens`, `outputTokens` | of an estimate, 0 to 1e9 | needed there |
//! | `reasoningTokens` | of an estimate, 0 to 1e9 | what the model usually needs |
//! | `cachedFraction` | share of the prompt that the cache serves, 0 to 1 | 0 |
//! | `batch`, `bits`, `pue` | of an estimate: requests at once, bits per weight, the data centre's PUE | the model's own |
//! | `marketBased`, `embodied` | of an estimate: carbon by contract; the making of the hardware | `false`, `true` |
//! | `ids` | of a count: the tokens' ids too | `false` |

use crate::refused;
use js_sys::{Array, Reflect};
use promptwatt_coach::{Kind, Language, RuleFilter, Safety};
use promptwatt_energy::{
    Accounting, Band, Bits, Embodied, EnergyError, Exchange, Model, Region, Requests, Scenario,
    Screen, Site, Tokens,
};
use promptwatt_report::Settings;
use promptwatt_tokens::Encoding;
use wasm_bindgen::{JsError, JsValue};

/// What `report` takes where no model is named, as the command does.
const DEFAULT_MODEL: &str = "gpt-4o";

/// An object of options.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a>(pub &'a JsValue);

impl Chosen<'_> {
    fn value(self, name: &str) -> Option<JsValue> {
        // Of what is no object nothing can be read: as if nothing was chosen.
        let value = Reflect::get(self.0, &JsValue::from_str(name)).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(value)
    }

    fn text(self, name: &str) -> Result<Option<String>, JsError> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let text = value.as_string();
        text.map(Some)
            .ok_or_else(|| refused(&[name, " must be a string."].concat()))
    }

    fn number(self, name: &str) -> Result<Option<f64>, JsError> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let number = value.as_f64();
        number
            .map(Some)
            .ok_or_else(|| refused(&[name, " must be a number."].concat()))
    }

    /// Whether a switch is on; `usual` where it is left out.
    #[must_use]
    pub fn switch(self, name: &str, usual: bool) -> bool {
        self.value(name).map_or(usual, |value| value.is_truthy())
    }

    /// A choice by its name, of which `find` knows all.
    fn known<T>(
        self,
        name: &str,
        find: impl Fn(&str) -> Option<T>,
        which: &str,
    ) -> Result<Option<T>, JsError> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let found = find(&text);
        found
            .map(Some)
            .ok_or_else(|| refused(&["unknown ", name, " \"", &text, "\": ", which].concat()))
    }

    /// The model.
    ///
    /// # Errors
    /// Where it is not known.
    pub fn model(self) -> Result<Option<&'static Model>, JsError> {
        self.known("model", Model::by_id, "give the id of a model")
    }

    /// The encoding to count in: that which is named, or the model's; `None` where the model's is not public.
    ///
    /// # Errors
    /// Where model or encoding are not known.
    pub fn encoding(self) -> Result<Option<Encoding>, JsError> {
        let named = self.known(
            "encoding",
            Encoding::from_id,
            "give o200k_base, o200k_harmony, cl100k_base, tekken, qwen or deepseek_v3",
        )?;
        Ok(match (named, self.model()?) {
            (Some(encoding), _) => Some(encoding),
            (None, Some(model)) => model.encoding().and_then(Encoding::from_id),
            (None, None) => Some(Encoding::O200kBase),
        })
    }

    fn region(self) -> Result<&'static Region, JsError> {
        let which = "give an ISO 3166 code of two letters, or WORLD";
        let region = self.known("region", Region::by_code, which)?;
        Ok(region.unwrap_or_else(Region::world))
    }

    fn screen(self) -> Result<Screen, JsError> {
        let which = "give none, phone, laptop or desktop";
        let screen = self.known("screen", Screen::from_id, which)?;
        Ok(screen.unwrap_or(Screen::NotCounted))
    }

    fn tokens(self, name: &str) -> Result<Option<Tokens>, JsError> {
        Ok(self.number(name)?.map(Tokens))
    }

    /// How to read a prompt.
    ///
    /// # Errors
    /// Where a name is not known.
    pub fn reading(self) -> Result<promptwatt_coach::Options, JsError> {
        let language = |code: &str| match code {
            "auto" => Some(None),
            code => Language::from_code(code).map(Some),
        };
        let which = "give auto, en, fr, ar, es, de, pt or zh";
        let language = self.known("lang", language, which)?;
        let which = "give lossless, meaning_preserving or lossy";
        let safety = self.known("safety", Safety::from_id, which)?;
        let off = self
            .value("off")
            .map_or_else(Array::new, |value| Array::from(&value));
        let ids: Vec<String> = off.iter().filter_map(|id| id.as_string()).collect();
        Ok(promptwatt_coach::Options {
            off: RuleFilter {
                kinds: ids.iter().filter_map(|id| Kind::from_id(id)).collect(),
                ids,
            },
            language: language.flatten(),
            safety: safety.unwrap_or_default(),
        })
    }

    /// What a report is made for.
    ///
    /// # Errors
    /// Where a name is not known or a number none.
    pub fn settings(self) -> Result<Settings, JsError> {
        let model = match self.model()? {
            Some(model) => model,
            None => Model::by_id(DEFAULT_MODEL)
                .ok_or_else(|| refused("give the id of a model as model"))?,
        };
        let none = Tokens(0.0);
        Ok(Settings {
            expected_answer: self.tokens("answerTokens")?,
            history: self.tokens("historyTokens")?.unwrap_or(none),
            system: self.tokens("systemTokens")?.unwrap_or(none),
            screen: self.screen()?,
            ..Settings::new(model, self.region()?)
        })
    }

    /// What an estimate is made for.
    ///
    /// # Errors
    /// Where a name is not known, a number none or missing. Ranges are checked by the estimate.
    pub fn scenario(self) -> Result<Scenario, JsError> {
        let settings = self.settings()?;
        let needed = |name: &str| {
            let tokens = self.tokens(name)?.ok_or_else(|| {
                refused(&[name, " is needed: tokens, from 0 to 1,000,000,000."].concat())
            })?;
            finite(tokens)
        };
        let mut exchange = Exchange::new(needed("inputTokens")?, needed("outputTokens")?)
            .with_reasoning(match self.tokens("reasoningTokens")? {
                Some(tokens) => finite(tokens)?,
                None => settings.model.typical_reasoning(),
            })
            .with_context(settings.history, settings.system);
        exchange.cached_fraction = self
            .number("cachedFraction")?
            .unwrap_or(exchange.cached_fraction);
        let mut serving = settings.model.serving();
        if let Some(bits) = self.number("bits")? {
            let whole = if bits.fract() == 0.0 { bits as u8 } else { 0 };
            serving = serving.with_bits(Bits::new(whole).map_err(energy)?);
        }
        if let Some(batch) = self.number("batch")? {
            if !batch.is_finite() {
                return Err(energy(EnergyError::Batch));
            }
            serving = serving.with_batch(Requests(batch));
        }
        let mut site = Site::new(settings.region);
        site.pue = self.number("pue")?;
        if self.switch("marketBased", false) {
            site.accounting = Accounting::MarketBased;
        }
        if !self.switch("embodied", true) {
            site.embodied = Embodied::Excluded;
        }
        Ok(Scenario::new(exchange, serving, site).read_on(settings.screen))
    }
}

fn finite(tokens: Tokens) -> Result<Band<Tokens>, JsError> {
    if tokens.0.is_finite() {
        Ok(Band::exact(tokens))
    } else {
        Err(energy(EnergyError::Tokens))
    }
}

/// The energy crate's sentence.
#[must_use]
pub fn energy(error: EnergyError) -> JsError {
    refused(error.message())
}
