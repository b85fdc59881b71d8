//! What must hold for every exchange.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use promptwatt_energy::{
    Band, Billions, Bits, Embodied, Estimate, Exchange, Gpu, KvCache, Quantity, Region, Requests,
    Routed, Scenario, Serving, Site, Tokens, estimate, regions, saving,
};
use proptest::prelude::*;

fn wh(scenario: &Scenario) -> f64 {
    estimate(scenario).unwrap().wh.central().0
}

fn bits() -> impl Strategy<Value = Bits> {
    prop_oneof![Just(Bits::Sixteen), Just(Bits::Eight), Just(Bits::Four)]
}

fn gpu() -> impl Strategy<Value = Gpu> {
    prop::sample::select(Gpu::ALL.to_vec())
}

/// Mostly 1, which is allowed everywhere, so that some cases get through; else anything at all, subnormal and not a number included.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![8 => Just(1.0), 1 => prop::num::f64::ANY, 1 => prop::sample::select(vec![0.0, 0.5, 1.5, 1e5, 1e9, -1.0])]
}

prop_compose! {
    fn band(most: f64)(a in 0.0..most, b in 0.0..most, c in 0.0..most, exact: bool) -> Band<Tokens> {
        let mut ends = [a, b, c];
        ends.sort_by(f64::total_cmp);
        if exact { Band::exact(Tokens(b)) } else { Band::new(Tokens(ends[0]), Tokens(ends[1]), Tokens(ends[2])).unwrap() }
    }
}

prop_compose! {
    fn scenarios()(
        input in band(200_000.0), output in band(50_000.0), reasoning in band(50_000.0),
        history in 0.0..100_000.0, system in 0.0..5000.0, cached in 0.0..=1.0,
        active in 0.1..500.0, sparsity in 1.0..40.0, dense: bool, spread in 1.0..4.0,
        bits in bits(), gpu in gpu(), batch in 1.0..2000.0, routed in prop::option::of(2u16..300),
        region in 0..regions().len(), pue in prop::option::of(1.0..3.0),
    ) -> Scenario {
        let total: f64 = if dense { active } else { active * sparsity };
        let mut serving = Serving::new(Billions(active), Billions(total)).with_bits(bits).on(gpu).with_batch(Requests(batch));
        serving.active = Band::around(Billions(active), spread);
        serving.total = Band::around(Billions(total), spread);
        // One expert of many: as long as that is no more than active / total.
        serving.routed = routed.filter(|available| 1.0 / f64::from(*available) <= active / total).map(|available| Routed { used: 1, available });
        let mut exchange = Exchange::new(input, output).with_reasoning(reasoning).with_context(Tokens(history), Tokens(system));
        exchange.cached_fraction = cached;
        let mut site = Site::new(&regions()[region]);
        site.pue = pue;
        Scenario::new(exchange, serving, site)
    }
}

