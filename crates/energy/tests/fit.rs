//! The constants of H100 and B200 are what fitting the metered runs gives, and they do not hang on any one model family.
//!
//! The formula is written out here a second time, so that the fit is also a check of the crate's own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "the build reads more columns than this test")]
#[path = "../build/table.rs"]
mod table;

use promptwatt_energy::validation::{Check, Sample, fit, report, validate};
use std::collections::BTreeMap;
use table::{Row, Table};

const RUNS: &str = include_str!("../data/metered.tsv");
const MODELS: &str = include_str!("../data/metered-models.tsv");
const GPUS: &str = include_str!("../data/gpus.tsv");

/// The constants that are fitted, for H100 and then for B200, and the factor of 8-bit experts.
const NAMES: [&str; 6] = ["c_f", "c_w", "c_x", "c_l", "c_t", "c_kv"];
const COUNT: usize = 2 * NAMES.len() + 1;
const EXPERTS_8: usize = COUNT - 1;

/// What power, bandwidth and peak rate let expect. H100: 700 W, 3,350 GB/s, 989 teraflops; B200: 1,000 W, 8,000 GB/s, 2,250 teraflops. Arithmetic: 1.7 to
/// 1.8 times rated power over peak rate (about half the peak rate). Weights: 0.6 times rated power over bandwidth on H100, and what the same energy per GB
/// is on B200, whose software was younger; experts 1.4 times that; cache a little more than weights. A layer waits 0.06 ms and a token 0.03 ms at rated
/// power; 8-bit experts twice. Set by hand after earlier looks at the same runs: so neither
/// the fit nor the test on families left out is wholly blind.
const EXPECTED: [f64; COUNT] = [
    0.0024, 0.13, 0.182, 0.04, 0.02, 0.15, //
    0.0016, 0.13, 0.182, 0.06, 0.03, 0.15, //
    2.0,
];
/// How strongly the fit is drawn to what is expected: a factor of e counts as much as a run that is missed by e^1.5.
const PULL: f64 = 1.5;
/// Misses beyond this, on a logarithmic scale, count less than by their square.
const SOFT: f64 = 0.3;

struct Run {
    family: String,
    gpu: usize,
    gpus: f64,
    bits: u8,
    batch: f64,
    output: f64,
    joules: f64,
    active: f64,
    total: f64,
    routed: f64,
    layers: f64,
    /// Bytes of cache read per output token.
    cache: f64,
    judged: bool,
}

fn runs() -> Vec<Run> {
    let models = Table::parse("metered-models.tsv", MODELS).unwrap();
    let runs = Table::parse("metered.tsv", RUNS).unwrap();
    let number = |row: &Row<'_>, column| row.number(column, 0.0, 1e9).unwrap();
    runs.rows()
        .map(|run| {
            let id = run.text("model").unwrap();
            let model = models.rows().find(|row| row.text("id") == Ok(id)).unwrap();
            let routed = model.optional("routed").unwrap().split_once('/');
            let output = number(&run, "output");
            Run {
                family: model.text("family").unwrap().to_owned(),
                gpu: usize::from(run.text("gpu") == Ok("b200")),
                gpus: number(&run, "gpus"),
                bits: number(&run, "bits") as u8,
                batch: number(&run, "batch"),
                output,
                joules: number(&run, "joules"),
                active: number(&model, "active"),
                total: number(&model, "total"),
                routed: routed.map_or(0.0, |(used, available)| {
                    used.parse::<f64>().unwrap() / available.parse::<f64>().unwrap()
                }),
                layers: number(&model, "layers"),
                cache: cache(model.text("kv").unwrap(), output),
                judged: run.text("sample") == Ok("1"),
            }
        })
        .collect()
}

