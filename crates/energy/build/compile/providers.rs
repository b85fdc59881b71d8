//! Those who run the machines.

use super::{id, provenance, push};
use crate::table::Table;

/// PUE and on-site water of each provider, and their sources.
pub fn providers(table: &Table) -> Result<(String, Vec<String>), String> {
    let (mut list, mut provenances, mut ids) = (String::new(), String::new(), Vec::new());
    for (index, row) in table.rows().enumerate() {
        let id = id(&row)?;
        ids.push(id.to_owned());
        let region = row.optional("region")?;
        push(
            &mut list,
            format_args!(
                "Provider {{ index: {index}, id: {id:?}, name: {:?}, pue: {:?}, water_on_site: {:?}, region: {region:?} }},\n",
                row.text("name")?,
                row.band(["pue_low", "pue", "pue_high"], 1.0, 10.0)?,
                row.band(["wue_low", "wue", "wue_high"], 0.0, 100.0)?,
            ),
        );
        push(&mut provenances, format_args!("{},\n", provenance(&row)?));
    }
    let count = ids.len();
    let source = format!(
        "pub(crate) static PROVIDERS: [Provider; {count}] = [\n{list}];\npub(crate) static PROVIDER_PROVENANCE: [Provenance; {count}] = [\n{provenances}];\n"
    );
    Ok((source, ids))
}
