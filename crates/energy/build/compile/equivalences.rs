//! The everyday things that energy and carbon are compared with.

use super::{id, provenance, push};
use crate::table::Table;

/// The everyday things that energy and carbon are compared with.
pub fn equivalences(table: &Table) -> Result<String, String> {
    let mut list = String::new();
    let mut sources = String::new();
    for (index, row) in table.rows().enumerate() {
        let basis = match row.text("basis")? {
            "energy" => "Energy",
            "carbon" => "Carbon",
            other => {
                return Err(row.fault(format_args!("basis \"{other}\" must be energy or carbon")));
            }
        };
        let [least, most] = ["least", "most"].map(|column| row.number(column, 0.0, 1e9));
        let (least, most) = (least?, most?);
        if least >= most {
            return Err(row.fault("least must be below most"));
        }
        push(
            &mut list,
            format_args!(
                "Yardstick {{ index: {index}, id: {:?}, unit: {:?}, basis: Basis::{basis}, per_unit: {:?}, least: {least:?}, most: {most:?} }},\n",
                id(&row)?,
                row.text("unit")?,
                row.number("per_unit", 1e-9, 1e9)?
            ),
        );
        push(
            &mut sources,
            format_args!("({:?}, {}),\n", row.text("definition")?, provenance(&row)?),
        );
    }
    let count = table.rows().len();
    Ok(format!(
        "pub(crate) static YARDSTICKS: [Yardstick; {count}] = [\n{list}];\npub(crate) static YARDSTICK_SOURCES: [(&str, Provenance); {count}] = [\n{sources}];\n"
    ))
}
