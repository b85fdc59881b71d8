//! Models, regions, equivalences and factors as a reader finds them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use promptwatt_energy::{
    Accounting, Band, Billions, Bits, Bytes, Confidence, EnergyError, Exchange, Gpu, GramsCo2e,
    Joules, KvCache, Model, Quantity, Region, Requests, Routed, Scenario, Serving, Site, Tokens,
    Warning, WattHours, carbon_equivalence, due_for_review, equivalence, equivalences,
    equivalences_for, estimate, factors, led_seconds, models, regions, saving, transfer_energy,
};

fn chat(model: &str, region: &str) -> Scenario {
    let model = Model::find(model).unwrap();
    let exchange = Exchange::new(Band::exact(Tokens(60.0)), model.typical_answer())
        .with_reasoning(model.typical_reasoning());
    Scenario::new(
        exchange,
        model.serving(),
        Site::new(Region::find(region).unwrap()),
    )
}

#[test]
fn models_are_found_by_id_name_and_alias() {
    let table = [
        ("gpt-4o", "gpt-4o"),
        ("GPT-4o mini", "gpt-4o-mini"),
        ("ChatGPT", "gpt-4o"),
        (" claude-sonnet-4.5 ", "claude-sonnet-4"),
        ("claude-haiku-4-5", "claude-haiku-4.5"),
        ("llama3.1:8b", "llama-3.1-8b"),
        ("deepseek-reasoner", "deepseek-r1"),
        ("tier-small", "tier-small"),
    ];
    for (asked, id) in table {
        assert_eq!(Model::find(asked).map(Model::id), Some(id), "{asked}");
    }
    for unknown in ["", "gpt", "no such model"] {
        assert_eq!(Model::find(unknown), None, "{unknown}");
    }
}

#[test]
fn every_model_can_be_estimated_and_says_where_it_comes_from() {
    assert!(models().len() >= 60);
    for model in models() {
        let result = estimate(&chat(model.id(), "WORLD")).unwrap();
        assert!(
            result.wh.central().0 > 0.0 && result.wh.central().0 < 60.0,
            "{}: {:?}",
            model.id(),
            result.wh
        );
        assert!(result.gpu_joules_per_output_token.central() > Joules(0.0));
        assert_eq!(
            result.warnings.contains(Warning::SizeNotPublished),
            !model.size_is_published(),
            "{}",
            model.id()
        );
        let serving = model.serving();
        assert_eq!(
            result.confidence,
            model.confidence().max(serving.gpu.confidence()),
            "{}",
            model.id()
        );
        assert!(model.size_is_published() || result.confidence == Confidence::C);
        let provenance = model.provenance();
        assert!(
            !provenance.source.is_empty()
                && !provenance.reason.is_empty()
                && provenance.read.starts_with("2026-")
        );
        assert_eq!(
            Model::find(model.name()),
            Some(model),
            "two models are called {}",
            model.name()
        );
        for alias in model.aliases() {
            assert_eq!(
                Model::find(alias),
                Some(model),
                "{alias} finds another model"
            );
        }
    }
}

#[test]
fn regions_are_found_by_code_name_and_alias() {
    let table = [
        ("FR", "FR"),
        ("france", "FR"),
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("gb", "GB"),
        ("USA", "US"),
        ("World", "WORLD"),
        ("EU-27", "EU"),
        ("Türkiye", "TR"),
        ("Ivory Coast", "CI"),
    ];
    for (asked, code) in table {
        assert_eq!(Region::find(asked).map(Region::code), Some(code), "{asked}");
    }
    assert_eq!(Region::find("Atlantis"), None);
    for region in regions() {
        assert_eq!(Region::find(region.code()), Some(region));
        assert_eq!(
            Region::find(region.name()),
            Some(region),
            "{}",
            region.name()
        );
        for alias in region.aliases() {
            assert_eq!(Region::find(alias), Some(region), "{alias}");
        }
    }
}

