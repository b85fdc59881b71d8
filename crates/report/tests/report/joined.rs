//! What must hold between the parts of a report.

use crate::reader::{Reader, settings};
use promptwatt_energy::{Band, Estimate, Model, Quantity, Saving, Tokens};
use promptwatt_report::{AnswerSource, Report};

/// Prompts of every kind: wordy, brief, limited, in other languages, tasks with payloads, and those that are none.
const PROMPTS: [(&str, &str); 16] = [
    ("empty", ""),
    ("spaces", " \n\t "),
    (
        "wordy",
        "Could you please explain to me, in order to help me, why the tides rise? It is important to note that I live in Brittany.",
    ),
    ("plain", "Why do tides rise?"),
    ("limited", "Explain tides in at most 50 words."),
    (
        "one word",
        "Is the moon larger than Mercury? Answer with one word.",
    ),
    (
        "inflated",
        "Write a comprehensive essay about tides, as detailed as possible.",
    ),
    (
        "reasoning",
        "How many tides does a year have? Think step by step and explain your reasoning.",
    ),
    (
        "code",
        "Please write a Python function that computes the phase of the moon.",
    ),
    (
        "translation",
        "Please translate into French:\n\nThe tide rises twice a day because the earth turns below the moon.",
    ),
    ("thanks", "Thank you very much!"),
    (
        "French",
        "Pourriez-vous s'il vous plaît m'expliquer pourquoi la marée monte ?",
    ),
    (
        "Arabic",
        "من فضلك هل يمكنك أن تشرح لي لماذا يحدث المد والجزر؟",
    ),
    ("Chinese", "请解释一下潮汐为什么会发生。"),
    (
        "a summary",
        "Please summarise this text in order to help me: \"The tide rises twice a day. It is the moon that raises it.\"",
    ),
    ("not a word", "\0\u{202e}🌊🌊🌊"),
];

const MODELS: [&str; 4] = ["gpt-4o", "o4-mini", "tier-small", "deepseek-v3"];

#[track_caller]
fn check_parts_add_up(name: &str, estimate: &Estimate) {
    let (parts, wh) = (estimate.parts_wh, estimate.wh.central().0);
    let sum = parts.prompt.0 + parts.answer.0 + parts.reasoning.0 + parts.data_centre.0;
    assert!(
        (sum - wh).abs() <= 1e-12 + wh * 1e-9,
        "{name}: {sum} is not {wh}"
    );
}

#[track_caller]
fn check_not_above<Q: Quantity + PartialOrd + std::fmt::Debug>(
    name: &str,
    after: Band<Q>,
    before: Band<Q>,
) {
    // The square root of a sum of squares may turn in its last digits.
    let above = |after: Q, before: Q| after.value() > before.value() * (1.0 + 1e-9);
    assert!(
        !above(after.low(), before.low())
            && !above(after.central(), before.central())
            && !above(after.high(), before.high()),
        "{name}: {after:?} {before:?}"
    );
}

#[test]
fn parts_add_up_and_nothing_gets_dearer() {
    for reader in [Reader::exact(), Reader::estimating()] {
        for (name, prompt) in PROMPTS {
            for model in MODELS {
                let report = reader.read(prompt, &settings(model, "WORLD"));
                for estimate in [&report.before, &report.after, &report.after_with_advice] {
                    check_parts_add_up(name, estimate);
                }
                check_not_above(name, report.after.wh, report.before.wh);
                check_not_above(name, report.after.gco2e, report.before.gco2e);
                check_not_above(name, report.after.water_ml, report.before.water_ml);
                let saved = report.before.wh.central().0 - report.after.wh.central().0;
                let said = report.savings.suggestions.wh_overall.central().0;
                assert!(
                    (saved - said).abs() <= 1e-9,
                    "{name}: {saved} is not {said}"
                );
            }
        }
    }
}

