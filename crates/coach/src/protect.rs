//! What must not be touched, by its form: code, quotations, addresses, formulas, identifiers, placeholders, tags.
//!
//! Where a sign is left open, the rest of its paragraph is protected: a suggestion too few costs less than a wrong one.

use crate::blocks::Block;
use crate::ends::{behind, find, up_to, without_end, without_start};
use crate::fold::{is_space, is_word};
use crate::order::by_start;
use crate::segment::SegmentKind;
use crate::words::{Word, Words, char_at, plain};
use std::ops::Range;

/// Byte ranges, sorted and not overlapping.
#[derive(Default, Debug)]
pub(crate) struct Spans {
    list: Vec<Range<usize>>,
}

impl Spans {
    fn from_unsorted(list: Vec<Range<usize>>) -> Spans {
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(list.len());
        for range in by_start(list) {
            if range.is_empty() {
                continue;
            }
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Spans { list: joined }
    }

    /// The spans of ranges.
    pub(crate) fn of(ranges: &[Range<usize>]) -> Spans {
        Spans::from_unsorted(ranges.to_vec())
    }

    /// Whether a byte range has a byte in common with a span.
    pub(crate) fn touch(&self, range: &Range<usize>) -> bool {
        touch(&self.list, range)
    }

    /// Adds ranges.
    pub(crate) fn add(&mut self, ranges: &[Range<usize>]) {
        if ranges.is_empty() {
            return;
        }
        let mut list = std::mem::take(&mut self.list);
        list.extend_from_slice(ranges);
        *self = Spans::from_unsorted(list);
    }

    /// The spans in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Range<usize>> {
        self.list.iter()
    }
}

/// How many ranges end before a byte or at it; they are sorted and none overlaps another. O(log n).
#[inline(never)]
pub(crate) fn ended(list: &[Range<usize>], utf8: usize) -> usize {
    list.partition_point(|range| range.end <= utf8)
}

/// Whether a byte range has a byte in common with such ranges.
#[inline(never)]
pub(crate) fn touch(list: &[Range<usize>], range: &Range<usize>) -> bool {
    list.get(list.partition_point(|span| span.end <= range.start))
        .is_some_and(|span| span.start < range.end)
}

/// Protected spans of a text, and what shows by its signs.
pub(crate) struct Protected {
    pub spans: Spans,
    /// Quotations, code in a line and placeholders: kind, with and without their marks; by where they end.
    pub marked: Vec<(SegmentKind, Range<usize>, Range<usize>)>,
}

/// Finds them, among blocks and [`identifiers`]. Linear in the text.
pub(crate) fn protected(
    words: &Words<'_>,
    blocks: &[Block],
    identifiers: &[Range<usize>],
) -> Protected {
    let mut found: Vec<Range<usize>> = blocks.iter().map(|block| block.utf8.clone()).collect();
    let skip = Spans::from_unsorted(found.clone());
    let signed = SIGNS.iter().any(|&byte| words.has_byte(byte));
    let marked = if signed {
        signs(words.text, &skip, &mut found)
    } else {
        Vec::new()
    };
    found.extend_from_slice(identifiers);
    Protected {
        spans: Spans::from_unsorted(found),
        marked,
    }
}

/// First bytes of the signs that protect what is between them.
const SIGNS: &[u8] = b"\"'`${[}]<\\\xc2\xe2\xe3";

/// Signs by where they are kept while they are open: first those that protect the rest of their paragraph where nothing closes them, then those that end
/// with their line, the runs of back ticks (of one, two, three and more) last.
const DOUBLE: usize = 0;
const CURVED: usize = 1;
const ANGLED: usize = 2;
const HALF: usize = 3;
const CORNERS: usize = 4;
const FORMULA: usize = 5;
const SINGLE: usize = 6;
const DOLLAR: usize = 7;
const TICKS: usize = 8;

