//! Lists and comparisons: models, regions, factors, levers, the article, the validation.

use super::{check_band, check_estimate, check_names};
use crate::program::promptwatt;
use serde_json::{Value, json};

#[test]
fn listings() {
    let models = promptwatt(&["models", "--json"], b"").json();
    assert!(
        models.as_array().map_or(0, Vec::len) >= 70,
        "ten size classes and sixty models"
    );
    check_names(
        &models,
        "/0",
        "active_b aliases batch bits confidence encoding gpu id kv_bytes_per_token_16_bit kv_window_tokens layers link name provider read reason routed size_published source total_b typical_answer_tokens \
         typical_reasoning_tokens vendor",
    );
    let regions = promptwatt(&["regions", "--json"], b"").json();
    assert!(
        regions.as_array().map_or(0, Vec::len) > 150,
        "all countries"
    );
    assert_eq!(regions[0]["code"], json!("WORLD"));
    check_names(
        &regions,
        "/0",
        "aliases code electricity_per_head_kwh electricity_per_head_year grid_gco2e_per_kwh grid_year name source water_off_site_l_per_kwh",
    );
    let factors = promptwatt(&["factors", "--json"], b"").json();
    check_names(&factors, "", "factors factors_version");
    check_names(
        &factors,
        "/factors/0",
        "central high id link low read reason review source unit",
    );
    let things = promptwatt(&["equivalences", "--json"], b"").json();
    assert_eq!(things[0]["id"], json!("led"));
    check_names(
        &things,
        "/0",
        "basis definition id least link most per_unit read reason source unit",
    );
}

#[test]
fn the_article_adds_up_with_two_and_a_half_requests_a_day() {
    let sum = |per_day: &str| {
        let arguments = [
            "scale",
            "--wh",
            "0.34",
            "--per-day",
            per_day,
            "--people",
            "1e9",
            "--region",
            "TD",
            "--json",
        ];
        promptwatt(&arguments, b"").json()
    };
    let scaled = sum("2.5");
    check_names(
        &scaled,
        "",
        "article days electricity_of_people equivalence exchanges gco2e one_wh people per_day water_ml wh",
    );
    let close = |value: &Value, expected: f64| {
        let value = value.as_f64().expect("a number");
        assert!(
            (value / expected - 1.0).abs() < 1e-3,
            "{value} instead of {expected}"
        );
    };
    close(&scaled["wh"]["central"], 310.25e9);
    close(&scaled["article"]["per_day_here"], 2.498);
    close(&scaled["electricity_of_people"]["people"], 310.25e6 / 20.0);
    close(&sum("1")["wh"]["central"], 124.1e9);
    assert_eq!(scaled["gco2e"], Value::Null, "not known of bare watt-hours");
    let arguments = [
        "scale",
        "--model",
        "gpt-4o",
        "--input",
        "100",
        "--output",
        "300",
        "--per-day",
        "20",
        "--people",
        "30",
        "--days",
        "190",
        "--json",
    ];
    let class = promptwatt(&arguments, b"").json();
    for path in ["/wh", "/gco2e", "/water_ml", "/one_wh"] {
        check_band(&class, path);
    }
    close(&class["exchanges"], 114_000.0);
}

