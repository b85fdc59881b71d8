//! Course packages on a learning platform.

use super::{ENTER, LANGUAGES, answers, asked, said, score, texts, waits_for_round};
use promptwatt_tests::{Engine, Page, Platform, Schemas, Served, VIEWPORTS, on_every_engine};
use serde_json::{Value, json};
use std::fs;

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
