//! The JSON of the command's `count` and `report`, under names that scripts rely on; estimates are written by the energy crate and readings by
//! the coach.
//!
//! `null` is "not known", never 0. A count of tokens is an integer where it is exact and a band where it is not.

use crate::{AdviceSaving, Report};
use promptwatt_coach::{CoachReport, Coaching};
use promptwatt_energy::{Band, Equivalence, Estimate, Percent, WattHours};
use promptwatt_tokens::{Count, Counter, TokenBand};
use serde::Serialize;

/// The result of `count`.
#[derive(Debug, Serialize)]
pub struct CountJson<'a> {
    encoding: Option<&'a str>,
    tokens: TokensJson,
    exact: bool,
    bytes: usize,
    characters: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    ids: Option<Vec<u32>>,
}

impl<'a> CountJson<'a> {
    /// The count of a text. `encoding` is `None` where the model's own is not public.
    ///
    /// # Complexity
    /// Linear in the text, for its characters (Unicode scalar values).
    #[must_use]
    pub fn new(text: &str, count: Count, encoding: Option<&'a str>) -> Self {
        Self {
            encoding,
            tokens: TokensJson::from(count),
            exact: count.is_exact(),
            bytes: text.len(),
            characters: text.chars().count(),
            ids: None,
        }
    }

    /// The same with the ids of the tokens.
    #[must_use]
    pub fn with_ids(self, ids: Vec<u32>) -> Self {
        Self {
            ids: Some(ids),
            ..self
        }
    }
}

/// The result of `report`.
#[derive(Serialize)]
pub struct ReportJson<'a> {
    count: CountJson<'a>,
    coach: CoachReport,
    before: &'a Estimate,
    after: &'a Estimate,
    after_with_advice: &'a Estimate,
    savings: SavingsJson<'a>,
    equivalence: Equivalence,
    model: &'static str,
    region: &'static str,
}

impl Report {
    /// This report of a text, ready to be serialised; `counter` is the one that the report was made with.
    ///
    /// # Complexity
    /// Linear in the text.
    #[must_use]
    pub fn json<'a>(&'a self, text: &str, counter: &Counter) -> ReportJson<'a> {
        let encoding = if self.count.is_exact() {
            Some(counter.encoding().id())
        } else {
            self.settings.model.encoding()
        };
        ReportJson {
            count: CountJson::new(text, self.count, encoding),
            coach: CoachReport::new(text, Coaching::clone(&self.coaching), counter),
            before: &self.before,
            after: &self.after,
            after_with_advice: &self.after_with_advice,
            savings: SavingsJson {
                suggestions_wh: self.savings.suggestions.wh_overall,
                advice: self
                    .savings
                    .advice
                    .iter()
                    .map(AdviceSavingJson::from)
                    .collect(),
            },
            equivalence: self.equivalence(),
            model: self.settings.model.id(),
            region: self.settings.region.code(),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum TokensJson {
    Exact(usize),
    Estimated(BandJson),
}

impl From<Count> for TokensJson {
    fn from(count: Count) -> Self {
        match count {
            Count::Exact(tokens) => Self::Exact(tokens.0),
            Count::Estimated(band) => Self::Estimated(band.into()),
        }
    }
}

#[derive(Debug, Serialize)]
struct BandJson {
    low: f64,
    central: f64,
    high: f64,
}

impl From<TokenBand> for BandJson {
    fn from(band: TokenBand) -> Self {
        Self {
            low: band.low,
            central: band.central,
            high: band.high,
        }
    }
}

/// In watt-hours, what both sides share is counted once and moves both: how much of the true energy is saved, with all that is not known of it.
#[derive(Debug, Serialize)]
struct SavingsJson<'a> {
    suggestions_wh: Band<WattHours>,
    advice: Vec<AdviceSavingJson<'a>>,
}

#[derive(Debug, Serialize)]
struct AdviceSavingJson<'a> {
    id: &'a str,
    wh: Band<WattHours>,
    percent: Band<Percent>,
}

impl<'a> From<&'a AdviceSaving> for AdviceSavingJson<'a> {
    fn from(advice: &'a AdviceSaving) -> Self {
        Self {
            id: advice.id,
            wh: advice.saving.wh_overall,
            percent: advice.saving.percent,
        }
    }
}
