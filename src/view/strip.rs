//! The strip under the field: tokens in, tokens expected out, the answer's length as a control, and what to do with the text.

use crate::bridge::fetching::Freshness;
use crate::desk::{Desk, Shown, State, VocabularyState, is_exact};
use crate::numbers::{figure, whole};
use crate::texts::{fill, t};
use crate::view::element::{Element, Live, button, element, live, span, told};
use promptwatt_coach::Budget;
use promptwatt_report::AnswerSource;
use promptwatt_tokens::Count;

/// The lengths that the control offers, with their texts.
const LENGTHS: [(Option<Budget>, &str); 5] = [
    (Some(Budget::Sentences(1)), "strip.length_one_sentence"),
    (Some(Budget::Sentences(5)), "strip.length_five_sentences"),
    (Some(Budget::Words(150)), "strip.length_words_150"),
    (Some(Budget::Words(300)), "strip.length_words_300"),
    (None, "strip.length_not_asked"),
];

/// The strip.
pub fn strip(desk: Desk) -> Element {
    let copy = button(desk, "", Desk::copy).say(told(desk, |state| t(state.copy).to_owned()));
    let buttons = element("span")
        .class("push")
        .child(button(desk, t("strip.example"), |desk| {
            desk.write(t("example.text"))
        }))
        .child(copy.when(desk, "disabled", |state| state.empty))
        .child(button(desk, t("strip.clear"), |desk| desk.write("")).when(
            desk,
            "disabled",
            |state| state.empty,
        ));
    element("div")
        .child(
            element("div")
                .class("line")
                .children(tokens_in(desk))
                .children(expected_answer(desk)),
        )
        .child(
            element("div")
                .class("line")
                .child(answer_length(desk))
                .child(buttons),
        )
        .child(notes(desk))
        .child(keep(desk))
}

fn exact(state: &State) -> bool {
    matches!(state.shown, Shown::Counted(Count::Exact(_)))
}

/// "52 tokens in" and how that is known.
fn tokens_in(desk: Desk) -> [Element; 2] {
    let number = told(desk, |state| match state.shown.count() {
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
    });
    let how = told(desk, |state| match state.shown {
        Shown::Counting(_) => t("strip.counting").to_owned(),
        Shown::Counted(Count::Exact(_)) => fill(
            "strip.exact",
            &[("encoding", state.model.encoding().unwrap_or_default())],
        ),
        Shown::Counted(Count::Estimated(_)) => t(not_exact(state).0).to_owned(),
    });
    [
        element("span")
            .class("count")
            .child(element("b").class("n").say(number))
            .text(" ")
            .text(t("strip.tokens_in")),
        element("span")
            .with_told(desk, "class", |state| {
                Some(
                    if exact(state) {
                        "tag exact"
                    } else {
                        "tag guess"
                    }
                    .to_owned(),
                )
            })
            .with_told(desk, "title", |state| {
                (!exact(state)).then(|| t(not_exact(state).1).to_owned())
            })
            .say(how),
    ]
}

/// Why there is no exact count, in short and as a sentence (keys of texts): a secret tokenizer is not a missing one, and neither is one on its way.
fn not_exact(state: &State) -> (&'static str, &'static str) {
    match (is_exact(state.model), state.model.size_is_published()) {
        (true, _) => ("strip.estimate", "strip.estimate_why"),
        (false, true) => ("strip.not_included", "strip.not_included_why"),
        (false, false) => ("strip.not_public", "strip.not_public_why"),
    }
}

/// The expected answer: stated by the prompt, assumed from its task, or the visitor's own number.
fn expected_answer(desk: Desk) -> [Element; 2] {
    let expected = move |read: fn(f64, AnswerSource) -> String| {
        live(move || {
            desk.with(|state| {
                state.report.as_ref().map_or(String::new(), |report| {
                    read(report.answer.expected.central, report.answer.source)
                })
            })
        })
    };
    let why = expected(|_, source| {
        match source {
            AnswerSource::Stated => t("strip.why_stated"),
            AnswerSource::Yours => t("strip.why_yours"),
            AnswerSource::Assumed => t("strip.why_assumed"),
        }
        .to_owned()
    });
    // Whole digits: a tenth of a token is nothing anybody means.
    let set = move |typed: String| {
        desk.expect_answer(
            typed
                .trim()
                .parse::<u32>()
                .ok()
                .filter(|tokens| *tokens <= 1_000_000)
                .map(f64::from),
        )
    };
    let input = element("input")
        .with("type", "number")
        .with("min", "0")
        .with("max", "1000000")
        .with("inputmode", "numeric")
        .with("aria-label", t("strip.expected_label"))
        .value(expected(|tokens, _| (tokens.round() as i32).to_string()))
        .on_change(set);
    [
        element("label")
            .class("count")
            .child(span("≈").with("aria-hidden", "true"))
            .child(input)
            .child(span(t("strip.expected_out")).text(" · ").say(why)),
        button(desk, t("strip.reset_expected"), |desk| {
            desk.expect_answer(None)
        })
        .class("plain")
        .shown_when(desk, |state| state.expected.is_some()),
    ]
}

