//! The constants of the formula chain.

use super::{id, provenance, push};
use crate::table::Table;

/// The constants of one factor set, by id: what other tables are compiled with.
#[derive(Clone, Debug, Default)]
pub struct Constants(Vec<(String, [f64; 3])>);

impl Constants {
    /// The median of a constant that every set has.
    pub fn median(&self, id: &str) -> Result<f64, String> {
        self.band(id).map(|band| band[1])
    }

    /// The three percentiles of a constant that every set has.
    pub fn band(&self, id: &str) -> Result<[f64; 3], String> {
        self.0
            .iter()
            .find(|(name, _)| name == id)
            .map(|(_, band)| *band)
            .ok_or_else(|| format!("factors.tsv: the factor \"{id}\" is missing"))
    }

    /// Those that estimates read: the others serve to compile the accelerators.
    fn at_run_time(&self) -> impl Iterator<Item = &(String, [f64; 3])> {
        let at_build = |id: &str| id == "formula" || id.starts_with("rule_");
        self.0.iter().filter(move |(id, _)| !at_build(id))
    }

    /// The type that holds them.
    pub fn declaration(&self) -> String {
        let mut source = String::from(
            "/// The constants of the formula chain, each `[low, central, high]`.\n#[derive(Debug)]\npub(crate) struct Constants {\n",
        );
        for (id, _) in self.at_run_time() {
            push(&mut source, format_args!("pub {id}: [f64; 3],\n"));
        }
        source.push_str("}\n");
        source
    }
}

/// One field per factor, and the list with sources, which costs nothing where nobody asks for it. A factor that an older set lacks is taken from
/// `newest`; one that the newest lacks is a fault.
pub fn factors(table: &Table, newest: Option<&Constants>) -> Result<(String, Constants), String> {
    let mut constants = Constants::default();
    let mut list = String::new();
    for row in table.rows() {
        let (id, unit) = (id(&row)?, row.text("unit")?);
        let band = row.band(["low", "central", "high"], 0.0, 1e6)?;
        if newest.is_some_and(|newest| newest.median(id).is_err()) {
            return Err(row.fault(format_args!(
                "the newest set has no factor \"{id}\": keep it there with a value that does nothing"
            )));
        }
        constants.0.push((id.to_owned(), band));
        let [low, central, high] = band;
        let (provenance, review) = (provenance(&row)?, row.date("review")?);
        push(
            &mut list,
            format_args!(
                "Factor {{ id: {id:?}, unit: {unit:?}, low: {low:?}, central: {central:?}, high: {high:?}, review: {review:?}, provenance: {provenance} }},\n"
            ),
        );
    }
    if let Some(newest) = newest {
        for (id, band) in &newest.0 {
            if constants.median(id).is_err() {
                constants.0.push((id.clone(), *band));
            }
        }
    }
    let mut fields = String::new();
    for (id, band) in constants.at_run_time() {
        push(&mut fields, format_args!("{id}: {band:?},\n"));
    }
    let count = table.rows().len();
    let source = format!(
        "pub(crate) static CONSTANTS: Constants = Constants {{\n{fields}}};\npub(crate) static FACTORS: [Factor; {count}] = [\n{list}];\n"
    );
    Ok((source, constants))
}
