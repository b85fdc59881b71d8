//! What was typed is not lost: not by a reload, not without a connection, not where nothing may be stored.

use promptwatt_tests::{Page, Person, Served, VIEWPORTS, official_count, on_every_engine};

const PROMPT: &str = "Could you please explain how tides work?\nTwo a day, “why”? — مدّ وجزر 🌊";
/// Control with A, with V; then all keys up.
const CONTROL_A: &str = "\u{E009}a\u{E000}";
const CONTROL_V: &str = "\u{E009}v\u{E000}";

#[test]
fn a_reload_keeps_the_text() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().paste(PROMPT);
        // At once: not only after the pause at which the page keeps the text by itself.
        page.reload();
        person.reads_exactly(official_count(PROMPT));
        assert_eq!(person.prompt().value(), PROMPT);
        assert!(
            !would_ask(&page),
            "a kept text is no reason to ask before leaving"
        );
        // And a text that was deleted does not come back.
        person.press("strip.clear");
        page.reload();
        person.reads("an empty field", |figures| figures.tokens == "0");
        assert_eq!(person.prompt().value(), "");
    });
}

#[test]
fn a_text_that_may_not_be_kept_is_forgotten_and_leaving_asks() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        assert!(!would_ask(&page), "nothing is at risk yet");
        person.prompt().paste(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        page.wait_until("the tab keeps the text", |page| {
            kept(page).contains("tides")
        });
        let keep = page.by_role("checkbox", person.text("strip.keep"));
        keep.click();
        page.wait_until("the tab forgets it", |page| kept(page).is_empty());
        assert!(would_ask(&page), "the text would be lost");
        person.prompt().type_text(" More.");
        person.reads_exactly(official_count(&format!("{PROMPT} More.")));
        assert_eq!(kept(&page), "");
        keep.click();
        page.wait_until("the tab keeps it again", |page| {
            kept(page).contains("tides")
        });
        assert!(!would_ask(&page), "it is kept");
    });
}

#[test]
fn the_wish_not_to_keep_anything_is_remembered() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        page.by_role("checkbox", person.text("strip.keep")).click();
        page.reload();
        person.prompt().paste(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        assert!(would_ask(&page), "the text would be lost");
        assert_eq!(kept(&page), "");
        assert!(!is_checked(&page, &person));
    });
}

#[test]
fn where_nothing_can_be_stored_the_page_says_so_and_asks_before_leaving() {
    on_every_engine(|engine| {
        let refusals = [
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
            "for (const name of ['localStorage', 'sessionStorage']) \
             Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });",
        ];
        for refusal in refusals {
            let served = Served::start_with(refusal);
            let page = engine.open(&served, "/", VIEWPORTS.phone);
            let person = Person::at(&page, "en");
            person.prompt().type_text("Explain how tides work.");
            person.reads_exactly(official_count("Explain how tides work."));
            person.sees("page.your_prompt", person.text("strip.not_kept"));
            assert!(would_ask(&page), "the text would be lost");
            page.by_role("combobox", person.text("footprint.region"))
                .choose("France");
            person.press("strip.clear");
            person.reads("no text, no warning", |figures| {
                figures.tokens == "0" && !figures.around.contains(person.text("strip.not_kept"))
            });
            assert!(!would_ask(&page), "nothing is at risk");
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn what_was_typed_before_the_page_started_is_kept_and_counted() {
    on_every_engine(|engine| {
        // The field is there long before the WebAssembly: at the second visit, somebody is quick.
        let served = Served::start_with(
            "if (Object.values(sessionStorage).join().includes('older')) document.querySelector('textarea').value = 'Typed early';",
        );
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text("An older text");
        page.wait_until("the tab keeps it", |page| kept(page).contains("older"));
        page.reload();
        person.reads_exactly(official_count("Typed early"));
        assert_eq!(person.prompt().value(), "Typed early");
        person.prompt().type_text(" and late");
        person.reads_exactly(official_count("Typed early and late"));
    });
}

#[test]
fn without_a_connection_the_work_goes_on() {
    on_every_engine(|engine| {
        let mut served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = "Could you please explain how tides work?";
        person.prompt().type_text(text);
        person.reads_exactly(official_count(text));
        person.awaits_suggestions();
        // A moment later the vocabulary is put by for the next visit, with a script that comes then.
        page.wait_until("nothing more is fetched", |_| {
            let requests = served.requests();
            requests.iter().any(|request| request.target == "/files.js")
        });
        served.stop();
        person
            .prompt()
            .type_text(" In order to teach it, I need a picture.");
        let longer = format!("{text} In order to teach it, I need a picture.");
        person.reads_exactly(official_count(&longer));
        page.wait_until("a new suggestion", |_| person.suggestions().len() > 1);
        let what = person.suggestions()[0].clone();
        person.press_named("coach.apply_named", "what", &what);
        page.wait_until("the text changed", |_| person.prompt().value() != longer);
        let shorter = person.prompt().value();
        person.reads_exactly(official_count(&shorter));
        person.press("strip.copy");
        page.wait_until("it says that it was copied", |page| {
            page.has("button", person.text("strip.copied"))
        });
        person.press("strip.clear");
        person.prompt().type_text(CONTROL_V);
        page.wait_until("the copy is pasted", |_| person.prompt().value() == shorter);
        // One after the other: Firefox pastes when it comes to it.
        person
            .prompt()
            .type_text(&format!("{CONTROL_A}{CONTROL_V}"));
        person.reads_exactly(official_count(&shorter));
        person.prompt().type_text(CONTROL_V);
        person.reads_exactly(official_count(&shorter.repeat(2)));
        let choice = page.by_role("combobox", person.text("footprint.region"));
        let world = person.figures().expect("figures");
        choice.choose("France");
        person.reads("less carbon", |figures| figures.grams < world.grams);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

/// Whether the browser would ask before leaving the page.
fn would_ask(page: &Page) -> bool {
    let asked = page.run(
        "return !dispatchEvent(new Event('beforeunload', { cancelable: true }))",
        Vec::new(),
    );
    asked == true
}

/// Everything the tab keeps.
fn kept(page: &Page) -> String {
    let kept = page.run(
        "return Object.values(sessionStorage).join('\\n')",
        Vec::new(),
    );
    kept.as_str().unwrap_or_default().to_owned()
}

fn is_checked(page: &Page, person: &Person<'_>) -> bool {
    page.by_role("checkbox", person.text("strip.keep"))
        .is_checked()
}
