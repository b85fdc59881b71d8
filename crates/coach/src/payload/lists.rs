//! Lists among what is worked on.

use crate::ends::{first, without_start};
use crate::fold::is_space;

/// Whether several lines begin with a number or a letter: "1.", "a)", "101:".
pub(crate) fn is_enumerated(text: &str) -> bool {
    let text = without_start(text, is_space);
    let lines = crate::ends::Lines(text).take(20);
    lines.filter(|line| is_numbered(line)).nth(1).is_some()
}

/// Whether a line begins with a number or a letter.
pub(super) fn is_numbered(line: &str) -> bool {
    let line = without_start(line, is_space);
    let head = line
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    // Digits or letters of Arabic.
    let head = if head == 0 {
        line.chars()
            .take_while(|c| matches!(c, '٠'..='٩' | 'ء'..='ي'))
            .map(char::len_utf8)
            .sum()
    } else {
        head
    };
    let named =
        head > 0 && (head <= 3 || line.bytes().take(head).all(|byte| byte.is_ascii_digit()));
    named
        && matches!(
            line.get(head..).and_then(first),
            Some('.' | ')' | ':' | '-' | '、')
        )
}

pub(super) fn is_list(text: &str) -> bool {
    matches!(first(text), Some('-' | '*' | '•' | '–'))
        || (text.starts_with("1.") || text.starts_with("1)"))
}
