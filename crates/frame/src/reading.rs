//! A reading, as JavaScript takes it apart.

use js_sys::Array;
use promptwatt_coach::Language;
use promptwatt_energy::{Band, Quantity};
use promptwatt_report::Report;
use promptwatt_tokens::{Count, Edit};
use wasm_bindgen::prelude::*;

/// What was read in a text.
#[wasm_bindgen]
pub struct Reading {
    text: String,
    report: Report,
    wanted: Option<Language>,
}

impl Reading {
    /// Of a text, with the language whose phrases are still wanted.
    pub(crate) fn new(text: String, report: Report, wanted: Option<Language>) -> Self {
        Self {
            text,
            report,
            wanted,
        }
    }
}

#[wasm_bindgen]
impl Reading {
    /// Whether the tokens are counted and not estimated.
    #[must_use]
    pub fn exact(&self) -> bool {
        matches!(self.report.count, Count::Exact(_))
    }

    /// Low, middle and high of tokens, watt-hours, grams of CO2e and millilitres, one after the other.
    #[must_use]
    pub fn numbers(&self) -> Vec<f64> {
        let tokens = match self.report.count {
            Count::Exact(tokens) => [tokens.0 as f64; 3],
            Count::Estimated(band) => [band.low, band.central, band.high],
        };
        let before = &self.report.before;
        [
            tokens,
            ends(before.wh),
            ends(before.gco2e),
            ends(before.water_ml),
        ]
        .concat()
    }

    /// The code of the language whose phrases would find more.
    #[must_use]
    pub fn wanted(&self) -> Option<String> {
        self.wanted.map(|language| language.code().into())
    }

    /// What would make the exchange cheaper: for each, the energy it saves as a share of the whole, the tokens of the prompt it saves, and its edits
    /// (start, end and replacement, one after the other; sorted, not overlapping). Sentences to add come first: they save most.
    #[must_use]
    pub fn suggestions(&self) -> Array {
        let report = &self.report;
        let all = Array::new();
        for advice in &report.coaching.advice {
            let saving = report
                .savings
                .advice
                .iter()
                .find(|saving| saving.id == advice.id);
            if let (Some(insert), Some(saving)) = (&advice.insert, saving) {
                let edit = Edit {
                    utf8: insert.at_utf8..insert.at_utf8,
                    replacement: insert.text.clone(),
                };
                let share = saving.saving.percent.central().0 / 100.0;
                all.push(&self.suggestion(share, 0.0, &[edit]));
            }
        }
        for suggestion in &report.coaching.suggestions {
            let saved = suggestion.tokens_saved.tokens as f64;
            all.push(&self.suggestion(0.0, saved, &suggestion.edits));
        }
        all
    }
}

impl Reading {
    fn suggestion(&self, share: f64, tokens: f64, edits: &[Edit]) -> Array {
        let whole = Array::of2(&share.into(), &tokens.into());
        for edit in edits {
            whole.push(&self.utf16(edit.utf8.start).into());
            whole.push(&self.utf16(edit.utf8.end).into());
            whole.push(&edit.replacement.as_str().into());
        }
        whole
    }

    /// The UTF-16 unit of a byte of the text; the end where there is no character.
    fn utf16(&self, utf8: usize) -> u32 {
        let before = self.text.get(..utf8).unwrap_or(&self.text);
        before.chars().map(|letter| letter.len_utf16() as u32).sum()
    }
}

fn ends<Q: Quantity>(band: Band<Q>) -> [f64; 3] {
    [band.low(), band.central(), band.high()].map(Quantity::value)
}
