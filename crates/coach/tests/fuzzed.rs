//! What libFuzzer is given for hours (`fuzz/`), here for seconds and the same every time.

#[path = "../../../fuzz/src/coach.rs"]
mod targets;

#[path = "../../tokens/tests/support/random.rs"]
#[allow(dead_code)]
mod random;

use promptwatt_coach::{Coach, Language};
use random::Random;
use std::fs;
use std::path::Path;

/// The seeds of a target, by name.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let folder = fs::read_dir(folder.join(target)).expect("seeds are committed");
    let mut paths: Vec<_> = folder
        .map(|one| one.expect("it is listed").path())
        .collect();
    paths.sort();
    let read = |path| fs::read(path).expect("seeds are committed");
    paths.into_iter().map(read).collect()
}

/// Bytes between two places, the same every time.
fn range(random: &mut Random, bytes: &[u8], longest: usize) -> std::ops::Range<usize> {
    let start = random.below(bytes.len() + 1);
    start..bytes.len().min(start + random.below(longest))
}

/// Gives a target its seeds, and as many texts that are put together from them, damaged.
fn run(target: impl Fn(&[u8]), seeds: &[Vec<u8>], seed: u64, rounds: usize) {
    seeds.iter().for_each(|seed| target(seed));
    let mut random = Random(seed);
    for _ in 0..rounds {
        let mut data = seeds[random.below(seeds.len())].clone();
        for _ in 0..1 + random.below(6) {
            let other = &seeds[random.below(seeds.len())];
            let piece = match random.below(4) {
                0 => vec![random.below(256) as u8; 1 + random.below(3)],
                1 => Vec::new(),
                _ => other[range(&mut random, other, 80)].to_vec(),
            };
            let place = range(&mut random, &data, 30);
            data.splice(place, piece);
        }
        target(&data);
    }
}

#[test]
fn prompts() {
    let coach = Coach::builtin();
    run(
        |data| targets::prompt(&coach, data),
        &seeds("prompt"),
        5,
        6_000,
    );
}

#[test]
fn typing() {
    let coach = Coach::builtin();
    run(
        |data| targets::typing(&coach, data),
        &seeds("typing"),
        6,
        600,
    );
}

#[test]
fn packed_phrases() {
    let files = Language::ALL.map(|language| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/rules");
        fs::read(path.join(format!("{}.rules", language.code())))
            .expect("the phrases are committed")
    });
    run(targets::rules, &files, 7, 6_000);
}
