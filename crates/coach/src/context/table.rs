//! Markdown tables: the blanks that line columns up (lossless), or the whole as CSV (lossy: alignment is lost).

use super::Offer;
use crate::coaching::{Kind, Safety};
use crate::ends::{Parts, holds, trimmed};

/// Offers for a table that begins at a byte of the text.
pub(super) fn offers(block: &str, at: usize, found: &mut Vec<Offer>) {
    // A bar in code or escaped is no border: such tables are left alone.
    if holds(block, "\\|") || holds(block, "`") {
        return;
    }
    let (mut tight, mut csv) = (String::new(), String::new());
    let mut width = None;
    let mut even = true;
    let mut ruled = false;
    for (number, line) in Parts::of(block, b'\n').enumerate() {
        let cells: Vec<&str> = cells(line).collect();
        even &= *width.get_or_insert(cells.len()) == cells.len();
        let rule = cells
            .iter()
            .all(|cell| !cell.is_empty() && cell.bytes().all(|byte| matches!(byte, b'-' | b':')));
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
            even &= !cell.bytes().any(|byte| matches!(byte, b',' | b'"'));
            if field > 0 {
                csv.push(',');
            }
            csv.push_str(cell);
        }
    }
    let utf8 = at..at + block.len();
    if tight.len() < block.len() {
        found.push(Offer::new(
            "context.table.padding",
            Kind::ContextTable,
            Safety::Lossless,
            utf8.clone(),
            tight,
        ));
    }
    if even && ruled {
        found.push(Offer::new(
            "context.table.csv",
            Kind::ContextTable,
            Safety::Lossy,
            utf8,
            csv,
        ));
    }
}

/// The cells of a row without their padding.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = trimmed(line);
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    Parts::of(line, b'|').map(trimmed)
}