fn bands(estimate: &Estimate) -> [[f64; 3]; 10] {
    fn array<Q: Quantity>(band: Band<Q>) -> [f64; 3] {
        [
            band.low().value(),
            band.central().value(),
            band.high().value(),
        ]
    }
    [
        array(estimate.gpu_joules),
        array(estimate.gpu_joules_per_output_token),
        array(estimate.prefill_joules),
        array(estimate.decode_joules),
        array(estimate.wh),
        array(estimate.gco2e),
        array(estimate.gco2e_embodied),
        array(estimate.water_ml),
        array(estimate.water_ml_on_site),
        array(estimate.water_ml_off_site),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn bands_are_finite_and_ordered_and_parts_add_up(scenario in scenarios()) {
        let estimate = estimate(&scenario).unwrap();
        for [low, central, high] in bands(&estimate) {
            prop_assert!(low >= 0.0 && low <= central && central <= high && high.is_finite(), "{low} {central} {high}");
        }
        let parts = estimate.parts_wh;
        let sum = parts.prompt.0 + parts.answer.0 + parts.reasoning.0 + parts.data_centre.0;
        prop_assert!((sum - estimate.wh.central().0).abs() <= 1e-12 * sum.max(1.0));
        let joules = estimate.prefill_joules.central().0 + estimate.decode_joules.central().0;
        prop_assert!((joules - estimate.gpu_joules.central().0).abs() <= 1e-9 * joules);
    }

    #[test]
    fn energy_rises_with_what_costs_and_falls_with_batch(scenario in scenarios(), more in 1.0..3.0) {
        let base = wh(&scenario);
        let times = |band: Band<Tokens>| Band::exact(Tokens(band.central().0 * more + 1.0));
        let mut longer = scenario;
        longer.exchange.output = times(scenario.exchange.output);
        prop_assert!(wh(&longer) > base);
        let mut longer = scenario;
        longer.exchange.input = times(scenario.exchange.input);
        prop_assert!(wh(&longer) > base);
        let mut hotter = scenario;
        hotter.site.pue = Some(scenario.site.pue.unwrap_or(1.12) * more);
        prop_assert!(wh(&hotter) >= base);
        let mut fuller = scenario;
        fuller.serving.batch = Band::exact(Requests(scenario.serving.batch.central().0 * more));
        prop_assert!(wh(&fuller) <= base * (1.0 + 1e-12));
    }

    #[test]
    fn energy_rises_with_parameters_within_an_architecture(scenario in scenarios(), more in 1.0..2.0) {
        let base = wh(&scenario);
        let (active, total) = (scenario.serving.active.central().0, scenario.serving.total.central().0);
        // The same shape, larger.
        let mut larger = scenario;
        larger.serving.active = Band::exact(Billions(active * more));
        larger.serving.total = Band::exact(Billions(total * more));
        prop_assert!(wh(&larger) >= base * (1.0 - 1e-12));
        if active < total {
            let mut larger = scenario;
            larger.serving.active = Band::exact(scenario.serving.active.central());
            larger.serving.total = Band::exact(Billions(total * more));
            // More experts to choose from: with a given routed share, which must stay possible.
            if larger.serving.routed.is_none_or(|routed| f64::from(routed.used) / f64::from(routed.available) <= active / (total * more)) {
                prop_assert!(larger.serving.routed.is_none() || wh(&larger) >= base * (1.0 - 1e-12));
            }
        }
    }

    #[test]
    fn carbon_is_linear_in_the_grid(scenario in scenarios(), other in 0..regions().len()) {
        let mut here = scenario;
        here.site.embodied = Embodied::Excluded;
        let mut there = here;
        there.site.region = &regions()[other];
        let (here, there) = (estimate(&here).unwrap(), estimate(&there).unwrap());
        let expected = here.gco2e.central().0 / here.grid_gco2e_per_kwh.0 * there.grid_gco2e_per_kwh.0;
        prop_assert!((there.gco2e.central().0 - expected).abs() <= 1e-9 * expected);
    }

    #[test]
    fn a_saving_is_ordered_and_nothing_saves_nothing(before in scenarios(), after in scenarios()) {
        let result = saving(&before, &after).unwrap();
        for [low, central, high] in [result.wh, result.wh_overall].map(|band| [band.low().0, band.central().0, band.high().0]) {
            prop_assert!(low <= central && central <= high && low.is_finite() && high.is_finite());
        }
        prop_assert!(result.percent.high().0 <= 100.0);
        prop_assert!(result.wh.low().0 >= result.wh_overall.low().0 - 1e-12 && result.wh.high().0 <= result.wh_overall.high().0 + 1e-12);
        let none = saving(&before, &before).unwrap();
        prop_assert_eq!(none.wh.low().0, 0.0);
        prop_assert!(none.wh.is_exact() && none.percent.is_exact());
    }

    #[test]
    fn any_numbers_at_all_give_an_error_or_a_finite_result(
        numbers in prop::array::uniform12(number()), routed: Option<(u16, u16)>, gpus: Option<u32>, bits in bits(), gpu in gpu(),
    ) {
        let [input, output, reasoning, history, system, fraction, context, active, total, batch, kv, pue] = numbers;
        let mut exchange = Exchange::new(Band::exact(Tokens(input)), Band::exact(Tokens(output)))
            .with_reasoning(Band::exact(Tokens(reasoning)))
            .with_context(Tokens(history), Tokens(system));
        exchange.cached_fraction = fraction;
        exchange.cached_context = context;
        let mut serving = Serving::new(Billions(active), Billions(total)).with_bits(bits).on(gpu).with_batch(Requests(batch));
        serving.routed = routed.map(|(used, available)| Routed { used, available });
        serving.gpus = gpus;
        serving.kv_cache = Some(KvCache {
            bytes_per_token: kv,
            windowed_bytes_per_token: kv,
            window: context,
        });
        let mut site = Site::new(Region::world());
        site.pue = Some(pue);
        if let Ok(estimate) = estimate(&Scenario::new(exchange, serving, site)) {
            prop_assert!(bands(&estimate).iter().flatten().all(|value| value.is_finite()));
        }
    }
}

/// The corners of what is allowed: the largest and smallest figures everywhere.
#[test]
fn the_corners_are_finite() {
    for tokens in [0.0, 1e-300, 1e9] {
        for (active, total) in [
            (0.001, 0.001),
            (0.001, 100_000.0),
            (99_999.999, 100_000.0),
            (100_000.0, 100_000.0),
        ] {
            for batch in [1.0, 100_000.0] {
                for bits in [Bits::Sixteen, Bits::Eight, Bits::Four] {
                    let serving = Serving::new(Billions(active), Billions(total))
                        .with_batch(Requests(batch))
                        .with_bits(bits);
                    let exchange = Exchange::new(
                        Band::exact(Tokens(tokens)),
                        Band::new(Tokens(0.0), Tokens(0.0), Tokens(tokens)).unwrap(),
                    );
                    let estimate = estimate(&Scenario::new(
                        exchange,
                        serving,
                        Site::new(Region::world()),
                    ))
                    .unwrap();
                    assert!(
                        bands(&estimate)
                            .iter()
                            .flatten()
                            .all(|value| value.is_finite()),
                        "{tokens} {active} {total} {batch} {bits:?}: {estimate:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn zero_tokens_give_zero() {
    let nothing = Exchange::new(Band::zero(), Band::zero());
    let scenario = Scenario::new(
        nothing,
        Serving::new(Billions(8.0), Billions(8.0)),
        Site::new(Region::world()),
    );
    let estimate = estimate(&scenario).unwrap();
    assert_eq!(bands(&estimate), [[0.0; 3]; 10]);
    assert_eq!(estimate.largest_uncertainty.id(), "other");
    assert_eq!(saving(&scenario, &scenario).unwrap().percent, Band::zero());
}
