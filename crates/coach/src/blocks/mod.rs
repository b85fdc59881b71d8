//! The blocks of a text, by the form of its lines: code, tables, JSON, mark-up, logs, quoted mail, conversations, and what
//! stands between delimiters. One pass over the lines.

mod conversation;
mod delimited;
mod lines;

use crate::ends::{self, behind, find, first, holds, part, up_to, without_start};
use crate::examples::examples;
use crate::fold::is_space;
use crate::gap::colon_in;
use crate::json::json_at;
use crate::segment::SegmentKind;
use crate::words::Words;
use conversation::conversation;
use delimited::{closed_later, closes, delimited, is_fence, opener};
pub(crate) use lines::Kinds;
use lines::{Line, Signs, kind_of};
use std::ops::Range;

/// A block of lines.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub kind: SegmentKind,
    /// Marks around it included.
    pub utf8: Range<usize>,
    /// Without its marks.
    pub inner: Range<usize>,
    /// Whether marks of its own say where it begins and ends.
    pub delimited: bool,
}

/// A line and where it is, its line break not included.
struct Row {
    utf8: Range<usize>,
    line: Line,
    indented: bool,
}

/// Finds the blocks of a text, by position, none overlapping another. Linear.
#[inline(never)]
pub(crate) fn blocks(words: &Words<'_>, kinds: &mut Kinds) -> Vec<Block> {
    let text = words.text;
    let signs = Signs::of(words);
    // Without a colon nobody speaks and nothing is labelled.
    let colon = signs.colon;
    let mut number = 0;
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let mut at = 0;
    // The line that opened a delimited block, where its inside begins, and what closes it.
    let mut open: Option<(usize, usize, &str)> = None;
    // No JSON begins before this byte: an attempt has read up to here.
    let mut looked = 0;
    // How many marks were looked for in vain: after a few, a text that is full of them is not searched on.
    let mut vain = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = up_to(rest, b'\n').len();
        let line = part(rest, 0, length);
        let (start, end) = (at, at + length);
        at = (end + 1).min(text.len());
        let trimmed = ends::trimmed(line);
        let own = number;
        number += 1;
        if let Some((from, inside, mark)) = open {
            if closes(trimmed, mark) {
                found.push(delimited(text, from..end, inside..start, mark));
                open = None;
            }
            continue;
        }
        if let Some(mark) = opener(trimmed).filter(|_| vain < 32) {
            if is_fence(mark) || closed_later(text, at, mark) {
                flush(text, &mut rows, colon, &mut found);
                open = Some((start, at, mark));
                continue;
            }
            vain += 1;
        }
        if start >= looked
            && matches!(first(trimmed), Some('{' | '['))
            && let Some(begin) = find(line, trimmed.get(..1).unwrap_or("{"))
        {
            match json_at(text, start + begin) {
                Ok(json) if json.values > 1 && json.end - start > 20 => {
                    let rest = behind(text, json.end);
                    // A line of prose that begins with a list in brackets is none.
                    if without_start(up_to(rest, b'\n'), is_space).len() < 2 {
                        flush(text, &mut rows, colon, &mut found);
                        let utf8 = start + begin..json.end;
                        found.push(Block {
                            kind: SegmentKind::Json,
                            inner: utf8.clone(),
                            utf8,
                            delimited: true,
                        });
                        at = (json.end + up_to(rest, b'\n').len() + 1).min(text.len());
                        number = own + ends::count(part(text, start, at), b'\n');
                        continue;
                    }
                }
                Ok(_) => {}
                Err(failed) => looked = failed,
            }
        }
        rows.push(Row {
            utf8: start..end,
            line: kinds.of(own, || kind_of(line, trimmed, signs)),
            indented: line.starts_with('\t') || line.starts_with("  "),
        });
    }
    flush(text, &mut rows, colon, &mut found);
    if let Some((from, inside, mark)) = open {
        found.push(delimited(text, from..text.len(), inside..text.len(), mark));
    }
    found
}

/// Groups the lines read since the last delimited block.
fn flush(text: &str, rows: &mut Vec<Row>, colon: bool, found: &mut Vec<Block>) {
    // Nor does anybody in a line or two: either form has three at least.
    if !colon || rows.len() < 3 {
        group(text, rows, found);
        rows.clear();
        return;
    }
    let shown = |rows: &[Row]| {
        rows.iter()
            .rev()
            .find(|row| row.line != Line::Blank)
            .map(|row| row.utf8.end)
    };
    if let Some((from, to)) = conversation(text, rows)
        && let (Some(start), Some(end)) = (
            rows.get(from).map(|row| row.utf8.start),
            rows.get(..to).and_then(shown),
        )
    {
        group(text, rows.get(..from).unwrap_or(&[]), found);
        found.push(Block {
            kind: SegmentKind::Chat,
            utf8: start..end,
            inner: start..end,
            delimited: true,
        });
        group(text, rows.get(to..).unwrap_or(&[]), found);
    } else if let Some(shown) = examples(text, rows.iter().map(|row| row.utf8.clone())) {
        let begin = shown.shown.first().map_or(0, |first| first.start);
        let end = shown.end();
        let before = rows.partition_point(|row| row.utf8.end <= begin);
        let after = rows.partition_point(|row| row.utf8.start < end);
        group(text, rows.get(..before).unwrap_or(&[]), found);
        let kinds = shown
            .shown
            .into_iter()
            .map(|utf8| (SegmentKind::Example, utf8));
        let asked = shown
            .asked
            .into_iter()
            .map(|utf8| (SegmentKind::Payload, utf8));
        for (kind, utf8) in kinds.chain(asked).filter(|(_, utf8)| utf8.start < utf8.end) {
            found.push(Block {
                kind,
                inner: utf8.clone(),
                utf8,
                delimited: true,
            });
        }
        group(text, rows.get(after..).unwrap_or(&[]), found);
    } else {
        group(text, rows, found);
    }
    rows.clear();
}

