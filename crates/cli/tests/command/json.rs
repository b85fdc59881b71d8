//! The JSON of every verb: the names of the contract, all of them and no others, and what must hold between them.

use crate::program::promptwatt;
use serde_json::{Value, json};

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

#[test]
fn count() {
    let counted = promptwatt(&["count", "--json"], "héllo wörld 👋".as_bytes()).json();
    check_names(&counted, "", "bytes characters encoding exact tokens");
    assert_eq!(
        (
            &counted["encoding"],
            &counted["exact"],
            &counted["bytes"],
            &counted["characters"]
        ),
        (&json!("o200k_base"), &json!(true), &json!(18), &json!(13))
    );

    let counted = promptwatt(&["count", "--json", "--ids"], b"hello world").json();
    check_names(&counted, "", "bytes characters encoding exact ids tokens");
    assert_eq!(
        (&counted["ids"], &counted["tokens"]),
        (&json!([24912, 2375]), &json!(2))
    );

    let estimated = promptwatt(
        &["count", "--json", "--model", "claude-opus-4"],
        b"hello world",
    )
    .json();
    assert_eq!(
        (&estimated["encoding"], &estimated["exact"]),
        (&Value::Null, &json!(false))
    );
    check_band(&estimated, "/tokens");
}

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
fn coach() {
    let coached = promptwatt(&["coach", "--json"], PROMPT).json();
    check_names(&coached, "", COACH);
    check_names(
        &coached,
        "/answer",
        "brief expected_tokens format stated_limit",
    );
    check_band(&coached, "/answer/expected_tokens");
    check_names(
        &coached,
        "/suggestions/0",
        "edits end exact group id kind lang message reviewed safety start tokens_saved",
    );
    check_names(&coached, "/suggestions/0/edits/0", "end replacement start");
    check_names(
        &coached,
        "/advice/0",
        "answer_tokens answer_tokens_saved copy evidence id insert kind message places prompt_tokens_saved",
    );
    check_names(&coached, "/advice/0/insert", "at text");
    check_names(
        &coached,
        "/segments/0",
        "end inner_end inner_start kind lang payload start",
    );
    assert_eq!(
        (
            &coached["language"],
            &coached["verbatim"],
            &coached["answer"]["stated_limit"]
        ),
        (&json!("en"), &json!(false), &Value::Null)
    );
    assert!(
        coached["tokens_after"].as_u64() < coached["tokens_before"].as_u64(),
        "{coached}"
    );

    let stated = promptwatt(&["coach", "--json"], b"Explain tides in at most 150 words.").json();
    assert_eq!(
        stated["answer"]["stated_limit"],
        json!({"unit": "words", "at_most": 150})
    );
}

#[test]
fn rules() {
    let all = promptwatt(&["rules", "--json"], b"").json();
    check_names(&all, "/0", "id kind lang message phrases reviewed safety");
    let of = |listed: &Value, lang: &Value| {
        let rules = listed.as_array().expect("a list").iter();
        rules.filter(|rule| rule["lang"] == *lang).count()
    };
    let french = promptwatt(&["rules", "--lang", "fr", "--json"], b"").json();
    assert_eq!(of(&all, &json!("fr")), of(&french, &json!("fr")));
    assert!(of(&all, &json!("zh")) > 10);
    assert_eq!(of(&french, &json!("zh")), 0);
    // Savers of context belong to no language.
    assert_eq!(of(&french, &Value::Null), 16);

    let id = "courtesy.could_you";
    let coached = promptwatt(&["coach", "--json"], PROMPT).json();
    let without = promptwatt(&["coach", "--off", id, "--json"], PROMPT).json();
    assert!(coached["suggestions"].to_string().contains(id), "{coached}");
    assert!(
        !without["suggestions"].to_string().contains(id),
        "{without}"
    );
}

#[test]
fn edits_make_the_rewritten_prompt() {
    let coached = promptwatt(&["coach", "--json"], PROMPT).json();
    let mut edits: Vec<&Value> = coached["suggestions"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|one| one["edits"].as_array().into_iter().flatten())
        .collect();
    edits.sort_by_key(|edit| edit["start"].as_u64());
    let mut text = String::from_utf8(PROMPT.to_vec()).expect("a text");
    for edit in edits.iter().rev() {
        let [start, end] = ["start", "end"].map(|end| {
            edit[end]
                .as_u64()
                .and_then(|at| usize::try_from(at).ok())
                .expect("a position")
        });
        text.replace_range(start..end, edit["replacement"].as_str().expect("a text"));
    }
    assert!(!edits.is_empty());
    assert_eq!(coached["rewritten"], json!(text));
    let applied = promptwatt(&["coach", "--apply"], PROMPT);
    assert_eq!(
        (applied.code, applied.text()),
        (0, text.as_str()),
        "--apply prints the rewritten prompt and nothing else"
    );
    let counted = promptwatt(&["count", "--json"], text.as_bytes()).json();
    assert_eq!(coached["tokens_after"], counted["tokens"]);
}

#[test]
fn safety_and_language_are_obeyed() {
    let offered = |safety: &str| {
        promptwatt(&["coach", "--json", "--safety", safety], PROMPT).json()["suggestions"]
            .as_array()
            .map_or(0, Vec::len)
    };
    assert!(
        offered("lossless") <= offered("meaning_preserving")
            && offered("meaning_preserving") <= offered("lossy")
    );
    assert!(offered("lossless") < offered("lossy"));
    let french = promptwatt(&["coach", "--json", "--lang", "fr"], PROMPT).json();
    assert_eq!(french["language"], json!("fr"));
    for suggestion in french["suggestions"].as_array().into_iter().flatten() {
        assert_eq!(suggestion["lang"], json!("fr"));
    }
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
