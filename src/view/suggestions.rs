//! What could be shorter: advice on the answer first, wording second, and what was applied, each with its own way back.

use crate::bridge::page;
use crate::desk::{Applied, CoachState, Desk};
use crate::numbers::{percent, plural, whole};
use crate::texts::{fill, t, t_of};
use crate::view::advice::AdviceList;
use leptos::prelude::*;
use promptwatt_coach::{Coaching, Suggestion};

/// Rows drawn at once: more would be a wall; "Apply all" covers the others too.
const DRAWN: usize = 30;

/// One stretch of a suggestion as it is shown.
#[derive(Clone, PartialEq)]
enum Stretch {
    Kept(String),
    Gone(String),
    New(String),
}

/// A suggestion as it is shown; equal rows are the same row, so that what did not change is not drawn again.
#[derive(Clone, PartialEq)]
struct Row {
    key: String,
    stretches: Vec<Stretch>,
    saved: i64,
    exact: bool,
    kind: &'static str,
    unreviewed: bool,
}

/// The suggestions.
#[component]
pub fn Suggestions(desk: Desk) -> impl IntoView {
    view! {
        <AdviceList desk />
        <Wording desk />
        <AppliedList desk />
        <p class="note">{move || state(desk)}</p>
    }
}

/// The sentence that stands in for a list, or explains it.
fn state(desk: Desk) -> &'static str {
    let (nothing, verbatim, no_language) = with_coaching(desk, |coaching| {
        (coaching.suggestions.is_empty() && coaching.advice.is_empty(), coaching.verbatim, coaching.language.is_none())
    })
    .unwrap_or((true, false, false));
    match desk.coach_state.get() {
        _ if desk.empty.get() => t("coach.nothing_yet"),
        CoachState::Waiting => t("coach.waiting"),
        CoachState::LoadingRules => t("coach.rules_loading"),
        CoachState::RulesFailed => t("coach.rules_failed"),
        CoachState::UpToDate if verbatim => t("coach.verbatim"),
        CoachState::UpToDate if no_language => t("coach.language_unknown"),
        CoachState::UpToDate if nothing && desk.applied.read().is_empty() => t("coach.nothing_found"),
        CoachState::UpToDate => "",
    }
}

/// Reads the findings, and takes part in their changes.
pub(super) fn with_coaching<R>(desk: Desk, read: impl FnOnce(&Coaching) -> R) -> Option<R> {
    desk.report.with(|report| report.as_ref().ok().map(|report| read(&report.coaching)))
}

/// The key of the nth suggestion of its kind for the same words: it stays the same while text elsewhere changes.
fn keys(text: &str, suggestions: &[Suggestion]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(suggestions.len());
    for suggestion in suggestions {
        let stem = [suggestion.id.as_str(), "\0", text.get(suggestion.utf8.clone()).unwrap_or_default(), "\0"].concat();
        let earlier = keys.iter().filter(|key| key.starts_with(&stem)).count();
        keys.push([stem, earlier.to_string()].concat());
    }
    keys
}

fn rows(text: &str, coaching: &Coaching) -> Vec<Row> {
    let suggestions = coaching.suggestions.get(..DRAWN.min(coaching.suggestions.len())).unwrap_or_default();
    let keys = keys(text, suggestions);
    suggestions
        .iter()
        .zip(keys)
        .map(|(suggestion, key)| Row {
            key,
            stretches: stretches(text, suggestion),
            saved: suggestion.tokens_saved.tokens,
            exact: suggestion.tokens_saved.exact,
            kind: suggestion.kind.id(),
            unreviewed: !suggestion.reviewed,
        })
        .collect()
}

/// What goes, what comes, and a few of the words after it for orientation.
fn stretches(text: &str, suggestion: &Suggestion) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut from = suggestion.edits.first().map_or(0, |edit| edit.utf8.start);
    for edit in &suggestion.edits {
        let piece = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
        if from < edit.utf8.start {
            stretches.push(Stretch::Kept(shorten(&piece(from..edit.utf8.start))));
        }
        if !edit.utf8.is_empty() {
            stretches.push(Stretch::Gone(piece(edit.utf8.clone())));
        }
        if !edit.replacement.is_empty() {
            stretches.push(Stretch::New(edit.replacement.clone()));
        }
        from = edit.utf8.end;
    }
    stretches.push(Stretch::Kept(following(text.get(from..).unwrap_or_default())));
    stretches
}

/// The first words after an edit, up to the end of its line.
fn following(rest: &str) -> String {
    let line = rest.lines().next().unwrap_or_default();
    let words: Vec<&str> = line.split_inclusive(' ').take(6).collect();
    let mut text = words.concat();
    if text.len() < line.len() {
        text.push('…');
    }
    text
}

/// A long stretch between two edits, with its middle left out.
fn shorten(text: &str) -> String {
    let characters = text.chars().count();
    if characters <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(28).collect();
    let end: String = text.chars().skip(characters - 28).collect();
    [start.as_str(), " … ", end.as_str()].concat()
}

