//! From checked tables to Rust source.

use super::table::{Row, Table};
use std::fmt::Write as _;

/// Turns one table into source.
pub type Compile = fn(&Table) -> Result<String, String>;

/// The files in `data` and what compiles each.
pub const TABLES: [(&str, Compile); 5] = [
    ("factors.tsv", factors),
    ("gpus.tsv", gpus),
    ("models.tsv", models),
    ("regions.tsv", regions),
    ("equivalences.tsv", equivalences),
];

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

/// One constant per factor, and the list with sources, which costs nothing where nobody asks for it.
pub fn factors(table: &Table) -> Result<String, String> {
    let mut constants = String::new();
    let mut list = String::new();
    for row in table.rows() {
        let (id, unit) = (id(&row)?, row.text("unit")?);
        let [low, central, high] = row.band(["low", "central", "high"], 0.0, 1e6)?;
        push(
            &mut constants,
            format_args!(
                "pub(crate) const {}: [f64; 3] = [{low:?}, {central:?}, {high:?}];\n",
                id.to_uppercase()
            ),
        );
        let provenance = provenance(&row)?;
        push(
            &mut list,
            format_args!(
                "Factor {{ id: {id:?}, unit: {unit:?}, low: {low:?}, central: {central:?}, high: {high:?}, provenance: {provenance} }},\n"
            ),
        );
    }
    let count = table.rows().len();
    Ok(format!(
        "/// The factors as constants: `[low, central, high]`.\npub(crate) mod factor {{\n{constants}}}\npub(crate) static FACTORS: [Factor; {count}] = [\n{list}];\n"
    ))
}

/// The constants of each GPU, and their sources.
pub fn gpus(table: &Table) -> Result<String, String> {
    let mut list = String::new();
    let mut provenances = String::new();
    for row in table.rows() {
        let number = |column: &str| row.number(column, 1e-6, 1e4);
        let prefill = row.band(["c_p_low", "c_p", "c_p_high"], 1e-6, 1.0)?;
        push(
            &mut list,
            format_args!(
                "GpuConstants {{ id: {:?}, name: {:?}, memory_gb: {:?}, arithmetic: {:?}, weights_dense: {:?}, weights_moe: {:?}, step: {:?}, kv: {:?}, prefill: {prefill:?} }},\n",
                id(&row)?,
                row.text("name")?,
                number("memory_gb")?,
                number("c_f")?,
                number("c_w_dense")?,
                number("c_w_moe")?,
                number("c_0")?,
                number("c_kv")?,
            ),
        );
        push(&mut provenances, format_args!("{},\n", provenance(&row)?));
    }
    let count = table.rows().len();
    Ok(format!(
        "pub(crate) static GPUS: [GpuConstants; {count}] = [\n{list}];\npub(crate) static GPU_PROVENANCE: [Provenance; {count}] = [\n{provenances}];\n"
    ))
}

fn routed(row: &Row<'_>, active: f64, total: f64) -> Result<String, String> {
    let text = row.optional("routed")?;
    if text.is_empty() {
        return Ok("None".into());
    }
    let parsed = text.split_once('/').and_then(|(used, available)| {
        Some((used.parse::<u16>().ok()?, available.parse::<u16>().ok()?))
    });
    let (used, available) =
        parsed.ok_or_else(|| row.fault(format_args!("routed \"{text}\" is not like 8/256")))?;
    if used == 0 || used >= available {
        return Err(row.fault(format_args!(
            "routed {text} must use at least one expert and not all"
        )));
    }
    if f64::from(used) / f64::from(available) > active / total {
        return Err(row.fault(format_args!(
            "routed {text} is more than active/total, {active}/{total}"
        )));
    }
    Ok(format!(
        "Some(Routed {{ used: {used}, available: {available} }})"
    ))
}

