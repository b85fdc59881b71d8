//! What must not be touched, by its form: code, quotations, addresses, formulas, identifiers, placeholders, tags.
//!
//! Where a sign is left open, the rest of its paragraph is protected: a suggestion too few costs less than a wrong one.

use crate::blocks::Block;
use crate::ends::{behind, find, first, up_to, without_end, without_start};
use crate::fold::{is_space, is_word};
use crate::order::sorted;
use crate::segment::SegmentKind;
use crate::words::Words;
use std::ops::Range;

/// Byte ranges, sorted and not overlapping.
#[derive(Default, Debug)]
pub(crate) struct Spans {
    list: Vec<Range<usize>>,
}

impl Spans {
    fn from_unsorted(mut list: Vec<Range<usize>>) -> Spans {
        list = sorted(list, |range| range.start as u32);
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(list.len());
        for range in list.into_iter().filter(|range| !range.is_empty()) {
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
        self.after(range.start)
            .is_some_and(|span| span.start < range.end)
    }

    /// The first span that ends after a byte.
    pub(crate) fn after(&self, utf8: usize) -> Option<&Range<usize>> {
        self.list
            .get(self.list.partition_point(|span| span.end <= utf8))
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

/// Quotations, inline code, balanced brackets, tags and formulas.
#[inline(never)]
fn signs(
    text: &str,
    skip: &Spans,
    found: &mut Vec<Range<usize>>,
) -> Vec<(SegmentKind, Range<usize>, Range<usize>)> {
    let mut marked = Vec::new();
    let mut marks: [Option<usize>; 5] = [None; 5];
    let (mut single, mut dollar, mut formula) = (None::<usize>, None::<usize>, None::<usize>);
    let mut ticks: [Option<usize>; 4] = [None; 4];
    let mut brackets: Vec<(u8, usize)> = Vec::new();
    let mut tags: Vec<(&str, usize)> = Vec::new();
    let mut previous = '\n';
    let bytes = text.as_bytes();
    let mut after = 0;
    let mut skips = skip.iter().peekable();
    while let Some(&byte) = bytes.get(after) {
        let at = after;
        // Neither opens nor closes anything.
        if byte.is_ascii_alphanumeric() || byte == b' ' {
            previous = byte as char;
            after += 1;
            continue;
        }
        let c = text.get(at..).and_then(first).unwrap_or('\n');
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
        let next = text.get(after..).and_then(first).unwrap_or('\n');
        // What this sign closes: where that opens, and where a quotation in it begins.
        let mut closed: Option<(usize, usize)> = None;
        match c {
            '"' => match marks[0].take() {
                Some(open) => closed = Some((open, open + 1)),
                // After a number it is a sign of inches, unless a word follows at once.
                None if !previous.is_ascii_digit() || is_word(next) => marks[0] = Some(at),
                None => {}
            },
            '“' | '„' if marks[1].is_none() => marks[1] = Some(at),
            '”' | '“' => {
                if let Some(open) = marks[1].take() {
                    closed = Some((open, open + 3));
                }
            }
            '«' if marks[2].is_none() => marks[2] = Some(at),
            '»' => {
                if let Some(open) = marks[2].take() {
                    closed = Some((open, open + 2));
                }
            }
            '‘' if marks[3].is_none() => marks[3] = Some(at),
            '’' if !is_word(next) => {
                if let Some(open) = marks[3].take() {
                    closed = Some((open, open + 3));
                }
            }
            '「' | '『' if marks[4].is_none() => marks[4] = Some(at),
            '」' | '』' => {
                if let Some(open) = marks[4].take() {
                    closed = Some((open, open + 3));
                }
            }
            '\'' => match single {
                None if !is_word(previous) && !is_space(next) => single = Some(at),
                Some(open) if !is_word(next) && !is_space(previous) => {
                    closed = Some((open, open + 1));
                    single = None;
                }
                _ => {}
            },
            '`' if previous != '`' => {
                // A run of marks is closed by one of the same length.
                let ticks_after = bytes.iter().skip(after);
                let run = 1 + ticks_after.take_while(|&&byte| byte == b'`').count();
                // Runs of different lengths close nothing, but whoever wrote them near each other may have meant it.
                for open in ticks.iter().flatten().filter(|open| at - **open < 80) {
                    found.push(*open..at + run);
                }
                if let Some(tick) = ticks.get_mut(run.min(4) - 1) {
                    match tick.take() {
                        Some(open) => {
                            found.push(open..at + run);
                            marked.push((SegmentKind::InlineCode, open..at + run, open + run..at));
                        }
                        None => *tick = Some(at),
                    }
                }
            }
            '$' => match dollar.take() {
                Some(open) if !is_space(previous) => closed = Some((open, usize::MAX)),
                _ => dollar = (!is_space(next)).then_some(at),
            },
            '(' | '[' if previous == '\\' => formula = Some(at - 1),
            ')' | ']' if previous == '\\' => {
                if let Some(open) = formula.take() {
                    closed = Some((open, usize::MAX));
                }
            }
            '{' | '[' if brackets.len() < 256 => brackets.push((c as u8, at)),
            '}' | ']' => {
                let open = if c == '}' { b'{' } else { b'[' };
                if let Some(depth) = brackets.iter().rposition(|&(sign, _)| sign == open) {
                    let from = brackets.get(depth).map_or(at, |&(_, from)| from);
                    brackets.truncate(depth);
                    closed = Some((from, usize::MAX));
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
            '\n' => (single, ticks, dollar) = (None, [None; 4], None),
            _ => {}
        }
        if let Some((open, from)) = closed {
            found.push(open..after);
            if at > from && marked.len() < 1000 {
                marked.push((SegmentKind::Quotation, open..after, from..at));
            }
        }
        previous = c;
    }
    for open in marks.into_iter().flatten().chain(formula) {
        let rest = behind(text, open);
        found.push(open..open + find(rest, "\n\n").unwrap_or(rest.len()));
    }
    marked
}

/// Addresses, paths and identifiers: judged by the signs inside a run without white space. No run knows of another.
#[inline(never)]
pub(crate) fn identifiers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut start = None;
    let mut last = '\n';
    // What the run has shown so far.
    let (mut odd, mut dot, mut at_sign) = (false, false, false);
    while at <= bytes.len() {
        // Most runs are plain words, with perhaps a sign after them.
        if start.is_none() && bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let small = bytes.iter().skip(at + 1);
            let mut end = at + 1 + small.take_while(|byte| byte.is_ascii_lowercase()).count();
            if matches!(bytes.get(end), Some(b',' | b'.' | b'?' | b'!' | b':')) {
                end += 1;
            }
            if matches!(bytes.get(end), Some(b' ' | b'\n') | None) {
                at = end + 1;
                last = ' ';
                continue;
            }
        }
        let c = match bytes.get(at) {
            Some(&byte) if byte < 128 => byte as char,
            Some(_) => text.get(at..).and_then(first).unwrap_or('\n'),
            None => '\n',
        };
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
        let blocks = crate::blocks::blocks(text, &mut crate::blocks::Kinds::default());
        let words = crate::words::Words::read(text);
        let spans = protected(&words, &blocks, &super::identifiers(text)).spans;
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
