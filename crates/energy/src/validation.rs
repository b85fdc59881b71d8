//! The formula against what was measured and published. Every prediction goes through [`estimate`], as anybody's would.

use crate::gpu::Gpu;
use crate::model::Model;
use crate::provenance::Provenance;
use crate::region::Region;
use crate::scenario::{Embodied, Exchange, Scenario, Site};
use crate::serving::{Bits, KvCache, Routed, Serving};
use crate::tables::{ANCHORS, ARCHITECTURES, RUNS};
use crate::units::{Band, Billions, Quantity, Requests, Tokens};
use crate::{EnergyError, estimate};

/// Tokens of the prompts in the metered runs: an assumption for all of them.
const METERED_INPUT: f64 = 150.0;

/// A model that was metered.
#[derive(Debug)]
pub(crate) struct Architecture {
    pub id: &'static str,
    pub family: &'static str,
    pub active: f64,
    pub total: f64,
    pub routed: Option<Routed>,
    pub layers: u32,
    pub kv_cache: KvCache,
}

/// A metered run.
#[derive(Debug)]
pub(crate) struct Run {
    pub model: usize,
    pub gpu: usize,
    pub gpus: u32,
    pub bits: u8,
    pub batch: f64,
    pub output: f64,
    /// Per output token, prefill included.
    pub joules: f64,
    pub sample: u8,
    pub note: &'static str,
}

/// A published figure.
#[derive(Debug)]
pub(crate) struct Anchor {
    pub id: &'static str,
    pub title: &'static str,
    pub quantity: Measure,
    pub model: &'static str,
    pub active: Option<f64>,
    pub total: Option<f64>,
    pub bits: Option<f64>,
    pub gpu: Option<usize>,
    pub batch: Option<f64>,
    pub input: f64,
    pub output: f64,
    pub reasoning: f64,
    pub region: &'static str,
    pub published: f64,
    pub note: &'static str,
    pub provenance: Provenance,
}

/// What was measured or published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Wh of the facility.
    FacilityWh,
    /// Wh of the accelerators alone.
    GpuWh,
    /// J of the accelerators per output token, prefill included.
    GpuJoulesPerToken,
    /// Grams of CO2 equivalent, embodied share included.
    GramsCo2e,
}

impl Measure {
    /// The unit: `Wh`, `J/token`, `gCO2e`.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::FacilityWh => "Wh",
            Self::GpuWh => "Wh (accelerators)",
            Self::GpuJoulesPerToken => "J/token (accelerators)",
            Self::GramsCo2e => "gCO2e",
        }
    }
}

/// Where a figure to compare with comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// The 27 metered runs that the constants are judged by.
    Metered,
    /// Other runs of the same source.
    MeteredOther,
    /// Whole services and studies.
    Published,
}

/// One prediction beside what was measured or published.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Check {
    /// What it is about.
    pub title: String,
    /// The model family that is left out together; the identifier of a published figure.
    pub family: &'static str,
    /// Where the figure comes from.
    pub sample: Sample,
    /// What was measured.
    pub measure: Measure,
    /// The prediction: 5th, 50th and 95th percentile, in the measure's unit.
    pub predicted: [f64; 3],
    /// The figure.
    pub published: f64,
    /// What was assumed, and why it is missed where it is.
    pub note: &'static str,
    /// Who says so.
    pub source: &'static str,
}

impl Check {
    /// Predicted over published.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.predicted[1] / self.published
    }

    /// Whether the figure lies within the predicted 90 % band.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        (self.predicted[0]..=self.predicted[2]).contains(&self.published)
    }
}

/// How well a set of predictions does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// How many there are.
    pub count: usize,
    /// Geometric mean of predicted over published.
    pub bias: f64,
    /// Root of the mean squared logarithm of that ratio.
    pub rms: f64,
    /// How many lie within their band.
    pub inside: usize,
}

/// Sums up predictions. An empty set has a bias of 1 and an error of 0.
pub fn fit<'a>(checks: impl IntoIterator<Item = &'a Check>) -> Fit {
    let (mut count, mut sum, mut squares, mut inside) = (0, 0.0, 0.0, 0);
    for check in checks {
        let log = check.ratio().ln();
        count += 1;
        sum += log;
        squares += log * log;
        inside += usize::from(check.is_inside());
    }
    let mean = |total: f64| if count > 0 { total / count as f64 } else { 0.0 };
    Fit {
        count,
        bias: mean(sum).exp(),
        rms: mean(squares).sqrt(),
        inside,
    }
}

/// Every metered run and every published figure, predicted with the newest factor set.
///
/// # Errors
/// Where a row of the data cannot be estimated, which a test rules out.
pub fn validate() -> Result<Vec<Check>, EnergyError> {
    let runs = RUNS.iter().map(check_run);
    runs.chain(ANCHORS.iter().map(check_anchor)).collect()
}

