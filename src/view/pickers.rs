//! The two choices: which model, and where it runs.

use crate::bridge::page::{RegionNames, collate};
use crate::desk::Desk;
use crate::texts::t;
use crate::view::compare::model_name;
use crate::view::element::{Element, Live, element, span, told};
use promptwatt_energy::{Model, Region, models, regions};

fn option(value: &str, name: &str) -> Element {
    element("option").with("value", value).text(name)
}

fn select(
    label: &str,
    chosen: Live<String>,
    options: impl IntoIterator<Item = Element>,
    act: impl FnMut(String) + 'static,
) -> Element {
    element("label")
        .child(span(label).class("unseen"))
        // The value after the options: there is nothing to choose before.
        .child(
            element("select")
                .on_change(act)
                .children(options)
                .value(chosen),
        )
}

/// The models, by name and by size.
pub fn model_picker(desk: Desk) -> Element {
    let group = |label: &str, tiers: bool| {
        let options = models()
            .iter()
            .filter(move |model| model.is_tier() == tiers);
        element("optgroup")
            .with("label", label)
            .children(options.map(|model| option(model.id(), model_name(model))))
    };
    let options = [
        group(t("tier.group_models"), false),
        group(t("tier.group_tiers"), true),
    ];
    let chosen = told(desk, |state| state.model.id().to_owned());
    select(t("footprint.model"), chosen, options, move |id| {
        if let Some(model) = Model::by_id(&id) {
            desk.choose_model(model);
        }
    })
}

/// The countries, named and sorted in the page's language by the browser, after the world.
pub fn region_picker(desk: Desk) -> Element {
    let names = RegionNames::new();
    let mut named: Vec<(&str, String)> = Vec::with_capacity(regions().len());
    for region in regions()
        .iter()
        .filter(|region| region.code() != Region::world().code())
    {
        let name = names
            .of(region.code())
            .unwrap_or_else(|| region.code().to_owned());
        // Into its place at once: a sort costs 4 kB of wasm and is no faster for two hundred.
        let place = named.partition_point(|(_, other)| collate(other, &name).is_lt());
        named.insert(place, (region.code(), name));
    }
    let world = option(Region::world().code(), t("footprint.world"));
    let options = [world]
        .into_iter()
        .chain(named.iter().map(|(code, name)| option(code, name)));
    let chosen = told(desk, |state| state.region.code().to_owned());
    select(t("footprint.region"), chosen, options, move |code| {
        if let Some(region) = Region::by_code(&code) {
            desk.choose_region(region);
        }
    })
}
