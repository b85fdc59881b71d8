//! Factor set 2026.11 gives what it gave: the hand-worked tables that its chain was designed with, and figures as they were printed at the time.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod levers;
mod measured;

use promptwatt_energy::{
    Band, Billions, Bits, Embodied, EnergyError, Estimate, Exchange, FactorSet, Gpu, Model, Region,
    Requests, Routed, Scenario, Serving, Site, Tokens, estimate,
};

fn set() -> &'static FactorSet {
    FactorSet::find("2026.11").unwrap()
}

fn tokens(count: f64) -> Band<Tokens> {
    Band::exact(Tokens(count))
}

fn run(serving: Serving, input: f64, output: f64) -> Estimate {
    let mut site = Site::new(Region::world());
    site.embodied = Embodied::Excluded;
    estimate(&Scenario::new(
        Exchange::new(tokens(input), tokens(output)),
        serving,
        site,
    ))
    .unwrap()
}

/// The table's values are rounded to two or three digits.
#[track_caller]
fn near(what: &str, got: f64, expected: f64, tolerance: f64) {
    assert!(
        (got / expected - 1.0).abs() <= tolerance,
        "{what}: {got} instead of {expected}"
    );
}

/// 300 tokens in, 400 out, world mean grid, use phase only. The printed figures are rounded, and the 4-bit class was printed with 8-bit prefill: 3 %.
#[test]
fn the_size_classes() {
    let table = [
        ("tier-nano", 18.0, 0.009, 0.004),
        ("tier-small", 58.0, 0.029, 0.014),
        ("tier-mid", 144.0, 0.072, 0.034),
        ("tier-small-moe", 79.0, 0.040, 0.019),
        ("tier-mid-moe", 85.0, 0.042, 0.020),
        ("tier-large", 309.0, 0.154, 0.073),
        ("tier-gpt-4o-class", 726.0, 0.36, 0.17),
        ("tier-deepseek-class", 864.0, 0.43, 0.20),
        ("tier-dense-giant", 1721.0, 0.86, 0.41),
        ("tier-frontier", 2189.0, 1.10, 0.52),
    ];
    for (id, joules, wh, grams) in table {
        let got = run(set().model(id).unwrap().serving(), 300.0, 400.0);
        near(id, got.gpu_joules.central().0, joules, 0.03);
        // Half a unit of the last printed digit on top.
        assert!(
            (got.wh.central().0 - wh).abs() <= 0.03 * wh + if wh < 0.2 { 0.0006 } else { 0.006 },
            "{id}: {} Wh",
            got.wh.central().0
        );
        assert!(
            (got.gco2e.central().0 - grams).abs()
                <= 0.03 * grams + if grams < 0.1 { 0.0006 } else { 0.006 },
            "{id}: {} g",
            got.gco2e.central().0
        );
    }
}

struct Served {
    active: f64,
    total: f64,
    routed: Option<(u16, u16)>,
    bits: u8,
    gpu: Gpu,
    gpus: Option<u32>,
    batch: f64,
}

impl Served {
    fn serving(&self) -> Serving {
        let serving = Serving::new(Billions(self.active), Billions(self.total))
            .with_factors(set())
            .with_routed(
                self.routed
                    .map(|(used, available)| Routed { used, available }),
            )
            .with_bits(Bits::new(self.bits).unwrap())
            .on(self.gpu)
            .with_batch(Requests(self.batch));
        self.gpus.map_or(serving, |gpus| serving.with_gpus(gpus))
    }
}

const fn h100(active: f64, total: f64, bits: u8, gpus: Option<u32>, batch: f64) -> Served {
    Served {
        active,
        total,
        routed: None,
        bits,
        gpu: Gpu::H100,
        gpus,
        batch,
    }
}

