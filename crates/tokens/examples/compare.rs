//! Compares with cases of the official core, a JSON array per line as `tests/golden/generate.py --random` writes them:
//! `cargo run --profile native -p promptwatt-tokens --example compare FILE [ENCODING]`. In place of an encoding, a file that
//! `promptwatt pack` made.

#[path = "../tests/support/mod.rs"]
mod support;

use std::io::{BufRead, BufReader};
use std::process::ExitCode;

use promptwatt_tokens::{Document, Encoding, Parts, Progress, Tokens, Work};

fn main() -> ExitCode {
    let path = std::env::args()
        .nth(1)
        .expect("the file of cases is the argument");
    let file = std::fs::File::open(path).expect("the file of cases can be read");
    let which = std::env::args().nth(2);
    let which = which.as_deref().unwrap_or("o200k_base");
    let tokenizer = match Encoding::from_id(which) {
        Some(encoding) => support::tokenizer_of(encoding, Parts::ALL),
        None => {
            support::tokenizer_from(&[std::fs::read(which).expect("it is an encoding or a file")])
        }
    };
    let (mut texts, mut tokens, mut mismatches) = (0, 0, 0);
    for line in BufReader::new(file).lines() {
        let (text, ids) = support::parse_case(&line.expect("the file of cases is UTF-8"));
        texts += 1;
        tokens += ids.len();
        let counted = tokenizer.count(&text);
        let by_document = Document::new(text.clone()).advance(&tokenizer, Work::ALL);
        if support::ids(&tokenizer, &text) != ids
            || counted != Tokens(ids.len())
            || by_document != Progress::Exact(counted)
            || !tokenizer.vocabulary().is_normalized()
                && tokenizer.decode(&ids).as_deref() != Ok(text.as_bytes())
        {
            mismatches += 1;
            if mismatches <= 10 {
                println!(
                    "{text:?}\n  official {ids:?}\n  ours     {:?}",
                    tokenizer.encode(&text)
                );
            }
        }
    }
    println!("{texts} texts, {tokens} tokens, {mismatches} mismatches");
    if mismatches == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
