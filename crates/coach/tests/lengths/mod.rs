//! Tables of prompts and the lengths that they state.

use crate::reading::read;
use promptwatt_coach::Unit;

/// A length, and what it counts.
pub type Length = Option<(Unit, u32)>;

#[track_caller]
pub fn check_lengths(cases: &[(&str, &str, Length)]) {
    for (name, text, expected) in cases {
        let limit = read(text).answer.stated_limit;
        let found = limit.map(|limit| (limit.unit, limit.at_most));
        assert_eq!(found, *expected, "{name}: {text}");
    }
}