#[component]
fn Wording(desk: Desk) -> impl IntoView {
    let rows = Memo::new(move |_| with_coaching(desk, |coaching| desk.with_text(|text| rows(text, coaching))).unwrap_or_default());
    let total = Memo::new(move |_| with_coaching(desk, |coaching| coaching.suggestions.len()).unwrap_or_default());
    let undrawn = Memo::new(move |_| with_coaching(desk, |coaching| coaching.more).unwrap_or_default() + total.get().saturating_sub(DRAWN));
    let share = move || {
        desk.report.with(|report| {
            report.as_ref().map_or(String::new(), |report| {
                percent(report.savings.suggestions.percent.central().0 / 100.0)
            })
        })
    };
    view! {
        <Show when=move || { total.get() > 0 }>
            <h2>{t("coach.say_shorter")} <small>{move || fill("coach.say_shorter_why", &[("percent", &share())])}</small></h2>
            <ul>
                <For each=move || rows.get() key=|row| (row.key.clone(), row.saved, row.exact) children=move |row| view! { <RowView desk row /> } />
            </ul>
            <p class="line">
                <Show when=move || { undrawn.get() > 0 }>
                    <span class="note">{move || fill("coach.more", &[("n", &whole(undrawn.get() as f64))])}</span>
                </Show>
                <Show when=move || { total.get() > 1 }>
                    <span class="push">
                        <button type="button" on:click=move |_| apply_all(desk)>
                            {move || fill("coach.apply_all", &[("n", &whole(total.get() as f64))])}
                        </button>
                    </span>
                </Show>
            </p>
        </Show>
    }
}

fn apply_all(desk: Desk) {
    // One step for each, from the end, so that the positions of those before stay true and each can be undone by itself.
    let suggestions = with_coaching(desk, |coaching| coaching.suggestions.clone()).unwrap_or_default();
    desk.apply_many(suggestions.into_iter().map(|suggestion| (suggestion.edits, suggestion.tokens_saved.tokens)).collect());
    page::focus_soon("undo-all");
}

fn apply(desk: Desk, key: &str) {
    let found = with_coaching(desk, |coaching| {
        desk.with_text(|text| {
            let index = keys(text, &coaching.suggestions).iter().position(|other| other == key)?;
            coaching.suggestions.get(index).cloned()
        })
    });
    if let Some(Some(suggestion)) = found {
        desk.apply(&suggestion.edits, suggestion.tokens_saved.tokens);
        page::focus_soon("undo-last");
    }
}

#[component]
fn RowView(desk: Desk, row: Row) -> impl IntoView {
    let gone: String = row.stretches.iter().filter_map(|stretch| if let Stretch::Gone(text) = stretch { Some(text.as_str()) } else { None }).collect();
    let named = fill("coach.apply_named", &[("what", gone.trim())]);
    let words = row
        .stretches
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Kept(text) => text.into_any(),
            Stretch::Gone(text) => view! { <del>{text}</del> }.into_any(),
            Stretch::New(text) => view! { <ins>{text}</ins> }.into_any(),
        })
        .collect_view();
    let key = row.key;
    view! {
        <li class="row">
            <div>
                <p dir="auto">{words}</p>
                <p class="why">
                    {t_of("kind", row.kind)}
                    {row.unreviewed.then(|| [" (", t("coach.unreviewed"), ")"].concat())}
                </p>
            </div>
            <Gain saved=row.saved exact=row.exact />
            <button type="button" aria-label=named on:click=move |_| apply(desk, &key)>{t("coach.apply")}</button>
        </li>
    }
}

/// "−7 tokens"; "≈" where it was not counted exactly.
#[component]
fn Gain(saved: i64, exact: bool) -> impl IntoView {
    let count = saved.unsigned_abs() as f64;
    let number = [if exact { "" } else { "≈ " }, if saved < 0 { "+" } else { "−" }, &whole(count)].concat();
    view! { <span class="gain"><span class="n">{number}</span> <small>{plural("coach.saved_tokens", count)}</small></span> }
}

/// What was applied, the newest first, each with its Undo.
#[component]
fn AppliedList(desk: Desk) -> impl IntoView {
    let some = Memo::new(move |_| !desk.applied.read().is_empty());
    let several = Memo::new(move |_| desk.applied.read().len() > 1);
    let newest_first = move || desk.applied.with(|applied| applied.iter().rev().take(DRAWN).cloned().collect::<Vec<_>>());
    let newest = Memo::new(move |_| desk.applied.with(|applied| applied.last().map(|one| one.serial)));
    let row = move |one: Applied| {
        let serial = one.serial;
        let what = if one.before.trim().is_empty() { one.after.trim() } else { one.before.trim() };
        let named = fill("coach.undo_named", &[("what", what)]);
        let undo = move |_| {
            desk.undo(serial);
            page::focus_soon("undo-last");
        };
        view! {
            <li class="row">
                <p dir="auto">
                    {(!one.before.trim().is_empty()).then(|| view! { <del>{shorten(one.before.trim())}</del> " " })}
                    {(!one.after.trim().is_empty()).then(|| view! { <ins>{shorten(one.after.trim())}</ins> })}
                </p>
                {(one.tokens != 0).then(|| view! { <Gain saved=one.tokens exact=true /> })}
                <button type="button" id=move || (newest.get() == Some(serial)).then_some("undo-last") aria-label=named on:click=undo>
                    {t("coach.undo")}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || some.get()>
            <h2>{t("coach.applied")}</h2>
            <ul><For each=newest_first key=|one| one.serial children=row /></ul>
            <Show when=move || several.get()>
                <p class="line">
                    <span class="push"><button type="button" id="undo-all" on:click=move |_| desk.undo_all()>{t("coach.undo_all")}</button></span>
                </p>
            </Show>
        </Show>
    }
}
