//! What programs get, and what they may hand in.

use super::read;
use crate::counting::counter;
use promptwatt_coach::{Coach, CoachReport, Options, RuleSet};

#[test]
fn the_report_has_the_names_of_the_contract() {
    let text = "Could you please explain tides?";
    let report = CoachReport::new(text, read(text), counter());
    let json = serde_json::to_value(&report).expect("plain data");
    assert_eq!(json["language"], "en");
    assert_eq!(json["task"], "answer");
    assert_eq!(json["rewritten"], "Explain tides.");
    assert!(json["answer"]["stated_limit"].is_null() && json["answer"]["format"].is_null());
    assert!(json["answer"]["expected_tokens"]["central"].is_number());
    let one = &json["suggestions"][0];
    assert_eq!(
        (
            one["id"].as_str(),
            one["start"].as_u64(),
            one["end"].as_u64()
        ),
        (Some("courtesy.could_you"), Some(0), Some(16))
    );
    assert_eq!(one["edits"][0]["replacement"], "E");
    assert_eq!(
        json["tokens_before"]
            .as_i64()
            .zip(one["tokens_saved"].as_i64())
            .map(|(a, b)| a - b),
        json["tokens_after"].as_i64()
    );
    assert_eq!(json["advice"][0]["insert"]["at"], text.len());
}

#[test]
fn damaged_rules_never_panic() {
    let path = format!("{}/../../public/rules/fr.rules", env!("CARGO_MANIFEST_DIR"));
    let good = std::fs::read(path).expect("committed");
    let mut state = 7u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    let mut refused = 0;
    for _ in 0..3000 {
        let mut bytes = good.clone();
        for _ in 0..1 + random() % 4 {
            let at = random() % bytes.len();
            match random() % 3 {
                0 => bytes[at] = random() as u8,
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, random() as u8),
            }
        }
        match RuleSet::from_packed(&bytes) {
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
            }
            Ok(rules) => {
                let mut coach = Coach::new();
                coach.add(rules);
                coach.read(
                    "Bonjour, peux-tu afin de l'écrire ?",
                    &Options::default(),
                    counter(),
                );
            }
        }
    }
    assert!(refused > 1000, "{refused}");
}
