#![no_main]

use promptwatt_fuzz::tokens::{edits, tokenizers};
use std::sync::LazyLock;

static TOKENIZERS: LazyLock<Vec<promptwatt_tokens::Tokenizer>> = LazyLock::new(tokenizers);

// Reading the vocabularies takes seconds with a sanitizer, which must not count as the first input's time.
libfuzzer_sys::fuzz_target!(
    init: { LazyLock::force(&TOKENIZERS); },
    |data: &[u8]| edits(&TOKENIZERS, data)
);
