//! The strip under the field: tokens in, tokens expected out, the answer's length as a control, and what the visitor has to know.

use crate::desk::{Own, Shown, State, VocabularyState};
use crate::numbers::{figure, whole};
use crate::texts::{fill, t};
use crate::view::Sheet;
use promptwatt_coach::Budget;
use promptwatt_report::AnswerSource;
use promptwatt_tokens::Count;

/// The lengths that the control offers, in the order of its buttons.
pub const LENGTHS: [Option<Budget>; 5] = [
    Some(Budget::Sentences(1)),
    Some(Budget::Sentences(5)),
    Some(Budget::Words(150)),
    Some(Budget::Words(300)),
    None,
];

/// The buttons of the lengths.
const LENGTH_IDS: [&str; 5] = ["length-0", "length-1", "length-2", "length-3", "length-4"];

/// Draws what never changes.
pub fn lay_out(sheet: &mut Sheet) {
    sheet.text("load", fill("strip.load_exact", &[("size", &figure(0.4))]));
}

/// Draws the strip.
pub fn draw(sheet: &mut Sheet, state: &State, text: &str) {
    sheet.attribute("prompt", "dir", Some(direction(text).to_owned()));
    tokens_in(sheet, state);
    expected_answer(sheet, state);
    answer_length(sheet, state);
    sheet.text("copy", t(state.copy));
    sheet.enable("copy", !state.empty);
    sheet.enable("clear", !state.empty);
    notes(sheet, state);
    sheet.attribute("keep", "checked", state.keep.then(String::new));
}

/// "52 tokens in" and how that is known.
fn tokens_in(sheet: &mut Sheet, state: &State) {
    let number = match state.shown.count() {
        Count::Exact(tokens) => whole(tokens.0 as f64),
        Count::Estimated(band) if band.high > band.low => [
            "≈\u{a0}",
            &figure(band.central),
            " (",
            &figure(band.low),
            "–",
            &figure(band.high),
            ")",
        ]
        .concat(),
        Count::Estimated(band) => figure(band.central),
    };
    sheet.text("tokens", number);
    let (estimate, why) = not_exact(state);
    let how = match state.shown {
        Shown::Counting(_) => t("strip.counting").to_owned(),
        Shown::Counted(Count::Exact(_)) => {
            fill("strip.exact", &[("encoding", encoding_name(state))])
        }
        Shown::Counted(Count::Estimated(_)) => t(estimate).to_owned(),
    };
    sheet.text("known", how);
    let exact = matches!(state.shown, Shown::Counted(Count::Exact(_)));
    let class = if exact { "tag exact" } else { "tag guess" };
    sheet.attribute("known", "class", Some(class.to_owned()));
    sheet.attribute("known", "title", (!exact).then(|| t(why).to_owned()));
    sheet.text("not-exact-why", t(why));
    sheet.tell("not-exact", !state.is_exact());
}

/// Up to so many bytes a line's direction is the browser's to find.
const LONG_LINE_UTF8: usize = 10_000;

/// The field's direction: the browser finds it for each line, but with every key it lays out the whole of a line again for that, in Chromium 1.3 s
/// for a megabyte. Where a line is so long, that of the first letter is the direction of all.
fn direction(text: &str) -> &'static str {
    let is_long = |line: &str| line.len() > LONG_LINE_UTF8;
    if !is_long(text) || !text.split('\n').any(is_long) {
        return "auto";
    }
    // Blocks of letters; a table of all would be 1.4 kB.
    let is_letter = |letter: &char| matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '\u{3040}'..);
    match text.chars().find(is_letter) {
        Some('\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') => "rtl",
        _ => "ltr",
    }
}

/// What the text is counted with.
fn encoding_name(state: &State) -> &str {
    match &state.own {
        Own::InUse(name) => name,
        _ => state.model.encoding().unwrap_or_default(),
    }
}

