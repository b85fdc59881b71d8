//! The strip under the field: tokens in, tokens expected out, the answer's length as a control, and what to do with the text.

use crate::bridge::fetching::Freshness;
use crate::bridge::page;
use crate::desk::{Desk, Shown, VocabularyState, is_exact};
use crate::numbers::{figure, whole};
use crate::texts::{fill, t};
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
#[component]
pub fn Strip(desk: Desk) -> impl IntoView {
    view! {
        <div class="line">
            <TokensIn desk />
            <ExpectedAnswer desk />
            <Buttons desk />
        </div>
        <div class="line"><AnswerLength desk /></div>
        <Notes desk />
    }
}

/// "52 tokens in" and how that is known.
#[component]
fn TokensIn(desk: Desk) -> impl IntoView {
    let number = move || match desk.shown.get().count() {
        Count::Exact(tokens) => whole(tokens.0 as f64),
        Count::Estimated(band) => {
            let mut text = String::from("≈\u{a0}");
            text.push_str(&figure(band.central));
            if band.high > band.low {
                text.push_str(" (");
                text.push_str(&figure(band.low));
                text.push('–');
                text.push_str(&figure(band.high));
                text.push(')');
            }
            text
        }
    };
    let exact = move || matches!(desk.shown.get(), Shown::Counted(Count::Exact(_)));
    let how = move || match (desk.shown.get(), is_exact(desk.model.get())) {
        (Shown::Counting(_), _) => t("strip.counting").to_owned(),
        (Shown::Counted(Count::Exact(_)), _) => fill("strip.exact", &[("encoding", desk.model.get().encoding().unwrap_or_default())]),
        (_, false) => t(unknown_tokenizer(desk).0).to_owned(),
        _ => t("strip.estimate").to_owned(),
    };
    let why = move || match (exact(), is_exact(desk.model.get())) {
        (true, _) => "",
        (_, false) => t(unknown_tokenizer(desk).1),
        _ => t("strip.estimate_why"),
    };
    view! {
        <span class="count" id="tokens-in"><b class="n">{number}</b> {t("strip.tokens_in")}</span>
        <span class="tag" class:exact=exact class:guess=move || !exact() title=why>{how}</span>
    }
}

/// Why there is no exact count for the chosen model, in short and as a sentence (keys of texts): a secret tokenizer is not a missing one.
fn unknown_tokenizer(desk: Desk) -> (&'static str, &'static str) {
    if desk.model.get().size_is_published() {
        ("strip.not_included", "strip.not_included_why")
    } else {
        ("strip.not_public", "strip.not_public_why")
    }
}

/// The expected answer: stated by the prompt, assumed from its task, or the visitor's own number.
#[component]
fn ExpectedAnswer(desk: Desk) -> impl IntoView {
    let expected = move || {
        desk.report.with(|report| report.as_ref().map(|report| (report.answer.expected.central, report.answer.source)).ok())
    };
    let value = move || expected().map_or(String::new(), |(tokens, _)| (tokens.round()).to_string());
    let why = move || match expected().map(|(_, source)| source) {
        Some(AnswerSource::Stated) => t("strip.why_stated"),
        Some(AnswerSource::Yours) => t("strip.why_yours"),
        _ => t("strip.why_assumed"),
    };
    let change = move |event| {
        let typed = event_target_value(&event).trim().parse::<f64>().ok();
        desk.expect_answer(typed.filter(|tokens| (0.0..=1e6).contains(tokens)));
    };
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
                on:change=change
            />
            <span>{t("strip.expected_out")} " · " {why}</span>
        </label>
        <Show when=move || desk.expected.get().is_some()>
            <button type="button" class="plain" on:click=move |_| desk.expect_answer(None)>{t("strip.reset_expected")}</button>
        </Show>
    }
}

#[component]
fn Buttons(desk: Desk) -> impl IntoView {
    let copied = RwSignal::new("strip.copy");
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let done = if desk.copy().await { "strip.copied" } else { "strip.copy_failed" };
            copied.set(done);
            page::announce(t(done));
            page::later(2500, move || copied.set("strip.copy"));
        });
    };
    view! {
        <span class="push">
            <button type="button" on:click=move |_| desk.write(t("example.text"))>{t("strip.example")}</button>
            <button type="button" disabled=move || desk.empty.get() on:click=copy>{move || t(copied.get())}</button>
            <button type="button" disabled=move || desk.empty.get() on:click=move |_| desk.write("")>{t("strip.clear")}</button>
        </span>
    }
}

/// The control that writes "Answer in at most 5 sentences." into the prompt, or takes it out.
#[component]
fn AnswerLength(desk: Desk) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        desk.report.track();
        desk.with_text(promptwatt_coach::find_budget_sentence).map(|(_, budget)| budget)
    });
    // A length in the visitor's own words is not ours to rewrite: the control would only contradict it.
    let stated = Memo::new(move |_| {
        chosen.get().is_none()
            && desk.report.with(|report| report.as_ref().is_ok_and(|report| report.coaching.answer.stated_limit.is_some()))
    });
    let choice = move |budget: Option<Budget>, key: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || if chosen.get() == budget && !(stated.get() && budget.is_none()) { "true" } else { "false" }
                disabled=move || desk.empty.get() || stated.get()
                on:click=move |_| desk.ask_for_length(budget)
            >
                {t(key)}
            </button>
        }
    };
    view! {
        <fieldset>
            <legend>{t("strip.answer_length")}</legend>
            <span class="choices">{LENGTHS.map(|(budget, key)| choice(budget, key)).collect_view()}</span>
            <Show when=move || stated.get()><span class="tag">{t("strip.length_stated")}</span></Show>
        </fieldset>
    }
}

/// Whatever the visitor has to know and cannot see from the figures.
#[component]
fn Notes(desk: Desk) -> impl IntoView {
    let load = move |freshness| move |_| desk.load_vocabulary(freshness);
    let relevant = move || is_exact(desk.model.get());
    view! {
        <div role="status">
            {move || {
                let note = match desk.vocabulary.get() {
                    _ if !relevant() => view! { <p class="note line">{t(unknown_tokenizer(desk).1)}</p> }.into_any(),
                    VocabularyState::Loading => view! { <p class="note line">{t("strip.loading")}</p> }.into_any(),
                    VocabularyState::HeldBack => {
                        view! {
                            <p class="note line">
                                {t("strip.held_back")}
                                <button type="button" on:click=load(Freshness::CacheAllowed)>
                                    {fill("strip.load_exact", &[("size", "0.73 MB")])}
                                </button>
                            </p>
                        }
                            .into_any()
                    }
                    VocabularyState::Failed(error) => {
                        view! {
                            <p class="note warn line">
                                {fill("strip.vocabulary_failed", &[("reason", t(error.text_key()))])}
                                <button type="button" on:click=load(Freshness::FromTheServer)>{t("strip.retry")}</button>
                            </p>
                        }
                            .into_any()
                    }
                    _ => ().into_any(),
                };
                note
            }}
            <Show when=move || desk.empty.get()><p class="note line">{t("strip.empty")}</p></Show>
            <Show when=move || desk.keep.get() && !desk.kept.get() && !desk.empty.get()>
                <p class="note warn line">{t("strip.not_kept")}</p>
            </Show>
        </div>
        <label class="note line">
            <input type="checkbox" prop:checked=move || desk.keep.get() on:change=move |event| desk.let_keep(event_target_checked(&event)) />
            <span>{t("strip.keep")}</span>
        </label>
    }
}
