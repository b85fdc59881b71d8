//! What stands around one estimate: levers, scale, hardware, providers, the reader's screen, where the range comes from.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use promptwatt_energy::{
    ARTICLE, Band, Billions, Bits, Confidence, EnergyError, Exchange, Gpu, KvCache, Lever, Levers,
    Model, Provider, Region, Requests, Saving, Scale, Scenario, Screen, Serving, Shortening, Site,
    SmallerModel, Tokens, Uncertainty, Warning, WattHours, estimate, lever, models,
    people_equivalent, providers, regions_near,
};

fn exact(tokens: f64) -> Band<Tokens> {
    Band::exact(Tokens(tokens))
}

fn scenario(serving: Serving, input: f64, output: f64) -> Scenario {
    Scenario::new(
        Exchange::new(exact(input), exact(output)),
        serving,
        Site::new(Region::world()),
    )
}

fn wh(scenario: &Scenario) -> f64 {
    estimate(scenario).unwrap().wh.central().0
}

fn dense(billions: f64, bits: u8, batch: f64) -> Serving {
    Serving::new(Billions(billions), Billions(billions))
        .with_bits(Bits::new(bits).unwrap())
        .with_batch(Requests(batch))
}

/// An 8-billion chat model as the report had it: 16 bit, 100 tokens in, 400 out.
fn report_base(batch: f64) -> Scenario {
    scenario(dense(8.0, 16, batch), 100.0, 400.0)
}

fn percent(saving: Saving) -> [f64; 3] {
    let band = saving.percent;
    [band.low().0, band.central().0, band.high().0]
}

/// Percent saved: (what, before, levers, which, from, to).
#[test]
fn levers_save_what_physics_lets_expect() {
    let smaller = |billions| Levers {
        model: Some(SmallerModel {
            serving: dense(billions, 16, 64.0),
            answer: None,
            reasoning: Band::zero(),
        }),
        ..Levers::default()
    };
    let shorter = |prompt, answer| Levers {
        shorter: Some(Shortening { prompt, answer }),
        ..Levers::default()
    };
    let compressed = |bits| Levers {
        bits: Some(bits),
        ..Levers::default()
    };
    let large = scenario(dense(70.0, 16, 64.0), 100.0, 400.0);
    let table = [
        (
            "70B to 8B",
            large,
            smaller(8.0),
            Lever::SmallerModel,
            80.0,
            92.0,
        ),
        (
            "70B to 3B",
            large,
            smaller(3.0),
            Lever::SmallerModel,
            88.0,
            97.0,
        ),
        (
            "half the answer",
            report_base(64.0),
            shorter(1.0, 0.5),
            Lever::Shorter,
            42.0,
            51.0,
        ),
        (
            "half the prompt",
            report_base(64.0),
            shorter(0.5, 1.0),
            Lever::Shorter,
            1.0,
            7.0,
        ),
        (
            "half of both",
            report_base(64.0),
            shorter(0.5, 0.5),
            Lever::Shorter,
            48.0,
            54.0,
        ),
        (
            "16 to 8 bit, alone",
            report_base(1.0),
            compressed(Bits::Eight),
            Lever::Compression,
            25.0,
            50.0,
        ),
        (
            "16 to 8 bit, 64 at once",
            report_base(64.0),
            compressed(Bits::Eight),
            Lever::Compression,
            10.0,
            40.0,
        ),
        (
            "16 to 4 bit, alone",
            report_base(1.0),
            compressed(Bits::Four),
            Lever::Compression,
            40.0,
            70.0,
        ),
    ];
    for (what, before, levers, which, from, to) in table {
        let [_, central, _] = percent(lever(&before, levers, which).unwrap());
        assert!((from..=to).contains(&central), "{what}: {central:.1} %");
    }
    // The report's point of the third lever: it helps one person alone more than a busy service.
    let saved = |batch| {
        percent(
            lever(
                &report_base(batch),
                compressed(Bits::Four),
                Lever::Compression,
            )
            .unwrap(),
        )[1]
    };
    assert!(saved(1.0) > saved(64.0) && saved(64.0) > saved(1000.0));
}