/// Model, tokens in and out, Wh, g, mL.
type Printed = (&'static str, f64, f64, [f64; 3], f64, f64);

/// What the command printed for France with this set when it was the newest.
const PRINTED: [Printed; 14] = [
    (
        "deepseek-r1",
        10000.0,
        1500.0,
        [1.9574690688308487, 7.0025720085252114, 31.074162157672916],
        0.8115527375133051,
        28.825587489379135,
    ),
    (
        "deepseek-r1",
        300.0,
        400.0,
        [1.0872592413793045, 5.2736616799992255, 27.036537455132223],
        0.6111832292351898,
        21.708651615596814,
    ),
    (
        "gemini-2.5-pro",
        10000.0,
        1500.0,
        [2.47187104310984, 7.936862171213302, 38.36184305330217],
        0.9198309156224594,
        32.67152620907304,
    ),
    (
        "gemini-2.5-pro",
        300.0,
        400.0,
        [0.6724061837060845, 3.1548476975830506, 22.276355265725577],
        0.3656264130228194,
        12.986705200836514,
    ),
    (
        "gpt-4o",
        10000.0,
        1500.0,
        [0.7004841260984537, 2.218376416736774, 9.491404256176391],
        0.2570954574470484,
        9.131788064038593,
    ),
    (
        "gpt-4o",
        300.0,
        400.0,
        [0.09235390493724509, 0.3631196959640586, 1.9229517825683262],
        0.04208322070031732,
        1.4947562913149068,
    ),
    (
        "gpt-oss-120b",
        10000.0,
        1500.0,
        [0.2370637912964835, 0.4658790460545244, 1.2875264394588175],
        0.05399236376510518,
        1.9177578160087314,
    ),
    (
        "gpt-oss-120b",
        300.0,
        400.0,
        [0.03639851671794332, 0.11741468985414281, 0.5402213810311036],
        0.013607602015287757,
        0.4833291840210179,
    ),
    (
        "llama-3.1-8b",
        10000.0,
        1500.0,
        [0.27399092447172124, 0.4753777022456485, 0.9519696097257798],
        0.055093196491312016,
        1.9568583557440518,
    ),
    (
        "llama-3.1-8b",
        300.0,
        400.0,
        [
            0.015242110566488701,
            0.02904599692168497,
            0.07839336539016595,
        ],
        0.0033662429014508586,
        0.11956577161405033,
    ),
    (
        "qwen3-30b-a3b",
        10000.0,
        1500.0,
        [0.2051811513493015, 0.3776979076183693, 0.8982495855047974],
        0.04377274100252924,
        1.5547664582890446,
    ),
    (
        "qwen3-30b-a3b",
        300.0,
        400.0,
        [
            0.014087901041415732,
            0.04078529273425152,
            0.14493818936026454,
        ],
        0.004726751246323034,
        0.16788974430535106,
    ),
    (
        "tier-frontier",
        10000.0,
        1500.0,
        [2.196206976397776, 7.096279048927201, 28.893873951072514],
        0.8224127765203901,
        29.2113258278339,
    ),
    (
        "tier-frontier",
        300.0,
        400.0,
        [0.30283311765231535, 1.096452147566653, 5.178418796155283],
        0.1270717017728267,
        4.513466947447586,
    ),
];

#[test]
fn printed_figures_can_be_had_again() {
    for (id, input, output, wh, grams, millilitres) in PRINTED {
        let model = set().model(id).unwrap();
        let exchange =
            Exchange::new(tokens(input), tokens(output)).with_reasoning(model.typical_reasoning());
        let got = estimate(&Scenario::new(
            exchange,
            model.serving(),
            Site::new(Region::find("FR").unwrap()),
        ))
        .unwrap();
        let band = [got.wh.low().0, got.wh.central().0, got.wh.high().0];
        for (got, printed) in band.into_iter().zip(wh).chain([
            (got.gco2e.central().0, grams),
            (got.water_ml.central().0, millilitres),
        ]) {
            near(id, got, printed, 1e-12);
        }
        assert_eq!(got.factors_version, "2026.11");
        // The newest set has the model too, and does not give the same.
        let newest = Model::find(id).unwrap();
        assert_ne!(newest, model);
        assert_eq!(newest.id(), model.id());
    }
}

#[test]
fn what_a_set_does_not_have_is_refused() {
    assert_eq!(FactorSet::find("2019.1"), None);
    assert_eq!(set().gpus().count(), 2);
    let on_a_laptop = Serving::new(Billions(8.0), Billions(8.0))
        .on(Gpu::AppleM)
        .with_factors(set());
    let scenario = Scenario::new(
        Exchange::new(tokens(1.0), tokens(1.0)),
        on_a_laptop,
        Site::new(Region::world()),
    );
    assert_eq!(estimate(&scenario), Err(EnergyError::GpuNotInSet));
    for (gpu, id) in set().gpus().zip(["h100", "b200"]) {
        assert_eq!(gpu.id(), id);
    }
    assert_eq!(FactorSet::newest().gpus().count(), Gpu::ALL.len());
}
