//! A shelf names the files that a text still needs, counts exactly once they are there, and keeps what it has when others are damaged.

use promptwatt_tokens::{Count, Encoding, Shelf, VocabularyError};
use std::fs;
use std::path::Path;

const ENGLISH: &str = "Explain how tides work.";
const ARABIC: &str = "اشرح لي كيف يعمل المدّ والجزر.";

fn files(names: &[String]) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/vocab");
    let read = |name: &String| fs::read(folder.join(name)).expect("the file is in public/vocab");
    names.iter().map(read).collect()
}

fn is_exact(shelf: &Shelf, text: &str) -> bool {
    let counter = shelf.counter(Some(Encoding::O200kBase), Some("o200k_base"));
    counter.count(text).is_exact()
}

#[test]
fn it_counts_what_it_has_the_files_for() -> Result<(), VocabularyError> {
    let mut shelf = Shelf::new(str::to_owned);
    let missing = |shelf: &Shelf, text: &str| shelf.missing(text, Encoding::O200kBase, false);
    assert!(!is_exact(&shelf, ENGLISH));
    let first = missing(&shelf, ENGLISH);
    assert!(!first.is_empty());
    shelf.add(Encoding::O200kBase, files(&first))?;
    assert_eq!(missing(&shelf, ENGLISH), Vec::<String>::new());
    assert!(is_exact(&shelf, ENGLISH));
    // Another script needs its own files and no others.
    let second = missing(&shelf, ARABIC);
    assert!(!second.is_empty() && second.iter().all(|name| !first.contains(name)));
    assert!(shelf.add(Encoding::O200kBase, vec![vec![0; 9]]).is_err());
    assert!(is_exact(&shelf, ENGLISH), "what was there stays");
    shelf.add(Encoding::O200kBase, files(&second))?;
    assert!(is_exact(&shelf, ENGLISH) && is_exact(&shelf, ARABIC));
    // Two encodings with one vocabulary share it; another has its own.
    assert_eq!(
        shelf.missing(ARABIC, Encoding::O200kHarmony, false),
        Vec::<String>::new()
    );
    assert!(!shelf.missing(ENGLISH, Encoding::Qwen, false).is_empty());
    // A tokenizer that nobody has published is estimated more widely.
    let width = |name: Option<&str>| match shelf.counter(None, name).count(ENGLISH) {
        Count::Estimated(band) => band.high - band.low,
        Count::Exact(_) => 0.0,
    };
    assert!(width(None) > width(Some("published elsewhere")));
    Ok(())
}
