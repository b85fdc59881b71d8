//! `promptwatt models`: what can be estimated.

use crate::arguments::Listing;
use crate::failure::{Done, Failure};
use crate::numbers::figure;
use crate::output::Output;
use promptwatt_energy::{Model, models};

/// Lists the models.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(options: &Listing, output: &mut Output) -> Result<Done, Failure> {
    if options.json {
        output.json(&models())?;
        return Ok(Done::Fine);
    }
    let width = models()
        .iter()
        .map(|model| model.id().len())
        .max()
        .unwrap_or(0);
    let names = models()
        .iter()
        .map(|model| model.name().len())
        .max()
        .unwrap_or(0);
    for model in models() {
        let (id, name) = (model.id(), model.name());
        output.line(
            format!(
                "{id:<width$}  {name:<names$}  {}  {}  {}",
                model.confidence().id(),
                size(model),
                model.vendor()
            )
            .trim_end(),
        )?;
    }
    output.line("\nA, B, C: energy measured; size published; size or chips a guess. Sizes in billions of parameters, used per token / in all.")?;
    Ok(Done::Fine)
}

fn size(model: &Model) -> String {
    let serving = model.serving();
    let guess = if model.size_is_published() { " " } else { "~" };
    let size = format!(
        "{guess}{}/{}",
        figure(serving.active.central().0),
        figure(serving.total.central().0)
    );
    format!("{size:<12}")
}
