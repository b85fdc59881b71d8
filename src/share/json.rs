//! The report as JSON, under the names of the command's `report --json`, as far as the page has them.
//!
//! A template and its numbers: a serialiser would weigh more than everything it writes. All texts in it are ids of the data, which need no escape.

use crate::share::template::Filling;
use crate::share::{TOKENS, bands};
use promptwatt_energy::Estimate;
use promptwatt_report::Report;

const REPORT: &str = r#"{"schema":"promptwatt.report.page/1","factors_version":"%","model":"%","region":"%","count":{"encoding":%,"tokens":%,"exact":%,"bytes":%,"characters":%}"#;

const ESTIMATE: &str = r#","%":{"tokens":{"input":%,"output":%,"reasoning":%},"wh":{"low":%,"central":%,"high":%},"gco2e":{"low":%,"central":%,"high":%},"water_ml":{"low":%,"central":%,"high":%},"gpu_joules":{"low":%,"central":%,"high":%},"parts_wh":{"prompt":%,"answer":%,"reasoning":%,"data_centre":%,"screen":%},"grid_gco2e_per_kwh":%,"market_based":%,"region":"%","largest_uncertainty":"%","confidence":"%","method":"%","factors_version":"%","warnings":[%]}"#;

/// The report of a text as one JSON object; the text is not in it. Bytes are those of UTF-8, characters Unicode scalar values.
///
/// # Complexity
/// Linear in the text, for its characters.
#[must_use]
pub fn write(report: &Report, text: &str) -> String {
    let mut json = Filling::of(REPORT);
    json.put(report.before.factors_version);
    json.put(report.settings.model.id());
    json.put(report.settings.region.code());
    if let Some(encoding) = report.settings.model.encoding() {
        json.put("\"");
        json.text.push_str(encoding);
        json.text += "\"";
    } else {
        json.put("null");
    }
    let exact = report.count.is_exact();
    tokens(&mut json, bands(&report.before)[0], exact);
    json.put(truth(exact));
    // Every character has one byte that goes on no other.
    let characters = text.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
    json.numbers(&[text.len() as f64, characters as f64]);
    for (name, estimate) in [
        ("before", &report.before),
        ("after", &report.after),
        ("after_with_advice", &report.after_with_advice),
    ] {
        json.go_on();
        json.turn_to(ESTIMATE);
        add(&mut json, name, estimate);
    }
    json.go_on();
    json.text += "}";
    json.text
}

fn add(json: &mut Filling, name: &str, estimate: &Estimate) {
    json.put(name);
    for (at, band) in bands(estimate).into_iter().enumerate() {
        if at < TOKENS {
            tokens(json, band, band[0] == band[2]);
        } else {
            json.numbers(&band);
        }
    }
    let parts = &estimate.parts_wh;
    json.numbers(&[
        parts.prompt.0,
        parts.answer.0,
        parts.reasoning.0,
        parts.data_centre.0,
        parts.screen.0,
        estimate.grid_gco2e_per_kwh.0,
    ]);
    for text in [
        truth(estimate.market_based),
        estimate.region.code(),
        estimate.largest_uncertainty.id(),
        estimate.confidence.id(),
        estimate.method.id(),
        estimate.factors_version,
    ] {
        json.put(text);
    }
    json.go_on();
    let end = json.turn_to("");
    let mut template = r#"{"kind":"%"}"#;
    for warning in estimate.warnings.iter() {
        json.turn_to(template);
        json.put(warning.kind());
        json.go_on();
        template = r#",{"kind":"%"}"#;
    }
    json.turn_to(end);
}

/// A number where it is exact, a band where it is not.
#[inline(never)]
fn tokens(json: &mut Filling, band: [f64; 3], exact: bool) {
    if exact {
        json.number(band[0]);
    } else {
        json.go_on();
        let rest = json.turn_to(r#"{"low":%,"central":%,"high":%}"#);
        json.numbers(&band);
        json.go_on();
        json.turn_to(rest);
    }
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::share::example;
    use serde_json::Value;

    /// Everything in `ours` is in `theirs`, numbers to six decimals.
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
                assert!((own - other).abs() <= 1e-6, "{path}: {own} is not {other}");
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
