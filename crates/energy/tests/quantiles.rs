//! The percentiles against a fixed-seed Monte-Carlo simulation of the same factors, made only through the public functions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use promptwatt_energy::{
    Band, Embodied, Exchange, Model, Quantity, Region, Requests, Scenario, Site, Tokens, estimate,
    factors, saving,
};

const DRAWS: usize = 20_000;

/// SplitMix64: small, and the same on every platform.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number, by Box and Muller.
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (core::f64::consts::TAU * self.unit()).cos()
    }

    /// A quantity that is log-normal on either side of its median, with the given percentiles.
    fn log_normal(&mut self, [low, central, high]: [f64; 3]) -> f64 {
        let z = self.normal() / 1.644_853_6;
        if central == 0.0 {
            0.0
        } else if z < 0.0 {
            central * (central / low).powf(z)
        } else {
            central * (high / central).powf(z)
        }
    }

    /// The same for a quantity that cannot fall below one.
    fn above_one(&mut self, [low, central, high]: [f64; 3]) -> f64 {
        1.0 + self.log_normal([low - 1.0, central - 1.0, high - 1.0])
    }
}

fn factor(id: &str) -> [f64; 3] {
    let factor = factors().iter().find(|factor| factor.id == id).unwrap();
    [factor.low, factor.central, factor.high]
}

fn array<Q: Quantity>(band: Band<Q>) -> [f64; 3] {
    [
        band.low().value(),
        band.central().value(),
        band.high().value(),
    ]
}

fn percentiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [0.05, 0.5, 0.95].map(|share| values[(share * values.len() as f64) as usize])
}

/// Wh of one draw.
fn draw(random: &mut Random, scenario: &Scenario) -> f64 {
    let mut drawn = *scenario;
    let serving = &scenario.serving;
    let size = random.log_normal(array(serving.active)) / serving.active.central().0;
    drawn.serving.active = Band::exact(promptwatt_energy::Billions(
        serving.active.central().0 * size,
    ));
    drawn.serving.total = Band::exact(promptwatt_energy::Billions(
        serving.total.central().0 * size,
    ));
    drawn.serving.batch = Band::exact(Requests(random.log_normal(array(serving.batch)).max(1.0)));
    drawn.exchange.output = Band::exact(Tokens(random.log_normal(array(scenario.exchange.output))));
    drawn.exchange.reasoning = Band::exact(Tokens(
        random.log_normal(array(scenario.exchange.reasoning)),
    ));
    let pue = serving
        .provider
        .map_or(factor("pue"), |provider| provider.pue());
    drawn.site.pue = Some(random.above_one(pue));
    let result = estimate(&drawn).unwrap();
    let prefill = result.prefill_joules.central().0 / result.gpu_joules.central().0;
    let prefill = 1.0 + prefill * (random.log_normal(factor("prefill")) - 1.0);
    let around = random.log_normal(factor("host")) / factor("host")[1]
        * random.above_one(factor("idle"))
        / factor("idle")[1];
    result.wh.central().0 * prefill * around * random.log_normal(factor("formula"))
}

fn scenario(model: &str, output: Option<f64>) -> Scenario {
    let model = Model::find(model).unwrap();
    let output = output.map_or(model.typical_answer(), |tokens| Band::exact(Tokens(tokens)));
    let exchange =
        Exchange::new(Band::exact(Tokens(300.0)), output).with_reasoning(model.typical_reasoning());
    let mut site = Site::new(Region::world());
    site.embodied = Embodied::Excluded;
    Scenario::new(exchange, model.serving(), site)
}

#[test]
fn percentiles_agree_with_a_simulation() {
    // Tolerances as factors, for the median and for the ends. The centre given is the chain at the median of every factor. The simulated median lies above it,
    // because several factors reach further up than down (PUE, idle capacity, prefill) and the median of a sum of two
    // unknown lengths is more than the sum of their medians. Shown is the centre whose parts add up.
    let table = [
        ("llama-3.1-8b", Some(400.0), 1.15, 1.06),
        ("llama-3.3-70b", Some(400.0), 1.15, 1.06),
        ("deepseek-v3", Some(400.0), 1.15, 1.06),
        ("gpt-4o", Some(400.0), 1.15, 1.06),
        ("gpt-4o", None, 1.15, 1.13),
        ("o4-mini", None, 1.26, 1.10),
    ];
    for (model, output, of_median, of_ends) in table {
        let scenario = scenario(model, output);
        let mut random = Random(2026);
        let simulated = percentiles((0..DRAWS).map(|_| draw(&mut random, &scenario)).collect());
        let ours = array(estimate(&scenario).unwrap().wh);
        let ratios = [0, 1, 2].map(|index| ours[index] / simulated[index]);
        for (ratio, (which, tolerance)) in
            ratios
                .into_iter()
                .zip([("P5", of_ends), ("P50", of_median), ("P95", of_ends)])
        {
            assert!(
                (1.0 / tolerance..=tolerance).contains(&ratio),
                "{model}, {output:?} tokens, {which}: {ratio} times the simulation's"
            );
        }
    }
}

#[test]
fn the_saving_of_a_stated_limit_agrees_with_a_simulation() {
    let before = scenario("gpt-4o", None);
    let mut after = before;
    after.exchange.output = Band::exact(Tokens(100.0));
    let mut random = Random(7);
    let simulated = percentiles(
        (0..DRAWS)
            .map(|_| {
                let mut drawn = before;
                drawn.exchange.output =
                    Band::exact(Tokens(random.log_normal(array(before.exchange.output))));
                let wh = |scenario: &Scenario| estimate(scenario).unwrap().wh.central().0;
                100.0 * (1.0 - wh(&after) / wh(&drawn))
            })
            .collect(),
    );
    let ours = array(saving(&before, &after).unwrap().percent);
    for (ours, simulated) in ours.into_iter().zip(simulated) {
        assert!(
            (ours - simulated).abs() < 3.0,
            "{ours:.1} % instead of {simulated:.1} %"
        );
    }
}
