//! What was measured and published, to hold the formula against.

use super::models::{cache, routed};
use super::{id, position, provenance, push};
use crate::table::Table;

/// The metered runs, with the architecture of their models.
pub fn metered(runs: &Table, architectures: &Table, gpus: &[String]) -> Result<String, String> {
    let mut models = String::new();
    let mut ids = Vec::new();
    for row in architectures.rows() {
        let (active, total) = (
            row.number("active", 0.01, 1e5)?,
            row.number("total", 0.01, 1e5)?,
        );
        let (kv, window) = cache(&row)?;
        push(
            &mut models,
            format_args!(
                "Architecture {{ id: {:?}, family: {:?}, active: {active:?}, total: {total:?}, routed: {}, layers: {:.0}, kv_cache: KvCache {{ bytes_per_token: {kv:?}, windowed_bytes_per_token: {:?}, window: {:?} }} }},\n",
                id(&row)?,
                row.text("family")?,
                match routed(&row, active, total)? {
                    None => "None".to_owned(),
                    Some((used, available)) =>
                        format!("Some(Routed {{ used: {used}, available: {available} }})"),
                },
                row.number("layers", 1.0, 1000.0)?,
                window.0,
                window.1,
            ),
        );
        row.text("source")?;
        ids.push(row.text("id")?.to_owned());
    }
    let mut list = String::new();
    for row in runs.rows() {
        push(
            &mut list,
            format_args!(
                "Run {{ model: {}, gpu: {}, gpus: {:.0}, bits: {:.0}, batch: {:?}, output: {:?}, joules: {:?}, sample: {:.0}, note: {:?} }},\n",
                position(&row, "model", &ids, "metered-models.tsv")?,
                position(&row, "gpu", gpus, "gpus.tsv")?,
                row.number("gpus", 1.0, 64.0)?,
                row.number("bits", 4.0, 16.0)?,
                row.number("batch", 1.0, 1e5)?,
                row.number("output", 1.0, 1e6)?,
                row.number("joules", 1e-6, 1e6)?,
                row.number("sample", 1.0, 2.0)?,
                row.optional("note")?,
            ),
        );
    }
    Ok(format!(
        "pub(crate) static ARCHITECTURES: [Architecture; {}] = [\n{models}];\npub(crate) static RUNS: [Run; {}] = [\n{list}];\n",
        ids.len(),
        runs.rows().len()
    ))
}

/// Figures that services and studies published.
pub fn anchors(table: &Table, gpus: &[String]) -> Result<String, String> {
    let mut list = String::new();
    for row in table.rows() {
        let quantity = match row.text("quantity")? {
            "wh" => "FacilityWh",
            "gpu_wh" => "GpuWh",
            "gpu_j_per_token" => "GpuJoulesPerToken",
            "gco2e" => "GramsCo2e",
            other => {
                return Err(row.fault(format_args!(
                    "quantity \"{other}\" must be wh, gpu_wh, gpu_j_per_token or gco2e"
                )));
            }
        };
        let some = |column: &str, least: f64, most: f64| -> Result<String, String> {
            Ok(format!("{:?}", row.optional_number(column, least, most)?))
        };
        let gpu = match row.optional("gpu")? {
            "" => "None".to_owned(),
            _ => format!("Some({})", position(&row, "gpu", gpus, "gpus.tsv")?),
        };
        push(
            &mut list,
            format_args!(
                "Anchor {{ id: {:?}, title: {:?}, quantity: Measure::{quantity}, model: {:?}, active: {}, total: {}, bits: {}, gpu: {gpu}, batch: {}, input: {:?}, output: {:?}, reasoning: {:?}, region: {:?}, published: {:?}, note: {:?}, provenance: {} }},\n",
                id(&row)?,
                row.text("title")?,
                row.optional("model")?,
                some("active", 0.01, 1e5)?,
                some("total", 0.01, 1e5)?,
                some("bits", 4.0, 16.0)?,
                some("batch", 1.0, 1e5)?,
                row.number("input", 0.0, 1e9)?,
                row.number("output", 0.0, 1e9)?,
                row.number("reasoning", 0.0, 1e9)?,
                row.text("region")?,
                row.number("published", 1e-9, 1e9)?,
                row.optional("note")?,
                provenance(&row)?,
            ),
        );
    }
    Ok(format!(
        "pub(crate) static ANCHORS: [Anchor; {}] = [\n{list}];\n",
        table.rows().len()
    ))
}