/// Quotations, inline code, balanced brackets, tags and formulas.
#[inline(never)]
fn signs(
    text: &str,
    skip: &Spans,
    found: &mut Vec<Range<usize>>,
) -> Vec<(SegmentKind, Range<usize>, Range<usize>)> {
    let mut marked = Vec::new();
    // Where each sign was left open.
    let mut open: [Option<usize>; 12] = [None; 12];
    let mut brackets: Vec<(u8, usize)> = Vec::new();
    let mut tags: Vec<(&str, usize)> = Vec::new();
    let mut previous = '\n';
    let bytes = text.as_bytes();
    let mut after = 0;
    let mut skips = skip.iter().peekable();
    while let Some(&byte) = bytes.get(after) {
        let at = after;
        // Neither opens nor closes anything.
        if byte == b' ' || plain(byte) != 0 {
            previous = byte as char;
            after += 1;
            continue;
        }
        let c = char_at(text, at).unwrap_or('\n');
        after += c.len_utf8();
        // Nor do letters of other scripts.
        if byte >= 128 && !SIGNS.contains(&byte) {
            previous = c;
            continue;
        }
        while skips.peek().is_some_and(|span| span.end <= at) {
            skips.next();
        }
        if skips.peek().is_some_and(|span| span.contains(&at)) {
            previous = c;
            continue;
        }
        let next = char_at(text, after).unwrap_or('\n');
        // Where that opens which this sign closes, and whether it is a quotation.
        let mut closed: Option<usize> = None;
        let mut quotes = true;
        match c {
            '"' => {
                closed = open[DOUBLE].take();
                // After a number it is a sign of inches, unless a word follows at once.
                if closed.is_none() && (!previous.is_ascii_digit() || is_word(next)) {
                    open[DOUBLE] = Some(at);
                }
            }
            '“' | '„' | '”' | '«' | '»' | '‘' | '’' | '「' | '『' | '」' | '』' => {
                let pair = match c {
                    '“' | '„' | '”' => &mut open[CURVED],
                    '«' | '»' => &mut open[ANGLED],
                    '‘' | '’' => &mut open[HALF],
                    _ => &mut open[CORNERS],
                };
                if pair.is_none() {
                    *pair = matches!(c, '“' | '„' | '«' | '‘' | '「' | '『').then_some(at);
                } else if matches!(c, '”' | '“' | '»' | '」' | '』') || c == '’' && !is_word(next)
                {
                    closed = pair.take();
                }
            }
            '\'' => match open[SINGLE] {
                None if !is_word(previous) && !is_space(next) => open[SINGLE] = Some(at),
                Some(_) if !is_word(next) && !is_space(previous) => closed = open[SINGLE].take(),
                _ => {}
            },
            '`' if previous != '`' => {
                // A run of marks is closed by one of the same length.
                let ticks_after = bytes.iter().skip(after);
                let run = 1 + ticks_after.take_while(|&&byte| byte == b'`').count();
                // Runs of different lengths close nothing, but whoever wrote them near each other may have meant it.
                for &before in open[TICKS..].iter().flatten() {
                    if at - before < 80 {
                        found.push(before..at + run);
                    }
                }
                let tick = &mut open[TICKS + run.min(4) - 1];
                match tick.take() {
                    Some(before) => {
                        found.push(before..at + run);
                        marked.push((SegmentKind::InlineCode, before..at + run, before + run..at));
                    }
                    None => *tick = Some(at),
                }
            }
            '$' => {
                quotes = false;
                closed = open[DOLLAR].take().filter(|_| !is_space(previous));
                if closed.is_none() && !is_space(next) {
                    open[DOLLAR] = Some(at);
                }
            }
            '(' | '[' if previous == '\\' => open[FORMULA] = Some(at - 1),
            ')' | ']' if previous == '\\' => {
                quotes = false;
                closed = open[FORMULA].take();
            }
            '{' | '[' if brackets.len() < 256 => brackets.push((c as u8, at)),
            '}' | ']' => {
                let opening = if c == '}' { b'{' } else { b'[' };
                if let Some(depth) = brackets.iter().rposition(|&(sign, _)| sign == opening) {
                    let from = brackets.get(depth).map_or(at, |&(_, from)| from);
                    brackets.truncate(depth);
                    quotes = false;
                    closed = Some(from);
                    if at - from < 60 && marked.len() < 1000 {
                        marked.push((SegmentKind::Placeholder, from..after, from + 1..at));
                    }
                }
            }
            '<' if next == '/' || next.is_ascii_alphabetic() => {
                let rest = behind(text, after);
                let close = rest
                    .bytes()
                    .take(200)
                    .position(|byte| byte == b'>' || byte == b'\n');
                if let Some(inside) = close
                    .filter(|&n| rest.as_bytes().get(n) == Some(&b'>'))
                    .and_then(|n| rest.get(..n))
                {
                    let end = after + inside.len() + 1;
                    found.push(at..end);
                    let name = without_start(inside, |c| c == '/');
                    let name = up_to(up_to(name, b' '), b'/');
                    if !inside.starts_with('/') {
                        if tags.len() < 64 && !inside.ends_with('/') {
                            tags.push((name, at));
                        }
                    } else if let Some(depth) = tags.iter().rposition(|&(open, _)| open == name) {
                        found.push(tags.get(depth).map_or(at, |&(_, from)| from)..end);
                        tags.truncate(depth);
                    }
                }
            }
            '\n' => open[SINGLE..].fill(None),
            _ => {}
        }
        if let Some(begin) = closed {
            found.push(begin..after);
            // Both its marks are of one length.
            let from = begin + after - at;
            if quotes && at > from && marked.len() < 1000 {
                marked.push((SegmentKind::Quotation, begin..after, from..at));
            }
        }
        previous = c;
    }
    for &begin in open[..SINGLE].iter().flatten() {
        let rest = behind(text, begin);
        found.push(begin..begin + find(rest, "\n\n").unwrap_or(rest.len()));
    }
    marked
}

