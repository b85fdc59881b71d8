//! Typing a prompt and reading what it costs: exactly where the vocabulary is there, with an estimate that looks like one where it is not.

use promptwatt_tests::{Person, Served, VIEWPORTS, official_count, on_every_engine};
use std::fs;

/// One of the committed cases of the official tokenizer.
const PROMPT: &str =
    "Could you kindly explain, in as much detail as possible, how photosynthesis works?";

#[test]
fn a_prompt_is_typed_and_its_figures_are_read() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let empty = person.reads("the figures of nothing", |figures| {
            figures.tokens == "0" && figures.around.contains(person.text("strip.empty"))
        });
        person.prompt().type_text(PROMPT);
        let read = person.reads_exactly(official_count(PROMPT));
        assert!(read.wh > 0.01 && read.wh < 10.0, "{read:?}");
        assert!(read.grams > 0.001 && read.grams < 10.0, "{read:?}");
        assert!(
            read.millilitres > 0.01 && read.millilitres < 100.0,
            "{read:?}"
        );
        assert!(
            !read.around.contains(person.text("strip.empty")),
            "{read:?}"
        );
        assert!(
            empty.wh > 0.0,
            "even an empty request costs its answer: {empty:?}"
        );
        // Each key counts: the number follows.
        person.prompt().type_text(" Thanks");
        person.reads_exactly(official_count(&format!("{PROMPT} Thanks")));
        person.press("strip.clear");
        person.reads("nothing again", |figures| figures.tokens == "0");
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_vocabulary_that_does_not_come_leaves_the_estimate_and_can_be_asked_for_again() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        let vocabulary = served.vocabulary();
        let content = fs::read(&vocabulary).expect("the vocabulary can be read");
        fs::remove_file(&vocabulary).expect("the copy is the test's own");
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        let failed = person
            .text("strip.vocabulary_failed")
            .replace("{reason}", person.text("strip.reason_network"));
        person.sees("page.your_prompt", &failed);
        let estimate = person.reads("an estimate that looks like one", |figures| {
            figures.tokens.starts_with('≈')
                && figures.around.contains(person.text("strip.estimate"))
        });
        assert!(
            spans(&estimate.tokens, official_count(PROMPT)),
            "{estimate:?}"
        );
        assert!(estimate.wh > 0.0, "{estimate:?}");
        fs::write(&vocabulary, content).expect("the copy is the test's own");
        person.press("strip.retry");
        let exact = person.reads_exactly(official_count(PROMPT));
        assert!(!exact.around.contains(&failed), "{exact:?}");
        assert_eq!(person.prompt().value(), PROMPT);
    });
}

#[test]
fn a_damaged_vocabulary_is_refused_by_name() {
    on_every_engine(|engine| {
        let damages: [(&str, Damage); 3] = [
            ("bytes are flipped in the middle", |content| {
                let middle = content.len() / 2;
                for byte in content.iter_mut().skip(middle).take(64) {
                    *byte = !*byte;
                }
            }),
            ("the end is missing", |content| {
                content.truncate(content.len() / 2)
            }),
            ("it is something else", |content| {
                *content = b"<!doctype html><p>Welcome to the hotel's network".to_vec()
            }),
        ];
        for (damage, change) in damages {
            let served = Served::start_copy();
            let vocabulary = served.vocabulary();
            let whole = fs::read(&vocabulary).expect("the vocabulary can be read");
            let mut content = whole.clone();
            change(&mut content);
            fs::write(&vocabulary, content).expect("the copy is the test's own");
            let page = engine.open(&served, "/", VIEWPORTS.desktop);
            let person = Person::at(&page, "en");
            person.prompt().type_text(PROMPT);
            let failed = person
                .text("strip.vocabulary_failed")
                .replace("{reason}", person.text("strip.reason_damaged"));
            person.sees("page.your_prompt", &failed);
            let estimate = person.figures().expect("the figures stay");
            assert!(estimate.tokens.starts_with('≈'), "{damage}: {estimate:?}");
            // The browser keeps what it fetched for a year: trying again must not take the damaged copy from there.
            fs::write(&vocabulary, whole).expect("the copy is the test's own");
            person.press("strip.retry");
            person.reads_exactly(official_count(PROMPT));
        }
    });
}

/// What happens to a file on its way.
type Damage = fn(&mut Vec<u8>);

/// Whether `≈ 20 (15–27)` has `count` in its range.
fn spans(estimate: &str, count: u64) -> bool {
    let number = |text: &str| text.replace(',', "").parse::<u64>().ok();
    let range = || {
        let (_, range) = estimate.split_once('(')?;
        let (low, high) = range.strip_suffix(')')?.split_once('–')?;
        Some(number(low)?..=number(high)?)
    };
    range().is_some_and(|range| range.contains(&count))
}
