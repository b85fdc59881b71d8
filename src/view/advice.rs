//! "Ask for less": advice on the answer and the model, each with its share of the whole exchange. Nothing here is applied by itself.

use crate::bridge::page;
use crate::desk::Desk;
use crate::numbers::{figure, percent};
use crate::texts::{fill, t, t_of};
use crate::view::compare::range_wh;
use leptos::prelude::*;
use promptwatt_coach::Advice;
use promptwatt_report::Report;

#[derive(Clone, PartialEq)]
struct Row {
    id: &'static str,
    /// The sentence to add; without one the advice points at something.
    sentence: Option<String>,
    title: String,
    why: String,
    /// "−66 %" and "0.20–0.31 Wh"; empty where nothing can be promised.
    share: String,
    saved: String,
}

/// The advice.
#[component]
pub fn AdviceList(desk: Desk) -> impl IntoView {
    let rows = Memo::new(move |_| {
        if desk.empty.get() {
            return Vec::new();
        }
        desk.report.with(|report| report.as_ref().map_or_else(|_| Vec::new(), |report| rows(report)))
    });
    view! {
        <Show when=move || !rows.read().is_empty()>
            <h2>{t("coach.ask_less")} <small>{t("coach.ask_less_why")}</small></h2>
            <ul>
                <For each=move || rows.get() key=|row| (row.id, row.sentence.clone(), row.share.clone(), row.saved.clone(), row.why.clone()) children=move |row| view! { <RowView desk row /> } />
            </ul>
        </Show>
    }
}

fn rows(report: &Report) -> Vec<Row> {
    report
        .coaching
        .advice
        .iter()
        .map(|advice| {
            let saving = report.savings.advice.iter().find(|saving| saving.id == advice.id).map(|saving| &saving.saving);
            let worth = saving.filter(|saving| saving.percent.central().0 >= 0.5);
            Row {
                id: advice.id,
                sentence: advice.insert.as_ref().map(|insert| insert.text.trim().to_owned()),
                title: t_of("advice", advice.id).to_owned(),
                why: why(advice, report),
                share: worth.map_or(String::new(), |saving| ["−", &percent(saving.percent.central().0 / 100.0)].concat()),
                saved: worth.map_or(String::new(), |saving| range_wh(saving.wh)),
            }
        })
        .collect()
}

/// The sentence below the advice, in the page's language: texts are found by the advice's id.
fn why(advice: &Advice, report: &Report) -> String {
    let key = ["advice.", &advice.id.replace('.', "_")].concat();
    match advice.id {
        "task.model" => t("advice.task_model_why").to_owned(),
        _ if t(&key).is_empty() => t("advice.other").to_owned(),
        _ => fill(&key, &[("tokens", &figure(report.answer.expected.central))]),
    }
}

#[component]
fn RowView(desk: Desk, row: Row) -> impl IntoView {
    let inserts = row.sentence.is_some();
    let id = row.id;
    let apply = move |_| {
        desk.follow(id);
        page::focus_soon("undo-last");
    };
    let (before, after) = t("coach.add").split_once("{text}").unwrap_or_default();
    let named = fill("coach.apply_named", &[("what", row.sentence.as_deref().unwrap_or_default())]);
    let points_at_models = row.id == "task.model";
    view! {
        <li class="row">
            <div>
                {match row.sentence {
                    Some(sentence) => {
                        view! {
                            <p>{before} <ins dir="auto">{sentence}</ins> {after}</p>
                            <p class="why">{row.why}</p>
                        }
                            .into_any()
                    }
                    None if points_at_models => view! { <p>{row.title}</p> <p class="why">{row.why}</p> }.into_any(),
                    None => view! { <p>{row.why}</p> }.into_any(),
                }}
            </div>
            <span class="gain"><span class="n">{row.share}</span> <small class="n">{row.saved}</small></span>
            {if inserts {
                view! { <button type="button" class="go" aria-label=named on:click=apply>{t("coach.apply")}</button> }.into_any()
            } else if points_at_models {
                view! { <a href="#compare">{t("coach.see")}</a> }.into_any()
            } else {
                ().into_any()
            }}
        </li>
    }
}
