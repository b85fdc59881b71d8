//! Looking closer: at the text, at other models and places, at many people, at other tokenizers.

use promptwatt_tests::{Page, Person, Served, VIEWPORTS, official_count, on_every_engine};

/// The key that leaves a field.
const TAB: &str = "\u{E004}";

/// Opens the page in a language, with the example in the field and its suggestions on the screen.
fn with_example<'page>(page: &'page Page, language: &str) -> Person<'page> {
    let person = Person::at(page, language);
    person.press("strip.example");
    person.awaits_suggestions();
    person
}

/// What the view of the text shows.
fn lens(page: &Page) -> String {
    page.text_of("#lens-text")
}

/// The rows of the table in a section, cell by cell.
fn rows(page: &Page, section: &str) -> Vec<Vec<String>> {
    let found = page.run(
        "return [...document.querySelectorAll(arguments[0] + ' tbody tr')].map(row => [...row.cells].map(cell => cell.innerText.trim()))",
        vec![section.into()],
    );
    serde_json::from_value(found).expect("rows of texts")
}

#[test]
fn the_text_is_marked_rewritten_and_taken_apart() {
    on_every_engine(|engine| {
        for (path, language) in [("/", "en"), ("/ar/", "ar")] {
            let served = Served::start();
            let page = engine.open(&served, path, VIEWPORTS.desktop);
            let person = with_example(&page, language);
            let text = person.prompt().value();
            page.wait_until("the text is shown", |page| lens(page) == text);
            let nodes = page.run(
                "return document.getElementById('lens-text').childNodes.length",
                vec![],
            );
            assert_eq!(nodes, 1, "one text node, so that letters stay joined");
            person.press("lens.after");
            page.wait_until("the rewritten text is shown", |page| {
                !lens(page).is_empty() && lens(page) != text
            });
            let after = lens(&page);
            let count = person.suggestions().len();
            person.press_named("coach.apply_all", "n", &count.to_string());
            page.wait_until("all are applied", |_| person.prompt().value() != text);
            assert_eq!(person.prompt().value(), after, "{language}");
            person.press("lens.tokens");
            let tokens = official_count(&after);
            page.wait_until("each token has a row", |page| {
                rows(page, "#token-list").len() as u64 == tokens
            });
            let words: String = page
                .run(
                    "return [...document.querySelectorAll('#token-rows bdi')].map(one => one.textContent).join('')",
                    vec![],
                )
                .as_str()
                .expect("a text")
                .replace('·', " ")
                .replace('⏎', "\n");
            assert_eq!(words, after, "the tokens are the text");
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn what_is_struck_out_is_what_goes() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        for (text, struck) in [
            // The letter that becomes a capital stays.
            (
                "Could you please explain tides?",
                ["Could you please ", "?"].as_slice(),
            ),
            // So does a word that the shorter phrase keeps.
            ("Draw a map in order to explain tides.", &["in order "]),
            // Two suggestions next to each other are one stroke.
            (
                "Hi! I hope you are doing well. Explain tides.",
                &["Hi! I hope you are doing well. "],
            ),
        ] {
            person
                .prompt()
                .type_text(&format!("\u{E009}a\u{E000}{text}"));
            page.wait_until("what goes is struck out, and nothing else", |page| {
                let found = page.run(
                    "return CSS.highlights ? [...CSS.highlights.get('goes') ?? []].map(String) : null",
                    Vec::new(),
                );
                // An engine without highlights strikes nothing.
                found.is_null() || (lens(page) == text && found == serde_json::json!(struck))
            });
        }
    });
}

#[test]
fn a_character_of_several_tokens_is_one_frame() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text = "a 🏳️‍🌈 𒀱 b";
        person.prompt().paste(text);
        person.reads_exactly(official_count(text));
        person.press("lens.tokens");
        page.wait_until("frames are drawn", |page| {
            page.run(
                "return document.querySelectorAll('#lens-frames .many').length",
                vec![],
            ) == 2
        });
        assert_eq!(
            rows(&page, "#token-list").len() as u64,
            official_count(text)
        );
    });
}

#[test]
fn of_a_long_text_only_the_part_around_the_caret_is_shown() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        let text: String = (0..6000).map(|number| format!("line {number}\n")).collect();
        person.prompt().paste(&text);
        person.reads_exactly(official_count(&text));
        page.wait_until("a part is shown", |page| {
            let shown = lens(page);
            !shown.is_empty() && shown.len() < 10_000
        });
        assert!(
            person
                .section("coach.heading")
                .contains(person.text("lens.part"))
        );
        assert!(text.contains(&lens(&page)[..100]));
    });
}

