//! The models.

use super::{id, position, provenance, push};
use crate::table::{Row, Table};

/// What the models refer to: the ids of the accelerators of their set, and of the providers.
pub struct Known {
    /// In the order of `gpus.tsv`.
    pub gpus: Vec<String>,
    /// In the order of `providers.tsv`.
    pub providers: Vec<String>,
}

/// The models, their aliases and their sources.
pub fn models(table: &Table, known: &Known) -> Result<String, String> {
    let [mut provenances, mut aliases, mut ids, mut titles] = [const { String::new() }; 4];
    let mut columns = Columns::default();
    let [mut vendors, mut encodings] = [const { Vec::<&str>::new() }; 2];
    let mut reasonings: Vec<[f64; 3]> = Vec::new();
    let mut names: Vec<(usize, String)> = Vec::new();
    for (index, row) in table.rows().enumerate() {
        if index > usize::from(u8::MAX) {
            return Err(row.fault("more than 256 models"));
        }
        let active = row.number("active", 0.01, 1e5)?;
        let total = row.number("total", 0.01, 1e5)?;
        if active > total {
            return Err(row.fault(format_args!("active {active} is more than total {total}")));
        }
        let spread = row.number("size_spread", 1.0, 10.0)?;
        if (spread * 10.0).fract() != 0.0 {
            return Err(row.fault(format_args!(
                "size_spread {spread} has more than one decimal"
            )));
        }
        let bits = match row.text("bits")? {
            bits @ ("16" | "8" | "4") => bits,
            other => return Err(row.fault(format_args!("bits \"{other}\" must be 16, 8 or 4"))),
        };
        let gpu = position(&row, "gpu", &known.gpus, "gpus.tsv")?;
        let provider = match row.optional("provider")? {
            "" => 0,
            _ => 1 + position(&row, "provider", &known.providers, "providers.tsv")?,
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
            "nvidia" | "as-given" => false,
            "tpu" | "mixed" => true,
            other => {
                return Err(row.fault(format_args!(
                    "hardware \"{other}\" must be as-given or mixed"
                )));
            }
        };
        let vendor = number_of(&mut vendors, row.optional("vendor")?);
        let encoding = match row.optional("encoding")? {
            "" => 0,
            encoding => 1 + number_of(&mut encodings, encoding),
        };
        let reasoning = row.band(["reasoning_low", "reasoning", "reasoning_high"], 0.0, 1e6)?;
        let reasoning = number_of(&mut reasonings, reasoning);
        let (id, name, others) = (id(&row)?, row.text("name")?, row.optional("aliases")?);
        for alias in [id, name]
            .into_iter()
            .chain(others.split(';'))
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
        push(&mut aliases, format_args!("{others}\n"));
        push(&mut ids, format_args!("{id}\n"));
        push(&mut titles, format_args!("{name}\n"));
        let (kv, window) = cache(&row)?;
        columns.add("active", "f32", format!("{active:?}"));
        columns.add("total", "f32", format!("{total:?}"));
        columns.add("size_spread", "u8", format!("{:.0}", spread * 10.0));
        let (used, available) = routed(&row, active, total)?.unwrap_or_default();
        columns.add("experts_used", "u16", used.to_string());
        columns.add("experts", "u16", available.to_string());
        let layers = row.optional_number("layers", 1.0, 1000.0)?.unwrap_or(0.0);
        columns.add("layers", "u16", format!("{layers:.0}"));
        columns.add("kv", "u32", format!("{kv:.0}"));
        columns.add("windowed", "u32", format!("{:.0}", window.0));
        columns.add("window", "u32", format!("{:.0}", window.1));
        columns.add("bits", "u8", bits.to_string());
        columns.add("gpu", "u8", gpu.to_string());
        columns.add(
            "batch",
            "u16",
            format!("{:.0}", row.number("batch", 1.0, 6e4)?),
        );
        columns.add(
            "answer",
            "u16",
            format!("{:.0}", row.number("answer", 1.0, 6e4)?),
        );
        columns.add("reasoning", "u8", reasoning.to_string());
        columns.add("vendor", "u8", vendor.to_string());
        columns.add("encoding", "u8", encoding.to_string());
        columns.add("provider", "u8", provider.to_string());
        columns.add("stand_in", "bool", stand_in.to_string());
        columns.add(
            "confidence",
            "Confidence",
            format!("Confidence::{confidence}"),
        );
        push(&mut provenances, format_args!("{},\n", provenance(&row)?));
    }
    let count = table.rows().len();
    let mut models = String::new();
    for index in 0..count {
        push(
            &mut models,
            format_args!("Model {{ index: {index}, set: SET }}, "),
        );
    }
    Ok(format!(
        "{}pub(crate) static MODELS: [Model; {count}] = [{models}];\n/// One line per model, as below.\npub(crate) const MODEL_IDS: &str = {ids:?};\npub(crate) const MODEL_NAMES: &str = {titles:?};\npub(crate) const MODEL_ALIASES: &str = {aliases:?};\npub(crate) static VENDORS: [&str; {}] = {vendors:?};\npub(crate) static ENCODINGS: [&str; {}] = {encodings:?};\npub(crate) static REASONINGS: [[f64; 3]; {}] = {reasonings:?};\npub(crate) static MODEL_PROVENANCE: [Provenance; {count}] = [\n{provenances}];\n",
        columns.source(count),
        vendors.len(),
        encodings.len(),
        reasonings.len()
    ))
}