#[test]
fn levers_are_pulled_alone_and_together() {
    let arguments = [
        "levers",
        "--from",
        "llama-3.3-70b",
        "--to",
        "tier-small",
        "--shorten",
        "0.5",
        "--bits",
        "16:8",
        "--input",
        "100",
        "--output",
        "400",
        "--json",
    ];
    let pulled = promptwatt(&arguments, b"").json();
    check_names(&pulled, "", "before from levers to");
    check_estimate(&pulled, "/before");
    let ids: Vec<&Value> = pulled["levers"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|lever| &lever["id"])
        .collect();
    assert_eq!(ids, ["smaller_model", "shorter", "compression", "together"]);
    let saved: Vec<f64> = (0..4)
        .map(|index| {
            let path = format!("/levers/{index}");
            check_names(
                &pulled,
                &path,
                "after_wh id reported reported_percent saved_percent saved_wh source why_different",
            );
            for band in ["after_wh", "saved_wh", "saved_percent"] {
                check_band(&pulled, &format!("{path}/{band}"));
            }
            pulled["levers"][index]["saved_percent"]["central"]
                .as_f64()
                .expect("a number")
        })
        .collect();
    assert!(
        saved[..3].iter().all(|one| *one > 5.0 && *one < saved[3]),
        "{saved:?}"
    );
    assert!(
        (40.0..55.0).contains(&saved[1]),
        "half of everything saves about half: {saved:?}"
    );
    let one = promptwatt(
        &[
            "levers",
            "--shorten",
            "0.5",
            "--input",
            "100",
            "--output",
            "400",
            "--json",
        ],
        b"",
    )
    .json();
    assert_eq!(one["levers"].as_array().map(Vec::len), Some(1));
}

#[test]
fn models_are_compared_the_cheapest_first() {
    let arguments = [
        "compare",
        "--models",
        "gpt-4o,tier-small,ChatGPT,local-llama-3.2-3b",
        "--input",
        "100",
        "--output",
        "300",
        "--region",
        "FR",
        "--json",
    ];
    let compared = promptwatt(&arguments, b"").json();
    check_names(&compared, "", "models region");
    let models = compared["models"].as_array().expect("a list");
    assert_eq!(models.len(), 3, "one name for the same model twice");
    let wh: Vec<f64> = (0..3)
        .map(|index| {
            check_estimate(&compared, &format!("/models/{index}/estimate"));
            models[index]["estimate"]["wh"]["central"]
                .as_f64()
                .expect("a number")
        })
        .collect();
    assert!(wh.is_sorted(), "{wh:?}");
    assert_eq!(models[2]["id"], json!("gpt-4o"));
}

#[test]
fn ecologits_method_says_what_it_is() {
    let arguments = [
        "estimate",
        "--active",
        "111",
        "--total",
        "111",
        "--input",
        "9999",
        "--output",
        "200",
        "--pue",
        "1.09",
        "--region",
        "US",
        "--method",
        "ecologits",
        "--json",
    ];
    let estimated = promptwatt(&arguments, b"").json();
    check_names(
        &estimated,
        "",
        "factors_version gco2e gco2e_embodied method method_licence method_version output_tokens region scope water_ml wh",
    );
    assert_eq!(
        (&estimated["method"], &estimated["method_version"]),
        (&json!("ecologits"), &json!("0.11"))
    );
    // Its second published vector, 0.10465 Wh, is limited to 5 s; unlimited, the server runs 22.95 s: (22.95 - 5)/3600 x 1200 W x 4/8/64 x 1.09 more.
    let wh = estimated["wh"]["central"].as_f64().expect("a number");
    assert!((wh / 0.1556 - 1.0).abs() < 1e-3, "{wh}");
}

#[test]
fn validation_counts_what_is_missed() {
    let validated = promptwatt(&["factors", "--validate", "--json"], b"").json();
    check_names(
        &validated,
        "",
        "checks factors_version metered metered_other published",
    );
    assert_eq!(validated["metered"]["count"], json!(27));
    assert!(validated["metered"]["rms_log_error"].as_f64() < Some(0.25));
    check_names(
        &validated,
        "/checks/0",
        "central high inside low note published ratio source title unit",
    );
}

#[test]
fn every_listed_name_is_understood() {
    let models = promptwatt(&["models", "--json"], b"").json();
    for model in models.as_array().into_iter().flatten() {
        let id = model["id"].as_str().expect("an id");
        check_estimate(
            &promptwatt(
                &[
                    "estimate", "--model", id, "--input", "30", "--output", "40", "--json",
                ],
                b"",
            )
            .json(),
            "",
        );
    }
}
