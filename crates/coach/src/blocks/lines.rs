//! What one line looks like by itself.

use super::delimited::is_html;
use crate::ends::{
    Parts, all, behind, count, find, first, holds, last, part, up_to, without_start,
};
use crate::fold::{is_space, is_word};
use crate::memory::put;
use crate::words::Words;
use std::ops::Range;

/// What one line looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Line {
    Blank,
    Prose,
    Code,
    Table,
    Log,
    Html,
    Quoted,
    Turn,
}

/// What the lines of a text look like, by their number, as far as anybody asked: each line shows it by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kinds(Vec<Option<Line>>);

impl Kinds {
    pub(super) fn of(&mut self, number: usize, look: impl FnOnce() -> Line) -> Line {
        if number >= self.0.len() {
            self.0.resize(number + 1, None);
        }
        match self.0.get_mut(number) {
            Some(known) => *known.get_or_insert_with(look),
            None => Line::Prose,
        }
    }

    /// Forgets some lines, in whose place there are so many others.
    pub(crate) fn replace(&mut self, lines: Range<usize>, by: usize) {
        let (from, to) = (lines.start.min(self.0.len()), lines.end.min(self.0.len()));
        put(&mut self.0, from, to, vec![None; by]);
    }
}

/// Signs that a text has anywhere: what it does not have need not be looked for in its lines.
#[derive(Clone, Copy)]
pub(super) struct Signs {
    pub colon: bool,
    /// One of those that [`has_operator`] tells.
    operator: bool,
}

impl Signs {
    pub(super) fn of(words: &Words<'_>) -> Signs {
        Signs {
            colon: words.has_byte(b':') || words.has("："),
            operator: words.has_byte(b'=')
                || ["&&", "();", "::", "->{"]
                    .iter()
                    .any(|sign| words.has(sign)),
        }
    }
}

#[inline(never)]
pub(super) fn kind_of(line: &str, trimmed: &str, signs: Signs) -> Line {
    let Some(begin) = first(trimmed) else {
        return Line::Blank;
    };
    match begin {
        '>' if !trimmed.starts_with(">>>") => return Line::Quoted,
        '|' if count(trimmed, b'|') > 1 => return Line::Table,
        '<' => {
            let name = behind(trimmed, 1);
            let name = name.strip_prefix('/').unwrap_or(name);
            let rest = without_start(name, |c| c.is_ascii_alphanumeric() || c == '!');
            if is_html(part(name, 0, name.len() - rest.len())) && holds(trimmed, ">") {
                return Line::Html;
            }
        }
        _ => {}
    }
    // "TypeError: ... - where does this come from?" is asked by somebody.
    let asked = matches!(last(trimmed), Some('?' | '؟' | '？'));
    if is_log(trimmed, signs.colon) && !asked {
        Line::Log
    } else if looks_like_code(trimmed, signs) {
        Line::Code
    } else if signs.colon && is_turn(trimmed) {
        Line::Turn
    } else if line.starts_with("    at ") && holds(trimmed, "(") {
        Line::Log
    } else {
        Line::Prose
    }
}

/// A line of a log or a stack trace, by its beginning; in a text without a `colon` it needs none.
pub(super) fn is_log(line: &str, colon: bool) -> bool {
    const BEGINS: Begins = Begins::of(
        "Traceback (most recent call last)|File \"|INFO |WARN |WARNING |ERROR |DEBUG |FATAL |TRACE |[INFO]|[WARN|[ERROR]|[DEBUG]|INFO:|WARNING:|ERROR:|DEBUG:|error: |error[|fatal: |hint: |Caused by: |! [|npm ERR!",
    );
    if BEGINS.has(line) {
        return true;
    }
    if line.starts_with("at ")
        && line.len() < 300
        && (line.ends_with(')') || find(line, ":").is_some() && holds(line, "/"))
    {
        return true;
    }
    let bytes = line.as_bytes();
    // 2024-11-02 08:00, [2024-11-02, 08:00:01.204, Nov 03 06:58:01: a pattern of digits (0) and letters (a).
    const SHAPES: &str = "0000-00-00T00:00|0000-00-00 00:00|[0000-00-00|0000/00/00 00:00|00:00:00|aaa 00 00:00:00|[00:00:00";
    // Each has a digit among its first five signs, and few lines do.
    let dated = bytes.iter().take(5).any(u8::is_ascii_digit);
    let shaped = dated
        && Parts::of(SHAPES, b'|').any(|shape| {
            shape.len() <= bytes.len()
                && shape.bytes().zip(bytes).all(|(form, byte)| match form {
                    b'0' => byte.is_ascii_digit(),
                    b'a' => byte.is_ascii_alphabetic(),
                    sign => sign == *byte,
                })
        });
    if shaped {
        // Subtitles are no log.
        return !holds(line, "-->");
    }
    // "ValueError: text", "java.lang.IllegalStateException: text", "django.core.exceptions.Improper: text"
    if !colon {
        return false;
    }
    let head = up_to(line, b':');
    if head.len() == line.len() {
        return false;
    }
    let named = || all(head, |c| c.is_ascii_alphanumeric() || c == '.');
    count(head, b'.') > 1 && named() && line.as_bytes().get(head.len() + 1) == Some(&b' ')
        || (head.ends_with("Error") || head.ends_with("Exception"))
            && (named() || head.starts_with("Uncaught ") || head.starts_with("Exception in thread"))
            && head.len() > 5
}

