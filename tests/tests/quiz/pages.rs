//! The quiz and the pages of the teacher pack.

use super::{
    ENTER, LANGUAGES, answers, asked, run_before_the_quiz, said, score, scripts_of_the_quiz, texts,
    verdict, waits_for_round,
};
use promptwatt_tests::{Served, Texts, VIEWPORTS, on_every_engine};
use serde_json::json;
use std::fs;

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
        // They are painted when the style sheets are there.
        page.wait_until("all questions are shown", |page| {
            let questions = page.run(
                "return [...document.querySelectorAll('.question')].filter((question) => question.checkVisibility()).length",
                Vec::new(),
            );
            questions.as_u64() >= Some(24)
        });
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