/// Why there is no exact count, in short and as a sentence (keys of texts): a secret tokenizer is not a missing one, and neither is one on its way.
fn not_exact(state: &State) -> (&'static str, &'static str) {
    match (state.is_exact(), state.model.size_is_published()) {
        (true, _) => ("strip.estimate", "strip.estimate_why"),
        (false, true) => ("strip.not_included", "strip.not_included_why"),
        (false, false) => ("strip.not_public", "strip.not_public_why"),
    }
}

/// The expected answer: stated by the prompt, assumed from its task, or the visitor's own number.
fn expected_answer(sheet: &mut Sheet, state: &State) {
    if let Ok(report) = &state.report {
        let tokens = report.answer.expected.central.round() as i32;
        sheet.value("expected", &tokens.to_string());
        let why = match report.answer.source {
            AnswerSource::Stated => [" · ", t("strip.why_stated")].concat(),
            AnswerSource::Assumed => [" · ", t("strip.why_assumed")].concat(),
            AnswerSource::Yours => String::new(),
        };
        sheet.text("expected-why", why);
    }
    sheet.show("reset", state.expected.is_some());
}

/// Whether the prompt states a length in words that are not the control's: these are not ours to rewrite.
fn stated_otherwise(state: &State) -> bool {
    state.asked_length.is_none()
        && state
            .report
            .as_ref()
            .is_ok_and(|report| report.coaching.answer.is_stated())
}

/// The control that writes "Answer in at most 5 sentences." into the prompt, or takes it out.
fn answer_length(sheet: &mut Sheet, state: &State) {
    let otherwise = stated_otherwise(state);
    for (id, budget) in LENGTH_IDS.into_iter().zip(LENGTHS) {
        let chosen = state.asked_length == budget && !(budget.is_none() && otherwise);
        let pressed = if chosen { "true" } else { "false" };
        sheet.attribute(id, "aria-pressed", Some(pressed.to_owned()));
        sheet.enable(id, !state.empty && !otherwise);
    }
    sheet.show("length-stated", otherwise);
}

/// Whatever the visitor has to know and cannot see from the figures.
fn notes(sheet: &mut Sheet, state: &State) {
    let waits = |vocabulary| state.is_exact() && state.vocabulary == vocabulary;
    sheet.tell("loading", waits(VocabularyState::Loading));
    sheet.tell("held-back", waits(VocabularyState::HeldBack));
    if let VocabularyState::Failed(error) = state.vocabulary {
        let reason = [("reason", t(error.text_key()))];
        sheet.text("load-failed-why", fill("strip.vocabulary_failed", &reason));
        sheet.tell("load-failed", state.is_exact());
    } else {
        sheet.tell("load-failed", false);
    }
    sheet.show("empty", state.empty);
    sheet.tell("file-failed", state.file_failed);
    match &state.own {
        Own::InUse(name) => sheet.text("own-name", fill("own.in_use", &[("name", name)])),
        Own::Refused(reason) if !reason.is_empty() => sheet.text("own-reason", reason.as_str()),
        Own::Refused(_) => sheet.text("own-reason", t("own.failed")),
        Own::None | Own::Packing => {}
    }
    sheet.tell("own-packing", state.own == Own::Packing);
    sheet.tell("own-refused", matches!(state.own, Own::Refused(_)));
    sheet.tell("own", matches!(state.own, Own::InUse(_)));
    sheet.tell("not-kept", state.keep && !state.kept && !state.empty);
}

#[cfg(test)]
mod tests {
    use super::{LONG_LINE_UTF8, direction};

    #[test]
    fn only_a_long_line_is_given_its_direction() {
        let long = |start: &str, filler: &str| [start, &filler.repeat(LONG_LINE_UTF8 + 1)].concat();
        for (text, expected) in [
            (String::new(), "auto"),
            ("مرحبا".to_owned(), "auto"),
            (long("", "Lines.\n"), "auto"),
            (long("", "words "), "ltr"),
            (long("12 – ", "كلمة "), "rtl"),
            (long("שלום ", "words "), "rtl"),
            (long("مرحبا\n", "7"), "rtl"),
            (long("", "7"), "ltr"),
        ] {
            let start: String = text.chars().take(20).collect();
            assert_eq!(direction(&text), expected, "{start}");
        }
    }
}
