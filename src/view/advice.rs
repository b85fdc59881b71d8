//! "Ask for less": advice on the answer and the model, each with its share of the whole exchange. Nothing here is applied by itself.

use crate::bridge::page;
use crate::desk::Desk;
use crate::numbers::{between, figure, percent};
use crate::texts::{fill, t, t_of};
use crate::view::bind::{fixed_button, flag, list};
use leptos::prelude::*;
use promptwatt_coach::Advice;
use promptwatt_report::Report;
use std::sync::Arc;

/// The advice on the desk; none for an empty text.
fn report(desk: Desk) -> Option<Arc<Report>> {
    desk.with(|state| state.report.as_ref().ok().filter(|report| !state.empty && !report.coaching.advice.is_empty()).cloned())
}

/// The advice.
pub fn advice(desk: Desk) -> AnyView {
    let rows = list(move || {
        report(desk).map_or_else(Vec::new, |report| report.coaching.advice.iter().map(|advice| row(desk, advice, &report)).collect())
    });
    view! {
        <div class="part" hidden=flag(move || report(desk).is_none())>
            <h2>{t("coach.ask_less")} <small>{t("coach.ask_less_why")}</small></h2>
            <ul>{rows}</ul>
        </div>
    }
    .into_any()
}

/// The sentence below the advice, in the page's language: texts are found by the advice's id.
fn why(advice: &Advice, report: &Report) -> String {
    let key = match advice.id {
        "task.model" => "advice.task_model_why".to_owned(),
        id => ["advice.", &id.replace('.', "_")].concat(),
    };
    if t(&key).is_empty() { t("advice.other").to_owned() } else { fill(&key, &[("tokens", &figure(report.answer.expected.central))]) }
}

fn row(desk: Desk, advice: &Advice, report: &Report) -> AnyView {
    let saving = report.savings.advice.iter().find(|saving| saving.id == advice.id).map(|saving| &saving.saving);
    let worth = saving.filter(|saving| saving.percent.central().0 >= 0.5);
    let share = worth.map_or(String::new(), |saving| ["−", &percent(saving.percent.central().0 / 100.0)].concat());
    let saved = worth.map_or(String::new(), |saving| {
        [&between(saving.wh_overall.low().0.max(0.0), saving.wh_overall.high().0), " Wh"].concat()
    });
    let (id, why) = (advice.id, why(advice, report));
    let (title, act) = match &advice.insert {
        Some(insert) => {
            let sentence = insert.text.trim().to_owned();
            let (before, after) = t("coach.add").split_once("{text}").unwrap_or_default();
            let named = fill("coach.apply_named", &[("what", &sentence)]);
            let apply = move || {
                desk.follow(id);
                page::focus_soon("undo-last");
            };
            let title = view! { <p>{before} <ins dir="auto">{sentence}</ins> {after}</p> }.into_any();
            (title, fixed_button("go", t("coach.apply"), Some(named), apply))
        }
        None if id == "task.model" => {
            let title = view! { <p>{t_of("advice", id)}</p> }.into_any();
            (title, view! { <a href="#compare">{t("coach.see")}</a> }.into_any())
        }
        None => (().into_any(), ().into_any()),
    };
    view! {
        <li class="row">
            <div>{title} <p class="why">{why}</p></div>
            <span class="gain"><span class="n">{share}</span> <small class="n">{saved}</small></span>
            {act}
        </li>
    }
    .into_any()
}
