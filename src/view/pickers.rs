//! The two choices: which model, and where it runs.

use crate::bridge::page::{Collator, Names, NamesOf, remove};
use crate::desk::State;
use crate::texts::t;
use crate::view::Sheet;
use crate::view::compare::model_name;
use crate::view::element::{Element, element};
use promptwatt_energy::{Region, models, regions};

fn option(value: &str, name: &str) -> Element {
    element("option").with("value", value).text(name)
}

/// Says what is chosen, until there is something to choose from.
pub fn lay_out(sheet: &mut Sheet, state: &State) {
    let (model, code) = (state.model, state.region.code());
    sheet.text("model-now", model_name(model));
    sheet.attribute("model-now", "value", Some(model.id().to_owned()));
    sheet.attribute("region-now", "value", Some(code.to_owned()));
    let name = if code == Region::world().code() {
        t("footprint.world").to_owned()
    } else {
        Names::new(NamesOf::Regions).of(code).unwrap_or_default()
    };
    sheet.text("region-now", name);
}

/// Draws the models to choose from, and which is chosen.
pub fn lay_out_models(sheet: &mut Sheet, state: &State) {
    let group = |label: &str, tiers: bool| {
        let options = models()
            .iter()
            // A model for one task does not answer prompts.
            .filter(move |model| model.is_tier() == tiers && !model.is_for_one_task());
        element("optgroup")
            .with("label", t(label))
            .children(options.map(|model| option(model.id(), model_name(model))))
    };
    let groups = vec![
        group("tier.group_models", false),
        group("tier.group_tiers", true),
    ];
    sheet.rows("model", groups);
    remove("model-now");
    draw(sheet, state);
}

/// Draws the places to choose from, and which is chosen: the countries after the world.
pub fn lay_out_regions(sheet: &mut Sheet, state: &State, countries: &Countries) {
    let world = option(Region::world().code(), t("footprint.world"));
    sheet.rows(
        "region",
        std::iter::once(world).chain(countries.options()).collect(),
    );
    remove("region-now");
    draw(sheet, state);
}

/// Draws what is chosen.
pub fn draw(sheet: &mut Sheet, state: &State) {
    sheet.value("model", state.model.id());
    sheet.value("region", state.region.code());
}

/// The countries by their names, as the page's language sorts them.
#[derive(Default)]
pub struct Countries(Vec<(&'static str, String)>);

impl Countries {
    /// Named and sorted by the browser.
    pub fn name() -> Self {
        let (names, collator) = (Names::new(NamesOf::Regions), Collator::new());
        let mut named: Vec<(&str, String)> = Vec::with_capacity(regions().len());
        for region in regions()
            .iter()
            .filter(|region| region.code() != Region::world().code())
        {
            let name = names
                .of(region.code())
                .unwrap_or_else(|| region.code().to_owned());
            // Into its place at once: a sort costs 4 kB of wasm and is no faster for two hundred.
            let place = named.partition_point(|(_, other)| collator.is_before(other, &name));
            named.insert(place, (region.code(), name));
        }
        Self(named)
    }

    /// As options of a choice.
    pub fn options(&self) -> impl Iterator<Item = Element> {
        self.0.iter().map(|(code, name)| option(code, name))
    }
}
