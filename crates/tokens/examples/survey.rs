//! How the estimate and the encodings compare on natural texts: for each kind of text the error of the estimate, and how
//! many tokens the other encodings make of what `o200k_base` makes 100 of.
//! `cargo run --profile native -p promptwatt-tokens --example survey FILE`
//!
//! A line of FILE is a JSON array: the kind, and a text of that kind.

#[path = "../tests/support/mod.rs"]
mod support;

use promptwatt_tokens::{Parts, Tokenizer, estimate};
use std::collections::BTreeMap;
use support::{ENCODINGS, tokenizer_of};

/// The smallest value that `share` of the values do not pass.
fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (share * (values.len() - 1) as f64).round() as usize;
    values.get(at).copied().unwrap_or(f64::NAN)
}

fn main() {
    let path = std::env::args()
        .nth(1)
        .expect("the file of texts is the argument");
    let file = std::fs::read_to_string(path).expect("the file of texts can be read");
    let tokenizers: Vec<Tokenizer> = ENCODINGS
        .iter()
        .map(|encoding| tokenizer_of(*encoding, Parts::ALL))
        .collect();
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in file.lines() {
        let (kind, text): (String, String) =
            serde_json::from_str(line).expect("a line is a kind and a text");
        kinds.entry(kind).or_default().push(text);
    }
    println!(
        "kind         texts  estimate: bias mean error 2.5 %..97.5 % in band | of 100 o200k tokens: {}",
        ENCODINGS.map(|encoding| encoding.id()).join(" ")
    );
    let (mut all, mut held, mut texts_in_all) = (Vec::new(), 0, 0);
    for (kind, texts) in &kinds {
        let mut ratios = Vec::new();
        let mut inside = 0;
        let mut totals = vec![0; tokenizers.len()];
        for text in texts {
            let counts: Vec<usize> = tokenizers
                .iter()
                .map(|tokenizer| tokenizer.count(text).0)
                .collect();
            let exact = counts[0] as f64;
            let band = estimate(text);
            ratios.push(band.central / exact);
            inside += usize::from(band.low <= exact && exact <= band.high);
            totals
                .iter_mut()
                .zip(&counts)
                .for_each(|(total, count)| *total += count);
        }
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        let error =
            ratios.iter().map(|ratio| (ratio - 1.0).abs()).sum::<f64>() / ratios.len() as f64;
        let of_hundred: Vec<String> = totals
            .iter()
            .map(|total| format!("{:.0}", 100.0 * *total as f64 / totals[0] as f64))
            .collect();
        println!(
            "{kind:12} {:5}  {:+5.1} % {:5.1} %  {:.2}..{:.2}  {:3.0} % | {}",
            texts.len(),
            100.0 * (mean - 1.0),
            100.0 * error,
            quantile(&mut ratios.clone(), 0.025),
            quantile(&mut ratios.clone(), 0.975),
            100.0 * inside as f64 / texts.len() as f64,
            of_hundred.join(" "),
        );
        held += inside;
        texts_in_all += texts.len();
        all.extend(ratios);
    }
    println!(
        "all          {texts_in_all:5}  2.5 %..97.5 % {:.2}..{:.2}, in band {:.0} %",
        quantile(&mut all.clone(), 0.025),
        quantile(&mut all, 0.975),
        100.0 * held as f64 / texts_in_all as f64
    );
}
