//! The two choices: which model, and where it runs.

use crate::bridge::page::{Collator, Names, NamesOf};
use crate::desk::State;
use crate::texts::t;
use crate::view::Sheet;
use crate::view::compare::model_name;
use crate::view::element::{Element, element};
use promptwatt_energy::{Region, models, regions};

fn option(value: &str, name: &str) -> Element {
    element("option").with("value", value).text(name)
}

/// Draws the choices.
pub fn lay_out(sheet: &mut Sheet) {
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
    sheet.rows("region", region_options(true));
}

/// Draws what is chosen.
pub fn draw(sheet: &mut Sheet, state: &State) {
    sheet.value("model", state.model.id());
    sheet.value("region", state.region.code());
}

/// The countries, named and sorted in the page's language by the browser, after the world where that may be chosen.
pub fn region_options(with_world: bool) -> Vec<Element> {
    let world = with_world.then(|| option(Region::world().code(), t("footprint.world")));
    let countries = countries();
    let countries = countries.iter().map(|(code, name)| option(code, name));
    world.into_iter().chain(countries).collect()
}

/// The countries by their names, as the page's language sorts them.
fn countries() -> Vec<(&'static str, String)> {
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
    named
}
