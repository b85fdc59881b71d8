//! `promptwatt scale`: one exchange times people and days.

use crate::arguments;
use crate::choose;
use crate::failure::{Done, Failure};
use crate::numbers::{figure, two_digits, with_range};
use crate::output::Output;
use crate::verbs::estimate::refused;
use promptwatt_energy::{
    ARTICLE, Band, Equivalence, Estimate, Exchange, GramsCo2e, Millilitres, Quantity, Region,
    Scale, Scenario, Site, Tokens, WattHours, equivalence, estimate, people_equivalent,
    regions_near,
};
use serde::Serialize;

#[derive(Serialize)]
struct ScaleJson {
    per_day: f64,
    people: f64,
    days: f64,
    exchanges: f64,
    one_wh: Band<WattHours>,
    wh: Band<WattHours>,
    gco2e: Option<Band<GramsCo2e>>,
    water_ml: Option<Band<Millilitres>>,
    equivalence: Equivalence,
    electricity_of_people: Option<PeopleJson>,
    article: ArticleJson,
}

#[derive(Serialize)]
struct PeopleJson {
    region: &'static str,
    people: f64,
}

/// The article on the UNESCO/UCL report: what it says and what it leaves out.
#[derive(Serialize)]
struct ArticleJson {
    request_wh: f64,
    year_wh: f64,
    people: f64,
    per_day_it_leaves_out: f64,
    /// Exchanges per person and day that reach the article's sum with this exchange, these people and these days.
    per_day_here: Option<f64>,
}

/// Multiplies.
///
/// # Errors
/// Where a name is not known, a number is out of its range, or the output cannot be written.
pub fn run(options: &arguments::Scale, output: &mut Output) -> Result<Done, Failure> {
    let region = choose::region(&options.region)?;
    let scale = Scale {
        per_day: options.per_day,
        people: options.people,
        days: options.days,
    };
    let (one, estimated) = one(options, region)?;
    let all = scale.of(one).map_err(refused)?;
    let people = people_equivalent(all.central(), region);
    let per_day_here = scale.per_day_behind(ARTICLE.year, one.central());
    if options.listing.json {
        let (mut gco2e, mut water_ml) = (None, None);
        if let Some(estimate) = &estimated {
            gco2e = Some(scale.of(estimate.gco2e).map_err(refused)?);
            water_ml = Some(scale.of(estimate.water_ml).map_err(refused)?);
        }
        output.json(&ScaleJson {
            per_day: scale.per_day,
            people: scale.people,
            days: scale.days,
            exchanges: scale.exchanges().map_err(refused)?,
            one_wh: one,
            wh: all,
            gco2e,
            water_ml,
            equivalence: equivalence(all.central()),
            electricity_of_people: people.map(|people| PeopleJson {
                region: region.code(),
                people,
            }),
            article: ArticleJson {
                request_wh: ARTICLE.request.0,
                year_wh: ARTICLE.year.0,
                people: ARTICLE.people,
                per_day_it_leaves_out: ARTICLE.per_day,
                per_day_here,
            },
        })?;
        return Ok(Done::Fine);
    }
    output.line(&format!("One         {}", with_range(one, "Wh")))?;
    output.line(&format!(
        "Times       {} a day x {} people x {} days = {} exchanges",
        figure(scale.per_day),
        figure(scale.people),
        figure(scale.days),
        two_digits(scale.exchanges().map_err(refused)?)
    ))?;
    output.line(&format!("Energy      {}", energy(all)))?;
    if let Some(estimate) = &estimated {
        let carbon = scale.of(estimate.gco2e).map_err(refused)?;
        let water = scale.of(estimate.water_ml).map_err(refused)?;
        output.line(&format!(
            "Carbon      {}",
            in_units(carbon, &["g", "kg", "t", "kt", "Mt"])
        ))?;
        output.line(&format!(
            "Water       {}",
            in_units(water, &["mL", "L", "m3", "thousand m3", "million m3"])
        ))?;
    }
    let like = equivalence(all.central());
    output.line(&format!(
        "Like        {} {}",
        two_digits(like.value),
        like.unit
    ))?;
    if let Some(people) = people {
        output.line(&format!(
            "People      the electricity of {} people in {}, at what is generated there per head in a year",
            two_digits(people),
            region.name()
        ))?;
    }
    article(per_day_here, output)?;
    Ok(Done::Fine)
}

/// One exchange: as given, or estimated.
fn one(
    options: &arguments::Scale,
    region: &'static Region,
) -> Result<(Band<WattHours>, Option<Estimate>), Failure> {
    let (Some(name), Some(input), Some(answer)) = (&options.model, options.input, options.output)
    else {
        let wh = options.wh.filter(|wh| wh.is_finite() && *wh >= 0.0);
        return match wh {
            Some(wh) => Ok((Band::exact(WattHours(wh)), None)),
            None => Err(Failure::new("--wh must be a number from 0 on")),
        };
    };
    let model = choose::model(name)?;
    let exact = |tokens: u64| Band::exact(Tokens(tokens as f64));
    let exchange =
        Exchange::new(exact(input), exact(answer)).with_reasoning(model.typical_reasoning());
    let scenario = Scenario::new(exchange, model.serving(), Site::new(region));
    let estimated = estimate(&scenario).map_err(refused)?;
    Ok((estimated.wh, Some(estimated)))
}

/// Says what the article's sum needs, whatever was asked.
fn article(per_day_here: Option<f64>, output: &mut Output) -> Result<(), Failure> {
    output.line(&format!(
        "\nThe article on the UNESCO/UCL report says 310 GWh a year for a billion people at 0.34 Wh a request. That is {} requests per person and day; at one \
         a day it would be 124 GWh.",
        figure(ARTICLE.per_day)
    ))?;
    if let Some(per_day) = per_day_here {
        output.line(&format!(
            "With this exchange, these people and these days, 310 GWh are {} exchanges per person and day.",
            two_digits(per_day)
        ))?;
    }
    let per_head = ARTICLE.year.0 / 1000.0 / ARTICLE.people_in_africa;
    let near: Vec<&str> = regions_near(per_head, 3)
        .into_iter()
        .map(Region::name)
        .collect();
    output.line(&format!(
        "\"More than 3 million people in a low-income African country\" takes {} kWh per head and year, as in {}.",
        two_digits(per_head),
        near.join(", ")
    ))
}

fn energy(band: Band<WattHours>) -> String {
    in_units(band, &["Wh", "kWh", "MWh", "GWh", "TWh"])
}

/// A band in the unit that suits its middle; each unit is a thousand of the one before.
fn in_units<Q: Quantity>(band: Band<Q>, units: &[&str]) -> String {
    let mut power = 0;
    let mut middle = band.central().value();
    while middle >= 1000.0 && power + 1 < units.len() {
        middle /= 1000.0;
        power += 1;
    }
    let by = 1000_f64.powi(i32::try_from(power).unwrap_or(0));
    let ends = [band.low(), band.high()].map(|end| two_digits(end.value() / by));
    let range = if ends[0] == ends[1] {
        String::new()
    } else {
        format!(" ({} to {})", ends[0], ends[1])
    };
    format!("{} {}{range}", figure(significant(middle)), units[power])
}

/// Three digits: sums are compared with published ones.
fn significant(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