fn check_run(run: &Run) -> Result<Check, EnergyError> {
    let model = &ARCHITECTURES[run.model];
    let gpu = Gpu::ALL[run.gpu];
    let serving = Serving::new(Billions(model.active), Billions(model.total))
        .with_routed(model.routed)
        .with_layers(model.layers)
        .with_kv_cache(model.kv_cache)
        .with_bits(Bits::new(run.bits)?)
        .with_kv_bits(Bits::Sixteen)
        .on(gpu)
        .with_gpus(run.gpus)
        .with_batch(Requests(run.batch));
    let exchange = Exchange::new(
        Band::exact(Tokens(METERED_INPUT)),
        Band::exact(Tokens(run.output)),
    );
    let joules = estimate(&Scenario::new(
        exchange,
        serving,
        Site::new(Region::world()),
    ))?
    .gpu_joules;
    Ok(Check {
        title: format!(
            "{}, {} bit, {} x {}, {:.0} at once, {:.0} tokens out",
            model.id,
            run.bits,
            run.gpus,
            gpu.id().to_uppercase(),
            run.batch,
            run.output
        ),
        family: model.family,
        sample: if run.sample == 1 {
            Sample::Metered
        } else {
            Sample::MeteredOther
        },
        measure: Measure::GpuJoulesPerToken,
        predicted: scaled(joules, 1.0 / run.output),
        published: run.joules,
        note: run.note,
        source: "ML.ENERGY v3.0",
    })
}

fn check_anchor(anchor: &Anchor) -> Result<Check, EnergyError> {
    let mut serving = match (Model::find(anchor.model), anchor.active, anchor.total) {
        (Some(model), _, _) => model.serving(),
        (None, Some(active), Some(total)) => Serving::new(Billions(active), Billions(total)),
        _ => return Err(EnergyError::Parameters),
    };
    if let Some(bits) = anchor.bits {
        serving = serving.with_bits(Bits::new(bits as u8)?);
    }
    if let Some(gpu) = anchor.gpu {
        serving = serving.on(Gpu::ALL[gpu]);
    }
    if let Some(batch) = anchor.batch {
        serving = serving.with_batch(Requests(batch));
    }
    let exact = |tokens| Band::exact(Tokens(tokens));
    let exchange = Exchange::new(exact(anchor.input), exact(anchor.output))
        .with_reasoning(exact(anchor.reasoning));
    let mut site = Site::new(Region::by_code(anchor.region).unwrap_or(Region::world()));
    if anchor.quantity != Measure::GramsCo2e {
        site.embodied = Embodied::Excluded;
    }
    let estimate = estimate(&Scenario::new(exchange, serving, site))?;
    Ok(Check {
        title: anchor.title.to_owned(),
        family: anchor.id,
        sample: Sample::Published,
        measure: anchor.quantity,
        predicted: match anchor.quantity {
            Measure::FacilityWh => scaled(estimate.wh, 1.0),
            Measure::GpuWh => scaled(estimate.gpu_joules, 1.0 / 3600.0),
            Measure::GpuJoulesPerToken => scaled(estimate.gpu_joules, 1.0 / anchor.output),
            Measure::GramsCo2e => scaled(estimate.gco2e, 1.0),
        },
        published: anchor.published,
        note: anchor.note,
        source: anchor.provenance.source,
    })
}

fn scaled<Q: Quantity>(band: Band<Q>, by: f64) -> [f64; 3] {
    band.array().map(|value| value * by)
}

/// Everything as a page of Markdown: the command prints it, and `VALIDATION.md` of this crate is it.
#[must_use]
pub fn report(checks: &[Check]) -> String {
    let of = |sample| checks.iter().filter(move |check| check.sample == sample);
    let mut page = format!(
        "# Validation of factor set {}\n\nWhat the formula predicts beside what was measured and published. Every line goes through the same public function as any other estimate; no line has a\nconstant of its own. `promptwatt factors --validate` prints this page; a test keeps it true.\n",
        crate::FACTORS_VERSION
    );
    for (sample, title, text) in [
        (
            Sample::Metered,
            "Metered runs that the constants are judged by",
            "Accelerator energy per output token, ML.ENERGY v3.0 (arXiv 2505.06371), vLLM on H100 and B200, 16-bit cache, prompts of about 150 tokens (assumed).",
        ),
        (
            Sample::MeteredOther,
            "Other metered runs of the same source",
            "The constants of H100 and B200 were fitted on both tables, each model family counting the same. A family that is left out of the fit is predicted\nwith an rms log error of 0.26 (`tests/fit.rs`). What the fit is drawn to was set by hand after earlier looks at these runs, so this is somewhat optimistic.",
        ),
        (
            Sample::Published,
            "Whole services and studies",
            "Tokens, sizes and batches that were not published are assumptions, so agreement here is weak evidence; a batch that is not stated has its usual range.",
        ),
    ] {
        let sum = fit(of(sample));
        page.push_str(&format!(
            "\n## {title}\n\n{text}\n\n**{} of {} within the predicted 90 % range; bias {:.2}, rms log error {:.2}.**\n\n| what | unit | predicted | range | published | ratio | inside | note |\n|---|---|---|---|---|---|---|---|\n",
            sum.inside, sum.count, sum.bias, sum.rms
        ));
        for check in of(sample) {
            let [low, central, high] = check.predicted.map(three_digits);
            page.push_str(&format!(
                "| {} | {} | {central} | {low} to {high} | {} | {:.2} | {} | {} |\n",
                check.title,
                check.measure.unit(),
                three_digits(check.published),
                check.ratio(),
                if check.is_inside() { "yes" } else { "**no**" },
                check.note
            ));
        }
    }
    page
}

/// Three significant digits.
fn three_digits(value: f64) -> String {
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    let decimals = (2 - rounded.abs().log10().floor() as i32).clamp(0, 9) as usize;
    format!("{rounded:.decimals$}")
}