#[test]
fn regions_have_plausible_figures() {
    assert!(regions().len() >= 215);
    let known = regions()
        .iter()
        .filter_map(Region::grid)
        .collect::<Vec<_>>();
    assert!(
        known.len() >= 213 && known.iter().all(|grid| (15.0..1500.0).contains(&grid.0)),
        "{known:?}"
    );
    let grid = |code: &str| Region::find(code).unwrap().grid().map(|grid| grid.0);
    assert_eq!(
        (grid("WORLD"), grid("FR"), grid("US")),
        (Some(473.0), Some(56.0), Some(369.5))
    );
    assert_eq!(Region::find("US").unwrap().water_off_site(), Some(3.13));
    assert_eq!(
        Region::find("TD").unwrap().electricity_per_head(),
        Some((20.0, 2022))
    );
    assert_eq!(Region::find("FR").unwrap().grid_year(), Some(2023));
    assert!(regions().iter().all(|region| !region.source().is_empty()));
}

#[test]
fn a_zero_in_the_grid_table_is_not_known_rather_than_clean() {
    let region = Region::find("Central African Republic").unwrap();
    assert_eq!((region.grid(), region.grid_year()), (None, None));
    let result = estimate(&chat("llama-3.1-8b", "CF")).unwrap();
    assert!(
        result.warnings.contains(Warning::GridUnknown)
            && result.warnings.contains(Warning::WaterUnknown)
    );
    assert_eq!(result.confidence, Confidence::C);
    assert!(result.gco2e.high().0 / result.gco2e.low().0 > 15.0);
}

#[test]
fn accounting_changes_carbon_and_nothing_else() {
    let here = chat("gpt-4o", "US");
    let mut bought = here;
    bought.site.accounting = Accounting::MarketBased;
    let (here, bought) = (estimate(&here).unwrap(), estimate(&bought).unwrap());
    assert_eq!(here.wh, bought.wh);
    assert!(bought.gco2e.central().0 < here.gco2e.central().0 / 2.0);
    assert!(
        bought.market_based && bought.warnings.contains(Warning::MarketBased) && !here.market_based
    );
}

#[test]
fn the_largest_uncertainty_is_named() {
    let mut known = chat("gpt-4o", "WORLD");
    known.exchange.output = Band::exact(Tokens(400.0));
    let mut local = known;
    local.serving = Serving::new(Billions(8.0), Billions(8.0)).with_batch(Requests(64.0));
    let table = [
        (chat("gpt-4o", "WORLD"), "output_tokens"),
        (known, "model_size"),
        (chat("deepseek-r1", "WORLD"), "reasoning_tokens"),
        (local, "formula"),
    ];
    for (scenario, expected) in table {
        assert_eq!(
            estimate(&scenario).unwrap().largest_uncertainty.id(),
            expected
        );
    }
}

#[test]
fn shared_factors_cancel_in_a_saving() {
    let mut before = chat("gpt-4o", "WORLD");
    before.exchange.output = Band::exact(Tokens(400.0));
    let mut after = before;
    after.exchange.output = Band::exact(Tokens(200.0));
    let shorter = saving(&before, &after).unwrap();
    let wide = estimate(&before).unwrap().wh;
    assert!(
        shorter.wh.is_exact(),
        "nothing uncertain differs: {:?}",
        shorter.wh
    );
    assert!(
        (48.0..50.5).contains(&shorter.percent.central().0)
            && shorter.percent.high().0 - shorter.percent.low().0 < 2.0,
        "{:?}",
        shorter.percent
    );
    assert!(shorter.wh_overall.high().0 / shorter.wh_overall.low().0.abs() > 3.0);

    // An unknown length before stays unknown, whatever is asked for afterwards.
    before.exchange.output = Model::find("gpt-4o").unwrap().typical_answer();
    let limited = saving(&before, &after).unwrap();
    assert!(
        limited.wh.high().0 > limited.wh.central().0 * 3.0 && limited.wh.high().0 < wide.high().0
    );

    // An estimated count that loses a known number of tokens is the same unknown, seen twice.
    let mut estimated = before;
    estimated.exchange.input = Band::new(Tokens(80.0), Tokens(100.0), Tokens(125.0)).unwrap();
    let mut trimmed = estimated;
    trimmed.exchange.input = Band::new(Tokens(70.0), Tokens(90.0), Tokens(115.0)).unwrap();
    assert!(saving(&estimated, &trimmed).unwrap().wh.is_exact());

    // Another model is another machine: its size and batch are not the same unknown.
    let mut small = before;
    small.serving = Model::find("llama-3.1-8b").unwrap().serving();
    let smaller = saving(&before, &small).unwrap();
    assert!(
        smaller.percent.low().0 < smaller.percent.central().0 - 5.0,
        "{:?}",
        smaller.percent
    );
}

