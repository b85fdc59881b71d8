//! Taking advice, and taking it back.

use promptwatt_tests::{Person, Served, VIEWPORTS, official_count, on_every_engine};
use std::fs;

#[test]
fn a_suggestion_is_applied_and_taken_back() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.press("strip.example");
        let text = person.prompt().value();
        assert_eq!(text, person.text("example.text"));
        let before = person.reads_exactly(official_count(&text));
        let suggestions = person.awaits_suggestions();
        assert!(suggestions.len() >= 3, "{suggestions:?}");
        for what in &suggestions {
            person.press_named("coach.apply_named", "what", what);
            page.wait_until("the text changed", |_| person.prompt().value() != text);
            let shorter = person.prompt().value();
            let after = person.reads_exactly(official_count(&shorter));
            assert!(
                after.exact_tokens() < before.exact_tokens(),
                "{what}: {after:?}"
            );
            assert_eq!(person.applied().len(), 1, "{what}");
            assert!(
                !person.suggestions().contains(what),
                "{what} is offered once more"
            );
            person.press_named("coach.undo_named", "what", &person.applied()[0]);
            page.wait_until("the text is back", |_| person.prompt().value() == text);
            person.reads_exactly(official_count(&text));
            page.wait_until("nothing is left to undo", |_| person.applied().is_empty());
        }
        assert_eq!(person.awaits_suggestions(), suggestions);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn everything_is_applied_at_once_and_taken_back_at_once() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        let person = Person::at(&page, "en");
        // Letters of two and four bytes before and between what is changed: positions are counted in other units in the field.
        let text = format!("Zoë 🦔🏳️‍🌈\n\n{}\n\n— Zoë 🦔", person.text("example.text"));
        person.prompt().paste(&text);
        let before = person.reads_exactly(official_count(&text));
        let suggestions = person.awaits_suggestions();
        let count = suggestions.len();
        assert!(count > 1, "{suggestions:?}");
        person.press_named("coach.apply_all", "n", &count.to_string());
        page.wait_until("all are applied", |_| person.suggestions().is_empty());
        let shorter = person.prompt().value();
        let after = person.reads_exactly(official_count(&shorter));
        assert!(after.exact_tokens() < before.exact_tokens(), "{after:?}");
        assert!(
            shorter.starts_with("Zoë 🦔🏳️‍🌈\n\n") && shorter.ends_with("— Zoë 🦔"),
            "{shorter}"
        );
        person.press("coach.undo_all");
        page.wait_until("nothing is left to undo", |_| person.applied().is_empty());
        assert_eq!(person.prompt().value(), text);
        person.reads_exactly(official_count(&text));
        assert_eq!(person.awaits_suggestions(), suggestions);
    });
}

#[test]
fn the_browsers_own_undo_takes_a_suggestion_back() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = "Could you please explain in order to teach me how tides work?";
        person.prompt().type_text(text);
        let suggestions = person.awaits_suggestions();
        assert_eq!(suggestions.len(), 2, "{suggestions:?}");
        for what in &suggestions {
            person.press_named("coach.apply_named", "what", what);
            page.wait_until("the text changed", |_| person.prompt().value() != text);
            person.prompt().undo();
            page.wait_until("the text is back", |_| person.prompt().value() == text);
            person.reads_exactly(official_count(text));
            page.wait_until("the list has nothing to undo either", |_| {
                person.applied().is_empty()
            });
        }
        assert_eq!(person.awaits_suggestions(), suggestions);
    });
}

#[test]
fn an_answer_length_is_asked_for_changed_and_taken_out() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = "Explain how tides work.";
        person.prompt().type_text(text);
        let unasked = person.reads_exactly(official_count(text));
        assert_eq!(pressed(&person), ["strip.length_not_asked"]);
        let mut wh = unasked.wh;
        let steps = [
            (
                "strip.length_five_sentences",
                "Answer in at most 5 sentences.",
            ),
            ("strip.length_one_sentence", "Answer in one sentence."),
        ];
        for (length, sentence) in steps {
            person.press(length);
            page.wait_until(sentence, |_| person.prompt().value().contains(sentence));
            let now = person.prompt().value();
            assert_eq!(now.matches("Answer in").count(), 1, "{now:?}");
            assert!(now.starts_with(text), "{now:?}");
            let read = person.reads_exactly(official_count(&now));
            assert!(read.wh < wh, "{length}: {read:?} after {wh} Wh");
            assert!(
                read.around.contains(person.text("strip.why_stated")),
                "{read:?}"
            );
            assert_eq!(pressed(&person), [length]);
            wh = read.wh;
        }
        person.press("strip.length_not_asked");
        page.wait_until("the text is as before", |_| person.prompt().value() == text);
        let again = person.reads_exactly(official_count(text));
        assert_eq!((again.wh, again.grams), (unasked.wh, unasked.grams));
        assert_eq!(pressed(&person), ["strip.length_not_asked"]);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn the_advice_to_ask_for_less_is_followed_and_taken_back() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = "Explain how tides work.";
        person.prompt().type_text(text);
        let before = person.reads_exactly(official_count(text));
        let sentence = "Answer in at most 5 sentences.";
        person.press_named("coach.apply_named", "what", sentence);
        page.wait_until("the sentence is in the text", |_| {
            person.prompt().value().contains(sentence)
        });
        let after = person.reads("less energy", |figures| figures.wh < before.wh);
        assert!(after.exact_tokens() > before.exact_tokens(), "{after:?}");
        person.press_named("coach.undo_named", "what", sentence);
        page.wait_until("the text is as before", |_| person.prompt().value() == text);
        person.reads("the energy as before", |figures| figures.wh == before.wh);
    });
}

/// The keys of the answer lengths that are pressed in.
fn pressed(person: &Person<'_>) -> Vec<&'static str> {
    let lengths = [
        "strip.length_one_sentence",
        "strip.length_five_sentences",
        "strip.length_words_150",
        "strip.length_words_300",
        "strip.length_not_asked",
    ];
    let mut pressed = lengths.to_vec();
    pressed.retain(|length| {
        person.button(length).attribute("aria-pressed").as_deref() == Some("true")
    });
    pressed
}

#[test]
fn a_coach_that_does_not_come_leaves_the_estimate_and_can_be_asked_for_again() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        let later = served.later();
        let whole = fs::read(&later).expect("the coach can be read");
        for ending in ["br", "gz"] {
            fs::remove_file(format!("{}.{ending}", later.display()))
                .expect("the copy is the test's own");
        }
        fs::write(&later, &whole[..whole.len() / 2]).expect("the copy is the test's own");
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = person.text("example.text");
        person.prompt().type_text(text);
        person.sees("coach.heading", person.text("coach.rules_failed"));
        let estimate = person.reads("an estimate", |figures| figures.tokens.starts_with('≈'));
        assert!(estimate.wh > 0.0, "{estimate:?}");
        assert_eq!(person.suggestions(), Vec::<String>::new());
        fs::write(&later, whole).expect("the copy is the test's own");
        person.press("coach.retry");
        person.awaits_suggestions();
        person.reads_exactly(official_count(text));
        assert_eq!(person.prompt().value(), text);
    });
}