/// The mean cache read per output token in GB: token by token, as the crate's closed form must have it.
fn cache(kv: &str, output: f64) -> f64 {
    let steps = output.ceil() as usize;
    let mut bytes = 0.0;
    for term in kv.split('+') {
        let (shape, window) = term.split_once('@').unwrap_or((term, "inf"));
        let (layers, values) = shape.split_once('x').unwrap();
        let per_token = 2.0 * layers.parse::<f64>().unwrap() * values.parse::<f64>().unwrap();
        let window: f64 = window.parse().unwrap();
        for step in 0..steps {
            let written = (step as f64 + 0.5) * output / steps as f64;
            bytes += per_token * (150.0 + written).min(window) / steps as f64;
        }
    }
    bytes / 1e9
}

fn predicted(run: &Run, constants: &[f64; COUNT]) -> f64 {
    let [c_f, c_w, c_x, c_l, c_t, c_kv] =
        std::array::from_fn(|index| constants[run.gpu * NAMES.len() + index]);
    let bytes = match run.bits {
        16 => 2.0,
        8 => 1.0,
        _ => 0.53,
    };
    let weights = if run.routed > 0.0 {
        let routed = (run.total - run.active) / (1.0 - run.routed);
        let read = run.total - routed + routed * (1.0 - (1.0 - run.routed).powf(run.batch));
        let kernels = if run.bits == 8 {
            constants[EXPERTS_8]
        } else {
            1.0
        };
        c_x * kernels * read * bytes
    } else {
        c_w * run.total * bytes
    };
    let decode = c_f * run.active
        + c_t * run.gpus
        + (weights + run.gpus * c_l * run.layers) / run.batch
        + c_kv * run.cache;
    let arithmetic = if run.bits == 8 { 0.55 } else { 1.0 };
    let attention = 1.0 + 150.0 / (61_000.0 * (run.active / 8.0).powf(0.3));
    decode + c_f * run.active * arithmetic * 150.0 * attention / run.output
}

/// The constants that miss least, each family counting the same, by a search along each logarithm in turn.
fn fitted(runs: &[&Run]) -> [f64; COUNT] {
    let mut sizes: BTreeMap<&str, f64> = BTreeMap::new();
    for run in runs {
        *sizes.entry(&run.family).or_default() += 1.0;
    }
    let soft = |miss: f64| SOFT * SOFT * ((1.0 + (miss / SOFT).powi(2)).sqrt() - 1.0);
    let cost = |constants: &[f64; COUNT]| {
        let misses = runs.iter().map(|run| {
            let weight = 3.0 / sizes[run.family.as_str()].sqrt();
            soft(weight * (predicted(run, constants) / run.joules).ln())
        });
        let pulls = (0..COUNT).map(|i| soft(PULL * (constants[i] / EXPECTED[i]).ln()));
        misses.sum::<f64>() + pulls.sum::<f64>()
    };
    let mut best = EXPECTED;
    let mut least = cost(&best);
    let mut step = 0.2_f64;
    while step > 5e-5 {
        let mut moved = false;
        for index in 0..COUNT {
            for factor in [step.exp(), (-step).exp()] {
                let mut tried = best;
                tried[index] *= factor;
                let now = cost(&tried);
                if now < least {
                    (best, least, moved) = (tried, now, true);
                    break;
                }
            }
        }
        if !moved {
            step /= 2.0;
        }
    }
    best
}

/// Root mean square of the logarithm of predicted over metered, on the runs that the constants are judged by.
fn rms<'a>(runs: impl Iterator<Item = &'a Run>, constants: &[f64; COUNT]) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for run in runs {
        sum += (predicted(run, constants) / run.joules).ln().powi(2);
        count += 1.0;
    }
    (sum / count).sqrt()
}

