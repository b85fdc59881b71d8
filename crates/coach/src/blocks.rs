//! The blocks of a text, by the form of its lines: code, tables, JSON, mark-up, logs, quoted mail, conversations, and what
//! stands between delimiters. One pass over the lines.

use crate::ends::{
    self, Lines, find, first, holds, last, letters, listed, up_to, without_end, without_start,
};
use crate::examples::examples;
use crate::fold::{is_space, is_word};
use crate::json::json_at;
use crate::memory::put;
use crate::segment::SegmentKind;
use crate::words::is_colon;
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
    fn of(&mut self, number: usize, look: impl FnOnce() -> Line) -> Line {
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

/// How many line breaks a text has.
pub(crate) fn count_lines(text: &str) -> usize {
    Lines(text).filter(|line| line.ends_with('\n')).count()
}

/// A line and where it is, its line break not included.
struct Row {
    utf8: Range<usize>,
    line: Line,
    indented: bool,
}

/// Finds the blocks of a text, by position, none overlapping another. Linear.
#[inline(never)]
pub(crate) fn blocks(text: &str, kinds: &mut Kinds) -> Vec<Block> {
    // Without a colon nobody speaks and nothing is labelled.
    let colon = has_colon(text);
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
        let line = rest.get(..length).unwrap_or("");
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
                    let rest = text.get(json.end..).unwrap_or("");
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
                        number = own + count_lines(text.get(start..at).unwrap_or(""));
                        continue;
                    }
                }
                Ok(_) => {}
                Err(failed) => looked = failed,
            }
        }
        rows.push(Row {
            utf8: start..end,
            line: kinds.of(own, || kind_of(line, trimmed)),
            indented: line.starts_with('\t') || line.starts_with("  "),
        });
    }
    flush(text, &mut rows, colon, &mut found);
    if let Some((from, inside, mark)) = open {
        found.push(delimited(text, from..text.len(), inside..text.len(), mark));
    }
    found
}

