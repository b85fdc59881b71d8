//! Logs: runs of lines that differ in their digits alone, and the middle of deep stack traces (lossy: a count is left).

use super::{Offers, Saver};
use crate::fold::WordHash;

/// Offers for a log that begins at a byte of the text.
pub(super) fn offers(block: &str, at: usize, found: &mut Offers) {
    // Where each line begins, its shape, and whether it is a frame of a trace.
    let mut lines: Vec<(usize, WordHash, bool)> = Vec::new();
    let mut begin = 0;
    for line in crate::ends::Lines(block) {
        let inner = crate::ends::trimmed(line);
        let frame = inner.starts_with("at ")
            || inner.starts_with("File \"")
            || (line.starts_with("    ") && lines.last().is_some_and(|last| last.2));
        lines.push((begin, shape(inner), frame));
        begin += line.len();
    }
    lines.push((begin, WordHash::EMPTY, false));
    let mut from = 0;
    while let Some(&(_, kind, frame)) = lines.get(from) {
        let to = (from + 1..lines.len())
            .find(|&n| {
                lines
                    .get(n)
                    .is_none_or(|line| if frame { !line.2 } else { line.1 != kind })
            })
            .unwrap_or(lines.len());
        let count = to - from;
        // The first frames say where it failed, the last where it began.
        let (kept, least) = if frame { ((4, 2), 9) } else { ((1, 1), 4) };
        if count >= least && to < lines.len() {
            let cut = (lines.get(from + kept.0), lines.get(to - kept.1));
            if let (Some(&(start, ..)), Some(&(end, ..))) = cut {
                let mut note = String::from("[… ×");
                crate::budget::push_number(&mut note, (count - kept.0 - kept.1) as u32);
                note.push_str("]\n");
                let saver = if frame {
                    Saver::LogTrace
                } else {
                    Saver::LogRuns
                };
                found.replace(saver, at + start..at + end, note);
            }
        }
        from = to;
    }
}

/// A line with every run of digits as one sign.
fn shape(line: &str) -> WordHash {
    let mut hash = WordHash::EMPTY;
    let mut digits = false;
    for c in line.chars() {
        let digit = c.is_ascii_digit();
        if !(digit && digits) {
            hash = hash.with(if digit { '0' } else { c });
        }
        digits = digit;
    }
    hash
}
