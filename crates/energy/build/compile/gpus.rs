//! The accelerators.

use super::{Constants, id, provenance, push};
use crate::table::{Row, Table};

/// The constants of each accelerator, and their sources. A constant that was not fitted is derived from watts, bandwidth and peak rate.
pub fn gpus(table: &Table, constants: &Constants) -> Result<String, String> {
    let mut list = String::new();
    let mut listings = String::new();
    for row in table.rows() {
        let local = match row.text("setting")? {
            "datacentre" => false,
            "local" => true,
            other => {
                return Err(row.fault(format_args!(
                    "setting \"{other}\" must be datacentre or local"
                )));
            }
        };
        let mark = match row.text("mark")? {
            letter @ ("A" | "B" | "C") => letter,
            other => return Err(row.fault(format_args!("mark \"{other}\" must be A, B or C"))),
        };
        let watts = row.number("watts", 1.0, 1e4)?;
        let per_gb = watts / row.number("gb_per_s", 1.0, 1e6)?;
        let per_billion = watts / row.number("teraflops", 0.1, 1e5)? * 0.002;
        let derived = ["c_f", "c_w", "c_x", "c_l", "c_t", "c_kv"]
            .iter()
            .any(|column| row.optional(column) == Ok(""));
        if derived && mark == "A" {
            return Err(row.fault("an accelerator with derived constants cannot have mark A"));
        }
        let or_rule = |column: &str, rule: &str, unit: f64| -> Result<f64, String> {
            match row.optional_number(column, 0.0, 1e4)? {
                Some(fitted) => Ok(fitted),
                None => Ok(rounded(constants.median(rule)? * unit)),
            }
        };
        let arithmetic = or_rule("c_f", "rule_arithmetic", per_billion)?;
        push(
            &mut list,
            format_args!(
                "GpuConstants {{ id: {:?}, memory_gb: {:?}, arithmetic: {arithmetic:?}, weights: {:?}, experts: {:?}, layer: {:?}, token: {:?}, kv: {:?}, step: {:?}, prefill: {:?}, spread: {:?}, host: {:?}, embodied: {:?}, local: {local}, derived: {derived}, mark: Confidence::{mark} }},\n",
                id(&row)?,
                row.number("memory_gb", 1.0, 1e4)?,
                or_rule("c_w", "rule_weights", per_gb)?,
                or_rule("c_x", "rule_experts", per_gb)?,
                or_rule("c_l", "rule_layer", watts)?,
                or_rule("c_t", "rule_token", watts)?,
                or_rule("c_kv", "rule_kv", per_gb)?,
                row.number("c_0", 0.0, 1e4)?,
                optional_band(&row, ["c_p_low", "c_p", "c_p_high"], 1.0)?,
                match row.optional_number("spread", 1.0, 10.0)? {
                    Some(spread) => [1.0 / spread, 1.0, spread],
                    None => constants.band("formula")?,
                },
                optional_band(&row, ["host_low", "host", "host_high"], 10.0)?,
                row.optional_number("embodied", 1e-9, 1.0)?.unwrap_or(0.0),
            ),
        );
        push(
            &mut listings,
            format_args!(
                "GpuListing {{ name: {:?}, review: {:?}, provenance: {} }},\n",
                row.text("name")?,
                row.date("review")?,
                provenance(&row)?
            ),
        );
    }
    let count = table.rows().len();
    Ok(format!(
        "pub(crate) static GPUS: [GpuConstants; {count}] = [\n{list}];\npub(crate) static GPU_LISTINGS: [GpuListing; {count}] = [\n{listings}];\n"
    ))
}

/// Three numbers, or zeros where all three cells are empty.
fn optional_band(row: &Row<'_>, columns: [&str; 3], most: f64) -> Result<[f64; 3], String> {
    if columns.iter().all(|column| row.optional(column) == Ok("")) {
        Ok([0.0; 3])
    } else {
        row.band(columns, 1e-9, most)
    }
}

/// Three digits: a rule promises no more.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
