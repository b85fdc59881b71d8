//! What leaves the page when the visitor says so: links, files, and a history of figures. Pure: text in, text out.

pub mod card;
pub mod csv;
pub mod history;
pub mod json;

pub use promptwatt_link::{codec, decimal, template};

use promptwatt_energy::{Band, Estimate, Quantity};

/// Writes a text behind another, with other words for some of its characters. Linear.
pub fn escape(into: &mut String, text: &str, escapes: &[(char, &str)]) {
    for letter in text.chars() {
        match escapes.iter().find(|(escaped, _)| *escaped == letter) {
            Some((_, words)) => into.push_str(words),
            None => into.push(letter),
        }
    }
}

/// How many of the [`bands`] are tokens: the first.
pub const TOKENS: usize = 3;

/// The figures of an estimate, each low, central, high: tokens in, out and of reasoning, Wh, gCO₂e, mL, joules in the accelerators.
#[must_use]
pub fn bands(estimate: &Estimate) -> [[f64; 3]; 7] {
    let tokens = &estimate.tokens;
    [
        plain(tokens.input),
        plain(tokens.output),
        plain(tokens.reasoning),
        plain(estimate.wh),
        plain(estimate.gco2e),
        plain(estimate.water_ml),
        plain(estimate.gpu_joules),
    ]
}

fn plain<Q: Quantity>(band: Band<Q>) -> [f64; 3] {
    [band.low(), band.central(), band.high()].map(Quantity::value)
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
