//! The exact counter, from the committed vocabulary.

use promptwatt_tokens::{Counter, Encoding, Parts, Tokenizer, Vocabulary};
use std::sync::OnceLock;

pub fn counter() -> &'static Counter {
    static COUNTER: OnceLock<Counter> = OnceLock::new();
    COUNTER.get_or_init(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/vocab/");
        let packed: Vec<Vec<u8>> = Encoding::O200kBase
            .files(Parts::ALL)
            .map(|name| std::fs::read(format!("{folder}{name}")).expect("the committed vocabulary"))
            .collect();
        Counter::Exact(Tokenizer::new(
            Vocabulary::from_packed(&packed).expect("a valid vocabulary"),
        ))
    })
}