#[test]
fn together_saves_more_than_each_and_surer_than_its_parts() {
    let before = scenario(
        Model::find("llama-3.3-70b").unwrap().serving(),
        100.0,
        400.0,
    );
    let levers = Levers {
        model: Some(SmallerModel {
            serving: Model::find("task-classify").unwrap().serving(),
            answer: Some(Model::find("task-classify").unwrap().typical_answer()),
            reasoning: Band::zero(),
        }),
        shorter: Some(Shortening {
            prompt: 0.5,
            answer: 1.0,
        }),
        bits: Some(Bits::Four),
    };
    let [_, together, _] = percent(lever(&before, levers, Lever::Together).unwrap());
    for one in [Lever::SmallerModel, Lever::Shorter, Lever::Compression] {
        assert!(percent(lever(&before, levers, one).unwrap())[1] <= together);
        assert!(!levers.only(one).is_empty());
    }
    assert!(
        together > 99.0,
        "a classifier instead of a chat model: {together:.2} %"
    );
    assert!(Levers::default().is_empty());
    assert_eq!(
        percent(lever(&before, Levers::default(), Lever::Together).unwrap()),
        [0.0; 3]
    );
    // Half the answer on the same model: everything else cancels.
    let half = Levers {
        shorter: Some(Shortening {
            prompt: 1.0,
            answer: 0.5,
        }),
        ..Levers::default()
    };
    let [low, _, high] = percent(lever(&before, half, Lever::Shorter).unwrap());
    let band = estimate(&before).unwrap().wh;
    assert!(
        high - low < 12.0 && band.high().0 / band.low().0 > 3.0,
        "{low} to {high} %"
    );
    for share in [-0.1, 1.1, f64::NAN] {
        let wrong = Levers {
            shorter: Some(Shortening {
                prompt: share,
                answer: 1.0,
            }),
            ..Levers::default()
        };
        assert_eq!(
            lever(&before, wrong, Lever::Shorter),
            Err(EnergyError::Share)
        );
    }
}

#[test]
fn the_report_stands_beside_every_lever() {
    for lever in Lever::ALL {
        let reported = lever.reported();
        assert!(reported.percent.is_sorted() && reported.percent[2] <= 98.0);
        assert!(
            !reported.statement.is_empty()
                && !reported.difference.is_empty()
                && !reported.provenance.source.is_empty(),
            "{}",
            lever.id()
        );
    }
    assert_eq!(Lever::Shorter.reported().percent[1], 54.0);
    assert_eq!(Lever::Compression.reported().percent[1], 44.0);
}

#[test]
fn the_article_adds_up_only_with_two_and_a_half_a_day() {
    let year = |per_day| Scale {
        per_day,
        people: ARTICLE.people,
        days: 365.0,
    };
    let sum = |per_day| {
        let all = year(per_day).of(Band::exact(ARTICLE.request)).unwrap();
        all.central().0 / 1e9
    };
    assert!((sum(ARTICLE.per_day) - 310.25).abs() < 0.01);
    assert!((sum(1.0) - 124.1).abs() < 0.01);
    let behind = year(1.0)
        .per_day_behind(ARTICLE.year, ARTICLE.request)
        .unwrap();
    assert!((behind - 2.498).abs() < 0.001);
    assert_eq!(year(1.0).per_day_behind(ARTICLE.year, WattHours(0.0)), None);
    let people = |code| people_equivalent(ARTICLE.year, Region::find(code).unwrap());
    assert!((people("TD").unwrap() / 1e6 - 15.5).abs() < 0.1, "Chad");
    assert!((people("TG").unwrap() / 1e6 - 3.1).abs() < 0.1, "Togo");
    assert_eq!(people("WORLD"), None);
    let near: Vec<&str> = regions_near(103.0, 2)
        .into_iter()
        .map(Region::code)
        .collect();
    assert!(near.contains(&"ER") && near.contains(&"TG"), "{near:?}");
    // The range of one stays the range of all.
    let one = Band::new(WattHours(0.1), WattHours(0.4), WattHours(2.0)).unwrap();
    let all = year(2.0).of(one).unwrap();
    assert!((all.high().0 / all.low().0 - 20.0).abs() < 1e-9);
    for wrong in [-1.0, f64::NAN, f64::INFINITY, 1e16] {
        assert_eq!(year(wrong).exchanges(), Err(EnergyError::Scale));
    }
    assert_eq!(year(0.0).of(one).unwrap(), Band::zero());
}

