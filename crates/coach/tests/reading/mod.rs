//! A prompt read with every language's rules, its tokens estimated.

use promptwatt_coach::{Coach, Coaching, Options};
use promptwatt_tokens::{Counter, Encoding};
use std::sync::OnceLock;

pub fn read(text: &str) -> Coaching {
    static COACH: OnceLock<Coach> = OnceLock::new();
    let counter = Counter::Estimate(Encoding::O200kBase);
    COACH
        .get_or_init(Coach::builtin)
        .read(text, &Options::default(), &counter)
}
