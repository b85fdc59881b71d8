//! How long one estimate takes, and that it allocates nothing: `cargo bench -p promptwatt-energy --profile native`.

use promptwatt_energy::{
    Band, Exchange, Model, Region, Scenario, Site, Tokens, estimate, saving, validation,
};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// What the page estimates with each key: an unpublished model, an unknown answer, hidden reasoning.
fn typing(model: &str) -> Scenario {
    let model = Model::find(model).expect("the catalogue has it");
    let exchange = Exchange::new(Band::exact(Tokens(60.0)), model.typical_answer())
        .with_reasoning(model.typical_reasoning());
    Scenario::new(exchange, model.serving(), Site::new(Region::world()))
}

#[divan::bench(args = ["llama-3.1-8b", "gpt-4o", "gpt-5", "gpt-oss-120b"])]
fn one_estimate(bencher: divan::Bencher<'_, '_>, model: &str) {
    let scenario = typing(model);
    bencher.bench(|| estimate(divan::black_box(&scenario)));
}

#[divan::bench]
fn one_saving(bencher: divan::Bencher<'_, '_>) {
    let before = typing("gpt-5");
    let mut after = before;
    after.exchange.output = Band::exact(Tokens(100.0));
    bencher.bench(|| saving(divan::black_box(&before), divan::black_box(&after)));
}

#[divan::bench]
fn find_a_model_by_its_alias() -> Option<&'static Model> {
    Model::find(divan::black_box("openai/gpt-oss-20b"))
}

#[divan::bench]
fn the_whole_validation() -> usize {
    validation::validate().map_or(0, |checks| checks.len())
}
