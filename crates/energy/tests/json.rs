//! The names and shapes of the command's JSON.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use promptwatt_energy::{Band, Exchange, Model, Region, Scenario, Site, Tokens, estimate};
use serde_json::{Value, json};

fn estimated(exchange: Exchange) -> Value {
    let model = Model::find("deepseek-v3").unwrap();
    let scenario = Scenario::new(
        exchange,
        model.serving(),
        Site::new(Region::find("FR").unwrap()),
    );
    serde_json::to_value(estimate(&scenario).unwrap()).unwrap()
}

#[test]
fn an_estimate_has_the_names_of_the_contract() {
    let value = estimated(Exchange::new(
        Band::exact(Tokens(300.0)),
        Band::exact(Tokens(400.0)),
    ));
    let mut names: Vec<_> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    let mut expected = [
        "gpu_joules",
        "gpu_joules_per_output_token",
        "prefill_joules",
        "decode_joules",
        "wh",
        "gco2e",
        "gco2e_embodied",
        "water_ml",
        "water_ml_on_site",
        "water_ml_off_site",
        "parts_wh",
        "tokens",
        "assumed",
        "region",
        "grid_gco2e_per_kwh",
        "market_based",
        "largest_uncertainty",
        "contributions",
        "confidence",
        "method",
        "factors_version",
        "warnings",
    ];
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(
        value["tokens"],
        json!({"input": 300, "output": 400, "reasoning": 0, "exact": true})
    );
    assert_eq!(
        value["assumed"],
        json!({"active_b": 37.0, "total_b": 671.0, "routed": "8/256", "bits": 8, "gpu": "h100", "gpus": 16, "batch": 128})
    );
    assert_eq!(
        (&value["region"], &value["market_based"]),
        (&json!("FR"), &json!(false))
    );
    assert_eq!(
        (
            &value["confidence"],
            &value["method"],
            &value["factors_version"]
        ),
        (&json!("A"), &json!("promptwatt"), &json!("2026.11.2"))
    );
    assert_eq!(value["largest_uncertainty"], json!("batch"));
    assert!(
        value["parts_wh"]["data_centre"].is_f64()
            && value["wh"]["low"].is_f64()
            && value["grid_gco2e_per_kwh"].is_f64()
    );
}

#[test]
fn an_unknown_answer_is_a_triple_and_a_warning_has_a_message() {
    let model = Model::find("o4-mini").unwrap();
    let exchange = Exchange::new(Band::exact(Tokens(30.0)), model.typical_answer())
        .with_reasoning(model.typical_reasoning());
    let scenario = Scenario::new(exchange, model.serving(), Site::new(Region::world()));
    let value = serde_json::to_value(estimate(&scenario).unwrap()).unwrap();
    assert_eq!(value["tokens"]["output"]["central"], json!(400.0));
    assert_eq!(value["tokens"]["exact"], json!(false));
    let kinds: Vec<_> = value["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning["kind"].clone())
        .collect();
    assert_eq!(
        kinds,
        [json!("size_not_published"), json!("reasoning_assumed")]
    );
    assert!(
        value["warnings"][0]["message"]
            .as_str()
            .unwrap()
            .ends_with('.')
    );
}
