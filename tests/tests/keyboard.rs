//! The page without a mouse: Tab reaches every control in the order of the page, the focus is seen and never lost, and each control does its work.

use promptwatt_tests::{Engine, Page, Person, Served, VIEWPORTS, on_every_engine};
use serde_json::json;

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const SHIFT: char = '\u{E008}';
const CONTROL: char = '\u{E009}';
const ESCAPE: char = '\u{E00C}';
const DOWN: char = '\u{E015}';

/// What Tab has reached, as the page tells it.
struct Stop {
    /// Its place among everything that Tab should reach; none where it is nothing of the page.
    place: Option<u64>,
    what: String,
    is_marked: bool,
    is_in_view: bool,
}

/// Numbers what Tab should reach, in the order of the document, and says what each is.
fn expected_stops(page: &Page) -> Vec<String> {
    let found = page.run(
        "const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]; \
         window.stops = all.filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })); \
         return window.stops.map((one) => one.outerHTML.slice(0, 90))",
        Vec::new(),
    );
    serde_json::from_value(found).expect("texts")
}

fn stop(page: &Page) -> Stop {
    let found = page.run(
        "const one = document.activeElement; \
         const seen = one.matches('input.unseen') ? one.parentElement : one; \
         const { outlineStyle, outlineWidth } = getComputedStyle(seen); \
         const box = seen.getBoundingClientRect(); \
         const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 12)]; \
         const top = document.elementFromPoint(Math.max(x, 0), y); \
         return [window.stops.indexOf(one), one.outerHTML.slice(0, 90), outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, \
           top !== null && (seen.contains(top) || top.contains(seen) || one.labels?.[0]?.contains(top) === true)]",
        Vec::new(),
    );
    Stop {
        place: found[0].as_u64(),
        what: found[1].as_str().unwrap_or_default().to_owned(),
        is_marked: found[2] == true,
        is_in_view: found[3] == true,
    }
}

