//! Every figure of the lessons by its name, worked out when the page is built.

mod access;
mod levers;
mod method;
mod request;
mod scale;

use super::format::Value;
use super::sources::Facts;
use anyhow::{Context, Result};
use promptwatt_energy::{Band, Factor, Percent, Quantity, factors};
use std::collections::BTreeMap;

pub use access::{COUNTRIES, MEMORY};
pub use levers::PLACES;
pub use method::NEAR;
pub use request::PUBLISHED;
pub use scale::HOME;

/// The figures by name.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<String, Value>);

impl Figures {
    /// Works all of them out.
    ///
    /// # Errors
    /// When the energy crate refuses one, or a table lacks a row.
    pub fn compute(facts: &Facts) -> Result<Self> {
        let mut all = Self(facts.values()?.into_iter().collect());
        all.request()?;
        all.published()?;
        all.made_of()?;
        all.answer()?;
        all.model()?;
        all.bits()?;
        all.scale()?;
        all.lab()?;
        all.access()?;
        all.method()?;
        Ok(all)
    }

    /// The figure of a name.
    ///
    /// # Errors
    /// When there is none.
    pub fn get(&self, name: &str) -> Result<&Value> {
        self.0
            .get(name)
            .with_context(|| format!("there is no figure {name}"))
    }

    fn put(&mut self, name: impl Into<String>, value: Value) {
        let name = name.into();
        let before = self.0.insert(name.clone(), value);
        debug_assert!(before.is_none(), "{name} is there twice");
    }

    /// `name` and `name_range`.
    fn band<Q: Quantity>(&mut self, name: &str, band: Band<Q>) {
        self.put(name, Value::Estimate(band.central().value()));
        self.put(
            format!("{name}_range"),
            Value::Range(band.low().value(), band.high().value()),
        );
    }

    /// The same for percent.
    fn percent<Q: Quantity>(&mut self, name: &str, band: Band<Q>) {
        self.put(name, Value::Percent(band.central().value()));
        self.put(
            format!("{name}_range"),
            Value::PercentRange(band.low().value(), band.high().value()),
        );
    }

    /// What is left where so much is saved.
    fn share(&mut self, name: &str, saved: Band<Percent>) {
        self.put(name, Value::Percent(100.0 - saved.central().0));
    }
}

/// A factor of the newest set.
///
/// # Errors
/// When there is none.
pub fn factor(id: &str) -> Result<&'static Factor> {
    let found = factors().iter().find(|factor| factor.id == id);
    found.with_context(|| format!("there is no factor {id}"))
}

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, Facts, Figures, Value};
    use promptwatt_energy::Region;

    /// What the texts say in words about the figures beside them.
    #[test]
    fn the_words_around_the_figures_hold() {
        let figures = Figures::compute(&Facts::load().unwrap()).unwrap();
        let figure = |name: &str| match figures.get(name).unwrap() {
            Value::Estimate(value) | Value::Exact(value) | Value::Percent(value) => *value,
            other => panic!("{name} is {other:?}"),
        };
        let clean_and_little = |code: &str| {
            let region = Region::by_code(code).unwrap();
            let cleaner = COUNTRIES.iter().filter(|other| {
                let grid = |region: &Region| region.grid().unwrap().0;
                grid(Region::by_code(other).unwrap()) < grid(region)
            });
            cleaner.count() < 3 && region.electricity_per_head().unwrap().0 < 150.0
        };
        for (words, holds) in [
            (
                "clean grids with little electricity for each person",
                clean_and_little("CD") && clean_and_little("ET"),
            ),
            (
                "the report's compression is close to ours on a laptop too",
                (figure("laptop_8") - figure("report_compression")).abs() < 5.0,
            ),
            (
                "and a busy service saves less",
                figure("busy_4") < figure("report_compression") - 10.0,
            ),
            (
                "a polite word costs almost nothing",
                figure("please_percent") < 0.1,
            ),
            (
                "most of the chips' energy is the answer",
                figure("made_answer") > 5.0 * figure("made_prompt"),
            ),
            (
                "half the answer: ours and the report's agree",
                (figure("half_answer") - figure("report_half_answer")).abs() < 10.0,
            ),
            ("half the prompt saves little", figure("half_prompt") < 10.0),
            (
                "a long text costs far more",
                figure("long_wh") > 3.0 * figure("request_wh"),
            ),
            (
                "the mixture takes less than a dense model as large",
                figure("mixture_wh") < 0.75 * figure("dense_wh"),
            ),
            (
                "and is about as large",
                (figure("mixture_total") / figure("dense_total") - 1.0).abs() < 0.1,
            ),
            (
                "the giant mixture takes about as much as the dense giant",
                (figure("giant_mixture_wh") / figure("giant_dense_wh") - 1.0).abs() < 0.25,
            ),
            (
                "fewer bits help most on a laptop",
                figure("laptop_4") > 1.3 * figure("busy_4"),
            ),
            (
                "the report's figure lies near the quiet end",
                (figure("quiet_4") - figure("report_compression")).abs() < 10.0,
            ),
            (
                "all together save less than the sum",
                figure("lab_together_saved")
                    < figure("lab_smaller_model_saved")
                        + figure("lab_shorter_saved")
                        + figure("lab_compression_saved"),
            ),
            (
                "3 million people fit the country that is shown first",
                (figure("home_people_million") / figure("report_african_people_million") - 1.0)
                    .abs()
                    < 0.25,
            ),
        ] {
            assert!(holds, "no longer true: {words}");
        }
    }
}