/// Whether the prompt states a length in words that are not the control's: these are not ours to rewrite.
fn stated_otherwise(state: &State) -> bool {
    state.asked_length.is_none()
        && state
            .report
            .as_ref()
            .is_ok_and(|report| report.coaching.answer.stated_limit.is_some())
}

/// The control that writes "Answer in at most 5 sentences." into the prompt, or takes it out.
fn answer_length(desk: Desk) -> Element {
    let choices = LENGTHS.map(|(budget, key)| {
        let chosen = move |state: &State| {
            state.asked_length == budget && !(budget.is_none() && stated_otherwise(state))
        };
        element("button")
            .with("type", "button")
            .text(t(key))
            .on_press(move || desk.ask_for_length(budget))
            .with_live("aria-pressed", move || {
                Some(if desk.with(chosen) { "true" } else { "false" }.to_owned())
            })
            .when(desk, "disabled", |state| {
                state.empty || stated_otherwise(state)
            })
    });
    element("div")
        .class("length")
        .with("role", "group")
        .with("aria-label", t("strip.answer_length"))
        .child(span(t("strip.answer_length")))
        .child(element("span").class("choices").children(choices))
        .child(
            span(t("strip.length_stated"))
                .class("tag exact")
                .shown_when(desk, stated_otherwise),
        )
}

/// A sentence that stands there only while it is needed.
fn notice(desk: Desk, class: &str, needed: fn(&State) -> bool, words: Live<String>) -> Element {
    element("p")
        .class(class)
        .shown_when(desk, needed)
        .child(element("span").say(words))
}

/// Whatever the visitor has to know and cannot see from the figures.
fn notes(desk: Desk) -> Element {
    let fixed = |key: &'static str| live(move || t(key).to_owned());
    let failed = told(desk, |state| match state.vocabulary {
        VocabularyState::Failed(error) => fill(
            "strip.vocabulary_failed",
            &[("reason", t(error.text_key()))],
        ),
        _ => String::new(),
    });
    let other_tokenizer = told(desk, |state| t(not_exact(state).1).to_owned());
    let size = fill("strip.load_exact", &[("size", "0.4 MB")]);
    let load = button(desk, &size, |desk| {
        desk.load_vocabulary(Freshness::CacheAllowed)
    });
    let retry = button(desk, t("strip.retry"), |desk| {
        desk.load_vocabulary(Freshness::FromTheServer)
    });
    let (plain, warning) = ("note line", "note warn line");
    element("div")
        .with("role", "status")
        .child(notice(
            desk,
            plain,
            |state| !is_exact(state.model),
            other_tokenizer,
        ))
        .child(notice(
            desk,
            plain,
            |state| waits(state, VocabularyState::Loading),
            fixed("strip.loading"),
        ))
        .child(
            notice(
                desk,
                plain,
                |state| waits(state, VocabularyState::HeldBack),
                fixed("strip.held_back"),
            )
            .child(load),
        )
        .child(
            notice(
                desk,
                warning,
                |state| {
                    is_exact(state.model) && matches!(state.vocabulary, VocabularyState::Failed(_))
                },
                failed,
            )
            .child(retry),
        )
        .child(notice(
            desk,
            plain,
            |state| state.empty,
            fixed("strip.empty"),
        ))
        .child(notice(
            desk,
            warning,
            |state| state.keep && !state.kept && !state.empty,
            fixed("strip.not_kept"),
        ))
}

fn waits(state: &State, vocabulary: VocabularyState) -> bool {
    is_exact(state.model) && state.vocabulary == vocabulary
}

/// The switch that lets the tab keep the text.
fn keep(desk: Desk) -> Element {
    let toggle = element("input")
        .with("type", "checkbox")
        .on_change(move |_| desk.let_keep(!desk.now(|state| state.keep)));
    let toggle = if desk.now(|state| state.keep) {
        toggle.with("checked", "")
    } else {
        toggle
    };
    element("label")
        .class("note keep")
        .child(toggle)
        .child(span(t("strip.keep")))
}
