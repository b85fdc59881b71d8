//! `promptwatt equivalences`: the everyday things that figures are compared with.

use crate::arguments::Listing;
use crate::failure::{Done, Failure};
use crate::numbers::two_digits;
use crate::output::Output;
use promptwatt_energy::{Basis, equivalences};

/// Lists the everyday things.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(options: &Listing, output: &mut Output) -> Result<Done, Failure> {
    if options.json {
        output.json(&equivalences())?;
        return Ok(Done::Fine);
    }
    for thing in equivalences() {
        let unit = match thing.basis {
            Basis::Energy => "Wh",
            Basis::Carbon => "gCO2e",
        };
        output.line(&format!(
            "{:<14} {:>8} {unit:<5}  {}",
            thing.id,
            two_digits(thing.per_unit),
            thing.definition()
        ))?;
    }
    Ok(Done::Fine)
}
