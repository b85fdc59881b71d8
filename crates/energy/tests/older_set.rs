//! Factor set 2026.11 gives what it gave: the hand-worked tables that its chain was designed with, and figures as they were printed at the time.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

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

/// J per output token of decode, 150 tokens in: (name, served, output tokens, predicted in the document, measured by ML.ENERGY v3, tolerance).
/// The document printed its sizes rounded, hence 3 %; its 4-bit row left the KV cache at 16 bit, hence 4 %.
#[test]
fn metered_rows() {
    let table = [
        (
            "Llama-8B B64",
            h100(8.0, 8.0, 16, Some(1), 64.0),
            396.0,
            0.123,
            0.119,
            0.03,
        ),
        (
            "Llama-8B B8",
            h100(8.0, 8.0, 16, Some(1), 8.0),
            396.0,
            0.520,
            0.455,
            0.03,
        ),
        (
            "Llama-70B B64",
            h100(70.0, 70.0, 16, Some(4), 64.0),
            352.0,
            0.891,
            0.797,
            0.03,
        ),
        (
            "Llama-70B B256",
            h100(70.0, 70.0, 16, Some(4), 256.0),
            352.0,
            0.605,
            0.479,
            0.03,
        ),
        (
            "Llama-405B B64",
            h100(405.0, 405.0, 8, Some(8), 64.0),
            365.0,
            3.85,
            3.08,
            0.03,
        ),
        (
            "Qwen3-32B B128",
            h100(32.0, 32.0, 16, Some(2), 128.0),
            630.0,
            0.340,
            0.275,
            0.03,
        ),
        (
            "Qwen3-235B B64",
            h100(22.0, 235.0, 8, Some(4), 64.0),
            863.0,
            1.42,
            1.74,
            0.03,
        ),
        (
            "Qwen3-235B thinking B32",
            h100(22.0, 235.0, 16, Some(8), 32.0),
            9000.0,
            5.21,
            3.61,
            0.03,
        ),
        (
            "Qwen3-8B reasoning B64",
            h100(8.0, 8.0, 16, Some(1), 64.0),
            8367.0,
            0.253,
            0.267,
            0.03,
        ),
        (
            "gpt-oss-120b B64",
            h100(5.1, 117.0, 4, Some(1), 64.0),
            1750.0,
            0.376,
            0.268,
            0.04,
        ),
        (
            "Llama-405B B200 B128",
            Served {
                gpu: Gpu::B200,
                ..h100(405.0, 405.0, 16, Some(8), 128.0)
            },
            372.0,
            2.72,
            2.70,
            0.03,
        ),
        (
            "Qwen3-235B thinking B32, 8/128",
            Served {
                routed: Some((8, 128)),
                ..h100(22.0, 235.0, 16, Some(8), 32.0)
            },
            9000.0,
            4.84,
            3.61,
            0.03,
        ),
        (
            "gpt-oss-120b B64, 4/128",
            Served {
                routed: Some((4, 128)),
                ..h100(5.1, 117.0, 4, Some(1), 64.0)
            },
            1750.0,
            0.345,
            0.268,
            0.03,
        ),
    ];
    let mut inside = 0;
    for (name, served, output, predicted, measured, tolerance) in &table {
        let got = run(served.serving(), 150.0, *output).gpu_joules_per_output_token;
        near(name, got.central().0, *predicted, *tolerance);
        inside += usize::from((got.low().0..=got.high().0).contains(measured));
    }
    assert_eq!(
        inside,
        table.len(),
        "every metered row lies inside the formula's own range"
    );
}

