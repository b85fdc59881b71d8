//! Quiz, teacher pack and course package: answered by keyboard, right and wrong told in words, the score kept here or reported to a learning platform.

mod courses;
mod pages;

use promptwatt_tests::{Page, Served, Texts};
use std::fs;

const ENTER: &str = "\u{E007}";

const SPACE: &str = " ";

const DOWN: &str = "\u{E015}";

/// Every language's way to its pages.
const LANGUAGES: [(&str, &str); 4] = [("en", ""), ("ar", "/ar"), ("fr", "/fr"), ("es", "/es")];

fn texts(language: &str) -> Texts {
    Texts::of(&format!("class/{language}"))
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