/// The models, their aliases and their sources.
pub fn models(table: &Table) -> Result<String, String> {
    let mut list = String::new();
    let mut provenances = String::new();
    let mut names: Vec<(usize, String)> = Vec::new();
    for (index, row) in table.rows().enumerate() {
        let active = row.number("active", 0.01, 1e5)?;
        let total = row.number("total", 0.01, 1e5)?;
        if active > total {
            return Err(row.fault(format_args!("active {active} is more than total {total}")));
        }
        let spread = row.number("size_spread", 1.0, 10.0)?;
        let bits = match row.text("bits")? {
            "16" => "Sixteen",
            "8" => "Eight",
            "4" => "Four",
            other => return Err(row.fault(format_args!("bits \"{other}\" must be 16, 8 or 4"))),
        };
        let gpu = match row.text("gpu")? {
            "h100" => "H100",
            "b200" => "B200",
            other => return Err(row.fault(format_args!("gpu \"{other}\" is not in gpus.tsv"))),
        };
        let confidence = match row.text("confidence")? {
            letter @ ("A" | "B" | "C") => letter,
            other => {
                return Err(row.fault(format_args!("confidence \"{other}\" must be A, B or C")));
            }
        };
        if spread > 1.0 && confidence != "C" {
            return Err(row.fault("a model of unpublished size has confidence C"));
        }
        let stand_in = match row.text("hardware")? {
            "nvidia" => false,
            "tpu" | "mixed" => true,
            other => {
                return Err(row.fault(format_args!(
                    "hardware \"{other}\" must be nvidia, tpu or mixed"
                )));
            }
        };
        let encoding = match row.optional("encoding")? {
            "" => "None".to_owned(),
            encoding => format!("Some({encoding:?})"),
        };
        let (id, name, aliases) = (id(&row)?, row.text("name")?, row.optional("aliases")?);
        for alias in [id, name]
            .into_iter()
            .chain(aliases.split(';'))
            .filter(|alias| !alias.is_empty())
        {
            let alias = alias.to_ascii_lowercase();
            if names
                .iter()
                .any(|(other, taken)| *taken == alias && *other != index)
            {
                return Err(row.fault(format_args!(
                    "the name \"{alias}\" belongs to another model already"
                )));
            }
            names.push((index, alias));
        }
        push(
            &mut list,
            format_args!(
                "Model {{ index: {index}, id: {id:?}, name: {name:?}, aliases: {aliases:?}, vendor: {:?}, active: {active:?}, total: {total:?}, size_spread: {spread:?}, routed: {}, bits: Bits::{bits}, gpu: Gpu::{gpu}, batch: {:?}, kv_bytes: {:?}, encoding: {encoding}, answer: {:?}, reasoning: {:?}, stand_in: {stand_in}, confidence: Confidence::{confidence} }},\n",
                row.optional("vendor")?,
                routed(&row, active, total)?,
                row.number("batch", 1.0, 1e5)?,
                row.optional_number("kv_bytes", 1.0, 1e8)?.unwrap_or(0.0),
                row.number("answer", 1.0, 1e6)?,
                row.band(["reasoning_low", "reasoning", "reasoning_high"], 0.0, 1e6)?,
            ),
        );
        push(&mut provenances, format_args!("{},\n", provenance(&row)?));
    }
    let count = table.rows().len();
    Ok(format!(
        "pub(crate) static MODELS: [Model; {count}] = [\n{list}];\npub(crate) static MODEL_PROVENANCE: [Provenance; {count}] = [\n{provenances}];\n"
    ))
}

/// The regions: figures in whole steps (0.1 g, 0.01 L); codes, names and aliases each in one string.
pub fn regions(table: &Table) -> Result<String, String> {
    let [mut codes, mut names, mut list, mut details, mut aliases] = [const { String::new() }; 5];
    for (index, row) in table.rows().enumerate() {
        let (code, name) = (row.text("code")?, row.text("name")?);
        let index = u8::try_from(index).map_err(|_| row.fault("more than 256 regions"))?;
        if !(code.len() == 2 || code == "WORLD")
            || !code.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            return Err(row.fault(format_args!(
                "code \"{code}\" is neither two capital letters nor WORLD"
            )));
        }
        if (code == "WORLD") != (index == 0) {
            return Err(row.fault("the first row, and only it, is WORLD"));
        }
        let grid = row.optional_number("grid", 1.0, 2000.0)?.unwrap_or(0.0);
        let water = row.optional_number("water", 0.1, 100.0)?.unwrap_or(0.0);
        let year = row
            .optional_number("grid_year", 2000.0, 2100.0)?
            .unwrap_or(0.0);
        let per_head = row.optional_number("per_head", 1.0, 1e6)?.unwrap_or(0.0);
        let per_head_year = row
            .optional_number("per_head_year", 2000.0, 2100.0)?
            .unwrap_or(0.0);
        if (grid > 0.0) != (year > 0.0) {
            return Err(row.fault("grid and grid_year stand together"));
        }
        push(
            &mut list,
            format_args!(
                "Region {{ index: {index}, grid: {:.0}, water: {:.0} }},\n",
                grid * 10.0,
                water * 100.0
            ),
        );
        push(
            &mut details,
            format_args!(
                "RegionDetails {{ year: {year:.0}, per_head: {per_head:.0}, per_head_year: {per_head_year:.0}, source: {:?} }},\n",
                row.text("source")?
            ),
        );
        codes.push_str(code);
        push(&mut names, format_args!("{name}\n"));
        let other = row.optional("aliases")?;
        if !other.is_empty() {
            push(&mut aliases, format_args!("{code};{other}\n"));
        }
    }
    let count = table.rows().len();
    Ok(format!(
        "pub(crate) const REGION_CODES: &str = {codes:?};\npub(crate) const REGION_NAMES: &str = {names:?};\npub(crate) const REGION_ALIASES: &str = {aliases:?};\npub(crate) static REGIONS: [Region; {count}] = [\n{list}];\npub(crate) static REGION_DETAILS: [RegionDetails; {count}] = [\n{details}];\n"
    ))
}

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