#[test]
fn tab_reaches_every_control_in_the_order_of_the_page() {
    on_every_engine(|engine| {
        let served = Served::start();
        for (language, path, size) in [
            ("en", "/", VIEWPORTS.desktop),
            ("ar", "/ar/", VIEWPORTS.phone),
        ] {
            let page = engine.open(&served, path, size);
            let person = Person::at(&page, language);
            person.press("strip.example");
            person.awaits_suggestions();
            // The tab keeps the text, and Tab begins at the top.
            page.reload();
            person.awaits_suggestions();
            person.reads_an_exact_count();
            page.run(
                "for (const one of document.querySelectorAll('details')) one.open = true",
                Vec::new(),
            );
            page.wait_until_at_rest();
            let expected = expected_stops(&page);
            assert!(expected.len() > 60, "{expected:?}");
            for (place, wanted) in (0u64..).zip(&expected) {
                page.press_key(TAB);
                let reached = stop(&page);
                let what = &reached.what;
                assert_eq!(
                    reached.place,
                    Some(place),
                    "{language}: {wanted} was to come, {what} came"
                );
                assert!(
                    reached.is_marked,
                    "{language}: the focus is not seen: {what}"
                );
                // Not every engine has scrolled to it already.
                if !reached.is_in_view {
                    page.wait_until(&format!("{what} is in view, uncovered"), |page| {
                        stop(page).is_in_view
                    });
                }
            }
            let last = expected.len() as u64 - 1;
            for place in (last - 20..last).rev() {
                page.press_key_with(Some(SHIFT), TAB);
                assert_eq!(stop(&page).place, Some(place), "{language}, back");
            }
            // The order of the page is the order in which its parts are seen.
            let tops = page.run(
                "return ['header', '.write', '#coach', '#compare', '#scale', '#others', '#sharing', '.method', 'footer'] \
                   .map((css) => document.querySelector(css).getBoundingClientRect().top + scrollY)",
                Vec::new(),
            );
            let tops: Vec<f64> = serde_json::from_value(tops).expect("numbers");
            assert!(tops.is_sorted(), "{tops:?}");
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[track_caller]
fn waits_at(page: &Page, css: &str) {
    page.wait_until(&format!("the focus is on {css}"), |page| page.is_at(css));
}

/// Waits until a function body says true.
#[track_caller]
fn comes_true(page: &Page, what: &str, script: &str) {
    page.wait_until(what, |page| page.run(script, Vec::new()) == true);
}

fn number_of(page: &Page, css: &str) -> u64 {
    let number = page.run(
        "return document.querySelectorAll(arguments[0]).length",
        vec![css.into()],
    );
    number.as_u64().expect("a number")
}

#[test]
fn everything_is_done_with_the_keyboard() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        page.wait_until("the app has started", |_| person.figures().is_some());
        page.press_key(TAB);
        assert!(page.is_at(".skip"));
        assert!(page.by_css(".skip").is_shown());
        page.press_key(ENTER);
        waits_at(&page, "#prompt");

        page.tab_to("[name=example]");
        page.press_key(ENTER);
        waits_at(&page, "#prompt");
        let example = person.prompt().value();
        let all = person.awaits_suggestions().len() as u64;
        page.wait_until_at_rest();

        // One is applied; its Undo has the focus; taken back, the field has it.
        page.tab_to("#wording [name=apply]");
        page.press_key(ENTER);
        waits_at(&page, "#undo-last");
        assert_ne!(person.prompt().value(), example);
        page.press_key(ENTER);
        waits_at(&page, "#prompt");
        assert_eq!(person.prompt().value(), example);
        page.wait_until_at_rest();

        // Put away one after the other without leaving the list, until the list is gone and with it what had the focus.
        page.tab_to("#wording [name=dismiss]");
        for left in (0..all).rev() {
            page.press_key(if left % 2 == 0 { ' ' } else { ENTER });
            page.wait_until("one fewer", |page| number_of(page, "#wording li") == left);
            if left > 0 {
                assert!(page.is_at("#wording [name=dismiss]"), "{left} are left");
            }
        }
        waits_at(&page, "#coach");
        page.tab_to("[name=dismiss-not]");
        page.press_key(ENTER);
        page.wait_until("one is back", |page| number_of(page, "#wording li") == 1);

        // The documented shortcut.
        page.run("document.getElementById('prompt').focus()", Vec::new());
        page.press_key_with(Some(CONTROL), ENTER);
        comes_true(
            &page,
            "all that is suggested is applied",
            "return document.querySelectorAll('#applied li').length === 1",
        );

        page.tab_to("#keep");
        page.press_key(' ');
        assert!(!page.by_css("#keep").is_checked());
        page.tab_to("#model");
        if engine != Engine::WebKitGtk {
            // There the arrow opens a list of the desktop, which the driver's keys do not reach.
            let model = page.by_css("#model").chosen();
            page.press_key(DOWN);
            page.wait_until("another model", |page| {
                page.by_css("#model").chosen() != model
            });
        }
        page.tab_to("a.why[href='#how-water']");
        page.press_key(ENTER);
        comes_true(
            &page,
            "what is linked is unfolded",
            "return document.getElementById('how-water').closest('details').open",
        );
        page.tab_to("#lens-tokens");
        page.press_key(' ');
        comes_true(
            &page,
            "tokens are listed",
            "return document.querySelector('#token-rows tr') !== null && document.activeElement.id === 'lens-tokens'",
        );
        page.tab_to("#lens-view");

        page.tab_to("#compare-places");
        page.press_key(ENTER);
        page.wait_until("places are compared", |page| {
            page.text_of("#models").contains("France") && page.is_at("#compare-places")
        });
        page.tab_to("#find");
        for letter in "swed".chars() {
            page.press_key(letter);
        }
        page.wait_until("Sweden is found", |page| {
            page.text_of("#models").contains("Sweden") && number_of(page, "#models tr") <= 2
        });
        page.press_key(ESCAPE);
        page.wait_until("the search is over", |page| {
            page.by_css("#find").value().is_empty() && number_of(page, "#models tr") > 2
        });
        assert!(page.is_at("#find"));

        // The button of what is counted gives way to the number: the focus stays near, and whoever has scrolled on meanwhile stays there.
        page.tab_to("[name=count-with]");
        page.press_key(ENTER);
        page.run("scrollTo(0, 0)", Vec::new());
        page.wait_until("it is counted", |page| {
            number_of(page, "#tokenizers tr:nth-child(2) .n") == 1
        });
        waits_at(&page, "#others");
        assert_eq!(page.run("return scrollY", Vec::new()), json!(0));
        page.tab_to("#sharing summary");
        page.press_key(ENTER);
        page.tab_to("[name=link]");
        page.press_key(ENTER);
        page.wait_until("a link is made", |page| page.by_css("#link").is_shown());
        assert!(page.is_at("[name=link]"));
        assert_eq!(page.run("return scrollX", Vec::new()), json!(0));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}
