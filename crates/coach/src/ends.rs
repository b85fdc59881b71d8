//! Beginnings and ends of texts: each a function once, where the patterns of `str` would be compiled anew for every use.

/// The first character.
pub(crate) fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// The last character.
#[inline(never)]
pub(crate) fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// A text from its first character that is not of a class.
#[inline(never)]
pub(crate) fn without_start(text: &str, class: fn(char) -> bool) -> &str {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        if !chars.next().is_some_and(class) {
            return rest;
        }
    }
}

/// A text up to its last character that is not of a class.
#[inline(never)]
pub(crate) fn without_end(text: &str, class: fn(char) -> bool) -> &str {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        if !chars.next_back().is_some_and(class) {
            return rest;
        }
    }
}

/// The bytes before a sign; the whole text without one.
#[inline(never)]
pub(crate) fn up_to(text: &str, sign: u8) -> &str {
    let end = text.bytes().position(|byte| byte == sign);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The bytes after the last line break; the whole text without one.
#[inline(never)]
pub(crate) fn last_line(text: &str) -> &str {
    let line_break = text.bytes().rposition(|byte| byte == b'\n');
    line_break.and_then(|at| text.get(at + 1..)).unwrap_or(text)
}

/// Where a short text stands for the first time (UTF-8 bytes). Linear in the text for texts of a few bytes.
#[inline(never)]
pub(crate) fn find(text: &str, short: &str) -> Option<usize> {
    text.as_bytes()
        .windows(short.len().max(1))
        .position(|window| window == short.as_bytes())
}

/// Whether a short text stands anywhere in another.
pub(crate) fn holds(text: &str, short: &str) -> bool {
    find(text, short).is_some()
}
