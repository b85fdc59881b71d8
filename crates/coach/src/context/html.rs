//! Mark-up: attributes that only style (meaning kept), or the text alone (lossy: structure and addresses are lost).

use super::{Offers, Saver};
use crate::ends::{behind, find, listed, part, position, without_start};
use promptwatt_tokens::Edit;

/// What holds no text, what begins a line, and what ends with a blank.
const SILENT: &str = " script style svg ";
const ON_LINES: &str = " p div br li tr h1 h2 h3 h4 ul ol table section ";
const CELLS: &str = " td th ";

/// Offers for mark-up that begins at a byte of the text.
pub(super) fn offers(block: &str, at: usize, found: &mut Offers) {
    let mut styling = Vec::new();
    let mut text = String::new();
    let mut rest = block;
    let mut done = 0;
    // Inside <script> or <style>: nothing of it is text.
    let mut silent: Option<&str> = None;
    while let Some(open) = position(rest.as_bytes(), b'<') {
        if silent.is_none() {
            push_text(&mut text, part(rest, 0, open));
        }
        let tag = behind(rest, open);
        // In a script a sign may mean "less than".
        if silent.is_some() && !tag.starts_with("</") {
            done += open + 1;
            rest = behind(block, done);
            continue;
        }
        let Some(length) = position(tag.as_bytes(), b'>') else {
            break;
        };
        let tag = part(tag, 0, length + 1);
        let name_at = usize::from(tag.as_bytes().get(1) == Some(&b'/')) + 1;
        let name = behind(tag, name_at);
        let rest_of_tag = without_start(name, |c| c.is_ascii_alphanumeric());
        let name = part(name, 0, name.len() - rest_of_tag.len());
        let opens = name_at == 1;
        match silent {
            None if opens && !tag.ends_with("/>") && listed(SILENT, name) => silent = Some(name),
            Some(open) if !opens && open == name => silent = None,
            Some(_) => {}
            None if listed(ON_LINES, name) && !(text.is_empty() || text.ends_with('\n')) => {
                text.push('\n');
            }
            None if !opens && listed(CELLS, name) => text.push(' '),
            None => {}
        }
        if silent.is_none() {
            styles(tag, at + done + open, &mut styling);
        }
        done += open + length + 1;
        rest = behind(block, done);
    }
    if silent.is_none() {
        push_text(&mut text, rest);
    }
    found.add(Saver::HtmlAttributes, styling);
    let text = crate::ends::without_end(&text, crate::fold::is_space);
    if !text.is_empty() && text.len() < block.len() {
        found.replace(Saver::HtmlText, at..at + block.len(), text.into());
    }
}

/// Edits that take attributes which only style out of a tag.
fn styles(tag: &str, at: usize, edits: &mut Vec<Edit>) {
    for name in [" class=\"", " style=\""] {
        let Some(begin) = find(tag, name) else {
            continue;
        };
        let value = behind(tag, begin + name.len());
        if let Some(length) = position(value.as_bytes(), b'"') {
            edits.push(Edit {
                utf8: at + begin..at + begin + name.len() + length + 1,
                replacement: String::new(),
            });
        }
    }
    // Two in one tag may stand in either order; where a quotation mark is missing, one begins in the value of the other, and both stay.
    if let [.., before, last] = edits.as_mut_slice() {
        if before.utf8.start > last.utf8.start {
            std::mem::swap(before, last);
        }
        if before.utf8.end > last.utf8.start {
            edits.truncate(edits.len() - 2);
        }
    }
}

/// Adds text with white space as one blank and the commonest entities read.
fn push_text(out: &mut String, text: &str) {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if crate::fold::is_space(c) {
            if !(out.is_empty() || out.ends_with([' ', '\n'])) {
                out.push(' ');
            }
            continue;
        }
        const ENTITIES: [(&str, char); 6] = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&#39;", '\''),
            ("&nbsp;", ' '),
        ];
        let rest = behind(text, at);
        match ENTITIES
            .iter()
            .find(|(entity, _)| c == '&' && rest.starts_with(entity))
        {
            Some((entity, sign)) => {
                out.push(*sign);
                chars.nth(entity.len() - 2);
            }
            None => out.push(c),
        }
    }
}
