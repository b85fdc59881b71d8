//! Addresses: parameters that only track who follows the link (lossy, though pages are the same: ask first).

use super::{Offers, Saver};
use crate::coaching::Task;
use crate::ends::{behind, find, listed, part, position};
use crate::fold::is_space;
use crate::reading::Reading;

const TRACKING: &str = " fbclid gclid dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_eid mc_cid mkt_tok vero_id _hsenc _hsmi ref_src spm ";

/// Offers for every address of a text.
pub(super) fn offers(reading: &Reading<'_>, found: &mut Offers) {
    let text = reading.words.text;
    let worked_on = |at: usize| {
        (reading.payload_kept || reading.task == Task::Code)
            && reading.payload.touches(&(at..at + 1))
    };
    if !reading.words.may_have("://") {
        return;
    }
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| find(rest, "://")) {
        let begin = at + next + 3;
        let rest = behind(text, begin);
        let length = rest
            .char_indices()
            .find(|&(_, c)| {
                is_space(c)
                    || matches!(
                        c,
                        '"' | '\'' | '<' | '>' | ')' | ']' | '}' | '`' | '|' | '\\'
                    )
                    || !c.is_ascii()
            })
            .map_or(rest.len(), |(end, _)| end);
        let address = crate::ends::without_end(part(rest, 0, length), |c| {
            matches!(c, '.' | ',' | '!' | ';' | '?')
        });
        at = begin + length;
        let mark = position(address.as_bytes(), b'?');
        let Some(mark) = mark.filter(|_| !worked_on(begin)) else {
            continue;
        };
        let query = behind(address, mark + 1);
        let query = crate::ends::up_to(query, b'#');
        let mut kept = String::new();
        let mut dropped = false;
        for part in crate::ends::Parts::of(query, b'&') {
            let name = crate::ends::up_to(part, b'=');
            if name.starts_with("utm_") || listed(TRACKING, name) {
                dropped = true;
            } else {
                kept.push(if kept.is_empty() { '?' } else { '&' });
                kept.push_str(part);
            }
        }
        if dropped {
            let start = begin + mark;
            found.replace(Saver::Url, start..start + 1 + query.len(), kept);
        }
        if found.are_enough() {
            return;
        }
    }
}
