//! Runs that were metered, and whole services as they were published.

use super::{Served, h100, near, run};
use promptwatt_energy::Gpu;

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
