//! The report as JSON, under the names of the command's `report --json`, as far as the page has them.
//!
//! A writer of our own: a serialiser would weigh more than everything it writes.

use crate::share::{bands_of, decimal, tokens_of};
use promptwatt_energy::Estimate;
use promptwatt_report::Report;
use promptwatt_tokens::Count;

/// The name of this format.
const SCHEMA: &str = "promptwatt.report.page/1";

/// The report of a text as one JSON object; the text is not in it. Lengths of `text` are bytes of UTF-8 and Unicode scalar values.
///
/// # Complexity
/// Linear in the text, for its characters.
#[must_use]
pub fn write(report: &Report, text: &str) -> String {
    let mut json = Json(String::with_capacity(4096));
    json.open("", '{');
    json.text("schema", SCHEMA);
    json.text("factors_version", report.before.factors_version);
    json.text("model", report.settings.model.id());
    json.text("region", report.settings.region.code());
    json.open("count", '{');
    match report.settings.model.encoding() {
        Some(encoding) => json.text("encoding", encoding),
        None => json.raw("encoding", "null"),
    }
    match report.count {
        Count::Exact(tokens) => json.number("tokens", tokens.0 as f64),
        Count::Estimated(band) => json.band("tokens", [band.low, band.central, band.high]),
    }
    json.truth("exact", report.count.is_exact());
    json.number("bytes", text.len() as f64);
    json.number("characters", text.chars().count() as f64);
    json.close('}');
    for (name, estimate) in [
        ("before", &report.before),
        ("after", &report.after),
        ("after_with_advice", &report.after_with_advice),
    ] {
        json.estimate(name, estimate);
    }
    json.close('}');
    json.0
}

struct Json(String);

impl Json {
    fn name(&mut self, name: &str) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.0.push(',');
        }
        if !name.is_empty() {
            self.quoted(name);
            self.0.push(':');
        }
    }

    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for letter in text.chars() {
            if matches!(letter, '"' | '\\') {
                self.0.push('\\');
            }
            // Nothing that is written here has control characters; they are left out all the same.
            if letter >= ' ' {
                self.0.push(letter);
            }
        }
        self.0.push('"');
    }

    #[inline(never)]
    fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    #[inline(never)]
    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quoted(value);
    }

    fn number(&mut self, name: &str, value: f64) {
        self.raw(name, &decimal::write(value));
    }

    fn truth(&mut self, name: &str, value: bool) {
        self.raw(name, if value { "true" } else { "false" });
    }

    fn open(&mut self, name: &str, bracket: char) {
        self.name(name);
        self.0.push(bracket);
    }

    fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    #[inline(never)]
    fn band(&mut self, name: &str, [low, central, high]: [f64; 3]) {
        self.open(name, '{');
        self.number("low", low);
        self.number("central", central);
        self.number("high", high);
        self.close('}');
    }

    #[inline(never)]
    fn estimate(&mut self, name: &str, estimate: &Estimate) {
        self.open(name, '{');
        for (name, band) in bands_of(estimate) {
            self.band(name, band);
        }
        let parts = &estimate.parts_wh;
        self.open("parts_wh", '{');
        for (name, part) in [
            ("prompt", parts.prompt),
            ("answer", parts.answer),
            ("reasoning", parts.reasoning),
            ("data_centre", parts.data_centre),
            ("screen", parts.screen),
        ] {
            self.number(name, part.0);
        }
        self.close('}');
        self.open("tokens", '{');
        for (name, [low, central, high]) in tokens_of(estimate) {
            if low == high {
                self.number(name, central);
            } else {
                self.band(name, [low, central, high]);
            }
        }
        self.close('}');
        self.text("region", estimate.region.code());
        self.number("grid_gco2e_per_kwh", estimate.grid_gco2e_per_kwh.0);
        self.truth("market_based", estimate.market_based);
        self.text("largest_uncertainty", estimate.largest_uncertainty.id());
        self.text("confidence", estimate.confidence.id());
        self.text("method", estimate.method.id());
        self.text("factors_version", estimate.factors_version);
        self.open("warnings", '[');
        for warning in estimate.warnings.iter() {
            self.open("", '{');
            self.text("kind", warning.kind());
            self.close('}');
        }
        self.close(']');
        self.close('}');
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::share::example;
    use serde_json::Value;

    /// Everything in `ours` is in `theirs`, numbers within what six digits lose.
    fn within(path: &str, ours: &Value, theirs: &Value) {
        match (ours, theirs) {
            (Value::Object(own), Value::Object(_)) => {
                for (key, value) in own {
                    within(&format!("{path}.{key}"), value, &theirs[key]);
                }
            }
            (Value::Array(own), Value::Array(others)) => {
                assert_eq!(own.len(), others.len(), "{path}");
                for (at, (value, other)) in own.iter().zip(others).enumerate() {
                    within(&format!("{path}[{at}]"), value, other);
                }
            }
            (Value::Number(own), Value::Number(other)) => {
                let (own, other) = (own.as_f64().unwrap(), other.as_f64().unwrap());
                assert!(
                    (own - other).abs() <= other.abs() * 1e-5,
                    "{path}: {own} is not {other}"
                );
            }
            _ => assert_eq!(ours, theirs, "{path}"),
        }
    }

    #[test]
    fn the_page_says_what_the_command_says() {
        for (model, text) in [
            (
                "gpt-4o",
                "Could you please explain in detail how \"tides\" work? \\ مدّ",
            ),
            ("o4-mini", "Why?"),
            ("claude-sonnet-4", "Summarise this.\nIn five sentences."),
            ("tier-nano", ""),
        ] {
            let (report, counter) = example(model, text);
            let written = write(&report, text);
            let mut ours: Value =
                serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
            let own = ours.as_object_mut().expect("an object");
            assert_eq!(
                own.remove("schema"),
                Some("promptwatt.report.page/1".into())
            );
            assert_eq!(
                own.remove("factors_version"),
                Some(promptwatt_energy::FACTORS_VERSION.into())
            );
            let theirs = serde_json::to_value(report.json(text, &counter)).expect("it serialises");
            within(model, &ours, &theirs);
            assert!(
                ours["before"]["wh"]["central"].as_f64() > Some(0.0),
                "{written}"
            );
            assert_eq!(
                ours["after_with_advice"]
                    .as_object()
                    .map(|estimate| estimate.len()),
                Some(14)
            );
        }
    }
}
