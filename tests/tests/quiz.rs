//! Quiz, teacher pack and course package: answered by keyboard, right and wrong told in words, the score kept here or reported to a learning platform.

use promptwatt_tests::{
    Engine, Page, Platform, Schemas, Served, Texts, VIEWPORTS, on_every_engine,
};
use serde_json::{Value, json};
use std::fs;

const ENTER: &str = "\u{E007}";
const SPACE: &str = " ";
const DOWN: &str = "\u{E015}";

/// Every language's way to its pages.
const LANGUAGES: [(&str, &str); 4] = [("en", ""), ("ar", "/ar"), ("fr", "/fr"), ("es", "/es")];

fn texts(language: &str) -> Texts {
    Texts::of(&format!("class/{language}"))
}

#[test]
fn answered_by_keyboard_and_told_in_words() {
    on_every_engine(|engine| {
        let served = Served::start();
        for (language, path) in &LANGUAGES[..2] {
            let texts = texts(language);
            let page = engine.open(&served, &format!("{path}/learn/quiz/"), VIEWPORTS.desktop);
            waits_for_round(&page);
            let round = asked(&page);
            assert_eq!(round.len(), 10, "one of each theme");

            answers(&page, &round[0], true);
            let right = format!("✓ {}", texts.get("quiz.right"));
            assert_eq!(verdict(&page, &round[0]), right);
            let focused = page.run("return document.activeElement.className", Vec::new());
            assert_eq!(focused, "verdict", "it is read out");
            assert_eq!(score(&page), said(&texts, "score", [1, 1, 10]));

            answers(&page, &round[1], false);
            let wrong = format!("✗ {}", texts.get("quiz.wrong"));
            assert_eq!(verdict(&page, &round[1]), wrong);
            assert_eq!(score(&page), said(&texts, "score", [1, 2, 10]));
            let marked = page.text_of(&format!("#{} label:has(.mark)", round[1]));
            assert!(
                marked.contains('✓') || marked.contains('✗'),
                "{marked}: what was right and what was chosen is said at the options"
            );
            // Without a choice it says what is missing, and nothing is counted.
            page.press_at(&format!("#{} .check", round[2]), ENTER);
            assert_eq!(verdict(&page, &round[2]), texts.get("quiz.choose_first"));
            assert!(!page.by_css(&format!("#{} details", round[2])).is_shown());
            assert_eq!(score(&page), said(&texts, "score", [1, 2, 10]));

            let explained = page.text_of(&format!("#{} details", round[1]));
            for part in ["quiz.right_answer", "quiz.sources"] {
                assert!(explained.contains(texts.get(part)), "{explained}");
            }

            page.reload();
            waits_for_round(&page);
            assert_eq!(asked(&page), round, "the round is kept");
            assert_eq!(score(&page), said(&texts, "score", [1, 2, 10]));
            assert_eq!(verdict(&page, &round[1]), wrong);
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn a_round_of_one_theme_to_its_end() {
    on_every_engine(|engine| {
        let served = Served::start();
        let texts = texts("es");
        let page = engine.open(&served, "/es/learn/quiz/", VIEWPORTS.phone);
        waits_for_round(&page);
        page.by_css("[name=theme]")
            .choose(texts.get("theme.access"));
        let round = asked(&page);
        assert_eq!(round.len(), 4);
        for question in &round {
            answers(&page, question, true);
        }
        assert_eq!(score(&page), said(&texts, "done", [4, 4, 4]));
        page.press(texts.get("quiz.new_round"));
        assert_eq!(score(&page), said(&texts, "score", [0, 0, 4]));
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn what_cannot_be_kept_or_is_damaged_stops_nothing() {
    on_every_engine(|engine| {
        for before in [
            "Object.defineProperty(window, 'localStorage', { get() { throw 'blocked' } });",
            "localStorage.setItem('promptwatt.quiz', '{\"round\":[\"gone\"],\"answers\":{}}');",
            "localStorage.setItem('promptwatt.quiz', '{\"round\":\"x\"}');",
            "localStorage.setItem('promptwatt.quiz', '<');",
        ] {
            let served = Served::start_copy();
            run_before_the_quiz(&served, before);
            let page = engine.open(&served, "/learn/quiz/", VIEWPORTS.desktop);
            waits_for_round(&page);
            let round = asked(&page);
            assert_eq!(round.len(), 10);
            answers(&page, &round[0], true);
            assert_eq!(score(&page), said(&texts("en"), "score", [1, 1, 10]));
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn whole_without_a_script() {
    on_every_engine(|engine| {
        let served = Served::start_copy();
        // A script that does not arrive is the same in every engine as one that may not run.
        for file in scripts_of_the_quiz(&served) {
            fs::remove_file(file).expect("the copy is the test's own");
        }
        let page = engine.open(&served, "/ar/learn/quiz/", VIEWPORTS.phone);
        let questions = page.run(
            "return [...document.querySelectorAll('.question')].filter((question) => question.checkVisibility()).length",
            Vec::new(),
        );
        assert!(questions.as_u64() >= Some(24), "{questions}");
        assert!(
            !page.by_css(".check").is_shown(),
            "there is nothing to press in vain"
        );
        page.by_css(".question summary").click();
        let answer = page.text_of(".question details");
        assert!(
            answer.contains(texts("ar").get("quiz.right_answer")),
            "{answer}"
        );
    });
}

#[test]
fn every_page_fits_its_screen() {
    on_every_engine(|engine| {
        let served = Served::start();
        for (language, path) in LANGUAGES {
            for viewport in [VIEWPORTS.phone, VIEWPORTS.desktop] {
                let page = engine.open(&served, &format!("{path}/learn/quiz/"), viewport);
                for view in ["quiz", "teach", "teach/worksheet", "teach/answers"] {
                    page.go(&served.url(&format!("{path}/learn/{view}/")));
                    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
                    assert_eq!(
                        page.run(overflow, Vec::new()),
                        json!(0),
                        "{language} {view} at {} px scrolls sideways",
                        viewport.width
                    );
                }
                assert_eq!(page.console_errors(), Vec::<String>::new());
            }
        }
    });
}

#[test]
fn a_preset_opens_the_page_with_its_prompt() {
    on_every_engine(|engine| {
        let served = Served::start();
        for (language, path) in &LANGUAGES[..2] {
            let page = engine.open(&served, &format!("{path}/learn/teach/"), VIEWPORTS.desktop);
            let words = texts(language);
            page.by_role("link", words.get("preset.brief")).click();
            let field = Texts::of(language);
            let prompt = page.by_role("textbox", field.get("page.your_prompt"));
            page.wait_until("the prompt is in the field", |_| {
                prompt.value() == words.get("preset.brief_text")
            });
            assert!(
                !page
                    .text_of("body")
                    .contains(field.get("share.reason_damaged"))
            );
            assert_eq!(page.console_errors(), Vec::<String>::new());
        }
    });
}

#[test]
fn a_lesson_by_a_link_that_only_lets_read() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/ar/learn/teach/", VIEWPORTS.desktop);
        page.by_role("link", texts("ar").get("teach.read_only"))
            .click();
        page.wait_until("the lesson", |page| {
            page.address().ends_with("/ar/learn/#read-only")
        });
        page.wait_until("the controls have started", |page| {
            page.run("return !!window.lesson", Vec::new()) == true
        });
        let shown = "return [...document.querySelectorAll('.try')].filter((part) => part.checkVisibility()).length";
        assert_eq!(page.run(shown, Vec::new()), json!(0));
        assert!(
            page.by_css("#revealed").is_shown(),
            "what is to be guessed can be read"
        );
    });
}

#[test]
fn a_course_reports_to_its_platform() {
    on_every_engine(|engine| {
        for language in ["en", "ar"] {
            let platform = Platform::with_package(language);
            let page = open(engine, &platform);
            let directory = if language == "en" { "" } else { "ar/" };
            let quiz = format!("{directory}learn/quiz/index.html");

            // A plain frame: a round to its end, every second answer wrong.
            launch(&page, "quiz", &quiz, Value::Null);
            page.enter_frame();
            waits_for_round(&page);
            let round = asked(&page);
            for (index, question) in round.iter().enumerate() {
                answers(&page, question, index % 2 == 0);
            }
            page.leave_frame();
            let core = reported(&page, "quiz");
            assert_eq!(core["cmi.core.lesson_status"], "completed");
            assert_eq!(core["cmi.core.score.raw"], "50");
            assert_eq!(core["cmi.core.score.min"], "0");
            assert_eq!(core["cmi.core.score.max"], "100");
            page.run("leave()", Vec::new());
            page.wait_until("the page has said goodbye", |page| {
                state(page) == "finished"
            });
            let calls = calls(&page);
            assert_eq!(calls[0], json!(["LMSInitialize", "", "true"]));
            assert_eq!(calls[calls.len() - 1], json!(["LMSFinish", "", "true"]));
            assert_eq!(calls[calls.len() - 2], json!(["LMSCommit", "", "true"]));
            let is_time = |call: &Value| call[1] == "cmi.core.session_time" && call[3] == "true";
            assert!(is_time(&calls[calls.len() - 3]), "{calls:?}");

            // Opened again, in a sandbox that leaves it its origin: the round is there, and another cannot take the score away.
            launch(
                &page,
                "quiz",
                &quiz,
                json!("allow-scripts allow-same-origin"),
            );
            page.enter_frame();
            waits_for_round(&page);
            assert_eq!(asked(&page), round);
            page.press(texts(language).get("quiz.new_round"));
            let question = &asked(&page)[0];
            answers(&page, question, false);
            page.leave_frame();
            let core = reported(&page, "quiz");
            assert_eq!(core["cmi.core.lesson_status"], "completed");
            assert_eq!(core["cmi.core.score.raw"], "50");

            // The lesson is done when its end has been seen.
            launch(
                &page,
                "lesson",
                &format!("{directory}learn/index.html"),
                Value::Null,
            );
            page.wait_until("the lesson has begun", |page| {
                reported(page, "lesson")["cmi.core.lesson_status"] == "incomplete"
            });
            page.enter_frame();
            page.wait_until("its controls have started", |page| {
                page.run("return !!window.lesson", Vec::new()) == true
            });
            page.run(
                "scrollTo(0, document.documentElement.scrollHeight)",
                Vec::new(),
            );
            page.leave_frame();
            page.wait_until("the lesson is done", |page| {
                reported(page, "lesson")["cmi.core.lesson_status"] == "completed"
            });

            let refused: Vec<Value> = self::calls(&page)
                .into_iter()
                .filter(|call| {
                    call.as_array().and_then(|call| call.last()) == Some(&json!("false"))
                })
                .collect();
            assert_eq!(
                refused,
                Vec::<Value>::new(),
                "what the standard does not allow"
            );
            assert_eq!(platform.missed(), Vec::<String>::new());
            let mut errors = page.console_errors();
            // That is the platform's choice of sandbox.
            errors.retain(|error| !error.contains("can escape its sandboxing"));
            assert_eq!(errors, Vec::<String>::new());
        }
    });
}

#[test]
fn a_course_works_where_it_may_not_report() {
    on_every_engine(|engine| {
        let platform = Platform::with_package("fr");
        let page = open(engine, &platform);
        // Without its origin it can neither reach the platform nor keep anything.
        launch(
            &page,
            "quiz",
            "fr/learn/quiz/index.html",
            json!("allow-scripts"),
        );
        page.enter_frame();
        waits_for_round(&page);
        let round = asked(&page);
        answers(&page, &round[0], true);
        assert_eq!(score(&page), said(&texts("fr"), "score", [1, 1, 10]));
        page.leave_frame();
        assert_eq!(calls(&page), Vec::<Value>::new());
    });
}

#[test]
fn each_manifest_is_valid_by_the_schemas_of_scorm() {
    // No engine has a part in this; without one, nothing is built that could be packed.
    on_every_engine(|_| {
        let schemas = Schemas::load();
        for (language, _) in LANGUAGES {
            let platform = Platform::with_package(language);
            let manifest = platform.manifest();
            assert_eq!(schemas.check(&manifest), "", "{language}");
            // What the schemas forbid is found.
            let good = fs::read_to_string(&manifest).expect("there is a manifest");
            for (from, to) in [
                ("scormtype=\"sco\"", "scormtype=\"page\""),
                ("<organizations", "<resources/><organizations"),
                (" identifier=\"quiz\"", ""),
            ] {
                assert!(good.contains(from), "{from}");
                fs::write(&manifest, good.replacen(from, to, 1)).expect("it is the test's own");
                assert_ne!(schemas.check(&manifest), "", "{from}");
            }
        }
    });
}

#[test]
fn no_broken_platform_stops_a_course() {
    on_every_engine(|engine| {
        let platform = Platform::with_package("en");
        let page = open(engine, &platform);
        let ways = page.run("return waysToBreak", Vec::new());
        for way in ways.as_array().expect("a list") {
            page.go(&platform.url());
            page.run("breakDown(...arguments)", vec![way.clone()]);
            launch(&page, "quiz", "learn/quiz/index.html", Value::Null);
            page.enter_frame();
            waits_for_round(&page);
            let round = asked(&page);
            assert_eq!(round.len(), 10, "{way}");
            for question in &round {
                answers(&page, question, true);
            }
            assert_eq!(
                score(&page),
                said(&texts("en"), "done", [10, 10, 10]),
                "{way}"
            );
            page.leave_frame();
            page.run("leave()", Vec::new());

            page.run("breakDown(...arguments)", vec![way.clone()]);
            launch(&page, "lesson", "learn/index.html", Value::Null);
            page.enter_frame();
            page.wait_until("its controls have started", |page| {
                page.run(
                    "return !!window.lesson && !document.querySelector('.try[hidden]')",
                    Vec::new(),
                ) == true
            });
            page.press_at("#reveal", ENTER);
            assert!(page.by_css("#revealed").is_shown(), "{way}");
            page.leave_frame();
            page.run("leave()", Vec::new());
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{way}");
        }
    });
}

#[test]
fn a_course_goes_on_where_it_was_left() {
    on_every_engine(|engine| {
        let platform = Platform::with_package("ar");
        let page = open(engine, &platform);
        let lesson = "ar/learn/index.html";
        launch(&page, "lesson", lesson, Value::Null);
        page.wait_until("the lesson has begun", |page| {
            reported(page, "lesson")["cmi.core.lesson_status"] == "incomplete"
        });
        page.enter_frame();
        page.wait_until("its controls have started", |page| {
            page.run("return !!window.lesson", Vec::new()) == true
        });
        page.run(
            "document.getElementById('model').scrollIntoView()",
            Vec::new(),
        );
        page.leave_frame();
        page.wait_until("the platform knows the step", |page| {
            reported(page, "lesson")["cmi.core.lesson_location"] == "model"
        });
        page.run("leave()", Vec::new());
        page.wait_until("the page has said goodbye", |page| {
            state(page) == "finished"
        });

        launch(&page, "lesson", lesson, Value::Null);
        page.wait_until("the lesson has begun again", |page| {
            reported(page, "lesson")["cmi.core.entry"] == "resume" && state(page) == "open"
        });
        page.enter_frame();
        page.wait_until("the step is on the screen", |page| {
            let top = page.run(
                "return document.getElementById('model').getBoundingClientRect().top",
                Vec::new(),
            );
            top.as_f64().is_some_and(|top| top.abs() < 400.0)
        });
        page.leave_frame();
        let status = reported(&page, "lesson")["cmi.core.lesson_status"].clone();
        assert_eq!(status, "incomplete", "its end has not been read");
    });
}

#[test]
fn a_course_in_a_window_of_its_own_finds_the_one_that_opened_it() {
    on_every_engine(|engine| {
        let platform = Platform::with_package("es");
        let page = open(engine, &platform);
        page.run(
            "launchInWindow('quiz', 'es/learn/quiz/index.html')",
            Vec::new(),
        );
        page.by_css("#own").click();
        page.wait_until("it reports", |page| {
            reported(page, "quiz")["cmi.core.lesson_status"] == "incomplete"
        });
    });
}

#[track_caller]
fn open(engine: Engine, platform: &Platform) -> Page {
    // A page of some server must be opened first; the platform has no headers of ours.
    let served = Served::start();
    let page = engine.open(&served, "/learn/quiz/", VIEWPORTS.desktop);
    page.go(&platform.url());
    page
}

#[track_caller]
fn launch(page: &Page, unit: &str, path: &str, sandbox: Value) {
    page.run(
        "launch(...arguments)",
        vec![json!(unit), json!(path), sandbox],
    );
}

#[track_caller]
fn reported(page: &Page, unit: &str) -> Value {
    page.run("return said().reported[arguments[0]]", vec![json!(unit)])
}

#[track_caller]
fn state(page: &Page) -> Value {
    page.run("return said().state", Vec::new())
}

#[track_caller]
fn calls(page: &Page) -> Vec<Value> {
    let calls = page.run("return said().calls", Vec::new());
    calls.as_array().expect("a list").clone()
}

#[track_caller]
fn waits_for_round(page: &Page) {
    page.wait_until("a round is drawn", |page| {
        page.run("return !!document.querySelector('.drawn')", Vec::new()) == true
    });
}

/// The questions of the round, by their ids in the page.
#[track_caller]
fn asked(page: &Page) -> Vec<String> {
    let ids = page.run(
        "return [...document.querySelectorAll('.question:not([hidden])')].map((question) => question.id)",
        Vec::new(),
    );
    let ids = ids.as_array().expect("a list");
    ids.iter()
        .map(|id| id.as_str().expect("an id").to_owned())
        .collect()
}

/// Answers a question by keyboard, rightly or wrongly.
#[track_caller]
fn answers(page: &Page, question: &str, rightly: bool) {
    let right = page.by_css(&format!("#{question}")).attribute("data-right");
    let right: Vec<usize> = right
        .expect("the page says what is right")
        .split(' ')
        .map(|index| index.parse().expect("an index"))
        .collect();
    let input = format!("#{question} input");
    if page.by_css(&input).attribute("type").as_deref() == Some("checkbox") {
        for index in right.into_iter().take(if rightly { usize::MAX } else { 1 }) {
            page.press_at(&format!("{input}[value=\"{index}\"]"), SPACE);
        }
    } else {
        let wanted = if rightly {
            right[0]
        } else {
            usize::from(right[0] == 0)
        };
        // Tab leads to the group, arrows lead within it and choose.
        page.press_at(&format!("{input}[value=\"0\"]"), SPACE);
        for _ in 0..wanted {
            page.by_css(":focus").type_text(DOWN);
        }
    }
    page.press_at(&format!("#{question} .check"), ENTER);
}

#[track_caller]
fn verdict(page: &Page, question: &str) -> String {
    page.text_of(&format!("#{question} .verdict"))
}

#[track_caller]
fn score(page: &Page) -> String {
    page.text_of("#score")
}

/// The text of `quiz.<key>` with its numbers.
fn said(texts: &Texts, key: &str, [right, answered, total]: [usize; 3]) -> String {
    texts
        .get(&format!("quiz.{key}"))
        .replace("{right}", &right.to_string())
        .replace("{answered}", &answered.to_string())
        .replace("{total}", &total.to_string())
}

/// The script of the quiz in a copy of the page, and its compressed copies.
fn scripts_of_the_quiz(served: &Served) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(served.file("/").with_file_name("")).expect("there is a copy");
    files
        .map_while(|entry| Some(entry.ok()?.path()))
        .filter(|file| {
            file.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("learn-quiz-"))
        })
        .collect()
}

fn run_before_the_quiz(served: &Served, script: &str) {
    for file in scripts_of_the_quiz(served) {
        let outcome = if file.extension().is_some_and(|ending| ending == "js") {
            fs::read_to_string(&file)
                .and_then(|own| fs::write(&file, format!("{{ {script} }}\n{own}")))
        } else {
            fs::remove_file(&file)
        };
        outcome.expect("the copy is the test's own");
    }
}
