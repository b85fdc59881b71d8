//! The report and its parts.

use crate::{Answer, Settings};
use core::fmt;
use promptwatt_coach::Coaching;
use promptwatt_energy::{EnergyError, Equivalence, Estimate, Model, Region, Saving, Scenario};
use promptwatt_tokens::Count;
use std::sync::Arc;

/// Everything worked out for one prompt.
#[derive(Clone, Debug)]
pub struct Report {
    /// The prompt's tokens.
    pub count: Count,
    /// What the coach found.
    pub coaching: Arc<Coaching>,
    /// The expected answer.
    pub answer: Answer,
    /// The exchange as the prompt stands.
    pub before: Estimate,
    /// With every suggestion of the coach applied.
    pub after: Estimate,
    /// With the first advice of each kind that inserts a sentence followed too.
    pub after_with_advice: Estimate,
    /// What each is worth.
    pub savings: Savings,
    /// What was asked.
    pub settings: Settings,
}

/// What suggestions and advice are worth, as bands of the difference: what both sides share cancels.
#[derive(Clone, Debug)]
pub struct Savings {
    /// All suggestions together.
    pub suggestions: Saving,
    /// Each advice that changes the answer or the model, by itself, in the order of the coach.
    pub advice: Vec<AdviceSaving>,
}

/// What one advice is worth.
#[derive(Clone, Debug)]
pub struct AdviceSaving {
    /// The advice's id.
    pub id: &'static str,
    /// What it saves.
    pub saving: Saving,
}

/// Why there is no report. The sentence says what to change.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportError(pub(crate) EnergyError);

impl ReportError {
    /// What is wrong and what is allowed, as one sentence.
    #[must_use]
    pub const fn message(&self) -> &'static str {
        self.0.message()
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for ReportError {}

impl From<EnergyError> for ReportError {
    fn from(error: EnergyError) -> Self {
        Self(error)
    }
}

impl Report {
    /// The energy of the exchange as an everyday thing.
    #[must_use]
    pub fn equivalence(&self) -> Equivalence {
        promptwatt_energy::equivalence(self.before.wh.central())
    }

    /// The exchange as the prompt stands, with these settings instead of the report's own.
    ///
    /// The prompt's tokens are taken as they were counted for the report's own model; another tokenizer may differ by a tenth, which is small
    /// beside the range.
    #[must_use]
    pub fn scenario(&self, settings: &Settings) -> Scenario {
        crate::assemble::scenario(
            crate::assemble::input_band(self.count),
            self.answer.expected,
            settings,
        )
    }

    /// The same exchange on another model: same prompt, same answer, same place.
    ///
    /// # Errors
    /// [`ReportError`] where the model cannot be estimated.
    pub fn on_model(&self, model: &'static Model) -> Result<Estimate, ReportError> {
        let settings = Settings {
            model,
            ..self.settings
        };
        Ok(promptwatt_energy::estimate(&self.scenario(&settings))?)
    }

    /// The same exchange in another place.
    ///
    /// # Errors
    /// [`ReportError`] where it cannot be estimated.
    pub fn in_region(&self, region: &'static Region) -> Result<Estimate, ReportError> {
        let settings = Settings {
            region,
            ..self.settings
        };
        Ok(promptwatt_energy::estimate(&self.scenario(&settings))?)
    }
}
