//! `cargo xtask update-factors`: writes `crates/energy/data/regions.tsv` from published packages.
//!
//! Our World in Data's grid intensities and electricity per head come through CodeCarbon, the water figures of the World Resources Institute through
//! EcoLogits. Ember's intensities, through CO2.js, are only compared with: that package passes them on under a share-alike licence.

pub mod packages;
mod regions;
mod sources;

use crate::places;
use anyhow::{Context, Result};
use packages::{CO2JS, CODECARBON, ECOLOGITS};
use regions::Region;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// From this difference on, a country is named.
const NOTABLE: f64 = 0.15;

/// What `cargo xtask update-factors` accepts.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A directory that has the packages already; otherwise they are downloaded into the tools' directory
    #[arg(long, value_name = "DIR")]
    packages: Option<PathBuf>,
    /// Only say whether regions.tsv is up to date
    #[arg(long)]
    check: bool,
}

/// Runs the verb.
pub fn run(options: &Options) -> Result<()> {
    let directory = match &options.packages {
        Some(directory) => directory.clone(),
        None => places::tools()?.join("factors"),
    };
    let grid = sources::our_world_in_data(&packages::member(&CODECARBON, &directory)?)?;
    let water = sources::water(&packages::member(&ECOLOGITS, &directory)?)?;
    let ember = sources::ember(&packages::member(&CO2JS, &directory)?)?;
    let data = places::root().join("crates/energy/data");
    let aliases = data.join("region-aliases.tsv");
    let aliases = sources::aliases(
        &fs::read_to_string(&aliases)
            .with_context(|| format!("cannot read {}", aliases.display()))?,
    )?;
    let regions = regions::join(&grid, &water, &aliases)?;
    let table = regions::table(&regions);
    let file = data.join("regions.tsv");
    if options.check {
        let present =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        anyhow::ensure!(
            present == table,
            "{} is out of date: run `cargo xtask update-factors`",
            file.display()
        );
        println!("{} is up to date", file.display());
        return Ok(());
    }
    fs::write(&file, &table).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{}: {} regions", file.display(), regions.len());
    for line in cross_check(&regions, &ember) {
        println!("{line}");
    }
    Ok(())
}

/// One line per country whose intensity differs from Ember's by more than [`NOTABLE`], and a summary.
fn cross_check(regions: &[Region], ember: &BTreeMap<String, f64>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut compared = 0;
    for region in regions.iter().filter(|region| region.code != "WORLD") {
        let (Some(ours), Some(theirs)) = (
            region.grid,
            ember
                .get(&region.alpha3)
                .copied()
                .filter(|grid| *grid > 0.0),
        ) else {
            continue;
        };
        compared += 1;
        let difference = ours.value / theirs - 1.0;
        if difference.abs() > NOTABLE {
            lines.push(format!(
                "  {} {}: {:.1} g/kWh ({}), Ember {theirs:.1}: {:+.0} %",
                region.code,
                region.name,
                ours.value,
                ours.year,
                difference * 100.0
            ));
        }
    }
    lines.insert(
        0,
        format!(
            "{} of {compared} countries differ from Ember's latest year by more than {:.0} %:",
            lines.len(),
            NOTABLE * 100.0
        ),
    );
    lines
}

#[cfg(test)]
mod tests {
    use super::cross_check;
    use crate::update_factors::regions::{Figure, Region};
    use std::collections::BTreeMap;

    #[test]
    fn only_countries_that_differ_are_named() {
        let region = |code: &str, value| Region {
            code: code.into(),
            alpha3: format!("{code}X"),
            name: code.into(),
            grid: Some(Figure { value, year: 2023 }),
            water: None,
            per_head: None,
            aliases: String::new(),
            source: String::new(),
        };
        let ember = BTreeMap::from([
            ("AAX".into(), 100.0),
            ("BBX".into(), 100.0),
            ("CCX".into(), 0.0),
        ]);
        let lines = cross_check(
            &[region("AA", 114.0), region("BB", 84.0), region("CC", 5.0)],
            &ember,
        );
        assert_eq!(
            lines,
            [
                "1 of 2 countries differ from Ember's latest year by more than 15 %:",
                "  BB BB: 84.0 g/kWh (2023), Ember 100.0: -16 %"
            ]
        );
    }
}
