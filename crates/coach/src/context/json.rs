//! JSON: white space between its values (lossless), or records as CSV (lossy: types and nesting are flattened).

use super::{Offers, Saver};
use crate::ends::{all, part};
use crate::fold::is_space;
use crate::json::{json_at, string_end};

/// Offers for a block of JSON that begins at a byte of the text. A program reads it as it is, so it stays JSON where code is asked for.
pub(super) fn offers(block: &str, at: usize, for_code: bool, found: &mut Offers) {
    let inside = crate::ends::without_start(block, is_space);
    let start = at + block.len() - inside.len();
    let Ok(json) = json_at(inside, 0) else { return };
    let Some(json) = inside.get(..json.end) else {
        return;
    };
    let utf8 = start..start + json.len();
    let small = minified(json);
    if small.len() < json.len() {
        found.replace(Saver::JsonMinify, utf8.clone(), small);
    }
    if !for_code && let Some(csv) = as_csv(json) {
        found.replace(Saver::JsonCsv, utf8, csv);
    }
}

/// JSON without white space outside its strings.
fn minified(json: &str) -> String {
    let bytes = json.as_bytes();
    let mut out = String::with_capacity(json.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b' ' | b'\n' | b'\r' | b'\t' => {
                at += 1;
                continue;
            }
            b'"' => string_end(bytes, at).unwrap_or(bytes.len()),
            _ => at + 1,
        };
        out.push_str(part(json, at, end));
        at = end;
    }
    out
}

/// A list of records with the same keys and plain values, as lines of values under one line of keys.
fn as_csv(json: &str) -> Option<String> {
    let small = minified(json);
    let bytes = small.as_bytes();
    let mut keys: Vec<&str> = Vec::new();
    let mut rows = String::new();
    let mut at = 1;
    let mut records = 0;
    if bytes.first() != Some(&b'[') {
        return None;
    }
    loop {
        if bytes.get(at) != Some(&b'{') {
            return None;
        }
        at += 1;
        let mut field = 0;
        loop {
            let key_end = string_end(bytes, at)?;
            let key = small.get(at + 1..key_end - 1)?;
            if records == 0 {
                keys.push(key);
            } else if keys.get(field) != Some(&key) {
                return None;
            }
            at = key_end + 1;
            let value = at;
            at = match bytes.get(at)? {
                b'"' => string_end(bytes, at)?,
                b'{' | b'[' => return None,
                _ => {
                    at + bytes
                        .get(at..)?
                        .iter()
                        .position(|byte| matches!(byte, b',' | b'}'))?
                }
            };
            let value = small.get(value..at)?;
            let plain = value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'));
            // What CSV would have to quote, and what would read as another type, stays JSON.
            match plain {
                Some(text) if !is_plain(text) => return None,
                _ => rows.push_str(plain.unwrap_or(value)),
            }
            field += 1;
            at += 1;
            match bytes.get(at - 1)? {
                b',' => rows.push(','),
                _ => break,
            }
        }
        if field != keys.len() {
            return None;
        }
        records += 1;
        match bytes.get(at)? {
            b',' => {
                at += 1;
                rows.push('\n');
            }
            _ => break,
        }
    }
    if records < 2 || keys.iter().any(|key| !is_plain(key)) {
        return None;
    }
    let mut csv = String::new();
    for (number, key) in keys.iter().enumerate() {
        if number > 0 {
            csv.push(',');
        }
        csv.push_str(key);
    }
    csv.push('\n');
    csv.push_str(&rows);
    Some(csv)
}

/// Whether a text has nothing that CSV would have to quote.
fn is_plain(text: &str) -> bool {
    all(text, |c| !matches!(c, ',' | '"' | '\\'))
}
