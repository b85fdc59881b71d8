//! What could be shorter: advice on the answer first, wording second, and what was applied, each with its own way back.

use crate::bridge::page;
use crate::desk::{Applied, CoachState, Desk, State};
use crate::numbers::{percent, plural, whole};
use crate::texts::{fill, t, t_of};
use crate::view::advice::advice;
use crate::view::bind::{button, fixed_button, flag, list, note, text};
use leptos::prelude::*;
use promptwatt_coach::{Coaching, Suggestion};

/// Rows drawn at once: more would be a wall; "Apply all" covers the others too.
const DRAWN: usize = 30;

/// The suggestions.
pub fn suggestions(desk: Desk) -> AnyView {
    view! {
        {advice(desk)}
        {wording(desk)}
        {applied(desk)}
        {note("note", text(move || t(desk.with(state_key)).to_owned()))}
    }
    .into_any()
}

/// The key of the sentence that stands in for a list, or explains it.
fn state_key(state: &State) -> &'static str {
    let Ok(report) = &state.report else { return "" };
    let coaching = &report.coaching;
    let nothing = coaching.suggestions.is_empty() && coaching.advice.is_empty() && state.applied.is_empty();
    match state.coach {
        _ if state.empty => "coach.nothing_yet",
        CoachState::Waiting => "coach.waiting",
        CoachState::LoadingRules => "coach.rules_loading",
        CoachState::RulesFailed => "coach.rules_failed",
        CoachState::UpToDate if coaching.verbatim => "coach.verbatim",
        CoachState::UpToDate if coaching.language.is_none() => "coach.language_unknown",
        CoachState::UpToDate if nothing => "coach.nothing_found",
        CoachState::UpToDate => "",
    }
}

fn count(state: &State) -> usize {
    state.report.as_ref().map_or(0, |report| report.coaching.suggestions.len())
}

/// Suggestions that there is no row for.
fn undrawn(state: &State) -> usize {
    state.report.as_ref().map_or(0, |report| report.coaching.more) + count(state).saturating_sub(DRAWN)
}

fn wording(desk: Desk) -> AnyView {
    let share = text(move || {
        let share = desk.with(|state| state.report.as_ref().map_or(0.0, |report| report.savings.suggestions.percent.central().0 / 100.0));
        fill("coach.say_shorter_why", &[("percent", &percent(share))])
    });
    let rows = list(move || {
        desk.with(|state| {
            let Ok(report) = &state.report else { return Vec::new() };
            desk.with_text(|text| rows(desk, text, &report.coaching))
        })
    });
    let more = text(move || fill("coach.more", &[("n", &whole(desk.with(undrawn) as f64))]));
    let all = text(move || fill("coach.apply_all", &[("n", &whole(desk.with(count) as f64))]));
    let apply_all = move || {
        let all = desk.now(|state| {
            let suggestions = state.report.as_ref().map(|report| report.coaching.suggestions.clone()).unwrap_or_default();
            suggestions.into_iter().map(|suggestion| (suggestion.edits, suggestion.tokens_saved.tokens)).collect()
        });
        desk.apply_many(all);
        page::focus_soon("undo-last");
    };
    view! {
        <div class="part" hidden=flag(move || desk.with(count) == 0)>
            <h2>{t("coach.say_shorter")} <small>{share}</small></h2>
            <ul>{rows}</ul>
            <p class="line">
                <span class="note" hidden=flag(move || desk.with(undrawn) == 0)>{more}</span>
                <span class="push" hidden=flag(move || desk.with(count) < 2)>{button("", all, None, flag(|| false), apply_all)}</span>
            </p>
        </div>
    }
    .into_any()
}

fn rows(desk: Desk, text: &str, coaching: &Coaching) -> Vec<AnyView> {
    coaching.suggestions.iter().take(DRAWN).map(|suggestion| row(desk, text, suggestion)).collect()
}

fn row(desk: Desk, text: &str, suggestion: &Suggestion) -> AnyView {
    let (words, gone) = stretches(text, suggestion);
    let named = fill("coach.apply_named", &[("what", gone.trim())]);
    let mut why = t_of("kind", suggestion.kind.id()).to_owned();
    if !suggestion.reviewed {
        why = [&why, " (", t("coach.unreviewed"), ")"].concat();
    }
    let (edits, saved) = (suggestion.edits.clone(), suggestion.tokens_saved);
    let apply = move || {
        desk.apply(&edits, saved.tokens);
        page::focus_soon("undo-last");
    };
    view! {
        <li class="row">
            <div><p dir="auto">{words}</p> <p class="why">{why}</p></div>
            {gain(saved.tokens, saved.exact)}
            {fixed_button("", t("coach.apply"), Some(named), apply)}
        </li>
    }
    .into_any()
}