#[test]
fn the_prompt_that_is_estimated_is_the_rewritten_one() {
    let reader = Reader::exact();
    for (name, prompt) in PROMPTS {
        let report = reader.read(prompt, &settings("gpt-4o", "WORLD"));
        let rewritten = promptwatt_coach::apply(prompt, &report.coaching.suggestions);
        assert_eq!(
            report.after.tokens.input.central().0,
            reader.counter.count(&rewritten).central(),
            "{name}: {rewritten:?}"
        );
    }
}

#[test]
fn advice_on_the_answer_is_worth_more_than_wording() {
    let reader = Reader::exact();
    for name in ["wordy", "inflated", "reasoning"] {
        let prompt = prompt(name);
        let report = reader.read(prompt, &settings("gpt-4o", "FR"));
        let best = report
            .savings
            .advice
            .iter()
            .map(|advice| advice.saving.wh_overall.central().0)
            .fold(0.0, f64::max);
        let wording = report.savings.suggestions.wh_overall.central().0;
        assert!(
            best > 10.0 * wording && best > 0.0,
            "{name}: advice {best}, wording {wording}"
        );
        assert!(
            report.after_with_advice.wh.central() < report.after.wh.central(),
            "{name}"
        );
    }
    let wordy = reader.read(prompt("wordy"), &settings("gpt-4o", "FR"));
    assert!(
        wordy.savings.suggestions.wh_overall.central().0 > 0.0,
        "wording saves a little all the same"
    );
}

/// The width of a saving beside that of two estimates taken as if they had nothing in common.
#[track_caller]
fn check_narrower(name: &str, saving: &Saving, before: &Estimate, after: &Estimate) {
    let naive_low = before.wh.low().0 - after.wh.high().0;
    let naive_high = before.wh.high().0 - after.wh.low().0;
    for band in [saving.wh, saving.wh_overall] {
        let (width, naive) = (band.high().0 - band.low().0, naive_high - naive_low);
        assert!(width < naive, "{name}: {width} is not below {naive}");
    }
}

#[test]
fn a_saving_is_more_certain_than_the_difference_of_two_estimates() {
    for reader in [Reader::exact(), Reader::estimating()] {
        for (name, prompt) in PROMPTS {
            for model in MODELS {
                let report = reader.read(prompt, &settings(model, "WORLD"));
                if report.count.central() == 0.0 {
                    continue;
                }
                check_narrower(
                    name,
                    &report.savings.suggestions,
                    &report.before,
                    &report.after,
                );
                if let Some(budget) = report
                    .savings
                    .advice
                    .iter()
                    .find(|advice| advice.id == "output.budget")
                {
                    check_narrower(
                        name,
                        &budget.saving,
                        &report.before,
                        &report.after_with_advice,
                    );
                }
            }
        }
    }
}

#[test]
fn a_limit_on_the_answer_costs_no_more_than_its_own_words() {
    let reader = Reader::exact();
    let mut limits = 0;
    for (name, prompt) in PROMPTS {
        for model in MODELS {
            let report = reader.read(prompt, &settings(model, "WORLD"));
            for advice in report
                .savings
                .advice
                .iter()
                .filter(|advice| advice.id == "output.budget")
            {
                limits += 1;
                let (before, saving) = (&report.before, &advice.saving);
                assert!(
                    saving.wh_overall.low().0 > -0.02 * before.wh.central().0,
                    "{name}: {saving:?}"
                );
                assert!(saving.percent.low().0 > -20.0, "{name}: {saving:?}");
                assert!(saving.percent.high().0 <= 100.0, "{name}: {saving:?}");
            }
        }
    }
    assert!(limits > 8, "most prompts ask for no length");
}

#[test]
fn what_is_surely_saved_in_percent_is_saved_in_watt_hours() {
    let report = Reader::exact().read(prompt("a summary"), &settings("gpt-4o", "WORLD"));
    let small = report
        .savings
        .advice
        .iter()
        .find(|advice| advice.id == "task.model")
        .expect("a smaller model would do");
    assert!(
        small.saving.percent.low().0 > 0.0 && small.saving.wh_overall.low().0 > 0.0,
        "{:?}",
        small.saving
    );
}

