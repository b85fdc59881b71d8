//! What was asked for by name: models, regions, languages. A name that is not known is answered with those it may stand for.

use crate::failure::Failure;
use promptwatt_coach::{Coach, Language, Options, RuleSet};
use promptwatt_energy::{FactorSet, Model, Provider, Region, Screen, providers, regions};

/// The model that `report` takes where none is named: what "ChatGPT" stands for in most people's prompts.
pub const DEFAULT_MODEL: &str = "gpt-4o";

/// A model of the newest factors by id, name or alias.
///
/// # Errors
/// Where it is not known.
pub fn model(name: &str) -> Result<&'static Model, Failure> {
    model_of(FactorSet::newest(), name)
}

/// A model by id, name or alias, as a factor set has it.
///
/// # Errors
/// Where the set does not know it.
pub fn model_of(set: &'static FactorSet, name: &str) -> Result<&'static Model, Failure> {
    set.model(name).ok_or_else(|| {
        let names = set.models().iter().flat_map(|model| {
            let own = [(model.id(), model.id()), (model.name(), model.id())];
            own.into_iter()
                .chain(model.aliases().map(move |alias| (alias, model.id())))
        });
        unknown(
            "model",
            name,
            names.collect(),
            "'promptwatt models' lists them all",
        )
    })
}

/// A region by code, name or alias.
///
/// # Errors
/// Where it is not known.
pub fn region(name: &str) -> Result<&'static Region, Failure> {
    Region::find(name).ok_or_else(|| {
        let names = regions().iter().flat_map(|region| {
            let own = [
                (region.code(), region.code()),
                (region.name(), region.code()),
            ];
            own.into_iter()
                .chain(region.aliases().map(move |alias| (alias, region.code())))
        });
        unknown(
            "region",
            name,
            names.collect(),
            "'promptwatt regions' lists them all",
        )
    })
}

/// A factor set by its version.
///
/// # Errors
/// Where this program does not have it.
pub fn factor_set(version: Option<&str>) -> Result<&'static FactorSet, Failure> {
    let Some(version) = version else {
        return Ok(FactorSet::newest());
    };
    FactorSet::find(version).ok_or_else(|| {
        let known: Vec<&str> = FactorSet::all().iter().map(FactorSet::version).collect();
        Failure::new(format!(
            "--factors {} is not there: this program has {}",
            shortened(version),
            known.join(" and ")
        ))
    })
}

/// A provider by id or name.
///
/// # Errors
/// Where it is not known.
pub fn provider(name: &str) -> Result<&'static Provider, Failure> {
    Provider::find(name).ok_or_else(|| {
        let names = providers().iter().flat_map(|provider| {
            [
                (provider.id(), provider.id()),
                (provider.name(), provider.id()),
            ]
        });
        unknown(
            "provider",
            name,
            names.collect(),
            "'promptwatt providers' lists them all",
        )
    })
}

/// A screen by its id.
///
/// # Errors
/// Where it is not known.
pub fn screen(id: &str) -> Result<Screen, Failure> {
    Screen::from_id(id).ok_or_else(|| {
        Failure::new(format!(
            "unknown screen \"{}\": give none, phone, laptop or desktop",
            shortened(id)
        ))
    })
}

/// The language of `--lang`; `None` to find out.
///
/// # Errors
/// Where the coach does not speak it.
pub fn language(code: &str) -> Result<Option<Language>, Failure> {
    if code.eq_ignore_ascii_case("auto") {
        return Ok(None);
    }
    Language::from_code(&code.to_ascii_lowercase())
        .map(Some)
        .ok_or_else(|| {
            let known: Vec<&str> = Language::ALL.into_iter().map(Language::code).collect();
            Failure::new(format!(
                "unknown language \"{code}\": give auto, {}",
                known.join(", ")
            ))
        })
}

/// A coach with the rules of a language, or of all where it has to find out.
pub fn coach(options: &Options) -> Coach {
    let mut coach = Coach::new();
    for language in Language::ALL
        .into_iter()
        .filter(|language| options.language.is_none_or(|only| only == *language))
    {
        coach.add(RuleSet::builtin(language));
    }
    coach
}

/// At most this many names are offered for one that is not known.
const OFFERED: usize = 3;

fn unknown(what: &str, name: &str, known: Vec<(&str, &str)>, advice: &str) -> Failure {
    let near = near(name, known);
    let question = if near.is_empty() {
        String::new()
    } else {
        format!("did you mean {}? ", near.join(" or "))
    };
    Failure::new(format!(
        "unknown {what} \"{}\": {question}{advice}",
        shortened(name)
    ))
}

/// The ids whose name is nearest. Names are (as written, id).
fn near<'a>(name: &str, known: Vec<(&str, &'a str)>) -> Vec<&'a str> {
    let name = name.trim().to_lowercase();
    let letters = name.chars().count();
    // Comparing takes the product of both lengths: no name is that long.
    if letters > 60 {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> = Vec::new();
    for (written, id) in known {
        let written = written.to_lowercase();
        let distance = strsim::damerau_levenshtein(&name, &written);
        let begins = letters > 2 && written.starts_with(&name);
        // A third of the letters may differ; of two letters, one.
        if !begins && distance > (letters / 3).max(usize::from(letters > 1 && letters < 3)) {
            continue;
        }
        let distance = if begins { distance.min(1) } else { distance };
        match near.iter_mut().find(|(_, other)| *other == id) {
            Some(entry) => entry.0 = entry.0.min(distance),
            None => near.push((distance, id)),
        }
    }
    let nearest = near.iter().map(|(distance, _)| *distance).min();
    near.into_iter()
        .filter(|(distance, _)| Some(*distance) == nearest)
        .map(|(_, id)| id)
        .take(OFFERED)
        .collect()
}

/// A name short enough for one line.
fn shortened(name: &str) -> String {
    const MOST: usize = 40;
    if name.chars().count() <= MOST {
        name.to_owned()
    } else {
        name.chars().take(MOST).chain(['…']).collect()
    }
}