#[test]
fn a_suggestion_is_dismissed_and_its_kind_switched_off() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = with_example(&page, "en");
        let all = person.suggestions();
        person.press_named("coach.dismiss_named", "what", &all[0]);
        page.wait_until("it is gone", |_| !person.suggestions().contains(&all[0]));
        person.press("coach.undo_dismiss");
        page.wait_until("it is back", |_| person.suggestions() == all);
        person.press_named("coach.dismiss_named", "what", &all[0]);
        page.wait_until("it is gone", |_| !person.suggestions().contains(&all[0]));
        person.press("coach.never_kind");
        page.wait_until("it says so", |page| {
            page.has("button", person.text("coach.all_on"))
        });
        page.reload();
        page.wait_until("what is left is suggested", |_| {
            person.suggestions().len() == all.len() - 1
        });
        person.press("coach.all_on");
        page.wait_until("all are back", |_| person.suggestions() == all);
    });
}

#[test]
fn the_exchange_is_compared_with_models_places_and_levers() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = with_example(&page, "en");
        page.wait_until("models are compared", |page| {
            rows(page, "#compare").len() >= 6
        });
        page.by_css("#find").type_text("claude");
        page.wait_until("only those are left, and the chosen one", |page| {
            let rows = rows(page, "#compare");
            rows.len() > 3
                && rows
                    .iter()
                    .all(|row| row[0].contains("Claude") || row[0] == "GPT-4o")
        });
        let name = rows(&page, "#compare")[0][0].clone();
        person.press_named("compare.choose", "what", &name);
        page.wait_until("it is chosen", |page| {
            page.by_css("#compare tr[aria-current] th").text() == name
        });
        person.press("compare.places");
        page.wait_until("the search is over", |page| {
            page.by_css("#find").value().is_empty()
        });
        page.wait_until("places are compared", |page| {
            rows(page, "#compare").iter().any(|row| row[0] == "Sweden")
        });
        person.press_named("compare.choose", "what", "Sweden");
        page.wait_until("Sweden is chosen", |page| {
            page.by_css("#compare tr[aria-current] th").text() == "Sweden"
        });
        person.press("compare.levers");
        page.wait_until("the levers are pulled", |page| {
            let rows = rows(page, "#compare");
            let wh = |index: usize| {
                let cell = rows
                    .get(index)
                    .and_then(|row: &Vec<String>| row.last().cloned());
                cell.and_then(|cell| cell.split_whitespace().next()?.parse::<f64>().ok())
            };
            // As it is, a small model, half the answer, fewer bits, all together.
            rows.len() == 5 && wh(4) < wh(1) && wh(1) < wh(0) && wh(2) < wh(0)
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn what_else_is_counted_costs_more() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = with_example(&page, "en");
        let before = person.reads_an_exact_count();
        page.by_css("#footprint summary").click();
        page.by_css("#history").type_text(&["20000", TAB].concat());
        let with_history = person.reads("more energy", |now| now.wh > before.wh);
        page.by_css("#screen")
            .choose(person.text("counted.screen_desktop"));
        person.reads("still more energy", |now| now.wh > with_history.wh);
        page.by_css("[name=price-in]")
            .type_text(&["2.5", TAB].concat());
        page.wait_until("the price is there", |page| {
            page.by_css("#price").is_shown()
        });
        page.reload();
        page.wait_until("the fields say what counts", |page| {
            page.by_css("#price-in").value() == "2.5" && page.by_css("#history").value() == "20000"
        });
        assert!(
            person
                .section("footprint.heading")
                .contains(person.text("counted.history_too"))
        );
    });
}

#[test]
fn the_scale_shows_what_it_multiplies() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.phone);
        let person = with_example(&page, "en");
        page.wait_until("it is scaled", |page| {
            page.text_of("#scale-wh").contains("Wh")
        });
        // What the coach finds moves everything below it; not every engine keeps a button in its place while that happens.
        person.awaits_suggestions();
        page.wait_until_at_rest();
        person.press("scale.billion");
        page.wait_until("a billion people take terawatt-hours", |page| {
            page.text_of("#scale-wh").contains("TWh")
                && page.text_of("#scale-sum").contains("1\u{a0}billion people")
        });
        assert_eq!(page.by_css("#scale-people").value(), "1000000000");
        page.by_css("#scale-days").clear();
        page.by_css("#scale-days")
            .type_text(&["many", TAB].concat());
        page.wait_until("what is no number is refused", |_| {
            person
                .section("scale.heading")
                .contains(person.text("scale.refused"))
        });
    });
}

#[test]
fn the_text_is_counted_in_other_tokenizers_on_request() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = with_example(&page, "en");
        person.reads_an_exact_count();
        page.wait_until("the page's own tokenizer is counted", |page| {
            rows(page, "#others")[0][1].parse() == Ok(official_count(&person.prompt().value()))
        });
        person.press_named("tokenizers.count_named", "what", "cl100k_base");
        page.wait_until("so is the other", |page| {
            rows(page, "#others")[1][1].parse::<u64>().is_ok()
        });
        person.prompt().paste(" more");
        page.wait_until("both follow the text", |page| {
            rows(page, "#others")[0][1].parse() == Ok(official_count(&person.prompt().value()))
        });
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}
