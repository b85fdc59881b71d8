//! What could be shorter: advice on the answer first, wording second, and what was applied, each with its own way back.

use crate::desk::{Applied, CoachState, Desk, Dismissed, State};
use crate::numbers::{percent, plural, whole};
use crate::texts::{fill, t, t_of};
use crate::view::Sheet;
use crate::view::element::{Element, button, element, span};
use promptwatt_coach::{Suggestion, is_word};
use promptwatt_tokens::Edit;

/// Rows drawn at once: more would be a wall; "Apply all" covers the others too.
const DRAWN: usize = 30;

/// Draws the suggestions, what was applied, and what there is to say of either.
pub fn draw(sheet: &mut Sheet, state: &State, text: &str) {
    wording(sheet, state, text);
    let applied = &state.applied;
    sheet.show("applied-part", !applied.is_empty());
    sheet.show("undo-all", applied.len() > 1);
    let newest = applied.iter().rev().take(DRAWN).enumerate();
    let rows = newest.map(|(index, one)| applied_row(one, index == 0));
    sheet.rows("applied", rows.collect());
    sheet.text("coach-state", t(state_key(state)));
    sheet.tell("coach-state", true);
    sheet.attribute("lossy", "checked", state.lossy.then(String::new));
    sheet.show("retry-rules", state.coach == CoachState::RulesFailed);
    put_away(sheet, state);
}

/// What was dismissed last, with the ways to never see its like again or to see it once more; and how much is switched off.
fn put_away(sheet: &mut Sheet, state: &State) {
    let last = state.dismissed.last();
    sheet.show("dismissed", last.is_some());
    if let Some(one) = last {
        let what = shorten(one.words.trim());
        sheet.text(
            "dismissed-what",
            fill("coach.dismissed", &[("what", &what)]),
        );
        sheet.value("off-rule", &one.rule);
        sheet.value("off-kind", one.kind);
    }
    let off = state.off.len();
    sheet.show("off", off > 0);
    sheet.text("off-count", fill("coach.off", &[("n", &whole(off as f64))]));
}

/// Puts a suggestion away, by its number.
pub fn dismiss(desk: Desk, number: usize) {
    let report = desk.now().report.clone();
    let one = report.as_ref().ok().and_then(|report| {
        let one = report.coaching.suggestions.get(number)?;
        Some(Dismissed {
            rule: one.id.clone(),
            kind: one.kind.id(),
            words: desk.text().get(one.utf8.clone())?.to_owned(),
        })
    });
    if let Some(one) = one {
        desk.dismiss(one);
    }
}

/// The key of the sentence that stands in for a list, or explains it.
fn state_key(state: &State) -> &'static str {
    let Ok(report) = &state.report else { return "" };
    let coaching = &report.coaching;
    let nothing =
        coaching.suggestions.is_empty() && coaching.advice.is_empty() && state.applied.is_empty();
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

fn wording(sheet: &mut Sheet, state: &State, text: &str) {
    let Ok(report) = &state.report else {
        sheet.show("wording-part", false);
        return;
    };
    let coaching = &report.coaching;
    let count = coaching.suggestions.len();
    sheet.show("wording-part", count > 0);
    let share = percent(report.savings.suggestions.percent.central().0 / 100.0);
    let why = fill("coach.say_shorter_why", &[("percent", &share)]);
    sheet.text("wording-why", why);
    let drawn = coaching.suggestions.iter().take(DRAWN).enumerate();
    let rows = drawn.map(|(index, suggestion)| row(index, text, suggestion));
    sheet.rows("wording", rows.collect());
    let undrawn = coaching.more + count.saturating_sub(DRAWN);
    sheet.show("more", undrawn > 0);
    sheet.text("more", fill("coach.more", &[("n", &whole(undrawn as f64))]));
    sheet.show("all", count > 1);
    let all = fill("coach.apply_all", &[("n", &whole(count as f64))]);
    sheet.text("apply-all", all);
}

/// What is applied in one step.
struct Step {
    edits: Vec<Edit>,
    tokens: i64,
    /// The end of its last edit (UTF-8 bytes).
    end: usize,
}

/// The steps in which all suggestions are applied: a suggestion that reaches around another (it mends a sentence's end) is one step with it.
fn steps(suggestions: &[Suggestion]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for suggestion in suggestions {
        for (index, edit) in suggestion.edits.iter().enumerate() {
            let saved = if index == 0 {
                suggestion.tokens_saved.tokens
            } else {
                0
            };
            let joins = steps
                .last()
                .is_some_and(|step| index > 0 || edit.utf8.start < step.end);
            if !joins {
                steps.push(Step {
                    edits: Vec::new(),
                    tokens: 0,
                    end: 0,
                });
            }
            if let Some(step) = steps.last_mut() {
                let place = step
                    .edits
                    .partition_point(|other| other.utf8.start <= edit.utf8.start);
                step.edits.insert(place, edit.clone());
                step.tokens += saved;
                step.end = step.end.max(edit.utf8.end);
            }
        }
    }
    steps
}

/// Applies one suggestion, by its number.
pub fn apply(desk: Desk, number: usize) {
    let report = desk.now().report.clone();
    let suggestions = report
        .iter()
        .flat_map(|report| &report.coaching.suggestions);
    if let Some(one) = suggestions.into_iter().nth(number) {
        desk.apply(&one.edits, one.tokens_saved.tokens);
    }
}

/// Applies all suggestions.
pub fn apply_all(desk: Desk) {
    let report = desk.now().report.clone();
    let suggestions =
        report.map_or_else(|_| Vec::new(), |report| steps(&report.coaching.suggestions));
    // The last first, so that the positions of those before stay true and each can be taken back by itself.
    for step in suggestions.iter().rev() {
        desk.apply(&step.edits, step.tokens);
    }
}