/// Whole services in Wh (or, for the GPU-only row, J in the GPUs): predicted in the document, with 2 digits.
#[test]
fn whole_services() {
    let gpt_4o = |batch| h100(76.0, 440.0, 8, None, batch);
    let table = [
        ("Altman", gpt_4o(128.0), 300.0, 400.0, 0.36, 0.34),
        ("Altman, B=64", gpt_4o(64.0), 300.0, 400.0, 0.60, 0.34),
        (
            "Epoch typical",
            h100(100.0, 400.0, 8, None, 128.0),
            100.0,
            500.0,
            0.46,
            0.30,
        ),
        (
            "Epoch 10k",
            h100(100.0, 400.0, 8, None, 128.0),
            10_000.0,
            500.0,
            1.36,
            2.5,
        ),
        (
            "Epoch 100k",
            h100(100.0, 400.0, 8, None, 128.0),
            100_000.0,
            500.0,
            14.7,
            40.0,
        ),
        ("Oviedo typical", gpt_4o(128.0), 500.0, 300.0, 0.29, 0.34),
        ("Oviedo test-time", gpt_4o(128.0), 500.0, 5000.0, 4.61, 4.32),
        (
            "Google median",
            Served {
                gpu: Gpu::B200,
                ..gpt_4o(128.0)
            },
            300.0,
            300.0,
            0.20,
            0.24,
        ),
        ("Jegham short", gpt_4o(128.0), 100.0, 300.0, 0.26, 0.42),
        ("Jegham medium", gpt_4o(128.0), 1000.0, 1000.0, 0.94, 1.214),
        ("Jegham long", gpt_4o(128.0), 10_000.0, 1500.0, 2.22, 2.875),
        (
            "Mistral LCA, 8 bit, B=64",
            h100(123.0, 123.0, 8, None, 64.0),
            100.0,
            400.0,
            0.24,
            f64::NAN,
        ),
        (
            "Mistral LCA, 16 bit, B=8",
            h100(123.0, 123.0, 16, None, 8.0),
            100.0,
            400.0,
            1.15,
            f64::NAN,
        ),
        (
            "Mistral LCA, 8 bit, B=8",
            h100(123.0, 123.0, 8, None, 8.0),
            100.0,
            400.0,
            0.66,
            f64::NAN,
        ),
        (
            "Mistral LCA, 16 bit, B=64",
            h100(123.0, 123.0, 16, None, 64.0),
            100.0,
            400.0,
            0.31,
            f64::NAN,
        ),
        (
            "DeepSeek-R1 long, 8/256",
            Served {
                routed: Some((8, 256)),
                ..h100(37.0, 671.0, 8, None, 16.0)
            },
            10_000.0,
            1500.0,
            6.0,
            33.6,
        ),
        (
            "DeepSeek-R1 long, r = A/T",
            h100(37.0, 671.0, 8, None, 16.0),
            10_000.0,
            1500.0,
            7.8,
            33.6,
        ),
    ];
    for (name, served, input, output, predicted, published) in table {
        let got = run(served.serving(), input, output).wh.central().0;
        near(name, got, predicted, 0.03);
        // What the document says of these: within 1.8 where service and accounting are alike; the rest it names as misses.
        let miss = ["Epoch 10k", "Epoch 100k", "DeepSeek"]
            .iter()
            .any(|known| name.starts_with(known))
            || published.is_nan();
        assert!(
            miss || (1.0 / 1.8..=1.8).contains(&(got / published)),
            "{name}: {got} against {published}"
        );
    }
    // GPU energy only, so without hosts, idle capacity and PUE.
    for (batch, wh) in [(16.0, 0.203), (32.0, 0.129)] {
        let got = run(h100(70.0, 70.0, 16, None, batch).serving(), 100.0, 350.0)
            .gpu_joules
            .central()
            .0
            / 3600.0;
        near("Hugging Face e-mail", got, wh, 0.02);
    }
}

/// The three levers: 8B dense, 16 bit, B = 64, 100 in, 400 out unless said otherwise; change of the GPU energy in percent.
#[test]
fn levers() {
    let dense = |size, bits, batch| h100(size, size, bits, None, batch).serving();
    let joules = |serving, input, output| run(serving, input, output).gpu_joules.central().0;
    let table = [
        (
            "70B to 8B",
            (dense(70.0, 16, 64.0), 100.0, 400.0),
            (dense(8.0, 16, 64.0), 100.0, 400.0),
            -86.0,
        ),
        (
            "70B to 3B",
            (dense(70.0, 16, 64.0), 100.0, 400.0),
            (dense(3.0, 16, 64.0), 100.0, 400.0),
            -93.0,
        ),
        (
            "405B to 8B",
            (dense(405.0, 8, 64.0), 100.0, 400.0),
            (dense(8.0, 16, 64.0), 100.0, 400.0),
            -97.0,
        ),
        (
            "half the answer",
            (dense(8.0, 16, 64.0), 100.0, 400.0),
            (dense(8.0, 16, 64.0), 100.0, 200.0),
            -49.0,
        ),
        (
            "half the prompt",
            (dense(8.0, 16, 64.0), 100.0, 400.0),
            (dense(8.0, 16, 64.0), 50.0, 400.0),
            -3.0,
        ),
        (
            "half of both",
            (dense(8.0, 16, 64.0), 100.0, 400.0),
            (dense(8.0, 16, 64.0), 50.0, 200.0),
            -52.0,
        ),
        (
            "half a long prompt",
            (dense(8.0, 16, 64.0), 2000.0, 400.0),
            (dense(8.0, 16, 64.0), 1000.0, 400.0),
            -30.0,
        ),
        (
            "16 to 8 bit, B=1",
            (dense(8.0, 16, 1.0), 100.0, 400.0),
            (dense(8.0, 8, 1.0), 100.0, 400.0),
            -28.0,
        ),
        (
            "16 to 8 bit, B=8",
            (dense(8.0, 16, 8.0), 100.0, 400.0),
            (dense(8.0, 8, 8.0), 100.0, 400.0),
            -26.0,
        ),
        (
            "16 to 8 bit, B=64",
            (dense(8.0, 16, 64.0), 100.0, 400.0),
            (dense(8.0, 8, 64.0), 100.0, 400.0),
            -19.0,
        ),
        (
            "16 to 4 bit, B=1",
            (dense(8.0, 16, 1.0), 100.0, 400.0),
            (dense(8.0, 4, 1.0), 100.0, 400.0),
            -42.0,
        ),
        (
            "16 to 4 bit, B=8",
            (dense(8.0, 16, 8.0), 100.0, 400.0),
            (dense(8.0, 4, 8.0), 100.0, 400.0),
            -38.0,
        ),
        (
            "16 to 4 bit, B=64",
            (dense(8.0, 16, 64.0), 100.0, 400.0),
            (dense(8.0, 4, 64.0), 100.0, 400.0),
            -25.0,
        ),
    ];
    for (name, (before, input, output), (after, input_after, output_after), percent) in table {
        let got = 100.0
            * (joules(after, input_after, output_after) / joules(before, input, output) - 1.0);
        // The document's 4-bit rows were computed with 8-bit prefill, against its own formula.
        let tolerance = if name.contains("to 4 bit") { 2.5 } else { 1.0 };
        assert!(
            (got - percent).abs() <= tolerance,
            "{name}: {got:.1} % instead of {percent} %"
        );
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
