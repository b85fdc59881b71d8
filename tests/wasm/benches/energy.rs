//! How long one estimate takes in WebAssembly, built as the page is.

#![cfg(target_arch = "wasm32")]

use promptwatt_energy::{Band, Exchange, Model, Region, Scenario, Site, Tokens, estimate, saving};
use std::hint::black_box;
use wasm_bindgen_test::{Criterion, wasm_bindgen_bench};

fn typing(model: &str) -> Scenario {
    let model = Model::by_id(model).expect("the catalogue has it");
    let exchange = Exchange::new(Band::exact(Tokens(60.0)), model.typical_answer())
        .with_reasoning(model.typical_reasoning());
    Scenario::new(exchange, model.serving(), Site::new(Region::world()))
}

#[wasm_bindgen_bench]
fn energy(criterion: &mut Criterion) {
    for id in ["llama-3.1-8b", "gpt-4o", "gpt-5", "gpt-oss-120b"] {
        let scenario = typing(id);
        criterion.bench_function(&format!("estimate {id}"), |bencher| {
            bencher.iter(|| estimate(black_box(&scenario)));
        });
    }
    let before = typing("gpt-5");
    let mut after = before;
    after.exchange.output = Band::exact(Tokens(100.0));
    criterion.bench_function("saving gpt-5", |bencher| {
        bencher.iter(|| saving(black_box(&before), black_box(&after)));
    });
}
