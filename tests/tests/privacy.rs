//! Nothing leaves the browser: the server's log is the witness.

use promptwatt_tests::{Person, Served, VIEWPORTS, official_count, on_every_engine};

/// A word that is nowhere on the page.
const SECRET: &str = "Xylophontage";

#[test]
fn nothing_but_gets_for_files_of_the_page_reaches_the_server() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = format!("Could you please explain {SECRET} in order to teach it?");
        person.prompt().type_text(&text);
        person.reads_exactly(official_count(&text));
        let suggestions = person.awaits_suggestions();
        for what in &suggestions {
            person.press_named("coach.apply_named", "what", what);
        }
        person.press("strip.length_five_sentences");
        page.by_role("combobox", person.text("footprint.model"))
            .choose("Llama 3.1 8B");
        page.by_role("combobox", person.text("footprint.region"))
            .choose("France");
        person.press("strip.copy");
        page.by_role("link", person.text("page.method_link"))
            .click();
        assert_no_trace(
            &page.run(TRACES, Vec::new()),
            &page.address(),
            &page.title(),
        );
        page.reload();
        page.by_role("link", Person::at(&page, "ar").text("language.name"))
            .click();
        let arabic = Person::at(&page, "ar");
        page.wait_until("the Arabic page has the text", |_| {
            arabic.prompt().value().contains(SECRET)
        });
        arabic.prompt().type_text(&format!(" {SECRET}"));
        arabic.press("strip.example");
        arabic.awaits_suggestions();
        assert_no_trace(
            &page.run(TRACES, Vec::new()),
            &page.address(),
            &page.title(),
        );
        let elsewhere = page.run(
            "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => new URL(name).origin !== location.origin)",
            Vec::new(),
        );
        assert_eq!(
            elsewhere,
            serde_json::json!([]),
            "asked for at other addresses"
        );
        let requests = served.requests();
        assert!(
            requests
                .iter()
                .any(|request| request.target.contains("/vocab/")),
            "{requests:?}"
        );
        assert!(
            requests
                .iter()
                .any(|request| request.target.contains("/rules/ar")),
            "{requests:?}"
        );
        for request in requests {
            assert_eq!(
                (request.method.as_str(), request.body_bytes),
                ("GET", 0),
                "{request:?}"
            );
            assert!(!request.target.contains(['?', '#', '%']), "{request:?}");
            assert!(matches!(request.status, 200 | 304), "{request:?}");
            assert!(
                served.file(&request.target).is_file(),
                "{request:?} is no file of the page"
            );
        }
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

/// Everything that stays beyond the tab, as one text.
const TRACES: &str = "return [document.cookie, JSON.stringify(localStorage), JSON.stringify(history.state), window.name].join()";

#[track_caller]
fn assert_no_trace(traces: &serde_json::Value, address: &str, title: &str) {
    let traces = traces.as_str().expect("a text");
    for place in [traces, address, title] {
        assert!(
            !place.contains(SECRET) && !place.contains("explain"),
            "{place}"
        );
    }
}