fn kept(words: String) -> AnyView {
    view! { <span>{words}</span> }.into_any()
}

fn gone_view(words: String) -> AnyView {
    view! { <del>{words}</del> }.into_any()
}

fn new_view(words: String) -> AnyView {
    view! { <ins>{words}</ins> }.into_any()
}

/// What goes, what comes, and a few of the words after it for orientation; and all that goes as one text.
fn stretches(text: &str, suggestion: &Suggestion) -> (Vec<AnyView>, String) {
    let (mut words, mut gone) = (Vec::new(), String::new());
    let mut from = suggestion.edits.first().map_or(0, |edit| edit.utf8.start);
    for edit in &suggestion.edits {
        let between = text.get(from..edit.utf8.start).unwrap_or_default();
        if !between.is_empty() {
            words.push(kept(shorten(between)));
        }
        let goes = text.get(edit.utf8.clone()).unwrap_or_default();
        if !goes.is_empty() {
            gone.push_str(goes);
            words.push(gone_view(goes.to_owned()));
        }
        if !edit.replacement.is_empty() {
            words.push(new_view(edit.replacement.clone()));
        }
        from = edit.utf8.end;
    }
    words.push(kept(following(text.get(from..).unwrap_or_default())));
    (words, gone)
}

/// The first words after an edit, up to the end of its line.
fn following(rest: &str) -> String {
    let line = rest.split('\n').next().unwrap_or_default();
    let mut words = 0;
    let end = line.bytes().position(|byte| {
        words += usize::from(byte == b' ');
        words > 6
    });
    // A byte position that is a space is a character's beginning.
    match end.and_then(|end| line.get(..end)) {
        Some(start) => [start, "…"].concat(),
        None => line.to_owned(),
    }
}

/// A long stretch, with its middle left out.
fn shorten(text: &str) -> String {
    let characters = text.chars().count();
    if characters <= 60 {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(28).collect();
    short.push_str(" … ");
    short.extend(text.chars().skip(characters - 28));
    short
}

/// "−7 tokens"; "≈" where it was not counted exactly.
fn gain(saved: i64, exact: bool) -> AnyView {
    let count = saved.unsigned_abs() as f64;
    let number = [if exact { "" } else { "≈\u{a0}" }, if saved < 0 { "+" } else { "−" }, &whole(count)].concat();
    view! { <span class="gain"><span class="n">{number}</span> <small>{plural("coach.saved_tokens", count)}</small></span> }.into_any()
}

/// What was applied, the newest first, each with its Undo.
fn applied(desk: Desk) -> AnyView {
    let rows = list(move || {
        desk.with(|state| state.applied.iter().rev().take(DRAWN).enumerate().map(|(index, one)| applied_row(desk, one, index == 0)).collect())
    });
    let undo_all = move || desk.undo_all();
    view! {
        <div class="part" hidden=flag(move || desk.with(|state| state.applied.is_empty()))>
            <h2>{t("coach.applied")}</h2>
            <ul>{rows}</ul>
            <p class="line">
                <span class="push" hidden=flag(move || desk.with(|state| state.applied.len() < 2))>
                    {fixed_button("", t("coach.undo_all"), None, undo_all)}
                </span>
            </p>
        </div>
    }
    .into_any()
}

fn applied_row(desk: Desk, one: &Applied, newest: bool) -> AnyView {
    let (serial, before, after) = (one.serial, one.before.trim(), one.after.trim());
    let named = fill("coach.undo_named", &[("what", if before.is_empty() { after } else { before })]);
    let mut words = Vec::new();
    if !before.is_empty() {
        words.push(gone_view(shorten(before)));
    }
    if !after.is_empty() {
        words.push(new_view(shorten(after)));
    }
    let undo = move || {
        desk.undo(serial);
        page::focus_soon("undo-last");
    };
    view! {
        <li class="row">
            <p dir="auto">{words}</p>
            {if one.tokens == 0 { kept(String::new()) } else { gain(one.tokens, true) }}
            <span id=newest.then_some("undo-last")>{fixed_button("", t("coach.undo"), Some(named), undo)}</span>
        </li>
    }
    .into_any()
}
