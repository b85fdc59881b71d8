//! How fast the whole coach reads natively, with its exact counter: for `cargo xtask bench coach`.
//!
//! The argument is a JSON file, a list of `{"name", "texts"}`; prints `name <tab> bytes <tab> milliseconds` for each.

use promptwatt_coach::{Coach, Options};
use promptwatt_tokens::{Counter, Encoding, Parts, Tokenizer, Vocabulary};
use serde::Deserialize;
use std::path::Path;
use std::time::{Duration, Instant};

#[derive(Deserialize)]
struct Set {
    name: String,
    texts: Vec<String>,
}

fn main() {
    let path = std::env::args_os().nth(1).expect("a file of texts");
    let file = std::fs::read(path).expect("a file that can be read");
    let sets: Vec<Set> = serde_json::from_slice(&file).expect("a list of sets of texts");
    let vocabularies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/vocab");
    let packed: Vec<Vec<u8>> = Encoding::O200kBase
        .files(Parts::ALL)
        .map(|name| std::fs::read(vocabularies.join(name)).expect("the committed vocabulary"))
        .collect();
    let vocabulary = Vocabulary::from_packed(&packed).expect("a valid vocabulary");
    let (coach, counter) = (Coach::builtin(), Counter::Exact(Tokenizer::new(vocabulary)));
    for set in sets {
        let bytes: usize = set.texts.iter().map(String::len).sum();
        let mut best = Duration::MAX;
        let began = Instant::now();
        let mut passes = 0;
        // The best of three seconds or of three passes, whichever takes longer.
        while passes < 3 || (began.elapsed() < Duration::from_secs(3) && passes < 5000) {
            let start = Instant::now();
            for text in &set.texts {
                std::hint::black_box(coach.read(text, &Options::default(), &counter));
            }
            best = best.min(start.elapsed());
            passes += 1;
        }
        println!("{}\t{bytes}\t{}", set.name, best.as_secs_f64() * 1000.0);
    }
}