/// The constants in the data files, in the order of `EXPECTED`.
fn committed() -> [f64; COUNT] {
    let gpus = Table::parse("gpus.tsv", GPUS).unwrap();
    let mut constants = [0.0; COUNT];
    for (index, id) in ["h100", "b200"].into_iter().enumerate() {
        let row = gpus.rows().find(|row| row.text("id") == Ok(id)).unwrap();
        for (offset, name) in NAMES.into_iter().enumerate() {
            constants[index * NAMES.len() + offset] = row.number(name, 0.0, 1e3).unwrap();
        }
    }
    let factors = promptwatt_energy::factors();
    constants[EXPERTS_8] = factors
        .iter()
        .find(|f| f.id == "experts_8")
        .unwrap()
        .central;
    constants
}

#[test]
fn the_crate_computes_the_formula() {
    let checks = validate().unwrap();
    let metered = checks
        .iter()
        .filter(|check| check.sample != Sample::Published);
    for (run, check) in runs().iter().zip(metered) {
        let expected = predicted(run, &committed());
        assert!(
            (check.predicted[1] / expected - 1.0).abs() < 1e-6,
            "{}: {} instead of {expected}",
            check.title,
            check.predicted[1]
        );
    }
}

#[test]
fn the_constants_are_what_the_runs_give() {
    let runs = runs();
    let fitted = fitted(&runs.iter().collect::<Vec<_>>());
    for (index, (fitted, committed)) in fitted.into_iter().zip(committed()).enumerate() {
        assert!(
            (fitted / committed).ln().abs() < 0.03,
            "constant {index}: fitted {fitted}, in the data {committed}"
        );
    }
}

#[test]
fn no_family_carries_the_fit() {
    let runs = runs();
    let judged = || runs.iter().filter(|run| run.judged);
    let whole = rms(judged(), &fitted(&runs.iter().collect::<Vec<_>>()));
    let mut families: Vec<&str> = runs.iter().map(|run| run.family.as_str()).collect();
    families.dedup();
    families.sort_unstable();
    families.dedup();
    assert_eq!(families.len(), 10);
    let (mut squares, mut count) = (0.0, 0.0);
    for family in families {
        let others: Vec<&Run> = runs.iter().filter(|run| run.family != family).collect();
        let constants = fitted(&others);
        let all = rms(judged(), &constants);
        assert!(
            (all / whole - 1.0).abs() < 1.0 / 3.0,
            "without {family} the error on the judged runs is {all:.3} instead of {whole:.3}"
        );
        for run in runs.iter().filter(|run| run.family == family) {
            squares += (predicted(run, &constants) / run.joules).ln().powi(2);
            count += 1.0;
        }
    }
    // What the factor `formula` says: a family that the fit never saw is predicted with sigma 0.30 at most.
    let unseen = f64::sqrt(squares / count);
    assert!(
        unseen < 0.30,
        "families left out are predicted with {unseen:.3}"
    );
}

#[test]
fn the_targets_are_met() {
    let checks = validate().unwrap();
    let of = |sample| {
        let checks: Vec<&Check> = checks
            .iter()
            .filter(|check| check.sample == sample)
            .collect();
        fit(checks)
    };
    let metered = of(Sample::Metered);
    assert_eq!(metered.count, 27);
    assert!(metered.rms <= 0.25, "{metered:?}");
    assert!((1.0 / 1.07..=1.07).contains(&metered.bias), "{metered:?}");
    assert!(metered.inside >= 24, "{metered:?}");
    let other = of(Sample::MeteredOther);
    assert!(
        other.rms <= 0.25 && other.inside * 10 >= other.count * 9,
        "{other:?}"
    );
    assert!(of(Sample::Published).inside >= 12);
}

#[test]
fn the_page_of_predictions_is_true_and_every_miss_has_a_reason() {
    let checks = validate().unwrap();
    for check in &checks {
        assert!(
            check.is_inside() || !check.note.is_empty(),
            "{} is missed and nothing says why",
            check.title
        );
    }
    assert!(
        report(&checks) == include_str!("../VALIDATION.md"),
        "VALIDATION.md is not what `promptwatt factors --validate` prints"
    );
}
