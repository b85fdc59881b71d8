//! Prompts put together at random from what the coach knows and what it must not touch.

use crate::reader::{Reader, settings};
use promptwatt_coach::apply;
use proptest::prelude::*;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::exact);

const PIECES: [&str; 43] = [
    "Could you please explain, in order to help me, why the sea rises?",
    "Can you tell me, due to the fact that I am late, what each and every tide does?",
    "Pourriez-vous expliquer, dans le but de m'aider, ce qui arrive ?",
    "Hello!",
    "Could you please",
    "please",
    "I want you to act as a poet.",
    "explain",
    "Summarise this text",
    "translate into French",
    "in order to",
    "due to the fact that",
    "It is important to note that",
    "make sure to",
    "in at most 50 words",
    "Answer in at most 5 sentences.",
    "step by step",
    "as detailed as possible",
    "only",
    "not",
    "the tides",
    "my house",
    "?",
    ".",
    ",",
    ":",
    "\n",
    "\n\n",
    "- ",
    "\"",
    "```\nx = 1  # please\n```",
    "`in order to`",
    "<text>",
    "</text>",
    "https://example.org/?q=please",
    "{\"a\": 1}",
    "s'il vous plaît",
    "Pourriez-vous",
    "من فضلك",
    "اشرح لي",
    "🌊",
    "\u{202e}",
    "Thank you very much in advance!",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_report_agrees_with_itself(
        pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), prop::bool::weighted(0.8)), 0..24),
        model in prop::sample::select(&["gpt-4o", "o4-mini", "tier-nano"][..]),
    ) {
        let prompt: String = pieces.iter().flat_map(|(piece, space)| [*piece, if *space { " " } else { "" }]).collect();
        let report = READER.read(&prompt, &settings(model, "WORLD"));
        let rewritten = apply(&prompt, &report.coaching.suggestions);
        let counted = READER.counter.count(&rewritten).central();
        prop_assert_eq!(report.after.tokens.input.central().0, counted, "{:?} becomes {:?}", prompt, rewritten);
        let [before, after, with_advice] = [&report.before, &report.after, &report.after_with_advice].map(|estimate| estimate.wh.central().0);
        prop_assert!(after <= before * (1.0 + 1e-9), "{:?}: {} to {}", prompt, before, after);
        // A sentence that is added may cost more than it saves where the answer is short anyway, but never more than it is long.
        prop_assert!(with_advice <= before * 1.1, "{:?}: {} to {}", prompt, before, with_advice);
        for advice in &report.savings.advice {
            let (wh, percent) = (advice.saving.wh_overall, advice.saving.percent);
            prop_assert!(wh.central().0 <= before * (1.0 + 1e-9) && percent.high().0 <= 100.0, "{:?}: {:?}", prompt, advice);
        }
    }
}
