//! Joins the sources into one table of regions.

use super::sources::Country;
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};

/// Ember's yearly world mean for 2024, in gCO2e/kWh (Global Electricity Review 2025, 472.9): Our World in Data's file has no world row.
const WORLD: Figure = Figure {
    value: 473.0,
    year: 2024,
};

/// The members of the European Union, by alpha-3 code.
const EUROPEAN_UNION: [&str; 27] = [
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV",
    "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN",
    "SWE",
];

/// A figure and the year it holds for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    pub value: f64,
    pub year: u16,
}

/// One row.
#[derive(Debug)]
pub struct Region {
    pub code: String,
    pub alpha3: String,
    pub name: String,
    /// gCO2e/kWh.
    pub grid: Option<Figure>,
    /// L/kWh.
    pub water: Option<f64>,
    /// kWh per head and year.
    pub per_head: Option<Figure>,
    pub aliases: String,
    pub source: String,
}

/// The world, the European Union, and every country.
pub fn join(
    grid: &BTreeMap<String, Country>,
    water: &BTreeMap<String, f64>,
    aliases: &BTreeMap<String, String>,
) -> Result<Vec<Region>> {
    let aliases_of = |code: &str| aliases.get(code).cloned().unwrap_or_default();
    let mut regions = vec![european_union(grid, water, aliases_of("EU"))?];
    for (alpha3, country) in grid {
        let known = rust_iso3166::from_alpha3(alpha3).with_context(|| {
            format!(
                "{alpha3} ({}) is not an ISO 3166 alpha-3 code",
                country.name
            )
        })?;
        let water = water.get(alpha3).copied();
        let source = match (country.grid(), water) {
            (Some(_), Some(_)) => {
                "Our World in Data (grid, per head); World Resources Institute (water)"
            }
            (Some(_), None) => "Our World in Data (grid, per head)",
            (None, _) => {
                "Our World in Data (per head); its grid figure of zero is taken as not known"
            }
        };
        regions.push(Region {
            code: known.alpha2.to_owned(),
            alpha3: alpha3.clone(),
            name: country.name.clone(),
            grid: country.grid(),
            water,
            per_head: (country.per_head_kwh > 0.0).then_some(Figure {
                value: country.per_head_kwh,
                year: country.year,
            }),
            aliases: aliases_of(known.alpha2),
            source: source.to_owned(),
        });
    }
    regions.sort_by(|a, b| a.code.cmp(&b.code));
    let world = Region {
        code: "WORLD".to_owned(),
        alpha3: "WOR".to_owned(),
        name: "World".to_owned(),
        grid: Some(WORLD),
        water: water.get("WOR").copied(),
        per_head: None,
        aliases: aliases_of("WORLD"),
        source: "Ember 2024, world mean (grid); World Resources Institute (water)".to_owned(),
    };
    regions.insert(0, world);
    let codes: BTreeSet<&str> = regions.iter().map(|region| region.code.as_str()).collect();
    let stray = aliases.keys().find(|code| !codes.contains(code.as_str()));
    ensure!(
        stray.is_none(),
        "region-aliases.tsv: no region has the code {}",
        stray.map_or("", String::as_str)
    );
    Ok(regions)
}

impl Country {
    /// The intensity; a zero stands for "not known", whatever the country's power is made of: building any plant emits something.
    fn grid(&self) -> Option<Figure> {
        (self.carbon_intensity > 0.0).then_some(Figure {
            value: self.carbon_intensity,
            year: self.year,
        })
    }
}

/// The members' means, weighted by what each generates.
fn european_union(
    grid: &BTreeMap<String, Country>,
    water: &BTreeMap<String, f64>,
    aliases: String,
) -> Result<Region> {
    let members: Vec<&Country> = EUROPEAN_UNION
        .iter()
        .map(|code| {
            grid.get(*code)
                .with_context(|| format!("{code}, a member of the European Union, is missing"))
        })
        .collect::<Result<_>>()?;
    let mean = |of: &dyn Fn(&Country) -> Option<f64>| {
        let known = members
            .iter()
            .filter_map(|member| Some((of(member)?, member.generated_twh)));
        let (sum, weight) = known.fold((0.0, 0.0), |(sum, weight), (value, twh)| {
            (sum + value * twh, weight + twh)
        });
        sum / weight
    };
    let year = members.iter().map(|member| member.year).min().unwrap_or(0);
    let people: f64 = members
        .iter()
        .map(|member| member.generated_twh * 1e9 / member.per_head_kwh)
        .sum();
    let generated: f64 = members
        .iter()
        .map(|member| member.generated_twh * 1e9)
        .sum();
    Ok(Region {
        code: "EU".to_owned(),
        alpha3: "EU".to_owned(),
        name: "European Union".to_owned(),
        grid: Some(Figure { value: mean(&|member| Some(member.carbon_intensity)), year }),
        water: Some(mean(&|member| water.get(&member.alpha3).copied())),
        per_head: Some(Figure { value: generated / people, year }),
        aliases,
        source: "Mean of the 27 members by generation: Our World in Data (grid, per head); World Resources Institute (water)".to_owned(),
    })
}

/// The file's text.
pub fn table(regions: &[Region]) -> String {
    let mut text = String::from(
        "# Written by `cargo xtask update-factors`; change region-aliases.tsv or the sources, not this file.\n\
         # grid: gCO2e/kWh, life cycle, yearly mean; water: L/kWh used by power plants; per_head: kWh generated per head and year. Empty: not known.\n\
         # Through CodeCarbon 3.3.2 (Our World in Data, CC BY 4.0) and EcoLogits 0.11.3 (figures of the World Resources Institute).\n\
         code\tname\tgrid\tgrid_year\twater\tper_head\tper_head_year\taliases\tsource\n",
    );
    let number = |value: Option<f64>, digits: usize| {
        value.map_or_else(String::new, |value| format!("{value:.digits$}"))
    };
    let year =
        |figure: Option<Figure>| figure.map_or_else(String::new, |figure| figure.year.to_string());
    for region in regions {
        let cells = [
            region.code.clone(),
            region.name.clone(),
            number(region.grid.map(|grid| grid.value), 1),
            year(region.grid),
            number(region.water, 2),
            number(region.per_head.map(|figure| figure.value), 0),
            year(region.per_head),
            region.aliases.clone(),
            region.source.clone(),
        ];
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}