fn delimited(text: &str, utf8: Range<usize>, inner: Range<usize>, mark: &str) -> Block {
    let inside = ends::trimmed(text.get(inner.clone()).unwrap_or(""));
    let json = matches!(first(inside), Some('{' | '['))
        && json_at(inside, 0).is_ok_and(|json| json.end == inside.len());
    let kind = match mark {
        _ if json => SegmentKind::Json,
        "```" | "~~~" if is_log(up_to(inside, b'\n')) => SegmentKind::Log,
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

fn is_fence(mark: &str) -> bool {
    matches!(mark, "```" | "~~~")
}

/// The mark that a line opens a delimited block with.
fn opener(line: &str) -> Option<&str> {
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
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        && !is_html(name))
    .then_some(line)
}

fn closes(line: &str, mark: &str) -> bool {
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
fn closed_later(text: &str, from: usize, mark: &str) -> bool {
    let rest = text.get(from..).unwrap_or("");
    Lines(rest)
        .take(400)
        .any(|line| line.len() < mark.len() + 8 && closes(ends::trimmed(line), mark))
}

/// Mark-up that pages are made of; other tags are delimiters.
fn is_html(name: &str) -> bool {
    const NAMES: &str = " html head body div p span table thead tbody tr td th ul ol li a h1 h2 h3 h4 h5 h6 br hr img script style section article nav header footer main form input button label meta link strong em b i title !doctype figure svg path iframe option select textarea ";
    listed(NAMES, &name.to_ascii_lowercase())
}

/// Who speaks in a conversation with a model, as pages show and people write it; folded.
const USERS: &str = " user you human you said utilisateur vous vous avez dit moi usuario tu dijiste dijiste benutzer nutzer du hast gesagt voce disse المستخدم قلت انت 用户 你说 ";
const MODELS: &str = " assistant ai chatgpt claude gemini copilot bot model chatgpt said chatgpt a dit claude said asistente chatgpt dijo assistent chatgpt hat gesagt assistente o chatgpt disse المساعد قال chatgpt 助手 chatgpt 说 ";

/// Whether a text has a colon anywhere.
fn has_colon(text: &str) -> bool {
    holds(text, ":") || (!text.is_ascii() && holds(text, "："))
}

/// Whose turn begins with a line: the user's (`true`) or the model's.
fn speaker(line: &str) -> Option<bool> {
    let line = without_start(line, |c| matches!(c, '*' | '#' | ' '));
    let (at, sign) = line.char_indices().take(24).find(|&(_, c)| is_colon(c))?;
    let rest = line.get(at + sign.len_utf8()..)?;
    if !first(rest).is_none_or(|c| is_space(c) || c == '*' || sign != ':') {
        return None;
    }
    let name = letters(without_end(line.get(..at)?, is_space), |_| true);
    if name.len() < 2 {
        None
    } else if listed(USERS, &name) {
        Some(true)
    } else {
        listed(MODELS, &name).then_some(false)
    }
}

/// A conversation with a model among the lines: from its first turn up to the user's last, which is the request.
fn conversation(text: &str, rows: &[Row]) -> Option<(usize, usize)> {
    let mut turns: Vec<(usize, bool)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if row.line != Line::Blank
            && let Some(user) = speaker(text.get(row.utf8.clone()).unwrap_or(""))
        {
            turns.push((number, user));
        }
    }
    let users = turns.iter().filter(|turn| turn.1).count();
    let (&(begin, _), &(last, by_user)) = (turns.first()?, turns.last()?);
    (users > 0 && users < turns.len() && turns.len() > 2)
        .then_some((begin, if by_user { last } else { rows.len() }))
}

/// Groups the lines read since the last delimited block.
fn flush(text: &str, rows: &mut Vec<Row>, colon: bool, found: &mut Vec<Block>) {
    if !colon {
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
                    .map_or("", |row| text.get(row.utf8.clone()).unwrap_or(""));
                let begins = rows.get(at - above).is_none_or(|row| {
                    without_start(text.get(..row.utf8.start).unwrap_or(""), is_space).is_empty()
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
        let line = ends::trimmed(text.get(row.utf8.clone()).unwrap_or(""));
        let stamped = line
            .strip_prefix('[')
            .and_then(|rest| find(rest, "] ").and_then(|at| rest.get(at + 2..)));
        let name = up_to(up_to(stamped.unwrap_or(line), b':'), b'(');
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

#[inline(never)]
fn kind_of(line: &str, trimmed: &str) -> Line {
    let Some(begin) = first(trimmed) else {
        return Line::Blank;
    };
    match begin {
        '>' if !trimmed.starts_with(">>>") => return Line::Quoted,
        '|' if trimmed.bytes().filter(|&byte| byte == b'|').count() > 1 => return Line::Table,
        '<' => {
            let name = trimmed.get(1..).unwrap_or("");
            let name = name.strip_prefix('/').unwrap_or(name);
            let length = name
                .bytes()
                .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'!')
                .count();
            if is_html(name.get(..length).unwrap_or("")) && holds(trimmed, ">") {
                return Line::Html;
            }
        }
        _ => {}
    }
    // "TypeError: ... - where does this come from?" is asked by somebody.
    let asked = matches!(last(trimmed), Some('?' | '؟' | '？'));
    if is_log(trimmed) && !asked {
        Line::Log
    } else if looks_like_code(trimmed) {
        Line::Code
    } else if is_turn(trimmed) {
        Line::Turn
    } else if line.starts_with("    at ") && holds(trimmed, "(") {
        Line::Log
    } else {
        Line::Prose
    }
}

/// A line of a log or a stack trace, by its beginning.
fn is_log(line: &str) -> bool {
    const BEGINS: [&str; 20] = [
        "Traceback (most recent call last)",
        "File \"",
        "INFO ",
        "WARN ",
        "WARNING ",
        "ERROR ",
        "DEBUG ",
        "FATAL ",
        "TRACE ",
        "INFO:",
        "WARNING:",
        "ERROR:",
        "DEBUG:",
        "error: ",
        "error[",
        "fatal: ",
        "hint: ",
        "Caused by: ",
        "! [",
        "npm ERR!",
    ];
    if begins(line, &BEGINS) {
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
    const SHAPES: [&[u8]; 7] = [
        b"0000-00-00T00:00",
        b"0000-00-00 00:00",
        b"[0000-00-00",
        b"0000/00/00 00:00",
        b"00:00:00",
        b"aaa 00 00:00:00",
        b"[00:00:00",
    ];
    let shaped = SHAPES.iter().any(|shape| {
        shape.len() <= bytes.len()
            && shape.iter().zip(bytes).all(|(form, byte)| match form {
                b'0' => byte.is_ascii_digit(),
                b'a' => byte.is_ascii_alphabetic(),
                sign => sign == byte,
            })
    });
    if shaped {
        // Subtitles are no log.
        return !holds(line, "-->");
    }
    // "ValueError: text", "java.lang.IllegalStateException: text", "django.core.exceptions.Improper: text"
    let head = up_to(line, b':');
    if head.len() == line.len() {
        return false;
    }
    let dotted = head.bytes().filter(|&byte| byte == b'.').count() > 1
        && head
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    dotted && line.as_bytes().get(head.len() + 1) == Some(&b' ')
        || (head.ends_with("Error") || head.ends_with("Exception"))
            && (head
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
                || head.starts_with("Uncaught ")
                || head.starts_with("Exception in thread"))
            && head.len() > 5
}

/// A turn of a conversation: up to three words, a time perhaps, a colon and more.
fn is_turn(line: &str) -> bool {
    if !has_colon(line) {
        return false;
    }
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
                let rest = name.get(at + c.len_utf8()..).unwrap_or("");
                let head = name.get(..at).unwrap_or("");
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

/// Whether a line begins with one of some texts: few share its first byte.
#[inline(never)]
fn begins(line: &str, words: &[&str]) -> bool {
    let Some(first) = line.as_bytes().first() else {
        return false;
    };
    words
        .iter()
        .any(|word| word.as_bytes().first() == Some(first) && line.starts_with(word))
}

/// Whether a line is code, by signs that prose does not have.
fn looks_like_code(line: &str) -> bool {
    let starts = |words: &[&str]| begins(line, words);
    let has = |signs: &[&str]| signs.iter().any(|sign| holds(line, sign));
    let end = last(line);
    let ends = |signs: &[char]| end.is_some_and(|end| signs.contains(&end));
    // Only the beginning of a very long line is looked at: prose shows what it is early.
    let line_head = if line.len() <= 400 {
        line
    } else {
        line.char_indices()
            .nth(400)
            .and_then(|(cut, _)| line.get(..cut))
            .unwrap_or(line)
    };
    ends(&['{', '}', ';']) && line.len() < 400
        || line.ends_with("*/")
        || starts(&[
            "#include",
            "<?",
            "</",
            "$ ",
            ">>> ",
            "//",
            "/*",
            "#!/",
            "SELECT ",
            "INSERT ",
            "CREATE TABLE",
            "@Override",
        ])
        || starts(&[
            "def ",
            "class ",
            "async ",
            "fn ",
            "pub ",
            "func ",
            "function ",
            "public ",
            "private ",
            "static ",
            "for ",
            "if ",
            "while ",
            "elif ",
            "else",
            "try",
            "except ",
        ]) && (ends(&['{', ':'])
            && (has(&["(", " in ", "=", "<", ">"])
                || line.len() < 12
                || starts(&["class ", "except "])))
        || starts(&["const ", "let ", "var ", "return ", "self.", "print("])
            && (has(&["=", ");"]) || has(&["()", "[", "("]))
        || starts(&["import ", "from ", "using ", "package "])
            && line.bytes().filter(|&byte| byte == b' ').count() < 6
            && !ends(&['.', '?', '!', ':', ','])
        || has_operator(line_head)
}