#[test]
fn more_accelerators_than_needed_cost_energy() {
    let needed = scenario(dense(70.0, 16, 64.0), 100.0, 400.0);
    let mut more = needed;
    more.serving = more.serving.with_gpus(8);
    assert_eq!(estimate(&needed).unwrap().assumed.gpus, 4);
    assert!(wh(&more) > 1.1 * wh(&needed));
    let mut fewer = needed;
    fewer.serving = fewer.serving.with_gpus(1);
    let fewer = estimate(&fewer).unwrap();
    assert!(fewer.warnings.contains(Warning::TooFewGpus));
}

#[test]
fn depth_and_cache_cost_energy() {
    let base = dense(8.0, 16, 64.0);
    let deep = |layers| wh(&scenario(base.with_layers(layers), 100.0, 400.0));
    assert!(deep(64) > deep(32));
    let cached = |cache| wh(&scenario(base.with_kv_cache(cache), 20_000.0, 400.0));
    let full = KvCache::full(131_072.0);
    let half = KvCache {
        bytes_per_token: 65_536.0,
        windowed_bytes_per_token: 65_536.0,
        window: 1024.0,
    };
    let none = KvCache::full(0.0);
    assert!(cached(full) > cached(half) && cached(half) > cached(none));
    // A window longer than everything said is no window.
    let wide = KvCache {
        window: 1e6,
        ..half
    };
    assert!((cached(wide) / cached(full) - 1.0).abs() < 1e-12);
    let small = base.with_kv_cache(full).with_kv_bits(Bits::Eight);
    assert!(wh(&scenario(small, 20_000.0, 400.0)) < cached(full));
}

/// What hardware nobody metered gives must be possible, and must say that it was derived.
#[test]
fn every_accelerator_is_plausible_and_says_how_it_is_known() {
    let on = |gpu| {
        let serving = dense(8.0, 4, 64.0).on(gpu);
        estimate(&scenario(serving, 100.0, 400.0)).unwrap()
    };
    for gpu in Gpu::ALL {
        let result = on(gpu);
        let joules = result.gpu_joules_per_output_token.central().0;
        assert!(
            (0.02..10.0).contains(&joules),
            "{}: {joules} J/token",
            gpu.id()
        );
        assert_eq!(
            result.warnings.contains(Warning::HardwareNotMetered),
            gpu.is_derived()
        );
        assert!(result.confidence >= gpu.confidence());
        let spread = result.gpu_joules.high().0 / result.gpu_joules.low().0;
        assert!(!gpu.is_derived() || spread > 3.0, "{}: {spread}", gpu.id());
        assert_eq!(gpu.is_derived(), gpu.confidence() > Confidence::A);
    }
    // One person's machine: no PUE, nothing evaporated, one request at a time.
    let laptop = on(Gpu::AppleM);
    assert_eq!(laptop.assumed.batch, 1.0);
    assert_eq!(laptop.water_ml_on_site, Band::zero());
    assert_eq!(laptop.contributions.of(Uncertainty::Pue), 0.0);
    assert_eq!(laptop.contributions.of(Uncertainty::Idle), 0.0);
    // A laptop with an 8-billion model in 4 bit takes 20 to 40 W for 30 to 60 tokens a second: 0.3 to 1.3 J a token.
    let joules = laptop.gpu_joules_per_output_token.central().0;
    assert!((0.3..1.3).contains(&joules), "{joules}");
}

