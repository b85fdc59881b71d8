//! `promptwatt providers`: those who run the machines.

use crate::arguments::Listing;
use crate::failure::{Done, Failure};
use crate::numbers::figure;
use crate::output::Output;
use promptwatt_energy::providers;

/// Lists the providers.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(options: &Listing, output: &mut Output) -> Result<Done, Failure> {
    if options.json {
        output.json(&providers())?;
        return Ok(Done::Fine);
    }
    output.line("PUE and on-site water in L/kWh: median and range, source")?;
    for provider in providers() {
        let band = |[low, central, high]: [f64; 3]| {
            format!("{} ({} to {})", figure(central), figure(low), figure(high))
        };
        output.line(&format!(
            "{:<12} {:<20} {:<20} {}",
            provider.id(),
            band(provider.pue()),
            band(provider.water_on_site()),
            provider.provenance().source
        ))?;
    }
    Ok(Done::Fine)
}
