//! `promptwatt factors`: every constant with its range and source.

use crate::arguments::Factors;
use crate::failure::{Done, Failure};
use crate::numbers::two_digits;
use crate::output::Output;
use promptwatt_energy::{FACTORS_VERSION, Factor, factors};
use serde::Serialize;

#[derive(Serialize)]
struct FactorsJson {
    factors_version: &'static str,
    factors: &'static [Factor],
}

/// Lists the factors.
///
/// # Errors
/// Where checking them is asked for, which is not there yet, or the output cannot be written.
pub fn run(options: &Factors, output: &mut Output) -> Result<Done, Failure> {
    if options.validate {
        return Err(Failure::new(
            "--validate is planned and not there yet: leave it out to list the factors with their sources",
        ));
    }
    if options.listing.json {
        output.json(&FactorsJson {
            factors_version: FACTORS_VERSION,
            factors: factors(),
        })?;
        return Ok(Done::Fine);
    }
    output.line(&format!(
        "Factors {FACTORS_VERSION}: median and range, unit, source"
    ))?;
    let width = factors()
        .iter()
        .map(|factor| factor.id.len())
        .max()
        .unwrap_or(0);
    for factor in factors() {
        let range = if factor.low == factor.high {
            String::new()
        } else {
            format!(
                " ({} to {})",
                two_digits(factor.low),
                two_digits(factor.high)
            )
        };
        let value = format!("{}{range} {}", two_digits(factor.central), factor.unit);
        output.line(&format!(
            "{:<width$}  {value:<36}  {}",
            factor.id, factor.provenance.source
        ))?;
    }
    Ok(Done::Fine)
}
