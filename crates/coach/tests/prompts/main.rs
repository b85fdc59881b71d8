//! Whole prompts: what is read, what is advised, what is left alone.

mod advice;
mod answers;
#[path = "../counting/mod.rs"]
mod counting;
mod edits;
mod formats;
mod payload;
mod tasks;

use counting::counter;
use promptwatt_coach::{Coach, Coaching, Options, apply};
use std::sync::OnceLock;

fn coach() -> &'static Coach {
    static COACH: OnceLock<Coach> = OnceLock::new();
    COACH.get_or_init(Coach::builtin)
}

fn read(text: &str) -> Coaching {
    coach().read(text, &Options::default(), counter())
}

#[track_caller]
fn check_rewritten(text: &str, expected: &str) {
    let coaching = read(text);
    let ids: Vec<_> = coaching
        .suggestions
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(apply(text, &coaching.suggestions), expected, "{ids:?}");
}
