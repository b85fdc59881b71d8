//! Countries and named areas.

use super::push;
use crate::table::Table;

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
