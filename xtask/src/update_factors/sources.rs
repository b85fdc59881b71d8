//! Reads the figures out of the packages' files.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One country of Our World in Data's energy data.
#[derive(Debug, Deserialize)]
pub struct Country {
    #[serde(rename = "iso_code")]
    pub alpha3: String,
    #[serde(rename = "country_name")]
    pub name: String,
    pub year: u16,
    /// gCO2e/kWh; 0 where it is not known.
    pub carbon_intensity: f64,
    /// Electricity generated per head and year. The field's name says Wh, its values are kWh.
    #[serde(rename = "per_capita_Wh")]
    pub per_head_kwh: f64,
    /// Electricity generated in the year, in TWh.
    #[serde(rename = "total_TWh")]
    pub generated_twh: f64,
}

#[derive(Deserialize)]
struct Mixes {
    electricity_mixes: Vec<Mix>,
}

#[derive(Deserialize)]
struct Mix {
    name: String,
    wue: f64,
    warnings: Option<Vec<String>>,
}

/// Our World in Data's countries, by alpha-3 code.
pub fn our_world_in_data(text: &str) -> Result<BTreeMap<String, Country>> {
    let countries: BTreeMap<String, Country> =
        serde_json::from_str(text).context("CodeCarbon's energy mix has another form")?;
    Ok(countries)
}

/// Litres per kWh by alpha-3 code; `WOR` is the world. Countries that only have the world's figure are left out.
pub fn water(text: &str) -> Result<BTreeMap<String, f64>> {
    let mixes: Mixes =
        serde_json::from_str(text).context("EcoLogits' electricity mixes have another form")?;
    let own = |mix: &Mix| {
        !mix.warnings
            .iter()
            .flatten()
            .any(|warning| warning == "electricity-mix-wue-world")
    };
    Ok(mixes
        .electricity_mixes
        .into_iter()
        .filter(own)
        .map(|mix| (mix.name, mix.wue))
        .collect())
}

/// Ember's intensities in gCO2e/kWh by alpha-3 code or the name of an area.
pub fn ember(module: &str) -> Result<BTreeMap<String, f64>> {
    let object = module
        .split_once('{')
        .and_then(|(_, rest)| rest.split_once('}'))
        .map(|(object, _)| object);
    let object = object.context("CO2.js' intensities are not one object")?;
    serde_json::from_str(&format!("{{{object}}}")).context("CO2.js' intensities have another form")
}

/// The hand-kept aliases by code, separated by semicolons.
pub fn aliases(table: &str) -> Result<BTreeMap<String, String>> {
    let rows = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .skip(1);
    let split = |line: &str| {
        line.split_once('\t')
            .map(|(code, aliases)| (code.to_owned(), aliases.to_owned()))
    };
    rows.map(|line| {
        split(line).with_context(|| format!("region-aliases.tsv: no tab in \"{line}\""))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{ember, water};

    #[test]
    fn the_worlds_figure_is_not_taken_for_a_countrys() {
        let text = r#"{"electricity_mixes": [{"name": "FRA", "wue": 3.6, "warnings": null}, {"name": "ABW", "wue": 3.9, "warnings": ["electricity-mix-wue-world"]}]}"#;
        assert_eq!(
            water(text).unwrap().into_iter().collect::<Vec<_>>(),
            [("FRA".to_owned(), 3.6)]
        );
    }

    #[test]
    fn the_object_is_found_in_the_module() {
        let intensities =
            ember("const data = { \"AFG\": 123.71, \"FLK\": 1e3 };\nexport { data };\n").unwrap();
        assert_eq!(intensities["FLK"], 1000.0);
        assert!(ember("export {}").is_ok_and(|empty| empty.is_empty()));
        assert!(ember("nothing").is_err());
    }
}