#[test]
fn re_reading_a_conversation_costs_a_tenth_of_reading_it() {
    let model = Model::find("llama-3.1-8b").unwrap();
    let prefill = |exchange| {
        estimate(&Scenario::new(
            exchange,
            model.serving(),
            Site::new(Region::world()),
        ))
        .unwrap()
        .prefill_joules
        .central()
        .0
    };
    let with_history = prefill(
        Exchange::new(Band::zero(), Band::exact(Tokens(1.0)))
            .with_context(Tokens(800.0), Tokens(200.0)),
    );
    let as_input = prefill(Exchange::new(
        Band::exact(Tokens(1000.0)),
        Band::exact(Tokens(1.0)),
    ));
    assert!((with_history / as_input - 0.1).abs() < 1e-9);
    let mut cached = Exchange::new(Band::exact(Tokens(1000.0)), Band::exact(Tokens(1.0)));
    cached.cached_fraction = 1.0;
    assert_eq!(prefill(cached), 0.0);
}

#[test]
fn equivalences_fit_the_size() {
    let close = |got: f64, expected: f64| {
        assert!(
            (got / expected - 1.0).abs() < 1e-9,
            "{got} instead of {expected}"
        )
    };
    close(led_seconds(WattHours(0.34)), 122.4);
    let table = [
        (0.0, "led"),
        (0.0001, "led"),
        (0.34, "led"),
        (19.9, "led"),
        (40.0, "phone_charge"),
        (1e9, "home_year"),
        (3.1e11, "home_year"),
        (1e30, "home_year"),
    ];
    for (wh, id) in table {
        assert_eq!(equivalence(WattHours(wh)).id, id, "{wh} Wh");
    }
    assert_eq!(carbon_equivalence(GramsCo2e(0.36)).id, "driving");
    close(carbon_equivalence(GramsCo2e(0.36)).value, 2.0);
    assert!(equivalences().len() >= 12);
    for yardstick in equivalences() {
        let offered = |units: f64| {
            equivalences_for(yardstick.basis, units * yardstick.per_unit)
                .any(|equivalence| equivalence.id == yardstick.id)
        };
        assert!(offered(yardstick.least * 1.01) && offered(yardstick.most * 0.99));
        assert!(!offered(yardstick.least * 0.99) && !offered(yardstick.most * 1.01));
    }
    assert!(
        equivalences()
            .iter()
            .all(|yardstick| !yardstick.definition().is_empty()
                && !yardstick.provenance().source.is_empty())
    );
}

#[test]
fn a_page_is_priced_by_its_bytes() {
    let wh = transfer_energy(Bytes(1_133_000.0)).0;
    assert!((wh - 0.3399).abs() < 1e-9, "{wh}");
    assert_eq!(transfer_energy(Bytes(-1.0)), WattHours(0.0));
}

#[test]
fn factors_have_sources_in_order() {
    assert!(factors().len() >= 20);
    for factor in factors() {
        assert!(
            factor.low <= factor.central
                && factor.central <= factor.high
                && !factor.provenance.source.is_empty(),
            "{}",
            factor.id
        );
    }
    for gpu in Gpu::ALL {
        assert_eq!(gpu.id().to_uppercase().parse(), Ok(gpu));
        assert!(!gpu.provenance().source.is_empty() && !gpu.name().is_empty());
    }
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Scenario), message: &str) {
    let mut scenario = chat("llama-3.1-8b", "FR");
    change(&mut scenario);
    assert_eq!(
        estimate(&scenario)
            .map_err(|error| error.to_string())
            .unwrap_err(),
        message
    );
    assert!(saving(&chat("llama-3.1-8b", "FR"), &scenario).is_err());
}

