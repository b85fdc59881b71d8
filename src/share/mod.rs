//! What leaves the page when the visitor says so: links, files, and a history of figures. Pure: text in, text out.

pub mod card;
pub mod codec;
pub mod csv;
pub mod decimal;
pub mod history;
pub mod json;
pub mod percent;

use promptwatt_energy::Estimate;

/// The tokens of an estimate and its bands, each with the name that the command's JSON has for it.
#[must_use]
pub fn tokens_of(estimate: &Estimate) -> [(&'static str, [f64; 3]); 3] {
    let tokens = &estimate.tokens;
    [
        ("input", tokens.input),
        ("output", tokens.output),
        ("reasoning", tokens.reasoning),
    ]
    .map(|(name, band)| (name, [band.low().0, band.central().0, band.high().0]))
}

/// The bands of an estimate, each with the name that the command's JSON has for it.
#[must_use]
pub fn bands_of(estimate: &Estimate) -> [(&'static str, [f64; 3]); 4] {
    let (joules, wh) = (estimate.gpu_joules, estimate.wh);
    let (carbon, water) = (estimate.gco2e, estimate.water_ml);
    [
        ("wh", [wh.low().0, wh.central().0, wh.high().0]),
        (
            "gco2e",
            [carbon.low().0, carbon.central().0, carbon.high().0],
        ),
        (
            "water_ml",
            [water.low().0, water.central().0, water.high().0],
        ),
        (
            "gpu_joules",
            [joules.low().0, joules.central().0, joules.high().0],
        ),
    ]
}

/// The report of a text in France, counted with an estimate, and its counter.
#[cfg(test)]
fn example(model: &str, text: &str) -> (promptwatt_report::Report, promptwatt_tokens::Counter) {
    use promptwatt_energy::{Model, Region};
    let counter = promptwatt_tokens::Counter::Estimate(promptwatt_tokens::Encoding::O200kBase);
    let settings = promptwatt_report::Settings::new(
        Model::by_id(model).expect("a model of the table"),
        Region::by_code("FR").expect("a place of the table"),
    );
    let coach = promptwatt_coach::Coach::builtin();
    let report = promptwatt_report::report(
        text,
        &counter,
        &coach,
        &promptwatt_coach::Options::default(),
        &settings,
    );
    (report.expect("defaults can be estimated"), counter)
}
