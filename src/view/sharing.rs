//! What was shared with the visitor, the link that was made, and the history of figures.

use crate::desk::State;
use crate::numbers::{figure, whole};
use crate::share::codec::LONGEST_WITH_TEXT;
use crate::share::history::Day;
use crate::sharing::link;
use crate::texts::t;
use crate::view::Sheet;
use crate::view::band::css_percent;
use crate::view::element::{Element, element, span};
use promptwatt_energy::FACTORS_VERSION;

/// Draws what never changes.
pub fn lay_out(sheet: &mut Sheet) {
    let factors = [t("share.factors"), " ", FACTORS_VERSION].concat();
    sheet.text("factors", factors);
}

/// Draws all that concerns sharing and keeping.
pub fn draw(sheet: &mut Sheet, state: &State, text: &str) {
    let sharing = &state.sharing;
    sheet.show("shared", !sharing.says.is_empty());
    sheet.text("shared-says", &*sharing.says);
    sheet.show("shared-asks", sharing.asks);
    if sharing.linked {
        let link = link(state, text);
        sheet.show("link-line", link.is_some());
        sheet.tell("link-failed", link.is_none());
        sheet.value("link", &link.unwrap_or_default());
    }
    sheet.text(
        "copy-link",
        t(match sharing.copied {
            None => "strip.copy",
            Some(true) => "strip.copied",
            Some(false) => "strip.copy_failed",
        }),
    );
    let shown = sharing.with_text && text.len() <= LONGEST_WITH_TEXT;
    sheet.text("preview", if shown { text } else { "" });
    sheet.attribute("recording", "checked", sharing.recording.then(String::new));
    sheet.show("record", sharing.recording);
    sheet.show("recorded", !sharing.days.is_empty());
    if !sharing.drawn.replace(true) {
        let most = |most: f64, day: &Day| most.max(day.sums[2]);
        let most = sharing.days.iter().fold(f64::MIN_POSITIVE, most);
        sheet.rows(
            "days",
            sharing.days.iter().map(|day| row(day, most)).collect(),
        );
    }
}

/// The row of a day: how many exchanges, their tokens, their energy and what every suggestion would leave of it, with a bar of it.
fn row(day: &Day, most: f64) -> Element {
    let [tokens, _, before, after] = day.sums;
    let mut row = element("tr").child(
        element("th")
            .with("scope", "row")
            .child(span(&day.day).class("n")),
    );
    for number in [
        whole(f64::from(day.exchanges)),
        whole(tokens),
        figure(before),
        figure(after),
    ] {
        row = row.child(element("td").child(span(&number).class("n")));
    }
    let bar = element("i")
        .class("out")
        .style("inline-size", css_percent(before / most));
    row.child(element("td").with("aria-hidden", "true").child(bar))
}
