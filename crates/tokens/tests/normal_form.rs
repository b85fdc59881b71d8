//! Normal form C as Qwen's reference makes it: with the tables of Unicode 9, whatever is newer on this machine.

mod support;

use promptwatt_tokens::{Document, Encoding, Parts, Progress, Tokens, Work};
use support::normal_form::CASES;
use support::{ids, tokenizer_of};

#[test]
fn marks_and_compositions_are_those_of_the_reference() {
    let tokenizer = tokenizer_of(Encoding::Qwen, Parts::ALL);
    for (name, text, official) in CASES {
        assert_eq!(&ids(&tokenizer, text), official, "{name}");
        // Typed, one character after the other.
        let mut document = Document::new(String::new());
        for character in text.chars() {
            let end = document.text().len();
            document.replace(end..end, character.encode_utf8(&mut [0; 4]));
            document.advance(&tokenizer, Work::ALL);
        }
        assert_eq!(
            document.advance(&tokenizer, Work::ALL),
            Progress::Exact(Tokens(official.len())),
            "{name}"
        );
    }
}