#[test]
fn a_message_of_thanks_is_worth_what_it_costs() {
    let report = Reader::exact().read(prompt("thanks"), &settings("gpt-4o", "WORLD"));
    let thanks = report
        .savings
        .advice
        .iter()
        .find(|advice| advice.id == "exchange.thanks")
        .expect("thanks are seen");
    assert_eq!(thanks.saving.percent.central().0, 100.0);
    assert_eq!(
        thanks.saving.wh_overall.central().0,
        report.before.wh.central().0
    );
}

#[test]
fn who_says_how_long_the_answer_is() {
    let reader = Reader::exact();
    let source = |prompt: &str, expected: Option<f64>| {
        let mut settings = settings("gpt-4o", "WORLD");
        settings.expected_answer = expected.map(Tokens);
        let report = reader.read(prompt, &settings);
        (
            report.answer.source,
            report.answer.expected.central == report.before.tokens.output.central().0,
        )
    };
    assert_eq!(
        source("Why do tides rise?", None),
        (AnswerSource::Assumed, true)
    );
    assert_eq!(
        source("Explain tides in at most 50 words.", None),
        (AnswerSource::Stated, true)
    );
    assert_eq!(
        source("Explain tides in at most 50 words.", Some(900.0)),
        (AnswerSource::Yours, true)
    );
}

#[test]
fn a_readers_own_short_answer_is_not_made_longer_by_advice() {
    let reader = Reader::exact();
    let mut settings = settings("gpt-4o", "WORLD");
    settings.expected_answer = Some(Tokens(20.0));
    let report = reader.read("Why do tides rise?", &settings);
    assert_eq!(
        report.after_with_advice.tokens.output.central(),
        Tokens(20.0)
    );
}

#[test]
fn an_empty_prompt_is_reported() {
    for reader in [Reader::exact(), Reader::estimating()] {
        let report = reader.read("", &settings("gpt-4o", "WORLD"));
        assert_eq!(report.count.central(), 0.0);
        assert!(report.coaching.suggestions.is_empty() && report.coaching.advice.is_empty());
        assert_eq!(report.savings.suggestions.wh.central().0, 0.0);
        assert_eq!(report.before.wh, report.after.wh);
        assert!(
            report.before.wh.central().0 > 0.0,
            "an answer is expected all the same"
        );
    }
}

#[test]
fn the_same_exchange_on_another_model() {
    let reader = Reader::exact();
    let report: Report = reader.read(prompt("plain"), &settings("gpt-4o", "WORLD"));
    let same = report
        .on_model(report.settings.model)
        .expect("a model of the list");
    assert_eq!(same.wh, report.before.wh);
    let small = report
        .on_model(Model::find("tier-small").expect("a size class"))
        .expect("a model of the list");
    assert!(small.wh.central() < same.wh.central());
    assert_eq!(small.tokens.output, same.tokens.output, "the same answer");
}

#[test]
fn settings_out_of_range_are_refused_in_words() {
    let reader = Reader::exact();
    let mut settings = settings("gpt-4o", "WORLD");
    for wrong in [-1.0, f64::NAN, f64::INFINITY, 1e10] {
        settings.history = Tokens(wrong);
        let refused = promptwatt_report::report(
            "a",
            &reader.counter,
            &reader.coach,
            &promptwatt_coach::Options::default(),
            &settings,
        );
        let message = refused.err().map(|error| error.to_string());
        assert_eq!(
            message.as_deref(),
            Some("A number of tokens must be from 0 to 1,000,000,000."),
            "{wrong}"
        );
    }
}

fn prompt(name: &str) -> &'static str {
    PROMPTS
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, prompt)| *prompt)
        .expect("a prompt of the table")
}
