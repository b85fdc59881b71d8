//! The two choices: which model, and where it runs.

use crate::bridge::page::{RegionNames, collate};
use crate::desk::Desk;
use crate::texts::t;
use crate::view::bind::{Text, change, text};
use crate::view::compare::model_name;
use leptos::prelude::*;
use promptwatt_energy::{Model, Region, models, regions};

fn option(value: &'static str, name: String) -> AnyView {
    view! { <option value=value>{name}</option> }.into_any()
}

fn select(label: &'static str, chosen: Text, options: Vec<AnyView>, act: impl FnMut(String) + 'static) -> AnyView {
    view! {
        <label>
            <span class="unseen">{label}</span>
            <select on:change=change(act) prop:value=chosen>{options}</select>
        </label>
    }
    .into_any()
}

/// The models, by name and by size.
pub fn model_picker(desk: Desk) -> AnyView {
    let group = |label: &'static str, tiers: bool| {
        let options: Vec<AnyView> = models()
            .iter()
            .filter(|model| model.is_tier() == tiers)
            .map(|model| option(model.id(), model_name(model).to_owned()))
            .collect();
        view! { <optgroup label=label>{options}</optgroup> }.into_any()
    };
    let options = vec![group(t("tier.group_models"), false), group(t("tier.group_tiers"), true)];
    let chosen = text(move || desk.with(|state| state.model.id().to_owned()));
    select(t("footprint.model"), chosen, options, move |id| {
        if let Some(model) = Model::find(&id) {
            desk.choose_model(model);
        }
    })
}

/// The countries, named and sorted in the page's language by the browser, after the world.
pub fn region_picker(desk: Desk) -> AnyView {
    let names = RegionNames::new();
    let mut named: Vec<(&'static str, String)> = regions()
        .iter()
        .filter(|region| region.code() != Region::world().code())
        .map(|region| (region.code(), names.of(region.code()).unwrap_or_else(|| region.name().to_owned())))
        .collect();
    named.sort_by(|a, b| collate(&a.1, &b.1));
    let world = option(Region::world().code(), t("footprint.world").to_owned());
    let options = [world].into_iter().chain(named.into_iter().map(|(code, name)| option(code, name))).collect();
    let chosen = text(move || desk.with(|state| state.region.code().to_owned()));
    select(t("footprint.region"), chosen, options, move |code| {
        if let Some(region) = Region::find(&code) {
            desk.choose_region(region);
        }
    })
}
