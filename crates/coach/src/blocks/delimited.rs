//! Marks that say where a block begins and ends: fences, tags, lines of signs.

use super::Block;
use super::lines::is_log;
use crate::ends::{self, Lines, all, behind, first, holds, listed, part, up_to};
use crate::json::json_at;
use crate::segment::SegmentKind;
use std::ops::Range;

pub(super) fn delimited(text: &str, utf8: Range<usize>, inner: Range<usize>, mark: &str) -> Block {
    let inside = ends::trimmed(part(text, inner.start, inner.end));
    let json = matches!(first(inside), Some('{' | '['))
        && json_at(inside, 0).is_ok_and(|json| json.end == inside.len());
    let kind = match mark {
        _ if json => SegmentKind::Json,
        "```" | "~~~" if is_log(up_to(inside, b'\n'), true) => SegmentKind::Log,
        "```" | "~~~" => SegmentKind::Code,
        _ => SegmentKind::Payload,
    };
    Block {
        kind,
        utf8,
        inner,
        delimited: true,
    }
}

pub(super) fn is_fence(mark: &str) -> bool {
    matches!(mark, "```" | "~~~")
}

/// The mark that a line opens a delimited block with.
pub(super) fn opener(line: &str) -> Option<&str> {
    for mark in ["```", "~~~"] {
        if let Some(rest) = line.strip_prefix(mark) {
            // ```code``` on one line is inline code.
            return (!holds(rest, mark)).then_some(mark);
        }
    }
    if matches!(line, "\"\"\"" | "'''") {
        return Some(line);
    }
    // A row of one sign: ****, ####, ====, ----; a rule of three hyphens is but a rule.
    let sign = first(line)?;
    if matches!(sign, '*' | '#' | '=' | '-' | '_' | '+') {
        let row = line.len() >= 4 || (line.len() == 3 && matches!(sign, '#' | '='));
        return (row && line.bytes().all(|byte| byte == sign as u8)).then_some(line);
    }
    // <text> alone on its line.
    let name = line.strip_prefix('<')?.strip_suffix('>')?;
    (!name.is_empty()
        && name.len() < 40
        && all(name, |c| {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
        })
        && !is_html(name))
    .then_some(line)
}

pub(super) fn closes(line: &str, mark: &str) -> bool {
    match mark.strip_prefix('<') {
        Some(name) => line.strip_prefix("</") == Some(name),
        None if is_fence(mark) => {
            line.starts_with(mark)
                && line
                    .bytes()
                    .all(|byte| byte == mark.as_bytes().first().copied().unwrap_or(0))
        }
        None => line == mark,
    }
}

/// Whether a line further on closes a mark. Only so far is looked that the whole stays linear.
pub(super) fn closed_later(text: &str, from: usize, mark: &str) -> bool {
    let rest = behind(text, from);
    Lines(rest)
        .take(400)
        .any(|line| line.len() < mark.len() + 8 && closes(ends::trimmed(line), mark))
}

/// Mark-up that pages are made of; other tags are delimiters.
pub(super) fn is_html(name: &str) -> bool {
    const NAMES: &str = " html head body div p span table thead tbody tr td th ul ol li a h1 h2 h3 h4 h5 h6 br hr img script style section article nav header footer main form input button label meta link strong em b i title !doctype figure svg path iframe option select textarea ";
    listed(NAMES, &name.to_ascii_lowercase())
}
