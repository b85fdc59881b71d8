//! Vocabularies: the default one inside the program, others from files.

use crate::failure::Failure;
use promptwatt_energy::Model;
use promptwatt_tokens::{Counter, Encoding, Tokenizer, Vocabulary};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// All parts of the vocabulary of [`Encoding::O200kBase`], joined by the build script.
const O200K_BASE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/o200k_base.vocab"));

/// No vocabulary is larger; a file that is, is not read.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A counter, and the name of what it counts; `None` where the model's own encoding is not public.
pub struct Counting {
    /// What counts.
    pub counter: Counter,
    /// The encoding's name, for the result.
    pub encoding: Option<String>,
}

/// The counter of an encoding: the name of one, or a packed vocabulary file; the default where none is asked for.
///
/// # Errors
/// Where there is no such vocabulary, or it is damaged.
pub fn of_encoding(encoding: Option<&str>) -> Result<Counting, Failure> {
    let (tokenizer, encoding) = match encoding {
        None => (
            built_in(Encoding::O200kBase)?,
            Encoding::O200kBase.id().to_owned(),
        ),
        Some(name) => match Encoding::from_id(name) {
            Some(encoding) => (built_in(encoding)?, name.to_owned()),
            None => {
                let tokenizer = from_files(&find(name)?)?;
                let name = tokenizer.vocabulary().name().to_owned();
                (tokenizer, name)
            }
        },
    };
    Ok(Counting {
        counter: Counter::Exact(tokenizer),
        encoding: Some(encoding),
    })
}

/// The counter of a model: exact where its encoding is public and its vocabulary at hand, an estimate elsewhere.
///
/// # Errors
/// Where the vocabulary is damaged.
pub fn of_model(model: &Model) -> Result<Counting, Failure> {
    let estimate = |named: Option<&str>| Counting {
        counter: Counter::Estimate(named.map_or(Encoding::Unpublished, |_| Encoding::O200kBase)),
        encoding: named.map(str::to_owned),
    };
    let Some(id) = model.encoding() else {
        return Ok(estimate(None));
    };
    match Encoding::from_id(id) {
        Some(Encoding::O200kBase | Encoding::O200kHarmony) => of_encoding(Some(id)),
        Some(encoding) => match find(encoding.vocabulary()) {
            Ok(files) => Ok(Counting {
                counter: Counter::Exact(from_files(&files)?),
                encoding: Some(id.to_owned()),
            }),
            Err(_) => Ok(estimate(Some(id))),
        },
        None => Ok(estimate(Some(id))),
    }
}

fn built_in(encoding: Encoding) -> Result<Tokenizer, Failure> {
    match encoding.vocabulary() {
        "o200k_base" => read(&[O200K_BASE], "the vocabulary inside this program"),
        name => from_files(&find(name)?),
    }
}

/// The files of a vocabulary: a path, or what is called `NAME.vocab` or `NAME-*.vocab` beside this program, or in
/// `public/vocab` of the checkout that it was built in.
fn find(name: &str) -> Result<Vec<PathBuf>, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let program = std::env::current_exe().unwrap_or_default();
    let folders = program.ancestors().skip(1).enumerate();
    for (distance, folder) in folders {
        let folder = if distance == 0 {
            folder.to_owned()
        } else {
            folder.join("public/vocab")
        };
        let found = called(&folder, name);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let known: Vec<&str> = Encoding::ALL.iter().map(|encoding| encoding.id()).collect();
    Err(Failure::new(format!(
        "no vocabulary for the encoding \"{name}\": known are {}; others are found as files: a path, or {name}.vocab beside the program",
        known.join(", ")
    )))
}

/// The vocabulary files in a folder that have a name, in order.
fn called(folder: &Path, name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let file = path.file_name().and_then(|file| file.to_str());
            let stem = file.and_then(|file| file.strip_suffix(".vocab"));
            let rest = stem.and_then(|stem| stem.strip_prefix(name));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
        .collect();
    files.sort();
    files
}

fn from_files(paths: &[PathBuf]) -> Result<Tokenizer, Failure> {
    let name = paths
        .first()
        .map_or_else(String::new, |path| path.display().to_string());
    let mut files = Vec::new();
    for path in paths {
        let unreadable = |error: std::io::Error| {
            Failure::new(format!("{} cannot be read: {error}", path.display()))
        };
        if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
            return Err(Failure::new(format!(
                "{} is no vocabulary: it is larger than any",
                path.display()
            )));
        }
        files.push(std::fs::read(path).map_err(unreadable)?);
    }
    read(&files, &name)
}

fn read<F: AsRef<[u8]>>(files: &[F], name: &str) -> Result<Tokenizer, Failure> {
    let vocabulary = Vocabulary::from_packed(files)
        .map_err(|error| Failure::new(format!("{name} is no vocabulary: {error}")))?;
    Ok(Tokenizer::with_normalizer(vocabulary, |text| {
        text.nfc().collect()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_inside_has_the_parts_that_the_page_fetches() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/vocab");
        let mut names: Vec<String> = Encoding::O200kBase
            .files(promptwatt_tokens::Parts::ALL)
            .collect();
        names.sort();
        let parts: Vec<u8> = names
            .iter()
            .flat_map(|name| std::fs::read(folder.join(name)).unwrap())
            .collect();
        assert!(parts == O200K_BASE, "the build script joined other files");
    }
}
