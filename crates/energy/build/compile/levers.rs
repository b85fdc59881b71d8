//! What the UNESCO/UCL report says of its levers.

use super::{id, provenance, push};
use crate::table::Table;

/// The rows in the order that `Lever` counts them.
const ORDER: [&str; 4] = ["smaller-model", "shorter", "compression", "together"];

/// One claim per lever, and one for all together.
pub fn levers(table: &Table) -> Result<String, String> {
    let mut list = String::new();
    let mut order = ORDER.iter();
    for row in table.rows() {
        if order.next() != Some(&id(&row)?) {
            return Err(row.fault(format_args!("the rows are {}", ORDER.join(", "))));
        }
        push(
            &mut list,
            format_args!(
                "Reported {{ percent: {:?}, statement: {:?}, difference: {:?}, provenance: {} }},\n",
                row.band(["low", "reported", "high"], 0.0, 100.0)?,
                row.text("statement")?,
                row.text("difference")?,
                provenance(&row)?
            ),
        );
    }
    Ok(format!(
        "pub(crate) static REPORTED: [Reported; {}] = [\n{list}];\n",
        ORDER.len()
    ))
}
