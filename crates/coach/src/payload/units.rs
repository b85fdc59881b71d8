//! Paragraphs and blocks of a text in their order.

use crate::blocks::Block;
use crate::ends::{behind, last, part, without_end, without_start};
use crate::fold::is_space;
use crate::gap::is_colon;
use std::ops::Range;

/// A paragraph of prose, or a block.
pub(super) struct Unit {
    pub utf8: Range<usize>,
    pub block: Option<usize>,
    /// Whether a line of prose ends it with a colon.
    pub leads: bool,
    /// Whether a blank line stands before it.
    pub apart: bool,
}

/// Paragraphs and blocks in order.
pub(super) fn units(text: &str, blocks: &[Block]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut blocks = blocks.iter().enumerate().peekable();
    let mut at = 0;
    let mut apart = true;
    // Whether the last unit is a paragraph that goes on.
    let mut goes_on = false;
    while at < text.len() {
        if let Some((number, block)) = blocks.next_if(|(_, block)| block.utf8.start <= at) {
            units.push(Unit {
                utf8: block.utf8.clone(),
                block: Some(number),
                leads: false,
                apart,
            });
            at = at.max(block.utf8.end);
            let rest = behind(text, at);
            at += rest.len() - without_start(rest, |c| c == ' ' || c == '\r').len();
            if text.as_bytes().get(at) == Some(&b'\n') {
                at += 1;
            }
            (apart, goes_on) = (false, false);
            continue;
        }
        let stop = blocks
            .peek()
            .map_or(text.len(), |(_, block)| block.utf8.start);
        let rest = part(text, at, stop);
        let length = crate::ends::up_to(rest, b'\n').len();
        let line = part(rest, 0, length);
        let inside = without_start(line, is_space);
        let (start, shown) = (
            at + line.len() - inside.len(),
            without_end(inside, is_space),
        );
        at = (at + length + 1).min(stop.max(at + 1));
        if shown.is_empty() {
            (apart, goes_on) = (true, false);
            continue;
        }
        let end = start + shown.len();
        let leads = last(shown).is_some_and(is_colon);
        match units.last_mut().filter(|_| goes_on) {
            Some(unit) => {
                unit.utf8.end = end;
                unit.leads = leads;
            }
            None => units.push(Unit {
                utf8: start..end,
                block: None,
                leads,
                apart,
            }),
        }
        (apart, goes_on) = (false, !leads);
    }
    units
}
