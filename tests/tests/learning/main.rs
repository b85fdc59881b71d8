//! The lessons: what the controls show is what the energy crate says, by keyboard and in either direction of writing; they work after a visit without a
//! connection; and nothing but files of the build is asked for.

mod figures;

use figures::{about, left, number, shows, shows_percent, text, western};
use promptwatt_energy::{Bits, Lever, regions};
use promptwatt_lesson::{MODELS, Place, Pull, Request, smaller_than};
use promptwatt_tests::{Engine, Page, Served, Texts, Theme, VIEWPORTS, on_every_engine};
use serde_json::json;

const ENTER: &str = "\u{E007}";

const LEFT: &str = "\u{E012}";

const UP: &str = "\u{E013}";

const DOWN: &str = "\u{E015}";

/// Every language's way to its lessons.
const LANGUAGES: [&str; 4] = ["", "/ar", "/fr", "/es"];

#[test]
fn what_has_started_shows_what_was_built() {
    on_every_engine(|engine| {
        let served = Served::start();
        for language in LANGUAGES {
            for view in ["/learn/", "/learn/lab/"] {
                let path = format!("{language}{view}");
                let page = engine.open(&served, &path, VIEWPORTS.desktop);
                waits_for_controls(&page);
                let differing = page.run_async(DIFFERING, Vec::new());
                assert_eq!(differing, json!([]), "{path}");
                assert_eq!(page.console_errors(), Vec::<String>::new(), "{path}");
            }
        }
    });
}

/// Figures whose text differs from that in the file that was built.
const DIFFERING: &str = "const done = arguments[arguments.length - 1]; \
    const read = (root) => [...root.querySelectorAll('[data-figure]')].map((place) => [place.dataset.figure, place.textContent]); \
    fetch(location.pathname).then((response) => response.text()).then((html) => { \
      const built = read(new DOMParser().parseFromString(html, 'text/html')); \
      done(read(document).map(([name, text], index) => [name, text, built[index][1]]).filter(([, now, then]) => now !== then)); \
    })";

