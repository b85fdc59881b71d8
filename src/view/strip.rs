//! The strip under the field: tokens in, tokens expected out, the answer's length as a control, and what to do with the text.

use crate::bridge::fetching::Freshness;
use crate::desk::{Desk, Shown, State, VocabularyState, is_exact};
use crate::numbers::{figure, whole};
use crate::texts::{fill, t};
use crate::view::bind::{Text, button, change, fixed_button, flag, text};
use leptos::prelude::*;
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
pub fn strip(desk: Desk) -> AnyView {
    let empty = move || flag(move || desk.with(|state| state.empty));
    view! {
        <div class="line">{tokens_in(desk)} {expected_answer(desk)}</div>
        <div class="line">
            {answer_length(desk)}
            <span class="push">
                {fixed_button("", t("strip.example"), None, move || desk.write(t("example.text")))}
                {button("", text(move || t(desk.with(|state| state.copy)).to_owned()), None, empty(), move || desk.copy())}
                {button("", text(|| t("strip.clear").to_owned()), None, empty(), move || desk.write(""))}
            </span>
        </div>
        {notes(desk)}
    }
    .into_any()
}

/// "52 tokens in" and how that is known.
fn tokens_in(desk: Desk) -> AnyView {
    let number = text(move || match desk.with(|state| state.shown.count()) {
        Count::Exact(tokens) => whole(tokens.0 as f64),
        Count::Estimated(band) if band.high > band.low => {
            ["≈\u{a0}", &figure(band.central), " (", &figure(band.low), "–", &figure(band.high), ")"].concat()
        }
        Count::Estimated(band) => figure(band.central),
    });
    let exact = |state: &State| matches!(state.shown, Shown::Counted(Count::Exact(_)));
    let how = text(move || {
        desk.with(|state| match state.shown {
            Shown::Counting(_) => t("strip.counting").to_owned(),
            Shown::Counted(Count::Exact(_)) => fill("strip.exact", &[("encoding", state.model.encoding().unwrap_or_default())]),
            Shown::Counted(Count::Estimated(_)) => t(not_exact(state).0).to_owned(),
        })
    });
    let why = text(move || desk.with(|state| if exact(state) { "" } else { t(not_exact(state).1) }.to_owned()));
    let class = text(move || desk.with(|state| if exact(state) { "tag exact" } else { "tag guess" }.to_owned()));
    view! {
        <span class="count"><b class="n">{number}</b> {t("strip.tokens_in")}</span>
        <span class=class title=why>{how}</span>
    }
    .into_any()
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
fn expected_answer(desk: Desk) -> AnyView {
    let expected = move |read: fn(f64, AnswerSource) -> String| {
        text(move || {
            desk.with(|state| {
                state.report.as_ref().map_or(String::new(), |report| read(report.answer.expected.central, report.answer.source))
            })
        })
    };
    let value: Text = expected(|tokens, _| (tokens.round() as i64).to_string());
    let why = expected(|_, source| {
        match source {
            AnswerSource::Stated => t("strip.why_stated"),
            AnswerSource::Yours => t("strip.why_yours"),
            AnswerSource::Assumed => t("strip.why_assumed"),
        }
        .to_owned()
    });
    // Whole digits: a tenth of a token is nothing anybody means.
    let set = move |typed: String| desk.expect_answer(typed.trim().parse::<u32>().ok().filter(|tokens| *tokens <= 1_000_000).map(f64::from));
    view! {
        <label class="count">
            <span aria-hidden="true">"≈"</span>
            <input
                type="number"
                min="0"
                max="1000000"
                step="1"
                inputmode="numeric"
                aria-label=t("strip.expected_label")
                prop:value=value
                on:change=change(set)
            />
            <span>{t("strip.expected_out")} " · " {why}</span>
        </label>
        <span hidden=flag(move || desk.with(|state| state.expected.is_none()))>
            {fixed_button("plain", t("strip.reset_expected"), None, move || desk.expect_answer(None))}
        </span>
    }
    .into_any()
}

/// Whether the prompt states a length in words that are not the control's: these are not ours to rewrite.
fn stated_otherwise(state: &State) -> bool {
    state.asked_length.is_none() && state.report.as_ref().is_ok_and(|report| report.coaching.answer.stated_limit.is_some())
}

/// The control that writes "Answer in at most 5 sentences." into the prompt, or takes it out.
fn answer_length(desk: Desk) -> AnyView {
    let choices = LENGTHS.map(|(budget, key)| {
        let chosen = text(move || {
            let chosen = desk.with(|state| state.asked_length == budget && !(budget.is_none() && stated_otherwise(state)));
            if chosen { "true" } else { "false" }.to_owned()
        });
        let off = flag(move || desk.with(|state| state.empty || stated_otherwise(state)));
        view! {
            <button type="button" aria-pressed=chosen disabled=off on:click=crate::view::bind::press(move || desk.ask_for_length(budget))>
                {t(key)}
            </button>
        }
        .into_any()
    });
    let otherwise = flag(move || !desk.with(stated_otherwise));
    view! {
        <div class="length" role="group" aria-label=t("strip.answer_length")>
            <span>{t("strip.answer_length")}</span>
            <span class="choices">{Vec::from(choices)}</span>
            <span class="tag exact" hidden=otherwise>{t("strip.length_stated")}</span>
        </div>
    }
    .into_any()
}

/// A sentence that stands there only while it is needed, and perhaps a button after it.
fn notice(class: &'static str, needed: fn(&State) -> bool, desk: Desk, words: Text, act: Option<AnyView>) -> AnyView {
    view! { <p class=class hidden=flag(move || !desk.with(needed))>{words} " " {act}</p> }.into_any()
}

/// Whatever the visitor has to know and cannot see from the figures.
fn notes(desk: Desk) -> AnyView {
    let fixed = |key: &'static str| text(move || t(key).to_owned());
    let load = move |label: String, freshness| {
        let label = text(move || label.clone());
        Some(button("", label, None, flag(|| false), move || desk.load_vocabulary(freshness)))
    };
    let failed = text(move || {
        desk.with(|state| match state.vocabulary {
            VocabularyState::Failed(error) => fill("strip.vocabulary_failed", &[("reason", t(error.text_key()))]),
            _ => String::new(),
        })
    });
    let other_tokenizer = text(move || desk.with(|state| t(not_exact(state).1).to_owned()));
    let size = fill("strip.load_exact", &[("size", "0.7 MB")]);
    view! {
        <div role="status">
            {notice("note line", |state| !is_exact(state.model), desk, other_tokenizer, None)}
            {notice("note line", |state| is_exact(state.model) && state.vocabulary == VocabularyState::Loading, desk, fixed("strip.loading"), None)}
            {notice(
                "note line",
                |state| is_exact(state.model) && state.vocabulary == VocabularyState::HeldBack,
                desk,
                fixed("strip.held_back"),
                load(size, Freshness::CacheAllowed),
            )}
            {notice(
                "note warn line",
                |state| is_exact(state.model) && matches!(state.vocabulary, VocabularyState::Failed(_)),
                desk,
                failed,
                load(t("strip.retry").to_owned(), Freshness::FromTheServer),
            )}
            {notice("note line", |state| state.empty, desk, fixed("strip.empty"), None)}
            {notice("note warn line", |state| state.keep && !state.kept && !state.empty, desk, fixed("strip.not_kept"), None)}
        </div>
        {keep(desk)}
    }
    .into_any()
}

/// The switch that lets the tab keep the text.
fn keep(desk: Desk) -> AnyView {
    let toggle = change(move |_| desk.let_keep(!desk.now(|state| state.keep)));
    view! {
        <label class="note line">
            <input type="checkbox" prop:checked=flag(move || desk.with(|state| state.keep)) on:change=toggle />
            <span>{t("strip.keep")}</span>
        </label>
    }
    .into_any()
}
