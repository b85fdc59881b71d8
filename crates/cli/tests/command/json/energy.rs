//! What an exchange takes: estimates and reports.

use super::{COACH, PROMPT, check_band, check_estimate, check_names};
use crate::program::promptwatt;
use serde_json::json;

#[test]
fn estimate() {
    let arguments = [
        "estimate",
        "--model",
        "deepseek-v3",
        "--input",
        "300",
        "--output",
        "400",
        "--region",
        "france",
        "--json",
    ];
    let estimated = promptwatt(&arguments, b"").json();
    check_estimate(&estimated, "");
    assert_eq!(
        estimated["tokens"],
        json!({"input": 300, "output": 400, "reasoning": 0, "exact": true})
    );
    assert_eq!(
        estimated["assumed"],
        json!({"active_b": 37.0, "total_b": 671.0, "routed": "8/256", "bits": 8, "gpu": "h100", "gpus": 16, "batch": 128})
    );
    for (name, value) in [
        ("region", json!("FR")),
        ("market_based", json!(false)),
        ("method", json!("promptwatt")),
        ("factors_version", json!("2026.11.2")),
    ] {
        assert_eq!(estimated[name], value, "{name}");
    }
    assert!(["A", "B", "C"].contains(&estimated["confidence"].as_str().unwrap_or_default()));
}

#[test]
fn every_option_of_an_estimate_reaches_it() {
    const BASE: [&str; 10] = [
        "estimate", "--active", "37", "--total", "671", "--input", "3000", "--output", "400",
        "--json",
    ];
    let base = promptwatt(&BASE, b"").json();
    let cases: &[(&[&str], &str)] = &[
        (&["--routed", "8/256"], "/wh/central"),
        (&["--bits", "8"], "/wh/central"),
        (&["--gpu", "B200"], "/wh/central"),
        (&["--gpus", "64"], "/wh/central"),
        (&["--batch", "8"], "/wh/central"),
        (&["--reasoning", "500"], "/parts_wh/reasoning"),
        (&["--cached-fraction", "0.5"], "/parts_wh/prompt"),
        (&["--history", "5000"], "/wh/central"),
        (&["--system", "5000"], "/wh/central"),
        (&["--region", "SE"], "/gco2e/central"),
        (&["--market-based"], "/grid_gco2e_per_kwh"),
        (&["--no-embodied"], "/gco2e/central"),
        (&["--pue", "1.6"], "/wh/central"),
        (&["--provider", "google"], "/wh/central"),
        (&["--screen", "laptop"], "/parts_wh/screen"),
        (&["--gpu", "rtx-4090"], "/gco2e_embodied/central"),
        (&["--factors", "2026.11"], "/wh/central"),
    ];
    for (more, path) in cases {
        let changed = promptwatt(&[&BASE, *more].concat(), b"").json();
        check_estimate(&changed, "");
        assert_ne!(
            changed.pointer(path),
            base.pointer(path),
            "{more:?} changes {path}"
        );
    }
    let bare = promptwatt(&[&BASE, ["--no-embodied"].as_slice()].concat(), b"").json();
    assert_eq!(bare["gco2e_embodied"]["high"], json!(0.0));
    let same = promptwatt(
        &[
            &BASE,
            ["--method", "promptwatt", "--factors", "2026.11.2"].as_slice(),
        ]
        .concat(),
        b"",
    )
    .json();
    assert_eq!(same, base, "what is the default may be asked for");
}

#[test]
fn report() {
    let reported = promptwatt(
        &["report", "--json", "--model", "GPT-4o", "--region", "fr"],
        PROMPT,
    )
    .json();
    check_names(
        &reported,
        "",
        "after after_with_advice before coach count equivalence model region savings",
    );
    check_names(
        &reported,
        "/count",
        "bytes characters encoding exact tokens",
    );
    check_names(&reported, "/coach", COACH);
    for path in ["/before", "/after", "/after_with_advice"] {
        check_estimate(&reported, path);
    }
    check_names(&reported, "/savings", "advice suggestions_wh");
    check_band(&reported, "/savings/suggestions_wh");
    check_names(&reported, "/savings/advice/0", "id percent wh");
    check_band(&reported, "/savings/advice/0/wh");
    check_band(&reported, "/savings/advice/0/percent");
    check_names(&reported, "/equivalence", "id unit value");
    assert_eq!(
        (
            &reported["model"],
            &reported["region"],
            &reported["before"]["region"]
        ),
        (&json!("gpt-4o"), &json!("FR"), &json!("FR"))
    );
    assert_eq!(
        reported["coach"],
        promptwatt(&["coach", "--json"], PROMPT).json(),
        "the same as the verb says"
    );
    assert_eq!(
        reported["count"],
        promptwatt(&["count", "--json"], PROMPT).json(),
        "the same as the verb says"
    );
    assert_eq!(
        reported["before"]["tokens"]["input"],
        reported["count"]["tokens"]
    );
}

#[test]
fn history_and_system_cost() {
    let wh = |more: &[&str]| {
        promptwatt(&[&["report", "--json"], more].concat(), PROMPT).json()["before"]["wh"]["central"].as_f64()
    };
    let bare = wh(&[]);
    assert!(wh(&["--history", "4000"]) > bare);
    assert!(wh(&["--system", "4000"]) > bare);
}