/// The figures of all models, one array per column: that compresses better than one record per model.
#[derive(Default)]
struct Columns(Vec<(&'static str, &'static str, String)>);

impl Columns {
    fn add(&mut self, name: &'static str, kind: &'static str, value: String) {
        let position = self.0.iter().position(|(other, ..)| *other == name);
        let position = position.unwrap_or_else(|| {
            self.0.push((name, kind, String::new()));
            self.0.len() - 1
        });
        push(&mut self.0[position].2, format_args!("{value}, "));
    }

    fn source(&self, count: usize) -> String {
        let (mut arrays, mut fields) = (String::new(), String::new());
        for (name, kind, values) in &self.0 {
            let array = name.to_uppercase();
            push(
                &mut arrays,
                format_args!("static {array}: [{kind}; {count}] = [{values}];\n"),
            );
            push(&mut fields, format_args!("{name}: &{array}, "));
        }
        format!("{arrays}pub(crate) static COLUMNS: ModelColumns = ModelColumns {{ {fields} }};\n")
    }
}

/// The position of a value among those seen, which it joins if it is new.
fn number_of<T: PartialEq>(seen: &mut Vec<T>, value: T) -> usize {
    seen.iter()
        .position(|other| *other == value)
        .unwrap_or_else(|| {
            seen.push(value);
            seen.len() - 1
        })
}

/// What a token leaves in the cache: bytes at 16 bit that stay, and (bytes per token, tokens) of layers that look at a window.
pub fn cache(row: &Row<'_>) -> Result<(f64, (f64, f64)), String> {
    let (mut full, mut windowed, mut window) = (0.0, 0.0, 0.0);
    for term in row
        .optional("kv")?
        .split('+')
        .filter(|term| !term.is_empty())
    {
        let (shape, limit) = term.split_once('@').unwrap_or((term, ""));
        let values = shape.split_once('x').and_then(|(layers, values)| {
            let (layers, values): (u32, u32) = (layers.parse().ok()?, values.parse().ok()?);
            Some(f64::from(layers) * f64::from(values)).filter(|product| *product > 0.0)
        });
        let limit: Option<u32> = if limit.is_empty() {
            Some(0)
        } else {
            limit.parse().ok().filter(|tokens| *tokens > 0)
        };
        let (Some(values), Some(limit)) = (values, limit) else {
            return Err(row.fault(format_args!(
                "kv \"{term}\" is not like 32x2048 or 18x1024@128"
            )));
        };
        // Two bytes a value.
        if limit == 0 {
            full += 2.0 * values;
        } else if window > 0.0 && window != f64::from(limit) {
            return Err(row.fault("kv has two windows of different length"));
        } else {
            windowed += 2.0 * values;
            window = f64::from(limit);
        }
    }
    Ok((full, (windowed, window)))
}

/// Experts used and available.
pub fn routed(row: &Row<'_>, active: f64, total: f64) -> Result<Option<(u16, u16)>, String> {
    let text = row.optional("routed")?;
    if text.is_empty() {
        return Ok(None);
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
    Ok(Some((used, available)))
}
