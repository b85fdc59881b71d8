//! Counting, estimating and coaching give the same in WebAssembly as natively.
#![cfg(target_arch = "wasm32")]

use promptwatt_coach::{Coach, Options, RuleSet, apply};
use promptwatt_energy::{
    Band, Embodied, Exchange, FactorSet, Model, Region, Scenario, Site, Tokens as Quantity,
    estimate, validation,
};
use promptwatt_report::{Settings, report};
use promptwatt_tokens::{Counter, Tokenizer, Tokens, Vocabulary};
use std::sync::LazyLock;
use wasm_bindgen_test::wasm_bindgen_test;

static COUNTER: LazyLock<Counter> = LazyLock::new(|| {
    let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/o200k_base.vocab"));
    Counter::Exact(Tokenizer::new(Vocabulary::from_packed(&[packed]).unwrap()))
});

fn tokenizer() -> &'static Tokenizer {
    match &*COUNTER {
        Counter::Exact(tokenizer) => tokenizer,
        Counter::Estimate(_) => panic!("made exact"),
    }
}

fn coach() -> Coach {
    let mut coach = Coach::new();
    coach.add(RuleSet::from_packed(include_bytes!("../../../public/rules/en.rules")).unwrap());
    coach
}

#[wasm_bindgen_test]
fn tokens_are_the_official_ones() {
    let tokenizer = tokenizer();
    let mut cases = 0;
    for line in include_str!("../../../crates/tokens/tests/golden/o200k_base.jsonl").lines() {
        let row: Vec<serde_json::Value> = serde_json::from_str(line).unwrap();
        let text = row[0].as_str().unwrap();
        let ids: Vec<u32> = row[1..]
            .iter()
            .map(|id| u32::try_from(id.as_u64().unwrap()).unwrap())
            .collect();
        assert_eq!(
            tokenizer.encode(text).as_deref(),
            Some(&ids[..]),
            "{text:?}"
        );
        assert_eq!(tokenizer.count(text), Tokens(ids.len()), "{text:?}");
        cases += 1;
    }
    assert!(cases > 3000, "only {cases} cases");
}

#[wasm_bindgen_test]
fn tokens_of_the_other_encodings_are_the_official_ones() {
    let others: [(&[u8], &str); 3] = [
        (
            include_bytes!(concat!(env!("OUT_DIR"), "/cl100k_base.vocab")),
            include_str!("../../../crates/tokens/tests/golden/cl100k_base.jsonl"),
        ),
        (
            include_bytes!(concat!(env!("OUT_DIR"), "/tekken.vocab")),
            include_str!("../../../crates/tokens/tests/golden/tekken.jsonl"),
        ),
        (
            include_bytes!(concat!(env!("OUT_DIR"), "/deepseek_v3.vocab")),
            include_str!("../../../crates/tokens/tests/golden/deepseek_v3.jsonl"),
        ),
    ];
    let texts = include_str!("../../../crates/tokens/tests/golden/o200k_base.jsonl");
    for (packed, official) in others {
        let tokenizer = Tokenizer::new(Vocabulary::from_packed(&[packed]).unwrap());
        for (line, ids) in texts.lines().zip(official.lines()) {
            let row: Vec<serde_json::Value> = serde_json::from_str(line).unwrap();
            let text = row[0].as_str().unwrap();
            let ids: Vec<u32> = serde_json::from_str(ids).unwrap();
            assert_eq!(tokenizer.encode(text), Some(ids), "{text:?}");
        }
    }
}

/// The worst cases natively, in 32-bit sizes and a wasm stack.
#[wasm_bindgen_test]
fn long_and_odd_texts_do_not_overflow() {
    for text in [
        "a".repeat(1_000_000),
        "\0".repeat(100_000),
        "\u{202e}ع".repeat(100_000),
        " ".repeat(300_000),
        "ab\n".repeat(100_000),
    ] {
        let count = tokenizer().count(&text);
        assert!(count.0 > 0 && count.0 <= text.len());
    }
}

/// The newest set gives here what it gives natively: the page of predictions, to the last digit printed.
#[wasm_bindgen_test]
fn predictions_are_those_of_the_native_build() {
    let page = validation::report(&validation::validate().unwrap());
    assert!(page == include_str!("../../../crates/energy/VALIDATION.md"));
}

/// 300 tokens in, 400 out, world mean grid, use phase only: rows of the table that factor set 2026.11 was designed with.
#[wasm_bindgen_test]
fn energy_is_that_of_the_hand_worked_rows() {
    let set = FactorSet::find("2026.11").unwrap();
    for (id, wh) in [
        ("tier-mid", 0.072),
        ("tier-gpt-4o-class", 0.36),
        ("tier-frontier", 1.10),
    ] {
        let mut site = Site::new(Region::world());
        site.embodied = Embodied::Excluded;
        let exchange = Exchange::new(Band::exact(Quantity(300.0)), Band::exact(Quantity(400.0)));
        let got = estimate(&Scenario::new(
            exchange,
            set.model(id).unwrap().serving(),
            site,
        ))
        .unwrap();
        let central = got.wh.central().0;
        assert!((central / wh - 1.0).abs() < 0.04, "{id}: {central} Wh");
        assert!(
            got.wh.low().0 < central && central < got.wh.high().0,
            "{id}"
        );
    }
}

#[wasm_bindgen_test]
fn the_coach_saves_tokens() {
    let text =
        "Hello, could you please explain how photosynthesis works? Thank you very much in advance!";
    let coaching = coach().read(text, &Options::default(), &COUNTER);
    assert!(!coaching.suggestions.is_empty());
    let shorter = apply(text, &coaching.suggestions);
    assert!(
        tokenizer().count(&shorter) < tokenizer().count(text),
        "{shorter}"
    );
    assert!(shorter.contains("photosynthesis"), "{shorter}");
}

#[wasm_bindgen_test]
fn a_report_joins_them() {
    let settings = Settings::new(Model::find("gpt-4o").unwrap(), Region::find("FR").unwrap());
    let text = "Please tell me what the weather is like.";
    let report = report(text, &COUNTER, &coach(), &Options::default(), &settings).unwrap();
    assert_eq!(report.count.central(), tokenizer().count(text).0 as f64);
    assert!(report.before.wh.central().0 > 0.0);
    assert!(report.after.wh.central().0 <= report.before.wh.central().0);
}
