//! Markdown tables: the blanks that line columns up (lossless), or the whole as CSV (lossy: alignment is lost).

use super::{Offers, Saver};
use crate::ends::{Parts, all, holds, trimmed};

/// Offers for a table that begins at a byte of the text.
pub(super) fn offers(block: &str, at: usize, found: &mut Offers) {
    // A bar in code or escaped is no border: such tables are left alone.
    if holds(block, "\\|") || holds(block, "`") {
        return;
    }
    let (mut tight, mut csv) = (String::new(), String::new());
    let mut width = None;
    let mut even = true;
    let mut ruled = false;
    for (number, line) in Parts::of(block, b'\n').enumerate() {
        let line = trimmed(line);
        let line = line.strip_prefix('|').unwrap_or(line);
        let line = line.strip_suffix('|').unwrap_or(line);
        // Without their padding.
        let mut cells = Vec::new();
        for cell in Parts::of(line, b'|') {
            cells.push(trimmed(cell));
        }
        even &= *width.get_or_insert(cells.len()) == cells.len();
        let rule = cells
            .iter()
            .all(|cell| !cell.is_empty() && all(cell, |c| matches!(c, '-' | ':')));
        if number > 0 {
            tight.push('\n');
        }
        for cell in &cells {
            tight.push('|');
            if rule {
                tight.push_str(if cell.len() > 1 && cell.starts_with(':') {
                    ":-"
                } else {
                    "-"
                });
                if cell.len() > 1 && cell.ends_with(':') {
                    tight.push(':');
                }
            } else {
                tight.push_str(cell);
            }
        }
        tight.push('|');
        if rule && number == 1 {
            ruled = true;
            continue;
        }
        if number > 0 {
            csv.push('\n');
        }
        for (field, cell) in cells.iter().enumerate() {
            even &= all(cell, |c| !matches!(c, ',' | '"'));
            if field > 0 {
                csv.push(',');
            }
            csv.push_str(cell);
        }
    }
    let utf8 = at..at + block.len();
    if tight.len() < block.len() {
        found.replace(Saver::TablePadding, utf8.clone(), tight);
    }
    if even && ruled {
        found.replace(Saver::TableCsv, utf8, csv);
    }
}