fn row(number: usize, text: &str, suggestion: &Suggestion) -> Element {
    let (words, gone) = stretches(text, suggestion);
    let named = fill("coach.apply_named", &[("what", gone.trim())]);
    let mut why = t_of("kind", suggestion.kind.id()).to_owned();
    if !suggestion.reviewed {
        why = [&why, " (", t("coach.unreviewed"), ")"].concat();
    }
    let saved = suggestion.tokens_saved;
    let number = number.to_string();
    let dismissed = fill("coach.dismiss_named", &[("what", gone.trim())]);
    element("li")
        .class("row")
        .with("data-n", &number)
        .child(
            element("div")
                .child(words)
                .child(element("p").class("why").text(&why)),
        )
        .child(gain(saved.tokens, saved.exact))
        .child(
            span("")
                .class("acts")
                .child(button("apply", &number, t("coach.apply"), &named))
                .child(button("dismiss", &number, "×", &dismissed).class("plain")),
        )
}

/// What goes, what comes, and a few of the words after it for orientation; and all that goes as one text.
fn stretches(text: &str, suggestion: &Suggestion) -> (Element, String) {
    let (mut words, mut gone) = (element("p").with("dir", "auto"), String::new());
    let mut from = suggestion.edits.first().map_or(0, |edit| edit.utf8.start);
    for edit in &suggestion.edits {
        words = words.text(&shorten(
            text.get(from..edit.utf8.start).unwrap_or_default(),
        ));
        // Whole words: "act" becoming "Act" reads better than "a" becoming "A", and an Arabic word must not be cut.
        let end = edit.utf8.end
            + if edit.replacement.is_empty() {
                0
            } else {
                rest_of_word(text, edit.utf8.end)
            };
        let goes = text.get(edit.utf8.start..end).unwrap_or_default();
        gone.push_str(goes);
        words = changed(
            words,
            goes,
            &[
                &edit.replacement,
                text.get(edit.utf8.end..end).unwrap_or_default(),
            ]
            .concat(),
        );
        from = end;
    }
    (
        words.text(&following(text.get(from..).unwrap_or_default())),
        gone,
    )
}

/// How many bytes of a word stand behind a position inside it.
fn rest_of_word(text: &str, utf8: usize) -> usize {
    let (before, after) = (
        text.get(..utf8).unwrap_or_default(),
        text.get(utf8..).unwrap_or_default(),
    );
    if !before.chars().next_back().is_some_and(is_word) {
        return 0;
    }
    after
        .find(|letter: char| !is_word(letter))
        .unwrap_or(after.len())
}

/// What goes struck through, what comes marked; either may be nothing.
fn changed(mut words: Element, goes: &str, comes: &str) -> Element {
    if !goes.is_empty() {
        words = words.child(element("del").text(goes));
    }
    if !comes.is_empty() {
        words = words.child(element("ins").text(comes));
    }
    words
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
fn gain(saved: i64, exact: bool) -> Element {
    let count = saved.unsigned_abs() as f64;
    let number = [
        if exact { "" } else { "≈\u{a0}" },
        if saved < 0 { "+" } else { "−" },
        &whole(count),
    ]
    .concat();
    span("")
        .class("gain")
        .child(span(&number).class("n"))
        .text(" ")
        .child(element("small").text(plural("coach.saved_tokens", count)))
}

/// What was applied, with its Undo.
fn applied_row(one: &Applied, newest: bool) -> Element {
    let (before, after) = (one.before.trim(), one.after.trim());
    let named = fill(
        "coach.undo_named",
        &[("what", if before.is_empty() { after } else { before })],
    );
    let serial = one.serial.to_string();
    let undo = button("undo", &serial, t("coach.undo"), &named);
    let row = element("li").class("row").child(changed(
        element("p").with("dir", "auto"),
        &shorten(before),
        &shorten(after),
    ));
    let row = if one.tokens == 0 {
        row.child(span(""))
    } else {
        row.child(gain(one.tokens, true))
    };
    row.child(if newest {
        undo.with("id", "undo-last")
    } else {
        undo
    })
}

#[cfg(test)]
mod tests {
    use super::steps;
    use promptwatt_coach::{Coach, Language, Options, RuleSet, apply};
    use promptwatt_tokens::{Counter, Encoding};

    /// Applied step by step from the end, as the page does it, all suggestions give what the coach says they give together.
    #[test]
    fn all_in_steps_is_all_at_once() {
        let mut coach = Coach::new();
        let rules = include_bytes!("../../public/rules/en.rules");
        coach.add(RuleSet::from_packed(rules).expect("the committed rules are whole"));
        for text in [
            "Could you please explain in order to teach me how tides work?",
            "Hi there! Could you write, due to the fact that I am late, a note in order to say so? Thank you so much!",
            "I would like you to act as a cook. Can you please help me in order to bake bread? Please be brief.",
        ] {
            let options = Options {
                language: Some(Language::English),
                ..Options::default()
            };
            let coaching = coach.read(text, &options, &Counter::Estimate(Encoding::O200kBase));
            assert!(coaching.suggestions.len() > 1, "{text}");
            let mut stepwise = text.to_owned();
            for edit in steps(&coaching.suggestions)
                .iter()
                .rev()
                .flat_map(|step| step.edits.iter().rev())
            {
                stepwise.replace_range(edit.utf8.clone(), &edit.replacement);
            }
            assert_eq!(stepwise, apply(text, &coaching.suggestions));
        }
    }
}
