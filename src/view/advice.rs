//! "Ask for less": advice on the answer and the model, each with its share of the whole exchange. Nothing here is applied by itself.

use crate::desk::State;
use crate::numbers::{between, figure, percent};
use crate::texts::{around, fill, t, t_of};
use crate::view::Sheet;
use crate::view::element::{Element, button, element, span};
use promptwatt_coach::Advice;
use promptwatt_report::Report;

/// The advice on the desk; none for an empty text.
fn report(state: &State) -> Option<&Report> {
    state
        .report
        .as_deref()
        .ok()
        .filter(|report| !state.empty && !report.coaching.advice.is_empty())
}

/// Draws the advice.
pub fn draw(sheet: &mut Sheet, state: &State) {
    let report = report(state);
    sheet.show("advice-part", report.is_some());
    let rows = report.map_or_else(Vec::new, |report| {
        report
            .coaching
            .advice
            .iter()
            .map(|advice| row(advice, report))
            .collect()
    });
    sheet.rows("advice", rows);
}

/// The sentence below the advice, in the page's language: texts are found by the advice's id.
fn why(advice: &Advice, report: &Report) -> String {
    let key = match advice.id {
        "task.model" => "advice.task_model_why".to_owned(),
        id => ["advice.", &id.replace('.', "_")].concat(),
    };
    if t(&key).is_empty() {
        t("advice.other").to_owned()
    } else {
        fill(&key, &[("tokens", &figure(report.answer.expected.central))])
    }
}

fn row(advice: &Advice, report: &Report) -> Element {
    let saving = report
        .savings
        .advice
        .iter()
        .find(|saving| saving.id == advice.id)
        .map(|saving| &saving.saving);
    let worth = saving.filter(|saving| saving.percent.central().0 >= 0.5);
    let share = worth.map_or(String::new(), |saving| {
        ["−", &percent(saving.percent.central().0 / 100.0)].concat()
    });
    let saved = worth.map_or(String::new(), |saving| {
        let range = between(
            saving.wh_overall.low().0.max(0.0),
            saving.wh_overall.high().0,
        );
        fill("footprint.wh_between", &[("range", &range)])
    });
    let (id, why) = (advice.id, why(advice, report));
    let mut words = element("div");
    let mut act = None;
    if let Some(insert) = &advice.insert {
        let sentence = insert.text.trim();
        let (before, after) = around("coach.add");
        words = words.child(
            element("p")
                .text(before)
                .child(element("ins").with("dir", "auto").text(sentence))
                .text(after),
        );
        let named = fill("coach.apply_named", &[("what", sentence)]);
        act = Some(button("follow", id, t("coach.apply"), &named).class("go"));
    } else if let Some(line) = &advice.copy {
        let named = fill("coach.copy_named", &[("what", line)]);
        words = words.child(element("p").child(element("ins").with("dir", "auto").text(line)));
        act = Some(button("copy-line", line, t("coach.copy_line"), &named));
    } else if id == "task.model" {
        words = words.child(element("p").text(t_of("advice", id)));
        act = Some(element("a").with("href", "#compare").text(t("coach.see")));
    }
    // Advice that neither adds a sentence nor points anywhere is only its reason.
    let reason = element("p").text(&why);
    let reason = if act.is_some() {
        reason.class("why")
    } else {
        reason
    };
    element("li")
        .class("row")
        .child(words.child(reason))
        .child(
            span("")
                .class("gain")
                .child(span(&share).class("n"))
                .text(" ")
                .child(element("small").text(&saved)),
        )
        .children(act)
}