/// Addresses, paths and identifiers: judged by the signs inside a run without white space. No run knows of another.
/// `words` are those of the text, whose first byte is the byte `from` for them.
#[inline(never)]
pub(crate) fn identifiers(text: &str, from: usize, words: &[Word]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut words = words;
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut start = None;
    let mut last = '\n';
    // What the run has shown so far.
    let (mut odd, mut dot, mut at_sign) = (false, false, false);
    while at <= bytes.len() {
        // Most runs are plain words, with perhaps a sign after them.
        while start.is_none()
            && let Some((word, rest)) = words.split_first()
            && word.start() <= from + at
        {
            words = rest;
            if word.start() < from + at || !word.plain {
                continue;
            }
            let mut end = word.end() - from;
            if matches!(bytes.get(end), Some(b',' | b'.' | b'?' | b'!' | b':')) {
                end += 1;
            }
            if matches!(bytes.get(end), Some(b' ' | b'\n') | None) {
                at = end + 1;
                last = ' ';
                continue;
            }
        }
        let c = char_at(text, at).unwrap_or('\n');
        // Chinese has no spaces: what an address or identifier stands in ends at the first sign that is not Latin.
        if is_space(c) || c >= '\u{2e80}' {
            if let Some(from) = start.take()
                && (odd || (at_sign && dot))
                // A name in camel case that people greet.
                && text.get(from..at).is_none_or(|run| without_end(run, |c| matches!(c, ',' | '.' | '!' | '?' | '،')) != "ChatGPT")
            {
                found.push(from..at);
            }
            (odd, dot, at_sign) = (false, false, false);
        } else {
            if start.is_none() {
                start = Some(at);
                odd = matches!(c, '#' | '@' | '%' | '~');
            } else {
                let joined = last.is_ascii_alphanumeric();
                odd |= (last == '.' || last == '$') && c.is_ascii_alphabetic()
                    || (last.is_ascii_lowercase() && c.is_ascii_uppercase())
                    || (joined && matches!(c, '_' | '/' | '\\' | '='))
                    || (c == '/' && matches!(last, ':' | '/' | '.'))
                    || (last == '_' && c.is_ascii_alphanumeric());
            }
            dot |= c == '.';
            at_sign |= c == '@';
            // A small letter after another shows nothing.
            if c.is_ascii_lowercase() {
                while bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase) {
                    at += 1;
                }
            }
        }
        last = c;
        at += c.len_utf8();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::protected;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = crate::words::Words::read(text);
        let blocks = crate::blocks::blocks(&words, &mut crate::blocks::Kinds::default());
        let spans = protected(&words, &blocks, &super::identifiers(text, 0, &words.list)).spans;
        let found: Vec<&str> = spans.iter().map(|span| &text[span.clone()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn forms_are_found() {
        check("plain words, and so on. Fine!", &[]);
        check("say \"in order to\" twice", &["\"in order to\""]);
        check("« afin de » et “due to”", &["« afin de »", "“due to”"]);
        check("it's Tom's and 'in order to' stays", &["'in order to'"]);
        check("a 5\" pipe and \"open to the end", &["\"open to the end"]);
        check(
            "see https://a.b/c?please=1 or me@x.org",
            &["https://a.b/c?please=1", "me@x.org"],
        );
        check("run `please` in src/main.rs", &["`please`", "src/main.rs"]);
        check(
            "fill {{please}} and [name] and <b>now</b>",
            &["{{please}}", "[name]", "<b>now</b>"],
        );
        check("use my_var and camelCase", &["my_var", "camelCase"]);
        check("before\n```\nplease\n```\nafter", &["```\nplease\n```"]);
        check(
            "Fix:\ndef f(x):\n    with respect to x\n    return x\n\nThanks",
            &["def f(x):\n    with respect to x\n    return x"],
        );
        check("let $x + y$ be", &["$x + y$"]);
    }
}
