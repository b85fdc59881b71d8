//! The page works below any path of a host: it names its files relatively.

use promptwatt_tests::{Person, Served, VIEWPORTS, official_count, on_every_engine};

const PROMPT: &str =
    "Could you kindly explain, in as much detail as possible, how photosynthesis works?";

#[test]
fn everything_is_found_below_a_path() {
    on_every_engine(|engine| {
        let served = Served::start_below("some/path");
        let page = engine.open(&served, "/some/path/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        person.reads_exactly(official_count(PROMPT));
        person.awaits_suggestions();
        page.by_role("link", Person::at(&page, "ar").text("language.name"))
            .click();
        page.wait_until("the Arabic page has the text", |page| {
            page.address().ends_with("/some/path/ar/")
                && Person::at(page, "ar").prompt().value() == PROMPT
        });
        Person::at(&page, "ar").reads_exactly(official_count(PROMPT));
        assert_eq!(page.console_errors(), Vec::<String>::new());
        for request in served.requests() {
            assert!(
                request.target.starts_with("/some/path/") && matches!(request.status, 200 | 304),
                "{request:?}"
            );
        }
    });
}