#[test]
fn bad_input_is_refused_word_for_word() {
    let tokens = "A number of tokens must be from 0 to 1,000,000,000.";
    refused(|s| s.exchange.input = Band::exact(Tokens(-1.0)), tokens);
    refused(|s| s.exchange.output = Band::exact(Tokens(1e12)), tokens);
    refused(
        |s| s.exchange.reasoning = Band::exact(Tokens(f64::NAN)),
        tokens,
    );
    refused(|s| s.exchange.history = Tokens(f64::INFINITY), tokens);
    refused(|s| s.exchange.system = Tokens(-0.5), tokens);
    refused(
        |s| s.exchange.cached_fraction = 1.5,
        "A cached share must be a number from 0 to 1.",
    );
    refused(
        |s| s.exchange.cached_context = f64::NAN,
        "A cached share must be a number from 0 to 1.",
    );
    let parameters = "Active and total parameters must be from 0.001 to 100,000 billion.";
    refused(
        |s| s.serving.active = Band::exact(Billions(0.0)),
        parameters,
    );
    refused(|s| s.serving.total = Band::exact(Billions(1e9)), parameters);
    refused(
        |s| s.serving = Serving::new(Billions(f64::NAN), Billions(8.0)),
        parameters,
    );
    refused(
        |s| s.serving = Serving::new(Billions(9.0), Billions(8.0)),
        "A model cannot have more active than total parameters.",
    );
    let mixture = |used, available| {
        Serving::new(Billions(37.0), Billions(671.0)).with_routed(Some(Routed { used, available }))
    };
    let share = "The routed share, experts used / available, must be above 0 and below 1, for example 8/256.";
    refused(|s| s.serving = mixture(0, 256), share);
    refused(|s| s.serving = mixture(256, 256), share);
    refused(|s| s.serving = mixture(1, 0), share);
    refused(
        |s| s.serving = mixture(32, 256),
        "The routed share, experts used / available, cannot be more than active / total parameters.",
    );
    refused(
        |s| s.serving.batch = Band::exact(Requests(0.0)),
        "The batch, requests served at once, must be from 1 to 100,000.",
    );
    refused(
        |s| s.serving.gpus = Some(0),
        "The number of GPUs must be from 1 to 65,536.",
    );
    refused(
        |s| s.serving.kv_cache = Some(KvCache::full(f64::NAN)),
        "The KV cache must be from 0 to 100,000,000 bytes per token, and its window from 0 to 1,000,000,000 tokens.",
    );
    refused(
        |s| s.serving.layers = Some(0),
        "The number of layers must be from 1 to 10,000.",
    );
    refused(
        |s| s.site.pue = Some(0.9),
        "PUE, facility energy over IT energy, must be from 1 to 10.",
    );
    assert_eq!(
        Bits::new(3).map_err(|error| error.to_string()),
        Err("Weights must have 16, 8 or 4 bits.".to_owned())
    );
    assert_eq!(
        "v100".parse::<Gpu>().map_err(|error| error.to_string()),
        Err("The GPU must be h100, b200, h200, a100, tpu, apple-m or rtx-4090.".to_owned())
    );
    for [low, central, high] in [
        [2.0, 1.0, 3.0],
        [1.0, 3.0, 2.0],
        [f64::NAN, 1.0, 2.0],
        [1.0, 1.0, f64::INFINITY],
        [f64::NEG_INFINITY, 1.0, 2.0],
    ] {
        assert_eq!(
            Band::new(Tokens::of(low), Tokens::of(central), Tokens::of(high)),
            Err(EnergyError::Band)
        );
    }
}

#[test]
fn figures_past_their_review_are_listed() {
    assert_eq!(due_for_review("2026-11-24"), []);
    let due = due_for_review("2099-01-01");
    for table in ["factors", "gpus", "models", "providers", "equivalences"] {
        assert!(due.iter().any(|review| review.table == table), "{table}");
    }
    assert!(due.is_sorted_by(|one, other| one.due <= other.due));
    // A guess is due a year after it was read, and not on the day itself.
    let guess = Model::find("gpt-4o").unwrap().provenance().read;
    let day = guess.replace("2026", "2027");
    let is_due = |today: &str| {
        due_for_review(today)
            .iter()
            .any(|review| review.id == "gpt-4o")
    };
    assert!(!is_due(&day) && is_due(&format!("{day}x")));
}
