//! The exact counter, from the committed vocabulary.

use promptwatt_tokens::{Counter, Encoding, Tokenizer, Vocabulary};
use std::io::Read;
use std::sync::OnceLock;

pub fn counter() -> &'static Counter {
    static COUNTER: OnceLock<Counter> = OnceLock::new();
    COUNTER.get_or_init(|| {
        let name = Encoding::O200kBase.vocabulary_file();
        let path = format!("{}/../../public/vocab/{name}", env!("CARGO_MANIFEST_DIR"));
        let mut packed = Vec::new();
        let file = std::fs::File::open(path).expect("the committed vocabulary");
        flate2::read::GzDecoder::new(file)
            .read_to_end(&mut packed)
            .expect("gzip");
        Counter::Exact(Tokenizer::new(
            Vocabulary::from_packed(&packed).expect("a valid vocabulary"),
        ))
    })
}
