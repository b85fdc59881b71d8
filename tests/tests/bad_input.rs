//! Input that nobody means well with: each gets a clear result, nothing is lost, and the page goes on answering.

use promptwatt_tests::{Page, Person, Served, VIEWPORTS, official_count, on_every_engine};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};

/// The longest that the page may be busy in one go with a megabyte.
const LONGEST_TASK_MS: f64 = 200.0;
/// The same where every line has three things to shorten: 30,000 suggestions. About 150 to 210 ms are measured; the machine may be busy.
const LONGEST_WORDY_TASK_MS: f64 = 300.0;
/// A busy machine makes any task long: the page passes when one of so many goes does.
const GOES: usize = 5;
/// One long text at a time: two would be each other's load.
static TURN: Mutex<()> = Mutex::new(());

#[test]
fn odd_texts_are_counted_and_kept_as_they_are() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        for text in [
            "  \n\t \u{a0}\u{3000}\n",
            "a\u{0}b\u{0}",
            "\u{202e}txet sdrawkcab\u{202c} \u{2067}x\u{2069}\u{200f}",
            "\u{feff}\u{fffe}\u{10ffff}\u{200b}\u{200d}",
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
            "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;",
            "<|endoftext|><|im_start|>",
            "👩‍👩‍👧‍👦🏳️‍🌈🇫🇷🇫",
        ] {
            person.prompt().clear();
            person.prompt().paste(text);
            let read = person.reads_exactly(official_count(text));
            assert_eq!(
                read.around.contains(person.text("strip.empty")),
                text.trim().is_empty(),
                "{text:?}"
            );
            page.reload();
            person.reads_exactly(official_count(text));
            assert_eq!(person.prompt().value(), text);
            assert_eq!(page.console_errors(), Vec::<String>::new(), "{text:?}");
        }
    });
}

#[test]
fn half_a_surrogate_pair_stays_in_the_field() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        person
            .prompt()
            .fill_by(r"return 'in order to a\uD800b \uDC00\uD83D'");
        // On its way to a model each half becomes a replacement character.
        let sent = "in order to a\u{fffd}b \u{fffd}\u{fffd}";
        person.reads_exactly(official_count(sent));
        let units = || {
            page.run(
                r"return document.activeElement.value === 'in order to a\uD800b \uDC00\uD83D'",
                Vec::new(),
            )
        };
        assert_eq!(units(), true);
        page.reload();
        person.reads_exactly(official_count(sent));
        person.prompt().click();
        assert_eq!(units(), true, "kept over a reload as it was");
        assert_eq!(page.console_errors(), Vec::<String>::new());
    });
}

#[test]
fn a_hundred_thousand_times_one_letter() {
    on_every_engine(|engine| {
        let served = Served::start();
        for letter in ["a", " ", "\u{e9}", "漢"] {
            let script = format!("return {letter:?}.repeat(100_000)");
            check_long(
                &|| engine.open(&served, "/", VIEWPORTS.desktop),
                &script,
                &letter.repeat(100_000),
                LONGEST_TASK_MS,
            );
        }
    });
}

#[test]
fn a_megabyte_is_counted_while_the_page_answers() {
    on_every_engine(|engine| {
        let served = Served::start();
        for (sentence, longest_ms) in [(PLAIN, LONGEST_TASK_MS), (WORDY, LONGEST_WORDY_TASK_MS)] {
            let (script, text) = prose(sentence, 1_000_000);
            check_long(
                &|| engine.open(&served, "/", VIEWPORTS.desktop),
                &script,
                &text,
                longest_ms,
            );
        }
    });
}

#[test]
fn five_megabytes_are_counted() {
    on_every_engine(|engine| {
        let served = Served::start();
        let (script, text) = prose(WORDY, 5_000_000);
        check_long(
            &|| engine.open(&served, "/", VIEWPORTS.desktop),
            &script,
            &text,
            f64::INFINITY,
        );
    });
}

/// Puts a long text into the field: it is counted exactly, and, if so wished, without a task that is too long.
#[track_caller]
fn check_long(open: &dyn Fn() -> Page, script: &str, text: &str, longest_ms: f64) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let count = official_count(text);
    let mut longest = Vec::new();
    for _ in 0..GOES {
        let page = open();
        let person = Person::at(&page, "en");
        // The vocabulary's own work is not the text's.
        person.prompt().type_text("x");
        person.reads_exactly(1);
        let field = person.prompt();
        field.put_by(script);
        page.run(WATCH, Vec::new());
        field.tell();
        person.reads_exactly(count);
        page.wait_until("the coach has read it", |_| {
            !person
                .section("coach.heading")
                .contains(person.text("coach.waiting"))
        });
        assert_eq!(
            page.run("return document.activeElement.value.length", Vec::new()),
            text.encode_utf16().count()
        );
        assert_eq!(page.console_errors(), Vec::<String>::new());
        let tasks = page.run("return window.longTasks", Vec::new());
        println!(
            "{} bytes, {:?}…: tasks over 50 ms: {tasks}",
            text.len(),
            &text.chars().take(4).collect::<String>()
        );
        let most = tasks
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .fold(0.0, f64::max);
        longest.push(most);
        if most <= longest_ms {
            return;
        }
    }
    panic!(
        "{} bytes keep the page busy for {longest:?} ms at a time",
        text.len()
    );
}

/// Begins to note the tasks of more than 50 ms.
const WATCH: &str = "window.longTasks = []; \
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: 'longtask' });";

/// A line with nothing to shorten, and one with much.
const PLAIN: &str = "the moon pulls the sea on its near side more than the earth, and the earth more than the sea on its far side.";
const WORDY: &str = "could you please explain in order to teach it how the moon moves the sea twice a day, and why?";

/// Numbered lines of a sentence, about `bytes` long, and the script that makes them: so long a text would take the driver longer than the page.
fn prose(sentence: &str, bytes: usize) -> (String, String) {
    let lines = bytes / (sentence.len() + 8);
    let text = (0..lines)
        .map(|line| format!("{line}: {sentence}\n"))
        .collect();
    let script = format!(
        "return Array.from({{ length: {lines} }}, (_, line) => `${{line}}: {sentence}\n`).join('')"
    );
    (script, text)
}
