//! `promptwatt regions`: where models can run.

use crate::arguments::Listing;
use crate::failure::{Done, Failure};
use crate::numbers::figure;
use crate::output::Output;
use promptwatt_energy::regions;

/// Lists the regions.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(options: &Listing, output: &mut Output) -> Result<Done, Failure> {
    if options.json {
        output.json(&regions())?;
        return Ok(Done::Fine);
    }
    for region in regions() {
        let grid = match (region.grid(), region.grid_year()) {
            (Some(grid), Some(year)) => format!("{:>6} gCO2e/kWh  {year}", figure(grid.0.round())),
            (Some(grid), None) => format!("{:>6} gCO2e/kWh      ", figure(grid.0.round())),
            (None, _) => format!("{:>6}                ", "?"),
        };
        output.line(&format!("{:<5}  {grid}  {}", region.code(), region.name()))?;
    }
    output.line("\nYearly mean of the power generated there, over its life cycle. ?: not known; the world mean with a very wide range stands in.")?;
    Ok(Done::Fine)
}
