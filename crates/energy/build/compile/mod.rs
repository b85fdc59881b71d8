//! From checked tables to Rust source.

mod anchors;
mod equivalences;
mod factors;
mod gpus;
mod levers;
pub mod models;
mod providers;
mod regions;

pub use anchors::{anchors, metered};
pub use equivalences::equivalences;
pub use factors::{Constants, factors};
pub use gpus::gpus;
pub use levers::levers;
pub use models::models;
pub use providers::providers;
pub use regions::regions;

use super::table::Row;
use std::fmt::Write as _;

fn push(source: &mut String, text: std::fmt::Arguments<'_>) {
    source
        .write_fmt(text)
        .expect("writing to a String cannot fail");
}

fn provenance(row: &Row<'_>) -> Result<String, String> {
    let [origin, link, read, reason] = row.provenance()?;
    Ok(format!(
        "Provenance {{ source: {origin:?}, link: {link:?}, read: {read:?}, reason: {reason:?} }}"
    ))
}

/// An id in kebab-case (dots allowed) or snake_case.
fn id<'a>(row: &Row<'a>) -> Result<&'a str, String> {
    let id = row.text("id")?;
    let fits = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'_')
    };
    if id.bytes().all(fits) {
        Ok(id)
    } else {
        Err(row.fault(format_args!(
            "id \"{id}\" may only have a-z, 0-9, -, . and _"
        )))
    }
}

/// The position of an id in another table.
fn position(row: &Row<'_>, column: &str, ids: &[String], file: &str) -> Result<usize, String> {
    let wanted = row.text(column)?;
    ids.iter()
        .position(|id| id == wanted)
        .ok_or_else(|| row.fault(format_args!("{column} \"{wanted}\" is not in {file}")))
}
