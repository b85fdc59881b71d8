//! `promptwatt factors`: every constant with its range and source, and how well they predict what was measured.

use crate::arguments::Factors;
use crate::choose;
use crate::failure::{Done, Failure};
use crate::numbers::two_digits;
use crate::output::Output;
use crate::verbs::estimate::refused;
use promptwatt_energy::validation::{Check, Fit, Sample, fit, report, validate};
use promptwatt_energy::{FACTORS_VERSION, Factor, FactorSet};
use serde::Serialize;

#[derive(Serialize)]
struct FactorsJson {
    factors_version: &'static str,
    factors: &'static [Factor],
}

#[derive(Serialize)]
struct ValidationJson<'a> {
    factors_version: &'static str,
    metered: FitJson,
    metered_other: FitJson,
    published: FitJson,
    checks: Vec<CheckJson<'a>>,
}

#[derive(Serialize)]
struct FitJson {
    count: usize,
    bias: f64,
    rms_log_error: f64,
    inside: usize,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    title: &'a str,
    unit: &'static str,
    low: f64,
    central: f64,
    high: f64,
    published: f64,
    ratio: f64,
    inside: bool,
    note: &'static str,
    source: &'static str,
}

/// Lists the factors, or holds them against what was measured and published.
///
/// # Errors
/// Where the version is not known, or the output cannot be written.
pub fn run(options: &Factors, output: &mut Output) -> Result<Done, Failure> {
    if options.validate {
        return validation(options, output);
    }
    let set = choose::factor_set(options.factors.as_deref())?;
    if options.listing.json {
        output.json(&FactorsJson {
            factors_version: set.version(),
            factors: set.factors(),
        })?;
        return Ok(Done::Fine);
    }
    list(set, output)
}

fn list(set: &FactorSet, output: &mut Output) -> Result<Done, Failure> {
    output.line(&format!(
        "Factors {}: median and range, unit, source",
        set.version()
    ))?;
    let width = set
        .factors()
        .iter()
        .map(|factor| factor.id.len())
        .max()
        .unwrap_or(0);
    for factor in set.factors() {
        let range = if factor.low == factor.high {
            String::new()
        } else {
            format!(
                " ({} to {})",
                two_digits(factor.low),
                two_digits(factor.high)
            )
        };
        let value = format!("{}{range} {}", two_digits(factor.central), factor.unit);
        output.line(&format!(
            "{:<width$}  {value:<36}  {}",
            factor.id, factor.provenance.source
        ))?;
    }
    Ok(Done::Fine)
}

fn validation(options: &Factors, output: &mut Output) -> Result<Done, Failure> {
    let checks = validate().map_err(refused)?;
    if !options.listing.json {
        output.text(&report(&checks))?;
        return Ok(Done::Fine);
    }
    let of = |sample| FitJson::from(fit(checks.iter().filter(|check| check.sample == sample)));
    output.json(&ValidationJson {
        factors_version: FACTORS_VERSION,
        metered: of(Sample::Metered),
        metered_other: of(Sample::MeteredOther),
        published: of(Sample::Published),
        checks: checks.iter().map(CheckJson::from).collect(),
    })?;
    Ok(Done::Fine)
}

impl From<Fit> for FitJson {
    fn from(fit: Fit) -> Self {
        Self {
            count: fit.count,
            bias: fit.bias,
            rms_log_error: fit.rms,
            inside: fit.inside,
        }
    }
}

impl<'a> From<&'a Check> for CheckJson<'a> {
    fn from(check: &'a Check) -> Self {
        let [low, central, high] = check.predicted;
        Self {
            title: &check.title,
            unit: check.measure.unit(),
            low,
            central,
            high,
            published: check.published,
            ratio: check.ratio(),
            inside: check.is_inside(),
            note: check.note,
            source: check.source,
        }
    }
}