/// Groups lines by what they look like.
#[inline(never)]
fn group(text: &str, rows: &[Row], found: &mut Vec<Block>) {
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let (kind, to) = match row.line {
            Line::Blank | Line::Prose => {
                at += 1;
                continue;
            }
            Line::Code => (SegmentKind::Code, run(rows, at, Line::Code, 2)),
            Line::Log => (SegmentKind::Log, run(rows, at, Line::Log, 1)),
            Line::Html => (SegmentKind::Html, run(rows, at, Line::Html, 2)),
            Line::Table => (SegmentKind::Table, run(rows, at, Line::Table, 0)),
            Line::Quoted => (SegmentKind::Mail, run(rows, at, Line::Quoted, 0)),
            Line::Turn => (SegmentKind::Chat, run(rows, at, Line::Turn, 4)),
        };
        let lines = rows.get(at..to).unwrap_or(&[]);
        let count = lines.iter().filter(|one| one.line == row.line).count();
        let least = match row.line {
            Line::Table => 2,
            Line::Turn => 3,
            _ => 1,
        };
        let last = lines.iter().rev().find(|one| one.line != Line::Blank);
        if count < least {
            at += 1;
        } else if row.line == Line::Turn && !repeats_a_name(text, lines) {
            at = to;
        } else if let Some(last) = last {
            // Other lines of the paragraph belong to the code, unless a request begins the text with them.
            let (mut from, mut to) = (at, to);
            let mut last = last.utf8.end;
            if row.line == Line::Code {
                let taken = found.last().map_or(0, |block: &Block| block.utf8.end);
                let most = 2 * count + 2;
                let above = rows
                    .iter()
                    .take(at)
                    .rev()
                    .take(most)
                    .take_while(|row| row.line != Line::Blank && row.utf8.start >= taken)
                    .count();
                let below = rows
                    .iter()
                    .skip(to)
                    .take(most)
                    .take_while(|row| row.line != Line::Blank)
                    .count();
                let lead = rows
                    .get(at - above)
                    .map_or("", |row| part(text, row.utf8.start, row.utf8.end));
                let begins = rows.get(at - above).is_none_or(|row| {
                    without_start(part(text, 0, row.utf8.start), is_space).is_empty()
                });
                if above + below <= 2 * count + 1 && !begins && !(above > 0 && holds(lead, ": ")) {
                    from = at - above;
                    if rows.get(to - 1).is_some_and(|row| row.line != Line::Blank) {
                        to += below;
                        last = rows.get(to - 1).map_or(last, |row| row.utf8.end);
                    }
                }
            }
            if row.line == Line::Turn {
                // The last turn goes on to the end of its paragraph.
                let rest = rows.iter().skip(to);
                to += rest.take_while(|row| row.line != Line::Blank).count();
                last = rows.get(to - 1).map_or(last, |row| row.utf8.end.max(last));
            }
            let utf8 = rows.get(from).map_or(row.utf8.start, |row| row.utf8.start)..last;
            if text.get(utf8.clone()).is_some() {
                found.push(Block {
                    kind,
                    inner: utf8.clone(),
                    utf8,
                    delimited: false,
                });
            }
            at = to;
        }
    }
}

/// Whether one name begins several lines.
fn repeats_a_name(text: &str, lines: &[Row]) -> bool {
    let mut names: Vec<&str> = Vec::new();
    for row in lines.iter().filter(|row| row.line == Line::Turn).take(12) {
        let line = ends::trimmed(part(text, row.utf8.start, row.utf8.end));
        let stamped = line
            .strip_prefix('[')
            .and_then(|rest| find(rest, "] ").and_then(|at| rest.get(at + 2..)));
        let line = stamped.unwrap_or(line);
        let colon = colon_in(line, usize::MAX).map_or(line.len(), |(at, _)| at);
        let name = up_to(part(line, 0, colon), b'(');
        if names.contains(&name) || stamped.is_some() {
            return true;
        }
        names.push(name);
    }
    false
}

/// One past the last line of a run of one kind that begins at `from`, with at most `gap` other lines between two.
fn run(rows: &[Row], from: usize, kind: Line, gap: usize) -> usize {
    let mut end = from + 1;
    let mut since = 0;
    for (number, row) in rows.iter().enumerate().skip(from + 1) {
        // Indented lines after code or a frame go on with it.
        let goes_on = row.line == kind
            || (matches!(kind, Line::Code | Line::Log)
                && row.indented
                && row.line != Line::Blank
                && since == 0)
            || (kind == Line::Log && row.line == Line::Code && since == 0)
            || (kind == Line::Code && row.line == Line::Log && since == 0);
        if goes_on {
            end = number + 1;
            since = 0;
        } else {
            since += 1;
            if since > gap
                || (!matches!(kind, Line::Code | Line::Html | Line::Turn)
                    && row.line != Line::Blank)
            {
                break;
            }
        }
    }
    end
}
