//! What a screen reader is told: what each part of the page is, what it is called, how it stands, and what is said when something happens.

use promptwatt_tests::{Control, Page, Person, Served, VIEWPORTS, on_every_engine};
use serde_json::json;

const LANGUAGES: [(&str, &str); 2] = [("en", "/"), ("ar", "/ar/")];

#[test]
fn controls_and_parts_say_what_they_are_and_how_they_are_called() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        for (language, path) in LANGUAGES {
            page.go(&served.url(path));
            let person = Person::at(&page, language);
            if language == "en" {
                person.press("strip.example");
            }
            person.awaits_suggestions();
            page.wait_until_at_rest();
            for (css, role, key) in [
                ("nav", "navigation", "page.navigation"),
                ("h1", "heading", "page.headline"),
                (".write", "region", "page.your_prompt"),
                ("#footprint", "region", "footprint.heading"),
                ("#coach", "region", "coach.heading"),
                ("#compare", "region", "compare.heading"),
                ("#scale", "region", "scale.heading"),
                ("#others", "region", "tokenizers.heading"),
                ("#sharing", "region", "share.heading"),
                (".skip", "link", "page.skip"),
                ("nav a", "link", "page.learn_link"),
                ("nav a + a", "link", "page.method_link"),
                ("#prompt", "textbox", "page.your_prompt"),
                ("#expected", "spinbutton", "strip.expected_label"),
                ("[name=example]", "button", "strip.example"),
                ("#copy", "button", "strip.copy"),
                ("#clear", "button", "strip.clear"),
                ("#keep", "checkbox", "strip.keep"),
                (".length", "group", "strip.answer_length"),
                ("#model", "combobox", "footprint.model"),
                ("#region", "combobox", "footprint.region"),
                ("[href='#how-energy']", "link", "footprint.why_energy"),
                ("[href='#how-like']", "link", "footprint.why_like"),
                ("[href='#how-carbon']", "link", "footprint.why_carbon"),
                ("[href='#how-water']", "link", "footprint.why_water"),
                (".key", "list", "footprint.parts_label"),
                ("#lossy", "checkbox", "coach.lossy"),
                ("#lens-marks", "button", "lens.marks"),
                ("#lens-view", "region", "lens.heading"),
                ("#compare-models", "button", "compare.models"),
                ("#scale-per-day", "textbox", "scale.per_day"),
                ("#scale-people", "textbox", "scale.people"),
                ("#scale-days", "textbox", "scale.days"),
                ("#home", "combobox", "scale.home"),
            ] {
                let part = page.by_css(css);
                assert_eq!(
                    (part.role().as_str(), part.spoken_name()),
                    (role, person.spoken(key)),
                    "{css}, {language}"
                );
            }
            for (css, role) in [
                ("header", "banner"),
                ("main", "main"),
                ("footer", "contentinfo"),
                ("#wording", "list"),
                ("#wording li", "listitem"),
                ("#compare table", "table"),
                ("#models th", "rowheader"),
            ] {
                assert_eq!(page.by_css(css).role(), role, "{css}");
            }
            // Numbered in the page: one of the first level, and none left out.
            let levels = page.run(
                "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => +one.tagName[1])",
                Vec::new(),
            );
            let levels: Vec<u8> = serde_json::from_value(levels).expect("numbers");
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
            assert!(
                levels.windows(2).all(|two| two[1] <= two[0] + 1),
                "{levels:?}"
            );
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn buttons_and_boxes_say_how_they_stand() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        page.wait_until("the app has started", |_| person.figures().is_some());
        for idle in ["#copy", "#clear", "#length-0"] {
            assert!(!page.by_css(idle).is_enabled(), "{idle}: there is no text");
        }
        person.press("strip.example");
        person.awaits_suggestions();
        for group in [
            ["#length-0", "#length-2", "#length-4"],
            ["#lens-marks", "#lens-after", "#lens-tokens"],
            ["#compare-models", "#compare-places", "#compare-levers"],
        ] {
            for chosen in group {
                page.by_css(chosen).click();
                page.wait_until(&format!("only {chosen} is pressed"), |page| {
                    group
                        .iter()
                        .all(|one| is_on(&page.by_css(one), "aria-pressed") == (*one == chosen))
                });
            }
        }
        // A state is told by the element itself where it has one.
        let keep = page.by_css("#keep");
        assert!(keep.is_checked());
        keep.click();
        assert!(!keep.is_checked());
        // What is chosen in a table is told in its row.
        page.by_css("#compare-models").click();
        page.wait_until("the chosen model is told", |page| {
            page.text_of("#models tr[aria-current=true] th") == "GPT-4o"
        });
    });
}

fn is_on(control: &Control<'_>, state: &str) -> bool {
    match control.attribute(state).as_deref() {
        Some("true") => true,
        Some("false") => false,
        other => panic!("{state}: {other:?}"),
    }
}

/// Everything that was said since [`listen`].
fn said(page: &Page) -> Vec<String> {
    serde_json::from_value(page.run("return window.said", Vec::new())).expect("texts")
}

/// Begins to note what is said.
fn listen(page: &Page) {
    page.run(
        "const announcer = document.getElementById('announcer'); window.said = []; \
         window.listener?.disconnect(); \
         window.listener = new MutationObserver(() => said.push(announcer.textContent.trim())); \
         listener.observe(announcer, { childList: true, characterData: true, subtree: true })",
        Vec::new(),
    );
}

#[test]
fn one_polite_voice_speaks_after_a_pause() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        page.wait_until("the app has started", |_| person.figures().is_some());
        let voices = page.run(
            "return [...document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log], [role=timer], output')].map((one) => [one.id, one.role ?? one.getAttribute('role')])",
            Vec::new(),
        );
        // The one that is not polite says that the page cannot start.
        assert_eq!(
            voices,
            json!([["boot-failed", "alert"], ["announcer", "status"]])
        );
        person.press("strip.example");
        person.awaits_suggestions();
        person.reads_an_exact_count();
        page.wait_until_at_rest();
        page.wait_until("the first figures are said", |page| {
            page.text_of("#announcer").contains("tokens in")
        });

        // Many keys, one sentence; it has the figures after the last.
        listen(&page);
        page.run(
            "const field = document.getElementById('prompt'); field.focus(); \
             for (const letter of 'and more') { field.setRangeText(letter, field.value.length, field.value.length, 'end'); \
               field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' })); }",
            Vec::new(),
        );
        let tokens = person.reads_an_exact_count().tokens;
        waits_for(&page, &format!("{tokens} tokens in"));

        // Many suggestions applied at once, one sentence.
        listen(&page);
        page.by_css("#apply-all").click();
        waits_for(&page, person.text("live.saved"));
        assert!(said(&page)[0].contains("tokens in"));

        // What goes wrong is said, where it is seen too.
        listen(&page);
        page.by_css("#scale-days").clear();
        page.by_css("#scale-days").type_text("many\t");
        waits_for(&page, person.text("scale.refused"));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

/// Waits until something is said, and holds that it is this and nothing else.
#[track_caller]
fn waits_for(page: &Page, words: &str) {
    page.wait_until(&format!("{words:?} is said"), |page| !said(page).is_empty());
    page.wait_until_at_rest();
    let said = said(page);
    assert!(said.len() == 1 && said[0].contains(words), "{said:?}");
}