#[test]
fn six_steps_by_keyboard() {
    on_every_engine(|engine| {
        let served = Served::start();
        for language in ["", "/ar"] {
            let page = engine.open(&served, &format!("{language}/learn/"), VIEWPORTS.desktop);
            waits_for_controls(&page);
            let ordinary = Request::ordinary();

            // One: guess, and be told.
            assert!(!page.by_css("#revealed").is_shown());
            let before = number(&page, "guess_wh");
            page.press_at(
                "#guess-slider",
                if language.is_empty() { LEFT } else { DOWN },
            );
            assert!(number(&page, "guess_wh") < before);
            page.press_at("#reveal", ENTER);
            page.wait_until("the answer is shown", |page| {
                page.by_css("#revealed").is_shown()
            });
            assert_eq!(told(&page), ["guess-high"]);
            shows(&page, "request_wh", ordinary.estimate().unwrap().wh);

            // Two to five: each figure is the energy crate's.
            page.press_at("input[name=made]", DOWN);
            let long = Request {
                input: 3000.0,
                ..ordinary
            };
            let estimate = long.estimate().unwrap();
            shows(&page, "made_wh", estimate.wh);
            let share = 100.0 * estimate.parts_wh.answer.0 / estimate.wh.central().0;
            about(number(&page, "made_answer"), share, 0.51);

            page.press_at("input[name=answer]", DOWN);
            let short = Request {
                answer: 200.0,
                ..ordinary
            };
            shows(&page, "answer_wh", short.estimate().unwrap().wh);
            left(&page, "answer_share", ordinary.saved_by(&short).unwrap());
            // What the others are compared with is not compared with itself.
            let texts = Texts::of(if language.is_empty() {
                "learn/en"
            } else {
                "learn/ar"
            });
            page.press_at("input[name=answer]", DOWN);
            let said = page.text_of("#answer .result");
            assert!(
                said.contains(texts.get("three.base")) && !said.contains("100%"),
                "{said}"
            );

            page.press_at("input[name=model]", UP);
            let (large, small) = (ordinary.to("llama-3.3-70b"), ordinary.to("llama-3.2-1b"));
            shows(&page, "model_wh", small.estimate().unwrap().wh);
            left(&page, "model_share", large.saved_by(&small).unwrap());

            page.press_at("input[name=bits]", UP);
            // The last of three; not every engine goes there from the first by one step back.
            page.press_at("input[name=place]", DOWN);
            page.press_at("input[name=place]", DOWN);
            let before = Request {
                place: Place::Laptop,
                ..Request::reported()
            };
            let after = Request {
                bits: Some(Bits::Eight),
                ..before
            };
            shows(&page, "bits_wh", after.estimate().unwrap().wh);
            shows_percent(&page, "bits_saved", before.saved_by(&after).unwrap());

            // Six: the article's sum, and a country.
            page.press_at("input[name=day]", UP);
            about(number(&page, "scale_gwh"), 0.34 * 365.0, 0.5);
            page.press_at("#home", DOWN);
            let home: usize = page.by_css("#home").value().parse().unwrap();
            let (per_head, year) = regions()[home].electricity_per_head().unwrap();
            about(number(&page, "home_kwh"), per_head, 0.001);
            assert_eq!(text(&page, "home_year"), year.to_string());
            let millions = 0.34 * 1e9 * 365.0 / 1000.0 / per_head / 1e6;
            about(
                number(&page, "home_people_million"),
                millions,
                millions / 19.0,
            );
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn the_lab_pulls_levers_on_ones_own_prompt() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/learn/lab/", VIEWPORTS.phone);
        waits_for_controls(&page);
        page.by_css("#lab-prompt").type_text(
            "Please write a long poem about the sea, and then explain each line of it to a child.",
        );
        let tokens = number(&page, "lab_input");
        assert!((14.0..=30.0).contains(&tokens), "{tokens}");
        // The figures below use the estimate before it is rounded.
        let tokens = page.run(
            "return lessonTokens(document.getElementById('lab-prompt').value)[1]",
            Vec::new(),
        );
        page.by_css("input[name=lab-model][value='2']").click();
        page.by_css("input[name=lab-place][value='8']").click();
        page.by_css("input[name=lab-left][value='0.25']").click();
        let before = Request {
            model: MODELS[2],
            input: tokens.as_f64().unwrap(),
            place: Place::Service(8.0),
            ..Request::reported()
        };
        assert_eq!(smaller_than(before.model), "llama-3.1-8b");
        let pull = Pull {
            smaller: true,
            answer: 0.25,
            prompt: 1.0,
            bits: Some(Bits::Four),
        };
        shows(&page, "lab_before", before.estimate().unwrap().wh);
        for (lever, pulled) in Lever::ALL.into_iter().zip(pull.on(&before).unwrap()) {
            let name = format!("lab_{}", lever.id());
            shows(&page, &name, pulled.wh);
            shows_percent(&page, &format!("{name}_saved"), pulled.percent);
        }
        // Of a lever that is not pulled it says so, and no saving of nothing.
        page.by_css("#lab-smaller").click();
        let row = "tr:has([data-pulled=smaller_model])";
        let said = page.text_of(row);
        assert!(
            said.contains(Texts::of("learn/en").get("lab.not_pulled")),
            "{said}"
        );
        assert!(!said.contains("\t0%"), "{said}");
        page.by_css("#lab-smaller").click();
        let said = page.text_of(row);
        assert!(
            !said.contains(Texts::of("learn/en").get("lab.not_pulled")),
            "{said}"
        );
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn arabic_readers_choose_their_digits_in_lessons_too() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/ar/learn/", VIEWPORTS.desktop);
        waits_for_controls(&page);
        let texts = Texts::of("learn/ar");
        let latin = text(&page, "request_wh");
        assert!(latin.parse::<f64>().is_ok(), "{latin}");
        page.press(texts.get("page.digits"));
        let arabic = text(&page, "request_wh");
        assert_eq!(western(&arabic), latin);
        assert_ne!(arabic, latin);
        // Numbers without a figure of their own too, and no name.
        let words = page.text_of("#text").replace('\u{a0}', " ");
        assert!(words.contains("٢٠٢٥"), "the year of the report");
        assert!(words.contains("Llama 3.1 8B") && words.contains("Llama 3.3 70B"));
        // What controls write, for the eye and for the ear.
        page.press_at("#guess-slider", UP);
        let said = page.by_css("#guess-slider").attribute("aria-valuetext");
        let said = said.expect("the slider says its value");
        assert!(
            !said.contains(|letter: char| letter.is_ascii_digit()),
            "{said}"
        );
        page.press_at("input[name=day]", UP);
        assert_eq!(western(&text(&page, "scale_gwh")), "124");
        assert_ne!(text(&page, "scale_gwh"), "124");
        // It holds on every page of the lessons, those without controls among them, and after a reload.
        for view in ["lab/", "quiz/", "teach/worksheet/"] {
            page.go(&served.url(&format!("/ar/learn/{view}")));
            if view == "lab/" {
                // Who leaves earlier breaks off what is fetched.
                waits_for_controls(&page);
            }
            page.wait_until("the digits are taken over", |page| {
                let main = page.text_of("main");
                main.chars().any(|letter| ('٠'..='٩').contains(&letter))
            });
        }
        page.go(&served.url("/ar/learn/"));
        waits_for_controls(&page);
        assert_eq!(text(&page, "request_wh"), arabic);
        page.press(texts.get("page.digits"));
        assert_eq!(text(&page, "request_wh"), latin);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn every_page_of_the_lessons_takes_the_theme_over_before_it_is_painted() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        page.choose_theme(Theme::Dark);
        for view in ["", "lab/", "quiz/", "teach/", "teach/worksheet/"] {
            page.go(&served.url(&format!("/learn/{view}")));
            let theme = page.run("return document.documentElement.dataset.theme", Vec::new());
            assert_eq!(theme, "dark", "{view}");
        }
    });
}

/// What moves by a pixel or more when one of the controls is used, each with how far: headings, controls, explanations and tables of the page.
const MOVING: &str = "const done = arguments[arguments.length - 1]; (async () => { \
    const moved = []; \
    const frame = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))); \
    for (const input of document.querySelectorAll('main input:is([type=radio], [type=checkbox])')) { \
      const tops = () => [...document.querySelectorAll('main :is(h2, h3, .how, table, fieldset)')].map((part) => part.getBoundingClientRect().top + scrollY); \
      const before = tops(); \
      input.click(); \
      await frame(); \
      const by = Math.max(...tops().map((top, at) => Math.abs(top - before[at]))); \
      if (by >= 1) moved.push(`${input.name || input.id} ${input.value}: ${Math.round(by)} px`); \
    } \
    done(moved); \
  })()";

#[test]
fn nothing_moves_when_a_control_is_used() {
    on_every_engine(|engine| {
        let served = Served::start();
        for language in LANGUAGES {
            for view in ["/learn/", "/learn/lab/"] {
                let path = format!("{language}{view}");
                let page = engine.open(&served, &path, VIEWPORTS.desktop);
                for viewport in [VIEWPORTS.desktop, VIEWPORTS.phone] {
                    page.resize(viewport);
                    waits_for_controls(&page);
                    let moved = page.run_async(MOVING, Vec::new());
                    assert_eq!(moved, json!([]), "{path} at {} px", viewport.width);
                }
            }
        }
    });
}

#[test]
fn a_figure_opens_its_formula_and_its_sources_by_keyboard() {
    on_every_engine(|engine| {
        let served = Served::start();
        for language in ["", "/ar"] {
            let page = engine.open(&served, &format!("{language}/learn/"), VIEWPORTS.phone);
            waits_for_controls(&page);
            page.press_at("#answer .card .how summary", ENTER);
            let shown = page.text_of("#answer .card .how");
            let figure = text(&page, "answer_wh");
            assert!(shown.contains(&figure), "{figure} is not in {shown}");
            assert!(
                shown.contains("(2026-"),
                "the day a source was read: {shown}"
            );
            // The controls change it there too.
            page.by_css("input[name=answer][value='800']").click();
            let now = text(&page, "answer_wh");
            assert_ne!(now, figure);
            assert!(page.text_of("#answer .card .how").contains(&now));
        }
    });
}

#[test]
fn each_page_that_was_visited_opens_without_a_connection() {
    on_every_engine(|engine| {
        // The quiz first: it has to ask for the worker by itself.
        let views = [
            "quiz/",
            "",
            "lab/",
            "access/",
            "method/",
            "teach/",
            "teach/worksheet/",
        ];
        let mut served = Served::start();
        let page = engine.open(&served, "/learn/quiz/", VIEWPORTS.desktop);
        waits_until_kept(
            &page,
            &["/learn/quiz/", "learn-quiz-", "learn-base-", "style-"],
        );
        for view in views {
            page.go(&served.url(&format!("/learn/{view}")));
            if ["", "lab/"].contains(&view) {
                // Who leaves earlier breaks off what is fetched.
                waits_for_controls(&page);
            }
            waits_until_kept(&page, &[&format!("/learn/{view}\"")]);
        }
        page.go(&served.url("/learn/"));
        waits_for_controls(&page);
        waits_until_kept(&page, &["lesson-", "_bg.wasm"]);
        served.stop();
        for view in views {
            page.go(&served.url(&format!("/learn/{view}")));
            if ["", "lab/"].contains(&view) {
                waits_for_controls(&page);
            }
            let heading = page.text_of("h1");
            assert!(!heading.is_empty(), "{view}");
            let styled = page.run(
                "return getComputedStyle(document.querySelector('main')).maxInlineSize",
                Vec::new(),
            );
            assert_ne!(styled, "none", "{view} has its style");
        }
        page.go(&served.url("/learn/lab/"));
        waits_for_controls(&page);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn after_a_visit_the_lessons_work_offline_and_only_files_of_the_build_were_asked_for() {
    on_every_engine(|engine| {
        let mut served = Served::start();
        let page = engine.open(&served, "/ar/learn/", VIEWPORTS.phone);
        waits_for_controls(&page);
        waits_until_kept(
            &page,
            &["/ar/learn/", "learn-", "lesson-", "_bg.wasm", "style-"],
        );
        for request in served.requests() {
            assert_eq!(
                (request.method.as_str(), request.body_bytes),
                ("GET", 0),
                "{request:?}"
            );
            assert!(!request.target.contains(['?', '#', '%']), "{request:?}");
            assert!(
                served.file(&request.target).is_file(),
                "{request:?} is no file of the page"
            );
        }
        served.stop();
        page.reload();
        waits_for_controls(&page);
        page.by_css("input[name=answer][value='50']").click();
        let short = Request {
            answer: 50.0,
            ..Request::ordinary()
        };
        shows(&page, "answer_wh", short.estimate().unwrap().wh);
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[track_caller]
fn waits_for_controls(page: &Page) {
    page.wait_until("the controls have started", |page| {
        page.run(
            "return !!window.lesson && !document.querySelector('.try[hidden]')",
            Vec::new(),
        ) == true
    });
}

/// Which of the sentences about the guess are shown.
fn told(page: &Page) -> Vec<String> {
    let told = page.run(
        "return ['guess-low', 'guess-inside', 'guess-high'].filter((id) => !document.getElementById(id).hidden)",
        Vec::new(),
    );
    let told = told.as_array().into_iter().flatten();
    told.filter_map(|id| Some(id.as_str()?.to_owned()))
        .collect()
}

/// Waits until the worker is in charge and keeps a file with each of these parts in its path.
#[track_caller]
fn waits_until_kept(page: &Page, parts: &[&str]) {
    if page.engine() == Engine::WebKitGtk {
        // Under a driver it has no cache from which the worker could take the first visit's files: the second visit's come through the worker.
        page.wait_until("the worker is in charge", |page| {
            page.run("return !!navigator.serviceWorker.controller", Vec::new()) == true
        });
        page.reload();
    }
    page.wait_until("the worker keeps the lesson", |page| {
        let kept = page.run_async(
            "const done = arguments[arguments.length - 1]; \
             (async () => { \
               const urls = []; \
               for (const name of await caches.keys()) urls.push(...await (await caches.open(name)).keys()); \
               done(navigator.serviceWorker.controller ? urls.map(({ url }) => url) : []); \
             })()",
            Vec::new(),
        );
        let kept = kept.to_string();
        parts.iter().all(|part| kept.contains(part))
    });
}