/// A turn of a conversation: up to three words, a time perhaps, a colon and more.
fn is_turn(line: &str) -> bool {
    let stamped = line.strip_prefix('[').and_then(|rest| {
        find(rest, "] ")
            .filter(|&at| at < 24)
            .and_then(|at| rest.get(at + 2..))
    });
    let name = stamped.unwrap_or(line);
    let mut spaces = 0;
    let mut length = 0;
    for (at, c) in name.char_indices().take(40) {
        match c {
            // The colon of a time.
            ':' if name.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit) => {}
            ':' | '：' => {
                let rest = behind(name, at + crate::ends::width(c));
                let head = part(name, 0, at);
                let follows = first(rest).is_some_and(is_space) || c == '：';
                return length > 0 && follows && !holds(head, "http");
            }
            ' ' => spaces += 1,
            _ if is_word(c) => length += 1,
            '(' | ')' | '.' | '\'' | '-' | '*' | '@' => {}
            _ => return false,
        }
        if spaces > 3 {
            return false;
        }
    }
    false
}

/// Whether a line has an operator that prose does not have, or begins with a name that something is put into. One pass.
fn has_operator(line: &str) -> bool {
    let bytes = line.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or(0);
    for (place, &byte) in bytes.iter().enumerate() {
        // Nothing but punctuation begins one.
        if !(b'!'..=b'=').contains(&byte) || byte.is_ascii_digit() {
            continue;
        }
        let next = at(place + 1);
        let operator = match byte {
            b'=' => {
                matches!(next, b'>' | b'=')
                    || (next == b' '
                        && place > 1
                        && at(place - 1) == b' '
                        && up_to(line, b' ').len() + 1 == place)
            }
            b'!' => next == b'=',
            b'&' => next == b'&',
            b'(' => next == b')' && at(place + 2) == b';',
            b'+' => next == b'=' && at(place + 2) == b' ' && place > 0 && at(place - 1) == b' ',
            b':' => next == b':',
            b'-' => next == b'>' && at(place + 2) == b'{',
            _ => false,
        };
        if operator {
            return true;
        }
    }
    false
}

/// Texts of two bytes and more that a line may begin with, with bars between them, and bits for their first and their second bytes: few lines begin with one.
/// One text, because in a list each would need its place and its length.
struct Begins {
    words: &'static str,
    firsts: u64,
    seconds: u64,
    /// The same of both together.
    pairs: u64,
}

impl Begins {
    #[expect(
        clippy::indexing_slicing,
        reason = "the compiler runs it, and stops at a mistake"
    )]
    const fn of(words: &'static str) -> Begins {
        let bytes = words.as_bytes();
        let (mut firsts, mut seconds, mut pairs, mut at) = (0, 0, 0, 0);
        while at < bytes.len() {
            if at == 0 || bytes[at - 1] == b'|' {
                firsts |= 1 << (bytes[at] & 63);
                seconds |= 1 << (bytes[at + 1] & 63);
                pairs |= 1 << Begins::pair(bytes[at], bytes[at + 1]);
            }
            at += 1;
        }
        Begins {
            words,
            firsts,
            seconds,
            pairs,
        }
    }

    const fn pair(first: u8, second: u8) -> u8 {
        (first.wrapping_mul(11) ^ second) & 63
    }

    /// Whether a line begins with one of them.
    #[inline(never)]
    fn has(&self, line: &str) -> bool {
        let may = match line.as_bytes() {
            [first, second, ..] => {
                (self.firsts >> (first & 63))
                    & (self.seconds >> (second & 63))
                    & (self.pairs >> Begins::pair(*first, *second))
                    & 1
                    == 1
            }
            _ => false,
        };
        may && Parts::of(self.words, b'|').any(|word| line.starts_with(word))
    }
}

/// Whether a line is code, by signs that prose does not have.
fn looks_like_code(line: &str, signs: Signs) -> bool {
    let starts = |words: &Begins| words.has(line);
    let has = |signs: &'static str| Parts::of(signs, b'|').any(|sign| holds(line, sign));
    let end = last(line);
    // Only the beginning of a very long line is looked at: prose shows what it is early.
    let line_head = if line.len() <= 400 {
        line
    } else {
        line.char_indices()
            .nth(400)
            .and_then(|(cut, _)| line.get(..cut))
            .unwrap_or(line)
    };
    matches!(end, Some('{' | '}' | ';')) && line.len() < 400
        || line.ends_with("*/")
        || starts(
            const {
                &Begins::of(
                    "#include|<?|</|$ |>>> |//|/*|#!/|SELECT |INSERT |CREATE TABLE|@Override",
                )
            },
        )
        || starts(
            const {
                &Begins::of(
                    "def |class |async |fn |pub |func |function |public |private |static |for |if |while |elif |else|try|except ",
                )
            },
        ) && (matches!(end, Some('{' | ':'))
            && (has("(| in |=|<|>")
                || line.len() < 12
                || starts(const { &Begins::of("class |except ") })))
        || starts(const { &Begins::of("const |let |var |return |self.|print(") })
            && (has("=|);") || has("()|[|("))
        || starts(const { &Begins::of("import |from |using |package ") })
            && count(line, b' ') < 6
            && !matches!(end, Some('.' | '?' | '!' | ':' | ','))
        || signs.operator && has_operator(line_head)
}
