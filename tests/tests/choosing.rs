//! Choosing model, place and language.

use promptwatt_tests::{Page, Person, Served, VIEWPORTS, official_count, on_every_engine};
use serde_json::json;

const PROMPT: &str = "Explain how tides work, and why there are two a day.";
/// Control and A, then all keys up.
const CONTROL_A: &str = "\u{E009}a\u{E000}";
const ENTER: char = '\u{E007}';

#[test]
fn a_smaller_model_and_a_cleaner_grid_cost_less_and_are_remembered() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        let first = person.reads_exactly(official_count(PROMPT));
        choice(&page, &person, "footprint.model").choose("Llama 3.1 8B");
        let small = person.reads("less energy", |figures| figures.wh < first.wh);
        assert!(small.tokens.starts_with('≈'), "{small:?}");
        assert!(
            small.around.contains(person.text("strip.not_included")),
            "{small:?}"
        );
        choice(&page, &person, "footprint.region").choose("France");
        let clean = person.reads("less carbon", |figures| figures.grams < small.grams);
        assert!(
            (clean.wh - small.wh).abs() < f64::EPSILON,
            "the place changes no energy: {clean:?}"
        );
        page.reload();
        let kept = person.reads("the same figures", |figures| *figures == clean);
        assert_eq!(kept, clean);
        assert_eq!(chosen(&page, &person), ["Llama 3.1 8B", "France"]);
        choice(&page, &person, "footprint.model").choose("GPT-4o");
        person.reads_exactly(official_count(PROMPT));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn rubbish_in_the_stored_settings_means_the_defaults() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let defaults = person.reads("the figures", |_| true);
        let chosen_first = chosen(&page, &person);
        for rubbish in [
            "no-such-model",
            "",
            "ZZ",
            "../../etc/passwd",
            "<b>",
            "\u{0}\u{202e}",
            "gpt-4o ",
        ] {
            page.run(
                "for (const name of ['model', 'region', 'theme', 'keep']) localStorage.setItem('promptwatt.' + name, arguments[0])",
                vec![json!(rubbish)],
            );
            page.reload();
            let figures = person.reads("the figures", |_| true);
            assert_eq!(figures, defaults, "{rubbish:?}");
            assert_eq!(chosen(&page, &person), chosen_first, "{rubbish:?}");
            let automatic = person
                .text("tools.theme")
                .replace("{theme}", person.text("tools.theme_auto"));
            assert!(page.has("button", &automatic), "{rubbish:?}");
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{rubbish:?}");
        }
    });
}

#[test]
fn the_page_is_read_in_arabic_with_the_text_kept() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        let english = Person::at(&page, "en");
        let arabic = Person::at(&page, "ar");
        english.prompt().type_text(PROMPT);
        english.reads_exactly(official_count(PROMPT));
        page.by_role("link", arabic.text("language.name")).click();
        page.wait_until("the headline is Arabic", |page| {
            page.has("heading", arabic.text("page.headline"))
        });
        assert_eq!(page.run("return document.dir", Vec::new()), "rtl");
        assert_eq!(arabic.prompt().value(), PROMPT);
        arabic.reads_exactly(official_count(PROMPT));
        arabic.press("strip.example");
        let text = arabic.text("example.text").to_owned();
        page.wait_until("the example is in the field", |_| {
            arabic.prompt().value() != PROMPT
        });
        assert_eq!(arabic.prompt().value(), text);
        let before = arabic.reads_exactly(official_count(&text));
        let suggestions = arabic.awaits_suggestions();
        arabic.press_named("coach.apply_named", "what", &suggestions[0]);
        page.wait_until("the text changed", |_| arabic.prompt().value() != text);
        let after = arabic.reads_exactly(official_count(&arabic.prompt().value()));
        assert!(after.exact_tokens() < before.exact_tokens(), "{after:?}");
        arabic.press_named("coach.undo_named", "what", &arabic.applied()[0]);
        page.wait_until("the text is back", |_| arabic.prompt().value() == text);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn an_own_number_for_the_answer_counts_until_it_is_given_up() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person.prompt().type_text(PROMPT);
        let assumed = person.reads_exactly(official_count(PROMPT));
        let number = page.by_role("spinbutton", person.text("strip.expected_label"));
        let before = number.value();
        number.type_text(&format!("{CONTROL_A}50{ENTER}"));
        let own = person.reads("less energy", |figures| figures.wh < assumed.wh);
        assert!(
            !own.around.contains(person.text("strip.why_assumed")),
            "{own:?}"
        );
        // Nor a separator with nothing behind it.
        let dangling = format!("{} ·", person.text("strip.expected_out"));
        assert!(!own.around.contains(&dangling), "{own:?}");
        person.press("strip.reset_expected");
        let as_before = || {
            let again = person.reads("the energy as before", |figures| figures.wh == assumed.wh);
            assert_eq!(number.value(), before);
            assert!(
                again.around.contains(person.text("strip.why_assumed")),
                "{again:?}"
            );
        };
        as_before();
        // No number at all is none of one's own.
        number.type_text(&format!("{CONTROL_A}7{ENTER}"));
        person.reads("less energy", |figures| figures.wh < assumed.wh);
        number.type_text(&format!("{CONTROL_A}\u{E003}{ENTER}"));
        as_before();
    });
}

fn choice<'page>(
    page: &'page Page,
    person: &Person<'_>,
    key: &str,
) -> promptwatt_tests::Control<'page> {
    page.by_role("combobox", person.text(key))
}

/// The labels of the model and the place that are chosen.
fn chosen(page: &Page, person: &Person<'_>) -> Vec<String> {
    let keys = ["footprint.model", "footprint.region"];
    keys.iter()
        .map(|key| choice(page, person, key).chosen())
        .collect()
}

#[test]
fn arabic_readers_choose_their_digits() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/ar/", VIEWPORTS.desktop);
        let person = Person::at(&page, "ar");
        person.press("strip.example");
        person.reads_an_exact_count();
        let text = person.prompt().value();
        let is_latin = |page: &promptwatt_tests::Page| page.text_of("main").contains("90%");
        assert!(is_latin(&page));
        person.press("tools.digits");
        page.wait_until("all numbers are in the other digits", |page| {
            let words = ["#wh", "#range", "#carbon", "#method"]
                .map(|place| page.text_of(place))
                .concat();
            words.contains("٩٠٪")
                && !words
                    .split_whitespace()
                    .any(|word| word.parse::<f64>().is_ok())
        });
        assert_eq!(person.prompt().value(), text, "the text is still there");
        person.press("tools.digits");
        page.wait_until("and back", is_latin);
    });
}
