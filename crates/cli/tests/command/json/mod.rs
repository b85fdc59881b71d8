//! The JSON of every verb: the names of the contract, all of them and no others, and what must hold between them.

mod energy;
mod lists;
mod text;

use serde_json::Value;

const PROMPT: &[u8] = "Could you please explain, in order to help me, why the tides rise? It is important to note that I live in Brittany.".as_bytes();

const BAND: &str = "central high low";

const ESTIMATE: &str = "assumed confidence contributions decode_joules factors_version gco2e gco2e_embodied gpu_joules gpu_joules_per_output_token grid_gco2e_per_kwh \
    largest_uncertainty market_based method parts_wh prefill_joules region tokens warnings water_ml water_ml_off_site water_ml_on_site wh";

const COACH: &str = "advice answer exact language more rewritten segments suggestions task tokens_after tokens_before verbatim";

/// Checks that an object has exactly these names.
#[track_caller]
fn check_names(value: &Value, path: &str, names: &str) {
    let at = if path.is_empty() {
        value
    } else {
        value
            .pointer(path)
            .unwrap_or_else(|| panic!("no {path} in {value}"))
    };
    let mut found: Vec<&str> = at
        .as_object()
        .unwrap_or_else(|| panic!("{path} is no object: {at}"))
        .keys()
        .map(String::as_str)
        .collect();
    found.sort_unstable();
    assert_eq!(
        found.join(" "),
        names.split_whitespace().collect::<Vec<_>>().join(" "),
        "{path}"
    );
}

/// Checks that a quantity is three numbers in order.
#[track_caller]
fn check_band(value: &Value, path: &str) {
    check_names(value, path, BAND);
    let [low, central, high] = ["low", "central", "high"].map(|end| {
        value
            .pointer(&format!("{path}/{end}"))
            .and_then(Value::as_f64)
            .expect("a number")
    });
    assert!(
        low <= central && central <= high,
        "{path}: {low} {central} {high}"
    );
}

#[track_caller]
fn check_estimate(value: &Value, path: &str) {
    check_names(value, path, ESTIMATE);
    for quantity in [
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
    ] {
        check_band(value, &format!("{path}/{quantity}"));
    }
    check_names(
        value,
        &format!("{path}/parts_wh"),
        "answer data_centre prompt reasoning screen",
    );
    check_names(
        value,
        &format!("{path}/tokens"),
        "exact input output reasoning",
    );
    check_names(
        value,
        &format!("{path}/assumed"),
        "active_b batch bits gpu gpus routed total_b",
    );
    let number = |name: &str| {
        value
            .pointer(&format!("{path}/{name}"))
            .and_then(Value::as_f64)
            .expect("a number")
    };
    let parts: f64 = ["prompt", "answer", "reasoning", "data_centre", "screen"]
        .iter()
        .map(|part| number(&format!("parts_wh/{part}")))
        .sum();
    let wh = number("wh/central");
    assert!(
        (parts - wh).abs() <= 1e-9 * wh.max(1.0),
        "{path}: parts {parts}, all {wh}"
    );
}