#[test]
fn a_provider_brings_its_pue_and_water() {
    let base = dense(70.0, 8, 64.0);
    let run = |provider: Option<&'static Provider>| {
        estimate(&scenario(base.run_by(provider), 100.0, 400.0)).unwrap()
    };
    let anybody = run(None);
    let google = run(Provider::find("Google"));
    assert!(google.wh.central() < anybody.wh.central());
    assert!(google.water_ml_on_site.central() > anybody.water_ml_on_site.central());
    assert_eq!(google.gpu_joules, anybody.gpu_joules);
    let mut own = scenario(base.run_by(Provider::find("google")), 100.0, 400.0);
    own.site.pue = Some(2.0);
    assert!(
        wh(&own) > anybody.wh.central().0,
        "a PUE that is given wins"
    );
    for provider in providers() {
        let ([pue, ..], water) = (provider.pue(), provider.water_on_site());
        assert!(
            pue >= 1.0 && water.is_sorted() && water[2] < 5.0,
            "{}",
            provider.id()
        );
        assert!(!provider.provenance().source.is_empty() && !provider.name().is_empty());
        assert_eq!(Provider::find(provider.name()), Some(provider));
    }
    assert!(models().iter().any(|model| model.provider().is_some()));
}

#[test]
fn the_readers_screen_counts_when_asked_for() {
    let bare = scenario(dense(8.0, 16, 64.0), 100.0, 520.0);
    let without = estimate(&bare).unwrap();
    assert_eq!(without.parts_wh.screen, WattHours(0.0));
    let read = |screen| estimate(&bare.read_on(screen)).unwrap();
    // 520 tokens at 5.2 a second are 100 seconds; a laptop takes 25 W.
    let laptop = read(Screen::Laptop);
    assert!((laptop.parts_wh.screen.0 - 25.0 * 100.0 / 3600.0).abs() < 1e-9);
    assert!(
        (laptop.wh.central().0 - without.wh.central().0 - laptop.parts_wh.screen.0).abs() < 1e-12
    );
    assert_eq!(laptop.gpu_joules, without.gpu_joules);
    assert_eq!(
        laptop.largest_uncertainty,
        Uncertainty::Screen,
        "it takes more than the model"
    );
    assert!(laptop.gco2e.central() > without.gco2e.central());
    assert!(laptop.water_ml_off_site.central() > without.water_ml_off_site.central());
    assert_eq!(laptop.water_ml_on_site, without.water_ml_on_site);
    assert!(read(Screen::Phone).wh.central() < laptop.wh.central());
    assert!(read(Screen::Desktop).wh.central() > laptop.wh.central());
    for screen in [
        Screen::NotCounted,
        Screen::Phone,
        Screen::Laptop,
        Screen::Desktop,
    ] {
        assert_eq!(Screen::from_id(screen.id()), Some(screen));
    }
    assert_eq!(Screen::from_id("wall"), None);
}

#[test]
fn contributions_add_up_and_name_the_largest() {
    let model = Model::find("gpt-4o").unwrap();
    let typing = Scenario::new(
        Exchange::new(exact(60.0), model.typical_answer()),
        model.serving(),
        Site::new(Region::world()),
    );
    let result = estimate(&typing).unwrap();
    let sum: f64 = Uncertainty::ALL
        .into_iter()
        .map(|source| result.contributions.of(source))
        .sum();
    assert!((sum - 1.0).abs() < 1e-9);
    let ranked: Vec<_> = result.contributions.ranked().collect();
    assert!(ranked.is_sorted_by(|one, other| one.1 >= other.1));
    assert_eq!(ranked[0].0, result.largest_uncertainty);
    assert_eq!(
        ranked[0].0,
        Uncertainty::OutputTokens,
        "most of this range is how long the answer will be"
    );
    let nothing = estimate(&scenario(dense(8.0, 16, 64.0), 0.0, 0.0)).unwrap();
    assert_eq!(nothing.contributions.ranked().count(), 0);
}

#[test]
fn compressing_what_was_measured_is_no_longer_measured() {
    let measured = Model::find("llama-3.1-8b").unwrap().serving();
    let confidence = |serving| estimate(&scenario(serving, 1.0, 1.0)).unwrap().confidence;
    assert_eq!(confidence(measured), Confidence::A);
    assert_eq!(confidence(measured.with_bits(Bits::Sixteen)), Confidence::A);
    assert_eq!(confidence(measured.with_bits(Bits::Four)), Confidence::B);
    assert_eq!(confidence(measured.on(Gpu::B200)), Confidence::B);
    assert_eq!(confidence(measured.on(Gpu::Tpu)), Confidence::C);
}
