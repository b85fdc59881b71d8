//! Ten times the text never costs much more than ten times the time, whatever the text.

mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use promptwatt_tokens::{Counter, Document, Edit, Progress, Work};
use support::{Random, TOKENIZER};

/// Makes a text of about so many bytes.
type Make = Box<dyn Fn(usize) -> String>;

fn texts() -> Vec<(&'static str, Make)> {
    let repeated =
        |unit: &'static str| -> Make { Box::new(move |bytes| unit.repeat(bytes / unit.len())) };
    let random = |letters: &'static [&'static str]| -> Make {
        Box::new(move |bytes| {
            let mut random = Random(99);
            let mut text = String::new();
            while text.len() < bytes {
                text.push_str(random.pick(letters));
            }
            text
        })
    };
    vec![
        ("one letter", repeated("a")),
        ("spaces", repeated(" ")),
        ("newlines", repeated("\n")),
        ("spaces and newlines", repeated(" \n")),
        ("capitals after ideographs", repeated("漢A")),
        ("capitals", repeated("AB")),
        ("marks", repeated("\u{301}")),
        ("apostrophes", repeated("'l")),
        ("NUL", repeated("\0")),
        ("emoji", repeated("😀")),
        (
            "random letters",
            random(&["a", "b", "c", "d", "e", "i", "n", "o", "r", "s", "t", "z"]),
        ),
        (
            "random ideographs",
            random(&["漢", "字", "学", "生", "中", "国", "日", "本"]),
        ),
        (
            "random signs",
            random(&["-", "=", "_", "*", "#", "/", "\n", "!"]),
        ),
        (
            "prose",
            repeated("The quick brown fox jumps over the lazy dog. "),
        ),
    ]
}

/// The best of several, because the machine may be busy with other things.
fn best_time(mut work: impl FnMut()) -> Duration {
    (0..9)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .expect("there are nine")
}

/// Whether `large` takes at most `limit` times as long as `small`, at the best of several attempts: what grows too fast
/// fails all of them by far, what was interrupted does not. Both should fit into a time slice of the system.
#[track_caller]
fn check_ratio(name: &str, limit: f64, mut small: impl FnMut(), mut large: impl FnMut()) {
    let mut ratios = Vec::new();
    for _ in 0..8 {
        let least = best_time(&mut small).max(Duration::from_micros(5));
        let ratio = best_time(&mut large).as_secs_f64() / least.as_secs_f64();
        ratios.push(ratio);
        if ratio <= limit {
            return;
        }
    }
    panic!("{name}: {ratios:.1?} times the time, more than {limit}");
}

/// Steps, because they do not depend on what else the machine does: a document goes over as many bytes as it is told.
fn steps(text: String) -> usize {
    let mut document = Document::new(text);
    let mut calls = 1;
    while let Progress::Counting { .. } = document.advance(&TOKENIZER, Work { bytes: 500 }) {
        calls += 1;
    }
    calls
}

#[test]
fn counting_ten_times_the_bytes_takes_ten_times_the_steps() {
    for (name, text) in texts() {
        let (small, large) = (steps(text(30_000)), steps(text(300_000)));
        assert!(large <= 12 * small, "{name}: {small} steps, then {large}");
    }
}

/// The limit leaves room for caches that a short text fits into and a longer one does not; quadratic would be 100.
#[test]
fn counting_ten_times_the_bytes_takes_about_ten_times_the_time() {
    for (name, text) in texts() {
        let (small, large) = (text(20_000), text(200_000));
        check_ratio(
            name,
            30.0,
            || drop(black_box(TOKENIZER.encode(&small))),
            || drop(black_box(TOKENIZER.encode(&large))),
        );
    }
}

#[test]
fn a_saving_costs_the_same_in_a_longer_text() {
    let counter = Counter::Exact(support::tokenizer());
    for (name, text) in texts() {
        let saving = |text: String| {
            let middle = (text.len() / 2..)
                .find(|&at| text.is_char_boundary(at))
                .expect("the end is one");
            let edits = [Edit {
                utf8: middle..middle,
                replacement: "x".to_owned(),
            }];
            let counter = &counter;
            move || {
                black_box(counter.saving(&text, &edits));
            }
        };
        check_ratio(name, 2.0, saving(text(40_000)), saving(text(400_000)));
    }
}

#[test]
fn no_call_of_a_document_does_much_more_than_its_work() {
    for (name, text) in texts() {
        let text = text(1_000_000);
        let mut document = Document::new(text);
        let mut calls = 1;
        while let Progress::Counting { .. } = document.advance(&TOKENIZER, Work::SLICE) {
            calls += 1;
        }
        // 16 slices of 64 kB; a run that is scanned, but is not a piece, counts twice. What repeats itself is scanned in one
        // go and then known.
        assert!((2..=40).contains(&calls), "{name}: {calls} calls");
    }
}
